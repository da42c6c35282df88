/** The rows of an imported file and what became of each: written beside the job (tasks/importJob.ts), once, and forgotten after a while. Nothing decides on them but the rows' own commands. */

import { z } from 'zod';
import type { DomainError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import { DAY, plus } from '../core/time.ts';
import { CHUNK, importDocumentId, importSchema } from '../tasks/importJob.ts';
import type { ImportJob } from '../tasks/importJob.ts';
import type { Deps } from './deps.ts';
import { homeOf } from './homes.ts';
import type { DocRef, Stored } from './ports.ts';

const params = z.record(z.string(), z.union([z.string(), z.number()]));

/** What is wrong with a cell: `why` names a rule of a field, or the sentence `import.problem.<why>`. */
const problemSchema = z.object({ column: z.string(), kind: z.enum(['field', 'row']), why: z.string(), params });
export type RowProblem = z.output<typeof problemSchema>;

const cells = z.record(z.string(), z.string());
/** `shown`: the cells by which people know a row again; `input`: what its command is given. */
const goodSchema = z.object({ line: z.number().int(), shown: cells, input: cells });
const badSchema = z.object({ line: z.number().int(), shown: cells, problems: z.array(problemSchema) });
export type GoodRow = z.output<typeof goodSchema>;
export type BadRow = z.output<typeof badSchema>;

export const rowsSchema = z.object({ v: z.literal(1), good: z.array(goodSchema), bad: z.array(badSchema) });
export type ImportedRows = { readonly good: readonly GoodRow[]; readonly bad: readonly BadRow[] };

/** The document that a good row made or changed, or why it did not. */
export type RowResult = { readonly about: string } | { readonly error: DomainError };
const errorSchema = z.object({ code: z.string(), params }).transform((error) => error as unknown as DomainError); // written from one, a few lines below
export const resultsSchema = z.object({ v: z.literal(1), results: z.array(z.union([z.object({ about: z.string() }), z.object({ error: errorSchema })])) });

const rowsRef = (tenant: TenantId, job: string): DocRef => ({ partition: homeOf(tenant), id: `importRows:${job}` });
const resultsRef = (tenant: TenantId, job: string, from: number): DocRef => ({ partition: homeOf(tenant), id: `importResults:${job}:${from}` });

/** INV-56: another company's job, and one that is none, are both undefined. */
export async function importOf({ store }: Pick<Deps, 'store'>, tenant: TenantId, id: string): Promise<ImportJob | undefined> {
  const stored = await store.read({ partition: homeOf(tenant), id: importDocumentId(id.slice(0, 100)) });
  return stored && importSchema.parse(stored.body);
}

const forgotten = ({ clock, rules }: Deps) => plus(clock(), rules.imports.keepDays * DAY);

export async function keepRows(deps: Deps, { tenant, job }: { readonly tenant: TenantId; readonly job: string }, rows: ImportedRows): Promise<void> {
  await deps.store.commit([{ op: 'upsert', doc: { ...rowsRef(tenant, job), kind: 'importRows', expires: forgotten(deps), body: { v: 1, ...rows } } }]);
}

/** @returns undefined once they are forgotten. */
export async function rowsOfImport({ store, clock }: Deps, { tenant, id }: Pick<ImportJob, 'tenant' | 'id'>): Promise<ImportedRows | undefined> {
  const stored = await store.read(rowsRef(tenant, id));
  return stored && !isForgotten(stored, clock()) ? rowsSchema.parse(stored.body) : undefined;
}

const isForgotten = ({ expires }: Stored, now: string): boolean => expires !== undefined && expires <= now; // a store may forget later than that

/** The same rows have the same results: writing them twice changes nothing. */
export async function keepResults(deps: Deps, { tenant, id }: Pick<ImportJob, 'tenant' | 'id'>, { from, results }: { readonly from: number; readonly results: readonly RowResult[] }): Promise<void> {
  const plain = results.map((result) => ('error' in result ? { error: { code: result.error.code, params: result.error.params } } : result));
  await deps.store.commit([{ op: 'upsert', doc: { ...resultsRef(tenant, id, from), kind: 'importResults', expires: forgotten(deps), body: { v: 1, results: plain } } }]);
}

/** Of the rows that have had their turn, in their order. */
export async function resultsOfImport({ store }: Deps, { tenant, id, done }: Pick<ImportJob, 'tenant' | 'id' | 'done'>): Promise<readonly RowResult[]> {
  const starts = Array.from({ length: Math.ceil(done / CHUNK) }, (_one, chunk) => chunk * CHUNK);
  const found = await Promise.all(starts.map(async (from) => await store.read(resultsRef(tenant, id, from))));
  return found.flatMap((stored) => (stored ? resultsSchema.parse(stored.body).results : []));
}
