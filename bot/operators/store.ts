/** What operators' programs work with: the store of the settings, opened for the time of one piece of work. They may run beside the bot; they take no turns and send nothing. */

import { randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Store } from '../../src/app/ports.ts';
import type { NewId, TenantId } from '../../src/core/ids.ts';
import type { Clock } from '../../src/core/time.ts';
import { systemClock } from '../../src/core/time.ts';
import { openStore } from '../../src/store/open.ts';
import type { Config } from '../config.ts';
import { readConfig } from '../config.ts';
import { CREATED_FILE, openDirectoryFile } from '../local/directoryFile.ts';
import { say } from './say.ts';

export type Operating = { readonly config: Config; readonly store: Store; readonly clock: Clock; readonly newId: NewId; /** Whose audit log says what operators did. */ readonly operatorTenant: () => Promise<TenantId> };

/** Sets the exit code to what `work` says; what goes wrong is one sentence. */
export async function operate(work: (operating: Operating) => Promise<number>): Promise<void> {
  process.exitCode = await withStore(work).catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  });
}

async function withStore(work: (operating: Operating) => Promise<number>): Promise<number> {
  const config = readConfig();
  const store = await openStore(config.store, systemClock);
  try {
    return await work({ config, store, clock: systemClock, newId: randomUUID, operatorTenant: async () => (await directoryOf(config)).operatorTenant });
  } finally {
    await store.close();
  }
}

const directoryOf = async ({ directoryFile, dataDir }: Config) => (await openDirectoryFile(directoryFile, { createdFile: join(dataDir, CREATED_FILE), randomness: randomInt })).directory;
