/** Help and menu, built from the command table: what this person may do, here. */

import { can } from '../../src/rules/permissions.ts';
import type { JsonObject } from '../cards/load.ts';
import { md } from '../cards/escape.ts';
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

/** The way on for whoever wrote something that is no command; what was written is quoted back by the text above it. */
export function showMenu(ctx: TurnCtx, said?: string): Reply {
  const { language } = ctx;
  const other = language === 'es' ? 'en' : 'es';
  const buttons: JsonObject[] = [
    ...(ctx.where.kind === 'personal' && !ctx.actor.programmeAdmin ? [button(ctx, 'enrol', 'show.enrolment'), button(ctx, 'status', 'show.status')] : []),
    ...(can(ctx.actor, 'R01') ? [button(ctx, 'reviews', 'show.reviews')] : []),
    button(ctx, 'help', 'show.help'),
    { title: t(language, 'commands.menu.language'), verb: 'set.language', data: { language: other } },
  ];
  const intro = said ? t(language, 'commands.unknown', { said: md(said.slice(0, 80)) }) : t(language, 'commands.menu.intro');
  return cardReply(render('common/menu', language, { title: t(language, 'commands.menu.title'), intro, buttons }));
}

function button({ language }: TurnCtx, name: 'enrol' | 'status' | 'reviews' | 'help', verb: string): JsonObject {
  return { title: t(language, `commands.menu.${name}`), verb, data: {} };
}
