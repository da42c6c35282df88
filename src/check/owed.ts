/** What something has begun has ended, or its outbox row is still waiting: nothing that was answered is lost between two homes, and nothing stands still for ever. */

import { isDeepStrictEqual } from 'node:util';
import { caseLineSchema } from '../app/documents.ts';
import { homeOf, lists, reservationRef } from '../app/homes.ts';
import type { TenantId } from '../core/ids.ts';
import type { TaskKind } from '../tasks/catalog.ts';
import { taskOf, tasks } from '../tasks/catalog.ts';
import { isOpen } from '../tasks/changeDoc.ts';
import { CUSTOMER_ID } from '../tasks/customerDoc.ts';
import { ENROLMENT_ID, heldAs, heldProfiles } from '../tasks/enrolmentDoc.ts';
import { isAnswerable } from '../tasks/invitationDoc.ts';
import { orderDocumentId, reviewStates } from '../tasks/orderDoc.ts';
import type { OutgoingKind } from '../tasks/outgoing.ts';
import { isPartnered } from '../tasks/partnership.ts';
import { isActive } from '../tasks/relationship.ts';
import type { BodyOf } from './bodies.ts';
import type { Check, Seen, Whole } from './check.ts';
import { each, firstOf, seen } from './check.ts';
import { enrolmentOf, partnershipOf, relationshipOf } from './named.ts';

const LOST = 'nothing will come of it: no outbox row is waiting';

// --- enrolment ---

/** INV-09: held means reserved, and for this choosing of it. */
function unreserved(doc: BodyOf<'enrolment'>, { inventory, waiting }: Whole): string | undefined {
  const { tenant } = doc;
  const [lost] = heldProfiles(doc).filter(({ mpnId }) => !waiting.has(tenant, ['reserveMpn', 'releaseMpn'], { mpnId })).flatMap(({ mpnId }) => {
    const reservation = inventory.one('reservation', reservationRef(mpnId));
    if (!reservation) return [`its MPN ID ${mpnId} is reserved for nobody`];
    if (reservation.tenant !== tenant) return [`its MPN ID ${mpnId} is reserved for ${reservation.tenant}`];
    const { choice } = heldAs(doc, mpnId) ?? {};
    return choice === undefined || reservation.choice === choice ? [] : [`its MPN ID ${mpnId} is reserved for an earlier choosing of it`];
  });
  return lost;
}

const forgottenReservations = (whole: Whole): readonly Seen[] => whole.inventory.all('reservation').flatMap(({ stored, doc: { mpnId, tenant } }) => {
  const isHeld = heldAs(enrolmentOf(whole, tenant), mpnId) !== undefined;
  return seen(stored, isHeld || whole.waiting.has(tenant, ['reserveMpn', 'releaseMpn'], { mpnId }) ? undefined : `it is reserved for ${tenant}, whose enrolment has chosen another or none`);
});

/** The queue of reviews holds exactly those that are under review. */
function unqueued({ inventory, waiting }: Whole): readonly Seen[] {
  const queued = inventory.kind('line').filter(({ list }) => list === lists.reviews).map((stored) => ({ stored, ...caseLineSchema.parse(stored.body) }));
  const isQueued = new Set(queued.map(({ caseId }) => caseId));
  const reviewed = inventory.all('enrolment').filter(({ doc }) => doc.state === 'UnderReview');
  const isReviewed = new Set(reviewed.map(({ doc }) => doc.id));
  const isLate = ({ tenant }: { readonly tenant: TenantId }): boolean => waiting.has(tenant, ['reviewSync']);
  return [
    ...reviewed.filter(({ doc }) => !isQueued.has(doc.id) && !isLate(doc)).flatMap(({ stored }) => seen(stored, 'it is under review, and not in the queue of reviews')),
    ...queued.filter((line) => !isReviewed.has(line.caseId) && !isLate(line)).flatMap(({ stored }) => seen(stored, 'it is in the queue of reviews, and not under review')),
  ];
}

/** A copy of an enrolment is in the reviewers' home only while they decide on it, and is the same. */
const copied = ({ inventory, waiting }: Whole): readonly Seen[] => inventory.all('case').flatMap(({ stored, doc: { caseId, tenant, open, file } }) => {
  if (waiting.has(tenant, ['reviewSync'], { caseId })) return [];
  const enrolment = inventory.at({ partition: homeOf(tenant), id: ENROLMENT_ID })?.body;
  const isSame = !file || isDeepStrictEqual(file.body, enrolment);
  return seen(stored, firstOf([Boolean(file) && !open, 'its review is closed, and it keeps a copy of the enrolment'], [!isSame, 'its copy of the enrolment is not what the enrolment is']));
});

// --- partnerships and invitations ---

function unbegun({ state, id, tenant, answer }: BodyOf<'request'>, whole: Whole): string | undefined {
  if (state !== 'Accepted' || !answer || partnershipOf(whole, answer.reseller, tenant)) return undefined;
  return whole.waiting.has(tenant, ['partnershipStart'], { request: id }) ? undefined : `it was authorised, and there is no partnership: ${LOST}`;
}

/** INV-32: both or neither; neither is right only where one of the two was removed since (INV-39). */
function halfBegun({ state, id, tenant, provider, answer }: BodyOf<'invitation'>, whole: Whole): string | undefined {
  if (state !== 'Accepted' || !answer || whole.waiting.has(tenant, ['customerStart'], { invitation: id })) return undefined;
  const partners = [tenant, ...(provider ? [provider.id] : [])];
  const known = partners.map((partner) => relationshipOf(whole, answer.customer, partner));
  const isRemovedSince = known.some((one) => one?.removal && one.removal.at > answer.at);
  const missing = partners.filter((_partner, place) => !known[place]);
  return missing.length === 0 || isRemovedSince ? undefined : `it was accepted, and there is no relationship with ${missing.join(' and ')}: ${LOST}`;
}

function unvoided({ state, tenant, provider }: BodyOf<'invitation'>, whole: Whole): string | undefined {
  if (!provider || !(isAnswerable({ state }) || state === 'Draft') || isPartnered(partnershipOf(whole, tenant, provider.id))) return undefined;
  return whole.waiting.has(tenant, ['invitationsVoid'], { provider: provider.id }) ? undefined : `it is joint, and there is no partnership with ${provider.id}`;
}

function unended(doc: BodyOf<'change'>, whole: Whole): string | undefined {
  const { tenant, provider, customer } = doc;
  if (!isOpen(doc)) return undefined;
  const hasEnded = !isPartnered(partnershipOf(whole, tenant, provider.id)) ? tenant : [tenant, provider.id].some((partner) => !isActive(relationshipOf(whole, customer.id, partner))) ? customer.id : undefined;
  return hasEnded && !whole.waiting.has(hasEnded, ['changesEnd']) ? 'it is open, and what the companies had in common has ended' : undefined;
}

// --- orders ---

const steps: Readonly<Partial<Record<BodyOf<'order'>['state'], OutgoingKind>>> = {
  Submitted: 'orderPlace', Pending: 'orderProvision', ...Object.fromEntries(reviewStates.map((state) => [state, 'orderReview'])),
};

function stuckOrder({ id, tenant, state }: BodyOf<'order'>, { waiting }: Whole): string | undefined {
  const kind = steps[state];
  return kind && !waiting.has(tenant, [kind], { order: id, ...(kind === 'orderReview' ? { state } : {}) }) ? `it is ${state}: ${LOST}` : undefined;
}

/** WF-23: an account that was created has its own home, and its order in it. */
function homeless({ id, state, tenant, customer }: BodyOf<'newCustomer'>, { inventory, waiting }: Whole): string | undefined {
  if (state !== 'Created' || !customer || waiting.has(tenant, ['customerCreated'], { newCustomer: id })) return undefined;
  const at = (document: string) => inventory.at({ partition: homeOf(customer), id: document });
  return firstOf(
    [!at(CUSTOMER_ID), `nothing is known of ${customer} in its own home: ${LOST}`],
    [!at(orderDocumentId(id)) && !waiting.has(customer, ['orderStart'], { newCustomer: id }), `its order did not begin: ${LOST}`],
  );
}

const stuckImport = ({ id, tenant, state }: BodyOf<'importJob'>, { waiting }: Whole): string | undefined =>
  (state === 'Running' && !waiting.has(tenant, ['importChunk'], { job: id }) ? `it is ${state}: ${LOST}` : undefined);

// --- timers ---

/** Whatever a timer has to look at has a time. When that is depends on the settings of the day on which it was written. */
const untimed = ({ inventory, rules }: Whole): readonly Seen[] => (Object.keys(tasks) as TaskKind[]).flatMap((kind) => // Object.keys forgets them
  inventory.all(kind).flatMap(({ stored, doc }) => seen(stored, taskOf(kind).due?.(doc, rules) && !stored.due ? 'no timer will look at it' : undefined)));

export const owedChecks: readonly Check[] = [
  { rule: 'INV-09', about: 'a chosen MPN ID is reserved for its company', find: each('enrolment', unreserved) },
  { rule: 'INV-09', about: 'a reserved MPN ID is chosen by its company', find: forgottenReservations },
  { rule: 'WF-05', about: 'the queue of reviews holds what is under review', find: unqueued },
  { rule: 'WF-05', about: 'an open case carries the enrolment as it is, a closed one none', find: copied },
  { rule: 'WF-15', about: 'a request that was authorised is a partnership', find: each('request', unbegun) },
  { rule: 'INV-32', about: 'an accepted invitation begins every relationship or none', find: each('invitation', halfBegun) },
  { rule: 'INV-33', about: 'joint invitations can be answered during the partnership only (INV-27)', find: each('invitation', unvoided) },
  { rule: 'WF-25', about: 'open requests of changes end with what the companies had in common', find: each('change', unended) },
  { rule: '§4.7', about: 'every order goes on', find: each('order', stuckOrder) },
  { rule: 'WF-23', about: 'a customer that was created is known, with its order', find: each('newCustomer', homeless) },
  { rule: 'imports', about: 'every file that was confirmed goes on', find: each('importJob', stuckImport) },
  { rule: 'timers', about: 'what waits for a timer has a time', find: untimed },
];
