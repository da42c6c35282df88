/** What both mailers share: turning a Mail into a message that cannot be misread, and the one error a mailer throws for good. No transport here. */

import { createHash } from 'node:crypto';
import type { SendMailOptions } from 'nodemailer';
import type { Mail } from '../../src/app/ports.ts';

/** The mail will never be accepted: trying again is useless. Everything else a mailer throws is worth another attempt. */
export class MailRefused extends Error {
  constructor(reason: string, cause?: unknown) {
    super(`Mail refused for good: ${reason}`, { cause });
    this.name = 'MailRefused';
  }
}

/** Stable for a mail's key, and safe in a header or a file name. */
export function idOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

/** @param from one address, with or without a name: `Enlace <no-reply@enlace.example>`. */
export async function toMessage(mail: Mail, from: string): Promise<SendMailOptions> {
  const [sender, recipient] = [await oneMailbox(from), await oneMailbox(mail.to)];
  return {
    from: sender,
    to: recipient,
    subject: mail.subject.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim(),
    text: mail.text,
    html: mail.html,
    messageId: `<${idOf(mail.key)}@${sender.address.replace(/^.*@/, '')}>`,
    // RFC 3834: holiday notices do not answer us.
    headers: { 'Content-Language': mail.language, 'Auto-Submitted': 'auto-generated' },
  };
}

type Mailbox = { readonly name: string; readonly address: string };

/** A second address, or a header behind a line break, would send a personal link to somebody else. */
async function oneMailbox(typed: string): Promise<{ name: string; address: string }> {
  const { default: parse } = await import('nodemailer/lib/addressparser');
  const [mailbox, ...others] = parse(typed, { flatten: true });
  if (!mailbox || others.length > 0 || !isPlain(typed) || !isAddress(mailbox)) throw new MailRefused('not one address');
  return { name: mailbox.name, address: mailbox.address };
}

const isPlain = (typed: string): boolean => !/[\p{Cc}\u2028\u2029]/u.test(typed);
/** What divides or quotes addresses is in none: a mailer would make something else of it than was typed. */
const isAddress = ({ address }: Mailbox): boolean => /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/.test(address);
