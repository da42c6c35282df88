/** The programme's settings (domain.md §9) from a file that operators keep; without one, the defaults. */

import { z } from 'zod';
import type { Rules } from '../src/rules/settings.ts';
import { defaultRules, rulesSchema } from '../src/rules/settings.ts';
import { yaml } from './libraries.ts';
import { readSettingFile } from './settingFile.ts';

/** @param file YAML or JSON; settings that are left out keep their defaults. */
export async function readRules(file: string | undefined): Promise<Rules> {
  if (!file) return defaultRules;
  const parsed = rulesSchema.safeParse(contentOf(await readSettingFile('RULES_FILE', file), file));
  if (!parsed.success) throw new Error(`Rules in ${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function contentOf(source: string, file: string): unknown {
  try {
    return yaml().parse(source);
  } catch (error) {
    throw new Error(`Rules in ${file} are not readable as YAML or JSON: ${String(error).trim()}`, { cause: error });
  }
}
