/** Checks a CSV file whole, row by row and cell by cell, and says what is wrong in which line. The columns of each list are its own file's to say: providers.ts, offers/offersFile.ts. */

import { readFields } from '../../src/core/decide.ts';
import type { FieldProblem } from '../../src/core/errors.ts';
import type { Fields, Values } from '../../src/core/machine.ts';
import type { Rules } from '../../src/rules/settings.ts';
import { normalise } from '../../src/rules/text.ts';
import { t } from '../words.ts';
import type { Columns, Row } from './csv.ts';
import { readCsv } from './csv.ts';

export type ListFile<F extends Fields, Item> = {
  readonly fields: F;
  readonly columns: Columns<keyof F & string>;
  /** The column that tells items apart, and whose line each is. */
  readonly key: keyof F & string;
  readonly one: string;
  readonly many: string;
  readonly make: (values: Values<F>) => Item;
  /** What is wrong between the cells of a row that are good by themselves. */
  readonly across?: (item: Item, rules: Rules) => readonly { readonly column: keyof F & string; readonly why: string }[];
  /** What may stand in a column of choices, as its complaint says it. */
  readonly choices: Readonly<Partial<Record<string, string>>>;
};

/** What is told to whoever runs the import; `items` only when all is good. */
export type Checked<Item> = { readonly lines: readonly string[]; readonly items: readonly Item[] | undefined };

export function check<F extends Fields, Item>(file: ListFile<F, Item>, bytes: Uint8Array, rules: Rules): Checked<Item> {
  const table = readCsv(bytes, file.columns);
  if ('unreadable' in table) return { lines: [t('en', `import.unreadable.${table.unreadable}`, table.params), NOTHING], items: undefined };
  const { rows, ignored } = table;
  if (rows.length === 0) return { lines: [`The file has a header and no ${file.many}.`, NOTHING], items: undefined };
  const { items, problems } = checkRows(file, rows, rules);
  const unused = ignored.length > 0 ? [`Columns that are not used: ${ignored.join(', ')}.`] : [];
  if (problems.length === 0) return { lines: [`${counted(rows.length)}, all good.`, ...unused], items };
  const bad = new Set(problems.map(({ line }) => line)).size;
  return { lines: [`${counted(rows.length)}, ${bad} of them wrong:`, ...problems.map(told), ...unused, NOTHING], items: undefined };
}

const NOTHING = 'Nothing was loaded.';
const counted = (rows: number): string => (rows === 1 ? '1 row' : `${rows} rows`);

type RowProblem = { readonly line: number; readonly column: string; readonly why: string };
const told = ({ line, column, why }: RowProblem): string => `  line ${line}, ${column}: ${why}`;

function checkRows<F extends Fields, Item>(file: ListFile<F, Item>, rows: readonly Row<keyof F & string>[], rules: Rules): { readonly items: readonly Item[]; readonly problems: readonly RowProblem[] } {
  const items: Item[] = [];
  const problems: RowProblem[] = [];
  const lines = new Map<string, number>();
  for (const { line, cells } of rows) {
    const raw = cells as Readonly<Record<string, string>>; // absent cells are read as empty
    const key = normalise(raw[file.key] ?? '');
    const first = lines.get(key);
    if (first === undefined) lines.set(key, line);
    else if (key !== '') problems.push({ line, column: file.key, why: `"${key}" is in line ${first} too. Each ${file.one} has one line.` });
    const read = readFields(file.fields, raw, { rules, country: (raw['country'] ?? '').trim(), today: '', form: CONFIRMED });
    if (!read.ok) problems.push(...read.error.map((problem) => ({ line, column: problem.field, why: sentence(problem, raw, file.choices) })));
    else {
      const item = file.make(read.value);
      items.push(item);
      problems.push(...(file.across?.(item, rules) ?? []).map(({ column, why }) => ({ line, column, why })));
    }
  }
  return { items, problems };
}

/** These lists are official: a name that would be doubted in a form stands. */
const CONFIRMED = { confirmWarnings: 'true' } as const;

const LONGEST = 60;

function sentence({ field, rule, params }: FieldProblem, cells: Readonly<Record<string, string>>, choices: ListFile<Fields, never>['choices']): string {
  if (rule === 'required' || rule === 'quantity.empty') return 'The cell is empty.';
  const why = rule === 'choice' ? `Write one of these: ${choices[field] ?? ''}.` : t('en', `common.field.${rule}`, params);
  return `${why} It says ${JSON.stringify((cells[field] ?? '').slice(0, LONGEST))}.`;
}
