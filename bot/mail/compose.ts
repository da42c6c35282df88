/** The mails to primary contacts and members (domain.md §3.1, M1–M3): facts and words in, a `Mail` out. Sending and links are not made here. */

import type { Language } from '../../src/core/actor.ts';
import type { Instant } from '../../src/core/time.ts';
import type { Mail } from '../../src/app/ports.ts';
import { normalise } from '../../src/rules/text.ts';
import type { EnrolmentNews } from '../../src/tasks/outgoing.ts';
import { dateTime } from '../format.ts';
import type { Html } from '../http/html.ts';
import { html, markupOf } from '../http/html.ts';
import type { Key } from '../words.ts';
import { t } from '../words.ts';

export type Envelope = { readonly to: string; readonly language: Language; readonly key: string };

/** One piece of a mail. Both parts are made of the same pieces, so they say the same. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Somebody else's words, under a heading of ours. */
  | { readonly kind: 'quote'; readonly heading: string; readonly text: string }
  | { readonly kind: 'button'; readonly label: string; readonly url: string; readonly fallback?: string };

export const text = (words: string): Piece => ({ kind: 'text', text: words });

export type VerificationFacts = Envelope & {
  readonly name: string;
  readonly company: string;
  readonly requester: string;
  readonly link: string;
  readonly expiresAt: Instant;
  readonly timeZone: string;
};

/** M1: the two facts, the link, and what to do when nobody asked for it. */
export function verificationMail({ link, expiresAt, timeZone, ...facts }: VerificationFacts): Mail {
  const { language } = facts;
  const params = { name: normalise(facts.name), company: normalise(facts.company), requester: normalise(facts.requester) };
  return toMail(facts, t(language, 'mail.verification.subject', params), [
    text(t(language, 'mail.greeting', params)),
    text(t(language, 'mail.verification.intro', params)),
    text(t(language, 'mail.verification.ask')),
    { kind: 'list', items: [t(language, 'mail.verification.signedUp', params), t(language, 'mail.verification.companyAddress')] },
    { kind: 'button', label: t(language, 'mail.verification.button'), url: link, fallback: t(language, 'mail.verification.link') },
    text(t(language, 'mail.verification.expiry', { date: dateTime(language, expiresAt, timeZone) })),
    text(t(language, 'mail.verification.notUs', params)),
    text(t(language, 'mail.verification.next')),
    text(t(language, 'mail.footer', params)),
  ]);
}

/** The one-time code for a membership account. Its subject says no more than that: subjects show on locked screens. */
export function codeMail({ code, minutes, ...envelope }: Envelope & { readonly code: string; readonly minutes: number }): Mail {
  const { language } = envelope;
  return toMail(envelope, t(language, 'mail.code.subject'), [
    text(t(language, 'mail.code.intro')),
    text(t(language, 'mail.code.text', { code, minutes })),
    text(t(language, 'mail.code.warning')),
  ]);
}

/** The news that go by mail; the others are notices in Teams only. */
const mailedNews = [
  'contactConfirmed', 'approved', 'rejected', 'documentsAsked', 'documentsSent', 'appealed', 'resubmitted', 'withdrawn',
] as const satisfies readonly EnrolmentNews[];

/** News that come with the reviewers' words, and what stands above them. */
const headings: Partial<Record<EnrolmentNews, Key>> = { rejected: 'mail.reason', documentsAsked: 'mail.question' };

export type StatusFacts = Envelope & {
  readonly news: EnrolmentNews;
  readonly name: string;
  readonly company: string;
  readonly caseId: string;
  /** The reason of a rejection, or the question; empty otherwise. */
  readonly text: string;
  /** Opens the bot in Teams, where there is such an address. */
  readonly statusLink?: string | undefined;
};

/** M2 and M3: the new status, the reviewers' words, and the next step; after a rejection that is how to appeal. */
export function statusMail({ statusLink, ...facts }: StatusFacts): Mail {
  const { language } = facts;
  const news = mailedNews.find((mailed) => mailed === facts.news);
  if (!news) throw new Error(`No mail tells "${facts.news}"`);
  const heading = headings[news];
  const params = { name: normalise(facts.name), company: normalise(facts.company), caseId: facts.caseId };
  return toMail(facts, t(language, `mail.${news}.subject`, params), [
    text(t(language, 'mail.greeting', params)),
    text(t(language, `mail.${news}.text`, params)),
    ...(heading && facts.text ? [{ kind: 'quote' as const, heading: t(language, heading), text: normalise(facts.text) }] : []),
    text(t(language, `mail.${news}.next`)),
    ...(statusLink ? [{ kind: 'button' as const, label: t(language, 'mail.open'), url: statusLink }] : []),
    text(t(language, 'mail.footer', params)),
  ]);
}

export function toMail({ to, language, key }: Envelope, subject: string, pieces: readonly Piece[]): Mail {
  const body = html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body style="margin: 0; padding: 16px; font: 16px/1.5 'Segoe UI', Arial, sans-serif">
<div style="max-width: 600px; overflow-wrap: break-word">
${pieces.map(htmlOf)}</div>
</body>
</html>
`;
  return { to, subject, text: `${pieces.map(textOf).join('\n\n')}\n`, html: markupOf(body), language, key };
}

function textOf(piece: Piece): string {
  switch (piece.kind) {
    case 'text': return piece.text;
    case 'list': return piece.items.map((item) => `- ${item}`).join('\n');
    case 'quote': return `${piece.heading}:\n> ${piece.text}`;
    case 'button': return `${piece.label}:\n${piece.url}`;
  }
}

// The cell has the colour and the space, because Outlook gives a link neither.
function htmlOf(piece: Piece): Html {
  switch (piece.kind) {
    case 'text': return html`<p>${piece.text}</p>
`;
    case 'list': return html`<ul>${piece.items.map((item) => html`<li>${item}</li>`)}</ul>
`;
    case 'quote': return html`<p>${piece.heading}:</p>
<blockquote style="margin: 0; padding-left: 16px; border-left: 4px solid #76746f">${piece.text}</blockquote>
`;
    case 'button': return html`<table role="presentation" cellspacing="0" cellpadding="0"><tr><td bgcolor="#0f548c" style="padding: 10px 20px; border-radius: 4px">
<a href="${piece.url}" style="color: #ffffff; font-weight: bold; text-decoration: none">${piece.label}</a></td></tr></table>
${piece.fallback ? html`<p>${piece.fallback}<br>${piece.url}</p>
` : ''}`;
  }
}
