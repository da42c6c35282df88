/** The life of a subscription (domain.md §4.6): provisioned, suspended, reactivated, cancelled, renewed, ended. How many licences it has is subscriptionQuantity.ts. */

import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { Step, TaskDef, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { DAY, addTerm, plus } from '../core/time.ts';
import { choice, text } from '../rules/fields.ts';
import type { Rules } from '../rules/settings.ts';
import { outgoing } from './outgoing.ts';
import type { Subscription } from './subscriptionDoc.ts';
import { bySeller, goneAt, isLegacy, isNotDecided, isNotTheirs, mayDecide, refuseQuantity, windowEnd } from './subscriptionRules.ts';

const row = rowsOf<Subscription>();
const bySystem = { needs: 'S01', inner: true } as const;

/** §6.5: a name that people know it by. */
export const renameFields = { name: text(50) } as const;
const renewFields = { autoRenew: choice(['on', 'off']) } as const;

/** [DESIGN] its term and its windows begin when it can be used: a review of the order may have taken weeks (§4.7). */
const provisioned = ({ quantity, offer }: Subscription, _input: unknown, { now }: World): Step<Subscription> =>
  ({ to: 'Active', set: { boughtAt: now, termEndsAt: addTerm(now, offer.term), batches: [{ quantity, at: now }] } });

/** It waits to be repurchased. */
const provisioningFailed = (_doc: Subscription, { reason }: { readonly reason: string }): Step<Subscription> => ({ to: 'Error', set: { trouble: reason } });

// --- what its provider's people decide ---

/** §4.6: its users lose access, admins keep the data, and billing goes on; by the traditional rules it rests, and there is no renewal to switch off. */
const suspend = (_doc: Subscription, _input: unknown, { rules }: World): Step<Subscription> => ({ to: 'Suspended', ...(isLegacy(rules) ? {} : { set: { autoRenew: false } }) });

/** §4.6: by the traditional rules nothing ends with its term. [DESIGN] but for a trial, which is suspended then. */
const runsOn = ({ offer }: Subscription, rules: Rules): boolean => isLegacy(rules) && !offer.trial;

/** §4.6: before the end of its term, however late the timer is. Auto-renew stays off. */
const isInTerm = (doc: Subscription, _input: unknown, { now, rules }: World): DomainError | undefined =>
  (now < (runsOn(doc, rules) ? goneAt(doc, rules) : doc.termEndsAt) ? undefined : refuse('GEN-07', { state: doc.state }).error);
const reactivate = (): Step<Subscription> => ({ to: 'Active' });

/** INV-50: within seven days of purchase or renewal. §4.6: by the traditional rules, what is suspended is deleted in time, and nothing else is. */
function mayCancel(doc: Subscription, world: World): DomainError | undefined {
  const stranger = isNotDecided(doc, world);
  if (stranger) return stranger;
  if (isLegacy(world.rules)) return refuseQuantity('noCancel', doc);
  const until = windowEnd(doc.boughtAt, world.rules);
  return world.now <= until ? undefined : refuseQuantity('cancelClosed', doc, { until });
}
const cancel = ({ order }: Subscription): Step<Subscription> => ({ to: 'Deleted', set: { autoRenew: false, batches: [] }, outbox: [outgoing('orderEnd', { order })] });

/** §4.6: by the traditional rules there is no end of a term to decide about. */
const hasTerm = (doc: Subscription, world: World): DomainError | undefined => isNotDecided(doc, world) ?? (isLegacy(world.rules) ? refuseQuantity('noTerm', doc) : undefined);
const setAutoRenew = (_doc: Subscription, { autoRenew }: { readonly autoRenew: 'on' | 'off' }): Step<Subscription> => ({ set: { autoRenew: autoRenew === 'on' } });

const mayRename = (doc: Subscription, world: World): DomainError | undefined => (mayDecide(world.actor) ? isNotTheirs(doc, world) : isNotDecided(doc, world));
const rename = (_doc: Subscription, { name }: { readonly name: string }): Step<Subscription> => ({ set: { name } });

// --- what time does ---

/** A renewal counts from the end of the term, however late the timer is, and opens the windows of §6.5 anew. */
function termEnded(doc: Subscription, _input: unknown, { rules }: World): Step<Subscription> {
  const { state, autoRenew, termEndsAt, quantity, offer } = doc;
  if (state === 'Suspended') return { to: 'Disabled' };
  if (!autoRenew && !runsOn(doc, rules)) return isLegacy(rules) ? { to: 'Suspended' } : { to: 'Expired', set: { batches: [] } };
  return { to: 'Active', set: { boughtAt: termEndsAt, termEndsAt: addTerm(termEndsAt, offer.term), batches: [{ quantity, at: termEndsAt }] } };
}

const disabled = (_doc: Subscription, _input: unknown, { now, rules }: World): Step<Subscription> => ({ to: 'Disabled', set: { dataUntil: plus(now, rules.subscription.disabledDays * DAY) } });

export const lifeEvents = {
  provisioned: [row({ ...bySystem, from: ['Pending'], to: 'Active', effect: provisioned })],
  provisioningFailed: [row({ ...bySystem, from: ['Pending'], to: 'Error', fields: { reason: text(500) }, effect: provisioningFailed })],
  suspend: [row({ ...bySeller, from: ['Active'], to: 'Suspended', owner: isNotDecided, effect: suspend })],
  reactivate: [row({ ...bySeller, from: ['Suspended'], to: 'Active', owner: isNotDecided, guards: [isInTerm], effect: reactivate })],
  cancel: [row({ ...bySeller, from: ['Active', 'Suspended'], to: 'Deleted', owner: mayCancel, effect: cancel })],
  setAutoRenew: [row({ ...bySeller, from: ['Active'], to: 'same', owner: hasTerm, fields: renewFields, effect: setAutoRenew })],
  rename: [row({ ...bySeller, from: ['Pending', 'Active', 'Suspended', 'Expired', 'Disabled'], to: 'same', owner: mayRename, fields: renameFields, effect: rename })],
  termEnded: [row({ ...bySystem, from: ['Active', 'Suspended'], to: ['Active', 'Suspended', 'Expired', 'Disabled'], effect: termEnded })],
  // §4.6: Expired and the first days of Disabled lead to the Disabled of admins' data only.
  disabled: [row({ ...bySystem, from: ['Expired', 'Disabled'], to: 'Disabled', effect: disabled })],
  // By the traditional rules straight from Suspended.
  deleted: [row({ ...bySystem, from: ['Suspended', 'Disabled'], to: 'Deleted', effect: () => ({ to: 'Deleted' }) })],
} as const;

/** Which of its ends comes next by itself. */
export const subscriptionDue: NonNullable<TaskDef<Subscription>['due']> = (doc, rules) => {
  const { state, since, termEndsAt, dataUntil, channel } = doc;
  if (channel === 'external') return undefined; // INV-60: its times are kept where it was bought
  if (state === 'Suspended' && isLegacy(rules)) return { at: goneAt(doc, rules), event: 'deleted' };
  if (state === 'Active' || state === 'Suspended') return { at: termEndsAt, event: 'termEnded' };
  if (state === 'Disabled' && dataUntil) return { at: dataUntil, event: 'deleted' };
  return state === 'Expired' || state === 'Disabled' ? { at: plus(since, rules.subscription.expiredDays * DAY), event: 'disabled' } : undefined;
};
