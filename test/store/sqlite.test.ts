/** The SQLite store: the contract of all stores, and what only a file can show. */

import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { plus, SECOND } from '../../src/core/time.ts';
import { openStore } from '../../src/store/open.ts';
import { openSqlite, statements } from '../../src/store/sqlite.ts';
import { rollbackContract, storeContract } from './contract.ts';
import { create, doc, etagOf, handClock, NOW, row } from './support.ts';

const root = mkdtempSync(join(tmpdir(), 'enlace-store-'));
afterAll(() => rmSync(root, { recursive: true }));

let directories = 0;
const freshDirectory = () => join(root, `data-${++directories}`, 'store');
const freshFile = () => join(freshDirectory(), 'enlace.db');

storeContract('SQLite in memory', (clock) => openStore({ kind: 'sqliteMemory' }, clock));
storeContract('SQLite in a file', (clock) => openStore({ kind: 'sqlite', directory: freshDirectory() }, clock));
rollbackContract('SQLite in memory', (clock) => openStore({ kind: 'sqliteMemory' }, clock));
rollbackContract('SQLite in a file', (clock) => openStore({ kind: 'sqlite', directory: freshDirectory() }, clock));

describe('SQLite file', () => {
  it('survives being closed and opened', async () => {
    const directory = freshDirectory();
    const first = await openStore({ kind: 'sqlite', directory }, handClock());
    await first.commit(create(row('tenant', 'a')));
    const etag = await etagOf(first, row('tenant', 'a'));
    await first.close();
    const second = await openStore({ kind: 'sqlite', directory }, handClock());
    expect(await second.page({ partition: 'tenant', list: 'all', limit: 5 })).toStrictEqual([{ ...row('tenant', 'a'), etag }]);
    await second.close();
  });

  it('is readable for its owner only, and so is its directory', async () => {
    const directory = freshDirectory();
    const store = await openStore({ kind: 'sqlite', directory }, handClock());
    await store.commit(create(doc('tenant', 'one')));
    const modes = Object.fromEntries(readdirSync(directory).map((name) => [name, statSync(join(directory, name)).mode & 0o777]));
    expect(modes).toEqual({ 'enlace.db': 0o600, 'enlace.db-wal': 0o600, 'enlace.db-shm': 0o600 });
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    await store.close();
  });

  it('is refused when a newer program wrote it, and left as it is', async () => {
    const file = freshFile();
    await openSqlite(file, handClock()).close();
    inspect(file, (database) => database.exec('PRAGMA user_version = 99'));
    expect(() => openSqlite(file, handClock())).toThrow(/newer version of Enlace/);
    expect(inspect(file, (database) => database.prepare('PRAGMA user_version').get()?.['user_version'])).toBe(99);
  });

  it('is written through a write-ahead log, so that readers do not wait', async () => {
    const file = freshFile();
    await openSqlite(file, handClock()).close();
    expect(inspect(file, (database) => database.prepare('PRAGMA journal_mode').get()?.['journal_mode'])).toBe('wal');
  });

  it('lets one of two connections win a race', async () => {
    const file = freshFile();
    const [one, two] = [openSqlite(file, handClock()), openSqlite(file, handClock())];
    const contested = doc('tenant', 'contested');
    await one.commit(create(contested));
    const [seenByOne, seenByTwo] = [await etagOf(one, contested), await etagOf(two, contested)];
    expect(await two.commit([{ op: 'replace', doc: { ...contested, body: { winner: 'two' } }, ifMatch: seenByTwo }])).toBe('saved');
    expect(await one.commit([{ op: 'replace', doc: { ...contested, body: { winner: 'one' } }, ifMatch: seenByOne }])).toBe('conflict');
    expect((await one.read(contested))?.body).toEqual({ winner: 'two' });
    await Promise.all([one.close(), two.close()]);
  });

  it('loses no write of three processes at once, on a file none of them has seen before', async () => {
    const file = freshFile();
    const script = join(import.meta.dirname, 'supportIncrements.ts');
    await Promise.all([1, 2, 3].map(() => promisify(execFile)(process.execPath, [script, file, '200'])));
    const store = openSqlite(file, handClock());
    expect((await store.read({ partition: 'tenant', id: 'number' }))?.body).toEqual({ value: 600 });
    await store.close();
  });
});

describe('SQLite queries', () => {
  it('reads one page out of 10,000 rows, anywhere in the list, by the index', async () => {
    const store = openSqlite(':memory:', handClock());
    for (let start = 0; start < 10_000; start += 100) {
      await store.commit(create(...Array.from({ length: 100 }, (_, offset) => row('tenant', sortOf(start + offset)))));
    }
    const page = await store.page({ partition: 'tenant', list: 'all', prefix: 'row', after: 'row 09949', limit: 25 });
    expect(page.map(({ sort }) => sort)).toEqual(Array.from({ length: 25 }, (_, offset) => sortOf(9_950 + offset)));
    await store.close();
  });

  it.each<[keyof typeof statements, readonly string[]]>([
    ['page', ['SEARCH documents USING INDEX documents_by_list (partition=? AND list=? AND sort>? AND sort<?)']],
    ['due', ['SEARCH documents USING INDEX documents_by_due (kind=? AND due<?)']],
    ['read', ['SEARCH documents USING INDEX sqlite_autoindex_documents_1 (partition=? AND id=?)']],
    ['forget', ['SEARCH documents USING INTEGER PRIMARY KEY (rowid=?)', 'LIST SUBQUERY 1', 'SEARCH documents USING COVERING INDEX documents_by_expiry (expires<?)']],
  ])('never scans or sorts: %s', async (name, plan) => {
    const file = freshFile();
    await openSqlite(file, handClock()).close();
    const steps = inspect(file, (database) => database.prepare(`EXPLAIN QUERY PLAN ${statements[name]}`).all());
    expect(steps.map(({ detail }) => detail)).toEqual(plan);
  });
});

describe('SQLite sweep', () => {
  it('forgets what has expired, at most 100 documents with each commit', async () => {
    const file = freshFile();
    const clock = handClock();
    const store = openSqlite(file, clock);
    await store.commit(expiring(0, 100));
    await store.commit(expiring(100, 50));
    await store.commit(create(doc('tenant', 'lasting')));
    const count = () => inspect(file, (database) => database.prepare('SELECT count(*) AS n FROM documents').get()?.['n']);
    expect(count()).toBe(151);

    clock.move(SECOND);
    await store.commit(create(doc('tenant', 'first after')));
    expect(count()).toBe(52);
    await store.commit(create(doc('tenant', 'second after')));
    expect(count()).toBe(3);
    expect(await store.read(doc('tenant', 'lasting'))).toBeDefined();
    await store.close();
  });
});

const sortOf = (number: number) => `row ${String(number).padStart(5, '0')}`;

const expiring = (from: number, count: number) =>
  create(...Array.from({ length: count }, (_, offset) => doc('tenant', `command ${from + offset}`, { expires: plus(NOW, SECOND) })));

/** Looks at the file beside the store. */
function inspect<T>(file: string, look: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(file);
  try {
    return look(database);
  } finally {
    database.close();
  }
}
