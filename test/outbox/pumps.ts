/** Pumps over a real store: rows as turns leave them, and instances that deliver them. No expectations here. */

import { openLog } from '../../bot/log.ts';
import type { Pump } from '../../bot/outbox/pump.ts';
import { openPump } from '../../bot/outbox/pump.ts';
import type { Sent } from '../../bot/outbox/sender.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import { bornRow } from '../../src/app/outboxRows.ts';
import type { Doc, Store } from '../../src/app/ports.ts';
import type { Instant } from '../../src/core/time.ts';
import { create } from '../store/support.ts';
import { eachWorld } from '../support/deps.ts';
import { tenantNamed } from '../support/world.ts';

export const partition = 'tenant:contoso';

export type Send = (row: OutboxRow) => Promise<Sent>;

export interface Outbox {
  readonly store: () => Store;
  readonly now: () => Instant;
  readonly passes: (milliseconds: number) => void;
  /** A row that is leased to whoever commits it. */
  readonly born: (key: string, attempts?: number) => Doc;
  readonly owe: (...rows: readonly Doc[]) => Promise<readonly Doc[]>;
  /** @param random the dice. @param over another store than the one of all others. */
  readonly pumpOf: (send: Send, more?: { readonly random?: number; readonly over?: Store }) => Pump;
}

/** An empty outbox for each test of the file. */
export function eachOutbox(): Outbox {
  const world = eachWorld();
  const store = (): Store => world().deps.store;
  return {
    store, now: () => world().clock(), passes: (milliseconds) => world().clock.move(milliseconds),
    born: (key, attempts = 1) => {
      const row = bornRow({ kind: 'notice', key, payload: {} }, { partition, tenant: tenantNamed('contoso'), reason: 'ENR-1:approve:5', correlation: 'c0ffee', now: world().clock() });
      return { ...row, body: { ...row.body, attempts } };
    },
    owe: async (...rows) => {
      await store().commit(create(...rows));
      return rows;
    },
    pumpOf: (send, { random = 0.5, over = store() } = {}) => openPump({ ...world().deps, store: over, log: openLog('silent'), send, random: () => random }),
  };
}

export const keyOf = ({ stored: { id } }: OutboxRow): string => id.split(':').at(-1) ?? '';
