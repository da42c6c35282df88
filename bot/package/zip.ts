/** Files → one archive: the same files are the same bytes, whenever and wherever it is made. */

import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';

type Options = { readonly mtime: Date; readonly mode: number; readonly forceDosTimestamp: true };
type Archive = { readonly addBuffer: (content: Buffer, name: string, options: Options) => void; readonly end: () => void; readonly outputStream: NodeJS.ReadableStream };
const { ZipFile } = createRequire(import.meta.url)('yazl') as { readonly ZipFile: new () => Archive }; // it has no types of its own

export type PackedFile = { readonly name: string; readonly content: Buffer };

/** The first moment that an archive can tell, on whatever clock: it knows no time zones. */
const LONG_AGO = new Date(1980, 0, 1);

export async function zipped(files: readonly PackedFile[]): Promise<Buffer> {
  const archive = new ZipFile();
  for (const { name, content } of files) archive.addBuffer(content, name, { mtime: LONG_AGO, mode: 0o100644, forceDosTimestamp: true });
  archive.end();
  return await buffer(archive.outputStream);
}
