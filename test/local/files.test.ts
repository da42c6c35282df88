/** What the local world relies on when it writes. */

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hasCode, lastLines, oneAtATime, readIfThere, replaceFile } from '../../bot/local/files.ts';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'enlace-')); });
afterEach(() => rm(folder, { recursive: true }));

describe('a file', () => {
  it('is replaced whole, in a folder that need not be there, and leaves no draft', async () => {
    const path = join(folder, 'deep', 'file.txt');
    await replaceFile(path, 'a long first content');
    await replaceFile(path, 'ñ');
    await expect(readFile(path, 'utf8')).resolves.toBe('ñ');
    await expect(readdir(join(folder, 'deep'))).resolves.toEqual(['file.txt']);
  });

  it('shows its end', async () => {
    const path = join(folder, 'log');
    await replaceFile(path, 'one\ntwo\nthree\n');
    await expect(lastLines(path, 2)).resolves.toEqual(['two', 'three']);
    await expect(lastLines(path, 5)).resolves.toEqual(['one', 'two', 'three']);
    await expect(lastLines(join(folder, 'none'), 2)).resolves.toEqual(['']);
  });

  it('may be missing, but not unreadable', async () => {
    await expect(readIfThere(join(folder, 'none'))).resolves.toBeUndefined();
    await expect(readIfThere(folder)).rejects.toMatchObject({ code: 'EISDIR' });
  });
});

describe('writes one at a time', () => {
  it('do not overlap, and a failed one holds up no other', async () => {
    const running = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let started = 0;
    const write = oneAtATime(async () => running[started++]?.promise);
    const [first, second, third] = [write(), write(), write()];
    await Promise.resolve();
    expect(started).toBe(1);
    running[0]?.reject(new Error('disk full'));
    await expect(first).rejects.toThrow('disk full');
    running[1]?.resolve();
    await second;
    expect(started).toBe(3);
    running[2]?.resolve();
    await expect(third).resolves.toBeUndefined();
  });
});

describe('a reason of the operating system', () => {
  it.each([
    [{ code: 'ENOENT' }, true], [{ code: 'EACCES' }, false], [new Error('ENOENT'), false], [null, false], ['ENOENT', false],
  ])('is read from %j: %s', (error, is) => {
    expect(hasCode(error, 'ENOENT')).toBe(is);
  });
});
