/** Who and what the tests of the domain are about: companies, one actor for each role, a document in each state, and the world of a decision. No expectations here. */

import type { Actor, PersonActor } from '../../src/core/actor.ts';
import type { CaseId, PersonId, TenantId } from '../../src/core/ids.ts';
import type { MpnProfile, ReadSet, World } from '../../src/core/machine.ts';
import { traceOf } from '../../src/core/secrets.ts';
import type { Instant } from '../../src/core/time.ts';
import { DAY, HOUR, MINUTE, plus } from '../../src/core/time.ts';
import type { DirectoryTenant } from '../../src/app/ports.ts';
import type { Rules } from '../../src/rules/settings.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import type { Agreement } from '../../src/tasks/agreement.ts';
import type { ChosenProfile, Enrolment, EnrolmentState } from '../../src/tasks/enrolmentDoc.ts';
import type { WorkAccount } from '../../src/tasks/workAccount.ts';
import { NOW } from '../store/support.ts';

export { NOW };
export const ago = (milliseconds: number): Instant => plus(NOW, -milliseconds);

// Brands are given to names that only the tests use.
export const tenantNamed = (name: string) => name as TenantId;
export const personNamed = (name: string) => name as PersonId;
export const caseNamed = (name: string) => name as CaseId;

const company = (id: string, more: Partial<DirectoryTenant> = {}): DirectoryTenant => ({
  id: tenantNamed(id), name: id, country: 'ES', cloud: 'public', kind: 'reseller', inCsp: false, domains: [`${id}.es`], globalAdmins: ['Ana García', 'Luis Gil'], ...more,
});
export const contoso = company('contoso', { name: 'Contoso Iberia' });
export const fabrikam = company('fabrikam');
export const norte = company('norte', { kind: 'provider', inCsp: true });
export const operator = company('operator', { kind: 'provider' });
export const adventure = company('adventure', { kind: 'customer' });

const person = (id: string, name: string, more: Partial<PersonActor> = {}): PersonActor => ({
  kind: 'person', tenant: contoso.id, id: personNamed(id), name, email: `${id}@contoso.es`, language: 'es', tenantKind: 'reseller',
  directoryRoles: [], roles: { agent: 'notAnAgent', admin: 'notAnAdmin' }, programmeAdmin: false, ...more,
});

/** One actor for each way of holding a permission. */
export const cast = {
  /** Fills in the form of every sample below; holds no partner role yet. */
  globalAdmin: person('ana', 'Ana García', { directoryRoles: ['globalAdmin'], roles: undefined }),
  colleague: person('luis', 'Luis Gil', { directoryRoles: ['globalAdmin'] }),
  partnerGlobalAdmin: person('pia', 'Pia Gómez', { roles: { agent: 'notAnAgent', admin: 'globalAdmin' } }),
  userManagementAdmin: person('uma', 'Uma Mora', { roles: { agent: 'notAnAgent', admin: 'userManagementAdmin' } }),
  billingAdmin: person('bea', 'Bea Armas', { roles: { agent: 'notAnAgent', admin: 'billingAdmin' } }),
  adminAgent: person('ada', 'Ada Ares', { roles: { agent: 'adminAgent', admin: 'notAnAdmin' } }),
  salesAgent: person('sal', 'Sal Sanz', { roles: { agent: 'salesAgent', admin: 'notAnAdmin' } }),
  helpdeskAgent: person('hal', 'Hal Haro', { roles: { agent: 'helpdeskAgent', admin: 'notAnAdmin' } }),
  employee: person('eva', 'Eva Enríquez'),
  reviewer: person('rut', 'Rut Ríos', { tenant: operator.id, email: 'rut@operator.es', tenantKind: 'provider', programmeAdmin: true }),
  providerAdmin: person('noa', 'Noa Niño', { tenant: norte.id, tenantKind: 'provider', directoryRoles: ['globalAdmin'] }),
  contact: { kind: 'link', tenant: contoso.id, email: 'marta@contoso.es' },
  system: { kind: 'system', part: 'timer' },
} as const satisfies Record<string, Actor>;
export type Role = keyof typeof cast;

export const madrid: MpnProfile = { mpnId: '1234567', name: 'Contoso Madrid', country: 'ES', active: true, type: 'location' };
/** As the samples have chosen it. */
export const ours: ChosenProfile = { ...madrid, choice: 'ENR-7K3F-9QXD:3' };
export const sevilla: MpnProfile = { ...madrid, mpnId: '7654321', name: 'Contoso Sevilla' };
export const asleep: MpnProfile = { ...madrid, mpnId: '2345678', active: false };
export const lisbon: MpnProfile = { ...madrid, mpnId: '3456789', country: 'PT' };
export const worldwide: MpnProfile = { ...madrid, mpnId: '4567890', type: 'global' };

export const legal = { companyName: 'Contoso Iberia', addressLine1: 'Calle Mayor 5', addressLine2: '', city: 'Madrid', state: '', postalCode: '28013' };
export const contactPage = { contactFirstName: 'Marta', contactLastName: 'Ruiz', contactEmail: 'marta@contoso.es', contactPhone: '', contactLanguage: 'es' };
export const support = { supportEmail: 'soporte@contoso.es', supportPhone: '+34912345678', supportWebSite: 'https://contoso.es' };
const form = { ...legal, ...contactPage, ...support };

/** What the reviewer, the membership mail and the contact's mail hold. */
export const CODE = '204815';
export const LINK = traceOf('the token in the mail');

/** What the addresses of our pages begin with. */
export const SITE = 'https://enlace.example';

export type Circumstances = { readonly read?: Partial<ReadSet>; readonly rules?: Rules; readonly now?: Instant };

/** Contoso's world; the MPN ID of the samples is reserved for it. */
export function worldOf(actor: Actor, { read = {}, rules = defaultRules, now = NOW }: Circumstances = {}): World {
  return { actor, now, rules, newId: () => '0f1e2d3c-4b5a-4768-9798-a0b1c2d3e4f5', site: SITE, read: { tenant: contoso, reservation: { mpnId: madrid.mpnId, tenant: contoso.id, choice: ours.choice }, ...read } };
}

const started: Enrolment = {
  v: 1, id: 'ENR-7K3F-9QXD', tenant: contoso.id, state: 'NotStarted', since: ago(DAY), rev: 4, lastCommand: 'earlier', touchedAt: ago(DAY),
  company: { name: contoso.name, country: contoso.country }, short: false, form: {}, donePages: [], history: [],
  requester: { id: cast.globalAdmin.id, name: cast.globalAdmin.name, email: 'ana@contoso.es', language: 'es' },
};
const code = { hash: traceOf(CODE, 'salt'), salt: 'salt', expiresAt: plus(NOW, 5 * MINUTE), attempts: 0 };
const membership = { account: 'ana@contoso.es', round: 1, sentAt: [ago(2 * HOUR)] };
const chosen = { ...started, membership: { ...membership, profiles: [madrid, sevilla, asleep, lisbon, worldwide] }, mpn: ours };
const filled: Enrolment = { ...chosen, form, donePages: ['LegalProfile', 'PrimaryContact', 'SupportInfo'] };
const asked = { round: 1, email: 'marta@contoso.es', sentAt: [ago(HOUR)], links: [{ hash: LINK, expiresAt: plus(NOW, DAY) }] };
const sent: Enrolment = { ...filled, submitted: { at: ago(HOUR), form, mpn: ours }, verification: asked };
const confirmed: Enrolment = { ...sent, verification: { ...asked, links: [], confirmedAt: ago(MINUTE) }, review: { openedAt: ago(MINUTE) } };
const decided = (kind: 'approved' | 'rejected' | 'documentsAsked', text: string): Enrolment =>
  ({ ...confirmed, review: { openedAt: ago(MINUTE), decision: { kind, by: { id: cast.reviewer.id, name: cast.reviewer.name }, at: NOW, text } } });

const enrolments: Readonly<Record<EnrolmentState, Enrolment>> = {
  NotStarted: { ...started, id: '', rev: 0, lastCommand: '' },
  MpnSignIn: { ...started, membership: { ...membership, code } },
  MpnSelection: { ...started, membership: chosen.membership },
  LegalProfile: chosen,
  PrimaryContact: { ...chosen, form: legal, donePages: ['LegalProfile'] },
  SupportInfo: { ...chosen, form: { ...legal, ...contactPage }, donePages: ['LegalProfile', 'PrimaryContact'] },
  Confirmation: filled,
  DetailsShort: { ...started, short: true, mpn: ours },
  EmailVerificationPending: sent,
  UnderReview: confirmed,
  ActionRequired: decided('documentsAsked', 'Which name is registered?'),
  Qualified: decided('approved', ''),
  Rejected: decided('rejected', 'The name is not registered.'),
  Active: decided('approved', ''),
  Withdrawn: sent,
};

/** The enrolment of Contoso, four revisions old, as it is in a state. */
export function enrolmentIn(state: EnrolmentState, more: Partial<Enrolment> = {}): Enrolment {
  return { ...enrolments[state], state, ...more };
}

/** An enrolment that was under review and is being changed. */
export const amended = (more: Partial<Enrolment> = {}): Enrolment => ({ ...confirmed, state: 'Confirmation', amendedFrom: 'UnderReview', ...more });

export function agreementIn(state: Agreement['state'], more: Partial<Agreement> = {}): Agreement {
  const base = { v: 1 as const, tenant: contoso.id, since: ago(DAY), region: 'europe', requester: cast.globalAdmin.id, reminders: 0 };
  if (state === 'NotAvailable') return { ...base, state, id: '', rev: 0, lastCommand: '', ...more };
  const signature = { by: cast.globalAdmin.name, byId: cast.globalAdmin.id, roles: ['directory.globalAdmin'], at: ago(HOUR), version: '2020-02' };
  const covered = { tenant: 'contoso-pt', company: 'Contoso Portugal', signature: { ...signature, by: 'Rui Reis', byId: 'rui' } };
  return { ...base, state, id: 'MPA-7K3F-9QXD', rev: 1, lastCommand: 'earlier', ...(state === 'Accepted' ? { signature } : {}), ...(state === 'Covered' ? { covered } : {}), ...more };
}

export const accountForm = { company: 'Contoso Iberia', country: 'ES', prefix: 'contosoiberia', userName: 'ana', firstName: 'Ana', lastName: 'García', contactEmail: 'ana@gmail.com' };

export function workAccountIn(state: WorkAccount['state']): WorkAccount {
  const base = { v: 1 as const, tenant: contoso.id, state, since: ago(HOUR) };
  if (state === 'NotStarted') return { ...base, id: '', rev: 0, lastCommand: '' };
  const requested = { ...base, id: 'WA-1', rev: 1, lastCommand: 'earlier', request: accountForm };
  return state === 'Requested' ? requested : { ...requested, rev: 2, userName: 'ana@contosoiberia.onmicrosoft.com' };
}
