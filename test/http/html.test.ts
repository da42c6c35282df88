/** The tag that escapes, and what every page has around its content. */

import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { faultPage, html, markupOf, page } from '../../bot/http/html.ts';

describe('html', () => {
  it('escapes what could end a text or an attribute', () => {
    expect(markupOf(html`<p title="${'"&\'>'}">${'<b>'}${7}</p>`)).toBe('<p title="&quot;&amp;&#39;&gt;">&lt;b&gt;7</p>');
  });

  it('leaves its own markup as it is, alone or in a row', () => {
    const items = ['<1>', '2'].map((item) => html`<li>${item}</li>`);
    expect(markupOf(html`<ul>${items}</ul>${html`<hr>`}`)).toBe('<ul><li>&lt;1&gt;</li><li>2</li></ul><hr>');
  });

  it('keeps what looks like a pattern of replacement, and escapes once', () => {
    expect(markupOf(html`${'$& $1 &amp;'}`)).toBe('$&amp; $1 &amp;amp;');
  });
});

describe('page', () => {
  const { status, headers, body } = page({ status: 410, language: 'es', title: 'A & B', alert: html`<p>Careful</p>`, content: html`<p>Text</p>` });

  it('says its language, its title and its one heading', () => {
    expect(status).toBe(410);
    expect(body).toMatch(/^<!doctype html>\n<html lang="es">/);
    expect(body).toContain('<title>A &amp; B · Enlace</title>');
    expect(body.match(/<h1>/g)).toHaveLength(1);
    expect(body).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
  });

  it('puts the alert before everything else', () => {
    expect(body).toMatch(/<main>\s*<div role="alert"><p>Careful<\/p><\/div>\s*<h1>/);
  });

  it('offers the other language under its own name', () => {
    expect(body).toContain('<a href="?lang=en" hreflang="en" lang="en">English</a>');
    expect(body).toContain('<span aria-current="true">Español</span>');
    expect(page({ status: 200, language: 'en', title: '', content: html`` }).body).toContain('<a href="?lang=es" hreflang="es" lang="es">Español</a>');
  });

  it('lets the browser run nothing, and apply only its own style', () => {
    const style = /<style>([^<]*)<\/style>/.exec(body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers).toEqual({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    });
    expect(style).toContain('prefers-color-scheme: dark');
    expect(body).not.toMatch(/<script|\sstyle=|\son\w+=/);
  });

  it.each([['en', 'Something went wrong'], ['es', 'Algo ha salido mal']] as const)('tells a fault with its number and nothing else, in %s', (language, title) => {
    const fault = faultPage(language, 'c-<7>');
    expect([fault.status, fault.body.includes(`<h1>${title}</h1>`), fault.body.includes('c-&lt;7&gt;')]).toEqual([500, true, true]);
  });
});
