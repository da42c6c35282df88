/** One subscription as the people of one of the customer's partners see it (WF-25, WF-29), and what they may do with it now. Nothing is written. */

import type { PersonActor } from '../core/actor.ts';
import { decide } from '../core/decide.ts';
import type { TenantId } from '../core/ids.ts';
import type { TenantFacts, World } from '../core/machine.ts';
import type { Relationship } from '../tasks/relationship.ts';
import { isActive } from '../tasks/relationship.ts';
import { subscription } from '../tasks/subscription.ts';
import type { Subscription } from '../tasks/subscriptionDoc.ts';
import { concerns } from '../tasks/subscriptionDoc.ts';
import { customerOf, relationshipOf } from './customers.ts';
import type { Deps } from './deps.ts';
import { subscriptionOf } from './subscriptions.ts';

export type SeenSubscription = {
  readonly doc: Subscription;
  /** The reader's own, with the customer. */
  readonly own: Relationship;
  readonly tenant: TenantFacts;
};

/** INV-36, INV-56: undefined without an Active relationship, for what another partner sold, and for what is none. */
export async function subscriptionSeen(deps: Deps, actor: PersonActor, customer: TenantId, id: string): Promise<SeenSubscription | undefined> {
  const [own, about, doc, tenant] = await Promise.all([relationshipOf(deps, customer, actor.tenant), customerOf(deps, customer), subscriptionOf(deps, customer, id), deps.directory.tenant(customer)]);
  if (!own || !doc || !tenant || !isActive(own) || !concerns(doc, actor.tenant, about ?? {})) return undefined;
  return { doc, own, tenant };
}

export type SubscriptionEvent = keyof (typeof subscription)['events'];

/** As the decision itself would answer: it does it, or asks for what has to be filled in. */
export function isOpenTo(deps: Deps, actor: PersonActor, { doc, own, tenant }: SeenSubscription, event: SubscriptionEvent): boolean {
  const world: World = { actor, now: deps.clock(), rules: deps.rules, newId: deps.newId, site: deps.site(), read: { tenant, relationships: [own] } };
  const decided = decide(subscription, doc, { id: '', event, input: {} }, world);
  return decided.ok || decided.error.code === 'GEN-05';
}
