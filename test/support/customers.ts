/** Invitations, customers and their relationships of the tests of the domain: Contoso invites Adventure Works, alone or with Norte. No expectations here. */

import { traceOf } from '../../src/core/secrets.ts';
import { DAY, HOUR, plus } from '../../src/core/time.ts';
import type { Invitation, InvitationState } from '../../src/tasks/invitationDoc.ts';
import { invitationLink } from '../../src/tasks/invitationDoc.ts';
import type { Customer } from '../../src/tasks/customerDoc.ts';
import type { Gdap } from '../../src/tasks/gdapDoc.ts';
import { LINK } from '../../src/tasks/letter.ts';
import { NOW, SITE, adventure, ago, cast, contoso, norte, personNamed } from './world.ts';

/** The Global admin of Adventure Works, and somebody there who is none. */
export const olga = {
  kind: 'person', tenant: adventure.id, id: personNamed('olga'), name: 'Olga Ortiz', email: 'olga@adventure.es', language: 'es', tenantKind: 'customer',
  directoryRoles: ['globalAdmin'], roles: undefined, programmeAdmin: false,
} as const;
export const omar = { ...olga, id: personNamed('omar'), name: 'Omar Oca', email: 'omar@adventure.es', directoryRoles: [] } as const;

/** What the mail of the invitation holds. */
export const INVITE_TOKEN = 'a-token-that-only-the-customer-knows';
export const INVITE_TRACE = traceOf(INVITE_TOKEN);
export const invitePersonalLink = invitationLink(SITE, INVITE_TOKEN);
export const inviteText = `Hola:\n\nTrabajemos juntos: ${invitePersonalLink}\n\nSal`;

const drafted: Invitation = {
  v: 1, id: 'INV-7K3F-9QXD', tenant: contoso.id, state: 'Draft', since: ago(HOUR), rev: 1, lastCommand: 'earlier',
  reseller: { name: contoso.name, country: contoso.country }, source: 'notSaid', requester: { id: cast.salesAgent.id, name: cast.salesAgent.name },
  email: 'olga@adventure.es', language: 'es', text: inviteText.replace(invitePersonalLink, LINK), links: [INVITE_TRACE], expiresAt: plus(NOW, 90 * DAY), reminders: 0,
};
const answer = { customer: adventure.id, company: adventure.name, by: olga.name, byId: olga.id, at: ago(HOUR) };

/** Contoso's alone; joint with `joint`. */
export function invitationIn(state: InvitationState, more: Partial<Invitation> = {}): Invitation {
  if (state === 'NotStarted') return { ...drafted, state, rev: 0, lastCommand: '', email: '', text: '', links: [], expiresAt: NOW, ...more };
  if (state === 'Draft' || state === 'Discarded') return { ...drafted, state, ...more };
  const isAnswered = state === 'Accepted' || state === 'Declined';
  return { ...drafted, state, rev: 2, issuedAt: ago(HOUR), ...(isAnswered ? { answer } : {}), ...more };
}
export const joint = { provider: { id: norte.id, name: norte.name, country: norte.country } } as const;

/** Adventure Works in its own home: associated with Contoso by Norte, where it is known at all; nobody has agreed to anything. */
export function customerIn(state: Customer['state'], more: Partial<Customer> = {}): Customer {
  const base = { v: 1 as const, id: 'customer', tenant: adventure.id, since: ago(HOUR), name: adventure.name, country: adventure.country, segment: 'commercial' as const };
  if (state === 'None') return { ...base, state, rev: 0, lastCommand: '', ...more };
  return { ...base, state, rev: 1, lastCommand: 'earlier', association: { reseller: contoso.id, name: contoso.name, provider: norte.id, at: ago(HOUR) }, ...more };
}

/** What Norte has asked Adventure Works for. */
export function gdapIn(state: Gdap['state'], more: Partial<Gdap> = {}): Gdap {
  const base = { v: 1 as const, id: 'ADM-7K3F-9QXD', tenant: adventure.id, since: ago(HOUR), customerName: adventure.name, partner: norte.id, partnerName: norte.name };
  if (state === 'None') return { ...base, state, rev: 0, lastCommand: '', requester: { id: personNamed(''), name: '' }, name: '', days: 0, roles: [], autoExtend: false, until: NOW, reminded: 0, ...more };
  const isAnswered = state !== 'Requested' && state !== 'Lapsed';
  return {
    ...base, state, rev: 1, lastCommand: 'earlier', requester: { id: personNamed('iker'), name: 'Iker Zubia' }, name: 'Help with licences', days: 90, roles: ['licenceAdmin', 'globalReader'], autoExtend: false,
    until: plus(NOW, 90 * DAY), reminded: 0, ...(isAnswered ? { decision: { by: olga.name, byId: olga.id, at: ago(HOUR) } } : {}), ...more,
  };
}
