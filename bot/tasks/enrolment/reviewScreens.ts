/** The card of a review as admins see it: facts to decide on while it is open, who decided what afterwards. Also what a posted copy shows. */

import type { Language } from '../../../src/core/actor.ts';
import type { Enrolment } from '../../../src/tasks/enrolmentDoc.ts';
import { contactOf } from '../../../src/tasks/enrolmentDoc.ts';
import { documentTypes } from '../../../src/tasks/enrolmentReview.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import type { RawInput } from '../../../src/core/decide.ts';
import { text } from '../../../src/rules/fields.ts';
import { md } from '../../cards/escape.ts';
import type { CardName } from '../../cards/load.ts';
import type { CardData } from '../../cards/render.ts';
import { countryName, dateTime } from '../../format.ts';
import { t } from '../../words.ts';
import { addressNote } from '../addresses.ts';
import { formData, joined, problemsOf } from '../forms.ts';

export type ReviewView = {
  readonly language: Language;
  readonly timeZone: string;
  readonly doc: Enrolment;
  readonly typed?: RawInput | undefined;
  readonly error?: DomainError | undefined;
};

export function reviewScreen(view: ReviewView): { readonly card: CardName; readonly data: CardData } {
  return view.doc.state === 'UnderReview' ? { card: 'review/open', data: openData(view) } : { card: 'review/closed', data: closedData(view) };
}

function openData(view: ReviewView): CardData {
  const { language, doc, typed } = view;
  const { answer, decision } = doc.review ?? {};
  return {
    ...facts(view),
    ...formData(language, { reason: text(1000), question: text(1000) }, typed ?? {}, problemsOf(view.error)),
    id: doc.id, rev: doc.rev,
    addressNote: addressNote(language, doc.submitted?.addressCheck),
    hasAnswer: answer !== undefined,
    question: md(decision?.text ?? ''),
    answerTitle: t(language, answer?.kind === 'appealed' ? 'review.appeal' : 'review.answer'),
    answer: md(answer?.text ?? ''),
    document: answer?.reference ? `${t(language, `enrolment.document.${documentType(answer.documentType)}`)}: ${md(answer.reference)}` : '',
    wasDenied: doc.verification?.deniedAt !== undefined,
  };
}

const documentType = (stored: string): (typeof documentTypes)[number] => documentTypes.find((known) => known === stored) ?? 'other';

function facts({ language, timeZone, doc }: ReviewView): Record<string, string> {
  const form = doc.submitted?.form ?? {};
  const contact = contactOf(doc);
  const confirmed = doc.verification?.confirmedAt;
  return {
    caseId: doc.id,
    company: md(doc.company.name),
    country: countryName(language, doc.company.country),
    address: joined(form, 'addressLine1', 'addressLine2', 'postalCode', 'city', 'state'),
    mpn: md(`${doc.mpn?.mpnId ?? ''} · ${doc.mpn?.name ?? ''}`),
    requester: md(`${doc.requester.name} · ${doc.requester.email}`),
    contact: contact ? md(`${contact.name} · ${contact.email}`) : '—',
    confirmedAt: confirmed ? dateTime(language, confirmed, timeZone) : '—',
    support: joined(form, 'supportEmail', 'supportPhone', 'supportWebSite'),
    openedAt: dateTime(language, doc.review?.openedAt ?? doc.since, timeZone),
  };
}

function closedData(view: ReviewView): CardData {
  const { language, timeZone, doc } = view;
  const decision = doc.state === 'Qualified' || doc.state === 'Active' || doc.state === 'Rejected' || doc.state === 'ActionRequired' ? doc.review?.decision : undefined;
  return {
    ...facts(view),
    outcome: t(language, `review.outcome.${outcomeOf(doc)}`),
    by: decision ? t(language, 'review.by', { person: md(decision.by.name), at: dateTime(language, decision.at, timeZone) }) : t(language, 'review.since', { at: dateTime(language, doc.since, timeZone) }),
    words: md(decision?.text ?? ''),
  };
}

export type Outcome = 'approved' | 'rejected' | 'documentsAsked' | 'withdrawn' | 'changing';

export function outcomeOf(doc: Enrolment): Outcome {
  switch (doc.state) {
    case 'Qualified': case 'Active': return 'approved';
    case 'Rejected': return 'rejected';
    case 'ActionRequired': return 'documentsAsked';
    case 'Withdrawn': case 'NotStarted': return 'withdrawn';
    default: return 'changing';
  }
}
