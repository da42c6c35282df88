/** The mails M1 to M3 and the one-time code: what they must contain, in both languages and both parts, and what they must not let through. */

import { describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import MailComposer from 'nodemailer/lib/mail-composer';
import { codeMail, statusMail, verificationMail } from '../../bot/mail/compose.ts';
import { toMessage } from '../../bot/mail/message.ts';
import type { Mail } from '../../src/app/ports.ts';
import { toInstant } from '../../src/core/time.ts';
import type { EnrolmentNews } from '../../src/tasks/outgoing.ts';

const contact = { to: 'ana@contoso.es', name: 'Ana García', company: 'Contoso & Sons', key: 'k-1' };
const link = 'https://enlace.example/verify/t0ken-_';
const expiresAt = toInstant(new Date('2026-03-08T12:00:00Z'));

const verification = (language: 'en' | 'es', more: Partial<Parameters<typeof verificationMail>[0]> = {}) =>
  verificationMail({ ...contact, requester: 'Carmen Ruiz', link, expiresAt, timeZone: 'Europe/Madrid', language, ...more });
const status = (news: EnrolmentNews, language: 'en' | 'es' = 'en', more: Partial<Parameters<typeof statusMail>[0]> = {}) =>
  statusMail({ ...contact, news, caseId: 'ENR-7K3F-9QXD', text: '', language, ...more });

/** The words of the HTML part, without its markup. */
const wordsOf = ({ html }: Mail): string => (/<body[^>]*>([^]*)<\/body>/.exec(html)?.[1] ?? '')
  .replace(/<[^>]*>/g, ' ').replace(/&(amp|lt|gt|quot|#39);/g, (_entity, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'").replace(/\s+/g, ' ').trim();

describe('M1', () => {
  it.each([
    ['es', 'Confirma la inscripción de Contoso & Sons', 'Hola, Ana García:', 'Carmen Ruiz está inscribiendo', ['Contoso & Sons se inscribió en el programa.', 'Esta dirección de correo pertenece a la compañía.'], '8 de marzo de 2026 a las 13:00 CET'],
    ['en', 'Please confirm the enrolment of Contoso & Sons', 'Hello Ana García,', 'Carmen Ruiz is enrolling', ['Contoso & Sons signed up for the programme.', 'This e-mail address belongs to the company.'], '8 March 2026 at 13:00 CET'],
  ] as const)('asks for both facts, with link, company and expiry, in %s', (language, subject, greeting, intro, facts, expiry) => {
    const mail = verification(language);
    expect(mail).toMatchObject({ to: 'ana@contoso.es', subject, language, key: 'k-1' });
    for (const part of [mail.text, wordsOf(mail)]) {
      for (const piece of [greeting, intro, ...facts, link, expiry]) expect(part).toContain(piece);
    }
    expect(mail.html).toContain(`<html lang="${language}">`);
    expect(mail.html).toContain(`<a href="${link}"`);
  });

  it('has nothing that is loaded from elsewhere', () => {
    expect(verification('es').html).not.toMatch(/<(img|link|script|iframe)|url\(|\ssrc=/i);
  });
});

describe('the one-time code', () => {
  it.each([['en', 'Your one-time code', 'The code is 482913. It works for 10 minutes.'], ['es', 'Tu código de un solo uso', 'El código es 482913. Sirve durante 10 minutos.']] as const)(
    'is in both parts and not in the subject, in %s', (language, subject, sentence) => {
      const mail = codeMail({ to: 'socios@contoso.es', code: '482913', minutes: 10, language, key: 'k-2' });
      expect(mail).toMatchObject({ to: 'socios@contoso.es', subject, key: 'k-2' });
      for (const part of [mail.text, wordsOf(mail)]) expect(part).toContain(sentence);
    });
});

describe('M2 and M3', () => {
  it.each([
    ['contactConfirmed', 'la revisión ha empezado', 'tarda varios días'], ['approved', 'está aprobada', 'agente de administración'],
    ['rejected', 'no ha sido aprobada', 'puede apelar'], ['documentsAsked', 'tiene una pregunta', 'responde en el chat'],
    ['documentsSent', 'la respuesta ha llegado', 'tarda varios días'], ['appealed', 'la apelación ha llegado', 'tarda varios días'],
    ['resubmitted', 'formulario cambiado ha llegado', 'tarda varios días'], ['withdrawn', 'está retirada', 'puede retomarla'],
  ] as const)('%s tells the new status and the next step', (news, said, next) => {
    const mail = status(news, 'es');
    expect(mail.subject).toContain(said);
    for (const part of [mail.text, wordsOf(mail)]) {
      for (const piece of ['Hola, Ana García:', 'ENR-7K3F-9QXD', next, 'contacto principal']) expect(part).toContain(piece);
    }
    expect(status(news, 'en').text).toContain('Hello Ana García,');
  });

  it.each([['rejected', 'Reason given by the review team:'], ['documentsAsked', 'Question from the review team:']] as const)(
    '%s comes with the words of the reviewers', (news, heading) => {
      const mail = status(news, 'en', { text: 'The name is "Contoso"\nnot <Fabrikam>.' });
      expect(mail.text).toContain(`${heading}\n> The name is "Contoso" not <Fabrikam>.\n\n`);
      expect(wordsOf(mail)).toContain(`${heading} The name is "Contoso" not <Fabrikam>.`);
    });

  it('has a link to the bot where there is one', () => {
    const statusLink = 'https://teams.microsoft.com/l/chat/0/0?users=28:bot&a=1';
    expect(status('approved', 'en', { statusLink }).text).toContain(`Open Enlace in Teams:\n${statusLink}\n`);
    expect(status('approved', 'en', { statusLink }).html).toContain('<a href="https://teams.microsoft.com/l/chat/0/0?users=28:bot&amp;a=1"');
    expect(status('approved').html).not.toContain('<a ');
  });

  it.each(['contactDenied', 'takenOver', 'mpaReminder', 'mpaNewVersion', 'mpnLost'] as const)('%s is no mail', (news) => {
    expect(() => status(news)).toThrow(news);
  });
});

describe('text that people typed', () => {
  const hostile = '</title><script>alert(1)</script>"\r\nBcc: eve@evil.example\n\nOpen https://evil.example\u202e';

  it.each([
    ['M1', verification('en', { company: hostile, requester: hostile, name: hostile })],
    ['M3', status('rejected', 'es', { company: hostile, name: hostile, text: hostile })],
  ])('%s: stays inside its line of the text and its place in the markup', async (_id, mail) => {
    expect(mail.subject).not.toMatch(/[\r\n\u202e]/);
    expect(mail.html).not.toMatch(/<script|<\/title>.*<\/title>/s);
    expect(mail.html).toContain('&lt;/title&gt;&lt;script&gt;');
    expect(mail.text).not.toMatch(/^(Bcc|Open https)/m);
    const sent = await PostalMime.parse(await new MailComposer(await toMessage(mail, 'no-reply@enlace.example')).compile().build());
    expect(sent.bcc).toBeUndefined();
    expect(sent.text?.trim()).toBe(mail.text.trim());
  });
});
