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

if (process.argv[2] === 'serve') {
  const { createHttpServer } = createRequire(import.meta.url)('@vercel/cosmosdb-server') as { createHttpServer: (options: { keepAlive: boolean }) => Server }; // it ships no types for this
  const server = createHttpServer({ keepAlive: true });
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port })); // a TCP port
}
