/** May this provider sell to this customer now: each condition of the chain alone, and all of them in the order in which they are mended. */

import { describe, expect, it } from '@jest/globals';
import { defaultRules, rulesSchema } from '../../src/rules/settings.ts';
import type { Customer } from '../../src/tasks/customerDoc.ts';
import type { Sale } from '../../src/tasks/selling.ts';
import { mpnIdOf, obstacles } from '../../src/tasks/selling.ts';
import { partnershipIn } from '../support/partners.ts';
import { customerIn } from '../support/customers.ts';
import { resellerFacts, selling, standing } from '../support/orders.ts';
import { adventure, agreementIn, contoso, enrolmentIn, norte } from '../support/world.ts';

const good: Sale = { provider: norte, tenant: adventure, customer: selling.customer, relationship: standing, enrolment: undefined, reseller: resellerFacts };
const without = (customer: Customer): Customer => { const { agreement: _none, ...rest } = customer; return rest; };
const rules = defaultRules;

describe('an order', () => {
  it('WF-24 may be placed when nothing stands in its way, with a reseller or without one (INV-46)', () => {
    expect([obstacles(good, rules), obstacles({ ...good, reseller: 'nobody' }, rules)]).toEqual([[], []]);
  });

  it.each<[string, Partial<Sale>, string]>([
    ['INV-44 ORD-10 of a reseller', { provider: contoso }, 'ORD-10'],
    ['INV-44 ORD-10 of a provider that is not in the programme', { provider: { ...norte, inCsp: false } }, 'ORD-10'],
    ['INV-44 ORD-10 of a company that the directory does not know', { provider: undefined }, 'ORD-10'],
    ['INV-18 ORD-01 for somebody who was never a customer', { relationship: undefined }, 'ORD-01'],
    ['INV-18 INV-36 ORD-01 after the relationship was removed', { relationship: { ...standing, state: 'Removed' } }, 'ORD-01'],
    ['INV-18 ORD-01 with a relationship that is not a provider’s', { relationship: { ...standing, role: 'reseller' } }, 'ORD-01'],
    ['INV-19 ORD-02 for a reseller without a partnership', { reseller: { ...resellerFacts, partnership: undefined } }, 'ORD-02'],
    ['INV-19 ORD-02 after the partnership ended', { reseller: { ...resellerFacts, partnership: partnershipIn('Removed') } }, 'ORD-02'],
    ['INV-42 ORD-02 for a reseller that nobody knows', { reseller: undefined }, 'ORD-02'],
    ['INV-16 ORD-03 before the MPA is signed', { reseller: { ...resellerFacts, agreement: agreementIn('PendingSignature') } }, 'ORD-03'],
    ['INV-16 ORD-03 without any MPA', { reseller: { ...resellerFacts, agreement: undefined } }, 'ORD-03'],
    ['INV-45 ORD-05 for a reseller without an MPN ID', { reseller: { ...resellerFacts, enrolment: enrolmentIn('UnderReview') } }, 'ORD-05'],
    ['INV-34 CUS-04 for a company that trades in CSP', { tenant: { ...adventure, inCsp: true } }, 'CUS-04'],
    ['INV-34 CUS-04 for a company that has enrolled', { enrolment: enrolmentIn('Active') }, 'CUS-04'],
    ['INV-29 INV-40 CUS-03 in another region', { tenant: { ...adventure, country: 'MX' } }, 'CUS-03'],
    ['INV-61 CUS-03 in another cloud', { tenant: { ...adventure, cloud: 'usGov' } }, 'CUS-03'],
    ['WF-32 CUS-17 in a national cloud that is not switched on', { provider: { ...norte, cloud: 'usGov' }, tenant: { ...adventure, cloud: 'usGov' } }, 'CUS-17'],
    ['INV-53 CUS-10 while the verification is under review', { tenant: { ...adventure, verification: 'underReview' } }, 'CUS-10'],
    ['INV-53 CUS-10 after the verification was refused', { tenant: { ...adventure, verification: 'refused' } }, 'CUS-10'],
    ['INV-53 CUS-10 as long as the verification is unknown', { tenant: { ...adventure, verification: 'unknown' } }, 'CUS-10'],
    ['INV-53 CUS-12 before the customer agreement', { customer: without(customerIn('Known')) }, 'CUS-12'],
    ['INV-53 CUS-12 of a customer of whom nothing is known', { customer: undefined }, 'CUS-12'],
  ])('%s is refused', (_title, more, code) => {
    expect(obstacles({ ...good, ...more }, rules).map((error) => error.code)).toEqual([code]);
  });

  it('hears every obstacle, in the order in which they have to be mended', () => {
    const sale: Sale = { ...good, provider: contoso, relationship: undefined, reseller: undefined, customer: undefined, tenant: { ...adventure, country: 'MX', verification: 'underReview', inCsp: true } };
    expect(obstacles(sale, rules).map(({ code }) => code)).toEqual(['ORD-10', 'ORD-01', 'ORD-02', 'CUS-04', 'CUS-03', 'CUS-10', 'CUS-12']);
  });

  it('INV-56 ORD-01 names the customer only to those who had to do with it', () => {
    const named = ({ relationship }: Pick<Sale, 'relationship'>) => obstacles({ ...good, tenant: { ...adventure, name: 'Adventure Works' }, relationship }, rules)[0]?.params;
    expect([named({ relationship: undefined }), named({ relationship: { ...standing, state: 'Removed' } })]).toEqual([{ customer: adventure.id }, { customer: 'Adventure Works' }]);
  });

  it('INV-16 ORD-03 says which version has been published since the reseller signed, to its partners (INV-56)', () => {
    const newer = rulesSchema.parse({ mpa: { version: '2027-01' } });
    const told = (more: Partial<typeof resellerFacts>) => obstacles({ ...good, reseller: { ...resellerFacts, ...more } }, newer).find(({ code }) => code === 'ORD-03')?.params;
    expect([told({}), told({ agreement: agreementIn('PendingSignature') }), told({ partnership: partnershipIn('Removed') })]).toMatchObject([{ version: '2027-01' }, { version: '' }, { version: '' }]);
  });

  it('INV-53 the agreement and the verification are settings', () => {
    const loose = { ...rules, mca: { ...rules.mca, required: false }, customer: { ...rules.customer, verificationGate: false } };
    expect(obstacles({ ...good, customer: undefined, tenant: { ...adventure, verification: 'refused' } }, loose)).toEqual([]);
  });

  it('INV-45 the MPN ID is the one that the reseller enrolled with', () => {
    expect([mpnIdOf(resellerFacts), mpnIdOf({ ...resellerFacts, enrolment: undefined })]).toEqual(['1234567', undefined]);
  });
});
