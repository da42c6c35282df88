/** Who may change a subscription, and what stands in the way of every change of it (WF-25). What each change does is subscriptionLife.ts and subscriptionQuantity.ts. */

import type { Actor } from '../core/actor.ts';
import type { DomainError, QuantityTrouble } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { World } from '../core/machine.ts';
import type { Offer } from '../core/offer.ts';
import type { Instant } from '../core/time.ts';
import { DAY, plus } from '../core/time.ts';
import { canBeyondLicences, canOnOffice365 } from '../rules/permissions.ts';
import type { Rules } from '../rules/settings.ts';
import { isActive, mayOrderFor, relationshipWith } from './relationship.ts';
import type { Subscription } from './subscriptionDoc.ts';

/** INV-59: its provider's people, and nobody else's. */
export const bySeller = { needs: 'P19', party: ({ provider }: Subscription): TenantId => provider.id, reads: ['relationships'] } as const;

/** Whatever there is, also what is over: its own sentence says more than "this does not fit". */
export const everyState = ['Pending', 'Active', 'Suspended', 'Expired', 'Disabled', 'Deleted', 'Error'] as const;

/** INV-36, INV-18: an own relationship that may order; of what was bought elsewhere any one will do (WF-30). */
export function isServing({ provider, channel }: Subscription, read: World['read']): boolean {
  const own = relationshipWith(read, provider.id);
  return channel === 'external' ? isActive(own) : mayOrderFor(own);
}

/** INV-36 and INV-04, asked before anything is said about the subscription itself. */
export function isNotTheirs(doc: Subscription, { actor, read }: World): DomainError | undefined {
  if (!isServing(doc, read)) return refuse('CUS-16', { customer: doc.customerName }).error;
  return canOnOffice365(actor, 'P19') ? undefined : refuseOffice365(doc);
}

/** INV-04. */
export const refuseOffice365 = ({ offer, name }: Subscription): DomainError | undefined => (offer.office365 ? refuse('ORD-11', { subscription: name }).error : undefined);

/** INV-60: what was bought elsewhere is supported here, and not changed. */
export const isNotSold = (doc: Subscription, world: World): DomainError | undefined =>
  isNotTheirs(doc, world) ?? (doc.channel === 'external' ? refuseQuantity('external', doc) : undefined);

/** Beyond the number of licences. */
export const isNotDecided = (doc: Subscription, world: World): DomainError | undefined => (mayDecide(world.actor) ? isNotSold(doc, world) : refuse('GEN-01', { who: 'P19' }).error);

export const mayDecide = (actor: Actor): boolean => canBeyondLicences(actor, 'P19');

/** ORD-07, with the limits of the offer unless others are nearer. */
export const refuseQuantity = (why: QuantityTrouble, { offer: { min, max } }: { readonly offer: Pick<Offer, 'min' | 'max'> }, nearer: { readonly min?: number; readonly max?: number; readonly until?: Instant } = {}): DomainError =>
  refuse('ORD-07', { why, min, max, until: '', ...nearer }).error;

/** §4.6: by the traditional rules a subscription is Active, Suspended or Deleted; it has no window, and its term begins anew for as long as it lives. */
export const isLegacy = ({ commerce }: Pick<Rules, 'commerce'>): boolean => commerce.profile === 'legacy';

/** §4.6: when a suspended one is gone, by the traditional rules. */
export const goneAt = ({ since }: Pick<Subscription, 'since'>, { commerce }: Pick<Rules, 'commerce'>): Instant => plus(since, commerce.suspendedDays * DAY);

/** §6.5: purchases, additions and renewals can be undone until then, its last moment included. */
export const windowEnd = (from: Instant, { subscription: { windowDays } }: Rules): Instant => plus(from, windowDays * DAY);
