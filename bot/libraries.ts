/** Libraries of the edge that a start does not need: loaded when something first asks for one, or in idle time, whichever comes first. */

import { createRequire } from 'node:module';
import { loadLibraries as loadRuleLibraries } from '../src/rules/libraries.ts';

// `require`, because what asks is synchronous, and a static import would keep the first person waiting.
const require = createRequire(import.meta.url);

// `require` knows no types.
export const yaml = () => require('yaml') as typeof import('yaml');
export const csvReader = () => require('csv-parse/sync') as typeof import('csv-parse/sync');
export const csvWriter = () => require('csv-stringify/sync') as typeof import('csv-stringify/sync');

export async function loadLibraries(): Promise<void> {
  loadRuleLibraries();
  csvReader();
  csvWriter();
  await import('./chat.ts');
}
