/** The mailbox of the local world as people see it. */

import { describe, expect, it } from '@jest/globals';
import { listPage, mailPage } from '../../bot/http/mailPages.ts';
import type { OpenedMail } from '../../bot/mail/mailbox.ts';

const mail: OpenedMail = {
  file: '20260301T120000000Z-confirm-1.eml', from: 'Enlace <no-reply@enlace.example>', to: 'ana@contoso.es', subject: 'Confirm <Contoso>',
  date: '2026-03-01T12:00:00.000Z', language: 'en', messageId: '<1@enlace.example>', text: 'Hello', html: '<p>Hello</p>',
};
const letter = (text: string): string | undefined => /<div class="letter" lang="en">([^]*?)<\/div>/.exec(mailPage({ ...mail, text }, 'es').body)?.[1];

describe('the list', () => {
  it('names sender, receiver, subject and date of each mail, in the order it was given', () => {
    const { status, body } = listPage([mail, { ...mail, file: 'b/"c.eml', subject: ' ' }], 'es');
    expect(status).toBe(200);
    expect(body).toContain('<a href="/mail/20260301T120000000Z-confirm-1.eml?lang=es">Confirm &lt;Contoso&gt;</a>');
    expect(body).toContain('<dt>De</dt><dd>Enlace &lt;no-reply@enlace.example&gt;</dd>');
    expect(body).toContain('<dt>Para</dt><dd>ana@contoso.es</dd>');
    expect(body).toContain('<dd>1 de marzo de 2026 a las 12:00 UTC</dd>');
    expect(body.indexOf('/mail/b%2F%22c.eml?lang=es">b/&quot;c.eml</a>')).toBeGreaterThan(body.indexOf('confirm-1.eml'));
  });

  it.each([['en', 'No mail has been written yet.'], ['es', 'Todavía no se ha escrito ningún correo.']] as const)('says when there is none, in %s', (language, words) => {
    expect(listPage([], language).body).toContain(`<p>${words}</p>`);
  });

  it('looks for new mail by itself, and one mail stays', () => {
    expect(listPage([], 'en').headers).toMatchObject({ 'Refresh': '5', 'Cache-Control': 'no-store' });
    expect(mailPage(mail, 'en').headers).not.toHaveProperty('Refresh');
  });

  it.each([['not a date', 'not a date'], [undefined, '–']])('shows the date %s as %s', (date, shown) => {
    expect(listPage([{ ...mail, date }], 'en').body).toContain(`<dd>${shown}</dd>`);
  });
});

describe('one mail', () => {
  it('shows its text, never its HTML part', () => {
    const { status, body } = mailPage({ ...mail, html: '<b id="part">', text: 'Hello <b>' }, 'es');
    expect(status).toBe(200);
    expect(body).toContain('<h1>Confirm &lt;Contoso&gt;</h1>');
    expect(body).toContain('Hello &lt;b&gt;');
    expect(body).not.toContain('id="part"');
    expect(body).toContain('<a href="/mail?lang=es">Volver a la lista</a>');
  });

  it.each([
    ['Open http://localhost:3978/verify/a-_b.', 'Open <a href="http://localhost:3978/verify/a-_b" rel="noreferrer">http://localhost:3978/verify/a-_b</a>.'],
    ['(https://x.example/?a=1&b=2)', '(<a href="https://x.example/?a=1&amp;b=2" rel="noreferrer">https://x.example/?a=1&amp;b=2</a>)'],
    ['https://x.example/"onclick="alert(1)', '<a href="https://x.example/" rel="noreferrer">https://x.example/</a>&quot;onclick=&quot;alert(1)'],
    ['javascript:alert(1) data:text/html,x //x.example ftp://x.example', 'javascript:alert(1) data:text/html,x //x.example ftp://x.example'],
  ])('makes links of web addresses only: %s', (text, shown) => {
    expect(letter(text)).toBe(shown);
  });

  it.each([['en', 'There is no such mail'], ['es', 'No existe ese correo']] as const)('says when there is no such mail, in %s', (language, words) => {
    const { status, body } = mailPage(undefined, language);
    expect([status, body.includes(`<h1>${words}</h1>`)]).toEqual([404, true]);
  });
});
