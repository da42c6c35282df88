/** Enrolment in the hands of the reviewers: decisions, questions, answers, appeals, withdrawal and amendment until it is decided (WF-05). */

import { personOf } from '../core/actor.ts';
import { refuse } from '../core/errors.ts';
import type { DomainError } from '../core/errors.ts';
import type { Guard, Row, Step, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { choice, optionalText, text } from '../rules/fields.ts';
import { flaw } from '../rules/text.ts';
import { lookForCover, newAgreement } from './agreement.ts';
import type { Enrolment } from './enrolmentDoc.ts';
import { contactOf, pendingStates } from './enrolmentDoc.ts';
import { isUnnamed, mpnIsOurs } from './enrolmentMembership.ts';
import { byRequester, move, syncReview, tell } from './enrolmentMoves.ts';
import type { EnrolmentNews } from './outgoing.ts';

const row = rowsOf<Enrolment>();

/** Opens the review (again). INV-12: only rows after the contact's confirmation call this. */
export function enterReview(doc: Enrolment, news: EnrolmentNews, world: World, set: Step<Enrolment>['set'] = {}): Step<Enrolment> {
  const review = { ...doc.review, openedAt: world.now };
  return { ...move(doc, 'UnderReview', world, { review, ...set }), outbox: [syncReview(doc), ...tell({ ...doc, ...keepDefined(set) }, news)] };
}

/** The account is ready: the agreement waits for its signature (§4.2), unless the programme asks for none (Y2). */
export function qualify(doc: Enrolment, world: World, set: Step<Enrolment>['set'] = {}): Step<Enrolment> {
  if (!world.rules.mpa.required) return move(doc, 'Active', world, set);
  const companions = [{ task: 'agreement', doc: newAgreement(world, doc.requester.id, doc.id) }];
  return { ...move(doc, 'Qualified', world, set), companions, ...(world.read.tenant.siblings ? { outbox: [lookForCover(doc.tenant)] } : {}) };
}

/** Nobody decides on their own request, nor on one that names them as the contact ([DESIGN]). */
function notOwn(doc: Enrolment, { actor }: World): DomainError | undefined {
  if (actor.kind !== 'person') return undefined;
  const isContact = actor.email !== undefined && actor.email.toLowerCase() === contactOf(doc)?.email.toLowerCase();
  const isRequesting = actor.tenant === doc.tenant && actor.id === doc.requester.id;
  return isContact || isRequesting ? refuse('ENR-15', {}).error : undefined;
}

type DecisionKind = NonNullable<NonNullable<Enrolment['review']>['decision']>['kind'];

function decided(doc: Enrolment, kind: DecisionKind, world: World, textGiven: string): { readonly review: NonNullable<Enrolment['review']> } {
  const by = personOf(world);
  return { review: { openedAt: doc.review?.openedAt ?? world.now, ...doc.review, decision: { kind, by: { id: by.id, name: by.name }, at: world.now, text: textGiven } } };
}

function approve(doc: Enrolment, _input: unknown, world: World): Step<Enrolment> {
  const qualified = qualify(doc, world, decided(doc, 'approved', world, ''));
  return { ...qualified, outbox: [...qualified.outbox ?? [], syncReview(doc), ...tell(doc, 'approved')] };
}

function reject(doc: Enrolment, input: { readonly reason: string }, world: World): Step<Enrolment> {
  return { ...move(doc, 'Rejected', world, decided(doc, 'rejected', world, input.reason)), outbox: [syncReview(doc), ...tell(doc, 'rejected', input.reason)] };
}

function askMore(doc: Enrolment, input: { readonly question: string }, world: World): Step<Enrolment> {
  return {
    ...move(doc, 'ActionRequired', world, decided(doc, 'documentsAsked', world, input.question)),
    outbox: [syncReview(doc), ...tell(doc, 'documentsAsked', input.question)],
  };
}

/** The kinds of document a reviewer can check (WF-05, 2023): e-mail ownership, employment, business. */
export const documentTypes = ['emailOwnership', 'employment', 'business', 'other'] as const;
export const appealFields = { documentType: choice(documentTypes), reference: text(200), comment: text(2000) } as const;
export const answerFields = { documentType: choice(documentTypes), reference: optionalText(200), comment: text(2000) } as const;

const sendAnswer = (kind: 'documentsSent' | 'appealed') => (doc: Enrolment, input: Values<typeof answerFields>, world: World): Step<Enrolment> => {
  const answer = { kind, at: world.now, documentType: input.documentType, reference: input.reference, text: input.comment };
  return enterReview(doc, kind, world, { review: { openedAt: world.now, ...(doc.review?.decision ? { decision: doc.review.decision } : {}), answer } });
};

function withdraw(doc: Enrolment, _input: unknown, world: World): Step<Enrolment> {
  return { ...move(doc, 'Withdrawn', world, { amendedFrom: undefined }), outbox: [syncReview(doc), ...tell(doc, 'withdrawn')] };
}

/** Back to the summary, from where each page can be changed; what was sent is kept until it is sent again. */
function amend(doc: Enrolment, _input: unknown, world: World): Step<Enrolment> {
  const from = pendingStates.find((state) => state === doc.state);
  return { ...move(doc, 'Confirmation', world, from ? { amendedFrom: from } : {}), outbox: [syncReview(doc)] };
}

/** ENR-16: the company must be able to read why. The field is named too, for the form to point at. */
const says = <F extends 'reason' | 'question'>(field: F): Guard<Enrolment, { readonly [K in F]: string }> =>
  (_doc, input) => (input[field] === '' ? refuse('ENR-16', {}, [{ field, ...flaw('required') }]).error : undefined);

/** INV-09: what was sent stays reserved (enrolmentMembership.ts); only of what an earlier program sent nobody knows it. */
const isStillOurs: Guard<Enrolment, unknown> = (doc, input, world) => (isUnnamed(doc.mpn) ? mpnIsOurs(doc, input, world) : undefined);

const reviewing = { from: ['UnderReview'], needs: 'R01', owner: notOwn } as const;

export const reviewEvents = {
  approve: [row({ ...reviewing, to: ['Qualified', 'Active'], reads: ['unnamedReservation'], guards: [isStillOurs], effect: approve })],
  reject: [row({ ...reviewing, to: 'Rejected', fields: { reason: optionalText(1000) }, guards: [says('reason')], effect: reject })],
  askMore: [row({ ...reviewing, to: 'ActionRequired', fields: { question: optionalText(1000) }, guards: [says('question')], effect: askMore })],
  answer: [row({ ...byRequester, from: ['ActionRequired'], to: 'UnderReview', fields: answerFields, effect: sendAnswer('documentsSent') })],
  appeal: [row({ ...byRequester, from: ['Rejected'], to: 'UnderReview', fields: appealFields, effect: sendAnswer('appealed') })],
  withdraw: [row({ ...byRequester, from: [...pendingStates, 'Rejected'], to: 'Withdrawn', effect: withdraw })],
  amend: [row({ ...byRequester, from: [...pendingStates, 'Withdrawn'], to: 'Confirmation', effect: amend })],
} as const satisfies Record<string, readonly Row<Enrolment>[]>;

/** Fields to set, without those to remove: for reading the document as it will be. */
function keepDefined(set: Step<Enrolment>['set']): Partial<Enrolment> {
  return Object.fromEntries(Object.entries(set ?? {}).filter(([, value]) => value !== undefined));
}
