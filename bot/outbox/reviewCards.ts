/** Review cards in the places where admins look: posted once for each place, rewritten until they show the present revision. */

import { placeSchema, postingSchema } from '../../src/app/documents.ts';
import type { Place, Posting } from '../../src/app/documents.ts';
import { lists, placeRef, postingRef } from '../../src/app/homes.ts';
import { bornRow } from '../../src/app/outboxRows.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import type { Doc, Write } from '../../src/app/ports.ts';
import { enrolmentOf } from '../../src/app/queries.ts';
import type { Language } from '../../src/core/actor.ts';
import { traceOf } from '../../src/core/secrets.ts';
import type { Enrolment } from '../../src/tasks/enrolmentDoc.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { render } from '../cards/render.ts';
import { reviewScreen } from '../tasks/enrolment/reviewScreens.ts';
import { t } from '../words.ts';
import { isDeleted } from './refused.ts';
import type { Sender, SenderDeps } from './sender.ts';
import { before, done } from './sender.ts';
import type { Whole } from './shorter.ts';
import { orShorter } from './shorter.ts';

export const reviewCard: Sender<'reviewCard'> = async (sending, { caseId, place: id }, row) => {
  const { deps, post } = sending;
  const doc = await enrolmentOf(deps, row.body.tenant);
  const ref = postingRef(row.stored.partition, caseId, id);
  const [known, stored] = await Promise.all([deps.store.read(ref), deps.store.read(placeRef(deps.directory.operatorTenant, id))]);
  if (known || !stored || doc?.id !== caseId || doc.state !== 'UnderReview') return done();
  const place: Place = placeSchema.parse(stored.body);
  const activity = await orShorter(shared(sending, doc, place.language), async (card) => await post.create(place.address, card, before(row)));
  const posting: Posting = { v: 1, caseId, place: id, address: place.address, language: place.language, activity, shownRev: doc.rev };
  // Between reading the enrolment and posting it may have been decided: one more look is owed, in the same commit.
  return done([postingWrite(row.stored.partition, posting), { op: 'create', doc: lookAgain(sending, row, ref.id, posting) }]);
};

export const reviewCardUpdate: Sender<'reviewCardUpdate'> = async (sending, { posting: id }, row) => {
  const { deps, post } = sending;
  const stored = await deps.store.read({ partition: row.stored.partition, id });
  if (!stored) return done();
  const posting = postingSchema.parse(stored.body);
  const found = await enrolmentOf(deps, row.body.tenant);
  const doc = found?.id === posting.caseId ? found : undefined;
  if (doc && doc.rev <= posting.shownRev) return done();
  try {
    await orShorter(doc ? shared(sending, doc, posting.language) : ended(posting), async (card) => await post.update(posting.address, posting.activity, card));
  } catch (error) {
    if (!isDeleted(error)) throw error;
    return done([{ op: 'delete', ref: stored }]);
  }
  return done(doc ? [postingWrite(stored.partition, { ...posting, shownRev: doc.rev })] : [{ op: 'delete', ref: stored }]);
};

/** A card for everybody in a place: its language is the place's, its times are the programme's. */
function shared({ deps }: SenderDeps, doc: Enrolment, language: Language): Whole {
  const { card, data } = reviewScreen({ language, timeZone: deps.rules.display.timeZone, doc });
  return { language, card: render(card, language, data), buttons: [{ title: t(language, 'review.button.present'), verb: 'show.review', data: { id: doc.id } }] };
}

const ended = ({ language, caseId }: Posting): Whole => ({ language, card: render('common/message', language, { title: caseId, text: t(language, 'review.gone'), facts: [] }) });

function postingWrite(partition: string, posting: Posting): Write {
  const doc: Doc = { ...postingRef(partition, posting.caseId, posting.place), kind: 'posting', list: lists.postings, sort: `${posting.caseId}|${posting.place}`, body: posting };
  return { op: 'upsert', doc };
}

/** Of this message: what is left of one that was deleted must not stand in its way, or the message would be posted again. */
function lookAgain({ deps }: SenderDeps, row: OutboxRow, posting: string, { caseId, place, activity }: Posting): Doc {
  const birth = { partition: row.stored.partition, tenant: row.body.tenant, reason: `${caseId}:posted:${traceOf(activity).slice(0, 22)}`, correlation: row.body.correlation, now: deps.clock() };
  return bornRow(outgoing('reviewCardUpdate', { posting }, place), birth);
}
