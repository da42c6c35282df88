/** The manifest of the Teams app, from the settings of a deployment and the command table. What it may be is in schema.ts; words are in cards/manifest. */

import type { PackageConfig } from '../config.ts';
import type { CommandRow } from '../commands/row.ts';
import { ABOUT, PRIVACY, TERMS } from '../http/aboutPages.ts';
import { t } from '../words.ts';
import { commandLists } from './commandLists.ts';
import type { Manifest } from './schema.ts';
import { MANIFEST_VERSION, SCHEMA_FOLDER, TOKEN_HOST, manifestSchema } from './schema.ts';

export const icons = { color: 'color.png', outline: 'outline.png' } as const;
export const SPANISH_FILE = 'es.json';

export type Packaged = PackageConfig & { readonly version: string; readonly table: readonly CommandRow[] };

/** Throws what is wrong with it. */
export function manifestOf({ botId, site, application, version, table }: Packaged): Manifest {
  return manifestSchema.parse({
    $schema: `${SCHEMA_FOLDER}/MicrosoftTeams.schema.json`,
    manifestVersion: MANIFEST_VERSION,
    version,
    // [DESIGN] the app has one bot, whose registration is as unique as an id of its own would be, and is the same at each update.
    id: botId,
    developer: { name: t('en', 'manifest.name.short'), websiteUrl: `${site}${ABOUT}`, privacyUrl: `${site}${PRIVACY}`, termsOfUseUrl: `${site}${TERMS}` },
    localizationInfo: { defaultLanguageTag: 'en', additionalLanguages: [{ languageTag: 'es', file: SPANISH_FILE }] },
    name: { short: t('en', 'manifest.name.short'), full: t('en', 'manifest.name.full') },
    description: { short: t('en', 'manifest.description.short'), full: t('en', 'manifest.description.full') },
    icons,
    accentColor: '#0F548C', // of the web pages
    bots: [{ botId, scopes: ['personal', 'team', 'groupChat'], isNotificationOnly: false, supportsFiles: true, commandLists: commandLists(table, 'en') }],
    validDomains: [new URL(site).hostname, ...(application ? [TOKEN_HOST] : [])],
    // teams-platform §11.2: the prefix is required, and the id in it is the bot's.
    ...(application ? { webApplicationInfo: { id: application, resource: `api://botid-${botId}` } } : {}),
  });
}
