/** The environment, read once and checked: the only reader of `process.env`. Defaults are the local world's. */

import { isIPv4, isIPv6 } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const text = z.string().trim().min(1).optional();
const listed = z.string().transform((value) => value.split(',').map((one) => one.trim()).filter((one) => one !== ''));
/** The public and government clouds of Teams (teams-platform §8.1). */
const TEAMS_HOSTS = ['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com', 'smba.infra.gov.teams.microsoft.us', 'smba.infra.dod.teams.microsoft.us'];
const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  /** Where people reach the web pages; links in mails begin with it. */
  PUBLIC_URL: z.url().optional(),
  DATA_DIR: z.string().trim().min(1).default('./data'),
  DIRECTORY_FILE: text,
  PLAYGROUND: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  RULES_FILE: text,
  MICROSOFT_APP_TYPE: z.enum(['SingleTenant', 'UserAssignedMSI']).default('SingleTenant'),
  MICROSOFT_APP_ID: text,
  MICROSOFT_APP_PASSWORD: text,
  MICROSOFT_APP_TENANT_ID: text,
  ALLOWED_TENANTS: listed.default([]),
  SERVICE_HOSTS: listed.default(TEAMS_HOSTS),
  ENTRA_AUTHORITY: z.url().default('https://login.microsoftonline.com'),
  ENTRA_CLIENT_ID: text,
  ENTRA_CLIENT_SECRET: text,
  OAUTH_CONNECTION: text,
  /** [DESIGN] a role in a token is as old as the token (teams-platform §11.3): after this long it is asked for again. */
  ROLES_MINUTES: z.coerce.number().int().min(1).max(1440).default(60),
  /** [DESIGN] how often a minute pages are opened from one address, and behind one link; and how many proxies of ours stand in front. */
  PAGES_PER_ADDRESS: z.coerce.number().int().min(1).default(600),
  PAGES_PER_LINK: z.coerce.number().int().min(1).default(300),
  PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** [DESIGN] how long it still serves after it was told to end, while /readyz says so: until whatever sends people here looks away. Five; none where nothing does, in the local world. */
  SHUTDOWN_SECONDS: z.coerce.number().int().min(0).max(300).optional(),
  COSMOS_ENDPOINT: z.url().optional(),
  COSMOS_KEY: text,
  COSMOS_DATABASE: z.string().trim().min(1).default('enlace'),
  COSMOS_CONTAINER: z.string().trim().min(1).default('documents'),
  SMTP_HOST: text,
  SMTP_PORT: z.coerce.number().int().min(1).max(65_535).default(587),
  SMTP_USER: text,
  SMTP_PASSWORD: text,
  /** Who looks on: an OTLP receiver, Azure Monitor, both, or nobody. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  APPLICATIONINSIGHTS_CONNECTION_STRING: text,
  OTEL_SERVICE_NAME: z.string().trim().min(1).default('enlace'),
  MAIL_FROM: z.string().trim().min(3).default('Enlace <enlace@localhost.localdomain>'),
});

/** Everything that may be set; tests hold deploy/ against it. */
export const settingNames: readonly string[] = Object.keys(environment.shape);

export type Config = ReturnType<typeof readConfig>;

const root = fileURLToPath(new URL('..', import.meta.url));

/** Throws one sentence for each setting that is wrong, with its name. */
export function readConfig(source: NodeJS.ProcessEnv = process.env) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new Error(`Settings: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
  const e = parsed.data;
  if (Boolean(e.MICROSOFT_APP_ID) !== Boolean(e.MICROSOFT_APP_TENANT_ID)) throw new Error('Settings: MICROSOFT_APP_ID and MICROSOFT_APP_TENANT_ID go together; half of them would leave the door open');
  const credentials: Credentials | undefined = e.MICROSOFT_APP_ID && e.MICROSOFT_APP_TENANT_ID
    ? { type: e.MICROSOFT_APP_TYPE, id: e.MICROSOFT_APP_ID, tenant: e.MICROSOFT_APP_TENANT_ID, password: e.MICROSOFT_APP_PASSWORD } : undefined;
  // Empty credentials switch authentication off (teams-platform §10.1): then nobody but this machine may reach the door.
  if (!credentials && !isLoopback(e.HOST)) throw new Error(`Settings: without MICROSOFT_APP_ID and MICROSOFT_APP_TENANT_ID the bot listens on loopback only, not on ${e.HOST}`);
  return {
    port: e.PORT, host: e.HOST, publicUrl: e.PUBLIC_URL, logLevel: e.LOG_LEVEL, playground: e.PLAYGROUND === 'on',
    dataDir: resolve(e.DATA_DIR), directoryFile: e.DIRECTORY_FILE ? resolve(e.DIRECTORY_FILE) : join(root, 'bot/local/world.yaml'), rulesFile: e.RULES_FILE,
    credentials,
    /** Whom the bot hears and where it speaks: without credentials, this machine. */
    channel: { tenants: e.ALLOWED_TENANTS, hosts: credentials ? e.SERVICE_HOSTS : undefined },
    entra: credentials && entraOf(e, credentials),
    pace: { address: e.PAGES_PER_ADDRESS, link: e.PAGES_PER_LINK, proxies: e.PROXIES },
    shutdownSeconds: e.SHUTDOWN_SECONDS ?? (credentials ? 5 : 0),
    /** For programs that this one starts. */
    environment: source,
    store: e.COSMOS_ENDPOINT
      ? { kind: 'cosmos' as const, endpoint: e.COSMOS_ENDPOINT, ...(e.COSMOS_KEY ? { key: e.COSMOS_KEY } : {}), database: e.COSMOS_DATABASE, container: e.COSMOS_CONTAINER }
      : { kind: 'sqlite' as const, directory: resolve(e.DATA_DIR) },
    telemetry: e.OTEL_EXPORTER_OTLP_ENDPOINT ?? e.APPLICATIONINSIGHTS_CONNECTION_STRING
      ? { service: e.OTEL_SERVICE_NAME, otlp: e.OTEL_EXPORTER_OTLP_ENDPOINT, azure: e.APPLICATIONINSIGHTS_CONNECTION_STRING } : undefined,
    mail: e.SMTP_HOST
      ? { kind: 'smtp' as const, host: e.SMTP_HOST, port: e.SMTP_PORT, user: e.SMTP_USER, password: e.SMTP_PASSWORD, from: e.MAIL_FROM }
      : { kind: 'files' as const, directory: join(resolve(e.DATA_DIR), 'mail'), from: e.MAIL_FROM },
  };
}

type Environment = z.output<typeof environment>;
export type Credentials = { readonly type: Environment['MICROSOFT_APP_TYPE']; readonly id: string; readonly tenant: string; readonly password: string | undefined };

/** How the application proves to Entra who it is: by a secret, or by the machine's identity. */
export type AppProof = { readonly secret: string } | { readonly managedIdentity: string };
/** `connection`: the OAuth connection of the bot's registration, for roles in Teams. */
export type EntraSettings = { readonly authority: string; readonly clientId: string; readonly proof: AppProof | undefined; readonly connection: string | undefined; readonly rolesMinutes: number };

/** @returns undefined where people cannot sign in: a managed identity is no application, so it needs one beside it. */
function entraOf(e: Environment, credentials: Credentials): EntraSettings | undefined {
  const clientId = applicationOf(e, credentials.id);
  const isBot = clientId === undefined || clientId === credentials.id;
  const { protocol, hostname } = new URL(e.ENTRA_AUTHORITY);
  if (protocol !== 'https:' && !isLoopback(hostname)) throw new Error('Settings: ENTRA_AUTHORITY: must begin with https:');
  const secret = e.ENTRA_CLIENT_SECRET ?? (isBot ? credentials.password : undefined);
  const proof = secret ? { secret } : credentials.type === 'UserAssignedMSI' ? { managedIdentity: credentials.id } : undefined;
  return clientId ? { authority: e.ENTRA_AUTHORITY.replace(/\/+$/, ''), clientId, proof, connection: e.OAUTH_CONNECTION, rolesMinutes: e.ROLES_MINUTES } : undefined;
}

/** What people sign in to. */
function applicationOf(e: Pick<Environment, 'ENTRA_CLIENT_ID' | 'MICROSOFT_APP_TYPE' | 'OAUTH_CONNECTION'>, botId: string): string | undefined {
  const application = e.ENTRA_CLIENT_ID ?? botId;
  if (application !== botId || e.MICROSOFT_APP_TYPE !== 'UserAssignedMSI') return application;
  if (e.OAUTH_CONNECTION) throw new Error('Settings: OAUTH_CONNECTION needs ENTRA_CLIENT_ID, the application that the tokens of this connection are for');
  return undefined;
}

export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  if (isIPv4(host)) return host.startsWith('127.');
  return isIPv6(host) && host === '::1';
}

const packaged = environment.pick({ MICROSOFT_APP_TYPE: true, OAUTH_CONNECTION: true }).extend({
  MICROSOFT_APP_ID: z.guid(),
  PUBLIC_URL: z.url({ protocol: /^https$/, hostname: z.regexes.domain }).transform((address) => address.replace(/\/+$/, '')),
  ENTRA_CLIENT_ID: z.guid().optional(),
});
const wanted: Readonly<Record<keyof z.input<typeof packaged>, string>> = {
  MICROSOFT_APP_ID: 'MICROSOFT_APP_ID (the id of the bot’s registration)',
  PUBLIC_URL: 'PUBLIC_URL (the public address of the bot, which begins with https://)',
  MICROSOFT_APP_TYPE: 'MICROSOFT_APP_TYPE (SingleTenant or UserAssignedMSI)',
  ENTRA_CLIENT_ID: 'ENTRA_CLIENT_ID (the id of the application that people sign in to)',
  OAUTH_CONNECTION: 'OAUTH_CONNECTION (the name of the connection)',
};

/** `application`: what people sign in to in Teams, where they do. */
export type PackageConfig = { readonly botId: string; readonly site: string; readonly application: string | undefined };

/** What the package for Teams is made of. Throws one sentence that says what is missing and how to give it. */
export function readPackageConfig(source: NodeJS.ProcessEnv = process.env): PackageConfig {
  const parsed = packaged.safeParse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    const missing = Object.entries(wanted).filter(([name]) => parsed.error.issues.some(({ path: [wrong] }) => wrong === name)).map(([, what]) => what);
    throw new Error(`Settings: the package needs ${missing.join(' and ')}, for example: MICROSOFT_APP_ID=00000000-0000-0000-0000-000000000000 PUBLIC_URL=https://enlace.example npm run package`);
  }
  const { MICROSOFT_APP_ID: botId, PUBLIC_URL: site, OAUTH_CONNECTION: connection } = parsed.data;
  return { botId, site, application: connection && applicationOf(parsed.data, botId) };
}
