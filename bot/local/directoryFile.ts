/** The local world's identity provider, membership site and other portals. Its file's form is in directorySchema.ts, what it creates in accountsFile.ts and createdFile.ts; no rule of the programme is here. */

import type { PersonId, TenantId } from '../../src/core/ids.ts';
import type { Accounts, AddressCheck, Commerce, Directory, DirectoryPerson, DirectoryTenant, Membership, Portals } from '../../src/app/ports.ts';
import { accountsOf } from './accountsFile.ts';
import { addressesOf } from './addressesFile.ts';
import type { CreatedFile } from './createdFile.ts';
import { isMadePerson, isMadeTenant, openCreatedFile } from './createdFile.ts';
import type { DirectoryContent, PersonEntry, TenantEntry } from './directorySchema.ts';
import { readDirectory } from './directorySchema.ts';
import type { Inhabitants } from './signInPage.ts';
import type { RandomBelow } from './temporaryPassword.ts';

export type LocalDirectory = { readonly directory: Directory; readonly membership: Membership; readonly accounts: Accounts; readonly portals: Portals; readonly addresses: AddressCheck; readonly commerce: Commerce; readonly inhabitants: Inhabitants };

/** In DATA_DIR: the bot writes it, and the launcher reads it for its windows. */
export const CREATED_FILE = 'created-tenants.json';

export type Tenants = Map<TenantId, TenantEntry>;

/** `createdFile` is where the tenants and people that the bot creates survive a restart, and other instances find them. */
export async function openDirectoryFile(
  path: string, { createdFile, randomness }: { readonly createdFile: string; readonly randomness: RandomBelow },
): Promise<LocalDirectory> {
  const { content } = await readDirectory(path, createdFile);
  const tenants: Tenants = new Map(content.tenants.map((tenant) => [tenant.id, tenant]));
  const created = openCreatedFile(createdFile, tenants);
  return {
    directory: directoryOf(content.operator, tenants, created),
    membership: membershipOf(tenants),
    accounts: accountsOf(tenants, created, randomness),
    commerce: commerceOf(tenants),
    inhabitants: async () => {
      await created.refresh();
      return [...tenants.values()].filter(({ id }) => id !== content.operator.tenant); // the programme's own people are nobody's customers
    },
    addresses: addressesOf(content.addresses),
    portals: { customersOf: async (partner) => tenants.get(partner)?.serves ?? [] },
  };
}

function directoryOf(operator: DirectoryContent['operator'], tenants: Tenants, { refresh }: CreatedFile): Directory {
  const atDomain = (domain: string): TenantId | undefined => [...tenants.values()].find(({ domains }) => domains.includes(domain))?.id;
  const inTenant = (tenant: TenantId, id: PersonId): PersonEntry | undefined => tenants.get(tenant)?.people.find((person) => person.id === id);
  const tenantOf = async (id: TenantId): Promise<TenantEntry | undefined> => {
    if (!tenants.has(id) && isMadeTenant(id)) await refresh();
    return tenants.get(id);
  };
  return {
    operatorTenant: operator.tenant,
    tenant: async (id) => toTenant(await tenantOf(id), tenants),
    tenantAt: async (given) => {
      const domain = given.toLowerCase();
      if (!atDomain(domain)) await refresh();
      return atDomain(domain);
    },
    person: async (tenant, id) => {
      if (!inTenant(tenant, id) && isMadePerson(tenant, id)) await refresh();
      const entry = inTenant(tenant, id);
      return entry && toPerson(tenant, entry);
    },
    partnerPeople: async (tenant) => ((await tenantOf(tenant))?.people ?? []).filter((person) => person.roles || isGlobalAdmin(person)).map((person) => toPerson(tenant, person)),
    isProgrammeAdmin: async (tenant, id) => tenant === operator.tenant && operator.admins.includes(id),
  };
}

const toPerson = (tenant: TenantId, { id, name, email, directoryRoles, roles }: PersonEntry): DirectoryPerson => ({ tenant, id, name, email, directoryRoles, roles });

function toTenant(entry: TenantEntry | undefined, tenants: Tenants): DirectoryTenant | undefined {
  if (!entry) return undefined;
  const { id, name, country, cloud, kind, inCsp, domains, verification, sandbox, company, people } = entry;
  const siblings = company === undefined ? [] : [...tenants.values()].filter((other) => other.company === company && other.id !== id).map((other) => other.id);
  return { id, name, country, cloud, kind, inCsp, domains, ...(verification ? { verification } : {}), ...(sandbox ? { sandbox } : {}), ...(siblings.length > 0 ? { siblings } : {}), globalAdmins: people.filter(isGlobalAdmin).map((person) => person.name) };
}

export function isGlobalAdmin(person: PersonEntry): boolean {
  return person.directoryRoles.includes('globalAdmin');
}

/** Everything can be had at once, but for what the file says cannot, or is reviewed first. */
function commerceOf(tenants: Tenants): Commerce {
  /** Orders whose purchase order has come. After a restart it is asked for again, and the bot hands it over again. */
  const purchased = new Set<string>();
  const reviewFor = (customer: TenantId) => tenants.get(customer)?.orderReview ?? 'none';
  return {
    place: async ({ customer }) => (tenants.get(customer)?.credit === 'refused' ? { accepted: false, reason: 'credit' } : { accepted: true, review: reviewFor(customer) !== 'none' }),
    reviewOf: async ({ id, customer }) => {
      const review = reviewFor(customer);
      if (review === 'none' || review === 'short') return { review: 'released' };
      if (!purchased.has(id)) return { review: 'purchaseOrderNeeded' };
      return review === 'purchaseOrder' ? { review: 'released' } : { review: 'rejected', reason: 'purchaseOrder' };
    },
    purchaseOrder: async ({ id }) => { purchased.add(id); },
    withdraw: async ({ id }) => { purchased.delete(id); },
    provision: async ({ customer, lines }, subscription) => {
      const offer = lines.find((line) => line.subscription === subscription)?.offer ?? '';
      return tenants.get(customer)?.unavailable?.includes(offer) ? { provisioned: false, reason: 'unavailable' } : { provisioned: true };
    },
  };
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
