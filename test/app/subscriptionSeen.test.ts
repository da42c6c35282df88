/** Where a subscription may be raised to, as its seller is told beforehand; and which roles count at this moment. */

import { describe, expect, it } from '@jest/globals';
import { homeOf } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import { replaceOffers } from '../../src/app/offers.ts';
import { standingOf } from '../../src/app/people.ts';
import { subscriptionSeen } from '../../src/app/subscriptionSeen.ts';
import { DAY } from '../../src/core/time.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import type { Subscription } from '../../src/tasks/subscriptionDoc.ts';
import { subscriptionDocumentId, subscriptionLine } from '../../src/tasks/subscriptionDoc.ts';
import { eachWorld, given } from '../support/deps.ts';
import { relationshipIn } from '../support/partners.ts';
import { userIn } from '../support/people.ts';
import { basic, helper, ofNorte, office, premium, seller, standard, subscriptionIn } from '../support/subscriptions.ts';
import { adventure, ago, cast, contoso } from '../support/world.ts';

const world = eachWorld();

async function sold(...docs: readonly Subscription[]): Promise<void> {
  await replaceOffers(world().deps, [basic, standard, premium, { ...premium, id: 'copilot', name: 'Business Copilot', tier: 4, office365: true }]);
  await given(world(), 'relationship', ofNorte);
  for (const doc of docs) {
    await given(world(), 'subscription', doc);
    await world().deps.store.commit(lineWrites({ partition: homeOf(adventure.id), key: subscriptionDocumentId(doc.id), before: undefined, after: subscriptionLine(doc) }));
  }
}

const upgrades = async (actor = seller as Parameters<typeof subscriptionSeen>[1], doc = subscriptionIn('Active', { offer: standard })) =>
  (await subscriptionSeen(world().deps, actor, adventure.id, doc.id))?.upgrades.map(({ offer, why }) => [offer.id, why && Reflect.get(why.params, 'why')]);

describe('a higher offer', () => {
  it('INV-51 is every one of the family, and is closed while the customer can still cancel its own of it', async () => {
    await sold(subscriptionIn('Active', { offer: standard }), subscriptionIn('Active', { id: 'SUB-0000-0002', offer: premium, boughtAt: ago(DAY) }));
    expect(await upgrades()).toEqual([['premium', 'cancellable'], ['copilot', undefined]]);
  });

  it('INV-04 ORD-11 is closed to a helpdesk agent where it is of Office 365', async () => {
    await sold(subscriptionIn('Active', { offer: standard }));
    const seen = await subscriptionSeen(world().deps, helper, adventure.id, 'SUB-7K3F-9QXD');
    expect(seen?.upgrades.map(({ offer, why }) => [offer.id, why?.code])).toEqual([['premium', undefined], ['copilot', 'ORD-11']]);
  });

  it.each([['suspended', subscriptionIn('Suspended', { offer: standard })], ['bought elsewhere', subscriptionIn('Active', { offer: standard, channel: 'external' })], ['alone in its family', subscriptionIn('Active', { offer: { ...office, family: '' } })]])(
    'INV-51 is none of what is %s', async (_what, doc) => {
      await sold(doc);
      expect(await upgrades()).toEqual([]);
    });

  it('INV-59 is its seller\'s business alone', async () => {
    await sold(subscriptionIn('Active', { offer: standard }));
    await given(world(), 'relationship', relationshipIn('Active'));
    expect(await upgrades({ ...cast.salesAgent, tenant: contoso.id })).toEqual([]);
  });
});

it('C13 INV-57 a role that the programme does not know at a reseller counts for nothing there, from the next turn on', async () => {
  await given(world(), 'user', userIn('Active', { agent: 'salesAgent' }));
  const held = async (rules = world().deps.rules) => (await standingOf({ ...world().deps, rules }, contoso.id, cast.employee.id)).roles?.agent;
  expect([await held(), await held(rulesSchema.parse({ profile: 'docs-2023' }))]).toEqual(['salesAgent', 'notAnAgent']);
});
