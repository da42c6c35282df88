/** The Cosmos store while Cosmos DB misbehaves: the whole contract at several seeds, and each trouble by itself. What one answer of the service means is in cosmos.test.ts. */

import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Store, Write } from '../../src/app/ports.ts';
import { openStore } from '../../src/store/open.ts';
import type { Decide, Fault } from '../support/cosmosProxy.ts';
import { byChance } from '../support/cosmosProxy.ts';
import { troubledCosmos } from '../support/troubledCosmos.ts';
import { storeContract } from './contract.ts';
import { counter, create, doc, etagOf, opened, row } from './support.ts';

const cosmos = troubledCosmos();
afterAll(() => expect(Object.keys(cosmos.proxy.done).toSorted()).toEqual(['408', '410', '429', '449', '503', 'cutAfter', 'cutBefore', 'gateway', 'held']));

let databases = 0;
const openThrough = (decide: () => Decide | undefined) => async (clock: Parameters<typeof openStore>[1]): Promise<Store> => {
  databases += 1;
  cosmos.proxy.decide = () => undefined; // an account that cannot be reached stops the start; that is not the matter here
  const store = await openStore({ kind: 'cosmos', endpoint: cosmos.proxy.endpoint, key: cosmos.server.key, database: `trouble-${databases}` }, clock);
  cosmos.proxy.decide = decide() ?? cosmos.proxy.decide;
  return store;
};

for (const seed of [1, 20_261, 77_777]) storeContract(`Cosmos DB in trouble, seed ${seed}`, openThrough(() => byChance(seed)));

const freshPartition = counter('trouble');

/** The next requests go wrong in this order; all others pass. */
function script(only: string, ...faults: readonly Fault[]): void {
  const left = [...faults];
  cosmos.proxy.decide = ({ what }) => (what === only ? left.shift() : undefined);
}

describe('Cosmos DB, one trouble after the other', () => {
  const store = opened(openThrough(() => undefined));
  beforeEach(() => {
    cosmos.proxy.decide = () => undefined;
    cosmos.server.requests();
  });

  const troubles: readonly Fault[] = ['cutBefore', 'cutAfter', 'gateway', { status: 408 }, { status: 410 }, { status: 429, retryAfter: 1 }, { status: 449 }, { status: 503 }];

  it.each(troubles)('a batch that meets %j is saved, once, and says so', async (fault) => {
    const partition = freshPartition();
    const there = doc(partition, 'there');
    await store().commit(create(there));
    const ifMatch = await etagOf(store(), there);
    script('batch', fault, fault);
    expect(await store().commit([
      { op: 'replace', doc: { ...there, body: { text: 'new' } }, ifMatch },
      { op: 'create', once: true, doc: doc(partition, 'command') },
      { op: 'delete', ref: doc(partition, 'gone') },
    ])).toBe('saved');
    expect((await store().read(there))?.body).toEqual({ text: 'new' });
    expect(await store().read(doc(partition, 'command'))).toBeDefined();
  });

  it.each(troubles)('a read and a page that meet %j answer', async (fault) => {
    const partition = freshPartition();
    await store().commit(create(row(partition, 'a'), row(partition, 'b')));
    for (const what of ['GET document', 'query', 'query plan']) {
      script(what, fault, fault);
      expect([(await store().read(row(partition, 'a')))?.sort, (await store().page({ partition, list: 'all', limit: 5 })).map(({ sort }) => sort)]).toEqual(['a', ['a', 'b']]);
    }
  });

  it.each<[string, (partition: string) => readonly Write[]]>([
    ['one create', (partition) => create(doc(partition, 'one'))],
    ['a create that is a command', (partition) => [{ op: 'create', once: true, doc: doc(partition, 'one') }]],
    ['an upsert and a create', (partition) => [{ op: 'upsert', doc: doc(partition, 'other') }, ...create(doc(partition, 'one'))]],
    ['a delete of what is gone and a create', (partition) => [{ op: 'delete', ref: doc(partition, 'gone') }, ...create(doc(partition, 'one'))]],
  ])('%s whose answer was lost is known again', async (_, writesIn) => {
    const partition = freshPartition();
    script('batch', 'cutAfter');
    expect(await store().commit(writesIn(partition))).toBe('saved');
    expect(await store().read(doc(partition, 'one'))).toBeDefined();
  });

  it('is not known again when somebody else wrote it: a conflict stays one, a duplicate too', async () => {
    const partition = freshPartition();
    const there = doc(partition, 'there');
    await store().commit(create(there));
    const stale = await etagOf(store(), there);
    await store().commit([{ op: 'upsert', doc: there }]);
    script('batch', 'cutBefore');
    expect(await store().commit([{ op: 'replace', doc: there, ifMatch: stale }])).toBe('conflict');
    script('batch', 'cutAfter');
    expect(await store().commit([{ op: 'create', once: true, doc: there }])).toBe('duplicate');
    script('batch', 'cutAfter');
    expect(await store().commit([{ op: 'delete', ref: there, ifMatch: stale }])).toBe('conflict');
  });

  it('is known again by its command also when another instance has written over the rest meanwhile', async () => {
    const partition = freshPartition();
    const [task, command] = [doc(partition, 'task'), doc(partition, 'command')];
    const released = Promise.withResolvers<void>();
    const answers: Fault[] = ['cutAfter', { until: released.promise }];
    cosmos.proxy.decide = ({ what }) => (what === 'batch' ? answers.shift() : undefined);
    const saved = store().commit([{ op: 'create', doc: task }, { op: 'create', once: true, doc: command }]);
    while (answers.length > 0) await new Promise(setImmediate); // until the repeat is on its way
    await store().commit([{ op: 'upsert', doc: { ...task, body: { text: 'by another' } } }]);
    released.resolve();
    expect(await saved).toBe('saved');
    expect((await store().read(task))?.body).toEqual({ text: 'by another' });
  });

  it.each<[string, Fault]>([['cut connections', 'cutBefore'], ['503', { status: 503, retryAfter: 1 }]])('%s that last are a fault after four tries, and nothing is written', async (_, fault) => {
    const partition = freshPartition();
    let tries = 0;
    cosmos.proxy.decide = () => {
      tries += 1;
      return fault;
    };
    await expect(store().commit(create(doc(partition, 'one')))).rejects.toThrow('Cosmos DB could not commit');
    expect(tries).toBe(4);
    await expect(store().read(doc(partition, 'one'))).rejects.toThrow('Cosmos DB could not read');
    expect(tries).toBe(8);
    cosmos.proxy.decide = () => undefined;
    expect(await store().read(doc(partition, 'one'))).toBeUndefined();
  });

  it('does not wait for longer than a turn may last: a 429 that asks for a minute is a fault at once', async () => {
    script('batch', { status: 429, retryAfter: 60_000 });
    await expect(store().commit(create(doc(freshPartition(), 'one')))).rejects.toThrow('Cosmos DB could not commit');
    expect(cosmos.server.requests()).toEqual([]);
  });
});
