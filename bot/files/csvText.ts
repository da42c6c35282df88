/** Rows as a CSV file that people open in a spreadsheet: what somebody typed is text there, too. */

import { csvWriter } from '../libraries.ts';

type Column = { readonly key: string; readonly header: string };

/** Spreadsheets calculate what begins like this; some look past the spaces before it. The library's own `escape_formulas` does not. */
const formula = /^(?:\s*[=+\-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}]|[\t\r\n])/u;

/** Excel reads accents only behind a byte order mark. */
export const csvText = (rows: readonly Readonly<Record<string, string | number>>[], columns: readonly Column[]): string =>
  csvWriter().stringify([...rows], { header: true, columns: [...columns], bom: true, record_delimiter: 'windows', cast: { string: (typed) => (formula.test(typed) ? `'${typed}` : typed) } });
