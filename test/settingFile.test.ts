/** Files that settings name and that cannot be read: what somebody at a terminal is told. */

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openDirectoryFile } from '../bot/local/directoryFile.ts';
import { readRules } from '../bot/rulesFile.ts';
import { ownFolder } from './support/ownFolder.ts';

const inFolder = ownFolder();

/** A path at which there is no file, and why. */
const wrong = {
  missing: { path: () => inFolder('none.yaml'), told: 'and there is no such file: correct the path, or put the file there' },
  'behind a file': { path: () => inFolder('file', 'none.yaml'), told: 'and there is no such file: correct the path, or put the file there' },
  'a folder': { path: () => inFolder(), told: 'which is a folder: name a file in it' },
  'no path at all': { path: () => 'a\0b', told: 'which cannot be read: ' },
} as const;

const readers = {
  DIRECTORY_FILE: async (path: string) => await openDirectoryFile(path, { createdFile: inFolder('created.json'), randomness: () => 0 }),
  RULES_FILE: readRules,
} as const;

describe.each(Object.entries(readers))('%s', (setting, read) => {
  it.each(Object.entries(wrong))('that is %s is told with its name and what to do', async (_what, { path, told }) => {
    await writeFile(inFolder('file'), '');
    await expect(read(path())).rejects.toThrow(`Settings: ${setting} names `);
    await expect(read(path())).rejects.toThrow(`${path()}, ${told}`);
  });
});

const starts = async (settings: Readonly<Record<string, string>>): Promise<{ readonly code: unknown; readonly said: string }> => await new Promise((resolve) => {
  const env = { PORT: '0', DATA_DIR: inFolder('data'), ...settings };
  execFile(process.execPath, [join(import.meta.dirname, '../bot/main.js')], { env }, (error, _stdout, said) => resolve({ code: error?.code, said }));
});

describe('a start', () => {
  it('without its directory ends with a sentence', async () => {
    expect(await starts({ DIRECTORY_FILE: inFolder('none.yaml') })).toEqual({
      code: 1, said: `Enlace does not start: Settings: DIRECTORY_FILE names ${inFolder('none.yaml')}, and there is no such file: correct the path, or put the file there. README.md says what stands in such a file\n`,
    });
  });

  it('with rules that are no YAML ends with a sentence that says where', async () => {
    await writeFile(inFolder('rules.yaml'), 'mpa: [\n');
    const { code, said } = await starts({ RULES_FILE: inFolder('rules.yaml') });
    expect(code).toBe(1);
    expect(said).toContain(`Enlace does not start: Rules in ${inFolder('rules.yaml')} are not readable as YAML or JSON: `);
    expect(said).toContain('at line 2');
    expect(said).not.toContain('    at '); // a stack
  });
});
