/** Enrolment in review (WF-05): decisions, answers, appeals, amendment, withdrawal; and what holds for the whole way from start to end. */

import { describe, expect, it } from '@jest/globals';
import type { Actor, Language } from '../../src/core/actor.ts';
import type { RawInput } from '../../src/core/decide.ts';
import { traceOf } from '../../src/core/secrets.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import { enrolment } from '../../src/tasks/enrolment.ts';
import type { Enrolment, EnrolmentState } from '../../src/tasks/enrolmentDoc.ts';
import { contactOf } from '../../src/tasks/enrolmentDoc.ts';
import { accepted, leaving, rules, run } from '../support/rules.ts';
import { CODE, NOW, amended, cast, contactPage, enrolmentIn, fabrikam, legal, madrid, support } from '../support/world.ts';

const { globalAdmin, colleague, reviewer, contact, system } = cast;
const noMpa = rulesSchema.parse({ mpa: { required: false } });
const answer = { documentType: 'business', reference: 'https://contoso.es/register.pdf', comment: 'The register.' };
const unnamed = enrolmentIn('UnderReview', { mpn: madrid });
const requestedBy = ({ id, name }: typeof reviewer): Partial<Enrolment> => ({ requester: { id, name, email: '', language: 'es' } });

describe('decisions', () => {
  rules(enrolment, [
    ['WF-05 approved', 'UnderReview', 'approve', reviewer, {}, 'Qualified'],
    ['WF-05 approved, and no agreement is asked for', 'UnderReview', 'approve', reviewer, {}, 'Active', { rules: noMpa }],
    ['WF-05 rejected', 'UnderReview', 'reject', reviewer, { reason: 'Unknown name.' }, 'Rejected'],
    ['WF-05 documents are asked for', 'UnderReview', 'askMore', reviewer, { question: 'Which name?' }, 'ActionRequired'],
    ['ENR-16 a rejection has a reason', 'UnderReview', 'reject', reviewer, { reason: ' ' }, 'ENR-16'],
    ['ENR-16 a question is one', 'UnderReview', 'askMore', reviewer, {}, 'ENR-16'],
    ['GEN-05 a reason has an end', 'UnderReview', 'reject', reviewer, { reason: 'x'.repeat(1001) }, 'GEN-05'],
    ['ENR-15 nobody decides on their own request', enrolmentIn('UnderReview', { ...requestedBy(reviewer), tenant: reviewer.tenant }), 'approve', reviewer, {}, 'ENR-15'],
    ['ENR-15 INV-56 the same id in another company is somebody else', enrolmentIn('UnderReview', requestedBy(reviewer)), 'approve', reviewer, {}, 'Qualified'],
    ['ENR-15 nor does the contact', 'UnderReview', 'reject', { ...reviewer, email: 'Marta@contoso.es' }, { reason: 'No.' }, 'ENR-15'],
    ['INV-09 what was sent is reserved, and is not looked up again', 'UnderReview', 'approve', reviewer, {}, 'Qualified', { read: { reservation: undefined } }],
    ['INV-09 ENR-08 sent by an earlier program, it may have gone to another company', unnamed, 'approve', reviewer, {}, 'ENR-08', { read: { reservation: { mpnId: madrid.mpnId, tenant: fabrikam.id } } }],
    ['INV-09 ENR-17 or be reserved for nobody', unnamed, 'approve', reviewer, {}, 'ENR-17', { read: { reservation: undefined } }],
    ['INV-09 or be theirs, for whichever choosing', unnamed, 'approve', reviewer, {}, 'Qualified'],
    ['INV-57 who is no longer a programme admin decides nothing', 'UnderReview', 'approve', { ...reviewer, programmeAdmin: false }, {}, 'GEN-01'],
  ]);

  it('ENR-16 points at the input', () => {
    const refused = run(enrolment, enrolmentIn('UnderReview'), 'reject', { actor: reviewer });
    expect(refused).toMatchObject({ error: { code: 'ENR-16', fields: [{ field: 'reason', rule: 'required', level: 'error' }] } });
  });

  it('an approval opens the agreement for the requester, in the same commit', () => {
    const { step } = accepted(enrolment, enrolmentIn('UnderReview'), 'approve', { actor: reviewer });
    expect(step.companions?.[0]).toMatchObject({ task: 'agreement', doc: { id: 'MPA-7K3F-9QXD', state: 'PendingSignature', requester: 'ana', region: 'europe', tenant: 'contoso' } });
  });

  it('a decision names who, when and why', () => {
    const { doc } = accepted(enrolment, enrolmentIn('UnderReview'), 'reject', { actor: reviewer, input: { reason: 'Unknown name.' } });
    expect(doc.review?.decision).toEqual({ kind: 'rejected', by: { id: 'rut', name: 'Rut Ríos' }, at: NOW, text: 'Unknown name.' });
  });
});

describe('answers of the company', () => {
  rules(enrolment, [
    ['WF-05 documents are sent', 'ActionRequired', 'answer', globalAdmin, answer, 'UnderReview'],
    ['WF-05 a question can be answered in words', 'ActionRequired', 'answer', globalAdmin, { ...answer, reference: '' }, 'UnderReview'],
    ['GEN-05 but not with nothing', 'ActionRequired', 'answer', globalAdmin, { ...answer, comment: '' }, 'GEN-05'],
    ['WF-05 ENR-09 a rejection is appealed', 'Rejected', 'appeal', globalAdmin, answer, 'UnderReview'],
    ['GEN-05 with a document', 'Rejected', 'appeal', globalAdmin, { ...answer, reference: '' }, 'GEN-05'],
    ['GEN-05 of a known kind', 'Rejected', 'appeal', globalAdmin, { ...answer, documentType: 'passport' }, 'GEN-05'],
    ['withdrawn under review', 'UnderReview', 'withdraw', globalAdmin, {}, 'Withdrawn'],
    ['withdrawn after a rejection', 'Rejected', 'withdraw', globalAdmin, {}, 'Withdrawn'],
    ['amended under review', 'UnderReview', 'amend', globalAdmin, {}, 'Confirmation'],
    ['opened again after a withdrawal', 'Withdrawn', 'amend', globalAdmin, {}, 'Confirmation'],
  ]);

  it('an answer stands beside the question, and a new one replaces it', () => {
    const sent = accepted(enrolment, enrolmentIn('ActionRequired'), 'answer', { actor: globalAdmin, input: answer });
    expect(sent.doc.review).toMatchObject({
      openedAt: NOW, decision: { kind: 'documentsAsked', text: 'Which name is registered?' },
      answer: { kind: 'documentsSent', at: NOW, documentType: 'business', reference: answer.reference, text: 'The register.' },
    });
    const asked = accepted(enrolment, sent.doc, 'askMore', { actor: reviewer, input: { question: 'And who are you?' } });
    expect(asked.doc.review?.decision).toMatchObject({ text: 'And who are you?' });
  });

  it('an amendment remembers where it came from; a withdrawal has nowhere to go back to', () => {
    const opened = (state: EnrolmentState) => accepted(enrolment, enrolmentIn(state), 'amend', { actor: globalAdmin }).doc.amendedFrom;
    expect([opened('EmailVerificationPending'), opened('ActionRequired'), opened('Withdrawn')]).toEqual(['EmailVerificationPending', 'ActionRequired', undefined]);
  });
});

describe('news', () => {
  it.each<[string, EnrolmentState | Enrolment, Actor, RawInput, readonly string[]]>([
    ['approve', 'UnderReview', reviewer, {}, ['reviewSync', 'statusMail:approved', 'notice:approved', 'enrolmentCounted']],
    ['reject', 'UnderReview', reviewer, { reason: 'No.' }, ['reviewSync', 'statusMail:rejected', 'notice:rejected', 'enrolmentCounted']],
    ['askMore', 'UnderReview', reviewer, { question: 'Who?' }, ['reviewSync', 'statusMail:documentsAsked', 'notice:documentsAsked', 'enrolmentCounted']],
    ['answer', 'ActionRequired', globalAdmin, answer, ['reviewSync', 'statusMail:documentsSent', 'enrolmentCounted']],
    ['appeal', 'Rejected', globalAdmin, answer, ['reviewSync', 'statusMail:appealed', 'enrolmentCounted']],
    ['withdraw', 'UnderReview', globalAdmin, {}, ['reviewSync', 'statusMail:withdrawn', 'enrolmentCounted']],
    ['enrolNow', amended(), globalAdmin, {}, ['reviewSync', 'statusMail:resubmitted', 'enrolmentCounted']],
    ['amend', 'UnderReview', globalAdmin, {}, ['reviewSync', 'enrolmentCounted']],
  ])('INV-13 after %s the primary contact gets the mail, the requester a notice of what others did', (event, at, actor, input, expected) => {
    const decision = accepted(enrolment, typeof at === 'string' ? enrolmentIn(at) : at, event, { actor, input });
    expect(leaving(decision)).toEqual(expected);
    const mails = (decision.step.outbox ?? []).filter(({ kind }) => kind === 'statusMail');
    expect(mails.map(({ payload }) => payload['to'])).toEqual(mails.map(() => 'marta@contoso.es'));
  });

  it('INV-13 a rejection says why in the mail', () => {
    const { step } = accepted(enrolment, enrolmentIn('UnderReview'), 'reject', { actor: reviewer, input: { reason: 'Unknown name.' } });
    expect(step.outbox?.map(({ payload }) => payload['text'])).toEqual([undefined, 'Unknown name.', 'Unknown name.']);
  });

  it('INV-14 the short form names no contact, so nobody is mailed', () => {
    expect(contactOf(enrolmentIn('Qualified', { submitted: { at: NOW, form: { companyName: 'Contoso', ...support } } }))).toBeUndefined();
  });
});

type Stop = readonly [event: string, actor: Actor, input: RawInput];
const speaking = <A extends Actor>(actor: A, language: Language): A => (actor.kind === 'person' ? { ...actor, language } : actor);

/** The way of WF-01 and WF-05, stop by stop. */
const way: readonly Stop[] = [
  ['signIn', globalAdmin, {}],
  ['sendCode', globalAdmin, { account: 'ana@gmail.com' }],
  ['codeSent', system, { round: '1', hash: traceOf(CODE, 'salt'), salt: 'salt' }],
  ['enterCode', globalAdmin, { code: CODE }],
  ['continue', globalAdmin, { mpnId: madrid.mpnId }],
  ['saveLegal', globalAdmin, legal],
  ['saveContact', globalAdmin, contactPage],
  ['saveSupport', globalAdmin, support],
  ['enrolNow', globalAdmin, {}],
  ['linkIssued', system, { round: '1', hash: 'trace' }],
  ['contactConfirmed', contact, { link: 'trace', signedUp: 'true', companyAddress: 'true' }],
  ['askMore', reviewer, { question: 'Which name?' }],
  ['answer', globalAdmin, answer],
  ['approve', reviewer, {}],
];

function travel(language: Language): readonly Enrolment[] {
  const docs: Enrolment[] = [enrolmentIn('NotStarted')];
  for (const [event, actor, input] of way) {
    const doc = docs.at(-1) ?? enrolmentIn('NotStarted');
    const read = { profiles: [madrid], reservation: { mpnId: madrid.mpnId, tenant: doc.tenant, choice: doc.mpn?.choice } };
    docs.push(accepted(enrolment, doc, event, { actor: speaking(actor, language), input, read }).doc);
  }
  return docs;
}

describe('the whole way', () => {
  it('WF-01 WF-05 leads through these states', () => {
    expect(travel('es').map(({ state }) => state)).toEqual([
      'NotStarted', 'MpnSignIn', 'MpnSignIn', 'MpnSignIn', 'MpnSelection', 'LegalProfile', 'PrimaryContact', 'SupportInfo', 'Confirmation',
      'EmailVerificationPending', 'EmailVerificationPending', 'UnderReview', 'ActionRequired', 'UnderReview', 'Qualified',
    ]);
  });

  it('INV-65 is the same in Spanish and in English, but for the language itself', () => {
    const inSpanish = travel('es').at(-1);
    const inEnglish = travel('en').at(-1);
    expect(inEnglish).toEqual({ ...inSpanish, requester: { ...inSpanish?.requester, language: 'en' } });
  });

  it('INV-62 stores every time in UTC', () => {
    const times = JSON.stringify(travel('es')).match(/"\d{4}-\d\d-\d\d[^"]*"/g) ?? [];
    expect(times.length).toBeGreaterThan(100);
    expect(times.filter((time) => !/T\d\d:\d\d:\d\d\.\d{3}Z"$/.test(time))).toEqual([]);
  });

  it('INV-12 nothing but these events leads into review, each after the confirmation', () => {
    const leads = Object.entries(enrolment.events).flatMap(([event, rows]) => rows.filter((row) => [row.to].flat().includes('UnderReview' as never)).map(() => event));
    expect(leads).toEqual(['enrolNow', 'abandon', 'eraseDraft', 'contactConfirmed', 'answer', 'appeal']);
  });

  it('INV-12 a form that was never confirmed does not get there by any of them', () => {
    const neverSent = enrolmentIn('Confirmation');
    const sent = accepted(enrolment, neverSent, 'enrolNow', { actor: globalAdmin });
    expect(sent.doc.state).toBe('EmailVerificationPending');
    const changed = accepted(enrolment, sent.doc, 'amend', { actor: globalAdmin });
    expect(accepted(enrolment, changed.doc, 'abandon', { actor: globalAdmin }).doc.state).toBe('EmailVerificationPending');
    expect(accepted(enrolment, changed.doc, 'enrolNow', { actor: globalAdmin }).doc.state).toBe('EmailVerificationPending');
  });

  it('INV-57 a demoted Global admin, or somebody else, can do nothing with the card in their hands', () => {
    const demoted = { ...globalAdmin, directoryRoles: [] };
    expect(run(enrolment, enrolmentIn('Confirmation'), 'enrolNow', { actor: demoted, rev: 4 })).toMatchObject({ error: { code: 'ENR-01' } });
    expect(run(enrolment, enrolmentIn('UnderReview'), 'withdraw', { actor: colleague, rev: 4 })).toMatchObject({ error: { code: 'ENR-14' } });
  });
});
