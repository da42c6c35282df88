/** Help and menu, built from the command table: what this person may do, here. */

import { can } from '../../src/rules/permissions.ts';
import type { CardName } from '../cards/load.ts';
import { render } from '../cards/render.ts';
import type { CommandFacts, Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply } from '../turn/turnCtx.ts';
import { t } from '../words.ts';

/** The same question that is asked when the command runs (style.md H8). */
export function mayRun(ctx: Pick<TurnCtx, 'actor'>, row: CommandFacts): boolean {
  return row.needs === undefined || can(ctx.actor, row.needs);
}

export function showHelp(ctx: TurnCtx): Reply {
  const { language } = ctx;
  const rows = ctx.commands.filter((row) => mayRun(ctx, row) && (row.where === 'anywhere' || ctx.where.kind === 'personal'));
  return cardReply(render('common/message', language, {
    title: t(language, 'commands.help.title'),
    text: t(language, 'commands.help.intro'),
    facts: rows.map(({ name }) => ({ title: t(language, `commands.${name}.usage`), value: t(language, `commands.${name}.about`) })),
  }));
}

export function showUsage(ctx: TurnCtx, row: CommandFacts): Reply {
  const { language } = ctx;
  return cardReply(render('common/message', language, {
    title: t(language, `commands.${row.name}.usage`),
    text: t(language, `commands.${row.name}.about`),
    facts: [],
  }));
}

/**
 * The way on for whoever says hello, or something that is no command. These cards bind nothing, so that a bot that has just started answers
 * without loading the template engine first.
 */
export function showMenu(ctx: TurnCtx, said?: string): Reply {
  const { language } = ctx;
  const banner = said ? { style: 'accent', text: t(language, 'commands.unknown', { said: said.slice(0, 80) }) } as const : undefined;
  return cardReply(render(menuOf(ctx), language, {}, banner ? { banner } : {}));
}

function menuOf({ actor, where }: TurnCtx): CardName {
  if (can(actor, 'R01')) return 'commands/menuReviewer';
  return where.kind === 'personal' && actor.tenantKind !== 'provider' ? 'commands/menuPartner' : 'commands/menu';
}
