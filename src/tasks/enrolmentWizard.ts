/** Enrolment before it is sent: work account, membership account, MPN profile and the pages of the form (WF-01, WF-03, WF-04). No decisions of reviewers here. */

import type { PersonActor } from '../core/actor.ts';
import { readFields, refuseFields } from '../core/decide.ts';
import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import { newCaseId } from '../core/ids.ts';
import type { Fields, Guard, MpnProfile, Outgoing, Row, Step, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { isSameTrace, traceOf } from '../core/secrets.ts';
import { DAY, HOUR, MINUTE, between, plus } from '../core/time.ts';
import { anyEmail, mpnId, oneTimeCode, text } from '../rules/fields.ts';
import type { Enrolment, EnrolmentState, Page } from './enrolmentDoc.ts';
import { contactFields, draftStates, legalFields, pages, pendingStates, supportFields } from './enrolmentDoc.ts';
import { mailLimit, newRound } from './enrolmentContact.ts';
import { isRequester, move, personOf, requesterFrom, syncReview } from './enrolmentMoves.ts';
import { enterReview, qualify } from './enrolmentReview.ts';
import { outgoing } from './outgoing.ts';

const row = rowsOf<Enrolment>();

function signIn(doc: Enrolment, _input: unknown, world: World): Step<Enrolment> {
  const actor = personOf(world);
  const { tenant } = world.read;
  // INV-14: the short path is for companies that are in CSP already, and only with a good association; otherwise the missing steps are asked.
  const found = tenant.inCsp ? world.read.associated : undefined;
  const associated = found && !profileFlaw(found, world) ? found : undefined;
  return {
    ...move(doc, associated ? 'DetailsShort' : 'MpnSignIn', world, {
      id: newCaseId('ENR', world.newId),
      requester: requesterFrom(actor),
      short: tenant.inCsp,
      form: { companyName: tenant.name, contactLanguage: actor.language, ...nameParts(actor) },
      ...(associated ? { mpn: associated } : {}),
    }),
    outbox: associated ? [outgoing('reserveMpn', { mpnId: associated.mpnId })] : [],
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

const codeLimit: Guard<Enrolment, unknown> = (doc, _input, { now, rules }) => {
  const lastHour = doc.membership?.sentAt.filter((at) => between(at, now) < HOUR) ?? [];
  const oldest = lastHour[0];
  return oldest && lastHour.length >= rules.membershipCode.sendsPerHour ? refuse('ENR-13', { at: plus(oldest, HOUR) }).error : undefined;
};

function sendCode(doc: Enrolment, input: { readonly account: string }, world: World): Step<Enrolment> {
  const round = (doc.membership?.round ?? 0) + 1;
  const sentAt = [...(doc.membership?.sentAt ?? []), world.now].slice(-world.rules.membershipCode.sendsPerHour);
  return {
    set: { membership: { account: input.account, round, sentAt }, touchedAt: world.now },
    outbox: [outgoing('codeMail', { round })],
  };
}

/** The outbox made the code and is about to mail it; from now on only its trace is known. */
function codeSent(doc: Enrolment, input: { readonly round: string; readonly hash: string; readonly salt: string }, world: World): Step<Enrolment> {
  const { membership } = doc;
  if (!membership || String(membership.round) !== input.round) return { quiet: true };
  const expiresAt = plus(world.now, world.rules.membershipCode.minutes * MINUTE);
  return { quiet: true, set: { membership: { ...membership, code: { hash: input.hash, salt: input.salt, expiresAt, attempts: 0 } } } };
}

/** A wrong code is an event of its own: it uses up an attempt, so it is stored although it is refused. */
function enterCode(doc: Enrolment, input: { readonly code: string }, world: World): Step<Enrolment> {
  const { membership } = doc;
  const code = membership?.code;
  if (!membership || !code || code.expiresAt <= world.now || code.attempts >= world.rules.membershipCode.attempts) {
    return { complaint: refuse('ENR-12', {}).error };
  }
  if (!isSameTrace(traceOf(input.code, code.salt), code.hash)) {
    const attempts = code.attempts + 1;
    const left = world.rules.membershipCode.attempts - attempts;
    return {
      set: { membership: { ...membership, code: { ...code, attempts } } },
      complaint: left > 0 ? refuse('ENR-11', { left }).error : refuse('ENR-12', {}).error,
    };
  }
  const profiles = world.read.profiles ?? [];
  const { code: _spent, ...rest } = membership;
  if (profiles.length === 0) return { set: { membership: rest }, complaint: refuse('ENR-03', { account: membership.account }).error };
  return move(doc, 'MpnSelection', world, { membership: { ...rest, profiles: [...profiles] } });
}

const profileFits: Guard<Enrolment, { readonly mpnId: string }> = (doc, { mpnId: chosen }, world) => {
  const profile = doc.membership?.profiles?.find((candidate) => candidate.mpnId === chosen);
  if (!profile) return refuse('ENR-03', { account: doc.membership?.account ?? '' }).error;
  const { reservation } = world.read;
  const isTaken = reservation !== undefined && reservation.tenant !== doc.tenant; // INV-09
  return profileFlaw(profile, world) ?? (isTaken ? refuse('ENR-08', { mpnId: chosen }).error : undefined);
};

function profileFlaw({ mpnId: chosen, active, country, type }: MpnProfile, { read, rules }: World): DomainError | undefined {
  if (!active) return refuse('ENR-04', { mpnId: chosen }).error; // INV-07
  if (rules.mpn.sameCountry && country !== read.tenant.country) { // INV-08
    return refuse('ENR-05', { mpnId: chosen, mpnCountry: country, tenantCountry: read.tenant.country }).error;
  }
  return type === 'location' ? undefined : refuse('ENR-08', { mpnId: chosen }).error; // INV-09
}

function chooseProfile(doc: Enrolment, input: { readonly mpnId: string }, world: World): Step<Enrolment> {
  const mpn = doc.membership?.profiles?.find((candidate) => candidate.mpnId === input.mpnId);
  if (!mpn) throw new Error('profileFits let an unknown MPN profile through');
  const to = doc.short ? 'DetailsShort' : nextPage(doc, undefined);
  return { ...move(doc, to, world, { mpn }), outbox: exchanged(doc, mpn) };
}

/** The reservation follows the choice. */
const exchanged = (doc: Enrolment, { mpnId: chosen }: MpnProfile): readonly Outgoing[] => [...freed(doc, chosen), outgoing('reserveMpn', { mpnId: chosen }, chosen)];

/** The reservation of a choice that is given up. */
function freed(doc: Enrolment, except?: string): readonly Outgoing[] {
  return doc.mpn && doc.mpn.mpnId !== except ? [outgoing('releaseMpn', { mpnId: doc.mpn.mpnId }, doc.mpn.mpnId)] : [];
}

const pageOrder = ['LegalProfile', 'PrimaryContact', 'SupportInfo'] as const;

/** The first page that is not done yet, beginning after `done`; the last stop is the summary. */
function nextPage(doc: Enrolment, done: Page | undefined): EnrolmentState {
  return pageOrder.find((page) => page !== done && !doc.donePages.includes(page)) ?? 'Confirmation';
}

function savePage(page: Page) {
  return (doc: Enrolment, input: Values<Fields>, world: World): Step<Enrolment> => {
    const donePages = pageOrder.filter((known) => known === page || doc.donePages.includes(known));
    return move(doc, nextPage(doc, page), world, { form: { ...doc.form, ...textsOf(input) }, donePages });
  };
}

function textsOf(input: Values<Fields>): Record<string, string> {
  return Object.fromEntries(Object.entries(input).map(([field, value]) => [field, String(value)]));
}

const keep = (doc: Enrolment, _input: unknown, world: World, raw: Readonly<Record<string, string>>): Step<Enrolment> =>
  ({ set: { form: { ...doc.form, ...raw }, touchedAt: world.now } });

const goTo = (to: EnrolmentState) => (doc: Enrolment, _input: unknown, world: World, raw: Readonly<Record<string, string>>): Step<Enrolment> =>
  ({ to, set: { form: { ...doc.form, ...raw }, touchedAt: world.now } });

/** Cancel before sending leaves nothing behind; cancelling an amendment brings back what was sent. */
function abandon(doc: Enrolment, _input: unknown, world: World): Step<Enrolment> {
  if (doc.amendedFrom && doc.submitted) {
    const { form, mpn } = doc.submitted;
    return { ...move(doc, doc.amendedFrom, world, { form, mpn, amendedFrom: undefined }), outbox: [...(mpn ? exchanged(doc, mpn) : []), syncReview(doc)] };
  }
  return { erase: true, outbox: freed(doc) };
}

function takeOver(doc: Enrolment, _input: unknown, world: World): Step<Enrolment> {
  const actor = personOf(world);
  return {
    set: { requester: requesterFrom(actor), touchedAt: world.now },
    outbox: [outgoing('notice', { person: doc.requester.id, news: 'takenOver', text: actor.name }), syncReview(doc)],
  };
}

/** "Enrol now" checks the whole form again: rules may have changed since a page was saved, and the MPN ID must be ours by now. */
const readyToSend: Guard<Enrolment, unknown> = (doc, _input, { rules, read }) => {
  const fields: Fields = doc.short ? {} : { ...pages.LegalProfile, ...pages.PrimaryContact, ...pages.SupportInfo };
  const checked = readFields(fields, { ...doc.form, confirmWarnings: 'true' }, { rules, country: read.tenant.country, form: doc.form });
  if (!checked.ok) return refuseFields(checked.error, doc.form).error;
  return mpnIsOurs(doc, _input, { read });
};

function mpnIsOurs(doc: Enrolment, _input: unknown, { read }: Pick<World, 'read'>): DomainError | undefined {
  const mpn = doc.mpn?.mpnId ?? '';
  if (read.reservation && read.reservation.tenant !== doc.tenant) return refuse('ENR-08', { mpnId: mpn }).error; // INV-09
  return read.reservation ? undefined : refuse('ENR-17', { mpnId: mpn }).error;
}

function enrolNow(doc: Enrolment, _input: unknown, world: World): Step<Enrolment> {
  const form = doc.form;
  const email = form['contactEmail'] ?? '';
  const company = { ...doc.company, name: form['companyName'] ?? doc.company.name };
  const sent: Step<Enrolment>['set'] = { submitted: { at: world.now, form, mpn: doc.mpn }, company, amendedFrom: undefined };
  if (hasConfirmed(doc)) return enterReview(doc, 'resubmitted', world, sent);
  const verification = newRound(doc, email, world);
  return {
    ...move(doc, 'EmailVerificationPending', world, { ...sent, verification }),
    outbox: [outgoing('verificationMail', { round: verification.round }), syncReview(doc)], // INV-13: to the primary contact, whoever pressed the button
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

/** WF-03: the membership session is dropped; the work account stays signed in. */
function dropMembership(doc: Enrolment, _input: unknown, world: World): Step<Enrolment> {
  const { round = 0, sentAt = [] } = doc.membership ?? {};
  return move(doc, 'MpnSignIn', world, { membership: { account: '', round, sentAt } });
}

/** An amendment that was forgotten ends as one that is given up: what was sent is no draft. */
function abandonIdle(doc: Enrolment, input: unknown, world: World): Step<Enrolment> {
  const step = abandon(doc, input, world);
  return step.erase ? { erase: true, outbox: [...freed(doc), syncReview(doc)] } : step;
}

/** Another company's reservation came first (INV-09): the person chooses again, and is told. */
function mpnLost(doc: Enrolment, input: { readonly mpnId: string }, world: World): Step<Enrolment> {
  if (doc.mpn?.mpnId !== input.mpnId) return { quiet: true };
  return {
    ...move(doc, doc.membership?.profiles ? 'MpnSelection' : 'MpnSignIn', world, { mpn: undefined }),
    outbox: [outgoing('notice', { person: doc.requester.id, news: 'mpnLost', text: input.mpnId })],
  };
}

const starting = { needs: 'E01', refusal: 'ENR-01', anyRevision: true } as const; // INV-10
const openForm = { needs: 'E01', refusal: 'ENR-01', owner: isRequester } as const;
const formInputs = [...Object.keys(legalFields), ...Object.keys(contactFields), ...Object.keys(supportFields)];

export const wizardEvents = {
  signIn: [
    row({ ...starting, from: ['NotStarted'], to: ['MpnSignIn', 'DetailsShort'], reads: ['associated'], effect: signIn }),
    row({ ...starting, from: [...pendingStates, 'Qualified', 'Rejected', 'Active', 'Withdrawn'], to: 'same', owner: alreadyEnrolled, effect: () => ({}) }),
  ],
  sendCode: [row({ ...openForm, from: ['MpnSignIn'], to: 'same', fields: { account: anyEmail }, guards: [codeLimit], effect: sendCode })],
  codeSent: [row({ from: ['MpnSignIn'], to: 'same', needs: 'S01', fields: { round: text(10), hash: text(100), salt: text(100) }, effect: codeSent })],
  enterCode: [row({ ...openForm, from: ['MpnSignIn'], to: ['MpnSelection', 'MpnSignIn'], fields: { code: oneTimeCode }, reads: ['profiles'], effect: enterCode })],
  cancel: [row({ ...openForm, from: ['MpnSignIn', 'MpnSelection'], to: 'MpnSignIn', effect: dropMembership })],
  continue: [row({ ...openForm, from: ['MpnSelection'], to: ['LegalProfile', 'PrimaryContact', 'SupportInfo', 'Confirmation', 'DetailsShort'], fields: { mpnId }, reads: ['reservation'], guards: [profileFits], effect: chooseProfile })],
  saveLegal: [row({ ...openForm, from: ['LegalProfile'], to: ['PrimaryContact', 'SupportInfo', 'Confirmation'], fields: legalFields, effect: savePage('LegalProfile') })],
  saveContact: [row({ ...openForm, from: ['PrimaryContact'], to: ['LegalProfile', 'SupportInfo', 'Confirmation'], fields: contactFields, effect: savePage('PrimaryContact') })],
  saveSupport: [row({ ...openForm, from: ['SupportInfo'], to: ['LegalProfile', 'PrimaryContact', 'Confirmation'], fields: supportFields, effect: savePage('SupportInfo') })],
  back: [
    row({ ...openForm, from: ['MpnSelection'], to: 'MpnSignIn', effect: dropMembership }),
    row({ ...openForm, from: ['LegalProfile'], to: 'MpnSelection', keeps: formInputs, effect: goTo('MpnSelection') }),
    row({ ...openForm, from: ['PrimaryContact'], to: 'LegalProfile', keeps: formInputs, effect: goTo('LegalProfile') }),
    row({ ...openForm, from: ['SupportInfo'], to: 'PrimaryContact', keeps: formInputs, effect: goTo('PrimaryContact') }),
    row({ ...openForm, from: ['Confirmation'], to: 'SupportInfo', effect: goTo('SupportInfo') }),
  ],
  editLegal: [row({ ...openForm, from: ['Confirmation'], to: 'LegalProfile', effect: goTo('LegalProfile') })],
  editContact: [row({ ...openForm, from: ['Confirmation'], to: 'PrimaryContact', effect: goTo('PrimaryContact') })],
  editSupport: [row({ ...openForm, from: ['Confirmation'], to: 'SupportInfo', effect: goTo('SupportInfo') })],
  leave: [row({ ...openForm, from: draftStates, to: 'same', keeps: formInputs, effect: keep })],
  enrolNow: [
    row({ ...openForm, from: ['Confirmation'], to: ['EmailVerificationPending', 'UnderReview'], reads: ['reservation'], guards: [readyToSend, mailAllowed], effect: enrolNow }),
    row({ ...openForm, from: ['DetailsShort'], to: ['Qualified', 'Active'], fields: supportFields, reads: ['reservation'], guards: [mpnIsOurs], effect: enrolShort }),
  ],
  abandon: [row({ ...openForm, from: draftStates, to: ['erased', ...pendingStates], effect: abandon })],
  takeOver: [row({ needs: 'E01', refusal: 'ENR-01', from: [...draftStates, 'EmailVerificationPending', 'UnderReview', 'ActionRequired', 'Rejected', 'Withdrawn'], to: 'same', effect: takeOver })],
  eraseDraft: [row({ from: [...draftStates, 'Withdrawn'], to: ['erased', ...pendingStates], needs: 'S01', guards: [idle], effect: abandonIdle })],
  mpnLost: [row({ from: draftStates, to: ['MpnSelection', 'MpnSignIn', 'same'], needs: 'S01', fields: { mpnId: text(20) }, effect: mpnLost })],
} as const satisfies Record<string, readonly Row<Enrolment>[]>;
