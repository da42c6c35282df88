/** What is in the package: the manifest, its Spanish, and the icons. Nothing is written here. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Packaged } from './manifest.ts';
import { SPANISH_FILE, icons, manifestOf } from './manifest.ts';
import { SCHEMA_FOLDER } from './schema.ts';
import { textsIn, translated } from './translation.ts';
import type { PackedFile } from './zip.ts';

const ICONS = join(import.meta.dirname, '../../deploy/teams');

/** Throws what is wrong with them, before anybody has them. */
export async function packageFiles(packaged: Packaged): Promise<readonly PackedFile[]> {
  const manifest = manifestOf(packaged);
  const spanish = textsIn(packaged.table, 'es');
  translated(manifest, spanish);
  return [
    { name: 'manifest.json', content: json(manifest) },
    { name: SPANISH_FILE, content: json({ $schema: `${SCHEMA_FOLDER}/MicrosoftTeams.Localization.schema.json`, ...spanish }) },
    ...await Promise.all(Object.values(icons).map(async (name) => ({ name, content: await readFile(join(ICONS, name)) }))),
  ];
}

const json = (value: object): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
