/** Route → replies. Everything a person can say or click ends in one of these lines; what they may do is asked below, where it is done. */

import { isFirstTime } from '../../src/app/once.ts';
import { changePerson } from '../../src/app/people.ts';
import type { Person } from '../../src/app/documents.ts';
import { can } from '../../src/rules/permissions.ts';
import type { Parsed } from '../commands/parse.ts';
import type { CommandRow } from '../commands/row.ts';
import { mayRun, showMenu, showUsage } from '../commands/help.ts';
import { noPlaceNotice } from '../commands/approvals.ts';
import { answerFile } from '../commands/auditFile.ts';
import { importSent } from '../import/begin.ts';
import { answerImportFile, isImportFile } from '../import/results.ts';
import { click } from '../tasks/clicks.ts';
import { t } from '../words.ts';
import { show } from '../views.ts';
import type { SentFile } from './inbound.ts';
import { notAllowed } from './notAllowed.ts';
import { privately } from './privately.ts';
import type { Route } from './route.ts';
import type { Reply, TurnCtx } from './turnCtx.ts';
import { textReply } from './turnCtx.ts';

export async function dispatch(ctx: TurnCtx, route: Route, person: Person): Promise<readonly Reply[]> {
  const reply = await answer(ctx, route);
  const told = ['event', 'view', 'file'].includes(route.kind) ? undefined : await tellAboutPlaces(ctx, route, person);
  return [...(reply ? [reply] : []), ...(told ? [told] : [])];
}

async function answer(ctx: TurnCtx, route: Route): Promise<Reply | undefined> {
  switch (route.kind) {
    case 'event': return await click(ctx, route, route.data);
    case 'view': return await show(ctx, route.verb, route.data);
    case 'command': return await run(ctx, route.parsed);
    case 'sent': return await receive(ctx, route.file);
    case 'file': return await (isImportFile(route.answer.context) ? answerImportFile : answerFile)(ctx, route.answer);
    case 'greeting': return showMenu(ctx);
    case 'talk': return showMenu(ctx, route.text);
    case 'installed': return await greet(ctx);
    case 'unknownVerb': return textReply(t(ctx.language, 'commands.unknownButton'));
    case 'question': return route.reply;
    case 'ignored': return undefined;
  }
}

/** A file that is sent to the bot is one of many rows: nothing else is taken as a file. */
async function receive(ctx: TurnCtx, file: SentFile): Promise<Reply> {
  return can(ctx.actor, 'E04') ? await privately(ctx, async (own) => await importSent(own, file)) : await notAllowed(ctx, 'E04', '/import');
}

async function run(ctx: TurnCtx, parsed: Exclude<Parsed, { kind: 'none' }>): Promise<Reply> {
  const { language } = ctx;
  const { row } = parsed;
  if (parsed.kind === 'guess') return textReply(t(language, 'commands.didYouMean', { command: t(language, `commands.${row.name}.usage`) }));
  if (parsed.kind === 'usage') return showUsage(ctx, row, parsed.problem);
  if (!mayRun(ctx, row) && row.needs) return await notAllowed(ctx, row.needs, `/${row.name}`);
  const runIn = async (there: TurnCtx): Promise<Reply> => answered(there, row, await row.run(there, parsed.said));
  return row.where === 'personal' ? await privately(ctx, runIn) : await runIn(ctx);
}

function answered(ctx: TurnCtx, row: CommandRow, reply: Awaited<ReturnType<CommandRow['run']>>): Reply {
  if (reply === 'usage') return showUsage(ctx, row, 'words');
  return 'flag' in reply ? showUsage(ctx, row, reply) : reply;
}

/** A second delivery of the same installation greets nobody again. */
async function greet(ctx: TurnCtx): Promise<Reply | undefined> {
  const { deps, actor, activityId, where } = ctx;
  if (!await isFirstTime(deps, actor.tenant, { id: activityId, event: 'installed' })) return undefined;
  return where.kind === 'personal' ? await welcome(ctx) : showMenu(ctx);
}

/** A company's people meet the welcome page, everybody else the menu. */
async function welcome(ctx: TurnCtx): Promise<Reply> {
  const isStaff = ctx.actor.programmeAdmin || ctx.actor.tenantKind === 'provider';
  return isStaff ? showMenu(ctx) : await show(ctx, 'show.enrolment', { id: '', rev: undefined, input: {} });
}

/** Once for each programme admin, when they first talk to the bot in their own chat (issue A: no place configured, nobody is lost). */
async function tellAboutPlaces(ctx: TurnCtx, route: Route, person: Person): Promise<Reply | undefined> {
  if (!ctx.actor.programmeAdmin || person.toldNoPlace || route.kind === 'ignored') return undefined;
  if (route.kind === 'command' && route.parsed.row.name === 'approvals') return undefined;
  const notice = await noPlaceNotice(ctx);
  if (notice) await changePerson(ctx.deps, ctx.actor, { toldNoPlace: true });
  return notice;
}
