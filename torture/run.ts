/** `npm run torture [-- --seed N --rounds N --only <part>]`: everything that must never go wrong, tried often. Prints a table, writes it into docs/torture.md and its sums into the README, and fails if anything failed. */

import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parts } from './parts.ts';
import type { Told } from './report.ts';
import { inserted, summaryOf, tableOf } from './report.ts';

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, rounds: { type: 'string' }, only: { type: 'string' } } });
const chosen = parts.filter(({ name }) => !values.only || values.only.split(',').includes(name));
if (chosen.length === 0) throw new Error(`There is no part "${values.only}": ${parts.map(({ name }) => name).join(', ')}`);

const log = (line: string): void => { process.stderr.write(`${line}\n`); };
const done: Told[] = [];
for (const { name, about, run } of chosen) {
  const begun = performance.now();
  log(`${name} …`);
  done.push({ name, about, rows: await run({ seed: Number(values.seed), scale: 'full', rounds: values.rounds ? Number(values.rounds) : undefined, log }) });
  log(`${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}

const table = tableOf(done, Number(values.seed));
process.stdout.write(`${table}\n`);
const failures = done.flatMap(({ name, rows }) => rows.flatMap((row) => row.failures.map((failure) => `${name}: ${row.what}: ${failure}`)));
for (const failure of failures.slice(0, 50)) log(`✘ ${failure}`);
if (!values.only && !values.rounds) {
  await puts('../docs/torture.md', table);
  await puts('../README.md', summaryOf(done, Number(values.seed)));
}
process.exit(failures.length === 0 ? 0 : 1);

async function puts(path: string, figures: string): Promise<void> {
  const page = new URL(path, import.meta.url);
  await writeFile(page, inserted(await readFile(page, 'utf8'), figures));
}
