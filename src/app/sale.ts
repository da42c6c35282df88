/** Everything that decides whether a provider may sell to a customer, read from its sources for screens that explain it (`/why`, `/next`). What follows from it is tasks/selling.ts; nothing is written. */

import type { TenantId } from '../core/ids.ts';
import type { Sale } from '../tasks/selling.ts';
import { customerOf, relationshipOf } from './customers.ts';
import type { Deps } from './deps.ts';
import { resellerAt } from './loadCustomers.ts';
import { enrolmentOf } from './queries.ts';

/** No provider: as far as it can be told without one. No reseller: the order would be for nobody. */
export type Parties = { readonly provider: TenantId | undefined; readonly customer: TenantId; readonly reseller: TenantId | undefined };

/** Whose business the customer is must have been asked before. @returns undefined for a customer that the directory does not know. */
export async function saleOf(deps: Deps, { provider, customer, reseller }: Parties): Promise<Sale | undefined> {
  const [tenant, seller, about, relationship, enrolment, through] = await Promise.all([
    deps.directory.tenant(customer), provider ? deps.directory.tenant(provider) : undefined, customerOf(deps, customer), provider ? relationshipOf(deps, customer, provider) : undefined,
    enrolmentOf(deps, customer), reseller ? resellerAt(deps, reseller, provider) : 'nobody' as const,
  ]);
  return tenant && { provider: seller, tenant, customer: about, relationship, enrolment, reseller: through };
}
