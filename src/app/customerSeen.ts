/** One customer as the people of one of its partners see it (WF-19, WF-29): their own relationship, and of all else what concerns them. Nothing is written. */

import type { PersonActor } from '../core/actor.ts';
import type { TenantId } from '../core/ids.ts';
import type { TenantFacts } from '../core/machine.ts';
import type { Customer } from '../tasks/customerDoc.ts';
import { isPartnered } from '../tasks/partnership.ts';
import type { Relationship } from '../tasks/relationship.ts';
import { isActive } from '../tasks/relationship.ts';
import { customerOf, relationshipOf, relationshipsOf } from './customers.ts';
import type { Deps } from './deps.ts';
import { partnershipWith } from './partners.ts';
import { companyName } from './queries.ts';

export type Named = { readonly id: TenantId; readonly name: string };

export type SeenCustomer = {
  /** Active or Removed; what a removed one leaves is all that is told. */
  readonly own: Relationship;
  readonly tenant: TenantFacts;
  readonly customer: Customer | undefined;
  /** Partners of the other tier with an Active relationship, as far as the reader's company works with them. */
  readonly partners: readonly Named[];
  /** Who manages the account, where the reader's company is one of the two. */
  readonly association: Customer['association'];
};

/** INV-56: undefined for somebody else's customer, and for what is none. */
export async function customerSeen(deps: Deps, actor: PersonActor, id: TenantId): Promise<SeenCustomer | undefined> {
  const [own, tenant, customer, relationships] = await Promise.all([relationshipOf(deps, id, actor.tenant), deps.directory.tenant(id), customerOf(deps, id), relationshipsOf(deps, id)]);
  if (!own || !tenant) return undefined;
  if (!isActive(own)) return { own, tenant, customer: undefined, partners: [], association: undefined };
  const active = relationships.filter(isActive);
  return { own, tenant, customer, partners: await partnersBeside(deps, actor, { own, active }), association: associationSeen(actor, customer, active) };
}

/** INV-36: whose relationship is over manages nothing. */
function associationSeen({ tenant }: PersonActor, customer: Customer | undefined, active: readonly Relationship[]): Customer['association'] {
  const { association } = customer ?? {};
  if (!association || ![association.reseller, association.provider].includes(tenant)) return undefined;
  return active.some(({ partner }) => partner === association.reseller) ? association : undefined;
}

async function partnersBeside(deps: Deps, actor: PersonActor, { own, active }: { readonly own: Relationship; readonly active: readonly Relationship[] }): Promise<readonly Named[]> {
  const others = active.filter((other) => other.role !== own.role);
  const found = await Promise.all(others.map(async ({ partner, partnerName }) => {
    if (!isPartnered(await partnershipWith(deps, actor, partner))) return undefined;
    return { id: partner, name: partnerName === '' ? await companyName(deps, partner) : partnerName };
  }));
  return found.filter((partner) => partner !== undefined);
}
