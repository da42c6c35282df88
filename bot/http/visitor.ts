/** Who is looking at a page, if they have signed in: the session of their cookie, and who they are at this moment (INV-57). And what a form of theirs must bring along. */

import type { Deps } from '../../src/app/deps.ts';
import { personActor } from '../../src/app/people.ts';
import { companyName } from '../../src/app/queries.ts';
import type { Session } from '../../src/app/sessions.ts';
import { endSession, isNonceOf, nonceOf, sessionBehind } from '../../src/app/sessions.ts';
import type { Language, PersonActor } from '../../src/core/actor.ts';
import { normalise } from '../../src/rules/text.ts';
import { t } from '../words.ts';
import type { Asked } from './asked.ts';
import { cookieOf } from './cookies.ts';
import type { Html, PageAnswer } from './html.ts';
import { html, page, redirect } from './html.ts';
import { signInAddress } from './signIn.ts';

/** What a page is asked that offers to sign in, where there is a place to do it. */
export type VisitorAsked = Asked & { readonly canSignIn: boolean };

export type Visitor = { readonly actor: PersonActor; readonly company: string; readonly session: Session };

/** @returns undefined without a session, after its time, and once the directory does not know the person any more. */
export async function visitorOf(deps: Deps, { cookies }: Pick<Asked, 'cookies'>, language: Language): Promise<Visitor | undefined> {
  const session = await sessionBehind(deps, cookies.session);
  const actor = session && await personActor(deps, { tenant: session.tenant, id: session.person, language });
  return session && actor && { session, actor, company: normalise(await companyName(deps, session.tenant)) };
}

/** The hidden input that every form of this visitor carries. */
export const nonceInput = ({ session }: Visitor, purpose: string): Html => html`<input type="hidden" name="nonce" value="${nonceOf(session, purpose)}">`;

export const hasNonce = ({ session }: Visitor, purpose: string, { form }: Pick<Asked, 'form'>): boolean => isNonceOf(session, purpose, form['nonce'] ?? '');

/** For a form that was not made for this session, or was sent from another site: nothing of it is looked at. */
export function forgedPage(language: Language, path: string): PageAnswer {
  return page({
    status: 403, language, title: t(language, 'pages.forged.title'),
    content: html`<p>${t(language, 'pages.forged.text')}</p>
<p><a href="${path}">${t(language, 'pages.forged.again')}</a></p>`,
  });
}

/** As whom one is here, and how to be somebody else. The form that signs out comes back to the same page. */
export function signedInAs(visitor: Visitor, purpose: string, path: string): Html {
  const { actor: { language, name }, company } = visitor;
  return html`<div class="note">
<p>${t(language, 'pages.signedIn.as', { person: normalise(name), company })}</p>
<p><a href="${signInAddress(path)}">${t(language, 'pages.signedIn.another')}</a></p>
<form method="post" action="?lang=${language}">${nonceInput(visitor, purpose)}<p><button name="decision" value="signOut" class="second">${t(language, 'pages.signedIn.signOut')}</button></p></form>
</div>`;
}

export async function signOut(deps: Deps, { session }: Visitor, path: string): Promise<PageAnswer> {
  await endSession(deps, session.token);
  return redirect(path, [cookieOf('session', undefined, deps.site())]);
}

/** Signed out: the way in, or what to do while there is none. */
export function signInOffer(language: Language, { path, canSignIn, label }: { readonly path: string; readonly canSignIn: boolean; readonly label: string }): Html {
  return canSignIn ? html`<p><a class="button" href="${signInAddress(path)}">${label}</a></p>` : html`<p>${t(language, 'pages.signIn.unavailable')}</p>`;
}
