/** A new customer with its first order: what page 1 and Submit check, what is kept, and the one disclosure of a password (WF-23). */

import { describe, expect, it } from '@jest/globals';
import type { RawInput } from '../../src/core/decide.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import { newCustomer } from '../../src/tasks/newCustomer.ts';
import { firstOrder } from '../../src/tasks/newCustomerDoc.ts';
import { NOBODY } from '../../src/tasks/orderRules.ts';
import { creating, newCustomerIn, resellerFacts, tomorrow, tooOld, typedNew } from '../support/orders.ts';
import { iker, nuria, partnershipIn } from '../support/partners.ts';
import { accepted, leaving, outcomeOf, rules, run } from '../support/rules.ts';
import type { Circumstances } from '../support/world.ts';
import { NOW, agreementIn, cast, contoso, fabrikam, norte } from '../support/world.ts';

const read = creating;
const uma = { ...iker, roles: { agent: 'notAnAgent', admin: 'userManagementAdmin' } } as const;
const unsigned = { signerFirstName: '', signerLastName: '', signerEmail: '', signerPhone: '', agreedOn: '' };
const asked = (event: 'submit' | 'checkCustomer', input: RawInput, more: Circumstances = {}) => run(newCustomer, newCustomerIn('NotStarted'), event, { actor: iker, input: { ...typedNew, ...input }, read, ...more });
const said = (input: RawInput, more: Circumstances = {}, event: 'submit' | 'checkCustomer' = 'submit') => {
  const decided = asked(event, input, more);
  return decided.ok ? outcomeOf(decided) : [decided.error.code, ...decided.error.fields.map(({ field, rule }) => `${field} ${rule}`)].join(' ');
};

describe('submitted', () => {
  rules(newCustomer, [
    ['WF-23 with a reseller', 'NotStarted', 'submit', iker, typedNew, 'Submitted', { read }],
    ['INV-46 through nobody', 'NotStarted', 'submit', iker, { ...typedNew, reseller: NOBODY }, 'Submitted', { read: { ...read, reseller: undefined } }],
    ['INV-43 GEN-07 a second time', 'Submitted', 'submit', iker, typedNew, 'GEN-07', { read }],
    ['§4.7 GEN-02 from a form that is older than a week', 'NotStarted', 'submit', iker, { ...typedNew, started: tooOld }, 'GEN-02', { read }],
    ['ORD-09 without the attestation', 'NotStarted', 'submit', iker, { ...typedNew, attest: '' }, 'ORD-09', { read }],
    ['GEN-01 INV-03 by a helpdesk agent', 'NotStarted', 'submit', nuria, typedNew, 'GEN-01', { read }],
    ['P21 GEN-01 with an attestation of somebody who may not attest', 'NotStarted', 'submit', uma, typedNew, 'GEN-01', { read }],
    ['INV-44 ORD-10 by a reseller', newCustomerIn('NotStarted', { tenant: contoso.id }), 'submit', cast.salesAgent, typedNew, 'ORD-10', { read: { ...read, tenant: contoso, own: contoso } }],
  ]);

  it.each<[string, RawInput, Circumstances, string]>([
    ['INV-42 without saying through whom', { reseller: '' }, {}, 'GEN-05 reseller required'],
    ['INV-42 ORD-02 for a reseller that got lost', {}, { read: { ...read, reseller: undefined } }, 'ORD-02'],
    ['INV-19 ORD-02 after the partnership ended', {}, { read: { ...read, reseller: { ...resellerFacts, partnership: partnershipIn('Removed') } } }, 'ORD-02'],
    ['INV-16 ORD-03 before the MPA is signed', {}, { read: { ...read, reseller: { ...resellerFacts, agreement: agreementIn('PendingSignature') } } }, 'ORD-03'],
    ['CUS-05 with a domain that is taken', {}, { read: { ...read, domainTaken: true } }, 'CUS-05 prefix domainTaken'],
    ['CUS-11 for a company that exists', {}, { read: { ...read, existing: fabrikam } }, 'CUS-11'],
    ['CUS-09 INV-54 with an address of the own company', { email: 'sol@norte.es' }, {}, 'CUS-09 email email.ownDomain'],
    ['CUS-09 INV-54 with an address of Microsoft', { email: 'sol@microsoft.com' }, {}, 'CUS-09 email email.ownDomain'],
    ['§6.4 of a school with an address of webmail', { segment: 'education', email: 'sol@gmail.com' }, {}, 'GEN-05 email email.school'],
    ['§6.4 of a school without a domain of its own', { segment: 'education', email: 'sol@sol.onmicrosoft.com' }, {}, 'GEN-05 email email.school'],
    ['CUS-03 INV-29 in another region', { country: 'MX', postalCode: '64000', state: 'NLE' }, {}, 'CUS-03'],
    ['CUS-06 with a name that cannot be one', { company: '' }, {}, 'CUS-06 company required'],
    ['CUS-07 with an address that is not right', { line1: '', postalCode: '1' }, {}, 'CUS-07 line1 required postalCode postalCode'],
    ['CUS-08 INV-55 without phone and number where they are needed', { country: 'HU', state: '', postalCode: '1051' }, {}, 'CUS-08 phone required registrationId required'],
    ['CUS-08 INV-55 with a number of another shape', { country: 'PL', postalCode: '00-001', state: '', phone: '+48 22 123 45 67', registrationId: '12' }, {}, 'CUS-08 registrationId registrationId'],
    ['GEN-05 with several kinds of mistakes', { company: '', line1: '' }, {}, 'GEN-05 company required line1 required'],
    ['GEN-05 with a phone that is none, where none is needed', { phone: '12' }, {}, 'GEN-05 phone phone'],
    ['GEN-05 with a doubt about the name, which can be confirmed', { company: 'panaderia.com' }, {}, 'GEN-05 company company.looksLikeDomain'],
    ['CUS-12 INV-53 when nobody has signed', unsigned, {}, 'CUS-12 signerFirstName required signerLastName required signerEmail required agreedOn required'],
    ['WF-35 INV-62 signed tomorrow', { agreedOn: tomorrow }, {}, 'GEN-05 agreedOn date.future'],
    ['WF-35 signed by half a person', { signerLastName: '' }, {}, 'GEN-05 signerLastName required'],
  ])('%s is told at Submit and already when page 1 is left', (_title, input, more, expected) => {
    expect([said(input, more), said(input, more, 'checkCustomer')]).toEqual([expected, expected]);
  });

  it('§6.3 writes names and address in its own script: Western letters are asked of the partner\'s own address', () => {
    const greek = { company: 'Φούρνος Ήλιος', country: 'GR', line1: 'Ερμού 5', city: 'Αθήνα', postalCode: '105 63', firstName: 'Ελένη', lastName: 'Ήλιου', signerFirstName: 'Ελένη', signerLastName: 'Ήλιου' };
    const { doc } = accepted(newCustomer, newCustomerIn('NotStarted'), 'submit', { actor: iker, input: { ...typedNew, ...greek }, read });
    expect([doc.profile, doc.agreement]).toMatchObject([{ line1: 'Ερμού 5', city: 'Αθήνα', firstName: 'Ελένη' }, { lastName: 'Ήλιου' }]);
  });

  it.each<[string, string]>([['PanaderiaSol', 'panaderiasol'], ['panaderiasol.onmicrosoft.com', 'panaderiasol'], [' panaderiasol ', 'panaderiasol']])('CUS-05 the domain "%s" is the same one', (prefix, expected) => {
    expect(accepted(newCustomer, newCustomerIn('NotStarted'), 'submit', { actor: iker, input: { ...typedNew, prefix }, read }).doc.profile?.domain).toBe(`${expected}.onmicrosoft.com`);
  });

  it.each([
    ['panaderiasol.com', 'domainSuffix'], ['panaderiasol.onmicrosoft.us', 'domainSuffix'], ['pana deria', 'domainPrefix'], ['panadería', 'domainPrefix'], ['x'.repeat(28), 'domainPrefix'], ['', 'required'],
  ])('WF-23 "%s" is no name of a domain', (prefix, rule) => {
    expect(said({ prefix })).toBe(`GEN-05 prefix ${rule}`);
  });

  describe('WF-32 by a provider of the US Government cloud', () => {
    const usNorte = { ...norte, cloud: 'usGov' } as const;
    const inUsGov = { rules: rulesSchema.parse({ clouds: { enabled: ['public', 'usGov'] } }), read: { ...read, tenant: usNorte, own: usNorte } };

    it.each(['panaderiasol', 'PanaderiaSol.onmicrosoft.us'])('§6.1 "%s" gets the suffix of its cloud', (prefix) => {
      const decided = asked('submit', { prefix }, inUsGov);
      expect(decided).toMatchObject({ ok: true, value: { doc: { profile: { domain: 'panaderiasol.onmicrosoft.us' } } } });
    });

    it.each([
      ['CUS-05 told with it', {}, { ...inUsGov, read: { ...inUsGov.read, domainTaken: true } }, { code: 'CUS-05', params: { domain: 'panaderiasol.onmicrosoft.us' } }],
      ['§6.1 refused with that of another cloud', { prefix: 'panaderiasol.onmicrosoft.com' }, inUsGov, { code: 'GEN-05', fields: [{ field: 'prefix', rule: 'domainSuffix', params: { suffix: '.onmicrosoft.us' } }] }],
      ['CUS-17 refused as long as its cloud is not switched on', {}, { read: inUsGov.read }, { code: 'CUS-17', params: { cloud: 'usGov' } }],
      ['§6.4 no school’s own', { segment: 'education', email: 'sol@sol.onmicrosoft.us' }, inUsGov, { code: 'GEN-05', fields: [{ field: 'email', rule: 'email.school' }] }],
    ])('%s', (_title, input, more, error) => {
      expect(asked('submit', input, more)).toMatchObject({ ok: false, error });
      expect(asked('checkCustomer', input, more)).toMatchObject({ ok: false, error });
    });
  });

  it('WF-32 CUS-17 Germany’s cloud is closed to new customers, also where it is switched on', () => {
    const german = { ...norte, country: 'DE', cloud: 'germany' } as const;
    const there = { rules: rulesSchema.parse({ clouds: { enabled: ['public', 'germany'] } }), read: { ...read, tenant: german, own: german } };
    for (const event of ['submit', 'checkCustomer'] as const) expect(asked(event, {}, there)).toMatchObject({ ok: false, error: { code: 'CUS-17', params: { cloud: 'germany', deed: 'create' } } });
  });

  it('INV-55 phone and number can be left out where nobody asks for them, and are kept where somebody gives them', () => {
    const { doc } = accepted(newCustomer, newCustomerIn('NotStarted'), 'submit', { actor: iker, input: { ...typedNew, registrationId: 'B-12345678' }, read });
    expect([said({}), doc.profile?.registrationId]).toEqual(['Submitted', 'B-12345678']);
  });

  it('WF-23 INV-41 keeps everything at once, and the domain is held until its account is made', () => {
    const { doc, step } = accepted(newCustomer, newCustomerIn('NotStarted'), 'submit', { actor: iker, input: typedNew, read });
    expect(doc).toMatchObject({
      provider: norte.name, reseller: { id: contoso.id, mpnId: '1234567' }, submittedBy: { id: iker.id },
      profile: { company: 'Panadería Sol', domain: 'panaderiasol.onmicrosoft.com', country: 'ES' }, agreement: { how: 'attested', byTenant: norte.id, agreedOn: '2026-02-01', at: NOW },
    });
    expect([doc.lines.map(({ offer, quantity }) => [offer.id, quantity]), step.claims, leaving({ doc, step })]).toEqual([[['M365-BASIC', 10]], ['prefix:panaderiasol'], []]);
  });

  it('INV-41 page 1 alone keeps nothing', () => {
    const decided = asked('checkCustomer', {});
    expect(decided.ok && decided.value.step).toEqual({ quiet: true });
  });
});

describe('made', () => {
  const shown = newCustomerIn('Created', { disclosure: { to: iker.id, at: NOW } });
  const input = { customer: fabrikam.id, userName: 'admin@panaderiasol.onmicrosoft.com', serviceUrl: 'x', conversation: 'y', channelId: 'z', bot: 'b', user: 'u', activity: 'message-1' };
  rules(newCustomer, [
    ['WF-23 the account exists', 'Submitted', 'created', iker, input, 'Created', { read }],
    ['INV-43 GEN-07 not twice', 'Created', 'created', iker, input, 'GEN-07', { read }],
    ['can be gone on with', 'Submitted', 'retry', iker, {}, 'Submitted', { read }],
    ['can be dropped', 'Submitted', 'drop', iker, {}, 'erased', { read }],
    ['GEN-07 not dropped any more once it exists', 'Created', 'drop', iker, {}, 'GEN-07', { read }],
    ['INV-56 GEN-06 is nobody else’s', 'Submitted', 'retry', { ...iker, tenant: fabrikam.id }, {}, 'GEN-06', { read }],
    ['INV-06 is closed by its reader', shown, 'closed', iker, { at: NOW }, 'Created', { read }],
    ['INV-06 GEN-02 and by nobody else', shown, 'closed', { ...iker, id: nuria.id }, { at: NOW }, 'GEN-02', { read }],
  ]);

  it('INV-43 INV-06 the one disclosure is written down and closed in time; the password is in nothing of it', () => {
    const { doc, step } = accepted(newCustomer, newCustomerIn('Submitted'), 'created', { actor: iker, input, read });
    expect(doc.disclosure).toEqual({ to: iker.id, at: NOW });
    expect(leaving({ doc, step })).toEqual(['customerCreated', 'credentialsClose']);
    expect([step.releases, step.outbox?.[1]?.payload['newCustomer']]).toEqual([['prefix:panaderiasol'], doc.id]);
  });

  it('WF-23 its order is the one that was reviewed', () => {
    const doc = newCustomerIn('Created');
    expect(firstOrder(doc)).toMatchObject({ id: doc.id, newCustomer: doc.id, provider: { id: norte.id, name: norte.name }, reseller: { id: contoso.id }, lines: doc.lines, submittedBy: doc.submittedBy, customerName: 'Panadería Sol' });
  });
});
