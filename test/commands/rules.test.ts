/** `/rules`: every setting on one page with its words, what differs from the profile, and who may read them. */

import { describe, expect, it } from '@jest/globals';
import { pages, settingsOf, showRules } from '../../bot/commands/rules.ts';
import type { Reply } from '../../bot/turn/turnCtx.ts';
import { show } from '../../bot/views.ts';
import { languages } from '../../src/core/actor.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import type { Rules } from '../../src/rules/settings.ts';
import { defaultRules, rulesSchema } from '../../src/rules/settings.ts';
import { buttonsOf, sheetOf } from '../cards/buttons.ts';
import { eachWorld } from '../support/deps.ts';
import { cast } from '../support/world.ts';
import { ctxFor } from '../turn/support.ts';

const world = eachWorld();
const names = Object.keys(pages) as (keyof typeof pages)[]; // the keys of `pages`
const ctx = (rules: Rules = defaultRules, actor: PersonActor = cast.reviewer) => ctxFor({ ...world().deps, rules }, { ...actor, language: 'en' });
const shown = (reply: Reply): string => (reply.kind === 'card' ? JSON.stringify(reply.card) : reply.text);

describe('the pages', () => {
  it('§9 hold every setting, each on one of them', () => {
    const groups = names.flatMap((name) => [...pages[name]]);
    expect(groups.toSorted()).toEqual(Object.keys(defaultRules).filter((key) => key !== 'version' && key !== 'profile').toSorted());
    for (const name of names) {
      const card = shown(showRules(ctx(), name));
      expect(pages[name].flatMap((group) => settingsOf(defaultRules, group)).filter((setting) => !card.includes(`(${setting})`))).toEqual([]);
    }
  });

  it.each(languages)('fit on a card with room to spare, in %s', (language) => {
    const sizes = names.map((name) => shown(showRules({ ...ctx(), language }, name)).length * 2); // UTF-16
    expect(Math.max(...sizes)).toBeLessThan(28 * 1024 * 0.9);
  });

  it('each lead to all others', () => {
    for (const name of names) {
      const reply = showRules(ctx(), name);
      const led = reply.kind === 'card' ? buttonsOf(sheetOf(reply.card)).filter(({ verb }) => verb === 'show.rules').map(({ data }) => data['page']) : [];
      expect(led).toEqual(names.filter((other) => other !== name));
    }
  });

  it('a page that there is none of is the first', () => {
    expect(shown(showRules(ctx(), 'nowhere'))).toBe(shown(showRules(ctx(), 'enrolment')));
  });
});

describe('a value', () => {
  it('is marked where the programme set it otherwise than its profile, and nowhere else', () => {
    const marks = (rules: Rules) => shown(showRules(ctx(rules), 'customers')).match(/set by this programme/g)?.length ?? 0;
    expect([marks(defaultRules), marks(rulesSchema.parse({ profile: 'docs-2023' })), marks(rulesSchema.parse({ profile: 'docs-2023', invitation: { ttlDays: 30 }, customerRemoval: { delegatedAdmin: 'retain' } }))]).toEqual([0, 0, 2]);
  });

  it('is said in words, and the profile with it', () => {
    const card = shown(showRules(ctx(rulesSchema.parse({ profile: 'seed-2019' })), 'partners'));
    expect(card).toContain('Profile seed-2019');
    expect(card).toMatch(/the public cloud.*US Government/);
  });
});

it('§9 O02 is for admins of partners and of the programme; nobody else reads them by a button either', async () => {
  const read = async (actor: PersonActor) => shown(await show(ctx(defaultRules, actor), 'show.rules', { id: '', rev: undefined, input: { page: 'selling' } })).includes('(commerce.profile)');
  const readers = [cast.reviewer, cast.globalAdmin, cast.adminAgent, cast.salesAgent, cast.employee];
  expect(await Promise.all(readers.map(read))).toEqual([true, true, true, false, false]);
});
