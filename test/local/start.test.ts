/** The launcher with a real, tiny bot process and no windows: it starts, tells, ends as a whole, and leaves nobody behind. */

import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseDirectory } from '../../bot/local/directorySchema.ts';
import { castOf } from '../../bot/local/personas.ts';
import { hintsFor, readArguments, startLocalWorld } from '../../bot/local/start.ts';
import { freePort } from '../../bot/local/freePort.ts';
import { ownFolder } from '../support/ownFolder.ts';

const SERVES = `
  import { createServer } from 'node:http';
  import { writeFileSync } from 'node:fs';
  const { PORT, DATA_DIR, DIRECTORY_FILE, EXTRA } = process.env;
  writeFileSync(DATA_DIR + '/seen.json', JSON.stringify({ pid: process.pid, directory: DIRECTORY_FILE, extra: EXTRA }));
  const server = createServer((request, response) => response.writeHead(request.url === '/healthz' ? 200 : 404).end());
  server.listen(Number(PORT), '127.0.0.1');
  process.once('SIGTERM', () => { writeFileSync(DATA_DIR + '/goodbye', ''); process.exit(0); });
`;
const FAILS = "console.log('no store'); process.exit(7);";

const inFolder = ownFolder();
let lines: string[];
beforeEach(async () => {
  lines = [];
  await writeFile(inFolder('world.yaml'), '{ operator: { tenant: op, admins: [olivia] }, tenants: [] }');
});

type Run = { readonly port: number; readonly bot: string; readonly stop: AbortSignal; readonly onLine?: (line: string) => void };
async function start({ port, bot, stop, onLine }: Run): Promise<number> {
  const script = inFolder('bot.mjs');
  await writeFile(script, bot);
  const log = (line: string) => { lines.push(line); onLine?.(line); };
  return startLocalWorld({
    port, log, dataDir: inFolder(), directoryFile: inFolder('world.yaml'), playground: false, as: [], botCommand: [script],
    env: { EXTRA: 'passed on' },
  }, stop);
}
const whenReady = (act: () => void) => (line: string): void => { if (line.includes('Ctrl-C ends')) act(); };
type Seen = { readonly pid: number; readonly directory: string; readonly extra: string };
const seen = async () => JSON.parse(await readFile(inFolder('seen.json'), 'utf8')) as Seen; // as SERVES writes it

describe('npm start', () => {
  it('hands its settings to the bot, tells where everything is, and ends with 0 and without orphans when it is interrupted', async () => {
    const port = await freePort();
    const interrupt = new AbortController();
    await expect(start({ port, bot: SERVES, stop: interrupt.signal, onLine: whenReady(() => interrupt.abort()) })).resolves.toBe(0);
    expect(lines.join('\n')).toContain(`http://127.0.0.1:${port}/mail`);
    const { pid, directory, extra } = await seen();
    expect({ directory, extra }).toEqual({ directory: inFolder('world.yaml'), extra: 'passed on' });
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(readFile(inFolder('goodbye'))).resolves.toBeDefined(); // it was asked, not killed
  });

  it('ends with the exit code of a bot that ends, and repeats its last words', async () => {
    const code = await start({ port: await freePort(), bot: FAILS, stop: new AbortController().signal });
    expect(code).toBe(7);
    expect(lines).toEqual([expect.stringContaining('exit code 7'), '  no store']);
  });

  it('ends with the exit code of a bot that ends later', async () => {
    const bot = `${SERVES}
      import { watch } from 'node:fs';
      watch(process.env.DATA_DIR, (_event, name) => { if (name === 'end.now') process.exit(9); });
    `;
    const end = whenReady(() => writeFileSync(inFolder('end.now'), ''));
    await expect(start({ port: await freePort(), bot, stop: new AbortController().signal, onLine: end })).resolves.toBe(9);
  });

  it('ends a bot that is still starting when it is interrupted', async () => {
    const bot = "import { writeFileSync } from 'node:fs'; writeFileSync(process.env.DATA_DIR + '/seen.json', '{}'); setInterval(() => {}, 1_000);";
    await expect(start({ port: await freePort(), bot, stop: AbortSignal.abort() })).resolves.toBe(0);
    expect(lines).toEqual([]);
  });

  it('says plainly that the port is taken, and starts nothing', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo; // a server that listens on a port has such an address
    await expect(start({ port, bot: SERVES, stop: new AbortController().signal })).resolves.toBe(1);
    taken.close();
    expect(lines.join('\n')).toContain(`Port ${port} is taken`);
    await expect(seen()).rejects.toThrow('ENOENT');
  });

  it('refuses a world it cannot read before it starts anything', async () => {
    await writeFile(inFolder('world.yaml'), 'tenants: []');
    await expect(start({ port: await freePort(), bot: SERVES, stop: new AbortController().signal })).rejects.toThrow('operator');
    await expect(seen()).rejects.toThrow('ENOENT');
  });

  it('tells whose code to ask for beside the window that enrols, and beside no other', async () => {
    const { personas } = castOf(parseDirectory(await readFile('bot/local/world.yaml', 'utf8'), 'world.yaml'), ['grace-holloway']);
    const accounts = personas.map((persona) => [persona.person.id, [...hintsFor(persona)].slice(1)]);
    expect(accounts).toEqual([
      ['carmen-ruiz', ['cuentas de MPN · MPN accounts: socios@contoso.es, ventas@contoso.es']], ['iker-zubia', []], ['olivia-prado', []], ['grace-holloway', []],
    ]);
  });

  it.each([
    [[], []],
    [['--as', 'carmen'], ['carmen']],
    [['--as', 'carmen, diego', '--as=olivia,'], ['carmen', 'diego', 'olivia']],
  ])('reads %j as further windows', (argv, as) => {
    expect(readArguments(argv)).toEqual({ as });
  });

  it('refuses arguments it does not know', () => {
    expect(() => readArguments(['--port', '1'])).toThrow('--port');
  });
});

describe('what is preloaded', () => {
  let child: ChildProcessByStdio<Writable, Readable, null>;
  afterEach(() => { child.kill('SIGKILL'); });

  function preload(file: string, script: string) {
    const { href } = new URL(`../../bot/local/${file}`, import.meta.url);
    child = spawn(process.execPath, ['--import', href, '--input-type=module', '--eval', script], { stdio: ['pipe', 'pipe', 'ignore'] });
  }

  it('makes servers without a host listen on loopback only', async () => {
    preload('loopbackOnly.ts', `
      import { createServer } from 'node:http';
      const server = createServer().listen(0, () => { process.stdout.write(server.address().address); server.close(); });
    `);
    const [[address]] = await Promise.all([once(child.stdout, 'data'), once(child, 'exit')]);
    expect(String(address)).toBe('127.0.0.1');
  });

  it('ends a process when the launcher is gone', async () => {
    preload('lifeline.ts', "process.stdout.write('up'); setInterval(() => {}, 1_000);");
    await once(child.stdout, 'data');
    child.stdin.end(); // what the system does with the pipe of a killed launcher
    await expect(once(child, 'exit')).resolves.toEqual([null, 'SIGTERM']);
  });

  it('does not keep a process up that has nothing more to do', async () => {
    preload('lifeline.ts', '');
    await expect(once(child, 'exit')).resolves.toEqual([0, null]);
  });
});
