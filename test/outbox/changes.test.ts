/** What a change that a reseller asked for owes between two homes (WF-25): the provider's list, and news for those who are asked and for who asked. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { changeIn as stored } from '../../src/app/changes.ts';
import { homeOf, lists } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import type { PartnerRoles } from '../../src/core/actor.ts';
import { plus } from '../../src/core/time.ts';
import type { Change } from '../../src/tasks/changeDoc.ts';
import { CHANGES, changeDocumentId, changeLine } from '../../src/tasks/changeDoc.ts';
import type { PayloadOf } from '../../src/tasks/outgoing.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { relationship, relationshipDocumentId } from '../../src/tasks/relationship.ts';
import { userDocumentId, userLine } from '../../src/tasks/userDoc.ts';
import { eachWorld, given } from '../support/deps.ts';
import { relationshipIn } from '../support/partners.ts';
import { userIn } from '../support/people.ts';
import { changeIn } from '../support/subscriptions.ts';
import { NOW, adventure, cast, contoso, fabrikam, norte, personNamed, tenantNamed } from '../support/world.ts';
import type { Instance } from './support.ts';
import { instanceOf, listIn, reachable } from './support.ts';

const world = eachWorld();
let outbox: Instance;
beforeEach(() => { outbox = instanceOf(world()); });

const asked = outgoing('changeAsked', { change: 'CHG-7K3F-9QXD', news: 'asked' });
const sync = outgoing('changeSync', { change: 'CHG-7K3F-9QXD' });
const inListOf = async (tenant: typeof norte.id) => (await listIn(world().deps, tenant, CHANGES)).map(({ id, state }) => `${String(id)} ${String(state)}`);

const sales = { agent: 'salesAgent', admin: 'notAnAdmin' } as const;
const nobody = { agent: 'notAnAgent', admin: 'notAnAdmin' } as const;

/** Somebody of Norte's, as the directory names them. */
const works = (id: string, roles: PartnerRoles): void => {
  world().people.push({ tenant: norte.id, id: personNamed(id), name: id, email: undefined, directoryRoles: [], roles });
};
/** The same as a user of its account, who stands in the list of users. */
async function isUser(id: string, roles: PartnerRoles): Promise<void> {
  const doc = userIn('Active', { id: personNamed(id), tenant: norte.id, name: id, ...roles });
  await given(world(), 'user', doc);
  await world().deps.store.commit(lineWrites({ partition: homeOf(norte.id), key: userDocumentId(id), before: undefined, after: userLine(doc) }));
}

describe('the lists', () => {
  it('WF-25 stands in the provider\'s list as it is at its source, whichever row comes last', async () => {
    await given(world(), 'change', changeIn('Accepted'));
    await outbox.owes(contoso.id, sync);
    expect(await inListOf(norte.id)).toEqual(['CHG-7K3F-9QXD Accepted']);
    await outbox.owes(contoso.id, sync, 'again');
    expect(await inListOf(norte.id)).toEqual(['CHG-7K3F-9QXD Accepted']);
  });

  it('what is not there is in no list, and kills no row', async () => {
    await outbox.owes(contoso.id, sync);
    await outbox.owes(contoso.id, asked);
    expect([await inListOf(norte.id), await listIn(world().deps, contoso.id, lists.dead)]).toEqual([[], []]);
  });
});

describe('what the companies had in common ends', () => {
  const about = (number: number, more: Partial<Change> = {}): Change => changeIn('Requested', { id: `CHG-0000-000${number}`, ...more });
  const other = { id: norte.id, name: 'Norte' };
  const ends = (more: Partial<PayloadOf<'changesEnd'>>) => outgoing('changesEnd', { ended: 'partnership', at: NOW, ...more });

  /** In the list of who asked too. */
  async function asks(...docs: readonly Change[]): Promise<void> {
    for (const doc of docs) {
      await given(world(), 'change', doc);
      await world().deps.store.commit(lineWrites({ partition: homeOf(doc.tenant), key: changeDocumentId(doc.id), before: undefined, after: changeLine(doc) }));
    }
  }
  async function serves(partner: typeof norte.id): Promise<void> {
    const doc = relationshipIn('Active', { id: partner, partner });
    await given(world(), 'relationship', doc);
    await world().deps.store.commit(lineWrites({ partition: homeOf(adventure.id), key: relationshipDocumentId(partner), before: undefined, after: relationship.line(doc) }));
  }
  const statesIn = async (tenant: typeof norte.id) => (await inListOf(tenant)).toSorted();

  it('WF-25 INV-19 with the partnership, the open requests to that provider, in both lists, once', async () => {
    await asks(about(1), about(2, changeIn('Accepted', { id: 'CHG-0000-0002' })), about(3, changeIn('Done', { id: 'CHG-0000-0003' })), about(4, { provider: { ...other, id: tenantNamed('sur') } }));
    for (const delivery of ['one', 'two']) await outbox.owes(contoso.id, ends({ reseller: contoso.id, provider: norte.id }), delivery);
    expect(await statesIn(contoso.id)).toEqual(['CHG-0000-0001 Ended', 'CHG-0000-0002 Ended', 'CHG-0000-0003 Done', 'CHG-0000-0004 Requested']);
    expect(await statesIn(norte.id)).toEqual(['CHG-0000-0001 Ended', 'CHG-0000-0002 Ended']);
    expect((await stored(world().deps, contoso.id, 'CHG-0000-0001'))?.history.map(({ state }) => state)).toEqual(['Requested', 'Ended']);
    expect(outbox.said).toEqual([]); // M9
  });

  it('WF-25 INV-36 with the relationship of a provider, those of every reseller of the customer; of others nothing', async () => {
    for (const partner of [contoso, fabrikam]) await serves(partner.id);
    await asks(about(1), about(2, { tenant: fabrikam.id }), about(3, { customer: { ...other, id: tenantNamed('another') } }));
    await outbox.owes(adventure.id, ends({ ended: 'relationship', provider: norte.id, customer: adventure.id }));
    expect([await statesIn(contoso.id), await statesIn(fabrikam.id)]).toEqual([['CHG-0000-0001 Ended', 'CHG-0000-0003 Requested'], ['CHG-0000-0002 Ended']]);
  });

  it('WF-25 with a reseller\'s own, its requests about that customer, of whichever provider; what was asked for since stays open', async () => {
    await asks(about(1), about(2, { provider: { ...other, id: tenantNamed('sur') } }), about(3, { history: [{ at: plus(NOW, 1), state: 'Requested', by: 'Sal' }] }));
    await outbox.owes(adventure.id, ends({ ended: 'relationship', reseller: contoso.id, customer: adventure.id }));
    expect(await statesIn(contoso.id)).toEqual(['CHG-0000-0001 Ended', 'CHG-0000-0002 Ended', 'CHG-0000-0003 Requested']);
  });
});

describe('news', () => {
  it('WF-25 INV-57 go to those of the provider who may order at this moment and have spoken with the bot, once each', async () => {
    await given(world(), 'change', changeIn('Requested'));
    for (const [id, roles] of [['iker', sales], ['silent', sales], ['eva', nobody], ['former', sales], ['new', nobody]] as const) works(id, roles);
    await isUser('former', nobody);
    await isUser('new', sales);
    for (const id of ['iker', 'eva', 'former', 'new']) await reachable(world().deps, norte.id, id);
    await reachable(world().deps, contoso.id, cast.salesAgent.id);
    for (let delivery = 1; delivery <= 2; delivery++) await outbox.owes(contoso.id, asked);
    expect(outbox.said.map(({ conversation }) => conversation)).toEqual(['chat:norte:iker', 'chat:norte:new']);
    expect(outbox.said[0]?.text).toContain('Contoso Iberia pide un cambio');
    await outbox.owes(contoso.id, outgoing('changeAsked', { change: 'CHG-7K3F-9QXD', news: 'withdrawn' }), 'withdrawn');
    expect(outbox.said.slice(2).map(({ text }) => text.split('\n')[0])).toEqual(['Contoso Iberia ya no pide un cambio', 'Contoso Iberia ya no pide un cambio']);
  });

  it('WF-25 who asked hears what became of it, in their language', async () => {
    const conversation = await reachable(world().deps, contoso.id, cast.salesAgent.id, 'en');
    for (const news of ['accepted', 'done', 'declined'] as const) {
      await outbox.owes(contoso.id, outgoing('changeNotice', { person: cast.salesAgent.id, news, company: 'Norte *S.A.*', customer: 'Adventure Works', change: 'CHG-7K3F-9QXD', reseller: contoso.id }, news), news);
    }
    expect(outbox.said.map((said) => [said.conversation, said.text.split('\n')[0]])).toEqual([
      [conversation, 'Norte \\*S.A.\\* does what you asked for'], [conversation, 'Done: what you asked Norte \\*S.A.\\* for'], [conversation, 'Norte \\*S.A.\\* does not do what you asked for'],
    ]);
  });
});
