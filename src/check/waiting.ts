/** What is still owed: outbox rows that will be delivered. What they have not brought about yet is late, and no fault. */

import type { OutboxBody } from '../app/documents.ts';
import { homeOf, lists } from '../app/homes.ts';
import type { Stored } from '../app/ports.ts';
import type { TenantId } from '../core/ids.ts';
import type { OutgoingKind } from '../tasks/outgoing.ts';
import type { Found, Inventory } from './inventory.ts';

export type Row = Found<OutboxBody>;

export interface Waiting {
  readonly rows: readonly Row[];
  /** Is one of these owed in the home of this company? @param payload what has to be in it. */
  readonly has: (tenant: TenantId, kinds: readonly OutgoingKind[], payload?: Readonly<Record<string, string>>) => boolean;
}

export const isDead = ({ list }: Stored): boolean => list === lists.dead;

export function waitingIn(inventory: Inventory): Waiting {
  const rows = inventory.all('outbox').filter(({ stored }) => !isDead(stored));
  const byHome = Map.groupBy(rows, ({ stored }) => stored.partition);
  return {
    rows,
    has: (tenant, kinds, payload = {}) => (byHome.get(homeOf(tenant)) ?? []).some(({ doc }) =>
      kinds.some((kind) => kind === doc.kind) && Object.entries(payload).every(([field, value]) => doc.payload[field] === value)),
  };
}
