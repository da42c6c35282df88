/** Enrolment while the primary contact is asked: confirmation, denial, resend and change of the contact (WF-05, M1). The pages they click are bot/http. */

import { refuse } from '../core/errors.ts';
import type { Guard, Row, Step, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { isSameTrace } from '../core/secrets.ts';
import { DAY, MINUTE, between, plus } from '../core/time.ts';
import { optionalText, text } from '../rules/fields.ts';
import type { Enrolment } from './enrolmentDoc.ts';
import { contactFields } from './enrolmentDoc.ts';
import { byRequester, move, syncReview } from './enrolmentMoves.ts';
import { enterReview } from './enrolmentReview.ts';
import { outgoing } from './outgoing.ts';

const row = rowsOf<Enrolment>();

type Verification = NonNullable<Enrolment['verification']>;

/** In EmailVerificationPending there always is one. */
function verificationOf({ verification }: Enrolment): Verification {
  if (!verification) throw new Error('EmailVerificationPending without a verification');
  return verification;
}

const notTooSoon: Guard<Enrolment, unknown> = (doc, _input, { now, rules }) => {
  const pause = rules.enrolment.resendMinutes * MINUTE;
  const last = doc.verification?.sentAt.at(-1);
  return last && between(last, now) < pause ? refuse('ENR-13', { at: plus(last, pause) }).error : undefined;
};

/** However often it is asked for, and by whichever button, a mailbox is not flooded: one mail a day and so many resends. */
export const mailLimit: Guard<Enrolment, unknown> = (doc, _input, { now, rules }) => {
  const [first, ...others] = doc.verification?.sentAt.filter((at) => between(at, now) < DAY) ?? [];
  return first && others.length >= rules.enrolment.resendsPerDay ? refuse('ENR-13', { at: plus(first, DAY) }).error : undefined;
};

/** The times of the mails, as many as `mailLimit` counts. */
function sentNow(doc: Enrolment, { now, rules }: World): Verification['sentAt'] {
  return [...(doc.verification?.sentAt ?? []), now].slice(-(rules.enrolment.resendsPerDay + 1));
}

/** Asks anew: the links of the old round are void; that somebody denied stays known. */
export function newRound(doc: Enrolment, email: string, world: World): Verification {
  const { round = 0, deniedAt } = doc.verification ?? {};
  return { round: round + 1, email, sentAt: sentNow(doc, world), links: [], ...(deniedAt ? { deniedAt } : {}) };
}

function resend(doc: Enrolment, _input: unknown, world: World): Step<Enrolment> {
  const verification = verificationOf(doc);
  return {
    set: { verification: { ...verification, sentAt: sentNow(doc, world) } },
    outbox: [outgoing('verificationMail', { round: verification.round })],
  };
}

/** The outbox made a link and is about to mail it; earlier links of the same address stay good, because people click the mail they find first. */
function linkIssued(doc: Enrolment, input: { readonly round: string; readonly hash: string }, world: World): Step<Enrolment> {
  const { verification } = doc;
  if (!verification || String(verification.round) !== input.round) return { quiet: true };
  const link = { hash: input.hash, expiresAt: plus(world.now, world.rules.enrolment.linkDays * DAY) };
  return { quiet: true, set: { verification: { ...verification, links: [...verification.links, link].slice(-10) } } };
}

function changeContact(doc: Enrolment, input: Values<typeof contactFields>, world: World): Step<Enrolment> {
  const form = { ...doc.form, ...input };
  const verification = newRound(doc, input.contactEmail, world);
  return {
    set: { form, submitted: { at: world.now, ...doc.submitted, form }, verification, touchedAt: world.now },
    outbox: [outgoing('verificationMail', { round: verification.round })],
  };
}

/** ENR-07: a link is good for the address it was sent to, until it expires or is used. */
const linkIsGood: Guard<Enrolment, { readonly link: string }> = (doc, { link }, { now }) =>
  doc.verification?.links.some((known) => isSameTrace(known.hash, link) && known.expiresAt > now) ? undefined : refuse('ENR-07', {}).error;

/** INV-12: both facts, or nothing. */
const bothFacts: Guard<Enrolment, { readonly signedUp: string; readonly companyAddress: string }> = (_doc, input) =>
  input.signedUp === 'true' && input.companyAddress === 'true' ? undefined : refuse('ENR-18', {}).error;

function contactConfirmed(doc: Enrolment, _input: unknown, world: World): Step<Enrolment> {
  const verification = verificationOf(doc);
  return enterReview(doc, 'contactConfirmed', world, { verification: { ...verification, confirmedAt: world.now } });
}

/** "This was not us": back to the contact page, flagged for requester and reviewers. */
function contactDenied(doc: Enrolment, _input: unknown, world: World): Step<Enrolment> {
  const verification = verificationOf(doc);
  return {
    ...move(doc, 'PrimaryContact', world, {
      verification: { ...verification, deniedAt: world.now },
      donePages: doc.donePages.filter((page) => page !== 'PrimaryContact'),
    }),
    outbox: [outgoing('notice', { person: doc.requester.id, news: 'contactDenied', text: verification.email }), syncReview(doc)],
  };
}

const flag = optionalText(5);
const pending = { ...byRequester, from: ['EmailVerificationPending'] } as const;

export const contactEvents = {
  resend: [row({ ...pending, to: 'same', guards: [notTooSoon, mailLimit], effect: resend })],
  linkIssued: [row({ from: ['EmailVerificationPending'], to: 'same', needs: 'S01', fields: { round: text(10), hash: text(100) }, effect: linkIssued })],
  changeContact: [row({ ...pending, to: 'same', fields: contactFields, guards: [notTooSoon, mailLimit], effect: changeContact })],
  contactConfirmed: [row({
    from: ['EmailVerificationPending'], to: 'UnderReview', needs: 'E02',
    fields: { link: text(100), signedUp: flag, companyAddress: flag }, guards: [linkIsGood, bothFacts], effect: contactConfirmed,
  })],
  contactDenied: [row({ from: ['EmailVerificationPending'], to: 'PrimaryContact', needs: 'E02', fields: { link: text(100) }, guards: [linkIsGood], effect: contactDenied })],
} as const satisfies Record<string, readonly Row<Enrolment>[]>;
