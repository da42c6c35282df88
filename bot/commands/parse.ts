/** Text → a row of the command table and its typed arguments, or why not. It knows no command; the table comes in as an argument. */

import { parseArgs } from 'node:util';
import { distance } from 'fastest-levenshtein';
import { parseArgsStringToArgv as stringArgv } from 'string-argv';
import { searchTerm } from '../../src/app/search.ts';
import type { CommandRow } from './row.ts';

export type Parsed =
  | { readonly kind: 'command'; readonly row: CommandRow; readonly words: readonly string[] }
  | { readonly kind: 'usage'; readonly row: CommandRow }
  /** A typing error, and what was probably meant. */
  | { readonly kind: 'guess'; readonly row: CommandRow }
  | { readonly kind: 'none' };

/** Names are compared without accents, case or slash: `/Revisión`, `revision` and `REVISIÓN` are one command. */
export function parseCommand(text: string, table: readonly CommandRow[]): Parsed {
  const { values, positionals } = parseArgs({
    args: stringArgv(unquoteOddly(text)), options: { help: { type: 'boolean', short: 'h' } }, strict: false, allowPositionals: true,
  });
  const [first = '', ...words] = positionals;
  const name = searchTerm(first);
  const row = table.find((candidate) => namesOf(candidate).includes(name));
  if (row) return values['help'] === true ? { kind: 'usage', row } : { kind: 'command', row, words };
  const guess = closest(name, table);
  // A sentence is not a mistyped command: only a short text, or one that begins with a slash, is guessed at.
  return guess && (text.startsWith('/') || words.length < 2) ? { kind: 'guess', row: guess } : { kind: 'none' };
}

export const namesOf = (row: CommandRow): readonly string[] => [row.name, ...row.spanish, ...row.aliases].map(searchTerm);

export const spanishGreetings: ReadonlySet<string> = new Set(['hola', 'buenas', 'buenos dias', 'buenas tardes', 'buenas noches']);

/** Does the text open with a greeting or a command in Spanish? Then it is Spanish, whatever the client's menus are in. */
export function isSpanish(text: string, table: readonly CommandRow[]): boolean {
  const first = searchTerm(text.split(' ')[0] ?? '');
  return spanishGreetings.has(searchTerm(text)) || spanishGreetings.has(first) || table.some((row) => row.spanish.map(searchTerm).includes(first));
}

function closest(name: string, table: readonly CommandRow[]): CommandRow | undefined {
  const ranked = table
    .map((row) => ({ row, away: Math.min(...namesOf(row).map((known) => distance(known, name))) }))
    .toSorted((one, other) => one.away - other.away);
  const [best] = ranked;
  return best && name.length > 2 && best.away <= Math.min(2, Math.floor(name.length / 3)) ? best.row : undefined;
}

/** An apostrophe is no quotation mark (`O'Neill`), and a quotation that never ends is none either. */
function unquoteOddly(text: string): string {
  const bare = text.replace(/[‘’']/g, '’').replace(/[“”«»]/g, '"');
  return bare.split('"').length % 2 === 1 ? bare : bare.replaceAll('"', '');
}
