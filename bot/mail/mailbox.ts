/** Reads the .eml files of the local world for its mail page. It renders nothing, and believes no file name it is given. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Address, Email } from 'postal-mime';
import { hasCode } from '../local/files.ts';

export type MailSummary = {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** ISO 8601, from the Date header. */
  readonly date: string | undefined;
  readonly language: string | undefined;
};
/** `html` is what the mail says it is: show it in a sandboxed frame only. */
export type OpenedMail = MailSummary & { readonly messageId: string; readonly text: string; readonly html: string };
export type Mailbox = { readonly mails: readonly MailSummary[]; readonly malformed: readonly string[] };

/** @returns the newest `limit` files, newest first; those that are no mails are named apart. */
export async function listMails(directory: string, limit: number): Promise<Mailbox> {
  const files = (await fileNames(directory)).toSorted().toReversed().slice(0, limit);
  const opened = await Promise.all(files.map((file) => open(directory, file)));
  return {
    mails: opened.flatMap((mail) => (mail ? [summaryOf(mail)] : [])),
    malformed: files.filter((_file, index) => opened[index] === undefined),
  };
}

/** @returns undefined when there is no such mail, or the name is not one that `listMails` gives. */
export async function readMail(directory: string, file: string): Promise<OpenedMail | undefined> {
  const known = (await fileNames(directory)).includes(file); // a name from the folder itself cannot lead out of it
  return known ? open(directory, file) : undefined;
}

async function fileNames(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile() && entry.name.endsWith('.eml')).map((entry) => entry.name);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return []; // no mail yet
    throw error;
  }
}

async function open(directory: string, file: string): Promise<OpenedMail | undefined> {
  const { default: PostalMime } = await import('postal-mime'); // only who looks at the page pays for it
  const content = await readFile(join(directory, file));
  const mail = await PostalMime.parse(content).catch(() => undefined); // the caller names the file
  // The parser makes something of nearly any bytes; without these two it is not a mail of ours.
  if (!mail?.from || !mail.messageId) return undefined;
  return {
    file,
    from: named(mail.from),
    to: (mail.to ?? []).map(named).join(', '),
    subject: mail.subject ?? '',
    date: mail.date,
    language: headerOf(mail, 'content-language'),
    messageId: mail.messageId,
    text: mail.text ?? '',
    html: mail.html ?? '',
  };
}

function summaryOf({ file, from, to, subject, date, language }: OpenedMail): MailSummary {
  return { file, from, to, subject, date, language };
}

function headerOf(mail: Email, key: string): string | undefined {
  return mail.headers.find((header) => header.key === key)?.value;
}

function named({ name, address }: Address): string {
  return name && address ? `${name} <${address}>` : address || name;
}
