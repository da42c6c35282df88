/** `/stats`: the programme's figures as charts, where Teams shows them, and always as tables. What they are is src/app/statsShown.ts; nothing is changed here. */

import type { Period, Stats, Wait } from '../../src/app/statsShown.ts';
import { ages, dues, paces, periods, statsOf } from '../../src/app/statsShown.ts';
import type { Language } from '../../src/core/actor.ts';
import { funnelSteps } from '../../src/tasks/statsDoc.ts';
import type { JsonObject } from '../cards/load.ts';
import type { Banner } from '../cards/render.ts';
import { render } from '../cards/render.ts';
import { date, list, number, span } from '../format.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply } from '../turn/turnCtx.ts';
import type { View } from '../view.ts';
import type { Key } from '../words.ts';
import { t } from '../words.ts';

const USUAL: Period = 30;

/** @param asked what was typed ("7 days" as well), or what a button says: with anything else, the card says which periods there are. */
export async function showStats({ deps, language }: TurnCtx, asked: string): Promise<Reply> {
  const known = periods.find((days) => asked.split(' ').includes(String(days)));
  const period = known ?? USUAL;
  const stats = await statsOf(deps, period);
  const ofPeriod = stats.since ? [funnel(language, stats, period), waits(language, stats)] : [];
  return cardReply(render('stats/stats', language, {
    title: t(language, 'stats.title', { days: period }),
    note: stats.since ? t(language, 'stats.note', { since: date(language, stats.since, 'UTC') }) : t(language, 'stats.empty'),
    sections: [...ofPeriod, openReviews(language, stats), ...(stats.since ? [signatures(language, stats)] : [])],
    periods: periods.map((days) => ({ title: t(language, 'stats.button.period', { days }), days: String(days) })),
  }, { banner: known === undefined && asked !== '' ? noPeriod(language) : undefined }));
}

export const statsViews = {
  'show.stats': { needs: 'R01', run: async (ctx, { input }) => await showStats(ctx, input['days'] ?? '') },
} as const satisfies Record<string, View>;

const noPeriod = (language: Language): Banner => ({ style: 'warning', text: t(language, 'stats.noPeriod', { periods: list(language, periods.map(String)), usual: USUAL }) });

type Counted = readonly [name: Key, count: number];
type Chart = readonly { readonly x: string; readonly y: number }[];

/** Four bars at most: some clients draw no more. Nothing is no picture. */
const chart = (language: Language, bars: readonly Counted[]): Chart => (bars.some(([, count]) => count > 0) ? bars.map(([name, y]) => ({ x: t(language, name), y })) : []);

/** Of a table: the name on the left, and its figures on the right. */
const row = (language: Language, name: Key, ...counts: readonly number[]): JsonObject => ({ name: t(language, name), figures: counts.map((count) => ({ text: number(language, count) })) });

const fact = (language: Language, title: Key, value: string): JsonObject => ({ title: t(language, title), value });

/** The table has more than the chart: steps beside the way, and what was ever counted. */
function funnel(language: Language, { steps, ever }: Stats, days: Period): JsonObject {
  const { begun, submitted, approved, short, active } = steps;
  return {
    title: t(language, 'stats.funnel.title'),
    bars: chart(language, [['stats.bar.begun', begun], ['stats.bar.submitted', submitted], ['stats.bar.enrolled', approved + short], ['stats.bar.active', active]]),
    by: t(language, 'stats.funnel.by'),
    figures: [{ text: t(language, 'stats.button.period', { days }) }, { text: t(language, 'stats.funnel.ever') }],
    rows: funnelSteps.map((step) => row(language, `stats.step.${step}`, steps[step], ever[step])),
    facts: [],
  };
}

function waits(language: Language, { waits: waited }: Stats): JsonObject {
  const said = ({ milliseconds, isMore }: Wait): string => t(language, isMore ? 'stats.waits.more' : 'stats.waits.less', { time: span(language, milliseconds) });
  return {
    ...groups(language, 'waits', paces.map((pace) => [`stats.waits.${pace}`, waited?.byPace[pace] ?? 0])),
    facts: waited ? [fact(language, 'stats.waits.median', said(waited.median)), fact(language, 'stats.waits.ninety', said(waited.ninety))] : [],
  };
}

const openReviews = (language: Language, { open }: Stats): JsonObject => ({ ...groups(language, 'open', ages.map((age) => [`stats.open.${age}`, open[age]])), facts: [] });

function signatures(language: Language, { unsigned, reminders }: Stats): JsonObject {
  return {
    ...groups(language, 'reminders', dues.map((due) => [`stats.reminders.${due}`, reminders[due]])),
    facts: [fact(language, 'stats.reminders.unsigned', number(language, unsigned))],
  };
}

/** A chart and a table of the same, with their sum; words where there is nothing. */
function groups(language: Language, part: 'waits' | 'open' | 'reminders', counted: readonly Counted[]): JsonObject {
  const title = t(language, `stats.${part}.title`);
  const all = counted.reduce((sum, [, count]) => sum + count, 0);
  if (all === 0) return { title, none: t(language, `stats.${part}.none`), bars: [], rows: [] };
  return {
    title,
    bars: chart(language, counted),
    by: t(language, `stats.${part}.by`),
    figures: [{ text: t(language, `stats.${part}.count`) }],
    rows: counted.map(([name, count]) => row(language, name, count)),
    all: number(language, all),
  };
}
