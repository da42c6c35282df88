/** Orders between homes: a new customer's own home, acceptance and provisioning line by line, and the lists of provider and reseller; each row delivered twice, late, or after a fault (WF-23, WF-24, §4.7). */

import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Command } from '../../src/app/command.ts';
import { lists } from '../../src/app/homes.ts';
import { newCustomerOf, orderOf, ordersOf } from '../../src/app/orders.ts';
import { perform } from '../../src/app/perform.ts';
import type { PlacedOrder } from '../../src/app/ports.ts';
import { customerOf, relationshipOf } from '../../src/app/customers.ts';
import { subscriptionOf } from '../../src/app/subscriptions.ts';
import type { PartnerRoles } from '../../src/core/actor.ts';
import { MINUTE, SECOND } from '../../src/core/time.ts';
import { ORDERS } from '../../src/tasks/orderDoc.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import type { Subscription } from '../../src/tasks/subscriptionDoc.ts';
import { SUBSCRIPTIONS, blankSubscription } from '../../src/tasks/subscriptionDoc.ts';
import { eachWorld, given } from '../support/deps.ts';
import { basic, newCustomerIn, orderIn } from '../support/orders.ts';
import { iker } from '../support/partners.ts';
import { seller } from '../support/subscriptions.ts';
import { NOW, adventure, cast, contoso, fabrikam, norte, personNamed, worldOf } from '../support/world.ts';
import type { Instance } from './support.ts';
import { instanceOf, listIn, passes, reachable } from './support.ts';

const world = eachWorld();
let outbox: Instance;
let asked: string[] = [];
/** Subscriptions that cannot be had, and whether the next call fails. */
let unavailable: readonly string[] = [];
let faults = 0;
/** What happens while commerce makes a subscription. */
let meanwhile: (subscription: string) => Promise<void> = async () => {};

beforeEach(() => {
  [asked, unavailable, faults, meanwhile] = [[], [], 0, async () => {}];
  const answer = (what: string): void => {
    asked.push(what);
    if (faults-- > 0) throw new Error('Commerce is down');
  };
  const { deps } = world();
  outbox = instanceOf({ ...world(), deps: {
    ...deps,
    commerce: {
      ...deps.commerce,
      place: async ({ id }: PlacedOrder) => { answer(`place ${id}`); return { accepted: true }; },
      withdraw: async ({ lines }: PlacedOrder) => { answer(`withdraw ${lines.map(({ subscription }) => subscription).join(' ')}`); },
      provision: async (_order: PlacedOrder, subscription: string) => { answer(`provision ${subscription}`); await meanwhile(subscription); return unavailable.includes(subscription) ? { provisioned: false, reason: 'no\nstock' } : { provisioned: true }; },
    },
  } });
});

const id = 'ORD-7K3F-9QXD';
const [first, second] = ['SUB-7K3F-9QXD', 'SUB-7K3F-9QXE'];
const pending = (subscription: string): Subscription => ({ ...blankSubscription(worldOf(cast.system, { read: { tenant: adventure } }), subscription), state: 'Pending', rev: 1 });
const place = outgoing('orderPlace', { order: id });
const order = async (tenant = adventure.id) => await orderOf(world().deps, tenant, id);
const stateOf = async (subscription: string, tenant = adventure.id) => (await subscriptionOf(world().deps, tenant, subscription))?.state;
const inListOf = async (tenant: typeof norte.id) => (await ordersOf(world().deps, tenant, { search: '', after: undefined })).rows.map((row) => `${row.id} ${row.customerName} ${row.state}`);

describe('an order', () => {
  it('§4.7 WF-24 is placed, provisioned line by line, and fulfilled', async () => {
    await given(world(), 'order', orderIn('Submitted'));
    await outbox.owes(adventure.id, place);
    expect([(await order())?.state, await stateOf(first), await stateOf(second)]).toEqual(['Completed', 'Active', 'Active']);
    expect(asked).toEqual([`place ${id}`, `provision ${first}`, `provision ${second}`]);
    expect((await listIn(world().deps, adventure.id, SUBSCRIPTIONS)).map(({ name, state }) => [name, state])).toEqual([['Microsoft 365 Business Basic', 'Active'], ['Microsoft Intune Plan 1', 'Active']]);
  });

  it('INV-43 that is delivered twice is placed once and fulfilled once', async () => {
    await given(world(), 'order', orderIn('Submitted'));
    for (const reason of ['one', 'two']) await outbox.owes(adventure.id, place, reason);
    expect([asked.length, (await order())?.rev]).toEqual([3, 4]);
  });

  it('§4.7 PartialSuccess of which one line cannot be had tells which, and why, on one line', async () => {
    unavailable = [second];
    await given(world(), 'order', orderIn('Submitted'));
    await outbox.owes(adventure.id, place);
    expect([(await order())?.state, (await order())?.lines.map(({ outcome, trouble }) => [outcome, trouble])]).toEqual(['PartialSuccess', [['provisioned', ''], ['failed', 'no stock']]]);
    expect([await stateOf(first), await stateOf(second)]).toEqual(['Active', 'Error']);
  });

  it('that meets a fault half-way goes on where it was', async () => {
    await given(world(), 'order', orderIn('Pending'));
    await given(world(), 'subscription', { ...pending(first), state: 'Active' });
    await given(world(), 'subscription', pending(second));
    faults = 1;
    await outbox.owes(adventure.id, outgoing('orderProvision', { order: id }));
    expect([(await order())?.state, asked]).toEqual(['Pending', [`provision ${second}`]]);
    await passes(world(), outbox, 2 * SECOND);
    expect([(await order())?.state, asked]).toEqual(['Completed', [`provision ${second}`, `provision ${second}`]]);
  });

  it('that was cancelled meanwhile is not placed', async () => {
    await given(world(), 'order', orderIn('Cancelled'));
    await outbox.owes(adventure.id, place);
    expect([asked, (await order())?.state, await listIn(world().deps, adventure.id, SUBSCRIPTIONS)]).toEqual([[], 'Cancelled', []]);
  });

  describe('§4.7 that is cancelled while it is being provisioned', () => {
    /** What else is owed by it waits. */
    const happens = async (told: Pick<Command, 'task' | 'event' | 'target' | 'input' | 'actor'>): Promise<void> => {
      await perform({ ...outbox.deps, nudge: () => {} }, { ...told, tenant: adventure.id, commandId: told.event, correlation: 'c0ffee' });
    };
    const cancels = async (): Promise<void> => await happens({ task: 'order', event: 'cancel', target: id, input: {}, actor: iker });
    const provides = async (): Promise<void> => { await outbox.owes(adventure.id, outgoing('orderProvision', { order: id })); };
    const voids = async (): Promise<void> => { await outbox.owes(adventure.id, outgoing('orderVoid', { order: id })); };
    const outcomes = async () => [(await order())?.state, (await order())?.lines.map(({ outcome }) => outcome), await stateOf(first), await stateOf(second)];

    beforeEach(async () => {
      await given(world(), 'order', orderIn('Pending'));
      for (const subscription of [first, second]) await given(world(), 'subscription', pending(subscription));
    });

    it('INV-50 goes no further: what was made by then is kept, and the order says so; the rest ends, here and in commerce', async () => {
      meanwhile = cancels;
      await provides();
      expect(await outcomes()).toEqual(['Cancelled', ['kept', 'open'], 'Active', 'Error']);
      expect([asked, (await subscriptionOf(world().deps, adventure.id, second))?.trouble]).toEqual([[`provision ${first}`, `withdraw ${second}`], 'cancelled']);
      await voids();
      expect([asked.slice(2), await outcomes()]).toEqual([[`withdraw ${second}`], ['Cancelled', ['kept', 'open'], 'Active', 'Error']]);
    });

    it('takes back in commerce what was made there after it had ended here, also when that fails at first', async () => {
      meanwhile = async () => {
        await cancels();
        await happens({ task: 'subscription', event: 'provisioningFailed', target: first, input: { reason: 'cancelled' }, actor: cast.system });
        faults = 1;
      };
      await provides();
      await passes(world(), outbox, 2 * SECOND);
      expect(asked.slice(0, 3)).toEqual([`provision ${first}`, `withdraw ${first} ${second}`, `withdraw ${first} ${second}`]);
      expect(await outcomes()).toEqual(['Cancelled', ['open', 'open'], 'Error', 'Error']);
    });

    it('keeps all that is active already, and tells commerce nothing', async () => {
      meanwhile = async (subscription) => { if (subscription === second) await cancels(); };
      await provides();
      await voids();
      expect([await outcomes(), asked]).toEqual([['Cancelled', ['kept', 'kept'], 'Active', 'Active'], [`provision ${first}`, `provision ${second}`]]);
    });

    it('ends what nobody is making', async () => {
      await cancels();
      await voids();
      expect([await outcomes(), asked]).toEqual([['Cancelled', ['open', 'open'], 'Error', 'Error'], [`withdraw ${first} ${second}`]]);
    });
  });

  it('§4.7 WF-25 is cancelled with the last of its subscriptions, and not before', async () => {
    const gives = async (task: 'relationship' | 'subscription', event: string, target: string, more: Pick<Command, 'actor' | 'input'>): Promise<void> => {
      await perform(outbox.deps, { task, event, tenant: adventure.id, target, ...more, commandId: `${event} ${target}`, correlation: 'c0ffee' });
      await outbox.pump.idle();
    };
    await gives('relationship', 'imported', norte.id, { actor: cast.system, input: { role: 'provider' } });
    await given(world(), 'order', orderIn('Submitted'));
    await outbox.owes(adventure.id, place);
    await gives('subscription', 'cancel', first, { actor: seller, input: {} });
    expect([await stateOf(first), (await order())?.state]).toEqual(['Deleted', 'Completed']);
    await gives('subscription', 'cancel', second, { actor: seller, input: {} });
    expect([await stateOf(second), (await order())?.state, await inListOf(norte.id)]).toEqual(['Deleted', 'Cancelled', [`${id} ${adventure.name} Cancelled`]]);
  });

  it('§4.7 waits with that while it is still being provisioned', async () => {
    await given(world(), 'order', orderIn('Pending'));
    await outbox.owes(adventure.id, outgoing('orderEnd', { order: id }));
    expect((await order())?.state).toBe('Pending');
    await perform(outbox.deps, { task: 'order', event: 'fulfilled', tenant: adventure.id, target: id, input: { outcomes: `${first} provisioned\n${second} failed` }, actor: cast.system, commandId: 'fulfilled', correlation: 'c0ffee' });
    expect((await order())?.state).toBe('PartialSuccess');
    await passes(world(), outbox, MINUTE);
    expect((await order())?.state).toBe('Cancelled'); // none of its subscriptions is there
  });

  it('WF-24 §4.7 that failed in part is told to who submitted it, once, in their own home; one that went well is on its card', async () => {
    const conversation = await reachable(world().deps, norte.id, iker.id);
    unavailable = [second];
    await given(world(), 'order', orderIn('Submitted'));
    for (let delivery = 1; delivery <= 2; delivery++) await outbox.owes(adventure.id, place);
    expect(outbox.said.map((said) => said.conversation)).toEqual([conversation]);
    expect(outbox.said[0]?.text).toMatch(/Pedido para adventure · Completado en parte[\s\S]*Abre el pedido/);
    await given(world(), 'order', orderIn('Completed', { id: 'ORD-0000-0001' }));
    await outbox.owes(adventure.id, outgoing('orderTold', { order: 'ORD-0000-0001' }));
    expect(outbox.said).toHaveLength(1);
  });

  it('§11 INV-57 that failed after whoever submitted it lost the role is told to those who sell by then', async () => {
    const sales = { agent: 'salesAgent', admin: 'notAnAdmin' } as const;
    const works = (who: string, roles: PartnerRoles) => world().people.push({ tenant: norte.id, id: personNamed(who), name: who, email: undefined, directoryRoles: [], roles });
    await reachable(world().deps, norte.id, iker.id);
    const conversation = await reachable(world().deps, norte.id, 'noa');
    works(iker.id, { ...sales, agent: 'notAnAgent' });
    works('noa', sales);
    unavailable = [second];
    await given(world(), 'order', orderIn('Submitted'));
    await outbox.owes(adventure.id, place);
    expect(outbox.said.map((said) => said.conversation)).toEqual([conversation]);
  });

  it('ORD-09 that is refused says why, and nothing was created', async () => {
    const refusing = instanceOf({ ...world(), deps: { ...world().deps, commerce: { ...world().deps.commerce, place: async () => ({ accepted: false, reason: 'credit' }) } } });
    await given(world(), 'order', orderIn('Submitted'));
    await refusing.owes(adventure.id, place);
    expect([(await order())?.state, (await order())?.refusal, await listIn(world().deps, adventure.id, SUBSCRIPTIONS)]).toEqual(['Rejected', 'credit', []]);
  });

  it('of as many lines as there may be, each with the longest name, is accepted in one commit', async () => {
    const name = 'Una oferta de nombre tan largo que llena del todo la línea que la muestra en cada lista y en cada página de la tarjeta'.padEnd(120, ' x');
    const lines = Array.from({ length: world().deps.rules.order.maxLines }, (_one, index) => ({ subscription: `SUB-0000-000${index}`, offer: { ...basic, countries: [], name }, quantity: 1, outcome: 'open' as const }));
    const long = 'Compañía de nombre tan largo que se busca por ocho palabras o más de ocho';
    await given(world(), 'order', orderIn('Submitted', { lines, customerName: long, reseller: { id: contoso.id, name: long, mpnId: '1' } }));
    await outbox.owes(adventure.id, place);
    expect((await order())?.state).toBe('Completed');
  });

  it('WF-29 INV-56 stands in the lists of its provider and of the credited reseller, and in nobody else’s', async () => {
    await given(world(), 'order', orderIn('Submitted'));
    await outbox.owes(adventure.id, place);
    await outbox.owes(adventure.id, outgoing('orderSync', { order: id }), 'again');
    expect([await inListOf(norte.id), await inListOf(contoso.id), await inListOf(fabrikam.id)]).toEqual([[`${id} adventure Completed`], [`${id} adventure Completed`], []]);
    expect((await listIn(world().deps, norte.id, ORDERS)).length).toBe(1);
  });
});

describe('a new customer', () => {
  const born = newCustomerIn('Created');
  const created = outgoing('customerCreated', { newCustomer: born.id, customer: fabrikam.id });

  it('WF-23 INV-42 INV-32 has both relationships, the association, the agreement and the order, whose subscriptions are credited', async () => {
    await given(world(), 'newCustomer', born);
    await outbox.owes(norte.id, created);
    const [provider, reseller] = [await relationshipOf(world().deps, fabrikam.id, norte.id), await relationshipOf(world().deps, fabrikam.id, contoso.id)];
    expect([provider, reseller]).toMatchObject([{ state: 'Active', role: 'provider', origin: 'created' }, { state: 'Active', role: 'reseller', origin: 'created' }]);
    expect(await customerOf(world().deps, fabrikam.id)).toMatchObject({ name: 'Panadería Sol', association: { reseller: contoso.id, provider: norte.id }, agreement: { how: 'attested', byTenant: norte.id } });
    expect([(await order(fabrikam.id))?.state, (await order(fabrikam.id))?.newCustomer]).toEqual(['Completed', born.id]);
    expect((await subscriptionOf(world().deps, fabrikam.id, first))?.record).toMatchObject({ id: contoso.id, mpnId: '1234567' });
  });

  it('INV-43 that is delivered twice begins once: one customer, one order', async () => {
    await given(world(), 'newCustomer', born);
    for (const reason of ['one', 'two']) await outbox.owes(norte.id, created, reason);
    await outbox.owes(fabrikam.id, outgoing('orderStart', { newCustomer: born.id, provider: norte.id }), 'again');
    expect([(await customerOf(world().deps, fabrikam.id))?.rev, (await listIn(world().deps, fabrikam.id, ORDERS)).length, asked.filter((what) => what.startsWith('place'))]).toEqual([1, 1, [`place ${id}`]]);
  });

  it('INV-46 without a reseller is a direct customer from the start', async () => {
    const { reseller: _none, ...direct } = born;
    await given(world(), 'newCustomer', direct);
    await outbox.owes(norte.id, created);
    expect([await relationshipOf(world().deps, fabrikam.id, contoso.id), (await customerOf(world().deps, fabrikam.id))?.association, (await subscriptionOf(world().deps, fabrikam.id, first))?.record]).toEqual([undefined, undefined, undefined]);
  });

  it('whom the directory does not know yet waits until it does', async () => {
    await given(world(), 'newCustomer', born);
    const { directory } = world().deps;
    const known = directory.tenant;
    const late = instanceOf({ ...world(), deps: { ...world().deps, directory: { ...directory, tenant: async (tenant) => (world().clock() === NOW && tenant === fabrikam.id ? undefined : await known(tenant)) } } });
    await late.owes(norte.id, created);
    expect(await customerOf(world().deps, fabrikam.id)).toBeUndefined();
    await passes(world(), late, MINUTE);
    expect((await customerOf(world().deps, fabrikam.id))?.state).toBe('Known');
  });

  const address = { serviceUrl: 'http://127.0.0.1:1', conversation: 'chat:norte:iker', channelId: 'msteams', bot: '28:enlace', user: '29:iker' };
  const close = { ...outgoing('credentialsClose', { address, activity: 'message-1', userName: 'admin@panaderiasol.onmicrosoft.com', language: 'en', newCustomer: born.id }), at: NOW };

  it('INV-06 INV-43 the password of its admin leaves the screen when its time is over, and that is written down', async () => {
    await reachable(world().deps, norte.id, 'iker');
    await given(world(), 'newCustomer', born);
    await outbox.owes(norte.id, close);
    await passes(world(), outbox, SECOND);
    expect(outbox.said).toMatchObject([{ conversation: 'chat:norte:iker', over: 'message-1' }]);
    expect(outbox.said[0]?.text).toContain('The password is no longer shown');
    expect((await newCustomerOf(world().deps, norte.id, born.id))?.disclosure?.closedAt).toBeDefined();
    expect((await listIn(world().deps, norte.id, lists.audit)).map(({ event }) => event)).toEqual(['timedOut']);
  });

  it('INV-06 what its reader closed is not written over: another card may stand there', async () => {
    await given(world(), 'newCustomer', born);
    await perform(world().deps, { task: 'newCustomer', event: 'timedOut', tenant: norte.id, target: born.id, input: { at: NOW }, commandId: 'closed', actor: { kind: 'system', part: 'test' }, correlation: 'c0ffee' });
    await outbox.owes(norte.id, close);
    await passes(world(), outbox, SECOND);
    expect(outbox.said).toEqual([]);
  });
});
