/** Orders for existing customers: what may be submitted, what is kept of it, and how it is accepted, refused and fulfilled (WF-24, domain.md §4.7). */

import { describe, expect, it } from '@jest/globals';
import type { RawInput } from '../../src/core/decide.ts';
import type { ResellerFacts } from '../../src/core/machine.ts';
import { DAY } from '../../src/core/time.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import { order } from '../../src/tasks/order.ts';
import { NOBODY } from '../../src/tasks/orderRules.ts';
import { abroad, basic, intune, offers, orderIn, resellerFacts, school, selling, standing, tooOld, trial, typedOrder } from '../support/orders.ts';
import { iker, nuria, partnershipIn, relationshipIn } from '../support/partners.ts';
import { accepted, leaving, outcomeOf, rules, run } from '../support/rules.ts';
import type { Circumstances } from '../support/world.ts';
import { NOW, adventure, ago, agreementIn, cast, contoso, fabrikam, norte } from '../support/world.ts';

const { system } = cast;
const read = selling;
/** Contoso's own relationship, as a reseller; and a provider's that is not Norte. */
const asReseller = relationshipIn('Active');
const ofAnother = { ...relationshipIn('Active'), id: fabrikam.id, partner: fabrikam.id, role: 'provider' as const };
const nobody = { ...typedOrder, reseller: NOBODY };
const submit = (input: RawInput, more: Circumstances = {}, actor = iker) => run(order, orderIn('NotStarted'), 'submit', { actor, input: { ...typedOrder, ...input }, read, ...more });
const codeOf = (input: RawInput, more: Circumstances = {}, actor = iker): string => outcomeOf(submit(input, more, actor));
const problems = (input: RawInput, more: Circumstances = {}): readonly string[] => {
  const decided = submit(input, more);
  return decided.ok ? [] : decided.error.fields.map(({ field, rule }) => `${field} ${rule}`);
};
const billing = { ...iker, roles: { agent: 'notAnAgent', admin: 'billingAdmin' } } as const;
const european = { rules: { ...defaultRules, order: { ...defaultRules.order, additionalResellers: true } } };

describe('submitted', () => {
  rules(order, [
    ['WF-24 is an order', 'NotStarted', 'submit', iker, typedOrder, 'Submitted', { read }],
    ['WF-24 by a billing admin', 'NotStarted', 'submit', billing, typedOrder, 'Submitted', { read }],
    ['P19 GEN-01 by somebody whose permission is for licences only is none', 'NotStarted', 'submit', { ...iker, roles: { agent: 'notAnAgent', admin: 'userManagementAdmin' } }, typedOrder, 'GEN-01', { read }],
    ['INV-46 through nobody', 'NotStarted', 'submit', iker, nobody, 'Submitted', { read: { ...read, reseller: undefined } }],
    ['INV-42 without saying through whom is no order', 'NotStarted', 'submit', iker, { ...typedOrder, reseller: '' }, 'GEN-05', { read }],
    ['INV-44 ORD-10 by a reseller is none', 'NotStarted', 'submit', cast.salesAgent, typedOrder, 'ORD-10', { read: { ...read, own: contoso, relationships: [asReseller] } }],
    ['INV-18 INV-56 GEN-06 for somebody else’s customer', 'NotStarted', 'submit', iker, typedOrder, 'GEN-06', { read: { ...read, relationships: [ofAnother] } }],
    ['INV-36 ORD-01 after the relationship was removed', 'NotStarted', 'submit', iker, typedOrder, 'ORD-01', { read: { ...read, relationships: [{ ...standing, state: 'Removed' as const }] } }],
    ['INV-19 INV-57 ORD-02 after the partnership ended', 'NotStarted', 'submit', iker, typedOrder, 'ORD-02', { read: { ...read, reseller: { ...resellerFacts, partnership: partnershipIn('Removed') } } }],
    ['INV-16 ORD-03 before the MPA is signed', 'NotStarted', 'submit', iker, typedOrder, 'ORD-03', { read: { ...read, reseller: { ...resellerFacts, agreement: agreementIn('PendingSignature') } } }],
    ['INV-53 CUS-10 under verification', 'NotStarted', 'submit', iker, typedOrder, 'CUS-10', { read: { ...read, tenant: { ...adventure, verification: 'underReview' as const } } }],
    ['INV-53 CUS-12 without the customer agreement', 'NotStarted', 'submit', iker, typedOrder, 'CUS-12', { read: { ...read, customer: undefined } }],
    ['ORD-09 INV-46 without the attestation', 'NotStarted', 'submit', iker, { ...typedOrder, attest: 'false' }, 'ORD-09', { read }],
    ['INV-04 ORD-11 by a helpdesk agent with Office 365', 'NotStarted', 'submit', nuria, typedOrder, 'ORD-11', { read }],
    ['INV-04 by a helpdesk agent without Office 365', 'NotStarted', 'submit', nuria, { ...typedOrder, lines: 'INTUNE_P1=5' }, 'Submitted', { read }],
    ['INV-57 GEN-01 by somebody who lost the role', 'NotStarted', 'submit', { ...iker, roles: { agent: 'notAnAgent', admin: 'notAnAdmin' } }, typedOrder, 'GEN-01', { read }],
    ['INV-43 GEN-07 a second time', 'Submitted', 'submit', iker, typedOrder, 'GEN-07', { read }],
  ]);

  it('§4.7 GEN-02 from a form that is older than a week, or says no time, is asked for anew; at the last moment it still counts', () => {
    expect([tooOld, '', 'tomorrow', ago(-DAY), ago(7 * DAY), ago(7 * DAY + 1)].map((started) => codeOf({ started }))).toEqual(['GEN-02', 'GEN-02', 'GEN-02', 'GEN-02', 'Submitted', 'GEN-02']);
  });

  it('INV-18 WF-24 keeps who sells, who is credited, what, by whom and when; the relationship is held while it is committed', () => {
    const { doc, step } = accepted(order, orderIn('NotStarted'), 'submit', { actor: iker, input: { ...typedOrder, lines: 'M365-BASIC= 7 \nINTUNE_P1=300' }, read });
    expect(doc).toMatchObject({
      tenant: adventure.id, customerName: adventure.name, provider: { id: norte.id, name: norte.name }, reseller: { id: contoso.id, name: contoso.name, mpnId: '1234567' },
      submittedBy: { id: iker.id, name: iker.name }, submittedAt: NOW,
    });
    expect(doc.lines.map(({ offer, quantity, outcome }) => [offer.name, quantity, outcome])).toEqual([[basic.name, 7, 'open'], [intune.name, 300, 'open']]);
    expect([leaving({ doc, step }), step.companions]).toEqual([['orderSync', 'orderPlace'], [{ task: 'relationship', doc: standing }]]);
  });

  it('INV-46 credits nobody where nobody was chosen, whatever was read', () => {
    expect(accepted(order, orderIn('NotStarted'), 'submit', { actor: iker, input: nobody, read }).doc.reseller).toBeUndefined();
  });
});

describe('lines', () => {
  it.each<[string, string]>([
    ['1.000', 'quantity.separator'], ['1,5', 'quantity.decimals'], ['-3', 'quantity.sign'], ['٣', 'quantity.digits'], ['1e3', 'quantity.notANumber'], ['', 'quantity.empty'], ['0', 'quantity.range'],
    ['301', 'quantity.range'], ['ten', 'quantity.notANumber'],
  ])('INV-49 ORD-07 a quantity of "%s" is refused beside its offer', (typed, rule) => {
    expect(problems({ lines: `M365-BASIC=${typed}\nINTUNE_P1=1` })).toEqual([`quantity.M365-BASIC ${rule}`]);
  });

  it('INV-49 every wrong quantity is told at once', () => {
    expect(problems({ lines: 'M365-BASIC=x\nINTUNE_P1=-1' })).toEqual(['quantity.M365-BASIC quantity.notANumber', 'quantity.INTUNE_P1 quantity.sign']);
  });

  it('INV-49 a trial is exactly 25', () => {
    expect(['24', '25', '26'].map((count) => codeOf({ lines: `${trial.id}=${count}` }))).toEqual(['GEN-05', 'Submitted', 'GEN-05']);
  });

  it.each<[string, string, string]>([
    ['that the catalogue does not have', 'NOTHING=1', 'unknown'], ['that is not sold in the country', `${abroad.id}=1`, 'country'], ['for another kind of customer', `${school.id}=1`, 'segment'],
    ['twice', 'INTUNE_P1=1\nINTUNE_P1=2', 'twice'],
  ])('ORD-08 an offer %s cannot be ordered', (_what, lines, why) => {
    const decided = submit({ lines });
    expect(decided.ok ? undefined : [decided.error.code, decided.error.params]).toMatchObject(['ORD-08', { why }]);
  });

  it('ORD-08 one that can be had once is refused to whoever has it, and not to whoever had it', () => {
    const has = (state: string) => ({ read: { ...read, subscriptions: [{ id: 'SUB-1', offer: trial.id, name: trial.name, state, kind: 'licence' as const, quantity: 25, provider: norte.id }] } });
    expect(['Active', 'Suspended', 'Pending', 'Deleted', 'Error'].map((state) => codeOf({ lines: `${trial.id}=25` }, has(state)))).toEqual(['ORD-08', 'ORD-08', 'ORD-08', 'Submitted', 'Submitted']);
  });

  it('WF-24 there is at least one, and no more than a commit carries', () => {
    const many = Array.from({ length: 8 }, (_one, index) => `O${index}=1`);
    const all = new Map([...offers, ...many.map((line) => [line.split('=')[0] ?? '', { ...intune, id: line.split('=')[0] ?? '' }] as const)]);
    expect([problems({ lines: '' }), problems({ lines: many.join('\n') }, { read: { ...read, offers: all } })]).toEqual([['lines required'], ['lines tooMany']]);
    expect(codeOf({ lines: many.slice(1).join('\n') }, { read: { ...read, offers: all } })).toBe('Submitted');
  });
});

describe('further resellers', () => {
  const ids = ['111111', '222222', '333333', '444444', '555555', '666666'];
  const known = (count: number) => ({ ...european, read: { ...read, additional: ids.slice(0, count).map((mpnId) => ({ ...resellerFacts, mpnId, tenant: fabrikam })) } });

  it('INV-52 ORD-12 are at most five', () => {
    expect([5, 6].map((count) => codeOf({ additional: ids.slice(0, count).join(', ') }, known(count)))).toEqual(['Submitted', 'ORD-12']);
  });

  it.each<[string, RawInput, Circumstances]>([
    ['while the setting is off', { additional: '111111' }, { read: known(1).read }],
    ['without a first one', { additional: '111111', reseller: NOBODY }, known(1)],
    ['outside the EU and EFTA', { additional: '111111' }, { ...european, read: { ...known(1).read, tenant: { ...adventure, country: 'GB' } } }],
  ])('INV-52 ORD-12 are refused %s', (_when, input, more) => {
    expect(codeOf(input, more)).toBe('ORD-12');
  });

  it('INV-52 each is kept once, and the first one is none of them', () => {
    const own = { ...resellerFacts, mpnId: resellerFacts.enrolment.mpn?.mpnId ?? '' };
    const more = { ...european, read: { ...read, additional: [...known(1).read.additional, own] } };
    expect(accepted(order, orderIn('NotStarted'), 'submit', { actor: iker, input: { ...typedOrder, additional: `111111, 111111 ${own.mpnId}` }, ...more }).doc.additional).toEqual([{ mpnId: '111111', id: fabrikam.id, name: fabrikam.name }]);
  });

  it.each<[string, Partial<ResellerFacts>, string]>([
    ['INV-16 ORD-03 before its MPA is signed', { agreement: agreementIn('PendingSignature') }, 'ORD-03'],
    ['INV-19 ORD-02 after its partnership ended', { partnership: partnershipIn('Removed') }, 'ORD-02'],
    ['INV-19 ORD-02 without there ever being one', { partnership: undefined }, 'ORD-02'],
  ])('%s none is added', (_when, lacking, code) => {
    const [one] = known(1).read.additional;
    expect(codeOf({ additional: '111111' }, { ...known(1), read: { ...read, additional: one ? [{ ...one, ...lacking }] : [] } })).toBe(code);
  });

  it('INV-52 ORD-04 is one of them unknown, it is named', () => {
    const decided = submit({ additional: '111111 222222' }, known(1));
    expect(decided.ok ? undefined : [decided.error.code, decided.error.params]).toEqual(['ORD-04', { mpnId: '222222' }]);
  });
});

describe('what becomes of it', () => {
  const provisioned = 'SUB-7K3F-9QXD provisioned\nSUB-7K3F-9QXE provisioned';
  /** What is left of it, beside something of another order. */
  const sold = (...states: readonly string[]): Circumstances => ({
    read: { ...read, subscriptions: [...states.map((state) => [state, 'ORD-7K3F-9QXD']), ['Active', 'ORD-0000-0001']].map(([state = '', of = '']) => ({ id: state, offer: 'o', name: 'O', state, kind: 'licence', quantity: 1, provider: norte.id, order: of })) },
  });
  rules(order, [
    ['§4.7 accepted, it waits to be provisioned', 'Submitted', 'accepted', system, {}, 'Pending', { read }],
    ['ORD-09 refused, nothing was created', 'Submitted', 'refused', system, { reason: 'credit' }, 'Rejected', { read }],
    ['§4.7 all lines', 'Pending', 'fulfilled', system, { outcomes: provisioned }, 'Completed', { read }],
    ['§4.7 some lines', 'Pending', 'fulfilled', system, { outcomes: 'SUB-7K3F-9QXD provisioned\nSUB-7K3F-9QXE failed no stock today' }, 'PartialSuccess', { read }],
    ['§4.7 no line', 'Pending', 'fulfilled', system, { outcomes: 'SUB-7K3F-9QXD failed\nSUB-7K3F-9QXE failed' }, 'Error', { read }],
    ['cancelled before it is accepted', 'Submitted', 'cancel', iker, {}, 'Cancelled', { read }],
    ['§4.7 cancelled while it is being fulfilled', 'Pending', 'cancel', iker, {}, 'Cancelled', { read }],
    ['INV-04 ORD-11 then not by a helpdesk agent for Office 365', 'Pending', 'cancel', nuria, {}, 'ORD-11', { read }],
    ['GEN-07 not after', 'Completed', 'cancel', iker, {}, 'GEN-07', { read }],
    ['GEN-07 nothing is kept of one that goes on', 'Pending', 'kept', system, { kept: 'SUB-7K3F-9QXD' }, 'GEN-07', { read }],
    ['§4.7 with its last subscription', 'Completed', 'cancelled', system, {}, 'Cancelled', sold('Deleted', 'Error')],
    ['§4.7 of which some failed', 'PartialSuccess', 'cancelled', system, {}, 'Cancelled', sold('Deleted', 'Error')],
    ['§4.7 GEN-07 not while one is left', 'Completed', 'cancelled', system, {}, 'GEN-07', sold('Deleted', 'Suspended')],
    ['§4.7 INV-50 on the seventh day', orderIn('Completed', { submittedAt: ago(40 * DAY), since: ago(7 * DAY) }), 'cancelled', system, {}, 'Cancelled', sold('Deleted', 'Deleted')],
    ['§4.7 INV-50 GEN-07 and not after its window: what was renewed since is no part of it', orderIn('Completed', { since: ago(7 * DAY + 1) }), 'cancelled', system, {}, 'GEN-07', sold('Deleted', 'Deleted')],
    ['INV-56 INV-59 GEN-06 not by another provider', orderIn('Submitted', { provider: { id: fabrikam.id, name: '' } }), 'cancel', iker, {}, 'GEN-06', { read }],
  ]);

  it('§4.7 INV-50 what is active when it is cancelled is kept, to be cancelled by its own rule, and the rest ends', () => {
    const named = (id: string, state: string) => ({ id, offer: 'o', name: 'O', state, kind: 'licence' as const, quantity: 1, provider: norte.id, order: 'ORD-7K3F-9QXD' });
    const { doc, step } = accepted(order, orderIn('Pending'), 'cancel', { actor: iker, read: { ...read, subscriptions: [named('SUB-7K3F-9QXD', 'Active'), named('SUB-7K3F-9QXE', 'Pending')] } });
    expect([doc.lines.map(({ outcome }) => outcome), step.outbox?.map(({ kind }) => kind)]).toEqual([['kept', 'open'], ['orderSync', 'orderVoid']]);
    expect(accepted(order, doc, 'kept', { actor: system, input: { kept: 'SUB-7K3F-9QXE' }, read }).doc.lines.map(({ outcome }) => outcome)).toEqual(['kept', 'kept']);
  });

  it('INV-47 INV-48 each line becomes a subscription: credited to the reseller, supported by the provider, both from now on', () => {
    const { step } = accepted(order, orderIn('Submitted'), 'accepted', { actor: system, read });
    expect(step.companions?.map(({ task, doc }) => [task, doc])).toMatchObject([
      ['subscription', { id: 'SUB-7K3F-9QXD', state: 'Pending', quantity: 10, batches: [{ quantity: 10, at: NOW }], order: 'ORD-7K3F-9QXD', record: { id: contoso.id, mpnId: '1234567', since: NOW }, support: { id: norte.id }, boughtAt: NOW, autoRenew: true }],
      ['subscription', { id: 'SUB-7K3F-9QXE', quantity: 3 }],
    ]);
  });

  it('INV-46 INV-45 without a reseller nobody is on record, the provider neither', () => {
    const { reseller: _none, ...direct } = orderIn('Submitted');
    const { step } = accepted(order, direct, 'accepted', { actor: system, read });
    expect(step.companions?.map(({ doc }) => 'record' in doc)).toEqual([false, false]);
  });

  it('§4.7 what failed says why, and can be ordered again', () => {
    const { doc } = accepted(order, orderIn('Pending'), 'fulfilled', { actor: system, input: { outcomes: 'SUB-7K3F-9QXD provisioned\nSUB-7K3F-9QXE failed no stock today' }, read });
    expect(doc.lines.map(({ outcome, trouble }) => [outcome, trouble])).toEqual([['provisioned', ''], ['failed', 'no stock today']]);
  });
});
