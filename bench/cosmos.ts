/** A local server that speaks the Cosmos DB protocol, in a process of its own, so that its work is not counted as the bot's. */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';

/** The well-known key of emulators: it opens nothing but a local server. */
const EMULATOR_KEY = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

export type LocalCosmos = { readonly endpoint: string; readonly key: string; readonly close: () => Promise<void> };

export async function startCosmos(): Promise<LocalCosmos> {
  const child = fork(fileURLToPath(import.meta.url), ['serve']);
  const { port } = await new Promise<{ port: number }>((resolve) => { child.once('message', (told) => resolve(told as { port: number })); }); // the lines below send it
  return {
    endpoint: `http://127.0.0.1:${port}`, key: EMULATOR_KEY,
    close: async () => {
      child.kill();
      await new Promise((resolve) => { child.once('exit', resolve); });
    },
  };
}

if (process.argv[2] === 'serve') serve();

function serve(): void {
  const require = createRequire(import.meta.url);
  // It ships no types for these.
  const { createHttpServer } = require('@vercel/cosmosdb-server') as { createHttpServer: (options: { keepAlive: boolean }) => Server };
  const { default: Documents } = require('@vercel/cosmosdb-server/lib/account/documents.js') as { default: { prototype: Documents } };
  index(Documents.prototype);
  const server = createHttpServer({ keepAlive: true });
  process.on('disconnect', () => process.exit(0));
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port })); // a TCP port
}

type Question = { readonly query: string; readonly parameters?: readonly { readonly name: string; readonly value: unknown }[] };
type Kept = { readonly partition?: unknown; readonly list?: unknown };
type Item = { readonly read: () => Kept | null | undefined };
type Documents = {
  readonly _data: ReadonlyMap<unknown, Item>;
  readonly _item: (this: Documents, path: '/id', id: unknown, partition: unknown) => Item;
  query: (this: Documents, question: Question, page: unknown) => unknown;
};

/** The server copies all documents of its container for every query, and stands still meanwhile. Cosmos DB has indexes of what our queries name, and so has it from here on. */
function index(documents: Documents): void {
  const lookThrough = documents.query;
  documents.query = function query(question, page) {
    const { _data: data, _item: itemOf } = this;
    const valueOf = (name: string): unknown => question.parameters?.find((one) => one.name === name)?.value;
    const [partition, list] = [valueOf('@partition'), valueOf('@list')];
    if (partition === undefined) return lookThrough.call(this, question, page);
    const ids = question.parameters?.filter(({ name }) => name.startsWith('@id')) ?? [];
    const among = ids.length > 0 ? ids.map(({ value }) => itemOf.call(this, '/id', value, partition)) : [...data.values()];
    const found = among.filter((item) => {
      const kept = item.read();
      return kept?.partition === partition && (list === undefined || kept.list === list);
    });
    return lookThrough.call(Object.create(this, { _data: { value: new Map(found.entries()) } }) as Documents, question, page); // the same, with fewer documents
  };
}
