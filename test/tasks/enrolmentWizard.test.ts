/** Enrolment before it is sent (WF-01 to WF-04): sign-in, membership account, MPN profile, the pages of the form and "Enrol now". */

import { describe, expect, it } from '@jest/globals';
import type { Step } from '../../src/core/machine.ts';
import { HOUR, MINUTE, DAY, plus } from '../../src/core/time.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import { enrolment } from '../../src/tasks/enrolment.ts';
import type { Enrolment } from '../../src/tasks/enrolmentDoc.ts';
import { accepted, leaving, rules, run } from '../support/rules.ts';
import {
  CODE, NOW, ago, amended, asleep, cast, contactPage, contoso, enrolmentIn, fabrikam, legal, lisbon, madrid, ours, sevilla, support, worldwide,
} from '../support/world.ts';

const { globalAdmin, colleague, system } = cast;
const inCsp = { ...contoso, inCsp: true };
const theirs = { reservation: { mpnId: madrid.mpnId, tenant: fabrikam.id } };
const noMpa = rulesSchema.parse({ mpa: { required: false } });
const atSignIn = enrolmentIn('MpnSignIn');
const code = atSignIn.membership?.code ?? { hash: '', salt: '', expiresAt: NOW, attempts: 0 };
const membershipWith = (more: object) => enrolmentIn('MpnSignIn', { membership: { account: 'ana@contoso.es', round: 1, sentAt: [], ...more } });
const codesSentAt = (minutes: readonly number[]) => membershipWith({ sentAt: minutes.map((count) => ago(count * MINUTE)) });
const lost = { mpnId: madrid.mpnId, choice: ours.choice ?? '' };
/** The MPN IDs whose reservations are brought in line. */
const synced = ({ outbox = [] }: Step<Enrolment>) => outbox.filter(({ kind }) => kind === 'reserveMpn' || kind === 'releaseMpn').map(({ payload }) => payload['mpnId']);
const confirmationWith = (input: Record<string, string>) => enrolmentIn('Confirmation', { form: { ...legal, ...contactPage, ...support, ...input } });

describe('sign-in', () => {
  rules(enrolment, [
    ['WF-01 INV-10 a Global admin starts the enrolment', 'NotStarted', 'signIn', globalAdmin, {}, 'MpnSignIn'],
    ['INV-10 ENR-01 a partner role is not the directory role', 'NotStarted', 'signIn', cast.partnerGlobalAdmin, {}, 'ENR-01'],
    ['WF-04 a company in CSP with a good association gives support information only', 'NotStarted', 'signIn', globalAdmin, {}, 'DetailsShort', { read: { tenant: inCsp, associated: madrid } }],
    ['WF-04 without an association the profile is chosen first', 'NotStarted', 'signIn', globalAdmin, {}, 'MpnSignIn', { read: { tenant: inCsp } }],
    ['WF-04 INV-07 an inactive association is none', 'NotStarted', 'signIn', globalAdmin, {}, 'MpnSignIn', { read: { tenant: inCsp, associated: asleep } }],
    ['WF-04 INV-08 an association in another country is none', 'NotStarted', 'signIn', globalAdmin, {}, 'MpnSignIn', { read: { tenant: inCsp, associated: lisbon } }],
    ['WF-04 INV-09 a global association is none', 'NotStarted', 'signIn', globalAdmin, {}, 'MpnSignIn', { read: { tenant: inCsp, associated: worldwide } }],
    ['INV-14 a company that is not in CSP never gets the short form', 'NotStarted', 'signIn', globalAdmin, {}, 'MpnSignIn', { read: { associated: madrid } }],
    ['ENR-02 an enrolment that is being verified is not begun again', 'EmailVerificationPending', 'signIn', globalAdmin, {}, 'ENR-02'],
    ['ENR-02 a company that is enrolled is not enrolled again', 'Active', 'signIn', colleague, {}, 'ENR-02'],
    ['ENR-02 a withdrawn enrolment is opened again, not begun again', 'Withdrawn', 'signIn', globalAdmin, {}, 'ENR-02'],
    ['ENR-09 a rejected enrolment says why, and is appealed', 'Rejected', 'signIn', globalAdmin, {}, 'ENR-09'],
  ]);

  it('ENR-09 quotes the reviewer\'s reason', () => {
    const refused = run(enrolment, enrolmentIn('Rejected'), 'signIn', { actor: globalAdmin });
    expect(refused).toMatchObject({ error: { code: 'ENR-09', params: { reason: 'The name is not registered.' } } });
  });

  it('ENR-01 names the person and who can', () => {
    const refused = run(enrolment, enrolmentIn('NotStarted'), 'signIn', { actor: cast.employee });
    expect(refused).toMatchObject({ error: { params: { person: 'Eva Enríquez', admins: 'Ana García, Luis Gil' } } });
  });

  it('WF-01 gives a case number, and fills in what is known of the requester', () => {
    const { doc } = accepted(enrolment, enrolmentIn('NotStarted'), 'signIn', { actor: globalAdmin });
    expect(doc.id).toBe('ENR-1WF2-TF2B');
    expect(doc.form).toEqual({ companyName: 'Contoso Iberia', contactLanguage: 'es', contactFirstName: 'Ana', contactLastName: 'García', contactEmail: 'ana@contoso.es' });
    expect(doc.requester).toEqual({ id: 'ana', name: 'Ana García', email: 'ana@contoso.es', language: 'es' });
  });

  it('WF-04 reserves the profile that the company trades with', () => {
    const { doc, step } = accepted(enrolment, enrolmentIn('NotStarted'), 'signIn', { actor: globalAdmin, read: { tenant: inCsp, associated: madrid } });
    expect(doc).toMatchObject({ short: true, mpn: { ...madrid, choice: 'ENR-1WF2-TF2B:1' } });
    expect(step.outbox).toMatchObject([{ kind: 'reserveMpn', payload: { mpnId: '1234567' } }, { kind: 'enrolmentCounted' }]);
  });
});

describe('membership account', () => {
  rules(enrolment, [
    ['WF-01 a code is mailed to the membership account', 'MpnSignIn', 'sendCode', globalAdmin, { account: 'ana@gmail.com' }, 'MpnSignIn'],
    ['GEN-05 the account is an e-mail address', 'MpnSignIn', 'sendCode', globalAdmin, { account: 'ana' }, 'GEN-05'],
    ['ENR-13 the sixth code within an hour waits', codesSentAt([59, 40, 30, 20, 10]), 'sendCode', globalAdmin, { account: 'ana@contoso.es' }, 'ENR-13'],
    ['ENR-13 codes of an hour ago do not count', codesSentAt([60, 40, 30, 20, 10]), 'sendCode', globalAdmin, { account: 'ana@contoso.es' }, 'MpnSignIn'],
    ['WF-01 the right code shows the profiles', 'MpnSignIn', 'enterCode', globalAdmin, { code: CODE }, 'MpnSelection', { read: { profiles: [madrid] } }],
    ['ENR-11 a wrong code uses up an attempt', 'MpnSignIn', 'enterCode', globalAdmin, { code: '000000' }, 'MpnSignIn ENR-11'],
    ['ENR-12 the last wrong code ends it', membershipWith({ code: { ...code, attempts: 4 } }), 'enterCode', globalAdmin, { code: '000000' }, 'MpnSignIn ENR-12'],
    ['ENR-12 after the last attempt the right code is too late', membershipWith({ code: { ...code, attempts: 5 } }), 'enterCode', globalAdmin, { code: CODE }, 'MpnSignIn ENR-12', { read: { profiles: [madrid] } }],
    ['ENR-12 a code expires', 'MpnSignIn', 'enterCode', globalAdmin, { code: CODE }, 'MpnSignIn ENR-12', { now: plus(NOW, 5 * MINUTE), read: { profiles: [madrid] } }],
    ['ENR-12 there is no code yet', membershipWith({}), 'enterCode', globalAdmin, { code: CODE }, 'MpnSignIn ENR-12'],
    ['ENR-03 an account without profiles', 'MpnSignIn', 'enterCode', globalAdmin, { code: CODE }, 'MpnSignIn ENR-03', { read: { profiles: [] } }],
    ['GEN-05 a code has six digits', 'MpnSignIn', 'enterCode', globalAdmin, { code: '12345' }, 'GEN-05'],
    ['WF-03 cancel drops the membership session', 'MpnSelection', 'cancel', globalAdmin, {}, 'MpnSignIn'],
    ['WF-03 back does the same', 'MpnSelection', 'back', globalAdmin, {}, 'MpnSignIn'],
    ['WF-03 another account can be named before the code', 'MpnSignIn', 'cancel', globalAdmin, {}, 'MpnSignIn'],
  ]);

  it('a code lives ten minutes from the moment it was mailed, and a new one voids it', () => {
    const { doc } = accepted(enrolment, membershipWith({}), 'codeSent', { actor: system, input: { round: '1', hash: 'h', salt: 's' } });
    expect(doc.membership?.code).toEqual({ hash: 'h', salt: 's', expiresAt: plus(NOW, 10 * MINUTE), attempts: 0 });
    const again = accepted(enrolment, doc, 'sendCode', { actor: globalAdmin, input: { account: 'ana@contoso.es' } });
    expect(again.doc.membership).toEqual({ account: 'ana@contoso.es', round: 2, sentAt: [NOW] });
    expect(again.step.outbox).toMatchObject([{ kind: 'codeMail', payload: { round: 2 } }]);
  });

  it('the trace of a code that was asked for before is not noted', () => {
    const { doc } = accepted(enrolment, atSignIn, 'codeSent', { actor: system, input: { round: '0', hash: 'h', salt: 's' } });
    expect(doc).toEqual(atSignIn);
  });

  it('a code works once', () => {
    const { doc } = accepted(enrolment, atSignIn, 'enterCode', { actor: globalAdmin, input: { code: CODE }, read: { profiles: [madrid] } });
    expect(doc.membership).toEqual({ account: 'ana@contoso.es', round: 1, sentAt: [ago(2 * HOUR)], profiles: [madrid] });
  });

  it('WF-03 the throttle survives a change of account', () => {
    const { doc } = accepted(enrolment, enrolmentIn('MpnSelection'), 'cancel', { actor: globalAdmin });
    expect(doc.membership).toEqual({ account: '', round: 1, sentAt: [ago(2 * HOUR)] });
  });
});

describe('MPN profile', () => {
  const choose = (mpnId: string) => ({ mpnId });
  rules(enrolment, [
    ['WF-01 an active location profile of the same country is linked', 'MpnSelection', 'continue', globalAdmin, choose('1234567'), 'LegalProfile'],
    ['INV-07 ENR-04 an inactive profile is refused', 'MpnSelection', 'continue', globalAdmin, choose('2345678'), 'ENR-04'],
    ['INV-08 ENR-05 another country of the same region is refused', 'MpnSelection', 'continue', globalAdmin, choose('3456789'), 'ENR-05'],
    ['INV-08 unless the programme says otherwise', 'MpnSelection', 'continue', globalAdmin, choose('3456789'), 'LegalProfile', { rules: rulesSchema.parse({ mpn: { sameCountry: false } }) }],
    ['INV-09 ENR-08 a global profile is refused', 'MpnSelection', 'continue', globalAdmin, choose('4567890'), 'ENR-08'],
    ['INV-09 ENR-08 a profile of another company is refused', 'MpnSelection', 'continue', globalAdmin, choose('1234567'), 'ENR-08', { read: theirs }],
    ['INV-09 a profile that nobody holds is free', 'MpnSelection', 'continue', globalAdmin, choose('7654321'), 'LegalProfile', { read: { reservation: undefined } }],
    ['ENR-03 a profile of another membership account is refused', 'MpnSelection', 'continue', globalAdmin, choose('9999999'), 'ENR-03'],
    ['GEN-05 one profile has to be chosen', 'MpnSelection', 'continue', globalAdmin, {}, 'GEN-05'],
    ['WF-04 the short form asks no more than support information', enrolmentIn('MpnSelection', { short: true }), 'continue', globalAdmin, choose('1234567'), 'DetailsShort'],
    ['pages that are done are not shown again', enrolmentIn('MpnSelection', { donePages: ['LegalProfile', 'PrimaryContact', 'SupportInfo'] }), 'continue', globalAdmin, choose('1234567'), 'Confirmation'],
    ['INV-09 a profile lost to another company is chosen again', 'Confirmation', 'mpnLost', system, lost, 'MpnSelection'],
    ['INV-09 without a membership session the account is asked first', 'DetailsShort', 'mpnLost', system, lost, 'MpnSignIn'],
    ['INV-09 a loss before it was chosen again is no news', 'Confirmation', 'mpnLost', system, { ...lost, choice: 'ENR-7K3F-9QXD:2' }, 'Confirmation'],
    ['a loss of what was given up before is no news', 'Confirmation', 'mpnLost', system, choose('7654321'), 'Confirmation'],
  ]);

  it('INV-09 with a new choice both reservations follow', () => {
    const { doc, step } = accepted(enrolment, enrolmentIn('MpnSelection', { mpn: madrid }), 'continue', { actor: globalAdmin, input: { mpnId: sevilla.mpnId } });
    expect(doc.mpn).toEqual({ ...sevilla, choice: 'ENR-7K3F-9QXD:5' });
    expect(synced(step)).toEqual(['1234567', '7654321']);
  });

  it('INV-09 what was lost and then reserved for us after all, while the news was on its way, is given back', () => {
    expect(synced(accepted(enrolment, enrolmentIn('Confirmation'), 'mpnLost', { actor: system, input: lost }).step)).toEqual(['1234567']);
  });

  it('INV-09 the same profile chosen again is another choosing, for which it is reserved anew', () => {
    const before = enrolmentIn('MpnSelection', { mpn: { ...madrid, choice: 'ENR-7K3F-9QXD:2' } });
    const { doc, step } = accepted(enrolment, before, 'continue', { actor: globalAdmin, input: { mpnId: madrid.mpnId } });
    expect(doc.mpn?.choice).toBe('ENR-7K3F-9QXD:5');
    expect(synced(step)).toEqual(['1234567']);
  });

  it('INV-09 an amendment that chooses another keeps what was sent until it is sent again', () => {
    const sent = { ...madrid, choice: 'ENR-7K3F-9QXD:2' };
    const submitted = { at: ago(DAY), form: legal, mpn: sent };
    const chosen = accepted(enrolment, amended({ state: 'MpnSelection', mpn: sent, submitted }), 'continue', { actor: globalAdmin, input: { mpnId: sevilla.mpnId } });
    expect(synced(chosen.step)).toEqual(['7654321']);
    const read = { reservation: { mpnId: sevilla.mpnId, tenant: contoso.id, choice: 'ENR-7K3F-9QXD:5' } };
    const again = amended({ mpn: chosen.doc.mpn, submitted });
    const toReview = accepted(enrolment, again, 'enrolNow', { actor: globalAdmin, read });
    const toContact = accepted(enrolment, { ...again, form: { ...again.form, contactEmail: 'otra@contoso.es' } }, 'enrolNow', { actor: globalAdmin, read });
    expect([toReview, toContact].map(({ doc: { state }, step }) => [state, synced(step)])).toEqual([['UnderReview', ['1234567']], ['EmailVerificationPending', ['1234567']]]);
  });
});

describe('pages of the form', () => {
  const noDigits = { ...contactPage, contactPhone: 'none' };
  rules(enrolment, [
    ['WF-01 legal profile', 'LegalProfile', 'saveLegal', globalAdmin, legal, 'PrimaryContact'],
    ['WF-01 primary contact', 'PrimaryContact', 'saveContact', globalAdmin, contactPage, 'SupportInfo'],
    ['WF-01 support information', 'SupportInfo', 'saveSupport', globalAdmin, support, 'Confirmation'],
    ['a page that was edited leads back to the summary', enrolmentIn('Confirmation', { state: 'LegalProfile' }), 'saveLegal', globalAdmin, legal, 'Confirmation'],
    ['GEN-05 a legal profile with gaps', 'LegalProfile', 'saveLegal', globalAdmin, { ...legal, city: '' }, 'GEN-05'],
    ['GEN-05 support information with gaps', 'SupportInfo', 'saveSupport', globalAdmin, { ...support, supportPhone: '' }, 'GEN-05'],
    ['INV-11 ENR-06 a webmail contact address', 'PrimaryContact', 'saveContact', globalAdmin, { ...contactPage, contactEmail: 'marta@yahoo.es' }, 'ENR-06'],
    ['INV-11 webmail is good enough for support', 'SupportInfo', 'saveSupport', globalAdmin, { ...support, supportEmail: 'contoso@gmail.com' }, 'Confirmation'],
    ['GEN-05 several problems at once', 'PrimaryContact', 'saveContact', globalAdmin, { ...noDigits, contactEmail: 'marta@yahoo.es' }, 'GEN-05'],
    ['back from the first page', 'LegalProfile', 'back', globalAdmin, {}, 'MpnSelection'],
    ['back from the second page', 'PrimaryContact', 'back', globalAdmin, {}, 'LegalProfile'],
    ['back from the third page', 'SupportInfo', 'back', globalAdmin, {}, 'PrimaryContact'],
    ['back from the summary', 'Confirmation', 'back', globalAdmin, {}, 'SupportInfo'],
    ['edit the legal profile', 'Confirmation', 'editLegal', globalAdmin, {}, 'LegalProfile'],
    ['edit the contact', 'Confirmation', 'editContact', globalAdmin, {}, 'PrimaryContact'],
    ['edit the support information', 'Confirmation', 'editSupport', globalAdmin, {}, 'SupportInfo'],
    ['save and leave', 'PrimaryContact', 'leave', globalAdmin, noDigits, 'PrimaryContact'],
  ]);

  it('leaving or going back keeps what was typed, right or wrong, and nothing else', () => {
    for (const event of ['leave', 'back']) {
      const { doc } = accepted(enrolment, enrolmentIn('PrimaryContact'), event, { actor: globalAdmin, input: { ...noDigits, id: 'x', short: 'true' } });
      expect(doc.form).toEqual({ ...legal, ...noDigits });
      expect(doc).toMatchObject({ id: 'ENR-7K3F-9QXD', short: false });
    }
  });

  it('GEN-05 all problems are told at once', () => {
    const refused = run(enrolment, enrolmentIn('PrimaryContact'), 'saveContact', { actor: globalAdmin, input: { contactEmail: 'marta@yahoo.es', contactLanguage: 'fr' } });
    expect(refused).toMatchObject({ error: { code: 'GEN-05', params: { count: 4 } } });
    expect(refused.ok ? [] : refused.error.fields.map(({ field, rule }) => [field, rule])).toEqual([
      ['contactFirstName', 'required'], ['contactLastName', 'required'], ['contactEmail', 'email.webmail'], ['contactLanguage', 'choice'],
    ]);
  });
});

describe('Enrol now', () => {
  const mailedAt = (hours: readonly number[]) => amended({ form: { ...amended().form, contactEmail: 'new@contoso.es' }, verification: { round: 1, email: 'marta@contoso.es', links: [], sentAt: hours.map((count) => ago(count * HOUR)) } });
  rules(enrolment, [
    ['WF-01 WF-05 the contact is asked', 'Confirmation', 'enrolNow', globalAdmin, {}, 'EmailVerificationPending'],
    ['INV-12 a contact who confirmed need not do it again', amended(), 'enrolNow', globalAdmin, {}, 'UnderReview'],
    ['INV-12 another contact is asked', amended({ form: { ...amended().form, contactEmail: 'new@contoso.es' } }), 'enrolNow', globalAdmin, {}, 'EmailVerificationPending'],
    ['INV-11 ENR-06 what became webmail since is refused', confirmationWith({ contactEmail: 'marta@contoso.es' }), 'enrolNow', globalAdmin, {}, 'ENR-06', { rules: rulesSchema.parse({ webmail: { domains: ['contoso.es'] } }) }],
    ['GEN-05 the whole form is checked again', confirmationWith({ city: '' }), 'enrolNow', globalAdmin, {}, 'GEN-05'],
    ['what was confirmed on its page is not doubted again', confirmationWith({ companyName: 'Contoso.com' }), 'enrolNow', globalAdmin, {}, 'EmailVerificationPending'],
    ['INV-09 ENR-08 the profile went to another company', 'Confirmation', 'enrolNow', globalAdmin, {}, 'ENR-08', { read: theirs }],
    ['INV-09 ENR-17 the profile is not reserved yet', 'Confirmation', 'enrolNow', globalAdmin, {}, 'ENR-17', { read: { reservation: undefined } }],
    ['ENR-13 sending again and again floods no mailbox', mailedAt([23, 5, 4, 3, 2, 1]), 'enrolNow', globalAdmin, {}, 'ENR-13'],
    ['ENR-13 mails of yesterday do not count', mailedAt([24, 5, 4, 3, 2, 1]), 'enrolNow', globalAdmin, {}, 'EmailVerificationPending'],
    ['WF-04 INV-14 the short form needs no review', 'DetailsShort', 'enrolNow', globalAdmin, support, 'Qualified'],
    ['WF-04 without an agreement it is active at once', 'DetailsShort', 'enrolNow', globalAdmin, support, 'Active', { rules: noMpa }],
    ['WF-04 GEN-05 the short form is checked', 'DetailsShort', 'enrolNow', globalAdmin, {}, 'GEN-05'],
    ['INV-09 ENR-17 the profile is reserved for an earlier choosing of it, which is being given back', enrolmentIn('Confirmation', { mpn: { ...madrid, choice: 'now' } }), 'enrolNow', globalAdmin, {}, 'ENR-17', { read: { reservation: { mpnId: madrid.mpnId, tenant: contoso.id, choice: 'before' } } }],
    ['WF-04 ENR-17 the profile is not reserved yet', 'DetailsShort', 'enrolNow', globalAdmin, support, 'ENR-17', { read: { reservation: undefined } }],
  ]);

  it('INV-13 mails the primary contact, not the person who enrols', () => {
    const { doc, step } = accepted(enrolment, enrolmentIn('Confirmation'), 'enrolNow', { actor: globalAdmin });
    expect(doc.verification).toEqual({ round: 1, email: 'marta@contoso.es', sentAt: [NOW], links: [] });
    expect(leaving({ doc, step })).toEqual(['verificationMail', 'reviewSync', 'enrolmentCounted']);
  });

  it('freezes form and profile', () => {
    const { doc } = accepted(enrolment, enrolmentIn('Confirmation'), 'enrolNow', { actor: globalAdmin });
    expect(doc.submitted).toEqual({ at: NOW, form: { ...legal, ...contactPage, ...support }, mpn: ours });
  });

  it('INV-14 the short form asks for support information only', () => {
    const { doc, step } = accepted(enrolment, enrolmentIn('DetailsShort'), 'enrolNow', { actor: globalAdmin, input: { ...support, ...legal, ...contactPage } });
    expect(doc.submitted?.form).toEqual({ companyName: 'Contoso Iberia', ...support });
    expect(step.companions?.[0]).toMatchObject({ task: 'agreement', doc: { state: 'PendingSignature' } });
    expect(leaving({ doc, step })).toEqual(['enrolmentCounted']);
  });
});

describe('giving up and taking over', () => {
  const idleSince = (days: number, doc = enrolmentIn('LegalProfile')) => ({ ...doc, touchedAt: ago(days * DAY) });
  rules(enrolment, [
    ['a draft that is given up leaves nothing', 'PrimaryContact', 'abandon', globalAdmin, {}, 'erased'],
    ['an amendment that is given up leaves what was sent', amended({ form: {} }), 'abandon', globalAdmin, {}, 'UnderReview'],
    ['a draft is erased after thirty days', idleSince(30), 'eraseDraft', system, {}, 'erased'],
    ['a younger draft is not', idleSince(29), 'eraseDraft', system, {}, 'GEN-07'],
    ['a withdrawn enrolment is erased like a draft', idleSince(30, enrolmentIn('Withdrawn')), 'eraseDraft', system, {}, 'erased'],
    ['an amendment that was forgotten leaves what was sent', idleSince(30, amended()), 'eraseDraft', system, {}, 'UnderReview'],
    ['a colleague takes a draft over', 'LegalProfile', 'takeOver', colleague, {}, 'LegalProfile'],
    ['a colleague takes over what was sent', 'ActionRequired', 'takeOver', colleague, {}, 'ActionRequired'],
  ]);

  it('INV-09 what was reserved is given back with the draft', () => {
    expect(run(enrolment, enrolmentIn('LegalProfile'), 'abandon', { actor: globalAdmin })).toMatchObject({
      value: { step: { erase: true, outbox: [{ kind: 'releaseMpn', payload: { mpnId: '1234567' } }, { kind: 'enrolmentCounted' }] } },
    });
  });

  it('INV-09 an amendment that is given up gets its profile and its form back', () => {
    const { doc, step } = accepted(enrolment, amended({ form: {}, mpn: { ...sevilla, choice: 'later' } }), 'abandon', { actor: globalAdmin });
    expect(doc).toMatchObject({ mpn: ours, form: legal });
    expect(doc.amendedFrom).toBeUndefined();
    expect(step.outbox?.map(({ kind, payload }) => [kind, payload['mpnId']])).toEqual([['releaseMpn', '7654321'], ['reviewSync', undefined], ['enrolmentCounted', undefined]]);
  });

  it('INV-09 of an amendment that an earlier program began, nobody knows what is still reserved: both are looked at', () => {
    const { step } = accepted(enrolment, amended({ mpn: sevilla, submitted: { at: ago(DAY), form: legal, mpn: madrid } }), 'abandon', { actor: globalAdmin });
    expect(step.outbox?.map(({ kind, payload }) => [kind, payload['mpnId']]).slice(0, 2)).toEqual([['releaseMpn', '7654321'], ['reserveMpn', '1234567']]);
  });

  it('WF-05 the case of what was sent and withdrawn ends with it', () => {
    const withdrawn = enrolmentIn('Confirmation', { submitted: { at: ago(DAY), form: legal } });
    expect(run(enrolment, withdrawn, 'abandon', { actor: globalAdmin })).toMatchObject({ value: { step: { erase: true, outbox: [{ kind: 'releaseMpn' }, { kind: 'reviewSync' }] } } });
  });

  it('INV-57 who took over is the requester from then on, and the other one is told', () => {
    const { doc, step } = accepted(enrolment, enrolmentIn('LegalProfile'), 'takeOver', { actor: colleague });
    expect(doc.requester).toEqual({ id: 'luis', name: 'Luis Gil', email: 'luis@contoso.es', language: 'es' });
    expect(step.outbox).toContainEqual({ kind: 'notice', key: '', payload: { person: 'ana', news: 'takenOver', text: 'Luis Gil' } });
    expect(run(enrolment, doc, 'saveLegal', { actor: globalAdmin, input: legal })).toMatchObject({ error: { code: 'ENR-14', params: { person: 'Luis Gil' } } });
  });
});
