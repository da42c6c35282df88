/** What invitations owe: the end of the joint ones with their partnership, the beginning in the customer's home, and news for their sender. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { homeOf, lists } from '../../src/app/homes.ts';
import { invitationOf, invitationsOf } from '../../src/app/invitations.ts';
import { lineWrites } from '../../src/app/lines.ts';
import { perform } from '../../src/app/perform.ts';
import { HOUR, MINUTE, SECOND, plus } from '../../src/core/time.ts';
import { attestations } from '../../src/tasks/attestations.ts';
import type { Invitation } from '../../src/tasks/invitationDoc.ts';
import { invitationDocumentId, invitationLine } from '../../src/tasks/invitationDoc.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { CUSTOMERS, relationshipDocumentId, relationshipSchema } from '../../src/tasks/relationship.ts';
import { invitationIn, joint, olga } from '../support/customers.ts';
import { eachWorld, given } from '../support/deps.ts';
import { iker, partnershipIn } from '../support/partners.ts';
import { NOW, adventure, ago, cast, contoso, enrolmentIn, norte, tenantNamed } from '../support/world.ts';
import type { Instance } from './support.ts';
import { instanceOf, listIn, passes, reachable } from './support.ts';

const world = eachWorld();
const { salesAgent: sal, adminAgent: ada } = cast;
let outbox: Instance;
beforeEach(() => { outbox = instanceOf(world()); });

/** In the home of Contoso, with its line. */
async function stands(doc: Invitation): Promise<void> {
  await given(world(), 'invitation', doc);
  await world().deps.store.commit(lineWrites({ partition: homeOf(contoso.id), key: invitationDocumentId(doc.id), before: undefined, after: invitationLine(doc) }));
}
const stateOf = async (id: string) => (await invitationOf(world().deps, contoso.id, id))?.state;
const ticked = Object.fromEntries(attestations.map((name) => [name, 'true']));

describe('the end of a partnership', () => {
  const end = outgoing('invitationsVoid', { provider: norte.id });

  it('INV-27 ends every joint invitation that is still open, through all pages, and no other', async () => {
    const numbers = Array.from({ length: 30 }, (_, number) => `INV-7K3F-${String(number).padStart(4, '0')}`);
    for (const [index, id] of numbers.entries()) await stands(invitationIn(index % 2 === 0 ? 'Issued' : 'Opened', { ...joint, id, since: ago((index + 1) * HOUR) }));
    const others = { draft: invitationIn('Draft', { ...joint, id: 'draft' }), done: invitationIn('Accepted', { ...joint, id: 'done' }), alone: invitationIn('Issued', { id: 'alone' }) };
    for (const doc of Object.values(others)) await stands(doc);
    await stands(invitationIn('Issued', { id: 'other', provider: { id: tenantNamed('sur'), name: 'Sur', country: 'ES' } }));
    await outbox.owes(contoso.id, end);
    for (const id of numbers) expect(await stateOf(id)).toBe('Void');
    expect([await stateOf('draft'), await stateOf('done'), await stateOf('alone'), await stateOf('other')]).toEqual(['Void', 'Accepted', 'Issued', 'Issued']);
    const { rows } = await invitationsOf(world().deps, contoso.id, { search: numbers[29] ?? '', after: undefined });
    expect(rows.map(({ state }) => state)).toEqual(['Void']);
  });

  it('INV-27 follows from its removal by itself, tells each sender once, and leaves customers as they are', async () => {
    await given(world(), 'partnership', { ...partnershipIn('Active'), id: norte.id });
    await stands(invitationIn('Issued', joint));
    await stands(invitationIn('Opened', { ...joint, id: 'INV-0000-0002', requester: { id: ada.id, name: ada.name } }));
    for (const person of [sal, ada]) await reachable(world().deps, contoso.id, person.id);
    await perform(outbox.deps, { task: 'partnership', event: 'remove', tenant: contoso.id, target: norte.id, input: ticked, commandId: 'remove', actor: iker, correlation: 'c0ffee' });
    await outbox.pump.idle();
    expect([await stateOf('INV-7K3F-9QXD'), await stateOf('INV-0000-0002')]).toEqual(['Void', 'Void']);
    expect(outbox.said.map(({ conversation, text }) => [conversation, text.split('\n')[0]]).toSorted()).toEqual([
      ['chat:contoso:ada', 'Tu invitación conjunta ha terminado'], ['chat:contoso:sal', 'Tu invitación conjunta ha terminado'],
    ]);
  });

  it('INV-27 that is delivered twice ends and tells once', async () => {
    await stands(invitationIn('Issued', joint));
    await reachable(world().deps, contoso.id, sal.id);
    for (const reason of ['first', 'again']) await outbox.owes(contoso.id, end, reason);
    expect([(await invitationOf(world().deps, contoso.id, 'INV-7K3F-9QXD'))?.rev, outbox.said.length]).toEqual([3, 1]);
  });

  it('INV-27 that meets somebody else\'s changes again and again is delivered later', async () => {
    await stands(invitationIn('Issued', joint));
    const { store } = world().deps;
    const touched = async () => {
      const stored = await store.read({ partition: homeOf(contoso.id), id: invitationDocumentId('INV-7K3F-9QXD') });
      if (stored) await store.commit([{ op: 'replace', doc: { ...stored, body: { ...stored.body, reminders: 1 } }, ifMatch: stored.etag }]);
    };
    // The first commit is the row's own; then each try is overtaken, and the change that overtakes it is a commit of its own.
    world().meanwhile.push(async () => {}, touched, async () => {}, touched, async () => {}, touched);
    await outbox.owes(contoso.id, end);
    expect(await stateOf('INV-7K3F-9QXD')).toBe('Issued');
    await passes(world(), outbox, SECOND);
    expect(await stateOf('INV-7K3F-9QXD')).toBe('Void');
  });
});

describe('what an acceptance begins', () => {
  const answered = { customer: adventure.id, invitation: 'INV-7K3F-9QXD', resellerName: contoso.name, by: olga.name, byId: olga.id, email: olga.email, roles: 'directory.globalAdmin', version: '2026-11+2023-01', language: 'es' as const };
  const start = (at: string, provider = '') => outgoing('customerStart', { ...answered, at, provider, providerName: provider });
  const relation = async (partner: string) => {
    const stored = await world().deps.store.read({ partition: homeOf(adventure.id), id: relationshipDocumentId(partner) });
    return stored && relationshipSchema.parse(stored.body);
  };
  const customersOf = async (tenant: typeof contoso.id) => (await listIn(world().deps, tenant, CUSTOMERS)).length;

  it('INV-31 of the reseller alone gives its provider nothing', async () => {
    await given(world(), 'partnership', { ...partnershipIn('Active'), id: norte.id });
    await outbox.owes(contoso.id, start(NOW));
    expect([(await relation(contoso.id))?.state, await relation(norte.id)]).toEqual(['Active', undefined]);
    expect([await customersOf(contoso.id), await customersOf(norte.id)]).toEqual([1, 0]);
  });

  it('INV-32 of a joint one is a relationship with each, at the same moment', async () => {
    world().quiet();
    await outbox.owes(contoso.id, start(NOW, norte.id));
    expect([(await relation(contoso.id))?.state, (await relation(norte.id))?.state]).toEqual(['Active', 'Active']);
    const begun = world().traffic.commits.filter((writes) => writes.some((write) => write.op === 'create' && write.doc.kind === 'relationship'));
    expect(begun).toHaveLength(1);
    expect([await customersOf(contoso.id), await customersOf(norte.id)]).toEqual([1, 1]);
  });

  it('INV-39 a removed relationship does not return with the acceptance of before, and returns with a new one', async () => {
    await outbox.owes(contoso.id, start(NOW));
    world().clock.move(MINUTE);
    await perform(outbox.deps, { task: 'relationship', event: 'remove', tenant: adventure.id, target: contoso.id, input: ticked, commandId: 'remove', actor: ada, correlation: 'c0ffee' });
    await outbox.owes(contoso.id, start(NOW), 'once more');
    expect([(await relation(contoso.id))?.state, await customersOf(contoso.id)]).toEqual(['Removed', 0]);
    await outbox.owes(contoso.id, start(plus(NOW, HOUR)), 'a new one');
    expect([(await relation(contoso.id))?.state, await customersOf(contoso.id)]).toEqual(['Active', 1]);
  });
});

describe('a notice', () => {
  const answered = outgoing('invitationNotice', { person: sal.id, news: 'accepted', company: 'Adventure *Works*', about: 'INV-7K3F-9QXD', email: 'olga@adventure.es' });

  it('WF-22 opens the invitation, in the language of its reader, and shows names as they were typed', async () => {
    await reachable(world().deps, contoso.id, sal.id, 'en');
    await outbox.owes(contoso.id, answered);
    const [said] = outbox.said;
    expect(said?.text).toContain('Adventure \\*Works\\* has accepted your invitation');
    expect(said?.card['actions']).toMatchObject([{ title: 'Open the invitation', verb: 'show.invitation', data: { id: 'INV-7K3F-9QXD' } }]);
  });

  it('waits for a sender whom nobody can reach yet', async () => {
    expect(await world().deps.store.read(await outbox.owes(contoso.id, answered))).toMatchObject({ list: lists.waiting });
  });

  it('WF-20 comes with the reminders of the timer, and with the end', async () => {
    await given(world(), 'enrolment', enrolmentIn('Active'));
    await stands(invitationIn('Issued', { issuedAt: NOW }));
    await reachable(world().deps, contoso.id, sal.id);
    for (const event of ['remind', 'remind', 'expire']) {
      await perform(outbox.deps, { task: 'invitation', event, tenant: contoso.id, target: 'INV-7K3F-9QXD', input: {}, commandId: world().deps.newId(), actor: cast.system, correlation: 'c0ffee' });
      await outbox.pump.idle();
    }
    expect(outbox.said.map(({ text }) => text.split('\n')[0])).toEqual(['Tu invitación todavía no tiene respuesta', 'Tu invitación todavía no tiene respuesta', 'Tu invitación ha caducado']);
  });
});
