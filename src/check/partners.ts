/** Invariants between partners and with their customers: partnerships, letters, relationships, what a customer is (INV-23, INV-29 to INV-39, INV-54, INV-55, INV-62). */

import { homeOf, linkRef, listingsHome } from '../app/homes.ts';
import { marketOf } from '../app/listingDoc.ts';
import { dayOf } from '../core/time.ts';
import { countryOf } from '../rules/countries.ts';
import { can } from '../rules/permissions.ts';
import { sameRegion } from '../rules/regions.ts';
import { attestations } from '../tasks/attestations.ts';
import { isEnrolled } from '../tasks/enrolmentDoc.ts';
import { isAnswerable } from '../tasks/invitationDoc.ts';
import { LINK } from '../tasks/letter.ts';
import { requestDocumentId } from '../tasks/requestDoc.ts';
import { isActive } from '../tasks/relationship.ts';
import type { BodyOf } from './bodies.ts';
import type { Check, Seen, Whole } from './check.ts';
import { each, firstOf, seen } from './check.ts';
import { withRoles } from './log.ts';
import { enrolmentOf, hasServed, relationshipOf, served } from './named.ts';

type Partnership = BodyOf<'partnership'>;
type Relationship = BodyOf<'relationship'>;

// --- partnerships ---

function unauthorised({ state, tenant, provider, consent }: Partnership, whole: Whole): string | undefined {
  if (state !== 'Active') return undefined;
  const request = consent && whole.inventory.one('request', { partition: homeOf(provider.id), id: requestDocumentId(consent.request) });
  return firstOf(
    [!consent, 'nobody has authorised it'],
    [consent !== undefined && !can(withRoles(consent.roles), 'P14'), 'who authorised it was no Global admin'],
    [request?.state !== 'Accepted' || request.answer?.reseller !== tenant, 'the request that it began with was not accepted by this company'],
    [!isEnrolled(enrolmentOf(whole, tenant)), 'the reseller is not enrolled'],
  );
}

const farPartners = ({ provider, reseller }: Partnership, { rules }: Whole): string | undefined =>
  (rules.csp.regionCheck && !sameRegion(provider.country, reseller.country) ? `the provider is in ${provider.country}, the reseller in ${reseller.country}` : undefined);

/** INV-61: a listing is read by the people of its market only. */
const farListings = ({ inventory }: Whole): readonly Seen[] => inventory.all('listing').flatMap(({ stored, doc }) => {
  const [, version = ''] = stored.partition.split(':');
  return seen(stored, stored.partition === listingsHome(version, marketOf(doc) ?? '') ? undefined : `its market is ${marketOf(doc) ?? 'none'}, and it is listed in another`);
});

const unattested = ({ state, removal }: Partnership | Relationship): string | undefined =>
  (state === 'Removed' && !attestations.every((name) => removal?.attested.includes(name)) ? 'it was removed without every attestation' : undefined);

// --- letters ---

type Letter = BodyOf<'request'> | BodyOf<'invitation'>;

/** INV-30: the exact link, once; and what people hold leads to it. */
function linkless(doc: Letter, { inventory, now }: Whole): string | undefined {
  const links = doc.links.map((trace) => inventory.one('link', linkRef(trace)));
  const isOpen = isAnswerable(doc as BodyOf<'invitation'>) && doc.expiresAt > now; // a request has no other states that can be answered
  return firstOf(
    [doc.text.split(LINK).length !== 2, 'its text has no place for the link, or more than one'],
    [links.some((link) => link && (link.tenant !== doc.tenant || link.about !== doc.id)), 'one of its links leads elsewhere'],
    [isOpen && !links.at(-1), 'its newest link leads nowhere'],
  );
}

// --- relationships ---

/** Countries of companies, as documents of theirs say them. */
function countriesIn({ inventory }: Whole): ReadonlyMap<string, string> {
  const known = new Map<string, string>(inventory.all('enrolment').map(({ doc }) => [doc.tenant, doc.company.country]));
  for (const { doc } of inventory.all('partnership')) known.set(doc.provider.id, doc.provider.country);
  return known;
}

/** Those of other portals were there before. */
function farCustomers(whole: Whole): readonly Seen[] {
  const countries = countriesIn(whole);
  return whole.rules.csp.regionCheck ? whole.inventory.all('relationship').flatMap(({ stored, doc: { origin, partner, customer } }) => {
    const country = countries.get(partner);
    return seen(stored, origin !== 'imported' && country && !sameRegion(country, customer.country) ? `the partner is in ${country}, the customer in ${customer.country}` : undefined);
  }) : [];
}

/** INV-31, INV-36: a relationship begins with what the customer agreed to, and with nothing else. */
function baseless({ state, role, origin, consent }: Relationship): string | undefined {
  return firstOf(
    [origin !== 'imported' && !consent, 'the customer has not agreed to it'],
    [origin === 'invited' && role !== 'reseller', 'an invitation of the reseller\'s alone began it for a provider'],
    [state === 'None', 'it has not begun'],
  );
}

/** INV-32: with one that a joint invitation began, the other began too, or was there. */
function halfJoint(whole: Whole): readonly Seen[] {
  const joint = new Map(whole.inventory.all('invitation').flatMap(({ doc }) => (doc.provider ? [[doc.id, [doc.tenant, doc.provider.id]] as const] : [])));
  return whole.inventory.all('relationship').flatMap(({ stored, doc }) => {
    const others = doc.origin === 'joint' ? joint.get(doc.consent?.about ?? '')?.filter((partner) => partner !== doc.partner) ?? [] : [];
    const began = served(whole, doc.tenant, doc.partner).at(-1)?.from;
    return others.flatMap((partner) => seen(stored, began && !hasServed(whole, { customer: doc.tenant, partner, at: began }) ? `it began without that of ${partner}` : undefined));
  });
}

/** INV-39: what the customer agreed to before a removal ended with it. */
function revived(doc: Relationship, { history }: Whole): string | undefined {
  const removed = history.of(homeOf(doc.tenant), 'relationship', doc.id).findLast(({ outcome, after }) => outcome === 'done' && after === 'Removed');
  return isActive(doc) && removed && !(doc.consent && doc.consent.at >= removed.at) ? `it was removed at ${removed.at}, and nobody has agreed to it since` : undefined;
}

/** INV-34: a tenant that trades in CSP has become nobody's customer since. */
function tradingCustomer(doc: Relationship, whole: Whole): string | undefined {
  const enrolment = enrolmentOf(whole, doc.tenant);
  const enrolled = isEnrolled(enrolment) ? whole.history.of(homeOf(doc.tenant), 'enrolment', enrolment?.id ?? '').find(({ outcome, after }) => outcome === 'done' && (after === 'Qualified' || after === 'Active')) : undefined;
  const began = doc.consent?.at ?? served(whole, doc.tenant, doc.partner).at(-1)?.from;
  return enrolled && began && began > enrolled.at ? 'its customer traded in CSP by then' : undefined;
}

/** WF-36: what is granted now, as the relationship carries it along. */
const misgranted = (doc: BodyOf<'gdap'>, whole: Whole): string | undefined => {
  const known = relationshipOf(whole, doc.tenant, doc.partner)?.gdap?.find(({ id }) => id === doc.id);
  return known?.isGranted === (doc.state === 'Approved') ? undefined : 'its relationship says otherwise';
};

// --- the customer ---

function misdescribed({ profile, agreement }: BodyOf<'customer'>): string | undefined {
  const isIncomplete = profile && countryOf(profile.country).registrationIdRequired && (profile.registrationId === '' || profile.phone === '');
  return firstOf(
    [profile?.email.toLowerCase().endsWith('@microsoft.com') === true, 'its address is Microsoft\'s'],
    [isIncomplete === true, 'its registration number or phone is missing'],
    [agreement !== undefined && agreement.agreedOn > dayOf(agreement.at), 'its agreement is of a day that had not come'],
  );
}

export const partnerChecks: readonly Check[] = [
  { rule: 'INV-23', about: 'partnerships were authorised by a Global admin of an enrolled reseller', find: each('partnership', unauthorised) },
  { rule: 'INV-29', about: 'partners share a CSP region', find: each('partnership', farPartners) },
  { rule: 'INV-29', about: 'customers share the region of those whom they agreed to', find: farCustomers },
  { rule: 'INV-61', about: 'providers are listed in their own market', find: farListings },
  { rule: 'INV-37', about: 'relationships were removed with every attestation', find: each('relationship', unattested) },
  { rule: 'WF-34', about: 'partnerships were removed with every attestation', find: each('partnership', unattested) },
  { rule: 'INV-30', about: 'requests carry their exact link', find: each('request', linkless) },
  { rule: 'INV-30', about: 'invitations carry their exact link', find: each('invitation', linkless) },
  { rule: 'INV-31', about: 'relationships began with what the customer agreed to (INV-36)', find: each('relationship', baseless) },
  { rule: 'INV-32', about: 'joint invitations began both relationships', find: halfJoint },
  { rule: 'INV-39', about: 'removed relationships came back by a new acceptance only', find: each('relationship', revived) },
  { rule: 'INV-34', about: 'no tenant that trades in CSP has become a customer', find: each('relationship', tradingCustomer) },
  { rule: 'WF-36', about: 'delegated admin is what the relationship says', find: each('gdap', misgranted) },
  { rule: 'INV-54', about: 'customers are described as they may be (INV-55, INV-62)', find: each('customer', misdescribed) },
];
