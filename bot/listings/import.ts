/** Loads the official list of providers from a CSV file: check it whole, then replace the list, and report. Nothing is loaded unless everything is good (WF-12). */

import { listingsInForce, replaceListings } from '../../src/app/listings.ts';
import type { Replaced } from '../../src/app/listings.ts';
import type { Deps } from '../../src/app/deps.ts';
import type { Listing } from '../../src/app/listingDoc.ts';
import type { Rules } from '../../src/rules/settings.ts';
import { readCsv } from './csv.ts';
import type { RowProblem } from './rows.ts';
import { checkRows, columns } from './rows.ts';

/** What is told to whoever runs the import; `listings` only when all is good. */
export type FileReport = { readonly lines: readonly string[]; readonly listings: readonly Listing[] | undefined };

export function checkFile(bytes: Uint8Array, rules: Rules): FileReport {
  const table = readCsv(bytes, columns);
  if ('unreadable' in table) return { lines: [table.unreadable, NOTHING], listings: undefined };
  const { rows, ignored } = table;
  if (rows.length === 0) return { lines: ['The file has a header and no providers.', NOTHING], listings: undefined };
  const { listings, problems } = checkRows(rows, rules);
  const unused = ignored.length > 0 ? [`Columns that are not used: ${ignored.join(', ')}.`] : [];
  if (problems.length === 0) return { lines: [`${counted(rows.length)}, all good.`, ...unused], listings };
  const bad = new Set(problems.map(({ line }) => line)).size;
  return { lines: [`${counted(rows.length)}, ${bad} of them wrong:`, ...problems.map(told), ...unused, NOTHING], listings: undefined };
}

const NOTHING = 'Nothing was loaded.';
const counted = (rows: number): string => (rows === 1 ? '1 row' : `${rows} rows`);
const told = ({ line, column, why }: RowProblem): string => `  line ${line}, ${column}: ${why}`;

export type Loaded = { readonly line: string; readonly isGood: boolean };

const outcomes: Readonly<Record<Replaced['kind'], Loaded>> = {
  replaced: { line: 'The list is in force.', isGood: true },
  same: { line: 'The list in force says the same: nothing to do.', isGood: true },
  overtaken: { line: 'Another import has finished meanwhile and its list is in force. Nothing of this one was loaded: run it again if it is the newer one.', isGood: false },
};

type Parts = Pick<Deps, 'store' | 'directory' | 'clock' | 'newId'>;

/** @param options.once only when there is no list yet, as for sample data. */
export async function load(deps: Parts, listings: readonly Listing[], { once = false }: { readonly once?: boolean } = {}): Promise<Loaded> {
  if (once && await listingsInForce(deps)) return { line: 'There is a list already: nothing to do.', isGood: true };
  return outcomes[(await replaceListings(deps, listings)).kind];
}
