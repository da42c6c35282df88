/** Partnerships between two homes: the beginning that the provider's home owes to the reseller's, the provider's list, and the news. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { PostRefused } from '../../bot/outbox/refused.ts';
import { auditDoc } from '../../src/app/audit.ts';
import { homeOf, lists } from '../../src/app/homes.ts';
import { perform } from '../../src/app/perform.ts';
import { HOUR, SECOND } from '../../src/core/time.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { attestations } from '../../src/tasks/attestations.ts';
import { PARTNERS, partnershipDocumentId, partnershipSchema } from '../../src/tasks/partnershipDoc.ts';
import { eachWorld, given } from '../support/deps.ts';
import { iker, partnershipIn } from '../support/partners.ts';
import { accountIn } from '../support/people.ts';
import { NOW, cast, contoso, norte, tenantNamed } from '../support/world.ts';
import type { Instance } from './support.ts';
import { instanceOf, listIn, passes, reachable } from './support.ts';

const world = eachWorld();
const { globalAdmin: ana, colleague: luis } = cast;
let outbox: Instance;
beforeEach(() => { outbox = instanceOf(world()); });

const consent = {
  reseller: contoso.id, request: 'REQ-7K3F-9QXD', providerName: 'Norte, S.A.', providerCountry: 'ES', by: ana.name, byId: ana.id, roles: ['directory.globalAdmin', 'adminAgent'],
  at: NOW, version: '2026-11', language: 'es' as const, company: contoso.name,
};
const begin = outgoing('partnershipStart', consent);
const sync = outgoing('partnershipSync', { provider: norte.id });
const started = outgoing('partnershipStarted', { provider: norte.id, by: ana.id });

const read = async () => {
  const stored = await world().deps.store.read({ partition: homeOf(contoso.id), id: partnershipDocumentId(norte.id) });
  return stored && partnershipSchema.parse(stored.body);
};
const audited = async () => (await listIn(world().deps, contoso.id, lists.audit)).map(({ event, code }) => [event, code ?? 'done'].join(' '));
const inListOf = async (tenant: typeof contoso.id) => (await listIn(world().deps, tenant, PARTNERS)).map(({ other }) => other);
/** Rows that a sweep would take now. */
const due = async () => await world().deps.store.due('outbox', world().clock(), 100);

async function removes(): Promise<void> {
  const input = Object.fromEntries(attestations.map((name) => [name, 'true']));
  const performed = await perform(outbox.deps, { task: 'partnership', event: 'remove', tenant: contoso.id, target: norte.id, input, commandId: 'remove', actor: iker, correlation: 'c0ffee' });
  expect(performed.kind).toBe('done');
  await outbox.pump.idle();
}

describe('what somebody did to what the other company keeps', () => {
  it('WF-37 INV-58 is found in the log of both, as one entry: who, in which role, from where to where, with its correlation id', async () => {
    await outbox.owes(norte.id, begin);
    await removes();
    const inLogOf = async (tenant: typeof contoso.id) => (await listIn(world().deps, tenant, lists.audit)).filter(({ event }) => event === 'remove');
    const [own] = await inLogOf(norte.id);
    expect(own).toMatchObject({
      actor: { kind: 'person', tenant: 'norte', id: iker.id, name: iker.name }, roles: ['salesAgent', 'notAnAdmin'], task: 'partnership', outcome: 'done', before: 'Active', after: 'Removed', correlation: 'c0ffee',
    });
    expect(await inLogOf(contoso.id)).toEqual([own]);
  });

  it('stands there once, also when the copy is delivered twice', async () => {
    const entry = auditDoc({ partition: homeOf(contoso.id), actor: iker, task: 'partnership', event: 'remove', before: undefined, after: undefined, correlation: 'c0ffee' }, NOW, () => 'one');
    const copy = outgoing('auditCopy', { home: norte.id, id: entry.id, sort: entry.sort ?? '', entry: entry.body });
    for (const reason of ['first', 'again']) await outbox.owes(contoso.id, copy, reason);
    expect(await listIn(world().deps, norte.id, lists.audit)).toEqual([entry.body]);
  });
});

describe('the beginning', () => {
  it('WF-15 INV-20 is made in the home of the reseller, with the consent as it was given, and then stands in both lists', async () => {
    await outbox.owes(norte.id, begin);
    expect(await read()).toMatchObject({
      state: 'Active', rev: 1, tenant: 'contoso', adminAccess: 'Granted', provider: { id: 'norte', name: 'Norte, S.A.', country: 'ES' },
      consent: { by: 'Ana García', byId: 'ana', roles: ['directory.globalAdmin', 'adminAgent'], at: NOW, version: '2026-11', language: 'es', company: 'Contoso Iberia', request: 'REQ-7K3F-9QXD' },
    });
    expect([await inListOf(contoso.id), await inListOf(norte.id)]).toEqual([['norte'], ['contoso']]);
  });

  it('that is delivered twice begins once', async () => {
    await outbox.owes(norte.id, begin);
    await outbox.owes(norte.id, begin);
    expect([(await read())?.rev, await audited()]).toEqual([1, ['start done']]);
  });

  it('that is delivered again after the partnership was removed does not bring it back', async () => {
    await outbox.owes(norte.id, begin);
    await removes();
    await outbox.owes(norte.id, begin);
    expect([(await read())?.state, await inListOf(contoso.id), await inListOf(norte.id)]).toEqual(['Removed', [], []]);
  });

  it('PAR-02 that another request made already is over, and changes nothing', async () => {
    await given(world(), 'partnership', { ...partnershipIn('Active'), id: norte.id });
    const row = await outbox.owes(norte.id, begin);
    expect([(await read())?.rev, await world().deps.store.read(row)]).toEqual([1, undefined]);
  });

  it('that meets a fault is tried again', async () => {
    world().meanwhile.push(async () => {}, async () => { throw new Error('The disk is full'); });
    await outbox.owes(norte.id, begin);
    expect(await read()).toBeUndefined();
    await passes(world(), outbox, SECOND);
    expect((await read())?.state).toBe('Active');
  });

  it('with a company that nobody knows is given up, for staff to see', async () => {
    const row = await outbox.owes(norte.id, outgoing('partnershipStart', { ...consent, reseller: tenantNamed('nobody') }));
    expect(await world().deps.store.read(row)).toMatchObject({ list: lists.dead, body: { lastError: 'The beginning was refused with GEN-06' } });
  });
});

describe("the provider's list", () => {
  it('INV-20 shows the reseller exactly while the partnership is Active', async () => {
    await outbox.owes(norte.id, begin);
    expect(await listIn(world().deps, norte.id, PARTNERS)).toEqual([
      { other: 'contoso', name: 'Contoso Iberia', country: 'ES', since: NOW, adminAccess: 'Granted', rev: 1, key: 'partner:contoso' },
    ]);
    await removes();
    expect([await inListOf(contoso.id), await inListOf(norte.id), await listIn(world().deps, norte.id, `${PARTNERS}/terms`)]).toEqual([[], [], []]);
  });

  it('INV-20 a row that comes twice writes nothing the second time', async () => {
    await given(world(), 'partnership', { ...partnershipIn('Active'), id: norte.id });
    await outbox.owes(contoso.id, sync, 'one');
    world().quiet();
    await outbox.owes(contoso.id, sync, 'two');
    expect(world().traffic.commits.flat().map(({ op }) => op)).toEqual(['create', 'delete']); // the row itself
  });

  it('INV-20 of two instances that write at the same moment the newer state wins, whichever is late', async () => {
    await given(world(), 'partnership', { ...partnershipIn('Active'), id: norte.id });
    const other = instanceOf(world());
    // The row is stored; while its delivery is about to write what it read, the partnership is removed, and another instance shows that.
    world().meanwhile.push(async () => {}, async () => {
      const input = Object.fromEntries(attestations.map((name) => [name, 'true']));
      await perform(other.deps, { task: 'partnership', event: 'remove', tenant: contoso.id, target: norte.id, input, commandId: 'remove', actor: iker, correlation: 'c0ffee' });
      await other.pump.idle();
    });
    await outbox.owes(contoso.id, sync, 'late');
    expect([await inListOf(norte.id), await due()]).toEqual([[], []]); // the late one has lost, and is put off
    await passes(world(), outbox, SECOND);
    expect([await inListOf(norte.id), await due()]).toEqual([[], []]);
  });
});

describe('the news of a beginning', () => {
  beforeEach(async () => {
    await given(world(), 'account', accountIn('Open', { globalAdmins: [ana.id, luis.id] }));
    await given(world(), 'partnership', { ...partnershipIn('Active'), id: norte.id });
  });

  it('WF-15 reaches each Global admin of the reseller once, in their own language, the one who authorised included', async () => {
    await reachable(world().deps, contoso.id, ana.id);
    await reachable(world().deps, contoso.id, luis.id, 'en');
    await outbox.owes(contoso.id, started);
    expect(outbox.said.map(({ conversation, text }) => [conversation, text.split('\n')[0]]).toSorted()).toEqual([
      ['chat:contoso:ana', 'norte ya es tu proveedor indirecto'], ['chat:contoso:luis', 'norte is your indirect provider now'],
    ]);
    expect(outbox.said[0]?.text).toContain('Centro de administración de Microsoft 365');
  });

  it('waits for those whom nobody can reach yet', async () => {
    await reachable(world().deps, contoso.id, ana.id);
    await outbox.owes(contoso.id, started);
    const waiting = await world().deps.store.page({ partition: homeOf(contoso.id), list: lists.waiting, limit: 10 });
    expect([outbox.said.length, waiting.map(({ body }) => body['kind'])]).toEqual([1, ['partnershipNotice']]);
  });

  it('is not told when the partnership was removed meanwhile', async () => {
    await reachable(world().deps, contoso.id, ana.id);
    await removes();
    await outbox.owes(contoso.id, started);
    expect(outbox.said).toEqual([]);
  });
});

describe('a notice', () => {
  const answered = outgoing('partnershipNotice', { person: iker.id, news: 'accepted', company: 'Contoso *Iberia*', about: 'REQ-7K3F-9QXD', email: 'ana@contoso.es' });

  it('to who asked opens the request, and shows names as they were typed', async () => {
    await reachable(world().deps, norte.id, iker.id);
    await outbox.owes(norte.id, answered);
    const [said] = outbox.said;
    expect(said?.text).toContain('Contoso \\*Iberia\\* ha aceptado');
    expect(said?.card['actions']).toMatchObject([{ verb: 'show.request', data: { id: 'REQ-7K3F-9QXD' } }]);
  });

  it('to an address where nobody is waits: whoever uninstalled the bot may come back', async () => {
    await reachable(world().deps, norte.id, iker.id);
    outbox.trouble = () => { throw new PostRefused(403, 'away', undefined); };
    const row = await outbox.owes(norte.id, answered);
    expect(await world().deps.store.read(row)).toMatchObject({ list: lists.waiting });
    outbox.trouble = () => {};
    await reachable(world().deps, norte.id, iker.id);
    await passes(world(), outbox, 6 * HOUR);
    expect([outbox.said.length, await world().deps.store.read(row)]).toEqual([1, undefined]);
  });

  it('that the channel refuses for another reason is given up', async () => {
    await reachable(world().deps, norte.id, iker.id);
    outbox.trouble = () => { throw new PostRefused(413, 'never', undefined); };
    expect(await world().deps.store.read(await outbox.owes(norte.id, answered))).toMatchObject({ list: lists.dead });
  });
});
