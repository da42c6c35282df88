/** Fills a store with customers before it is measured: those that a salesperson orders for, with everything that an order depends on, and a long list of them. */

import { randomBytes, randomUUID } from 'node:crypto';
import { linesOf } from '../src/app/customers.ts';
import type { Deps } from '../src/app/deps.ts';
import { homeOf } from '../src/app/homes.ts';
import { lineWrites } from '../src/app/lines.ts';
import { replaceOffers } from '../src/app/offers.ts';
import type { Doc, Store, Write } from '../src/app/ports.ts';
import type { PersonId, TenantId } from '../src/core/ids.ts';
import type { TaskDoc } from '../src/core/machine.ts';
import type { Offer } from '../src/core/offer.ts';
import { systemClock } from '../src/core/time.ts';
import { relationshipDocumentId } from '../src/tasks/relationship.ts';
import type { Relationship } from '../src/tasks/relationship.ts';
import { CUSTOMER_ID } from '../src/tasks/customerDoc.ts';
import { partnershipDocumentId } from '../src/tasks/partnershipDoc.ts';
import { AGREEMENT_ID } from '../src/tasks/agreement.ts';
import { ENROLMENT_ID } from '../src/tasks/enrolmentDoc.ts';
import { save } from './fill.ts';
import { COMPANY, PROVIDER, docsOf, enrolmentOf, tenantOf } from './seed.ts';

export const OFFER = 'BENCH-BASIC';
/** Whom the orders credit. */
export const RESELLER = tenantOf(0);
export const buyerOf = (index: number): string => `buyer-${index}`;

const offer: Offer = {
  id: OFFER, name: 'Business Basic', segment: 'commercial', countries: [], min: 1, max: 300, trial: false, kind: 'licence', office365: true, onePerCustomer: false, term: 'P1Y', billing: 'P1M', family: '', tier: 0, addOn: 'none',
};
const provider = { id: PROVIDER as TenantId, name: 'Distribuciones Norte', country: 'ES' }; // made here, as the other ids below
const base = (id: string, tenant: string, state: string): TaskDoc => ({ v: 1, id, tenant: tenant as TenantId, state, since: systemClock(), rev: 1, lastCommand: '' });

/** The catalogue, the reseller with its agreements, and as many customers of the provider. */
export async function seedBuyers(store: Store, count: number): Promise<void> {
  const now = systemClock();
  const deps = { store, clock: systemClock, newId: randomUUID, randomBytes, directory: { operatorTenant: 'op' } } as unknown as Deps; // what replacing a list asks for
  await replaceOffers(deps, [offer]);
  const signature = { by: 'Carmen Ruiz', byId: 'admin-0', roles: [], at: now, version: '2020-02' };
  await save(store, [
    put(RESELLER, ENROLMENT_ID, 'enrolment', { ...enrolmentOf(0), state: 'Active' }),
    put(RESELLER, AGREEMENT_ID, 'agreement', { ...base('MPA', RESELLER, 'Accepted'), region: 'europe', requester: 'admin-0', reminders: 0, signature }),
    put(RESELLER, partnershipDocumentId(PROVIDER), 'partnership', { ...base('PAR-BENCH', RESELLER, 'Active'), provider, reseller: { name: COMPANY.companyName, country: 'ES' }, adminAccess: 'Granted' }),
  ]);
  const agreement = { how: 'accepted', firstName: 'Olga', lastName: 'Ortiz', email: '', phone: '', agreedOn: '2026-01-01', version: '1', by: 'Olga', byId: 'olga', byTenant: PROVIDER, at: now };
  for (let index = 0; index < count; index++) {
    const { doc, writes } = customer(buyerOf(index));
    await save(store, [
      put(buyerOf(index), relationshipDocumentId(PROVIDER), 'relationship', doc), ...writes,
      put(buyerOf(index), CUSTOMER_ID, 'customer', { ...base(CUSTOMER_ID, buyerOf(index), 'Known'), name: buyerOf(index), country: 'ES', segment: 'commercial', agreement }),
    ]);
  }
}

/** As many customers as the provider's list is to be long, as the outbox writes them into it. */
export function *customers(count: number): Generator<Doc> {
  for (let index = 0; index < count; index++) {
    const lined = linesOf([customer(`customer-${index}`).doc]);
    for (const { partition, key, line } of lined) yield* docsOf(lineWrites({ partition, key, before: undefined, after: line }));
  }
}

function customer(tenant: string): { readonly doc: Relationship; readonly writes: readonly Write[] } {
  const name = `Customer ${tenant.split('-')[1] ?? ''}`;
  const consent = { about: 'INV-BENCH', by: 'Olga', byId: 'olga' as PersonId, at: systemClock(), version: '' };
  const doc: Relationship = {
    v: 1, id: PROVIDER, tenant: tenant as TenantId, state: 'Active', since: systemClock(), rev: 1, lastCommand: '', customer: { name, country: 'ES', domain: `${tenant}.es` },
    partner: provider.id, partnerName: provider.name, role: 'provider', origin: 'joint', delegatedAdmin: 'None', consent,
  };
  return { doc, writes: lineWrites({ partition: homeOf(doc.tenant), key: relationshipDocumentId(PROVIDER), before: undefined, after: { list: 'relationships', sort: PROVIDER, terms: [], body: { partner: PROVIDER, role: 'provider', state: 'Active' } } }) };
}

const put = (tenant: string, id: string, kind: string, body: object): Write => ({ op: 'create', doc: { partition: homeOf(tenant as TenantId), id, kind, body: { ...body } } });
