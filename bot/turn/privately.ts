/** What is private is answered in the personal chat, and said so where it was asked for (issue B). What is answered comes in as a function. */

import { render } from '../cards/render.ts';
import { md } from '../cards/escape.ts';
import { t } from '../words.ts';
import type { Reply, TurnCtx } from './turnCtx.ts';
import { textReply } from './turnCtx.ts';

export async function privately(ctx: TurnCtx, answer: (own: TurnCtx) => Promise<Reply>): Promise<Reply> {
  if (ctx.where.kind === 'personal') return await answer(ctx);
  if (!ctx.personal) return textReply(t(ctx.language, 'commands.noChat'));
  const { where, post } = ctx.personal;
  const reply = await answer({ ...ctx, where, repliesTo: undefined });
  const card = reply.kind === 'card' ? reply.card : render('common/message', ctx.language, { title: 'Enlace', text: md(reply.text), facts: [] });
  return textReply(t(ctx.language, await posted(ctx, async () => await post(card)) ? 'commands.whispered' : 'commands.unreachable'));
}

/** The chat was closed, the bot was taken out of it, or the channel does not answer: the person hears it where they are, and nothing private is said there. */
async function posted({ deps, correlation }: TurnCtx, post: () => Promise<void>): Promise<boolean> {
  try {
    await post();
    return true;
  } catch (error) {
    deps.failed(error, correlation);
    return false;
  }
}
