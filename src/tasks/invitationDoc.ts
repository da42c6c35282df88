/** The document of an invitation to a customer (domain.md §4.4): its states, its line, and what its link is worth. What may happen to it is in invitation.ts. */

import { z } from 'zod';
import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { PersonId } from '../core/ids.ts';
import type { Line, World } from '../core/machine.ts';
import { storedInstant, storedPerson, storedTenant, taskFields } from '../core/stored.ts';
import type { Instant } from '../core/time.ts';
import { letterSchema } from './letter.ts';
import type { LinkPlace } from './letter.ts';

export const invitationStates = ['NotStarted', 'Draft', 'Issued', 'Opened', 'Accepted', 'Declined', 'Revoked', 'Expired', 'Void', 'Discarded'] as const;
export type InvitationState = (typeof invitationStates)[number];

/** Where the customer came from (S001, S003). */
export const customerSources = ['ownMarketing', 'microsoftReferral', 'provider', 'notSaid'] as const;

export const invitationSchema = z.object({
  ...taskFields(invitationStates),
  /** `tenant` of the document is the reseller. */
  reseller: z.object({ name: z.string(), country: z.string() }),
  /** Joint, if there is one (WF-21). */
  provider: z.object({ id: storedTenant, name: z.string(), country: z.string() }).optional(),
  source: z.enum(customerSources),
  ...letterSchema,
  answer: z.object({ customer: storedTenant, company: z.string(), by: z.string(), byId: storedPerson, at: storedInstant }).optional(),
});
export type Invitation = z.output<typeof invitationSchema>;

export const invitationDocumentId = (id: string): string => `invitation:${id}`;
export const INVITATIONS = 'invitations';

export function blankInvitation({ now, read, actor }: World, target: string): Invitation {
  const person = actor.kind === 'person' ? actor : undefined;
  return {
    v: 1, id: target, tenant: read.tenant.id, state: 'NotStarted', since: now, rev: 0, lastCommand: '',
    reseller: { name: read.tenant.name, country: read.tenant.country }, source: 'notSaid', requester: { id: person?.id ?? ('' as PersonId), name: person?.name ?? '' },
    email: '', language: 'es', text: '', links: [], expiresAt: now, reminders: 0,
  };
}

/** What a reseller's people see of their invitations, in the order of their last change. */
export function invitationLine(doc: Invitation): Line | undefined {
  if (doc.state === 'NotStarted' || doc.state === 'Discarded') return undefined;
  const { id, email, state, since, expiresAt, requester, answer, provider } = doc;
  return {
    list: INVITATIONS, sort: `${since}|${id}`, terms: [answer?.company ?? '', email, id],
    body: { id, email, state, since, expiresAt, requester: requester.name, company: answer?.company ?? '', provider: provider?.id ?? '', providerName: provider?.name ?? '' },
  };
}

const path = '/invitation/';
export const placeOfInvitations = (site: string): LinkPlace => ({ site, path });
export const invitationLink = (site: string, token: string): string => `${site}${path}${token}`;

export const isAnswerable = ({ state }: Pick<Invitation, 'state'>): boolean => state === 'Issued' || state === 'Opened';

/** What a link of this invitation is worth at this moment; undefined: it can be answered. The timer may be late, so time is asked as well. The partnership behind a joint one is asked elsewhere, at its source. */
export function voidnessOf(doc: Invitation, now: Instant): DomainError | undefined {
  switch (doc.state) {
    case 'Issued': case 'Opened': return doc.expiresAt > now ? undefined : refuse('INV-L2', {}).error;
    case 'Expired': return refuse('INV-L2', {}).error;
    case 'Revoked': return refuse('INV-L3', {}).error;
    case 'Void': return refuse('INV-L4', {}).error;
    case 'NotStarted': return refuse('INV-L5', { why: 'unknown' }).error;
    case 'Draft': return refuse('INV-L5', { why: 'draft' }).error;
    case 'Accepted': return refuse('INV-L5', { why: 'accepted' }).error;
    case 'Declined': return refuse('INV-L5', { why: 'declined' }).error;
    case 'Discarded': return refuse('INV-L5', { why: 'discarded' }).error;
  }
}
