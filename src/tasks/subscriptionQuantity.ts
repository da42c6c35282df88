/** How many licences a subscription has (WF-25): more at any time, fewer while their window is open, and all or some of them moved to a higher offer. Its life is subscriptionLife.ts. */

import type { DomainError, OfferTrouble, QuantityTrouble } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import { newCaseId } from '../core/ids.ts';
import type { Guard, Step, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import type { Offer, SubscriptionFacts } from '../core/offer.ts';
import type { Instant } from '../core/time.ts';
import { addTerm } from '../core/time.ts';
import { isPossibleIn } from '../rules/clouds.ts';
import { text, tick } from '../rules/fields.ts';
import { canOnOffice365 } from '../rules/permissions.ts';
import { SANDBOX, areThere, inUse, isHigher, isSandboxFull, leastMultiGeo, offerTrouble, quantity, quantityTrouble, soldBy } from '../rules/quantity.ts';
import type { Rules } from '../rules/settings.ts';
import type { Customer } from './customerDoc.ts';
import { relationshipWith } from './relationship.ts';
import type { Subscription } from './subscriptionDoc.ts';
import { bySeller, everyState, isLegacy, isNotDecided, isNotSold, refuseQuantity, windowEnd } from './subscriptionRules.ts';

const row = rowsOf<Subscription>();
type Batches = Subscription['batches'];
type Held = Pick<Subscription, 'quantity' | 'batches' | 'boughtAt' | 'offer'>;

/** The new total. */
export const licenceFields = { quantity } as const;
/** `quantity`: how many move to the other offer. There is no way back, so it is ticked. */
export const upgradeFields = { offer: text(200), quantity, confirmed: tick } as const;

// --- more and fewer ---

const openBatches = (batches: Batches, now: Instant, rules: Rules): Batches => batches.filter(({ at }) => now <= windowEnd(at, rules));
const sum = (batches: Batches): number => batches.reduce((count, batch) => count + batch.quantity, 0);

/** INV-50: to how many it can go down at this moment, and until when that holds for those that were added last; no `until` is always (§4.6, the traditional rules). */
export function decreasable({ quantity: held, batches, boughtAt, offer }: Held, { now, rules }: Pick<World, 'now' | 'rules'>): { readonly lowest: number; readonly until?: Instant } {
  if (isLegacy(rules)) return { lowest: Math.min(held, offer.min) };
  const lowest = Math.max(offer.min, held - sum(openBatches(batches, now, rules)));
  return { lowest: Math.min(held, lowest), until: windowEnd(batches.at(-1)?.at ?? boughtAt, rules) };
}

/** INV-50, INV-60, and a trial has what it has (INV-49). */
function isFixed(doc: Subscription, world: World): DomainError | undefined {
  const stranger = isNotSold(doc, world);
  if (stranger) return stranger;
  const { cloud } = world.read.tenant;
  if (!isPossibleIn(cloud, 'licences', world.rules)) return refuse('CUS-17', { cloud, deed: 'licences' }).error; // WF-32
  if (doc.state !== 'Active') return refuseQuantity(doc.state === 'Suspended' ? 'suspended' : 'notActive', doc);
  return doc.offer.trial ? refuseQuantity('trial', doc) : undefined;
}

const isWithin: Guard<Subscription, Values<typeof licenceFields>> = (doc, { quantity: wanted }, world) => {
  const trouble = wanted === doc.quantity ? 'same' : quantityTrouble(doc.offer, wanted, world.read.own);
  if (trouble) return refuseQuantity(trouble, doc, nearest(trouble));
  const { lowest, until } = decreasable(doc, world);
  return wanted < lowest ? refuseQuantity('decreaseClosed', doc, { min: lowest, ...(until ? { until } : {}) }) : undefined;
};

const nearest = (trouble: QuantityTrouble): { readonly max?: number } => (trouble === 'sandbox' ? { max: SANDBOX.licences } : {});

/** §6.5 (2023): asked when fewer are wanted. More base seats later break nothing that is there; the next order of an add-on has to make up for them. */
const isInProportion: Guard<Subscription, Values<typeof licenceFields>> = (doc, { quantity: wanted }, { read: { subscriptions = [] } }) => {
  const min = leastOf(doc, subscriptions);
  return wanted < doc.quantity && wanted < min ? refuseQuantity('multiGeo', doc, { min }) : undefined;
};

/** §6.5: how many there have to be in proportion to what else its provider sold to the customer. */
export const leastOf = ({ id, offer, provider }: Pick<Subscription, 'id' | 'offer' | 'provider'>, subscriptions: readonly SubscriptionFacts[]): number =>
  (offer.addOn === 'multiGeo' ? leastMultiGeo(inUse(soldBy(provider.id, subscriptions)).filter((other) => other.id !== id)) : 0);

function changeQuantity(doc: Subscription, { quantity: wanted }: Values<typeof licenceFields>, { now, rules }: World): Step<Subscription> {
  const open = openBatches(doc.batches, now, rules);
  const added = wanted - doc.quantity;
  return { set: { quantity: wanted, batches: added > 0 ? [...open, { quantity: added, at: now }] : without(open, -added) } };
}

/** What was added last goes first: what is left can be taken back until the nearest end. */
function without(batches: Batches, count: number): Batches {
  const last = batches.at(-1);
  if (!last || count === 0) return batches;
  const rest = batches.slice(0, -1);
  return last.quantity > count ? [...rest, { ...last, quantity: last.quantity - count }] : without(rest, count - last.quantity);
}

// --- up to a higher offer ---

const targetIn = ({ read }: World, { offer }: { readonly offer: string }): Offer | undefined => read.offers?.get(offer);

/** INV-51, ORD-08: a greater tier of the same family, sold to this customer. INV-04 counts for it as well. */
const isHigherOffer: Guard<Subscription, Values<typeof upgradeFields>> = (doc, input, world) => {
  const { read: { tenant, customer, subscriptions = [] }, actor } = world;
  const target = targetIn(world, input);
  const has = areThere(subscriptions).map(({ offer }) => offer);
  const segment = (customer as Customer | undefined)?.segment ?? 'commercial'; // `reads` puts it there
  const why = (target && wayTo(doc.offer, target)) ?? offerTrouble(target, { country: tenant.country, segment, has }) ?? (target && heldTrouble(doc, target, world));
  if (why) return refuse('ORD-08', { offer: target?.name ?? input.offer, why }).error;
  return target?.office365 && !canOnOffice365(actor, 'P19') ? refuse('ORD-11', { subscription: target.name }).error : undefined;
};

function wayTo(from: Offer, to: Offer): 'lower' | 'notHigher' | undefined {
  if (isHigher(from, to)) return undefined;
  return from.family !== '' && from.family === to.family && to.tier < from.tier ? 'lower' : 'notHigher';
}

/**
 * §4.6 "not in cancel window for a target" [DESIGN]: the source does not say whose window. Read here as: not while what this provider sold the customer of that very
 * offer can itself still be cancelled, so that nothing final (INV-51) leads to what may yet be undone. INV-59: what others sold counts for nothing.
 * The traditional rules have no windows; there, WF-25 asks for delegated admin and that the customer lacks the target.
 */
function heldTrouble({ provider }: Subscription, target: Offer, { read, rules, now }: World): OfferTrouble | undefined {
  const held = soldBy(provider.id, read.subscriptions ?? []).filter(({ offer }) => offer === target.id);
  if (!isLegacy(rules)) return held.some(({ boughtAt }) => boughtAt && now <= windowEnd(boughtAt, rules)) ? 'cancellable' : undefined;
  if (held.length > 0) return 'had';
  return relationshipWith(read, provider.id)?.delegatedAdmin === 'None' ? 'delegatedAdmin' : undefined;
}

/** All of them, or as many as both offers allow: what moves, and what stays. */
const isMovable: Guard<Subscription, Values<typeof upgradeFields>> = (doc, input, world) => {
  const target = targetIn(world, input);
  if (input.quantity > doc.quantity) return refuseQuantity('tooMany', { offer: { min: doc.offer.min, max: doc.quantity } });
  const trouble = target && quantityTrouble(target, input.quantity, world.read.own);
  if (target && trouble) return refuseQuantity(trouble, { offer: target }, nearest(trouble));
  const stays = doc.quantity - input.quantity;
  const { own, subscriptions = [] } = world.read;
  if (stays > 0 && isSandboxFull(own, soldBy(doc.provider.id, subscriptions), 1)) return refuseQuantity('sandboxFull', doc, { max: SANDBOX.subscriptions }); // some become one more
  return stays === 0 || stays >= doc.offer.min ? undefined : refuseQuantity('tooMany', { offer: { min: doc.offer.min, max: doc.quantity - doc.offer.min } });
};

/** [DESIGN] a trial that is bought begins the term that was bought; it would end with the trial's otherwise. */
const paidFor = ({ term }: Offer, { now }: World): Pick<Subscription, 'termEndsAt' | 'autoRenew'> => ({ termEndsAt: addTerm(now, term), autoRenew: true });

/** §4.6: with all of them it stays the same subscription; with some, those become another one that ends at the same time. */
function upgrade(doc: Subscription, input: Values<typeof upgradeFields>, world: World): Step<Subscription> {
  const offer = targetIn(world, input);
  if (!offer) throw new Error('An upgrade is made after its offer was found');
  if (input.quantity === doc.quantity) return { set: { offer, name: doc.name === doc.offer.name ? offer.name : doc.name, ...(doc.offer.trial ? paidFor(offer, world) : {}) } };
  const stays = doc.quantity - input.quantity;
  // [DESIGN] what moved keeps its time of purchase and cannot be taken back: a new window would be a way back (INV-51).
  const moved: Subscription = { ...doc, id: newCaseId('SUB', world.newId), rev: 1, lastCommand: '', since: world.now, name: offer.name, offer, quantity: input.quantity, batches: [] };
  return { set: { quantity: stays, batches: without(doc.batches, Math.max(0, sum(doc.batches) - stays)) }, companions: [{ task: 'subscription', doc: moved }] };
}

export const quantityEvents = {
  changeQuantity: [row({ ...bySeller, reads: ['relationships', 'own', 'subscriptions'], from: everyState, to: 'same', owner: isFixed, fields: licenceFields, guards: [isWithin, isInProportion], effect: changeQuantity })],
  upgrade: [row({
    ...bySeller, reads: ['relationships', 'own', 'customer', 'subscriptions', 'offers'], from: ['Active'], to: 'same', owner: isNotDecided, fields: upgradeFields, guards: [isHigherOffer, isMovable], effect: upgrade,
  })],
} as const;
