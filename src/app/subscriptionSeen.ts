/** One subscription as the people of one of the customer's partners see it (WF-25, WF-29), and what they may do with it now. Nothing is written. */

import type { PersonActor } from '../core/actor.ts';
import { decide } from '../core/decide.ts';
import type { RawInput } from '../core/decide.ts';
import type { DomainError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { ReadSet, TenantFacts } from '../core/machine.ts';
import type { Offer } from '../core/offer.ts';
import type { Customer } from '../tasks/customerDoc.ts';
import type { Relationship } from '../tasks/relationship.ts';
import { isActive } from '../tasks/relationship.ts';
import { subscription } from '../tasks/subscription.ts';
import type { Subscription } from '../tasks/subscriptionDoc.ts';
import { concerns } from '../tasks/subscriptionDoc.ts';
import { customerOf, relationshipOf } from './customers.ts';
import type { Deps } from './deps.ts';
import { higherThan } from './offers.ts';
import { subscriptionFacts, subscriptionOf } from './subscriptions.ts';

export type SeenSubscription = {
  readonly doc: Subscription;
  /** The reader's own, with the customer. */
  readonly own: Relationship;
  readonly tenant: TenantFacts;
  /** Where its seller may raise it to (INV-51). */
  readonly upgrades: readonly Upgrade[];
};

/** A higher offer, and why this customer cannot have it now. */
export type Upgrade = { readonly offer: Offer; readonly why: DomainError | undefined };

/** INV-36, INV-56: undefined without an Active relationship, for what another partner sold, and for what is none. */
export async function subscriptionSeen(deps: Deps, actor: PersonActor, customer: TenantId, id: string): Promise<SeenSubscription | undefined> {
  const [own, about, doc, tenant] = await Promise.all([relationshipOf(deps, customer, actor.tenant), customerOf(deps, customer), subscriptionOf(deps, customer, id), deps.directory.tenant(customer)]);
  if (!own || !doc || !tenant || !isActive(own) || !concerns(doc, actor.tenant, about ?? {})) return undefined;
  const seen = { doc, own, tenant };
  return { ...seen, upgrades: await upgradesOf(deps, actor, { ...seen, about }) };
}

type Rising = Known & { readonly about: Customer | undefined };

/** As the decision itself would answer about each of them, were all licences moved; how many can be is asked when they are. */
export async function upgradesOf(deps: Deps, actor: PersonActor, { about: customer, ...seen }: Rising): Promise<readonly Upgrade[]> {
  const { doc: { offer: from, provider, channel, state, quantity, tenant } } = seen;
  const higher = actor.tenant === provider.id && channel === 'csp' && state === 'Active' ? await higherThan(deps, from) : [];
  if (higher.length === 0) return [];
  const read = { customer, subscriptions: await subscriptionFacts(deps, tenant), offers: new Map(higher.map((offer) => [offer.id, offer])) };
  return higher.map((offer) => {
    const why = refusalOf({ deps, actor }, seen, { event: 'upgrade', input: { offer: offer.id, quantity: String(quantity), confirmed: 'true' }, read });
    return { offer, why: why?.code === 'ORD-08' || why?.code === 'ORD-11' ? why : undefined };
  });
}

export type SubscriptionEvent = keyof (typeof subscription)['events'];

/** As the decision itself would answer: it does it, or asks for what has to be filled in. */
export function isOpenTo(deps: Deps, actor: PersonActor, seen: Known, event: SubscriptionEvent): boolean {
  const refusal = refusalOf({ deps, actor }, seen, { event, input: {}, read: {} });
  return refusal === undefined || refusal.code === 'GEN-05';
}

type Known = Pick<SeenSubscription, 'doc' | 'own' | 'tenant'>;
type Imagined = { readonly event: SubscriptionEvent; readonly input: RawInput; readonly read: Omit<ReadSet, 'tenant'> };

function refusalOf({ deps, actor }: { readonly deps: Deps; readonly actor: PersonActor }, { doc, own, tenant }: Known, { event, input, read }: Imagined): DomainError | undefined {
  const world = { actor, now: deps.clock(), rules: deps.rules, newId: deps.newId, site: deps.site(), read: { tenant, relationships: [own], ...read } };
  const decided = decide(subscription, doc, { id: '', event, input }, world);
  return decided.ok ? undefined : decided.error;
}
