/** How the outcome of what was done to a subscription is shown (WF-25). Who earns with it and who supports it have answers of their own. */

import type { SeenSubscription } from '../../../src/app/subscriptionSeen.ts';
import { subscriptionSeen } from '../../../src/app/subscriptionSeen.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { isCaseId } from '../../../src/core/ids.ts';
import type { Banner } from '../../cards/render.ts';
import { refusalReply } from '../../errors.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { isLink, linkAnswer } from '../access/accessLinks.ts';
import { externalAnswer, forgottenAnswer } from './external.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';
import { bannerOf, isStale, staleBanner } from '../banners.ts';
import { licencesReply, moreReply, upgradeReply } from './subscriptionForms.ts';
import { autoRenewWords, commerceOf, subscriptionReply } from './subscriptionScreens.ts';
import type { Answered, TaskUi } from '../ui.ts';

export const subscriptionUi: TaskUi = {
  // The card says which one, and the row whose it is: another partner's is not found (INV-56).
  locate: async (_ctx, { id, input: { customer: typed } }, event) => {
    const tenant = partnerIn(typed);
    const isPossible = event !== 'external' || isCaseId(id, 'SUB'); // a new one's number was drawn with its form
    return tenant && isPossible ? { tenant, target: id } : noPartner(id);
  },
  answer: async (ctx, answered) => {
    const { event, data, performed } = answered;
    if (isLink(event)) return await linkAnswer(ctx, event, answered);
    if (event === 'external') return await externalAnswer(ctx, answered);
    if (event === 'forget' && performed.kind !== 'refused') return await forgottenAnswer(ctx, answered);
    const error = performed.kind === 'refused' ? performed.error : undefined;
    const customer = partnerIn(data.input['customer']);
    const seen = customer && error?.code !== 'GEN-06' ? await subscriptionSeen(ctx.deps, ctx.actor, customer, data.id) : undefined;
    if (!seen) return refusalReply(ctx, error && error.code !== 'GEN-06' ? error : noPartner(data.id));
    return error ? await refused(ctx, seen, answered, error) : done(ctx, seen, answered);
  },
};

function done(ctx: TurnCtx, seen: SeenSubscription, { event, performed }: Answered): Reply {
  const banner = performed.kind === 'done' ? doneBanner(ctx, seen, event) : undefined;
  return event === 'rename' || event === 'setAutoRenew' ? moreReply(ctx, seen, { banner }) : subscriptionReply(ctx, seen, banner);
}

function doneBanner(ctx: TurnCtx, { doc }: SeenSubscription, event: string): Banner | undefined {
  switch (event) {
    case 'changeQuantity': case 'upgrade': case 'suspend': case 'reactivate': case 'cancel': case 'setAutoRenew': case 'rename':
      return { style: 'good', text: t(ctx.language, event === 'suspend' || event === 'reactivate' ? `subscriptions.banner.${event}.${commerceOf(ctx)}` : `subscriptions.banner.${event}`, { quantity: doc.quantity, value: autoRenewWords(ctx, doc) }) };
    default: return undefined;
  }
}

async function refused(ctx: TurnCtx, seen: SeenSubscription, { event, data: { input: typed } }: Answered, error: DomainError): Promise<Reply> {
  if (isStale(error)) return subscriptionReply(ctx, seen, staleBanner(ctx));
  if (error.code === 'GEN-01' || error.code === 'ORD-11' || error.code === 'CUS-16') return refusalReply(ctx, error);
  switch (event) {
    case 'changeQuantity': return await licencesReply(ctx, seen, { typed, error });
    case 'upgrade': return upgradeReply(ctx, seen, { typed, error });
    case 'rename': return moreReply(ctx, seen, { typed: { name: typed['name'] ?? '' }, error });
    default: return subscriptionReply(ctx, seen, bannerOf(ctx, error));
  }
}
