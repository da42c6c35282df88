/** Who is in the load, and the documents that they begin with: enrolments, some on their first page and any number that only lie there; and a provider's list of resellers. */

import { lineWrites } from '../src/app/lines.ts';
import type { Doc, Store, Write } from '../src/app/ports.ts';
import { homeOf } from '../src/app/homes.ts';
import type { PersonId, TenantId } from '../src/core/ids.ts';
import { systemClock } from '../src/core/time.ts';
import { ENROLMENT_ID } from '../src/tasks/enrolmentDoc.ts';
import type { Enrolment } from '../src/tasks/enrolmentDoc.ts';
import { partnerLine } from '../src/tasks/partnershipDoc.ts';
import { save } from './fill.ts';

export const COMPANY = { companyName: 'Contoso Iberia', addressLine1: 'Calle Mayor 1', addressLine2: '', city: 'Madrid', state: '', postalCode: '28013' } as const;

/** A provider, and the salesperson who looks at its resellers. */
export const PROVIDER = 'bench-provider';
export const SELLER = 'seller';

export const tenantOf = (index: number): string => `bench-${index}`;
export const caseOf = (index: number): string => `ENR-${String(index).padStart(8, '0').replace(/(.{4})/, '$1-')}`;

/** Companies on the first page of their forms; with `lying` more that nobody touches. */
export async function seedEnrolments(store: Store, companies: number, lying = 0): Promise<void> {
  for (let index = 0; index < companies + lying; index++) await save(store, [{ op: 'create', doc: enrolmentDoc(index) }]);
}

export const enrolmentDoc = (index: number): Doc => ({ partition: homeOf(tenantOf(index) as TenantId), id: ENROLMENT_ID, kind: 'enrolment', body: enrolmentOf(index) }); // made here

export function enrolmentOf(index: number, tenant = tenantOf(index)): Enrolment {
  const now = systemClock();
  return {
    v: 1, id: caseOf(index), tenant: tenant as TenantId, state: 'LegalProfile', since: now, rev: 1, lastCommand: '', touchedAt: now, // made here
    company: { name: COMPANY.companyName, country: 'ES' },
    requester: { id: `admin-${index}` as PersonId, name: 'Carmen Ruiz', email: `carmen@${tenant}.es`, language: 'es' }, // as above
    short: false, form: { ...COMPANY }, donePages: [], history: [],
    mpn: { mpnId: String(1_000_000 + index), name: COMPANY.companyName, country: 'ES', active: true, type: 'location', choice: `${caseOf(index)}:1` },
  };
}

/** As many Active resellers as the list is to be long, as the outbox writes them into it. */
export function *resellers(count: number): Generator<Doc> {
  for (let index = 0; index < count; index++) {
    const lined = { partition: homeOf(PROVIDER as TenantId), key: `partner:${tenantOf(index)}`, before: undefined, after: resellerLine(index) }; // made here
    yield* docsOf(lineWrites(lined));
  }
}

/** Of writes that make something new. */
export const docsOf = (writes: readonly Write[]): readonly Doc[] => writes.flatMap((write) => (write.op === 'delete' ? [] : [write.doc]));

function resellerLine(index: number) {
  const now = systemClock();
  return partnerLine({
    v: 1, id: `PAR-${index}`, tenant: tenantOf(index) as TenantId, state: 'Active', since: now, rev: 1, lastCommand: '', // as above
    provider: { id: PROVIDER as TenantId, name: 'Distribuciones Norte', country: 'ES' }, reseller: { name: `Reseller ${index}`, country: 'ES' }, adminAccess: 'Granted', // as above
  }, 'provider');
}
