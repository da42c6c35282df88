/** The local world as `npm start` runs it, on a free port and over an empty folder. Who acts in it, and how, is not known here. */

import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CREATED_FILE } from '../../bot/local/directoryFile.ts';
import { readDirectory } from '../../bot/local/directorySchema.ts';
import { castOf } from '../../bot/local/personas.ts';
import { isFree } from '../../bot/local/playground.ts';
import { startLocalWorld } from '../../bot/local/start.ts';

export type World = {
  readonly folder: string;
  readonly mailUrl: string;
  readonly windowUrls: { readonly partner: string; readonly programmeAdmin: string };
  /** Ends every process; the folder stays only when it is needed to see what went wrong. */
  readonly close: (options: { readonly keepFolder: boolean }) => Promise<void>;
};

const DIRECTORY_FILE = fileURLToPath(new URL('../../bot/local/world.yaml', import.meta.url));

/** @param limit ends it, too. */
export async function openWorld(limit: AbortSignal): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'enlace-browser-'));
  const { partner, programmeAdmin } = await freeWindows(folder);
  const port = await freePort();
  const stop = new AbortController();
  const lines: string[] = [];
  const { promise: ready, resolve } = Promise.withResolvers<'ready'>();
  const ended = startLocalWorld({
    port, dataDir: folder, directoryFile: DIRECTORY_FILE, playground: true, as: [], botCommand: ['bot/main.ts'],
    env: { TZ: 'Europe/Madrid' }, // nothing of the caller's settings: the story is about the defaults
    log: (line) => {
      lines.push(line);
      if (line.includes('Ctrl-C ends everything')) resolve('ready');
    },
  }, AbortSignal.any([stop.signal, limit]));
  if (await Promise.race([ready, ended]) !== 'ready') throw new Error(`The local world does not start:\n${lines.join('\n')}`);
  return {
    folder,
    mailUrl: `http://127.0.0.1:${port}/mail`,
    windowUrls: { partner: `http://127.0.0.1:${partner}`, programmeAdmin: `http://127.0.0.1:${programmeAdmin}` },
    close: async ({ keepFolder }) => {
      stop.abort();
      await ended;
      if (!keepFolder) await rm(folder, { recursive: true });
    },
  };
}

/** The ports of the windows are fixed, so another world cannot run meanwhile. */
async function freeWindows(folder: string): Promise<{ readonly partner: number; readonly programmeAdmin: number }> {
  const { personas } = castOf((await readDirectory(DIRECTORY_FILE, join(folder, CREATED_FILE))).content);
  const portOf = (role: string): number | undefined => personas.find((persona) => persona.role === role)?.port;
  const [partner, programmeAdmin] = [portOf('partner'), portOf('programmeAdmin')];
  if (partner === undefined || programmeAdmin === undefined) throw new Error(`${DIRECTORY_FILE} has no partner or no programme admin`);
  for (const { port } of personas) {
    if (!await isFree(port)) throw new Error(`Port ${port} is taken, and a window of the Playground needs it. Does npm start run somewhere? End it first.`);
  }
  return { partner, programmeAdmin };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a server that listens on a port has such an address
  server.close();
  await once(server, 'close');
  return port;
}
