/** A reseller invites a customer, alone (WF-20) or with its provider (WF-21), and the customer answers (WF-22). What an acceptance begins is customer.ts, in the customer's home. */

import { personOf, rolesOf } from '../core/actor.ts';
import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { CompanyFacts, Guard, Outgoing, Step, TaskDef, TenantFacts, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { isPossibleIn } from '../rules/clouds.ts';
import { anyEmail, choice, language, letter, optionalText, text } from '../rules/fields.ts';
import { isNear } from '../rules/regions.ts';
import { isEnrolled } from './enrolmentDoc.ts';
import type { Enrolment } from './enrolmentDoc.ts';
import type { Invitation, InvitationState } from './invitationDoc.ts';
import { blankInvitation, customerSources, invitationDocumentId, invitationLine, invitationSchema, isAnswerable, placeOfInvitations, voidnessOf } from './invitationDoc.ts';
import { holderOf, isLinkOf, keptText, letterDue, linkIssued, linkTrouble, termOf } from './letter.ts';
import type { InvitationNews } from './outgoing.ts';
import { outgoing } from './outgoing.ts';
import { isPartnered } from './partnership.ts';
import type { Partnership } from './partnershipDoc.ts';
import type { Relationship } from './relationship.ts';

const row = rowsOf<Invitation>();

/** `provider`: the tenant of the provider that joins, or nothing. */
export const inviteFields = { email: anyEmail, language, source: choice(customerSources), provider: optionalText(200), text: letter, link: text(60) } as const;
const textFields = { text: letter } as const;
/** `version` and `language` are those of the text that the page shows. */
const answerFields = { link: text(60), accept: optionalText(5), version: text(40), language } as const;

const said = (doc: Invitation, news: InvitationNews, company = ''): Outgoing =>
  outgoing('invitationNotice', { person: doc.requester.id, news, company, about: doc.id, email: doc.email }, news);

// --- the reseller's side ---

/** WF-20, PAR-04: the reseller is in the programme; WF-32: and its cloud knows invitations. Its agreement is asked for when something is sold (INV-16). */
function isReseller(_doc: Invitation, { read, rules }: World): DomainError | undefined {
  const { name, cloud } = read.tenant;
  if (read.own?.kind !== 'reseller' || !isEnrolled(read.enrolment as Enrolment | undefined)) return refuse('PAR-04', { company: name }).error; // `reads` puts it there
  return isPossibleIn(cloud, 'invite', rules) ? undefined : refuse('CUS-17', { cloud, deed: 'invite' }).error;
}

/** INV-33, ORD-02: a joint invitation exists only for an Active partnership. */
const isJoinedByPartner: Guard<Invitation, unknown> = (doc, input, { read }) => {
  const provider = doc.provider?.id ?? (input as { readonly provider?: string }).provider ?? ''; // at the beginning from the form, later from the document
  return provider === '' || isActive(read.jointPartnership) ? undefined : refuse('ORD-02', { reseller: (read.jointPartnership && read.provider?.name) ?? provider }).error; // INV-56: no name of a company that was never a partner
};
const isActive = (partnership: World['read']['jointPartnership']): boolean => isPartnered(partnership as Partnership | undefined); // `reads` puts it there

const hasLink: Guard<Invitation, { readonly text: string; readonly link?: string }> = (doc, input, { site }) => linkTrouble(doc, input, placeOfInvitations(site));
const kept = (doc: Pick<Invitation, 'links' | 'text'>, typed: string, { site }: World): string => keptText(doc, typed, placeOfInvitations(site));

function draft(doc: Invitation, input: Values<typeof inviteFields>, world: World): Step<Invitation> {
  const { email, language, source, link } = input;
  const { id, name } = personOf(world);
  const links = [link];
  const provider = world.read.provider && { id: world.read.provider.id, name: world.read.provider.name, country: world.read.provider.country };
  return { to: 'Draft', set: { email, language, source, provider, links, text: kept({ links, text: doc.text }, input.text, world), requester: { id, name }, expiresAt: termOf(world) } };
}

const edit = (doc: Invitation, input: Values<typeof textFields>, world: World): Step<Invitation> => ({ set: { text: kept(doc, input.text, world) } });

const done = (doc: Invitation, input: Values<typeof textFields>, world: World): Step<Invitation> =>
  ({ to: 'Issued', set: { text: kept(doc, input.text, world), issuedAt: world.now, expiresAt: termOf(world) } });

/** Sent once more by the person: its time begins anew, and the links in earlier mails stay good. */
const resend = (_doc: Invitation, _input: unknown, world: World): Step<Invitation> => ({ to: 'Issued', set: { issuedAt: world.now, expiresAt: termOf(world), reminders: 0 } });

const ends = (to: InvitationState) => (): Step<Invitation> => ({ to });
const expire = (doc: Invitation): Step<Invitation> => ({ to: 'Expired', outbox: [said(doc, 'expired')] });
const becomeVoid = (doc: Invitation): Step<Invitation> => ({ to: 'Void', outbox: [said(doc, 'void')] });

const remind = (doc: Invitation): Step<Invitation> => {
  const reminders = doc.reminders + 1;
  return { quiet: true, set: { reminders }, outbox: [{ ...said(doc, 'unanswered'), key: `unanswered${reminders}` }] };
};

// --- the customer's answer ---

const isOpen = (doc: Invitation, { now }: World): DomainError | undefined => voidnessOf(doc, now);

const holdsLink: Guard<Invitation, { readonly link: string }> = (doc, { link }) => (isLinkOf(doc, link) ? undefined : refuse('INV-L5', { why: 'unknown' }).error);

/** INV-27, INV-L4: asked at its source, however the invitation looks. */
const stillJoint: Guard<Invitation, unknown> = ({ provider }, _input, { read }) => (provider && !isActive(read.jointPartnership) ? refuse('INV-L4', {}).error : undefined);

/** INV-34, CUS-04 (S002; WF-31): a tenant that trades in CSP is nobody's customer there. */
const isNoPartner: Guard<Invitation, unknown> = (_doc, _input, { read }) => {
  const { own, ownEnrolment } = read;
  const isInCsp = !own || own.inCsp || own.kind === 'provider' || isEnrolled(ownEnrolment as Enrolment | undefined); // `reads` puts it there
  return isInCsp ? refuse('CUS-04', { company: own?.name ?? '' }).error : undefined;
};

/** INV-29, INV-40, INV-61, CUS-03: the tenants' countries and clouds, never an address. */
const inRegion: Guard<Invitation, unknown> = (_doc, _input, { read: { own, tenant, provider }, rules }) => {
  const partners: readonly (TenantFacts | CompanyFacts)[] = provider ? [tenant, provider] : [tenant];
  const stranger = partners.find((partner) => !own || !isNear(partner, own, rules));
  return stranger && refuse('CUS-03', { partner: stranger.name, partnerCountry: stranger.country, ownCountry: own?.country ?? '' }).error;
};

/** A consent is to the text that was read: a page with an older one is stale. */
const isPresentText: Guard<Invitation, { readonly version: string }> = (_doc, { version }, { rules }) => (version === consentVersion(rules) ? undefined : refuse('GEN-02', {}).error);
export const consentVersion = ({ invitation: { consentVersion: page }, mca: { version } }: World['rules']): string => `${page}+${version}`;

const isTicked: Guard<Invitation, { readonly accept: string }> = (_doc, { accept }) => (accept === 'true' ? undefined : refuse('INV-L6', {}).error);

function answered(doc: Invitation, to: 'Accepted' | 'Declined', world: World): Step<Invitation> {
  const { tenant: customer, id: byId, name: by } = personOf(world);
  const company = world.read.own?.name ?? customer;
  return { to, set: { answer: { customer, company, by, byId, at: world.now } }, outbox: [said(doc, to === 'Accepted' ? 'accepted' : 'declined', company)] };
}

/** INV-32: what it begins is one commit in the customer's home, owed from here. CUS-02: a partner who was one already is said, and not doubled. */
function accept(doc: Invitation, { version, language }: Values<typeof answerFields>, world: World): Step<Invitation> {
  const step = answered(doc, 'Accepted', world);
  const person = personOf(world);
  const start = outgoing('customerStart', {
    customer: person.tenant, invitation: doc.id, resellerName: doc.reseller.name, provider: doc.provider?.id ?? '', providerName: doc.provider?.name ?? '',
    by: person.name, byId: person.id, email: person.email ?? '', roles: rolesOf(person).join(' '), at: world.now, version, language,
  });
  const known = (world.read.ownRelationships as readonly Relationship[] | undefined)?.filter(({ state }) => state === 'Active').map(({ partner }) => partner) ?? []; // `reads` puts them there
  const again = [{ id: doc.tenant, name: doc.reseller.name }, ...(doc.provider ? [doc.provider] : [])].filter(({ id }) => known.includes(id));
  return { ...step, outbox: [start, ...(step.outbox ?? [])], ...(again.length > 0 ? { complaint: refuse('CUS-02', { partner: again.map(({ name }) => name).join(', ') }).error } : {}) };
}

const own = { needs: 'P04', reads: ['own'] } as const;
const byCustomer = {
  from: ['Issued', 'Opened', 'Accepted', 'Declined', 'Revoked', 'Expired', 'Void', 'Draft', 'Discarded'], needs: 'C01', refusal: 'CUS-01', party: holderOf, owner: isOpen,
  reads: ['own', 'ownEnrolment', 'ownRelationships', 'provider', 'jointPartnership'],
} as const;
const eligible = [holdsLink, stillJoint, isNoPartner, inRegion] as const;

export const invitation = {
  task: 'invitation',
  documentId: (_actor, target) => invitationDocumentId(target),
  many: true,
  schema: invitationSchema,
  blank: blankInvitation,
  line: invitationLine,
  events: {
    draft: [row({ ...own, reads: ['own', 'enrolment', 'provider', 'jointPartnership'], from: ['NotStarted'], to: 'Draft', inner: true, owner: isReseller, fields: inviteFields, guards: [isJoinedByPartner, hasLink], effect: draft })],
    edit: [row({ ...own, from: ['Draft'], to: 'same', fields: textFields, guards: [hasLink], effect: edit })],
    done: [row({ ...own, reads: ['own', 'enrolment', 'provider', 'jointPartnership'], from: ['Draft'], to: 'Issued', owner: isReseller, fields: textFields, guards: [isJoinedByPartner, hasLink], effect: done })],
    discard: [row({ ...own, from: ['Draft'], to: 'Discarded', effect: ends('Discarded') })],
    linkIssued: [row({ ...own, from: ['Draft', 'Issued', 'Opened'], to: 'same', inner: true, fields: { link: text(60) }, effect: linkIssued })],
    resend: [row({ ...own, reads: ['own', 'enrolment', 'provider', 'jointPartnership'], from: ['Issued', 'Opened', 'Expired'], to: 'Issued', owner: isReseller, guards: [isJoinedByPartner], effect: resend })],
    revoke: [row({ ...own, from: ['Issued', 'Opened'], to: 'Revoked', effect: ends('Revoked') })],
    // INV-24: a link that is opened changes nothing; this is said by the sign-in of somebody who may answer.
    open: [row({ ...byCustomer, from: ['Issued'], to: 'Opened', inner: true, fields: { link: text(60) }, guards: eligible, effect: ends('Opened') })],
    // The customer answers on a web page, which gives these events in their name.
    accept: [row({ ...byCustomer, to: 'Accepted', inner: true, fields: answerFields, guards: [...eligible, isPresentText, isTicked], effect: accept })],
    decline: [row({ ...byCustomer, to: 'Declined', inner: true, fields: { link: text(60) }, guards: eligible, effect: (doc, _input, world) => answered(doc, 'Declined', world) })],
    partnershipRemoved: [row({ from: ['Draft', 'Issued', 'Opened'], to: 'Void', needs: 'S01', inner: true, effect: becomeVoid })],
    remind: [row({ from: ['Issued', 'Opened'], to: 'same', needs: 'S01', effect: remind })],
    expire: [row({ from: ['Issued', 'Opened'], to: 'Expired', needs: 'S01', effect: expire })],
  },
  due: (doc, rules) => (isAnswerable(doc) ? letterDue(doc, rules) : undefined),
} as const satisfies TaskDef<Invitation>;
