/** The Microsoft Partner Agreement (WF-08): who signs it when, what follows, and who is reminded (M10). */

import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, plus } from '../../src/core/time.ts';
import { defaultRules, rulesSchema } from '../../src/rules/settings.ts';
import type { Agreement } from '../../src/tasks/agreement.ts';
import { agreement, mayTrade } from '../../src/tasks/agreement.ts';
import { accepted, leaving, rules, run } from '../support/rules.ts';
import { NOW, ago, agreementIn, cast, contoso, enrolmentIn, fabrikam, tenantNamed } from '../support/world.ts';

const { globalAdmin, system } = cast;
const tick = { accept: 'true' };
const qualified = { read: { enrolment: enrolmentIn('Qualified') } };
const active = { read: { enrolment: enrolmentIn('Active') } };

describe('signature', () => {
  rules(agreement, [
    ['WF-08 a Global admin of a qualified company signs', 'PendingSignature', 'accept', globalAdmin, tick, 'Accepted', qualified],
    ['WF-08 so does one of a company that is active already', 'PendingSignature', 'accept', globalAdmin, tick, 'Accepted', active],
    ['WF-08 so does one whose account says so', 'PendingSignature', 'accept', cast.partnerGlobalAdmin, tick, 'Accepted', qualified],
    ['INV-10 MPA-01 an admin agent does not', 'PendingSignature', 'accept', cast.adminAgent, tick, 'MPA-01', qualified],
    ['INV-10 MPA-01 a Global admin of another company does not', 'PendingSignature', 'accept', cast.providerAdmin, tick, 'GEN-06', qualified],
    ['INV-57 MPA-01 nor who was one when the card was drawn', 'PendingSignature', 'accept', { ...globalAdmin, directoryRoles: [] }, tick, 'MPA-01', qualified],
    ['MPA-02 not before the review is over', 'NotAvailable', 'accept', globalAdmin, tick, 'MPA-02', { read: { enrolment: enrolmentIn('UnderReview') } }],
    ['MPA-02 nor without an enrolment', 'NotAvailable', 'accept', globalAdmin, tick, 'MPA-02'],
    ['MPA-03 nor without an MPN ID', 'PendingSignature', 'accept', globalAdmin, tick, 'MPA-03', { read: { enrolment: enrolmentIn('Qualified', { mpn: undefined }) } }],
    ['MPA-04 nor without the tick', 'PendingSignature', 'accept', globalAdmin, {}, 'MPA-04', qualified],
    ['MPA-04 "false" is no tick', 'PendingSignature', 'accept', globalAdmin, { accept: 'false' }, 'MPA-04', qualified],
    ['GEN-07 one signature is enough', 'Accepted', 'accept', globalAdmin, tick, 'GEN-07', active],
    ['M10 a reminder', 'PendingSignature', 'remind', system, {}, 'PendingSignature'],
  ]);

  it('MPA-01 names who can sign', () => {
    const refused = run(agreement, agreementIn('PendingSignature'), 'accept', { actor: cast.salesAgent, input: tick });
    expect(refused).toMatchObject({ error: { params: { person: 'Sal Sanz', admins: 'Ana García, Luis Gil' } } });
  });

  it('WF-08 INV-62 stores who signed what, in which role, and when by our clock', () => {
    const { doc } = accepted(agreement, agreementIn('PendingSignature'), 'accept', { actor: globalAdmin, input: { ...tick, at: '2099-01-01T00:00:00.000Z', version: '1' }, ...qualified });
    expect(doc.signature).toEqual({ by: 'Ana García', byId: 'ana', roles: ['directory.globalAdmin'], at: NOW, version: '2020-02' });
    expect(doc.region).toBe('europe');
  });

  it('WF-08 makes the enrolment active in the same commit', () => {
    const { step } = accepted(agreement, agreementIn('PendingSignature'), 'accept', { actor: globalAdmin, input: tick, ...qualified });
    expect(step.companions?.[0]).toMatchObject({ task: 'enrolment', doc: { id: 'ENR-7K3F-9QXD', state: 'Active', since: NOW, rev: 5, history: [{ state: 'Active', by: 'Ana García' }] } });
    expect(accepted(agreement, agreementIn('PendingSignature'), 'accept', { actor: globalAdmin, input: tick, ...active }).step.companions).toBeUndefined();
  });
});

const portugal = { ...contoso, id: tenantNamed('contoso-pt'), name: 'Contoso Portugal', country: 'PT' };
const theirs = agreementIn('Accepted', { tenant: portugal.id, region: 'europe' });
const beside = (agreementOfSibling: Agreement | undefined, sibling = portugal, company = enrolmentIn('Qualified')) => ({ read: { enrolment: company, siblings: [{ tenant: sibling, agreement: agreementOfSibling }] } });
/** Version 2020-02 is signed; this one was published since. */
const anew = rulesSchema.parse({ mpa: { version: '2026-11' } });

describe('another account of the company', () => {
  const look = 'coveredBySibling';
  rules(agreement, [
    ['WF-08 §4.2 has signed for the region', 'PendingSignature', look, system, {}, 'Covered', beside(theirs)],
    ['WF-08 §4.2 has signed, where there was no agreement here', 'NotAvailable', look, system, {}, 'Covered', beside(theirs)],
    ['WF-08 has signed for another region', 'PendingSignature', look, system, {}, 'PendingSignature', beside({ ...theirs, region: 'brazil' })],
    ['INV-61 has signed in another cloud', 'PendingSignature', look, system, {}, 'PendingSignature', beside(theirs, { ...portugal, cloud: 'usGov' })],
    ['WF-08 has not signed', 'PendingSignature', look, system, {}, 'PendingSignature', beside({ ...theirs, state: 'PendingSignature' })],
    ['WF-08 is covered itself', 'PendingSignature', look, system, {}, 'PendingSignature', beside({ ...theirs, state: 'Covered' })],
    ['WF-08 has no agreement', 'PendingSignature', look, system, {}, 'PendingSignature', beside(undefined)],
    ['WF-08 has signed an earlier version', 'PendingSignature', look, system, {}, 'PendingSignature', { ...beside(theirs), rules: anew }],
    ['MPA-02 has signed, before this one is enrolled', 'NotAvailable', look, system, {}, 'MPA-02', beside(theirs, portugal, enrolmentIn('UnderReview'))],
    ['GEN-07 has signed, as this one did', 'Accepted', look, system, {}, 'GEN-07', beside(theirs)],
    ['GEN-07 is not signed for again', 'Covered', 'accept', globalAdmin, tick, 'GEN-07', active],
    ['GEN-01 nobody says so who is no timer and no delivery', 'PendingSignature', look, globalAdmin, {}, 'GEN-01', beside(theirs)],
  ]);

  it('WF-08 keeps whose signature it is, and makes the enrolment active in the same commit', () => {
    const { doc, step } = accepted(agreement, agreementIn('PendingSignature'), look, { actor: system, ...beside(theirs) });
    expect(doc.covered).toEqual({ tenant: 'contoso-pt', company: 'Contoso Portugal', signature: { by: 'Ana García', byId: 'ana', roles: ['directory.globalAdmin'], at: ago(HOUR), version: '2020-02' } });
    expect(step.companions).toMatchObject([{ task: 'enrolment', doc: { id: 'ENR-7K3F-9QXD', state: 'Active' } }]);
    expect(accepted(agreement, agreementIn('NotAvailable'), look, { actor: system, ...beside(theirs) }).doc).toMatchObject({ id: 'MPA-7K3F-9QXD', requester: 'ana' });
  });

  it('WF-08 hears of a signature', () => {
    const decision = accepted(agreement, agreementIn('PendingSignature'), 'accept', { actor: globalAdmin, input: tick, read: { ...qualified.read, tenant: { ...contoso, siblings: [portugal.id, fabrikam.id] } } });
    expect(decision.step.outbox?.map(({ kind, payload }) => [kind, payload['tenant']])).toEqual([['enrolmentCounted', undefined], ['agreementCover', 'contoso-pt'], ['agreementCover', 'fabrikam']]);
  });
});

describe('a new version', () => {
  rules(agreement, [
    ['§4.2 is to be signed', 'Accepted', 'newVersionPublished', system, {}, 'PendingSignature', { rules: anew }],
    ['§4.2 that is none changes nothing', 'Accepted', 'newVersionPublished', system, {}, 'Accepted'],
    ['Y2 is not asked for where no agreement is', 'Accepted', 'newVersionPublished', system, {}, 'Accepted', { rules: rulesSchema.parse({ mpa: { version: '2026-11', required: false } }) }],
    ['GEN-07 asks nothing of who has not signed yet', 'PendingSignature', 'newVersionPublished', system, {}, 'GEN-07', { rules: anew }],
    ['GEN-07 nor of who is covered', 'Covered', 'newVersionPublished', system, {}, 'GEN-07', { rules: anew }],
    ['GEN-01 is published by nobody in a chat', 'Accepted', 'newVersionPublished', globalAdmin, {}, 'GEN-01', { rules: anew }],
  ]);

  it('M10 is told to the person who enrolled the company, and reminded of from the beginning', () => {
    const decision = accepted(agreement, agreementIn('Accepted', { reminders: 4, checkedAt: ago(DAY) }), 'newVersionPublished', { actor: system, rules: anew });
    expect(leaving(decision)).toEqual(['notice:mpaNewVersion']);
    expect(decision.doc).toMatchObject({ reminders: 0, since: NOW, signature: { version: '2020-02' } });
    expect(agreement.due(decision.doc, anew)).toEqual({ at: plus(NOW, 7 * DAY), event: 'remind' });
  });

  it('WF-08 is signed again, and the earlier signature is kept', () => {
    const pending = agreementIn('PendingSignature', { signature: agreementIn('Accepted').signature });
    const { doc, step } = accepted(agreement, pending, 'accept', { actor: cast.colleague, input: tick, ...active, rules: anew });
    expect(doc).toMatchObject({ state: 'Accepted', signature: { by: 'Luis Gil', at: NOW, version: '2026-11' }, earlier: [{ by: 'Ana García', version: '2020-02' }] });
    expect(step.companions).toBeUndefined();
  });

  it('is looked for each day after the signature, quietly', () => {
    const { doc: signed } = accepted(agreement, agreementIn('PendingSignature'), 'accept', { actor: globalAdmin, input: tick, ...active, now: ago(DAY) });
    expect(agreement.due(signed, defaultRules)).toEqual({ at: NOW, event: 'newVersionPublished' });
    const { doc, step } = accepted(agreement, agreementIn('Accepted', { checkedAt: ago(DAY) }), 'newVersionPublished', { actor: system });
    expect([step.quiet, doc.rev, agreement.due(doc, defaultRules)]).toEqual([true, 1, { at: plus(NOW, DAY), event: 'newVersionPublished' }]);
  });
});

describe('reminders', () => {
  it('M10 go to the person who enrolled the company, and leave the card in their hands good', () => {
    const decision = accepted(agreement, agreementIn('PendingSignature'), 'remind', { actor: system });
    expect(leaving(decision)).toEqual(['notice:mpaReminder']);
    expect(decision.step.outbox).toMatchObject([{ payload: { person: 'ana' } }]);
    expect(decision.doc).toMatchObject({ reminders: 1, rev: 1 });
  });

  it.each([
    ['PendingSignature', 0, plus(NOW, 6 * DAY)],
    ['PendingSignature', 3, plus(NOW, 27 * DAY)],
    ['PendingSignature', 4, undefined],
    ['Accepted', 0, undefined],
    ['Covered', 0, undefined],
  ] as const)('M10 %s after %i reminders: the next one is due at %s', (state, reminders, at) => {
    const due = agreement.due(agreementIn(state, { since: ago(DAY), reminders }), defaultRules);
    expect(due).toEqual(at && { at, event: 'remind' });
  });
});

describe('trading', () => {
  const signed = agreementIn('Accepted');
  it.each([
    ['nothing', undefined, true, false],
    ['a pending agreement', agreementIn('PendingSignature'), true, false],
    ['a signed agreement', signed, true, true],
    ['the signature of another account', agreementIn('Covered'), true, true],
    ['nothing, where none is asked for', undefined, false, true],
  ])('INV-16 with %s', (_with, held, required, trades) => {
    expect(mayTrade(held, rulesSchema.parse({ mpa: { required } }))).toBe(trades);
  });

  it('INV-16 not with an earlier version than the published one, from the moment on that it is published', () => {
    expect([mayTrade(signed, anew), mayTrade(agreementIn('Covered'), anew)]).toEqual([false, true]);
  });

  it('INV-17 an MPN ID alone brings no agreement', () => {
    const withId = enrolmentIn('Confirmation');
    expect(withId.mpn?.mpnId).toBe('1234567');
    expect(run(agreement, agreementIn('NotAvailable'), 'accept', { actor: globalAdmin, input: tick, read: { tenant: contoso, enrolment: withId } })).toMatchObject({ error: { code: 'MPA-02' } });
  });
});
