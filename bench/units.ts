/**
 * What Azure Cosmos DB would charge for a request, in request units. A model for orders of magnitude: the local server charges nothing, a
 * bill is read from the service itself (`x-ms-request-charge`).
 */

import type { Doc, Write } from '../src/app/ports.ts';

const KB = 1024;

/**
 * What a point read and a write without indexes cost at a size in KB, with session consistency, as the service's documentation tabulates it
 * (learn.microsoft.com/azure/cosmos-db/understand-request-unit-consumption; teams-platform §17.1 has 1 and 100 KB).
 */
const charges = [
  [1, 1, 4.95], [2, 1.04, 6.29], [4, 1.14, 6.67], [8, 1.33, 7.04], [16, 1.67, 9.52], [32, 2.19, 11.23], [64, 4.76, 22.67],
  [128, 9.95, 48.19], [256, 20.28, 98.29], [512, 40.95, 184.57], [1024, 145.9, 625], [2048, 291.8, 1250],
] as const;
type Column = 1 | 2;

/** [ASSUMPTION] for each entry of an index that is written. Nothing tabulates it; the real charge says. */
const ENTRY = 0.3;
/** Replacing costs about twice what inserting does (teams-platform §17.1). */
const REPLACING = 2;
/** A query that finds one document of 1 KB in its partition costs 3.19 (teams-platform §17.1): 2.3 for asking, the rest for the document. */
const ASKING = 2.3;
const FOUND = 0.89;
/** What Cosmos keeps beside a document: `_rid`, `_self`, `_etag`, `_attachments`, `_ts`; and our own mark of the commit. */
const BESIDE = 330;

/** As it is kept there, in bytes. */
export const sizeOf = (doc: Doc): number => Buffer.byteLength(JSON.stringify(doc)) + BESIDE;

/** Between two sizes of the table on the straight line between them. */
function charge(bytes: number, column: Column): number {
  const size = Math.max(1, bytes / KB);
  const upper = charges.findIndex(([kilobytes]) => size <= kilobytes);
  const [to, from] = [charges[upper], charges[upper - 1]];
  if (!to) throw new Error(`No document has ${bytes} bytes: 2 MB are the most (teams-platform §17.1)`);
  return from ? from[column] + (to[column] - from[column]) * (size - from[0]) / (to[0] - from[0]) : to[column];
}

/** [ASSUMPTION] What finds nothing is charged like the smallest read. */
const NOTHING = 1;

export const readUnits = (found: Doc | undefined): number => (found ? charge(sizeOf(found), 1) : NOTHING);

/** A batch costs what its operations cost. @param before what each of them meets, if anything. */
export const commitUnits = (writes: readonly Write[], before: readonly (Doc | undefined)[]): number => writes.reduce((sum, write, place) => sum + writeUnits(write, before[place]), 0);

function writeUnits(write: Write, before: Doc | undefined): number {
  switch (write.op) {
    case 'create': return inserting(write.doc);
    case 'upsert': case 'replace': return (before ? REPLACING : 1) * inserting(write.doc);
    case 'delete': return before ? inserting(before) : NOTHING;
  }
}

const inserting = (doc: Doc): number => charge(sizeOf(doc), 2) + ENTRY * entriesOf(doc);

/** `partition` and `kind` are in every document; the composite indexes of src/store/cosmos.ts hold those that have all their paths. */
function entriesOf({ list, sort, due }: Doc): number {
  const single = 2 + [list, sort, due].filter((value) => value !== undefined).length;
  return single + (list !== undefined && sort !== undefined ? 2 : 0) + (due !== undefined ? 1 : 0);
}

export const queryUnits = (rows: readonly Doc[]): number => rows.reduce((sum, row) => sum + FOUND * readUnits(row), ASKING);
