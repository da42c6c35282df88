/** A customer's subscriptions as one of its partners reads them: those that concern this partner, and nobody else's (WF-29, INV-59). Nothing is written. */

import type { PersonActor } from '../core/actor.ts';
import type { TenantId } from '../core/ids.ts';
import type { SubscriptionFacts } from '../core/offer.ts';
import type { Relationship } from '../tasks/relationship.ts';
import { isActive, remaining } from '../tasks/relationship.ts';
import type { Subscription } from '../tasks/subscriptionDoc.ts';
import { SUBSCRIPTIONS, concerns, subscriptionDocumentId, subscriptionSchema } from '../tasks/subscriptionDoc.ts';
import type { AskedPage } from './customers.ts';
import { customerOf, relationshipOf } from './customers.ts';
import type { Deps } from './deps.ts';
import { homeOf } from './homes.ts';
import type { PageOf } from './lines.ts';
import { pageOfLines } from './lines.ts';

export type AskedSubscriptions = Partial<AskedPage> & { readonly customer: TenantId };

/** A page of them, by name; none without an Active relationship (INV-36, INV-56). One that is not the reader's leaves a page shorter, but never empty while there are more. */
export async function subscriptionsOf(deps: Deps, { tenant }: PersonActor, { customer, search = '', after }: AskedSubscriptions): Promise<PageOf<Subscription>> {
  const partition = homeOf(customer);
  const [relationship, about] = await Promise.all([relationshipOf(deps, customer, tenant), customerOf(deps, customer)]);
  if (!isActive(relationship)) return { rows: [], next: undefined };
  for (let from = after; ; ) {
    const page = await pageOfLines(deps, { partition, list: SUBSCRIPTIONS, search, after: from }, (body) => body as { readonly id: string }); // as subscriptionLine wrote it
    const found = await Promise.all(page.rows.map(async ({ id }) => await subscriptionOf(deps, customer, id)));
    const rows = found.filter((one) => one !== undefined).filter((one) => concerns(one, tenant, about ?? {}));
    if (rows.length > 0 || !page.next) return { rows, next: page.next };
    from = page.next;
  }
}

/** The document itself; whose business it is must be asked besides. */
export async function subscriptionOf({ store }: Pick<Deps, 'store'>, customer: TenantId, id: string): Promise<Subscription | undefined> {
  const stored = await store.read({ partition: homeOf(customer), id: subscriptionDocumentId(id) });
  return stored && subscriptionSchema.parse(stored.body);
}

/** [DESIGN] more than one customer will have of one kind: what is beyond stays uncounted. */
const MOST_SUBSCRIPTIONS = 500;

/** From their lines, which are written in one commit with their documents. */
export async function subscriptionFacts({ store }: Pick<Deps, 'store'>, customer: TenantId): Promise<readonly SubscriptionFacts[]> {
  const lines = await store.page({ partition: homeOf(customer), list: SUBSCRIPTIONS, limit: MOST_SUBSCRIPTIONS });
  return lines.map(({ body }) => body as unknown as SubscriptionFacts); // as subscriptionLine wrote it
}

/** What would go on running if this partner removed its relationship now (WF-33). */
export const remainingOf = async (deps: Pick<Deps, 'store'>, relationship: Relationship): Promise<readonly string[]> =>
  remaining(relationship, { subscriptions: await subscriptionFacts(deps, relationship.tenant) });
