/** The mail page's source: newest first, nothing outside the folder, and no mail that is none. */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { listMails, readMail } from '../../bot/mail/mailbox.ts';
import { ownFolder } from '../support/ownFolder.ts';

const eml = (subject: string) => [
  'From: Programa Enlace <no-reply@enlace.example>', 'To: =?UTF-8?Q?Carmen_Mu=C3=B1oz?= <carmen@contoso.es>', `Subject: ${subject}`,
  'Message-ID: <1@enlace.example>', 'Date: Wed, 04 Mar 2026 05:06:07 +0000', 'Content-Language: es', 'MIME-Version: 1.0',
  'Content-Type: multipart/alternative; boundary=b', '',
  '--b', 'Content-Type: text/plain; charset=utf-8', '', 'Hola', '--b', 'Content-Type: text/html; charset=utf-8', '', '<p>Hola</p>', '--b--', '',
].join('\r\n');

const inFolder = ownFolder();
let folder: string;
beforeEach(async () => {
  folder = inFolder('mail');
  await mkdir(folder);
  await writeFile(inFolder('secret.eml'), eml('secret'));
});

describe('the mailbox', () => {
  it('lists the newest mails first, as many as asked for', async () => {
    for (const day of ['01', '03', '02']) await writeFile(join(folder, `202603${day}-x.eml`), eml(day));
    const { mails, malformed } = await listMails(folder, 2);
    expect(mails.map(({ file, subject }) => [file, subject])).toEqual([['20260303-x.eml', '03'], ['20260302-x.eml', '02']]);
    expect(malformed).toEqual([]);
    expect(mails[0]).toEqual({
      file: '20260303-x.eml', from: 'Programa Enlace <no-reply@enlace.example>', to: 'Carmen Muñoz <carmen@contoso.es>', subject: '03',
      date: '2026-03-04T05:06:07.000Z', language: 'es',
    });
  });

  it('opens a mail with both parts', async () => {
    await writeFile(join(folder, 'a.eml'), eml('Hola'));
    const mail = await readMail(folder, 'a.eml');
    expect(mail).toMatchObject({ subject: 'Hola', messageId: '<1@enlace.example>' });
    expect([mail?.text.trim(), mail?.html.trim()]).toEqual(['Hola', '<p>Hola</p>']);
  });

  it('is empty before the first mail', async () => {
    await expect(listMails(inFolder('none'), 5)).resolves.toEqual({ mails: [], malformed: [] });
    await expect(readMail(inFolder('none'), 'a.eml')).resolves.toBeUndefined();
  });

  it('names what is no mail, and shows the rest', async () => {
    const nested = Array.from({ length: 300 }, (_, depth) => `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n`).join('');
    await writeFile(join(folder, '1.eml'), eml('good'));
    await writeFile(join(folder, '2.eml'), '');
    await writeFile(join(folder, '3.eml'), Buffer.from([0, 255, 1, 254]));
    await writeFile(join(folder, '4.eml'), `From: a@b.es\r\nMessage-ID: <1@b.es>\r\n${nested}`);
    await writeFile(join(folder, '5.eml.draft'), eml('half'));
    await mkdir(join(folder, '6.eml'));
    const { mails, malformed } = await listMails(folder, 10);
    expect(mails.map(({ file }) => file)).toEqual(['1.eml']);
    expect(malformed).toEqual(['4.eml', '3.eml', '2.eml']);
    await expect(readMail(folder, '3.eml')).resolves.toBeUndefined();
  });

  it.each([
    '../secret.eml', '..\\secret.eml', './a.eml', '/etc/passwd', '%2e%2e/secret.eml', '', '.', 'A.EML', 'a.eml\0',
  ])('opens nothing by the name %j', async (file) => {
    await writeFile(join(folder, 'a.eml'), eml('a'));
    await expect(readMail(folder, file)).resolves.toBeUndefined();
  });
});
