/** Orders and orders of new customers of the tests of the domain: Norte sells to Adventure Works, crediting Contoso. No expectations here. */

import type { Offer } from '../../src/core/offer.ts';
import { DAY, HOUR, plus } from '../../src/core/time.ts';
import type { NewCustomer } from '../../src/tasks/newCustomerDoc.ts';
import type { Order, OrderLine } from '../../src/tasks/orderDoc.ts';
import { customerIn } from './customers.ts';
import { iker, partnershipIn, relationshipIn } from './partners.ts';
import { NOW, adventure, ago, agreementIn, cast, contoso, enrolmentIn, fabrikam, madrid, norte } from './world.ts';

const offer = (id: string, name: string, more: Partial<Offer> = {}): Offer => ({
  id, name, segment: 'commercial', countries: [], min: 1, max: 300, trial: false, kind: 'licence', office365: true, onePerCustomer: false, term: 'P1Y', billing: 'P1M', family: '', tier: 0, addOn: 'none', ...more,
});
export const basic = offer('M365-BASIC', 'Microsoft 365 Business Basic');
export const trial = offer('M365.TRIAL:25', 'Microsoft 365 Business Trial', { min: 25, max: 25, trial: true, onePerCustomer: true });
export const intune = offer('INTUNE_P1', 'Microsoft Intune Plan 1', { office365: false });
export const abroad = offer('PT-ONLY', 'Sold in Portugal', { countries: ['PT'] });
export const school = offer('M365-A3', 'Microsoft 365 A3', { segment: 'education' });
export const catalogue: readonly Offer[] = [basic, trial, intune, abroad, school];
export const offers = new Map(catalogue.map((one) => [one.id, one]));

/** What decides at Submit, all as it should be. */
export const resellerFacts = { tenant: contoso, enrolment: enrolmentIn('Active'), agreement: agreementIn('Accepted'), partnership: partnershipIn('Active') };
const signed = { how: 'accepted', firstName: 'Olga', lastName: 'Ortiz', email: '', phone: '', agreedOn: '2026-01-01', version: '1', by: 'Olga', byId: iker.id, byTenant: adventure.id, at: ago(DAY) } as const;
export const standing = relationshipIn('Active', { id: norte.id, partner: norte.id, partnerName: norte.name, role: 'provider' });
export const selling = { tenant: adventure, own: norte, customer: customerIn('Known', { agreement: signed }), relationships: [standing], reseller: resellerFacts, subscriptions: [], offers, additional: [] };
export const creating = { tenant: norte, own: norte, reseller: resellerFacts, offers, additional: [], domainTaken: false };

export const typedOrder = { lines: 'M365-BASIC=10', reseller: contoso.id, attest: 'true', additional: '', started: ago(HOUR) };
export const typedCustomer = {
  company: 'Panadería Sol', prefix: 'panaderiasol', country: 'ES', segment: 'commercial', line1: 'Calle Mayor 5', line2: '', city: 'Madrid', state: '', postalCode: '28013',
  firstName: 'Sol', lastName: 'Serra', email: 'sol@panaderiasol.example', phone: '', registrationId: '', signerFirstName: 'Sol', signerLastName: 'Serra', signerEmail: 'sol@panaderiasol.example',
  signerPhone: '', agreedOn: '2026-02-01',
};
export const typedNew = { ...typedCustomer, ...typedOrder };

const credited = { id: contoso.id, name: contoso.name, mpnId: madrid.mpnId };
const line = (more: Partial<OrderLine> = {}): OrderLine => ({ subscription: 'SUB-7K3F-9QXD', offer: { ...basic, countries: [] }, quantity: 10, outcome: 'open', ...more });
const second = line({ subscription: 'SUB-7K3F-9QXE', offer: { ...intune, countries: [] }, quantity: 3 });

const outcomes: Partial<Record<Order['state'], readonly OrderLine['outcome'][]>> = { Completed: ['provisioned', 'provisioned'], PartialSuccess: ['provisioned', 'failed'], Error: ['failed', 'failed'] };

const given = { number: 'PO 4500-017', document: 'https://adventure.example/po/4500-017' };

export function orderIn(state: Order['state'], more: Partial<Order> = {}): Order {
  const base = {
    v: 1 as const, id: 'ORD-7K3F-9QXD', tenant: adventure.id, since: ago(HOUR), customerName: adventure.name, provider: { id: norte.id, name: norte.name }, additional: [],
    submittedBy: { id: iker.id, name: iker.name }, submittedAt: ago(HOUR),
  };
  if (state === 'NotStarted') return { ...base, state, rev: 0, lastCommand: '', lines: [], ...more };
  const [one = 'open', other = 'open'] = outcomes[state] ?? [];
  const lines = [line({ outcome: one }), { ...second, outcome: other }].map((each) => (each.outcome === 'failed' ? { ...each, trouble: 'unavailable' } : each));
  return { ...base, state, rev: 2, lastCommand: 'earlier', reseller: credited, lines, ...(state === 'Rejected' ? { refusal: 'credit' } : {}),
    ...(state === 'PoUploadComplete' || state === 'PoReviewRejected' ? { purchaseOrder: given } : {}), ...(state === 'PoReviewRejected' ? { refusal: 'purchaseOrder' } : {}), ...more };
}

/** Its password was shown to Ana, who is Global admin here too. */
export function newCustomerIn(state: NewCustomer['state'], more: Partial<NewCustomer> = {}): NewCustomer {
  const base = { v: 1 as const, id: 'ORD-7K3F-9QXD', tenant: norte.id, since: ago(HOUR), provider: norte.name, additional: [], submittedBy: { id: iker.id, name: iker.name } };
  if (state === 'NotStarted') return { ...base, state, rev: 0, lastCommand: '', lines: [], ...more };
  const { prefix, signerFirstName, signerLastName, signerEmail, signerPhone, agreedOn, ...profile } = typedCustomer;
  const submitted: NewCustomer = {
    ...base, state, rev: 1, lastCommand: 'earlier', profile: { ...profile, segment: 'commercial', domain: `${prefix}.onmicrosoft.com` }, reseller: credited, lines: [line(), second],
    agreement: { how: 'attested', firstName: signerFirstName, lastName: signerLastName, email: signerEmail, phone: signerPhone, agreedOn, version: '2023-01', by: iker.name, byId: iker.id, byTenant: norte.id, at: ago(HOUR) },
  };
  if (state === 'Submitted') return { ...submitted, ...more };
  return { ...submitted, rev: 2, customer: fabrikam.id, userName: 'admin@panaderiasol.onmicrosoft.com', disclosure: { to: cast.globalAdmin.id, at: NOW }, ...more };
}

/** A day later than a form may be sent. */
export const tooOld = ago(8 * DAY);
export const tomorrow = plus(NOW, DAY).slice(0, 10);
