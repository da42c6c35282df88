/** How a card stands on a phone of 320 px, estimated from its JSON: how many lines it is long, and what in it is too wide. No expectations here. */

import type { JsonObject, JsonValue } from '../../bot/cards/load.ts';
import { isObject } from '../../bot/cards/load.ts';

/** Between the paddings of chat and card 288 px are left, and a letter of 14 px is 7.5 px wide on average. */
const LETTERS = 38;
/** A line of an input or a button is as high as two of text. */
const CONTROL = 2;
const MOST_COLUMNS = 2;
/** Of a table: words, and two of figures. */
const MOST_TABLE_COLUMNS = 3;

type Measure = (element: JsonObject, letters: number) => number;

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
const objectsIn = (value: JsonValue | undefined): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
const wrapped = (text: string, letters: number): number => text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / letters)), 0);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const all = (elements: JsonValue | undefined, letters: number): number => sum(objectsIn(elements).map((element) => linesOf(element, letters)));

const measures: Readonly<Record<string, Measure>> = {
  TextBlock: ({ text }, letters) => wrapped(textOf(text), letters),
  FactSet: ({ facts }, letters) => sum(objectsIn(facts).map(({ title, value }) => Math.max(wrapped(textOf(title), letters * 0.4), wrapped(textOf(value), letters * 0.6)))),
  ColumnSet: ({ columns }, letters) => Math.max(0, ...objectsIn(columns).map(({ items }, _index, { length }) => all(items, letters / length))),
  Table: ({ columns, rows }, letters) => sum(objectsIn(rows).map(({ cells }) => tallest(objectsIn(cells), shares(columns).map((share) => share * letters)))),
  'Input.Toggle': ({ label, title }, letters) => wrapped(textOf(label), letters) + wrapped(textOf(title), letters),
  'Action.ShowCard': ({ card }, letters) => CONTROL + (isObject(card) ? linesOf(card, letters) : 0),
};

/** What part of the width each column of a table has. */
function shares(columns: JsonValue | undefined): readonly number[] {
  const widths = objectsIn(columns).map(({ width }) => Number(width));
  return widths.map((width) => width / sum(widths));
}

const tallest = (cells: readonly JsonObject[], letters: readonly number[]): number => Math.max(0, ...cells.map(({ items }, place) => all(items, letters[place] ?? 0)));

/** Everything unfolded. */
export function linesOf(element: JsonObject, letters = LETTERS): number {
  const type = textOf(element['type']);
  const measure = measures[type];
  if (measure) return measure(element, letters);
  if (type.startsWith('Action.')) return CONTROL;
  if (type.startsWith('Input.')) return wrapped(textOf(element['label']), letters) + (element['style'] === 'expanded' ? objectsIn(element['choices']).length : CONTROL);
  return ['body', 'items', 'actions'].reduce((lines, part) => lines + all(element[part], letters), 0);
}

/** What a phone would have to scroll for to the side, or squeeze until nobody can read it. */
export function tooWide(value: JsonValue | undefined, isInColumn = false): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => tooWide(item, isInColumn));
  if (value === undefined || !isObject(value)) return [];
  const { type, width, columns } = value;
  const isColumnSet = type === 'ColumnSet';
  const most = type === 'Table' ? MOST_TABLE_COLUMNS : MOST_COLUMNS;
  return [
    ...(objectsIn(columns).length > most ? [`${objectsIn(columns).length} columns`] : []),
    ...(isColumnSet && isInColumn ? ['columns in a column'] : []),
    ...(typeof width === 'string' && width.endsWith('px') ? [`a width of ${width}`] : []),
    ...Object.values(value).flatMap((child) => tooWide(child, isInColumn || isColumnSet)),
  ];
}
