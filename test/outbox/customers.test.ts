/** Customers between homes: taken over from other portals, and from there in the lists of every partner. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { customersOf, linesOf, sharedCustomers } from '../../src/app/customers.ts';
import { accountOpened } from '../../src/app/accounts.ts';
import { homeOf, lists } from '../../src/app/homes.ts';
import { perform } from '../../src/app/perform.ts';
import type { DirectoryTenant } from '../../src/app/ports.ts';
import { showLine } from '../../src/app/shownLines.ts';
import { MINUTE, SECOND } from '../../src/core/time.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { attestations } from '../../src/tasks/attestations.ts';
import type { Relationship } from '../../src/tasks/relationship.ts';
import { CUSTOMERS, relationship, relationshipDocumentId, relationshipSchema, sharedWith } from '../../src/tasks/relationship.ts';
import { lineWrites } from '../../src/app/lines.ts';
import { eachWorld, given } from '../support/deps.ts';
import { iker, partnershipIn, relationshipIn } from '../support/partners.ts';
import { NOW, adventure, contoso, enrolmentIn, fabrikam, norte, operator, personNamed, tenantNamed } from '../support/world.ts';
import type { Instance } from './support.ts';
import { instanceOf, listIn, passes, reachable } from './support.ts';

const federal: DirectoryTenant = { ...adventure, id: tenantNamed('federal'), cloud: 'usGov' };
const trading: DirectoryTenant = { ...adventure, id: tenantNamed('trading'), inCsp: true };
const tailwind: DirectoryTenant = { ...adventure, id: tenantNamed('tailwind'), name: 'Tailwind Panaderías' };
const world = eachWorld([contoso, fabrikam, { ...norte, inCsp: true }, operator, adventure, trading, tailwind, federal]);
let outbox: Instance;
beforeEach(() => { outbox = instanceOf(world()); });

const imports = outgoing('importCustomers', {});
const sync = outgoing('customerSync', {});
const asked = { search: '', after: undefined };
const customers = async (tenant: typeof contoso.id) => (await customersOf(world().deps, tenant, asked)).rows.map(({ customer }) => customer);
const shared = async (tenant: typeof contoso.id, other: typeof contoso.id) => (await sharedCustomers(world().deps, { tenant, other }, asked)).rows.map(({ customer }) => customer);
const stored = async (customer: typeof contoso.id, partner: typeof contoso.id) => await world().deps.store.read({ partition: homeOf(customer), id: relationshipDocumentId(partner) });

/** The customer's relationship as some later issue will have changed it: with its line, in one commit. */
async function becomes(state: Relationship['state'], partner: DirectoryTenant): Promise<void> {
  const before = await stored(adventure.id, partner.id);
  const role = partner.kind === 'provider' ? 'provider' : 'reseller';
  const rev = before ? relationshipSchema.parse(before.body).rev + 1 : 1;
  const after = relationshipIn(state, { id: partner.id, partner: partner.id, role, rev });
  const key = relationshipDocumentId(partner.id);
  await world().deps.store.commit([
    { op: 'upsert', doc: { partition: homeOf(adventure.id), id: key, kind: 'relationship', body: after } },
    ...lineWrites({ partition: homeOf(adventure.id), key, before: before && relationship.line(relationshipSchema.parse(before.body)), after: relationship.line(after) }),
  ]);
}

describe('customers of other portals', () => {
  it('WF-19 appear by themselves when the account of the partner is opened', async () => {
    world().served.set(contoso.id, [adventure.id]);
    await given(world(), 'enrolment', enrolmentIn('Active'));
    await accountOpened(outbox.deps, contoso.id);
    await outbox.pump.idle();
    expect(relationshipSchema.parse((await stored(adventure.id, contoso.id))?.body)).toMatchObject({
      state: 'Active', role: 'reseller', origin: 'imported', customer: { name: 'adventure', country: 'ES' },
    });
    expect(await customers(contoso.id)).toEqual(['adventure']);
  });

  it('INV-34 who trades in CSP themselves are not among them, nor those whom nobody knows; the others come', async () => {
    world().served.set(norte.id, [tenantNamed('unknown'), trading.id, adventure.id]);
    const row = await outbox.owes(norte.id, imports);
    expect([await customers(norte.id), await stored(trading.id, norte.id), await world().deps.store.read(row)]).toEqual([['adventure'], undefined, undefined]);
  });

  it('INV-61 WF-32 those of another cloud are not among them', async () => {
    world().served.set(norte.id, [federal.id, adventure.id]);
    await outbox.owes(norte.id, imports);
    expect([await customers(norte.id), await stored(federal.id, norte.id)]).toEqual([['adventure'], undefined]);
  });

  it('that are fetched again change nothing', async () => {
    world().served.set(norte.id, [adventure.id]);
    await outbox.owes(norte.id, imports, 'one');
    const before = await stored(adventure.id, norte.id);
    await outbox.owes(norte.id, imports, 'two');
    expect(await stored(adventure.id, norte.id)).toEqual(before);
    expect((await listIn(world().deps, adventure.id, lists.audit)).map(({ event }) => event)).toEqual(['imported']);
  });

  it('of a portal that is down come when it is back', async () => {
    world().served.set(norte.id, [adventure.id]);
    const portals = { customersOf: async (): Promise<never> => { throw new Error('The portal is down'); } };
    const broken = instanceOf({ ...world(), deps: { ...world().deps, portals } });
    const row = await broken.owes(norte.id, imports);
    expect(await world().deps.store.read(row)).toMatchObject({ body: { lastError: 'The portal is down' } });
    await passes(world(), outbox, MINUTE);
    expect(await customers(norte.id)).toEqual(['adventure']);
  });
});

const start = outgoing('customerStart', {
  customer: adventure.id, invitation: 'INV-7K3F-9QXD', resellerName: contoso.name, provider: norte.id, providerName: norte.name,
  by: 'Olga Ortiz', byId: 'olga', email: 'olga@adventure.es', roles: '', at: NOW, version: '2026-11+2023-01', language: 'es',
});

describe('an acceptance', () => {
  it('INV-32 begins both relationships in one commit, and the lists of both partners follow', async () => {
    await outbox.owes(contoso.id, start);
    const born = world().traffic.commits.filter((writes) => writes.some((write) => write.op === 'create' && write.doc.kind === 'relationship'));
    expect(born.map((writes) => writes.flatMap((write) => (write.op === 'create' && write.doc.kind === 'relationship' ? [write.doc.id] : [])))).toEqual([['relationship:contoso', 'relationship:norte']]);
    expect([await customers(contoso.id), await customers(norte.id), await shared(norte.id, contoso.id)]).toEqual([['adventure'], ['adventure'], ['adventure']]);
  });

  it('INV-32 that is delivered twice, or by two instances at once, is one', async () => {
    const other = instanceOf(world());
    await Promise.all([outbox.owes(contoso.id, start, 'one'), other.owes(contoso.id, start, 'other')]);
    await passes(world(), outbox, MINUTE);
    for (const { id } of [contoso, norte]) expect(relationshipSchema.parse((await stored(adventure.id, id))?.body)).toMatchObject({ state: 'Active', rev: 1 });
  });

  it('WF-22 INV-57 of a joint invitation is told, once, to those of the provider who may order and have spoken with the bot', async () => {
    const sales = { agent: 'salesAgent', admin: 'notAnAdmin' } as const;
    for (const id of ['iker', 'silent']) world().people.push({ tenant: norte.id, id: personNamed(id), name: id, email: undefined, directoryRoles: [], roles: sales });
    const conversation = await reachable(world().deps, norte.id, 'iker');
    for (let delivery = 1; delivery <= 2; delivery++) await outbox.owes(contoso.id, start);
    expect(outbox.said.map((said) => said.conversation)).toEqual([conversation]);
    expect(outbox.said[0]?.text).toMatch(/adventure es cliente de tu compañía[\s\S]*invitación conjunta de Contoso Iberia/i);
  });

  it('WF-22 INV-31 of an invitation of the reseller alone is told to no provider', async () => {
    await reachable(world().deps, norte.id, iker.id);
    world().people.push({ tenant: norte.id, id: iker.id, name: iker.name, email: undefined, directoryRoles: [], roles: iker.roles });
    await outbox.owes(contoso.id, { ...start, payload: { ...start.payload, provider: '', providerName: '' } });
    expect(outbox.said).toEqual([]);
  });

  it('INV-39 INV-32 that comes after one of the two was removed begins neither, and is owed no more', async () => {
    await becomes('Active', norte);
    const input = Object.fromEntries(attestations.map((name) => [name, 'true']));
    const actor = { ...iker, roles: { agent: 'adminAgent', admin: 'notAnAdmin' } } as const;
    world().clock.move(MINUTE);
    await perform(outbox.deps, { task: 'relationship', event: 'remove', tenant: adventure.id, target: norte.id, input, commandId: 'remove', actor, correlation: 'c0ffee' });
    const row = await outbox.owes(contoso.id, start);
    expect([await stored(adventure.id, contoso.id), await world().deps.store.read(row), await customers(norte.id)]).toEqual([undefined, undefined, []]);
  });
});

describe("the partners' lists", () => {
  it('INV-35 show a customer exactly while the relationship is Active, with what the partner is to it', async () => {
    await becomes('Active', contoso);
    await outbox.owes(adventure.id, sync);
    for (const search of ['adv', 'adventure.es']) expect((await customersOf(world().deps, contoso.id, { ...asked, search })).rows).toEqual([{ customer: 'adventure', name: 'adventure', country: 'ES', role: 'reseller' }]);
    await becomes('Removed', contoso);
    await outbox.owes(adventure.id, sync);
    expect([await customers(contoso.id), await listIn(world().deps, contoso.id, `${CUSTOMERS}/terms`)]).toEqual([[], []]);
    await becomes('Active', contoso);
    await outbox.owes(adventure.id, sync);
    expect(await customers(contoso.id)).toEqual(['adventure']);
  });

  it('INV-22 share a customer of both, from both sides, exactly while both relationships are Active', async () => {
    const both = async () => [await shared(contoso.id, norte.id), await shared(norte.id, contoso.id)];
    const seen = [];
    for (const [state, partner] of [['Active', contoso], ['Active', norte], ['Removed', contoso], ['Active', contoso], ['Removed', norte]] as const) {
      await becomes(state, partner);
      await outbox.owes(adventure.id, sync);
      seen.push(await both());
    }
    expect(seen).toEqual([[[], []], [['adventure'], ['adventure']], [[], []], [['adventure'], ['adventure']], [[], []]]);
  });

  it('INV-22 two resellers share nothing, and every pair of a provider and a reseller has its own list', async () => {
    for (const partner of [contoso, fabrikam, norte]) await becomes('Active', partner);
    await outbox.owes(adventure.id, sync);
    expect([await shared(contoso.id, fabrikam.id), await shared(fabrikam.id, norte.id), await shared(norte.id, contoso.id)]).toEqual([[], ['adventure'], ['adventure']]);
  });

  it('INV-35 a late row with an older state brings nothing back', async () => {
    await becomes('Active', contoso);
    await becomes('Active', norte);
    const old = linesOf([contoso, norte].map(({ id, kind }) => relationshipIn('Active', { partner: id, role: kind === 'provider' ? 'provider' : 'reseller' })));
    await becomes('Removed', contoso);
    await outbox.owes(adventure.id, sync);
    for (const line of old) await showLine(world().deps, line);
    expect([await customers(contoso.id), await shared(contoso.id, norte.id), await shared(norte.id, contoso.id), await customers(norte.id)]).toEqual([[], [], [], ['adventure']]);
  });

  it('of two instances at once are right in the end', async () => {
    await becomes('Active', contoso);
    await becomes('Active', norte);
    const other = instanceOf(world());
    await Promise.all([outbox.owes(adventure.id, sync, 'one'), other.owes(adventure.id, sync, 'other')]);
    await passes(world(), outbox, SECOND);
    expect([await customers(contoso.id), await customers(norte.id), await shared(norte.id, contoso.id), await shared(contoso.id, norte.id)]).toEqual([['adventure'], ['adventure'], ['adventure'], ['adventure']]);
    expect(await world().deps.store.due('outbox', world().clock(), 10)).toEqual([]);
  });

  it('INV-22 follow from two imports in either order', async () => {
    world().served.set(norte.id, [tailwind.id]).set(contoso.id, [tailwind.id]);
    await outbox.owes(contoso.id, imports);
    await outbox.owes(norte.id, imports);
    const { rows } = await sharedCustomers(world().deps, { tenant: norte.id, other: contoso.id }, { ...asked, search: 'panad' });
    expect(rows).toEqual([{ customer: 'tailwind', name: 'Tailwind Panaderías', country: 'ES', role: 'provider' }]);
    expect(await listIn(world().deps, contoso.id, sharedWith(norte.id))).toHaveLength(1);
  });

  it('INV-21 INV-27 do not change when two partners begin or end their partnership', async () => {
    await becomes('Active', contoso);
    await becomes('Active', norte);
    await outbox.owes(adventure.id, sync);
    const content = async () => await Promise.all([
      listIn(world().deps, contoso.id, CUSTOMERS), listIn(world().deps, contoso.id, sharedWith(norte.id)), listIn(world().deps, norte.id, CUSTOMERS), listIn(world().deps, norte.id, sharedWith(contoso.id)),
    ]);
    const before = await content();
    await given(world(), 'partnership', { ...partnershipIn('Active'), id: norte.id });
    await outbox.owes(contoso.id, outgoing('partnershipSync', { provider: norte.id }));
    expect(await content()).toEqual(before);
    const input = Object.fromEntries(attestations.map((name) => [name, 'true']));
    await perform(outbox.deps, { task: 'partnership', event: 'remove', tenant: contoso.id, target: norte.id, input, commandId: 'remove', actor: iker, correlation: 'c0ffee' });
    await outbox.pump.idle();
    expect(await content()).toEqual(before);
    expect(before.map((lines) => lines.length)).toEqual([1, 1, 1, 1]);
  });
});
