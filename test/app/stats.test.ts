/** The programme's counters and what is read from them: once for each row, the same from any shard, in any race, and at the same cost. */

import { describe, expect, it } from '@jest/globals';
import { homeOf, lists } from '../../src/app/homes.ts';
import type { PageQuery, Store } from '../../src/app/ports.ts';
import { SHARDS, count, tallySchema, waitEdges } from '../../src/app/stats.ts';
import type { Period } from '../../src/app/statsShown.ts';
import { quantile, statsOf } from '../../src/app/statsShown.ts';
import { checkStore } from '../../src/check/checkStore.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { DAY, HOUR, MINUTE, plus } from '../../src/core/time.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import type { Counted } from '../../src/tasks/statsDoc.ts';
import { reviewsOf } from '../cards/stage.ts';
import { eachWorld } from '../support/deps.ts';
import { NOW, ago, cast, contoso, operator, tenantNamed } from '../support/world.ts';
import { ctxFor } from '../turn/support.ts';

const world = eachWorld();
type Note = Partial<Counted>;
let rows = 0;
const counting = (note: Note, tenant: TenantId = contoso.id, delivery = `row-${++rows}`) => ({ tenant, delivery, counted: { steps: [], at: NOW, entered: {}, left: {}, ...note } });
const counts = async (note: Note, ...more: readonly [tenant?: TenantId, delivery?: string]) => await count(world().deps, counting(note, ...more));
const shown = async (period: Period = 30, rules = world().deps.rules) => await statsOf({ ...world().deps, rules }, period);
const tallies = async () => (await world().deps.store.page({ partition: homeOf(operator.id), list: lists.tallies, limit: 1_000 })).map(({ id, body }) => ({ id, tally: tallySchema.parse(body) }));
/** So many companies that no shard is without one. */
const companies = Array.from({ length: 40 }, (_company, place) => tenantNamed(`company-${place}`));

describe('counting', () => {
  it('sums over shards, of which a company is always in the same one', async () => {
    for (const company of companies) await counts({ steps: ['begun'] }, company);
    const ids = (await tallies()).map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith('tally:ever:'))).toHaveLength(SHARDS);
    await counts({ steps: ['submitted'] }, companies[0]);
    expect((await tallies()).map(({ id }) => id)).toEqual(ids);
    expect(await shown()).toMatchObject({ steps: { begun: 40, submitted: 1, approved: 0 }, ever: { begun: 40, submitted: 1 } });
  });

  it('counts a row once, however often and whenever it is delivered', async () => {
    await counts({ steps: ['begun'] }, contoso.id, 'the row');
    await counts({ steps: ['begun'] }, contoso.id, 'another row');
    world().clock.move(5 * MINUTE);
    await counts({ steps: ['begun'] }, contoso.id, 'the row');
    expect((await shown()).steps.begun).toBe(2);
  });

  it('loses nothing when two instances count in the same shard at the same moment', async () => {
    world().meanwhile.push(async () => await counts({ steps: ['begun'] }));
    await counts({ steps: ['begun'] });
    world().meanwhile.push(async () => await counts({ steps: ['submitted'] }), async () => await counts({ steps: ['begun'] }));
    await counts({ steps: ['begun'] });
    expect((await shown()).ever).toMatchObject({ begun: 4, submitted: 1 });
  });

  it('counts once when two instances count the same row at the same moment', async () => {
    world().meanwhile.push(async () => await counts({ steps: ['begun'] }, contoso.id, 'the row'));
    await counts({ steps: ['begun'] }, contoso.id, 'the row');
    expect((await shown()).ever.begun).toBe(1);
  });

  it('leaves the row to be tried again where others are faster five times, and then nothing is half counted', async () => {
    const crowded: Store = { ...world().deps.store, commit: async () => 'conflict' };
    await expect(count({ ...world().deps, store: crowded }, counting({ steps: ['begun'] }, contoso.id, 'the row'))).rejects.toThrow('5 times');
    await counts({ steps: ['begun'] }, contoso.id, 'the row');
    expect((await shown()).ever.begun).toBe(1);
  });

  it('keeps nothing of anybody: no company, no person, no case', async () => {
    await counts({ steps: ['begun'], entered: { review: NOW } });
    expect(JSON.stringify(await tallies())).not.toMatch(/contoso|ana|ENR/i);
    expect((await checkStore(world().deps.store)).findings.filter(({ rule }) => rule !== 'stats')).toEqual([]); // no log tells of what was counted here
  });
});

describe('a period', () => {
  it('§4.1 ends today and begins so many days ago, in UTC; what was counted ever goes on', async () => {
    for (const days of [0, 6, 7, 29, 30, 89, 90, 400]) await counts({ steps: ['begun'], at: ago(days * DAY) });
    const begun = async (period: Period) => (await shown(period)).steps.begun;
    expect([await begun(7), await begun(30), await begun(90)]).toEqual([2, 4, 6]);
    expect(await shown()).toMatchObject({ since: ago(400 * DAY), ever: { begun: 8 } });
  });

  it('of nothing is nothing', async () => {
    const open = { today: 0, days: 0, week: 0, older: 0 };
    const reminders = { today: 0, tomorrow: 0, week: 0 };
    expect(await shown()).toMatchObject({ since: undefined, steps: { begun: 0 }, ever: { active: 0 }, waits: undefined, open, unsigned: 0, reminders });
  });

  it('tells the time to a decision, approvals and rejections alike', async () => {
    for (let hours = 1; hours <= 10; hours++) await counts({ steps: [hours % 2 === 0 ? 'approved' : 'rejected'], left: { review: ago(hours * HOUR + MINUTE) } });
    await counts({ steps: ['withdrawn'], left: { review: ago(60 * DAY) } });
    const waits = (await shown()).waits;
    expect(waits?.byPace).toEqual({ day: 10, days: 0, week: 0, longer: 0 });
    expect(waits?.median).toEqual({ milliseconds: 8 * HOUR, isMore: false }); // one below 2 h, two below 4 h, four below 8 h: the fifth of ten is among those four
    expect(waits?.ninety).toEqual({ milliseconds: 12 * HOUR, isMore: false });
  });

  it('tells how many decisions took how long, to the minute', async () => {
    for (const wait of [0, DAY - MINUTE, DAY, 3 * DAY - MINUTE, 3 * DAY, 5 * DAY, 7 * DAY - MINUTE, 7 * DAY, 200 * DAY]) await counts({ steps: ['approved'], left: { review: ago(wait) } });
    expect((await shown()).waits?.byPace).toEqual({ day: 2, days: 2, week: 3, longer: 2 });
  });

  it('tells of the decisions of its own days, however long ago their reviews were opened', async () => {
    await counts({ steps: ['approved'], left: { review: ago(2 * DAY) } });
    await counts({ steps: ['rejected'], at: ago(7 * DAY), left: { review: ago(20 * DAY) } });
    expect([(await shown(7)).waits?.byPace, (await shown(30)).waits?.byPace]).toEqual([{ day: 0, days: 1, week: 0, longer: 0 }, { day: 0, days: 1, week: 0, longer: 1 }]);
  });
});

describe('a share of the waits', () => {
  it.each<[string, readonly number[], number, number, boolean]>([
    ['the only one', [0, 1], 0.5, 2, false], ['all in the first class', [4], 2, 1, false], ['the end of a class', [1, 1], 1, 1, false],
    ['past empty classes', [1, 0, 0, 0, 0, 1], 1.8, 24, false], ['beyond the last class', [...waitEdges.map(() => 0), 3], 1.5, 2160, true],
  ])('%s', (_title, waits, rank, hours, isMore) => {
    expect(quantile(waits, rank)).toEqual({ milliseconds: hours * HOUR, isMore });
  });
});

describe('open reviews', () => {
  const opened = async (days: number, times: number) => {
    for (let time = 0; time < times; time++) await counts({ entered: { review: ago(days * DAY) }, at: ago(days * DAY) }, companies[time % companies.length]);
  };

  it('are looked at one by one where they are few, whatever was counted', async () => {
    await reviewsOf(ctxFor(world().deps, cast.reviewer), 100, 'Contoso'); // the first for an hour, the last for a hundred, at noon
    await opened(3, 5);
    expect((await shown()).open).toEqual({ today: 12, days: 48, week: 40, older: 0 });
  });

  it('are counted where they are many, those of today as well as the oldest', async () => {
    await reviewsOf(ctxFor(world().deps, cast.reviewer), 101, 'Contoso');
    for (const [days, times] of [[0, 50], [2, 40], [6, 30], [7, 20], [300, 10]] as const) await opened(days, times);
    await counts({ left: { review: ago(300 * DAY) } }, companies[0]);
    await counts({ left: { review: ago(0) } }, companies[1]);
    expect((await shown(7)).open).toEqual({ today: 49, days: 40, week: 30, older: 29 });
  });

  it('that were opened before anything was counted are not taken away when they are decided', async () => {
    await reviewsOf(ctxFor(world().deps, cast.reviewer), 101, 'Contoso');
    const [before, after] = [ago(2 * HOUR), ago(HOUR)];
    await counts({ at: after, left: { review: before } });
    await counts({ at: after, entered: { review: after } });
    await counts({ left: { review: before } });
    expect((await shown()).open).toEqual({ today: 1, days: 0, week: 0, older: 0 });
    await counts({ entered: { review: before } }); // its form was to be changed, and then was not
    expect((await shown()).open.today).toBe(1);
  });
});

describe('agreements to be signed', () => {
  it('M10 are reminded of by the settings, four times each, and not when they are signed', async () => {
    for (const days of [1, 6, 7, 21, 28, 29]) await counts({ at: ago(days * DAY), entered: { signature: ago(days * DAY) } }); // 28 days ago: the last reminder is of today
    expect(await shown()).toMatchObject({ unsigned: 6, reminders: { today: 3, tomorrow: 1, week: 1 } });
    await counts({ left: { signature: ago(7 * DAY) } });
    expect(await shown()).toMatchObject({ unsigned: 5, reminders: { today: 2, tomorrow: 1, week: 1 } });
    const sooner = await shown(30, rulesSchema.parse({ mpa: { reminderDays: 3 } }));
    expect(sooner.reminders).toEqual({ today: 1, tomorrow: 0, week: 4 }); // two of those who could sign yesterday, in two and five days; three of those of six days ago, from today on
  });
});

it('the figures cost two pages, with nothing to count and with all there is', async () => {
  const asked: PageQuery[] = [];
  const watching: Store = { ...world().deps.store, page: async (query) => { asked.push(query); return await world().deps.store.page(query); } };
  const cost = async () => {
    asked.length = 0;
    world().quiet();
    await statsOf({ ...world().deps, store: watching }, 90);
    return { pages: asked.map(({ list, limit }) => [list, limit]), reads: world().traffic.reads.length, commits: world().traffic.commits.length };
  };
  const before = await cost();
  for (let day = 0; day < 120; day++) await counts({ steps: ['begun'], at: plus(NOW, -day * DAY) }, companies[day % companies.length]);
  await reviewsOf(ctxFor(world().deps, cast.reviewer), 110, 'Contoso');
  expect(await cost()).toEqual(before);
  expect(before).toEqual({ pages: [['tallies', 372], ['reviews', 101]], reads: 0, commits: 0 });
});
