/** Reads of one partition that are asked for in the same moment meet, and are one request: what a store on the other side of a network needs. How it is asked is that store's business. */

import type { DocRef, Stored } from '../app/ports.ts';

export type ReadOne = (ref: DocRef) => Promise<Stored | undefined>;
/** @returns what there is of them, in any order. */
export type ReadSome = (partition: string, ids: readonly string[]) => Promise<readonly Stored[]>;

/** The moment ends when the code that runs now, and what it has set going, waits for something. Whoever asks later starts another one. */
export function meeting(one: ReadOne, some: ReadSome): ReadOne {
  type Waiting = { readonly id: string; readonly settle: PromiseWithResolvers<Stored | undefined> };
  let moment = new Map<string, Waiting[]>();

  async function ask(partition: string, waiting: readonly Waiting[]): Promise<void> {
    const ids = [...new Set(waiting.map(({ id }) => id))];
    try {
      const [id = ''] = ids;
      const found = ids.length === 1 ? [await one({ partition, id })] : await some(partition, ids);
      const byId = new Map(found.flatMap((stored) => (stored ? [[stored.id, stored] as const] : [])));
      for (const asked of waiting) asked.settle.resolve(byId.get(asked.id));
    } catch (error) {
      for (const asked of waiting) asked.settle.reject(error);
    }
  }

  function end(): void {
    const asked = moment;
    moment = new Map();
    for (const [partition, waiting] of asked) void ask(partition, waiting);
  }

  return async ({ partition, id }) => {
    const settle = Promise.withResolvers<Stored | undefined>();
    if (moment.size === 0) process.nextTick(end);
    const waiting = moment.get(partition) ?? [];
    moment.set(partition, waiting);
    waiting.push({ id, settle });
    return await settle.promise;
  };
}
