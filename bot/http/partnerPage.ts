/** The page behind a partnership request's link (WF-15): it explains, in both languages, and decides nothing (INV-24). The answer is given in Teams, bot/tasks/partners/consent.ts. */

import type { Deps } from '../../src/app/deps.ts';
import { requestBehind } from '../../src/app/requests.ts';
import type { Language } from '../../src/core/actor.ts';
import { normalise } from '../../src/rules/text.ts';
import type { PartnershipRequest } from '../../src/tasks/requestDoc.ts';
import { voidness } from '../../src/tasks/requestDoc.ts';
import { outcomes } from '../errors.ts';
import { countryName } from '../format.ts';
import { t } from '../words.ts';
import { readerOf } from './asked.ts';
import type { Html, PageAnswer, Visit } from './html.ts';
import { deadLink, html, page } from './html.ts';

export type PartnerVisit = Visit & {
  /** The bot's registration; without one there is no chat that a link could open. */
  readonly botId: string | undefined;
};

/** Every part of what an acceptance grants, in words `partnership.consent.granted.<part>`; the version of these words is rules.partnership.consentVersion. */
export const grantedParts = ['orders', 'subscriptions', 'customers', 'adminAccess', 'noMove'] as const;

export async function showPartnerRequest(deps: Deps, { token, botId, ...visit }: PartnerVisit): Promise<PageAnswer> {
  const doc = await requestBehind(deps, token);
  // A link that is worth nothing tells nothing of the request, not even in which language it was written.
  if (!doc || voidness(doc, deps.clock())) return dead(readerOf(visit));
  const reader = visit.language ?? doc.language;
  const provider = normalise(doc.provider.name);
  return page({
    status: 200, language: reader, title: t(reader, 'pages.partner.title', { provider }),
    content: inBoth(reader, (own) => asked(own, doc, { token, botId })),
  });
}

/** Whoever forwards the link need not know what the next person reads: the reader's language, then the other. */
function inBoth(reader: Language, content: (own: Language) => Html): Html {
  const order = reader === 'es' ? ['es', 'en'] as const : ['en', 'es'] as const;
  return html`${order.map((own) => html`<section lang="${own}">
<h2>${t(own, `common.language.${own}`)}</h2>
${content(own)}
</section>
`)}`;
}

function asked(own: Language, { provider }: PartnershipRequest, way: Pick<PartnerVisit, 'token' | 'botId'>): Html {
  const names = { provider: normalise(provider.name), country: countryName(own, provider.country) };
  return html`<p>${t(own, 'pages.partner.intro', names)}</p>
<h3>${t(own, 'partnership.consent.grants')}</h3>
<ul>
${grantedParts.map((part) => html`<li>${t(own, `partnership.consent.granted.${part}`)}</li>
`)}</ul>
<p>${t(own, 'partnership.consent.noMpa')}</p>
<h3>${t(own, 'pages.partner.who')}</h3>
<p>${t(own, 'pages.partner.whoText')}</p>
<h3>${t(own, 'pages.partner.how')}</h3>
${answering(own, way)}
<p>${t(own, 'pages.partner.nothingYet')}</p>`;
}

/** The words to write are always there: a link into Teams may open the wrong account of people who have several. */
function answering(own: Language, { token, botId }: Pick<PartnerVisit, 'token' | 'botId'>): Html {
  const command = t(own, 'pages.partner.command', { token });
  const chat = botId === undefined ? '' : html`<p><a href="${chatAddress(botId, command)}">${t(own, 'pages.partner.openTeams')}</a></p>
<p>${t(own, 'pages.partner.openText')}</p>
`;
  return html`${chat}<p>${t(own, botId === undefined ? 'pages.partner.write' : 'pages.partner.orWrite')}</p>
<p><code>${command}</code></p>`;
}

const chatAddress = (botId: string, message: string): string =>
  `https://teams.microsoft.com/l/chat/0/0?users=28:${encodeURIComponent(botId)}&message=${encodeURIComponent(message)}`;

/** One answer for every token that is worth nothing: what became of its request is told in Teams, where it is known who asks. */
const dead = (reader: Language): PageAnswer =>
  page({ status: outcomes['PAR-06'].http, language: reader, title: t(reader, 'pages.partner.deadTitle'), content: inBoth(reader, deadText) });

const deadText = (own: Language): Html => html`${deadLink(own)}
<p>${t(own, 'pages.partner.deadWhy')}</p>`;
