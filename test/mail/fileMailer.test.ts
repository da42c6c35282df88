/** The local world's mails are real ones: read here by a parser that did not write them. */

import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import { fileMailer } from '../../bot/mail/fileMailer.ts';
import { MailRefused } from '../../bot/mail/message.ts';
import { toInstant } from '../../src/core/time.ts';
import { ownFolder } from '../support/ownFolder.ts';

const MAIL = {
  to: '"Peña, Íñigo" <inigo@contoso.es>', subject: 'Confirma tu inscripción: ¿eres tú?', text: 'Pulsa aquí.\n', html: '<p>Pulsa <b>aquí</b>.</p>',
  language: 'es', key: 'enr-1:verify:3:mail:inigo@contoso.es',
};

const inFolder = ownFolder();

const mailerAt = (time: string) =>
  fileMailer({ directory: inFolder('mail'), from: 'Programa Enlace Ñ <no-reply@enlace.example>', clock: () => toInstant(new Date(time)) });
const files = async () => (await readdir(inFolder('mail'))).toSorted();
const read = async (file: string | undefined) => readFile(inFolder('mail', file ?? ''), 'utf8');

describe('a mail in a file', () => {
  it('has both parts, the language and names with accents', async () => {
    await mailerAt('2026-03-04T05:06:07.089Z').send(MAIL);
    const source = await read((await files())[0]);
    const mail = await PostalMime.parse(source);
    expect(mail).toMatchObject({
      from: { name: 'Programa Enlace Ñ', address: 'no-reply@enlace.example' }, to: [{ name: 'Peña, Íñigo', address: 'inigo@contoso.es' }],
      subject: MAIL.subject, date: '2026-03-04T05:06:07.000Z',
    });
    expect([mail.text?.trim(), mail.html?.trim()]).toEqual(['Pulsa aquí.', MAIL.html]);
    expect(mail.headers).toContainEqual(expect.objectContaining({ key: 'content-language', value: 'es' }));
    expect(mail.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }));
    expect(source).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(source.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/); // RFC 5322 §2.1
    expect(source).toMatch(/^[\x20-\x7e\t\r\n]*$/);
  });

  it('has a name that sorts by time and says what it is about', async () => {
    await mailerAt('2026-03-04T05:06:07.089Z').send(MAIL);
    await mailerAt('2026-03-04T05:06:07.090Z').send({ ...MAIL, key: 'other', subject: '../../etc/passwd' });
    await mailerAt('2026-03-04T05:06:08.000Z').send({ ...MAIL, key: 'third', subject: '¿?' });
    expect(await files()).toEqual([
      expect.stringMatching(/^20260304T050607089Z-confirma-tu-inscripcion-eres-tu-[0-9a-f]{32}\.eml$/),
      expect.stringMatching(/^20260304T050607090Z-etc-passwd-[0-9a-f]{32}\.eml$/),
      expect.stringMatching(/^20260304T050608000Z-mail-[0-9a-f]{32}\.eml$/),
    ]);
  });

  it('overwrites the mail with the same key, under the same Message-ID', async () => {
    await mailerAt('2026-03-04T05:06:07.089Z').send(MAIL);
    const [first] = await files();
    const { messageId } = await PostalMime.parse(await read(first));
    await mailerAt('2026-03-05T00:00:00.000Z').send({ ...MAIL, subject: 'Otra vez' });
    expect(await files()).toEqual([first]);
    await expect(PostalMime.parse(await read(first))).resolves.toMatchObject({ subject: 'Otra vez', messageId });
    expect(messageId).toMatch(/^<[0-9a-f]{32}@enlace\.example>$/);
  });

  it.each([['\r\n'], ['\n'], ['\r'], ['\u2028'], ['\0']])('lets no line break in the subject become a header: %j', async (lineBreak) => {
    await mailerAt('2026-03-04T05:06:07.089Z').send({ ...MAIL, subject: `Hola${lineBreak}Bcc: spy@evil.example` });
    const mail = await PostalMime.parse(await read((await files())[0]));
    expect(mail.bcc).toBeUndefined();
    expect(mail.subject).toBe('Hola Bcc: spy@evil.example');
  });

  it.each([
    ['a second address', 'a@contoso.es, spy@evil.example'],
    ['a header', 'a@contoso.es\r\nBcc: spy@evil.example'],
    ['a header in the name', '"A\nBcc: spy@evil.example" <a@contoso.es>'],
    ['a group', 'all: a@contoso.es, spy@evil.example;'],
    ['no address', 'Contoso'],
    ['nothing', ''],
  ])('is refused for good when the recipient holds %s', async (_what, to) => {
    await expect(mailerAt('2026-03-04T05:06:07.089Z').send({ ...MAIL, to })).rejects.toBeInstanceOf(MailRefused);
    await expect(readdir(inFolder())).resolves.toEqual([]);
  });
});
