/** One sender for each outgoing kind; a kind without one does not compile. */

import type { OutboxRow } from '../../src/app/outboxRows.ts';
import type { OutgoingKind } from '../../src/tasks/outgoing.ts';
import { outgoingSchemas } from '../../src/tasks/outgoing.ts';
import { agreementCover } from './agreements.ts';
import { auditCopy } from './auditCopies.ts';
import { changeAsked, changeNotice, changeSync, changesEnd } from './changes.ts';
import { credentialsClose } from './credentials.ts';
import { customerNotice, customerStart, customerSync, importCustomers, tagSync } from './customers.ts';
import { importChunk, importShow } from './imports.ts';
import { gdapMail, gdapMails, gdapNews, gdapNotice } from './gdap.ts';
import { invitationNotice, invitationsVoid } from './invitations.ts';
import { lateAnswer } from './lateAnswers.ts';
import { codeMail, statusMail, verificationMail } from './mails.ts';
import { notice } from './notices.ts';
import { customerCreated, orderEnd, orderNotice, orderPlace, orderProvision, orderReview, orderStart, orderSync, orderTold, orderVoid } from './orders.ts';
import { partnershipNotice, partnershipStart, partnershipStarted, partnershipSync } from './partnerships.ts';
import { followChoice } from './reservations.ts';
import { reviewCard, reviewCardUpdate } from './reviewCards.ts';
import { reviewSync } from './reviewSync.ts';
import type { Sender, SenderDeps, Sent } from './sender.ts';
import { enrolmentCounted } from './stats.ts';

const senders = {
  reviewSync, reviewCard, reviewCardUpdate, verificationMail, codeMail, statusMail, notice, agreementCover, reserveMpn: followChoice, releaseMpn: followChoice,
  partnershipNotice, partnershipStart, partnershipSync, partnershipStarted, credentialsClose, importCustomers, customerSync, tagSync, auditCopy,
  invitationNotice, invitationsVoid, customerStart, customerNotice, customerCreated, orderStart, orderPlace, orderProvision, orderTold, orderNotice, orderEnd, orderSync, orderReview, orderVoid,
  changeSync, changeAsked, changesEnd, changeNotice, gdapNews, gdapMails, gdapMail, gdapNotice,
  importChunk, importShow,
  lateAnswer, enrolmentCounted,
} as const satisfies { readonly [K in OutgoingKind]: Sender<K> };

export async function deliver(sending: SenderDeps, row: OutboxRow): Promise<Sent> {
  const { kind, payload } = row.body;
  if (!isKind(kind)) return { kind: 'never', reason: `No sender for "${kind}": this program does not know the kind`, why: 'unreadable' };
  return await handOver(sending, kind, payload, row);
}

async function handOver<K extends OutgoingKind>(sending: SenderDeps, kind: K, payload: unknown, row: OutboxRow): Promise<Sent> {
  const sender = senders[kind] as unknown as Sender<K>; // the table pairs each kind with its sender
  const parsed = outgoingSchemas[kind].parse(payload) as Parameters<Sender<K>>[1]; // and its schema
  return await sender(sending, parsed, row);
}

function isKind(kind: string): kind is OutgoingKind {
  return Object.hasOwn(senders, kind);
}
