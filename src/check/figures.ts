/** The figures of /stats: what was ever counted is what was counted on the days, what the audit log tells, and no less than who waits. What of them the store cannot show: docs/check-store.md. */

import { isDeepStrictEqual } from 'node:util';
import type { AuditEntry } from '../app/documents.ts';
import type { Tally } from '../app/stats.ts';
import { EVER, sumOf } from '../app/stats.ts';
import type { FunnelStep, Queue } from '../tasks/statsDoc.ts';
import { queues } from '../tasks/statsDoc.ts';
import type { BodyOf } from './bodies.ts';
import type { Check, Seen, Whole } from './check.ts';
import { seen } from './check.ts';
import type { Found } from './inventory.ts';

const talliesIn = ({ inventory }: Whole) => inventory.all('tally').map(({ stored, doc }) => {
  const [day = '', shard = ''] = (stored.sort ?? '').split('|');
  return { stored, doc, day, shard };
});

/** Both are written in one commit, each shard by itself. */
function unsummed(whole: Whole): readonly Seen[] {
  return [...Map.groupBy(talliesIn(whole), ({ shard }) => shard).values()].flatMap((shard) => {
    const ever = shard.find(({ day }) => day === EVER);
    const days = shard.filter(({ day }) => day !== EVER).map(({ doc }) => doc);
    if (!ever) return shard.flatMap(({ stored }) => seen(stored, 'it is counted in no sum'));
    const sum = days.length > 0 ? sumOf(days) : undefined;
    return seen(ever.stored, isDeepStrictEqual(sum, ever.doc) ? undefined : `ever counted: ${told(ever.doc)}; on the days: ${told(sum)}`);
  });
}

const told = (tally: Tally | undefined): string => (tally ? JSON.stringify(tally) : 'nothing');

/** What was ever counted, in all shards; the findings about it are told of the first one. Undefined before anything was counted, and while something has still to be: until its row is gone, nobody can tell what is missing. */
function allCounted(whole: Whole): Found<Tally> | undefined {
  const ever = talliesIn(whole).filter(({ day }) => day === EVER);
  const isLate = whole.inventory.all('outbox').some(({ doc }) => doc.kind === 'enrolmentCounted'); // also one that was given up
  return ever[0] && !isLate ? { stored: ever[0].stored, doc: sumOf(ever.map(({ doc }) => doc)) } : undefined;
}

const isEnrolled = (state: string): boolean => state === 'Qualified' || state === 'Active';
const enters = (state: BodyOf<'enrolment'>['state']) => ({ before, after }: AuditEntry): boolean => before !== state && after === state;

/** The steps that the log tells by the states alone. */
const logged: Readonly<Partial<Record<FunnelStep, (entry: AuditEntry) => boolean>>> = {
  begun: ({ before, after }) => before === 'NotStarted' && after !== 'NotStarted',
  approved: ({ before, after }) => before === 'UnderReview' && isEnrolled(after),
  short: ({ before, after }) => before === 'DetailsShort' && isEnrolled(after),
  rejected: enters('Rejected'), withdrawn: enters('Withdrawn'), active: enters('Active'),
};

/** From the first thing counted on, every step is: what was done before that, an earlier program did. */
function miscounted(whole: Whole): readonly Seen[] {
  const counted = allCounted(whole);
  if (!counted) return [];
  const { stored, doc: { since, steps } } = counted;
  const entries = whole.history.entries.map(({ doc }) => doc).filter(({ task, outcome, at }) => task === 'enrolment' && outcome === 'done' && at >= since);
  return Object.entries(logged).flatMap(([step, isStep]) => {
    const [inLog, inFigures] = [entries.filter(isStep).length, steps[step] ?? 0];
    return seen(stored, inLog === inFigures ? undefined : `${step}: ${inFigures} were counted, and the log tells of ${inLog}`);
  });
}

const waitsIn: Readonly<Record<Queue, (doc: BodyOf<'enrolment'>) => string | undefined>> = {
  review: ({ state, review }) => (state === 'UnderReview' ? review?.openedAt : undefined),
  signature: ({ state, since }) => (state === 'Qualified' ? since : undefined),
};

/** Who came since counting began was counted. That somebody has left may not have been (docs/check-store.md), so more is no finding. */
function uncounted(whole: Whole): readonly Seen[] {
  const counted = allCounted(whole);
  if (!counted) return [];
  const { stored, doc: { since, entered, left } } = counted;
  return queues.flatMap((queue) => {
    const waiting = whole.inventory.all('enrolment').filter(({ doc }) => (waitsIn[queue](doc) ?? '') >= since).length;
    const inFigures = (entered[queue] ?? 0) - (left[queue] ?? 0);
    return seen(stored, waiting <= inFigures ? undefined : `${queue}: ${waiting} companies wait, and ${inFigures} were counted`);
  });
}

export const figureChecks: readonly Check[] = [
  { rule: 'stats', about: 'what was ever counted is the sum of the days', find: unsummed },
  { rule: 'stats', about: 'what was ever counted is what the log tells', find: miscounted },
  { rule: 'stats', about: 'who waits has been counted', find: uncounted },
];
