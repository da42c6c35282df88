/** How an order that was submitted, cancelled or given its purchase order is answered (WF-24): with the order as it is now, or with the page that can mend what was wrong. */

import { customerSeen } from '../../../src/app/customerSeen.ts';
import { relationshipOf } from '../../../src/app/customers.ts';
import { concernsOrder, orderRefs } from '../../../src/app/orders.ts';
import { refuse } from '../../../src/core/errors.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import type { Order } from '../../../src/tasks/orderDoc.ts';
import type { Banner } from '../../cards/render.ts';
import { refusalReply } from '../../errors.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import type { Key } from '../../words.ts';
import { t } from '../../words.ts';
import { orderCard } from './orderCard.ts';
import { begunAnew, isOrderNumber, readDraft } from './orderForm.ts';
import { resellerIn } from './orderScreens.ts';
import { already, orderRefused, reviewOf } from './orderViews.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';
import { bannerOf, isStale, staleBanner } from '../banners.ts';
import type { Answered, TaskUi } from '../ui.ts';

export const orderUi: TaskUi = {
  ahead: (deps, { id, input }, { event, who }) => {
    const customer = partnerIn(input['customer']);
    return customer && isOrderNumber(id) ? orderRefs(deps, who.tenant, { customer, id, event, reseller: resellerIn(input) }) : [];
  },
  // Whose customer it never was hears what is said of one that there is not (INV-56).
  locate: async ({ deps, actor }, { id, input: { customer: typed } }) => {
    const customer = partnerIn(typed);
    if (!customer || !await relationshipOf(deps, customer, actor.tenant)) return noPartner(typed);
    return isOrderNumber(id) ? { tenant: customer, target: id } : noPartner(id);
  },
  answer: async (ctx, answered) => {
    const { event, performed } = answered;
    const doc = performed.doc as Order | undefined; // perform read it with the order's schema
    if (doc && !concernsOrder(doc, ctx.actor.tenant)) return refusalReply(ctx, noPartner(doc.id)); // the number of a form is the number of somebody else's order
    if (performed.kind === 'refused') return await refused(ctx, doc, { ...answered, error: performed.error });
    if (!doc) return refusalReply(ctx, refuse('GEN-06', { what: answered.data.id }).error);
    return orderCard(ctx, doc, performed.kind === 'done' ? { banner: { style: 'good', text: t(ctx.language, bannerFor(event)) } } : {});
  },
};

function bannerFor(event: string): Key {
  switch (event) {
    case 'cancel': return 'orders.banner.cancel';
    case 'purchaseOrderGiven': return 'orders.banner.purchaseOrder';
    default: return 'orders.banner.submitted';
  }
}

type Refused = Answered & { readonly error: DomainError };

async function refused(ctx: TurnCtx, doc: Order | undefined, { event, data, error }: Refused): Promise<Reply> {
  if (doc && event === 'submit') return orderCard(ctx, doc, { banner: already(ctx) });
  if (doc) return orderCard(ctx, doc, { typed: data.input, error, banner: isStale(error) ? staleBanner(ctx) : bannerOf(ctx, error) });
  const customer = partnerIn(data.input['customer']);
  const seen = customer && event === 'submit' ? await customerSeen(ctx.deps, ctx.actor, customer) : undefined;
  if (!seen) return refusalReply(ctx, error.code === 'GEN-06' ? noPartner(data.id) : error);
  const draft = readDraft(ctx, data);
  const attested = data.input['attest'] === 'true';
  return error.code === 'GEN-02' ? await reviewOf(ctx, seen, begunAnew(ctx, draft), { banner: expired(ctx), attested }) : await orderRefused(ctx, seen, { draft, error, attested });
}

/** §4.7. */
export const expired = ({ language, deps }: TurnCtx): Banner => ({ style: 'accent', text: t(language, 'orders.banner.expired', { days: deps.rules.order.draftDays }) });
