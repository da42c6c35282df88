/** A customer answers an invitation (WF-22): who may, with which link, from where, and what the answer begins. The page is tested elsewhere. */

import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, plus } from '../../src/core/time.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import { consentVersion, invitation } from '../../src/tasks/invitation.ts';
import type { Invitation } from '../../src/tasks/invitationDoc.ts';
import { voidnessOf } from '../../src/tasks/invitationDoc.ts';
import { INVITE_TRACE, invitationIn, joint, olga, omar } from '../support/customers.ts';
import { partnershipIn, relationshipIn } from '../support/partners.ts';
import { accepted, leaving, outcomeOf, rules, run } from '../support/rules.ts';
import { NOW, adventure, ago, cast, contoso, enrolmentIn, norte, tenantNamed } from '../support/world.ts';

const reading = { tenant: contoso, own: adventure, ownRelationships: [] };
const atAdventure = { read: reading };
const withNorte = { read: { ...reading, provider: norte, jointPartnership: partnershipIn('Active') } };
const yes = { link: INVITE_TRACE, accept: 'true', version: '2026-11+2023-01', language: 'es' };
const link = { link: INVITE_TRACE };
const together = invitationIn('Opened', joint);
const abroad = { read: { ...reading, own: { ...adventure, country: 'US' } } };
const elsewhere = { read: { ...reading, own: { ...adventure, cloud: 'usGov' as const } } };

describe('who may answer', () => {
  rules(invitation, [
    ['WF-22 a Global admin of the customer accepts', 'Opened', 'accept', olga, yes, 'Accepted', atAdventure],
    ['WF-22 also without having opened it before', 'Issued', 'accept', olga, yes, 'Accepted', atAdventure],
    ['WF-22 or declines', 'Opened', 'decline', olga, link, 'Declined', atAdventure],
    ['WF-22 CUS-01 nobody else there accepts', 'Opened', 'accept', omar, yes, 'CUS-01', atAdventure],
    ['WF-22 CUS-01 or declines', 'Opened', 'decline', omar, link, 'CUS-01', atAdventure],
    ['WF-22 CUS-01 or opens it for good', 'Issued', 'open', omar, link, 'CUS-01', atAdventure],
    ['WF-22 the address in the mail decides nothing', invitationIn('Opened', { email: 'somebody@else.example' }), 'accept', olga, yes, 'Accepted', atAdventure],
    ['WF-22 INV-L5 without its link nobody does', 'Opened', 'accept', olga, { ...yes, link: 'another' }, 'INV-L5', atAdventure],
    ['WF-22 INV-L5 nor declines', 'Opened', 'decline', olga, { link: 'another' }, 'INV-L5', atAdventure],
    ['INV-L6 without the tick nothing is accepted', 'Opened', 'accept', olga, { ...yes, accept: '' }, 'INV-L6', atAdventure],
    ['GEN-02 a consent is to the text of today', 'Opened', 'accept', olga, { ...yes, version: '2025-01+2023-01' }, 'GEN-02', atAdventure],
    ['INV-34 WF-31 CUS-04 a company that trades in CSP is nobody\'s customer', 'Opened', 'accept', olga, yes, 'CUS-04', { read: { ...reading, own: { ...adventure, inCsp: true } } }],
    ['INV-34 CUS-04 nor one that enrolled here', 'Opened', 'accept', olga, yes, 'CUS-04', { read: { ...reading, ownEnrolment: enrolmentIn('Qualified') } }],
    ['INV-34 CUS-04 nor a provider', 'Opened', 'accept', olga, yes, 'CUS-04', { read: { ...reading, own: { ...adventure, kind: 'provider' } } }],
    ['INV-34 CUS-04 nor the reseller itself', 'Opened', 'accept', cast.globalAdmin, yes, 'CUS-04', { read: { tenant: contoso, own: contoso, ownEnrolment: enrolmentIn('Active') } }],
    ['INV-34 CUS-04 nor a company that nobody knows', 'Opened', 'accept', olga, yes, 'CUS-04', { read: { tenant: contoso } }],
    ['INV-34 one whose enrolment came to nothing is a customer like others', 'Opened', 'accept', olga, yes, 'Accepted', { read: { ...reading, ownEnrolment: enrolmentIn('Withdrawn') } }],
    ['INV-29 CUS-03 it is in the CSP region of the reseller', 'Opened', 'accept', olga, yes, 'CUS-03', abroad],
    ['INV-29 CUS-03 also to decline', 'Opened', 'decline', olga, link, 'CUS-03', abroad],
    ['INV-61 CUS-03 and in its cloud', 'Opened', 'accept', olga, yes, 'CUS-03', elsewhere],
    ['INV-29 CUS-03 of a joint invitation, in the provider\'s too', together, 'accept', olga, yes, 'CUS-03', { read: { ...withNorte.read, provider: { ...norte, country: 'US' } } }],
    ['INV-61 CUS-03 and in the provider\'s cloud', together, 'accept', olga, yes, 'CUS-03', { read: { ...withNorte.read, provider: { ...norte, cloud: 'usGov' } } }],
  ]);

  it('CUS-01 names the Global admins of the customer, never those of the reseller', () => {
    const decided = run(invitation, invitationIn('Opened'), 'accept', { actor: omar, input: yes, read: { ...reading, own: { ...adventure, globalAdmins: ['Olga Ortiz'] } } });
    expect(decided).toMatchObject({ error: { code: 'CUS-01', params: { person: 'Omar Oca', admins: 'Olga Ortiz' } } });
  });

  it('CUS-03 says whose country does not fit', () => {
    expect(run(invitation, invitationIn('Opened'), 'accept', { actor: olga, input: yes, ...abroad })).toMatchObject({ error: { code: 'CUS-03', params: { partner: 'Contoso Iberia', partnerCountry: 'ES', ownCountry: 'US' } } });
  });

  it('the text that is agreed to has the versions of the page and of the customer agreement', () => {
    expect(consentVersion(defaultRules)).toBe('2026-11+2023-01');
  });
});

describe('the link', () => {
  const answers = (doc: Invitation, more = withNorte): readonly string[] =>
    (['open', 'accept', 'decline'] as const).map((event) => outcomeOf(run(invitation, doc, event, { actor: olga, input: event === 'accept' ? yes : link, ...more })));

  it.each([
    ['INV-L2', invitationIn('Expired')], ['INV-L2', invitationIn('Issued', { expiresAt: NOW })], ['INV-L2', invitationIn('Opened', { expiresAt: ago(HOUR) })],
    ['INV-L3', invitationIn('Revoked')], ['INV-L4', invitationIn('Void', joint)],
    ['INV-L5', invitationIn('Draft')], ['INV-L5', invitationIn('Accepted')], ['INV-L5', invitationIn('Declined')], ['INV-L5', invitationIn('Discarded')],
  ] as const)('INV-L2 INV-L3 INV-L4 INV-L5 %s ends every way of answering, whatever the timer has done', (code, doc) => {
    const [opened, ...others] = answers(doc);
    expect(others).toEqual([code, code]);
    expect(opened).toBe(doc.state === 'Issued' ? code : 'GEN-07');
    expect(voidnessOf(doc, NOW)?.code).toBe(code);
  });

  it('INV-L2 the last moment is still good', () => {
    expect(answers(invitationIn('Issued', { expiresAt: plus(NOW, 1) }))).toEqual(['Opened', 'Accepted', 'Declined']);
  });

  it('INV-27 INV-L4 of a joint invitation fails once the partnership is over, however the invitation looks', () => {
    for (const jointPartnership of [partnershipIn('Removed'), undefined]) {
      expect(answers(invitationIn('Issued', joint), { read: { ...withNorte.read, jointPartnership } } as typeof withNorte)).toEqual(['INV-L4', 'INV-L4', 'INV-L4']);
    }
    expect(answers(invitationIn('Issued', joint))).toEqual(['Opened', 'Accepted', 'Declined']);
  });

  it('INV-27 the end of a partnership is nothing to an invitation of the reseller alone', () => {
    expect(answers(invitationIn('Issued'), { read: { ...withNorte.read, jointPartnership: partnershipIn('Removed') } })).toEqual(['Opened', 'Accepted', 'Declined']);
  });

  it('INV-24 is opened by the program only, for somebody who may answer, and begins nothing', () => {
    const row = invitation.events.open[0];
    expect(row?.inner).toBe(true);
    const { doc, step } = accepted(invitation, invitationIn('Issued'), 'open', { actor: olga, input: link, ...atAdventure });
    expect([doc.state, doc.answer, step.outbox ?? []]).toEqual(['Opened', undefined, []]);
  });
});

describe('an acceptance', () => {
  const start = (doc: Invitation, more = withNorte) => accepted(invitation, doc, 'accept', { actor: olga, input: yes, ...more });

  it('WF-22 keeps who answered for which company, tells the sender, and owes the beginning with the consent as it was given', () => {
    const decision = start(invitationIn('Opened'), atAdventure as typeof withNorte);
    expect(decision.doc.answer).toEqual({ customer: 'adventure', company: 'adventure', by: 'Olga Ortiz', byId: 'olga', at: NOW });
    expect(leaving(decision)).toEqual(['customerStart', 'invitationNotice:accepted']);
    expect(decision.step.outbox?.[0]?.payload).toEqual({
      customer: 'adventure', invitation: 'INV-7K3F-9QXD', resellerName: 'Contoso Iberia', provider: '', providerName: '', by: 'Olga Ortiz', byId: 'olga', email: 'olga@adventure.es',
      roles: 'directory.globalAdmin', at: NOW, version: '2026-11+2023-01', language: 'es',
    });
    expect(decision.step.outbox?.[1]?.payload).toMatchObject({ person: 'sal', company: 'adventure', about: 'INV-7K3F-9QXD' });
  });

  it('INV-31 of a reseller-only invitation names no provider, whatever partners the reseller has', () => {
    expect(start(invitationIn('Opened')).step.outbox?.[0]?.payload).toMatchObject({ provider: '', providerName: '' });
  });

  it('INV-32 of a joint one names both, in one row: both begin or neither', () => {
    const { step } = start(together);
    expect(step.outbox?.filter(({ kind }) => kind === 'customerStart').map(({ payload }) => [payload['resellerName'], payload['provider'], payload['providerName']])).toEqual([['Contoso Iberia', 'norte', 'norte']]);
  });

  it('CUS-02 a partner who was one already is said, and the invitation is accepted all the same', () => {
    const known = relationshipIn('Active', { partner: norte.id, id: norte.id, role: 'provider' });
    const knowing = (ownRelationships: readonly ReturnType<typeof relationshipIn>[]) => run(invitation, together, 'accept', { actor: olga, input: yes, read: { ...withNorte.read, ownRelationships } });
    expect(outcomeOf(knowing([known]))).toBe('Accepted CUS-02');
    expect(knowing([known])).toMatchObject({ value: { step: { complaint: { params: { partner: 'norte' } } } } });
    expect(knowing([known, relationshipIn('Active')])).toMatchObject({ value: { step: { complaint: { params: { partner: 'Contoso Iberia, norte' } } } } });
    expect([relationshipIn('Removed'), relationshipIn('Active', { partner: tenantNamed('other') })].map((one) => outcomeOf(knowing([one])))).toEqual(['Accepted', 'Accepted']);
  });

  it('WF-22 a refusal begins nothing, and is told to the sender', () => {
    expect(leaving(accepted(invitation, together, 'decline', { actor: olga, input: link, ...withNorte }))).toEqual(['invitationNotice:declined']);
  });

  it('WF-22 is one: whoever comes second hears that it was answered', () => {
    const first = start(invitationIn('Opened')).doc;
    const second = run(invitation, { ...first, since: plus(NOW, -DAY) }, 'accept', { actor: { ...olga, id: cast.colleague.id }, input: yes, ...atAdventure });
    expect(second).toMatchObject({ error: { code: 'INV-L5', params: { why: 'accepted' } } });
  });
});
