/** Subscriptions by the traditional rules (§4.6, commerce.profile): Active, Suspended, Deleted, and no windows; and when a higher offer is open by either rules. */

import { describe, expect, it } from '@jest/globals';
import { refusalLine } from '../../bot/errors.ts';
import type { SubscriptionFacts } from '../../src/core/offer.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import { subscription } from '../../src/tasks/subscription.ts';
import { subscriptionLine } from '../../src/tasks/subscriptionDoc.ts';
import { decreasable } from '../../src/tasks/subscriptionQuantity.ts';
import { accepted, rules, run } from '../support/rules.ts';
import { atAdventure, ofNorte, offersOf, premium, seller, standard, subscriptionIn, trial } from '../support/subscriptions.ts';
import type { Circumstances } from '../support/world.ts';
import { NOW, ago, cast, fabrikam } from '../support/world.ts';

const legacy = rulesSchema.parse({ commerce: { profile: 'legacy' } });
const here = { read: atAdventure, rules: legacy };
const { system } = cast;
const active = subscriptionIn('Active', { offer: standard });
const suspended = (age: number) => subscriptionIn('Suspended', { offer: standard, since: ago(age), termEndsAt: ago(DAY) });

describe('the traditional rules', () => {
  rules(subscription, [
    ['§4.6 suspended', active, 'suspend', seller, {}, 'Suspended', here],
    ['§4.6 reactivated, although its year is over', suspended(89 * DAY), 'reactivate', seller, {}, 'Active', here],
    ['§4.6 GEN-07 not once its ninety days are over, however late the timer is', suspended(90 * DAY), 'reactivate', seller, {}, 'GEN-07', here],
    ['§4.6 ORD-07 nothing is cancelled, not on its first day', subscriptionIn('Active', { boughtAt: NOW }), 'cancel', seller, {}, 'ORD-07', here],
    ['§4.6 ORD-07 nor while suspended', suspended(DAY), 'cancel', seller, {}, 'ORD-07', here],
    ['§4.6 ORD-07 there is no renewal to switch', active, 'setAutoRenew', seller, { autoRenew: 'off' }, 'ORD-07', here],
    ['§4.6 fewer licences at any time', active, 'changeQuantity', seller, { quantity: '1' }, 'Active', here],
    ['INV-49 ORD-07 but never below the fewest of the offer', subscriptionIn('Active', { offer: { ...standard, min: 5 } }), 'changeQuantity', seller, { quantity: '4' }, 'ORD-07', here],
    ['INV-50 ORD-07 and none while suspended', suspended(DAY), 'changeQuantity', seller, { quantity: '5' }, 'ORD-07', here],
    ['§4.6 it goes on after its year, whether it was to renew or not', subscriptionIn('Active', { autoRenew: false, termEndsAt: ago(DAY) }), 'termEnded', system, {}, 'Active', here],
    ['[DESIGN] but a trial is suspended when its time is over', subscriptionIn('Active', { offer: trial, quantity: 25, autoRenew: false, termEndsAt: NOW }), 'termEnded', system, {}, 'Suspended', here],
    ['[DESIGN] GEN-07 and not reactivated then', subscriptionIn('Suspended', { offer: trial, quantity: 25, termEndsAt: NOW }), 'reactivate', seller, {}, 'GEN-07', here],
    ['§4.6 a suspended one is deleted', suspended(90 * DAY), 'deleted', system, {}, 'Deleted', here],
  ]);

  it('§4.6 suspending switches no renewal off', () => {
    expect(accepted(subscription, active, 'suspend', { actor: seller, ...here }).doc.autoRenew).toBe(true);
  });

  it('§4.6 a suspended one waits for the end of its ninety days, not for that of its year', () => {
    expect(subscription.due(suspended(DAY), legacy)).toEqual({ at: plus(NOW, 89 * DAY), event: 'deleted' });
    expect(subscription.due(suspended(DAY), rulesSchema.parse({ commerce: { profile: 'legacy', suspendedDays: 30 } }))?.at).toBe(plus(NOW, 29 * DAY));
    expect(subscription.due(active, legacy)).toEqual({ at: active.termEndsAt, event: 'termEnded' });
  });

  it('§4.6 INV-50 knows no time until which licences can be taken back', () => {
    expect(decreasable(active, { now: NOW, rules: legacy })).toEqual({ lowest: 1 });
  });

  it.each([['cancel', 'suspend it'], ['setAutoRenew', 'no renewal']] as const)('§9 ORD-07 the refusal of %s names the setting, and says what to do', (event, said) => {
    const decided = run(subscription, active, event, { actor: seller, input: { autoRenew: 'on' }, ...here });
    expect(decided.ok ? '' : refusalLine('en', decided.error, 'UTC')).toMatch(new RegExp(`commerce\\.profile.*${said}.*\\(ORD-07\\)`));
  });
});

describe('a higher offer', () => {
  const held = (more: Parameters<typeof subscriptionIn>[1] = {}): SubscriptionFacts => {
    const { body } = subscriptionLine(subscriptionIn('Active', { id: 'SUB-0000-0002', offer: premium, boughtAt: ago(7 * DAY), ...more })) ?? {};
    return body as SubscriptionFacts; // as subscriptionLine writes it
  };
  const { boughtAt: _before, ...unknown } = held();
  const beside = (...subscriptions: readonly SubscriptionFacts[]) => ({ read: { ...atAdventure, subscriptions, offers: offersOf(standard, premium) } });
  const all = { offer: 'premium', quantity: '10', confirmed: 'true' };
  const granted = { ...atAdventure, relationships: [{ ...ofNorte, delegatedAdmin: 'DAP' as const }], offers: offersOf(standard, premium) };
  const byLegacy = (...subscriptions: readonly SubscriptionFacts[]) => ({ rules: legacy, read: { ...granted, subscriptions } });

  rules(subscription, [
    ['§4.6 ORD-08 to the millisecond: not while the customer’s own of it can be cancelled', active, 'upgrade', seller, all, 'ORD-08', beside(held())],
    ['§4.6 to the millisecond: once it cannot', active, 'upgrade', seller, all, 'Active', beside(held({ boughtAt: plus(ago(7 * DAY), -1) }))],
    ['§4.6 ORD-08 nor some of the licences', active, 'upgrade', seller, { ...all, quantity: '4' }, 'ORD-08', beside(held())],
    ['§4.6 what ended counts for nothing', active, 'upgrade', seller, all, 'Active', beside({ ...held(), state: 'Deleted' })],
    ['§4.6 nor does another offer', active, 'upgrade', seller, all, 'Active', beside({ ...held(), offer: 'e3' })],
    ['INV-59 nor what another one sold', active, 'upgrade', seller, all, 'Active', beside({ ...held(), provider: fabrikam.id })],
    ['INV-60 nor what was bought elsewhere', active, 'upgrade', seller, all, 'Active', beside({ ...held(), channel: 'external' })],
    ['§4.6 nor what nobody knows the day of', active, 'upgrade', seller, all, 'Active', beside(unknown)],
    ['WF-25 traditionally, with delegated admin, where the customer lacks it', active, 'upgrade', seller, all, 'Active', byLegacy()],
    ['WF-25 ORD-08 traditionally, not where the customer has it, however long', active, 'upgrade', seller, all, 'ORD-08', byLegacy(held({ boughtAt: ago(300 * DAY) }))],
    ['WF-25 ORD-08 traditionally, not without delegated admin', active, 'upgrade', seller, all, 'ORD-08', { ...beside(), rules: legacy }],
  ]);

  it('ORD-08 says which of the three it is', () => {
    const why = (more: Circumstances) => {
      const decided = run(subscription, active, 'upgrade', { actor: seller, input: all, ...more });
      return decided.ok ? '' : Reflect.get(decided.error.params, 'why');
    };
    expect([why(beside(held())), why(byLegacy(held())), why({ ...beside(), rules: legacy })]).toEqual(['cancellable', 'had', 'delegatedAdmin']);
  });
});
