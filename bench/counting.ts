/** A store that counts what is asked of it, once it is told to, and what Cosmos DB would charge for that. */

import type { Doc, Store } from '../src/app/ports.ts';
import { refOf } from '../src/store/batch.ts';
import type { Self } from './self.ts';
import { commitUnits, queryUnits, readUnits } from './units.ts';

export function counting(store: Store): { readonly store: Store } & Pick<Self, 'count' | 'stored'> {
  const requests: Record<string, number> = { read: 0, commit: 0, page: 0, due: 0 };
  let [isOn, units, bytes] = [false, 0, 0];
  const add = (name: string, charged: number, moved: unknown): void => {
    requests[name] = (requests[name] ?? 0) + 1;
    units += charged;
    bytes += Buffer.byteLength(JSON.stringify(moved));
  };
  const found = (name: string, rows: readonly Doc[]): void => { if (isOn) add(name, queryUnits(rows), rows); };
  return {
    count: () => { isOn = true; },
    stored: () => ({ requests: { ...requests }, units, bytes }),
    store: {
      read: async (ref) => {
        const doc = await store.read(ref);
        if (isOn) add('read', readUnits(doc), doc ?? {});
        return doc;
      },
      commit: async (writes) => {
        if (isOn) add('commit', commitUnits(writes, await Promise.all(writes.map(async (write) => await store.read(refOf(write))))), writes);
        return await store.commit(writes);
      },
      page: async (query) => {
        const rows = await store.page(query);
        found('page', rows);
        return rows;
      },
      due: async (kind, now, limit) => {
        const rows = await store.due(kind, now, limit);
        found('due', rows);
        return rows;
      },
      everything: () => store.everything(),
      close: async () => await store.close(),
    },
  };
}
