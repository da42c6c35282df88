/** As many companies as a run needs, all alike: a reseller that enrols, a salesperson of a provider who wins it, and a customer that both will share. */

import type { Persona } from '../bot/local/teamsPeer.ts';

export type Company = {
  readonly name: string;
  readonly tenant: string;
  readonly domain: string;
  readonly mpnId: string;
  readonly admin: Persona;
  readonly seller: Persona;
  /** What the reseller calls its provider. */
  readonly provider: string;
  readonly customer: string;
  readonly buyer: Persona;
};

/** The account of a provider is opened in one batch, with its people in it. */
const SELLERS = 10;
const padded = (index: number): string => String(index).padStart(4, '0');

export const olivia: Persona = { tenant: 'programa', id: 'olivia', name: 'Olivia Prado', locale: 'en-GB' };

export function companyOf(index: number): Company {
  const number = padded(index);
  const provider = `norte${padded(Math.floor(index / SELLERS))}`;
  return {
    name: `Reseller ${number}`, tenant: `reseller-${number}`, domain: `reseller${number}.example`, mpnId: String(4_000_000 + index), provider, customer: `Viveros ${number}`,
    admin: { tenant: `reseller-${number}`, id: `admin-${number}`, name: 'Carmen Ruiz', locale: 'es-ES' },
    seller: { tenant: provider, id: `seller-${number}`, name: 'Iker Zubia', locale: 'es-ES' },
    buyer: { tenant: `viveros-${number}`, id: `buyer-${number}`, name: 'Wanda Ríos', locale: 'es-ES' },
  };
}

export const account = ({ domain }: Company): string => `socios@${domain}`;
export const contact = ({ domain }: Company): string => `diego@${domain}`;
export const adminMail = ({ domain }: Company): string => `carmen@${domain}`;
export const buyerMail = ({ buyer }: Company): string => `wanda@${buyer.tenant}.example`;

/** A directory file with so many companies. */
export function directoryOf(count: number): string {
  const companies = Array.from({ length: count }, (_one, index) => companyOf(index));
  const providers = [...Map.groupBy(companies, ({ provider }) => provider)].map(([id, sold]) => ({
    id, name: id, country: 'ES', kind: 'provider', inCsp: true, domains: [`${id}.example`],
    people: sold.map(({ seller }) => ({ id: seller.id, name: seller.name, email: `${seller.id}@${id}.example`, roles: { agent: 'salesAgent' } })),
  }));
  const operator = { id: olivia.tenant, name: 'Programa Enlace', country: 'ES', people: [{ id: olivia.id, name: olivia.name, email: 'olivia@programa.example' }] };
  return JSON.stringify({ operator: { tenant: olivia.tenant, admins: [olivia.id] }, tenants: [operator, ...providers, ...companies.flatMap(tenantsOf)] });
}

function tenantsOf(company: Company) {
  const { tenant, name, domain, admin, buyer, customer, mpnId } = company;
  return [
    {
      id: tenant, name, country: 'ES', kind: 'reseller', domains: [domain], people: [{ id: admin.id, name: admin.name, email: adminMail(company), directoryRoles: ['globalAdmin'] }],
      membership: [{ account: account(company), profiles: [{ mpnId, name, country: 'ES' }] }],
    },
    { id: buyer.tenant, name: customer, country: 'ES', kind: 'customer', domains: [`${buyer.tenant}.example`], people: [{ id: buyer.id, name: buyer.name, email: buyerMail(company), directoryRoles: ['globalAdmin'] }] },
  ];
}
