/** Named reads for people: the present task documents of the own company, the queue of reviews, the state of an agreement. Scope is enforced here (INV-56); nothing is written. */

import type { PersonActor } from '../core/actor.ts';
import type { CaseId, TenantId } from '../core/ids.ts';
import type { Cloud, MpnReservation } from '../core/machine.ts';
import type { Agreement } from '../tasks/agreement.ts';
import { AGREEMENT_ID, agreementSchema, isInForce } from '../tasks/agreement.ts';
import type { Enrolment } from '../tasks/enrolmentDoc.ts';
import { ENROLMENT_ID, enrolmentSchema, isEnrolled } from '../tasks/enrolmentDoc.ts';
import { can } from '../rules/permissions.ts';
import { isNear } from '../rules/regions.ts';
import type { Deps } from './deps.ts';
import type { Case, CaseLine, Place } from './documents.ts';
import { caseLineSchema, caseSchema, placeSchema, reservationSchema } from './documents.ts';
import { caseRef, homeOf, lists, reservationRef } from './homes.ts';
import type { PageOf } from './lines.ts';
import type { Loaded } from './load.ts';
import { pageOfLines } from './lines.ts';
import type { Store, Stored } from './ports.ts';

/** A company that the directory does not know goes by its id. */
export const companyName = async ({ directory }: Pick<Deps, 'directory'>, tenant: TenantId): Promise<string> => (await directory.tenant(tenant))?.name ?? tenant;

/** A company that the directory does not know is in the cloud of nearly everybody. [DESIGN] */
export const cloudOf = async ({ directory }: Pick<Deps, 'directory'>, tenant: TenantId): Promise<Cloud> => (await directory.tenant(tenant))?.cloud ?? 'public';

export type EnrolmentFound = { readonly stored: Stored; readonly doc: Enrolment };

export async function enrolmentFound({ store }: Pick<Deps, 'store'>, tenant: TenantId): Promise<EnrolmentFound | undefined> {
  const stored = await store.read({ partition: homeOf(tenant), id: ENROLMENT_ID });
  return stored && { stored, doc: enrolmentSchema.parse(stored.body) };
}

export const enrolmentOf = async (deps: Pick<Deps, 'store'>, tenant: TenantId): Promise<Enrolment | undefined> => (await enrolmentFound(deps, tenant))?.doc;

export async function agreementOf(deps: Deps, tenant: TenantId): Promise<Agreement | undefined> {
  const stored = await deps.store.read({ partition: homeOf(tenant), id: AGREEMENT_ID });
  return stored && agreementSchema.parse(stored.body);
}

/** Who holds an MPN ID, or has taken it for an enrolment under way. */
export async function reservationOf(store: Store, mpnId: string): Promise<MpnReservation | undefined> {
  const stored = await store.read(reservationRef(mpnId));
  return stored && reservationSchema.parse(stored.body);
}

/** A page of the open reviews, oldest first, or of those found by a search ("starts with" on words of the company, case number, MPN ID). */
export async function openReviews(deps: Deps, search: string, after: string | undefined): Promise<PageOf<CaseLine>> {
  return await pageOfLines(deps, { partition: homeOf(deps.directory.operatorTenant), list: lists.reviews, search, after }, (body) => caseLineSchema.parse(body));
}

/** The enrolment behind a case number, as it is now; undefined for anything that is not a case. */
export async function reviewOf(deps: Deps, caseId: CaseId | string): Promise<Enrolment | undefined> {
  return (await presentOf(deps, caseId, await caseOf(deps, caseId)))?.doc;
}

/** What a decision on a case begins with: the copy that the case carries while it is open and this program can read, or else the enrolment. */
export async function reviewFound(deps: Deps, caseId: CaseId | string): Promise<Loaded | undefined> {
  const known = await caseOf(deps, caseId);
  const { tenant, file } = known ?? {};
  const copy = enrolmentSchema.safeParse(file?.body);
  if (!tenant || !file || !copy.success) return await presentOf(deps, caseId, known);
  return { stored: { partition: homeOf(tenant), id: ENROLMENT_ID, kind: 'enrolment', body: file.body, etag: file.etag }, doc: copy.data, isCopy: true };
}

async function caseOf({ store, directory }: Deps, caseId: string): Promise<Case | undefined> {
  const stored = await store.read(caseRef(directory.operatorTenant, caseId));
  return stored && caseSchema.parse(stored.body);
}

/** The case is a projection: the enrolment may have ended and begun anew since. */
async function presentOf(deps: Deps, caseId: string, known: Case | undefined): Promise<EnrolmentFound | undefined> {
  const found = known && await enrolmentFound(deps, known.tenant);
  return found?.doc.id === caseId ? found : undefined;
}

export async function places(deps: Deps): Promise<readonly Place[]> {
  const found = await deps.store.page({ partition: homeOf(deps.directory.operatorTenant), list: lists.places, limit: 100 });
  return found.map((row) => placeSchema.parse(row.body));
}

/** How many places review cards go to, as far as anybody needs to know: none, one, or more. */
export async function placeCount(deps: Deps): Promise<number> {
  return (await deps.store.page({ partition: homeOf(deps.directory.operatorTenant), list: lists.places, limit: 2 })).length;
}

/** WF-09, what a provider may know about a reseller's agreement. */
export type AgreementAnswer = 'signed' | 'covered' | 'notSigned' | 'newVersion' | 'unknown' | 'otherRegion' | 'notEnrolled' | 'forbidden';

/** @param about exactly one of MPN ID and tenant id (§6.1). */
export async function agreementAnswer(deps: Deps, actor: PersonActor, about: { readonly mpnId: string } | { readonly tenant: TenantId }): Promise<AgreementAnswer> {
  if (!can(actor, 'P16')) return 'forbidden';
  const tenant = 'mpnId' in about ? (await reservationOf(deps.store, about.mpnId))?.tenant : about.tenant;
  if (actor.tenantKind !== 'provider' && tenant !== actor.tenant) return 'forbidden'; // INV-56: others than providers see their own
  const [theirs, own] = await Promise.all([tenant && deps.directory.tenant(tenant), deps.directory.tenant(actor.tenant)]);
  if (!tenant || !theirs || !own) return 'unknown';
  if (!isNear(theirs, own, deps.rules)) return 'otherRegion'; // INV-29, INV-61
  const enrolment = await enrolmentOf(deps, tenant);
  if (!isEnrolled(enrolment)) return 'notEnrolled'; // INV-17
  const agreement = await agreementOf(deps, tenant);
  if (isInForce(agreement, deps.rules)) return agreement?.state === 'Covered' ? 'covered' : 'signed';
  return agreement?.signature ? 'newVersion' : 'notSigned';
}
