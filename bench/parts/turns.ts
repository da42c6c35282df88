/** What a turn costs, for each kind of turn that matters: time, processor, requests to the store, request units. All over 8 connections. */

import type { Doc, Store } from '../../src/app/ports.ts';
import { spreadOf } from '../arithmetic.ts';
import type { Connector } from '../connector.ts';
import { openConnector } from '../connector.ts';
import type { LocalCosmos } from '../cosmos.ts';
import { startCosmos } from '../cosmos.ts';
import { buyerOf, customers, seedBuyers } from '../customers.ts';
import type { Speaker } from '../load.ts';
import type { Asked, Part } from '../part.ts';
import type { Table } from '../report.ts';
import { against, megabytes, number, whole } from '../report.ts';
import { seedReviews } from '../reviews.ts';
import type { Counts, Kind, Result } from '../rounds.ts';
import { inRounds } from '../rounds.ts';
import { resellers, seedEnrolments } from '../seed.ts';
import { fillsIn, heapOf, looksAt, orders, reviews, says, searches } from '../speakers.ts';
import { openEcho, openEnlace } from '../stage.ts';

const SPEAKERS = 8;
const sizes = {
  full: { warmUp: 1_000, rounds: 8, turns: 496, counted: 80, list: 100_000 },
  quick: { warmUp: 16, rounds: 2, turns: 16, counted: 16, list: 200 },
} as const satisfies Record<Asked['scale'], Counts & { readonly list: number }>;

/** CPU of a click beside the echo turn's (issue E): on SQLite, and on the Cosmos protocol. */
const CLICK = { sqlite: 1.5, cosmos: 2.5 } as const;
const P95 = 2;

export const turns: Part = { name: 'turns', run: measure };

type Stage = Asked & { readonly connector: Connector; readonly cosmos: LocalCosmos };

async function measure(asked: Asked): Promise<readonly Table[]> {
  const connector = await openConnector();
  const cosmos = [await startCosmos(), await startCosmos()] as const; // one container each: the local server's queries read all of it
  const kinds = await kindsOf({ ...asked, connector, cosmos: cosmos[0] }, cosmos[1]);
  try {
    const results = await inRounds(kinds, sizes[asked.scale], asked.log);
    return tablesOf(results, sizes[asked.scale]);
  } finally {
    for (const { bot } of kinds) await bot.end();
    for (const { close } of cosmos) await close();
    connector.close();
  }
}

const eight = (speaker: (index: number) => Speaker): readonly Speaker[] => Array.from({ length: SPEAKERS }, (_unused, index) => speaker(index));

async function kindsOf(stage: Stage, second: LocalCosmos): Promise<readonly Kind[]> {
  const { connector: { url }, log } = stage;
  log('filling the stores');
  return [
    { name: 'echo bot', bot: await openEcho(), speakers: eight((index) => says(url, index)) },
    await enrolling(stage, 'enrolment step, SQLite'),
    await enrolling(stage, 'enrolment step, Cosmos protocol', stage.cosmos),
    await approving(stage, 'approval click, SQLite', { held: true }),
    await approving(stage, 'approval click, Cosmos protocol', { held: true, cosmos: second }),
    await approving(stage, 'approval with all that follows, SQLite', { held: false }),
    ...await listing(stage),
    await ordering(stage, 'order click, SQLite', true),
    await ordering(stage, 'order with all that follows, SQLite', false),
  ];
}

async function enrolling({ folder, connector, scale }: Stage, name: string, cosmos?: LocalCosmos): Promise<Kind> {
  const fill = async (store: Store): Promise<void> => await seedEnrolments(store, SPEAKERS, scale === 'full' ? 100 : 0);
  const bot = await openEnlace({ folder, population: { companies: SPEAKERS }, fill, ...(cosmos ? { cosmos } : {}) });
  return { name, bot, speakers: eight((index) => fillsIn(connector.url, index)) };
}

/** Every click is a decision on a case of its own. */
async function approving({ folder, connector, scale }: Stage, name: string, { held, cosmos }: { readonly held: boolean; readonly cosmos?: LocalCosmos }): Promise<Kind> {
  const { warmUp, rounds, turns: each, counted } = sizes[scale];
  const cases = warmUp + rounds * each + counted;
  const population = { admins: SPEAKERS, reviewed: cases };
  const bot = await openEnlace({ folder, population, held, fill: async (store) => await seedReviews(store, cases), ...(cosmos ? { cosmos } : {}) });
  const heap = heapOf(cases);
  return { name, bot, speakers: eight((index) => reviews(connector.url, index, heap)) };
}

/** One bot, over one provider with long lists. */
async function listing({ folder, connector: { url }, scale }: Stage): Promise<readonly Kind[]> {
  const { list } = sizes[scale];
  const bot = await openEnlace({ folder, population: {}, docs: both(list) });
  const of = `of ${whole(list)}`;
  return [
    { name: `page of a list ${of} resellers, SQLite`, bot, speakers: eight(() => looksAt(url, { verb: 'show.partners', first: 'Reseller 0' })) },
    { name: `search with 11 hits, ${of} resellers, SQLite`, bot, speakers: eight(() => searches(url, { verb: 'show.partners', query: `reseller ${Math.floor((list - 1) / 10)}`, hit: `Reseller ${list - 1}` })) },
    { name: `page of a list ${of} customers, SQLite`, bot, speakers: eight(() => looksAt(url, { verb: 'show.customers', first: 'Customer 0' })) },
  ];
}

function *both(length: number): Generator<Doc> {
  yield* resellers(length);
  yield* customers(length);
}

/** Each salesperson has customers of their own, so many that none is ordered for more than a few times. */
async function ordering({ folder, connector, scale }: Stage, name: string, held: boolean): Promise<Kind> {
  const each = scale === 'full' ? 250 : 5;
  const buyers = Array.from({ length: SPEAKERS * each }, (_unused, index) => buyerOf(index));
  const bot = await openEnlace({ folder, population: { companies: 1, customers: buyers }, held, fill: async (store) => await seedBuyers(store, buyers.length) });
  return { name, bot, speakers: eight((index) => orders(connector.url, buyers.slice(index * each, (index + 1) * each))) };
}

function tablesOf(results: readonly Result[], { warmUp, rounds, turns: each }: Counts): readonly Table[] {
  const [echo] = results;
  const note = `${SPEAKERS} connections, ${rounds} rounds of ${each} turns after ${warmUp}, all kinds by turns.`;
  return [
    { title: 'A turn', head: ['', 'median ms', 'p95 ms', 'p99 ms', 'median × echo', 'p95 × echo', 'CPU ms', 'CPU × echo', 'RSS MB'], rows: results.map((result) => timesOf(result, echo)), note },
    { title: 'What a turn asks of the store', head: ['', 'reads', 'batches', 'queries', 'bytes', 'request units (model)'], rows: results.slice(1).map(storedOf) },
  ];
}

/** The issue names a target for these two clicks only. */
const targetOf = (name: string): number | undefined => (/^(?:enrolment step|approval click)/.test(name) ? CLICK[name.includes('Cosmos') ? 'cosmos' : 'sqlite'] : undefined);

function timesOf({ name, times, cpu, rss }: Result, echo: Result | undefined): readonly string[] {
  const spread = spreadOf(times);
  const target = targetOf(name);
  const yardstick = spreadOf(echo?.times ?? []);
  const [late, work] = [spread.p95 / yardstick.p95, cpu / (echo?.cpu ?? 0)];
  const hasLimit = target === CLICK.sqlite;
  return [
    name, ...[spread.median, spread.p95, spread.p99].map((value) => number(value)), number(spread.median / yardstick.median), hasLimit ? against(late, { most: P95 }) : number(late),
    number(cpu), target === undefined ? number(work) : against(work, { most: target }), megabytes(rss),
  ];
}

function storedOf({ name, requests, units, bytes }: Result): readonly string[] {
  const { read = 0, commit = 0, page = 0 } = requests;
  return [name, ...[read, commit, page].map((value) => number(value)), whole(bytes), number(units, 1)];
}
