/** The card of an order as its provider's people and those of the credited reseller see it (§4.7): what became of each line, and what may be done now. Nothing is read from lists and nothing is written. */

import { sideOf } from '../../../src/app/partners.ts';
import { can } from '../../../src/rules/permissions.ts';
import { writeLines } from '../../../src/rules/orderLines.ts';
import type { Order, OrderLine } from '../../../src/tasks/orderDoc.ts';
import { NOBODY } from '../../../src/tasks/orderRules.ts';
import { mayDecide } from '../../../src/tasks/subscriptionRules.ts';
import { md } from '../../cards/escape.ts';
import type { JsonObject } from '../../cards/load.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import { dateTime, shortened } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import type { Fact } from './orderScreens.ts';

export function orderCard(ctx: TurnCtx, doc: Order, banner?: Banner): Reply {
  const { language } = ctx;
  const { id, customerName, state } = doc;
  return cardReply(render('orders/order', language, {
    number: md(id), customer: md(customerName), state: t(language, `orders.state.${state}`), means: t(language, isTakenBack(doc) ? 'orders.means.takenBack' : `orders.means.${state}`), facts: factsOf(ctx, doc),
    lines: doc.lines.map((line) => ({ title: t(language, 'orders.review.line', { quantity: line.quantity, name: md(shortened(line.offer.name)) }), about: outcomeWords(ctx, doc, line) })),
    buttons: buttonsOf(ctx, doc),
  }, { banner }));
}

const isOwn = ({ actor }: TurnCtx, { provider }: Order): boolean => provider.id === actor.tenant;

/** Which of the provider's people submitted it is the provider's business (INV-56). */
function factsOf(ctx: TurnCtx, doc: Order): readonly Fact[] {
  const { language, timeZone } = ctx;
  const { provider, reseller, additional, submittedAt, submittedBy, refusal } = doc;
  const fact = (name: 'provider' | 'reseller' | 'mpnId' | 'additional' | 'submitted' | 'by' | 'reason', value: string): Fact => ({ title: t(language, `orders.fact.${name}`), value });
  return [
    ...(isOwn(ctx, doc) ? [] : [fact('provider', md(provider.name))]),
    fact('reseller', reseller ? md(reseller.name) : t(language, 'orders.nobody')),
    ...(reseller ? [fact('mpnId', md(reseller.mpnId))] : []),
    ...(additional.length > 0 ? [fact('additional', md(additional.map(({ name, mpnId }) => `${shortened(name)} (${mpnId})`).join(', ')))] : []),
    fact('submitted', dateTime(language, submittedAt, timeZone)),
    ...(isOwn(ctx, doc) ? [fact('by', md(submittedBy.name))] : []),
    ...(refusal === undefined ? [] : [fact('reason', reasonWords(ctx, refusal))]),
  ];
}

/** Reasons that commerce gives by a code are told in words; others as they are. */
function reasonWords({ language }: TurnCtx, reason: string): string {
  switch (reason) {
    case 'credit': case 'unavailable': case 'unknown': return t(language, `orders.reason.${reason}`);
    default: return md(reason);
  }
}

function outcomeWords(ctx: TurnCtx, { state }: Order, { subscription, outcome, trouble = 'unknown' }: OrderLine): string {
  if (isOver(state)) return t(ctx.language, `orders.outcome.${outcome === 'provisioned' ? 'cancelled' : 'none'}`);
  return t(ctx.language, `orders.outcome.${outcome}`, { number: md(subscription), reason: reasonWords(ctx, trouble) });
}

/** By cancelling each of its subscriptions. */
const isTakenBack = ({ state, lines }: Order): boolean => state === 'Cancelled' && lines.some(({ outcome }) => outcome === 'provisioned');

/** Nothing of it is there. */
const isOver = (state: Order['state']): boolean => state === 'Rejected' || state === 'Cancelled';

function buttonsOf(ctx: TurnCtx, doc: Order): readonly JsonObject[] {
  const { actor, language } = ctx;
  const { id, rev, tenant: customer, state, lines, reseller } = doc;
  const button = (name: 'look' | 'cancelOrder' | 'again' | 'subscriptions' | 'customer' | 'all', verb: string, data: JsonObject): JsonObject => ({ title: t(language, `orders.button.${name}`), verb, data });
  const isSeller = isOwn(ctx, doc) && sideOf(actor) === 'provider' && mayDecide(actor);
  const failed = lines.filter(({ outcome }) => outcome === 'failed' || isOver(state)).map(({ offer, quantity }) => ({ offer: offer.id, quantity: String(quantity) }));
  return [
    ...(state === 'Submitted' || state === 'Pending' ? [button('look', 'show.order', { id, customer })] : []),
    ...(state === 'Submitted' && isSeller ? [button('cancelOrder', 'order.cancel', { id, rev, customer })] : []),
    ...(failed.length > 0 && isSeller ? [button('again', 'show.addSubscription', { customer, lines: writeLines(failed), reseller: reseller?.id ?? NOBODY })] : []),
    ...(state === 'Completed' || state === 'PartialSuccess' ? [button('subscriptions', 'show.subscriptions', { customer })] : []),
    ...(can(actor, 'P07') ? [button('customer', 'show.customer', { customer })] : []),
    button('all', 'show.orders', {}),
  ];
}
