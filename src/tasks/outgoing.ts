/** What may leave the process or touch another home: one schema for each outbox kind, and how a task writes one. Sending is bot/outbox/senders.ts. */

import { z } from 'zod';
import type { Outgoing } from '../core/machine.ts';
import { storedAddress, storedLanguage } from '../core/stored.ts';
import { changeEnds } from './changeDoc.ts';
import { reviewStates } from './orderDoc.ts';
import { countedSchema } from './statsDoc.ts';

/** What happened to an enrolment, as mails (M2, M3) and notices tell it. */
export const enrolmentNews = z.enum([
  'contactConfirmed', 'contactDenied', 'approved', 'rejected', 'documentsAsked', 'documentsSent', 'appealed', 'resubmitted', 'withdrawn', 'takenOver', 'mpaReminder', 'mpaNewVersion', 'mpnLost',
]);
export type EnrolmentNews = z.output<typeof enrolmentNews>;

/** What happened to a partnership or to the request for one, as notices tell it. */
export const partnershipNews = z.enum(['accepted', 'declined', 'expired', 'unanswered', 'started']);
export type PartnershipNews = z.output<typeof partnershipNews>;

/** What happened to an invitation, as notices tell it. */
export const invitationNews = z.enum(['accepted', 'declined', 'expired', 'unanswered', 'void']);
export type InvitationNews = z.output<typeof invitationNews>;

/** What became of a change that a reseller asked for, as notices tell it. */
export const changeNews = z.enum(['asked', 'withdrawn', 'accepted', 'done', 'declined']);
export type ChangeNews = z.output<typeof changeNews>;

/** What happened to a request for delegated admin, as notices tell it. */
export const gdapNews = z.enum(['approved', 'declined', 'ending', 'expired', 'lapsed', 'ended']);
export type GdapNews = z.output<typeof gdapNews>;
/** The same as mails tell it to the customer, who does not ask or withdraw itself. */
export const gdapMailNews = z.enum([...gdapNews.options, 'asked', 'withdrawn']);
export type GdapMailNews = z.output<typeof gdapMailNews>;

export const outgoingSchemas = {
  /** Brings the queue of reviews and every posted review card in line with the enrolment. */
  reviewSync: z.object({ caseId: z.string() }),
  /** Posts the review card of an enrolment to one place. */
  reviewCard: z.object({ caseId: z.string(), place: z.string() }),
  /** Rewrites one posted review card when it shows an older revision. */
  reviewCardUpdate: z.object({ posting: z.string() }),
  /** M1. The link is made when it is sent: `round` says for which address, so that a changed contact voids it. */
  verificationMail: z.object({ round: z.number().int() }),
  /** The one-time code for the membership account, made when it is sent. */
  codeMail: z.object({ round: z.number().int() }),
  /** M2, M3 to the primary contact (INV-13). */
  statusMail: z.object({ news: enrolmentNews, to: z.string(), name: z.string(), language: storedLanguage, company: z.string(), caseId: z.string(), text: z.string() }),
  /** A message in Teams to one person, in their own language. */
  notice: z.object({ person: z.string(), news: enrolmentNews, text: z.string() }),
  /** A message in Teams to one person of the row's home about a partnership: whose company it is about, and which document its button opens. */
  partnershipNotice: z.object({ person: z.string(), news: partnershipNews, company: z.string(), about: z.string(), email: z.string() }),
  /** In the provider's home: begins the partnership in the reseller's, with the consent as it was given. */
  partnershipStart: z.object({
    reseller: z.string(), request: z.string(), providerName: z.string(), providerCountry: z.string(),
    by: z.string(), byId: z.string(), roles: z.array(z.string()), at: z.string(), version: z.string(), language: storedLanguage, company: z.string(),
  }),
  /** In the reseller's home: brings the provider's list in line with the partnership. */
  partnershipSync: z.object({ provider: z.string() }),
  /** In the reseller's home: a notice for each of its Global admins. */
  partnershipStarted: z.object({ provider: z.string(), by: z.string() }),
  /** In a reseller's home, to one of its people: what became of an invitation. */
  invitationNotice: z.object({ person: z.string(), news: invitationNews, company: z.string(), about: z.string(), email: z.string() }),
  /** In a reseller's home: the joint invitations with this provider end with the partnership (INV-27). */
  invitationsVoid: z.object({ provider: z.string() }),
  /** In the reseller's home: begins, in the customer's, what its Global admin agreed to (WF-22). */
  customerStart: z.object({
    customer: z.string(), invitation: z.string(), resellerName: z.string(), provider: z.string(), providerName: z.string(),
    by: z.string(), byId: z.string(), email: z.string(), roles: z.string(), at: z.string(), version: z.string(), language: storedLanguage,
  }),
  /** In the provider's home, to one of its people: a customer has accepted a joint invitation of one of its resellers. */
  customerNotice: z.object({ person: z.string(), customer: z.string(), name: z.string(), company: z.string() }),
  /** In the provider's home: the account of a new customer exists; writes it and its relationships down in its own home (WF-23). */
  customerCreated: z.object({ newCustomer: z.string(), customer: z.string() }),
  /** In a new customer's home: its first order begins, as it was submitted in the provider's. */
  orderStart: z.object({ newCustomer: z.string(), provider: z.string() }),
  /** In a customer's home: asks for an order to be accepted, then for its lines to be provisioned (§4.7). */
  orderPlace: z.object({ order: z.string() }),
  orderProvision: z.object({ order: z.string() }),
  /** In a customer's home: asks how the review of an order stands, as long as the order is in this state (§4.7). */
  orderReview: z.object({ order: z.string(), state: z.enum(reviewStates) }),
  /** In a customer's home: an order that was accepted is not fulfilled after all, and its subscriptions wait no longer. */
  orderVoid: z.object({ order: z.string() }),
  /** In a customer's home: one of its subscriptions was cancelled, and the order is when all of them are (§4.7). */
  orderEnd: z.object({ order: z.string() }),
  /** In a customer's home: an order was refused, failed in whole or part, or needs its purchase order; and the notice in the home of who submitted it. */
  orderTold: z.object({ order: z.string() }),
  orderNotice: z.object({ person: z.string(), order: z.string(), customer: z.string(), name: z.string(), state: z.enum(['PendingPoUpload', 'Rejected', 'PoReviewRejected', 'PartialSuccess', 'Error']) }),
  /** In a customer's home: brings the lines of an order in its partners' lists up to date. */
  orderSync: z.object({ order: z.string() }),
  /** Takes a temporary password off the screen when its time is over, unless its reader closed it before (INV-06): where it stands, and whose it was. Of a user, of the admin of a new customer, or of a work account. */
  credentialsClose: z.object({ address: storedAddress, activity: z.string(), userName: z.string(), language: storedLanguage, person: z.string().optional(), newCustomer: z.string().optional() }),
  /** In a partner's home: customers that it serves in other portals appear (WF-19). */
  importCustomers: z.object({}),
  /** In a customer's home: brings the lists of its partners in line with its relationships (INV-22, INV-35). */
  customerSync: z.object({}),
  /** In a customer's home: brings a partner's lists of these tags in line with its relationship. */
  tagSync: z.object({ partner: z.string(), tags: z.array(z.string()) }),
  /** In a reseller's home: the next rows of an imported file, and its card, which shows how far it is. */
  importChunk: z.object({ job: z.string(), from: z.number().int() }),
  importShow: z.object({ job: z.string() }),
  /** In the home of what two companies share: the entry of what somebody of the other one did, for that one's own log. */
  auditCopy: z.object({ home: z.string(), id: z.string(), sort: z.string(), entry: z.record(z.string(), z.unknown()) }),
  /** In the reseller's home: brings the provider's list of changes asked for in line. */
  changeSync: z.object({ change: z.string() }),
  /** In the reseller's home: a notice for each of the provider's people who may do it and can be reached. */
  changeAsked: z.object({ change: z.string(), news: z.enum(['asked', 'withdrawn']).default('asked') }),
  /** What the companies had in common ended at this time, and so do the open requests about it: those of a reseller, to a provider, about a customer, where each is said. */
  changesEnd: z.object({ ended: z.enum(changeEnds), reseller: z.string().optional(), provider: z.string().optional(), customer: z.string().optional(), at: z.string() }),
  /** In the home of the reader, who asked or is asked: `company` is the other one. */
  changeNotice: z.object({ person: z.string(), news: changeNews, company: z.string(), customer: z.string(), change: z.string(), reseller: z.string() }),
  /** In a customer's home: who asked for delegated admin hears what became of it, in their own home. */
  gdapNews: z.object({ request: z.string(), news: gdapNews }),
  /** In a customer's home: a mail for each of its Global admins whose address is known. */
  gdapMails: z.object({ request: z.string(), news: gdapMailNews }),
  gdapMail: z.object({ request: z.string(), news: gdapMailNews, to: z.string(), name: z.string() }),
  gdapNotice: z.object({ person: z.string(), news: gdapNews, company: z.string(), customer: z.string(), request: z.string(), name: z.string(), until: z.string() }),
  /** In the home of whoever clicked: the answer that took too long, as words, or as what to show by now. */
  lateAnswer: z.object({ person: z.string(), text: z.string(), show: z.object({ verb: z.string(), id: z.string(), tenant: z.string(), target: z.string(), input: z.record(z.string(), z.string()) }).optional() }),
  /** Of one of the company's accounts to another, or to itself: a signature may cover its agreement (WF-08). */
  agreementCover: z.object({ tenant: z.string() }),
  /** In a company's home: a step of its enrolment counts in the programme's figures. */
  enrolmentCounted: countedSchema,
  /** Either way the reservation is brought in line with the enrolment as it is by then; the two names are for those who read the outbox. */
  reserveMpn: z.object({ mpnId: z.string() }),
  releaseMpn: z.object({ mpnId: z.string() }),
} as const;

export type OutgoingKind = keyof typeof outgoingSchemas;
export type PayloadOf<K extends OutgoingKind> = z.output<(typeof outgoingSchemas)[K]>;

/** @param key tells two rows of one kind in the same commit apart; usually the recipient. */
export function outgoing<K extends OutgoingKind>(kind: K, payload: PayloadOf<K>, key = ''): Outgoing {
  return { kind, key, payload: { ...payload } };
}
