/** The environment, read once and checked: the only reader of `process.env`. Defaults are the local world's. */

import { isIPv4, isIPv6 } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const text = z.string().trim().min(1).optional();
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
  COSMOS_ENDPOINT: z.url().optional(),
  COSMOS_KEY: text,
  COSMOS_DATABASE: z.string().trim().min(1).default('enlace'),
  COSMOS_CONTAINER: z.string().trim().min(1).default('documents'),
  SMTP_HOST: text,
  SMTP_PORT: z.coerce.number().int().min(1).max(65_535).default(587),
  SMTP_USER: text,
  SMTP_PASSWORD: text,
  MAIL_FROM: z.string().trim().min(3).default('Enlace <enlace@localhost.localdomain>'),
});

export type Config = ReturnType<typeof readConfig>;

const root = fileURLToPath(new URL('..', import.meta.url));

/** Throws one sentence for each setting that is wrong, with its name. */
export function readConfig(source: NodeJS.ProcessEnv = process.env) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new Error(`Settings: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
  const e = parsed.data;
  if (Boolean(e.MICROSOFT_APP_ID) !== Boolean(e.MICROSOFT_APP_TENANT_ID)) throw new Error('Settings: MICROSOFT_APP_ID and MICROSOFT_APP_TENANT_ID go together; half of them would leave the door open');
  const credentials = e.MICROSOFT_APP_ID && e.MICROSOFT_APP_TENANT_ID
    ? { type: e.MICROSOFT_APP_TYPE, id: e.MICROSOFT_APP_ID, tenant: e.MICROSOFT_APP_TENANT_ID, password: e.MICROSOFT_APP_PASSWORD } : undefined;
  // Empty credentials switch authentication off (teams-platform §10.1): then nobody but this machine may reach the door.
  if (!credentials && !isLoopback(e.HOST)) throw new Error(`Settings: without MICROSOFT_APP_ID and MICROSOFT_APP_TENANT_ID the bot listens on loopback only, not on ${e.HOST}`);
  return {
    port: e.PORT, host: e.HOST, publicUrl: e.PUBLIC_URL, logLevel: e.LOG_LEVEL, playground: e.PLAYGROUND === 'on',
    dataDir: resolve(e.DATA_DIR), directoryFile: e.DIRECTORY_FILE ? resolve(e.DIRECTORY_FILE) : join(root, 'bot/local/world.yaml'), rulesFile: e.RULES_FILE,
    credentials,
    /** For programs that this one starts. */
    environment: source,
    store: e.COSMOS_ENDPOINT
      ? { kind: 'cosmos' as const, endpoint: e.COSMOS_ENDPOINT, ...(e.COSMOS_KEY ? { key: e.COSMOS_KEY } : {}), database: e.COSMOS_DATABASE, container: e.COSMOS_CONTAINER }
      : { kind: 'sqlite' as const, directory: resolve(e.DATA_DIR) },
    mail: e.SMTP_HOST
      ? { kind: 'smtp' as const, host: e.SMTP_HOST, port: e.SMTP_PORT, user: e.SMTP_USER, password: e.SMTP_PASSWORD, from: e.MAIL_FROM }
      : { kind: 'files' as const, directory: join(resolve(e.DATA_DIR), 'mail'), from: e.MAIL_FROM },
  };
}

export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  if (isIPv4(host)) return host.startsWith('127.');
  return isIPv6(host) && host === '::1';
}
