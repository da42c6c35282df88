/**
 * A card's template as a function of its data, for the part of the template language that our cards use. Our own code, because the engine
 * (adaptivecards-templating 2.3.1) takes 0.4 s for the first card of a process, and interprets what it has parsed for each: 230 µs for a
 * list of 25 rows, where this takes 14. It makes what the engine makes; a template that says more is left to the engine, by render.ts.
 * Expressions are expression.ts.
 */

import type { Read, Scope, Value } from './expression.ts';
import { conditionOf, textOf } from './expression.ts';
import type { JsonObject, JsonValue } from './load.ts';
import { isObject } from './load.ts';

/** @param missing is told the paths that no value was found for; a card that told any must not be shown. */
export type Expand = (data: JsonObject, missing: string[]) => JsonObject;

/** A piece of a template; one that depends on no data is made once, and frozen, for all cards to share. */
type Part = { readonly isConstant: boolean; readonly read: Read<Value> };

/** Names that mean something to the engine; none of them reaches a card. */
const reserved: ReadonlySet<string> = new Set(['$data', '$when', '$root', '$index', '$host', '$_acTemplateVersion']);

/** Undefined for a template that says more than is read here. */
export function compile(template: JsonObject): Expand | undefined {
  const part = partOf(template);
  return part && ((data, missing) => part.read({ root: data, data, index: undefined, missing }) as JsonObject); // an object, because the template is one
}

function partOf(node: JsonValue): Part | undefined {
  if (typeof node === 'string') return textPart(node);
  if (isList(node)) return listPart(node);
  return isObject(node) ? elementPart(node) : { isConstant: true, read: () => node };
}

function textPart(text: string): Part | undefined {
  const read = textOf(text);
  if (read === undefined) return undefined;
  return typeof read === 'string' ? { isConstant: true, read: () => read } : { isConstant: false, read };
}

/** Elements that are not there leave no gap, and repeated ones stand in the list itself. */
function listPart(nodes: readonly JsonValue[]): Part | undefined {
  const parts = nodes.map(partOf).filter((part) => part !== undefined);
  if (parts.length < nodes.length) return undefined;
  return partFrom(parts, (scope) => {
    const items: Value[] = [];
    for (const { read } of parts) {
      const value = read(scope);
      if (isList(value)) items.push(...value);
      else if (value !== null) items.push(value);
    }
    return items as readonly JsonValue[]; // or what came past the types of the data
  });
}

function elementPart(node: JsonObject): Part | undefined {
  return repeated(node['$data'], conditional(node['$when'], objectPart(node)));
}

function objectPart(node: JsonObject): Part | undefined {
  const fields: (Part & { readonly name: string })[] = [];
  for (const [name, value] of Object.entries(node)) {
    if (reserved.has(name)) continue;
    const part = partOf(value);
    if (!part) return undefined;
    fields.push({ name, ...part });
  }
  return partFrom(fields, (scope) => {
    const object: Record<string, JsonValue> = {};
    for (const { name, read } of fields) object[name] = read(scope) as JsonValue; // or what came past the types of the data
    return object;
  });
}

/** Null where the condition does not hold. */
function conditional($when: JsonValue | undefined, element: Part | undefined): Part | undefined {
  if ($when === undefined) return element;
  const holds = typeof $when === 'string' ? conditionOf($when) : undefined;
  return element && holds && { isConstant: false, read: (scope) => (holds(scope) ? element.read(scope) : null) };
}

/** With other data: an object instead of what was there, each item of a list in its turn. */
function repeated($data: JsonValue | undefined, element: Part | undefined): Part | undefined {
  if ($data === undefined) return element;
  const data = typeof $data === 'string' ? textPart($data) : undefined;
  return element && data && { isConstant: false, read: (scope) => forEach(data.read(scope), scope, element.read) };
}

/** None is null, one stands for itself, several are a list. */
function forEach(data: Value, scope: Scope, read: Read<Value>): Value {
  if (!isList(data)) return read({ ...scope, data });
  const elements = data.map((item, index) => read({ ...scope, data: item, index })).filter((element) => element !== null);
  return elements.length > 1 ? elements as readonly JsonValue[] : elements[0] ?? null; // an element is an object
}

function partFrom(parts: readonly Part[], read: Read<Value>): Part {
  if (!parts.every(({ isConstant }) => isConstant)) return { isConstant: false, read };
  const value = Object.freeze(read(nothing));
  return { isConstant: true, read: () => value };
}

const nothing: Scope = { root: undefined, data: undefined, index: undefined, missing: [] };

/** `Array.isArray` forgets what the items are. */
function isList(value: Value): value is readonly JsonValue[] {
  return Array.isArray(value);
}
