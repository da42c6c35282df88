/** Enrolment before it is sent: the sign-in and the pages of the form (WF-01, WF-04). The MPN profile is chosen in enrolmentMembership.ts; no decisions of reviewers here. */

import { personOf } from '../core/actor.ts';
import type { PersonActor } from '../core/actor.ts';
import { readFields, refuseFields } from '../core/decide.ts';
import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import { newCaseId } from '../core/ids.ts';
import type { Fields, Guard, Row, Step, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { DAY, between, dayOf } from '../core/time.ts';
import type { AddressGiven } from '../rules/addressCheck.ts';
import { addressOutcome, addressProblem, settledAddress } from '../rules/addressCheck.ts';
import type { Enrolment, EnrolmentState, Page } from './enrolmentDoc.ts';
import { addressNames, contactFields, draftStates, legalFields, nextPage, pageNames, pendingStates, supportFields } from './enrolmentDoc.ts';
import { mailLimit, newRound } from './enrolmentContact.ts';
import { chosen, dropMembership, mpnIsOurs, profileFlaw, reservationsFollow } from './enrolmentMembership.ts';
import { byRequester, move, requesterFrom, syncReview } from './enrolmentMoves.ts';
import { enterReview, qualify } from './enrolmentReview.ts';
import { outgoing } from './outgoing.ts';

const row = rowsOf<Enrolment>();
const allFields = { ...legalFields, ...contactFields, ...supportFields } as const satisfies Fields;

function signIn(doc: Enrolment, _input: unknown, world: World): Step<Enrolment> {
  const actor = personOf(world);
  const { tenant } = world.read;
  // INV-14: the short path is for companies that are in CSP already, and only with a good association; otherwise the missing steps are asked.
  const found = tenant.inCsp ? world.read.associated : undefined;
  const associated = found && !profileFlaw(found, world) ? found : undefined;
  const id = newCaseId('ENR', world.newId);
  const mpn = associated && chosen({ id, rev: doc.rev }, associated);
  return {
    ...move(doc, mpn ? 'DetailsShort' : 'MpnSignIn', world, {
      id,
      requester: requesterFrom(actor),
      short: tenant.inCsp,
      form: { companyName: tenant.name, contactLanguage: actor.language, ...nameParts(actor) },
      ...(mpn ? { mpn } : {}),
    }),
    outbox: reservationsFollow(doc, { ...doc, mpn }),
  };
}

/** A company enrols once: what it sent goes on from where it stands. */
function alreadyEnrolled(doc: Enrolment): DomainError {
  return doc.state === 'Rejected' ? refuse('ENR-09', { reason: doc.review?.decision?.text ?? '' }).error : refuse('ENR-02', { state: doc.state }).error;
}

/** The requester is often the primary contact: their name and address are there to keep or to overwrite. */
function nameParts(actor: PersonActor): Record<string, string> {
  const [first = '', ...rest] = actor.name.split(' ');
  return { contactFirstName: first, contactLastName: rest.join(' '), contactEmail: actor.email ?? '' };
}

function savePage(page: Page) {
  return (doc: Enrolment, input: Values<Fields>, world: World): Step<Enrolment> => {
    const donePages = pageNames.filter((known) => known === page || doc.donePages.includes(known));
    return move(doc, nextPage(doc, page), world, { form: { ...doc.form, ...textsOf(input) }, donePages });
  };
}

function textsOf(input: Values<Fields>): Record<string, string> {
  return Object.fromEntries(Object.entries(input).map(([field, value]) => [field, String(value)]));
}

type Legal = Values<typeof legalFields>;
const addressGiven = ({ addressLine1: line1, addressLine2: line2, city, state, postalCode, addressChoice: choice }: Legal, { read }: World): AddressGiven =>
  ({ typed: { country: read.tenant.country, line1, line2, city, state, postalCode }, choice, found: read.address });

/** §6.3: an address that nobody knows is asked about before the page is left. */
const isAddressSettled: Guard<Enrolment, Legal> = (_doc, input, world) => {
  const problem = addressProblem(addressGiven(input, world), 'addressLine1');
  return problem && refuse('GEN-05', { count: 1 }, [problem]).error;
};

function saveLegal(doc: Enrolment, input: Legal, world: World): Step<Enrolment> {
  const given = addressGiven(input, world);
  const { line1: addressLine1, line2: addressLine2, city, state, postalCode } = settledAddress(given);
  const { set, ...step } = savePage('LegalProfile')(doc, { ...input, addressLine1, addressLine2, city, state, postalCode }, world);
  return { ...step, set: { ...set, addressCheck: { ...addressOutcome(given), at: world.now } } };
}

type Raw = Readonly<Record<string, string>>;

/** What is kept as typed was not checked: with another address, its page is to be done again. */
function kept(doc: Enrolment, raw: Raw, world: World): NonNullable<Step<Enrolment>['set']> {
  const form = { ...doc.form, ...raw };
  const isSameAddress = addressNames.every((field) => form[field] === doc.form[field]);
  return { form, touchedAt: world.now, ...(isSameAddress ? {} : { addressCheck: undefined, donePages: doc.donePages.filter((page) => page !== 'LegalProfile') }) };
}

const keep = (doc: Enrolment, _input: unknown, world: World, raw: Raw): Step<Enrolment> => ({ set: kept(doc, raw, world) });
const goTo = (to: EnrolmentState) => (doc: Enrolment, _input: unknown, world: World, raw: Raw): Step<Enrolment> => ({ to, set: kept(doc, raw, world) });

/** Cancel before sending leaves nothing behind; cancelling an amendment brings back what was sent. One that is forgotten ends likewise. */
function abandon(doc: Enrolment, _input: unknown, world: World): Step<Enrolment> {
  if (doc.amendedFrom && doc.submitted) {
    const { form, mpn, addressCheck } = doc.submitted;
    const was = { form, mpn, addressCheck, amendedFrom: undefined };
    return { ...move(doc, doc.amendedFrom, world, { ...was, donePages: [...pageNames] }), outbox: [...reservationsFollow(doc, { ...doc, ...was }), syncReview(doc)] };
  }
  return { erase: true, outbox: [...reservationsFollow(doc, undefined), ...(doc.submitted ? [syncReview(doc)] : [])] };
}

function takeOver(doc: Enrolment, _input: unknown, world: World): Step<Enrolment> {
  const actor = personOf(world);
  return {
    set: { requester: requesterFrom(actor), touchedAt: world.now },
    outbox: [outgoing('notice', { person: doc.requester.id, news: 'takenOver', text: actor.name }), syncReview(doc)],
  };
}

/** "Enrol now" checks the whole form again: rules may have changed since a page was saved, and the MPN ID must be ours by now. */
const readyToSend: Guard<Enrolment, unknown> = (doc, input, { rules, read, now }) => {
  const form = { ...doc.form, confirmWarnings: 'true' }; // each page asked for its own confirmations
  const checked = readFields(allFields, form, { rules, country: read.tenant.country, today: dayOf(now), form });
  if (!checked.ok) return refuseFields(checked.error, form).error;
  return mpnIsOurs(doc, input, { read });
};

function enrolNow(doc: Enrolment, _input: unknown, world: World): Step<Enrolment> {
  const { form } = doc;
  const company = { ...doc.company, name: form['companyName'] ?? doc.company.name };
  const sent = { submitted: { at: world.now, form, mpn: doc.mpn, addressCheck: doc.addressCheck }, company, amendedFrom: undefined };
  const step = hasConfirmed(doc) ? enterReview(doc, 'resubmitted', world, sent) : askContact(doc, world, sent);
  return { ...step, outbox: [...step.outbox ?? [], ...reservationsFollow(doc, { ...doc, ...sent })] }; // of what was sent before, if an amendment has changed it
}

/** INV-13: the mail goes to the primary contact, whoever pressed the button. */
function askContact(doc: Enrolment, world: World, sent: Step<Enrolment>['set']): Step<Enrolment> {
  const verification = newRound(doc, doc.form['contactEmail'] ?? '', world);
  return {
    ...move(doc, 'EmailVerificationPending', world, { ...sent, verification }),
    outbox: [outgoing('verificationMail', { round: verification.round }), syncReview(doc)],
  };
}

/** INV-12: a contact who has confirmed both facts need not do it again when only other data changed. */
const hasConfirmed = ({ verification, form }: Enrolment): boolean => verification?.confirmedAt !== undefined && verification.email === form['contactEmail'];

const mailAllowed: Guard<Enrolment, unknown> = (doc, input, world) => (hasConfirmed(doc) ? undefined : mailLimit(doc, input, world));

function enrolShort(doc: Enrolment, input: Values<typeof supportFields>, world: World): Step<Enrolment> {
  const form = { ...doc.form, ...input };
  return qualify(doc, world, { form, submitted: { at: world.now, form: { companyName: doc.company.name, ...input }, mpn: doc.mpn } });
}

const idle: Guard<Enrolment, unknown> = (doc, _input, { now, rules }) =>
  between(doc.touchedAt, now) >= rules.enrolment.draftDays * DAY ? undefined : refuse('GEN-07', { state: doc.state }).error;

const starting = { needs: 'E01', refusal: 'ENR-01', anyRevision: true } as const; // INV-10
const formInputs = Object.keys(allFields);

export const wizardEvents = {
  signIn: [
    row({ ...starting, from: ['NotStarted'], to: ['MpnSignIn', 'DetailsShort'], reads: ['associated'], effect: signIn }),
    row({ ...starting, from: [...pendingStates, 'Qualified', 'Rejected', 'Active', 'Withdrawn'], to: 'same', owner: alreadyEnrolled, effect: () => ({}) }),
  ],
  saveLegal: [row({ ...byRequester, from: ['LegalProfile'], to: ['PrimaryContact', 'SupportInfo', 'Confirmation'], fields: legalFields, reads: ['address'], guards: [isAddressSettled], effect: saveLegal })],
  saveContact: [row({ ...byRequester, from: ['PrimaryContact'], to: ['LegalProfile', 'SupportInfo', 'Confirmation'], fields: contactFields, effect: savePage('PrimaryContact') })],
  saveSupport: [row({ ...byRequester, from: ['SupportInfo'], to: ['LegalProfile', 'PrimaryContact', 'Confirmation'], fields: supportFields, effect: savePage('SupportInfo') })],
  back: [
    row({ ...byRequester, from: ['MpnSelection'], to: 'MpnSignIn', effect: dropMembership }),
    row({ ...byRequester, from: ['LegalProfile'], to: 'MpnSelection', keeps: formInputs, effect: goTo('MpnSelection') }),
    row({ ...byRequester, from: ['PrimaryContact'], to: 'LegalProfile', keeps: formInputs, effect: goTo('LegalProfile') }),
    row({ ...byRequester, from: ['SupportInfo'], to: 'PrimaryContact', keeps: formInputs, effect: goTo('PrimaryContact') }),
    row({ ...byRequester, from: ['Confirmation'], to: 'SupportInfo', effect: goTo('SupportInfo') }),
  ],
  editLegal: [row({ ...byRequester, from: ['Confirmation'], to: 'LegalProfile', effect: goTo('LegalProfile') })],
  editContact: [row({ ...byRequester, from: ['Confirmation'], to: 'PrimaryContact', effect: goTo('PrimaryContact') })],
  editSupport: [row({ ...byRequester, from: ['Confirmation'], to: 'SupportInfo', effect: goTo('SupportInfo') })],
  leave: [row({ ...byRequester, from: draftStates, to: 'same', keeps: [...formInputs, 'account', 'mpnId'], effect: keep })],
  enrolNow: [
    row({ ...byRequester, from: ['Confirmation'], to: ['EmailVerificationPending', 'UnderReview'], reads: ['reservation'], guards: [readyToSend, mailAllowed], effect: enrolNow }),
    row({ ...byRequester, from: ['DetailsShort'], to: ['Qualified', 'Active'], fields: supportFields, reads: ['reservation'], guards: [mpnIsOurs], effect: enrolShort }),
  ],
  abandon: [row({ ...byRequester, from: draftStates, to: ['erased', ...pendingStates], effect: abandon })],
  takeOver: [row({ needs: 'E01', refusal: 'ENR-01', from: [...draftStates, 'EmailVerificationPending', 'UnderReview', 'ActionRequired', 'Rejected', 'Withdrawn'], to: 'same', effect: takeOver })],
  eraseDraft: [row({ from: [...draftStates, 'Withdrawn'], to: ['erased', ...pendingStates], needs: 'S01', guards: [idle], effect: abandon })],
} as const satisfies Record<string, readonly Row<Enrolment>[]>;
