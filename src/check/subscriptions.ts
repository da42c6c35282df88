/** Invariants of subscriptions: against their orders, offers and partners, and what the audit log tells of each change (INV-16, INV-36, INV-45, INV-48 to INV-51, INV-60). */

import { z } from 'zod';
import type { AuditEntry } from '../app/documents.ts';
import { homeOf } from '../app/homes.ts';
import { tenantId } from '../core/ids.ts';
import { offerSchema } from '../core/offer.ts';
import { storedInstant } from '../core/stored.ts';
import { isHigher, quantityTrouble } from '../rules/quantity.ts';
import type { Rules } from '../rules/settings.ts';
import { orderDocumentId } from '../tasks/orderDoc.ts';
import { subscription as task } from '../tasks/subscription.ts';
import { isLegacy, windowEnd } from '../tasks/subscriptionRules.ts';
import type { BodyOf } from './bodies.ts';
import type { Check, Whole } from './check.ts';
import { each, firstOf, seen } from './check.ts';
import { hasServed, served } from './named.ts';
import { hadSigned, uncredited } from './orders.ts';

type Subscription = BodyOf<'subscription'>;

/** INV-43, INV-59: what was sold here was ordered here, by its own provider. */
function unordered({ tenant, order: id, channel, provider }: Subscription, { inventory }: Whole): string | undefined {
  if (channel === 'external') return undefined;
  const order = inventory.one('order', { partition: homeOf(tenant), id: orderDocumentId(id) });
  return firstOf([!order, `its order ${id} is not there`], [order?.provider.id !== provider.id, 'its order is another provider\'s']);
}

const unsigned = ({ record }: Subscription, whole: Whole): string | undefined => (record && !hadSigned(whole, record.id, record.since) ? `${record.id} had not signed the MPA` : undefined);
const credited = ({ provider, record, additional }: Subscription, whole: Whole): string | undefined => uncredited(provider.id, [...(record ? [record] : []), ...additional], whole);
const unsupported = ({ tenant, provider, support }: Subscription, whole: Whole): string | undefined =>
  (support.id !== provider.id && served(whole, tenant, support.id).length === 0 ? `${support.id} supports it, and never had a relationship with the customer` : undefined);

function miscounted({ channel, offer, quantity, batches }: Subscription): string | undefined {
  return channel === 'external' ? undefined : firstOf(
    [quantityTrouble(offer, quantity, undefined) !== undefined, `${quantity} of ${offer.id} cannot be had`],
    [batches.reduce((sum, batch) => sum + batch.quantity, 0) > quantity, 'more of it could be taken back than there is'],
  );
}

const boughtElsewhere = ({ channel, state, record, additional, order }: Subscription): string | undefined =>
  (channel === 'external' && (state !== 'Active' || record || additional.length > 0 || order !== '') ? 'it was bought elsewhere, and is sold or changed here' : undefined);

// --- as the log tells it ---

const batchesSchema = z.array(z.object({ quantity: z.number(), at: storedInstant }));
const before = <T>(schema: z.ZodType<T>, { changed }: AuditEntry, field: string): T | undefined => schema.safeParse(changed[field]?.before).data;
const after = <T>(schema: z.ZodType<T>, { changed }: AuditEntry, field: string): T | undefined => schema.safeParse(changed[field]?.after).data;

/** INV-50: what is taken back was added within the window. */
function takenBackLate(entry: AuditEntry, rules: Rules): boolean {
  const [held = 0, left = 0] = [before(z.number(), entry, 'quantity'), after(z.number(), entry, 'quantity')];
  const open = (before(batchesSchema, entry, 'batches') ?? []).filter(({ at }) => entry.at <= windowEnd(at, rules));
  return !isLegacy(rules) && held - left > open.reduce((sum, { quantity }) => sum + quantity, 0);
}

function changedLate(entry: AuditEntry, doc: Subscription, { rules }: Whole): string | undefined {
  return firstOf(
    [entry.event === 'changeQuantity' && entry.before !== 'Active', `its quantity was changed while it was ${entry.before}`],
    [entry.event === 'changeQuantity' && takenBackLate(entry, rules), 'licences were taken back after their window'],
    [entry.event === 'cancel' && !isLegacy(rules) && entry.at > windowEnd(doc.boughtAt, rules), 'it was cancelled after its window'],
  );
}

/** INV-51: never to a lower tier, and by no other way. */
function moved(entry: AuditEntry): string | undefined {
  const [from, to] = [before(offerSchema, entry, 'offer'), after(offerSchema, entry, 'offer')];
  return entry.before !== 'None' && from && to && !(entry.event === 'upgrade' && isHigher(from, to)) ? `it went from ${from.id} to ${to.id} by ${entry.event}` : undefined;
}

/** INV-36: whoever manages a subscription has an Active relationship by then. */
const unserved = ({ event, actor, at }: AuditEntry, { tenant }: Subscription, whole: Whole): string | undefined =>
  (actor.kind === 'person' && Object.hasOwn(task.events, event) && !hasServed(whole, { customer: tenant, partner: tenantId.parse(actor.tenant), at }) ? `${actor.tenant} did ${event} without an Active relationship` : undefined);

const eachEntry = (judge: (entry: AuditEntry, doc: Subscription, whole: Whole) => string | undefined): Check['find'] => (whole) =>
  whole.inventory.all('subscription').flatMap(({ stored, doc }) => whole.history.of(stored.partition, 'subscription', doc.id).filter(({ outcome }) => outcome === 'done').flatMap((entry) => seen(stored, judge(entry, doc, whole))));

export const subscriptionChecks: readonly Check[] = [
  { rule: 'INV-43', about: 'every subscription was ordered, by its own provider', find: each('subscription', unordered) },
  { rule: 'INV-16', about: 'nobody who had not signed earns with a subscription', find: each('subscription', unsigned) },
  { rule: 'INV-45', about: 'subscriptions credit resellers\' own MPN IDs', find: each('subscription', credited) },
  { rule: 'INV-48', about: 'support contacts are the provider or a partner of the customer\'s', find: each('subscription', unsupported) },
  { rule: 'INV-49', about: 'quantities are within what the offer allows', find: each('subscription', miscounted) },
  { rule: 'INV-60', about: 'what was bought elsewhere is not sold or changed here', find: each('subscription', boughtElsewhere) },
  { rule: 'INV-36', about: 'subscriptions were managed with an Active relationship', find: eachEntry(unserved) },
  { rule: 'INV-50', about: 'quantities were changed and subscriptions cancelled in time', find: eachEntry(changedLate) },
  { rule: 'INV-51', about: 'offers were raised, never lowered', find: eachEntry((entry) => moved(entry)) },
];
