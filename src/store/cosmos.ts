/** The store on Azure Cosmos DB: one container, one transactional batch per commit. Nothing else in src/ loads @azure/cosmos; no rule belongs here. */

import { randomUUID } from 'node:crypto';
import type { Container, CosmosClient, FeedOptions, IndexingPolicy, JSONObject, JSONValue, OperationInput, PluginConfig } from '@azure/cosmos';
import type { Committed, Doc, DocRef, PageQuery, Store, Stored, Write } from '../app/ports.ts';
import type { Clock, Instant } from '../core/time.ts';
import { between, SECOND } from '../core/time.ts';
import { partitionOf, refOf } from './batch.ts';
import { callLimit, patience, patient } from './cosmosPatience.ts';
import { unplanned } from './cosmosPlans.ts';
import { meeting } from './meeting.ts';
import { readable } from './newer.ts';

/** Without a key the managed identity is used, and the deployment must have created the container: an identity may not. */
export type CosmosSettings = {
  readonly endpoint: string;
  readonly key?: string | undefined;
  readonly database?: string | undefined;
  readonly container?: string | undefined;
};

const ordered = (order: 'ascending' | 'descending', ...paths: readonly string[]) => paths.map((path) => ({ path, order }));

/** Only what `page` and `due` ask for: writing costs more with every indexed path (teams-platform §17.3). */
export const indexingPolicy: IndexingPolicy = {
  indexingMode: 'consistent',
  automatic: true,
  includedPaths: ['/partition/?', '/list/?', '/sort/?', '/kind/?', '/due/?'].map((path) => ({ path })),
  excludedPaths: [{ path: '/*' }],
  // Cosmos reads an index in either direction; the local server needs one for each.
  compositeIndexes: [
    ordered('ascending', '/partition', '/list', '/sort'), ordered('descending', '/partition', '/list', '/sort'), ordered('ascending', '/kind', '/due'),
  ],
};

// Ordered by exactly the paths of a composite index, so that Cosmos reads no further than it answers. The partition is named although
// the request carries it, for that order, and because the local server does not filter by the request's.
const PAGE = `SELECT TOP @limit * FROM c WHERE c.partition = @partition AND c.list = @list AND c.sort > @after AND STARTSWITH(c.sort, @prefix)
  ORDER BY c.partition, c.list, c.sort`;
const PAGE_BACKWARDS = `SELECT TOP @limit * FROM c WHERE c.partition = @partition AND c.list = @list AND c.sort < @before AND STARTSWITH(c.sort, @prefix)
  ORDER BY c.partition DESC, c.list DESC, c.sort DESC`;
/** Sorts after every sort key. */
const LAST = '\u{10FFFF}';
/** Ids are indexed always, so this reads what it answers. */
const some = (count: number): string => `SELECT * FROM c WHERE c.partition = @partition AND c.id IN (${Array.from({ length: count }, (_unused, index) => `@id${index}`).join(', ')})`;
const DUE = 'SELECT TOP @limit * FROM c WHERE c.kind = @kind AND c.due <= @now ORDER BY c.kind, c.due';

/**
 * A document as Cosmos keeps it. What users wrote is inside `body`, where it cannot be taken for a field of the system. `commit` is drawn
 * for each commit, so that one whose answer was lost knows its own writes again.
 */
type Resource = Doc & { readonly _etag: string; readonly ttl?: number; readonly commit?: string };

export async function openCosmos(settings: CosmosSettings, clock: Clock): Promise<Store> {
  const client = await connect(settings);
  const container = settings.key === undefined ? containerOf(client, settings) : await ensureContainer(client, settings);
  const readMet = meeting(
    async (ref) => {
      const resource = await read(container, ref);
      return resource && toStored(resource);
    },
    async (partition, ids) => {
      const values = Object.fromEntries(ids.map((id, index) => [`id${index}`, encodeId(id)]));
      return await query(container, { text: some(ids.length), values: { partition, ...values }, options: { partitionKey: partition, maxItemCount: ids.length } });
    },
  );
  return {
    async read(ref) {
      const stored = canBeThere(ref) ? await readMet(ref) : undefined;
      return stored && readable(stored);
    },
    commit: (writes) => commit(container, writes, clock()),
    async page({ partition, list, prefix = '', after = '', backwards, limit }: PageQuery) {
      const values = { partition, list, prefix, limit };
      const options = { partitionKey: partition, maxItemCount: limit };
      const found = await query(container, backwards ? { text: PAGE_BACKWARDS, values: { ...values, before: after || LAST }, options } : { text: PAGE, values: { ...values, after }, options });
      return found.map(readable);
    },
    due: (kind, now, limit) =>
      query(container, { text: DUE, values: { kind, now, limit }, options: { maxItemCount: limit } }),
    async *everything() {
      const pages = container.items.query<Resource>('SELECT * FROM c', { maxItemCount: 500 });
      while (pages.hasMoreResults()) {
        const { resources } = await calling('read everything', () => pages.fetchNext());
        if (resources && resources.length > 0) yield resources.map(toStored);
      }
    },
    async close() {
      client.dispose();
    },
  };
}

/** Creates what is missing; needs the account's key. */
export async function ensureContainer(client: CosmosClient, settings: CosmosSettings): Promise<Container> {
  const wanted = containerOf(client, settings);
  return calling('create the container', async () => {
    const { database } = await client.databases.createIfNotExists({ id: wanted.database.id });
    const { container } = await database.containers.createIfNotExists({
      id: wanted.id,
      partitionKey: { paths: ['/partition'] },
      defaultTtl: -1, // no document ends by itself unless it says so
      indexingPolicy,
    });
    return container;
  });
}

async function connect({ endpoint, key }: CosmosSettings): Promise<CosmosClient> {
  const { CosmosClient } = await import('@azure/cosmos');
  // An emulator announces itself under an address of its own, which is often not where it was reached.
  const enableEndpointDiscovery = !['localhost', '127.0.0.1', '[::1]'].includes(new URL(endpoint).hostname);
  // The type of the options does not name the plugins, which the client takes, and whose types it exports.
  const options = { endpoint, connectionPolicy: { ...patience, enableEndpointDiscovery }, plugins: [unplanned, patient].map((plugin) => ({ on: 'request', plugin }) satisfies PluginConfig) };
  if (key !== undefined) return new CosmosClient({ ...options, key });
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new CosmosClient({ ...options, aadCredentials: new DefaultAzureCredential() });
}

function containerOf(client: CosmosClient, { database = 'enlace', container = 'documents' }: CosmosSettings): Container {
  return client.database(database).container(container);
}

/**
 * Cosmos fails a whole batch when it deletes what is gone, the port does not: such a batch is sent again without that delete. These
 * deletes go first, so that nothing was written before them even on the local server, which does not roll back.
 */
async function commit(container: Container, writes: readonly Write[], now: Instant): Promise<Committed> {
  const stamp: Stamp = { partition: partitionOf(writes), commit: randomUUID(), now };
  let batch = [...writes.filter(isFreeDelete), ...writes.filter((write) => !isFreeDelete(write))];
  while (batch.length > 0) {
    const failure = await send(container, batch, stamp);
    if (!failure) return 'saved';
    const { write, status } = failure;
    if (status !== 404 || !isFreeDelete(write)) return await isOurs(container, batch, { failure, stamp }) ? 'saved' : outcomeOf(failure);
    batch = batch.filter((other) => other !== write);
  }
  return 'saved';
}

const isFreeDelete = (write: Write) => write.op === 'delete' && write.ifMatch === undefined;

/** What is the same in all operations of one commit. */
type Stamp = { readonly partition: string; readonly commit: string; readonly now: Instant };
type Failure = { readonly write: Write; readonly status: number };

/**
 * The batch may stand in its own way: it was written, the answer was lost on the way back, and it was sent again. The document of the
 * command shows it for good, as nobody writes over it; without one, the document that is in the way does.
 */
async function isOurs(container: Container, batch: readonly Write[], { failure, stamp }: { failure: Failure; stamp: Stamp }): Promise<boolean> {
  if (![404, 409, 412].includes(failure.status)) return false;
  const witness = batch.find((write) => write.op === 'create' && write.once) ?? failure.write;
  return (await read(container, refOf(witness)))?.commit === stamp.commit;
}

async function read(container: Container, { partition, id }: DocRef): Promise<Resource | undefined> {
  const { resource } = await calling('read', (abortSignal) => container.item(encodeId(id), partition).read<Resource>({ abortSignal }));
  return resource;
}

/** A batch that fails does not throw: one operation has the reason, the others 424 because of it (teams-platform §17.2). */
async function send(container: Container, writes: readonly Write[], stamp: Stamp): Promise<Failure | undefined> {
  const operations = writes.map((write) => toOperation(write, stamp));
  const { code, result = [] } = await calling('commit', (abortSignal) => container.items.batch(operations, stamp.partition, { abortSignal }));
  if (code === 200 && result.length === writes.length && result.every(({ statusCode }) => statusCode < 300)) return undefined;

  const failed = result.findIndex(({ statusCode }) => statusCode >= 300 && statusCode !== 424);
  const write = writes[failed];
  const status = result[failed]?.statusCode;
  if (!write || status === undefined) throw new Error(`Cosmos DB answered ${code} to a batch without a reason`, { cause: result });
  return { write, status };
}

function outcomeOf({ write, status }: Failure): Committed {
  if (write.op === 'create' && status === 409) return write.once ? 'duplicate' : 'conflict';
  if ('ifMatch' in write && (status === 404 || status === 412)) return 'conflict';
  throw new Error(`Cosmos DB could not commit: it answered ${status} to a ${write.op}`, { cause: { status } });
}

function toOperation(write: Write, { partition: partitionKey, commit, now }: Stamp): OperationInput {
  switch (write.op) {
    case 'create': return { operationType: 'Create', partitionKey, resourceBody: toResource(write.doc, { commit, now }) };
    case 'upsert': return { operationType: 'Upsert', partitionKey, resourceBody: toResource(write.doc, { commit, now }) };
    case 'replace': return { operationType: 'Replace', partitionKey, id: encodeId(write.doc.id), ifMatch: write.ifMatch, resourceBody: toResource(write.doc, { commit, now }) };
    case 'delete': return { operationType: 'Delete', partitionKey, id: encodeId(write.ref.id), ...(write.ifMatch !== undefined && { ifMatch: write.ifMatch }) };
  }
}

type Question = { readonly text: string; readonly values: Readonly<Record<string, JSONValue>>; readonly options: FeedOptions };

async function query(container: Container, { text, values, options }: Question): Promise<readonly Stored[]> {
  const parameters = Object.entries(values).map(([name, value]) => ({ name: `@${name}`, value }));
  const { resources } = await calling('query', (abortSignal) => container.items.query<Resource>({ query: text, parameters }, { ...options, abortSignal }).fetchAll());
  return resources.map(toStored);
}

function toResource({ partition, id, kind, list, sort, due, expires, body }: Doc, { commit, now }: Pick<Stamp, 'commit' | 'now'>): JSONObject {
  // Cosmos counts from the moment of the write, and takes no zero.
  const ttl = expires && Math.max(1, Math.ceil(between(now, expires) / SECOND));
  // Undefined fields are left out when the client makes JSON of this; what a body holds is JSON by the port.
  return { id: encodeId(id), partition, kind, list, sort, due, expires, ttl, commit, body } as unknown as JSONObject;
}

function toStored({ partition, id, kind, list, sort, due, expires, body, _etag }: Resource): Stored {
  return {
    partition, id: decodeId(id), kind, body, etag: _etag,
    ...(list !== undefined && { list }),
    ...(sort !== undefined && { sort }),
    ...(due !== undefined && { due }),
    ...(expires !== undefined && { expires }),
  };
}

// Cosmos takes no `/ \ # ?` in an id and stumbles over a final space (teams-platform §17.2); a `%` would be decoded once too often on the way.
const encodeId = (id: string) => encodeURIComponent(id).replaceAll('%3A', ':').replaceAll('%', '=');
const decodeId = (id: string) => decodeURIComponent(id.replaceAll('=', '%'));

/** Cards say anything, and a name that no document can have is no fault: of some text there is no encoding, and names end somewhere (teams-platform §17.1). */
const canBeThere = ({ partition, id }: DocRef): boolean =>
  partition.isWellFormed() && id.isWellFormed() && Buffer.byteLength(partition) <= LONGEST_PARTITION && encodeId(id).length <= LONGEST_ID;
const LONGEST_PARTITION = 2_048;
const LONGEST_ID = 1_023;

async function calling<T>(what: string, call: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
  try {
    return await call(callLimit());
  } catch (cause) {
    throw new Error(`Cosmos DB could not ${what}`, { cause });
  }
}
