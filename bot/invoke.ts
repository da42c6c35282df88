/** How a click is answered: by what came of it, or, when that takes too long, by a word that it goes on; the answer then comes as a message. An invoke is never left without an answer (teams-platform §4, §7). */

import type { TurnContext } from 'botbuilder-core';
import type { Person } from '../src/app/documents.ts';
import type { Telemetry } from '../src/app/telemetry.ts';
import type { Log } from './log.ts';
import { sendInvokeReceipt, sendInvokeReply, sendReplies } from './reply.ts';
import { dispatch } from './turn/dispatch.ts';
import type { Alarm } from './turn/inTime.ts';
import { INVOKE_DEADLINE, inTime } from './turn/inTime.ts';
import type { Happened } from './turn/late.ts';
import { oweFault, oweLate } from './turn/late.ts';
import { languageOf } from './turn/locale.ts';
import type { Route } from './turn/route.ts';
import type { Reply, TurnCtx } from './turn/turnCtx.ts';
import { textReply } from './turn/turnCtx.ts';
import type { Unfinished } from './unfinished.ts';
import { t } from './words.ts';

/** Who speaks, and what they want. */
export type Begun = { readonly ctx: TurnCtx; readonly chosen: Route; readonly person: Person };

/** `kind`: what was clicked, a button of a card, or of the question whether a file may be saved. */
export type Invoke = { readonly kind: 'click' | 'file'; readonly begun: Promise<Begun>; readonly alarm: Alarm; readonly unfinished: Unfinished; readonly log: Log; readonly telemetry: Telemetry; readonly correlation: string };

export async function answerInvoke(context: TurnContext, invoke: Invoke): Promise<void> {
  const { kind, begun, alarm, unfinished, log, telemetry, correlation } = invoke;
  const work = dispatched(begun);
  const ready = await inTime(work, { alarm, limit: INVOKE_DEADLINE });
  if (!ready) {
    log.warn({ correlation }, 'a click is answered late');
    telemetry.about({ outcome: 'late' });
    void unfinished.add(finishLate(invoke, work));
    const known = await Promise.race([begun, undefined]);
    const language = known?.ctx.language ?? languageOf(context.activity.locale) ?? 'en';
    return kind === 'file' ? await sendInvokeReceipt(context) : await sendInvokeReply(context, textReply(t(language, 'commands.stillWorking')));
  }
  const { ctx, replies } = ready;
  if (kind === 'file') {
    await sendReplies(context, replies);
    return await sendInvokeReceipt(context);
  }
  const [reply, ...others] = replies;
  await sendReplies(context, others);
  await sendInvokeReply(context, reply ?? textReply(t(ctx.language, 'commands.unknownButton')));
}

type Dispatched = Begun & { readonly replies: readonly Reply[]; readonly happened: Happened | undefined };

/** Without the SDK's context, which ends with the request: this may go on after that. */
async function dispatched(begun: Promise<Begun>): Promise<Dispatched> {
  const { ctx, chosen, person } = await begun;
  let happened: Happened | undefined;
  const replies = await dispatch({ ...ctx, heard: (what) => { happened = what; } }, chosen, person);
  return { ctx, chosen, person, replies, happened };
}

/** Whoever was told that it goes on hears how it ended. What they asked for is committed or not, whatever becomes of the answer. */
async function finishLate({ begun, log, telemetry, correlation }: Invoke, work: Promise<Dispatched>): Promise<void> {
  await work.then(
    async ({ ctx, chosen, replies: [reply], happened }) => await oweLate(ctx, { route: chosen, happened, reply }),
    async (error: unknown) => {
      telemetry.fault('late');
      log.error({ correlation, err: error }, 'turn failed after its time');
      await oweFault((await begun).ctx);
    },
  ).catch((error: unknown) => log.error({ correlation, err: error }, 'a late answer could not be written down'));
}
