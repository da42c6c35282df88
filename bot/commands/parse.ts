/** Text → a row of the command table and its typed arguments, or why not. It knows no command; the table comes in as an argument. */

import { distance } from 'fastest-levenshtein';
import { parseArgsStringToArgv as stringArgv } from 'string-argv';
import { searchTerm } from '../../src/app/search.ts';
import type { CommandRow, Flag, Said } from './row.ts';

export type Parsed =
  | { readonly kind: 'command'; readonly row: CommandRow; readonly said: Said }
  /** How it is used, because that was asked for, or because of a flag that the command does not have or that lacks its value. */
  | { readonly kind: 'usage'; readonly row: CommandRow; readonly problem?: FlagProblem }
  /** A typing error, and what was probably meant. */
  | { readonly kind: 'guess'; readonly row: CommandRow }
  | { readonly kind: 'none' };
export type FlagProblem = { readonly kind: 'unknownFlag' | 'missingValue'; readonly flag: string };

/** Names are compared without accents, case, slash or hyphen: `/Revisión` and `REVISIÓN` are one command, and so are `/add-user` and `add user`. */
export function parseCommand(text: string, table: readonly CommandRow[]): Parsed {
  const [first = '', ...rest] = stringArgv(unquoteOddly(text));
  const row = rowNamed(first, table);
  if (row) return readArguments(row, rest);
  const [second = '', ...others] = rest;
  const spaced = rowNamed(`${first} ${second}`, table);
  if (spaced) return readArguments(spaced, others);
  const guess = closest(nameTerm(first), table);
  // A sentence is not a mistyped command: only a short text, or one that begins with a slash, is guessed at.
  return guess && (text.startsWith('/') || rest.length < 2) ? { kind: 'guess', row: guess } : { kind: 'none' };
}

function rowNamed(typed: string, table: readonly CommandRow[]): CommandRow | undefined {
  const name = nameTerm(typed);
  return table.find((row) => namesOf(row).includes(name));
}

const asksForHelp = (arg: string): boolean => /^(?:-h|--(?:help|ayuda))$/i.test(arg);

/** `--name value`, `--name=value`, or `--name` alone where it takes none. A single hyphen belongs to a word: `-5`, `norte-sur`. */
function readArguments(row: CommandRow, typed: readonly string[]): Parsed {
  const args = typed.map((arg) => arg.replace(/^[—–](?=\p{L})/u, '--')); // phones write a dash for two hyphens
  if (args.some(asksForHelp)) return { kind: 'usage', row };
  const words: string[] = [];
  const flags: Record<string, string> = {};
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const [, name = '', given] = /^--([^=\s]+)(?:=(.*))?$/su.exec(arg) ?? [];
    if (name === '') {
      words.push(arg);
      continue;
    }
    const flag = flagNamed(row, name);
    if (!flag) return { kind: 'usage', row, problem: { kind: 'unknownFlag', flag: name } };
    const value = flag.takes === 'nothing' ? 'true' : given ?? args[++at] ?? '';
    if (value === '' || value.startsWith('--')) return { kind: 'usage', row, problem: { kind: 'missingValue', flag: name } };
    flags[flag.name] = value;
  }
  return { kind: 'command', row, said: { words, flags } };
}

/** A flag by its English or a Spanish name. */
function flagNamed({ flags = [] }: CommandRow, typed: string): Flag | undefined {
  return flags.find(({ name, spanish }) => [name, ...spanish].map(searchTerm).includes(searchTerm(typed)));
}

/** As names are compared. */
export const nameTerm = (name: string): string => searchTerm(name).replaceAll(' ', '');

export const namesOf = (row: CommandRow): readonly string[] => [row.name, ...row.spanish, ...row.aliases].map(nameTerm);

export const spanishGreetings: ReadonlySet<string> = new Set(['hola', 'buenas', 'buenos dias', 'buenas tardes', 'buenas noches']);

/** Does the text open with a greeting or a command in Spanish? Then it is Spanish, whatever the client's menus are in. */
export function isSpanish(text: string, table: readonly CommandRow[]): boolean {
  const [first = '', second = ''] = text.split(' ');
  const isName = (typed: string): boolean => table.some(({ spanish }) => spanish.map(nameTerm).includes(nameTerm(typed)));
  return [text, first].map(searchTerm).some((term) => spanishGreetings.has(term)) || isName(first) || isName(`${first} ${second}`);
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
