/** What could not be delivered: who finds it, who may send it again, and that nothing is lost in between. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { PostRefused } from '../../bot/outbox/refused.ts';
import { deadRow, deadRows, deadScope, retryRow } from '../../src/app/deadRows.ts';
import { homeOf, lists } from '../../src/app/homes.ts';
import { LEASE } from '../../src/app/outboxRows.ts';
import type { Doc } from '../../src/app/ports.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { eachWorld } from '../support/deps.ts';
import { NOW, cast, contoso, fabrikam, operator } from '../support/world.ts';
import type { Instance } from './support.ts';
import { instanceOf, listIn, passes, reachable } from './support.ts';

const world = eachWorld();
const { adminAgent: ada, reviewer: rut } = cast;
/** An admin agent of the operator's own company, who is no programme admin. */
const oda = { ...ada, tenant: operator.id };
let outbox: Instance;
beforeEach(async () => {
  outbox = instanceOf(world());
  for (const { id } of [contoso, fabrikam, operator]) await reachable(world().deps, id, 'ana');
  outbox.trouble = () => { throw new PostRefused(413, 'never', undefined); };
});

const notice = (person = 'ana') => outgoing('partnershipNotice', { person, news: 'expired', company: '', about: 'REQ-1', email: 'a@b.es' }, person);
const dies = async (tenant = contoso.id): Promise<Doc> => await outbox.owes(tenant, notice());
const idsFor = async (actor: typeof ada | typeof rut, search = '') => (await deadRows(world().deps, { tenant: deadScope(actor), search, after: undefined })).rows.map(({ partition }) => partition);
const retry = async (actor: typeof ada | typeof rut, { partition, id }: Pick<Doc, 'partition' | 'id'>) => await retryRow(outbox.deps, actor, { partition, id, correlation: 'c0ffee' });

describe('a row that was given up', () => {
  it('is found with what it was, whose, and why it failed', async () => {
    const row = await dies();
    const { rows } = await deadRows(world().deps, { tenant: contoso.id, search: '', after: undefined });
    const expected = { partition: row.partition, id: row.id, kind: 'partnershipNotice', tenant: 'contoso', reason: 'The channel answered 413', createdAt: NOW, attempts: 1, why: 'tooBig' };
    expect([...rows, await deadRow(world().deps, ada, row)]).toEqual([expected, expected]);
  });

  it('INV-56 is seen by its company and by programme admins, and by nobody else of the operator or of another company', async () => {
    await dies();
    await dies(fabrikam.id);
    expect(await idsFor(ada)).toEqual(['tenant:contoso']);
    expect(await idsFor(oda)).toEqual([]);
    expect((await idsFor(rut)).toSorted()).toEqual(['tenant:contoso', 'tenant:fabrikam']);
    expect([await idsFor(rut, 'fabr'), await idsFor(ada, 'fabr'), (await idsFor(rut, 'partnershipn')).length]).toEqual([['tenant:fabrikam'], [], 2]);
  });

  it('of the operator stands in both lists of its home', async () => {
    await dies(operator.id);
    expect([await idsFor(oda), await idsFor(rut)]).toEqual([['tenant:operator'], ['tenant:operator']]);
  });

  it('that cannot be read is found as well, and gets another look when somebody asks for it', async () => {
    const doc: Doc = { partition: homeOf(contoso.id), id: 'outbox:poison', kind: 'outbox', due: NOW, body: { v: 7 } };
    await world().deps.store.commit([{ op: 'create', doc }]);
    await passes(world(), outbox, 0);
    expect([await idsFor(ada), await idsFor(rut)]).toEqual([[doc.partition], [doc.partition]]);
    expect(await retry(rut, doc)).toBe('retried');
    expect([await idsFor(ada), await idsFor(rut), await world().deps.store.read(doc)]).toMatchObject([[], [], { due: NOW }]);
    await passes(world(), outbox, 0);
    expect([await idsFor(ada), await idsFor(rut)]).toEqual([[doc.partition], [doc.partition]]);
  });
});

describe('a crash', () => {
  it('before the row is marked leaves a row that is tried again and that operators can see', async () => {
    // To be stored, to be listed for operators, and then the instance is gone.
    world().meanwhile.push(async () => {}, async () => {}, async () => { throw new Error('The process has ended'); });
    const row = await dies();
    expect(await world().deps.store.read(row)).toMatchObject({ due: expect.any(String) });
    expect(await idsFor(rut)).toEqual(['tenant:contoso']);
    await passes(world(), outbox, LEASE);
    expect([await idsFor(rut), await idsFor(ada)]).toEqual([['tenant:contoso'], ['tenant:contoso']]);
  });

  it('leaves nothing in the list of a row that was delivered after all', async () => {
    world().meanwhile.push(async () => {}, async () => {}, async () => { throw new Error('The process has ended'); });
    const row = await dies();
    outbox.trouble = () => {};
    await passes(world(), outbox, LEASE);
    expect([await world().deps.store.read(row), await idsFor(rut), outbox.said.length]).toEqual([undefined, [], 1]);
  });

  it('between a retry and the lists leaves a row that is delivered by the next instance, and then stands nowhere', async () => {
    const row = await dies();
    outbox.trouble = () => {};
    world().meanwhile.push(async () => {}, async () => { throw new Error('The process has ended'); });
    await expect(retry(rut, row)).rejects.toThrow('The process has ended');
    await passes(world(), outbox, LEASE);
    expect([outbox.said.length, await world().deps.store.read(row), await idsFor(ada), await idsFor(rut)]).toEqual([1, undefined, [], []]);
  });
});

describe('a retry', () => {
  it('sends the row again at once, takes it off both lists, and is written down', async () => {
    const row = await dies();
    outbox.trouble = () => {};
    expect(await retry(ada, row)).toBe('retried');
    await outbox.pump.idle();
    expect([outbox.said.length, await world().deps.store.read(row), await idsFor(ada), await idsFor(rut)]).toEqual([1, undefined, [], []]);
    expect(await listIn(world().deps, contoso.id, lists.audit)).toMatchObject([{ task: 'outbox', event: 'retry', document: row.id, outcome: 'done', actor: { id: 'ada' } }]);
  });

  it('that fails again puts it back on both lists', async () => {
    const row = await dies();
    expect(await retry(rut, row)).toBe('retried');
    await outbox.pump.idle();
    expect(await world().deps.store.read(row)).toMatchObject({ list: lists.dead });
    expect([await idsFor(ada), await idsFor(rut)]).toEqual([['tenant:contoso'], ['tenant:contoso']]);
  });

  it('of what may have arrived begins anew: whoever asks for it was told', async () => {
    outbox.trouble = () => { throw new PostRefused(undefined, 'unsure', undefined); };
    const row = await dies();
    await passes(world(), outbox, LEASE);
    expect(await deadRow(world().deps, ada, row)).toMatchObject({ why: 'unsure' });
    await retry(ada, row);
    await outbox.pump.idle();
    const body = (await world().deps.store.read(row))?.body;
    expect([body?.['attempts'], body?.['unsure'], body?.['why']]).toEqual([1, true, undefined]);
  });

  it('INV-56 of another company, of what is alive, and of what is no row changes nothing', async () => {
    const row = await dies(fabrikam.id);
    const alive = await outbox.owes(contoso.id, { ...notice('eva'), at: NOW });
    const person = { partition: homeOf(contoso.id), id: 'person:ana' };
    expect([await retry(ada, row), await retry(oda, row), await retry(ada, alive), await retry(rut, person), await retry(rut, { ...person, id: 'nothing' })]).toEqual(Array(5).fill('gone'));
    expect([await deadRow(world().deps, ada, row), await idsFor(rut)]).toEqual([undefined, ['tenant:fabrikam']]);
    expect(await listIn(world().deps, fabrikam.id, lists.audit)).toEqual([]);
  });

  it('of two people at once happens once', async () => {
    const row = await dies();
    outbox.trouble = () => {};
    const answers = await Promise.all([retry(ada, row), retry(rut, row)]);
    await outbox.pump.idle();
    expect([answers.toSorted(), outbox.said.length, await idsFor(rut)]).toEqual([['gone', 'retried'], 1, []]);
  });
});
