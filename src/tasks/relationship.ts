/** The relationship of a customer with one partner (domain.md §4.5): it lives with the customer. So far it comes from other portals only (WF-19 step 1). */

import { z } from 'zod';
import { refuse } from '../core/errors.ts';
import type { DomainError } from '../core/errors.ts';
import type { Step, TaskDef, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { storedTenant, taskFields } from '../core/stored.ts';
import type { Enrolment } from './enrolmentDoc.ts';
import { isEnrolled } from './enrolmentDoc.ts';
import { outgoing } from './outgoing.ts';
import { choice } from '../rules/fields.ts';

export const relationshipSchema = z.object({
  /** `tenant` of the document is the customer. */
  ...taskFields(['None', 'Active', 'Removed']),
  customer: z.object({ name: z.string(), country: z.string() }),
  partner: storedTenant,
  role: z.enum(['provider', 'reseller']),
  origin: z.enum(['imported']),
});
export type Relationship = z.output<typeof relationshipSchema>;

export const relationshipDocumentId = (partner: string): string => `relationship:${partner}`;

/** Who has or had to do with a customer: the list in its home. */
export const RELATIONSHIPS = 'relationships';
/** A partner's customers, in the partner's home; and those it shares with one other partner (WF-18). */
export const CUSTOMERS = 'customers';
export const sharedWith = (partner: string): string => `shared:${partner}`;

const row = rowsOf<Relationship>();
const importFields = { role: choice(['provider', 'reseller']) } as const;

function blank({ now, read }: World, partner: string): Relationship {
  const { id, name, country } = read.tenant;
  return { v: 1, id: partner, tenant: id, state: 'None', since: now, rev: 0, lastCommand: '', customer: { name, country }, partner: storedTenant.parse(partner), role: 'reseller', origin: 'imported' };
}

const imported = (doc: Relationship, { role }: Values<typeof importFields>, { read }: World): Step<Relationship> =>
  ({ to: 'Active', set: { id: doc.id, role, customer: { name: read.tenant.name, country: read.tenant.country } }, outbox: [outgoing('customerSync', {})] });

/** INV-34: a company that trades in CSP is nobody's customer there. */
const isNoPartner = (_doc: Relationship, { read }: World): DomainError | undefined =>
  (read.tenant.inCsp || isEnrolled(read.enrolment as Enrolment | undefined) ? refuse('GEN-07', { state: 'inCsp' }).error : undefined);

/** INV-18: a provider's own relationship with the customer, and nothing else, lets it order for that customer. */
export const mayOrderFor = (relationship: Pick<Relationship, 'state' | 'role'> | undefined): boolean => relationship?.state === 'Active' && relationship.role === 'provider';

export const relationship = {
  task: 'relationship',
  documentId: (_actor, partner) => relationshipDocumentId(partner),
  many: true,
  schema: relationshipSchema,
  blank,
  line: (doc) => (doc.state === 'None' ? undefined : { list: RELATIONSHIPS, sort: doc.partner, terms: [], body: { partner: doc.partner, role: doc.role, state: doc.state } }),
  events: {
    imported: [row({ from: ['None'], to: 'Active', needs: 'S01', inner: true, reads: ['enrolment'], fields: importFields, owner: isNoPartner, effect: imported })],
  },
} as const satisfies TaskDef<Relationship>;
