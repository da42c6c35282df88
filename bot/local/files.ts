/** Small certainties about files that the local world and its mail share. Nothing here knows what is in them. */

import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Whoever reads `path` sees the old content or the new, also after a crash; missing folders are made. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}.draft`;
  await writeFile(draft, content, { flush: true });
  await rename(draft, path);
}

/** Runs never overlap, and begin in the order in which they are asked for. One that fails holds up no other. */
export function oneAtATime(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const next = last.then(run, run);
    last = next;
    return next;
  };
}

/** @returns undefined when there is no such file. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** The end of a log, for whoever must know now why something went wrong. */
export async function lastLines(path: string, count: number): Promise<readonly string[]> {
  return ((await readIfThere(path)) ?? '').trimEnd().split('\n').slice(-count);
}

/** Whether the operating system has failed for this reason. */
export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
