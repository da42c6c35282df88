/** Every turn, message or click: inbound → who → route → dispatch → reply. The SDK's ActivityHandler is not used, because its invoke answers and its un-awaited tail are traps (teams-platform §14). */

import type { ConversationState, TurnContext } from 'botbuilder-core';
import { readingOnce } from '../src/app/ahead.ts';
import type { Deps } from '../src/app/deps.ts';
import type { Person } from '../src/app/documents.ts';
import { setLanguage } from '../src/app/people.ts';
import type { PersonActor } from '../src/core/actor.ts';
import type { Chat } from './chat.ts';
import { isSpanish } from './commands/parse.ts';
import { commands } from './commands/table.ts';
import type { Asking, SignInInbound, TeamsSignIn } from './entra/teamsSignIn.ts';
import { resumed, sendSignInStatus, wordsOf } from './entra/teamsSignIn.ts';
import type { Begun } from './invoke.ts';
import { answerInvoke } from './invoke.ts';
import type { Log } from './log.ts';
import type { Post } from './outbox/post.ts';
import { sendInvokeReceipt, sendInvokeReply, sendReplies, sendTyping } from './reply.ts';
import { readsOf } from './tasks/clicks.ts';
import { dispatch } from './turn/dispatch.ts';
import type { Alarm } from './turn/inTime.ts';
import { FIRST_SIGN, meanwhile, timerAlarm } from './turn/inTime.ts';
import { identify, takeLeave } from './turn/identity.ts';
import type { Inbound, Who } from './turn/inbound.ts';
import { readInbound } from './turn/inbound.ts';
import type { Route } from './turn/route.ts';
import { route } from './turn/route.ts';
import { languageOf } from './turn/locale.ts';
import type { PersonalChat, Reply, TurnCtx } from './turn/turnCtx.ts';
import { textReply } from './turn/turnCtx.ts';
import type { Unfinished } from './unfinished.ts';
import { viewNeeds } from './views.ts';
import { t } from './words.ts';

export type Handler = (context: TurnContext) => Promise<void>;
export type HandlerDeps = { readonly deps: Deps; readonly conversation: ConversationState; readonly log: Log; readonly post: Post; readonly unfinished: Unfinished; readonly alarm?: Alarm; /** Where directory roles are proved in Teams. */ readonly roles?: TeamsSignIn | undefined };

/** Where a turn keeps its correlation id, for the exit that catches what it throws. */
export const CORRELATION = Symbol('correlation');

export function createHandler({ deps, conversation, log, post, unfinished, alarm = timerAlarm, roles }: HandlerDeps): Handler {
  let opened: Chat | undefined; // most turns have no use for it
  const chat = async (): Promise<Chat> => opened ??= (await import('./chat.ts')).createChat(conversation);
  const begin = beginning({ deps, log, post });

  return (context) => deps.telemetry.turn(turn, context, deps.newId());

  async function turn(context: TurnContext, correlation: string): Promise<void> {
    context.turnState.set(CORRELATION, correlation);
    const inbound = readInbound(context.activity);
    deps.telemetry.about({ kind: inbound.kind });
    if (inbound.kind === 'malformed') {
      log.info({ correlation, type: context.activity.type }, 'malformed activity');
      const language = languageOf(context.activity.locale) ?? 'en';
      if (inbound.isInvoke) await sendInvokeReply(context, textReply(t(language, 'commands.unknownButton')));
      return;
    }
    if (inbound.kind === 'ignored') return;
    if (inbound.kind === 'removed') return await takeLeave(deps, inbound);
    await (inbound.kind === 'signIn' ? goOn(context, inbound, correlation) : answer(context, inbound, correlation));
  }

  async function answer(context: TurnContext, inbound: Heard, correlation: string): Promise<void> {
    const begun = begin(inbound, correlation, roles?.during(context));
    if (inbound.kind === 'file' || (inbound.kind === 'click' && inbound.by === 'invoke')) return await answerInvoke(context, { kind: inbound.kind, begun, alarm, unfinished, log, telemetry: deps.telemetry, correlation });
    const ring = (): void => void sendTyping(context).catch((error: unknown) => log.warn({ correlation, err: error }, 'nobody could be told that it goes on'));
    await meanwhile(answerMessage(context, chat, begun), { alarm, limit: FIRST_SIGN, ring });
  }

  /** Somebody has (or has not) proved who they are: what they asked for before is answered now. */
  async function goOn(context: TurnContext, inbound: SignInInbound, correlation: string): Promise<void> {
    if (!roles) return await sendInvokeReceipt(context);
    const finished = await roles.finish(context, inbound, correlation);
    await sendSignInStatus(context, roles, inbound, finished);
    log.info({ correlation, tenant: inbound.who.tenant, person: inbound.who.id, kind: inbound.answer.kind, outcome: finished.kind }, 'sign-in');
    if (finished.kind === 'proved' && finished.said) return await answer(context, resumed(inbound, finished.said), correlation);
    const words = wordsOf(inbound, finished);
    if (!words) return;
    const { ctx } = await begin(inbound, correlation);
    await sendReplies(context, [textReply(t(ctx.language, `commands.signIn.${words}`))]);
  }
}

type Heard = Extract<Inbound, { readonly who: Who }>;

/** For all turns alike. */
function beginning({ deps: shared, log, post }: Pick<HandlerDeps, 'deps' | 'log' | 'post'>) {
  return async function begin(inbound: Heard, correlation: string, asking?: Asking): Promise<Begun> {
    // A refresh that draws itself only shows; it can never be a decision (teams-platform §4.3).
    const chosen: Route = inbound.kind === 'click' && inbound.automatic && !inbound.verb.startsWith('show.') ? { kind: 'unknownVerb' } : route(inbound, commands);
    const deps = readingOnce(shared, chosen.kind === 'event' ? readsOf(shared, chosen, inbound.who) : []);
    const { actor: speaker, person, timeZone } = await identify(deps, inbound);
    const actor = await inTheirWords(deps, speaker, person, inbound);
    const ctx: TurnCtx = {
      deps, commands, viewNeeds, actor, language: actor.language, timeZone, who: inbound.who, where: inbound.where, repliesTo: inbound.repliesTo, personal: personalChat(person, post),
      correlation, activityId: inbound.id,
    };
    const about = { kind: chosen.kind, ...named(chosen) };
    deps.telemetry.about({ ...about, tenantKind: actor.tenantKind });
    log.info({ correlation, tenant: actor.tenant, person: actor.id, ...about }, 'turn');
    const instead = await asking?.instead(ctx, chosen, inbound);
    if (instead === 'known') return await begin(inbound, correlation, asking);
    return { ctx, chosen: instead ? { kind: 'question', reply: instead } : chosen, person };
  };
}

async function answerMessage(context: TurnContext, chat: () => Promise<Chat>, begun: Promise<Begun>): Promise<void> {
  const { ctx, chosen, person } = await begun;
  const turn = { ctx, send: async (reply: Reply) => await sendReplies(context, [reply]) };
  const isPersonal = ctx.where.kind === 'personal';
  if (isPersonal && chosen.kind === 'talk' && await (await chat()).talk(context, turn)) return;
  const replies = await dispatch(ctx, chosen, person);
  const [reply, ...others] = replies;
  const opens = isPersonal && isOpening(chosen) && reply;
  if (opens) await (await chat()).open(context, turn, { reply });
  await sendReplies(context, opens ? others : replies);
}

/** [DESIGN] who has not chosen a language and writes Spanish reads Spanish from now on, also where the client says English, as the Playground's always does. */
async function inTheirWords(deps: Deps, actor: PersonActor, person: Person, inbound: Inbound): Promise<PersonActor> {
  if (inbound.kind !== 'text' || person.language || actor.language === 'es' || !isSpanish(inbound.text, commands)) return actor;
  await setLanguage(deps, actor, { language: 'es' });
  return { ...actor, language: 'es' };
}

function personalChat({ address }: Person, post: Post): PersonalChat | undefined {
  if (!address) return undefined;
  const { user: _user, ...where } = address;
  return { where: { kind: 'personal', ...where }, post: async (card) => { await post.create(address, card); } };
}

const isOpening = (chosen: Route): boolean => chosen.kind === 'command' && chosen.parsed.kind === 'command' && chosen.parsed.row.name === 'enrol';

function named(chosen: Route): Readonly<Record<string, string>> {
  if (chosen.kind === 'event') return { event: `${chosen.task}.${chosen.event}` };
  if (chosen.kind === 'command') return { command: chosen.parsed.row.name };
  return chosen.kind === 'view' ? { view: chosen.verb } : {};
}
