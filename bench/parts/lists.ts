/** What grows with the number of customers, and what must not: a page of the list, a search in it, and a decision, at 10², 10⁴ and 10⁶ of them. */

import { spreadOf } from '../arithmetic.ts';
import type { Connector } from '../connector.ts';
import { openConnector } from '../connector.ts';
import { buyerOf, customers, seedBuyers } from '../customers.ts';
import type { Speaker } from '../load.ts';
import type { Asked, Part } from '../part.ts';
import type { Table } from '../report.ts';
import { number, whole } from '../report.ts';
import type { Counts, Kind, Result } from '../rounds.ts';
import { inRounds } from '../rounds.ts';
import { looksAt, orders, says, searches } from '../speakers.ts';
import { openEcho, openEnlace } from '../stage.ts';

const SPEAKERS = 8;
const BUYERS = 25;
const sizes = {
  full: { warmUp: 160, rounds: 4, turns: 160, counted: 80, lengths: [100, 10_000, 1_000_000] },
  quick: { warmUp: 16, rounds: 1, turns: 16, counted: 16, lengths: [100, 1_000] },
} as const satisfies Record<Asked['scale'], Counts & { readonly lengths: readonly number[] }>;

export const lists: Part = { name: 'lists', run: measure };

async function measure(asked: Asked): Promise<readonly Table[]> {
  const connector = await openConnector();
  const filled: string[] = [];
  const kinds: Kind[] = [{ name: 'echo bot', bot: await openEcho(), speakers: each((index) => says(connector.url, index)) }];
  try {
    for (const length of sizes[asked.scale].lengths) {
      const begun = performance.now();
      kinds.push(...await kindsOf(asked, connector, length));
      filled.push(`${whole(length)} in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
      asked.log(`filled: ${filled.at(-1)}`);
    }
    return [tableOf(await inRounds(kinds, sizes[asked.scale], asked.log), `Filled straight into SQLite's file: ${filled.join(', ')}.`)];
  } finally {
    for (const { bot } of kinds) await bot.end();
    connector.close();
  }
}

const each = (speaker: (index: number) => Speaker): readonly Speaker[] => Array.from({ length: SPEAKERS }, (_unused, index) => speaker(index));

/** One bot. The decision is an order for one of the customers, without what follows it. */
async function kindsOf({ folder }: Asked, { url }: Connector, length: number): Promise<readonly Kind[]> {
  const buyers = Array.from({ length: SPEAKERS * BUYERS }, (_unused, index) => buyerOf(index));
  const bot = await openEnlace({ folder, population: { companies: 1, customers: buyers }, held: true, docs: customers(length), fill: async (store) => await seedBuyers(store, buyers.length) });
  const of = `of ${whole(length)} customers`;
  const last = length - 1;
  return [
    { name: `page of a list ${of}`, bot, speakers: each(() => looksAt(url, { verb: 'show.customers', first: 'Customer 0' })) },
    { name: `search with 11 hits ${of}`, bot, speakers: each(() => searches(url, { verb: 'show.customers', query: `customer ${Math.floor(last / 10)}`, hit: `Customer ${last}` })) },
    { name: `order click, provider ${of}`, bot, speakers: each((index) => orders(url, buyers.slice(index * BUYERS, (index + 1) * BUYERS))) },
  ];
}

function tableOf([echo, ...results]: readonly Result[], note: string): Table {
  return {
    title: 'With many customers, SQLite',
    head: ['', 'median ms', 'p95 ms', 'CPU ms', 'median × echo', 'p95 × echo', 'CPU × echo', 'reads', 'batches', 'queries', 'request units (model)'],
    rows: [...(echo ? [echo] : []), ...results.toSorted((one, other) => kindOf(one).localeCompare(kindOf(other)))].map((result) => rowOf(result, echo)),
    note,
  };
}

function rowOf(result: Result, echo: Result | undefined): readonly string[] {
  const { name, requests: { read = 0, commit = 0, page = 0 }, units } = result;
  const [own, yardstick] = [timesOf(result), echo ? timesOf(echo) : []];
  return [name, ...[...own, ...own.map((value, column) => value / (yardstick[column] ?? 0)), read, commit, page].map((value) => number(value)), number(units, 1)];
}

function timesOf({ times, cpu }: Result): readonly number[] {
  const { median, p95 } = spreadOf(times);
  return [median, p95, cpu];
}

/** Results stay in the order of their lengths within a kind. */
const kindOf = ({ name }: Result): string => name.split(' of ')[0] ?? '';
