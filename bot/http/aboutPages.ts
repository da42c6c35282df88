/** What Enlace is, what it stores and on which terms it is used: public pages, the same for everybody, to which the Teams app leads (teams-platform §12.2). */

import type { Deps } from '../../src/app/deps.ts';
import type { Language } from '../../src/core/actor.ts';
import type { Key } from '../words.ts';
import { t } from '../words.ts';
import type { Html, PageAnswer } from './html.ts';
import { html, page } from './html.ts';

export const ABOUT = '/about';
export const PRIVACY = '/about/privacy';
export const TERMS = '/about/terms';

export async function aboutPage(deps: Deps, language: Language): Promise<PageAnswer> {
  return page({
    status: 200, language, title: t(language, 'manifest.about.title'),
    content: html`${said(language, ['manifest.description.full', 'manifest.about.start', 'manifest.about.messages'])}
<p>${t(language, 'manifest.about.operator', { operator: await operator(deps) })}</p>
<ul><li>${link(deps, language, PRIVACY, 'manifest.privacy.title')}</li><li>${link(deps, language, TERMS, 'manifest.terms.title')}</li></ul>`,
  });
}

/** What is stored is found by src/app/privacy.ts for one person, and shown by `/privacy`; this says it of everybody. */
export async function privacyPage(deps: Deps, language: Language): Promise<PageAnswer> {
  const title = (key: Key): Html => html`<h2>${t(language, key)}</h2>`;
  return page({
    status: 200, language, title: t(language, 'manifest.privacy.title'),
    content: html`<p>${t(language, 'manifest.privacy.who', { operator: await operator(deps) })}</p>
${title('manifest.privacy.stored')}
<ul>${items(language, ['manifest.privacy.person', 'manifest.privacy.user', 'manifest.privacy.signIn', 'manifest.privacy.company', 'manifest.privacy.log', 'manifest.privacy.chat'])}</ul>
${title('reports.privacy.elsewhere')}
${said(language, ['reports.privacy.elsewhere.text'])}
${title('reports.privacy.span')}
<dl>${spans(deps, language).map(([what, long]) => html`<dt>${what}</dt><dd>${long}</dd>`)}</dl>
${title('manifest.privacy.given')}
${said(language, ['manifest.privacy.given.text', 'manifest.privacy.pages'])}
${title('manifest.privacy.yours')}
${said(language, ['manifest.privacy.yours.text', 'reports.privacy.erase.text'])}
<ul><li>${link(deps, language, TERMS, 'manifest.terms.title')}</li><li>${link(deps, language, ABOUT, 'manifest.about.title')}</li></ul>`,
  });
}

export async function termsPage(deps: Deps, language: Language): Promise<PageAnswer> {
  return page({
    status: 200, language, title: t(language, 'manifest.terms.title'),
    content: html`<p>${t(language, 'manifest.terms.intro', { operator: await operator(deps) })}</p>
<ul>${items(language, ['manifest.terms.who', 'manifest.terms.acts', 'manifest.terms.agreements', 'manifest.terms.true', 'manifest.terms.secrets', 'manifest.terms.service', 'manifest.terms.end'])}</ul>
<ul><li>${link(deps, language, PRIVACY, 'manifest.privacy.title')}</li><li>${link(deps, language, ABOUT, 'manifest.about.title')}</li></ul>`,
  });
}

/** Where no page is: for whoever lost a part of an address, or guessed one. */
export function nowherePage(deps: Deps, language: Language): PageAnswer {
  return page({
    status: 404, language, title: t(language, 'pages.nowhere.title'), once: true,
    content: html`<p>${t(language, 'pages.nowhere.text')}</p>
<p>${link(deps, language, ABOUT, 'manifest.about.title')}</p>`,
  });
}

const said = (language: Language, keys: readonly Key[]): readonly Html[] => keys.map((key) => html`<p>${t(language, key)}</p>`);
const items = (language: Language, keys: readonly Key[]): readonly Html[] => keys.map((key) => html`<li>${t(language, key)}</li>`);
const link = (deps: Deps, language: Language, path: string, words: Key): Html => html`<a href="${deps.site()}${path}?lang=${language}">${t(language, words)}</a>`;

async function operator({ directory }: Deps): Promise<string> {
  return (await directory.tenant(directory.operatorTenant))?.name ?? directory.operatorTenant;
}

function spans({ rules: { customer, imports, enrolment } }: Deps, language: Language): readonly (readonly [what: string, long: string])[] {
  const lines = [
    ['signIn', t(language, 'reports.privacy.span.minutes', { count: customer.sessionMinutes })],
    ['drafts', t(language, 'reports.privacy.span.days', { count: enrolment.draftDays })],
    ['files', t(language, 'reports.privacy.span.days', { count: imports.keepDays })],
    ['person', t(language, 'reports.privacy.span.erased')],
    ['log', t(language, 'reports.privacy.span.stays')],
  ] as const;
  return lines.map(([what, long]) => [t(language, `reports.privacy.span.${what}`), long]);
}
