/** Which subscriptions of a customer the people of a partner are shown (INV-36, WF-29). */

import { expect, it } from '@jest/globals';
import { homeOf } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import { subscriptionsOf } from '../../src/app/subscriptions.ts';
import { relationshipDocumentId } from '../../src/tasks/relationship.ts';
import { subscriptionDocumentId, subscriptionLine } from '../../src/tasks/subscriptionDoc.ts';
import { eachWorld, given } from '../support/deps.ts';
import { ofNorte, seller, subscriptionIn } from '../support/subscriptions.ts';
import { adventure, fabrikam } from '../support/world.ts';

const world = eachWorld();

it('INV-36 INV-56 WF-29 are those that concern it, and none once its own relationship is over', async () => {
  const { deps } = world();
  const partition = homeOf(adventure.id);
  const others = { id: fabrikam.id, name: 'Fabrikam' };
  for (const doc of [subscriptionIn('Active'), subscriptionIn('Active', { id: 'SUB-0000-0002', provider: others, support: others })]) {
    await given(world(), 'subscription', doc);
    await deps.store.commit(lineWrites({ partition, key: subscriptionDocumentId(doc.id), before: undefined, after: subscriptionLine(doc) }));
  }
  await given(world(), 'relationship', ofNorte);
  const shown = async () => (await subscriptionsOf(deps, seller, { customer: adventure.id })).rows.map(({ id }) => id);
  expect(await shown()).toEqual(['SUB-7K3F-9QXD']);
  await deps.store.commit([{ op: 'upsert', doc: { partition, id: relationshipDocumentId(ofNorte.id), kind: 'relationship', body: { ...ofNorte, state: 'Removed' } } }]);
  expect(await shown()).toEqual([]);
});
