/** What is left of many turns: memory after a collection, and new sockets to the connector. */

import type { Measured } from '../child.ts';
import type { Connector } from '../connector.ts';
import { openConnector } from '../connector.ts';
import type { Speaker } from '../load.ts';
import { drive } from '../load.ts';
import type { Asked, Part } from '../part.ts';
import type { Table } from '../report.ts';
import { against, megabytes, number, whole } from '../report.ts';
import { seedEnrolments } from '../seed.ts';
import type { Told } from '../self.ts';
import { fillsIn, says } from '../speakers.ts';
import { openEcho, openEnlace } from '../stage.ts';

const SPEAKERS = 8;
const sizes = { full: { few: 1_000, many: 100_000, said: 2_000 }, quick: { few: 200, many: 1_000, said: 80 } } as const;
type Sizes = (typeof sizes)[Asked['scale']];

/** Of what it was after the first thousand (issue E). */
const GROWTH = 1.1;

export const memory: Part = { name: 'memory', run: measure };

type Bot = { readonly name: string; readonly bot: Measured; readonly connector: Connector; readonly speakers: readonly Speaker[] };
type Grown = { readonly name: string; readonly idle: Told; readonly few: Told; readonly many: Told; readonly sockets: number; readonly later: number };

async function measure({ scale, folder, log }: Asked): Promise<readonly Table[]> {
  const size = sizes[scale];
  const connectors = [await openConnector(), await openConnector()] as const;
  const each = (speaker: (index: number) => Speaker): readonly Speaker[] => Array.from({ length: SPEAKERS }, (_unused, index) => speaker(index));
  const bots: readonly Bot[] = [
    { name: 'echo bot', bot: await openEcho(), connector: connectors[0], speakers: each((index) => says(connectors[0].url, index)) },
    {
      name: 'enrolment step, SQLite', bot: await openEnlace({ folder, population: { companies: SPEAKERS }, fill: async (store) => await seedEnrolments(store, SPEAKERS) }),
      connector: connectors[1], speakers: each((index) => fillsIn(connectors[1].url, index)),
    },
  ];
  try {
    const grown = await Promise.all(bots.map(async (bot) => await grows(bot, size, log))); // memory does not mind that both run at once
    return [memoryTable(grown, size), socketTable(grown, size)];
  } finally {
    for (const { bot } of bots) await bot.end();
    for (const { close } of connectors) close();
  }
}

async function grows({ name, bot, connector, speakers }: Bot, { few, many, said }: Sizes, log: (line: string) => void): Promise<Grown> {
  const idle = await bot.ask('collect');
  await drive(bot.port, speakers, few);
  const first = await bot.ask('collect');
  await drive(bot.port, speakers, many - few);
  const last = await bot.ask('collect');
  log(`${name}: ${whole(many)} turns`);
  const talk = Array.from({ length: SPEAKERS }, (_unused, index) => says(connector.url, index)); // a click is answered in its own response: only what is said goes out
  await drive(bot.port, talk, said);
  const sockets = connector.sockets();
  await drive(bot.port, talk, said);
  return { name, idle, few: first, many: last, sockets, later: connector.sockets() - sockets };
}

const memoryTable = (grown: readonly Grown[], { few, many }: Sizes): Table => ({
  title: 'Memory',
  head: ['MB', 'heap at rest', `heap after ${whole(few)}`, `after ${whole(many)}`, 'grown ×', 'RSS at rest', `RSS after ${whole(few)}`, `after ${whole(many)}`, 'grown ×'],
  rows: grown.map(({ name, idle, few: first, many: last }) => [
    name, ...[idle.heap, first.heap, last.heap].map(megabytes), against(last.heap / first.heap, { most: GROWTH }),
    ...[idle.rss, first.rss, last.rss].map(megabytes), number(last.rss / first.rss),
  ]),
  note: `${SPEAKERS} connections; the heap is measured after a collection that is asked for. RSS holds what V8 keeps for its young generation.`,
});

const socketTable = (grown: readonly Grown[], { said }: Sizes): Table => ({
  title: 'Sockets to the connector',
  head: ['', `opened in all before and in ${whole(said)} messages`, `new in the next ${whole(said)}`],
  rows: grown.map(({ name, sockets, later }) => [name.replace('enrolment step, SQLite', 'Enlace, «hola»'), whole(sockets), name === 'echo bot' ? whole(later) : against(later, { most: 0 }, 0)]),
});
