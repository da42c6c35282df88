/** INV-62: instants are UTC, whatever the machine's zone is. */

import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, addTerm, between, businessDaysBetween, plus, toInstant } from '../../src/core/time.ts';
import type { Instant } from '../../src/core/time.ts';

const spring = toInstant(new Date('2026-03-29T01:30:00+02:00')); // half an hour before clocks change in Madrid

describe('instants', () => {
  it('INV-62 are written in UTC', () => {
    expect(spring).toBe('2026-03-28T23:30:00.000Z');
  });

  it('INV-62 a day has twenty-four hours, also when clocks change', () => {
    expect(plus(spring, DAY)).toBe('2026-03-29T23:30:00.000Z');
    expect(plus(spring, -HOUR)).toBe('2026-03-28T22:30:00.000Z');
  });

  it('between tells how long, with a sign', () => {
    expect(between(spring, plus(spring, HOUR))).toBe(3_600_000);
    expect(between(plus(spring, HOUR), spring)).toBe(-3_600_000);
  });

  it('text order is time order', () => {
    const times = [plus(spring, DAY), spring, plus(spring, 1)];
    expect(times.toSorted()).toEqual([spring, plus(spring, 1), plus(spring, DAY)]);
  });
});

describe('ENR-10 business days', () => {
  it.each([
    ['2026-11-20T10:00:00.000Z', '2026-11-23T10:00:00.000Z', 1, 'Friday to Monday'],
    ['2026-11-16T10:00:00.000Z', '2026-11-16T23:00:00.000Z', 0, 'within a day'],
    ['2026-11-16T10:00:00.000Z', '2026-11-23T10:00:00.000Z', 5, 'a week'],
    ['2026-11-21T10:00:00.000Z', '2026-11-22T10:00:00.000Z', 0, 'Saturday to Sunday'],
  ] as const)('ENR-10 %s to %s: %i, %s', (from, to, days, _why) => {
    expect(businessDaysBetween(toInstant(new Date(from)), toInstant(new Date(to)))).toBe(days);
  });
});

describe('calendar terms', () => {
  it.each([
    ['2026-01-31T10:00:00.000Z', 'P1M', '2026-02-28T10:00:00.000Z'], ['2024-02-29T00:00:00.000Z', 'P1Y', '2025-02-28T00:00:00.000Z'],
    ['2026-11-21T23:59:59.999Z', 'P3Y', '2029-11-21T23:59:59.999Z'], ['2026-12-31T12:00:00.000Z', 'P1M', '2027-01-31T12:00:00.000Z'],
  ] as const)('%s and %s end at %s', (from, term, to) => {
    expect(addTerm(from as Instant, term)).toBe(to);
  });
});
