/** Which changes of an enrolment are counted (§4.1), and that an ordinary page of the form owes nothing for it. */

import { describe, expect, it } from '@jest/globals';
import { DAY } from '../../src/core/time.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import { agreement } from '../../src/tasks/agreement.ts';
import { enrolment } from '../../src/tasks/enrolment.ts';
import type { Enrolment, EnrolmentState } from '../../src/tasks/enrolmentDoc.ts';
import type { Counted } from '../../src/tasks/statsDoc.ts';
import type { Order } from '../support/rules.ts';
import { run } from '../support/rules.ts';
import { LINK, NOW, ago, agreementIn, amended, cast, contactPage, contoso, enrolmentIn, legal, madrid, support } from '../support/world.ts';

const { globalAdmin, colleague, reviewer, contact, system } = cast;
const noMpa = rulesSchema.parse({ mpa: { required: false } });

function countedBy(at: Enrolment | EnrolmentState, event: string, order: Order): Partial<Counted> | undefined {
  const decided = run(enrolment, typeof at === 'string' ? enrolmentIn(at) : at, event, order);
  if (!decided.ok) throw new Error(`${event} was refused with ${decided.error.code}`);
  const counts = (decided.value.step.outbox ?? []).filter(({ kind }) => kind === 'enrolmentCounted');
  expect(counts.length).toBeLessThan(2);
  return counts[0]?.payload;
}

const { openedAt } = enrolmentIn('UnderReview').review ?? { openedAt: NOW };
const neverSent = enrolmentIn('DetailsShort');
const again = { ...amended(), review: { openedAt } };
const answer = { documentType: 'business', reference: 'https://example.es/register', comment: 'The register.' };
const confirming = { link: LINK, signedUp: 'true', companyAddress: 'true' };

describe('the figures count', () => {
  it.each<[string, Enrolment | EnrolmentState, string, Order, Counted['steps'], Counted['entered']?, Counted['left']?]>([
    ['§4.1 what is begun', 'NotStarted', 'signIn', { actor: globalAdmin }, ['begun']],
    ['WF-04 the short form', neverSent, 'enrolNow', { actor: globalAdmin, input: support }, ['submitted', 'short'], { signature: NOW }],
    ['WF-04 Y2 the short form, where nobody signs', neverSent, 'enrolNow', { actor: globalAdmin, input: support, rules: noMpa }, ['submitted', 'short', 'active']],
    ['WF-01 what is sent', 'Confirmation', 'enrolNow', { actor: globalAdmin }, ['submitted']],
    ['WF-05 the first review', 'EmailVerificationPending', 'contactConfirmed', { actor: contact, input: confirming }, ['reviewed'], { review: NOW }],
    ['WF-05 no second first review', { ...enrolmentIn('EmailVerificationPending'), review: { openedAt } }, 'contactConfirmed', { actor: contact, input: confirming }, [], { review: NOW }],
    ['WF-05 an approval', 'UnderReview', 'approve', { actor: reviewer }, ['approved'], { signature: NOW }, { review: openedAt }],
    ['WF-05 Y2 an approval, where nobody signs', 'UnderReview', 'approve', { actor: reviewer, rules: noMpa }, ['approved', 'active'], {}, { review: openedAt }],
    ['WF-05 a rejection', 'UnderReview', 'reject', { actor: reviewer, input: { reason: 'No.' } }, ['rejected'], {}, { review: openedAt }],
    ['WF-05 a question: nobody waits for the reviewers meanwhile', 'UnderReview', 'askMore', { actor: reviewer, input: { question: 'Who?' } }, [], {}, { review: openedAt }],
    ['WF-05 its answer', 'ActionRequired', 'answer', { actor: globalAdmin, input: answer }, [], { review: NOW }],
    ['WF-05 an appeal', 'Rejected', 'appeal', { actor: globalAdmin, input: answer }, [], { review: NOW }],
    ['WF-05 a withdrawal from the review', 'UnderReview', 'withdraw', { actor: globalAdmin }, ['withdrawn'], {}, { review: openedAt }],
    ['WF-05 a withdrawal before it', 'EmailVerificationPending', 'withdraw', { actor: globalAdmin }, ['withdrawn']],
    ['WF-05 a form that is changed leaves the review', 'UnderReview', 'amend', { actor: globalAdmin }, [], {}, { review: openedAt }],
    ['WF-05 and waits as long as before when the change is given up', again, 'abandon', { actor: globalAdmin }, [], { review: openedAt }],
    ['WF-05 what is sent again is sent once', again, 'enrolNow', { actor: globalAdmin }, [], { review: NOW }],
    ['§4.1 a draft that is given up', 'LegalProfile', 'abandon', { actor: globalAdmin }, ['discarded']],
    ['§4.1 a draft that was forgotten', { ...enrolmentIn('LegalProfile'), touchedAt: ago(30 * DAY) }, 'eraseDraft', { actor: system }, ['discarded']],
  ])('%s', (_title, at, event, order, steps, entered = {}, left = {}) => {
    expect(countedBy(at, event, order)).toEqual({ steps, at: NOW, entered, left });
  });

  it('§4.1 mpaAccepted: the company that signs waits no longer', () => {
    const read = { enrolment: enrolmentIn('Qualified') };
    const decided = run(agreement, agreementIn('PendingSignature'), 'accept', { actor: globalAdmin, input: { accept: 'true' }, read });
    const left = { signature: read.enrolment.since };
    expect(decided).toMatchObject({ value: { step: { outbox: [{ kind: 'enrolmentCounted', payload: { steps: ['active'], at: NOW, entered: {}, left } }] } } });
  });

  it('§4.2 nothing when a new version is signed: the company trades already', () => {
    const decided = run(agreement, agreementIn('PendingSignature'), 'accept', { actor: globalAdmin, input: { accept: 'true' }, read: { enrolment: enrolmentIn('Active') } });
    expect(decided).toMatchObject({ value: { step: { outbox: [] } } });
  });
});

describe('the figures cost nothing', () => {
  it.each<[string, Enrolment | EnrolmentState, string, Order]>([
    ['the account', 'MpnSignIn', 'sendCode', { actor: globalAdmin, input: { account: 'otra@contoso.es' } }],
    ['the profile', 'MpnSelection', 'continue', { actor: globalAdmin, input: { mpnId: madrid.mpnId }, read: { tenant: contoso } }],
    ['a page', 'LegalProfile', 'saveLegal', { actor: globalAdmin, input: legal }],
    ['the next page', 'PrimaryContact', 'saveContact', { actor: globalAdmin, input: contactPage }],
    ['the last page', 'SupportInfo', 'saveSupport', { actor: globalAdmin, input: support }],
    ['Back', 'PrimaryContact', 'back', { actor: globalAdmin }],
    ['Save and leave', 'SupportInfo', 'leave', { actor: globalAdmin }],
    ['a page that is opened again', 'Confirmation', 'editContact', { actor: globalAdmin }],
    ['a colleague who takes over', 'UnderReview', 'takeOver', { actor: colleague }],
    ['a contact who denies', 'EmailVerificationPending', 'contactDenied', { actor: contact, input: { link: LINK } }],
    ['the end of what was withdrawn long ago', { ...enrolmentIn('Withdrawn'), touchedAt: ago(30 * DAY) }, 'eraseDraft', { actor: system }],
  ])('%s', (_title, at, event, order) => {
    expect(countedBy(at, event, order)).toBeUndefined();
  });
});
