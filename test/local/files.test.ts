/** What the local world relies on when it writes. */

import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { hasCode, lastLines, oneAtATime, readIfThere, replaceFile } from '../../bot/local/files.ts';
import { ownFolder } from '../support/ownFolder.ts';

const inFolder = ownFolder();

describe('a file', () => {
  it('is replaced whole, in a folder that need not be there, and leaves no draft', async () => {
    const path = inFolder('deep', 'file.txt');
    await replaceFile(path, 'a long first content');
    await replaceFile(path, 'ñ');
    await expect(readFile(path, 'utf8')).resolves.toBe('ñ');
    await expect(readdir(inFolder('deep'))).resolves.toEqual(['file.txt']);
  });

  it('shows its end', async () => {
    const path = inFolder('log');
    await replaceFile(path, 'one\ntwo\nthree\n');
    await expect(lastLines(path, 2)).resolves.toEqual(['two', 'three']);
    await expect(lastLines(path, 5)).resolves.toEqual(['one', 'two', 'three']);
    await expect(lastLines(inFolder('none'), 2)).resolves.toEqual(['']);
  });

  it('may be missing, but not unreadable', async () => {
    await expect(readIfThere(inFolder('none'))).resolves.toBeUndefined();
    await expect(readIfThere(inFolder())).rejects.toMatchObject({ code: 'EISDIR' });
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
