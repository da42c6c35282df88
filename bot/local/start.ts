/** `npm start`: the bot and the Playground's windows as one program that tells where everything is and ends as a whole. What the bot does is not known here. */

import { once } from 'node:events';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SECOND } from '../../src/core/time.ts';
import type { Child, Exit } from './child.ts';
import { answers, startChild } from './child.ts';
import { CREATED_FILE } from './directoryFile.ts';
import { readDirectory } from './directorySchema.ts';
import { lastLines } from './files.ts';
import type { Cast, Persona, Role } from './personas.ts';
import { castOf } from './personas.ts';
import type { OpenedWindow } from './playground.ts';
import { isFree, isOpen, openWindow } from './playground.ts';

export type LocalWorld = {
  readonly port: number;
  readonly dataDir: string;
  readonly directoryFile: string;
  /** Whether windows are opened. */
  readonly playground: boolean;
  /** Object ids of people who get a window besides the usual three. */
  readonly as: readonly string[];
  /** What Node runs as the bot. */
  readonly botCommand: readonly string[];
  /** What Node runs beside it once it is up, one after the other, to fill in what a new world begins with. */
  readonly seedCommands?: readonly (readonly string[])[];
  readonly env: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
};

const PATIENCE = 60 * SECOND;

/** Runs until `stop` or until the bot ends. @returns the exit code; every process it has started is gone by then. */
export async function startLocalWorld(world: LocalWorld, stop: AbortSignal): Promise<number> {
  const { port, log } = world;
  const { content } = await readDirectory(world.directoryFile, join(world.dataDir, CREATED_FILE));
  const cast = castOf(content, world.as);
  if (!await isFree(port)) {
    log(`Port ${port} is taken by another program, and the bot needs it. Is Enlace running already? End that one first; for the bot alone, beside another: PORT=4978 DATA_DIR=./data2 PLAYGROUND=off npm start`);
    return 1;
  }
  const interrupted = once(stop, 'abort');
  const over = new AbortController();
  const bot = await startBeside(world, world.botCommand);
  const windows: OpenedWindow[] = [];
  try {
    const answer = await answers(bot, `${botUrl(world)}/healthz`, AbortSignal.any([stop, AbortSignal.timeout(PATIENCE)]));
    if (stop.aborted) return 0;
    if (answer !== 'yes') return await reportBot(world, answer);
    const [opened] = await Promise.all([openWindows(world, cast, stop), seed(world)]);
    windows.push(...opened);
    if (stop.aborted) return 0;
    for (const line of guide(world, cast, windows)) log(line);
    for (const window of windows) void reportEnd(window, world, AbortSignal.any([stop, over.signal]));
    const end = await Promise.race([bot.exited, interrupted]);
    return 'code' in end ? await reportBot(world, end) : 0;
  } finally {
    over.abort();
    await bot.stop(); // first, so that it can still deliver
    await Promise.all(windows.map(({ child }) => child.stop()));
  }
}

async function startBeside({ port, dataDir, directoryFile, env }: LocalWorld, script: readonly string[]): Promise<Child> {
  await mkdir(dataDir, { recursive: true });
  const output = await open(join(dataDir, 'bot.log'), 'a');
  const settings = { HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, DIRECTORY_FILE: directoryFile };
  const child = startChild({ script, env: { ...env, ...settings }, output: output.fd });
  await output.close();
  return child;
}

/** A bot without its sample data is a bot all the same. */
async function seed(world: LocalWorld): Promise<void> {
  for (const command of world.seedCommands ?? []) {
    const { code, reason } = await (await startBeside(world, command)).exited;
    if (code !== 0) world.log(`The sample data could not be loaded (${reason}); ${join(world.dataDir, 'bot.log')} says why.`);
  }
}

async function reportBot({ dataDir, log }: LocalWorld, end: Exit | 'no'): Promise<number> {
  const logFile = join(dataDir, 'bot.log');
  log(`The bot ${end === 'no' ? 'does not answer' : `has ended (${end.reason})`}. The end of ${logFile}:`);
  for (const line of await lastLines(logFile, 12)) log(`  ${line}`);
  return end === 'no' ? 1 : end.code;
}

async function openWindows(world: LocalWorld, { personas, unknown }: Cast, stop: AbortSignal): Promise<readonly OpenedWindow[]> {
  const { playground, dataDir, directoryFile, env, log } = world;
  if (!playground) return [];
  for (const id of unknown) log(`Nobody in ${directoryFile} has the id ${id}: no window for them.`);
  const results = await Promise.all(personas.map((persona) => openWindow({ persona, dataDir, botUrl: botUrl(world), env, stop })));
  for (const result of results) {
    if (!isOpen(result) && !stop.aborted) log(`No window for ${result.persona.person.name} (${result.persona.role}): ${result.reason}`);
  }
  return results.filter(isOpen);
}

async function reportEnd({ child, persona, url }: OpenedWindow, { log }: LocalWorld, expected: AbortSignal): Promise<void> {
  const { reason } = await child.exited;
  if (!expected.aborted) log(`The window of ${persona.person.name} (${url}) has ended: ${reason}`);
}

const HINTS = {
  partner: 'escribe «/inscribir» · type "/enrol"',
  provider: 'escribe «/ayuda» · type "/help"',
  programmeAdmin: 'canal · channel "Approvals": @, Enlace, «/aprobaciones aquí» · "/approvals here"',
  other: 'escribe «/ayuda» · type "/help"',
} as const satisfies Record<Role, string>;

/** What to write first; and what nobody could guess, because the bot tells nobody whose address is a membership account. */
export function* hintsFor({ role, tenant: { membership } }: Pick<Persona, 'role' | 'tenant'>): Generator<string> {
  yield HINTS[role];
  if (role === 'partner' && membership.length > 0) yield `cuentas de MPN · MPN accounts: ${membership.map(({ account }) => account).join(', ')}`;
}

function* guide(world: LocalWorld, { personas }: Cast, windows: readonly OpenedWindow[]): Generator<string> {
  yield '';
  yield `Enlace: ${botUrl(world)}   correo · mail: ${botUrl(world)}/mail   registro · log: ${join(world.dataDir, 'bot.log')}`;
  for (const { persona, url } of windows) {
    yield '';
    yield `  ${url}   ${persona.person.name}, ${persona.tenant.name}`;
    for (const hint of hintsFor(persona)) yield `      ${hint}`;
  }
  if (world.playground && personas.length === 0) yield '  The directory has nobody to open a window for.';
  yield '';
  if (windows.length > 0) {
    yield 'Abre las ventanas en un navegador; tardan unos segundos. Ctrl-C lo termina todo.';
    yield 'Open the windows in a browser; they take some seconds. Ctrl-C ends everything.';
  } else {
    yield 'Ctrl-C lo termina todo. Ctrl-C ends everything.';
  }
}

const botUrl = ({ port }: LocalWorld): string => `http://127.0.0.1:${port}`;

/** `npm start -- --as <person id>[,<person id>…]` */
export function readArguments(argv: readonly string[]): { readonly as: readonly string[] } {
  const { values } = parseArgs({ args: [...argv], options: { as: { type: 'string', multiple: true } } });
  return { as: (values.as ?? []).flatMap((ids) => ids.split(',')).map((id) => id.trim()).filter((id) => id !== '') };
}

/** Everything that a terminal adds: Ctrl-C, mistakes told as sentences, and the exit code. */
export async function runInTerminal(world: LocalWorld): Promise<never> {
  try {
    process.exit(await startLocalWorld(world, interruption(world)));
  } catch (error) {
    world.log(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

function interruption({ env }: LocalWorld): AbortSignal {
  const interrupt = new AbortController();
  // The second Ctrl-C is not held up: the lifelines end what is left.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupt.abort());
  // A SIGTERM for npm ends the shell between npm and us, which does not pass it on: all we see is that we have another parent.
  const parent = process.ppid;
  if (env['npm_lifecycle_event']) setInterval(() => { if (process.ppid !== parent) interrupt.abort(); }, SECOND).unref();
  return interrupt.signal;
}
