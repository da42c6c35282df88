/** INV-49 and §6.5: what counts as a quantity when it is typed, and which offers and quantities somebody may ask for. */

import { describe, expect, it } from '@jest/globals';
import type { OfferTrouble, QuantityTrouble } from '../../src/core/errors.ts';
import { days } from '../../src/rules/fields.ts';
import { isHigher, leastMultiGeo, limitsOf, offerTrouble, quantity, quantityTrouble } from '../../src/rules/quantity.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import { offered } from '../support/offers.ts';

const context = { rules: defaultRules, country: 'ES', today: '2026-11-21', form: {} };

describe('INV-49 a typed quantity', () => {
  it.each([
    ['7', 7], [' 7 ', 7], ['\t25\n', 25], ['007', 7], ['1', 1], ['1000000', 1_000_000], ['\u{200b}12', 12],
  ])('%j is taken', (typed, value) => {
    expect(quantity(typed, context)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'quantity.empty', { example: '25' }],
    ['   ', 'quantity.empty', { example: '25' }],
    ['1.000', 'quantity.separator', { typed: '1.000', example: '1000' }],
    ['1,000', 'quantity.separator', { typed: '1,000', example: '1000' }],
    ['1 000', 'quantity.separator', { typed: '1 000', example: '1000' }],
    ['1\u{a0}000', 'quantity.separator', { typed: '1 000', example: '1000' }],
    ['1’000', 'quantity.separator', { typed: '1’000', example: '1000' }],
    ['1.000.000', 'quantity.separator', { typed: '1.000.000', example: '1000000' }],
    ['1,5', 'quantity.decimals', { example: '25' }],
    ['1.5', 'quantity.decimals', { example: '25' }],
    ['1.000,50', 'quantity.decimals', { example: '25' }],
    ['0.000', 'quantity.decimals', { example: '25' }],
    ['-3', 'quantity.sign', { example: '25' }],
    ['+3', 'quantity.sign', { example: '25' }],
    ['− 3', 'quantity.sign', { example: '25' }],
    ['٣', 'quantity.digits', { example: '25' }],
    ['７', 'quantity.digits', { example: '25' }],
    ['1²', 'quantity.digits', { example: '25' }],
    ['1e3', 'quantity.notANumber', { typed: '1e3', example: '25' }],
    ['0x10', 'quantity.notANumber', { typed: '0x10', example: '25' }],
    ['siete', 'quantity.notANumber', { typed: 'siete', example: '25' }],
    ['7 licences', 'quantity.notANumber', { typed: '7 licences', example: '25' }],
    ['12 34', 'quantity.notANumber', { typed: '12 34', example: '25' }],
    ['Infinity', 'quantity.notANumber', { typed: 'Infinity', example: '25' }],
    [`${'x'.repeat(30)}`, 'quantity.notANumber', { typed: 'x'.repeat(20), example: '25' }],
    ['0', 'quantity.range', { min: 1, max: 1_000_000 }],
    ['000', 'quantity.range', { min: 1, max: 1_000_000 }],
    ['1000001', 'quantity.range', { min: 1, max: 1_000_000 }],
    ['12345678901234567890', 'quantity.range', { min: 1, max: 1_000_000 }],
  ])('%j is asked about, never guessed', (typed, rule, params) => {
    expect(quantity(typed, context)).toEqual({ ok: false, error: { rule, level: 'error', params } });
  });
});

describe('INV-49 ORD-07 a quantity of an offer', () => {
  it.each<[number, QuantityTrouble | undefined]>([[4, 'tooFew'], [5, undefined], [300, undefined], [301, 'tooMany']])('that allows 5 to 300: %i', (count, trouble) => {
    expect(quantityTrouble(offered('a', { min: 5, max: 300 }), count, undefined)).toBe(trouble);
  });

  it.each<[number, QuantityTrouble | undefined]>([[24, 'trial'], [25, undefined], [26, 'trial']])('of a trial: %i', (count, trouble) => {
    expect(quantityTrouble(offered('a', { min: 25, max: 25, trial: true }), count, undefined)).toBe(trouble);
  });
});

describe('§6.5 in the sandbox', () => {
  const sandbox = { sandbox: true };

  it.each<[number, QuantityTrouble | undefined]>([[4, 'tooFew'], [5, undefined], [25, undefined], [26, 'sandbox'], [301, 'sandbox']])('of an offer that allows 5 to 300: %i', (count, trouble) => {
    expect(quantityTrouble(offered('a', { min: 5, max: 300 }), count, sandbox)).toBe(trouble);
  });

  it.each([[{ min: 1, max: 300 }, { min: 1, max: 25 }], [{ min: 1, max: 10 }, { min: 1, max: 10 }], [{ min: 50, max: 300 }, { min: 50, max: 300 }]])('limits of %j', (offer, limits) => {
    expect([limitsOf(offer, sandbox), limitsOf(offer, { sandbox: false }), limitsOf(offer, undefined)]).toEqual([limits, offer, offer]);
  });
});

describe('§6.5 multi-geo add-ons', () => {
  const seats = (quantity: number, addOn: 'none' | 'multiGeo' | 'other' = 'none') => ({ kind: 'licence', office365: true, quantity, addOn } as const);

  it.each([[[], 0], [[seats(1)], 1], [[seats(20)], 1], [[seats(21)], 2], [[seats(15), seats(26)], 3], [[seats(100), seats(2, 'multiGeo')], 3], [[seats(100, 'other')], 0], [[seats(3, 'multiGeo')], -3]])('beside %j: %i', (beside, least) => {
    expect(leastMultiGeo(beside) + 0).toBe(least);
  });

  it('is asked of Office 365 licences only', () => {
    expect(leastMultiGeo([{ kind: 'azure', office365: true, quantity: 100 }, { kind: 'licence', office365: false, quantity: 100 }, { kind: 'licence', quantity: 100 }, { kind: 'licence', office365: true, quantity: 40 }])).toBe(2);
  });
});

describe('ORD-08 an offer for a customer', () => {
  const taker = { country: 'ES', segment: 'commercial', has: ['owned'] } as const;

  it.each<[string, Parameters<typeof offerTrouble>[0], OfferTrouble | undefined]>([
    ['sold everywhere', offered('a'), undefined],
    ['sold in the customer\'s country', offered('a', { countries: ['PT', 'ES'] }), undefined],
    ['sold elsewhere', offered('a', { countries: ['PT'] }), 'country'],
    ['for schools', offered('a', { segment: 'education' }), 'segment'],
    ['that one has, of which one is enough', offered('owned', { onePerCustomer: true }), 'onePerCustomer'],
    ['that one has, of which there may be more', offered('owned'), undefined],
    ['that is had once, by others', offered('a', { onePerCustomer: true }), undefined],
    ['that nobody knows', undefined, 'unknown'],
  ])('%s', (_which, offer, trouble) => {
    expect(offerTrouble(offer, taker)).toBe(trouble);
  });

  it('knows a country whatever the case of its code', () => {
    expect(offerTrouble(offered('a', { countries: ['ES'] }), { ...taker, country: 'es' })).toBeUndefined();
  });
});

describe('INV-51 an upgrade', () => {
  const e1 = { family: 'o365', tier: 1, term: 'P1Y' } as const;

  it.each([
    ['leads to a greater tier', { tier: 2 }, true], ['may leave one out', { tier: 9 }, true], ['not to the same', {}, false],
    ['not to a lower one', { tier: 0 }, false], ['not into another family', { family: 'm365', tier: 2 }, false],
    ['§6.5 may be for a longer term', { tier: 2, term: 'P3Y' }, true], ['§6.5 not for a shorter one', { tier: 2, term: 'P1M' }, false],
  ] as const)('%s', (_where, to, expected) => {
    expect(isHigher(e1, { ...e1, ...to })).toBe(expected);
  });

  it('does not exist between offers that stand alone', () => {
    expect(isHigher({ ...e1, family: '' }, { ...e1, family: '', tier: 2 })).toBe(false);
  });
});

describe('a number of days', () => {
  it.each([['1', 1], [' 730 ', 730]])('%j is taken', (typed, value) => {
    expect(days(1, 730)(typed, context)).toEqual({ ok: true, value });
  });

  it.each(['0', '731', '-1', '1.5', 'x', '9'.repeat(30)])('%j is not', (typed) => {
    expect(days(1, 730)(typed, context)).toEqual({ ok: false, error: { rule: 'days', level: 'error', params: { min: 1, max: 730 } } });
  });
});
