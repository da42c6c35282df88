/** The document of a customer who is being created with its first order (WF-23), in the provider's home. What may happen to it is newCustomer.ts; the customer's own document is customerDoc.ts. */

import { z } from 'zod';
import type { Line, World } from '../core/machine.ts';
import { storedCompany, storedInstant, storedPerson, storedTenant, taskFields } from '../core/stored.ts';
import { addressCheckSchema } from '../rules/addressCheck.ts';
import { customerAgreementSchema, profileSchema } from './customerDoc.ts';
import type { Order } from './orderDoc.ts';
import { ORDERS, orderLineSchema } from './orderDoc.ts';

export const newCustomerSchema = z.object({
  /** `tenant` of the document is the provider. Its id is the number of the order. */
  ...taskFields(['NotStarted', 'Submitted', 'Created']),
  provider: z.string(),
  profile: profileSchema.optional(),
  addressCheck: addressCheckSchema.optional(),
  reseller: storedCompany.extend({ mpnId: z.string() }).optional(),
  additional: z.array(storedCompany.extend({ mpnId: z.string() })),
  lines: z.array(orderLineSchema),
  agreement: customerAgreementSchema.optional(),
  submittedBy: z.object({ id: storedPerson, name: z.string() }),
  /** Once its account exists. */
  customer: storedTenant.optional(),
  userName: z.string().optional(),
  /** That its first password was shown, when and to whom; never the password (INV-06). */
  disclosure: z.object({ to: storedPerson, at: storedInstant, closedAt: storedInstant.optional() }).optional(),
});
export type NewCustomer = z.output<typeof newCustomerSchema>;

export const newCustomerDocumentId = (id: string): string => `newCustomer:${id}`;

export function blankNewCustomer({ now, read, actor }: World, target: string): NewCustomer {
  const person = actor.kind === 'person' ? actor : undefined;
  return {
    v: 1, id: target, tenant: read.tenant.id, state: 'NotStarted', since: now, rev: 0, lastCommand: '', provider: read.tenant.name, additional: [], lines: [],
    submittedBy: { id: storedPerson.parse(person?.id ?? ''), name: person?.name ?? '' },
  };
}

/** While its account is not made, it stands among the provider's orders, so that nobody loses it; afterwards the order itself does. */
export function newCustomerLine({ id, tenant, state, profile, since, reseller, lines }: NewCustomer): Line | undefined {
  if (state !== 'Submitted') return undefined;
  const customerName = profile?.company ?? '';
  return {
    list: ORDERS, sort: `${since}|${id}`, terms: [customerName, id, reseller?.name ?? ''],
    body: { id, customer: '', customerName, state: 'NotStarted', submittedAt: since, provider: tenant, reseller: reseller?.name ?? '', lines: lines.length },
  };
}

/** WF-23: what was decided with the customer, as the order that its own home begins with (orderStart). */
export function firstOrder({ id, tenant, provider, profile, reseller, additional, lines, submittedBy, since }: NewCustomer): Order {
  return {
    v: 1, id, tenant, state: 'Submitted', since, rev: 1, lastCommand: '', customerName: profile?.company ?? '', provider: { id: tenant, name: provider },
    ...(reseller ? { reseller } : {}), additional, lines, submittedBy, submittedAt: since, newCustomer: id,
  };
}
