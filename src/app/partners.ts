/** Partners as the people of either side read them: the list in their own home, the partnership at its source, and what may be done now. Nothing is written. */

import { z } from 'zod';
import type { PersonActor } from '../core/actor.ts';
import { decide } from '../core/decide.ts';
import type { TenantId } from '../core/ids.ts';
import type { World } from '../core/machine.ts';
import { storedInstant, storedTenant } from '../core/stored.ts';
import { isEnrolled } from '../tasks/enrolmentDoc.ts';
import { partnership } from '../tasks/partnership.ts';
import type { Partnership } from '../tasks/partnershipDoc.ts';
import { attestations } from '../tasks/attestations.ts';
import { PARTNERS, partnerLine, partnershipDocumentId, partnershipSchema } from '../tasks/partnershipDoc.ts';
import type { AskedPage } from './customers.ts';
import type { Deps } from './deps.ts';
import { homeOf } from './homes.ts';
import type { PageOf } from './lines.ts';
import { pageOfLines } from './lines.ts';
import type { AgreementAnswer } from './queries.ts';
import { agreementAnswer, enrolmentOf } from './queries.ts';
import type { ShownLine } from './shownLines.ts';

export type Side = 'provider' | 'reseller';
export const sideOf = ({ tenantKind }: PersonActor): Side => (tenantKind === 'provider' ? 'provider' : 'reseller');

/** Where the partnership of the actor's company with another one is: in the reseller's home, under the provider's id. */
export const placeOf = (actor: PersonActor, other: TenantId): { readonly tenant: TenantId; readonly target: TenantId } =>
  (sideOf(actor) === 'provider' ? { tenant: other, target: actor.tenant } : { tenant: actor.tenant, target: other });

/** INV-56: the actor's own company is one of the two, or nothing is found. */
export async function partnershipWith(deps: Deps, actor: PersonActor, other: TenantId): Promise<Partnership | undefined> {
  const { tenant, target } = placeOf(actor, other);
  return await partnershipOf(deps, tenant, target);
}

/** The document itself; whose business it is must have been asked before. */
export async function partnershipOf({ store }: Pick<Deps, 'store'>, reseller: TenantId, provider: string): Promise<Partnership | undefined> {
  const stored = await store.read({ partition: homeOf(reseller), id: partnershipDocumentId(provider) });
  return stored && partnershipSchema.parse(stored.body);
}

/** INV-20: in the provider's list exactly while it is in the reseller's, where it stands with the document itself. */
export const providersLine = (doc: Partnership): ShownLine => ({ partition: homeOf(doc.provider.id), list: PARTNERS, key: `partner:${doc.tenant}`, rev: doc.rev, line: partnerLine(doc, 'provider') });

const partnerSchema = z.object({
  other: storedTenant, name: z.string(), country: z.string(), since: storedInstant, adminAccess: partnershipSchema.shape.adminAccess,
});
export type Partner = z.output<typeof partnerSchema>;

/** WF-17: the Active partners, by name. */
export async function partnersOf(deps: Deps, actor: PersonActor, asked: AskedPage): Promise<PageOf<Partner>> {
  return await pageOfLines(deps, { partition: homeOf(actor.tenant), list: PARTNERS, ...asked }, (body) => partnerSchema.parse(body));
}

export type Progress = { readonly mpnId: string | undefined; readonly agreement: Exclude<AgreementAnswer, 'forbidden'> };

/** How far a provider's reseller is, for those who may know it (WF-09). */
export async function progressOf(deps: Deps, actor: PersonActor, reseller: TenantId): Promise<Progress | undefined> {
  const agreement = await agreementAnswer(deps, actor, { tenant: reseller });
  if (agreement === 'forbidden') return undefined;
  const enrolment = await enrolmentOf(deps, reseller);
  return { mpnId: isEnrolled(enrolment) ? enrolment?.mpn?.mpnId : undefined, agreement };
}

export const removals = ['removeAdminAccess', 'remove'] as const;
export type Removal = (typeof removals)[number];

const everythingTicked = Object.fromEntries(['confirmed', ...attestations].map((box) => [box, 'true']));

/** What this person may do now, as the decision itself would answer to a form with every box ticked (WF-16, WF-34). */
export async function removalsOpenTo(deps: Deps, actor: PersonActor, doc: Partnership): Promise<readonly Removal[]> {
  const tenant = await deps.directory.tenant(doc.tenant);
  if (!tenant) return [];
  const world: World = { actor, now: deps.clock(), rules: deps.rules, newId: deps.newId, site: deps.site(), read: { tenant } };
  return removals.filter((event) => decide(partnership, doc, { id: '', event, input: everythingTicked }, world).ok);
}
