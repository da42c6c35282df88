/** Fills a store with enrolments before it is measured: some that are on their first page, for the load, and any number that only lie there. */

import type { Doc, Store } from '../src/app/ports.ts';
import { homeOf } from '../src/app/homes.ts';
import type { PersonId, TenantId } from '../src/core/ids.ts';
import { systemClock } from '../src/core/time.ts';
import { ENROLMENT_ID } from '../src/tasks/enrolmentDoc.ts';
import type { Enrolment } from '../src/tasks/enrolmentDoc.ts';

export const COMPANY = { companyName: 'Contoso Iberia', addressLine1: 'Calle Mayor 1', addressLine2: '', city: 'Madrid', state: '', postalCode: '28013' } as const;

export const tenantOf = (index: number): string => `bench-${index}`;
export const caseOf = (index: number): string => `ENR-${String(index).padStart(8, '0').replace(/(.{4})/, '$1-')}`;

/** A directory file with one Global admin for each company of the load. */
export function directoryOf(companies: number): string {
  const tenants = Array.from({ length: companies }, (_unused, index) => ({
    id: tenantOf(index), name: COMPANY.companyName, country: 'ES', kind: 'reseller', domains: [`bench-${index}.es`],
    people: [{ id: `admin-${index}`, name: 'Carmen Ruiz', email: `carmen@bench-${index}.es`, directoryRoles: ['globalAdmin'] }],
  }));
  return JSON.stringify({ operator: { tenant: 'op', admins: ['op-admin'] }, tenants });
}

export async function seed(store: Store, companies: number, lying: number): Promise<void> {
  for (let index = 0; index < companies + lying; index++) {
    if (await store.commit([{ op: 'create', doc: enrolmentDoc(index) }]) !== 'saved') throw new Error(`Enrolment ${index} was there already`);
  }
}

function enrolmentDoc(index: number): Doc {
  const now = systemClock();
  const tenant = tenantOf(index) as TenantId; // made here
  const body: Enrolment = {
    v: 1, id: caseOf(index), tenant, state: 'LegalProfile', since: now, rev: 1, lastCommand: '', touchedAt: now,
    company: { name: COMPANY.companyName, country: 'ES' },
    requester: { id: `admin-${index}` as PersonId, name: 'Carmen Ruiz', email: `carmen@bench-${index}.es`, language: 'es' }, // as above
    short: false, form: { ...COMPANY }, donePages: [], adminAgents: [], history: [],
    mpn: { mpnId: String(1_000_000 + index), name: COMPANY.companyName, country: 'ES', active: true, type: 'location' },
  };
  return { partition: homeOf(tenant), id: ENROLMENT_ID, kind: 'enrolment', body };
}
