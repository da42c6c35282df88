/** Chance that can be repeated: everything random about a run follows from its seed. */

export interface Chance {
  /** From 0 up to 1. */
  readonly next: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  readonly shuffled: <T>(values: readonly T[]) => readonly T[];
}

/** mulberry32: 32 bits of state, which is plenty for choosing moments and orders, and never for secrets. */
export function openChance(seed: number): Chance {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
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
