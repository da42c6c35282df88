/** Notices to one person whose work it may not be any more by the time they go out (§11 item 5): they go to whoever's it is then, each once. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import type { PartnerRoles } from '../../src/core/actor.ts';
import type { Outgoing } from '../../src/core/machine.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { eachWorld } from '../support/deps.ts';
import { NOW, adventure, cast, contoso, personNamed } from '../support/world.ts';
import type { Instance } from './support.ts';
import { instanceOf, reachable } from './support.ts';

const world = eachWorld();
const { salesAgent: sal } = cast;
let outbox: Instance;
beforeEach(async () => {
  outbox = instanceOf(world());
  for (const id of [sal.id, 'ada', 'hugo']) await reachable(world().deps, contoso.id, id);
});

/** Somebody of Contoso's, as the directory names them. */
const works = (id: string, agent: PartnerRoles['agent'], admin: PartnerRoles['admin'] = 'notAnAdmin'): void => {
  world().people.push({ tenant: contoso.id, id: personNamed(id), name: id, email: undefined, directoryRoles: [], roles: { agent, admin } });
};

const change = { person: sal.id, news: 'done', company: 'Norte', customer: 'Adventure', change: 'CHG-7K3F-9QXD', reseller: contoso.id } as const;
const notices: readonly (readonly [string, Outgoing])[] = [
  ['WF-22 an invitation that was accepted', outgoing('invitationNotice', { person: sal.id, news: 'accepted', company: 'Adventure', about: 'INV-7K3F-9QXD', email: 'olga@adventure.es' })],
  ['WF-25 a change that is done', outgoing('changeNotice', change)],
  ['WF-36 delegated admin that was approved', outgoing('gdapNotice', { person: sal.id, news: 'approved', company: 'Adventure', customer: adventure.id, request: 'ADM-7K3F-9QXD', name: 'Support', until: NOW })],
  ['WF-12 a request that was declined', outgoing('partnershipNotice', { person: sal.id, news: 'declined', company: 'Norte', about: 'REQ-7K3F-9QXD', email: 'ana@contoso.es' })],
];

describe('a notice', () => {
  it.each(notices)('§11 INV-57 %s: to who began it, while it is their work', async (_title, notice) => {
    works(sal.id, 'salesAgent');
    works('ada', 'adminAgent');
    await outbox.owes(contoso.id, notice);
    expect(outbox.said.map(({ conversation }) => conversation)).toEqual([`chat:contoso:${sal.id}`]);
  });

  it.each(notices)('§11 INV-57 %s: afterwards to those whose it is, once, and to nobody else', async (_title, notice) => {
    works(sal.id, 'notAnAgent');
    works('ada', 'adminAgent', 'globalAdmin');
    works('hugo', 'notAnAgent');
    for (let delivery = 1; delivery <= 2; delivery++) await outbox.owes(contoso.id, notice);
    expect(outbox.said.map(({ conversation }) => conversation)).toEqual(['chat:contoso:ada']);
  });

  it('§11 where it is nobody else’s, it reaches who began it', async () => {
    works(sal.id, 'notAnAgent');
    await outbox.owes(contoso.id, outgoing('changeNotice', change));
    expect(outbox.said).toHaveLength(1);
  });

  it('WF-15 §11 that a partnership began is told to everybody whose it is by itself, so nobody hands it on', async () => {
    works(sal.id, 'notAnAgent');
    works('ada', 'adminAgent', 'globalAdmin');
    await outbox.owes(contoso.id, outgoing('partnershipNotice', { person: sal.id, news: 'started', company: 'Norte', about: 'PRT-7K3F-9QXD', email: '' }));
    expect(outbox.said.map(({ conversation }) => conversation)).toEqual([`chat:contoso:${sal.id}`]);
  });

  it('WF-25 §11 what a provider is asked goes on to those who order', async () => {
    works(sal.id, 'notAnAgent');
    works('ada', 'notAnAgent', 'billingAdmin');
    await outbox.owes(contoso.id, outgoing('changeNotice', { ...change, news: 'asked' }));
    expect(outbox.said.map(({ conversation }) => conversation)).toEqual(['chat:contoso:ada']);
  });
});
