/** Invitations of a reseller (WF-20, WF-21): drafts and their link, the partnership behind a joint one, deadlines and reminders. How a customer answers is in invitationAnswer.test.ts. */

import { describe, expect, it } from '@jest/globals';
import { traceOf } from '../../src/core/secrets.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { defaultRules, rulesSchema } from '../../src/rules/settings.ts';
import { invitation } from '../../src/tasks/invitation.ts';
import { invitationLine, invitationLink, invitationStates } from '../../src/tasks/invitationDoc.ts';
import { LINK } from '../../src/tasks/letter.ts';
import { INVITE_TOKEN, INVITE_TRACE, invitationIn, invitePersonalLink, inviteText, joint } from '../support/customers.ts';
import { iker, partnershipIn } from '../support/partners.ts';
import { accepted, leaving, rules, run } from '../support/rules.ts';
import { NOW, SITE, ago, cast, contoso, enrolmentIn, norte } from '../support/world.ts';

const { salesAgent: sal, adminAgent: ada, helpdeskAgent: hal, system } = cast;
const enrolled = { tenant: contoso, own: contoso, enrolment: enrolmentIn('Active') };
const atContoso = { read: enrolled };
const withNorte = { read: { ...enrolled, provider: norte, jointPartnership: partnershipIn('Active') } };
const ended = { read: { ...enrolled, provider: norte, jointPartnership: partnershipIn('Removed') } };
const strangers = { read: { ...enrolled, provider: norte } };

const form = { email: 'olga@adventure.es', language: 'es', source: 'ownMarketing', provider: '', link: INVITE_TRACE, text: inviteText };
const jointly = { ...form, provider: norte.id };
const saying = (words: string) => ({ text: words });
const together = invitationIn('Draft', joint);

describe('a draft', () => {
  rules(invitation, [
    ['WF-20 P04 a sales agent of a reseller begins one', 'NotStarted', 'draft', sal, form, 'Draft', atContoso],
    ['WF-20 P04 so does an admin agent', 'NotStarted', 'draft', ada, form, 'Draft', atContoso],
    ['WF-20 P04 so does a Global admin', 'NotStarted', 'draft', cast.globalAdmin, form, 'Draft', atContoso],
    ['INV-03 P04 GEN-01 a helpdesk agent does not', 'NotStarted', 'draft', hal, form, 'GEN-01', atContoso],
    ['P04 GEN-01 nor a billing admin', 'NotStarted', 'draft', cast.billingAdmin, form, 'GEN-01', atContoso],
    ['WF-20 PAR-04 a company whose enrolment is under review invites nobody', 'NotStarted', 'draft', sal, form, 'PAR-04', { read: { ...enrolled, enrolment: enrolmentIn('UnderReview') } }],
    ['WF-20 PAR-04 nor does one without an enrolment', 'NotStarted', 'draft', sal, form, 'PAR-04', { read: { tenant: contoso, own: contoso } }],
    ['WF-20 PAR-04 nor a provider, whatever it was before', invitationIn('NotStarted', { tenant: norte.id }), 'draft', iker, form, 'PAR-04', { read: { tenant: norte, own: norte, enrolment: enrolmentIn('Active') } }],
    ['WF-32 CUS-17 a national cloud that is not switched on invites nobody', 'NotStarted', 'draft', sal, form, 'CUS-17', { read: { ...enrolled, tenant: { ...contoso, cloud: 'china21v' } } }],
    ['WF-20 GEN-05 an address is one', 'NotStarted', 'draft', sal, { ...form, email: 'olga' }, 'GEN-05', atContoso],
    ['WF-20 GEN-05 a customer comes from somewhere that there is', 'NotStarted', 'draft', sal, { ...form, source: 'heaven' }, 'GEN-05', atContoso],
    ['WF-20 GEN-05 a language is Spanish or English', 'NotStarted', 'draft', sal, { ...form, language: 'fr' }, 'GEN-05', atContoso],
    ['WF-20 a colleague goes on with it', 'Draft', 'edit', ada, saying(`Otra cosa.\n\n${invitePersonalLink}`), 'Draft', atContoso],
    ['WF-20 done', 'Draft', 'done', sal, saying(inviteText), 'Issued', atContoso],
    ['WF-20 INV-57 not by a company that is enrolled no more', 'Draft', 'done', sal, saying(inviteText), 'PAR-04', { read: { ...enrolled, enrolment: enrolmentIn('Withdrawn') } }],
    ['WF-20 INV-57 GEN-01 nor by somebody who is a helpdesk agent now', 'Draft', 'done', hal, saying(inviteText), 'GEN-01', atContoso],
    ['WF-20 discarded', 'Draft', 'discard', sal, {}, 'Discarded', atContoso],
    ['WF-20 GEN-07 what was sent cannot be discarded', 'Issued', 'discard', sal, {}, 'GEN-07', atContoso],
    ['WF-20 GEN-07 nor can its text change', 'Opened', 'edit', sal, saying(inviteText), 'GEN-07', atContoso],
  ]);

  it('WF-20 keeps the text without its link, whom it is for, where the customer came from, who asks, and until when', () => {
    const { doc, step } = accepted(invitation, invitationIn('NotStarted'), 'draft', { actor: sal, input: { ...form, email: 'Olga@Adventure.ES' }, ...atContoso });
    expect(doc).toMatchObject({
      email: 'Olga@adventure.es', language: 'es', source: 'ownMarketing', text: `Hola:\n\nTrabajemos juntos: ${LINK}\n\nSal`, links: [INVITE_TRACE],
      requester: { id: sal.id, name: sal.name }, reseller: { name: contoso.name, country: 'ES' }, expiresAt: plus(NOW, 90 * DAY),
    });
    expect(doc.provider).toBeUndefined();
    expect(JSON.stringify(doc)).not.toContain(INVITE_TOKEN);
    expect(step.outbox ?? []).toEqual([]);
  });
});

describe('a joint invitation', () => {
  rules(invitation, [
    ['WF-21 INV-33 is begun with an Active partner', 'NotStarted', 'draft', sal, jointly, 'Draft', withNorte],
    ['INV-33 ORD-02 not with a company that is none', 'NotStarted', 'draft', sal, jointly, 'ORD-02', strangers],
    ['INV-33 ORD-02 nor with one that was', 'NotStarted', 'draft', sal, jointly, 'ORD-02', ended],
    ['INV-33 ORD-02 nor with one that nobody knows', 'NotStarted', 'draft', sal, { ...form, provider: 'nobody' }, 'ORD-02', atContoso],
    ['WF-21 INV-33 is done while the partnership is Active', together, 'done', sal, saying(inviteText), 'Issued', withNorte],
    ['INV-33 ORD-02 and not after it ended', together, 'done', sal, saying(inviteText), 'ORD-02', ended],
    ['INV-33 ORD-02 nor is it renewed then', invitationIn('Expired', joint), 'resend', sal, {}, 'ORD-02', ended],
    ['INV-33 its text may be worked on meanwhile', together, 'edit', sal, saying(inviteText), 'Draft', ended],
    ['INV-27 a draft ends with the partnership', together, 'partnershipRemoved', system, {}, 'Void'],
    ['INV-27 so does what was sent', invitationIn('Issued', joint), 'partnershipRemoved', system, {}, 'Void'],
    ['INV-27 so does what was opened', invitationIn('Opened', joint), 'partnershipRemoved', system, {}, 'Void'],
    ['INV-27 GEN-07 what was accepted stays so', invitationIn('Accepted', joint), 'partnershipRemoved', system, {}, 'GEN-07'],
    ['INV-27 GEN-07 and what ended is not brought back by renewing it', invitationIn('Void', joint), 'resend', sal, {}, 'GEN-07', withNorte],
    ['INV-27 GEN-01 no person ends it so', invitationIn('Issued', joint), 'partnershipRemoved', sal, {}, 'GEN-01', withNorte],
  ]);

  it('INV-56 ORD-02 names a company that was a partner, and no other', () => {
    const told = (jointPartnership: ReturnType<typeof partnershipIn> | undefined) =>
      run(invitation, invitationIn('NotStarted'), 'draft', { actor: sal, input: jointly, read: { ...enrolled, provider: { ...norte, name: 'Norte, S.A.' }, jointPartnership } });
    expect([told(partnershipIn('Removed')), told(undefined)]).toMatchObject([{ error: { params: { reseller: 'Norte, S.A.' } } }, { error: { params: { reseller: 'norte' } } }]);
  });

  it('WF-21 keeps the provider as it is called now, whatever the form said', () => {
    expect(accepted(invitation, invitationIn('NotStarted'), 'draft', { actor: sal, input: jointly, ...withNorte }).doc.provider).toEqual({ id: 'norte', name: 'norte', country: 'ES' });
  });

  it('INV-27 its sender hears of its end', () => {
    expect(leaving(accepted(invitation, invitationIn('Issued', joint), 'partnershipRemoved', { actor: system }))).toEqual(['invitationNotice:void']);
  });
});

describe('the personal link', () => {
  const changed = (from: string, to: string) => inviteText.replace(from, to);

  it.each([
    ['missing', changed(invitePersonalLink, '')],
    ['altered', changed('only', 'lonely')],
    ['cut short', changed(INVITE_TOKEN, INVITE_TOKEN.slice(0, -1))],
    ['twice', `${inviteText} ${invitePersonalLink}`],
    ['another invitation\'s', changed(INVITE_TOKEN, 'a-token-of-another-invitation')],
    ['that of a partnership request', changed('/invitation/', '/partner/')],
    ['beside one of a partnership request', `${inviteText} ${SITE}/partner/abc`],
    ['of another site', changed(SITE, 'https://enlace.example.org')],
    ['its trace', changed(INVITE_TOKEN, INVITE_TRACE)],
    ['only the mark that stands for it', changed(invitePersonalLink, LINK)],
  ])('INV-30 INV-L1 %s: no draft, no change, not done', (_what, words) => {
    const answers = [
      run(invitation, invitationIn('NotStarted'), 'draft', { actor: sal, input: { ...form, text: words }, ...atContoso }),
      run(invitation, invitationIn('Draft'), 'edit', { actor: sal, input: saying(words), ...atContoso }),
      run(invitation, invitationIn('Draft'), 'done', { actor: sal, input: saying(words), ...atContoso }),
    ];
    expect(answers.map((answer) => (answer.ok ? answer.value.doc?.state : answer.error.code))).toEqual(['INV-L1', 'INV-L1', 'INV-L1']);
  });

  it('INV-30 each link that was made for the invitation is as good as the others; any other text may change', () => {
    const two = invitationIn('Draft', { links: [traceOf('older'), INVITE_TRACE] });
    const { doc } = accepted(invitation, two, 'done', { actor: sal, input: saying(`Nada de lo de antes (${invitationLink(SITE, 'older')}).`), ...atContoso });
    expect(doc).toMatchObject({ state: 'Issued', text: `Nada de lo de antes (${LINK}).` });
  });

  it('a new link is remembered beside the first, and leaves cards good', () => {
    const { doc } = accepted(invitation, invitationIn('Opened'), 'linkIssued', { actor: sal, input: { link: 'new' }, ...atContoso });
    expect([doc.links, doc.rev, doc.state]).toEqual([[INVITE_TRACE, 'new'], 2, 'Opened']);
  });
});

describe('what was sent', () => {
  rules(invitation, [
    ['WF-20 is revoked', 'Issued', 'revoke', sal, {}, 'Revoked', atContoso],
    ['WF-20 also when it was opened', 'Opened', 'revoke', ada, {}, 'Revoked', atContoso],
    ['GEN-07 not when it was answered', 'Accepted', 'revoke', sal, {}, 'GEN-07', atContoso],
    ['WF-20 is renewed', 'Issued', 'resend', sal, {}, 'Issued', atContoso],
    ['WF-20 also after its time', 'Expired', 'resend', sal, {}, 'Issued', atContoso],
    ['GEN-07 not after it was revoked', 'Revoked', 'resend', sal, {}, 'GEN-07', atContoso],
    ['WF-20 PAR-04 nor by a company that is enrolled no more', 'Expired', 'resend', sal, {}, 'PAR-04', { read: { ...enrolled, enrolment: enrolmentIn('Withdrawn') } }],
    ['INV-03 GEN-01 nor by a helpdesk agent', 'Expired', 'resend', hal, {}, 'GEN-01', atContoso],
    ['WF-20 is over after its time', 'Opened', 'expire', system, {}, 'Expired'],
  ]);

  it('WF-20 counts ninety days from Done, and anew from each renewal, reminders included', () => {
    const short = rulesSchema.parse({ invitation: { ttlDays: 5 } });
    expect(accepted(invitation, invitationIn('Draft', { expiresAt: ago(DAY) }), 'done', { actor: sal, input: saying(inviteText), ...atContoso }).doc).toMatchObject({ issuedAt: NOW, expiresAt: plus(NOW, 90 * DAY) });
    const old = invitationIn('Expired', { issuedAt: ago(90 * DAY), expiresAt: ago(DAY), reminders: 2 });
    expect(accepted(invitation, old, 'resend', { actor: sal, rules: short, ...atContoso }).doc).toMatchObject({ issuedAt: NOW, expiresAt: plus(NOW, 5 * DAY), reminders: 0, links: [INVITE_TRACE] });
  });

  const at = (days: number) => plus(NOW, days * DAY);

  it.each([
    ['Issued', 0, { at: at(30), event: 'remind' }], ['Opened', 1, { at: at(60), event: 'remind' }], ['Issued', 2, { at: at(90), event: 'expire' }],
    ['Draft', 0, undefined], ['Accepted', 0, undefined], ['Void', 0, undefined], ['Expired', 2, undefined],
  ] as const)('WF-20 %s after %i reminders: next is %j', (state, reminders, expected) => {
    expect(invitation.due(invitationIn(state, { issuedAt: NOW, expiresAt: at(90), reminders }), defaultRules)).toEqual(expected);
  });

  it('WF-20 a reminder tells the person who sent it, and leaves the card in their hands good; so does the end', () => {
    const reminded = accepted(invitation, invitationIn('Opened', { reminders: 1 }), 'remind', { actor: system });
    expect([reminded.doc.reminders, reminded.doc.rev, reminded.doc.state]).toEqual([2, 2, 'Opened']);
    expect(reminded.step.outbox).toMatchObject([{ kind: 'invitationNotice', key: 'unanswered2', payload: { person: 'sal', news: 'unanswered', about: 'INV-7K3F-9QXD', email: 'olga@adventure.es' } }]);
    expect(leaving(accepted(invitation, invitationIn('Issued'), 'expire', { actor: system }))).toEqual(['invitationNotice:expired']);
  });
});

describe("the reseller's list", () => {
  it('WF-20 shows what was begun until it is discarded, found by number, address and company, with the provider of a joint one', () => {
    expect(invitationStates.filter((state) => !invitationLine(invitationIn(state)))).toEqual(['NotStarted', 'Discarded']);
    expect(invitationLine(invitationIn('Accepted', joint))).toMatchObject({
      list: 'invitations', terms: ['adventure', 'olga@adventure.es', 'INV-7K3F-9QXD'], body: { state: 'Accepted', company: 'adventure', provider: 'norte', providerName: 'norte' },
    });
    expect(JSON.stringify(invitationLine(invitationIn('Issued')))).not.toContain(INVITE_TRACE);
  });
});
