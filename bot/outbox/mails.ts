/** Mails of an enrolment: verification link, one-time code, status. The secrets in them are made here, when they are sent, and stored only as traces. */

import { issueLink, newCode } from '../../src/app/links.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import type { Mail, Mailer } from '../../src/app/ports.ts';
import { perform } from '../../src/app/perform.ts';
import { enrolmentOf } from '../../src/app/queries.ts';
import type { RawInput } from '../../src/core/decide.ts';
import { traceOf } from '../../src/core/secrets.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { contactOf } from '../../src/tasks/enrolmentDoc.ts';
import * as compose from '../mail/compose.ts';
import { MailRefused } from '../mail/message.ts';
import type { Sender, SenderDeps, Sent } from './sender.ts';
import { done, keyOf } from './sender.ts';

export const verificationMail: Sender<'verificationMail'> = async (sending, { round }, row) => {
  const { deps, mailer } = sending;
  const doc = await enrolmentOf(deps, row.body.tenant);
  const contact = doc && contactOf(doc);
  if (doc?.state !== 'EmailVerificationPending' || doc.verification?.round !== round || !contact) return done(); // the contact was changed, or is not asked any more
  const expiresAt = plus(deps.clock(), deps.rules.enrolment.linkDays * DAY);
  const { token, trace } = await issueLink(deps, doc.tenant, expiresAt);
  await note(sending, row, 'linkIssued', { round: String(round), hash: trace });
  return await send(mailer, compose.verificationMail({
    to: contact.email, name: contact.name, company: doc.company.name, requester: doc.requester.name,
    link: `${deps.site()}/verify/${token}`, expiresAt, language: contact.language, timeZone: deps.rules.display.timeZone, key: keyOf(row),
  }));
};

export const codeMail: Sender<'codeMail'> = async (sending, { round }, row) => {
  const { deps, mailer } = sending;
  const doc = await enrolmentOf(deps, row.body.tenant);
  const membership = doc?.membership;
  if (doc?.state !== 'MpnSignIn' || membership?.round !== round) return done();
  // An account that does not exist gets no mail, and nobody is told so: the chat must not say who is a member.
  if (!(await deps.membership.profiles(membership.account))) return done();
  const code = newCode(deps);
  const salt = deps.newId();
  await note(sending, row, 'codeSent', { round: String(round), hash: traceOf(code, salt), salt });
  return await send(mailer, compose.codeMail({ to: membership.account, code, minutes: deps.rules.membershipCode.minutes, language: doc.requester.language, key: keyOf(row) }));
};

export const statusMail: Sender<'statusMail'> = async ({ mailer }, payload, row) => {
  return await send(mailer, compose.statusMail({ ...payload, key: keyOf(row) }));
};

/** A mail that the server will never take is given up at once; everything else that goes wrong is tried again. */
export async function send(mailer: Mailer, mail: Mail): Promise<Sent> {
  try {
    await mailer.send(mail);
    return done();
  } catch (error) {
    if (error instanceof MailRefused) return { kind: 'never', reason: error.message, why: 'mail' };
    throw error;
  }
}

/** The trace is stored before the secret leaves. Each attempt has its own secret, so each is a command of its own. */
async function note({ deps }: SenderDeps, row: OutboxRow, event: 'linkIssued' | 'codeSent', input: RawInput): Promise<void> {
  const { tenant, correlation } = row.body;
  const commandId = traceOf(`${row.stored.id}\n${deps.newId()}`);
  const performed = await perform(deps, { task: 'enrolment', event, tenant, input, commandId, actor: { kind: 'system', part: 'outbox' }, correlation });
  if (performed.kind === 'refused') throw new Error(`${event} was refused with ${performed.error.code}`);
}
