/** `/why <customer>`: why an order for a customer cannot be placed. How the answer looks is in whyScreens.ts. */

import { customerSeen } from '../../../src/app/customerSeen.ts';
import { refusalReply } from '../../errors.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import type { View } from '../../view.ts';
import { named } from '../customers/customerViews.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';
import { whyReply } from './whyScreens.ts';

// Customers are not talked about in a channel.
export const whyViews = {
  'show.why': { needs: 'P07', where: 'personal', run: async (ctx, { input }) => await whyOf(ctx, input['customer']) },
} as const satisfies Record<string, View>;

/** By its id, or the only one found; otherwise the list as that search leaves it. */
export const explain = async (ctx: TurnCtx, name: string): Promise<Reply> => await named(ctx, name, (seen) => whyReply(ctx, seen));

/** The same answer for somebody else's customer and for none (INV-56). */
async function whyOf(ctx: TurnCtx, typed: string | undefined): Promise<Reply> {
  const id = partnerIn(typed);
  const seen = id && await customerSeen(ctx.deps, ctx.actor, id);
  return seen ? await whyReply(ctx, seen) : refusalReply(ctx, noPartner(typed));
}
