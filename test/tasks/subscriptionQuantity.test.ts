/** How many licences a subscription has (WF-25): more, fewer within seven days, and upgrades; who may, and every way of asking that is refused. */

import { describe, expect, it } from '@jest/globals';
import { DAY, plus } from '../../src/core/time.ts';
import { subscription } from '../../src/tasks/subscription.ts';
import type { Rule } from '../support/rules.ts';
import { accepted, rules, run } from '../support/rules.ts';
import { atAdventure, basic, biller, helper, licencesOnly, offersOf, office, otherFamily, premium, seller, standard, subscriptionIn, trial } from '../support/subscriptions.ts';
import { relationshipIn } from '../support/partners.ts';
import { NOW, adventure, ago, cast, norte, tenantNamed } from '../support/world.ts';

type Row = Rule<ReturnType<typeof subscriptionIn>>;
const here = { read: atAdventure };
const q = (quantity: string | number) => ({ quantity: String(quantity) });
const active = subscriptionIn('Active', { offer: standard });
const withOffice = subscriptionIn('Active', { offer: office });
/** Six of ten were added a week ago, to the millisecond; and a little more than a week. */
const added = (age: number) => subscriptionIn('Active', { batches: [{ quantity: 6, at: ago(age) }] });
const two = subscriptionIn('Active', { batches: [{ quantity: 4, at: ago(9 * DAY) }, { quantity: 2, at: ago(3 * DAY) }, { quantity: 3, at: ago(DAY) }] });

describe('more and fewer licences', () => {
  rules(subscription, [
    ['INV-49 WF-25 more at any time', active, 'changeQuantity', seller, q(11), 'Active', here],
    ['INV-49 up to the most of the offer', active, 'changeQuantity', seller, q(300), 'Active', here],
    ['INV-49 ORD-07 and not one more', active, 'changeQuantity', seller, q(301), 'ORD-07', here],
    ['INV-49 ORD-07 never below the fewest of the offer, whatever could be taken back', subscriptionIn('Active', { offer: { ...standard, min: 5 }, batches: [{ quantity: 10, at: ago(DAY) }] }), 'changeQuantity', seller, q(4), 'ORD-07', here],
    ['INV-49 ORD-07 a trial has what it has', subscriptionIn('Active', { offer: trial, quantity: 25 }), 'changeQuantity', seller, q(26), 'ORD-07', here],
    ['INV-49 ORD-07 so no number is asked for', subscriptionIn('Active', { offer: trial, quantity: 25 }), 'changeQuantity', seller, q(''), 'ORD-07', here],
    ['ORD-07 the same number is no change', active, 'changeQuantity', seller, q(10), 'ORD-07', here],
    ['INV-50 ORD-07 licences of ten days ago stay', active, 'changeQuantity', seller, q(9), 'ORD-07', here],
    ['INV-50 to the millisecond: fewer on the seventh day', added(7 * DAY), 'changeQuantity', seller, q(4), 'Active', here],
    ['INV-50 ORD-07 to the millisecond: no more after it', added(7 * DAY + 1), 'changeQuantity', seller, q(9), 'ORD-07', here],
    ['INV-50 ORD-07 only as many as were added', added(7 * DAY), 'changeQuantity', seller, q(3), 'ORD-07', here],
    ...(['Suspended', 'Pending', 'Expired', 'Disabled', 'Deleted', 'Error'] as const).map((state): Row => [`INV-50 ORD-07 nothing changes while ${state}`, state, 'changeQuantity', seller, q(11), 'ORD-07', here]),
    ['WF-32 CUS-17 nor in a cloud that knows no licences', active, 'changeQuantity', seller, q(11), 'CUS-17', { ...here, read: { ...here.read, tenant: { ...adventure, cloud: 'china21v' } } }],
    ['INV-60 ORD-07 nor what was bought elsewhere', subscriptionIn('Active', { channel: 'external' }), 'changeQuantity', seller, q(11), 'ORD-07', here],
    ...['1.000', '1,5', '-3', '٣', '1e3', '', 'diez', '+4', '1000001'].map((typed): Row => [`INV-49 GEN-05 "${typed}" is asked, never guessed`, active, 'changeQuantity', seller, q(typed), 'GEN-05', here]),
    ['INV-49 spaces around a number are none of it', active, 'changeQuantity', seller, q(' 17 '), 'Active', here],
  ]);

  it('INV-50 ORD-07 says down to how many it can go, and until when that was', () => {
    const refused = (doc: typeof active, quantity: number) => {
      const decided = run(subscription, doc, 'changeQuantity', { actor: seller, input: q(quantity), ...here });
      return decided.ok ? undefined : decided.error.params;
    };
    expect(refused(active, 9)).toEqual({ why: 'decreaseClosed', min: 10, max: 300, until: ago(3 * DAY) });
    expect(refused(two, 4)).toEqual({ why: 'decreaseClosed', min: 5, max: 300, until: plus(NOW, 6 * DAY) });
    expect(refused(subscriptionIn('Suspended'), 11)).toMatchObject({ why: 'suspended' });
    expect(refused(subscriptionIn('Pending'), 11)).toMatchObject({ why: 'notActive' });
    expect(refused(subscriptionIn('Active', { channel: 'external' }), 11)).toMatchObject({ why: 'external' });
    expect(refused(active, 10)).toMatchObject({ why: 'same' });
  });

  it('INV-50 what was added last goes first, and what is too old is forgotten', () => {
    const after = (quantity: number) => accepted(subscription, two, 'changeQuantity', { actor: seller, input: q(quantity), ...here }).doc;
    expect(after(8)).toMatchObject({ quantity: 8, batches: [{ quantity: 2, at: ago(3 * DAY) }, { quantity: 1, at: ago(DAY) }] });
    expect(after(6)).toMatchObject({ quantity: 6, batches: [{ quantity: 1, at: ago(3 * DAY) }] });
    expect(after(5).batches).toEqual([]);
    expect(after(12)).toMatchObject({ quantity: 12, batches: [{ quantity: 2, at: ago(3 * DAY) }, { quantity: 3, at: ago(DAY) }, { quantity: 2, at: NOW }] });
  });
});

describe('who may', () => {
  const removed = { tenant: adventure, relationships: [relationshipIn('Removed', { id: norte.id, partner: norte.id, role: 'provider' })] };
  const asReseller = { tenant: adventure, relationships: [relationshipIn('Active', { id: norte.id, partner: norte.id, role: 'reseller' })] };
  rules(subscription, [
    ['WF-25 a user management admin, for licences', active, 'changeQuantity', licencesOnly, q(11), 'Active', here],
    ['WF-25 GEN-01 and for nothing else', active, 'upgrade', licencesOnly, {}, 'GEN-01', here],
    ['WF-25 a billing admin', active, 'changeQuantity', biller, q(11), 'Active', here],
    ['WF-25 GEN-01 nobody without a role', active, 'changeQuantity', { ...seller, roles: undefined }, q(11), 'GEN-01', here],
    ['INV-04 a helpdesk agent, where it is not Office 365', active, 'changeQuantity', helper, q(11), 'Active', here],
    ['INV-04 ORD-11 and not where it is', withOffice, 'changeQuantity', helper, q(11), 'ORD-11', here],
    ['INV-04 a sales agent there as well', withOffice, 'changeQuantity', seller, q(11), 'Active', here],
    ['INV-36 CUS-16 not once the relationship is over', active, 'changeQuantity', seller, q(11), 'CUS-16', { read: removed }],
    ['INV-36 CUS-16 not by being tagged, nor as its reseller', active, 'changeQuantity', seller, q(11), 'CUS-16', { read: asReseller }],
    ['INV-59 INV-56 GEN-06 another provider finds nothing', active, 'changeQuantity', { ...seller, tenant: tenantNamed('sur') }, q(11), 'GEN-06', here],
    ['INV-59 GEN-06 nor does the credited reseller', active, 'changeQuantity', cast.salesAgent, q(11), 'GEN-06', here],
    ['INV-56 GEN-06 one that there is not', 'None', 'changeQuantity', seller, q(11), 'GEN-06', here],
  ]);

  it('GEN-02 a stale card changes nothing', () => {
    const decided = run(subscription, active, 'changeQuantity', { actor: seller, input: q(11), rev: 0, ...here });
    expect(decided.ok ? 'done' : decided.error.code).toBe('GEN-02');
  });
});

describe('upgrades', () => {
  const sells = { read: { ...atAdventure, offers: offersOf(basic, standard, premium, otherFamily) } };
  const up = (offer: string, quantity = 10, confirmed = 'true') => ({ offer, quantity: String(quantity), confirmed });
  const selling = (more: Partial<typeof premium>) => ({ read: { ...atAdventure, offers: offersOf({ ...premium, ...more }) } });
  rules(subscription, [
    ['INV-51 to a higher offer of the family', active, 'upgrade', seller, up('premium'), 'Active', sells],
    ['INV-51 ORD-08 never to a lower one', active, 'upgrade', seller, up('basic'), 'ORD-08', sells],
    ['INV-51 ORD-08 nor to itself', active, 'upgrade', seller, up('standard'), 'ORD-08', sells],
    ['INV-51 ORD-08 nor into another family', active, 'upgrade', seller, up('e3'), 'ORD-08', sells],
    ['ORD-08 nor to what the catalogue does not have', active, 'upgrade', seller, up('nothing'), 'ORD-08', sells],
    ['ORD-08 nor to what is not sold in the country', active, 'upgrade', seller, up('premium'), 'ORD-08', selling({ countries: ['US'] })],
    ['ORD-08 nor to what is for others', active, 'upgrade', seller, up('premium'), 'ORD-08', selling({ segment: 'education' })],
    ['ORD-08 nor to what can be had once, twice', active, 'upgrade', seller, up('premium'), 'ORD-08', { read: { ...selling({ onePerCustomer: true }).read, subscriptions: [{ id: 'S', offer: 'premium', name: '', state: 'Active', kind: 'licence', quantity: 1, provider: norte.id }] } }],
    ['INV-04 ORD-11 a helpdesk agent, to Office 365', active, 'upgrade', helper, up('premium'), 'ORD-11', selling({ office365: true })],
    ['INV-51 GEN-05 not without the tick', active, 'upgrade', seller, up('premium', 10, 'false'), 'GEN-05', sells],
    ['ORD-07 not more than there are', active, 'upgrade', seller, up('premium', 11), 'ORD-07', sells],
    ['ORD-07 not fewer than the other offer needs', active, 'upgrade', seller, up('premium', 2), 'ORD-07', selling({ min: 3 })],
    ['ORD-07 what stays is enough for its own', subscriptionIn('Active', { offer: { ...standard, min: 5 } }), 'upgrade', seller, up('premium', 6), 'ORD-07', sells],
    ...(['Suspended', 'Pending', 'Expired', 'Disabled', 'Deleted', 'Error'] as const).map((state): Row => [`INV-51 GEN-07 only from Active, not from ${state}`, state, 'upgrade', seller, up('premium'), 'GEN-07', sells]),
    ['INV-60 ORD-07 not what was bought elsewhere', subscriptionIn('Active', { channel: 'external' }), 'upgrade', seller, up('premium'), 'ORD-07', sells],
    ['INV-36 CUS-16 not without the relationship', active, 'upgrade', seller, up('premium'), 'CUS-16', { read: { ...sells.read, relationships: [] } }],
  ]);

  it('WF-25 with all licences it stays the same subscription; a name that somebody gave it stays', () => {
    const after = (doc: typeof active) => accepted(subscription, doc, 'upgrade', { actor: seller, input: up('premium'), ...sells });
    expect(after(active)).toMatchObject({ doc: { id: active.id, name: 'Business Premium', offer: { id: 'premium' }, quantity: 10, termEndsAt: active.termEndsAt } });
    expect(after(active).step.companions).toBeUndefined();
    expect(after({ ...active, name: 'Madrid' }).doc.name).toBe('Madrid');
  });

  it('WF-25 INV-49 a trial that is bought begins the term of what was bought, and renews', () => {
    const doc = subscriptionIn('Active', { offer: { ...standard, trial: true, term: 'P1M' }, termEndsAt: plus(NOW, DAY), autoRenew: false });
    expect(accepted(subscription, doc, 'upgrade', { actor: seller, input: up('premium'), ...sells }).doc).toMatchObject({ id: doc.id, termEndsAt: plus(NOW, 365 * DAY), autoRenew: true });
  });

  it('WF-25 INV-51 INV-47 with some it becomes two that end together; what moved keeps its links and opens no window', () => {
    const doc = { ...active, batches: [{ quantity: 8, at: ago(DAY) }] };
    const { doc: rest, step } = accepted(subscription, doc, 'upgrade', { actor: seller, input: up('premium', 4), ...sells });
    expect(rest).toMatchObject({ id: active.id, quantity: 6, offer: { id: 'standard' }, batches: [{ quantity: 6, at: ago(DAY) }] });
    const moved = step.companions?.[0]?.doc;
    expect(moved).toMatchObject({
      state: 'Active', rev: 1, name: 'Business Premium', offer: { id: 'premium' }, quantity: 4, batches: [], boughtAt: active.boughtAt, termEndsAt: active.termEndsAt, record: active.record, support: active.support,
    });
    expect(moved?.id).toMatch(/^SUB-/);
    expect(moved?.id).not.toBe(active.id);
  });
});
