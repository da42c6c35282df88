/**
 * The pages behind the primary contact's link (WF-05): a GET shows, a POST decides (INV-24). No server types here, and no rules: what a
 * decision needs and does is in src/tasks/enrolmentContact.ts.
 */

import type { Language } from '../../src/core/actor.ts';
import type { DomainError } from '../../src/core/errors.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { isSameTrace } from '../../src/core/secrets.ts';
import type { Instant } from '../../src/core/time.ts';
import { readingOnce } from '../../src/app/ahead.ts';
import type { Deps } from '../../src/app/deps.ts';
import { NOBODY, followLink } from '../../src/app/links.ts';
import type { Performed } from '../../src/app/perform.ts';
import { perform } from '../../src/app/perform.ts';
import { enrolmentOf } from '../../src/app/queries.ts';
import { normalise } from '../../src/rules/text.ts';
import type { Enrolment } from '../../src/tasks/enrolmentDoc.ts';
import { contactOf } from '../../src/tasks/enrolmentDoc.ts';
import { outcomes, refusalOf } from '../errors.ts';
import { t } from '../words.ts';
import type { Html, PageAnswer, Visit } from './html.ts';
import { html, page } from './html.ts';

export type Deed = Visit & {
  /** `decision` is confirm or deny; `signedUp` and `companyAddress` are "true" when ticked. */
  readonly form: Readonly<Record<string, unknown>>;
  readonly correlation: string;
};

/** Only looks (INV-24). */
export async function showVerification(deps: Deps, visit: Visit): Promise<PageAnswer> {
  return present(await look(deps, visit));
}

/** The same decision given twice happens once; whoever comes second is shown what was decided. */
export async function actOnVerification(shared: Deps, { form, correlation, ...visit }: Deed): Promise<PageAnswer> {
  const deps = readingOnce(shared);
  const seen = await look(deps, visit);
  const decision = decisionOf(form['decision']);
  if (!decision || !seen.link || !seen.email) return present(seen);

  const ticks: Ticks = { signedUp: ticked(form['signedUp']), companyAddress: ticked(form['companyAddress']) };
  const performed = await give(deps, { decision, ticks, link: seen.link, email: seen.email, correlation });
  if (performed.kind === 'done') return tell(seen, 200, decisions[decision].standing);

  const now = await look(deps, visit);
  if (performed.kind === 'refused' && now.standing === 'open') {
    const { error } = performed;
    return { ...ask(now, ticks, alertOf(now, ticks, error)), status: outcomes[error.code].http };
  }
  const answer = present(now);
  const isOverruled = answer.status === 200 && now.standing !== decisions[decision].standing;
  return isOverruled ? { ...answer, status: outcomes['GEN-07'].http } : answer;
}

const decisions = {
  confirm: { event: 'contactConfirmed', standing: 'confirmed' },
  deny: { event: 'contactDenied', standing: 'denied' },
} as const;
type Decision = keyof typeof decisions;

const decisionOf = (typed: unknown): Decision | undefined => (typed === 'confirm' || typed === 'deny' ? typed : undefined);

const facts = ['signedUp', 'companyAddress'] as const;
type Ticks = Readonly<Record<(typeof facts)[number], 'true' | ''>>;
const noTicks: Ticks = { signedUp: '', companyAddress: '' };

const ticked = (typed: unknown): 'true' | '' => (typed === 'true' ? 'true' : '');

type Link = { readonly tenant: TenantId; readonly trace: string };
type Given = { readonly decision: Decision; readonly ticks: Ticks; readonly link: Link; readonly email: string; readonly correlation: string };

/** The id comes from link and decision, so that a double click is one command; a refusal uses nothing up. */
function give(deps: Deps, { decision, ticks, link: { tenant, trace }, email, correlation }: Given): Promise<Performed> {
  return perform(deps, {
    task: 'enrolment', event: decisions[decision].event, tenant, input: { link: trace, ...ticks },
    commandId: `${trace}:${decision}`, actor: { kind: 'link', tenant, email }, correlation,
  });
}

/** What a link is worth at this moment. */
type Standing = 'open' | 'changing' | 'confirmed' | 'denied' | 'dead' | 'unknown';

type Seen = {
  readonly standing: Standing;
  readonly link?: Link | undefined;
  readonly company: string;
  readonly requester: string;
  readonly email: string;
  readonly language: Language;
  readonly timeZone: string;
};

/** An unknown token costs the same two reads as a known one. */
async function look(deps: Deps, { token, language, accepted = 'en' }: Visit): Promise<Seen> {
  const link = await followLink(deps, token);
  const doc = await enrolmentOf(deps, link?.tenant ?? NOBODY);
  const standing = link ? standingOf(doc, link.trace, deps.clock()) : 'unknown';
  // A link that is worth nothing tells nothing, not even which language the contact reads.
  const contact = doc && standing !== 'dead' ? contactOf(doc) : undefined;
  return {
    standing, link,
    company: normalise(doc?.company.name ?? ''), requester: normalise(doc?.requester.name ?? ''), email: doc?.verification?.email ?? '',
    language: language ?? contact?.language ?? accepted, timeZone: deps.rules.display.timeZone,
  };
}

/** For the choice of a page only: whether a decision counts is decided when it is given. */
function standingOf(doc: Enrolment | undefined, trace: string, now: Instant): Standing {
  const link = doc?.verification?.links.find((known) => isSameTrace(known.hash, trace)); // ENR-07: a changed contact voids the links before
  if (!doc || !link) return 'dead';
  if (doc.verification?.confirmedAt) return 'confirmed';
  const isGood = link.expiresAt > now;
  if (isGood && doc.state === 'EmailVerificationPending') return 'open';
  if (isGood && doc.amendedFrom === 'EmailVerificationPending') return 'changing';
  return doc.verification?.deniedAt && doc.state === 'PrimaryContact' ? 'denied' : 'dead';
}

function present(seen: Seen): PageAnswer {
  switch (seen.standing) {
    case 'open': return ask(seen, noTicks);
    case 'changing': return tell(seen, 409, 'changing');
    case 'confirmed': return tell(seen, 200, 'confirmedBefore');
    case 'denied': return tell(seen, 200, 'deniedBefore');
    case 'dead': case 'unknown': return tell(seen, 410, 'dead'); // one answer: nobody learns by it that there was a link
  }
}

function tell({ language, company }: Seen, status: number, what: 'changing' | 'confirmed' | 'confirmedBefore' | 'denied' | 'deniedBefore' | 'dead'): PageAnswer {
  return page({
    status, language,
    title: t(language, `pages.${what}.title`),
    content: html`<p>${t(language, `pages.${what}.text`, { company })}</p>`,
  });
}

/** One form with two buttons; a tick is not `required`, because denying needs none. */
function ask(seen: Seen, ticks: Ticks, alert?: Html): PageAnswer {
  const { language, company, requester } = seen;
  return page({
    status: 200, language, alert,
    title: t(language, 'pages.verify.title', { company }),
    content: html`<p id="ask">${t(language, 'pages.verify.intro', { requester, company })}</p>
<form method="post" action="?lang=${language}">
<fieldset aria-labelledby="ask">
${facts.map((fact) => html`<div class="tick"><input type="checkbox" id="${fact}" name="${fact}" value="true"${ticks[fact] ? html` checked` : ''}><label for="${fact}">${factWords(seen, fact)}</label></div>
`)}</fieldset>
<p><button name="decision" value="confirm">${t(language, 'pages.verify.confirm')}</button></p>
<p>${t(language, 'pages.verify.denyNote', { company })}</p>
<p><button name="decision" value="deny" class="second">${t(language, 'pages.verify.deny')}</button></p>
</form>
<p>${t(language, 'pages.verify.nothingYet')}</p>`,
  });
}

function factWords({ language, company, email }: Seen, fact: keyof Ticks): string {
  return t(language, `pages.verify.${fact}`, { company, email });
}

/** What is wrong, what to do, and where: each missing tick is one link away. */
function alertOf(seen: Seen, ticks: Ticks, error: DomainError): Html {
  const { what, next } = refusalOf(seen.language, error, seen.timeZone);
  const missing = error.code === 'ENR-18' ? facts.filter((fact) => !ticks[fact]) : [];
  const list = html`<ul>${missing.map((fact) => html`<li><a href="#${fact}">${factWords(seen, fact)}</a></li>`)}</ul>`;
  return html`<p>${what} ${next}</p>${missing.length > 0 ? list : ''}`;
}
