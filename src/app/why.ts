/** Why an order for a customer cannot be placed (`/why`): the chains of provider, customer and reseller that are the reader's business, each with every link that is missing in it. Nothing is written. */

import type { PersonActor } from '../core/actor.ts';
import type { DomainError, DomainErrorCode } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import { isActive } from '../tasks/relationship.ts';
import { obstacles } from '../tasks/selling.ts';
import type { Named, SeenCustomer } from './customerSeen.ts';
import type { Deps } from './deps.ts';
import { partnersOf } from './partners.ts';
import { companyName } from './queries.ts';
import { saleOf } from './sale.ts';

/** One way in which the customer could be sold to; a company that is not there is missing itself. */
export type Chain = { readonly provider: Named | undefined; readonly reseller: Named | undefined; readonly missing: readonly DomainError[] };
type Ends = Omit<Chain, 'missing'>;

/** [DESIGN] what one card can tell. */
const MOST_CHAINS = 5;

/** For a provider: through each reseller that comes into question. For a reseller, which never orders itself (INV-44): through each of its providers. */
export async function chainsOf(deps: Deps, actor: PersonActor, seen: SeenCustomer): Promise<readonly Chain[]> {
  const own = await named(deps, actor.tenant);
  if (seen.own.role === 'reseller' && !isActive(seen.own)) return [{ provider: undefined, reseller: own, missing: [refuse('CUS-16', { customer: seen.tenant.name }).error] }];
  const ends: readonly Ends[] = seen.own.role === 'provider'
    ? (await resellersFor(deps, seen)).map((reseller) => ({ provider: own, reseller }))
    : (await providersFor(deps, actor, seen)).map((provider) => ({ provider, reseller: own }));
  return await Promise.all(ends.map(async (pair) => ({ ...pair, missing: await missingIn(deps, seen, pair) })));
}

const named = async (deps: Deps, id: Named['id']): Promise<Named> => ({ id, name: await companyName(deps, id) });
const orNobody = (found: readonly Named[]): readonly (Named | undefined)[] => (found.length > 0 ? found.slice(0, MOST_CHAINS) : [undefined]);

/** The one that manages the account, or else those who serve the customer too; nobody is a way as well (INV-46). */
async function resellersFor(deps: Deps, { association, partners }: SeenCustomer): Promise<readonly Ends['reseller'][]> {
  return orNobody(association ? [await named(deps, association.reseller)] : partners);
}

/** Those who serve the customer come first. */
async function providersFor(deps: Deps, actor: PersonActor, { association, partners }: SeenCustomer): Promise<readonly Ends['provider'][]> {
  const { rows } = await partnersOf(deps, actor, { search: '', after: undefined });
  const all = [...(association ? [await named(deps, association.provider)] : []), ...partners, ...rows.map(({ other, name }): Named => ({ id: other, name }))];
  return orNobody([...new Map(all.map((provider) => [provider.id, provider])).values()]);
}

/** INV-56: how a customer stands is told to those who have an Active relationship with it, not to those who had one. */
const customersOwn: ReadonlySet<DomainErrorCode> = new Set(['CUS-04', 'CUS-10', 'CUS-12']);
/** What a provider that is not there does not have. */
const providersOwn: ReadonlySet<DomainErrorCode> = new Set(['ORD-10', 'ORD-01']);

async function missingIn(deps: Deps, { own, tenant }: SeenCustomer, { provider, reseller }: Ends): Promise<readonly DomainError[]> {
  const sale = await saleOf(deps, { provider: provider?.id, customer: own.tenant, reseller: reseller?.id });
  const missing = sale ? obstacles(sale, deps.rules) : [refuse('ORD-01', { customer: tenant.name }).error];
  return missing.filter(({ code }) => (isActive(own) || !customersOwn.has(code)) && (provider !== undefined || !providersOwn.has(code)));
}
