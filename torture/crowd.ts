/** A world in which many people may do the same: reviewers, Global admins of one reseller and of one customer, a provider's people, and companies with one MPN ID. */

import type { Persona } from '../bot/local/teamsPeer.ts';
import { account, companyOf, directoryOf, olivia } from './cast.ts';
import type { Company } from './cast.ts';

export const CROWD = 50;
export const RIVALS = 20;
const everyone = Array.from({ length: CROWD }, (_one, index) => index);

const locales = ['es-ES', 'en-GB'] as const;
const member = (tenant: string, kind: string) => (index: number): Persona => ({ tenant, id: `${kind}-${index}`, name: `${kind} ${index}`, locale: locales[index % 2] ?? 'es-ES' });

/** The company around which everything happens; the others are its rivals. */
export const theOne = companyOf(0);
export const deciders = everyone.map(member(olivia.tenant, 'Decider'));
export const colleagues = everyone.map(member(theOne.tenant, 'Colleague'));
export const sellers = everyone.map(member(theOne.provider, 'Seller'));
export const buyers = everyone.map(member(theOne.buyer.tenant, 'Buyer'));
export const rivals: readonly Company[] = Array.from({ length: RIVALS }, (_one, index) => ({ ...companyOf(index + 1), mpnId: theOne.mpnId }));

type Tenant = { readonly id: string; readonly people: readonly unknown[]; readonly membership?: readonly { readonly account: string }[] };
type File = { readonly operator: { readonly tenant: string; readonly admins: readonly string[] }; readonly tenants: readonly Tenant[] };

export function crowdedDirectory(): string {
  const { operator, tenants } = JSON.parse(directoryOf(RIVALS + 1)) as File; // written by the line before it is read
  const crowds = new Map([[olivia.tenant, deciders], [theOne.tenant, colleagues], [theOne.provider, sellers], [theOne.buyer.tenant, buyers]]);
  return JSON.stringify({
    operator: { ...operator, admins: [...operator.admins, ...deciders.map(({ id }) => id)] },
    tenants: tenants.map((tenant) => ({ ...tenant, ...membership(tenant), people: [...tenant.people, ...(crowds.get(tenant.id) ?? []).map(entry)] })),
  });
}

/** All accounts show the same location. */
function membership({ id }: Tenant) {
  const rival = rivals.find(({ tenant }) => tenant === id);
  return rival ? { membership: [{ account: account(rival), profiles: [{ mpnId: theOne.mpnId, name: rival.name, country: 'ES' }] }] } : {};
}

function entry({ tenant, id, name }: Persona) {
  const email = `${id.toLowerCase()}@${tenant}.example`;
  if (tenant === theOne.provider) return { id, name, email, roles: { agent: 'adminAgent' } };
  return { id, name, email, directoryRoles: tenant === olivia.tenant ? [] : ['globalAdmin'] };
}
