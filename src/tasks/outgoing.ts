/** What may leave the process or touch another home: one schema for each outbox kind, and how a task writes one. Sending is bot/outbox/senders.ts. */

import { z } from 'zod';
import type { Outgoing } from '../core/machine.ts';

const language = z.enum(['en', 'es']);

/** What happened to an enrolment, as mails (M2, M3) and notices tell it. */
export const enrolmentNews = z.enum([
  'contactConfirmed', 'contactDenied', 'approved', 'rejected', 'documentsAsked', 'documentsSent', 'appealed', 'resubmitted', 'withdrawn', 'takenOver', 'mpaReminder', 'mpnLost',
]);
export type EnrolmentNews = z.output<typeof enrolmentNews>;

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
  statusMail: z.object({ news: enrolmentNews, to: z.string(), name: z.string(), language, company: z.string(), caseId: z.string(), text: z.string() }),
  /** A message in Teams to one person, in their own language. */
  notice: z.object({ person: z.string(), news: enrolmentNews, text: z.string() }),
  reserveMpn: z.object({ mpnId: z.string() }),
  releaseMpn: z.object({ mpnId: z.string() }),
} as const;

export type OutgoingKind = keyof typeof outgoingSchemas;
export type PayloadOf<K extends OutgoingKind> = z.output<(typeof outgoingSchemas)[K]>;

/** @param key tells two rows of one kind in the same commit apart; usually the recipient. */
export function outgoing<K extends OutgoingKind>(kind: K, payload: PayloadOf<K>, key = ''): Outgoing {
  return { kind, key, payload };
}
