/** Chance that can be repeated: everything random about a run follows from its seed. */

import { seeded } from '../test/support/seeded.ts';

export interface Chance {
  /** From 0 up to 1. */
  readonly next: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  readonly shuffled: <T>(values: readonly T[]) => readonly T[];
}

export function openChance(seed: number): Chance {
  const next = seeded(seed);
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next, between,
    shuffled: (values) => {
      const mixed = [...values];
      for (let last = mixed.length - 1; last > 0; last--) mixed.push(...mixed.splice(between(0, last), 1)); // each of those left is as likely to be the next
      return mixed;
    },
  };
}
