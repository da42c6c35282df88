/** Brings everything that shows a review in line with its enrolment: the queue, the search terms, and a row for each card to post or to rewrite. Idempotent. */

import type { Case, CaseLine } from '../../src/app/documents.ts';
import { caseLineSchema, postingSchema } from '../../src/app/documents.ts';
import type { Deps } from '../../src/app/deps.ts';
import { guarded } from '../../src/app/guarded.ts';
import { caseRef, homeOf, lists, postingRef } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import { bornRow } from '../../src/app/outboxRows.ts';
import type { Doc, Write } from '../../src/app/ports.ts';
import { enrolmentFound, places } from '../../src/app/queries.ts';
import type { TenantId } from '../../src/core/ids.ts';
import type { Line } from '../../src/core/machine.ts';
import type { Enrolment } from '../../src/tasks/enrolmentDoc.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import type { Sender } from './sender.ts';
import { done } from './sender.ts';

/** How many postings of one case are looked at: one for each place that ever was. */
const MOST_POSTINGS = 200;

export const reviewSync: Sender<'reviewSync'> = async ({ deps }, { caseId }, row) => {
  const doc = await project(deps, caseId, row.body.tenant);
  const owed = [...(await cardsToPost(deps, doc, row)), ...(await cardsToRewrite(deps, caseId, doc, row))];
  for (const born of owed) {
    // A row that exists already is owed already: the conflict is the wanted answer.
    if (await deps.store.commit([{ op: 'create', doc: born }]) === 'saved') deps.nudge([born]);
  }
  return done();
};

/**
 * The case, its line in the queue and the words that find it, in the reviewing organisation's home. It is read before the enrolment and
 * written only as it was read, so what is erased or changed meanwhile does not come back.
 * @returns the enrolment.
 */
async function project(deps: Deps, caseId: string, tenant: TenantId): Promise<Enrolment | undefined> {
  const ref = caseRef(deps.directory.operatorTenant, caseId);
  const stored = await deps.store.read(ref);
  const before = stored && caseLineSchema.parse(stored.body);
  const found = await enrolmentFound(deps, tenant);
  if (found?.doc.id !== caseId) { // erased, or begun anew under another number
    if (stored) await write(deps, [{ op: 'delete', ref, ifMatch: stored.etag }, ...lined(deps, before, undefined)]);
    return undefined;
  }
  const after = caseLine(found.doc);
  if (before && before.rev > after.rev) return found.doc; // another instance's store may lag
  const { etag, body } = found.stored;
  const whole: Case = { ...after, ...(after.open ? { file: { etag, body } } : {}) };
  await write(deps, [guarded(stored, { ...ref, kind: 'case', body: whole }), ...lined(deps, before, after)]);
  return found.doc;
}

const caseLine = ({ id, tenant, company, mpn, review, since, rev, state }: Enrolment): CaseLine => ({
  v: 1, caseId: id, tenant, company: company.name, country: company.country, mpnId: mpn?.mpnId ?? '', openedAt: review?.openedAt ?? since, rev, open: state === 'UnderReview',
});

const lined = (deps: Deps, before: CaseLine | undefined, after: CaseLine | undefined): readonly Write[] =>
  lineWrites({ partition: homeOf(deps.directory.operatorTenant), key: before?.caseId ?? after?.caseId ?? '', before: lineOf(before), after: lineOf(after) });

function lineOf(line: CaseLine | undefined): Line | undefined {
  return line?.open ? { list: lists.reviews, sort: line.openedAt, terms: [line.company, line.caseId, line.mpnId], body: line } : undefined;
}

async function write(deps: Deps, writes: readonly Write[]): Promise<void> {
  if (await deps.store.commit(writes) !== 'saved') throw new Error('The line of a review changed while it was being written');
}

/** An open review that no card of this place shows yet. */
async function cardsToPost(deps: Deps, doc: Enrolment | undefined, row: OutboxRow): Promise<readonly Doc[]> {
  if (doc?.state !== 'UnderReview') return [];
  const rows: Doc[] = [];
  for (const { place } of await places(deps)) {
    if (await deps.store.read(postingRef(row.stored.partition, doc.id, place))) continue;
    rows.push(born(deps, row, { kind: 'reviewCard', payload: { caseId: doc.id, place }, reason: doc.id, key: place }));
  }
  return rows;
}

async function cardsToRewrite(deps: Deps, caseId: string, doc: Enrolment | undefined, row: OutboxRow): Promise<readonly Doc[]> {
  const found = await deps.store.page({ partition: row.stored.partition, list: lists.postings, prefix: `${caseId}|`, limit: MOST_POSTINGS });
  return found.map((stored) => ({ stored, posting: postingSchema.parse(stored.body) }))
    .filter(({ posting }) => !doc || posting.shownRev < doc.rev)
    .map(({ stored, posting }) => born(deps, row, { kind: 'reviewCardUpdate', payload: { posting: stored.id }, reason: `${caseId}:${doc?.rev ?? 'gone'}`, key: posting.place }));
}

type Owed =
  | { readonly kind: 'reviewCard'; readonly payload: { readonly caseId: string; readonly place: string }; readonly reason: string; readonly key: string }
  | { readonly kind: 'reviewCardUpdate'; readonly payload: { readonly posting: string }; readonly reason: string; readonly key: string };

function born(deps: Deps, { stored, body }: OutboxRow, { kind, payload, reason, key }: Owed): Doc {
  const birth = { partition: stored.partition, tenant: body.tenant, reason, correlation: body.correlation, now: deps.clock() };
  return bornRow(kind === 'reviewCard' ? outgoing(kind, payload, key) : outgoing(kind, payload, key), birth);
}
