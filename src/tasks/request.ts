/** The provider asks for a partnership (WF-14) and a reseller answers (WF-15): drafts, links, deadlines and the answer. What an acceptance begins is partnership.ts. */

import { refuse } from '../core/errors.ts';
import type { DomainError } from '../core/errors.ts';
import type { Guard, Outgoing, ReadSet, Step, TaskDef, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { personOf, rolesOf } from '../core/actor.ts';
import { anyEmail, language, letter, optionalText, text } from '../rules/fields.ts';
import { isNear } from '../rules/regions.ts';
import type { Agreement } from './agreement.ts';
import { mayTrade } from './agreement.ts';
import { isEnrolled } from './enrolmentDoc.ts';
import type { Enrolment } from './enrolmentDoc.ts';
import { holderOf, isLinkOf, keptText, letterDue, linkIssued, linkTrouble, termOf } from './letter.ts';
import type { PartnershipNews } from './outgoing.ts';
import { outgoing } from './outgoing.ts';
import { isPartnered } from './partnership.ts';
import type { Partnership } from './partnershipDoc.ts';
import type { PartnershipRequest, RequestState } from './requestDoc.ts';
import { blankRequest, placeOfLinks, requestDocumentId, requestLine, requestSchema, voidness } from './requestDoc.ts';

const row = rowsOf<PartnershipRequest>();

export const draftFields = { email: anyEmail, language, text: letter, link: text(60) } as const;
const textFields = { text: letter } as const;
/** `version` and `language` are those of the text that the card shows. */
const answerFields = { link: text(60), accept: optionalText(5), version: text(40), language } as const;

const said = (doc: PartnershipRequest, news: PartnershipNews, company = ''): Outgoing =>
  outgoing('partnershipNotice', { person: doc.requester.id, news, company, about: doc.id, email: doc.email }, news);

/** INV-26, PAR-01: a reseller waits to be asked. */
function isProvider(_doc: PartnershipRequest, { read }: World): DomainError | undefined {
  return read.own?.kind === 'provider' && read.own.inCsp ? undefined : refuse('PAR-01', {}).error;
}

/** PAR-08 [DESIGN]: an address of one's own company would ask oneself. */
const isSomebodyElse: Guard<PartnershipRequest, { readonly email: string }> = (_doc, { email }, { read }) =>
  (read.tenant.domains.includes(email.split('@')[1] ?? '') ? refuse('PAR-08', { company: read.tenant.name }).error : undefined);

const hasLink: Guard<PartnershipRequest, { readonly text: string; readonly link?: string }> = (doc, input, { site }) => linkTrouble(doc, input, placeOfLinks(site));
const kept = (doc: PartnershipRequest, typed: string, { site }: World): string => keptText(doc, typed, placeOfLinks(site));

function draft(doc: PartnershipRequest, input: Values<typeof draftFields>, world: World): Step<PartnershipRequest> {
  const { email, language, link } = input;
  const { id, name } = personOf(world);
  const links = [link];
  return {
    to: 'Draft',
    set: { email, language, links, text: kept({ ...doc, links }, input.text, world), requester: { id, name }, expiresAt: termOf(world) },
  };
}

const edit = (doc: PartnershipRequest, input: Values<typeof textFields>, world: World): Step<PartnershipRequest> => ({ set: { text: kept(doc, input.text, world) } });

function done(doc: PartnershipRequest, input: Values<typeof textFields>, world: World): Step<PartnershipRequest> {
  return { to: 'Issued', set: { text: kept(doc, input.text, world), issuedAt: world.now, expiresAt: termOf(world) } };
}

const ends = (to: RequestState) => (): Step<PartnershipRequest> => ({ to });

const expire = (doc: PartnershipRequest): Step<PartnershipRequest> => ({ to: 'Expired', outbox: [said(doc, 'expired')] });

const remind = (doc: PartnershipRequest): Step<PartnershipRequest> => {
  const reminders = doc.reminders + 1;
  return { quiet: true, set: { reminders }, outbox: [{ ...said(doc, 'unanswered'), key: `unanswered${reminders}` }] };
};

// --- the reseller's answer ---

const partnershipIn = (read: ReadSet): Partnership | undefined => read.partnership as Partnership | undefined; // `reads` puts it there

/** PAR-06. Who accepted already hears that they are partners, not that the link is used up. */
function isOpen(doc: PartnershipRequest, { now, read }: World): DomainError | undefined {
  const why = voidness(doc, now);
  if (why === 'accepted' && doc.answer?.reseller === read.own?.id && isPartnered(partnershipIn(read))) return refuse('PAR-02', { provider: doc.provider.name }).error;
  return why && refuse('PAR-06', { why }).error;
}

const holdsLink: Guard<PartnershipRequest, { readonly link: string }> = (doc, { link }) => (isLinkOf(doc, link) ? undefined : refuse('PAR-06', { why: 'unknown' }).error);

/** PAR-08, PAR-04, PAR-01, PAR-05, PAR-02: could the two be partners? Checked again when the button is pressed, whatever the page said before (WF-15). */
const couldBePartners: Guard<PartnershipRequest, unknown> = (doc, _input, { read, rules }) => {
  const { own, tenant: provider } = read;
  if (own?.id === provider.id) return refuse('PAR-08', { company: provider.name }).error;
  if (own?.kind !== 'reseller') return refuse('PAR-04', { company: own?.name ?? '' }).error;
  if (!provider.inCsp) return refuse('PAR-01', {}).error;
  if (!isNear(own, provider, rules)) {
    return refuse('PAR-05', { provider: provider.name, providerCountry: provider.country, ownCountry: own.country }).error;
  }
  return isPartnered(partnershipIn(read)) ? refuse('PAR-02', { provider: doc.provider.name }).error : undefined;
};

/** INV-23, INV-17, PAR-04: declining needs no enrolment. */
const isReseller: Guard<PartnershipRequest, unknown> = (_doc, _input, { read }) =>
  (isEnrolled(read.ownEnrolment as Enrolment | undefined) ? undefined : refuse('PAR-04', { company: read.own?.name ?? '' }).error); // `reads` puts it there

/** PAR-09: accepting a partnership is not trading (INV-16), but a programme may ask for the agreement all the same. */
const hasSigned: Guard<PartnershipRequest, unknown> = (_doc, _input, { read, rules }) =>
  (!rules.partnership.requireMpa || mayTrade(read.ownAgreement as Agreement | undefined, rules) ? undefined : refuse('PAR-09', { admins: read.own?.globalAdmins.join(', ') ?? '' }).error); // `reads` puts it there

/** A consent is to the text that was read: a card with an older one is stale. */
const isPresentText: Guard<PartnershipRequest, { readonly version: string }> = (_doc, { version }, { rules }) =>
  (version === rules.partnership.consentVersion ? undefined : refuse('GEN-02', {}).error);

/** INV-23: without the box nothing is authorised. */
const isTicked: Guard<PartnershipRequest, { readonly accept: string }> = (_doc, { accept }) => (accept === 'true' ? undefined : refuse('PAR-07', {}).error);

function answered(doc: PartnershipRequest, to: 'Accepted' | 'Declined', world: World): Step<PartnershipRequest> {
  const { tenant: reseller, id: byId, name: by } = personOf(world);
  const company = world.read.own?.name ?? reseller;
  return { to, set: { answer: { reseller, company, by, byId, at: world.now } }, outbox: [said(doc, to === 'Accepted' ? 'accepted' : 'declined', company)] };
}

/** The partnership itself lives with the reseller who authorises it (design.md §4): its beginning is owed there, with the consent as it was given. */
function authorise(doc: PartnershipRequest, { version, language }: Values<typeof answerFields>, world: World): Step<PartnershipRequest> {
  const step = answered(doc, 'Accepted', world);
  const person = personOf(world);
  const start = outgoing('partnershipStart', {
    reseller: person.tenant, request: doc.id, providerName: doc.provider.name, providerCountry: doc.provider.country,
    by: person.name, byId: person.id, roles: [...rolesOf(person)], at: world.now, version, language, company: world.read.own?.name ?? person.tenant,
  });
  return { ...step, outbox: [start, ...(step.outbox ?? [])] };
}

const byProvider = { needs: 'P17', reads: ['own'] } as const;
const byReseller = {
  from: ['Issued', 'Accepted', 'Declined', 'Revoked', 'Expired', 'Draft', 'Discarded'], needs: 'P14', refusal: 'PAR-03', party: holderOf, owner: isOpen,
  reads: ['own', 'ownEnrolment', 'ownAgreement', 'partnership'],
} as const;

export const request = {
  task: 'request',
  documentId: (_actor, target) => requestDocumentId(target),
  many: true,
  schema: requestSchema,
  blank: blankRequest,
  line: requestLine,
  events: {
    // With its first request, a provider needs its account.
    draft: [row({ ...byProvider, reads: ['own', 'account'], from: ['NotStarted'], to: 'Draft', inner: true, owner: isProvider, fields: draftFields, guards: [isSomebodyElse, hasLink], effect: draft })],
    edit: [row({ ...byProvider, from: ['Draft'], to: 'same', fields: textFields, guards: [hasLink], effect: edit })],
    done: [row({ ...byProvider, from: ['Draft'], to: 'Issued', owner: isProvider, fields: textFields, guards: [hasLink], effect: done })],
    discard: [row({ ...byProvider, from: ['Draft'], to: 'Discarded', effect: ends('Discarded') })],
    linkIssued: [row({ ...byProvider, from: ['Draft', 'Issued'], to: 'same', inner: true, fields: { link: text(60) }, effect: linkIssued })],
    revoke: [row({ ...byProvider, from: ['Issued'], to: 'Revoked', effect: ends('Revoked') })],
    authorise: [row({ ...byReseller, to: 'Accepted', fields: answerFields, guards: [holdsLink, couldBePartners, isReseller, hasSigned, isPresentText, isTicked], effect: authorise })],
    // A forwarded link must not end a request that is somebody else's to answer.
    decline: [row({ ...byReseller, to: 'Declined', fields: { link: text(60) }, guards: [holdsLink, couldBePartners], effect: (doc, _input, world) => answered(doc, 'Declined', world) })],
    remind: [row({ from: ['Issued'], to: 'same', needs: 'S01', effect: remind })],
    expire: [row({ from: ['Issued'], to: 'Expired', needs: 'S01', effect: expire })],
  },
  due: (doc, rules) => (doc.state === 'Issued' ? letterDue(doc, rules) : undefined),
} as const satisfies TaskDef<PartnershipRequest>;
