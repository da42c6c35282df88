/** What every rendered card must keep to, whatever it is about (teams-platform §1, §3, §18): a list of complaints, empty for a good card. */

import type { JsonObject, JsonValue } from '../../bot/cards/load.ts';
import { isObject } from '../../bot/cards/load.ts';
import type { AdaptiveCard } from '../../bot/cards/render.ts';

const MAX_BYTES = 28 * 1024; // counted as UTF-16, as Teams does (§1)
const MAX_ACTIONS = 6;
const MAX_COLUMNS = 2; // [DESIGN] a phone of 320 px

type Part = { readonly path: string; readonly node: JsonObject };
type Check = (node: JsonObject, verbs: readonly string[]) => string | false | undefined;

const isInput = ({ type }: JsonObject): boolean => typeof type === 'string' && type.startsWith('Input.');
const isBlank = (value: JsonValue | undefined): boolean => typeof value !== 'string' || value.trim() === '';
const sizeOf = (value: JsonValue | undefined): number => (Array.isArray(value) ? value.length : 0);

/** One line for each thing that a part of a card can get wrong. */
const checks: readonly Check[] = [
  (node) => isInput(node) && isBlank(node['label']) && 'has no label',
  (node) => isInput(node) && isBlank(node['id']) && 'has no id',
  (node) => isInput(node) && node['isRequired'] === true && isBlank(node['errorMessage']) && 'is required but has no errorMessage',
  (node) => node['type'] === 'Input.Text' && typeof node['maxLength'] !== 'number' && 'has no maxLength',
  (node) => node['isMultiSelect'] === true && choiceValues(node).some((value) => value.includes(',')) && 'has a comma in a value',
  (node) => node['type'] === 'TextBlock' && node['wrap'] !== true && 'does not wrap',
  (node) => node['type'] === 'TextBlock' && typeof node['text'] !== 'string' && 'has no text',
  (node) => node['type'] === 'Image' && isBlank(node['altText']) && 'has no altText',
  (node) => node['type'] === 'ColumnSet' && sizeOf(node['columns']) > MAX_COLUMNS && `has more than ${MAX_COLUMNS} columns`,
  (node) => sizeOf(node['actions']) > MAX_ACTIONS && `has more than ${MAX_ACTIONS} actions`,
  (node) => node['type'] === 'Action.Submit' && 'is not Action.Execute',
  (node) => node['type'] === 'Action.Execute' && isBlank(node['title']) && 'has no title',
  (node, verbs) => node['type'] === 'Action.Execute' && !verbs.includes(String(node['verb'])) && `has the unknown verb "${String(node['verb'])}"`,
  (node) => Object.values(node).some((value) => typeof value === 'string' && /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(value)) && 'has a hex colour',
  (node) => leftover(node),
];

/** @param verbs what the router knows. Samples must not contain "${" themselves: it is how a forgotten binding looks. */
export function cardProblems(card: AdaptiveCard, verbs: readonly string[]): readonly string[] {
  const parts = partsOf(card, 'card');
  const found = parts.flatMap(({ path, node }) => checks.flatMap((check) => {
    const problem = check(node, verbs);
    return problem ? [`${path} ${problem}`] : [];
  }));
  return [...wholeCard(card), ...twice(parts.map(({ node }) => node).filter(isInput).map(({ id }) => String(id))), ...found];
}

function wholeCard(card: AdaptiveCard): readonly string[] {
  const bytes = JSON.stringify(card).length * 2;
  const isSpoken = !isBlank(card['speak']) && !isBlank(card['fallbackText']);
  return [
    ...(card['version'] === '1.5' ? [] : [`the version is ${String(card['version'])}`]),
    ...(card['lang'] === 'en' || card['lang'] === 'es' ? [] : ['the language is not given']),
    ...(isSpoken ? [] : ['nothing is said by speak or fallbackText']),
    ...(bytes < MAX_BYTES ? [] : [`${bytes} bytes are too many`]),
  ];
}

function twice(ids: readonly string[]): readonly string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `two inputs have the id "${id}"`);
}

function leftover(node: JsonObject): string | false {
  const bound = Object.entries(node).find(([, value]) => typeof value === 'string' && value.includes('${'));
  return bound ? `shows a binding: ${bound[0]} is ${String(bound[1])}` : false;
}

function choiceValues({ choices }: JsonObject): readonly string[] {
  return Array.isArray(choices) ? choices.filter(isObject).map((choice: JsonObject) => String(choice['value'])) : [];
}

function partsOf(value: JsonValue, path: string): readonly Part[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue, index) => partsOf(item, `${path}[${index}]`));
  if (!isObject(value)) return [];
  return [{ path, node: value }, ...Object.entries(value).flatMap(([key, child]) => partsOf(child, `${path}.${key}`))];
}
