/** Commits to SQLite that meet: each is whole or not at all, as if it had come alone, and all of them are one transaction; when that fails, it fails for all. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Committed, Doc, Store, Stored, Write } from '../../src/app/ports.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { openTogether } from '../../src/store/together.ts';
import { create, doc, handClock } from './support.ts';

const root = mkdtempSync(join(tmpdir(), 'enlace-together-'));
afterAll(() => rmSync(root, { recursive: true }));

let files = 0;
const freshFile = () => join(root, `${++files}.db`);

let open: readonly { readonly close: () => unknown }[] = [];
afterEach(async () => {
  for (const one of open) await one.close();
  open = [];
});
const kept = <T extends { readonly close: () => unknown }>(one: T): T => {
  open = [...open, one];
  return one;
};

/** What the types refuse and SQLite does too. */
const unbindable = (id: string): Doc => ({ ...doc('tenant', id), list: {} }) as unknown as Doc;

const idsIn = async (store: Store) => (await Array.fromAsync(store.everything())).flat().map(({ id }) => id).toSorted();

describe('commits of one moment', () => {
  const inFile = () => {
    const file = freshFile();
    return { file, store: kept(openSqlite(file, handClock())) };
  };

  it('are one transaction, and those of the next moment another one', async () => {
    const { file, store } = inFile();
    const before = transactionsIn(file);
    await Promise.all(Array.from({ length: 50 }, (_unused, index) => store.commit(create(doc('tenant', `first ${index}`)))));
    expect(transactionsIn(file) - before).toBe(1);
    await store.commit(create(doc('tenant', 'later')));
    expect(transactionsIn(file) - before).toBe(2);
    expect(await idsIn(store)).toHaveLength(51);
  });

  it('are on the disk when they are said to be saved', async () => {
    const { file, store } = inFile();
    await Promise.all(['a', 'b'].map(async (id) => await store.commit(create(doc('tenant', id)))));
    expect(await idsIn(kept(openSqlite(file, handClock())))).toEqual(['a', 'b']);
  });

  it('lose alone: one that conflicts leaves nothing of itself, and the others are saved', async () => {
    const { store } = inFile();
    await store.commit(create(doc('tenant', 'taken')));
    const outcomes = await Promise.all([
      store.commit(create(doc('tenant', 'a'))),
      store.commit(create(doc('tenant', 'of the loser'), doc('tenant', 'taken'))),
      store.commit([{ op: 'create', doc: doc('tenant', 'taken'), once: true }]),
      store.commit(create(doc('tenant', 'b'))),
    ]);
    expect(outcomes).toEqual(['saved', 'conflict', 'duplicate', 'saved']);
    expect(await idsIn(store)).toEqual(['a', 'b', 'taken']);
  });

  it('that want the same document: the first is saved, the other one conflicts, whoever saw the same state', async () => {
    const { store } = inFile();
    await store.commit(create(doc('tenant', 'one')));
    const ifMatch = (await store.read({ partition: 'tenant', id: 'one' }))?.etag ?? '';
    const replacing = (text: string): readonly Write[] => [{ op: 'replace', doc: doc('tenant', 'one', { body: { text } }), ifMatch }];
    expect(await Promise.all([store.commit(replacing('first')), store.commit(replacing('second'))])).toEqual(['saved', 'conflict']);
    expect((await store.read({ partition: 'tenant', id: 'one' }))?.body).toEqual({ text: 'first' });
  });

  it('throw alone: what SQLite does not take leaves nothing, and the others are saved', async () => {
    const { store } = inFile();
    const outcomes = await Promise.allSettled([
      store.commit(create(doc('tenant', 'a'))),
      store.commit(create(doc('tenant', 'of the one that throws'), unbindable('odd'))),
      store.commit(create(doc('tenant', 'b'))),
    ]);
    expect(outcomes).toMatchObject([{ value: 'saved' }, { status: 'rejected', reason: { code: 'ERR_INVALID_ARG_TYPE' } }, { value: 'saved' }]);
    expect(await idsIn(store)).toEqual(['a', 'b']);
  });

  it('that still wait are written by `close`', async () => {
    const { file, store } = inFile();
    const waiting = [store.commit(create(doc('tenant', 'a'))), store.commit(create(doc('tenant', 'b')))];
    await store.close();
    open = [];
    expect(await Promise.all(waiting)).toEqual(['saved', 'saved']);
    expect(await idsIn(kept(openSqlite(file, handClock())))).toEqual(['a', 'b']);
  });
});

describe('a transaction that fails', () => {
  /** A table in which a commit is a row; `parent` is looked at when the transaction ends. */
  function inTable({ file = ':memory:', insert = 'INSERT' } = {}) {
    const database = kept(new DatabaseSync(file, { timeout: 0 }));
    database.exec('PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; CREATE TABLE notes (id TEXT PRIMARY KEY, parent TEXT REFERENCES notes DEFERRABLE INITIALLY DEFERRED)');
    const add = database.prepare(`${insert} INTO notes VALUES (?, ?)`);
    const counts: number[] = [];
    const together = openTogether(database, {
      write: ([write]): Committed => {
        if (write?.op !== 'create') throw new Error('Only rows are added here');
        add.run(write.doc.id, write.doc.list ?? null);
        return 'saved';
      },
      finish: (commits) => { counts.push(commits); },
    });
    const adds = async (id: string, parent?: string) => await together.commit(create(doc('tenant', id, parent === undefined ? {} : { list: parent })));
    return { database, counts, adds, ids: () => database.prepare('SELECT id FROM notes ORDER BY id').all().map(({ id }) => id) };
  }

  it('because another program holds the lock is told to each before anything is tried, and the next one goes on', async () => {
    const file = freshFile();
    const { adds, ids, counts } = inTable({ file });
    const other = kept(new DatabaseSync(file));
    other.exec('BEGIN IMMEDIATE');
    expect(await Promise.allSettled([adds('a'), adds('b')])).toMatchObject([{ reason: { errstr: 'database is locked' } }, { reason: { errstr: 'database is locked' } }]);
    other.exec('ROLLBACK');
    expect(await Promise.all([adds('c'), adds('d')])).toEqual(['saved', 'saved']);
    expect([ids(), counts]).toEqual([['c', 'd'], [2]]);
  });

  it('at its end is undone and told to each, and the next one goes on', async () => {
    const { adds, ids } = inTable();
    expect(await Promise.allSettled([adds('a'), adds('b', 'a parent that never comes')])).toMatchObject([{ reason: { errstr: 'constraint failed' } }, { reason: { errstr: 'constraint failed' } }]);
    expect(await adds('c')).toBe('saved');
    expect(ids()).toEqual(['c']);
  });

  it('because SQLite has undone it in the middle, as on a full disk, is told to each, and nothing is written behind it', async () => {
    const { adds, ids } = inTable({ insert: 'INSERT OR ROLLBACK' });
    await adds('there');
    const outcomes = await Promise.allSettled([adds('a'), adds('there'), adds('b')]);
    expect(outcomes).toMatchObject(Array.from({ length: 3 }, () => ({ status: 'rejected', reason: { errstr: 'constraint failed' } })));
    expect(await adds('c')).toBe('saved');
    expect(ids()).toEqual(['c', 'there']);
  });

  it('or not: what is done once in each is told how many commits there are', async () => {
    const { adds, counts } = inTable();
    await Promise.all([adds('a'), adds('b'), adds('c')]);
    await adds('d');
    expect(counts).toEqual([3, 1]);
  });
});

describe('groups of commits', () => {
  const ids = ['a', 'b', 'c', 'd'] as const;
  type Wish = { readonly id: string; readonly value: number; readonly op: 'create' | 'once' | 'upsert' | 'delete' | 'odd' } | { readonly id: string; readonly value: number; readonly op: 'replace' | 'deleteSeen'; readonly isStale: boolean };
  const common = { id: fc.constantFrom(...ids), value: fc.nat() };
  const wish: fc.Arbitrary<Wish> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ ...common, op: fc.constantFrom('create', 'once', 'upsert', 'delete') }) },
    { weight: 4, arbitrary: fc.record({ ...common, op: fc.constantFrom('replace', 'deleteSeen'), isStale: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ ...common, op: fc.constant('odd') }) },
  );
  const groups = fc.array(fc.array(fc.uniqueArray(wish, { selector: ({ id }) => id, minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 });

  const write = ({ id, value, ...how }: Wish, seen: ReadonlyMap<string, Stored>): Write => {
    const written = doc('tenant', id, { body: { value } });
    const ifMatch = 'isStale' in how && !how.isStale ? seen.get(id)?.etag ?? 'of nothing' : 'stale';
    switch (how.op) {
      case 'create': return { op: 'create', doc: written };
      case 'once': return { op: 'create', doc: written, once: true };
      case 'upsert': return { op: 'upsert', doc: written };
      case 'replace': return { op: 'replace', doc: written, ifMatch };
      case 'delete': return { op: 'delete', ref: written };
      case 'deleteSeen': return { op: 'delete', ref: written, ifMatch };
      case 'odd': return { op: 'upsert', doc: unbindable(id) };
    }
  };

  /** Each written value is an object of its own: who has seen one knows it again. */
  type Model = ReadonlyMap<string, { readonly value: number }>;
  function after(model: Model, wishes: readonly Wish[], seen: Model): { readonly model: Model; readonly outcome: Committed | 'throws' } {
    const next = new Map(model);
    for (const wished of wishes) {
      const { id, value, op } = wished;
      const isAsSeen = 'isStale' in wished && !wished.isStale && next.has(id) && next.get(id) === seen.get(id);
      if (op === 'odd') return { model, outcome: 'throws' };
      if ((op === 'create' || op === 'once') && next.has(id)) return { model, outcome: op === 'once' ? 'duplicate' : 'conflict' };
      if ((op === 'replace' || op === 'deleteSeen') && !isAsSeen) return { model, outcome: 'conflict' };
      if (op === 'delete' || op === 'deleteSeen') next.delete(id);
      else next.set(id, { value });
    }
    return { model: next, outcome: 'saved' };
  }

  it('come out as if each had come alone, in the order of their coming', async () => {
    await fc.assert(fc.asyncProperty(groups, async (moments) => {
      const store = openSqlite(':memory:', handClock());
      const stored = async () => new Map((await Array.fromAsync(store.everything())).flat().map((one) => [one.id, one]));
      let model: Model = new Map();
      for (const moment of moments) {
        const seen = await stored();
        const outcomes = await Promise.all(moment.map(async (wishes) => await store.commit(wishes.map((wished) => write(wished, seen))).catch(() => 'throws' as const)));
        const seenInModel = model;
        for (const [index, wishes] of moment.entries()) {
          const { model: next, outcome } = after(model, wishes, seenInModel);
          expect(outcomes[index]).toBe(outcome);
          model = next;
        }
        expect(new Map([...await stored()].map(([id, { body }]) => [id, body]))).toEqual(model);
      }
      await store.close();
    }), { seed: 20_261_122, numRuns: 200 });
  });
});

/** How many transactions are in the write-ahead log: the last page of each carries the size of the file (sqlite.org/fileformat2.html §4.1). */
function transactionsIn(file: string): number {
  const log = readFileSync(`${file}-wal`);
  const frame = 24 + log.readUInt32BE(8);
  let count = 0;
  for (let at = 32; at < log.length; at += frame) count += log.readUInt32BE(at + 4) > 0 ? 1 : 0;
  return count;
}
