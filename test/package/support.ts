/** The package of a made-up deployment, and what is in an archive. No expectations here. */

import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import { commands } from '../../bot/commands/table.ts';
import type { Packaged } from '../../bot/package/manifest.ts';

export const BOT_ID = '0f1e2d3c-4b5a-4768-9798-a0b1c2d3e4f5';
export const APPLICATION = '5f4e3d2c-1b0a-4988-8776-655443322110';

export const packaged: Packaged = { botId: BOT_ID, site: 'https://enlace.example', application: undefined, version: '1.2.3', table: commands };

type Entry = { readonly fileName: string };
type Archive = { readonly eachEntry: () => AsyncIterable<Entry>; readonly openReadStreamPromise: (entry: Entry) => Promise<NodeJS.ReadableStream> };
const { fromBufferPromise } = createRequire(import.meta.url)('yauzl') as { readonly fromBufferPromise: (bytes: Buffer) => Promise<Archive> }; // it has no types of its own

/** By name, in their order. */
export async function filesIn(bytes: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const archive = await fromBufferPromise(bytes);
  const files = new Map<string, Buffer>();
  for await (const entry of archive.eachEntry()) files.set(entry.fileName, await buffer(await archive.openReadStreamPromise(entry)));
  return files;
}
