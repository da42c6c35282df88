/** The mails about delegated admin (WF-36): what they must contain, in both languages and both parts, and what they must not let through. */

import { describe, expect, it } from '@jest/globals';
import { gdapMail } from '../../bot/mail/composeGdap.ts';
import type { GdapMailFacts } from '../../bot/mail/composeGdap.ts';
import { languageIn } from '../../src/rules/countries.ts';
import { gdapMailNews } from '../../src/tasks/outgoing.ts';
import { gdapIn } from '../support/customers.ts';

const link = 'https://enlace.example/customer?lang=es';
const mail = (more: Partial<GdapMailFacts> = {}) =>
  gdapMail({ to: 'olga@adventure.es', name: 'Olga Ortiz', language: 'es', key: 'k-1', news: 'asked', doc: gdapIn('Requested'), rights: 'None', link, timeZone: 'Europe/Madrid', ...more });

describe('a mail about delegated admin', () => {
  it.each([
    ['es', 'norte solicita permisos de administración', ['Hola, Olga Ortiz:', 'Iker Zubia, de norte, solicita a adventure', '«Help with licences»', 'Administrador de licencias', 'antes del 30 de mayo de 2026', 'tus pedidos no dependen']],
    ['en', 'norte asks for administrator rights', ['Hello Olga Ortiz,', 'Iker Zubia of norte asks adventure', '“Help with licences”', 'Licence administrator', 'by 30 May 2026', 'your orders do not depend']],
  ] as const)('WF-36 says who asks for what, until when, and where it is answered, in %s', (language, subject, pieces) => {
    const made = mail({ language });
    expect(made).toMatchObject({ to: 'olga@adventure.es', subject, language, key: 'k-1' });
    for (const part of [made.text, made.html]) for (const piece of [...pieces, link]) expect(part).toContain(piece);
  });

  it.each(gdapMailNews.options)('WF-36 of "%s" has its own subject, says what is left only where something has ended, and leads to the page', (news) => {
    const { subject, text } = mail({ news, doc: gdapIn('Approved'), rights: 'DAP' });
    expect([subject.includes('norte'), text.includes('Administración delegada de tus usuarios y servicios'), text.includes(link)]).toEqual([true, news === 'ended' || news === 'expired', true]);
  });

  it('WF-36 tells that it would go on by itself, as long as that can be declined', () => {
    expect([mail({ doc: gdapIn('Requested', { autoExtend: true }) }), mail()].map(({ text }) => text.includes('se prorrogue por sí sola'))).toEqual([true, false]);
  });

  it('INV-56 lets no markup of others through', () => {
    expect(mail({ doc: gdapIn('Requested', { name: '<script>x</script>', partnerName: '<b>Norte</b>' }) }).html).not.toMatch(/<script|<b>/);
  });
});

it('WF-36 is in the language of the country, where it is one of ours', () => {
  expect(['ES', 'mx', 'US', 'PT', 'GQ'].map(languageIn)).toEqual(['es', 'es', 'en', 'en', 'es']);
});
