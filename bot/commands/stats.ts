/** `/stats`: the programme's figures as charts, where Teams shows them, and always as words. What they are is src/app/statsShown.ts; nothing is changed here. */

import type { Age, Period, Stats, Wait } from '../../src/app/statsShown.ts';
import { ages, periods, statsOf } from '../../src/app/statsShown.ts';
import { funnelSteps } from '../../src/tasks/statsDoc.ts';
import type { JsonObject } from '../cards/load.ts';
import { render } from '../cards/render.ts';
import { date, number, span } from '../format.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply } from '../turn/turnCtx.ts';
import type { View } from '../view.ts';
import type { Key } from '../words.ts';
import { t } from '../words.ts';

const USUAL: Period = 30;

/** @param asked what was typed, or what a button says: anything else than a period is the usual one. */
export async function showStats(ctx: TurnCtx, asked: string): Promise<Reply> {
  const { deps, language } = ctx;
  const period = periods.find((days) => String(days) === asked) ?? USUAL;
  const stats = await statsOf(deps, period);
  return cardReply(render('stats/stats', language, {
    title: t(language, 'stats.title', { days: period }),
    note: stats.since ? t(language, 'stats.note', { since: date(language, stats.since, 'UTC') }) : t(language, 'stats.empty'),
    isCounting: stats.since !== undefined,
    funnel: { bars: funnelBars(ctx, stats), facts: funnelFacts(ctx, stats) },
    waits: waitFacts(ctx, stats),
    open: openReviews(ctx, stats),
    signature: [fact(ctx, 'stats.signature.unsigned', number(language, stats.unsigned)), fact(ctx, 'stats.signature.reminders', number(language, stats.reminders))],
    periods: periods.map((days) => ({ title: t(language, 'stats.button.period', { days }), days: String(days) })),
  }));
}

export const statsViews = {
  'show.stats': { needs: 'R01', run: async (ctx, { input }) => await showStats(ctx, input['days'] ?? '') },
} as const satisfies Record<string, View>;

const fact = ({ language }: TurnCtx, title: Key, value: string): JsonObject => ({ title: t(language, title), value });

function funnelFacts(ctx: TurnCtx, { steps, ever }: Stats): readonly JsonObject[] {
  const { language } = ctx;
  return funnelSteps.map((step) => fact(ctx, `stats.step.${step}`, t(language, 'stats.both', { count: number(language, steps[step]), ever: number(language, ever[step]) })));
}

type Bar = { readonly x: string; readonly y: number };

/** Four bars at most: some clients draw no more. Nothing is no picture. */
const chart = (bars: readonly Bar[]): readonly Bar[] => (bars.some(({ y }) => y > 0) ? bars : []);

function funnelBars({ language }: TurnCtx, { steps: { begun, submitted, approved, short, active } }: Stats): readonly Bar[] {
  const bars = [['begun', begun], ['submitted', submitted], ['enrolled', approved + short], ['active', active]] as const;
  return chart(bars.map(([bar, y]) => ({ x: t(language, `stats.bar.${bar}`), y })));
}

const nameOf = (age: Age): Key => `stats.open.${age}`;

function openReviews(ctx: TurnCtx, { open }: Stats): JsonObject {
  const { language } = ctx;
  const all = ages.reduce((sum, age) => sum + open[age], 0);
  return {
    bars: chart(ages.map((age) => ({ x: t(language, nameOf(age)), y: open[age] }))),
    facts: [...ages.map((age) => fact(ctx, nameOf(age), number(language, open[age]))), fact(ctx, 'stats.open.all', number(language, all))],
  };
}

function waitFacts(ctx: TurnCtx, { waits }: Stats): readonly JsonObject[] {
  const { language } = ctx;
  if (!waits) return [];
  const wait = ({ milliseconds, isMore }: Wait): string => t(language, isMore ? 'stats.waits.more' : 'stats.waits.less', { time: span(language, milliseconds) });
  return [fact(ctx, 'stats.waits.decisions', number(language, waits.decisions)), fact(ctx, 'stats.waits.median', wait(waits.median)), fact(ctx, 'stats.waits.ninety', wait(waits.ninety))];
}
