/** The document of a partnership request (WF-14, domain.md §4.3), its states, and how its text carries the personalised link. What may happen to it is in request*.ts. */

import { z } from 'zod';
import type { LinkVoid } from '../core/errors.ts';
import type { PersonId } from '../core/ids.ts';
import type { Line, World } from '../core/machine.ts';
import { isSameTrace, traceOf } from '../core/secrets.ts';
import { storedInstant, storedLanguage, storedPerson, storedTenant, taskFields } from '../core/stored.ts';
import type { Instant } from '../core/time.ts';

export const requestStates = ['NotStarted', 'Draft', 'Issued', 'Accepted', 'Declined', 'Revoked', 'Expired', 'Discarded'] as const;
export type RequestState = (typeof requestStates)[number];

export const requestSchema = z.object({
  ...taskFields(requestStates),
  provider: z.object({ name: z.string(), country: z.string() }),
  requester: z.object({ id: storedPerson, name: z.string() }),
  /** Addresses the draft; it does not say who may accept (§6.4). */
  email: z.string(),
  /** The recipient's. */
  language: storedLanguage,
  /** The draft as it was edited last, with LINK where the personalised link stands: the link itself is stored nowhere. */
  text: z.string(),
  /** Traces of the links that were made for it; each is as good as the other. */
  links: z.array(z.string()),
  issuedAt: storedInstant.optional(),
  expiresAt: storedInstant,
  reminders: z.number().int(),
  answer: z.object({ reseller: storedTenant, company: z.string(), by: z.string(), byId: storedPerson, at: storedInstant }).optional(),
});
export type PartnershipRequest = z.output<typeof requestSchema>;

/** Stands for the link in a stored text. No draft contains it otherwise: people's braces stay what they are. */
export const LINK = '\u{E000}';

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

export const pathOfLink = '/partner/';
export const linkOf = (site: string, token: string): string => `${site}${pathOfLink}${token}`;

/** Whatever a mail program would take for a link to these pages, however it is written; the marks that close a sentence are none of it. */
function linksIn(text: string, site: string): readonly string[] {
  const ours = linkOf(site, '').replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const links = text.match(new RegExp(`[\\p{L}\\p{N}]?${ours}\\S*`, 'giu')) ?? [];
  return links.map((link) => link.replace(/[.,;:!?…'"’”»>)\]}]+$/u, ''));
}

export const isLinkOf = (doc: PartnershipRequest, trace: string): boolean => doc.links.some((known) => isSameTrace(known, trace));

/**
 * INV-30: the exact link stands in the text, once, and no other link to our own pages does.
 * @returns the text as it is stored, with LINK in the link's place; undefined when the link is missing or was altered.
 */
export function withoutLink(doc: PartnershipRequest, text: string, site: string): string | undefined {
  const [link = '', ...others] = linksIn(text, site);
  const token = link.startsWith(linkOf(site, '')) ? link.slice(linkOf(site, '').length) : '';
  if (others.length > 0 || !isLinkOf(doc, traceOf(token)) || text.includes(LINK)) return undefined;
  return text.replace(link, LINK);
}

export const withLink = (text: string, link: string): string => text.replace(LINK, link);

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
