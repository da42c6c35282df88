/**
 * Replaces the official list of providers, all or nothing: a new version is written beside the one in force, one commit puts it in force,
 * and what is left of other versions is removed. Reading is listingQueries.ts.
 */

import { traceOf } from '../core/secrets.ts';
import { auditDoc } from './audit.ts';
import type { Deps } from './deps.ts';
import { homeOf, listingVersionRef, listingsHome, listingsRef, lists } from './homes.ts';
import type { Listing, ListingVersion, Listings } from './listingDoc.ts';
import { docsOf, listOf, listingSchema, listingVersionSchema, listingsSchema, marketOf } from './listingDoc.ts';
import type { Stored, Write } from './ports.ts';

export type Replaced =
  | { readonly kind: 'replaced' }
  /** The list in force says all this already. */
  | { readonly kind: 'same' }
  /** Another list came into force meanwhile; this one did not. */
  | { readonly kind: 'overtaken' };

type Parts = Pick<Deps, 'store' | 'directory' | 'clock' | 'newId'>;

const BATCH = 100;
const NO_VERSION = '';

export async function listingsInForce({ store, directory }: Pick<Deps, 'store' | 'directory'>): Promise<Listings | undefined> {
  const stored = await store.read(listingsRef(directory.operatorTenant));
  return stored && listingsSchema.parse(stored.body);
}

/** @param listings of different tenants, each in a country with a region. Throws when a store fails; then the list in force is still the old one, or already the new one. */
export async function replaceListings(deps: Parts, listings: readonly Listing[]): Promise<Replaced> {
  const ordered = listings.toSorted((one, other) => (one.tenant < other.tenant ? -1 : 1));
  const hash = traceOf(JSON.stringify(ordered.map((listing) => listingSchema.parse(listing)))); // the schema puts the keys into one order
  const old = await deps.store.read(listingsRef(deps.directory.operatorTenant));
  if (hashIn(old) === hash) {
    await removeOthers(deps);
    return { kind: 'same' };
  }
  const version = await writeVersion(deps, ordered, old ? listingsSchema.parse(old.body).version : NO_VERSION);
  const isInForce = await putInForce(deps, { v: 1, version, hash, count: listings.length, at: deps.clock() }, old);
  await removeOthers(deps);
  if (isInForce) return { kind: 'replaced' };
  return { kind: hashIn(await deps.store.read(listingsRef(deps.directory.operatorTenant))) === hash ? 'same' : 'overtaken' };
}

const hashIn = (stored: Stored | undefined): string | undefined => stored && listingsSchema.parse(stored.body).hash;

async function writeVersion(deps: Parts, listings: readonly Listing[], replaces: string): Promise<string> {
  const version = deps.newId();
  const markets = Map.groupBy(listings, marketNamed);
  const body: ListingVersion = { v: 1, version, replaces, markets: [...markets.keys()] };
  const doc = { ...listingVersionRef(deps.directory.operatorTenant, version), kind: 'listingVersion', list: lists.listingVersions, sort: version, body };
  await deps.store.commit([{ op: 'create', doc }]);
  for (const [market, inMarket] of markets) {
    const partition = listingsHome(version, market);
    await inBatches(deps, inMarket, (listing) => docsOf(partition, listing).map((doc) => ({ op: 'upsert', doc })));
  }
  return version;
}

function marketNamed(listing: Listing): string {
  const market = marketOf(listing);
  if (!market) throw new Error(`The listing of ${listing.tenant} is in ${listing.country}, a country without a CSP region`);
  return market;
}

/** @returns whether nobody else has put another list in force since `old` was read. Whoever runs the machine did it: nobody whom the directory knows (INV-58). */
async function putInForce({ store, directory, clock, newId }: Parts, body: Listings, old: Stored | undefined): Promise<boolean> {
  const ref = listingsRef(directory.operatorTenant);
  const doc = { ...ref, kind: 'listings', body };
  const noted = auditDoc({
    partition: ref.partition, actor: { kind: 'system', part: 'import' }, task: 'listings', document: body.version, event: 'imported', before: undefined, after: undefined,
    changed: { providers: { before: old ? listingsSchema.parse(old.body).count : 0, after: body.count } }, correlation: body.version,
  }, clock(), newId);
  return await store.commit([old ? { op: 'replace', doc, ifMatch: old.etag } : { op: 'create', doc }, { op: 'create', doc: noted }]) === 'saved';
}

/** Removes every version that is not in force and can never come into force: one that wanted to replace the present one may still be on its way. */
async function removeOthers(deps: Parts): Promise<void> {
  const { store, directory } = deps;
  const inForce = await listingsInForce(deps);
  const found = await store.page({ partition: homeOf(directory.operatorTenant), list: lists.listingVersions, limit: BATCH });
  for (const { body } of found) {
    const other = listingVersionSchema.parse(body);
    if (other.version !== inForce?.version && other.replaces !== (inForce?.version ?? NO_VERSION)) await removeVersion(deps, other);
  }
}

/** Of a listing, its own document goes last, because it is how the others are found. */
async function removeVersion(deps: Parts, { version, markets }: ListingVersion): Promise<void> {
  const { store, directory } = deps;
  for (const market of markets) {
    const partition = listingsHome(version, market);
    for (let found = await listingsIn(deps, partition); found.length > 0; found = await listingsIn(deps, partition)) {
      await inBatches(deps, found, ({ body }) => docsOf(partition, listingSchema.parse(body)).toReversed().map(({ id }) => ({ op: 'delete', ref: { partition, id } })));
    }
  }
  await store.commit([{ op: 'delete', ref: listingVersionRef(directory.operatorTenant, version) }]);
}

const listingsIn = async ({ store }: Parts, partition: string): Promise<readonly Stored[]> => await store.page({ partition, list: listOf({}), limit: BATCH });

async function inBatches<T>({ store }: Parts, items: readonly T[], writesFor: (item: T) => readonly Write[]): Promise<void> {
  let batch: Write[] = [];
  for (const item of items) {
    batch.push(...writesFor(item));
    while (batch.length >= BATCH) {
      await store.commit(batch.slice(0, BATCH));
      batch = batch.slice(BATCH);
    }
  }
  if (batch.length > 0) await store.commit(batch);
}
