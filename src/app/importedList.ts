/**
 * Replaces a list that operators load from a file, all or nothing: a new version is written beside the one in force, one commit puts it in
 * force, and what is left of other versions is removed. Which lists there are, and how they are read, is listings.ts and offers.ts.
 */

import { z } from 'zod';
import { traceOf } from '../core/secrets.ts';
import { storedInstant } from '../core/stored.ts';
import { auditDoc } from './audit.ts';
import type { Deps } from './deps.ts';
import { guarded } from './guarded.ts';
import { homeOf, inForceRef, versionRef } from './homes.ts';
import type { Doc, Stored, Write } from './ports.ts';

export type ImportedList<T> = {
  /** What its documents in the operator's home and its entries in the audit log are called. */
  readonly name: 'listings' | 'offers';
  /** The list of its versions, and the name of what it is a list of. */
  readonly versions: string;
  readonly counted: string;
  readonly schema: { readonly parse: (body: unknown) => T };
  readonly keyOf: (item: T) => string;
  /** The part of the list that the item is in; each part of a version has a home of its own. */
  readonly marketOf: (item: T) => string;
  readonly homeOf: (version: string, market: string) => string;
  /** The first holds the item and stands in the list `whole`, so that whoever finds it knows the others. */
  readonly docsOf: (partition: string, item: T) => readonly Doc[];
  readonly whole: string;
};

export type Replaced =
  | { readonly kind: 'replaced' }
  /** The list in force says all this already. */
  | { readonly kind: 'same' }
  /** Another list came into force meanwhile; this one did not. */
  | { readonly kind: 'overtaken' };

/** The version that is in force. */
export const inForceSchema = z.object({ v: z.literal(1), version: z.string(), hash: z.string(), count: z.number().int(), at: storedInstant });
export type InForce = z.output<typeof inForceSchema>;

/** Written before the first item of a version. `replaces` is the version that was in force then. */
export const versionSchema = z.object({ v: z.literal(1), version: z.string(), replaces: z.string(), markets: z.array(z.string()) });
type Version = z.output<typeof versionSchema>;

export type ImportParts = Pick<Deps, 'store' | 'directory' | 'clock' | 'newId'>;
type Import<T> = { readonly deps: ImportParts; readonly list: ImportedList<T> };

const BATCH = 100;
const NO_VERSION = '';

export async function inForce({ store, directory }: Pick<Deps, 'store' | 'directory'>, { name }: Pick<ImportedList<never>, 'name'>): Promise<InForce | undefined> {
  const stored = await store.read(inForceRef(directory.operatorTenant, name));
  return stored && inForceSchema.parse(stored.body);
}

/** @param items each with a key of its own. Throws when a store fails; then the list in force is still the old one, or already the new one. */
export async function replaceList<T>(deps: ImportParts, list: ImportedList<T>, items: readonly T[]): Promise<Replaced> {
  const within = { deps, list };
  const ordered = items.toSorted((one, other) => (list.keyOf(one) < list.keyOf(other) ? -1 : 1));
  const hash = traceOf(JSON.stringify(ordered.map((item) => list.schema.parse(item)))); // the schema puts the keys into one order
  const ref = inForceRef(deps.directory.operatorTenant, list.name);
  const old = await deps.store.read(ref);
  if (hashIn(old) === hash) {
    await removeOthers(within);
    return { kind: 'same' };
  }
  const version = await writeVersion(within, ordered, old ? inForceSchema.parse(old.body).version : NO_VERSION);
  const isInForce = await putInForce(within, { v: 1, version, hash, count: items.length, at: deps.clock() }, old);
  await removeOthers(within);
  if (isInForce) return { kind: 'replaced' };
  return { kind: hashIn(await deps.store.read(ref)) === hash ? 'same' : 'overtaken' };
}

const hashIn = (stored: Stored | undefined): string | undefined => stored && inForceSchema.parse(stored.body).hash;

async function writeVersion<T>({ deps, list }: Import<T>, items: readonly T[], replaces: string): Promise<string> {
  const version = deps.newId();
  const markets = Map.groupBy(items, list.marketOf);
  const body: Version = { v: 1, version, replaces, markets: [...markets.keys()] };
  const doc = { ...versionRef(deps.directory.operatorTenant, list.name, version), kind: `${list.name}Version`, list: list.versions, sort: version, body };
  await deps.store.commit([{ op: 'create', doc }]);
  for (const [market, inMarket] of markets) {
    const partition = list.homeOf(version, market);
    await inBatches(deps, inMarket, (item) => list.docsOf(partition, item).map((written) => ({ op: 'upsert', doc: written })));
  }
  return version;
}

/** @returns whether nobody else has put another list in force since `old` was read. Whoever runs the machine did it: nobody whom the directory knows (INV-58). */
async function putInForce<T>({ deps: { store, directory, clock, newId }, list: { name, counted } }: Import<T>, body: InForce, old: Stored | undefined): Promise<boolean> {
  const ref = inForceRef(directory.operatorTenant, name);
  const doc = { ...ref, kind: name, body };
  const noted = auditDoc({
    partition: ref.partition, actor: { kind: 'system', part: 'import' }, task: name, document: body.version, event: 'imported', before: undefined, after: undefined,
    changed: { [counted]: { before: old ? inForceSchema.parse(old.body).count : 0, after: body.count } }, correlation: body.version,
  }, clock(), newId);
  return await store.commit([guarded(old, doc), { op: 'create', doc: noted }]) === 'saved';
}

/** Removes every version that is not in force and can never come into force: one that wanted to replace the present one may still be on its way. */
async function removeOthers<T>(within: Import<T>): Promise<void> {
  const { deps, list } = within;
  const present = await inForce(deps, list);
  const found = await deps.store.page({ partition: homeOf(deps.directory.operatorTenant), list: list.versions, limit: BATCH });
  for (const { body } of found) {
    const other = versionSchema.parse(body);
    if (other.version !== present?.version && other.replaces !== (present?.version ?? NO_VERSION)) await removeVersion(within, other);
  }
}

/** Of an item, its own document goes last, because it is how the others are found. */
async function removeVersion<T>({ deps, list }: Import<T>, { version, markets }: Version): Promise<void> {
  const { store, directory } = deps;
  for (const market of markets) {
    const partition = list.homeOf(version, market);
    const some = async (): Promise<readonly Stored[]> => await store.page({ partition, list: list.whole, limit: BATCH });
    for (let found = await some(); found.length > 0; found = await some()) {
      await inBatches(deps, found, ({ body }) => list.docsOf(partition, list.schema.parse(body)).toReversed().map(({ id }) => ({ op: 'delete', ref: { partition, id } })));
    }
  }
  await store.commit([{ op: 'delete', ref: versionRef(directory.operatorTenant, list.name, version) }]);
}

async function inBatches<T>({ store }: ImportParts, items: readonly T[], writesFor: (item: T) => readonly Write[]): Promise<void> {
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
