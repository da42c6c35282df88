/** One process at a time, of those that share a folder: a lock is a file that only one of them can make. */

import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { hasCode, readIfThere } from './files.ts';

/** [DESIGN] what is done under a lock takes milliseconds; who has held it for ten seconds has died, on whichever machine. */
const LOOKS = 500;
const breath = async (): Promise<void> => await pause(20);

/** What this process holds, or is about to. */
const ours = new Set<string>();

/**
 * Runs `work` while nobody else runs theirs under the same lock; its folder is made. Time is counted in looks, because the clocks of two machines differ.
 * @param between what is waited for between two looks at a lock that somebody holds.
 */
export async function underLock<T>(path: string, work: () => Promise<T>, between = breath): Promise<T> {
  const owner = `${hostname()} ${process.pid} ${randomUUID()}`;
  await mkdir(dirname(path), { recursive: true });
  ours.add(owner);
  try {
    await take(path, owner, between);
    return await work();
  } finally {
    if (await readIfThere(path) === owner) await rm(path, { force: true }); // it was taken away from who was thought dead
    ours.delete(owner);
  }
}

async function take(path: string, owner: string, between: () => Promise<void>): Promise<void> {
  let holder: string | undefined;
  let looks = 0;
  while (!isMade(path, owner)) {
    const isLeft = holder !== undefined && hasDied(holder); // asked before looking: who lives removes their lock first, and is forgotten then
    const now = await readIfThere(path);
    looks = now === holder ? looks + 1 : 0;
    holder = now;
    if (holder !== undefined && (looks >= LOOKS || (isLeft && looks > 0))) await takeAway(path, holder);
    else await between();
  }
}

/** A process of this machine that is no more, or an earlier one with our number: in a container each is the first. Of other machines nothing is known. */
function hasDied(holder: string): boolean {
  const [host, pid] = holder.split(' ');
  if (host !== hostname() || !pid || !/^[1-9]\d*$/.test(pid)) return false;
  return Number(pid) === process.pid ? !ours.has(holder) : !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !hasCode(error, 'ESRCH'); // it may be somebody else's process
  }
}

/** At once, without giving way between making it and writing in it: a lock that was left without a name could be anybody's, and would be waited for. */
function isMade(path: string, owner: string): boolean {
  try {
    writeFileSync(path, owner, { flag: 'wx' });
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
