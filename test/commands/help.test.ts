/** Help and menu: for each role and place exactly what may be run there, by the same question that is asked when it runs (style.md H8, H11). */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { plain } from '../../bot/cards/escape.ts';
import { isObject } from '../../bot/cards/load.ts';
import type { JsonObject } from '../../bot/cards/load.ts';
import { showHelp, showMenu, showUsage } from '../../bot/commands/help.ts';
import { commands } from '../../bot/commands/table.ts';
import { dispatch } from '../../bot/turn/dispatch.ts';
import type { PersonalChat, Reply, TurnCtx } from '../../bot/turn/turnCtx.ts';
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
const usages = (card: JsonObject): readonly string[] => [...JSON.stringify(card).matchAll(/"text":("\/(?:[^"\\]|\\.)*")/g)].map(([, usage = '']) => plain(JSON.parse(usage) as string)); // of what is a text there

/** Which refusal meets a command, if any. */
async function refusal(ctx: TurnCtx, name: string): Promise<string | undefined> {
  const row = commands.find((candidate) => candidate.name === name);
  if (!row) throw new Error(`No command ${name}`);
  const person = { v: 1 as const, tenant: ctx.actor.tenant, id: ctx.actor.id, name: ctx.actor.name, lastLanguage: ctx.language, toldNoPlace: true };
  const [reply] = await dispatch(ctx, { kind: 'command', parsed: { kind: 'command', row: { ...row, run: async () => ({ kind: 'text', text: 'ran' }) }, said: { words: [], flags: {} } } }, person);
  const text = reply?.kind === 'text' ? reply.text : '';
  return text === 'ran' || text === t(ctx.language, 'commands.whispered') ? undefined : text;
}

/** The person's own chat, as somebody who speaks in a channel has one. */
const personal: PersonalChat = { where: places.personal, post: async () => {} };

describe.each(roles)('help for the role %s', (_role, actor) => {
  it.each(['personal', 'groupChat', 'channel'] as const)('lists in a %s what this person may run and has a use for, and nothing else', async (where) => {
    const ctx = ctxFor(world().deps, actor, { where: places[where], personal });
    const running: string[] = [];
    const useless = actor.tenantKind === 'provider' ? ['enrol', 'status', 'accept', 'invite', 'invitations'] : ['add-customer', 'add-subscription', 'request', 'resellers', 'reseller', 'credit', 'support-contact', 'licences'];
    for (const { name } of commands) if (!useless.includes(name) && await refusal(ctx, name) === undefined) running.push(words['commands']?.[`${name}.usage`]?.[ctx.language] ?? '');
    expect(new Set(usages(cardOf(showHelp(ctx))))).toEqual(new Set(running));
    expect(running).toContain('/ayuda');
  });
});

describe('help in a channel', () => {
  it('says of what is private that it is answered in the personal chat', () => {
    const { body } = cardOf(showHelp(ctxFor(world().deps, cast.globalAdmin, { where: places.channel })));
    const sections = Array.isArray(body) ? body.filter(isObject).map((section) => JSON.stringify(section)) : [];
    const apart = sections.find((section) => section.includes(t('es', 'commands.help.privateNote')));
    expect(apart).toContain('/quiensoy');
    expect(apart).not.toContain('/proveedores');
    expect(JSON.stringify(cardOf(showHelp(ctxFor(world().deps, cast.globalAdmin))))).not.toContain(t('es', 'commands.help.privateNote'));
  });
});

describe('a command that may not be run', () => {
  it('R01 names the permission', async () => {
    expect(await refusal(ctxFor(world().deps, cast.globalAdmin), 'reviews')).toContain('(GEN-01)');
    expect(await refusal(ctxFor(world().deps, cast.reviewer), 'reviews')).toBeUndefined();
  });

  it('says where to ask when it is private and the personal chat is not known', async () => {
    expect(await refusal(ctxFor(world().deps, cast.globalAdmin, { where: places.channel }), 'status')).toBe(t('es', 'commands.noChat'));
  });
});

describe('the menu', () => {
  it.each<readonly [string, PersonActor, keyof typeof places, readonly string[]]>([
    ['a Global admin', cast.globalAdmin, 'personal', ['show.next', 'show.enrolment', 'show.partners', 'show.customers', 'show.users', 'show.help']],
    ['a sales agent', cast.salesAgent, 'personal', ['show.next', 'show.enrolment', 'show.partners', 'show.customers', 'show.help']],
    ['an employee', cast.employee, 'personal', ['show.next', 'show.enrolment', 'show.help']],
    ['a company in a channel', cast.globalAdmin, 'channel', ['show.whoami', 'show.help', 'set.language']],
    ['a provider', cast.providerAdmin, 'personal', ['show.next', 'show.partners', 'show.customers', 'show.requests', 'show.help', 'set.language']],
    ['a provider in a channel', cast.providerAdmin, 'channel', ['show.next', 'show.partners', 'show.customers', 'show.requests', 'show.help', 'set.language']],
    ['an employee of a provider', { ...cast.providerAdmin, directoryRoles: [], roles: undefined }, 'personal', ['show.next', 'show.help', 'set.language']],
    ['a programme admin', cast.reviewer, 'personal', ['show.next', 'show.reviews', 'show.outbox', 'show.whoami', 'show.help', 'set.language']],
    ['a programme admin in a channel', cast.reviewer, 'channel', ['show.next', 'show.reviews', 'show.outbox', 'show.whoami', 'show.help', 'set.language']],
  ])('INV-57 has for %s the buttons that lead somewhere', (_who, actor, where, verbs) => {
    const menu = cardOf(showMenu(ctxFor(world().deps, actor, { where: places[where] })));
    expect(buttonsOf(sheetOf(menu)).map(({ verb }) => verb)).toEqual(verbs);
  });

  it.each([['es', 'en', 'In English'], ['en', 'es', 'En español']] as const)('INV-65 is one tap away from the other language, in that language: %s', (language, other, title) => {
    for (const card of [cardOf(showHelp(ctxFor(world().deps, cast.employee, { language }))), cardOf(showMenu(ctxFor(world().deps, cast.providerAdmin, { language })))]) {
      expect(buttonsOf(sheetOf(card)).at(-1)).toMatchObject({ verb: 'set.language', data: { language: other } });
      expect(JSON.stringify(card)).toContain(title);
    }
  });

  it.each(['menu', 'menuPartner', 'menuProvider', 'menuReviewer'])('%s binds nothing, so that a bot that has just started answers at once', (name) => {
    const template = readFileSync(new URL(`../../cards/commands/${name}.json`, import.meta.url), 'utf8');
    const keys = [...template.matchAll(/"@([\w.]+)"/g)].map(([, key = '']) => key);
    expect(keys.length).toBeGreaterThan(2);
    expect([template, ...keys.map((key) => JSON.stringify(Object.values(words['commands']?.[key] ?? {})))].filter((text) => /\$\{|\{\w+\}/.test(text))).toEqual([]);
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
      const shown = JSON.stringify(cardOf(showUsage(ctxFor(world().deps, cast.employee, { language }), row))).replaceAll('\\"', '"').replaceAll('\\\\<', '<');
      expect(shown).toContain(words['commands']?.[`${row.name}.usage`]?.[language]);
      expect(shown).toContain(words['commands']?.[`${row.name}.about`]?.[language]);
    }
  });

  it.each([['unknownFlag', 'Este comando no tiene --color'], ['missingValue', 'Falta un valor detrás de --color']] as const)('says what was wrong: %s', (kind, said) => {
    const row = commands.find(({ name }) => name === 'providers');
    const card = row && cardOf(showUsage(ctxFor(world().deps, cast.employee), row, { kind, flag: 'color' }));
    expect(JSON.stringify(card)).toContain(said);
    expect(JSON.stringify(card)).toContain('--país');
  });

  it('names the flag whose value means nothing as its reader writes it', async () => {
    const row = commands.find(({ name }) => name === 'add-user');
    const answer = await row?.run(ctxFor(world().deps, cast.employee), { words: ['ana@contoso.es'], flags: { agent: 'sales', admin: 'emperor' } });
    expect(answer).toEqual({ kind: 'badValue', flag: 'admin' });
    expect(row && JSON.stringify(cardOf(showUsage(ctxFor(world().deps, cast.employee), row, { kind: 'badValue', flag: 'admin' })))).toContain('No entiendo lo que hay después de --administrador.');
  });
});
