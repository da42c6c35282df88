/** The real program told to end, as Azure, Docker and a terminal tell it: what is under way is finished, what it owes and has not begun is another instance's at once. Time is real here, so nothing is measured in it. */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from '@jest/globals';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { homeOf, personRef } from '../../src/app/homes.ts';
import { LEASE, bornRow } from '../../src/app/outboxRows.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import { plus, systemClock } from '../../src/core/time.ts';
import { openStore } from '../../src/store/open.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { carmen, diego, gala, gus, iker, irene, luis, nuria, openWorld } from './world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LIFELINE = new URL('../../bot/local/lifeline.ts', import.meta.url).href;

let ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.toReversed()) await end();
  ends = [];
});

async function until<T>(look: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await pause(10);
  }
}

/** Stands for Teams: it takes what the bot posts, and answers once it is let go. */
async function openConnector() {
  const taken: string[] = [];
  const held = new Set<ServerResponse>();
  let isHolding = true;
  const answer = (res: ServerResponse): void => {
    res.writeHead(201, { 'content-type': 'application/json' }); // not chained: restify, once loaded by another test, gives nothing back
    res.end('{"id":"1"}');
  };
  const server = createServer((req, res) => {
    taken.push(decodeURIComponent(req.url ?? '').split('/')[3] ?? '');
    req.resume();
    if (isHolding) held.add(res);
    else answer(res);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => { server.closeAllConnections(); server.close(); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, // it listens on a TCP port
    taken,
    letGo: () => {
      isHolding = false;
      for (const res of held) answer(res);
    },
  };
}

async function inFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'enlace-end-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  await openWorld(folder);
  return folder;
}

/** One instance of the program on a port of its own. */
async function starts(folder: string, lookAway = 0) {
  const child: ChildProcess = spawn(process.execPath, ['--import', LIFELINE, 'bot/main.js'], {
    cwd: root, env: { PORT: '0', DATA_DIR: folder, DIRECTORY_FILE: join(folder, 'world.json'), SHUTDOWN_SECONDS: String(lookAway), LOG_LEVEL: 'silent' }, stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }) as { readonly code: number | null; readonly signal: string | null }); // as ChildProcess says
  ends.push(async () => { child.kill('SIGKILL'); await exited; });
  const url = await until(() => /http:\S+/.exec(said)?.[0]);
  const answer = async (path: string) => await fetch(`${url}${path}`, { headers: { connection: 'close' } }).then(async (response) => ({ status: response.status, said: await response.text() }), () => undefined);
  return {
    url, exited, answer,
    isReady: async () => await until(async () => (await answer('/readyz'))?.status === 200),
    /** Nobody is let in any more. */
    isShut: async () => await until(async () => await answer('/healthz') === undefined),
    isTold: () => child.kill('SIGTERM'),
  };
}

const chatOf = ({ tenant, id }: Persona): string => `chat:${tenant}:${id}`;

async function says(url: string, serviceUrl: string, text: string): Promise<number> {
  const { tenant, id, name, locale } = carmen;
  const activity = {
    type: 'message', id: 'the-only', text, channelId: 'msteams', serviceUrl, locale, from: { id: `29:${id}`, aadObjectId: id, name }, recipient: { id: '28:enlace', name: 'Enlace' },
    conversation: { id: chatOf(carmen), conversationType: 'personal', tenantId: tenant }, channelData: { tenant: { id: tenant } },
  };
  return (await fetch(`${url}/api/messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(activity) })).status;
}

const debtors = [carmen, luis, diego, iker, irene, nuria, gala, gus];

/** A word for each of them, owed by an instance that is gone. */
async function owes(folder: string, serviceUrl: string): Promise<void> {
  const store = await openStore({ kind: 'sqlite', directory: folder }, systemClock);
  for (const who of debtors) {
    const [tenant, id] = [tenantId.parse(who.tenant), personId.parse(who.id)];
    const address = { serviceUrl, conversation: chatOf(who), channelId: 'msteams', bot: '28:enlace', user: `29:${id}` };
    const row = bornRow(outgoing('lateAnswer', { person: id, text: 'Done.' }, id), { partition: homeOf(tenant), tenant, reason: 'late:c0ffee', correlation: 'c0ffee', now: systemClock() });
    await store.commit([
      { op: 'create', doc: { ...personRef(tenant, id), kind: 'person', body: { v: 1, tenant, id, name: who.name, lastLanguage: 'es', address } } },
      { op: 'create', doc: { ...row, due: systemClock() } },
    ]);
  }
  await store.close();
}

/** What could be sent by now, and what is owed at all. */
async function owed(folder: string): Promise<{ readonly now: number; readonly ever: number }> {
  const store = await openStore({ kind: 'sqlite', directory: folder }, systemClock);
  const [now, ever] = await Promise.all([store.due('outbox', systemClock(), 50), store.due('outbox', plus(systemClock(), 2 * LEASE), 50)]);
  await store.close();
  return { now: now.length, ever: ever.length };
}

const done = { code: 0, signal: null };

it('SIGTERM in the middle of a turn: it says that it goes and still serves, then lets nobody in, answers the turn, and ends with 0', async () => {
  const [connector, bot] = [await openConnector(), await starts(await inFolder(), 1)];
  await bot.isReady();
  const turn = says(bot.url, connector.url, 'hola');
  await until(() => connector.taken.length > 0);
  bot.isTold();
  expect(await until(async () => (await bot.answer('/readyz').then((answer) => (answer?.status === 503 ? answer : undefined))))).toEqual({ status: 503, said: '{"status":"notReady","because":["ending"]}' });
  expect(await bot.answer('/healthz')).toMatchObject({ status: 200 });
  await bot.isShut();
  connector.letGo();
  expect([await turn, await bot.exited]).toEqual([200, done]);
}, 60_000);

/** Asks without a pause over a connection that it keeps as long as it may, and looks away once it has heard some times that there will be no more. @returns how that came. `answers`: what they said. */
async function asksOn(url: string, answers: Set<string>): Promise<string> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let last = 0; last < 5;) {
    const sent = request(`${url}/healthz`, { agent }).end();
    const [answer] = await once(sent, 'response').catch((error: unknown) => [error]) as [IncomingMessage | { readonly code: string }]; // as Node says
    if ('code' in answer) return answer.code;
    answers.add(`${answer.statusCode} ${answer.headers.connection}`);
    if (answer.headers.connection === 'close') last += 1;
    await once(answer.resume(), 'end');
  }
  return 'looked away';
}

it('SIGTERM under load: every request is answered, and told to come no more over this connection, until nobody comes', async () => {
  const bot = await starts(await inFolder(), 2);
  await bot.isReady();
  const answers = new Set<string>();
  const crowd = Array.from({ length: 8 }, async () => await asksOn(bot.url, answers));
  await until(() => answers.size > 0);
  bot.isTold();
  expect(await Promise.all(crowd)).toEqual(crowd.map(() => 'looked away'));
  expect([...answers]).toEqual(['200 keep-alive', '200 close']);
  expect(await bot.exited).toEqual(done);
}, 60_000);

it('SIGTERM with a full outbox: what is being sent is sent, and another instance sends the rest at once, each thing once', async () => {
  const [connector, folder] = [await openConnector(), await inFolder()];
  await owes(folder, connector.url);
  const bot = await starts(folder);
  await until(async () => connector.taken.length === 4 && (await owed(folder)).now === 0); // four are under way, and four wait with their leases
  const other = await starts(folder);
  bot.isTold();
  await bot.isShut();
  connector.letGo();
  expect(await bot.exited).toEqual(done);
  await until(() => connector.taken.length === debtors.length);
  await until(async () => (await owed(folder)).ever === 0);
  expect(connector.taken.toSorted()).toEqual(debtors.map(chatOf).toSorted());
  other.isTold();
  expect(await other.exited).toEqual(done);
}, 60_000);

it('a second SIGTERM does not wait for what is under way', async () => {
  const [connector, bot] = [await openConnector(), await starts(await inFolder())];
  const turn = says(bot.url, connector.url, 'hola').catch(() => 'cut');
  await until(() => connector.taken.length > 0);
  bot.isTold();
  await bot.isShut();
  const end = await until(async () => { // npm repeats what a terminal has sent, so one that comes at once is no second one
    bot.isTold();
    return await Promise.race([bot.exited, pause(100, undefined)]);
  });
  expect([end, await turn]).toEqual([{ code: 1, signal: null }, 'cut']);
}, 60_000);
