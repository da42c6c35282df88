/** Production's mailer: one pool of SMTP connections. What a mail says, and when it is tried again, is decided elsewhere. */

import type { NodemailerError, SMTPPoolOptions } from 'nodemailer';
import type { Mailer } from '../../src/app/ports.ts';
import { SECOND } from '../../src/core/time.ts';
import { MailRefused, toMessage } from './message.ts';

export type SmtpConfig = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (465); otherwise STARTTLS where the server offers it. */
  readonly secure: boolean;
  /** Rather no mail than one without TLS. */
  readonly requireTls: boolean;
  readonly user?: string;
  readonly password?: string;
  readonly from: string;
};

export type SmtpMailer = Mailer & { close(): Promise<void> };

/** Connects with the first mail. `send` throws MailRefused when no later attempt can succeed, and the library's own error otherwise. */
export function smtpMailer(config: SmtpConfig): SmtpMailer {
  let pool: ReturnType<typeof openPool> | undefined;
  return {
    async send(mail) {
      const message = await toMessage(mail, config.from);
      pool ??= openPool(config);
      try {
        await (await pool).sendMail(message);
      } catch (error) {
        throw isPermanent(error) ? new MailRefused(`the server answered ${error.responseCode ?? error.code}`, error) : error;
      }
    },
    async close() {
      (await pool)?.close();
      pool = undefined;
    },
  };
}

async function openPool(config: SmtpConfig) {
  const { createTransport } = await import('nodemailer'); // not needed at start
  const { host, port, secure, requireTls, user, password } = config;
  const options: SMTPPoolOptions & { pool: true } = {
    pool: true, host, port, secure, requireTLS: requireTls,
    maxRequeues: 0, // the outbox repeats, and counts
    connectionTimeout: 10 * SECOND, greetingTimeout: 10 * SECOND, socketTimeout: 30 * SECOND,
    disableFileAccess: true, disableUrlAccess: true,
    tls: { minVersion: 'TLSv1.2' },
    ...(user ? { auth: { user, pass: password ?? '' } } : {}),
  };
  return createTransport(options);
}

const AUTHENTICATION_REQUIRED = 530;

/** The server's word on sender, recipient or content (RFC 5321 §4.2.1: 5yz), or the library's own. A wrong password is no reason to drop the mail. */
function isPermanent(error: unknown): error is NodemailerError {
  const { code, responseCode } = error as NodemailerError; // all that sendMail throws are errors, and both fields are optional
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return false;
  return responseCode === undefined || (responseCode >= 500 && responseCode !== AUTHENTICATION_REQUIRED);
}
