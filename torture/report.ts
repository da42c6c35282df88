/** The tables of figures, and their places: every line in docs/torture.md, a line for each part in the README. */

import type { Row } from './part.ts';

const [BEGIN, END] = ['<!-- figures -->', '<!-- end of figures -->'];

export type Told = { readonly name: string; /** What the README says of the part. */ readonly about: string; readonly rows: readonly Row[] };

export function summaryOf(parts: readonly Told[], seed: number): string {
  const lines = parts.map(({ about, rows }) => {
    const [tries, failures] = [rows.reduce((sum, row) => sum + row.tries, 0), rows.reduce((sum, row) => sum + row.failures.length, 0)];
    return `| ${about} | ${tries.toLocaleString('en-GB')} | ${failures} |`;
  });
  return [`\`npm run torture\`, seed ${seed}:`, '', '| What is tried | Tries | Failures |', '|---|---:|---:|', ...lines].join('\n');
}

export function tableOf(parts: readonly Told[], seed: number): string {
  const lines = parts.flatMap(({ name, rows }) => rows.map(({ what, tries, failures }) => `| ${name} | ${what} | ${tries.toLocaleString('en-GB')} | ${failures.length} |`));
  return [`Seed ${seed}, Node ${process.version}.`, '', '| Part | What | Tries | Failures |', '|---|---|---:|---:|', ...lines].join('\n');
}

/** The page with this table instead of the one between its markers. */
export function inserted(page: string, table: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`The page has no place for the figures between ${BEGIN} and ${END}`);
  return `${before}${BEGIN}\n${table}\n${END}${after}`;
}
