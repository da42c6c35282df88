/** Whom a provider can choose for each of the three links of a customer (WF-26 to WF-28), and what is known of them. Choices only: what may be set is decided when it is asked for. */

import type { PersonActor } from '../core/actor.ts';
import type { TenantId } from '../core/ids.ts';
import type { Access } from '../tasks/access.ts';
import { accessDocumentId, accessSchema } from '../tasks/access.ts';
import { isEnrolled } from '../tasks/enrolmentDoc.ts';
import { isPartnered } from '../tasks/partnership.ts';
import type { Relationship } from '../tasks/relationship.ts';
import { isActive } from '../tasks/relationship.ts';
import type { SupportGap } from '../tasks/subscriptionLinks.ts';
import { supportGap } from '../tasks/subscriptionLinks.ts';
import { relationshipsOf } from './customers.ts';
import type { Named } from './customerSeen.ts';
import type { Deps } from './deps.ts';
import { homeOf } from './homes.ts';
import { agreementAnswer, companyName, enrolmentOf, reservationOf } from './queries.ts';
import { partnersOf, partnershipWith } from './partners.ts';
import type { AgreementAnswer } from './queries.ts';

/** What the partner's people were told so far; undefined for nothing. */
export async function accessOf({ store }: Pick<Deps, 'store'>, customer: TenantId, partner: TenantId): Promise<Access | undefined> {
  const stored = await store.read({ partition: homeOf(customer), id: accessDocumentId(partner) });
  return stored && accessSchema.parse(stored.body);
}

export type Near = {
  /** Active partners, those who serve the customer first. */
  readonly partners: readonly (Named & { readonly relationship: Relationship | undefined })[];
  /** There are more partners than a card shows. */
  readonly hasMore: boolean;
};

/** The first page of the own partners, and every partner besides who serves this customer. INV-56: no others. */
export async function partnersNear(deps: Deps, actor: PersonActor, customer: TenantId): Promise<Near> {
  const [{ rows, next }, relationships] = await Promise.all([partnersOf(deps, actor, { search: '', after: undefined }), relationshipsOf(deps, customer)]);
  const serving = relationships.filter((one) => one.role === 'reseller' && isActive(one));
  const named = await Promise.all(serving.map(async ({ partner, partnerName }): Promise<Named> => ({ id: partner, name: partnerName || await companyName(deps, partner) })));
  const known = [...named, ...rows.map(({ other, name }): Named => ({ id: other, name })).filter(({ id }) => !serving.some(({ partner }) => partner === id))];
  const partnered = await Promise.all(known.map(async ({ id }) => isPartnered(await partnershipWith(deps, actor, id)))); // a list may be behind
  const partners = known.filter((_one, place) => partnered[place]).map((one) => ({ ...one, relationship: serving.find(({ partner }) => partner === one.id) }));
  return { partners, hasMore: next !== undefined };
}

export type Earner = Named & { readonly mpnId: string | undefined; readonly isRelated: boolean };

/** WF-26: listed resellers with the MPN IDs that would be credited. */
export async function earners(deps: Deps, { partners }: Near): Promise<readonly Earner[]> {
  return await Promise.all(partners.map(async ({ id, name, relationship }) => {
    const enrolment = await enrolmentOf(deps, id);
    return { id, name, isRelated: relationship !== undefined, mpnId: isEnrolled(enrolment) ? enrolment?.mpn?.mpnId : undefined };
  }));
}

export type Supporters = { readonly open: readonly Named[]; readonly missing: readonly (Named & { readonly why: SupportGap })[] };

/** INV-48: who can be chosen besides the provider, and what the others lack. */
export function supporters({ partners }: Near): Supporters {
  const judged = partners.map(({ id, name, relationship }) => ({ id, name, why: supportGap(relationship) }));
  return { open: judged.filter(({ why }) => why === undefined), missing: judged.flatMap(({ why, ...one }) => (why ? [{ ...one, why }] : [])) };
}

export type Holder = { readonly name: string; readonly country: string; readonly agreement: AgreementAnswer };

/** WF-26, Verify: whose MPN ID it is. Nothing is stored. */
export async function holderOf(deps: Deps, actor: PersonActor, mpnId: string): Promise<Holder | undefined> {
  const reserved = await reservationOf(deps.store, mpnId);
  const tenant = reserved && await deps.directory.tenant(reserved.tenant);
  return tenant && { name: tenant.name, country: tenant.country, agreement: await agreementAnswer(deps, actor, { mpnId }) };
}
