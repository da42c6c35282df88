/** What is made of measured numbers: percentiles, medians, ratios. Nothing is measured here. */

/** @param sorted ascending. @returns the value below which so large a share of them lies; 0 of none. */
export const at = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

export const ascending = (values: readonly number[]): readonly number[] => values.toSorted((one, other) => one - other);

export const median = (values: readonly number[]): number => at(ascending(values), 0.5);

export type Spread = { readonly median: number; readonly p95: number; readonly p99: number };

export function spreadOf(values: readonly number[]): Spread {
  const sorted = ascending(values);
  return { median: at(sorted, 0.5), p95: at(sorted, 0.95), p99: at(sorted, 0.99) };
}

/** The sum over rounds of what a counter has grown by, for each of so many turns. */
export function growthEach(rounds: readonly (readonly [before: number, after: number])[], turns: number): number {
  return rounds.reduce((sum, [before, after]) => sum + after - before, 0) / turns;
}
