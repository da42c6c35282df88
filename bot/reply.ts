/** Replies → activities. An invoke is always answered with HTTP 200 and an inner status, never with nothing (teams-platform §4, §14.1). */

import type { TurnContext } from 'botbuilder-core';
import type { FileCard, Reply } from './turn/turnCtx.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';

/** Text and card are never in one activity: Teams splits it, and neither can be edited later (teams-platform §2). */
export async function sendReplies(context: TurnContext, replies: readonly Reply[]): Promise<void> {
  for (const reply of replies) {
    await context.sendActivity(reply.kind === 'text'
      ? { type: 'message', text: reply.text, textFormat: 'plain' }
      : { type: 'message', attachments: [{ contentType: CARD, content: reply.card }] });
    await sendFile(context, reply);
  }
}

export async function sendInvokeReply(context: TurnContext, reply: Reply): Promise<void> {
  await sendFile(context, reply);
  const body = reply.kind === 'card'
    ? { statusCode: 200, type: CARD, value: reply.card }
    : { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: reply.text };
  await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
}

/** The answer to a file consent carries nothing: what there is to say comes as messages. */
export async function sendInvokeReceipt(context: TurnContext): Promise<void> {
  await context.sendActivity({ type: 'invokeResponse', value: { status: 200 } });
}

/** Shows that somebody was heard; it does not make a turn last longer (teams-platform §13). */
export async function sendTyping(context: TurnContext): Promise<void> {
  await context.sendActivity({ type: 'typing' });
}

async function sendFile(context: TurnContext, reply: Reply): Promise<void> {
  const file: FileCard | undefined = reply.kind === 'text' ? reply.file : undefined;
  if (file) await context.sendActivity({ type: 'message', attachments: [file] });
}
