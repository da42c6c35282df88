/** The document of a subscription (domain.md §4.6), in the customer's home; its line there, and who of the customer's partners it concerns. What may happen to it is in subscription*.ts. */

import { z } from 'zod';
import type { TenantId } from '../core/ids.ts';
import type { Line, World } from '../core/machine.ts';
import { offerSchema } from '../core/offer.ts';
import type { SubscriptionFacts } from '../core/offer.ts';
import { storedCompany, storedInstant, taskFields } from '../core/stored.ts';
import type { Customer } from './customerDoc.ts';

export const subscriptionStates = ['None', 'Pending', 'Active', 'Suspended', 'Expired', 'Disabled', 'Deleted', 'Error'] as const;

export const subscriptionSchema = z.object({
  /** `tenant` of the document is the customer. */
  ...taskFields(subscriptionStates),
  customerName: z.string(),
  /** The offer's name, unless somebody gave it another (at most 50 characters). */
  name: z.string(),
  /** As it was when it was bought: the catalogue may change, what was sold does not. */
  offer: offerSchema,
  quantity: z.number().int(),
  /** What was added when, newest last, as far as it can still be taken back (INV-50). Sums to no more than the quantity. */
  batches: z.array(z.object({ quantity: z.number().int(), at: storedInstant })),
  /** Who sold it; of one that was bought elsewhere, who looks after it here. */
  provider: storedCompany,
  order: z.string(),
  /** Purchase or last renewal: the cancel window begins here. */
  boughtAt: storedInstant,
  termEndsAt: storedInstant,
  autoRenew: z.boolean(),
  /** Disabled for good: its customer's admins reach the data until then, and nobody after (§4.6). */
  dataUntil: storedInstant.optional(),
  /** Who earns: never the provider itself (INV-45). One of three links that never merge (INV-47). */
  record: storedCompany.extend({ mpnId: z.string(), since: storedInstant }).optional(),
  /** INV-52: after the first, without incentives. */
  additional: z.array(storedCompany.extend({ mpnId: z.string() })),
  /** Who answers the customer: the provider unless another is named (INV-48). */
  support: storedCompany,
  /** Bought elsewhere: supported here, not billed, changed or cancelled (INV-60). */
  channel: z.enum(['csp', 'external']),
  /** Of one that was bought elsewhere, as far as it is known: its times here mean nothing. */
  endsElsewhere: storedInstant.optional(),
  /** Why it could not be provisioned. */
  trouble: z.string().optional(),
});
export type Subscription = z.output<typeof subscriptionSchema>;

export const subscriptionDocumentId = (id: string): string => `subscription:${id}`;
export const SUBSCRIPTIONS = 'subscriptions';

export function subscriptionLine(doc: Subscription): Line | undefined {
  if (doc.state === 'None') return undefined;
  const body: SubscriptionFacts = { id: doc.id, offer: doc.offer.id, name: doc.name, state: doc.state, kind: doc.offer.kind, quantity: doc.quantity, provider: doc.provider.id, order: doc.order, channel: doc.channel, boughtAt: doc.boughtAt, office365: doc.offer.office365, addOn: doc.offer.addOn };
  return { list: SUBSCRIPTIONS, sort: `${doc.name}|${doc.id}`, terms: [doc.name, doc.id], body: { ...body, record: doc.record?.id ?? '', support: doc.support.id, reseller: doc.record?.name ?? '' } };
}

/**
 * WF-29, INV-59: no partner sees what another one sold. Its provider; whoever earns with it or supports it; and the reseller who manages the
 * account for that same provider. An Active relationship has to be there besides (INV-36).
 */
export function concerns({ provider, record, support }: Pick<Subscription, 'provider' | 'support'> & { readonly record?: Subscription['record'] | undefined }, partner: TenantId, { association }: Pick<Customer, 'association'>): boolean {
  return [provider.id, record?.id, support.id].includes(partner) || (association?.reseller === partner && association.provider === provider.id);
}

/** Everything a subscription has before it was ordered; what was ordered is put over it. */
export function blankSubscription({ now, read }: World, target: string): Subscription {
  const nobody = { id: read.tenant.id, name: '' };
  return {
    v: 1, id: target, tenant: read.tenant.id, state: 'None', since: now, rev: 0, lastCommand: '', customerName: read.tenant.name, name: '',
    offer: { id: '', name: '', segment: 'commercial', countries: [], min: 1, max: 1, trial: false, kind: 'licence', office365: false, onePerCustomer: false, term: 'P1Y', billing: 'P1M', family: '', tier: 0, addOn: 'none' },
    quantity: 0, batches: [], provider: nobody, order: '', boughtAt: now, termEndsAt: now, autoRenew: true, additional: [], support: nobody, channel: 'csp',
  };
}
