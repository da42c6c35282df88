/** What must hold of everything that shows what people typed: it is text there. No Markdown, mention or binding of theirs works on a card, no markup on a page or in a mail, no second header, no formula in a file. */

import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import PostalMime from 'postal-mime';
import { md } from '../../bot/cards/escape.ts';
import { render } from '../../bot/cards/render.ts';
import { auditFile } from '../../bot/files/auditText.ts';
import { html, markupOf, page } from '../../bot/http/html.ts';
import { statusMail, verificationMail } from '../../bot/mail/compose.ts';
import { mailtoUrl } from '../../bot/mail/mailto.ts';
import { MailRefused, toMessage } from '../../bot/mail/message.ts';
import type { AuditEntry } from '../../src/app/documents.ts';
import { toInstant } from '../../src/core/time.ts';
import type { Runs } from './odd.ts';
import { text } from './odd.ts';

const NOW = toInstant(new Date('2026-03-01T12:00:00Z'));
const hostile = text.map((value) => value.toWellFormed());

/** What would work on a card if it stood there unescaped (teams-platform §2): looked for once escaped characters are taken out. */
const live = [
  /\[[^\]]*\]\(/, /<\/?(?:at|[a-z!?])/iu, /`/, /~~/, /(?<![\p{L}\p{N}_])_(?=[^\s_])[^\n]*(?<=[^\s_])_(?![\p{L}\p{N}_])/u, /(?<!^|\s)\*|\*(?!\s)/mu, /&(?:#\d+|#x[\da-f]+|\w+);/iu, /\{\{(?:DATE|TIME)/, /^(?:[-+*]|#{1,6}|\d{1,9}[.)]) /mu, /^>/m,
  /[\u{61c}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]|(?!\n)\p{Cc}/u,
];
const unescaped = (markdown: string): string => markdown.replace(/\\[!-/:-@[-`{-~]/g, '\u{e000}'); // means nothing anywhere

export function cards(runs: Runs): void {
  fc.assert(fc.property(hostile, (typed) => {
    const escaped = md(typed);
    const working = live.find((pattern) => pattern.test(unescaped(escaped)));
    if (working) throw new Error(`${working} works in ${JSON.stringify(escaped)}`);
    const card = render('common/message', 'en', { title: md(typed), text: escaped, facts: [{ title: escaped, value: escaped }] });
    const shown = JSON.stringify(card.body).split(JSON.stringify(escaped)).length - 1;
    if (shown < 4) throw new Error(`A binding of theirs was read: ${JSON.stringify(card.body)}`);
  }), runs);
}

/** Tags and attributes of ours only, whatever stands between them and in them. */
const inert = (typed: string, markup: string, ours: string): void => {
  const skeleton = markup.replace(/&(?:amp|lt|gt|quot|#39);/g, '').replace(/[^<>"']/g, '');
  if (skeleton !== ours.replace(/[^<>"']/g, '')) throw new Error(`${JSON.stringify(typed)} changes the page: ${markup.slice(0, 300)}`);
  if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(markup)) throw new Error(`${JSON.stringify(typed)} makes an entity`);
};

export function pages(runs: Runs): void {
  const about = (typed: string) => page({ status: 200, language: 'en', title: typed, content: html`<p title="${typed}">${typed}${[html`<b>${typed}</b>`]}</p>` }).body.replace(/<style>[^]*?<\/style>/, '');
  const ours = about('');
  fc.assert(fc.property(hostile, (typed) => inert(typed, about(typed), ours)), runs);
}

const first = (values: readonly string[]): string => values[0] ?? '';

export async function mails(runs: Runs): Promise<void> {
  const envelope = { to: 'ana@contoso.es', language: 'es', key: 'k' } as const;
  const names = fc.record({ name: hostile, company: hostile, requester: hostile, words: hostile });
  await fc.assert(fc.asyncProperty(names, async ({ name, company, requester, words }) => {
    const asking = (one: { readonly name: string; readonly company: string; readonly requester: string }) => verificationMail({ ...envelope, ...one, link: 'https://enlace.example/verify/x', expiresAt: NOW, timeZone: 'UTC' });
    const telling = (one: { readonly name: string; readonly company: string; readonly text: string }) => statusMail({ ...envelope, ...one, news: 'rejected', caseId: 'ENR-7K3F-9QXD' });
    const plain = { name: 'n', company: 'c', requester: 'r', text: 't' };
    for (const [mail, ours] of [[asking({ name, company, requester }), asking(plain)], [telling({ name, company, text: words || 't' }), telling(plain)]] as const) {
      inert(name, mail.html, ours.html);
      const raw = await new MailComposer(await toMessage(mail, 'Enlace <enlace@enlace.example>')).compile().build();
      const read = await PostalMime.parse(raw);
      const headers = read.headers.map(({ key }) => key);
      const isOne = read.to?.length === 1 && first(read.to.map(({ address }) => address ?? '')) === 'ana@contoso.es' && !headers.includes('bcc') && !headers.includes('cc') && new Set(headers).size === headers.length;
      if (!isOne) throw new Error(`Headers of theirs: ${raw.toString('utf8').slice(0, 500)}`);
    }
    if (/[\r\n "<>]/.test(mailtoUrl('ana@contoso.es', { subject: company, body: words }))) throw new Error('An address of a mail breaks');
  }), runs);
}

/** An address is one address or none. */
export async function recipients(runs: Runs): Promise<void> {
  const odd = fc.oneof(hostile, fc.tuple(fc.constant('ana@contoso.es'), fc.constantFrom(',', ';', '\r\n', '\n', ' ', '>', '<', '"', '(', ':'), hostile).map((parts) => parts.join('')));
  await fc.assert(fc.asyncProperty(odd, async (to) => {
    const message = await toMessage({ to, subject: 's', text: 't', html: 'h', language: 'en', key: 'k' }, 'Enlace <enlace@enlace.example>').catch((error: unknown) => {
      if (error instanceof MailRefused) return undefined;
      throw error;
    });
    if (!message) return;
    const reached = new MailComposer(message).compile().getEnvelope().to;
    if (reached.length !== 1 || /[\s,;]/.test(first(reached))) throw new Error(`${JSON.stringify(to)} reaches ${JSON.stringify(reached)}`);
  }), runs);
}

export function exports(runs: Runs): void {
  const entry = (name: string, typed: string): AuditEntry => ({
    v: 1, at: NOW, actor: { kind: 'person', tenant: 'contoso', id: name, name }, roles: ['agent.salesAgent'], task: 'enrolment', document: typed, event: 'saveLegal', outcome: 'done', before: 'LegalProfile', after: 'PrimaryContact',
    changed: { [typed]: { before: typed, after: name } }, correlation: typed,
  });
  fc.assert(fc.property(hostile, hostile, (name, typed) => {
    const written = auditFile({ format: 'csv', language: 'en' }, [entry(name, typed)], NOW).text;
    const cells = (parse(written, { bom: true }) as readonly (readonly string[])[]).flat(); // of text
    const formula = cells.find((cell) => /^\s*[=+\-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}]|^[\t\r\n]/u.test(cell));
    if (formula !== undefined) throw new Error(`A formula: ${JSON.stringify(formula)}`);
    const lines = auditFile({ format: 'json', language: 'en' }, [entry(name, typed)], NOW).text.split('\n');
    if (lines.length !== 2 || (JSON.parse(first(lines)) as AuditEntry).document !== typed) throw new Error('A line of JSON breaks');
  }), runs);
}

/** For places that have nothing else to escape with. */
export function markup(runs: Runs): void {
  fc.assert(fc.property(hostile, (typed) => inert(typed, markupOf(html`<a href="${typed}">${typed}</a>`), '<a href=""></a>')), runs);
}
