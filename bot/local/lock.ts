/** One process at a time, of those that share a folder: a lock is a file that only one of them can make. */

import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { hasCode, readIfThere } from './files.ts';

/** [DESIGN] what is done under a lock takes milliseconds; who has held it for ten seconds has died. */
const LOOKS = 500;
const breath = async (): Promise<void> => await pause(20);

/**
 * Runs `work` while nobody else runs theirs under the same lock; its folder is made. Time is counted in looks, because the clocks of two machines differ.
 * @param between what is waited for between two looks at a lock that somebody holds.
 */
export async function underLock<T>(path: string, work: () => Promise<T>, between = breath): Promise<T> {
  const owner = randomUUID();
  await mkdir(dirname(path), { recursive: true });
  await take(path, owner, between);
  try {
    return await work();
  } finally {
    if (await readIfThere(path) === owner) await rm(path, { force: true }); // it was taken away from who was thought dead
  }
}

async function take(path: string, owner: string, between: () => Promise<void>): Promise<void> {
  let holder: string | undefined;
  let looks = 0;
  while (!await isMade(path, owner)) {
    const now = await readIfThere(path);
    looks = now === holder ? looks + 1 : 0;
    holder = now;
    if (looks >= LOOKS && holder !== undefined) await takeAway(path, holder);
    else await between();
  }
}

async function isMade(path: string, owner: string): Promise<boolean> {
  try {
    await writeFile(path, owner, { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Of several that do it at once one moves the dead lock; who has moved another's new one puts it back. */
async function takeAway(path: string, holder: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  if (await readIfThere(aside) === holder) await rm(aside);
  else await rename(aside, path);
}
