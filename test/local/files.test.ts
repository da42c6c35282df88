/** What the local world relies on when it writes. */

import { readdir, readFile, writeFile } from 'node:fs/promises';
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
    await writeFile(inFolder('file'), '');
    await expect(readIfThere(inFolder('file', 'none'))).resolves.toBeUndefined();
    await expect(readIfThere(inFolder())).rejects.toMatchObject({ code: 'EISDIR' });
  });
});

describe('runs one at a time', () => {
  it('do not overlap, answer each its own caller, and a failed one holds up no other', async () => {
    const running = [Promise.withResolvers<string>(), Promise.withResolvers<string>(), Promise.withResolvers<string>()];
    const started: number[] = [];
    const inTurn = oneAtATime();
    const [first, second, third] = running.map(({ promise }, number) => inTurn(async () => { started.push(number); return await promise; }));
    await Promise.resolve();
    expect(started).toEqual([0]);
    running[0]?.reject(new Error('disk full'));
    await expect(first).rejects.toThrow('disk full');
    running[1]?.resolve('two');
    await expect(second).resolves.toBe('two');
    running[2]?.resolve('three');
    await expect(third).resolves.toBe('three');
    expect(started).toEqual([0, 1, 2]);
  });
});

describe('a reason of the operating system', () => {
  it.each([
    [{ code: 'ENOENT' }, true], [{ code: 'EACCES' }, false], [new Error('ENOENT'), false], [null, false], ['ENOENT', false],
  ])('is read from %j: %s', (error, is) => {
    expect(hasCode(error, 'ENOENT')).toBe(is);
  });
});
