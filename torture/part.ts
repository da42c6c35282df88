/** What a part of the torture is, and how it counts. What is tortured is not known here. */

/** How long it goes on: `full` is `npm run torture`, `short` is a part of `npm test`. */
export type Scale = 'full' | 'short';
export type Asked = { readonly seed: number; readonly scale: Scale; /** Instead of the part's own number of rounds. */ readonly rounds: number | undefined; readonly log: (line: string) => void };

/** A line of the table: so many times something could have gone wrong, and so many times it did. */
export type Row = { readonly what: string; readonly tries: number; readonly failures: readonly string[] };

export type Part = { readonly name: string; /** In one line, for the README. */ readonly about: string; readonly run: (asked: Asked) => Promise<readonly Row[]> };

export interface Tally {
  /** One more try; `failure` says what went wrong, if anything did. */
  readonly tried: (what: string, failure?: string) => void;
  /** So many tries that went well. */
  readonly passed: (what: string, count: number) => void;
  readonly rows: () => readonly Row[];
}

export function openTally(): Tally {
  const counted = new Map<string, { tries: number; readonly failures: string[] }>();
  const count = (what: string, tries: number, failures: readonly string[]): void => {
    const row = counted.get(what) ?? { tries: 0, failures: [] };
    row.tries += tries;
    row.failures.push(...failures);
    counted.set(what, row);
  };
  return {
    tried: (what, failure) => count(what, 1, failure === undefined ? [] : [failure]),
    passed: (what, tries) => count(what, tries, []),
    rows: () => [...counted].map(([what, { tries, failures }]) => ({ what, tries, failures })),
  };
}

/** With what is behind it: a property says only which input it was. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}\nbecause ${messageOf(error.cause)}`;
}
