/** A CSV file as spreadsheets write them → cells by column, each row with its line in the file. What may stand in a cell is not known here. */

import { searchTerm } from '../../src/app/search.ts';
import { csvReader } from '../libraries.ts';

/** Columns by their names in English; `spanish` are other names for them. */
export type Columns<Name extends string> = Readonly<Record<Name, { readonly required: boolean; readonly spanish: readonly string[] }>>;

export type Row<Name extends string> = { readonly line: number; readonly cells: Readonly<Partial<Record<Name, string>>> };
export type Table<Name extends string> = { readonly rows: readonly Row<Name>[]; /** Headers of columns that nobody asked for. */ readonly ignored: readonly string[] };

/** What is wrong with the file as a whole: names the sentence `import.unreadable.<why>`. */
export type Unreadable = { readonly unreadable: 'notUtf8' | 'empty' | 'quotes' | 'missing' | 'missingSome' | 'twice'; readonly params: Readonly<Record<string, string | number>> };

const unreadable = (why: Unreadable['unreadable'], params: Unreadable['params'] = {}): Unreadable => ({ unreadable: why, params });

/** @param most how many rows somebody has a use for: one more is read, and nothing beyond, because a row costs time however short it is. */
export function readCsv<Name extends string>(bytes: Uint8Array, columns: Columns<Name>, most = Infinity): Table<Name> | Unreadable {
  const text = textOf(bytes);
  if (text === undefined) return unreadable('notUtf8');
  const records = recordsOf(text, most);
  if ('unreadable' in records) return records;
  const [header, ...rows] = records;
  if (!header) return unreadable('empty');
  const known = spellings(columns);
  const names = header.cells.map((cell) => known.get(bare(cell)));
  const wrong = headerProblem(names, columns);
  if (wrong) return wrong;
  return {
    ignored: header.cells.filter((_cell, index) => names[index] === undefined),
    rows: rows.map(({ line, cells }) => ({ line, cells: Object.fromEntries(names.flatMap((name, index) => (name ? [[name, cells[index] ?? '']] : []))) as Row<Name>['cells'] })), // names are of columns
  };
}

/** UTF-8 with or without its mark, every line break as one character; undefined for anything else, such as a spreadsheet's own format. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    return undefined; // a fatal decoder throws for nothing but bytes that are no UTF-8
  }
}

const HEADER_AND_ONE_MORE = 2;

type Line = { readonly line: number; readonly cells: readonly string[] };

function recordsOf(text: string, most: number): readonly Line[] | Unreadable {
  const { CsvError, parse } = csvReader();
  const found: Line[] = [];
  let end = 0;
  try {
    parse(text, {
      delimiter: delimiterOf(text), relax_column_count: true, skip_records_with_empty_values: true, skip_empty_lines: true, ...(Number.isFinite(most) ? { to: most + HEADER_AND_ONE_MORE } : {}),
      on_record: (cells: string[], { lines }) => {
        end = lines;
        found.push({ line: end - cells.join('').split('\n').length + 1, cells }); // where it begins: cells may have line breaks
        return null;
      },
    });
    return found;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return unreadable('quotes', { line: end });
  }
}

/** What the header is divided by; a file of one column has none. */
function delimiterOf(text: string): string {
  const [header = ''] = /\S.*/.exec(text) ?? [];
  const count = (delimiter: string): number => header.split(delimiter).length;
  return [',', ';', '\t'].toSorted((one, other) => count(other) - count(one))[0] ?? ',';
}

/** Names are compared without case, accents and spaces. */
const bare = (name: string): string => searchTerm(name).replaceAll(' ', '');

function spellings<Name extends string>(columns: Columns<Name>): ReadonlyMap<string, Name> {
  const names = Object.keys(columns) as Name[]; // Object.keys forgets the keys' type
  return new Map(names.flatMap((name) => [name, ...columns[name].spanish].map((spelling) => [bare(spelling), name] as const)));
}

function headerProblem<Name extends string>(names: readonly (Name | undefined)[], columns: Columns<Name>): Unreadable | undefined {
  const required = Object.keys(columns).filter((name) => columns[name as Name].required); // a key of columns
  const missing = required.filter((name) => !names.some((found) => found === name));
  const twice = names.filter((name, index) => name && names.indexOf(name) !== index);
  if (missing.length > 0) return unreadable(missing.length === 1 ? 'missing' : 'missingSome', { columns: missing.join(', ') });
  return twice.length > 0 ? unreadable('twice', { columns: [...new Set(twice)].join(', ') }) : undefined;
}
