/** Phone numbers as people of different countries write them (domain.md §6.3). */

import { describe, expect, it } from '@jest/globals';
import type { FieldContext } from '../../src/core/machine.ts';
import { optionalPhone, phone } from '../../src/rules/fields.ts';
import { defaultRules } from '../../src/rules/settings.ts';

const from = (country: string): FieldContext => ({ rules: defaultRules, country, today: '2026-11-21', form: {} });

describe('§6.3 phone', () => {
  it.each([
    ['ES', '912 34 56 78', '+34912345678'],
    ['ES', '0034 612-345-678', '+34612345678'],
    ['ES', '(+34) 612.345.678', '+34612345678'],
    ['es', '612.345.678', '+34612345678'],
    ['MX', '55 5080 1234', '+525550801234'],
    ['MX', '+52 (55) 5080-1234', '+525550801234'],
    ['US', '(425) 882-8080', '+14258828080'],
    ['US', '1-425-882-8080', '+14258828080'],
    ['US', '425.882.8080', '+14258828080'],
    ['AR', '011 4331-0001', '+541143310001'],
    ['AR', '+54 9 11 2345 6789', '+5491123456789'],
    ['AR', '011 15-2345-6789', '+5491123456789'],
    ['ES', '+1 425 882 8080', '+14258828080'],
    ['ZZ', '+34 912 345 678', '+34912345678'],
    ['ES', '\u{202A}+34\u{A0}912\u{A0}345\u{A0}678\u{202C}', '+34912345678'],
  ])('in %s, %s is %s', (country, typed, value) => {
    expect(phone(typed, from(country))).toEqual({ ok: true, value });
    expect(optionalPhone(typed, from(country))).toEqual({ ok: true, value });
  });

  it.each([
    ['ES', '12345', '+34 612 34 56 78'],
    ['ES', '912 34 56 7', '+34 612 34 56 78'],
    ['ES', 'llámame al 912 34 56 78', '+34 612 34 56 78'],
    ['ES', '912 34 56 78 ext. 5', '+34 612 34 56 78'],
    ['ES', '+999 123456789', '+34 612 34 56 78'],
    ['US', '555', '+1 201 555 0123'],
    ['US', '1-800-CONTOSO', '+1 201 555 0123'],
    ['MX', '5080', '+52 222 123 4567'],
    ['AR', '4331', '+54 9 11 2345 6789'],
    ['ZZ', '912 34 56 78', '+34 612 34 56 78'],
    ['constructor', '912 34 56 78', '+34 612 34 56 78'],
  ])('in %s, %s is refused with an example', (country, typed, example) => {
    const refusal = { ok: false, error: { rule: 'phone', level: 'error', params: { example } } };
    expect(phone(typed, from(country))).toEqual(refusal);
    expect(optionalPhone(typed, from(country))).toEqual(refusal);
  });

  it('may be left empty only where it is optional', () => {
    expect(phone(' ', from('ES'))).toEqual({ ok: false, error: { rule: 'required', level: 'error', params: {} } });
    expect(optionalPhone(' ', from('ES'))).toEqual({ ok: true, value: '' });
  });
});
