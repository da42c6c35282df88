/** May this provider sell to this customer now? Every condition of the chain provider, customer, reseller, agreements, region, as one list: an order is refused with the first, `/why` tells all of them. Quantities and offers are orderRules.ts. */

import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { CompanyFacts, ResellerFacts, TenantFacts } from '../core/machine.ts';
import { isPossibleIn } from '../rules/clouds.ts';
import { isNear } from '../rules/regions.ts';
import type { Rules } from '../rules/settings.ts';
import type { Agreement } from './agreement.ts';
import { isOutdated, mayTrade } from './agreement.ts';
import type { Customer } from './customerDoc.ts';
import { hasAgreed } from './customerDoc.ts';
import type { Enrolment } from './enrolmentDoc.ts';
import { isEnrolled } from './enrolmentDoc.ts';
import { isPartnered } from './partnership.ts';
import type { Partnership } from './partnershipDoc.ts';
import type { Relationship } from './relationship.ts';
import { mayOrderFor } from './relationship.ts';

/** Everything that decides, as it is now at its source. `reseller`: whom the order is for, if anybody. */
export type Sale = {
  readonly provider: CompanyFacts | undefined;
  readonly tenant: TenantFacts;
  readonly customer: Customer | undefined;
  readonly relationship: Relationship | undefined;
  readonly enrolment: Enrolment | undefined;
  readonly reseller: ResellerFacts | 'nobody' | undefined;
};

/** None: the customer can be ordered for. In the order in which they have to be mended. */
export function obstacles(sale: Sale, rules: Rules): readonly DomainError[] {
  const { provider, tenant, customer, relationship, enrolment, reseller } = sale;
  return [
    ...sellerTrouble(provider),
    // INV-18: whatever its partnership with the customer's reseller. INV-56: no name for whoever never had to do with the customer.
    ...(mayOrderFor(relationship) ? [] : [refuse('ORD-01', { customer: relationship ? tenant.name : tenant.id }).error]),
    ...resellerTrouble(reseller, rules),
    ...buyerTrouble(tenant, enrolment),
    ...regionTrouble(provider, tenant, rules),
    ...agreementTrouble(customer, tenant, rules),
  ];
}

/** INV-44, ORD-10: a reseller never orders, creates a customer or attests. */
export const sellerTrouble = (own: CompanyFacts | undefined): readonly DomainError[] => (own?.kind === 'provider' && own.inCsp ? [] : [refuse('ORD-10', {}).error]);

/** INV-19, ORD-02; INV-16, ORD-03; INV-45: the reseller's own location MPN ID. */
export function resellerTrouble(reseller: ResellerFacts | 'nobody' | undefined, rules: Rules): readonly DomainError[] {
  if (reseller === 'nobody') return [];
  if (!reseller) return [refuse('ORD-02', { reseller: '' }).error];
  const { name, globalAdmins } = reseller.tenant;
  const isPartner = isPartnered(reseller.partnership as Partnership | undefined); // load reads it with its schema
  const agreement = reseller.agreement as Agreement | undefined; // as above
  const known = isPartner ? { admins: globalAdmins.join(', '), version: isOutdated(agreement, rules) ? rules.mpa.version : '' } : { admins: '', version: '' }; // INV-56: only partners are told
  return [
    ...(isPartner ? [] : [refuse('ORD-02', { reseller: partnerName(reseller) }).error]),
    ...(mayTrade(agreement, rules) ? [] : [refuse('ORD-03', { reseller: name, ...known }).error]),
    ...(mpnIdOf(reseller) === undefined ? [refuse('ORD-05', { mpnId: '' }).error] : []),
  ];
}

/** INV-56: the name of a company that is or was a partner; any other is as good as one that there is not. */
export const partnerName = (reseller: ResellerFacts | undefined): string => (reseller?.partnership ? reseller.tenant.name : '');

/** Whom incentives go to; undefined is nobody whom they could go to. */
export function mpnIdOf({ enrolment }: ResellerFacts): string | undefined {
  const doc = enrolment as Enrolment | undefined; // load reads it with its schema
  return isEnrolled(doc) ? doc?.mpn?.mpnId : undefined;
}

/** INV-34, CUS-04 (S002; WF-31). */
const buyerTrouble = (tenant: TenantFacts, enrolment: Enrolment | undefined): readonly DomainError[] =>
  (tenant.inCsp || isEnrolled(enrolment) ? [refuse('CUS-04', { company: tenant.name }).error] : []);

/** INV-29, INV-40, INV-61, CUS-03: the country of the tenant. WF-32, CUS-17: not every cloud has the model of two tiers. */
export function regionTrouble(provider: CompanyFacts | undefined, { country, cloud }: Pick<TenantFacts, 'country' | 'cloud'>, rules: Rules): readonly DomainError[] {
  if (provider && !isNear(provider, { country, cloud }, rules)) return [refuse('CUS-03', { partner: provider.name, partnerCountry: provider.country, ownCountry: country }).error];
  return isPossibleIn(cloud, 'order', rules) ? [] : [refuse('CUS-17', { cloud, deed: 'order' }).error];
}

/** INV-53: CUS-10, CUS-12. */
export function agreementTrouble(customer: Pick<Customer, 'agreement'> | undefined, { verification = 'authorised' }: Pick<TenantFacts, 'verification'>, rules: Rules): readonly DomainError[] {
  return [
    ...(rules.customer.verificationGate && verification !== 'authorised' ? [refuse('CUS-10', { status: verification }).error] : []),
    ...(rules.mca.required && !hasAgreed(customer) ? [refuse('CUS-12', {}).error] : []),
  ];
}
