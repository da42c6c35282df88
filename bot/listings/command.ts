/** What the import commands run: a CSV file is checked whole, then replaces the list of the store of the settings. Nothing is loaded unless everything is good (WF-12, WF-23). */

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { ImportParts, InForce, Replaced } from '../../src/app/importedList.ts';
import type { Fields } from '../../src/core/machine.ts';
import { readConfig } from '../config.ts';
import { say } from '../operators/say.ts';
import { readRules } from '../rulesFile.ts';
import type { ListFile } from './check.ts';
import { check } from './check.ts';

/** A list that operators load. */
export type OperatorsList<F extends Fields, Item> = {
  /** What `npm run` knows it as. */
  readonly script: string;
  readonly file: ListFile<F, Item>;
  readonly inForce: (deps: ImportParts) => Promise<InForce | undefined>;
  readonly replace: (deps: ImportParts, items: readonly Item[]) => Promise<Replaced>;
};

export type Loaded = { readonly line: string; readonly isGood: boolean };

const outcomes: Readonly<Record<Replaced['kind'], Loaded>> = {
  replaced: { line: 'The list is in force.', isGood: true },
  same: { line: 'The list in force says the same: nothing to do.', isGood: true },
  overtaken: { line: 'Another import has finished meanwhile and its list is in force. Nothing of this one was loaded: run it again if it is the newer one.', isGood: false },
};

type Loading<Item> = { readonly deps: ImportParts; readonly items: readonly Item[]; /** Only when there is no list yet, as for sample data. */ readonly once?: boolean };

export async function load<F extends Fields, Item>({ inForce, replace }: OperatorsList<F, Item>, { deps, items, once = false }: Loading<Item>): Promise<Loaded> {
  if (once && await inForce(deps)) return { line: 'There is a list already: nothing to do.', isGood: true };
  return outcomes[(await replace(deps, items)).kind];
}

/** `--dry-run` only checks the file; `--once` leaves a list that is there alone. Sets the exit code. */
export async function importFromTerminal<F extends Fields, Item>(list: OperatorsList<F, Item>): Promise<void> {
  process.exitCode = await run(list, process.argv.slice(2)).catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  });
}

/** @returns the exit code. */
async function run<F extends Fields, Item>(list: OperatorsList<F, Item>, argv: readonly string[]): Promise<number> {
  const { values, positionals: [file, ...more] } = parseArgs({ args: [...argv], allowPositionals: true, options: { 'dry-run': { type: 'boolean' }, once: { type: 'boolean' } } });
  if (file === undefined || more.length > 0) throw new Error(`Name one CSV file: npm run ${list.script} -- ${list.file.many}.csv [--dry-run]`);
  const config = readConfig();
  const bytes = await readFile(file).catch((cause: unknown) => { throw new Error(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause }); });
  const { lines, items } = check(list.file, bytes, await readRules(config.rulesFile));
  for (const line of lines) say(line);
  if (!items) return 1;
  if (values['dry-run']) return 0;
  const { createApp } = await import('../app.ts'); // only now: a file that is wrong needs no store
  const app = await createApp(config);
  try {
    const { line, isGood } = await load(list, { deps: app.deps, items, once: values.once === true });
    say(line);
    return isGood ? 0 : 1;
  } finally {
    await app.close();
  }
}
