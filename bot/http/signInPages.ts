/** The two ends of a sign-in: the browser leaves for the place where its person proves who they are, and comes back to the page it came from. The proof itself is an adapter's (signIn.ts). */

import type { Deps } from '../../src/app/deps.ts';
import { personActor } from '../../src/app/people.ts';
import { endSession, openSession } from '../../src/app/sessions.ts';
import type { Language } from '../../src/core/actor.ts';
import { t } from '../words.ts';
import { noteOpening } from './acceptance.ts';
import type { Asked } from './asked.ts';
import { readerOf } from './asked.ts';
import { cookieOf } from './cookies.ts';
import type { PageAnswer } from './html.ts';
import { html, page, redirect } from './html.ts';
import type { SignIn, SignInProblem } from './signIn.ts';
import { attemptCookie, attemptOf, ownPath, returnedTo, signInAddress } from './signIn.ts';

/** Where somebody goes who has come from nowhere in particular. */
const HOME = '/customer';

/** A GET that writes nothing: what is under way is remembered by the browser alone. */
export async function beginSignIn(deps: Deps, signIn: SignIn, asked: Asked): Promise<PageAnswer> {
  const to = ownPath(asked.query['to']) ?? HOME;
  const cookie = attemptCookie(deps.randomBytes(32).toString('base64url'), to);
  return redirect(await signIn.begin(attemptOf(cookie, languageIn(to) ?? readerOf(asked))), [cookieOf('sign-in', cookie, deps.site())]);
}

/** The answer counts for the browser that asked, for the page it asked for, and once. */
export async function finishSignIn(deps: Deps, signIn: SignIn, asked: Asked): Promise<PageAnswer> {
  const fields = signIn.returns === 'post' ? asked.form : asked.query;
  const cookie = asked.cookies['sign-in'] ?? '';
  const to = returnedTo(cookie, fields['state'] ?? '');
  if (to === undefined) return failed(readerOf(asked), HOME);
  const language = languageIn(to) ?? readerOf(asked);
  const proved = await signIn.finish(attemptOf(cookie, language), fields);
  if (typeof proved === 'string') return failed(language, to, proved);
  const actor = proved && await personActor(deps, { tenant: proved.tenant, id: proved.person, language });
  if (!proved || !actor) return failed(language, to);
  await endSession(deps, asked.cookies.session);
  const session = await openSession(deps, proved);
  await noteOpening(deps, { actor, to, correlation: asked.correlation });
  return redirect(to, [cookieOf('session', session, deps.site()), cookieOf('sign-in', undefined, deps.site())]);
}

function failed(language: Language, to: string, problem: SignInProblem | 'failed' = 'failed'): PageAnswer {
  return page({
    status: 403, language, once: true, title: t(language, 'pages.signIn.failed.title'),
    content: html`<p>${t(language, `pages.signIn.${problem}.text`)}</p>
<p><a class="button" href="${signInAddress(to)}">${t(language, 'pages.signIn.offer')}</a></p>`,
  });
}

function languageIn(to: string): Language | undefined {
  const language = /\?lang=(en|es)$/.exec(to)?.[1];
  return language === 'en' || language === 'es' ? language : undefined;
}
