/** The primary contact is asked (WF-05, M1): resend, change of the contact, confirmation and denial. */

import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE, plus } from '../../src/core/time.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import { enrolment } from '../../src/tasks/enrolment.ts';
import type { Enrolment } from '../../src/tasks/enrolmentDoc.ts';
import { accepted, leaving, rules, run } from '../support/rules.ts';
import { LINK, NOW, ago, cast, contactPage, enrolmentIn } from '../support/world.ts';

const { globalAdmin, contact, system } = cast;
const both = { link: LINK, signedUp: 'true', companyAddress: 'true' };
const other = { ...contactPage, contactEmail: 'pablo@contoso.es', contactFirstName: 'Pablo' };
const waiting = enrolmentIn('EmailVerificationPending');
const verification = waiting.verification ?? { round: 0, email: '', sentAt: [], links: [] };

const waitingWith = (more: Partial<typeof verification>): Enrolment => ({ ...waiting, verification: { ...verification, ...more } });
const mailedAt = (...ages: readonly number[]) => waitingWith({ sentAt: ages.map(ago) });
const sixMails = mailedAt(23 * HOUR, 5 * HOUR, 4 * HOUR, 3 * HOUR, 2 * HOUR, HOUR);

describe('asking the contact', () => {
  rules(enrolment, [
    ['WF-05 the mail is sent again', waiting, 'resend', globalAdmin, {}, 'EmailVerificationPending'],
    ['ENR-13 not within two minutes', mailedAt(2 * MINUTE - 1), 'resend', globalAdmin, {}, 'ENR-13'],
    ['ENR-13 but then', mailedAt(2 * MINUTE), 'resend', globalAdmin, {}, 'EmailVerificationPending'],
    ['ENR-13 five times a day', sixMails, 'resend', globalAdmin, {}, 'ENR-13'],
    ['ENR-13 yesterday does not count', mailedAt(DAY, 5 * HOUR, 4 * HOUR, 3 * HOUR, 2 * HOUR, HOUR), 'resend', globalAdmin, {}, 'EmailVerificationPending'],
    ['WF-05 the contact is changed before they answer', waiting, 'changeContact', globalAdmin, other, 'EmailVerificationPending'],
    ['INV-11 ENR-06 not to a webmail address', waiting, 'changeContact', globalAdmin, { ...other, contactEmail: 'pablo@mail.yahoo.es' }, 'ENR-06'],
    ['GEN-05 nor to a nameless one', waiting, 'changeContact', globalAdmin, { ...other, contactFirstName: '' }, 'GEN-05'],
    ['ENR-13 a change is a mail too', mailedAt(MINUTE), 'changeContact', globalAdmin, other, 'ENR-13'],
    ['ENR-13 and counts with the others', sixMails, 'changeContact', globalAdmin, other, 'ENR-13'],
  ]);

  it.each([
    ['after a pause', mailedAt(MINUTE), plus(NOW, MINUTE)],
    ['when the oldest mail is a day old', sixMails, plus(NOW, HOUR)],
  ])('ENR-13 says when it can be sent again: %s', (_when, doc, at) => {
    expect(run(enrolment, doc, 'resend', { actor: globalAdmin })).toMatchObject({ error: { code: 'ENR-13', params: { at } } });
  });

  it('ENR-13 the limit is the setting\'s, also a high one', () => {
    const often = rulesSchema.parse({ enrolment: { resendsPerDay: 12 } });
    let doc: Enrolment = waitingWith({ sentAt: [] });
    for (let mail = 0; mail < 13; mail++) ({ doc } = accepted(enrolment, doc, 'resend', { actor: globalAdmin, rules: often, now: plus(NOW, mail * HOUR) }));
    expect(() => accepted(enrolment, doc, 'resend', { actor: globalAdmin, rules: often, now: plus(NOW, 13 * HOUR) })).toThrow('ENR-13');
  });

  it('a mailed link is good for seven days', () => {
    const { doc } = accepted(enrolment, waiting, 'linkIssued', { actor: system, input: { round: '1', hash: 'h' } });
    expect(doc.verification?.links).toEqual([{ hash: LINK, expiresAt: plus(NOW, DAY) }, { hash: 'h', expiresAt: plus(NOW, 7 * DAY) }]);
  });

  it('a link to an address that was changed meanwhile is not noted', () => {
    expect(accepted(enrolment, waiting, 'linkIssued', { actor: system, input: { round: '0', hash: 'h' } }).doc).toEqual(waiting);
  });

  it('INV-13 a changed contact gets the mail, and the old links are void', () => {
    const { doc, step } = accepted(enrolment, waiting, 'changeContact', { actor: globalAdmin, input: other });
    expect(doc.verification).toEqual({ round: 2, email: 'pablo@contoso.es', sentAt: [ago(HOUR), NOW], links: [] });
    expect(doc.submitted).toMatchObject({ at: ago(HOUR), form: { contactEmail: 'pablo@contoso.es', companyName: 'Contoso Iberia' } });
    expect(step.outbox).toMatchObject([{ kind: 'verificationMail', payload: { round: 2 } }]);
    expect(() => accepted(enrolment, doc, 'contactConfirmed', { actor: contact, input: both })).toThrow('ENR-07');
  });
});

describe('the contact answers', () => {
  const someLink = (expiresAt = plus(NOW, 1)) => waitingWith({ links: [{ hash: LINK, expiresAt }] });
  rules(enrolment, [
    ['WF-05 INV-12 both facts are confirmed', waiting, 'contactConfirmed', contact, both, 'UnderReview'],
    ['INV-12 ENR-18 not without the first fact', waiting, 'contactConfirmed', contact, { ...both, signedUp: '' }, 'ENR-18'],
    ['INV-12 ENR-18 not without the second fact', waiting, 'contactConfirmed', contact, { ...both, companyAddress: '' }, 'ENR-18'],
    ['ENR-07 an unknown link', waiting, 'contactConfirmed', contact, { ...both, link: 'other' }, 'ENR-07'],
    ['ENR-07 a link that still holds', someLink(), 'contactConfirmed', contact, both, 'UnderReview'],
    ['ENR-07 an expired link', someLink(NOW), 'contactConfirmed', contact, both, 'ENR-07'],
    ['GEN-05 no link at all', waiting, 'contactConfirmed', contact, { ...both, link: '' }, 'GEN-05'],
    ['GEN-07 a link is used once', 'UnderReview', 'contactConfirmed', contact, both, 'GEN-07'],
    ['WF-05 "this was not us"', waiting, 'contactDenied', contact, { link: LINK }, 'PrimaryContact'],
    ['ENR-07 a denial needs a good link too', someLink(NOW), 'contactDenied', contact, { link: LINK }, 'ENR-07'],
    ['INV-12 the enrolling person does not confirm for the contact', waiting, 'contactConfirmed', globalAdmin, both, 'GEN-01'],
  ]);

  it('INV-13 tells the contact, and the requester in Teams', () => {
    const decision = accepted(enrolment, waiting, 'contactConfirmed', { actor: contact, input: both });
    expect(leaving(decision)).toEqual(['reviewSync', 'statusMail:contactConfirmed', 'notice:contactConfirmed', 'enrolmentCounted']);
    expect(decision.step.outbox?.[1]?.payload).toMatchObject({ to: 'marta@contoso.es', name: 'Marta Ruiz', company: 'Contoso Iberia', caseId: 'ENR-7K3F-9QXD' });
    expect(decision.step.outbox?.[2]?.payload).toMatchObject({ person: 'ana' });
  });

  it('opens the review, and dates it', () => {
    const { doc } = accepted(enrolment, waiting, 'contactConfirmed', { actor: contact, input: both });
    expect(doc.review).toEqual({ openedAt: NOW });
    expect(doc.verification).toMatchObject({ round: 1, confirmedAt: NOW });
    expect(doc.history).toEqual([{ at: NOW, state: 'UnderReview', by: 'marta@contoso.es' }]);
  });

  it('a denial is told to the requester, and stays known when another mail is sent', () => {
    const decision = accepted(enrolment, waiting, 'contactDenied', { actor: contact, input: { link: LINK } });
    expect(leaving(decision)).toEqual(['notice:contactDenied', 'reviewSync']);
    expect(decision.doc.donePages).toEqual(['LegalProfile', 'SupportInfo']);
    const saved = accepted(enrolment, decision.doc, 'saveContact', { actor: globalAdmin, input: other });
    const again = accepted(enrolment, saved.doc, 'enrolNow', { actor: globalAdmin });
    expect(again.doc.verification).toMatchObject({ round: 2, email: 'pablo@contoso.es', deniedAt: NOW, sentAt: [ago(HOUR), NOW] });
    expect(() => accepted(enrolment, again.doc, 'contactConfirmed', { actor: contact, input: both })).toThrow('ENR-07');
  });
});
