/** A beginning that arrives after the partnership it would begin was removed: only what was authorised since counts (WF-15, WF-34). */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { homeOf } from '../../src/app/homes.ts';
import { perform } from '../../src/app/perform.ts';
import type { Instant } from '../../src/core/time.ts';
import { HOUR, plus } from '../../src/core/time.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { attestations } from '../../src/tasks/attestations.ts';
import { PARTNERS, partnershipDocumentId, partnershipSchema } from '../../src/tasks/partnershipDoc.ts';
import { eachWorld } from '../support/deps.ts';
import { iker } from '../support/partners.ts';
import { NOW, contoso, norte } from '../support/world.ts';
import type { Instance } from './support.ts';
import { instanceOf, listIn } from './support.ts';

const world = eachWorld();
let outbox: Instance;
beforeEach(() => { outbox = instanceOf(world()); });

const begin = (request: string, at: Instant) => outgoing('partnershipStart', {
  reseller: contoso.id, request, providerName: 'Norte, S.A.', providerCountry: 'ES', by: 'Ana García', byId: 'ana', roles: ['directory.globalAdmin'], at, version: '2026-11', language: 'es', company: contoso.name,
}, request);

const now = async () => {
  const stored = await world().deps.store.read({ partition: homeOf(contoso.id), id: partnershipDocumentId(norte.id) });
  const { state, consent } = partnershipSchema.parse(stored?.body);
  return [state, consent?.request];
};
const lists = async () => [await listIn(world().deps, contoso.id, PARTNERS), await listIn(world().deps, norte.id, PARTNERS)].map((list) => list.length);

/** One request began it, an hour later it was removed; another had been authorised with the first. */
async function removed(): Promise<void> {
  await outbox.owes(norte.id, begin('REQ-0000-0002', NOW));
  world().clock.move(HOUR);
  const input = Object.fromEntries(attestations.map((name) => [name, 'true']));
  await perform(outbox.deps, { task: 'partnership', event: 'remove', tenant: contoso.id, target: norte.id, input, commandId: 'remove', actor: iker, correlation: 'c0ffee' });
  await outbox.pump.idle();
}

describe('after a removal', () => {
  it('WF-34 INV-20 what was authorised before it begins nothing, and is owed no more', async () => {
    await removed();
    const late = await outbox.owes(norte.id, begin('REQ-0000-0001', NOW));
    expect([await now(), await lists()]).toEqual([['Removed', 'REQ-0000-0002'], [0, 0]]);
    expect(await world().deps.store.read(late)).toBeUndefined();
  });

  it('WF-15 what was authorised since begins it anew', async () => {
    await removed();
    await outbox.owes(norte.id, begin('REQ-0000-0003', plus(NOW, 2 * HOUR)));
    expect([await now(), await lists()]).toEqual([['Active', 'REQ-0000-0003'], [1, 1]]);
  });

  it('WF-15 news of the first beginning that arrive with those of the second are over, although nobody could read either yet', async () => {
    await removed();
    await outbox.owes(norte.id, begin('REQ-0000-0003', plus(NOW, 2 * HOUR)));
    const late = await outbox.owes(contoso.id, outgoing('partnershipStarted', { provider: norte.id, by: 'ana' }), 'late');
    expect(await world().deps.store.read(late)).toBeUndefined();
  });
});
