/** The figures as Markdown: tables, the machine they are of, and whether a target was reached. Nothing fails here. */

import { inserted } from '../torture/report.ts';

export type Table = {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Under the table: what only this run can know. */
  readonly note?: string;
};

export type Machine = { readonly processors: string; readonly memory: string; readonly node: string; readonly botbuilder: string; readonly command: string };

export function reportOf(tables: readonly Table[], { processors, memory, node, botbuilder, command }: Machine): string {
  return [`\`${command}\` on ${processors}, ${memory} of memory, Node ${node}, botbuilder ${botbuilder}.`, ...tables.map(markdownOf)].join('\n\n');
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function markdownOf({ title, head, rows, note }: Table): string {
  const rule = head.map((_cell, column) => (column === 0 ? '---' : '---:'));
  return [`### ${title}`, '', line(head), line(rule), ...rows.map(line), ...(note ? ['', note] : [])].join('\n');
}

/** The page with these figures in the place of the ones between its markers. */
export const withFigures = (page: string, report: string): string => inserted(page, report);

export const number = (value: number, digits = 2): string => value.toFixed(digits);
export const whole = (value: number): string => Math.round(value).toLocaleString('en-GB');
export const megabytes = (bytes: number): string => number(bytes / 2 ** 20, 1);

/** A figure beside what it should be: `1.42 (≤ 1.5 ✔)`. */
export function against(value: number, limit: { readonly most: number } | { readonly least: number }, digits = 2): string {
  const isMost = 'most' in limit;
  const isReached = isMost ? value <= limit.most : value >= limit.least;
  return `${number(value, digits)} (${isMost ? `≤ ${limit.most}` : `≥ ${limit.least}`} ${isReached ? '✔' : '✘'})`;
}
