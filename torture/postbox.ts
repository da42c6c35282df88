/** The mails that a bot in another process has written as files, seen as they come. A file that is written again is a mail that was sent twice. */

import { watch } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { readMail } from '../bot/mail/mailbox.ts';

export interface Postbox {
  /** The text of the newest mail to somebody. */
  readonly newest: (address: string) => string | undefined;
  /** How often each file was written. */
  readonly sent: ReadonlyMap<string, number>;
  readonly close: () => void;
}

export async function openPostbox(directory: string): Promise<Postbox> {
  await mkdir(directory, { recursive: true });
  const texts = new Map<string, string>();
  const sent = new Map<string, number>();
  async function read(file: string): Promise<void> {
    const mail = await readMail(directory, file);
    if (!mail) return;
    sent.set(file, (sent.get(file) ?? 0) + 1);
    for (const address of mail.to.match(/[^\s<>,"]+@[^\s<>,"]+/g) ?? []) texts.set(address, mail.text);
  }
  const watcher = watch(directory, (_event, file) => { if (file?.endsWith('.eml')) void read(file); });
  return { newest: (address) => texts.get(address), sent, close: () => watcher.close() };
}
