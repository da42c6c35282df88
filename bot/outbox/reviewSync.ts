/** Brings everything that shows a review in line with its enrolment: the queue, the search terms, and a row for each card to post or to rewrite. Idempotent. */

import type { CaseLine } from '../../src/app/documents.ts';
import { caseSchema, postingSchema } from '../../src/app/documents.ts';
import type { Deps } from '../../src/app/deps.ts';
import { caseRef, homeOf, lists, postingRef } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import { bornRow } from '../../src/app/outboxRows.ts';
import type { Doc, Stored, Write } from '../../src/app/ports.ts';
import { enrolmentOf, places } from '../../src/app/queries.ts';
import type { Line } from '../../src/core/machine.ts';
import type { Enrolment } from '../../src/tasks/enrolmentDoc.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import type { Sender } from './sender.ts';
import { done } from './sender.ts';

/** How many postings of one case are looked at: one for each place that ever was. */
const MOST_POSTINGS = 200;

export const reviewSync: Sender<'reviewSync'> = async ({ deps }, { caseId }, row) => {
  const found = await enrolmentOf(deps, row.body.tenant);
  const doc = found?.id === caseId ? found : undefined; // erased, or begun anew under another number
  await project(deps, caseId, doc);
  const owed = [...(await cardsToPost(deps, doc, row)), ...(await cardsToRewrite(deps, caseId, doc, row))];
  for (const born of owed) {
    // A row that exists already is owed already: the conflict is the wanted answer.
    if (await deps.store.commit([{ op: 'create', doc: born }]) === 'saved') deps.nudge([born]);
  }
  return done();
};

/** The line in the queue and the words that find it, in the reviewing organisation's home. An older revision never overwrites a newer one. */
async function project(deps: Deps, caseId: string, doc: Enrolment | undefined): Promise<void> {
  const operator = deps.directory.operatorTenant;
  const ref = caseRef(operator, caseId);
  const stored = await deps.store.read(ref);
  const before = stored && caseSchema.parse(stored.body);
  if (!doc) {
    if (stored && before) await write(deps, [{ op: 'delete', ref, ifMatch: stored.etag }, ...lined(deps, before, undefined)]);
    return;
  }
  if (before && before.rev > doc.rev) return;
  const after: CaseLine = {
    v: 1, caseId, tenant: doc.tenant, company: doc.company.name, country: doc.company.country, mpnId: doc.mpn?.mpnId ?? '',
    openedAt: doc.review?.openedAt ?? doc.since, rev: doc.rev, open: doc.state === 'UnderReview',
  };
  await write(deps, [guarded(stored, { ...ref, kind: 'case', body: after }), ...lined(deps, before, after)]);
}

const guarded = (stored: Stored | undefined, doc: Doc): Write => (stored ? { op: 'replace', doc, ifMatch: stored.etag } : { op: 'create', doc });

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
