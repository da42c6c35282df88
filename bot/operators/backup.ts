/** What `npm run backup -- <file>` runs: a copy of the SQLite store of the settings, whole as of one moment, while the bot goes on. The other store has its own way (docs/operations.md). */

import { parseArgs } from 'node:util';
import { backupSqlite } from '../../src/store/backup.ts';
import { storeFile } from '../../src/store/open.ts';
import { readConfig } from '../config.ts';
import { say } from './say.ts';

const { positionals: [file, ...more] } = parseArgs({ allowPositionals: true });
process.exitCode = file === undefined || more.length > 0 ? usage() : run(file);

function usage(): number {
  say('Name the file to write: npm run backup -- <file>');
  return 1;
}

function run(to: string): number {
  const { store } = readConfig();
  if (store.kind !== 'sqlite') {
    say('The store of the settings is Cosmos DB: it is backed up by the account, see docs/operations.md');
    return 1;
  }
  const copied = backupSqlite(storeFile(store.directory), to);
  say('trouble' in copied ? copied.trouble : `${to}: ${copied.documents} documents`);
  return 'trouble' in copied ? 1 : 0;
}
