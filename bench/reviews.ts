/** Cases that wait for a decision, with all that it depends on: the enrolment, the reviewers' copy of it and its line in their queue. The MPN ID is reserved beside it, as in every case. */

import type { Case, CaseLine } from '../src/app/documents.ts';
import { caseRef, homeOf, lists, reservationRef } from '../src/app/homes.ts';
import { lineWrites } from '../src/app/lines.ts';
import type { Store, Write } from '../src/app/ports.ts';
import type { TenantId } from '../src/core/ids.ts';
import { systemClock } from '../src/core/time.ts';
import { ENROLMENT_ID } from '../src/tasks/enrolmentDoc.ts';
import type { Enrolment } from '../src/tasks/enrolmentDoc.ts';
import { batches, save } from './fill.ts';
import { COMPANY, caseOf, enrolmentOf } from './seed.ts';

export const OPERATOR = 'op';
export const adminOf = (index: number): string => `op-admin-${index}`;
export const reviewTenant = (place: number): string => `review-${place}`;
const REV = 7;

/** Apart from the numbers of the companies that fill in their forms. */
const caseIndex = (place: number): number => 50_000_000 + place;
export const reviewOf = (place: number): { readonly id: string; readonly rev: number } => ({ id: caseOf(caseIndex(place)), rev: REV });

export async function seedReviews(store: Store, count: number): Promise<void> {
  const operator: Write[] = [];
  for (let place = 0; place < count; place++) {
    const doc = enrolmentInReview(place);
    const { mpnId = '', choice } = doc.mpn ?? {};
    await save(store, [{ op: 'create', doc: { partition: homeOf(doc.tenant), id: ENROLMENT_ID, kind: 'enrolment', body: doc } }]);
    await save(store, [{ op: 'create', doc: { ...reservationRef(mpnId), kind: 'reservation', body: { v: 1, mpnId, tenant: doc.tenant, at: doc.since, choice } } }]);
    operator.push(...await queued(store, doc));
  }
  for (const writes of batches(operator)) await save(store, writes);
}

/** As the outbox writes it (bot/outbox/reviewSync.ts). */
async function queued(store: Store, doc: Enrolment): Promise<readonly Write[]> {
  const operator = OPERATOR as TenantId; // made here
  const mpnId = doc.mpn?.mpnId ?? '';
  const stored = await store.read({ partition: homeOf(doc.tenant), id: ENROLMENT_ID });
  if (!stored) throw new Error(`The enrolment of ${doc.tenant} was not saved`);
  const line: CaseLine = { v: 1, caseId: doc.id, tenant: doc.tenant, company: doc.company.name, country: doc.company.country, mpnId, openedAt: doc.since, rev: doc.rev, open: true };
  const body: Case = { ...line, file: { etag: stored.etag, body: stored.body } };
  const after = { list: lists.reviews, sort: line.openedAt, terms: [line.company, line.caseId, mpnId], body: line };
  return [{ op: 'create', doc: { ...caseRef(operator, doc.id), kind: 'case', body } }, ...lineWrites({ partition: homeOf(operator), key: doc.id, before: undefined, after })];
}

function enrolmentInReview(place: number): Enrolment {
  const now = systemClock();
  const contact = { contactFirstName: 'Diego', contactLastName: 'Sanz', contactEmail: `diego@${reviewTenant(place)}.es`, contactPhone: '', contactLanguage: 'es' };
  const form = { ...COMPANY, ...contact, supportEmail: `ayuda@${reviewTenant(place)}.es`, supportPhone: '912 345 678', supportWebSite: `${reviewTenant(place)}.es` };
  const begun = enrolmentOf(caseIndex(place), reviewTenant(place));
  return {
    ...begun, state: 'UnderReview', rev: REV, form, donePages: ['LegalProfile', 'PrimaryContact', 'SupportInfo'],
    submitted: { at: now, form, ...(begun.mpn ? { mpn: begun.mpn } : {}) },
    verification: { round: 1, email: contact.contactEmail, sentAt: [now], links: [], confirmedAt: now },
    review: { openedAt: now },
    history: (['LegalProfile', 'PrimaryContact', 'SupportInfo', 'Confirmation', 'EmailVerificationPending', 'UnderReview'] as const).map((state) => ({ at: now, state, by: 'Carmen Ruiz' })),
  };
}
