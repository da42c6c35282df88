/** Documents that several checks ask for, by whose they are; and when two companies had to do with each other, as the audit log tells it. */

import { homeOf } from '../app/homes.ts';
import type { TenantId } from '../core/ids.ts';
import type { Instant } from '../core/time.ts';
import { AGREEMENT_ID } from '../tasks/agreement.ts';
import { CUSTOMER_ID } from '../tasks/customerDoc.ts';
import { ENROLMENT_ID } from '../tasks/enrolmentDoc.ts';
import { partnershipDocumentId } from '../tasks/partnershipDoc.ts';
import { relationshipDocumentId } from '../tasks/relationship.ts';
import type { Whole } from './check.ts';
import type { Span } from './history.ts';
import { wasWithin } from './history.ts';

export const enrolmentOf = ({ inventory }: Whole, tenant: TenantId) => inventory.one('enrolment', { partition: homeOf(tenant), id: ENROLMENT_ID });
export const agreementOf = ({ inventory }: Whole, tenant: TenantId) => inventory.one('agreement', { partition: homeOf(tenant), id: AGREEMENT_ID });
export const customerOf = ({ inventory }: Whole, tenant: TenantId) => inventory.one('customer', { partition: homeOf(tenant), id: CUSTOMER_ID });
export const partnershipOf = ({ inventory }: Whole, reseller: TenantId, provider: TenantId) => inventory.one('partnership', { partition: homeOf(reseller), id: partnershipDocumentId(provider) });
export const relationshipOf = ({ inventory }: Whole, customer: TenantId, partner: TenantId) => inventory.one('relationship', { partition: homeOf(customer), id: relationshipDocumentId(partner) });

/** While the relationship was Active; none for one that there never was. */
export function served(whole: Whole, customer: TenantId, partner: TenantId): readonly Span[] {
  const doc = relationshipOf(whole, customer, partner);
  return doc ? whole.history.spans(homeOf(customer), 'relationship', doc.id, 'Active') : [];
}

/** While the partnership was Active. */
export function partnered(whole: Whole, reseller: TenantId, provider: TenantId): readonly Span[] {
  const doc = partnershipOf(whole, reseller, provider);
  return doc ? whole.history.spans(homeOf(reseller), 'partnership', doc.id, 'Active') : [];
}

export const hasServed = (whole: Whole, { customer, partner, at }: { readonly customer: TenantId; readonly partner: TenantId; readonly at: Instant }): boolean => wasWithin(served(whole, customer, partner), at);
