/** Text → a row of the command table and its typed arguments, or why not. It knows no command; the table comes in as an argument. */

import { parseArgs } from 'node:util';
import { distance } from 'fastest-levenshtein';
import { parseArgsStringToArgv as stringArgv } from 'string-argv';
import { searchTerm } from '../../src/app/search.ts';
import { labels } from './labels.ts';
import type { CommandRow, Flag, Said } from './row.ts';

export type Parsed =
  | { readonly kind: 'command'; readonly row: CommandRow; readonly said: Said }
  /** How it is used, because that was asked for, or because of a flag that the command does not have or that lacks its value. */
  | { readonly kind: 'usage'; readonly row: CommandRow; readonly problem?: FlagProblem }
  /** A typing error, and what was probably meant. */
  | { readonly kind: 'guess'; readonly row: CommandRow }
  | { readonly kind: 'none' };
export type FlagProblem = { readonly kind: 'unknownFlag' | 'missingValue' | 'badValue'; readonly flag: string };

/** Names are compared without accents, case, slash or hyphen: `/Revisión` and `REVISIÓN` are one command, and so are `/add-user` and `add user`. */
export function parseCommand(text: string, table: readonly CommandRow[]): Parsed {
  const labelled = rowLabelled(text, table);
  if (labelled) return readArguments(labelled, []);
  const [first = '', ...rest] = stringArgv(unquoteOddly(text));
  const row = rowNamed(first, table);
  if (row) return readArguments(row, rest);
  const [second = '', ...others] = rest;
  const spaced = rowNamed(`${first} ${second}`, table);
  if (spaced) return readArguments(spaced, others);
  // A sentence is not a mistyped command: only a short text, or one that begins with a slash, is guessed at. Short words are near each other anyway ("sigo", "sign").
  const isCommand = text.startsWith('/');
  const guess = isCommand || rest.length < 2 ? closest(nameTerm(first), table, isCommand ? 1 : 5) : undefined;
  return guess ? { kind: 'guess', row: guess } : { kind: 'none' };
}

function rowNamed(typed: string, table: readonly CommandRow[]): CommandRow | undefined {
  const name = nameTerm(typed);
  return table.find((row) => namesOf(row).includes(name));
}

/** §11.7: what the portal calls it, as the whole text; what the command needs besides is asked for. */
function rowLabelled(text: string, table: readonly CommandRow[]): CommandRow | undefined {
  const typed = nameTerm(text);
  const label = labels.find(({ en, es }) => [...en, ...es].some((known) => nameTerm(known) === typed));
  return label && table.find(({ name }) => name === label.command);
}

const asksForHelp = (arg: string): boolean => /^(?:-h|--(?:help|ayuda))$/i.test(arg);

/** A single hyphen belongs to a word (`-5`, a link's `-x_Y`): the mark keeps the parser from reading letters after it as options. */
const WORD = '\u{E000}';
const marked = (arg: string): string => (/^-(?!-.)/.test(arg) ? WORD + arg : arg);
const unmarked = (arg: string): string => arg.replace(WORD, '');

const nameIn = (arg: string): string => /^--([^=\s]+)/.exec(arg)?.[1] ?? '';

/** `--name value`, `--name=value`, or `--name` alone where it takes none; the parser knows the English names. */
function readArguments(row: CommandRow, typed: readonly string[]): Parsed {
  const args = typed.map((arg) => arg.replace(/^[—–](?=\p{L})/u, '--')); // phones write a dash for two hyphens
  if (args.some(asksForHelp)) return { kind: 'usage', row };
  const { tokens } = parseArgs({
    args: args.map((arg) => marked(arg.replace(/^--[^=\s]+/, (name) => `--${flagNamed(row, nameIn(name))?.name ?? nameIn(name)}`))),
    options: Object.fromEntries((row.flags ?? []).map(({ name, takes }) => [name, { type: takes === 'value' ? 'string' : 'boolean' }])),
    strict: false, allowPositionals: true, tokens: true,
  });
  const words: string[] = [];
  const flags: Record<string, string> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(unmarked(token.value));
    if (token.kind !== 'option') continue;
    const flag = flagNamed(row, token.name);
    if (!flag) return { kind: 'usage', row, problem: { kind: 'unknownFlag', flag: token.name } };
    const value = flag.takes === 'nothing' ? 'true' : unmarked(token.value ?? '');
    const isAnotherFlag = !token.inlineValue && value.startsWith('--');
    if (value === '' || isAnotherFlag) return { kind: 'usage', row, problem: { kind: 'missingValue', flag: nameIn(args[token.index] ?? '') } };
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
  const isLabel = labels.some(({ es }) => es.some((known) => nameTerm(known) === nameTerm(text)));
  return isLabel || [text, first].map(searchTerm).some((term) => spanishGreetings.has(term)) || isName(first) || isName(`${first} ${second}`);
}

/** @param shortest of the names that are looked at. */
function closest(name: string, table: readonly CommandRow[], shortest: number): CommandRow | undefined {
  const ranked = table
    .map((row) => ({ row, away: Math.min(...namesOf(row).filter((known) => known.length >= shortest).map((known) => distance(known, name))) }))
    .toSorted((one, other) => one.away - other.away);
  const [best] = ranked;
  return best && name.length > 2 && best.away <= Math.min(2, Math.floor(name.length / 3)) ? best.row : undefined;
}

/** An apostrophe is no quotation mark (`O'Neill`), and a quotation that never ends is none either. */
function unquoteOddly(text: string): string {
  const bare = text.replace(/[‘’']/g, '’').replace(/[“”«»]/g, '"');
  return bare.split('"').length % 2 === 1 ? bare : bare.replaceAll('"', '');
}
