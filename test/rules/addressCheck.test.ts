/** What each result of an address check means for a form (domain.md §6.3). */

import { describe, expect, it } from '@jest/globals';
import type { Address, AddressFinding, AddressResult } from '../../src/core/address.ts';
import { addressResults } from '../../src/core/address.ts';
import { addressDoubt, addressName, addressOutcome, addressProblem, settledAddress } from '../../src/rules/addressCheck.ts';

const typed: Address = { country: 'ES', line1: 'C/ Mayor 5', line2: 'Piso 3', city: 'Madrid', state: '', postalCode: '28013' };
const mayor = { ...typed, line1: 'Calle Mayor 5' };
const arenal = { ...typed, line1: 'Calle del Arenal 5' };
const given = (result: AddressResult, choice = '', suggestions: readonly Address[] = [mayor, arenal]) => ({ typed, choice, found: { result, suggestions } satisfies AddressFinding });

describe('§6.3 the result of an address check', () => {
  it.each([
    ['VerifiedShippable', undefined, undefined], ['Verified', undefined, undefined], ['NotValidated', undefined, undefined],
    ['InteractionRequired', 'addressChoice', 'address.spelling'], ['StreetPartial', 'addressChoice', 'address.street'], ['PremisesPartial', 'addressChoice', 'address.premises'],
    ['Multiple', 'addressChoice', 'address.several'], ['None', 'line1', 'address.unknown'],
  ] as const)('%s is answered beside %s with %s', (result, field, rule) => {
    const problem = addressProblem(given(result), 'line1');
    expect([problem?.field, problem?.rule]).toEqual([field, rule]);
  });

  it('of each result is said what it means', () => {
    expect(addressResults.map((result) => [result, addressDoubt({ result, taken: 'typed' })]).filter(([, doubt]) => !doubt).map(([result]) => result)).toEqual(['VerifiedShippable', 'Verified', 'None']);
  });

  it('shows at most three suggestions, and what was typed as the last', () => {
    const streets = ['A 1', 'B 1', 'C 1', 'D 1'].map((line1) => ({ ...typed, line1 }));
    const problem = addressProblem(given('Multiple', '', streets), 'line1');
    expect(problem?.choices?.map(({ text, isTyped }) => [text, isTyped])).toEqual([
      ['A 1, Piso 3, 28013, Madrid', false], ['B 1, Piso 3, 28013, Madrid', false], ['C 1, Piso 3, 28013, Madrid', false], ['C/ Mayor 5, Piso 3, 28013, Madrid', true],
    ]);
    expect(new Set(problem?.choices?.map(({ value }) => value)).size).toBe(4);
  });

  it('INV-40 a suggestion abroad, and what was typed once more, are none', () => {
    const problem = addressProblem(given('StreetPartial', '', [{ ...mayor, country: 'PT' }, typed]), 'line1');
    expect(problem?.choices?.map(({ isTyped }) => isTyped)).toEqual([true]);
  });
});

describe('a choice', () => {
  it('is taken from the suggestions of now, by its name', () => {
    const chosen = given('StreetPartial', addressName(arenal));
    expect([addressProblem(chosen, 'line1'), settledAddress(chosen), addressOutcome(chosen)]).toEqual([undefined, arenal, { result: 'StreetPartial', taken: 'suggestion' }]);
    expect(addressDoubt(addressOutcome(chosen))).toBeUndefined();
  });

  it('of what was typed keeps it, and the doubt with it', () => {
    const chosen = given('StreetPartial', addressName(typed));
    expect([addressProblem(chosen, 'line1'), settledAddress(chosen), addressDoubt(addressOutcome(chosen))]).toEqual([undefined, typed, 'StreetPartial']);
  });

  it.each([['made up', '1'], ['of a suggestion that is none any more', addressName({ ...typed, line1: 'Calle de Alcalá 5' })], ['made for other words than stand there now', addressName({ ...typed, line1: 'C/ Mayor 6' })], ['beyond the third', addressName({ ...typed, line1: 'D' })]])('%s is none', (_why, choice) => {
    const chosen = given('Multiple', choice, ['A', 'B', 'C', 'D'].map((line1) => ({ ...typed, line1 })));
    expect([addressProblem(chosen, 'line1')?.rule, settledAddress(chosen)]).toEqual(['address.several', typed]);
  });

  it('does not keep an address that is nowhere', () => {
    expect(addressProblem(given('None', addressName(typed), []), 'line1')?.rule).toBe('address.unknown');
  });

  it('is not needed where nothing was asked', () => {
    expect([addressProblem({ typed, choice: '', found: undefined }, 'line1'), addressOutcome({ typed, choice: '', found: undefined })]).toEqual([undefined, { result: 'NotValidated', taken: 'typed' }]);
  });
});
