/** Which changes of an enrolment count in the programme's figures: told from the document before and after, so that no row has to think of it. The counters are src/app/stats.ts. */

import type { Outgoing, Row, Step } from '../core/machine.ts';
import type { Instant } from '../core/time.ts';
import type { Enrolment } from './enrolmentDoc.ts';
import { isEnrolled } from './enrolmentDoc.ts';
import { outgoing } from './outgoing.ts';
import type { Counted, FunnelStep, Queue } from './statsDoc.ts';
import { funnelSteps, queues } from './statsDoc.ts';

/** `after` is undefined where the draft was erased. */
type Change = { readonly before: Enrolment; readonly after: Enrolment | undefined };

const steps: Readonly<Record<FunnelStep, (change: Change) => boolean>> = {
  begun: ({ before, after }) => before.state === 'NotStarted' && after !== undefined,
  discarded: ({ before, after }) => after === undefined && !before.submitted,
  submitted: ({ before, after }) => !before.submitted && after?.submitted !== undefined,
  reviewed: ({ before, after }) => !before.review && after?.review !== undefined,
  approved: ({ before, after }) => before.state === 'UnderReview' && isEnrolled(after),
  short: ({ before, after }) => before.state === 'DetailsShort' && isEnrolled(after),
  rejected: (change) => enters(change, 'Rejected'),
  withdrawn: (change) => enters(change, 'Withdrawn'),
  active: (change) => enters(change, 'Active'),
};

const enters = ({ before, after }: Change, state: Enrolment['state']): boolean => before.state !== state && after?.state === state;

/** Since when the company waits there; undefined while it does not. */
const waitingIn: Readonly<Record<Queue, (doc: Enrolment) => Instant | undefined>> = {
  review: ({ state, review }) => (state === 'UnderReview' ? review?.openedAt : undefined),
  signature: ({ state, since }) => (state === 'Qualified' ? since : undefined),
};

/** Who waits in `one` and not in `other`, with the time since when. */
const onlyIn = (one: Enrolment | undefined, other: Enrolment | undefined): Counted['entered'] => Object.fromEntries(queues.flatMap((queue) => {
  const since = one && waitingIn[queue](one);
  return since && !(other && waitingIn[queue](other)) ? [[queue, since]] : [];
}));

/** @returns nothing for what is not counted, such as every ordinary page of the form. */
export function countsOf(change: Change, now: Instant): readonly Outgoing[] {
  const { before, after } = change;
  const reached = funnelSteps.filter((step) => steps[step](change));
  const [entered, left] = [onlyIn(after, before), onlyIn(before, after)];
  const isNothing = reached.length === 0 && Object.keys({ ...entered, ...left }).length === 0;
  return isNothing ? [] : [outgoing('enrolmentCounted', { steps: reached, at: now, entered, left })];
}

type Rows = readonly Row<Enrolment>[];

/** The same events, each of which also owes what it counts, in the same commit. */
export const counting = (events: Readonly<Record<string, Rows>>): Readonly<Record<string, Rows>> => Object.fromEntries(Object.entries(events).map(([event, rows]) => [event, rows.map(counted)]));

function counted(row: Row<Enrolment>): Row<Enrolment> {
  return {
    ...row,
    run: (doc, input, world, raw) => {
      const step = row.run(doc, input, world, raw);
      const counts = countsOf({ before: doc, after: afterwards(doc, step, world.now) }, world.now);
      return counts.length === 0 ? step : { ...step, outbox: [...step.outbox ?? [], ...counts] };
    },
  };
}

function afterwards(doc: Enrolment, { to, set, erase }: Step<Enrolment>, now: Instant): Enrolment | undefined {
  if (erase) return undefined;
  const state = (to ?? doc.state) as Enrolment['state']; // a row names states of its document
  return { ...doc, ...set as Partial<Enrolment>, state, since: state === doc.state ? doc.since : now }; // what it removes is undefined here as well
}
