/** Every invariant that documents can show: a whole story keeps it, and a document that was written by hand is found. */

import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Stored } from '../../src/app/ports.ts';
import { checkStore } from '../../src/check/checkStore.ts';
import { traceOf } from '../../src/core/secrets.ts';
import { changeIn } from '../support/subscriptions.ts';
import { gdapIn } from '../support/customers.ts';
import { newCustomerIn } from '../support/orders.ts';
import { tenantNamed } from '../support/world.ts';
import type { Body, Breach } from './story.ts';
import { besides, both, isIn, set, storeOf, storyTold, unchained, without } from './story.ts';

let told: readonly Stored[] = [];
beforeAll(async () => { told = await storyTold(); }, 60_000);

const RESELLER = 'contoso-iberia';
const PROVIDER = 'distribuciones-norte';
const CUSTOMER = 'woodgrove-viveros';
const FAR = { at: '2099-01-01T00:00:00.000Z', early: '2000-01-01T00:00:00.000Z' };

const enrolment = isIn(RESELLER, 'enrolment');
const agreement = isIn(RESELLER, 'agreement');
const partnership = isIn(RESELLER, 'partnership');
const invitation = isIn(RESELLER, 'invitation');
const request = isIn(PROVIDER, 'request');
const [ofReseller, ofProvider] = [isIn(CUSTOMER, 'relationship', RESELLER), isIn(CUSTOMER, 'relationship', PROVIDER)];
const [customer, order, subscription] = [isIn(CUSTOMER, 'customer'), isIn(CUSTOMER, 'order'), isIn(CUSTOMER, 'subscription')];
const isCase = ({ kind, body }: Stored): boolean => kind === 'case' && body['tenant'] === RESELLER;
const isReservation = ({ kind, body }: Stored): boolean => kind === 'reservation' && body['tenant'] === RESELLER;

/** One field of one that is an object. */
const within = (field: string, change: Body) => (body: Body): Body => ({ [field]: { ...body[field] as Body, ...change } }); // such a field
const TOKEN = 'a-token-of-256-bits-that-a-mail-carried-AAAA'.slice(0, 43);
const profile = { company: 'Woodgrove', domain: 'w.es', country: 'ES', segment: 'commercial', line1: '', line2: '', city: '', state: '', postalCode: '', firstName: '', lastName: '', email: 'a@w.es', phone: '', registrationId: '' };
const at = { tenant: tenantNamed(CUSTOMER), partner: tenantNamed(PROVIDER) };

/** Rules and the kinds of documents that they are found broken in, each once; lists are lists.test.ts. */
async function broken(breach: Breach): Promise<readonly string[]> {
  const { findings } = await checkStore(storeOf(breach(unchained(told))));
  return [...new Set(findings.filter(({ where: { id } }) => !/^(?:line|term|shown):/.test(id)).map(({ rule, where: { id } }) => `${rule} ${id.split(':')[0] ?? ''}`))].toSorted();
}

describe('check-store and a whole story', () => {
  it('INV-01 INV-65 in both languages finds nothing, before and after the audit log is linked', async () => {
    const { findings, documents, tried } = await checkStore(storeOf(told));
    expect(findings).toEqual([]);
    expect(documents).toBe(told.length);
    expect(tried.length).toBeGreaterThan(60);
    expect((await checkStore(storeOf(unchained(told)))).findings).toEqual([]);
  });
});

describe('check-store finds in a company', () => {
  it.each<readonly [string, Breach, readonly string[]]>([
    ['INV-05 an address of two users', set(isIn(PROVIDER, 'user', 'elena'), { email: 'Iker.Zubia@distribuciones-norte.example' }), ['INV-05 claim', 'INV-05 user']],
    ['INV-05 an address that nobody claims', without(isIn(PROVIDER, 'claim', 'iker')), ['INV-05 user']],
    ['INV-63 INV-15 a role that the account does not count', set(isIn(RESELLER, 'account'), { adminAgents: [] }), ['INV-63 account']],
    ['INV-07 an inactive profile', set(enrolment, within('mpn', { active: false })), ['INV-07 enrolment']],
    ['INV-08 a profile of another country', set(enrolment, within('mpn', { country: 'PT' })), ['INV-08 enrolment']],
    ['INV-09 a global MPN ID', set(enrolment, within('mpn', { type: 'global' })), ['INV-09 enrolment']],
    ['INV-09 INV-45 an MPN ID that another company reserved', set(isReservation, { tenant: 'fabrikam-cloud' }), ['INV-09 enrolment', 'INV-09 reservation', 'INV-45 subscription']],
    ['INV-11 a contact with webmail', set(enrolment, (body) => ({ ...within('verification', { email: 'eva@gmail.com' })(body), submitted: { ...body['submitted'] as Body, form: { contactEmail: 'eva@gmail.com' } } })), ['INV-11 enrolment']],
    ['INV-12 a review without the contact', set(enrolment, within('verification', { confirmedAt: undefined })), ['INV-12 enrolment']],
    ['INV-12 a review with another contact', set(enrolment, within('verification', { email: 'other@contoso.es' })), ['INV-12 enrolment']],
    ['INV-14 a short form that asked for a contact', set(enrolment, { short: true }), ['INV-14 enrolment']],
    ['INV-40 an agreement of another region', set(agreement, { region: 'brazil' }), ['INV-40 agreement']],
    ['WF-05 a review that is in no queue', set(enrolment, { state: 'UnderReview' }), ['INV-23 partnership', 'INV-40 agreement', 'INV-58 enrolment', 'WF-05 enrolment', 'stats tally']],
    ['WF-05 a closed case with a copy of the enrolment', (documents) => set(isCase, { file: { etag: 'x', body: documents.find(enrolment)?.body ?? {} } })(documents), ['WF-05 case']],
    ['WF-05 a copy of the enrolment that has not caught up', set(isCase, { open: true, file: { etag: 'x', body: { v: 1 } } }), ['WF-05 case']],
    ['INV-09 a reservation for an earlier choosing', set(isReservation, { choice: 'ENR-0:1' }), ['INV-09 enrolment']],
    ['INV-58 a revision that nobody wrote down', set(agreement, { rev: 3 }), ['INV-58 agreement']],
    ['INV-56 a document that is another company\'s', set(agreement, { tenant: 'fabrikam-cloud' }), ['INV-40 agreement', 'INV-56 agreement', 'INV-58 agreement']],
    ['INV-62 a time that is not in UTC', set(agreement, { since: '2026-03-01T12:00:00+01:00' }), ['INV-62 agreement']],
    ['INV-06 a password', besides(RESELLER, 'chat', 'chat', { temporaryPassword: 'Tq7' }), ['INV-06 chat']],
    ['INV-06 INV-24 the token of a link', both(besides('x', 'link', 'link', { v: 1, tenant: RESELLER, expiresAt: FAR.at }, { partition: `link:${traceOf(TOKEN)}` }), set(isIn(PROVIDER, 'user', 'elena'), { name: `Elena ${TOKEN}` })), ['INV-06 user']],
  ])('%s', async (_what, breach, findings) => expect(await broken(breach)).toEqual(findings));
});

describe('check-store finds between companies', () => {
  it.each<readonly [string, Breach, readonly string[]]>([
    ['INV-23 a partnership that no Global admin authorised', set(partnership, within('consent', { roles: ['salesAgent', 'notAnAdmin'] })), ['INV-23 partnership']],
    ['INV-29 partners and customers of two regions', set(partnership, within('provider', { country: 'BR' })), ['INV-29 partnership', 'INV-29 relationship']],
    ['WF-15 a request that became nothing', without(partnership), ['WF-15 request']],
    ['WF-34 a partnership that was removed without a word', set(partnership, { state: 'Removed' }), ['INV-58 partnership', 'WF-34 partnership']],
    ['INV-30 a request without its link', set(request, { text: 'Hola' }), ['INV-30 request']],
    ['INV-30 an invitation whose link leads elsewhere', set((stored) => stored.kind === 'link' && String(stored.body['about']).startsWith('INV-'), { tenant: 'fabrikam-cloud' }), ['INV-30 invitation']],
    ['INV-33 INV-27 a joint invitation without a partnership', set(invitation, (body) => ({ state: 'Issued', expiresAt: FAR.at, provider: { ...body['provider'] as Body, id: 'nobody' } })), ['INV-32 relationship', 'INV-33 invitation', 'INV-58 invitation', 'timers invitation']],
    ['INV-31 a provider that an invitation of the reseller\'s alone brought', set(ofProvider, { origin: 'invited' }), ['INV-31 relationship']],
    ['INV-36 a relationship that nobody agreed to', set(ofProvider, { consent: undefined }), ['INV-31 relationship']],
    ['INV-32 one relationship of two', without(ofProvider), ['INV-18 order', 'INV-32 relationship', 'INV-36 subscription']],
    ['INV-32 neither of two', without((stored) => ofProvider(stored) || ofReseller(stored)), ['INV-18 order', 'INV-32 invitation', 'INV-36 subscription']],
    ['INV-37 a removal without attestations', set(ofReseller, within('removal', { attested: ['goodFaith'] })), ['INV-37 relationship']],
    ['INV-39 a removed one that is back', set(ofReseller, { state: 'Active' }), ['INV-39 relationship', 'INV-58 relationship']],
    ['WF-36 delegated admin that the relationship does not know', besides(CUSTOMER, 'gdap', 'gdap:ADM-7K3F-9QXD', gdapIn('Approved', at)), ['INV-58 gdap', 'WF-36 gdap', 'timers gdap']],
    ['WF-25 an open request of former partners', besides(RESELLER, 'change', 'change:CHG-7K3F-9QXD', changeIn('Requested', { tenant: tenantNamed(RESELLER) })), ['INV-58 change', 'WF-25 change']],
    ['INV-54 a customer at Microsoft', set(customer, { profile: { ...profile, email: 'olga@microsoft.com' } }), ['INV-54 customer']],
    ['INV-55 a customer without its registration number', set(customer, { profile: { ...profile, country: 'BR' } }), ['INV-54 customer']],
    ['INV-62 an agreement of a day to come', set(customer, within('agreement', { agreedOn: '2099-01-01' })), ['INV-54 customer']],
  ])('%s', async (_what, breach, findings) => expect(await broken(breach)).toEqual([...findings].toSorted()));
});

const MPN = { id: 'fabrikam-cloud', name: 'Fabrikam', mpnId: '6120045' };
const line = (change: Body) => (body: Body): Body => ({ lines: (body['lines'] as readonly Body[]).map((one) => ({ ...one, ...change })) }); // an order's

describe('check-store finds in what was sold', () => {
  it.each<readonly [string, Breach, readonly string[]]>([
    ['INV-18 INV-44 an order of somebody else\'s provider', set(order, within('provider', { id: 'northwind-distribution' })), ['INV-18 order', 'INV-43 subscription', 'INV-59 audit', '§4.7 order']],
    ['INV-18 INV-53 an order before there was anything', set(order, { submittedAt: FAR.early }), ['INV-18 order', 'INV-53 order']],
    ['INV-19 INV-16 an order for a reseller that was no partner', set(order, { reseller: MPN }), ['INV-16 order', 'INV-19 order']],
    ['INV-16 a credit before the signature', set(agreement, within('signature', { at: FAR.at })), ['INV-16 subscription']],
    ['INV-16 nothing in a credit before a new version was signed', set(agreement, (body) => ({ ...within('signature', { at: FAR.at })(body), earlier: [body['signature']] })), []],
    ['INV-16 nothing in a credit that another account\'s signature covers', set(agreement, (body) => ({ state: 'Covered', signature: undefined, covered: { tenant: 'pt', company: 'PT', signature: body['signature'] } })), ['INV-58 agreement']],
    ['INV-45 a provider that credits itself', set(subscription, within('record', { id: PROVIDER })), ['INV-16 subscription', 'INV-45 subscription']],
    ['INV-48 a support contact from nowhere', set(subscription, { support: { id: 'fabrikam-cloud', name: 'Fabrikam' } }), ['INV-48 subscription']],
    ['INV-49 too many of an offer in an order', set(order, line({ quantity: 1_000_000 })), ['INV-49 order']],
    ['INV-49 none of an offer in a subscription', set(subscription, { quantity: 0 }), ['INV-49 subscription']],
    ['INV-50 more to take back than there is', set(subscription, { batches: [{ quantity: 11, at: FAR.early }] }), ['INV-49 subscription']],
    ['INV-52 further resellers without a first', set(order, { additional: [MPN] }), ['INV-52 order']],
    ['INV-60 one that was bought elsewhere and sold here', set(subscription, { channel: 'external' }), ['INV-60 subscription']],
    ['INV-43 a subscription without its order', without(order), ['INV-43 subscription']],
    ['INV-42 an order that is not the one of its form', set(order, { newCustomer: 'ORD-0000-0000' }), ['INV-42 order']],
    ['INV-43 WF-23 a customer that was created twice, and has nothing', both(...['1', '2'].map((id) => besides(PROVIDER, 'newCustomer', `newCustomer:${id}`, newCustomerIn('Created', { id, tenant: tenantNamed(PROVIDER) })))), ['INV-43 newCustomer', 'INV-58 newCustomer', 'WF-23 newCustomer']],
    ['§4.7 an accepted order without its subscription', without(subscription), ['§4.7 order']],
    ['§4.7 a line that says what is not so', set(order, line({ outcome: 'failed' })), ['§4.7 order']],
    ['§4.7 an order that was cancelled and names no subscription that it kept', set(order, (body) => ({ ...line({ outcome: 'open' })(body), state: 'Cancelled' })), ['INV-58 order', '§4.7 order']],
    ['§4.7 an order that stands still', set(order, { state: 'Pending' }), ['INV-58 order', '§4.7 order']],
    ['INV-34 a customer that traded in CSP', (documents) => both(besides(CUSTOMER, 'enrolment', 'enrolment', { ...documents.find(enrolment)?.body, tenant: CUSTOMER, id: 'ENR-0000-0000' }),
      besides(CUSTOMER, 'audit', 'audit:0', { ...documents.find(isIn(RESELLER, 'audit'))?.body, at: FAR.early, task: 'enrolment', document: 'ENR-0000-0000', event: 'approve', before: 'UnderReview', after: 'Active', outcome: 'done', code: undefined }))(documents),
    ['INV-09 enrolment', 'INV-34 relationship', 'INV-57 audit', 'INV-58 enrolment']],
    ['timers a subscription that no timer looks at', (documents) => documents.map(({ due, ...stored }) => (subscription(stored) || due === undefined ? stored : { ...stored, due })), ['timers subscription']],
    ['imports a file that stands still', besides(RESELLER, 'importJob', 'import:IMP-1', { v: 1, id: 'IMP-1', tenant: RESELLER, state: 'Running', since: FAR.early, rev: 1, lastCommand: '', kind: 'invite', file: '', good: 1, bad: 0, done: 0, failed: 0 }), ['INV-58 import', 'imports import']],
  ])('%s', async (_what, breach, findings) => expect(await broken(breach)).toEqual([...findings].toSorted()));
});
