/** Small builders for store tests. */

import { afterAll, beforeAll } from '@jest/globals';
import type { Doc, Store, Write } from '../../src/app/ports.ts';
import type { Clock, Instant } from '../../src/core/time.ts';
import { plus, toInstant } from '../../src/core/time.ts';

export const NOW: Instant = toInstant(new Date('2026-03-01T12:00:00Z'));

/** A clock that stands still until it is moved. */
export function handClock(): Clock & { move(milliseconds: number): void } {
  let now = NOW;
  return Object.assign(() => now, { move: (milliseconds: number) => { now = plus(now, milliseconds); } });
}

export type OpenStore = (clock: Clock) => Promise<Store>;

/** One open store for all tests of a `describe`, to be asked for inside of them. */
export function opened(open: OpenStore): () => Store {
  let store: Store | undefined;
  beforeAll(async () => { store = await open(handClock()); });
  afterAll(async () => store?.close());
  return () => {
    if (!store) throw new Error('The store is open only while tests run');
    return store;
  };
}

/** Tests share a store, so each works in a partition, with a kind, that no other test uses. */
export function counter(word: string): () => string {
  let count = 0;
  return () => `${word}:${++count}`;
}

export const doc = (partition: string, id: string, more: Partial<Doc> = {}): Doc => ({ partition, id, kind: 'note', body: { text: id }, ...more });
export const row = (partition: string, sort: string, list = 'all'): Doc => doc(partition, `${list}-${sort}`, { list, sort });

export const create = (...docs: readonly Doc[]): readonly Write[] => docs.map((one) => ({ op: 'create', doc: one }));

/** Reads the etag of a document that must be there. */
export async function etagOf(store: Store, ref: Doc): Promise<string> {
  const stored = await store.read(ref);
  if (!stored) throw new Error(`${ref.id} is not in the store`);
  return stored.etag;
}
