/** A folder of its own for each test of a file, gone after it. Nothing is written here. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';

/** Registers the folder for the tests around the call. The answer makes a path inside it of the names it is given; without names, the folder's. */
export function ownFolder(): (...names: readonly string[]) => string {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'enlace-')); });
  afterEach(() => rm(folder, { recursive: true }));
  return (...names) => join(folder, ...names);
}
