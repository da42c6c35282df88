/** The address data of each country (domain.md §6.3): samples that fit and samples that do not. */

import { describe, expect, it } from '@jest/globals';
import { countryOf } from '../../src/rules/countries.ts';
import { supportedCountries } from '../../src/rules/regions.ts';

const fits = (country: string, code: string) => countryOf(country).postalCode?.pattern.test(code);

describe('§6.3 postal codes', () => {
  it.each([
    ['US', '98052 98052-1234', '9805 980521 98052-12 98052-'],
    ['ES', '01001 28013 50001 52006', '00123 53001 99999 2801 280130'],
    ['MX', '06600 01000', '6600 066000'],
    ['AR', 'C1425ABC 1640', 'C1425AB B1640 164 16400'],
    ['CO', '110221', '11022 1102211'],
    ['CL', '8340457', '834045 83404570'],
    ['PE', '15046', '1504 150460'],
    ['FR', '75001', '7500 F75001'],
    ['DE', '10117', '1011 D10117'],
    ['IT', '00184', '0018'],
    ['PT', '1250-096', '1250 1250096'],
    ['GB', 'SW1A1AA M25BQ CR02YR DN169AA W1A4ZZ EC1A1HQ GIR0AA', 'SW1A SW1A1A 1SW1AA'],
    ['CA', 'K1A0B1 H3Z2Y7', 'D1A0B1 K1A0O1 K1A0B W1A0B1'],
    ['BR', '01310-100 01310100', '01310 01310-10'],
    ['NL', '1012JS', '0012JS 1012 1012J'],
    ['BE', '1000', '0999 10000'],
    ['IE', 'D02AF30 D6WXY00 A65F4E2', 'D02 D02AF3 B02AF30'],
    ['CH', '8001', '0800 80011'],
    ['AT', '1010', '0100 10100'],
    ['PL', '00-950', '00950 0-950'],
    ['PR', '00901 00725-1234', '01901 00100'],
  ])('in %s, %s fit and %s do not', (country, good, bad) => {
    for (const code of good.split(' ')) expect([code, fits(country, code)]).toEqual([code, true]);
    for (const code of bad.split(' ')) expect([code, fits(country, code)]).toEqual([code, false]);
  });

  it.each(['SW1A 1AA', 'GIR 0AA'])('the space inside %s is allowed', (code) => {
    expect(fits('GB', code)).toBe(true);
  });

  it('every example fits its own pattern, and only known countries have one', () => {
    const known = supportedCountries.filter((country) => countryOf(country).postalCode);
    expect(known.length).toBeGreaterThanOrEqual(20);
    for (const country of known) expect([country, fits(country, countryOf(country).postalCode?.example ?? '')]).toEqual([country, true]);
    expect(countryOf('PA').postalCode).toBeUndefined();
    expect(countryOf('constructor').postalCode).toBeUndefined();
  });

  it.each([['ES', true], ['MX', true], ['AR', true], ['US', true], ['CO', false], ['CL', false], ['PE', false], ['IE', false]])('in %s, required is %s', (country, required) => {
    expect(countryOf(country).postalCode?.required).toBe(required);
  });
});

describe('§6.3 states, cities and registration IDs', () => {
  it.each([['US', 51, 2], ['CA', 13, 2], ['CN', 31, 2], ['MX', 32, 3]])('%s has %i different codes of %i letters', (country, count, letters) => {
    const { codes, example } = countryOf(country).states ?? { codes: [], example: '' };
    expect(new Set(codes).size).toBe(count);
    expect(codes).toHaveLength(count);
    expect(codes).toContain(example);
    expect(codes.filter((code) => !new RegExp(`^[A-Z]{${letters}}$`).test(code))).toEqual([]);
  });

  it('only those four check states', () => {
    expect(supportedCountries.filter((country) => countryOf(country).states).toSorted()).toEqual(['CA', 'CN', 'MX', 'US']);
  });

  it('INV-55 a registration ID is mandatory in the countries of §6.3 and only there', () => {
    const mandatory = 'AE AM AZ BR BY HU IN IQ KG KZ MD MM PL RU SA SS TH TJ TR UA UZ VE VN ZA'.split(' ');
    const candidates = [...new Set([...supportedCountries, ...mandatory])];
    expect(candidates.filter((country) => countryOf(country).registrationIdRequired).toSorted()).toEqual(mandatory);
  });

  it('a city is asked nearly everywhere; the case of the country does not matter', () => {
    expect(countryOf('ES').cityRequired).toBe(true);
    expect(countryOf('SG').cityRequired).toBe(false);
    expect(countryOf('us')).toEqual(countryOf('US'));
  });
});
