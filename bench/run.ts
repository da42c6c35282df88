/** `npm run bench [-- --only <part>,… --quick]`: Enlace beside a bare echo bot, in one run. Prints a report and, when it is whole, writes it into docs/benchmarks.md. Fails nothing. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parts } from './parts.ts';
import type { Table } from './report.ts';
import { number, reportOf, withFigures } from './report.ts';

const { values: { only, quick } } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } } });
const chosen = parts.filter(({ name }) => !only || only.split(',').includes(name));
if (chosen.length === 0) throw new Error(`There is no part "${only}": ${parts.map(({ name }) => name).join(', ')}`);

const log = (line: string): void => { process.stderr.write(`${line}\n`); };
const folder = await mkdtemp(join(tmpdir(), 'enlace-bench-'));
const tables: Table[] = [];
try {
  for (const { name, run } of chosen) {
    const begun = performance.now();
    log(`${name} …`);
    tables.push(...await run({ scale: quick ? 'quick' : 'full', folder, log: (line) => log(`  ${line}`) }));
    log(`${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

const { version: botbuilder } = createRequire(import.meta.url)('botbuilder/package.json') as { readonly version: string }; // its own package file
/** What V8 goes by when it sizes its heap: where nothing limits the process, Node says 0 or more than there is. */
const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity);
const report = reportOf(tables, {
  processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`, memory: `${number(memory / 2 ** 30, 1)} GiB`, node: process.version, botbuilder, command: 'npm run bench',
});
process.stdout.write(`${report}\n`);
if (!only && !quick) {
  const page = new URL('../docs/benchmarks.md', import.meta.url);
  await writeFile(page, withFigures(await readFile(page, 'utf8'), report));
}
