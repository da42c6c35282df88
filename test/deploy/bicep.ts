/** Reads the part of Bicep that deploy/ is written in: declarations, and values as data where they are literal, as text where they are computed. What it does not know it refuses; it never guesses. */

import { readFileSync } from 'node:fs';

/** What Azure computes, as it is written. */
export type Computed = { readonly computed: string };
export type Value = string | number | boolean | null | Computed | readonly Value[] | Entries;
/** Fields of an object, in order. A Map, so that no field can be taken for `computed`. */
export type Entries = ReadonlyMap<string, Value>;

type Named = { readonly name: string };
export type Param = Named & { readonly type: string; readonly isSecure: boolean; readonly fallback: Value | undefined };
export type Variable = Named & { readonly value: Value };
export type Output = Named & { readonly type: string; readonly value: Value };
export type Resource = Named & { readonly type: string; readonly version: string; readonly isExisting: boolean; readonly condition: string | undefined; readonly body: Entries };
export type Module = Named & { readonly path: string; readonly condition: string | undefined; readonly params: Entries };
export type Template = {
  readonly params: readonly Param[]; readonly variables: readonly Variable[]; readonly resources: readonly Resource[]; readonly modules: readonly Module[]; readonly outputs: readonly Output[];
  /** Of a file of parameters. */
  readonly using: string | undefined;
};

export const isComputed = (value: Value | undefined): value is Computed => typeof value === 'object' && value !== null && 'computed' in value;
/** Of a list of objects; whatever else stands there is none. */
export const objectsIn = (value: Value | undefined): readonly Entries[] => (Array.isArray(value) ? value.filter((one: Value): one is Entries => one instanceof Map) : []);
export const variableIn = ({ variables }: Template, wanted: string): Value | undefined => variables.find(({ name }) => name === wanted)?.value;

type Cursor = { readonly text: string; at: number };

export const readTemplate = (path: string): Template => parseTemplate(readFileSync(new URL(`../../deploy/${path}`, import.meta.url), 'utf8'));

export function parseTemplate(text: string): Template {
  const cursor: Cursor = { text, at: 0 };
  const found = { params: [] as Param[], variables: [] as Variable[], resources: [] as Resource[], modules: [] as Module[], outputs: [] as Output[] }; // empty, of what comes into them
  let using: string | undefined;
  for (let decorators: string[] = []; !isAtEnd(cursor);) {
    if (cursor.text[cursor.at] === '@') {
      decorators.push(computedText(cursor));
      continue;
    }
    const keyword = word(cursor);
    switch (keyword) {
      case 'targetScope': expect(cursor, '='); value(cursor); break;
      case 'using': using = quoted(cursor); break;
      case 'param': found.params.push(param(cursor, decorators)); break;
      case 'var': found.variables.push({ name: word(cursor), value: (expect(cursor, '='), value(cursor)) }); break;
      case 'resource': found.resources.push(resource(cursor)); break;
      case 'module': found.modules.push(module(cursor)); break;
      case 'output': found.outputs.push({ name: word(cursor), type: word(cursor), value: (expect(cursor, '='), value(cursor)) }); break;
      default: refuse(cursor, `"${keyword}" begins no declaration`);
    }
    decorators = [];
  }
  return { ...found, using };
}

function param(cursor: Cursor, decorators: readonly string[]): Param {
  const name = word(cursor);
  const isTyped = peek(cursor) !== '=';
  const type = isTyped ? word(cursor) : '';
  const hasValue = peekOnLine(cursor) === '=';
  if (hasValue) expect(cursor, '=');
  return { name, type, isSecure: decorators.includes('@secure()'), fallback: hasValue ? value(cursor) : undefined };
}

function resource(cursor: Cursor): Resource {
  const name = word(cursor);
  const [type = '', version = ''] = quoted(cursor).split('@');
  const isExisting = peek(cursor) === 'e' && word(cursor) === 'existing';
  expect(cursor, '=');
  const condition = conditionOf(cursor);
  const isLoop = peek(cursor) === '[';
  if (isLoop) loopHead(cursor);
  const body = object(cursor);
  if (isLoop) expect(cursor, ']');
  return { name, type, version, isExisting, condition, body };
}

function module(cursor: Cursor): Module {
  const name = word(cursor);
  const path = quoted(cursor);
  expect(cursor, '=');
  const condition = conditionOf(cursor);
  const params = object(cursor).get('params');
  return { name, path, condition, params: params instanceof Map ? params : new Map() };
}

const conditionOf = (cursor: Cursor): string | undefined => (peek(cursor) === 'i' && word(cursor) === 'if' ? bracketed(cursor) : undefined);

// --- values ---

function value(cursor: Cursor): Value {
  const first = peek(cursor);
  if (first === '{') return object(cursor);
  if (first === '[') return array(cursor);
  const text = computedText(cursor);
  if (/^-?\d+$/.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  const literal = /^'((?:[^'\\$]|\\.|\$(?!\{))*)'$/.exec(text)?.[1];
  return literal === undefined ? { computed: text } : literal.replace(/\\(.)/g, '$1');
}

function object(cursor: Cursor): Entries {
  const entries = new Map<string, Value>();
  expect(cursor, '{');
  while (peek(cursor) !== '}') {
    const key = peek(cursor) === "'" ? quoted(cursor) : word(cursor);
    if (entries.has(key)) refuse(cursor, `"${key}" is there twice`);
    expect(cursor, ':');
    entries.set(key, value(cursor));
    if (peek(cursor) === ',') expect(cursor, ',');
  }
  expect(cursor, '}');
  return entries;
}

function array(cursor: Cursor): readonly Value[] {
  const values: Value[] = [];
  expect(cursor, '[');
  while (peek(cursor) !== ']') {
    values.push(value(cursor));
    if (peek(cursor) === ',') expect(cursor, ',');
  }
  expect(cursor, ']');
  return values;
}

function loopHead(cursor: Cursor): void {
  const head = /\[for \w+ in [\w.]+:/y;
  head.lastIndex = cursor.at;
  const [matched] = head.exec(cursor.text) ?? refuse(cursor, 'a loop is written [for one in all:');
  cursor.at += matched.length;
}

/** Up to the end of the line, or of what it is in; brackets may go over lines. */
function computedText(cursor: Cursor): string {
  skip(cursor);
  const from = cursor.at;
  for (let depth = 0; cursor.at < cursor.text.length;) {
    const here = cursor.text[cursor.at] ?? '';
    if (here === "'") {
      string(cursor);
      continue;
    }
    if (depth === 0 && (/[\n,\]})]/.test(here) || cursor.text.startsWith('//', cursor.at))) break;
    if (/[[{(]/.test(here)) depth++;
    if (/[\]})]/.test(here)) depth--;
    cursor.at++;
  }
  return cursor.text.slice(from, cursor.at).trim() || refuse(cursor, 'a value is missing');
}

/** With what is computed inside it, which may hold strings again. */
function string(cursor: Cursor): void {
  for (cursor.at++; cursor.text[cursor.at] !== "'"; cursor.at++) {
    if (cursor.at >= cursor.text.length || cursor.text[cursor.at] === '\n') refuse(cursor, 'a string does not end');
    if (cursor.text[cursor.at] === '\\') cursor.at++;
    else if (cursor.text.startsWith('${', cursor.at)) inside(cursor);
  }
  cursor.at++;
}

function inside(cursor: Cursor): void {
  for (cursor.at += 2; cursor.text[cursor.at] !== '}';) {
    if (cursor.at >= cursor.text.length) refuse(cursor, '${ does not end');
    if (cursor.text[cursor.at] === "'") string(cursor);
    else cursor.at++;
  }
}

// --- characters ---

function skip(cursor: Cursor): void {
  const blank = /(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
  blank.lastIndex = cursor.at;
  cursor.at += blank.exec(cursor.text)?.[0].length ?? 0;
}

function isAtEnd(cursor: Cursor): boolean {
  skip(cursor);
  return cursor.at >= cursor.text.length;
}

function peek(cursor: Cursor): string {
  if (isAtEnd(cursor)) refuse(cursor, 'something is not closed');
  return cursor.text[cursor.at] ?? '';
}

/** What comes on this line, past blanks. */
const peekOnLine = ({ text, at }: Cursor): string | undefined => /^[ \t]*(\S)/.exec(text.slice(at))?.[1];

function expect(cursor: Cursor, sign: string): void {
  if (peek(cursor) !== sign) refuse(cursor, `"${sign}" is missing`);
  cursor.at += sign.length;
}

function word(cursor: Cursor): string {
  skip(cursor);
  const found = /^\w+/.exec(cursor.text.slice(cursor.at))?.[0] ?? refuse(cursor, 'a name is missing');
  cursor.at += found.length;
  return found;
}

function quoted(cursor: Cursor): string {
  if (peek(cursor) !== "'") refuse(cursor, 'a string is missing');
  const from = cursor.at;
  string(cursor);
  return cursor.text.slice(from + 1, cursor.at - 1);
}

function bracketed(cursor: Cursor): string {
  const from = cursor.at;
  expect(cursor, '(');
  for (let depth = 1; depth > 0; cursor.at++) {
    if (cursor.at >= cursor.text.length) refuse(cursor, 'a bracket does not close');
    if (cursor.text[cursor.at] === '(') depth++;
    if (cursor.text[cursor.at] === ')') depth--;
  }
  return cursor.text.slice(from, cursor.at).trim();
}

function refuse(cursor: Cursor, why: string): never {
  throw new Error(`Line ${cursor.text.slice(0, cursor.at).split('\n').length}: ${why}`);
}
