/** What `npm run check-store` runs: the store of the settings is read from end to end and held against the rules (docs/check-store.md). It changes nothing. */

import { checkTwice, sentence } from '../../src/check/checkStore.ts';
import { readRules } from '../rulesFile.ts';
import { say } from './say.ts';
import { operate } from './store.ts';

/** More of them help nobody. [DESIGN] */
const SHOWN = 50;

await operate(async ({ store, clock, config }) => {
  const { documents, tried, findings } = await checkTwice(store, { now: clock(), rules: await readRules(config.rulesFile) });
  for (const { rule, about, findings: count } of tried) say(`${rule.padEnd(8)} ${about}: ${count}`);
  for (const finding of findings.slice(0, SHOWN)) say(sentence(finding));
  if (findings.length > SHOWN) say(`… and ${findings.length - SHOWN} more`);
  say(`${documents} documents, ${tried.length} checks, ${findings.length} findings`);
  return findings.length === 0 ? 0 : 1;
});
