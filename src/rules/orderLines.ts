/** The lines of an order as forms carry them: one line of text for each offer, `<offer>=<quantity as typed>`. Which quantities an offer allows is quantity.ts. */

export type TypedLine = { readonly offer: string; readonly quantity: string };

/** More than an order may have, and longer than any offer's id and any quantity: what is too much stays so, and still fits on a card. */
const MOST_LINES = 10;
const LONGEST = { offer: 120, quantity: 20 } as const;

export const bounded = (lines: readonly TypedLine[]): readonly TypedLine[] =>
  lines.slice(0, MOST_LINES).map(({ offer, quantity }) => ({ offer: offer.slice(0, LONGEST.offer), quantity: quantity.slice(0, LONGEST.quantity) }));

export function readLines(raw: string): readonly TypedLine[] {
  return bounded(raw.split('\n').filter((line) => line.includes('=')).map((line) => {
    const at = line.lastIndexOf('=');
    return { offer: line.slice(0, at), quantity: line.slice(at + 1) };
  }));
}

export const writeLines = (lines: readonly TypedLine[]): string => lines.map(({ offer, quantity }) => `${offer}=${quantity}`).join('\n');
