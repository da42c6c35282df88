/** §6.5: what a provider whose account is in the sandbox can sell, and how many multi-geo add-ons a customer needs; at an order, a change of quantity and an upgrade. */

import { describe, expect, it } from '@jest/globals';
import type { RawInput } from '../../src/core/decide.ts';
import type { ReadSet, TaskDef, TaskDoc } from '../../src/core/machine.ts';
import type { Offer, SubscriptionFacts } from '../../src/core/offer.ts';
import { DAY } from '../../src/core/time.ts';
import { newCustomer } from '../../src/tasks/newCustomer.ts';
import { order } from '../../src/tasks/order.ts';
import { subscription } from '../../src/tasks/subscription.ts';
import { creating, newCustomerIn, orderIn, selling, basic as office, intune, trial, typedNew, typedOrder } from '../support/orders.ts';
import { iker } from '../support/partners.ts';
import { outcomeOf, run } from '../support/rules.ts';
import { atAdventure, basic, offersOf, premium, seller, standard, subscriptionIn } from '../support/subscriptions.ts';
import { ago, contoso, norte } from '../support/world.ts';

/** "done", or the code and what it says; for an order also the fields that it points at. */
function answer<D extends TaskDoc>(def: TaskDef<D>, doc: D, event: string, { input, read, actor = iker }: { readonly input: RawInput; readonly read: Partial<ReadSet>; readonly actor?: typeof iker | typeof seller }): string {
  const decided = run(def, doc, event, { actor, input, read });
  if (decided.ok) return 'done';
  const { error } = decided;
  const beside = error.fields.map(({ field, rule, params }) => `${field} ${rule} ${JSON.stringify(params)}`);
  return [error.code === 'ORD-07' ? `ORD-07 ${error.params.why} ${error.params.min}-${error.params.max}` : outcomeOf(decided), ...beside].join('; ');
}

const had = (more: Partial<SubscriptionFacts> = {}): SubscriptionFacts => ({ id: 'SUB-1', offer: 'E3', name: 'E3', state: 'Active', kind: 'licence', quantity: 10, provider: norte.id, office365: true, addOn: 'none', ...more });

describe('§6.5 in the sandbox', () => {
  const own = { ...norte, sandbox: true };
  const orders = (lines: string, more: Partial<ReadSet> = {}) => answer(order, orderIn('NotStarted'), 'submit', { input: { ...typedOrder, lines }, read: { ...selling, own, ...more } });
  const five = (more: Partial<SubscriptionFacts> = {}) => Array.from({ length: 5 }, (_one, index) => had({ id: `SUB-${index}`, ...more }));

  const offering = (...offers: readonly Offer[]): Partial<ReadSet> => ({ offers: offersOf(...offers) });
  const tooMany = 'ORD-07 sandbox 1-25; quantity.M365-BASIC quantity.sandbox {"max":25}';

  it.each<[string, string, string, Partial<ReadSet>]>([
    ['25 licences of an offer', 'M365-BASIC=25', 'done', {}],
    ['ORD-07 not 26', 'M365-BASIC=26', tooMany, {}],
    ['ORD-07 nor as many as are too many for the offer itself', 'M365-BASIC=301', tooMany, {}],
    ['INV-49 what is wrong otherwise is told beside it', 'M365-BASIC=26\nINTUNE_P1=7', 'GEN-05; quantity.M365-BASIC quantity.sandbox {"max":25}; quantity.INTUNE_P1 quantity.range {"min":8,"max":25}', offering(office, { ...intune, min: 8 })],
    ['INV-49 a trial has its 25', 'M365.TRIAL:25=25', 'done', {}],
    ['INV-49 and no other number', 'M365.TRIAL:25=26', 'GEN-05; quantity.M365.TRIAL:25 quantity.range {"min":25,"max":25}', {}],
    ['ORD-07 an offer that begins at 50 cannot be had', 'M365-BASIC=50', tooMany, offering({ ...office, min: 50 })],
    ['INV-49 and says its own limits', 'M365-BASIC=10', 'GEN-05; quantity.M365-BASIC quantity.range {"min":50,"max":300}', offering({ ...office, min: 50 })],
  ])('%s', (_title, lines, expected, more) => {
    expect(orders(lines, more)).toBe(expected);
  });

  it('elsewhere nothing of it counts', () => {
    expect(orders('M365-BASIC=26', { own: norte, subscriptions: five() })).toBe('done');
  });

  it('ORD-07 a customer has five subscriptions of one provider, what is over and what others sold not counted (INV-59)', () => {
    const full = 'ORD-07 sandboxFull 0-5';
    expect(orders('M365-BASIC=5', { subscriptions: five() })).toBe(full);
    expect(orders('M365-BASIC=5\nINTUNE_P1=5', { subscriptions: five().slice(1) })).toBe(full);
    expect(orders('M365-BASIC=5', { subscriptions: five().slice(1) })).toBe('done');
    for (const more of [{ state: 'Deleted' }, { state: 'Error' }, { provider: contoso.id }, { channel: 'external' as const }]) expect(orders('M365-BASIC=5', { subscriptions: five(more) })).toBe('done');
    expect(orders('M365-BASIC=5', { subscriptions: five({ state: 'Suspended' }) })).toBe(full);
  });

  it('ORD-07 the order that creates the customer, too', () => {
    const creates = (lines: string, more: Partial<ReadSet> = {}) => answer(newCustomer, newCustomerIn('NotStarted'), 'submit', { input: { ...typedNew, lines }, read: { ...creating, own, ...more } });
    expect(creates('M365-BASIC=25')).toBe('done');
    expect(creates('M365-BASIC=26')).toContain('ORD-07 sandbox 1-25');
    const six = Array.from({ length: 6 }, (_one, index): Offer => ({ ...office, id: `O${index}` }));
    expect(creates(six.map(({ id }) => `${id}=1`).join('\n'), { offers: offersOf(...six) })).toBe('ORD-07 sandboxFull 0-5');
  });

  it('ORD-07 INV-51 a change of quantity and an upgrade, too', () => {
    const active = subscriptionIn('Active', { offer: standard });
    const read = { ...atAdventure, own, offers: offersOf(basic, standard, premium) };
    const to = (quantity: number) => answer(subscription, active, 'changeQuantity', { actor: seller, input: { quantity: String(quantity) }, read });
    expect([25, 26].map(to)).toEqual(['done', 'ORD-07 sandbox 1-25']);
    const upgrade = (doc: typeof active, quantity: number, subscriptions: readonly SubscriptionFacts[] = []) =>
      answer(subscription, doc, 'upgrade', { actor: seller, input: { offer: 'premium', quantity: String(quantity), confirmed: 'true' }, read: { ...read, subscriptions } });
    expect(upgrade({ ...active, quantity: 30 }, 30)).toBe('ORD-07 sandbox 1-25');
    expect(upgrade(active, 10, five())).toBe('done');
    expect(upgrade(active, 4, five())).toBe('ORD-07 sandboxFull 1-5');
    expect(upgrade(active, 4, five().slice(1))).toBe('done');
  });
});

describe('§6.5 a multi-geo add-on', () => {
  const geo: Offer = { ...office, id: 'GEO', name: 'Multi-Geo', addOn: 'multiGeo', max: 10_000 };
  const phone: Offer = { ...office, id: 'PHONE', name: 'Phone', addOn: 'other' };
  const offers = offersOf(geo, phone, office, intune, trial);
  const orders = (lines: string, subscriptions: readonly SubscriptionFacts[] = []) => answer(order, orderIn('NotStarted'), 'submit', { input: { ...typedOrder, lines }, read: { ...selling, offers, subscriptions } });
  const least = (min: number) => `ORD-07 multiGeo ${min}-10000; quantity.GEO quantity.multiGeo {"min":${min}}`;

  it.each<[string, string, readonly SubscriptionFacts[], string]>([
    ['one of a hundred base seats is too few', 'GEO=4', [had({ quantity: 100 })], least(5)],
    ['five are enough', 'GEO=5', [had({ quantity: 100 })], 'done'],
    ['rounded up', 'GEO=5', [had({ quantity: 101 })], least(6)],
    ['every subscription counts', 'GEO=1', [had({ quantity: 20 }), had({ id: 'SUB-2', quantity: 1 })], least(2)],
    ['base seats of the same order count', 'M365-BASIC=100\nGEO=4', [], least(5)],
    ['what is being provisioned counts', 'GEO=4', [had({ quantity: 100, state: 'Pending' })], least(5)],
    ['what is suspended or over does not', 'GEO=1', ['Suspended', 'Expired', 'Disabled', 'Deleted', 'Error'].map((state) => had({ quantity: 100, state })), 'done'],
    ['what is not Office 365 does not', 'GEO=1\nINTUNE_P1=100', [had({ quantity: 100, office365: false })], 'done'],
    ['other add-ons do not', 'GEO=1\nPHONE=100', [had({ quantity: 100, addOn: 'other' })], 'done'],
    ['INV-59 what another provider sold does not', 'GEO=1', [had({ quantity: 100, provider: contoso.id })], 'done'],
    ['INV-60 nor what was bought elsewhere', 'GEO=1', [had({ quantity: 100, channel: 'external' })], 'done'],
    ['those that are there already do', 'GEO=2', [had({ quantity: 100 }), had({ id: 'SUB-2', quantity: 3, addOn: 'multiGeo' })], 'done'],
    ['base seats without it need none', 'M365-BASIC=300', [], 'done'],
    ['a line that was written before it was known counts for nothing', 'GEO=1', [{ id: 'SUB-1', offer: 'E3', name: 'E3', state: 'Active', kind: 'licence', quantity: 100, provider: norte.id }], 'done'],
  ])('%s', (_title, lines, subscriptions, expected) => {
    expect(orders(lines, subscriptions)).toBe(expected);
  });

  it('is not taken below it; more is always possible, and it can be cancelled whole', () => {
    const held = subscriptionIn('Active', { offer: geo, quantity: 10, batches: [{ quantity: 9, at: ago(DAY) }], boughtAt: ago(DAY) });
    const facts = (base: number): Partial<ReadSet> => ({ ...atAdventure, own: norte, subscriptions: [had({ quantity: base }), had({ id: held.id, quantity: 10, addOn: 'multiGeo' })] });
    const to = (quantity: number, base: number) => answer(subscription, held, 'changeQuantity', { actor: seller, input: { quantity: String(quantity) }, read: facts(base) });
    expect([5, 4].map((quantity) => to(quantity, 100))).toEqual(['done', 'ORD-07 multiGeo 5-10000']);
    expect([11, 9].map((quantity) => to(quantity, 400))).toEqual(['done', 'ORD-07 multiGeo 20-10000']); // base seats were added since
    expect(answer(subscription, held, 'cancel', { actor: seller, input: {}, read: facts(100) })).toBe('done');
  });

  it('leaves other offers alone', () => {
    const held = subscriptionIn('Active', { offer: office, quantity: 10, batches: [{ quantity: 9, at: ago(DAY) }] });
    expect(answer(subscription, held, 'changeQuantity', { actor: seller, input: { quantity: '1' }, read: { ...atAdventure, own: norte, subscriptions: [had({ quantity: 1_000 })] } })).toBe('done');
  });
});
