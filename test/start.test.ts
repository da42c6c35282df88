/** What a start loads: the real program, without settings, up to its first answered "hola", loads nothing that could wait. */

import { fork } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ended, message } from '../bench/child.ts';
import type { Connector } from '../bench/connector.ts';
import { openConnector } from '../bench/connector.ts';
import { drive } from '../bench/load.ts';
import { says } from '../bench/speakers.ts';
import { directoryOf } from '../bench/world.ts';
import { ownFolder } from './support/ownFolder.ts';

/** About a tenth over what it is now (1,498): who needs more loads it when it is needed, or says here why it cannot wait. */
const MOST_MODULES = 1_650;

const root = join(import.meta.dirname, '..');
const counter = pathToFileURL(join(root, 'bench/modules.ts')).href;

/** What the bot does in idle time is not part of a start; on a busy machine idle time could come first, so here it never comes. */
const busy = `data:text/javascript,${encodeURIComponent(`
  const { setTimeout: once, setInterval: often } = globalThis;
  const never = () => once(() => {}, 0).unref();
  globalThis.setTimeout = Object.assign((act, wait, ...rest) => wait >= 1_000 ? never() : once(act, wait, ...rest), once);
  globalThis.setInterval = (act, wait, ...rest) => wait >= 1_000 ? never() : often(act, wait, ...rest);
`)}`;

const inFolder = ownFolder();
let connector: Connector;
beforeEach(async () => { connector = await openConnector(); });
afterEach(() => { connector.close(); });

/** @returns every module that is loaded by the time somebody has been answered. */
async function loaded(directory: { readonly name: string; readonly content: string }): Promise<readonly string[]> {
  await writeFile(inFolder(directory.name), directory.content);
  const env = { PORT: '0', DATA_DIR: inFolder('data'), DIRECTORY_FILE: inFolder(directory.name), LOG_LEVEL: 'silent' };
  const child = fork('bot/main.js', { cwd: root, env, execArgv: ['--import', busy, '--import', counter], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  try {
    await drive(await portOf(child), [says(connector.url)], 1);
    expect(connector.taken()).toBe(1);
    const told = message<{ readonly modules: readonly string[] }>(child);
    child.send('modules');
    return (await told).modules;
  } finally {
    await ended(child);
  }
}

/** It says where it listens. */
async function portOf({ stdout }: ReturnType<typeof fork>): Promise<number> {
  let said = '';
  for await (const chunk of stdout ?? []) {
    said += String(chunk);
    const [, port] = /listens on http:\/\/127\.0\.0\.1:(\d+)\n/.exec(said) ?? [];
    if (port) return Number(port);
  }
  throw new Error(`The program ended before it listened, and said: ${said}`);
}

/** What has a use later or elsewhere: recognisers, another store, telemetry, what makes cards, what signs people in, rules that ask libraries, files, mail. */
const NEEDLESS = /^(?:@microsoft\/recognizers|@azure\/(?:cosmos|monitor)|@opentelemetry\/|adaptive|antlr4ts$|jose$|libphonenumber-js$|tldts|yaml$|csv-|yazl$|nodemailer$|postal-mime$)/;

const packagesOf = (modules: readonly string[]): readonly string[] => [...new Set(modules.flatMap((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? []))];
const needlessIn = (modules: readonly string[]): readonly string[] => packagesOf(modules).filter((name) => NEEDLESS.test(name));
const directory = directoryOf({ companies: 1 });

describe('a start', () => {
  it('without settings loads nothing that could wait, and not many modules', async () => {
    const modules = await loaded({ name: 'world.json', content: directory });
    expect(needlessIn(modules)).toEqual([]);
    expect(modules.filter((url) => /\/botbuilder-dialogs\/lib\/(?:choices|prompts)\//.test(url))).toEqual([]);
    expect(packagesOf(modules)).toContain('botbuilder-core'); // what is loaded is seen
    expect(modules.length).toBeLessThan(MOST_MODULES);
  });

  it('with a directory in YAML loads what reads it as well', async () => {
    expect(needlessIn(await loaded({ name: 'world.yaml', content: directory }))).toEqual(['yaml']);
  });
});
