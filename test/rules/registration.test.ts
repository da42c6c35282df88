/** Registration numbers and phones of customers, by country (domain.md §6.3). */

import { describe, expect, it } from '@jest/globals';
import type { FieldContext } from '../../src/core/machine.ts';
import { customerPhone, day, pastDay, registrationId } from '../../src/rules/fields.ts';
import { compactRegistration, registrationOf } from '../../src/rules/registration.ts';
import { defaultRules } from '../../src/rules/settings.ts';

const MANDATORY = 'AM AZ BY BR HU IN IQ KZ KG MD MM PL RU SA ZA SS TJ TH TR UA AE UZ VE VN'.split(' ');
const of = (country: string): FieldContext => ({ rules: defaultRules, country, today: '2026-11-21', form: {} });

describe('registration number and phone', () => {
  it.each(MANDATORY)('INV-55 CUS-08 both are mandatory in %s', (country) => {
    expect(registrationId('', of(country))).toMatchObject({ ok: false, error: { rule: 'required' } });
    expect(customerPhone('', of(country))).toMatchObject({ ok: false, error: { rule: 'required' } });
  });

  it.each(['ES', 'MX', 'US', 'DE', 'FR', 'GB'])('INV-55 and only there: %s asks for neither', (country) => {
    expect(registrationId('', of(country))).toEqual({ ok: true, value: '' });
    expect(customerPhone('', of(country))).toEqual({ ok: true, value: '' });
    expect(registrationId(' B-12345678 ', of(country))).toEqual({ ok: true, value: 'B-12345678' });
  });

  it.each(MANDATORY.filter((country) => registrationOf(country)))('the example of %s passes its own rule, and is kept as it was typed', (country) => {
    const { example = '', pattern = /./ } = registrationOf(country) ?? {};
    expect(compactRegistration(example)).toMatch(pattern);
    expect(registrationId(example, of(country))).toEqual({ ok: true, value: example });
    expect(registrationId('x', of(country))).toMatchObject({ ok: false, error: { rule: 'registrationId', params: { country, example } } });
  });

  it('a phone that is given is checked everywhere', () => {
    expect(customerPhone('12', of('ES'))).toMatchObject({ ok: false, error: { rule: 'phone' } });
    expect(customerPhone('+48 512 345 678', of('PL'))).toEqual({ ok: true, value: '+48512345678' });
  });
});

describe('days', () => {
  it.each(['2026-02-30', '2026-13-01', '21/11/2026', '2026-1-1', 'yesterday', '20261121'])('%s is no day', (typed) => {
    expect(day(typed, of('ES'))).toMatchObject({ ok: false, error: { rule: 'date' } });
  });

  it('INV-62 a day to come is refused; today and a leap day are not', () => {
    expect(pastDay('2026-11-22', of('ES'))).toMatchObject({ ok: false, error: { rule: 'date.future' } });
    expect(pastDay('2026-11-21', of('ES'))).toEqual({ ok: true, value: '2026-11-21' });
    expect(pastDay('2024-02-29', of('ES'))).toEqual({ ok: true, value: '2024-02-29' });
  });
});
