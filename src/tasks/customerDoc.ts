/** The document of a customer in its own home: what partners know of it together, its agreement with Microsoft and who manages its account. What may happen to it is customer.ts; its relationships are documents of their own. */

import { z } from 'zod';
import { segments } from '../core/offer.ts';
import { storedInstant, storedPerson, storedTenant, taskFields } from '../core/stored.ts';
import type { World } from '../core/machine.ts';

/** What the form of a new customer asks for (WF-23 page 1), once its fields were checked. */
export const profileSchema = z.object({
  company: z.string(), domain: z.string(), country: z.string(), segment: z.enum(segments),
  line1: z.string(), line2: z.string(), city: z.string(), state: z.string(), postalCode: z.string(),
  firstName: z.string(), lastName: z.string(), email: z.string(), phone: z.string(), registrationId: z.string(),
});
export type CustomerProfile = z.output<typeof profileSchema>;

/** WF-35. `agreedOn` is a day (YYYY-MM-DD); `byTenant` is the customer itself, or the provider that attests. */
export const customerAgreementSchema = z.object({
  how: z.enum(['accepted', 'attested']), firstName: z.string(), lastName: z.string(), email: z.string(), phone: z.string(), agreedOn: z.string(), version: z.string(),
  by: z.string(), byId: storedPerson, byTenant: storedTenant, at: storedInstant,
});
export type CustomerAgreement = z.output<typeof customerAgreementSchema>;

export const customerSchema = z.object({
  ...taskFields(['None', 'Known']),
  name: z.string(), country: z.string(), segment: z.enum(segments),
  profile: profileSchema.optional(),
  agreement: customerAgreementSchema.optional(),
  /** Who manages the account (S004): one of three links that never merge (INV-47). `provider` is who set it. */
  association: z.object({ reseller: storedTenant, name: z.string(), provider: storedTenant, at: storedInstant }).optional(),
});
export type Customer = z.output<typeof customerSchema>;

export const CUSTOMER_ID = 'customer';

export function blankCustomer({ now, read }: World): Customer {
  const { id, name, country } = read.tenant;
  return { v: 1, id: CUSTOMER_ID, tenant: id, state: 'None', since: now, rev: 0, lastCommand: '', name, country, segment: 'commercial' };
}

/** INV-53: nothing is ordered before. */
export const hasAgreed = (customer: Pick<Customer, 'agreement'> | undefined): boolean => customer?.agreement !== undefined;
