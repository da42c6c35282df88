/** `npm run bench`: Enlace beside a bare echo bot, in one run, on both stores. Prints a Markdown report; makes no claim of its own and fails nothing. */

import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { systemClock } from '../src/core/time.ts';
import type { Store } from '../src/app/ports.ts';
import { openStore } from '../src/store/open.ts';
import type { StoreSettings } from '../src/store/open.ts';
import { startCosmos } from './cosmos.ts';
import type { Measured, Speaker } from './load.ts';
import { at, drive, fillsIn, looksAtList, openConnector, says } from './load.ts';
import { directoryOf, seed, seedResellers } from './seed.ts';

const SPEAKERS = 8;
const WARM_UP = 1_000;
const TURNS = 4_000;
const STARTS = 7;
/** How long the list of resellers is of which a page is measured. */
const LENGTHS = [10, 100, 100_000];

type Told = { readonly cpu: NodeJS.CpuUsage; readonly rss: number; readonly requests: Readonly<Record<string, number>>; readonly bytes: number };
type Result = Measured & { readonly cpu: number; readonly rss: number; readonly requests: Readonly<Record<string, number>>; readonly bytes: number };

const connector = await openConnector();
const root = await mkdtemp(join(tmpdir(), 'enlace-bench-'));
const lines: string[] = [];

try {
  const echo = await measure('bench/echo.ts', {}, Array.from({ length: SPEAKERS }, () => says(connector.url)));
  const few = await enlace('sqlite-100', { kind: 'sqlite', directory: join(root, 'few') }, 100);
  const many = await enlace('sqlite-100000', { kind: 'sqlite', directory: join(root, 'many') }, 100_000);
  const lists = new Map<number, Result>();
  for (const length of LENGTHS) lists.set(length, await list(length));
  const cosmos = await startCosmos();
  const remote = await enlace('cosmos-100', { kind: 'cosmos', endpoint: cosmos.endpoint, key: cosmos.key, database: 'enlace', container: 'documents' }, 100);
  await cosmos.close();
  const [echoStart, ownStart] = await coldStarts();
  report({ echo, few, many, remote, echoStart, ownStart }, lists);
} finally {
  connector.close();
  await rm(root, { recursive: true, force: true });
}
process.stdout.write(`${lines.join('\n')}\n`);

async function enlace(name: string, store: StoreSettings, lying: number): Promise<Result> {
  return await overStore({ name, store, fill: async (filled) => await seed(filled, SPEAKERS, lying), speaker: (index) => fillsIn(connector.url, index) });
}

async function list(length: number): Promise<Result> {
  const name = `list-${length}`;
  const store = { kind: 'sqlite', directory: join(root, name) } as const;
  return await overStore({ name, store, fill: async (filled) => await seedResellers(filled, length), speaker: () => looksAtList(connector.url) });
}

type Subject = { readonly name: string; readonly store: StoreSettings; readonly fill: (store: Store) => Promise<void>; readonly speaker: (index: number) => Speaker };

async function overStore({ name, store, fill, speaker }: Subject): Promise<Result> {
  process.stderr.write(`${name}: filling the store\n`);
  const filled = await openStore(store, systemClock);
  await fill(filled);
  await filled.close();
  const directory = join(root, `${name}.json`);
  await writeFile(directory, directoryOf(SPEAKERS));
  const env = {
    DIRECTORY_FILE: directory, LOG_LEVEL: 'silent', DATA_DIR: store.kind === 'sqlite' ? store.directory : join(root, name), PORT: '0',
    ...(store.kind === 'cosmos' ? { COSMOS_ENDPOINT: store.endpoint, COSMOS_KEY: store.key ?? '' } : {}),
  };
  return await measure('bench/subject.ts', env, Array.from({ length: SPEAKERS }, (_unused, index) => speaker(index)));
}

async function measure(script: string, env: NodeJS.ProcessEnv, speakers: readonly Speaker[]): Promise<Result> {
  process.stderr.write(`${script}: measuring\n`);
  const child = fork(script, { env: { PATH: process.env['PATH'], ...env } });
  const { port } = await message<{ port: number }>(child);
  await drive(port, speakers, WARM_UP);
  const before = await ask(child);
  const measured = await drive(port, speakers, TURNS);
  const after = await ask(child);
  child.disconnect();
  child.kill();
  const each = (value: (told: Told) => number): number => (value(after) - value(before)) / measured.turns;
  const requests = Object.fromEntries(Object.keys(after.requests).map((name) => [name, each((told) => told.requests[name] ?? 0)]));
  return { ...measured, cpu: each(({ cpu }) => cpu.user + cpu.system) / 1000, rss: after.rss, requests, bytes: each((told) => told.bytes) };
}

async function ask(child: ChildProcess): Promise<Told> {
  child.send('how are you');
  return await message<Told>(child);
}

async function message<T>(child: ChildProcess): Promise<T> {
  return await new Promise((resolve, reject) => {
    child.once('message', (told) => resolve(told as T)); // each subject answers in one form
    child.once('exit', (code) => reject(new Error(`The measured process ended with ${code}`)));
  });
}

/** From the start of the process to the first answered activity, by turns, so that a slow moment of the machine meets both. */
async function coldStarts(): Promise<readonly [number, number]> {
  const directory = join(root, 'start.json');
  await writeFile(directory, directoryOf(1));
  const times: Record<'echo' | 'own', number[]> = { echo: [], own: [] };
  for (let count = 0; count < STARTS; count++) {
    times.echo.push(await coldStart('bench/echo.ts', ['3990'], {}));
    times.own.push(await coldStart('bot/main.ts', [], { PORT: '3990', DIRECTORY_FILE: directory, DATA_DIR: join(root, 'start'), LOG_LEVEL: 'silent' }));
  }
  return [median(times.echo), median(times.own)];
}

async function coldStart(script: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const begun = performance.now();
  const child = fork(script, [...args], { env: { PATH: process.env['PATH'], ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const speaker = says(connector.url);
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}`);
    const answered = await drive(3990, [speaker], 1).then(() => true, () => false);
    if (answered) break;
    await new Promise((resolve) => { setTimeout(resolve, 2); });
  }
  const taken = performance.now() - begun;
  child.kill();
  await new Promise((resolve) => { child.once('exit', resolve); });
  return taken;
}

function median(values: readonly number[]): number {
  return at(values.toSorted((one, other) => one - other), 0.5);
}

function report({ echo, few, many, remote, echoStart, ownStart }: Readonly<Record<'echo' | 'few' | 'many' | 'remote', Result>> & { readonly echoStart: number; readonly ownStart: number }, lists: ReadonlyMap<number, Result>): void {
  const { version: botbuilder } = createRequire(import.meta.url)('botbuilder/package.json') as { version: string }; // its own package file
  lines.push(
    `Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, botbuilder ${botbuilder}; ${SPEAKERS} connections, ${TURNS} turns after ${WARM_UP}.`, '',
    '| | median ms | p95 ms | CPU ms/turn | × echo | reads | batches | queries | store bytes | RSS MB |', '|---|---|---|---|---|---|---|---|---|---|',
    row('echo bot', echo, echo), row('enrolment step, SQLite, 100 stored', few, echo), row('enrolment step, SQLite, 100,000 stored', many, echo), row('enrolment step, Cosmos protocol, 100 stored', remote, echo),
    ...[...lists].map(([length, result]) => row(`page of a list of ${length.toLocaleString('en-GB')} resellers, SQLite`, result, echo)), '',
    '| cold start to the first answered activity | ms (median of 7) | × echo |', '|---|---|---|',
    `| echo bot | ${echoStart.toFixed(0)} | 1.00 |`, `| Enlace | ${ownStart.toFixed(0)} | ${(ownStart / echoStart).toFixed(2)} |`,
  );
}

function row(name: string, result: Result, echo: Result): string {
  const { read = 0, commit = 0, page = 0 } = result.requests;
  const figures = [result.median, result.p95, result.cpu, result.cpu / echo.cpu].map((figure) => figure.toFixed(2));
  return `| ${[name, ...figures, read.toFixed(2), commit.toFixed(2), page.toFixed(2), result.bytes.toFixed(0), (result.rss / 2 ** 20).toFixed(0)].join(' | ')} |`;
}
