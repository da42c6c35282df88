/**
 * The Cosmos store: the contract against the community's server, and against a real account when COSMOS_ENDPOINT and COSMOS_KEY name one.
 * The community's server keeps the operations before one that fails: it shows what the store asks and how it reads the answers, and a
 * real account alone can show that a failed batch leaves nothing.
 */

import { randomUUID } from 'node:crypto';
import { CosmosClient } from '@azure/cosmos';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Committed, Write } from '../../src/app/ports.ts';
import { plus, SECOND } from '../../src/core/time.ts';
import { openStore } from '../../src/store/open.ts';
import { rollbackContract, storeContract } from './contract.ts';
import type { OpenStore } from './support.ts';
import { counter, create, doc, handClock, NOW, opened, row } from './support.ts';
import type { CosmosServer } from './supportCosmos.ts';
import { startCosmos } from './supportCosmos.ts';

let server: CosmosServer;
beforeAll(async () => { server = await startCosmos(); });
afterAll(() => server.close());

const openLocal: OpenStore = (clock) => openStore({ kind: 'cosmos', endpoint: server.endpoint, key: server.key }, clock);
storeContract('Cosmos DB, community server (no rollback shown)', openLocal);

const { COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key } = process.env;
if (endpoint && key) {
  const database = `enlace-test-${randomUUID()}`;
  const openAccount: OpenStore = (clock) => openStore({ kind: 'cosmos', endpoint, key, database }, clock);
  storeContract('Cosmos DB, account', openAccount);
  rollbackContract('Cosmos DB, account', openAccount);
  afterAll(async () => {
    const client = new CosmosClient({ endpoint, key });
    await client.database(database).delete();
    client.dispose();
  });
}

/** The document as Cosmos has it. */
async function raw(partition: string, id: string) {
  const client = new CosmosClient({ endpoint: server.endpoint, key: server.key, connectionPolicy: { enableEndpointDiscovery: false } });
  const { resource } = await client.database('enlace').container('documents').item(id, partition).read();
  client.dispose();
  return resource;
}

const freshPartition = counter('cosmos');

describe('Cosmos DB requests', () => {
  const store = opened(openLocal);
  beforeEach(() => { server.requests(); });

  it('makes one request for a read, one for a commit, and one for a page: no plan of a query that asks one partition', async () => {
    const partition = freshPartition();
    await store().commit(create(row(partition, 'a'), row(partition, 'b'), row(partition, 'c')));
    expect(server.requests()).toEqual(['batch']);
    await store().read(row(partition, 'a'));
    expect(server.requests()).toEqual(['GET document']);
    expect(await store().page({ partition, list: 'all', limit: 2 })).toHaveLength(2);
    expect(server.requests()).toEqual(['query']);
  });

  it('keeps bodies apart from the fields of the system, ids free of what Cosmos refuses, and says when a document ends', async () => {
    const partition = freshPartition();
    await store().commit(create(doc(partition, 'a/b\\c#d?e=f%', { expires: plus(NOW, 90 * SECOND - 1), body: { id: 'mine', ttl: 5 } })));
    expect(await raw(partition, 'a=2Fb=5Cc=23d=3Fe=3Df=25')).toMatchObject({ partition, kind: 'note', ttl: 90, body: { id: 'mine', ttl: 5 } });
  });

  it('gives a second to a document that has expired already, and no end to others', async () => {
    const partition = freshPartition();
    await store().commit(create(doc(partition, 'expired', { expires: plus(NOW, -SECOND) }), doc(partition, 'lasting')));
    expect(await raw(partition, 'expired')).toHaveProperty('ttl', 1);
    expect(await raw(partition, 'lasting')).not.toHaveProperty('ttl');
  });

  it('opens with the managed identity when there is no key, and asks for nothing yet', async () => {
    const keyless = await openStore({ kind: 'cosmos', endpoint: server.endpoint }, handClock());
    await keyless.close();
    expect(server.requests()).toEqual([]);
  });
});

const statuses = (...codes: readonly number[]) => codes.map((statusCode) => ({ statusCode, requestCharge: 1 }));
const batch = (partition: string): readonly Write[] => [
  { op: 'replace', doc: doc(partition, 'replaced'), ifMatch: 'seen' },
  { op: 'create', doc: doc(partition, 'command'), once: true },
  { op: 'create', doc: doc(partition, 'created') },
];

/** Answers as the service gives them, and this server does not: 207, and 424 for every operation but the one that failed. */
describe('Cosmos DB batch answers', () => {
  const store = opened(openLocal);
  beforeEach(() => { server.requests(); });

  it.each<[readonly number[], Committed]>([
    [[412, 424, 424], 'conflict'],
    [[404, 424, 424], 'conflict'],
    [[424, 409, 424], 'duplicate'],
    [[424, 424, 409], 'conflict'],
  ])('reads %j as %s', async (codes, outcome) => {
    server.answerBatch(207, statuses(...codes));
    expect(await store().commit(batch(freshPartition()))).toBe(outcome);
    expect(server.requests()).toEqual(['batch', 'GET document']); // was it our own, the answer lost?
  });

  it.each<[string, number, unknown]>([
    ['an operation that found no place', 207, statuses(424, 404, 424)],
    ['operations that all blame another', 207, statuses(424, 424, 424)],
    ['operations that went well in a batch that did not', 207, statuses(200, 201, 201)],
    ['fewer answers than operations', 200, statuses(200, 201)],
    ['a batch that was refused', 413, { code: 'RequestEntityTooLarge', message: 'too large' }],
  ])('throws at %s', async (_, status, body) => {
    server.answerBatch(status, body);
    await expect(store().commit(batch(freshPartition()))).rejects.toMatchObject({ message: expect.stringMatching(/^Cosmos DB/), cause: expect.anything() });
  });

  it('gives up after three repeats when it is throttled: a turn does not wait longer', async () => {
    for (let times = 1; times <= 4; times++) server.answerBatch(429, { code: 'TooManyRequests', message: 'slow down' });
    await expect(store().commit(batch(freshPartition()))).rejects.toThrow(/^Cosmos DB/);
    expect(server.requests()).toEqual(['batch', 'batch', 'batch', 'batch']);
  });

  it('asks again when one operation of a batch is throttled', async () => {
    const partition = freshPartition();
    server.answerBatch(207, statuses(424, 429));
    expect(await store().commit(create(doc(partition, 'one'), doc(partition, 'two')))).toBe('saved');
    expect(server.requests()).toEqual(['batch', 'batch']);
  });

  it('sends a batch again without the delete of what is gone', async () => {
    const partition = freshPartition();
    server.answerBatch(207, statuses(424, 404, 424));
    expect(await store().commit([
      { op: 'create', doc: doc(partition, 'created') },
      { op: 'delete', ref: doc(partition, 'gone by now') },
      { op: 'delete', ref: doc(partition, 'gone') },
    ])).toBe('saved');
    expect(server.requests()).toEqual(['batch', 'batch', 'batch']);
    expect(await store().read(doc(partition, 'created'))).toBeDefined();
  });
});
