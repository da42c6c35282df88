/** Percentiles, medians and shares of counters, against numbers worked out by hand. */

import { describe, expect, it } from '@jest/globals';
import { at, growthEach, median, spreadOf } from '../../bench/arithmetic.ts';

describe('arithmetic of the bench', () => {
  const hundred = Array.from({ length: 100 }, (_unused, index) => 100 - index);

  it('finds percentiles whatever the order of the numbers', () => {
    expect(spreadOf(hundred)).toEqual({ median: 51, p95: 96, p99: 100 });
    expect(hundred[0]).toBe(100); // and leaves them in theirs
  });

  it('sorts as numbers, not as text', () => expect(median([9, 10, 100])).toBe(10));

  it.each([[[], 0.5, 0], [[7], 0, 7], [[7], 1, 7], [[1, 2], 0.5, 2], [[1, 2, 3], 0.99, 3]] as const)('at(%j, %d) is %d', (sorted, share, value) => expect(at(sorted, share)).toBe(value));

  it('gives each turn its share of what a counter has grown by in the rounds, and none of what it grew between them', () => {
    expect(growthEach([[10, 20], [100, 130]], 8)).toBe(5);
  });
});
