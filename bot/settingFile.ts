/** Files that settings name: read as text, or one sentence for whoever started the program. What stands in them is not known here. */

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { hasCode } from './local/files.ts';

/** @throws an Error that names setting and file, and says what to do. */
export async function readSettingFile(setting: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new Error(`Settings: ${setting} names ${resolve(path)}, ${troubleOf(error)}. README.md says what stands in such a file`, { cause: error });
  }
}

function troubleOf(error: unknown): string {
  if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return 'and there is no such file: correct the path, or put the file there';
  if (hasCode(error, 'EISDIR')) return 'which is a folder: name a file in it';
  if (hasCode(error, 'EACCES') || hasCode(error, 'EPERM')) return 'which Enlace may not read: give its user the right to';
  return `which cannot be read: ${String(error)}`;
}
