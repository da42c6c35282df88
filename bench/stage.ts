/** The measured bots: the echo bot, and Enlace over a store that was filled for the occasion. */

import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Doc, Store } from '../src/app/ports.ts';
import { systemClock } from '../src/core/time.ts';
import type { StoreSettings } from '../src/store/open.ts';
import { openStore } from '../src/store/open.ts';
import type { Measured } from './child.ts';
import { measured } from './child.ts';
import type { LocalCosmos } from './cosmos.ts';
import { fillFile } from './fill.ts';
import type { Population } from './world.ts';
import { directoryOf } from './world.ts';

/** For those of whom memory is asked. */
const COLLECTING = ['--expose-gc'];

export const openEcho = async (): Promise<Measured> => await measured('bench/echo.ts', { node: COLLECTING });

export type Setting = {
  readonly folder: string;
  /** Instead of SQLite. */
  readonly cosmos?: LocalCosmos;
  readonly population: Population;
  /** Through the store's own commit. */
  readonly fill?: (store: Store) => Promise<void>;
  /** Straight into the file. */
  readonly docs?: Iterable<Doc>;
  /** Its outbox sends nothing. */
  readonly held?: boolean;
  /** Options of Node. */
  readonly node?: readonly string[];
};

export async function openEnlace({ folder, cosmos, population, fill, docs, held = false, node = [] }: Setting): Promise<Measured> {
  const directory = await mkdtemp(join(folder, 'bot-'));
  const world = join(directory, 'world.json');
  await writeFile(world, directoryOf(population));
  const store: StoreSettings = cosmos ? { kind: 'cosmos', endpoint: cosmos.endpoint, key: cosmos.key, database: 'enlace', container: 'documents' } : { kind: 'sqlite', directory };
  if (docs) await fillFile(directory, docs);
  if (fill) await filling(store, fill);
  const env = {
    DIRECTORY_FILE: world, DATA_DIR: directory, PORT: '0', LOG_LEVEL: 'silent',
    ...(cosmos ? { COSMOS_ENDPOINT: cosmos.endpoint, COSMOS_KEY: cosmos.key } : {}),
  };
  return await measured('bench/subject.ts', { env, node: [...COLLECTING, ...node], args: held ? ['held'] : [] });
}

async function filling(settings: StoreSettings, fill: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore(settings, systemClock);
  await fill(store);
  await store.close();
}
