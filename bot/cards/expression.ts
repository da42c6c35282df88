/**
 * What a "${…}" of a template says, read once into a function: paths, comparisons with a text, exists, count, ! and &&, as the template engine
 * means them. Nothing that is evaluated from text, and no elements: those are expand.ts.
 */

import type { JsonValue } from './load.ts';
import { isObject } from './load.ts';

/** Types keep null and undefined out of data; what comes past them is met as the engine would meet it. */
export type Value = JsonValue | null | undefined;
export type Scope = {
  readonly root: Value;
  readonly data: Value;
  readonly index: number | undefined;
  /** Paths that no value was found for. */
  readonly missing: string[];
};
export type Read<T> = (scope: Scope) => T;

const BINDING = /\$\{([^}\r\n]*)\}/;
const NAME = String.raw`[A-Za-z_]\w*`;
const PATH = String.raw`(?:\$data|\$root|\$index|(?!(?:true|false|null|undefined)\b)${NAME})(?:\.${NAME})*`;

/** What a text shows: itself where it binds nothing, a value with its type where a binding is all of it. Undefined where it says more than is read here. */
export function textOf(text: string): string | Read<Value> | undefined {
  if (!text.includes('${')) return text;
  const pieces = piecesOf(text);
  if (!pieces) return undefined;
  const [before, only, after] = pieces;
  if (pieces.length === 3 && before === '' && after === '') return bound(only ?? '', (value) => value);
  const parts = pieces.map((piece, place) => (place % 2 === 0 ? piece : bound(piece, (value) => value ?? undefined)));
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  return (scope) => {
    let shown = '';
    for (const part of known) shown += typeof part === 'string' ? part : String(part(scope));
    return shown;
  };
}

/** Whether an element is there: only an expression that is exactly true says so, and what is missing is no fault here. */
export function conditionOf(text: string): Read<boolean> | undefined {
  const pieces = piecesOf(text);
  if (pieces?.length !== 3 || pieces[0] !== '' || pieces[2] !== '') return undefined;
  const read = expressionOf(pieces[1] ?? '');
  return read && ((scope) => read(scope) === true);
}

/** Text and expression by turns, from text to text. */
function piecesOf(text: string): readonly string[] | undefined {
  const pieces = text.split(BINDING);
  const isOurs = !/[`\\]/.test(text) && pieces.every((piece) => !piece.includes('${'));
  return isOurs ? pieces : undefined;
}

/** The value of an expression, as it is shown; where nothing is, it is told as missing. */
function bound(source: string, shown: (value: Value) => Value): Read<Value> | undefined {
  const read = expressionOf(source);
  return read && ((scope) => {
    const value = shown(read(scope));
    if (value !== undefined) return value;
    scope.missing.push(source.trim());
    return '?';
  });
}

function expressionOf(source: string): Read<Value> | undefined {
  const said = source.split('&&');
  const known = said.map((clause) => clauseOf(clause.trim())).filter((clause) => clause !== undefined);
  if (known.length < said.length) return undefined;
  return known.length === 1 ? known[0] : (scope) => known.every((clause) => holds(clause(scope)));
}

const holds = (value: Value): boolean => value !== undefined && value !== null && value !== false;

type Clause = readonly [form: RegExp, meaning: (path: Read<Value>, literal: string) => Read<Value>];

/** All that may be said. */
const clauses: readonly Clause[] = [
  [form(`(${PATH})`), (path) => path],
  [form(`! *(${PATH})`), (path) => (scope) => !holds(path(scope))],
  [form(`exists\\( *(${PATH}) *\\)`), (path) => (scope) => (path(scope) ?? null) !== null],
  [form(`(${PATH}) *== *'([^']*)'`), (path, text) => (scope) => path(scope) === text],
  [form(`(${PATH}) *!= *'([^']*)'`), (path, text) => (scope) => path(scope) !== text],
  [form(`count\\( *(${PATH}) *\\) *== *(\\d+)`), (path, number) => (scope) => sizeOf(path(scope)) === Number(number)],
  [form(`count\\( *(${PATH}) *\\) *> *(\\d+)`), (path, number) => (scope) => sizeOf(path(scope)) > Number(number)],
];

function form(source: string): RegExp {
  return new RegExp(`^${source}$`);
}

function clauseOf(source: string): Read<Value> | undefined {
  for (const [written, meaning] of clauses) {
    const [, path = '', literal = ''] = written.exec(source) ?? [];
    if (path !== '') return meaning(pathOf(path), literal);
  }
  return undefined;
}

/** Not a number, which compares with nothing, for what cannot be counted. */
function sizeOf(value: Value): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : Number.NaN;
}

function pathOf(path: string): Read<Value> {
  const [head = '', ...names] = path.split('.');
  const start = starts.get(head);
  return (start ? names : [head, ...names]).reduce((from, name) => memberOf(from, name), start ?? ofData);
}

const ofData: Read<Value> = ({ data }) => data;
const starts: ReadonlyMap<string, Read<Value>> = new Map([['$data', ofData], ['$root', ({ root }) => root], ['$index', ({ index }) => index]]);

/** As the engine does it, names in data are found whatever their case. [DESIGN] But the very name comes before another that differs in case. */
function memberOf(from: Read<Value>, name: string): Read<Value> {
  const lower = name.toLowerCase();
  return (scope) => {
    const owner = from(scope);
    if (!owner || !isObject(owner)) return undefined;
    if (Object.hasOwn(owner, name)) return owner[name];
    const alike = Object.keys(owner).find((key) => key.toLowerCase() === lower);
    return alike === undefined ? undefined : owner[alike];
  };
}
