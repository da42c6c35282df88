/** Every turn, message or click: inbound → who → route → dispatch → reply. The SDK's ActivityHandler is not used, because its invoke answers and its un-awaited tail are traps (teams-platform §14). */

import type { ConversationState, TurnContext } from 'botbuilder-core';
import type { Deps } from '../src/app/deps.ts';
import type { Person } from '../src/app/documents.ts';
import { setLanguage } from '../src/app/people.ts';
import type { PersonActor } from '../src/core/actor.ts';
import { createChat } from './chat.ts';
import { isSpanish } from './commands/parse.ts';
import { commands } from './commands/table.ts';
import type { Log } from './log.ts';
import type { Post } from './outbox/post.ts';
import { sendInvokeReceipt, sendInvokeReply, sendReplies } from './reply.ts';
import { dispatch } from './turn/dispatch.ts';
import { identify } from './turn/identity.ts';
import type { Inbound } from './turn/inbound.ts';
import { readInbound } from './turn/inbound.ts';
import type { Route } from './turn/route.ts';
import { route } from './turn/route.ts';
import { languageOf } from './turn/locale.ts';
import type { PersonalChat, Reply, TurnCtx } from './turn/turnCtx.ts';
import { textReply } from './turn/turnCtx.ts';
import { viewNeeds } from './views.ts';
import { t } from './words.ts';

export type Handler = (context: TurnContext) => Promise<void>;
export type HandlerDeps = { readonly deps: Deps; readonly conversation: ConversationState; readonly log: Log; readonly post: Post };

/** Where a turn keeps its correlation id, for the exit that catches what it throws. */
export const CORRELATION = Symbol('correlation');

export function createHandler({ deps, conversation, log, post }: HandlerDeps): Handler {
  const chat = createChat(conversation);

  return async (context) => {
    const correlation = deps.newId();
    context.turnState.set(CORRELATION, correlation);
    const inbound = readInbound(context.activity);
    if (inbound.kind === 'malformed') {
      log.info({ correlation, type: context.activity.type }, 'malformed activity');
      const language = languageOf(context.activity.locale) ?? 'en';
      if (inbound.isInvoke) await sendInvokeReply(context, textReply(t(language, 'commands.unknownButton')));
      return;
    }
    if (inbound.kind === 'ignored') return;
    const { actor: speaker, person, timeZone } = await identify(deps, inbound);
    const actor = await inTheirWords(deps, speaker, person, inbound);
    const ctx: TurnCtx = {
      deps, commands, viewNeeds, actor, language: actor.language, timeZone, who: inbound.who, where: inbound.where, repliesTo: inbound.repliesTo, personal: personalChat(person, post),
      correlation, activityId: inbound.id,
    };
    // A refresh that draws itself only shows; it can never be a decision (teams-platform §4.3).
    const chosen: Route = inbound.kind === 'click' && inbound.automatic && !inbound.verb.startsWith('show.') ? { kind: 'unknownVerb' } : route(inbound, commands);
    log.info({ correlation, tenant: actor.tenant, person: actor.id, kind: chosen.kind, ...named(chosen) }, 'turn');

    if (inbound.kind === 'click' && inbound.by === 'invoke') {
      const [reply, ...others] = await dispatch(ctx, chosen, person);
      await sendReplies(context, others);
      return await sendInvokeReply(context, reply ?? textReply(t(ctx.language, 'commands.unknownButton')));
    }
    if (inbound.kind === 'file') {
      await sendReplies(context, await dispatch(ctx, chosen, person));
      return await sendInvokeReceipt(context);
    }
    const turn = { ctx, send: async (reply: Reply) => await sendReplies(context, [reply]) };
    const isPersonal = inbound.where.kind === 'personal';
    if (isPersonal && chosen.kind === 'talk' && await chat.talk(context, turn)) return;
    const replies = await dispatch(ctx, chosen, person);
    const [reply, ...others] = replies;
    const opens = isPersonal && isOpening(chosen) && reply;
    if (opens) await chat.open(context, turn, { reply });
    await sendReplies(context, opens ? others : replies);
  };
}

/** [DESIGN] who has not chosen a language and writes Spanish reads Spanish from now on, also where the client says English, as the Playground's always does. */
async function inTheirWords(deps: Deps, actor: PersonActor, person: Person, inbound: Inbound): Promise<PersonActor> {
  if (inbound.kind !== 'text' || person.language || actor.language === 'es' || !isSpanish(inbound.text, commands)) return actor;
  await setLanguage(deps, actor, 'es');
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
