/** Fills a store before it is measured: with enrolments, some on their first page for the load and any number that only lie there; and with a provider's list of resellers. */

import { lineWrites } from '../src/app/lines.ts';
import type { Doc, Store, Write } from '../src/app/ports.ts';
import { homeOf } from '../src/app/homes.ts';
import type { PersonId, TenantId } from '../src/core/ids.ts';
import { systemClock } from '../src/core/time.ts';
import { ENROLMENT_ID } from '../src/tasks/enrolmentDoc.ts';
import type { Enrolment } from '../src/tasks/enrolmentDoc.ts';
import { partnerLine } from '../src/tasks/partnershipDoc.ts';

export const COMPANY = { companyName: 'Contoso Iberia', addressLine1: 'Calle Mayor 1', addressLine2: '', city: 'Madrid', state: '', postalCode: '28013' } as const;

/** A provider, and the salesperson who looks at its resellers. */
export const PROVIDER = 'bench-provider';
export const SELLER = 'seller';

export const tenantOf = (index: number): string => `bench-${index}`;
export const caseOf = (index: number): string => `ENR-${String(index).padStart(8, '0').replace(/(.{4})/, '$1-')}`;

/** A directory file with one Global admin for each company of the load. */
export function directoryOf(companies: number, customers: readonly string[] = []): string {
  const tenants = Array.from({ length: companies }, (_unused, index) => ({
    id: tenantOf(index), name: COMPANY.companyName, country: 'ES', kind: 'reseller', domains: [`bench-${index}.es`],
    people: [{ id: `admin-${index}`, name: 'Carmen Ruiz', email: `carmen@bench-${index}.es`, directoryRoles: ['globalAdmin'] }],
  }));
  const provider = {
    id: PROVIDER, name: 'Distribuciones Norte', country: 'ES', kind: 'provider', inCsp: true,
    people: [{ id: SELLER, name: 'Iker Zubia', email: 'iker@norte.example', roles: { agent: 'salesAgent' } }],
  };
  return JSON.stringify({ operator: { tenant: 'op', admins: ['op-admin'] }, tenants: [...tenants, provider, ...customers.map((id) => ({ id, name: id, country: 'ES', kind: 'customer', people: [] }))] });
}

export async function seed(store: Store, companies: number, lying: number): Promise<void> {
  for (let index = 0; index < companies + lying; index++) {
    if (await store.commit([{ op: 'create', doc: enrolmentDoc(index) }]) !== 'saved') throw new Error(`Enrolment ${index} was there already`);
  }
}

const enrolmentDoc = (index: number): Doc => ({ partition: homeOf(tenantOf(index) as TenantId), id: ENROLMENT_ID, kind: 'enrolment', body: enrolmentOf(index) }); // made here

export function enrolmentOf(index: number): Enrolment {
  const now = systemClock();
  const tenant = tenantOf(index) as TenantId; // made here
  return {
    v: 1, id: caseOf(index), tenant, state: 'LegalProfile', since: now, rev: 1, lastCommand: '', touchedAt: now,
    company: { name: COMPANY.companyName, country: 'ES' },
    requester: { id: `admin-${index}` as PersonId, name: 'Carmen Ruiz', email: `carmen@bench-${index}.es`, language: 'es' }, // as above
    short: false, form: { ...COMPANY }, donePages: [], history: [],
    mpn: { mpnId: String(1_000_000 + index), name: COMPANY.companyName, country: 'ES', active: true, type: 'location' },
  };
}

/** As many Active resellers as the list is to be long, as the outbox writes them into it. */
export async function seedResellers(store: Store, count: number): Promise<void> {
  let writes: Write[] = [];
  const save = async (): Promise<void> => {
    if (writes.length > 0 && await store.commit(writes) !== 'saved') throw new Error('The list of resellers was there already');
    writes = [];
  };
  for (let index = 0; index < count; index++) {
    const added = lineWrites({ partition: homeOf(PROVIDER as TenantId), key: `partner:${tenantOf(index)}`, before: undefined, after: resellerLine(index) }); // made here
    if (writes.length + added.length > 100) await save();
    writes.push(...added);
  }
  await save();
}

function resellerLine(index: number) {
  const now = systemClock();
  return partnerLine({
    v: 1, id: `PAR-${index}`, tenant: tenantOf(index) as TenantId, state: 'Active', since: now, rev: 1, lastCommand: '', // as above
    provider: { id: PROVIDER as TenantId, name: 'Distribuciones Norte', country: 'ES' }, reseller: { name: `Reseller ${index}`, country: 'ES' }, adminAccess: 'Granted', // as above
  }, 'provider');
}
