/** One at a time across processes: whoever waits, whoever died. Time is counted in looks, which the tests do not wait for. */

import { spawnSync } from 'node:child_process';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { expect, it } from '@jest/globals';
import { underLock } from '../../bot/local/lock.ts';
import { ownFolder } from '../support/ownFolder.ts';

const inFolder = ownFolder();
const lock = () => inFolder('deep', 'file.lock');
const atOnce = async (): Promise<void> => await new Promise((resolve) => { setImmediate(resolve); });

it('lets nobody in while somebody is, and everybody in the end', async () => {
  const path = lock();
  let inside = 0;
  const most: number[] = [];
  await Promise.all(Array.from({ length: 12 }, async () => await underLock(path, async () => {
    most.push(++inside);
    await atOnce();
    inside -= 1;
  }, atOnce)));
  expect(most).toEqual(Array.from({ length: 12 }, () => 1));
  await expect(readdir(inFolder('deep'))).resolves.toEqual([]);
});

it('answers what the work answers, and is over also when the work fails', async () => {
  await expect(underLock(lock(), async () => { throw new Error('disk full'); })).rejects.toThrow('disk full');
  await expect(underLock(lock(), async () => 'made')).resolves.toBe('made');
});

/** Somebody who holds the lock, waits for a number of looks, and then acts. */
async function waiting(holder: string, acts: (look: number) => Promise<void> = async () => {}): Promise<number> {
  await underLock(lock(), async () => {});
  await writeFile(lock(), holder);
  let looks = 0;
  await underLock(lock(), async () => {}, async () => { looks += 1; await acts(looks); });
  return looks;
}

it('is taken away from who has died', async () => {
  expect(await waiting('dead')).toBe(500);
  await expect(readdir(inFolder('deep'))).resolves.toEqual([]);
});

it('is taken at the second look from a process of this machine that is no more, and from an earlier one with our number', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  expect(await waiting(`${hostname()} ${pid} dead`)).toBe(1);
  expect(await waiting(`${hostname()} ${process.pid} dead`)).toBe(1);
});

it.each([
  ['a process that runs', `${hostname()} ${process.ppid} alive`],
  ['another machine, whatever its number', `elsewhere ${process.pid} alive`],
  ['whom it says nothing of', `${hostname()} 0 alive`],
])('is not taken before its time from %s', async (_who, holder) => {
  expect(await waiting(holder, async (look) => { if (look === 3) await rm(lock()); })).toBe(3);
});

it('is not taken away from many who follow each other', async () => {
  const looks = await waiting('first', async (look) => {
    if (look < 1_200 && look % 400 === 0) await writeFile(lock(), `after ${look}`);
    if (look === 1_300) await rm(lock());
  });
  expect(looks).toBe(1_300);
});

it('is left alone by who was thought dead, and has ended all the same', async () => {
  await underLock(lock(), async () => await writeFile(lock(), 'another'));
  await expect(readFile(lock(), 'utf8')).resolves.toBe('another');
});
