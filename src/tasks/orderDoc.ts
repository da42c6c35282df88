/** The document of an order (domain.md §4.7), in the customer's home, and its line. What may happen to it is in order.ts; the form of a new customer before it is newCustomer.ts. */

import { z } from 'zod';
import type { Line, World } from '../core/machine.ts';
import { storedCompany, storedInstant, storedPerson, taskFields } from '../core/stored.ts';
import { offerSchema } from '../core/offer.ts';

/** §4.7 (2023): accepted, and looked at before it is fulfilled. */
export const reviewStates = ['PendingReview', 'PendingPoUpload', 'PoUploadComplete'] as const;
export const orderStates = ['NotStarted', 'Submitted', 'Pending', ...reviewStates, 'Completed', 'PartialSuccess', 'Error', 'Rejected', 'PoReviewRejected', 'Cancelled'] as const;

export const orderLineSchema = z.object({
  /** Also the id of the subscription that it becomes. */
  subscription: z.string(), offer: offerSchema, quantity: z.number().int(),
  /** "kept": the order was cancelled around it; it is a subscription, which is cancelled for itself. */
  outcome: z.enum(['open', 'provisioned', 'failed', 'kept']), trouble: z.string().optional(),
});
export type OrderLine = z.output<typeof orderLineSchema>;

export const orderSchema = z.object({
  /** `tenant` of the document is the customer. */
  ...taskFields(orderStates),
  customerName: z.string(),
  provider: storedCompany,
  /** Credited on every line; none is an order whose provider attests to acting directly (INV-46). */
  reseller: storedCompany.extend({ mpnId: z.string() }).optional(),
  additional: z.array(storedCompany.extend({ mpnId: z.string() })),
  lines: z.array(orderLineSchema),
  submittedBy: z.object({ id: storedPerson, name: z.string() }),
  submittedAt: storedInstant,
  /** The order that created the customer (WF-23), by the number of its form. */
  newCustomer: z.string().optional(),
  /** Why it was not accepted, or what the review had against it. */
  refusal: z.string().optional(),
  /** [DESIGN] what the review is given of the customer's purchase order: its number and, unless empty, where the document is. The document itself is kept nowhere. */
  purchaseOrder: z.object({ number: z.string(), document: z.string() }).optional(),
});
export type Order = z.output<typeof orderSchema>;

export const orderDocumentId = (id: string): string => `order:${id}`;
/** In the customer's home, and in those of the provider and of the credited reseller. */
export const ORDERS = 'orders';

export function blankOrder({ now, read, actor }: World, target: string): Order {
  const person = actor.kind === 'person' ? actor : undefined;
  return {
    v: 1, id: target, tenant: read.tenant.id, state: 'NotStarted', since: now, rev: 0, lastCommand: '', customerName: read.tenant.name,
    provider: { id: person?.tenant ?? read.tenant.id, name: '' }, additional: [], lines: [], submittedBy: { id: storedPerson.parse(person?.id ?? ''), name: person?.name ?? '' }, submittedAt: now,
  };
}

export function orderLine(doc: Order): Line | undefined {
  if (doc.state === 'NotStarted') return undefined;
  const { id, tenant, customerName, state, submittedAt, provider, reseller, lines } = doc;
  return {
    list: ORDERS, sort: `${submittedAt}|${id}`, terms: [customerName, id, reseller?.name ?? ''],
    body: { id, customer: tenant, customerName, state, submittedAt, provider: provider.id, reseller: reseller?.name ?? '', lines: lines.length },
  };
}
