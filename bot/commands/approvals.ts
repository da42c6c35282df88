/** `/approvals here`: makes this chat or channel a place where review cards go; `/approvals off` ends that. */

import { openReviews, placeCount } from '../../src/app/queries.ts';
import { addPlace, removePlace } from '../../src/app/places.ts';
import { md } from '../cards/escape.ts';
import { render } from '../cards/render.ts';
import { addressOf } from '../turn/identity.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply } from '../turn/turnCtx.ts';
import { t } from '../words.ts';

export async function approvals(ctx: TurnCtx, what: 'here' | 'off'): Promise<Reply> {
  const { deps, actor, where, who, language, activityId: delivery, correlation } = ctx;
  const change = what === 'here' ? addPlace : removePlace;
  const isPlace = await change(deps, { actor, address: addressOf(where, who), language, delivery, correlation });
  return isPlace ? await here(ctx) : await off(ctx);
}

async function here(ctx: TurnCtx): Promise<Reply> {
  const { language } = ctx;
  const count = await waitingCount(ctx);
  return menu(ctx, count === '0' ? t(language, 'commands.approvals.set') : `${t(language, 'commands.approvals.set')} ${t(language, 'commands.approvals.waiting', { count })}`);
}

async function off(ctx: TurnCtx): Promise<Reply> {
  const left = await placeCount(ctx.deps);
  return menu(ctx, t(ctx.language, left === 0 ? 'commands.approvals.offLast' : 'commands.approvals.off'));
}

function menu(ctx: TurnCtx, intro: string): Reply {
  const { language } = ctx;
  const buttons = [{ title: t(language, 'commands.menu.reviews'), verb: 'show.reviews', data: {} }];
  return cardReply(render('common/menu', language, { title: t(language, 'commands.approvals.title'), intro, buttons }));
}

/** What programme admins are told once, while reviews have no place to go to: nobody's request is lost, but somebody has to look. */
export async function noPlaceNotice(ctx: TurnCtx): Promise<Reply | undefined> {
  if (await placeCount(ctx.deps) > 0) return undefined;
  return menu(ctx, t(ctx.language, 'commands.approvals.noPlace', { count: md(await waitingCount(ctx)) }));
}

/** How many reviews are open, as far as one page tells: "25+" when there are more. */
async function waitingCount({ deps }: TurnCtx): Promise<string> {
  const { rows, next } = await openReviews(deps, '', undefined);
  return next ? `${rows.length}+` : String(rows.length);
}
