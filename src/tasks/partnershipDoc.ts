/** The document of a partnership between a provider and a reseller (domain.md §4.3): it lives with the reseller, who authorised it. What may happen to it is in partnership.ts. */

import { z } from 'zod';
import type { TenantId } from '../core/ids.ts';
import type { Line, World } from '../core/machine.ts';
import { attestationSchema } from './attestations.ts';
import { storedInstant, storedLanguage, storedPerson, storedTenant, taskFields } from '../core/stored.ts';

export const partnershipStates = ['None', 'Active', 'Removed'] as const;

/** What the reseller's Global admin agreed to: kept as long as the partnership's document. */
const consentSchema = z.object({
  by: z.string(), byId: storedPerson, roles: z.array(z.string()), at: storedInstant,
  /** The version of the text, and the language in which it was read. */
  version: z.string(), language: storedLanguage,
  /** On whose behalf. */
  company: z.string(), request: z.string(),
});

export const partnershipSchema = z.object({
  ...taskFields(partnershipStates),
  /** `tenant` of the document is the reseller. */
  provider: z.object({ id: storedTenant, name: z.string(), country: z.string() }),
  reseller: z.object({ name: z.string(), country: z.string() }),
  /** WF-16: the provider's administrator access to the reseller's own work account. */
  adminAccess: z.enum(['None', 'Granted', 'Removed']),
  consent: consentSchema.optional(),
  removal: attestationSchema.optional(),
});
export type Partnership = z.output<typeof partnershipSchema>;

export const partnershipDocumentId = (provider: TenantId | string): string => `partnership:${provider}`;

/** The list of Active partners, in the home of either side (WF-17). */
export const PARTNERS = 'partners';

export function blankPartnership({ now, read }: World, provider: string): Partnership {
  const { id, name, country } = read.tenant;
  return {
    v: 1, id: '', tenant: id, state: 'None', since: now, rev: 0, lastCommand: '',
    provider: { id: provider as TenantId, name: '', country: '' }, reseller: { name, country }, adminAccess: 'None', // a name brought along: the decision asks whose it is
  };
}

/** What either side sees of the other. */
export type PartnerLine = {
  readonly other: string; readonly name: string; readonly country: string; readonly since: string; readonly adminAccess: Partnership['adminAccess']; readonly rev: number;
};

/** INV-20: in both lists exactly while it is Active. */
export function partnerLine(doc: Partnership, reader: 'provider' | 'reseller'): Line | undefined {
  if (doc.state !== 'Active') return undefined;
  const other = reader === 'reseller' ? doc.provider : { id: doc.tenant, ...doc.reseller };
  const body: PartnerLine = { other: other.id, name: other.name, country: other.country, since: doc.since, adminAccess: doc.adminAccess, rev: doc.rev };
  return { list: PARTNERS, sort: other.name, terms: [other.name, other.id], body };
}
