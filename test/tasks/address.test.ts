/** The address check in the two forms that ask for an address (§6.3): what is asked back, what is stored, and that nothing passes unchecked. */

import { describe, expect, it } from '@jest/globals';
import type { Address, AddressFinding } from '../../src/core/address.ts';
import { addressName } from '../../src/rules/addressCheck.ts';
import { enrolment } from '../../src/tasks/enrolment.ts';
import { newCustomer } from '../../src/tasks/newCustomer.ts';
import { creating, newCustomerIn, typedNew } from '../support/orders.ts';
import { iker } from '../support/partners.ts';
import { accepted, run } from '../support/rules.ts';
import { NOW, amended, cast, contactPage, enrolmentIn, legal, support } from '../support/world.ts';

const actor = cast.globalAdmin;
const typed: Address = { country: 'ES', line1: 'Calle Mayor 5', line2: '', city: 'Madrid', state: '', postalCode: '28013' };
const known: Address = { ...typed, line1: 'Calle Mayor 5 Bajo', line2: 'A', city: 'Madrid Centro', state: 'M', postalCode: '28014' };
const partial: AddressFinding = { result: 'StreetPartial', suggestions: [known] };
const none: AddressFinding = { result: 'None', suggestions: [] };
const verified = { result: 'Verified', taken: 'typed', at: NOW } as const;

const saving = (address: AddressFinding | undefined, addressChoice = '') => ({ actor, input: { ...legal, addressChoice }, read: { address } });
const submitting = (address: AddressFinding | undefined, addressChoice = '') => ({ actor: iker, input: { ...typedNew, addressChoice }, read: { ...creating, address } });

describe('§6.3 the legal profile', () => {
  it('GEN-05 asks which address is meant before the page is left', () => {
    expect(run(enrolment, enrolmentIn('LegalProfile'), 'saveLegal', saving(partial))).toMatchObject({ error: { code: 'GEN-05', fields: [{ field: 'addressChoice', rule: 'address.street', choices: [{ text: 'Calle Mayor 5 Bajo, A, 28014, Madrid Centro, M' }, { isTyped: true }] }] } });
  });

  it('GEN-05 an address that is nowhere is refused beside its first line, whatever was chosen', () => {
    expect(run(enrolment, enrolmentIn('LegalProfile'), 'saveLegal', saving(none, addressName(typed)))).toMatchObject({ error: { code: 'GEN-05', fields: [{ field: 'addressLine1', rule: 'address.unknown' }] } });
  });

  it('takes the suggestion that was chosen, all of it', () => {
    const { doc } = accepted(enrolment, enrolmentIn('LegalProfile'), 'saveLegal', saving(partial, addressName(known)));
    expect(doc).toMatchObject({ state: 'PrimaryContact', form: { companyName: 'Contoso Iberia', addressLine1: 'Calle Mayor 5 Bajo', addressLine2: 'A', city: 'Madrid Centro', state: 'M', postalCode: '28014' }, addressCheck: { result: 'StreetPartial', taken: 'suggestion', at: NOW } });
  });

  it('keeps what was typed when that was chosen, and on the next visit too', () => {
    const { doc } = accepted(enrolment, enrolmentIn('LegalProfile'), 'saveLegal', saving(partial, addressName(typed)));
    expect(doc).toMatchObject({ form: legal, addressCheck: { result: 'StreetPartial', taken: 'typed' } });
    expect(run(enrolment, { ...doc, state: 'LegalProfile' }, 'saveLegal', { actor, input: doc.form, read: { address: partial } }).ok).toBe(true);
  });

  it.each([[undefined, 'NotValidated'], [{ result: 'VerifiedShippable', suggestions: [] }, 'VerifiedShippable']] as const)('an address of which %j is known passes as %s', (address, result) => {
    expect(accepted(enrolment, enrolmentIn('LegalProfile'), 'saveLegal', saving(address)).doc).toMatchObject({ state: 'PrimaryContact', addressCheck: { result, taken: 'typed' } });
  });
});

describe('§6.3 nothing passes unchecked', () => {
  const done = enrolmentIn('LegalProfile', { form: { ...legal, ...contactPage, ...support }, donePages: ['LegalProfile', 'PrimaryContact', 'SupportInfo'], addressCheck: verified });

  it.each(['leave', 'back'])('%s with another address makes the page one to be done again', (event) => {
    const { doc } = accepted(enrolment, done, event, { actor, input: { ...legal, addressLine1: 'Nowhere 1' } });
    expect([doc.form['addressLine1'], doc.donePages, doc.addressCheck]).toEqual(['Nowhere 1', ['PrimaryContact', 'SupportInfo'], undefined]);
  });

  it.each(['leave', 'back'])('%s with the same address, or another name, leaves the check as it is', (event) => {
    const { doc } = accepted(enrolment, done, event, { actor, input: { ...legal, companyName: 'Contoso' } });
    expect([doc.donePages, doc.addressCheck]).toEqual([done.donePages, verified]);
  });

  it('what was sent keeps its check, and a change that is given up brings it back', () => {
    const { doc: sent } = accepted(enrolment, enrolmentIn('Confirmation', { addressCheck: verified }), 'enrolNow', { actor });
    expect(sent.submitted?.addressCheck).toEqual(verified);
    const changing = amended({ submitted: sent.submitted, state: 'LegalProfile', donePages: ['PrimaryContact', 'SupportInfo'], form: { ...legal, addressLine1: 'Nowhere 1' } });
    const { doc } = accepted(enrolment, changing, 'abandon', { actor });
    expect(doc).toMatchObject({ state: 'UnderReview', form: legal, addressCheck: verified, donePages: ['LegalProfile', 'PrimaryContact', 'SupportInfo'] });
  });
});

describe('§6.3 WF-23 the address of a new customer', () => {
  it.each(['submit', 'checkCustomer'])('CUS-07 %s asks which address is meant', (event) => {
    expect(run(newCustomer, newCustomerIn('NotStarted'), event, submitting(partial))).toMatchObject({ error: { code: 'CUS-07', fields: [{ field: 'addressChoice', rule: 'address.street' }] } });
    expect(run(newCustomer, newCustomerIn('NotStarted'), event, submitting(none, addressName(typed)))).toMatchObject({ error: { code: 'CUS-07', fields: [{ field: 'line1', rule: 'address.unknown' }] } });
  });

  it('is asked when all else is right', () => {
    expect(run(newCustomer, newCustomerIn('NotStarted'), 'submit', { ...submitting(partial), read: { ...creating, address: partial, domainTaken: true } })).toMatchObject({ error: { code: 'CUS-05' } });
  });

  it('stores the suggestion that was chosen, or what was typed, with the result', () => {
    const { doc } = accepted(newCustomer, newCustomerIn('NotStarted'), 'submit', submitting(partial, addressName(known)));
    expect(doc).toMatchObject({ profile: { ...known, company: 'Panadería Sol' }, addressCheck: { result: 'StreetPartial', taken: 'suggestion', at: NOW } });
    const kept = accepted(newCustomer, newCustomerIn('NotStarted'), 'submit', submitting(partial, addressName(typed)));
    expect(kept.doc).toMatchObject({ profile: typed, addressCheck: { result: 'StreetPartial', taken: 'typed' } });
    expect(accepted(newCustomer, newCustomerIn('NotStarted'), 'submit', submitting(undefined)).doc).toMatchObject({ profile: typed, addressCheck: { result: 'NotValidated' } });
  });
});
