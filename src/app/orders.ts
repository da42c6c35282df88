/** Orders as the people of their provider and of the credited reseller read them: the list in their own home, the document at its source (WF-23, WF-24). Nothing is written. */

import { z } from 'zod';
import type { PersonActor } from '../core/actor.ts';
import type { TenantId } from '../core/ids.ts';
import { storedInstant, storedTenant } from '../core/stored.ts';
import { AGREEMENT_ID } from '../tasks/agreement.ts';
import { ENROLMENT_ID } from '../tasks/enrolmentDoc.ts';
import type { NewCustomer } from '../tasks/newCustomerDoc.ts';
import { newCustomerDocumentId, newCustomerSchema } from '../tasks/newCustomerDoc.ts';
import type { Order } from '../tasks/orderDoc.ts';
import { ORDERS, orderDocumentId, orderLine, orderSchema, orderStates } from '../tasks/orderDoc.ts';
import { partnershipDocumentId } from '../tasks/partnershipDoc.ts';
import { relationshipDocumentId } from '../tasks/relationship.ts';
import { refsFor } from './ahead.ts';
import type { AskedPage } from './customers.ts';
import type { Deps } from './deps.ts';
import { homeOf } from './homes.ts';
import type { PageOf } from './lines.ts';
import { pageOfLines } from './lines.ts';
import type { DocRef } from './ports.ts';
import type { ShownLine } from './shownLines.ts';

const lineSchema = z.object({
  id: z.string(),
  /** Empty while the customer is still to be created. */
  customer: storedTenant,
  customerName: z.string(), state: z.enum(orderStates), submittedAt: storedInstant, provider: storedTenant, reseller: z.string(), lines: z.number().int(),
});
export type OrderInList = z.output<typeof lineSchema>;

/** A page of them, the newest first. @param tenant the reader's own company (INV-56). */
export async function ordersOf(deps: Pick<Deps, 'store'>, tenant: TenantId, asked: AskedPage): Promise<PageOf<OrderInList>> {
  return await pageOfLines(deps, { partition: homeOf(tenant), list: ORDERS, backwards: true, ...asked }, (body) => lineSchema.parse(body));
}

/** Those whose review waits for the customer's purchase order (§4.7), among the newest page of them. */
export async function awaitingPurchaseOrder(deps: Pick<Deps, 'store'>, tenant: TenantId): Promise<readonly OrderInList[]> {
  const { rows } = await ordersOf(deps, tenant, { search: '', after: undefined });
  return rows.filter(({ state }) => state === 'PendingPoUpload');
}

type OrderAsked = { readonly customer: TenantId; readonly id: string; readonly event: string; readonly reseller: TenantId | undefined };

/** What a partner's deed with an order reads in any case: whose customer it is, the order, what decides on it, and how the reseller that is named stands with the partner. */
export const orderRefs = (deps: Pick<Deps, 'directory'>, partner: TenantId, { customer, id, event, reseller }: OrderAsked): readonly DocRef[] => [
  ...[relationshipDocumentId(partner), orderDocumentId(id)].map((one) => ({ partition: homeOf(customer), id: one })),
  ...refsFor(deps, { task: 'order', event }, customer),
  ...(reseller ? [ENROLMENT_ID, AGREEMENT_ID, partnershipDocumentId(partner)].map((one) => ({ partition: homeOf(reseller), id: one })) : []),
];

/** The document itself; whose business it is must be asked besides. */
export async function orderOf({ store }: Pick<Deps, 'store'>, customer: TenantId, id: string): Promise<Order | undefined> {
  const stored = await store.read({ partition: homeOf(customer), id: orderDocumentId(id) });
  return stored && orderSchema.parse(stored.body);
}

/** INV-56, WF-29: its provider, and the reseller that is credited with it; no other partner of the customer sees it. */
export const concernsOrder = ({ provider, reseller }: Pick<Order, 'provider'> & { readonly reseller?: Order['reseller'] | undefined }, partner: TenantId): boolean => [provider.id, reseller?.id].includes(partner);

/** The order as this person may read it; one of others is as good as none. */
export async function orderFor(deps: Pick<Deps, 'store'>, { tenant }: PersonActor, { customer, id }: { readonly customer: TenantId; readonly id: string }): Promise<Order | undefined> {
  const doc = await orderOf(deps, customer, id);
  return doc && concernsOrder(doc, tenant) ? doc : undefined;
}

/** In the home of the provider: the form of a new customer, once it was submitted. */
export async function newCustomerOf({ store }: Pick<Deps, 'store'>, provider: TenantId, id: string): Promise<NewCustomer | undefined> {
  const stored = await store.read({ partition: homeOf(provider), id: newCustomerDocumentId(id) });
  return stored && newCustomerSchema.parse(stored.body);
}

/** Where an order stands in the homes of those whom it concerns. */
export function orderLines(doc: Order): readonly ShownLine[] {
  const partners = new Set([doc.provider.id, ...(doc.reseller ? [doc.reseller.id] : [])]);
  return [...partners].map((partner) => ({ partition: homeOf(partner), list: ORDERS, key: `${doc.tenant}:${doc.id}`, rev: doc.rev, line: orderLine(doc) }));
}
