/** Picks the store. Which settings a deployment has is the business of bot/config.ts. */

import { join } from 'node:path';
import type { Store } from '../app/ports.ts';
import type { Clock } from '../core/time.ts';
import type { CosmosSettings } from './cosmos.ts';
import { openCosmos } from './cosmos.ts';
import { openSqlite } from './sqlite.ts';

export type StoreSettings =
  | { readonly kind: 'sqlite'; readonly directory: string }
  | { readonly kind: 'sqliteMemory' }
  | ({ readonly kind: 'cosmos' } & CosmosSettings);

/** Where the SQLite store is in a data directory. */
export const storeFile = (directory: string): string => join(directory, 'enlace.db');

export async function openStore(settings: StoreSettings, clock: Clock): Promise<Store> {
  switch (settings.kind) {
    case 'sqlite': return openSqlite(storeFile(settings.directory), clock);
    case 'sqliteMemory': return openSqlite(':memory:', clock);
    case 'cosmos': return openCosmos(settings, clock);
  }
}
