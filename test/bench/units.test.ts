/** The model of what Cosmos DB charges: the points that its documentation names, what lies between them, and that indexes and size cost. */

import { describe, expect, it } from '@jest/globals';
import { commitUnits, queryUnits, readUnits, sizeOf } from '../../bench/units.ts';
import type { Doc, Write } from '../../src/app/ports.ts';

const KB = 1024;

/** A document that Cosmos keeps in exactly so many bytes. */
function docOf(bytes: number, fields: Partial<Doc> = {}): Doc {
  const empty: Doc = { partition: 'p', id: 'i', kind: 'k', ...fields, body: { filling: '' } };
  return { ...empty, body: { filling: 'x'.repeat(bytes - sizeOf(empty)) } };
}

const creating = (...docs: readonly Doc[]): number => commitUnits(docs.map((doc): Write => ({ op: 'create', doc })), []);
const LEAST = 4.95 + 2 * 0.3;

describe('request units of a point read', () => {
  it.each([[KB, 1], [2 * KB, 1.04], [16 * KB, 1.67], [128 * KB, 9.95], [2048 * KB, 291.8]])('of %d bytes', (bytes, units) => expect(readUnits(docOf(bytes))).toBeCloseTo(units, 10));
  it('between two sizes of the table lies between their charges', () => expect(readUnits(docOf(3 * KB))).toBeCloseTo((1.04 + 1.14) / 2, 10));
  it('of a small one, and of one that is not there, is the least', () => expect([readUnits(docOf(600)), readUnits(undefined)]).toEqual([1, 1]));
  it('near the end that teams-platform §17.1 names: 10 for 100 KB', () => expect(Math.abs(readUnits(docOf(100 * KB)) - 10)).toBeLessThan(3));
});

describe('request units of a commit', () => {
  const plain = docOf(KB);

  it('begin with those of a document that is in two indexes', () => expect(creating(plain)).toBeCloseTo(LEAST, 10));
  it('grow with each index: a line of a list is in four paths and two composites', () => expect(creating(docOf(KB, { list: 'l', sort: 's' }))).toBeCloseTo(4.95 + 6 * 0.3, 10));
  it('grow with a deadline: its path and a composite', () => expect(creating(docOf(KB, { due: '2026-01-01T00:00:00.000Z' as NonNullable<Doc['due']> }))).toBeCloseTo(4.95 + 4 * 0.3, 10)); // an instant
  it('are twice as many for what is replaced', () => {
    expect(commitUnits([{ op: 'replace', doc: plain, ifMatch: 'e' }], [plain])).toBeCloseTo(2 * LEAST, 10);
    expect(commitUnits([{ op: 'upsert', doc: plain }], [plain])).toBeCloseTo(2 * LEAST, 10);
  });
  it('are those of an insert for an upsert that meets nothing', () => expect(commitUnits([{ op: 'upsert', doc: plain }], [undefined])).toBeCloseTo(LEAST, 10));
  it('are those of its size for what is deleted, and 1 where there is nothing', () => {
    const write = { op: 'delete', ref: plain } as const;
    expect([commitUnits([write], [docOf(2 * KB)]), commitUnits([write], [undefined])]).toEqual([6.29 + 2 * 0.3, 1]);
  });
  it('add up in a batch', () => expect(creating(plain, plain)).toBeCloseTo(2 * LEAST, 10));
  it('do not exist for what no document can be', () => expect(() => creating(docOf(2049 * KB))).toThrow('2 MB'));
});

describe('request units of a query', () => {
  it('are 3.19 for one document of 1 KB (teams-platform §17.1)', () => expect(queryUnits([docOf(KB)])).toBeCloseTo(3.19, 10));
  it('are 2.3 for nothing found', () => expect(queryUnits([])).toBe(2.3));
  it('grow with what is found', () => expect(queryUnits(Array.from({ length: 26 }, () => docOf(KB)))).toBeCloseTo(2.3 + 26 * 0.89, 10));
});
