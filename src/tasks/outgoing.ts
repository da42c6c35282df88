/** What may leave the process or touch another home: one schema for each outbox kind, and how a task writes one. Sending is bot/outbox/senders.ts. */

import { z } from 'zod';
import type { Outgoing } from '../core/machine.ts';
import { storedAddress, storedLanguage } from '../core/stored.ts';

/** What happened to an enrolment, as mails (M2, M3) and notices tell it. */
export const enrolmentNews = z.enum([
  'contactConfirmed', 'contactDenied', 'approved', 'rejected', 'documentsAsked', 'documentsSent', 'appealed', 'resubmitted', 'withdrawn', 'takenOver', 'mpaReminder', 'mpnLost',
]);
export type EnrolmentNews = z.output<typeof enrolmentNews>;

/** What happened to a partnership or to the request for one, as notices tell it. */
export const partnershipNews = z.enum(['accepted', 'declined', 'expired', 'unanswered', 'started']);
export type PartnershipNews = z.output<typeof partnershipNews>;

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
  /** Takes a temporary password off the screen when its time is over, unless its reader closed it before (INV-06): where it stands, and whose it was. No `person`: a work account's. */
  credentialsClose: z.object({ address: storedAddress, activity: z.string(), userName: z.string(), language: storedLanguage, person: z.string().optional() }),
  /** In a partner's home: customers that it serves in other portals appear (WF-19). */
  importCustomers: z.object({}),
  /** In a customer's home: brings the lists of its partners in line with its relationships (INV-22, INV-35). */
  customerSync: z.object({}),
  /** In the home of what two companies share: the entry of what somebody of the other one did, for that one's own log. */
  auditCopy: z.object({ home: z.string(), id: z.string(), sort: z.string(), entry: z.record(z.string(), z.unknown()) }),
  reserveMpn: z.object({ mpnId: z.string() }),
  releaseMpn: z.object({ mpnId: z.string() }),
} as const;

export type OutgoingKind = keyof typeof outgoingSchemas;
export type PayloadOf<K extends OutgoingKind> = z.output<(typeof outgoingSchemas)[K]>;

/** @param key tells two rows of one kind in the same commit apart; usually the recipient. */
export function outgoing<K extends OutgoingKind>(kind: K, payload: PayloadOf<K>, key = ''): Outgoing {
  return { kind, key, payload: { ...payload } };
}
