/** Counters of the programme: what is counted of enrolments, by day and ever, in the operator's home. Written by the outbox, once for each row; nothing decides on them, and no person is in them. Read by statsShown.ts. */

import { z } from 'zod';
import type { TenantId } from '../core/ids.ts';
import { traceOf } from '../core/secrets.ts';
import { storedInstant } from '../core/stored.ts';
import { HOUR, between, dayOf } from '../core/time.ts';
import type { Counted } from '../tasks/statsDoc.ts';
import { queues } from '../tasks/statsDoc.ts';
import type { Deps } from './deps.ts';
import { guarded } from './guarded.ts';
import { homeOf, lists, tallyRef } from './homes.ts';
import { remembering } from './once.ts';
import type { Doc, Stored, Write } from './ports.ts';

const counts = z.record(z.string(), z.number().int());

/**
 * `entered` and `left` are of the day on which somebody began to wait, so their difference is who still waits since then. `waits` counts
 * decisions by how long they took (waitEdges). `since` is the first thing counted.
 */
export const tallySchema = z.object({ v: z.literal(1), since: storedInstant, steps: counts, entered: counts, left: counts, waits: z.array(z.number().int()) });
export type Tally = z.output<typeof tallySchema>;

/** [DESIGN] as many documents as commits that one day's counting may see at the same moment; a company is always in the same one. */
export const SHARDS = 4;
/** Under this name in place of a day: everything that was ever counted. It sorts behind all days. */
export const EVER = 'ever';

/** Upper ends of the classes of waiting times; the last class has none. They are stored by their place: other edges are another version. [DESIGN] */
export const waitEdges: readonly number[] = [1, 2, 4, 8, 12, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720, 1440, 2160].map((hours) => hours * HOUR);

const TRIES = 5;

/** `delivery` is the row's own, by which a repeat is known: it counts nothing. */
export type Counting = { readonly tenant: TenantId; readonly counted: Counted; readonly delivery: string };

/** Throws where the counters changed again and again meanwhile: the row is tried again. */
export async function count(deps: Deps, counting: Counting): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    if (await deps.store.commit(await writesFor(deps, counting)) !== 'conflict') return;
  }
  throw new Error(`The counters changed ${TRIES} times while something was being counted`);
}

async function writesFor({ store, directory, clock }: Deps, { tenant, counted, delivery }: Counting): Promise<readonly Write[]> {
  const shard = shardOf(tenant);
  const read = async (day: string): Promise<Stored | undefined> => await store.read(tallyRef(directory.operatorTenant, day, shard));
  const ever = await read(EVER);
  const added = tallied(counted, ever && tallySchema.parse(ever.body));
  const stored = new Map(await Promise.all([...added.keys()].map(async (day) => [day, await read(day)] as const)));
  const write = (day: string, known: Stored | undefined, more: readonly Tally[]): Write => {
    const body = sumOf([...known ? [tallySchema.parse(known.body)] : [], ...more]);
    const doc: Doc = { ...tallyRef(directory.operatorTenant, day, shard), kind: 'tally', list: lists.tallies, sort: `${day}|${shard}`, body };
    return guarded(known, doc);
  };
  return [
    write(EVER, ever, [...added.values()].flat()),
    ...[...added].map(([day, more]) => write(day, stored.get(day), more)),
    remembering({ partition: homeOf(directory.operatorTenant), commandId: delivery, event: 'counted', now: clock() }),
  ];
}

const shardOf = (tenant: TenantId): number => Buffer.from(traceOf(tenant), 'base64url').readUInt8() % SHARDS;

/** What has to be added to which day. Who began to wait before anything was counted here is not counted when they leave, or come back. */
function tallied(counted: Counted, ever: Tally | undefined): ReadonlyMap<string, readonly Tally[]> {
  const { steps, at, left } = counted;
  const nothing: Tally = { v: 1, since: at, steps: {}, entered: {}, left: {}, waits: [] };
  const first = ever && ever.since < at ? ever.since : at;
  const isDecided = steps.includes('approved') || steps.includes('rejected');
  const all = [
    { day: dayOf(at), tally: { ...nothing, steps: Object.fromEntries(steps.map((step) => [step, 1])), waits: isDecided && left.review ? waitOf(between(left.review, at)) : [] } },
    ...movesIn(counted).filter(({ since }) => since >= first).map(({ move, queue, since }) => ({ day: dayOf(since), tally: { ...nothing, [move]: { [queue]: 1 } } })),
  ];
  return new Map([...Map.groupBy(all, ({ day }) => day)].map(([day, of]) => [day, of.map(({ tally }) => tally)]));
}

const movesIn = (counted: Counted) => (['entered', 'left'] as const).flatMap((move) => queues.flatMap((queue) => {
  const since = counted[move][queue];
  return since ? [{ move, queue, since }] : [];
}));

/** One decision in its class, with none in those before it. */
function waitOf(milliseconds: number): number[] {
  const shorter = waitEdges.filter((edge) => edge <= milliseconds);
  return [...shorter.map(() => 0), 1];
}

/** @param tallies at least one. */
export function sumOf(tallies: readonly Tally[]): Tally {
  return tallies.reduce((one, other) => ({
    v: 1, since: one.since < other.since ? one.since : other.since,
    steps: sumOfCounts(one.steps, other.steps), entered: sumOfCounts(one.entered, other.entered), left: sumOfCounts(one.left, other.left),
    waits: Array.from({ length: Math.max(one.waits.length, other.waits.length) }, (_class, index) => (one.waits[index] ?? 0) + (other.waits[index] ?? 0)),
  }));
}

function sumOfCounts(one: Tally['steps'], other: Tally['steps']): Tally['steps'] {
  return Object.fromEntries([...new Set([...Object.keys(one), ...Object.keys(other)])].map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
}
