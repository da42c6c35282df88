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
import type { Speaker } from './load.ts';
import { buyerOf, seedBuyers, seedCustomers } from './customers.ts';
import { at, drive, fillsIn, looksAtCustomers, looksAtList, openConnector, orders, says, searchesList } from './load.ts';
import { directoryOf, seed, seedResellers } from './seed.ts';

const SPEAKERS = 8;
const WARM_UP = 1_000;
const ROUNDS = 8;
const TURNS = 500;
const STARTS = 7;
/** How many customers each speaker orders for, one after the other. */
const BUYERS = 250;
/** How long the list of resellers is of which a page is measured. */
const LENGTHS = [10, 100, 100_000];

type Told = { readonly cpu: NodeJS.CpuUsage; readonly rss: number; readonly requests: Readonly<Record<string, number>>; readonly bytes: number };
type Result = { readonly name: string; readonly median: number; readonly p95: number; readonly cpu: number; readonly rss: number; readonly requests: Readonly<Record<string, number>>; readonly bytes: number };
type Subject = { readonly name: string; readonly child: ChildProcess; readonly port: number; readonly speakers: readonly Speaker[]; readonly times: number[]; readonly before: Told[]; readonly after: Told[] };

const connector = await openConnector();
const root = await mkdtemp(join(tmpdir(), 'enlace-bench-'));
const lines: string[] = [];

try {
  const cosmos = await startCosmos();
  const subjects = [
    await open('echo bot', 'bench/echo.ts', { env: {}, speaker: () => says(connector.url) }),
    await enrolling('SQLite, 100 stored', { kind: 'sqlite', directory: join(root, 'few') }, 100),
    await enrolling('SQLite, 100,000 stored', { kind: 'sqlite', directory: join(root, 'many') }, 100_000),
    await enrolling('Cosmos protocol, 100 stored', { kind: 'cosmos', endpoint: cosmos.endpoint, key: cosmos.key, database: 'enlace', container: 'documents' }, 100),
  ];
  for (const length of LENGTHS) subjects.push(await listing(length));
  subjects.push(await searching(), await customers(), await ordering());
  const results = await measure(subjects);
  await cosmos.close();
  report(results, await coldStarts());
} finally {
  connector.close();
  await rm(root, { recursive: true, force: true });
}
process.stdout.write(`${lines.join('\n')}\n`);

async function enrolling(what: string, store: StoreSettings, lying: number): Promise<Subject> {
  return await overStore({ name: `enrolment step, ${what}`, store, fill: async (filled) => await seed(filled, SPEAKERS, lying), speaker: (index) => fillsIn(connector.url, index) });
}

async function listing(length: number): Promise<Subject> {
  return await overResellers(`page of a list of ${length.toLocaleString('en-GB')} resellers, SQLite`, length, () => looksAtList(connector.url));
}

/** As many rows as the shortest list has, among the most. */
async function searching(): Promise<Subject> {
  return await overResellers('search with 11 hits among 100,000 resellers, SQLite', 100_000, () => searchesList(connector.url));
}

async function customers(): Promise<Subject> {
  const store = { kind: 'sqlite', directory: await mkdtemp(join(root, 'list-')) } as const;
  return await overStore({ name: 'page of a list of 100,000 customers, SQLite', store, fill: async (filled) => await seedCustomers(filled, 100_000), speaker: () => looksAtCustomers(connector.url) });
}

/** Each speaker has customers of its own, so many that none is ordered for more than a few times. */
async function ordering(): Promise<Subject> {
  const store = { kind: 'sqlite', directory: await mkdtemp(join(root, 'orders-')) } as const;
  const buyers = Array.from({ length: SPEAKERS * BUYERS }, (_unused, index) => buyerOf(index));
  return await overStore({
    name: 'order, submit to confirmation, SQLite', store, fill: async (filled) => await seedBuyers(filled, buyers.length), customers: buyers,
    speaker: (index) => orders(connector.url, buyers.slice(index * BUYERS, (index + 1) * BUYERS)),
  });
}

async function overResellers(name: string, length: number, speaker: () => Speaker): Promise<Subject> {
  const store = { kind: 'sqlite', directory: await mkdtemp(join(root, 'list-')) } as const;
  return await overStore({ name, store, fill: async (filled) => await seedResellers(filled, length), speaker });
}

type OverStore = { readonly name: string; readonly store: StoreSettings; readonly fill: (store: Store) => Promise<void>; readonly customers?: readonly string[]; readonly speaker: (index: number) => Speaker };

async function overStore({ name, store, fill, customers: known, speaker }: OverStore): Promise<Subject> {
  process.stderr.write(`${name}: filling the store\n`);
  const filled = await openStore(store, systemClock);
  await fill(filled);
  await filled.close();
  const directory = join(await mkdtemp(join(root, 'directory-')), 'world.json');
  await writeFile(directory, directoryOf(SPEAKERS, known));
  const env = {
    DIRECTORY_FILE: directory, LOG_LEVEL: 'silent', DATA_DIR: store.kind === 'sqlite' ? store.directory : join(root, 'cosmos'), PORT: '0',
    ...(store.kind === 'cosmos' ? { COSMOS_ENDPOINT: store.endpoint, COSMOS_KEY: store.key ?? '' } : {}),
  };
  return await open(name, 'bench/subject.ts', { env, speaker });
}

async function open(name: string, script: string, { env, speaker }: { readonly env: NodeJS.ProcessEnv; readonly speaker: (index: number) => Speaker }): Promise<Subject> {
  const child = fork(script, { env });
  const { port } = await message<{ port: number }>(child);
  return { name, child, port, speakers: Array.from({ length: SPEAKERS }, (_unused, index) => speaker(index)), times: [], before: [], after: [] };
}

/** By turns, so that a slow moment of the machine meets them all. */
async function measure(subjects: readonly Subject[]): Promise<readonly Result[]> {
  for (const { name, port, speakers } of subjects) {
    process.stderr.write(`${name}: warming up\n`);
    await drive(port, speakers, WARM_UP);
  }
  for (let round = 1; round <= ROUNDS; round++) {
    process.stderr.write(`round ${round} of ${ROUNDS}\n`);
    for (const { child, port, speakers, times, before, after } of subjects) {
      before.push(await ask(child));
      times.push(...await drive(port, speakers, TURNS));
      after.push(await ask(child));
    }
  }
  return subjects.map((subject) => {
    subject.child.disconnect();
    subject.child.kill();
    return resultOf(subject);
  });
}

function resultOf({ name, times, before, after }: Subject): Result {
  const each = (value: (told: Told) => number): number => after.reduce((sum, told, round) => sum + value(told) - value(before[round] ?? told), 0) / times.length;
  const [told] = after;
  const requests = Object.fromEntries(Object.keys(told?.requests ?? {}).map((kind) => [kind, each(({ requests: counted }) => counted[kind] ?? 0)]));
  const sorted = times.toSorted((one, other) => one - other);
  return { name, median: at(sorted, 0.5), p95: at(sorted, 0.95), cpu: each(({ cpu }) => cpu.user + cpu.system) / 1000, rss: after.at(-1)?.rss ?? 0, requests, bytes: each(({ bytes }) => bytes) };
}

async function ask(child: ChildProcess): Promise<Told> {
  child.send('how are you');
  return await message<Told>(child);
}

async function message<T>(child: ChildProcess): Promise<T> {
  return await new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`The measured process ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (told) => {
      child.off('exit', ended);
      resolve(told as T); // each subject answers in one form
    });
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
  const child = fork(script, [...args], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
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

function report(results: readonly Result[], [echoStart, ownStart]: readonly [number, number]): void {
  const { version: botbuilder } = createRequire(import.meta.url)('botbuilder/package.json') as { version: string }; // its own package file
  const echo = results[0]?.cpu ?? 0;
  lines.push(
    `Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, botbuilder ${botbuilder}; ${SPEAKERS} connections, ${ROUNDS} rounds of ${TURNS} turns after ${WARM_UP}, all by turns.`, '',
    '| | median ms | p95 ms | CPU ms/turn | × echo | reads | batches | queries | store bytes | RSS MB |', '|---|---|---|---|---|---|---|---|---|---|',
    ...results.map((result) => row(result, echo)), '',
    '| cold start to the first answered activity | ms (median of 7) | × echo |', '|---|---|---|',
    `| echo bot | ${echoStart.toFixed(0)} | 1.00 |`, `| Enlace | ${ownStart.toFixed(0)} | ${(ownStart / echoStart).toFixed(2)} |`,
  );
}

function row({ name, median: middle, p95, cpu, rss, requests, bytes }: Result, echo: number): string {
  const { read = 0, commit = 0, page = 0 } = requests;
  const figures = [middle, p95, cpu, cpu / echo].map((figure) => figure.toFixed(2));
  return `| ${[name, ...figures, read.toFixed(2), commit.toFixed(2), page.toFixed(2), bytes.toFixed(0), (rss / 2 ** 20).toFixed(0)].join(' | ')} |`;
}
