/** The document of a partnership request (WF-14, domain.md §4.3), its states and its links. What may happen to it is in request*.ts. */

import { z } from 'zod';
import type { LinkVoid } from '../core/errors.ts';
import type { PersonId } from '../core/ids.ts';
import type { Line, World } from '../core/machine.ts';
import { storedInstant, storedPerson, storedTenant, taskFields } from '../core/stored.ts';
import type { Instant } from '../core/time.ts';
import { letterSchema } from './letter.ts';
import type { LinkPlace } from './letter.ts';

export const requestStates = ['NotStarted', 'Draft', 'Issued', 'Accepted', 'Declined', 'Revoked', 'Expired', 'Discarded'] as const;
export type RequestState = (typeof requestStates)[number];

export const requestSchema = z.object({
  ...taskFields(requestStates),
  provider: z.object({ name: z.string(), country: z.string() }),
  ...letterSchema,
  answer: z.object({ reseller: storedTenant, company: z.string(), by: z.string(), byId: storedPerson, at: storedInstant }).optional(),
});
export type PartnershipRequest = z.output<typeof requestSchema>;

export const requestDocumentId = (id: string): string => `request:${id}`;
export const REQUESTS = 'requests';

export function blankRequest({ now, read, actor }: World, target: string): PartnershipRequest {
  const person = actor.kind === 'person' ? actor : undefined;
  return {
    v: 1, id: target, tenant: read.tenant.id, state: 'NotStarted', since: now, rev: 0, lastCommand: '',
    provider: { name: read.tenant.name, country: read.tenant.country }, requester: { id: person?.id ?? ('' as PersonId), name: person?.name ?? '' },
    email: '', language: 'es', text: '', links: [], expiresAt: now, reminders: 0,
  };
}

/** What a provider sees of its requests, in the order of their last change. */
export function requestLine(doc: PartnershipRequest): Line | undefined {
  if (doc.state === 'NotStarted' || doc.state === 'Discarded') return undefined;
  const { id, email, state, since, expiresAt, requester, answer } = doc;
  return {
    list: REQUESTS, sort: `${since}|${id}`, terms: [answer?.company ?? '', email, id],
    body: { id, email, state, since, expiresAt, requester: requester.name, company: answer?.company ?? '' },
  };
}

const path = '/partner/';
export const placeOfLinks = (site: string): LinkPlace => ({ site, path });
export const linkOf = (site: string, token: string): string => `${site}${path}${token}`;

/** What a link of this request is worth at this moment; undefined: it can be answered. The timer may be late, so time is asked as well. */
export function voidness(doc: PartnershipRequest, now: Instant): LinkVoid | undefined {
  switch (doc.state) {
    case 'Issued': return doc.expiresAt > now ? undefined : 'expired';
    case 'NotStarted': return 'unknown';
    case 'Draft': return 'draft';
    case 'Accepted': return 'accepted';
    case 'Declined': return 'declined';
    case 'Revoked': return 'revoked';
    case 'Expired': return 'expired';
    case 'Discarded': return 'discarded';
  }
}
