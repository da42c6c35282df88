/** The local world's maker of accounts: tenants and people come into the directory and into a file beside it. Passwords are in what is returned and nowhere else (INV-06). */

import type { PersonId, TenantId } from '../../src/core/ids.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import { DomainTaken, TenantMade, UserExists } from '../../src/app/ports.ts';
import type { Accounts, NewCredentials, NewTenant } from '../../src/app/ports.ts';
import { suffixOf, withoutSuffix } from '../../src/rules/clouds.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import type { Created, CreatedPerson, PersonEntry, TenantEntry } from './directorySchema.ts';
import type { Tenants } from './directoryFile.ts';
import { oneAtATime, replaceFile } from './files.ts';
import type { RandomBelow } from './temporaryPassword.ts';
import { temporaryPassword } from './temporaryPassword.ts';

export type Making = { readonly createdFile: string; readonly randomness: RandomBelow };

export function accountsOf(tenants: Tenants, before: Created, { createdFile, randomness }: Making): Accounts {
  const created: { tenants: TenantEntry[]; people: CreatedPerson[] } = { tenants: [...before.tenants], people: [...before.people] };
  const isTaken = (domain: string): boolean => tenants.has(newTenantId(domain)) || [...tenants.values()].some(({ domains }) => domains.includes(domain.toLowerCase()));
  const save = oneAtATime(() => replaceFile(createdFile, `${JSON.stringify(created, undefined, 2)}\n`));
  const secret = (tenant: TenantId, person: PersonId, userName: string): NewCredentials => ({ tenant, person, userName, temporaryPassword: temporaryPassword(randomness) });

  /** What is made is taken before the first await, so that of two requests at once the second is refused; what cannot be kept is unmade. */
  async function keep(undo: () => void): Promise<void> {
    try {
      await save();
    } catch (error) {
      undo();
      throw new Error(`What was created could not be written to ${createdFile}`, { cause: error });
    }
  }

  return {
    domainTaken: async (domain) => isTaken(domain),
    async createTenant(request) {
      const before = [...tenants.values()].find(({ key }) => key === request.key);
      const owner = before?.people[0];
      if (before && owner) throw new TenantMade(request.domain, { tenant: before.id, person: owner.id, userName: userNameOf(before, owner) });
      if (isTaken(request.domain)) throw new DomainTaken(request.domain);
      const { tenant, admin } = newTenant(request);
      tenants.set(tenant.id, tenant);
      created.tenants.push(tenant);
      await keep(() => {
        tenants.delete(tenant.id);
        created.tenants.splice(created.tenants.indexOf(tenant), 1);
      });
      return secret(tenant.id, admin.id, userNameOf(tenant, admin));
    },
    async createUser(request) {
      const tenant = tenantIn(tenants, request.tenant);
      const known = tenant.people.find((person) => [person.email?.toLowerCase(), userNameOf(tenant, person)].includes(request.email.toLowerCase()));
      if (known) throw new UserExists(known.id, userNameOf(tenant, known));
      const userName = freeUserName(tenant, request.email);
      const person: PersonEntry = { id: newPersonId(tenant.id, userName), name: request.name, email: request.email, userName, directoryRoles: [], roles: undefined };
      const made: CreatedPerson = { ...person, tenant: tenant.id };
      const change = (people: (before: TenantEntry['people']) => TenantEntry['people']): void => {
        const now = tenantIn(tenants, tenant.id);
        tenants.set(tenant.id, { ...now, people: people(now.people) });
      };
      change((people) => [...people, person]);
      created.people.push(made);
      await keep(() => {
        change((people) => people.filter(({ id }) => id !== person.id));
        created.people.splice(created.people.indexOf(made), 1);
      });
      return secret(tenant.id, person.id, userName);
    },
    async resetPassword(id, person) {
      const tenant = tenantIn(tenants, id);
      const entry = tenant.people.find((candidate) => candidate.id === person);
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
const newTenantId = (domain: string): TenantId => tenantId.parse(`tenant-${withoutSuffix(domain, 'public', defaultRules)}`);
const newPersonId = (tenant: TenantId, userName: string): PersonId => personId.parse(`${tenant}-${userName.toLowerCase()}`);
