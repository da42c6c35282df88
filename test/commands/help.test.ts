/** Help and menu: for each role and place exactly what may be run there, by the same question that is asked when it runs (style.md H8, H11). */

import { describe, expect, it } from '@jest/globals';
import { isObject } from '../../bot/cards/load.ts';
import type { JsonObject } from '../../bot/cards/load.ts';
import { showHelp, showMenu, showUsage } from '../../bot/commands/help.ts';
import { commands } from '../../bot/commands/table.ts';
import { dispatch } from '../../bot/turn/dispatch.ts';
import type { Reply, TurnCtx } from '../../bot/turn/turnCtx.ts';
import { t, words } from '../../bot/words.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import { buttonsOf, sheetOf } from '../cards/buttons.ts';
import { eachWorld } from '../support/deps.ts';
import { cast } from '../support/world.ts';
import { ctxFor, places } from '../turn/support.ts';

const world = eachWorld();
const { contact: _link, system: _timer, ...people } = cast;
const roles = Object.entries(people) as unknown as readonly (readonly [string, PersonActor])[]; // what is left of the cast are people

const cardOf = (reply: Reply): JsonObject => (reply.kind === 'card' ? reply.card : {});
const factTitles = (card: JsonObject): readonly unknown[] => JSON.stringify(card).match(/"title":"\/[^"]*"/g)?.map((found) => found.slice('"title":"'.length, -1)) ?? [];

/** Which refusal of permission or place meets a command, if any. */
async function refusal(ctx: TurnCtx, name: string): Promise<string | undefined> {
  const row = commands.find((candidate) => candidate.name === name);
  if (!row) throw new Error(`No command ${name}`);
  const person = { v: 1 as const, tenant: ctx.actor.tenant, id: ctx.actor.id, name: ctx.actor.name, lastLanguage: ctx.language, toldNoPlace: true };
  const [reply] = await dispatch(ctx, { kind: 'command', parsed: { kind: 'command', row: { ...row, run: async () => ({ kind: 'text', text: 'ran' }) }, words: [] } }, person);
  const text = reply?.kind === 'text' ? reply.text : '';
  return text === 'ran' ? undefined : text;
}

describe.each(roles)('help for the role %s', (_role, actor) => {
  it.each(['personal', 'groupChat', 'channel'] as const)('lists in a %s what runs there, and nothing else', async (where) => {
    const ctx = ctxFor(world().deps, actor, { where: places[where] });
    const running: string[] = [];
    for (const { name } of commands) if (await refusal(ctx, name) === undefined) running.push(words['commands']?.[`${name}.usage`]?.[ctx.language] ?? '');
    expect(factTitles(cardOf(showHelp(ctx)))).toEqual(running);
    expect(running).toContain('/ayuda');
  });
});

describe('a command that may not be run', () => {
  it('R01 names the permission', async () => {
    expect(await refusal(ctxFor(world().deps, cast.globalAdmin), 'reviews')).toContain('(GEN-01)');
    expect(await refusal(ctxFor(world().deps, cast.reviewer), 'reviews')).toBeUndefined();
  });

  it('is sent to the personal chat when it is about one company', async () => {
    expect(await refusal(ctxFor(world().deps, cast.globalAdmin, { where: places.channel }), 'status')).toBe(t('es', 'commands.notHere'));
  });
});

describe('the menu', () => {
  it.each<readonly [string, PersonActor, keyof typeof places, readonly string[]]>([
    ['a company', cast.globalAdmin, 'personal', ['show.enrolment', 'show.status', 'show.help', 'set.language']],
    ['an employee', cast.employee, 'personal', ['show.enrolment', 'show.status', 'show.help', 'set.language']],
    ['a company in a channel', cast.globalAdmin, 'channel', ['show.help', 'set.language']],
    ['a provider', cast.providerAdmin, 'personal', ['show.help', 'set.language']],
    ['a programme admin', cast.reviewer, 'personal', ['show.reviews', 'show.help', 'set.language']],
    ['a programme admin in a channel', cast.reviewer, 'channel', ['show.reviews', 'show.help', 'set.language']],
  ])('has for %s the buttons that lead somewhere', (_who, actor, where, verbs) => {
    const menu = cardOf(showMenu(ctxFor(world().deps, actor, { where: places[where] })));
    expect(buttonsOf(sheetOf(menu)).map(({ verb }) => verb)).toEqual(verbs);
  });

  it.each([['es', 'en', 'In English'], ['en', 'es', 'En español']] as const)('INV-65 offers the other language in that language: %s', (language, other, title) => {
    const menu = cardOf(showMenu(ctxFor(world().deps, cast.employee, { language })));
    expect(buttonsOf(sheetOf(menu)).at(-1)).toMatchObject({ verb: 'set.language', data: { language: other } });
    expect(JSON.stringify(menu)).toContain(title);
  });

  it('quotes what was not understood, cut short', () => {
    const { body } = cardOf(showMenu(ctxFor(world().deps, cast.employee), 'x'.repeat(100)));
    const [banner] = Array.isArray(body) ? body.filter(isObject) : [];
    expect(JSON.stringify(banner)).toContain(`«${'x'.repeat(80)}»`);
  });
});

describe('the usage of a command', () => {
  it.each(commands)('/$name says how it is written and what it is for, in both languages', (row) => {
    for (const language of ['en', 'es'] as const) {
      const shown = JSON.stringify(cardOf(showUsage(ctxFor(world().deps, cast.employee, { language }), row)));
      expect(shown).toContain(words['commands']?.[`${row.name}.usage`]?.[language]);
      expect(shown).toContain(words['commands']?.[`${row.name}.about`]?.[language]);
    }
  });
});
