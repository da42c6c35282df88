/** The life of a subscription (domain.md §4.6): what its provider's people decide within which time, and what time does by itself. */

import { describe, expect, it } from '@jest/globals';
import { DAY, plus } from '../../src/core/time.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import { subscription } from '../../src/tasks/subscription.ts';
import { concerns } from '../../src/tasks/subscriptionDoc.ts';
import type { Rule } from '../support/rules.ts';
import { accepted, rules, run } from '../support/rules.ts';
import { atAdventure, biller, helper, licencesOnly, seller, standard, subscriptionIn } from '../support/subscriptions.ts';
import { NOW, ago, cast, contoso, norte, tenantNamed } from '../support/world.ts';

type Row = Rule<ReturnType<typeof subscriptionIn>>;
const { system } = cast;
const here = { read: atAdventure };
const external = (state: 'Active' | 'Suspended') => subscriptionIn(state, { channel: 'external' });
const others = (states: readonly Parameters<typeof subscriptionIn>[0][], event: string, input = {}): readonly Row[] =>
  states.map((state): Row => [`GEN-07 §4.6 no ${event} from ${state}`, state, event, seller, input, 'GEN-07', here]);

describe('suspended and active again', () => {
  rules(subscription, [
    ['WF-25 suspended', 'Active', 'suspend', seller, {}, 'Suspended', here],
    ['WF-25 by a billing admin', 'Active', 'suspend', biller, {}, 'Suspended', here],
    ['WF-25 GEN-01 not by a user management admin: licences only', 'Active', 'suspend', licencesOnly, {}, 'GEN-01', here],
    ['INV-04 ORD-11 not by a helpdesk agent on Office 365', 'Active', 'suspend', helper, {}, 'ORD-11', here],
    ['INV-04 elsewhere they may', subscriptionIn('Active', { offer: standard }), 'suspend', helper, {}, 'Suspended', here],
    ['INV-60 ORD-07 not what was bought elsewhere', external('Active'), 'suspend', seller, {}, 'ORD-07', here],
    ['INV-36 CUS-16 not without an Active relationship', 'Active', 'suspend', seller, {}, 'CUS-16', { read: { ...atAdventure, relationships: [] } }],
    ['INV-59 GEN-06 nobody of another provider', 'Active', 'suspend', { ...seller, tenant: tenantNamed('sur') }, {}, 'GEN-06', here],
    ...others(['Pending', 'Suspended', 'Expired', 'Disabled', 'Deleted', 'Error'], 'suspend'),
    ['WF-25 reactivated', 'Suspended', 'reactivate', seller, {}, 'Active', here],
    ['§4.6 to the last millisecond of its term', subscriptionIn('Suspended', { termEndsAt: plus(NOW, 1) }), 'reactivate', seller, {}, 'Active', here],
    ['§4.6 GEN-07 not after it, however late the timer is', subscriptionIn('Suspended', { termEndsAt: NOW }), 'reactivate', seller, {}, 'GEN-07', here],
    ...others(['Pending', 'Active', 'Expired', 'Disabled', 'Deleted', 'Error'], 'reactivate'),
  ]);

  it('§4.6 auto-renew goes off, and stays off after a reactivation', () => {
    const suspended = accepted(subscription, subscriptionIn('Active'), 'suspend', { actor: seller, ...here }).doc;
    expect(suspended.autoRenew).toBe(false);
    expect(accepted(subscription, suspended, 'reactivate', { actor: seller, ...here }).doc.autoRenew).toBe(false);
  });
});

describe('cancelled', () => {
  const bought = (age: number, state: 'Active' | 'Suspended' = 'Active') => subscriptionIn(state, { boughtAt: ago(age) });
  rules(subscription, [
    ['INV-50 within seven days', bought(DAY), 'cancel', seller, {}, 'Deleted', here],
    ['INV-50 also while suspended', bought(DAY, 'Suspended'), 'cancel', seller, {}, 'Deleted', here],
    ['INV-50 to the millisecond: on the seventh day', bought(7 * DAY), 'cancel', seller, {}, 'Deleted', here],
    ['INV-50 ORD-07 to the millisecond: not after it', bought(7 * DAY + 1), 'cancel', seller, {}, 'ORD-07', here],
    ['INV-60 ORD-07 not what was bought elsewhere', subscriptionIn('Active', { channel: 'external', boughtAt: NOW }), 'cancel', seller, {}, 'ORD-07', here],
    ['WF-25 GEN-01 not by a user management admin', bought(DAY), 'cancel', licencesOnly, {}, 'GEN-01', here],
    ...others(['Pending', 'Expired', 'Disabled', 'Deleted', 'Error'], 'cancel'),
  ]);

  it('INV-50 ORD-07 says until when it was possible', () => {
    const decided = run(subscription, bought(8 * DAY), 'cancel', { actor: seller, ...here });
    expect(decided.ok ? undefined : decided.error.params).toMatchObject({ why: 'cancelClosed', until: ago(DAY) });
  });
});

describe('what it is called and whether it renews', () => {
  rules(subscription, [
    ['§6.5 a name of fifty characters', 'Active', 'rename', seller, { name: 'x'.repeat(50) }, 'Active', here],
    ['§6.5 GEN-05 and not of one more', 'Active', 'rename', seller, { name: 'x'.repeat(51) }, 'GEN-05', here],
    ['§6.5 GEN-05 nor none', 'Active', 'rename', seller, { name: ' ' }, 'GEN-05', here],
    ['INV-60 also of what was bought elsewhere', external('Active'), 'rename', seller, { name: 'Madrid' }, 'Active', here],
    ['WF-25 GEN-01 not by a user management admin', 'Active', 'rename', licencesOnly, { name: 'Madrid' }, 'GEN-01', here],
    ['INV-04 ORD-11 nor by a helpdesk agent on Office 365', 'Active', 'rename', helper, { name: 'Madrid' }, 'ORD-11', here],
    ...others(['Deleted', 'Error'], 'rename', { name: 'Madrid' }),
    ['§4.6 auto-renew off', 'Active', 'setAutoRenew', seller, { autoRenew: 'off' }, 'Active', here],
    ['§4.6 GEN-05 on or off', 'Active', 'setAutoRenew', seller, { autoRenew: 'maybe' }, 'GEN-05', here],
    ['INV-60 ORD-07 not of what was bought elsewhere', external('Active'), 'setAutoRenew', seller, { autoRenew: 'on' }, 'ORD-07', here],
    ...others(['Pending', 'Suspended', 'Expired', 'Disabled', 'Deleted', 'Error'], 'setAutoRenew', { autoRenew: 'on' }),
  ]);

  it('§4.6 on is on, and off is off', () => {
    const after = (autoRenew: string, was: boolean) => accepted(subscription, subscriptionIn('Active', { autoRenew: was }), 'setAutoRenew', { actor: seller, input: { autoRenew }, ...here }).doc.autoRenew;
    expect([after('on', false), after('off', true)]).toEqual([true, false]);
  });
});

describe('what time does', () => {
  it('§4.6 the term and the windows begin when it can be used, however long its order was looked at before', () => {
    const waiting = subscriptionIn('Pending', { boughtAt: ago(40 * DAY), termEndsAt: ago(-325 * DAY), batches: [{ quantity: 10, at: ago(40 * DAY) }], quantity: 10 });
    expect(accepted(subscription, waiting, 'provisioned', { actor: system, input: {} }).doc).toMatchObject({ boughtAt: NOW, termEndsAt: '2027-03-01T12:00:00.000Z', batches: [{ quantity: 10, at: NOW }] });
  });

  const ending = (state: 'Active' | 'Suspended', autoRenew: boolean, offer = standard) => subscriptionIn(state, { autoRenew, offer, termEndsAt: ago(DAY), boughtAt: ago(366 * DAY) });
  rules(subscription, [
    ['§4.6 provisioned', 'Pending', 'provisioned', system, {}, 'Active'],
    ['§4.6 or not', 'Pending', 'provisioningFailed', system, { reason: 'No capacity.' }, 'Error'],
    ['§4.6 it renews', ending('Active', true), 'termEnded', system, {}, 'Active'],
    ['§4.6 or expires', ending('Active', false), 'termEnded', system, {}, 'Expired'],
    ['§4.6 a suspended one is disabled', ending('Suspended', false), 'termEnded', system, {}, 'Disabled'],
    ['§4.6 what expired is disabled', 'Expired', 'disabled', system, {}, 'Disabled'],
    ['§4.6 what was suspended goes on to admins\' data only', 'Disabled', 'disabled', system, {}, 'Disabled'],
    ['§4.6 and then it is gone', subscriptionIn('Disabled', { dataUntil: NOW }), 'deleted', system, {}, 'Deleted'],
    ['INV-57 GEN-06 nobody gives these events', 'Active', 'termEnded', cast.globalAdmin, {}, 'GEN-06', here],
  ]);

  it('INV-50 §4.6 a renewal counts from the end of the term, and opens the windows anew', () => {
    const { doc } = accepted(subscription, ending('Active', true), 'termEnded', { actor: system });
    expect(doc).toMatchObject({ boughtAt: ago(DAY), termEndsAt: plus(ago(DAY), 365 * DAY), batches: [{ quantity: 10, at: ago(DAY) }], autoRenew: true });
    expect(accepted(subscription, doc, 'cancel', { actor: seller, ...here }).doc.state).toBe('Deleted');
    const monthly = accepted(subscription, ending('Active', true, { ...standard, term: 'P1M' }), 'termEnded', { actor: system }).doc;
    expect(monthly.termEndsAt).toBe('2026-03-28T12:00:00.000Z');
  });

  it('§4.6 each state waits for its own end: 30 days usable, 90 days of data', () => {
    const due = (doc: ReturnType<typeof subscriptionIn>) => subscription.due(doc, defaultRules);
    const disabled = accepted(subscription, subscriptionIn('Expired'), 'disabled', { actor: system }).doc;
    const { termEndsAt, since } = subscriptionIn('Active');
    expect(due(subscriptionIn('Active'))).toEqual({ at: termEndsAt, event: 'termEnded' });
    expect(due(subscriptionIn('Suspended'))).toEqual({ at: termEndsAt, event: 'termEnded' });
    expect(due(subscriptionIn('Expired'))).toEqual({ at: plus(since, 30 * DAY), event: 'disabled' });
    expect(due(subscriptionIn('Disabled'))).toEqual({ at: plus(since, 30 * DAY), event: 'disabled' });
    expect(due(disabled)).toEqual({ at: plus(NOW, 90 * DAY), event: 'deleted' });
    expect((['None', 'Pending', 'Deleted', 'Error'] as const).map((state) => due(subscriptionIn(state)))).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('INV-36 INV-59 whom it concerns', () => {
  it('WF-29 stands in its customer\'s list with what others may decide on', () => {
    expect(subscription.line(subscriptionIn('None'))).toBeUndefined();
    expect(subscription.line(subscriptionIn('Suspended', { record: undefined }))?.body).toMatchObject({ id: 'SUB-7K3F-9QXD', state: 'Suspended', provider: norte.id, support: norte.id, record: '' });
    expect(subscription.line(subscriptionIn('Active'))?.body).toMatchObject({ record: contoso.id, reseller: 'Contoso Iberia' });
  });

  it('WF-29 INV-59 its seller, who earns, who supports, and who manages the account through that seller; nobody else', () => {
    const [sur, fabrikam] = [tenantNamed('sur'), tenantNamed('fabrikam')];
    const doc = subscriptionIn('Active', { support: { id: sur, name: 'Sur' } });
    const through = (provider: string) => ({ association: { reseller: fabrikam, name: 'Fabrikam', provider: tenantNamed(provider), at: NOW } });
    expect([norte.id, contoso.id, sur, fabrikam].map((partner) => concerns(doc, partner, {}))).toEqual([true, true, true, false]);
    expect(['norte', 'sur'].map((provider) => concerns(doc, fabrikam, through(provider)))).toEqual([true, false]);
  });
});
