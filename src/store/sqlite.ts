/** The embedded store: one SQLite file (WAL, synchronous=FULL), whose commits are whole or not at all. No rule and no other store belongs here. */

import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SQLOutputValue, StatementSync } from 'node:sqlite';
import { DatabaseSync } from 'node:sqlite';
import type { Committed, Doc, PageQuery, Store, Stored, Write } from '../app/ports.ts';
import type { Clock } from '../core/time.ts';
import { partitionOf } from './batch.ts';
import { readable } from './newer.ts';
import { openTogether, openTransactions } from './together.ts';

/** How long a statement waits for another process; it blocks this one, so it is shorter than a turn may last. [DESIGN] */
const BUSY_MILLISECONDS = 4_000;

/** Sorts after every text that begins with the same prefix: SQLite compares text by its UTF-8 bytes. */
const LAST = '\u{10FFFF}';

/**
 * Each step brings a store one version further; `user_version` counts them. Never change a step that was released: add one. A version of
 * a document that older programs cannot read is a step too, if only an empty one: they refuse the file then.
 */
const migrations = [
  `CREATE TABLE documents (
     partition TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
     list TEXT, sort TEXT, due TEXT, expires TEXT,
     etag TEXT NOT NULL, body TEXT NOT NULL,
     PRIMARY KEY (partition, id)
   ) STRICT;
   CREATE INDEX documents_by_list ON documents (partition, list, sort, id) WHERE list IS NOT NULL;
   CREATE INDEX documents_by_due ON documents (kind, due) WHERE due IS NOT NULL;
   CREATE INDEX documents_by_expiry ON documents (expires) WHERE expires IS NOT NULL;`,
];

/** Rows that a program which reads everything holds at a time. [DESIGN] */
const AT_ONCE = 500;

const insert = `INSERT INTO documents (partition, id, kind, list, sort, due, expires, etag, body)
  VALUES (:partition, :id, :kind, :list, :sort, :due, :expires, :etag, :body)`;

/** Every statement of the store; the tests ask SQLite how it would run them. */
export const statements = {
  read: 'SELECT * FROM documents WHERE partition = :partition AND id = :id',
  create: `${insert} ON CONFLICT DO NOTHING`,
  upsert: `${insert} ON CONFLICT (partition, id) DO UPDATE SET kind = excluded.kind, list = excluded.list, sort = excluded.sort,
    due = excluded.due, expires = excluded.expires, etag = excluded.etag, body = excluded.body`,
  replace: `UPDATE documents SET kind = :kind, list = :list, sort = :sort, due = :due, expires = :expires, etag = :etag, body = :body
    WHERE partition = :partition AND id = :id AND etag = :ifMatch`,
  delete: 'DELETE FROM documents WHERE partition = :partition AND id = :id AND etag = ifnull(:ifMatch, etag)',
  // One lower bound, or SQLite would walk from the prefix to `after` on every page. An empty sort key is in no page, as in Cosmos.
  page: `SELECT * FROM documents WHERE partition = :partition AND list = :list
    AND sort >= max(:prefix, :after) AND sort <> :after AND sort < :end ORDER BY sort, id LIMIT :limit`,
  pageBackwards: `SELECT * FROM documents WHERE partition = :partition AND list = :list AND sort <> ''
    AND sort >= :prefix AND sort < min(:end, :before) ORDER BY sort DESC, id DESC LIMIT :limit`,
  due: 'SELECT * FROM documents WHERE kind = :kind AND due <= :now ORDER BY due LIMIT :limit',
  everything: 'SELECT rowid, * FROM documents WHERE rowid > :after ORDER BY rowid LIMIT :limit',
  forget: 'DELETE FROM documents WHERE rowid IN (SELECT rowid FROM documents WHERE expires <= :now LIMIT :limit)',
} as const;

type Prepared = { readonly [name in keyof typeof statements]: StatementSync };

/** @param file a path, or ":memory:". The directory and the file are made readable for their owner only. */
export function openSqlite(file: string, clock: Clock): Store {
  const database = openDatabase(file);
  const prepared = prepare(database);
  const together = openTogether(database, {
    write: (writes) => writeAll(prepared, writes),
    // A commit adds at most 100 documents, so forgetting 100 of the expired ones with each keeps up, at a bounded cost. [DESIGN]
    finish: (commits) => void prepared.forget.run({ now: clock(), limit: 100 * commits }),
  });
  return {
    async read({ partition, id }) {
      const row = prepared.read.get({ partition, id });
      return row && readable(toStored(row));
    },
    async commit(writes) {
      partitionOf(writes);
      return await together.commit(writes);
    },
    async page({ partition, list, prefix = '', after = '', backwards, limit }: PageQuery) {
      const rows = backwards
        ? prepared.pageBackwards.all({ partition, list, prefix, before: after === '' ? LAST : after, end: prefix + LAST, limit })
        : prepared.page.all({ partition, list, prefix, after, end: prefix + LAST, limit });
      return rows.map((row) => readable(toStored(row)));
    },
    async due(kind, now, limit) {
      return prepared.due.all({ kind, now, limit }).map(toStored);
    },
    async *everything() {
      for (let after = 0; ;) {
        const rows = prepared.everything.all({ after, limit: AT_ONCE });
        if (rows.length === 0) return;
        after = Number(rows.at(-1)?.['rowid']);
        yield rows.map(toStored);
      }
    },
    async close() {
      together.flush();
      database.close();
    },
  };
}

function openDatabase(file: string): DatabaseSync {
  if (file !== ':memory:') {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600)); // SQLite gives the files beside it the same permissions
  }
  const database = new DatabaseSync(file, { timeout: BUSY_MILLISECONDS });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    migrate(database, file);
    return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
}

function migrate(database: DatabaseSync, file: string): void {
  openTransactions(database)(() => { // two programs that open the file at the same moment bring it up once
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version > migrations.length) {
      throw new Error(`${file} was written by a newer version of Enlace (its schema is ${version}, this program knows ${migrations.length}). `
        + 'Start that version, or choose another data directory.');
    }
    for (const step of migrations.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

function prepare(database: DatabaseSync): Prepared {
  const entries = Object.entries(statements).map(([name, text]) => [name, database.prepare(text)] as const);
  return Object.fromEntries(entries) as Prepared; // one entry for each name of `statements`
}

function writeAll(prepared: Prepared, writes: readonly Write[]): Committed {
  // Random, not counted: a counter would repeat itself after a backup is restored.
  const etag = randomUUID();
  for (const write of writes) {
    const outcome = writeOne(prepared, write, etag);
    if (outcome !== 'saved') return outcome;
  }
  return 'saved';
}

function writeOne(prepared: Prepared, write: Write, etag: string): Committed {
  switch (write.op) {
    case 'create':
      if (prepared.create.run(toRow(write.doc, etag)).changes === 1) return 'saved';
      return write.once ? 'duplicate' : 'conflict';
    case 'upsert':
      prepared.upsert.run(toRow(write.doc, etag));
      return 'saved';
    case 'replace':
      return prepared.replace.run({ ...toRow(write.doc, etag), ifMatch: write.ifMatch }).changes === 1 ? 'saved' : 'conflict';
    case 'delete': {
      const { ref: { partition, id }, ifMatch } = write;
      const deleted = prepared.delete.run({ partition, id, ifMatch: ifMatch ?? null }).changes === 1;
      return deleted || ifMatch === undefined ? 'saved' : 'conflict';
    }
  }
}

function toRow({ partition, id, kind, list, sort, due, expires, body }: Doc, etag: string) {
  return {
    partition, id, kind, list: list ?? null, sort: sort ?? null, due: due ?? null, expires: expires ?? null, etag, body: JSON.stringify(body),
  };
}

function toStored({ rowid: _place, ...row }: Record<string, SQLOutputValue>): Stored {
  const present = Object.entries(row).filter(([, value]) => value !== null);
  // The columns of a STRICT table are the fields of a Stored.
  return { ...Object.fromEntries(present), body: JSON.parse(String(row['body'])) } as unknown as Stored;
}
