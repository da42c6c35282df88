/** The local world's identity provider, membership site and account creation. Its file's form is in directorySchema.ts; no rule of the programme is here. */

import type { PersonId, TenantId } from '../../src/core/ids.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import { DomainTaken } from '../../src/app/ports.ts';
import type { Accounts, Directory, DirectoryTenant, Membership, NewTenant } from '../../src/app/ports.ts';
import type { DirectoryContent, PersonEntry, TenantEntry } from './directorySchema.ts';
import { readDirectory } from './directorySchema.ts';
import { oneAtATime, replaceFile } from './files.ts';
import type { RandomBelow } from './temporaryPassword.ts';
import { temporaryPassword } from './temporaryPassword.ts';

export type LocalDirectory = { readonly directory: Directory; readonly membership: Membership; readonly accounts: Accounts };

/** In DATA_DIR: the bot writes it, and the launcher reads it for its windows. */
export const CREATED_FILE = 'created-tenants.json';

type Tenants = Map<TenantId, TenantEntry>;

/** @param options.createdFile where the tenants that WF-02 creates survive a restart. */
export async function openDirectoryFile(
  path: string, options: { readonly createdFile: string; readonly randomness: RandomBelow },
): Promise<LocalDirectory> {
  const { content, created } = await readDirectory(path, options.createdFile);
  const tenants: Tenants = new Map(content.tenants.map((tenant) => [tenant.id, tenant]));
  return {
    directory: directoryOf(content.operator, tenants),
    membership: membershipOf(tenants),
    accounts: accountsOf(tenants, [...created], options),
  };
}

function directoryOf(operator: DirectoryContent['operator'], tenants: Tenants): Directory {
  return {
    operatorTenant: operator.tenant,
    tenant: async (id) => toTenant(tenants.get(id)),
    person: async (tenant, id) => {
      const entry = tenants.get(tenant)?.people.find((person) => person.id === id);
      return entry && { tenant, id, name: entry.name, email: entry.email, directoryRoles: entry.directoryRoles, roles: entry.roles };
    },
    isProgrammeAdmin: async (tenant, id) => tenant === operator.tenant && operator.admins.includes(id),
  };
}

function toTenant(entry: TenantEntry | undefined): DirectoryTenant | undefined {
  if (!entry) return undefined;
  const { people, membership: _membership, ...facts } = entry;
  return { ...facts, globalAdmins: people.filter(isGlobalAdmin).map((person) => person.name) };
}

export function isGlobalAdmin(person: PersonEntry): boolean {
  return person.directoryRoles.includes('globalAdmin');
}

function membershipOf(tenants: Tenants): Membership {
  return {
    async profiles(account) {
      const wanted = account.trim().toLowerCase();
      const found = [...tenants.values()].flatMap((tenant) => tenant.membership).filter((entry) => entry.account.toLowerCase() === wanted);
      return found.length === 0 ? undefined : found.flatMap((entry) => entry.profiles);
    },
    async associated(tenant) {
      const entry = tenants.get(tenant);
      return entry?.membership.flatMap((account) => account.profiles)
        .find((profile) => profile.active && profile.type === 'location' && profile.country === entry.country);
    },
  };
}

function accountsOf(
  tenants: Tenants, created: TenantEntry[], { createdFile, randomness }: { readonly createdFile: string; readonly randomness: RandomBelow },
): Accounts {
  const isTaken = (prefix: string): boolean =>
    tenants.has(newTenantId(prefix)) || [...tenants.values()].some((tenant) => tenant.domains.includes(domainOf(prefix)));
  const save = oneAtATime(() => replaceFile(createdFile, `${JSON.stringify({ tenants: created }, undefined, 2)}\n`));

  return {
    domainTaken: async (prefix) => isTaken(prefix),
    async createTenant(request) {
      if (isTaken(request.prefix)) throw new DomainTaken(request.prefix);
      const { tenant, admin } = newTenant(request);
      // Taken before the first await, so that of two requests at once the second is refused.
      tenants.set(tenant.id, tenant);
      created.push(tenant);
      try {
        await save();
      } catch (error) {
        tenants.delete(tenant.id);
        created.splice(created.indexOf(tenant), 1);
        throw new Error(`The new tenant could not be written to ${createdFile}`, { cause: error });
      }
      const userName = `${request.adminUserName}@${domainOf(request.prefix)}`;
      return { tenant: tenant.id, person: admin.id, userName, temporaryPassword: temporaryPassword(randomness) }; // INV-06
    },
  };
}

function newTenant(request: NewTenant): { readonly tenant: TenantEntry; readonly admin: PersonEntry } {
  const id = newTenantId(request.prefix);
  const admin: PersonEntry = {
    id: newPersonId(id, request.adminUserName), name: request.adminName, email: request.adminEmail,
    directoryRoles: ['globalAdmin'], roles: undefined, // WF-02 step 2
  };
  const tenant: TenantEntry = {
    id, name: request.company, country: request.country, cloud: 'public', kind: 'customer', inCsp: false,
    domains: [domainOf(request.prefix)], people: [admin], membership: [],
  };
  return { tenant, admin };
}

const newTenantId = (prefix: string): TenantId => tenantId.parse(`tenant-${prefix.toLowerCase()}`);
const newPersonId = (tenant: TenantId, userName: string): PersonId => personId.parse(`${tenant}-${userName.toLowerCase()}`);
const domainOf = (prefix: string): string => `${prefix.toLowerCase()}.onmicrosoft.com`;
