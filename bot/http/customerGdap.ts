/** Delegated admin on a customer's page (WF-36): what a partner asks for and what it holds, and the Global admin's answers to it. The rule is src/tasks/gdap.ts. */

import type { Deps } from '../../src/app/deps.ts';
import { relationshipOf } from '../../src/app/customers.ts';
import { openGdaps } from '../../src/app/gdap.ts';
import { perform } from '../../src/app/perform.ts';
import { isCaseId } from '../../src/core/ids.ts';
import { traceOf } from '../../src/core/secrets.ts';
import { normalise } from '../../src/rules/text.ts';
import type { Gdap } from '../../src/tasks/gdapDoc.ts';
import type { Relationship } from '../../src/tasks/relationship.ts';
import { adminOf } from '../../src/tasks/relationship.ts';
import { outcomes, refusalOf } from '../errors.ts';
import { date } from '../format.ts';
import { t } from '../words.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import type { Visitor, VisitorAsked } from './visitor.ts';
import { nonceInput } from './visitor.ts';

/** What became of a form, in one sentence above the page. */
export type Outcome = { readonly status: number; readonly words: string };

const answers = { approve: 'Approved', decline: 'Declined', end: 'Terminated' } as const satisfies Record<string, Gdap['state']>;
export type GdapAnswer = keyof typeof answers;
export const isGdapAnswer = (decision: string): decision is GdapAnswer => Object.hasOwn(answers, decision);

/** The id comes from the person and what they saw, so that a page that is sent twice is one command. Whoever comes second hears how it is now. */
export async function answerGdap(deps: Deps, { actor }: Visitor, event: GdapAnswer, { form: { gdap = '', rev = '' }, correlation }: VisitorAsked): Promise<Outcome> {
  const { language, tenant } = actor;
  if (!isCaseId(gdap, 'ADM')) return { status: outcomes['GEN-06'].http, words: t(language, 'pages.customer.stale') }; // no form of ours
  const performed = await perform(deps, {
    task: 'gdap', event, tenant, target: gdap, seen: { id: gdap, rev: Number(rev) }, input: {},
    commandId: traceOf([tenant, actor.id, event, gdap, rev].join('\n')), actor, correlation,
  });
  const doc = performed.doc as Gdap | undefined; // perform read it with the request's schema
  if (performed.kind !== 'refused' && doc?.state === answers[event]) return { status: 200, words: await doneWords(deps, doc, event, actor) };
  const status = performed.kind === 'refused' ? outcomes[performed.error.code].http : outcomes['GEN-07'].http;
  if (doc) return { status, words: t(language, 'pages.customer.gdapNow', { name: normalise(doc.name), state: t(language, `customers.gdap.state.${stateNow(deps, doc)}`) }) };
  const { what = '', next = '' } = performed.kind === 'refused' ? refusalOf(language, performed.error, deps.rules.display.timeZone) : {};
  return { status, words: `${what} ${next}` };
}

/** However late the timer is. */
const stateNow = ({ clock }: Pick<Deps, 'clock'>, { state, until }: Gdap): Gdap['state'] => (state === 'Requested' && until <= clock() ? 'Lapsed' : state);

async function doneWords(deps: Deps, doc: Gdap, event: GdapAnswer, { language }: Visitor['actor']): Promise<string> {
  const relationship = await relationshipOf(deps, doc.tenant, doc.partner);
  const done = ({ approve: 'approved', decline: 'declined', end: 'ended' } as const)[event];
  return t(language, `pages.customer.${done}`, {
    name: normalise(doc.name), partner: normalise(doc.partnerName), until: date(language, doc.until, deps.rules.display.timeZone),
    rights: t(language, `pages.customer.admin${relationship ? adminOf(relationship) : 'None'}`),
  });
}

/** What is open between the company and one partner. */
export async function gdapParts(deps: Deps, visitor: Visitor, relationship: Relationship, purpose: string): Promise<readonly Html[]> {
  const { timeZone } = deps.rules.display;
  return (await openGdaps(deps, relationship)).map((doc) => gdapPart(visitor, doc, { purpose, timeZone }));
}

function gdapPart(visitor: Visitor, doc: Gdap, { purpose, timeZone }: { readonly purpose: string; readonly timeZone: string }): Html {
  const { language } = visitor.actor;
  const name = normalise(doc.name);
  const isAsked = doc.state === 'Requested';
  const params = { by: normalise(doc.requester.name), until: date(language, doc.until, timeZone) };
  return html`<h3>${t(language, 'pages.customer.gdapTitle', { name })}</h3>
<dl>
<dt>${t(language, 'pages.customer.gdapState')}</dt><dd>${t(language, isAsked ? 'pages.customer.gdapRequested' : doc.autoExtend ? 'pages.customer.gdapExtended' : 'pages.customer.gdapApproved', params)}</dd>
<dt>${t(language, 'pages.customer.gdapRoles')}</dt><dd><ul>${doc.roles.map((role) => html`<li>${t(language, `customers.entra.${role}`)}</li>`)}</ul></dd>
${isAsked ? html`<dt>${t(language, 'pages.customer.gdapDays')}</dt><dd>${doc.days}</dd>
<dt>${t(language, 'pages.customer.gdapAfter')}</dt><dd>${t(language, doc.autoExtend ? 'pages.customer.gdapGoesOn' : 'pages.customer.gdapEnds')}</dd>` : ''}
</dl>
<form method="post" action="?lang=${language}">${nonceInput(visitor, purpose)}<input type="hidden" name="gdap" value="${doc.id}"><input type="hidden" name="rev" value="${doc.rev}">
${isAsked ? html`<p><button name="decision" value="approve">${t(language, 'pages.customer.approve', { name })}</button></p>
<p><button name="decision" value="decline" class="second">${t(language, 'pages.customer.decline', { name })}</button></p>` : html`<p><button name="decision" value="end" class="second">${t(language, 'pages.customer.end', { name })}</button></p>`}</form>`;
}
