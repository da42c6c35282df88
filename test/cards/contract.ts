/** What every rendered card must keep to, whatever it is about (teams-platform §1, §3, §18): a list of complaints, empty for a good card. */

import type { JsonObject, JsonValue } from '../../bot/cards/load.ts';
import { isObject } from '../../bot/cards/load.ts';
import type { AdaptiveCard } from '../../bot/cards/render.ts';

const MAX_BYTES = 28 * 1024; // counted as UTF-16, as Teams does (§1)
const MAX_ACTIONS = 6;
const MAX_COLUMNS = 2; // [DESIGN] a phone of 320 px
const MAX_TABLE_COLUMNS = 3; // [DESIGN] words, and two of figures

/** Styles of containers that mean something. */
const signals: ReadonlySet<string> = new Set(['good', 'warning', 'attention', 'accent']);
/** The banner, and the step of a form, may stand above the heading. */
const MAX_ABOVE_HEADING = 2;

type Part = { readonly path: string; readonly node: JsonObject };
type Check = (node: JsonObject, verbs: readonly string[], path: string) => string | false | undefined;

const isInput = ({ type }: JsonObject): boolean => typeof type === 'string' && type.startsWith('Input.');
const isBlank = (value: JsonValue | undefined): boolean => typeof value !== 'string' || value.trim() === '';
const isChoiceInFull = ({ type, style, isMultiSelect }: JsonObject): boolean => type === 'Input.Toggle' || (type === 'Input.ChoiceSet' && (style === 'expanded' || isMultiSelect === true));
const hasText = (node: JsonObject): boolean => partsOf(node, '').some(({ node: { type, text } }) => type === 'TextBlock' && !isBlank(text));
const sizeOf = (value: JsonValue | undefined): number => (Array.isArray(value) ? value.length : 0);

/** One line for each thing that a part of a card can get wrong. */
const checks: readonly Check[] = [
  (node) => isInput(node) && isBlank(node['label']) && 'has no label',
  (node) => isInput(node) && isBlank(node['id']) && 'has no id',
  (node) => isInput(node) && node['isRequired'] === true && isBlank(node['errorMessage']) && 'is required but has no errorMessage',
  (node) => node['type'] === 'Input.Text' && typeof node['maxLength'] !== 'number' && 'has no maxLength',
  (node) => node['isMultiSelect'] === true && choiceValues(node).some((value) => value.includes(',')) && 'has a comma in a value',
  (node) => node['type'] === 'TextBlock' && node['wrap'] !== true && 'does not wrap',
  (node) => isChoiceInFull(node) && node['wrap'] !== true && 'cuts off what does not fit on a line',
  (node) => node['type'] === 'TextBlock' && typeof node['text'] !== 'string' && 'has no text',
  (node) => String(node['type']).startsWith('Chart.') && node['fallback'] === undefined && 'is a chart without a fallback', // older clients know none
  (node) => node['type'] === 'Image' && isBlank(node['altText']) && 'has no altText',
  (node) => node['type'] === 'Container' && signals.has(String(node['style'])) && !hasText(node) && 'says something with its colour alone',
  (node) => node['type'] === 'FactSet' && factsOf(node).some(({ title, value }) => isBlank(title) || isBlank(value)) && 'has half a fact',
  (node) => node['type'] === 'ColumnSet' && sizeOf(node['columns']) > MAX_COLUMNS && `has more than ${MAX_COLUMNS} columns`,
  (node) => node['type'] === 'Table' && tableProblem(node),
  (node) => sizeOf(node['actions']) > MAX_ACTIONS && `has more than ${MAX_ACTIONS} actions`,
  (node) => node['type'] === 'Action.Submit' && 'is not Action.Execute',
  (node, _verbs, path) => node['type'] === 'Action.Execute' && isBlank(node['title']) && !path.endsWith('.selectAction') && 'has no title',
  // Without a title of its own, a row is called by all its words; with one, by that title alone, and nobody could say what they see (WCAG 2.5.3).
  (node) => isObject(node['selectAction']) && isBlank(node['selectAction']['title']) && !hasText(node) && 'can be chosen and has no words',
  (node, verbs) => node['type'] === 'Action.Execute' && !verbs.includes(String(node['verb'])) && `has the unknown verb "${String(node['verb'])}"`,
  (node) => Object.values(node).some((value) => typeof value === 'string' && /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(value)) && 'has a hex colour',
  (node) => leftover(node),
];

/** @param verbs what the router knows. Samples must not contain "${" themselves: it is how a forgotten binding looks. */
export function cardProblems(card: AdaptiveCard, verbs: readonly string[]): readonly string[] {
  const parts = partsOf(card, 'card');
  const found = parts.flatMap(({ path, node }) => checks.flatMap((check) => {
    const problem = check(node, verbs, path);
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
    ...headingProblems(card),
    ...(bytes < MAX_BYTES ? [] : [`${bytes} bytes are too many`]),
  ];
}

/** One heading, which the card begins with. That there is one, the renderer sees to. */
function headingProblems({ body }: AdaptiveCard): readonly string[] {
  const texts = partsOf(body, 'body').map(({ node }) => node).filter(({ type }) => type === 'TextBlock');
  const headings = texts.filter(({ style }) => style === 'heading').length;
  const above = texts.findIndex(({ style }) => style === 'heading');
  return [...(headings > 1 ? [`${headings} headings`] : []), ...(above > MAX_ABOVE_HEADING ? [`the heading comes after ${above} texts`] : [])];
}

function twice(ids: readonly string[]): readonly string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `two inputs have the id "${id}"`);
}

function leftover(node: JsonObject): string | false {
  const bound = Object.entries(node).find(([, value]) => typeof value === 'string' && value.includes('${'));
  return bound ? `shows a binding: ${bound[0]} is ${String(bound[1])}` : false;
}

/** What a reader of a table needs, on a phone and by ear: few columns as wide as there is room for, a row that says what they are, and something in each cell. */
function tableProblem(table: JsonObject): string | undefined {
  const columns = objectsIn(table['columns']);
  const [header = [], ...rows] = objectsIn(table['rows']).map(({ cells }) => objectsIn(cells));
  if (columns.length > MAX_TABLE_COLUMNS) return `has more than ${MAX_TABLE_COLUMNS} columns`;
  if (!columns.every(({ width }) => typeof width === 'number')) return 'has a column that cannot shrink';
  if (table['firstRowAsHeaders'] !== true || !header.every(isBold)) return 'does not say that its first row is a header'; // not every client makes it bold
  if (rows.length === 0) return 'has a header alone';
  if ([header, ...rows].some((cells) => cells.length !== columns.length)) return 'has a row that is not as long as the others';
  return [header, ...rows].flat().every(hasText) ? undefined : 'has an empty cell';
}

const isBold = ({ items }: JsonObject): boolean => objectsIn(items).every(({ weight }) => weight === 'Bolder');
const objectsIn = (value: JsonValue | undefined): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

const factsOf = ({ facts }: JsonObject): readonly JsonObject[] => objectsIn(facts);

function choiceValues({ choices }: JsonObject): readonly string[] {
  return objectsIn(choices).map(({ value }) => String(value));
}

function partsOf(value: JsonValue, path: string): readonly Part[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue, index) => partsOf(item, `${path}[${index}]`));
  if (!isObject(value)) return [];
  return [{ path, node: value }, ...Object.entries(value).flatMap(([key, child]) => partsOf(child, `${path}.${key}`))];
}

/** Titles that two buttons of one sheet share. What the client presses by itself (refresh), and rows, are no buttons. */
export function namesTwice(card: JsonObject): readonly string[] {
  const parts = partsOf(withoutHidden(card), '');
  const sheets = parts.flatMap(({ node }) => (node['type'] === 'Action.ShowCard' && isObject(node['card']) ? [node['card']] : []));
  const names = parts.filter(({ path, node }) => String(node['type']).startsWith('Action.') && !/\.(?:card|selectAction)\b/.test(path)).map(({ node }) => String(node['title']));
  return [...names.filter((name, index) => names.indexOf(name) !== index), ...sheets.flatMap(namesTwice)];
}

const withoutHidden = (card: JsonObject): JsonObject => Object.fromEntries(Object.entries(card).filter(([key]) => key !== 'refresh'));

/** Fields whose error ("${e.<field>}") a template shows nowhere beside their input: right below it, or above a choice that only the error brings. */
export function strayErrors(template: JsonObject): readonly string[] {
  const parts = partsOf(template, '').map(({ node }) => node).filter(({ type }) => type === 'TextBlock' || String(type).startsWith('Input.'));
  const inputs = new Set(parts.filter((node) => isInput(node) && node['isVisible'] !== false).map(({ id }) => String(id)));
  const errors = parts.flatMap((node, index) => {
    const [, field = ''] = /^\$\{e\.(\w+)\}$/.exec(String(node['text'])) ?? [];
    return inputs.has(field) ? [{ field, isBeside: [parts[index - 1], parts[index + 1]].some((near) => near?.['id'] === field) }] : [];
  });
  return [...new Set(errors.map(({ field }) => field))].filter((field) => !errors.some((error) => error.field === field && error.isBeside));
}
