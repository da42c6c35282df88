/** What the page behind an invitation's link says (WF-22): who asks, what each partner gets, the form, the confirmation, and each refusal with its way on. Which of them is shown is acceptance.ts. */

import type { Language } from '../../src/core/actor.ts';
import type { DomainError } from '../../src/core/errors.ts';
import { refuse } from '../../src/core/errors.ts';
import type { Rules } from '../../src/rules/settings.ts';
import { normalise } from '../../src/rules/text.ts';
import { consentVersion } from '../../src/tasks/invitation.ts';
import type { Invitation } from '../../src/tasks/invitationDoc.ts';
import { outcomes, refusalOf } from '../errors.ts';
import { countryName, date, dateTime, list } from '../format.ts';
import type { Key } from '../words.ts';
import { t } from '../words.ts';
import type { Html, PageAnswer } from './html.ts';
import { deadLink, html, page } from './html.ts';
import type { Visitor } from './visitor.ts';
import { nonceInput, signInOffer, signedInAs } from './visitor.ts';

type Frame = {
  readonly language: Language; readonly path: string; readonly rules: Rules; readonly canSignIn: boolean; readonly visitor: Visitor | undefined;
  /** What the forms of the page are for. */
  readonly purpose: string;
};

export type Alert = { readonly kind: 'sessionEnded' } | { readonly kind: 'refused'; readonly error: DomainError };
type AskingFrame = Frame & {
  readonly alert: Alert | undefined;
  readonly isTicked: boolean;
};

/** Signed out: what it is about. Signed in: the same, and the form. */
export function askingPage(frame: AskingFrame, doc: Invitation): PageAnswer {
  const { language, path, visitor, canSignIn, alert } = frame;
  const status = alert === undefined ? 200 : alert.kind === 'sessionEnded' ? 403 : outcomes[alert.error.code].http;
  return page({
    status, language, alert: alertOf(frame), title: t(language, doc.provider ? 'pages.invitation.titleJoint' : 'pages.invitation.title', { partners: partnerNames(language, doc) }),
    content: html`${visitor ? signedInAs(visitor, frame.purpose, path) : ''}
${about(frame, doc)}
${visitor ? form(frame, visitor, doc) : html`<h2>${t(language, 'pages.invitation.who')}</h2>
<p>${t(language, 'pages.invitation.whoText')}</p>
${signInOffer(language, { path, canSignIn, label: t(language, 'pages.signIn.toAnswer') })}`}
<p>${t(language, 'pages.invitation.nothingYet')}</p>`,
  });
}

function namesOf(language: Language, { reseller, provider }: Invitation): Readonly<Record<string, string>> {
  return {
    reseller: normalise(reseller.name), country: countryName(language, reseller.country),
    provider: normalise(provider?.name ?? ''), providerCountry: countryName(language, provider?.country ?? ''),
  };
}

function about({ language, rules }: AskingFrame, doc: Invitation): Html {
  const names = namesOf(language, doc);
  const { version, url } = rules.mca;
  return html`<p>${t(language, doc.provider ? 'pages.invitation.introJoint' : 'pages.invitation.intro', names)}</p>
<h2>${t(language, 'pages.invitation.rights')}</h2>
${rightsOf(language, doc, rules)}
<p>${t(language, doc.provider ? 'pages.invitation.allOrNothing' : 'pages.invitation.noProvider')}</p>
<h2>${t(language, 'pages.invitation.agreement')}</h2>
<p>${t(language, 'pages.invitation.agreementText', { version })} <a href="${url}" rel="noreferrer">${t(language, 'pages.invitation.agreementLink', { version })}</a></p>
<p>${t(language, 'pages.invitation.until', { date: date(language, doc.expiresAt, rules.display.timeZone) })}</p>`;
}

/** What each partner gets. INV-31: where no provider is named, none gets anything. */
function rightsOf(language: Language, doc: Invitation, { invitation: { delegatedAdmin } }: Rules): Html {
  const names = namesOf(language, doc);
  const rights = (...keys: readonly Key[]): Html => html`<dd><ul>${keys.map((key) => html`<li>${t(language, key)}</li>`)}</ul></dd>`;
  return html`<dl>
<dt>${t(language, 'pages.invitation.asReseller', names)}</dt>
${rights('pages.right.manage', delegatedAdmin === 'DAP' ? 'pages.right.delegated' : 'pages.right.notDelegated')}
${doc.provider ? html`<dt>${t(language, 'pages.invitation.asProvider', names)}</dt>
${rights('pages.right.order')}` : ''}</dl>`;
}

/** The box is not `required`, because declining needs none. */
function form({ language, rules, purpose, isTicked }: AskingFrame, visitor: Visitor, doc: Invitation): Html {
  const { version } = rules.mca;
  const partners = partnerNames(language, doc);
  return html`<h2>${t(language, 'pages.invitation.answer')}</h2>
<form method="post" action="?lang=${language}">
${nonceInput(visitor, purpose)}<input type="hidden" name="version" value="${consentVersion(rules)}">
<div class="tick"><input type="checkbox" id="accept" name="accept" value="true"${isTicked ? html` checked` : ''}><label for="accept">${t(language, 'pages.invitation.tick', { company: visitor.company, version })}</label></div>
<p><button name="decision" value="accept">${t(language, 'pages.invitation.accept')}</button></p>
<p>${t(language, 'pages.invitation.declineNote', { partners })}</p>
<p><button name="decision" value="decline" class="second">${t(language, 'pages.invitation.decline')}</button></p>
</form>`;
}

const partnerNames = (language: Language, { reseller, provider }: Invitation): string => list(language, [reseller, ...(provider ? [provider] : [])].map(({ name }) => normalise(name)));

/** What is wrong and what to do; the missing tick is one link away. A text that changed meanwhile is no matter of cards here. */
function alertOf({ language, rules, alert }: AskingFrame): Html | undefined {
  if (!alert) return undefined;
  if (alert.kind === 'sessionEnded') return html`<p>${t(language, 'pages.invitation.sessionEnded')}</p>`;
  if (alert.error.code === 'GEN-02') return html`<p>${t(language, 'pages.invitation.stale')}</p>`;
  const { what, next } = refusalOf(language, alert.error, rules.display.timeZone);
  return html`<p>${what} ${alert.error.code === 'INV-L6' ? html`<a href="#accept">${next}</a>` : next}</p>`;
}

/** One answer for every token that is worth nothing. Who has signed in is told what became of the invitation, and by nobody's name. */
export function deadPage(frame: Frame, error: DomainError): PageAnswer {
  const { language, path, visitor, canSignIn } = frame;
  return page({
    status: outcomes[error.code].http, language, title: t(language, 'pages.invitation.deadTitle'),
    content: visitor ? html`${reasonOf(frame, error)}
${signedInAs(visitor, frame.purpose, path)}` : html`${deadLink(language)}
<p>${t(language, 'pages.invitation.deadWhy')}</p>
${signInOffer(language, { path, canSignIn, label: t(language, 'pages.signIn.offer') })}`,
  });
}

function reasonOf({ language, rules }: Frame, error: DomainError): Html {
  const { what, next } = refusalOf(language, error, rules.display.timeZone);
  const wasAccepted = error.code === 'INV-L5' && error.params.why === 'accepted';
  return html`<p>${what}</p>
${wasAccepted ? '' : html`<p>${next}</p>`}`;
}

/** Somebody who cannot answer, or whose company cannot: why, and how to go on. */
export function refusedPage({ language, rules, visitor, purpose, path }: Frame, doc: Invitation, error: DomainError): PageAnswer {
  const { what, next } = refusalOf(language, error, rules.display.timeZone);
  return page({
    status: outcomes[error.code].http, language, title: t(language, 'pages.invitation.refusedTitle', { partners: partnerNames(language, doc) }),
    content: html`<p>${what}</p>
<p>${next}</p>
${visitor ? signedInAs(visitor, purpose, path) : ''}`,
  });
}

/** For everybody of the company that has answered, however often they look. */
export function answeredPage(frame: Frame, doc: Invitation, before: readonly string[]): PageAnswer {
  const { language, visitor, purpose, path } = frame;
  const partners = partnerNames(language, doc);
  const isAccepted = doc.state === 'Accepted';
  return page({
    status: 200, language, title: t(language, isAccepted ? 'pages.accepted.title' : 'pages.declined.title', { partners }),
    content: html`${byWhom(frame, doc)}
${isAccepted ? afterAcceptance(frame, doc, before) : html`<p>${t(language, 'pages.declined.text', { partners })}</p>`}
${visitor ? signedInAs(visitor, purpose, path) : ''}`,
  });
}

function byWhom({ language, rules }: Frame, { answer, state }: Invitation): Html {
  if (!answer) return html``;
  const words = { person: normalise(answer.by), company: normalise(answer.company), at: dateTime(language, answer.at, rules.display.timeZone) };
  return html`<p>${t(language, state === 'Accepted' ? 'pages.accepted.by' : 'pages.declined.by', words)}</p>`;
}

function afterAcceptance({ language, rules }: Frame, doc: Invitation, before: readonly string[]): Html {
  const again = [{ id: doc.tenant, name: doc.reseller.name }, ...(doc.provider ? [doc.provider] : [])].filter(({ id }) => before.includes(id)).map(({ name }) => normalise(name));
  const known = again.length === 0 ? '' : html`<p>${refusalOf(language, refuse('CUS-02', { partner: list(language, again) }).error, rules.display.timeZone).what} ${t(language, 'pages.accepted.before')}</p>`;
  return html`${known}
<h2>${t(language, 'pages.accepted.rights')}</h2>
${rightsOf(language, doc, rules)}
<h2>${t(language, 'pages.accepted.next')}</h2>
<p>${t(language, 'pages.accepted.nextText')}</p>
<p><a class="button" href="/customer?lang=${language}">${t(language, 'pages.accepted.toPartners')}</a></p>`;
}
