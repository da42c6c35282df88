/** Conversation state over our own store: which task is open in a chat, and nothing else. One home for each conversation. */

import type { Storage, StoreItems } from 'botbuilder-core';
import type { Clock } from '../src/core/time.ts';
import { DAY, plus } from '../src/core/time.ts';
import { traceOf } from '../src/core/secrets.ts';
import type { DocRef, Store, Write } from '../src/app/ports.ts';

/** [DESIGN] a chat that is silent for so long has forgotten what it was about; the task's document has not. */
const MEMORY = 90 * DAY;

const refOf = (key: string): DocRef => ({ partition: `chat:${traceOf(key)}`, id: 'state' });

export function botStorage(store: Store, clock: Clock): Storage {
  return {
    async read(keys) {
      const items: StoreItems = {};
      for (const key of keys) {
        const stored = await store.read(refOf(key));
        if (stored) items[key] = { ...stored.body, eTag: stored.etag };
      }
      return items;
    },
    async write(changes) {
      for (const [key, value] of Object.entries(changes)) {
        const { eTag: _known, ...body } = value as Record<string, unknown>; // BotState hands over plain objects
        // Nothing is in it that two people change, so the last write may win, as BotState has it (teams-platform §14.7).
        await store.commit([{ op: 'upsert', doc: { ...refOf(key), kind: 'chat', expires: plus(clock(), MEMORY), body } }]);
      }
    },
    async delete(keys) {
      for (const key of keys) await store.commit([{ op: 'delete', ref: refOf(key) } satisfies Write]);
    },
  };
}
