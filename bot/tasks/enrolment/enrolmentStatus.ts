/** "Where am I, who has the ball and since when, what comes next": the status card of an enrolment at any moment, and what may be done from it. */

import { contactOf, isEnrolled, pendingStates } from '../../../src/tasks/enrolmentDoc.ts';
import type { Enrolment, EnrolmentState } from '../../../src/tasks/enrolmentDoc.ts';
import type { Account } from '../../../src/tasks/account.ts';
import { isSetUp } from '../../../src/tasks/account.ts';
import type { Agreement, Signature } from '../../../src/tasks/agreement.ts';
import { isInForce, isToBeSigned, mayTrade } from '../../../src/tasks/agreement.ts';
import type { Language } from '../../../src/core/actor.ts';
import type { Instant } from '../../../src/core/time.ts';
import { businessDaysBetween } from '../../../src/core/time.ts';
import { can } from '../../../src/rules/permissions.ts';
import { md } from '../../cards/escape.ts';
import type { CardData } from '../../cards/render.ts';
import { dateTime } from '../../format.ts';
import type { TurnCtx } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { isFormState } from './enrolmentScreens.ts';

type Ball = 'you' | 'contact' | 'reviewers' | 'nobody';

export type StatusView = {
  readonly ctx: Pick<TurnCtx, 'language' | 'timeZone' | 'deps' | 'actor'>;
  readonly doc: Enrolment;
  readonly agreement: Agreement | undefined;
  /** The company's partner account, once the enrolment is approved. */
  readonly account: Account | undefined;
};

/** Who has to do something next, for each state. */
const balls: Record<EnrolmentState, Ball> = {
  NotStarted: 'you', MpnSignIn: 'you', MpnSelection: 'you', LegalProfile: 'you', PrimaryContact: 'you', SupportInfo: 'you', Confirmation: 'you', DetailsShort: 'you',
  EmailVerificationPending: 'contact', UnderReview: 'reviewers', ActionRequired: 'you', Qualified: 'you', Rejected: 'you', Active: 'nobody', Withdrawn: 'you',
};

export function statusData(view: StatusView): CardData {
  const { ctx: { language, timeZone }, doc } = view;
  const decision = doc.review?.decision;
  const showsWords = doc.state === 'Rejected' || doc.state === 'ActionRequired';
  return {
    id: doc.id, rev: doc.rev,
    company: md(doc.company.name), caseId: doc.id,
    state: t(language, `enrolment.state.${doc.state}`),
    ball: ballWords(view), since: dateTime(language, signsAgain(view)?.since ?? doc.since, timeZone),
    next: nextWords(view),
    hasWords: showsWords && decision !== undefined,
    decisionTitle: t(language, doc.state === 'Rejected' ? 'enrolment.status.reason' : 'enrolment.status.question'),
    decisionWords: md(decision?.text ?? ''),
    hasSigned: isInForce(view.agreement, view.ctx.deps.rules),
    signed: signedWords(view),
    timeline: timeline(view),
    ...allowed(view),
  };
}

/** A company that trades has to sign a new version: whose turn that is, and since when, the enrolment itself does not know. */
const signsAgain = ({ ctx: { deps }, doc, agreement }: StatusView): Agreement | undefined => (doc.state === 'Active' && isToBeSigned(agreement, deps.rules) ? agreement : undefined);

function ballWords(view: StatusView): string {
  const { ctx: { language, actor }, doc } = view;
  if (signsAgain(view)) return t(language, can(actor, 'P15') ? 'enrolment.ball.you' : 'enrolment.ball.globalAdmin');
  const ball = balls[doc.state];
  const contact = contactOf(doc);
  if (ball === 'contact' && contact) return t(language, 'enrolment.ball.contact', { person: md(contact.name), email: md(masked(contact.email)) });
  if (ball === 'you' && doc.requester.id !== actor.id) return t(language, 'enrolment.ball.colleague', { person: md(doc.requester.name) });
  return t(language, `enrolment.ball.${ball === 'contact' ? 'nobody' : ball}`);
}

/** The one next step; before everything else, the admin agent (INV-15). */
function nextWords({ ctx: { language, timeZone, deps }, doc, agreement, account }: StatusView): string {
  if (isEnrolled(doc) && !isSetUp(account)) return t(language, 'enrolment.next.adminAgent');
  if (isEnrolled(doc) && isToBeSigned(agreement, deps.rules)) {
    return agreement?.signature ? t(language, 'enrolment.next.newVersion', { ...signedBy(agreement.signature, language, timeZone), published: md(deps.rules.mpa.version) }) : t(language, 'enrolment.next.agreement');
  }
  return isLate(deps, doc) ? t(language, 'enrolment.next.late') : t(language, `enrolment.next.${doc.state}`);
}

/** ENR-10: only where the programme has set itself a time; otherwise a review takes "several days". */
function isLate({ rules, clock }: TurnCtx['deps'], doc: Enrolment): boolean {
  const days = rules.enrolment.reviewSlaBusinessDays;
  return days !== null && doc.state === 'UnderReview' && businessDaysBetween(doc.since, clock()) > days;
}

/** INV-16 in words: who signed, and what that means. */
function signedWords({ ctx: { language, timeZone, deps }, agreement }: StatusView): string {
  if (!agreement || !isInForce(agreement, deps.rules)) return '';
  const { covered, signature } = agreement;
  const words = agreement.state === 'Covered' && covered
    ? t(language, 'enrolment.status.covered', { company: md(covered.company), ...signedBy(covered.signature, language, timeZone) })
    : signature ? t(language, 'enrolment.status.signed', signedBy(signature, language, timeZone)) : '';
  return mayTrade(agreement, deps.rules) ? `${words} ${t(language, 'enrolment.status.mayTrade')}` : words;
}

/** Who signed which version, and when, as sentences say it. */
export const signedBy = ({ by, at, version }: Signature, language: Language, timeZone: string) => ({ person: md(by), at: dateTime(language, at, timeZone), version: md(version) });

/** What happened, newest last; the pages of the form are no events once it was sent. */
function timeline({ ctx: { language, timeZone }, doc }: StatusView): { readonly title: string; readonly value: string }[] {
  const lines = doc.history.filter(({ state }, index) => state !== doc.history[index + 1]?.state && !(doc.submitted && isFormState(state)));
  return lines.slice(-8).map(({ at, state, by }) => ({ title: dateTime(language, at as Instant, timeZone), value: `${t(language, `enrolment.state.${state}`)} · ${md(by.includes('@') ? masked(by) : by)}` })); // a contact acts by address
}

/** Which buttons this person gets: the same permissions that decide when one is pressed (INV-57). */
function allowed({ ctx: { actor, deps }, doc, agreement, account }: StatusView): Record<string, boolean> {
  const isMine = can(actor, 'E01') && doc.requester.id === actor.id;
  const isIn = (...states: readonly EnrolmentState[]): boolean => states.includes(doc.state);
  const isReady = isEnrolled(doc);
  return {
    canContinue: isMine && isFormState(doc.state),
    canTakeOver: can(actor, 'E01') && !isMine && !isReady,
    canResend: isMine && isIn('EmailVerificationPending'),
    canChangeContact: isMine && isIn('EmailVerificationPending'),
    canAnswer: isMine && isIn('ActionRequired'),
    canAppeal: isMine && isIn('Rejected'),
    canAmend: isMine && isIn(...pendingStates),
    canReopen: isMine && isIn('Withdrawn'),
    canWithdraw: isMine && isIn(...pendingStates, 'Rejected'),
    canBecomeAdminAgent: isReady && !isSetUp(account) && can(actor, 'P11'),
    canSign: isReady && isSetUp(account) && isToBeSigned(agreement, deps.rules) && can(actor, 'P15'),
  };
}

/** An address as it is shown to others: enough to recognise it, too little to copy it (WF-01). */
export function masked(email: string): string {
  const [local = '', domain = ''] = email.split('@');
  return domain === '' ? '' : `${local.slice(0, 1)}•••@${domain}`;
}
