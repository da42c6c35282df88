/** What `npm run package` runs: writes the Teams app package of the settings into dist/. Exit code 2 says that a setting is missing. */

import { mkdir, writeFile } from 'node:fs/promises';
import packageFile from '../../package.json' with { type: 'json' };
import { commands } from '../commands/table.ts';
import type { PackageConfig } from '../config.ts';
import { readPackageConfig } from '../config.ts';
import { say } from '../operators/say.ts';
import { packageFiles } from './files.ts';
import { zipped } from './zip.ts';

const config = settings();
if (config) await write(config);
else process.exitCode = 2;

function settings(): PackageConfig | undefined {
  try {
    return readPackageConfig();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

async function write(of: PackageConfig): Promise<void> {
  const { version } = packageFile;
  const path = `dist/enlace-${version}.zip`;
  const archive = await zipped(await packageFiles({ ...of, version, table: commands }));
  await mkdir('dist', { recursive: true });
  await writeFile(path, archive);
  say(`${path}: Enlace ${version} for ${of.site}`);
  say('For everybody: Teams admin center, Teams apps, Manage apps, Actions, Upload new app. For yourself: in Teams, Apps, Manage your apps, Upload an app, Upload a custom app.');
  say('docs/teams-package.md says what is in it and how to update it.');
}
