/** The programme's figures: before the first enrolment, in the middle of the work, and with more of it than can be looked at one by one. */

import type { CardName } from '../../bot/cards/load.ts';
import { showStats } from '../../bot/commands/stats.ts';
import type { TurnCtx } from '../../bot/turn/turnCtx.ts';
import { count } from '../../src/app/stats.ts';
import { DAY, HOUR } from '../../src/core/time.ts';
import type { Counted } from '../../src/tasks/statsDoc.ts';
import { ago, cast, contoso } from '../support/world.ts';
import type { Sample } from './draw.ts';
import { reviewsOf } from './stage.ts';

type Note = Partial<Counted> & Pick<Counted, 'at'>;

/** What the outbox brings. */
async function counted(ctx: TurnCtx, notes: readonly Note[]): Promise<void> {
  for (const [place, note] of notes.entries()) {
    await count(ctx.deps, { tenant: contoso.id, counted: { steps: [], entered: {}, left: {}, ...note }, delivery: `row-${place}` });
  }
}

const work: readonly Note[] = [
  { at: ago(40 * DAY), steps: ['begun'] }, { at: ago(20 * DAY), steps: ['begun'] }, { at: ago(19 * DAY), steps: ['discarded'] }, { at: ago(9 * DAY), steps: ['begun'] },
  { at: ago(8 * DAY), steps: ['submitted'] }, { at: ago(8 * DAY), steps: ['reviewed'], entered: { review: ago(8 * DAY) } },
  { at: ago(5 * DAY), steps: ['approved'], left: { review: ago(8 * DAY) }, entered: { signature: ago(5 * DAY) } }, { at: ago(HOUR), steps: ['rejected'], left: { review: ago(6 * HOUR) } },
  { at: ago(HOUR), steps: ['submitted', 'short', 'active'] },
];
/** More than are looked at one by one, of which each of the four ages has its share. */
const crowd: readonly Note[] = Array.from({ length: 120 }, (_note, place) => ({ at: ago((place % 4) * 3 * DAY), steps: ['reviewed'], entered: { review: ago((place % 4) * 3 * DAY) } }));

const figures = (days: string, prepare: (ctx: TurnCtx) => Promise<void>): Sample => ({
  viewer: cast.reviewer,
  reply: async (ctx) => {
    await prepare(ctx);
    return await showStats(ctx, days);
  },
});

export const statsSamples = {
  'stats/stats': {
    'nothing yet': figures('', async () => {}),
    'the usual period': figures('30', async (ctx) => { await counted(ctx, work); await reviewsOf(ctx, 3, 'Contoso Iberia'); }),
    'a week': figures('7', async (ctx) => await counted(ctx, work)),
    'a crowd': figures('90', async (ctx) => { await counted(ctx, crowd); await reviewsOf(ctx, 101, 'Contoso Iberia'); }),
    'a wait of months': figures('90', async (ctx) => await counted(ctx, [{ at: ago(0), steps: ['approved'], left: { review: ago(100 * DAY) } }])),
    'another period': figures('12', async (ctx) => await counted(ctx, work)),
    'reminders on each day': figures('30', async (ctx) => await counted(ctx, [1, 6, 7, 21, 28].map((days) => ({ at: ago(days * DAY), entered: { signature: ago(days * DAY) } })))),
  },
} as const satisfies Partial<Record<CardName, Readonly<Record<string, Sample>>>>;
