/** Web pages as text: the html`` tag that escapes, the frame that every page shares, and the headers it travels with. No routes, no scripts. */

import { createHash } from 'node:crypto';
import type { Language } from '../../src/core/actor.ts';
import { t } from '../words.ts';

const MARKUP = Symbol('markup');
/** Markup made by html``. The symbol is private, so that nothing from outside can pass for it. */
export type Html = { readonly [MARKUP]: string };
type Part = string | number | Html | readonly Html[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escapes every interpolation that is not Html itself. Attributes are always written in double quotes. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { [MARKUP]: String.raw({ raw: literals }, ...parts.map(written)) };
}

export function markupOf(content: Html): string {
  return content[MARKUP];
}

function written(part: Part): string {
  if (typeof part !== 'object') return String(part).replace(/[&<>"']/g, (character) => entities[character] ?? '');
  return MARKUP in part ? part[MARKUP] : part.map(written).join('');
}

/** Everything a page looks like, in light and dark. Colours keep a contrast of 4.5 to 1 or more; borders of inputs 3 to 1. */
const style = `
:root { color-scheme: light dark; --ink: #1b1a19; --paper: #fff; --soft: #f3f2f1; --line: #76746f; --accent: #0f548c; --on-accent: #fff; --alert: #a4262c }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f3f2f1; --paper: #1b1a19; --soft: #2b2a29; --line: #9a9894; --accent: #8cc5f7; --on-accent: #10222f; --alert: #f4adb0 }
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 42rem; padding: 1rem; background: var(--paper); color: var(--ink); font: 1.0625rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
header { display: flex; flex-wrap: wrap; gap: .25rem 1rem; justify-content: space-between; border-bottom: 1px solid var(--line); padding-bottom: .5rem }
header span + a, header a + span { margin-left: 1rem }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1.5rem 0 1rem }
h2 { font-size: 1.1875rem; line-height: 1.3; margin: 1.5rem 0 .5rem }
h3 { font-size: 1.0625rem; line-height: 1.3; margin: 1.25rem 0 .5rem }
a { color: var(--accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
[role="alert"] { border: 2px solid var(--alert); border-radius: 4px; margin-top: 1.5rem; padding: .75rem 1rem }
[role="alert"] p { margin: 0 }
fieldset { border: 1px solid var(--line); border-radius: 4px; margin: 1.5rem 0; padding: .5rem 1rem }
.tick { display: flex; gap: .75rem; padding: .5rem 0 }
.tick input { accent-color: var(--accent); flex: none; height: 1.5rem; margin: 0; width: 1.5rem }
button { background: var(--accent); border: 2px solid var(--accent); border-radius: 4px; color: var(--on-accent); cursor: pointer; font: inherit; font-weight: 600; min-height: 2.75rem; padding: .5rem 1rem; width: 100% }
button.second { background: var(--paper); color: var(--accent) }
a.button { background: var(--accent); border: 2px solid var(--accent); border-radius: 4px; color: var(--on-accent); display: inline-block; font-weight: 600; min-height: 2.75rem; padding: .5rem 1rem; text-align: center; text-decoration: none; width: 100% }
.note { background: var(--soft); border-radius: 4px; margin: 1.5rem 0; padding: .25rem 1rem }
dl { background: var(--soft); border-radius: 4px; margin: .5rem 0; padding: .75rem 1rem }
dt { font-weight: 600 }
dd { margin: 0 0 .5rem }
ul.mails { list-style: none; padding: 0 }
ul.mails li { border-bottom: 1px solid var(--line); padding: .75rem 0 }
.letter { border: 1px solid var(--line); border-radius: 4px; padding: 1rem; white-space: pre-wrap }
@media (min-width: 30rem) { button, a.button { width: auto } }
`;

/** No scripts, images, frames or foreign styles; forms go back to where they came from. */
const policy = [
  "default-src 'none'", `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`, "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
].join('; ');

/** A link is a secret in an address: it goes into no referrer and no cache. */
export const pageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': policy,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
} as const satisfies Readonly<Record<string, string>>;

/** Who asks for a page behind a token. */
export type Visit = {
  readonly token: string;
  /** What `?lang` asks for; without it, the language in which the link was sent. */
  readonly language?: Language | undefined;
  /** What the browser accepts: for visitors of whom nothing is known. */
  readonly accepted?: Language | undefined;
};

/** What a page answers, whatever server sends it. */
export type PageAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string | readonly string[]>>; readonly body: string };

export type PageParts = {
  readonly status: number;
  readonly language: Language;
  /** The one heading, and the title of the window. */
  readonly title: string;
  /** What went wrong, before everything else. */
  readonly alert?: Html | undefined;
  readonly content: Html;
  /** Without the switch of languages: for an answer that cannot be asked for again. */
  readonly once?: true | undefined;
};

export function page({ status, language, title, alert, content, once }: PageParts): PageAnswer {
  const body = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${title} · Enlace</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<style>${{ [MARKUP]: style }}</style>
</head>
<body>
<header><span>Enlace</span>${once ? '' : html`<nav>${languageLink('en', language)} ${languageLink('es', language)}</nav>`}</header>
<main>
${alert ? html`<div role="alert">${alert}</div>` : ''}
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
  return { status, headers: pageHeaders, body: markupOf(body) };
}

/** On to another address, with what the browser is to remember. */
export const redirect = (address: string, cookies: readonly string[] = []): PageAnswer =>
  ({ status: 303, headers: { ...pageHeaders, Location: address, ...(cookies.length > 0 ? { 'Set-Cookie': cookies } : {}) }, body: '' });

/** A file to keep, in place of a page. */
export const download = ({ name, type, text }: { readonly name: string; readonly type: string; readonly text: string }): PageAnswer =>
  ({ status: 200, headers: { ...pageHeaders, 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` }, body: text });

/** For what nobody foresaw: no detail of it, only the number that leads to the log. */
export function faultPage(language: Language, correlation: string): PageAnswer {
  return page({ status: 500, language, title: t(language, 'pages.error.title'), content: html`<p>${t(language, 'pages.error.text', { id: correlation })}</p>` });
}

/** For whoever holds a link and has not said who they are: the same words whether it never was one of ours or is worth nothing any more. */
export const deadLink = (language: Language): Html => html`<p>${t(language, 'common.deadLink.what')}</p>
<p>${t(language, 'common.deadLink.next')}</p>`;

/** For who asks more often than people do: the same words whatever was asked for. */
export function crowdedPage(language: Language, seconds: number): PageAnswer {
  const answer = page({ status: 429, language, title: t(language, 'pages.crowded.title'), content: html`<p>${t(language, 'pages.crowded.text')}</p>` });
  return { ...answer, headers: { ...answer.headers, 'Retry-After': String(seconds) } };
}

/** Each language under its own name, for people who cannot read the page. */
function languageLink(to: Language, current: Language): Html {
  const name = t(to, `common.language.${to}`);
  return to === current ? html`<span aria-current="true">${name}</span>` : html`<a href="?lang=${to}" hreflang="${to}" lang="${to}">${name}</a>`;
}
