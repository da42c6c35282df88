/** The mails about delegated admin to a customer's Global admins (WF-36): who asks for which roles, and what became of it. */

import type { Mail } from '../../src/app/ports.ts';
import { normalise } from '../../src/rules/text.ts';
import type { Gdap } from '../../src/tasks/gdapDoc.ts';
import type { GdapMailNews } from '../../src/tasks/outgoing.ts';
import type { adminOf } from '../../src/tasks/relationship.ts';
import { date } from '../format.ts';
import { t } from '../words.ts';
import type { Envelope } from './compose.ts';
import { text, toMail } from './compose.ts';

export type GdapMailFacts = Envelope & {
  readonly news: GdapMailNews;
  readonly name: string;
  readonly doc: Gdap;
  /** What the partner may do now, besides what the news are about. */
  readonly rights: ReturnType<typeof adminOf>;
  readonly link: string;
  readonly timeZone: string;
};

/** After these, what is left is worth a sentence. */
const endings: ReadonlySet<GdapMailNews> = new Set(['ended', 'expired']);

export function gdapMail({ news, doc, rights, link, timeZone, name, ...envelope }: GdapMailFacts): Mail {
  const { language } = envelope;
  const params = {
    name: normalise(name), partner: normalise(doc.partnerName), company: normalise(doc.customerName), request: normalise(doc.name), requester: normalise(doc.requester.name),
    by: normalise(doc.decision?.by ?? ''), days: doc.days, until: date(language, doc.until, timeZone),
  };
  const left = t(language, 'mail.gdap.left', { partner: params.partner, rights: t(language, `pages.customer.admin${rights}`) });
  return toMail(envelope, t(language, `mail.gdap.${news}.subject`, params), [
    text(t(language, 'mail.greeting', params)),
    text(t(language, `mail.gdap.${news}.text`, params)),
    text(t(language, 'mail.gdap.roles')),
    { kind: 'list', items: doc.roles.map((role) => t(language, `customers.entra.${role}`)) },
    ...(doc.autoExtend && news === 'asked' ? [text(t(language, 'mail.gdap.extends'))] : []),
    ...(endings.has(news) ? [text(left)] : []),
    text(t(language, `mail.gdap.${news}.next`, params)),
    { kind: 'button', label: t(language, 'mail.gdap.button'), url: link },
    text(t(language, 'mail.gdap.footer', params)),
  ]);
}
