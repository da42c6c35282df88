/** The directory file of a measured bot: everybody who speaks in the load, and whose companies they speak of. */

import { OPERATOR, adminOf, reviewTenant } from './reviews.ts';
import { COMPANY, PROVIDER, SELLER, tenantOf } from './seed.ts';

/** How many there are of each. */
export type Population = { readonly companies?: number; readonly admins?: number; readonly reviewed?: number; readonly customers?: readonly string[] };

const upTo = <T>(count: number, make: (index: number) => T): readonly T[] => Array.from({ length: count }, (_unused, index) => make(index));

const reseller = (id: string) => ({ id, name: COMPANY.companyName, country: 'ES', kind: 'reseller', domains: [`${id}.es`] });
const admin = (index: number) => ({ id: adminOf(index), name: 'Olivia Prado', email: `${adminOf(index)}@op.example` });

export function directoryOf({ companies = 0, admins = 0, reviewed = 0, customers = [] }: Population): string {
  return JSON.stringify({
    operator: { tenant: OPERATOR, admins: upTo(admins, adminOf) },
    tenants: [
      { id: OPERATOR, name: 'Programa', country: 'ES', people: upTo(admins, admin) },
      { id: PROVIDER, name: 'Distribuciones Norte', country: 'ES', kind: 'provider', inCsp: true, people: [{ id: SELLER, name: 'Iker Zubia', email: 'iker@norte.example', roles: { agent: 'salesAgent' } }] },
      ...upTo(companies, (index) => ({ ...reseller(tenantOf(index)), people: [{ id: `admin-${index}`, name: 'Carmen Ruiz', email: `carmen@${tenantOf(index)}.es`, directoryRoles: ['globalAdmin'] }] })),
      ...upTo(reviewed, (place) => ({ ...reseller(reviewTenant(place)), people: [] })),
      ...customers.map((id) => ({ id, name: id, country: 'ES', kind: 'customer', people: [] })),
    ],
  });
}
