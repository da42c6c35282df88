/** What is wrong with an imported file or with a row of it, as sentences. Plain text: escape it for where it goes. */

import type { BadRow, RowProblem } from '../../src/app/imports.ts';
import type { Language } from '../../src/core/actor.ts';
import type { Unreadable } from '../listings/csv.ts';
import type { Key } from '../words.ts';
import { t } from '../words.ts';

const whyOf = (language: Language, { kind, why, params }: RowProblem): string =>
  t(language, (kind === 'field' ? `common.field.${why}` : `import.problem.${why}`) as Key, params); // rules.ts writes names of sentences, and t throws for any other

const columnOf = (language: Language, column: string): string => t(language, `import.column.${column}` as Key); // as above

/** Names of columns are the reader's. */
export function unreadableText(language: Language, { unreadable, params: { columns, ...params } }: Unreadable): string {
  const named = columns === undefined ? {} : { columns: String(columns).split(', ').map((column) => columnOf(language, column)).join(', ') };
  return t(language, `import.unreadable.${unreadable}`, { ...params, ...named });
}

export const problemLines = (language: Language, { line, problems }: BadRow): readonly string[] =>
  problems.map((problem) => t(language, 'import.problem.line', { line, column: columnOf(language, problem.column), why: whyOf(language, problem) }));

export const problemText = (language: Language, { problems }: BadRow): string =>
  problems.map((problem) => `${columnOf(language, problem.column)}: ${whyOf(language, problem)}`).join(' ');
