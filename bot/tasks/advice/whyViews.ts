/** `/why`: why an order for a customer cannot be placed; without saying for which, the customers to choose from. How the answer looks is in whyScreens.ts. */

import { customersOf } from '../../../src/app/customers.ts';
import { customerSeen } from '../../../src/app/customerSeen.ts';
import { sideOf } from '../../../src/app/partners.ts';
import { md } from '../../cards/escape.ts';
import type { Asked } from '../../commands/list.ts';
import { askedIn, listReply } from '../../commands/list.ts';
import { refusalReply } from '../../errors.ts';
import { countryName } from '../../format.ts';
import type { CardData } from '../../turn/inbound.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import type { View } from '../../view.ts';
import { t } from '../../words.ts';
import { customerMeant } from '../customers/customerViews.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';
import { whyReply } from './whyScreens.ts';

// Customers are not talked about in a channel.
export const whyViews = {
  'show.why': { needs: 'P07', where: 'personal', run: async (ctx, data) => await whyOf(ctx, data) },
} as const satisfies Record<string, View>;

/** By its id, or the only one found; otherwise those found, each of which leads here. */
export async function explain(ctx: TurnCtx, name: string): Promise<Reply> {
  const meant = await customerMeant(ctx, name);
  return 'seen' in meant ? await whyReply(ctx, meant.seen) : await whomPage(ctx, { ...meant, cursor: undefined });
}

/** The same answer for somebody else's customer and for none (INV-56). */
async function whyOf(ctx: TurnCtx, data: CardData): Promise<Reply> {
  const typed = data.input['customer'];
  if (typed === undefined) return await whomPage(ctx, askedIn(data));
  const id = partnerIn(typed);
  const seen = id && await customerSeen(ctx.deps, ctx.actor, id);
  return seen ? await whyReply(ctx, seen) : refusalReply(ctx, noPartner(typed));
}

async function whomPage(ctx: TurnCtx, asked: Asked): Promise<Reply> {
  const { deps, actor, language } = ctx;
  return await listReply(ctx, {
    verb: 'show.why',
    title: t(language, 'advice.whom.title'),
    subtitle: (search) => (search === '' ? t(language, 'advice.whom.subtitle') : t(language, 'customers.list.found', { search: md(search) })),
    empty: (search) => t(language, search === '' ? `customers.list.empty.${sideOf(actor)}` : 'customers.list.foundNone'),
    page: async (search, after) => await customersOf(deps, actor.tenant, { search, after }),
    row: ({ customer, name, country }) => ({ name, subtitle: countryName(language, country), verb: 'show.why', data: { customer } }),
    extra: [{ title: t(language, 'advice.button.customers'), verb: 'show.customers', data: {} }],
  }, asked);
}
