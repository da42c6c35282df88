/** The figures of the programme as its admins see them: steps of enrolments, times to a decision, who waits for what. Reads two pages of the operator's home, whatever their number; writes nothing. */

import type { Instant } from '../core/time.ts';
import { DAY, dayOf, plus, toInstant } from '../core/time.ts';
import { reminderTimes } from '../tasks/agreement.ts';
import type { FunnelStep, Queue } from '../tasks/statsDoc.ts';
import { funnelSteps } from '../tasks/statsDoc.ts';
import type { Deps } from './deps.ts';
import { caseLineSchema } from './documents.ts';
import { homeOf, lists } from './homes.ts';
import type { Tally } from './stats.ts';
import { EVER, SHARDS, sumOf, tallySchema, waitEdges } from './stats.ts';

/** In days; what is read is the longest, so that each costs the same. */
export const periods = [7, 30, 90] as const;
export type Period = (typeof periods)[number];
const LONGEST = Math.max(...periods);

/** Open reviews by the days that have begun since they were opened; the last one has no end. [DESIGN] */
export const ages = ['today', 'days', 'week', 'older'] as const;
export type Age = (typeof ages)[number];
const ageAfter = (days: number): Age => (days < 1 ? 'today' : days < 3 ? 'days' : days < 7 ? 'week' : 'older');

/** Decisions by how long they took; the last one has no end. As long as the ages, so that what was decided and what is open compare; each end is one of waitEdges. [DESIGN] */
export const paces = ['day', 'days', 'week', 'longer'] as const;
export type Pace = (typeof paces)[number];
const paceWithin = (end: number): Pace => (end <= DAY ? 'day' : end <= 3 * DAY ? 'days' : end <= 7 * DAY ? 'week' : 'longer');

/** Reminders of the next seven days, by when they are due. [DESIGN] */
export const dues = ['today', 'tomorrow', 'week'] as const;
export type Due = (typeof dues)[number];
const dueIn = (days: number): Due | undefined => (days < 0 || days > 6 ? undefined : days < 1 ? 'today' : days < 2 ? 'tomorrow' : 'week');

/** [DESIGN] so many open reviews are looked at one by one; of more, the counters tell. */
const MOST_REVIEWS = 100;

export type Steps = Readonly<Record<FunnelStep, number>>;
/** An edge of the classes of waits: a share of all of them is below it, or, with `isMore`, beyond it, because it is the last. */
export type Wait = { readonly milliseconds: number; readonly isMore: boolean };

export type Stats = {
  /** When counting began; undefined where nothing was counted yet. */
  readonly since: Instant | undefined;
  readonly steps: Steps;
  readonly ever: Steps;
  /** Of the decisions of the period; undefined where there are none. */
  readonly waits: { readonly byPace: Readonly<Record<Pace, number>>; readonly median: Wait; readonly ninety: Wait } | undefined;
  readonly open: Readonly<Record<Age, number>>;
  /** Enrolled companies that have not signed the agreement, and reminders of it (M10) from today on. */
  readonly unsigned: number;
  readonly reminders: Readonly<Record<Due, number>>;
};

type ByDay<T> = ReadonlyMap<string, T>;

export async function statsOf(deps: Deps, period: Period): Promise<Stats> {
  const now = deps.clock();
  const [{ days, ever }, openedOn] = await Promise.all([talliesSince(deps, dayOf(plus(now, -LONGEST * DAY))), daysOfOpenReviews(deps)]);
  const inPeriod = [...days].filter(([day]) => daysFrom(day, now) < period).map(([, tally]) => tally);
  const sum = inPeriod.length > 0 ? sumOf(inPeriod) : undefined;
  return {
    since: ever?.since,
    steps: stepsIn(sum), ever: stepsIn(ever),
    waits: sum && waitsIn(sum.waits),
    open: openedOn ? byAge(openedOn, total(openedOn.values()), now) : byAge(waitingSince(days, 'review'), waitingIn(ever, 'review'), now),
    unsigned: Math.max(0, waitingIn(ever, 'signature')),
    reminders: remindersOf(waitingSince(days, 'signature'), deps, now),
  };
}

/** A day that a faster clock has begun is today. */
const daysFrom = (day: string, now: Instant): number => Math.max(0, (Date.parse(dayOf(now)) - Date.parse(day)) / DAY);
const total = (counts: Iterable<number>): number => [...counts].reduce((sum, count) => sum + count, 0);

/** How many there are of each; what is of none of them is left out. */
function grouped<Name extends string>(names: readonly Name[], counted: readonly (readonly [Name | undefined, number])[]): Readonly<Record<Name, number>> {
  const all = names.map((name) => [name, total(counted.filter(([of]) => of === name).map(([, count]) => count))]);
  return Object.fromEntries(all) as Record<Name, number>; // one for each name
}

const stepsIn = (tally: Tally | undefined): Steps => Object.fromEntries(funnelSteps.map((step) => [step, tally?.steps[step] ?? 0])) as Steps; // one for each step
const waitingIn = (tally: Tally | undefined, queue: Queue): number => (tally?.entered[queue] ?? 0) - (tally?.left[queue] ?? 0);
const waitingSince = (days: ByDay<Tally>, queue: Queue): ByDay<number> => new Map([...days].map(([day, tally]) => [day, waitingIn(tally, queue)]));

/** The shards put together. One query: each day has at most so many documents, however much was counted. */
async function talliesSince({ store, directory }: Deps, day: string): Promise<{ readonly days: ByDay<Tally>; readonly ever: Tally | undefined }> {
  const limit = (LONGEST + 3) * SHARDS; // the days, one more at either end for clocks that differ, and what was ever counted
  const found = await store.page({ partition: homeOf(directory.operatorTenant), list: lists.tallies, after: day, limit });
  const byDay = Map.groupBy(found, ({ sort = '' }) => sort.slice(0, sort.indexOf('|')));
  const days = new Map([...byDay].map(([name, shards]) => [name, sumOf(shards.map(({ body }) => tallySchema.parse(body)))]));
  const ever = days.get(EVER);
  days.delete(EVER);
  return { days, ever };
}

/** How many of the open reviews were opened on which day, where they are few enough to be looked at one by one. */
async function daysOfOpenReviews({ store, directory }: Deps): Promise<ByDay<number> | undefined> {
  const found = await store.page({ partition: homeOf(directory.operatorTenant), list: lists.reviews, limit: MOST_REVIEWS + 1 });
  if (found.length > MOST_REVIEWS) return undefined;
  const byDay = Map.groupBy(found, ({ body }) => dayOf(caseLineSchema.parse(body).openedAt));
  return new Map([...byDay].map(([day, reviews]) => [day, reviews.length]));
}

/** `all` of them: what is younger than a week is among the days that were read, and the rest is older. */
function byAge(days: ByDay<number>, all: number, now: Instant): Stats['open'] {
  const { today, days: some, week } = grouped(ages, [...days].map(([day, count]) => [ageAfter(daysFrom(day, now)), Math.max(0, count)])); // the row that is late may be the one of who came
  return { today, days: some, week, older: Math.max(0, all - today - some - week) };
}

/** Companies that wait for their signature since the same day are reminded on the same days. */
function remindersOf(unsigned: ByDay<number>, { rules }: Deps, now: Instant): Stats['reminders'] {
  const today = Date.parse(dayOf(now));
  return grouped(dues, [...unsigned].flatMap(([day, companies]) =>
    reminderTimes(toInstant(new Date(day)), rules).map((at) => [dueIn((Date.parse(at) - today) / DAY), Math.max(0, companies)] as const)));
}

function waitsIn(waits: readonly number[]): Stats['waits'] {
  const decisions = total(waits);
  if (decisions === 0) return undefined;
  const byPace = grouped(paces, waits.map((count, place) => [paceWithin(waitEdges[place] ?? Infinity), count]));
  return { byPace, median: quantile(waits, decisions * 0.5), ninety: quantile(waits, decisions * 0.9) };
}

/** The upper end of the class in which the wait of this rank is: never a guess of where in it. */
export function quantile(waits: readonly number[], rank: number): Wait {
  let below = 0;
  for (const [place, count] of waits.entries()) {
    below += count;
    if (below < rank) continue;
    const edge = waitEdges[place];
    return edge === undefined ? { milliseconds: Math.max(...waitEdges), isMore: true } : { milliseconds: edge, isMore: false };
  }
  throw new Error(`There is no wait of rank ${rank}`);
}
