/** How rows of a file name a company: by its whole name or its id, or by words that only one of them has. Which companies there are comes in as a function. */

import type { RowProblem } from '../../src/app/imports.ts';
import { searchTerm } from '../../src/app/search.ts';
import type { FieldContext } from '../../src/core/machine.ts';

export type Named = { readonly id: string; readonly name: string };
/** Those whose words begin so. */
export type Find = (words: string) => Promise<readonly Named[]>;

/** What the rows of a file are checked with. */
export type Checking = { readonly context: FieldContext; readonly partners: Find; readonly customers: Find };

/** How much is kept of a cell that is wrong. */
export const LONGEST = 200;

export const rowProblem = (column: string, why: string, params: RowProblem['params'] = {}): RowProblem => ({ column, kind: 'row', why, params });

export async function namedIn(find: Find, typed: string): Promise<Named | 'none' | 'several'> {
  const found = await find(typed);
  const [first, second] = found;
  return found.find(({ name, id }) => id === typed || searchTerm(name) === searchTerm(typed)) ?? (second ? 'several' : first ?? 'none');
}

/** Files name few companies many times: each is looked for once. */
export function remembering(find: Find): Find {
  const known = new Map<string, Promise<readonly Named[]>>();
  return async (words) => {
    const asked = known.get(words) ?? find(words);
    known.set(words, asked);
    return await asked;
  };
}
