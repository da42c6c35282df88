/** What happens once although it is delivered twice: the document that remembers a delivery, for whoever commits something of it. */

import type { TenantId } from '../core/ids.ts';
import { traceOf } from '../core/secrets.ts';
import type { Instant } from '../core/time.ts';
import { DAY, plus } from '../core/time.ts';
import type { Deps } from './deps.ts';
import { commandRef, homeOf } from './homes.ts';
import type { Write } from './ports.ts';

/** How long a repeat is recognised by its id alone. [DESIGN] */
const MEMORY = 30 * DAY;

export type Remembered = { readonly partition: string; readonly commandId: string; readonly event: string; readonly now: Instant };

/** In one commit with what is done: its conflict is the store's "duplicate". */
export const remembering = ({ partition, commandId, event, now }: Remembered): Write =>
  ({ op: 'create', once: true, doc: { ...commandRef(partition, commandId), kind: 'command', expires: plus(now, MEMORY), body: { at: now, event } } });

/** A delivery of the channel: an activity can be about several things. */
export type Delivery = { readonly id: string; readonly event: string };
export const deliveryId = ({ id, event }: Delivery): string => traceOf(`${event}\n${id}`);

/** For what writes no document of its own. @returns false when it has been here before. */
export async function isFirstTime({ store, clock }: Deps, tenant: TenantId, delivery: Delivery): Promise<boolean> {
  return await store.commit([remembering({ partition: homeOf(tenant), commandId: deliveryId(delivery), event: delivery.event, now: clock() })]) === 'saved';
}
