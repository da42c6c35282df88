/**
 * The manifest of the Teams schema 1.30, as far as this bot uses it, with every limit (teams-platform §12.1): what does not fit is never written.
 * Strict: a key that is not named here is refused, as Teams refuses those that its schema does not know.
 */

import { z } from 'zod';

export const MANIFEST_VERSION = '1.30';
export const SCHEMA_FOLDER = `https://developer.microsoft.com/json-schemas/teams/v${MANIFEST_VERSION}`;

/** [DESIGN] the schema takes 12 commands, titles of 128 and descriptions of 4000; older clients cut at these. */
export const MOST_COMMANDS = 10;
const command = z.strictObject({ title: line(32), description: line(128) });

const scope = z.enum(['personal', 'team', 'groupChat']);
const commandList = z.strictObject({ scopes: z.array(scope).min(1), commands: z.array(command).min(1).max(MOST_COMMANDS) });
export type CommandList = z.infer<typeof commandList>;

const guid = z.guid();
const address = line(2048).regex(/^https:\/\//, 'must begin with https://');
const file = z.string().regex(/^[\w-]+\.(?:png|json)$/, 'must be a file beside the manifest');
const languageTag = z.string().regex(/^[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8}){0,2}$/);
/** A host and nothing else: no wildcard, scheme, port or path. */
const host = line(2048).regex(/^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/, 'must be a host, without wildcards');

export const TOKEN_HOST = 'token.botframework.com';

export const manifestSchema = z.strictObject({
  $schema: z.literal(`${SCHEMA_FOLDER}/MicrosoftTeams.schema.json`),
  manifestVersion: z.literal(MANIFEST_VERSION),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  id: guid,
  developer: z.strictObject({ name: line(32), websiteUrl: address, privacyUrl: address, termsOfUseUrl: address }),
  localizationInfo: z.strictObject({ defaultLanguageTag: languageTag, additionalLanguages: z.array(z.strictObject({ languageTag, file })) }),
  name: z.strictObject({ short: line(30), full: line(100) }),
  description: z.strictObject({ short: line(80), full: line(4000) }),
  icons: z.strictObject({ color: file, outline: file }),
  accentColor: z.string().regex(/^#[0-9a-f]{6}$/i),
  bots: z.array(z.strictObject({
    botId: guid, scopes: z.array(scope).min(1), isNotificationOnly: z.literal(false), supportsFiles: z.boolean(), commandLists: z.array(commandList).min(1).max(3),
  })).length(1),
  validDomains: z.array(host).min(1).max(100),
  webApplicationInfo: z.strictObject({ id: guid, resource: line(2048).regex(/^api:\/\//) }).optional(),
}).refine(({ webApplicationInfo, validDomains }) => !webApplicationInfo || validDomains.includes(TOKEN_HOST), `a sign-in needs ${TOKEN_HOST} among the valid domains`);
export type Manifest = z.infer<typeof manifestSchema>;

function line(most: number) {
  return z.string().min(1).max(most);
}
