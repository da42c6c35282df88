/** The Microsoft Partner Agreement (WF-08): who signs it when, what follows, and who is reminded (M10). */

import { describe, expect, it } from '@jest/globals';
import { DAY, plus } from '../../src/core/time.ts';
import { defaultRules, rulesSchema } from '../../src/rules/settings.ts';
import { agreement, mayTrade } from '../../src/tasks/agreement.ts';
import { accepted, leaving, rules, run } from '../support/rules.ts';
import { NOW, ago, agreementIn, cast, contoso, enrolmentIn } from '../support/world.ts';

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
    ['nothing, where none is asked for', undefined, false, true],
  ])('INV-16 with %s', (_with, held, required, trades) => {
    expect(mayTrade(held, rulesSchema.parse({ mpa: { required } }))).toBe(trades);
  });

  it('INV-17 an MPN ID alone brings no agreement', () => {
    const withId = enrolmentIn('Confirmation');
    expect(withId.mpn?.mpnId).toBe('1234567');
    expect(run(agreement, agreementIn('NotAvailable'), 'accept', { actor: globalAdmin, input: tick, read: { tenant: contoso, enrolment: withId } })).toMatchObject({ error: { code: 'MPA-02' } });
  });
});
