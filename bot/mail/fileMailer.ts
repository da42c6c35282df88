/** The local world's mailer: every mail becomes a real .eml file that any mail program opens. mailbox.ts reads them back. */

import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mail, Mailer } from '../../src/app/ports.ts';
import type { Clock } from '../../src/core/time.ts';
import { replaceFile } from '../local/files.ts';
import { idOf, toMessage } from './message.ts';

export type FileMailerOptions = { readonly directory: string; readonly from: string; readonly clock: Clock };

/** A mail with the key of an earlier one overwrites its file, as a mailbox shows one message for one Message-ID. */
export function fileMailer({ directory, from, clock }: FileMailerOptions): Mailer {
  return {
    async send(mail) {
      const now = clock();
      const message = await toMessage(mail, from);
      const { default: MailComposer } = await import('nodemailer/lib/mail-composer'); // nodemailer is not needed at start
      const content = await new MailComposer({ ...message, date: new Date(now), newline: 'windows' }).compile().build();
      await replaceFile(join(directory, await fileFor(directory, mail, now)), content);
    },
  };
}

/** The time comes first, so that the order of the names is the order of the mails. */
async function fileFor(directory: string, mail: Mail, now: string): Promise<string> {
  const ending = `-${idOf(mail.key)}.eml`;
  await mkdir(directory, { recursive: true });
  const earlier = (await readdir(directory)).find((name) => name.endsWith(ending));
  return earlier ?? `${now.replaceAll(/[-:.]/g, '')}-${slugOf(mail.subject)}${ending}`;
}

function slugOf(subject: string): string {
  const plain = subject.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll(/[^a-z0-9]+/g, '-').slice(0, 40).replaceAll(/^-|-$/g, '') || 'mail';
}
