/** Lays a drawn card over its template: that it was drawn from it, and which way each `$when` went. */

import type { JsonObject, JsonValue } from '../../bot/cards/load.ts';
import { isObject } from '../../bot/cards/load.ts';

/** Each `$when` of the template that was asked, as "path shown" or "path hidden"; undefined when the card is of another template. */
export type Branches = readonly string[] | undefined;

/** What the renderer adds to every card. */
const added: ReadonlySet<string> = new Set(['lang', 'speak', 'fallbackText']);

export function branchesOf(template: JsonObject, card: JsonObject): Branches {
  const body = card['body'];
  const withoutBanner = Array.isArray(body) ? { ...card, body: body.slice(1) } : card;
  return overlay(template, card, 'card') ?? overlay(template, withoutBanner, 'card');
}

/** Every branch that a template has. */
export function allBranches(node: JsonValue, path = 'card'): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((item: JsonValue, index) => allBranches(item, `${path}[${index}]`));
  if (!isObject(node)) return [];
  const own = '$when' in node ? [`${path} shown`, `${path} hidden`] : [];
  return [...own, ...Object.entries(node).flatMap(([key, value]) => allBranches(value, `${path}.${key}`))];
}

function overlay(template: JsonValue, drawn: JsonValue | undefined, path: string): Branches {
  if (drawn === undefined) return undefined;
  if (typeof template === 'string' && template.includes('${')) return [];
  if (Array.isArray(template)) return Array.isArray(drawn) ? overlayItems(template, drawn, { path, index: 0 }) : undefined;
  if (isObject(template)) return isObject(drawn) ? overlayObject(template, drawn, path) : undefined;
  return template === drawn ? [] : undefined;
}

function overlayObject(template: JsonObject, drawn: JsonObject, path: string): Branches {
  const keys = Object.keys(template).filter((key) => key !== '$when' && key !== '$data');
  if (Object.keys(drawn).some((key) => !keys.includes(key) && !added.has(key))) return undefined;
  return keys.reduce<Branches>((found, key) => join(found, () => overlay(template[key] ?? '', drawn[key], `${path}.${key}`)), []);
}

type At = { readonly path: string; readonly index: number };

/** Items in order: one with `$when` may be missing, one with `$data` may come any number of times. */
function overlayItems(templates: readonly JsonValue[], drawn: readonly JsonValue[], { path, index }: At): Branches {
  const template = templates[index];
  if (template === undefined) return drawn.length === 0 ? [] : undefined;
  const here = `${path}[${index}]`;
  const next = { path, index: index + 1 };
  const isOptional = isObject(template) && '$when' in template;
  const isRepeated = isObject(template) && '$data' in template;
  const taken = join(overlay(template, drawn[0], here), () => overlayItems(templates, drawn.slice(1), isRepeated ? { path, index } : next));
  if (taken) return isOptional ? [`${here} shown`, ...taken] : taken;
  if (!isOptional && !isRepeated) return undefined;
  return join(isOptional ? [`${here} hidden`] : [], () => overlayItems(templates, drawn, next));
}

function join(one: Branches, other: () => Branches): Branches {
  const found = one && other();
  return one && found && [...one, ...found];
}
