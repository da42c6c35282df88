/** Invariants of orders: who might sell to whom at that time, who earns, and what became of each line (INV-16 to INV-19, INV-42 to INV-45, INV-49, INV-52, INV-53). */

import { homeOf, reservationRef } from '../app/homes.ts';
import type { AuditEntry } from '../app/documents.ts';
import type { TenantId } from '../core/ids.ts';
import type { Instant } from '../core/time.ts';
import { quantityTrouble } from '../rules/quantity.ts';
import { inEuOrEfta } from '../rules/regions.ts';
import { newCustomerDocumentId } from '../tasks/newCustomerDoc.ts';
import { reviewStates } from '../tasks/orderDoc.ts';
import { mayOrderFor } from '../tasks/relationship.ts';
import { subscriptionDocumentId } from '../tasks/subscriptionDoc.ts';
import type { BodyOf } from './bodies.ts';
import type { Check, Seen, Whole } from './check.ts';
import { each, firstOf, seen } from './check.ts';
import { wasWithin } from './history.ts';
import { agreementOf, customerOf, hasServed, partnered, relationshipOf, served } from './named.ts';

type Order = BodyOf<'order'>;
type Subscription = BodyOf<'subscription'>;

// --- may it have been sold? ---

const newCustomerOf = ({ inventory }: Whole, { provider, newCustomer }: Order) => (newCustomer === undefined ? undefined : inventory.one('newCustomer', { partition: homeOf(provider.id), id: newCustomerDocumentId(newCustomer) }));

/** When it was decided: that of a new customer in the provider's home, before the customer had one. */
function decidedAt(order: Order, { history }: Whole): Instant {
  if (order.newCustomer === undefined) return order.submittedAt;
  return history.of(homeOf(order.provider.id), 'newCustomer', order.newCustomer).find(({ event, outcome }) => event === 'submit' && outcome === 'done')?.at ?? order.submittedAt;
}

/** INV-18, INV-44; of a new customer, the relationship began with the order. */
function unserved(order: Order, whole: Whole): string | undefined {
  const { tenant: customer, provider: { id: partner }, submittedAt, newCustomer } = order;
  const isTheirs = newCustomer === undefined ? hasServed(whole, { customer, partner, at: submittedAt }) : served(whole, customer, partner).length > 0;
  const { role = 'none' } = relationshipOf(whole, customer, partner) ?? {};
  return firstOf([!isTheirs, `${partner} had no Active relationship with the customer`], [!mayOrderFor({ state: 'Active', role: role === 'provider' ? role : 'reseller' }), `${partner} is no provider of the customer`]);
}

const unpartnered = (order: Order, whole: Whole): string | undefined =>
  (order.reseller && !wasWithin(partnered(whole, order.reseller.id, order.provider.id), decidedAt(order, whole)) ? `${order.provider.id} had no Active partnership with ${order.reseller.id}` : undefined);

/** INV-16: an agreement that was signed stays signed, by the company itself or by another of its accounts; of a version that was published since, too. */
export function hadSigned(whole: Whole, reseller: TenantId, at: Instant): boolean {
  const { signature, earlier = [], covered } = agreementOf(whole, reseller) ?? {};
  return !whole.rules.mpa.required || [...earlier, signature, covered?.signature].some((signed) => signed !== undefined && signed.at <= at);
}

const unsigned = (order: Order, whole: Whole): string | undefined => (order.reseller && !hadSigned(whole, order.reseller.id, order.submittedAt) ? `${order.reseller.id} had not signed the MPA` : undefined);

/** INV-53: the agreement is confirmed, or attested, with a new customer at the latest. */
function unagreed(order: Order, whole: Whole): string | undefined {
  const isAgreed = (entry: AuditEntry): boolean => 'agreement' in entry.changed && entry.at <= order.submittedAt;
  const { tenant } = order;
  const has = (customerOf(whole, tenant)?.agreement?.at ?? '~') <= order.submittedAt || whole.history.of(homeOf(tenant), 'customer', 'customer').some(isAgreed);
  return whole.rules.mca.required && !has ? 'the customer had not agreed to anything' : undefined;
}

// --- who earns ---

type Credited = { readonly id: TenantId; readonly mpnId: string };

/** INV-45: a reseller's own MPN ID. */
export function uncredited(provider: TenantId, credited: readonly Credited[], { inventory }: Whole): string | undefined {
  return firstOf(...credited.flatMap(({ id, mpnId }) => [
    [id === provider, 'the provider itself is credited'],
    [inventory.one('reservation', reservationRef(mpnId))?.tenant !== id, `${mpnId} is not ${id}'s MPN ID`],
  ] as const));
}
const creditedOn = ({ provider, reseller, additional }: Order, whole: Whole): string | undefined => uncredited(provider.id, [...(reseller ? [reseller] : []), ...additional], whole);

/** INV-52. */
const MOST_ADDITIONAL = 5;
function additionalOn({ tenant, additional, reseller }: Order, whole: Whole): string | undefined {
  const country = customerOf(whole, tenant)?.country;
  return additional.length > 0 ? firstOf(
    [!reseller, 'it has further resellers without a first'], [additional.length > MOST_ADDITIONAL, `it has ${additional.length} further resellers`],
    [country !== undefined && !inEuOrEfta(country), `further resellers are for customers in the EU and EFTA, not in ${country ?? ''}`],
  ) : undefined;
}

// --- orders and what became of them ---

const accepted: ReadonlySet<Order['state']> = new Set(['Pending', ...reviewStates, 'Completed', 'PartialSuccess', 'Error', 'PoReviewRejected']);

/** §4.7: each line is a subscription, and what its outcome says has happened to it. */
function unfulfilled({ tenant, id, state, provider, lines }: Order, { inventory, waiting }: Whole): string | undefined {
  const sold = lines.map(({ subscription }) => inventory.one('subscription', { partition: homeOf(tenant), id: subscriptionDocumentId(subscription) }));
  const isAny = (is: (one: Subscription, outcome: string) => boolean): boolean => sold.some((one, place) => one && is(one, lines[place]?.outcome ?? ''));
  const isEnding = waiting.has(tenant, ['orderVoid'], { order: id });
  return firstOf(
    [accepted.has(state) && sold.some((one) => !one), 'one of its subscriptions is not there'],
    [(state === 'Submitted' || state === 'Rejected') && sold.some((one) => one), 'it was not accepted, and has a subscription'],
    [isAny((one) => one.order !== id || one.provider.id !== provider.id), 'one of its subscriptions is another order\'s'],
    [isAny((one, outcome) => (outcome === 'provisioned' || outcome === 'kept') && (one.state === 'Pending' || one.state === 'Error')), 'a line is said to be provisioned, and its subscription is not'],
    [isAny((one, outcome) => outcome === 'failed' && one.state !== 'Error'), 'a line is said to have failed, and its subscription has not'],
    [(state === 'Cancelled' || state === 'PoReviewRejected') && !isEnding && isAny((one) => one.state === 'Pending'), 'it is over, and a subscription of it waits still'],
    [state === 'Cancelled' && !isEnding && isAny((one, outcome) => outcome === 'open' && one.state !== 'Error'), 'it is over, and a subscription that it kept is not named'],
  );
}

/** INV-42, INV-43: the customer and its first order are one decision, so they say the same. */
function changedOnTheWay(order: Order, whole: Whole): string | undefined {
  const asked = newCustomerOf(whole, order);
  const ids = (lines: Order['lines']): string => lines.map(({ subscription }) => subscription).join(' ');
  return order.newCustomer === undefined ? undefined : firstOf(
    [!asked, 'the form that it began with is not there'],
    [asked?.customer !== order.tenant, 'the form that it began with made another customer'],
    [asked?.reseller?.id !== order.reseller?.id, 'its reseller is not the one of the form'],
    [asked !== undefined && ids(asked.lines) !== ids(order.lines), 'its lines are not those of the form'],
  );
}

const createdTwice = ({ inventory }: Whole): readonly Seen[] =>
  [...Map.groupBy(inventory.all('newCustomer').filter(({ doc }) => doc.customer), ({ doc }) => doc.customer).values()].flatMap((same) => same.slice(1).flatMap(({ stored, doc }) => seen(stored, `${doc.customer ?? ''} was created twice`)));

const miscounted = ({ lines }: Order): string | undefined => {
  const wrong = lines.find(({ offer, quantity }) => quantityTrouble(offer, quantity, undefined));
  return wrong && `${wrong.quantity} of ${wrong.offer.id} cannot be had`;
};

export const orderChecks: readonly Check[] = [
  { rule: 'INV-18', about: 'orders were placed by a provider of the customer\'s (INV-44)', find: each('order', unserved) },
  { rule: 'INV-19', about: 'orders for a reseller were placed during the partnership', find: each('order', unpartnered) },
  { rule: 'INV-16', about: 'nothing was ordered for a reseller who had not signed', find: each('order', unsigned) },
  { rule: 'INV-53', about: 'nothing was ordered before the customer agreement', find: each('order', unagreed) },
  { rule: 'INV-45', about: 'orders credit resellers\' own MPN IDs', find: each('order', creditedOn) },
  { rule: 'INV-49', about: 'orders are within what their offers allow', find: each('order', miscounted) },
  { rule: 'INV-52', about: 'further resellers: at most five, in the EU and EFTA, after a first', find: each('order', additionalOn) },
  { rule: '§4.7', about: 'what became of an order is what its subscriptions say', find: each('order', unfulfilled) },
  { rule: 'INV-42', about: 'the first order of a customer is the one that was submitted', find: each('order', changedOnTheWay) },
  { rule: 'INV-43', about: 'no customer was created twice', find: createdTwice },
];
