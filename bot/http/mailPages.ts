/** The mailbox of the local world as two pages: the list, and one mail as text. Reading mails is bot/mail/mailbox.ts; production has no such pages. */

import type { Language } from '../../src/core/actor.ts';
import { toInstant } from '../../src/core/time.ts';
import { dateTime } from '../format.ts';
import type { MailSummary, OpenedMail } from '../mail/mailbox.ts';
import { t } from '../words.ts';
import type { Html, PageAnswer } from './html.ts';
import { html, page } from './html.ts';

const PATH = '/mail';
const SECONDS_BETWEEN_LOOKS = '5';

/** @param mails newest first. The list looks for new mail by itself, without a script. */
export function listPage(mails: readonly MailSummary[], language: Language): PageAnswer {
  const empty = html`<p>${t(language, 'pages.mailbox.empty')}</p>`;
  const answer = page({
    status: 200, language,
    title: t(language, 'pages.mailbox.title'),
    content: html`<p>${t(language, 'pages.mailbox.intro')}</p>
${mails.length === 0 ? empty : html`<ul class="mails">${mails.map((mail) => line(mail, language))}</ul>`}`,
  });
  return { ...answer, headers: { ...answer.headers, Refresh: SECONDS_BETWEEN_LOOKS } };
}

function line(mail: MailSummary, language: Language): Html {
  return html`<li><a href="${PATH}/${encodeURIComponent(mail.file)}?lang=${language}">${titleOf(mail)}</a>${envelope(mail, language)}</li>
`;
}

/** The text part only: what the HTML part of a mail shows is nothing this page answers for. */
export function mailPage(mail: OpenedMail | undefined, language: Language): PageAnswer {
  const back = html`<p><a href="${PATH}?lang=${language}">${t(language, 'pages.mailbox.back')}</a></p>`;
  if (!mail) return page({ status: 404, language, title: t(language, 'pages.mailbox.missing'), content: back });
  return page({
    status: 200, language,
    title: titleOf(mail),
    content: html`${envelope(mail, language)}<div class="letter" lang="${mail.language ?? language}">${linked(mail.text)}</div>${back}`,
  });
}

/** A link must have something to press on. */
const titleOf = ({ subject, file }: MailSummary): string => subject.trim() || file;

function envelope({ from, to, date }: MailSummary, language: Language): Html {
  return html`<dl>
<dt>${t(language, 'pages.mailbox.from')}</dt><dd>${from}</dd>
<dt>${t(language, 'pages.mailbox.to')}</dt><dd>${to}</dd>
<dt>${t(language, 'pages.mailbox.date')}</dt><dd>${date ? sentAt(date, language) : '–'}</dd>
</dl>`;
}

/** A Date header that is no date is shown as it is. */
function sentAt(header: string, language: Language): string {
  const date = new Date(header);
  return Number.isNaN(date.getTime()) ? header : dateTime(language, toInstant(date), 'UTC');
}

// Punctuation at its end belongs to the sentence, not to the address.
const ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]])/;

/** Only web addresses become links; everything else stays text. */
function linked(text: string): Html {
  const parts = text.split(ADDRESS); // the addresses are at the odd places
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<a href="${part}" rel="noreferrer">${part}</a>` : html`${part}`))}`;
}
