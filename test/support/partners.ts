/** Partnership requests, partnerships and relationships of the tests of the domain: Norte asks, Contoso answers. No expectations here. */

import { traceOf } from '../../src/core/secrets.ts';
import { DAY, HOUR, plus } from '../../src/core/time.ts';
import type { Partnership } from '../../src/tasks/partnershipDoc.ts';
import type { Relationship } from '../../src/tasks/relationship.ts';
import type { PartnershipRequest, RequestState } from '../../src/tasks/requestDoc.ts';
import { LINK } from '../../src/tasks/letter.ts';
import { linkOf } from '../../src/tasks/requestDoc.ts';
import { NOW, SITE, adventure, ago, cast, contoso, norte, personNamed } from './world.ts';

/** Norte's people: a sales agent, who asks; and one who may not. */
export const iker = { ...cast.salesAgent, id: personNamed('iker'), name: 'Iker Zubia', email: 'iker@norte.es', tenant: norte.id, tenantKind: 'provider' } as const;
export const nuria = { ...cast.helpdeskAgent, id: personNamed('nuria'), name: 'Núria Camps', email: 'nuria@norte.es', tenant: norte.id, tenantKind: 'provider' } as const;

/** What the mail of the request holds. */
export const TOKEN = 'a-token-that-only-the-mail-knows';
export const TRACE = traceOf(TOKEN);
export const personalLink = linkOf(SITE, TOKEN);
export const draftText = `Hola:\n\nAcepta nuestra solicitud: ${personalLink}\n\nIker`;

const drafted: PartnershipRequest = {
  v: 1, id: 'REQ-7K3F-9QXD', tenant: norte.id, state: 'Draft', since: ago(HOUR), rev: 1, lastCommand: 'earlier',
  provider: { name: norte.name, country: norte.country }, requester: { id: iker.id, name: iker.name },
  email: 'ana@contoso.es', language: 'es', text: draftText.replace(personalLink, LINK), links: [TRACE], expiresAt: plus(NOW, 90 * DAY), reminders: 0,
};
const answer = { reseller: contoso.id, company: contoso.name, by: cast.globalAdmin.name, byId: cast.globalAdmin.id, at: ago(HOUR) };

export function requestIn(state: RequestState, more: Partial<PartnershipRequest> = {}): PartnershipRequest {
  if (state === 'NotStarted') return { ...drafted, state, rev: 0, lastCommand: '', email: '', text: '', links: [], expiresAt: NOW, ...more };
  if (state === 'Draft' || state === 'Discarded') return { ...drafted, state, ...more };
  const isAnswered = state === 'Accepted' || state === 'Declined';
  return { ...drafted, state, rev: 2, issuedAt: ago(HOUR), ...(isAnswered ? { answer } : {}), ...more };
}

export function partnershipIn(state: Partnership['state'], more: Partial<Partnership> = {}): Partnership {
  const base = { v: 1 as const, tenant: contoso.id, since: ago(HOUR), reseller: { name: contoso.name, country: contoso.country } };
  if (state === 'None') return { ...base, id: '', state, rev: 0, lastCommand: '', provider: { id: norte.id, name: '', country: '' }, adminAccess: 'None', ...more };
  const consent = {
    by: cast.globalAdmin.name, byId: cast.globalAdmin.id, roles: ['directory.globalAdmin'], at: ago(HOUR), version: '2026-11', language: 'es' as const, company: contoso.name, request: 'REQ-7K3F-9QXD',
  };
  const removal = { by: iker.name, byId: iker.id, at: ago(HOUR), attested: ['goodFaith', 'businessPurpose', 'agreement', 'harmless'] as const };
  return {
    ...base, id: 'PAR-7K3F-9QXD', state, rev: 1, lastCommand: 'earlier', provider: { id: norte.id, name: norte.name, country: norte.country }, adminAccess: 'Granted', consent,
    ...(state === 'Removed' ? { removal: { ...removal, attested: [...removal.attested] } } : {}), ...more,
  };
}

/** Adventure Works, a customer, with Contoso. */
export function relationshipIn(state: Relationship['state'], more: Partial<Relationship> = {}): Relationship {
  const base = { v: 1 as const, id: contoso.id, tenant: adventure.id, since: ago(HOUR), customer: { name: adventure.name, country: adventure.country, domain: adventure.domains[0] ?? '' }, partner: contoso.id, partnerName: contoso.name, role: 'reseller' as const, origin: 'imported' as const, delegatedAdmin: 'None' as const };
  return state === 'None' ? { ...base, state, rev: 0, lastCommand: '', ...more } : { ...base, state, rev: 1, lastCommand: 'earlier', ...more };
}
