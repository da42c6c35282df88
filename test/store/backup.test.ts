/** A copy of a store under load: it is whole, of one moment, and everything in it is sound; nobody who writes waits for it. */

import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from '@jest/globals';
import { takeInventory } from '../../src/check/inventory.ts';
import { systemClock } from '../../src/core/time.ts';
import { backupSqlite } from '../../src/store/backup.ts';
import { openStore, storeFile } from '../../src/store/open.ts';
import type { Store } from '../../src/app/ports.ts';
import { doc } from './support.ts';

let folders: string[] = [];
afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
  folders = [];
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'enlace-backup-'));
  folders.push(made);
  return made;
}

const open = async (directory: string): Promise<Store> => await openStore({ kind: 'sqlite', directory }, systemClock);

/** Two documents that are always written together, so a copy between the two would show. */
const pair = (number: number) => ['one', 'other'].map((id) => ({ op: 'upsert' as const, doc: doc('home', id, { kind: 'chat', body: { number, ballast: 'x'.repeat(2_000) } }) }));

async function numbersIn(directory: string): Promise<readonly unknown[]> {
  const store = await open(directory);
  const { inventory, unread } = await takeInventory(store);
  await store.close();
  expect(unread).toEqual([]);
  return inventory.kind('chat').filter(({ partition }) => partition === 'home').map(({ body }) => body['number']);
}

/** Another thread copies the file again and again, as another process would. */
const copying = (from: string, into: string) => `
  const { parentPort } = require('node:worker_threads');
  import(${JSON.stringify(new URL('../../src/store/backup.ts', import.meta.url).href)}).then(({ backupSqlite }) => {
    for (let number = 1; number <= 5; number++) parentPort.postMessage(backupSqlite(${JSON.stringify(from)}, ${JSON.stringify(into)} + '/copy-' + number));
    parentPort.postMessage('done');
  });`;

describe('a backup', () => {
  it('under load is whole and of one moment, and can be put in place of the store', async () => {
    const [directory, into] = [folder(), folder()];
    const store = await open(directory);
    for (let number = 0; number < 200; number++) await store.commit([{ op: 'create', doc: doc('others', `note-${number}`, { kind: 'chat', body: { text: 'x'.repeat(1_000) } }) }]);
    await store.commit(pair(0));
    const said: unknown[] = [];
    const worker = new Worker(copying(storeFile(directory), into), { eval: true });
    worker.on('message', (message) => said.push(message));
    let written = 0;
    for (; said.at(-1) !== 'done'; await turn()) await store.commit(pair(++written));
    await worker.terminate();
    await store.close();
    expect(said).toEqual([...Array.from({ length: 5 }, () => ({ documents: 202 })), 'done']);
    expect(written).toBeGreaterThan(5);
    for (let number = 1; number <= 5; number++) {
      const restored = folder();
      copyFileSync(join(into, `copy-${number}`), storeFile(restored));
      const [one, other, ...more] = await numbersIn(restored);
      expect([one, more]).toEqual([other, []]);
      expect(Number(one)).toBeLessThanOrEqual(written);
    }
  });

  it('is for its owner only, overwrites nothing, and says so when there is nothing to copy', async () => {
    const [directory, into] = [folder(), folder()];
    await (await open(directory)).close();
    const to = join(into, 'copy');
    expect(backupSqlite(storeFile(directory), to)).toEqual({ documents: 0 });
    expect(statSync(to).mode & 0o777).toBe(0o600);
    expect(backupSqlite(storeFile(directory), to)).toEqual({ trouble: expect.stringContaining('is there already') });
    expect(backupSqlite(join(into, 'nothing'), join(into, 'other'))).toEqual({ trouble: expect.stringContaining('There is no store') });
  });

  it('of a file that is no store is a fault, and leaves none', () => {
    const into = folder();
    writeFileSync(join(into, 'text'), 'no database '.repeat(500));
    expect(() => backupSqlite(join(into, 'text'), join(into, 'copy'))).toThrow(/not a database/);
  });
});
