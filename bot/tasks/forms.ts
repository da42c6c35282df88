/** Forms on cards: what stands in the inputs and what is wrong beside them. Inputs keep what was typed, right or wrong. */

import type { Language } from '../../src/core/actor.ts';
import type { RawInput } from '../../src/core/decide.ts';
import type { DomainError, FieldProblem } from '../../src/core/errors.ts';
import type { Fields } from '../../src/core/machine.ts';
import { md } from '../cards/escape.ts';
import { t } from '../words.ts';

/** `v`: the value of each input; `e`: the sentence beside it, empty when all is well. Every input has both, because a missing binding would show. */
export type FormData = { readonly v: Record<string, string>; readonly e: Record<string, string>; readonly warned: boolean };

export function formData(language: Language, fields: Fields, values: RawInput, problems: readonly FieldProblem[] = []): FormData {
  const v: Record<string, string> = {};
  const e: Record<string, string> = {};
  for (const field of Object.keys(fields)) {
    v[field] = values[field] ?? '';
    const problem = problems.find((candidate) => candidate.field === field);
    e[field] = problem ? md(t(language, `common.field.${problem.rule}`, problem.params)) : '';
  }
  return { v, e, warned: problems.some((problem) => problem.level === 'warning') };
}

/** Several inputs as one line; those that are empty leave no comma. */
export const joined = (values: RawInput, ...fields: readonly string[]): string => md(fields.map((field) => values[field] ?? '').filter((part) => part !== '').join(', '));

/** The fields of a refusal, for the form it came from. */
export function problemsOf(error: DomainError | undefined): readonly FieldProblem[] {
  return error?.fields ?? [];
}
