/** The programme's settings (domain.md §9) from a file that operators keep; without one, the defaults. */

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Rules } from '../src/rules/settings.ts';
import { defaultRules, rulesSchema } from '../src/rules/settings.ts';
import { yaml } from './libraries.ts';

/** @param file YAML or JSON; settings that are left out keep their defaults. */
export async function readRules(file: string | undefined): Promise<Rules> {
  if (!file) return defaultRules;
  const parsed = rulesSchema.safeParse(yaml().parse(await readFile(file, 'utf8')));
  if (!parsed.success) throw new Error(`Rules in ${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
