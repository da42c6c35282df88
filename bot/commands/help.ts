/** Help and menu, built from the command table: what this person may do, here. */

import { searchTerm } from '../../src/app/search.ts';
import { can } from '../../src/rules/permissions.ts';
import { md } from '../cards/escape.ts';
import type { CardName, JsonObject, JsonValue } from '../cards/load.ts';
import { isObject } from '../cards/load.ts';
import type { AdaptiveCard, Banner } from '../cards/render.ts';
import { render } from '../cards/render.ts';
import type { CommandFacts, Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply, commandGroups } from '../turn/turnCtx.ts';
import { t, words } from '../words.ts';
import type { FlagProblem } from './parse.ts';
import { nameTerm, namesOf } from './parse.ts';
import type { CommandRow, Flag } from './row.ts';

/** The same question that is asked when the command runs (style.md H8). */
export function mayRun(ctx: Pick<TurnCtx, 'actor'>, row: CommandFacts): boolean {
  return row.needs === undefined || can(ctx.actor, row.needs);
}

const isFor = ({ actor }: TurnCtx, { of }: CommandFacts): boolean => of === undefined || of === (actor.tenantKind === 'provider' ? 'provider' : 'company');

/** `/help <word>`: how the command of that name is used, or which of the reader's commands are about the word, in either language; all of them where none is. */
export function helpAbout(ctx: TurnCtx, typed: string, table: readonly CommandRow[]): Reply {
  const term = searchTerm(typed);
  if (term === '') return showHelp(ctx);
  const named = table.find((row) => namesOf(row).includes(nameTerm(typed)));
  if (named) return showUsage(ctx, named);
  const found = table.filter((row) => isListed(ctx, row) && isAbout(row, term));
  const banner = { style: 'accent', text: t(ctx.language, found.length > 0 ? 'commands.help.found' : 'commands.help.foundNone', { about: typed.slice(0, 80) }) } as const;
  return showHelp(ctx, { banner, ...(found.length > 0 ? { only: found } : {}) });
}

/** Words that begin like what was typed: "order" is in "orders", and "me" is not in "agreement". */
function isAbout({ name, spanish, aliases }: CommandRow, term: string): boolean {
  const texts = [name, ...spanish, ...aliases, ...Object.values(words['commands']?.[`${name}.about`] ?? {})];
  return texts.some((text) => ` ${searchTerm(text)}`.includes(` ${term}`));
}

const isListed = (ctx: TurnCtx, row: CommandFacts): boolean => mayRun(ctx, row) && isFor(ctx, row);

/** Where others read along, what is answered elsewhere stands apart. */
export function showHelp(ctx: TurnCtx, { only, banner }: { readonly only?: readonly CommandFacts[]; readonly banner?: Banner } = {}): Reply {
  const { language, where } = ctx;
  const mine = only ?? ctx.commands.filter((row) => isListed(ctx, row));
  const isHere = (row: CommandFacts): boolean => where.kind === 'personal' || row.where === 'anywhere';
  const sections = [
    ...commandGroups.map((group) => ({ title: t(language, `commands.help.group.${group}`), note: '', rows: mine.filter((row) => row.group === group && isHere(row)) })),
    { title: t(language, 'commands.help.private'), note: t(language, 'commands.help.privateNote'), rows: mine.filter((row) => !isHere(row)) },
  ];
  return cardReply(render('commands/help', language, {
    isPart: only !== undefined,
    sections: sections.filter(({ rows }) => rows.length > 0).map(({ title, note, rows }) => ({
      title, note, rows: rows.map(({ name }) => ({ usage: md(t(language, `commands.${name}.usage`)), about: t(language, `commands.${name}.about`) })), // angle brackets in an example are no markup
    })),
  }, { banner }));
}

/** How a command is used, and what was wrong about the way in which it was: a flag, or words that it cannot do without. */
export function showUsage({ language }: TurnCtx, row: CommandRow, problem?: FlagProblem | 'words'): Reply {
  const flagName = ({ name, spanish }: Flag): string => (language === 'es' ? spanish[0] ?? name : name);
  const wrong = problem === 'words' ? undefined : problem;
  const known = row.flags?.find(({ name }) => wrong?.kind === 'badValue' && name === wrong.flag);
  const banner: Banner | undefined = wrong && { style: 'attention', text: t(language, `commands.${wrong.kind}`, { flag: known ? flagName(known) : wrong.flag.slice(0, 30) }) };
  const usage = t(language, `commands.${row.name}.usage`);
  return cardReply(render('common/message', language, {
    title: md(problem === 'words' ? t(language, 'commands.badArgument', { usage }) : usage),
    text: t(language, `commands.${row.name}.about`),
    facts: (row.flags ?? []).map((flag) => ({ title: `--${flagName(flag)}`, value: t(language, `commands.flag.${flag.name}`) })),
    button: { title: t(language, 'common.button.help'), verb: 'show.help' },
  }, { banner }));
}

/**
 * The way on for whoever says hello, or something that is no command. These cards bind nothing, so that a bot that has just started answers
 * without loading the template engine first.
 */
export function showMenu(ctx: TurnCtx, said?: string): Reply {
  const { language } = ctx;
  const banner = said ? { style: 'accent', text: t(language, 'commands.unknown', { said: said.slice(0, 80) }) } as const : undefined;
  return cardReply(withoutRefused(ctx, render(menuOf(ctx), language, {}, { banner })));
}

function menuOf({ actor, where }: TurnCtx): CardName {
  if (can(actor, 'R01')) return 'commands/menuReviewer';
  if (actor.tenantKind === 'provider') return 'commands/menuProvider';
  return where.kind === 'personal' ? 'commands/menuPartner' : 'commands/menu';
}

/** INV-57: a button whose view would be refused is not offered; the same question is asked again when one is pressed. */
function withoutRefused({ actor, viewNeeds }: TurnCtx, card: AdaptiveCard): AdaptiveCard {
  const isOpen = (action: JsonValue): boolean => {
    const needs = isObject(action) ? viewNeeds(String(action['verb'])) : undefined;
    return needs === undefined || can(actor, needs);
  };
  const actions: JsonObject['actions'] = Array.isArray(card['actions']) ? card['actions'].filter(isOpen) : [];
  return { ...card, actions };
}
