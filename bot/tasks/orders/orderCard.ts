/** The card of an order as its provider's people and those of the credited reseller see it (§4.7): what became of each line, and what may be done now. Nothing is read from lists and nothing is written. */

import { sideOf } from '../../../src/app/partners.ts';
import { can } from '../../../src/rules/permissions.ts';
import { writeLines } from '../../../src/rules/orderLines.ts';
import { mayOrder, purchaseOrderFields } from '../../../src/tasks/order.ts';
import type { Order, OrderLine } from '../../../src/tasks/orderDoc.ts';
import { reviewStates } from '../../../src/tasks/orderDoc.ts';
import { NOBODY } from '../../../src/tasks/orderRules.ts';
import { mayDecide } from '../../../src/tasks/subscriptionRules.ts';
import { md } from '../../cards/escape.ts';
import type { JsonObject } from '../../cards/load.ts';
import { render } from '../../cards/render.ts';
import { dateTime, shortened } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import type { Shown } from '../banners.ts';
import { formData, problemsOf } from '../forms.ts';
import type { Fact } from './orderScreens.ts';

/** What was typed is the purchase order that a review asks for. */
export function orderCard(ctx: TurnCtx, doc: Order, { typed = {}, error, banner }: Shown = {}): Reply {
  const { language } = ctx;
  const { id, rev, tenant: customer, customerName, state } = doc;
  return cardReply(render('orders/order', language, {
    number: md(id), customer: md(customerName), state: t(language, `orders.state.${state}`), means: meansOf(ctx, doc), facts: factsOf(ctx, doc),
    lines: doc.lines.map((line) => ({ title: t(language, 'orders.review.line', { quantity: line.quantity, name: md(shortened(line.offer.name)) }), about: outcomeWords(ctx, doc, line) })),
    asks: isAsked(ctx, doc), ...formData(language, purchaseOrderFields, typed, problemsOf(error)),
    buttons: buttonsOf(ctx, doc), canCancel: isCancellable(doc) && isTheirs(ctx, doc), sure: t(language, state === 'Pending' ? 'orders.cancelOrder.surePending' : 'orders.cancelOrder.sure'), data: { id, rev, customer },
  }, { banner }));
}

const isOwn = ({ actor }: TurnCtx, { provider }: Order): boolean => provider.id === actor.tenant;
/** INV-57, INV-04: may this reader decide what becomes of it? */
const isTheirs = (ctx: TurnCtx, doc: Order): boolean => isOwn(ctx, doc) && !mayOrder(doc, ctx);
const isAsked = (ctx: TurnCtx, doc: Order): boolean => doc.state === 'PendingPoUpload' && isTheirs(ctx, doc);
const isInReview = ({ state }: Order): boolean => reviewStates.some((known) => known === state);
const isCancellable = (doc: Order): boolean => doc.state === 'Submitted' || doc.state === 'Pending' || isInReview(doc);

function meansOf(ctx: TurnCtx, doc: Order): string {
  const { language } = ctx;
  if (isAsked(ctx, doc)) return t(language, 'orders.means.purchaseOrderAsked');
  if (doc.lines.some(isKept)) return t(language, 'orders.means.kept');
  return t(language, isTakenBack(doc) ? 'orders.means.takenBack' : `orders.means.${doc.state}`);
}

/** Which of the provider's people submitted it, and what the customer has sent to it, is the provider's business (INV-56). */
function factsOf(ctx: TurnCtx, doc: Order): readonly Fact[] {
  const { language, timeZone } = ctx;
  const { provider, reseller, additional, submittedAt, submittedBy, since, purchaseOrder, refusal } = doc;
  const fact = (name: 'provider' | 'reseller' | 'mpnId' | 'additional' | 'submitted' | 'by' | 'since' | 'purchaseOrder' | 'document' | 'reason', value: string): Fact => ({ title: t(language, `orders.fact.${name}`), value });
  return [
    ...(isOwn(ctx, doc) ? [] : [fact('provider', md(provider.name))]),
    fact('reseller', reseller ? md(reseller.name) : t(language, 'orders.nobody')),
    ...(reseller ? [fact('mpnId', md(reseller.mpnId))] : []),
    ...(additional.length > 0 ? [fact('additional', md(additional.map(({ name, mpnId }) => `${shortened(name)} (${mpnId})`).join(', ')))] : []),
    fact('submitted', dateTime(language, submittedAt, timeZone)),
    ...(isOwn(ctx, doc) ? [fact('by', md(submittedBy.name))] : []),
    ...(isInReview(doc) ? [fact('since', dateTime(language, since, timeZone))] : []),
    ...(purchaseOrder && isOwn(ctx, doc) ? [fact('purchaseOrder', md(purchaseOrder.number)), ...(purchaseOrder.document === '' ? [] : [fact('document', md(purchaseOrder.document))])] : []),
    ...(refusal === undefined ? [] : [fact('reason', reasonWords(ctx, refusal))]),
  ];
}

/** Reasons that commerce gives by a code are told in words; others as they are. */
export function reasonWords({ language }: TurnCtx, reason: string): string {
  switch (reason) {
    case 'credit': case 'unavailable': case 'purchaseOrder': case 'cancelled': case 'unknown': return t(language, `orders.reason.${reason}`);
    default: return md(reason);
  }
}

function outcomeWords(ctx: TurnCtx, { state }: Order, { subscription, outcome, trouble = 'unknown' }: OrderLine): string {
  if (isOver(state) && outcome !== 'kept') return t(ctx.language, `orders.outcome.${outcome === 'provisioned' ? 'cancelled' : 'none'}`);
  return t(ctx.language, `orders.outcome.${outcome}`, { number: md(subscription), reason: reasonWords(ctx, trouble) });
}

/** By cancelling each of its subscriptions. */
const isTakenBack = ({ state, lines }: Order): boolean => state === 'Cancelled' && lines.some(({ outcome }) => outcome === 'provisioned');

/** It was set up before the order was cancelled, and has a life of its own. */
const isKept = ({ outcome }: OrderLine): boolean => outcome === 'kept';

/** Nothing of it is there, but what is kept. */
const isOver = (state: Order['state']): boolean => state === 'Rejected' || state === 'PoReviewRejected' || state === 'Cancelled';

function buttonsOf(ctx: TurnCtx, doc: Order): readonly JsonObject[] {
  const { actor, language } = ctx;
  const { id, rev, tenant: customer, state, lines, reseller } = doc;
  const button = (name: 'look' | 'purchaseOrder' | 'again' | 'subscriptions' | 'customer' | 'all', verb: string, data: JsonObject): JsonObject => ({ title: t(language, `orders.button.${name}`), verb, data });
  const isSeller = isOwn(ctx, doc) && sideOf(actor) === 'provider' && mayDecide(actor);
  const failed = lines.filter((line) => line.outcome === 'failed' || (isOver(state) && !isKept(line))).map(({ offer, quantity }) => ({ offer: offer.id, quantity: String(quantity) }));
  return [
    ...(isAsked(ctx, doc) ? [button('purchaseOrder', 'order.purchaseOrderGiven', { id, rev, customer })] : []),
    ...(state === 'Submitted' || state === 'Pending' || (isInReview(doc) && !isAsked(ctx, doc)) ? [button('look', 'show.order', { id, customer })] : []),
    ...(failed.length > 0 && isSeller ? [button('again', 'show.addSubscription', { customer, lines: writeLines(failed), reseller: reseller?.id ?? NOBODY })] : []),
    ...(state === 'Completed' || state === 'PartialSuccess' || lines.some(isKept) ? [button('subscriptions', 'show.subscriptions', { customer })] : []),
    ...(can(actor, 'P07') ? [button('customer', 'show.customer', { customer })] : []),
    button('all', 'show.orders', {}),
  ];
}
