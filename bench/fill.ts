/** Fills a store before it is measured: through the store's own commit, or, where there are millions of documents, straight into SQLite's file. */

import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import type { Doc, Store, Write } from '../src/app/ports.ts';
import { systemClock } from '../src/core/time.ts';
import { openStore, storeFile } from '../src/store/open.ts';
import { statements } from '../src/store/sqlite.ts';

/** As many as one commit takes (src/app/ports.ts). */
const MOST = 100;

export async function save(store: Store, writes: readonly Write[]): Promise<void> {
  if (writes.length > 0 && await store.commit(writes) !== 'saved') throw new Error('The store was filled already');
}

/** Writes of one home in commits that are as large as they may be. */
export function *batches(writes: readonly Write[]): Generator<readonly Write[]> {
  for (let from = 0; from < writes.length; from += MOST) yield writes.slice(from, from + MOST);
}

/**
 * A commit with `synchronous=FULL` for every hundred of four million documents would take minutes. This is one transaction without a
 * journal: whoever loses power begins anew. The file is the store's own, made by the store.
 */
export async function fillFile(directory: string, docs: Iterable<Doc>): Promise<void> {
  await (await openStore({ kind: 'sqlite', directory }, systemClock)).close();
  const database = new DatabaseSync(storeFile(directory));
  database.exec('PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -400000;');
  const statement = database.prepare(statements.upsert);
  const etag = randomUUID();
  database.exec('BEGIN');
  for (const { partition, id, kind, list, sort, due, expires, body } of docs) {
    statement.run({ partition, id, kind, list: list ?? null, sort: sort ?? null, due: due ?? null, expires: expires ?? null, etag, body: JSON.stringify(body) });
  }
  database.exec('COMMIT');
  database.close();
}
