/** The lists of customers that a partner gave a tag (§6.5, INV-59): they follow its own relationship, in whatever order rows arrive. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { taggedCustomers } from '../../src/app/customers.ts';
import { homeOf } from '../../src/app/homes.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import type { Relationship } from '../../src/tasks/relationship.ts';
import { relationship, relationshipDocumentId } from '../../src/tasks/relationship.ts';
import { lineWrites } from '../../src/app/lines.ts';
import { eachWorld } from '../support/deps.ts';
import { relationshipIn } from '../support/partners.ts';
import { adventure, contoso, fabrikam, norte, operator } from '../support/world.ts';
import type { Instance } from './support.ts';
import { instanceOf } from './support.ts';

const world = eachWorld([contoso, fabrikam, norte, operator, adventure]);
let outbox: Instance;
beforeEach(() => { outbox = instanceOf(world()); });

const key = relationshipDocumentId(contoso.id);
const tagSync = (...tags: string[]) => outgoing('tagSync', { partner: contoso.id, tags });
const called = async (tag: string, tenant = contoso.id, search = '') => (await taggedCustomers(world().deps, { tenant, tag }, { search, after: undefined })).rows.map(({ name }) => name);

async function is(doc: Relationship): Promise<void> {
  await world().deps.store.commit([
    { op: 'upsert', doc: { partition: homeOf(adventure.id), id: key, kind: 'relationship', body: doc } },
    ...lineWrites({ partition: homeOf(adventure.id), key, before: undefined, after: relationship.line(doc) }),
  ]);
}

describe('the list of a tag', () => {
  it('§6.5 has the customers with it, in whatever case it is asked for, and is searched like any other', async () => {
    await is(relationshipIn('Active', { tags: ['Key Account', 'C++'] }));
    await outbox.owes(adventure.id, tagSync('Key Account', 'C++'));
    expect([await called('key account'), await called('c++'), await called('c'), await called('key')]).toEqual([['adventure'], ['adventure'], [], []]);
    expect([await called('key account', contoso.id, 'adv'), await called('key account', contoso.id, 'zzz')]).toEqual([['adventure'], []]);
  });

  it('INV-59 is in no other partner\'s home', async () => {
    await is(relationshipIn('Active', { tags: ['gold'] }));
    await outbox.owes(adventure.id, tagSync('gold'));
    expect([await called('gold', norte.id), await called('gold', fabrikam.id)]).toEqual([[], []]);
  });

  it('§6.5 follows what was taken away, also when an older row arrives late', async () => {
    await is(relationshipIn('Active', { tags: ['gold'] }));
    await outbox.owes(adventure.id, tagSync('gold'));
    await is(relationshipIn('Active', { rev: 2, tags: ['Gold plus'] }));
    await outbox.owes(adventure.id, tagSync('gold', 'Gold plus'), 'taken away');
    await outbox.owes(adventure.id, tagSync('gold'), 'late');
    expect([await called('gold'), await called('gold plus')]).toEqual([[], ['adventure']]);
  });

  it('INV-35 ends with the relationship, and comes back with it', async () => {
    const seen = [];
    for (const [rev, state] of [[1, 'Active'], [2, 'Removed'], [3, 'Active']] as const) {
      await is(relationshipIn(state, { rev, tags: ['gold'] }));
      await outbox.owes(adventure.id, outgoing('customerSync', {}), state + rev);
      seen.push(await called('gold'));
    }
    expect(seen).toEqual([['adventure'], [], ['adventure']]);
  });

  it('§6.5 150 tags at once are more than one batch', async () => {
    const tags = Array.from({ length: 150 }, (_none, index) => `${'ñ'.repeat(40)} ${index}`);
    await is(relationshipIn('Active', { tags }));
    await outbox.owes(adventure.id, tagSync(...tags));
    expect([await called(tags.at(0) ?? ''), await called(tags.at(-1) ?? '')]).toEqual([['adventure'], ['adventure']]);
  });
});
