/** The report of the bench as a reader sees it, its place in docs/benchmarks.md, and that the page tells of every part. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parts } from '../../bench/parts.ts';
import { against, megabytes, reportOf, whole, withFigures } from '../../bench/report.ts';

const machine = { processors: '2 × Some Processor', memory: '4.0 GiB', node: 'v24.0.0', botbuilder: '4.23.3', command: 'npm run bench' };
const page = readFileSync('docs/benchmarks.md', 'utf8');

describe('the report of the bench', () => {
  it('names the machine, then shows each table with its note', () => {
    const table = { title: 'A turn', head: ['', 'ms'], rows: [['echo bot', '1.00'], ['Enlace', '2.00']], note: 'Medians.' };
    expect(reportOf([table], machine).split('\n')).toEqual([
      '`npm run bench` on 2 × Some Processor, 4.0 GiB of memory, Node v24.0.0, botbuilder 4.23.3.', '',
      '### A turn', '',
      '|  | ms |', '| --- | ---: |', '| echo bot | 1.00 |', '| Enlace | 2.00 |', '',
      'Medians.',
    ]);
  });

  it.each([
    [1.42, { most: 1.5 }, '1.42 (≤ 1.5 ✔)'], [1.5, { most: 1.5 }, '1.50 (≤ 1.5 ✔)'], [1.51, { most: 1.5 }, '1.51 (≤ 1.5 ✘)'],
    [57, { least: 50 }, '57.00 (≥ 50 ✔)'], [49.9, { least: 50 }, '49.90 (≥ 50 ✘)'], [NaN, { most: 1.5 }, 'NaN (≤ 1.5 ✘)'],
  ] as const)('says beside %d whether %j was reached', (value, limit, words) => expect(against(value, limit)).toBe(words));

  it('writes numbers for people', () => expect([whole(1_234_567.8), megabytes(3 * 2 ** 20)]).toEqual(['1,234,568', '3.0']));
});

describe('docs/benchmarks.md', () => {
  it('has a place for the figures, around which nothing changes', () => {
    const written = withFigures(page, 'FIGURES');
    expect(written).toContain('<!-- figures -->\nFIGURES\n<!-- end of figures -->');
    expect(written.split('<!-- figures -->')[0]).toBe(page.split('<!-- figures -->')[0]);
    expect(withFigures(written, 'FIGURES')).toBe(written);
  });

  it.each(parts.map(({ name }) => name))('tells what "%s" measures', (name) => expect(page).toContain(`\`${name}\``));
});
