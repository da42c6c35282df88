/** Invariants of a company in the programme: its users, its enrolment, its agreement (INV-05, INV-07 to INV-15, INV-40, INV-63). */

import { claimRef, homeOf } from '../app/homes.ts';
import { regionOf } from '../rules/regions.ts';
import { webmailStatus } from '../rules/webmail.ts';
import { contactOf, isEnrolled } from '../tasks/enrolmentDoc.ts';
import { emailClaim, rolesGiven } from '../tasks/userDoc.ts';
import type { BodyOf } from './bodies.ts';
import type { Check, Seen, Whole } from './check.ts';
import { each, firstOf, seen } from './check.ts';
import { enrolmentOf } from './named.ts';

// --- users ---

/** Users, and those who are being added, with the addresses that they hold. */
function holdersIn({ inventory }: Whole) {
  const users = inventory.all('user').filter(({ doc }) => doc.state !== 'Removed');
  return [...users, ...inventory.all('newUser')].map(({ stored, doc: { email } }) => ({ stored, email: email.toLowerCase() })).filter(({ email }) => email !== '');
}

const sharedAddresses = (whole: Whole): readonly Seen[] =>
  [...Map.groupBy(holdersIn(whole), ({ stored: { partition }, email }) => `${partition}\n${email}`).values()]
    .flatMap((holders) => holders.slice(1).flatMap(({ stored }) => seen(stored, `its e-mail address belongs to ${holders[0]?.stored.id ?? ''} too`)));

/** Whoever holds the claim holds the address, so one without the other lets a second user have it, or nobody. */
function unclaimedAddresses(whole: Whole): readonly Seen[] {
  const held = new Map(holdersIn(whole).map(({ stored, email }) => [claimRef(stored.partition, emailClaim(email)), stored]));
  const ids = new Set([...held.keys()].map(({ partition, id }) => `${partition}\n${id}`));
  return [
    ...[...held].flatMap(([claim, stored]) => seen(stored, whole.inventory.at(claim) ? undefined : 'its e-mail address is not claimed: another user could have it')),
    ...whole.inventory.kind('claim').filter(({ id }) => id.startsWith(claimRef('', emailClaim('')).id)).flatMap((claim) => seen(claim, ids.has(`${claim.partition}\n${claim.id}`) ? undefined : 'no user has this e-mail address, and none can get it')),
  ];
}

const differs = (kept: readonly string[], found: readonly string[]): boolean => new Set(kept).symmetricDifference(new Set(found)).size > 0;

/** The account counts whom the last Global admin and the last admin agent are told by. */
function miscounted({ tenant, globalAdmins, adminAgents }: BodyOf<'account'>, { inventory }: Whole): string | undefined {
  const users = inventory.homes.get(homeOf(tenant))?.flatMap(({ partition, id, kind }) => (kind === 'user' ? inventory.one('user', { partition, id }) ?? [] : [])) ?? [];
  const holding = (holds: (user: BodyOf<'user'>) => boolean): readonly string[] => users.filter((user) => user.state !== 'Removed' && holds(user)).map(({ id }) => id);
  return firstOf(
    [differs(globalAdmins, holding((user) => rolesGiven(user).admin === 'globalAdmin')), 'its Global admins are not those among its users'],
    [differs(adminAgents, holding((user) => rolesGiven(user).agent === 'adminAgent')), 'its admin agents are not those among its users'],
  );
}

// --- enrolment ---

type Enrolment = BodyOf<'enrolment'>;

/** From the review on, the primary contact has been asked; a company that was in CSP already has none (INV-14). */
const reviewed: ReadonlySet<Enrolment['state']> = new Set(['UnderReview', 'ActionRequired', 'Rejected', 'Qualified', 'Active']);

function unconfirmed(doc: Enrolment): string | undefined {
  const { verification } = doc;
  return !doc.short && reviewed.has(doc.state) ? firstOf(
    [verification?.confirmedAt === undefined, 'nobody has confirmed the primary contact'],
    [verification?.email.toLowerCase() !== contactOf(doc)?.email.toLowerCase(), 'the primary contact is another than the one who has confirmed'],
  ) : undefined;
}

const misplaced = ({ short, state, submitted }: Enrolment): string | undefined => firstOf(
  [short && submitted?.form['contactEmail'] !== undefined, 'the short form asks for support information only'],
  [short && (state === 'EmailVerificationPending' || state === 'UnderReview'), `the short form is never ${state}`],
  [!short && state === 'DetailsShort', 'the short form is for companies in CSP'],
);

function webmail(doc: Enrolment, { rules }: Whole): string | undefined {
  const domain = contactOf(doc)?.email.split('@')[1];
  return domain && webmailStatus(domain.toLowerCase(), rules.webmail) === 'banned' ? 'its primary contact has a webmail address' : undefined;
}

// --- agreement ---

function unqualified({ tenant, state, signature, covered, region }: BodyOf<'agreement'>, whole: Whole): string | undefined {
  const enrolment = enrolmentOf(whole, tenant);
  const country = enrolment?.company.country ?? '';
  return firstOf(
    [state === 'Accepted' && !signature, 'it is accepted, and nobody has signed it'],
    [state === 'Covered' && !covered, 'it is covered, and by nobody\'s signature'],
    [!isEnrolled(enrolment), 'its company is not enrolled'],
    [country !== '' && region !== (regionOf(country) ?? country), `its region is ${region}, and the tenant is in ${country}`],
  );
}

export const companyChecks: readonly Check[] = [
  { rule: 'INV-05', about: 'within a company, an e-mail address belongs to one user', find: sharedAddresses },
  { rule: 'INV-05', about: 'every e-mail address of a user is claimed, and no other', find: unclaimedAddresses },
  { rule: 'INV-63', about: 'the account counts the Global admins and admin agents (INV-15)', find: each('account', miscounted) },
  { rule: 'INV-07', about: 'associated MPN profiles are active', find: each('enrolment', ({ mpn }) => (mpn && !mpn.active ? `the profile ${mpn.mpnId} is not active` : undefined)) },
  {
    rule: 'INV-08', about: 'the MPN profile is of the tenant\'s country',
    find: each('enrolment', ({ mpn, company }, { rules }) => (mpn && rules.mpn.sameCountry && mpn.country !== company.country ? `the profile ${mpn.mpnId} is of ${mpn.country}, the tenant of ${company.country}` : undefined)),
  },
  { rule: 'INV-09', about: 'only location MPN IDs are associated', find: each('enrolment', ({ mpn }) => (mpn && mpn.type !== 'location' ? `${mpn.mpnId} is a ${mpn.type} ID` : undefined)) },
  { rule: 'INV-11', about: 'no primary contact has a webmail address', find: each('enrolment', webmail) },
  { rule: 'INV-12', about: 'reviews began after the primary contact had confirmed', find: each('enrolment', unconfirmed) },
  { rule: 'INV-14', about: 'the short form asks for support information only', find: each('enrolment', misplaced) },
  { rule: 'INV-40', about: 'the tenant\'s country decides the region of its agreement', find: each('agreement', unqualified) },
];
