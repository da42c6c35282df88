/** The local world as `npm start` runs it, on a free port and over an empty folder. Who acts in it, and how, is not known here. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDirectory } from '../../bot/local/directorySchema.ts';
import type { Role } from '../../bot/local/personas.ts';
import { castOf } from '../../bot/local/personas.ts';
import { isFree } from '../../bot/local/playground.ts';
import { startLocalWorld } from '../../bot/local/start.ts';
import { freePort } from '../../bot/local/freePort.ts';

export type World = {
  readonly folder: string;
  readonly mailUrl: string;
  readonly windowUrl: (role: Role) => string;
  /** Ends every process; the folder stays only when it is needed to see what went wrong. */
  readonly close: (options: { readonly keepFolder: boolean }) => Promise<void>;
};

const DIRECTORY_FILE = fileURLToPath(new URL('../../bot/local/world.yaml', import.meta.url));

/** @param as ids of people who get a window besides the usual three. @param limit ends everything, too. */
export async function openWorld(as: readonly string[], limit: AbortSignal): Promise<World> {
  const windows = await freeWindows(as);
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'enlace-browser-'));
  const stop = new AbortController();
  const lines: string[] = [];
  const { promise: ready, resolve } = Promise.withResolvers<'ready'>();
  const ended = startLocalWorld({
    port, dataDir: folder, directoryFile: DIRECTORY_FILE, playground: true, as, botCommand: ['bot/main.js'], seedCommands: [['bot/offers/main.ts', '--once', 'bot/local/offers.csv']],
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
    windowUrl: (role) => `http://127.0.0.1:${windows.get(role)}`,
    close: async ({ keepFolder }) => {
      stop.abort();
      await ended;
      if (!keepFolder) await rm(folder, { recursive: true });
    },
  };
}

/** The ports of the windows are fixed, so another world cannot run meanwhile. */
async function freeWindows(as: readonly string[]): Promise<ReadonlyMap<Role, number>> {
  const directory = parseDirectory(await readFile(DIRECTORY_FILE, 'utf8'), DIRECTORY_FILE);
  const ports = new Map(castOf(directory, as).personas.map(({ role, port }) => [role, port]));
  for (const port of ports.values()) {
    if (!await isFree(port)) throw new Error(`Port ${port} is taken, and a window of the Playground needs it. Does npm start run somewhere? End it first.`);
  }
  return ports;
}

