/** What `npm run providers:import` runs: a CSV file into the store of the settings. `--dry-run` only checks it; `--once` leaves a list that is there alone. */

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { readRules } from '../rulesFile.ts';
import { checkFile, load } from './import.ts';

const say = (line: string): void => { process.stdout.write(`${line}\n`); };

/** @returns the exit code. */
async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals: [file, ...more] } = parseArgs({ args: [...argv], allowPositionals: true, options: { 'dry-run': { type: 'boolean' }, once: { type: 'boolean' } } });
  if (file === undefined || more.length > 0) throw new Error('Name one CSV file: npm run providers:import -- providers.csv [--dry-run]');
  const config = readConfig();
  const bytes = await readFile(file).catch((cause: unknown) => { throw new Error(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause }); });
  const { lines, listings } = checkFile(bytes, await readRules(config.rulesFile));
  for (const line of lines) say(line);
  if (!listings) return 1;
  if (values['dry-run']) return 0;
  const { createApp } = await import('../app.ts'); // only now: a file that is wrong needs no store
  const app = await createApp(config);
  try {
    const { line, isGood } = await load(app.deps, listings, { once: values.once === true });
    say(line);
    return isGood ? 0 : 1;
  } finally {
    await app.close();
  }
}

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  return 1;
});
