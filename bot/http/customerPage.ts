/** What a customer's Global admin sees of the company's own partners, and may take away from them (§4.5): a GET shows, a POST of somebody who signed in acts. The rule is src/tasks/relationship.ts; delegated admin for a time is customerGdap.ts. */

import { relationshipsOf } from '../../src/app/customers.ts';
import type { Deps } from '../../src/app/deps.ts';
import { perform } from '../../src/app/perform.ts';
import { companyName } from '../../src/app/queries.ts';
import type { DomainError } from '../../src/core/errors.ts';
import type { Language } from '../../src/core/actor.ts';
import { traceOf } from '../../src/core/secrets.ts';
import { can } from '../../src/rules/permissions.ts';
import { normalise } from '../../src/rules/text.ts';
import type { Relationship } from '../../src/tasks/relationship.ts';
import { adminOf, isActive } from '../../src/tasks/relationship.ts';
import { outcomes, refusalOf } from '../errors.ts';
import { date, list } from '../format.ts';
import { t } from '../words.ts';
import { readerOf } from './asked.ts';
import type { Outcome } from './customerGdap.ts';
import { answerGdap, gdapParts, isGdapAnswer } from './customerGdap.ts';
import type { Html, PageAnswer } from './html.ts';
import { html, page } from './html.ts';
import type { Visitor, VisitorAsked } from './visitor.ts';
import { forgedPage, hasNonce, nonceInput, signInOffer, signOut, signedInAs, visitorOf } from './visitor.ts';

const PURPOSE = 'customer';
const pathIn = (language: Language): string => `/customer?lang=${language}`;

export async function showCustomerPage(deps: Deps, asked: VisitorAsked): Promise<PageAnswer> {
  const language = readerOf(asked);
  const visitor = await visitorOf(deps, asked, language);
  return visitor ? await partnersPage(deps, visitor) : signedOut(asked, language, 200);
}

export async function actOnCustomerPage(deps: Deps, asked: VisitorAsked): Promise<PageAnswer> {
  const language = readerOf(asked);
  const visitor = await visitorOf(deps, asked, language);
  if (asked.isFromElsewhere) return forgedPage(language, pathIn(language));
  if (!visitor) return signedOut(asked, language, 403);
  if (!hasNonce(visitor, PURPOSE, asked)) return forgedPage(language, pathIn(language));
  const { decision = '' } = asked.form;
  if (decision === 'signOut') return await signOut(deps, visitor, pathIn(language));
  if (decision === 'adminRemoved') return await partnersPage(deps, visitor, await removeAdmin(deps, visitor, asked));
  return await partnersPage(deps, visitor, isGdapAnswer(decision) ? await answerGdap(deps, visitor, decision, asked) : undefined);
}

/** The id comes from the person and what they saw, so that a page that is sent twice is one command. */
async function removeAdmin(deps: Deps, visitor: Visitor, { form: { partner = '', rev = '' }, correlation }: VisitorAsked): Promise<Outcome> {
  const { actor } = visitor;
  const performed = await perform(deps, {
    task: 'relationship', event: 'adminRemoved', tenant: actor.tenant, target: partner, seen: { id: partner, rev: Number(rev) }, input: {},
    commandId: traceOf([actor.tenant, actor.id, 'adminRemoved', partner, rev].join('\n')), actor, correlation,
  });
  if (performed.kind !== 'refused') return { status: 200, words: t(actor.language, 'pages.customer.removed') };
  return { status: outcomes[performed.error.code].http, words: troubleOf(actor.language, performed.error, deps.rules.display.timeZone) };
}

function signedOut({ canSignIn }: VisitorAsked, language: Language, status: 200 | 403): PageAnswer {
  return page({
    status, language, title: t(language, 'pages.customer.titleSignedOut'), alert: status === 403 ? html`<p>${t(language, 'pages.customer.sessionEnded')}</p>` : undefined,
    content: html`<p>${t(language, 'pages.customer.signedOut')}</p>
${signInOffer(language, { path: pathIn(language), canSignIn, label: t(language, 'pages.signIn.offer') })}`,
  });
}

async function partnersPage(deps: Deps, visitor: Visitor, { status, words }: Outcome = { status: 200, words: '' }): Promise<PageAnswer> {
  const { actor: { language, tenant }, company } = visitor;
  if (!can(visitor.actor, 'C01')) return await othersPage(deps, visitor);
  const partners = await Promise.all((await relationshipsOf(deps, tenant)).map(async (doc) => await partnerOf(deps, visitor, doc)));
  return page({
    status, language, title: t(language, 'pages.customer.title', { company }), alert: status === 200 ? undefined : html`<p>${words}</p>`,
    content: html`${status === 200 && words !== '' ? html`<p role="status">${words}</p>` : ''}
<p>${t(language, partners.length > 0 ? 'pages.customer.intro' : 'pages.customer.empty')}</p>
${partners}
${signedInAs(visitor, PURPOSE, pathIn(language))}`,
  });
}

/** Other people of the company hear who may see it. */
async function othersPage(deps: Deps, visitor: Visitor): Promise<PageAnswer> {
  const { actor: { language, tenant }, company } = visitor;
  const { globalAdmins = [] } = await deps.directory.tenant(tenant) ?? {};
  const admins = list(language, globalAdmins) || t(language, 'common.nobodyKnown');
  return page({
    status: 403, language, title: t(language, 'pages.customer.title', { company }),
    content: html`<p>${t(language, 'pages.customer.others', { company, admins })}</p>
${signedInAs(visitor, PURPOSE, pathIn(language))}`,
  });
}

function troubleOf(language: Language, error: DomainError, timeZone: string): string {
  if (error.code === 'GEN-02') return t(language, 'pages.customer.stale');
  const { what, next } = refusalOf(language, error, timeZone);
  return `${what} ${next}`;
}

/** Rights that outlived their relationship are worth a warning (INV-37). */
async function partnerOf(deps: Deps, visitor: Visitor, doc: Relationship): Promise<Html> {
  const { language } = visitor.actor;
  const name = normalise(doc.partnerName || await companyName(deps, doc.partner));
  const since = { date: date(language, doc.since, deps.rules.display.timeZone) };
  return html`<h2>${name}</h2>
<dl>
<dt>${t(language, 'pages.customer.role')}</dt><dd>${t(language, `pages.customer.${doc.role}`)}</dd>
<dt>${t(language, 'pages.customer.relationship')}</dt><dd>${t(language, isActive(doc) ? 'pages.customer.activeSince' : 'pages.customer.endedOn', since)}</dd>
<dt>${t(language, 'pages.customer.admin')}</dt><dd>${t(language, `pages.customer.admin${adminOf(doc)}`)}</dd>
</dl>
${await gdapParts(deps, visitor, doc, PURPOSE)}
${doc.delegatedAdmin === 'None' ? '' : html`<form method="post" action="?lang=${language}">${nonceInput(visitor, PURPOSE)}<input type="hidden" name="partner" value="${doc.partner}"><input type="hidden" name="rev" value="${doc.rev}">
<p><button name="decision" value="adminRemoved" class="second">${t(language, 'pages.customer.remove', { partner: name })}</button></p></form>`}`;
}
