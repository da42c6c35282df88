/** The document of what a reseller asks its provider to change at a customer (WF-25), in the reseller's home, and its line there and with the provider. What may happen to it is in change.ts. */

import { z } from 'zod';
import type { Line, World } from '../core/machine.ts';
import { storedInstant, storedPerson, storedTenant, taskFields } from '../core/stored.ts';

export const changeStates = ['NotStarted', 'Requested', 'Accepted', 'Done', 'Declined', 'Withdrawn', 'Ended'] as const;
export type ChangeState = (typeof changeStates)[number];
export const isOpen = ({ state }: { readonly state: ChangeState }): boolean => state === 'Requested' || state === 'Accepted';

/** What ended between the companies, and the request with it. */
export const changeEnds = ['partnership', 'relationship'] as const;

/** What is asked for. */
export const changeKinds = ['more', 'fewer', 'upgrade', 'suspend', 'reactivate', 'cancel', 'newSubscription', 'other'] as const;
export type ChangeKind = (typeof changeKinds)[number];

const companySchema = z.object({ id: storedTenant, name: z.string() });

export const changeSchema = z.object({
  /** `tenant` of the document is the reseller. */
  ...taskFields(changeStates),
  reseller: z.object({ name: z.string() }),
  provider: companySchema,
  customer: companySchema,
  /** Which one it is about, as it was called then; a request for a new one is about none. */
  subscription: z.object({ id: z.string(), name: z.string() }).optional(),
  what: z.enum(changeKinds),
  /** The number of licences that is wanted, where the request is about that. */
  quantity: z.number().int().optional(),
  words: z.string(),
  requester: z.object({ id: storedPerson, name: z.string() }),
  /** What became of it, and who did that, if it was a person: the reseller's people see the provider's by name. */
  history: z.array(z.object({ at: storedInstant, state: z.enum(changeStates), by: z.string() })),
  /** Why the provider does not do it. */
  reason: z.string().optional(),
  /** Why nobody answers it any more. */
  ended: z.enum(changeEnds).optional(),
});
export type Change = z.output<typeof changeSchema>;

export const changeDocumentId = (id: string): string => `change:${id}`;
/** In the reseller's home and, as a projection, in the provider's. */
export const CHANGES = 'changes';

export function blankChange({ now, read, actor }: World, target: string): Change {
  const person = actor.kind === 'person' ? actor : undefined;
  const nobody = { id: read.tenant.id, name: '' };
  return {
    v: 1, id: target, tenant: read.tenant.id, state: 'NotStarted', since: now, rev: 0, lastCommand: '', reseller: { name: read.tenant.name }, provider: nobody, customer: nobody,
    what: 'other', words: '', requester: { id: storedPerson.parse(person?.id ?? ''), name: person?.name ?? '' }, history: [],
  };
}

/** The last change first, when a list is read backwards. */
export function changeLine(doc: Change): Line | undefined {
  if (doc.state === 'NotStarted') return undefined;
  const { id, tenant, state, since, what, reseller, provider, customer, subscription } = doc;
  return {
    list: CHANGES, sort: `${since}|${id}`, terms: [customer.name, id, subscription?.name ?? '', reseller.name, provider.name].filter((term) => term !== ''),
    body: { id, reseller: tenant, resellerName: reseller.name, provider: provider.id, providerName: provider.name, customer: customer.id, customerName: customer.name, subscription: subscription?.name ?? '', what, state, since },
  };
}
