/** The local world's maker of accounts: tenants and people come into the directory and into a file beside it (createdFile.ts). Passwords are in what is returned and nowhere else (INV-06). */

import type { PersonId, TenantId } from '../../src/core/ids.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import { DomainTaken, TenantMade, UserExists } from '../../src/app/ports.ts';
import type { Accounts, NewCredentials, NewTenant } from '../../src/app/ports.ts';
import { suffixOf, withoutSuffix } from '../../src/rules/clouds.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import type { CreatedFile } from './createdFile.ts';
import { madePersonId, madeTenantId } from './createdFile.ts';
import type { Tenants } from './directoryFile.ts';
import type { CreatedPerson, PersonEntry, TenantEntry } from './directorySchema.ts';
import type { RandomBelow } from './temporaryPassword.ts';
import { temporaryPassword } from './temporaryPassword.ts';

/** @param created where what is made here is kept, beside what other instances have made. */
export function accountsOf(tenants: Tenants, created: CreatedFile, randomness: RandomBelow): Accounts {
  const isTaken = (domain: string): boolean => tenants.has(newTenantId(domain)) || [...tenants.values()].some(({ domains }) => domains.includes(domain.toLowerCase()));
  const secret = (tenant: TenantId, person: PersonId, userName: string): NewCredentials => ({ tenant, person, userName, temporaryPassword: temporaryPassword(randomness) });

  return {
    async domainTaken(domain) {
      if (!isTaken(domain)) await created.refresh();
      return isTaken(domain);
    },
    async createTenant(request) {
      const { tenant, admin } = newTenant(request);
      await created.add(() => {
        const before = [...tenants.values()].find(({ key }) => key === request.key);
        const owner = before?.people[0];
        if (before && owner) throw new TenantMade(request.domain, { tenant: before.id, person: owner.id, userName: userNameOf(before, owner) });
        if (isTaken(request.domain)) throw new DomainTaken(request.domain);
        return { tenants: [tenant] };
      });
      return secret(tenant.id, admin.id, userNameOf(tenant, admin));
    },
    async createUser(request) {
      const { people: [person] } = await created.add((): { readonly people: readonly [CreatedPerson & { readonly userName: string }] } => {
        const tenant = tenantIn(tenants, request.tenant);
        const known = tenant.people.find((one) => [one.email?.toLowerCase(), userNameOf(tenant, one)].includes(request.email.toLowerCase()));
        if (known) throw new UserExists(known.id, userNameOf(tenant, known));
        const userName = freeUserName(tenant, request.email);
        return { people: [{ id: newPersonId(tenant.id, userName), tenant: tenant.id, name: request.name, email: request.email, userName, directoryRoles: [], roles: undefined }] };
      });
      return secret(person.tenant, person.id, person.userName);
    },
    async resetPassword(id, person) {
      const found = (): PersonEntry | undefined => tenants.get(id)?.people.find((one) => one.id === person);
      if (!found()) await created.refresh();
      const [tenant, entry] = [tenantIn(tenants, id), found()];
      if (!entry) throw new Error(`The directory has no person ${person} in ${id}`);
      return secret(id, person, userNameOf(tenant, entry));
    },
  };
}

function tenantIn(tenants: Tenants, id: TenantId): TenantEntry {
  const tenant = tenants.get(id);
  if (!tenant) throw new Error(`The directory has no tenant ${id}`);
  return tenant;
}

const userNameOf = (tenant: TenantEntry, { userName, email, id }: PersonEntry): string => userName ?? nameAt(tenant, email ?? id);

/** The address itself where it is at a domain of the tenant, else its first part at the tenant's first domain. */
function nameAt({ domains, id, cloud }: TenantEntry, email: string, number = 1): string {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  return `${local}${number > 1 ? number : ''}@${domains.includes(domain) ? domain : domains[0] ?? `${id.toLowerCase()}${suffixOf(cloud, defaultRules)}`}`;
}

/** Two people of one name are two people: the second one's name gets a number. */
function freeUserName(tenant: TenantEntry, email: string): string {
  const taken = new Set(tenant.people.map((person) => userNameOf(tenant, person)));
  for (let number = 1; ; number++) {
    const name = nameAt(tenant, email, number);
    if (!taken.has(name)) return name;
  }
}

function newTenant(request: NewTenant): { readonly tenant: TenantEntry; readonly admin: PersonEntry } {
  const domain = request.domain.toLowerCase();
  const id = newTenantId(domain);
  const admin: PersonEntry = {
    id: newPersonId(id, request.adminUserName), name: request.adminName, email: request.adminEmail, userName: `${request.adminUserName.toLowerCase()}@${domain}`,
    directoryRoles: ['globalAdmin'], roles: undefined, // WF-02 step 2
  };
  const tenant: TenantEntry = {
    id, name: request.company, country: request.country, cloud: request.cloud, kind: request.kind, inCsp: false, key: request.key, // a reseller's is made to enrol (WF-02)
    domains: [domain], people: [admin], membership: [], serves: [],
  };
  return { tenant, admin };
}

/** One prefix may be taken in each cloud. */
const newTenantId = (domain: string): TenantId => tenantId.parse(madeTenantId(withoutSuffix(domain, 'public', defaultRules)));
const newPersonId = (tenant: TenantId, userName: string): PersonId => personId.parse(madePersonId(tenant, userName));
