/** What must hold whatever stands in a file: lists of operators and files of many rows are read or complained about in words, a directory file is a world or a sentence, and neither takes long. */

import * as fc from 'fast-check';
import { columns as creditColumns } from '../../bot/import/creditRows.ts';
import { columns as inviteColumns } from '../../bot/import/inviteRows.ts';
import type { Columns } from '../../bot/listings/csv.ts';
import { readCsv } from '../../bot/listings/csv.ts';
import { check } from '../../bot/listings/check.ts';
import { providersFile } from '../../bot/listings/providers.ts';
import { parseDirectory } from '../../bot/local/directorySchema.ts';
import { offersFile } from '../../bot/offers/offersFile.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import type { Runs } from './odd.ts';
import { text } from './odd.ts';

const PATIENCE = 2_000;

/** Throws when it takes too long. */
function timed<T>(work: () => T): T {
  const began = performance.now();
  const done = work();
  const took = performance.now() - began;
  if (took > PATIENCE) throw new Error(`It took ${took.toFixed(0)} ms`);
  return done;
}

/** A good file with pieces cut out, doubled and replaced. */
const altered = (good: string): fc.Arbitrary<string> =>
  fc.array(fc.record({ at: fc.nat(good.length), cut: fc.nat(30), put: fc.oneof(text, fc.nat(good.length).map((from) => good.slice(from, from + 40))) }), { maxLength: 6 })
    .map((cuts) => cuts.reduce((file, { at, cut, put }) => `${file.slice(0, at)}${put}${file.slice(at + cut)}`, good));

const rows = (header: readonly string[]): fc.Arbitrary<string> => fc.tuple(fc.constantFrom(',', ';', '\t'), fc.array(fc.array(text, { maxLength: header.length + 1 }), { maxLength: 6 }))
  .map(([delimiter, cells]) => [header.join(delimiter), ...cells.map((row) => row.map((cell) => (cell.length % 2 ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter))].join('\n'));

/** @param good files that would be loaded. */
export function csvFiles(good: { readonly offers: string; readonly providers: string }, runs: Runs): void {
  const files: readonly Columns<string>[] = [offersFile.columns, providersFile.columns, inviteColumns, creditColumns];
  const headers = files.map((columns) => Object.keys(columns));
  const contents = fc.oneof(altered(good.offers), altered(good.providers), ...headers.map(rows), text);
  const bytes = fc.oneof(contents.map((content) => new Uint8Array(Buffer.from(content))), fc.uint8Array({ maxLength: 300 }));
  fc.assert(fc.property(bytes, (file) => {
    for (const columns of files) timed(() => readCsv(file, columns, 100));
    for (const { lines, items } of [timed(() => check(offersFile, file, defaultRules)), timed(() => check(providersFile, file, defaultRules))]) {
      if (lines.length === 0 || (items === undefined) !== lines.includes('Nothing was loaded.')) throw new Error(`Nothing was said: ${lines.join('\n')}`);
    }
  }), runs);
}

/** @param good a directory file that describes a world. */
export function directoryFiles(good: string, runs: Runs): void {
  const bombs = fc.constantFrom('a: &a [x]\nb: *a', 'b: *nowhere', 'a: &a [*a]', `a: &a [1,1]\n${Array.from({ length: 12 }, (_one, index) => `x${index}: &x${index} [*${index === 0 ? 'a' : `x${index - 1}`}, *${index === 0 ? 'a' : `x${index - 1}`}]`).join('\n')}`, `${'['.repeat(2_000)}`, '<<: 1', '!!js/function "x"', '%YAML 9\n---\na', '--- a\n--- b');
  fc.assert(fc.property(fc.oneof({ weight: 5, arbitrary: altered(good) }, { weight: 1, arbitrary: text }, { weight: 1, arbitrary: bombs }), (source) => {
    try {
      timed(() => parseDirectory(source, 'world.yaml'));
    } catch (error) {
      if (!(error instanceof Error) || !/^world\.yaml (?:is not readable|does not describe)/.test(error.message)) throw error;
    }
  }), runs);
}
