/** Where a person proves on the web who they are: the port, and the state of a sign-in under way, which lives in the browser that began it. Adapters answer for the proof; the pages are signInPages.ts. */

import type { SignedIn } from '../../src/app/sessions.ts';
import type { Language } from '../../src/core/actor.ts';
import { isSameTrace, traceOf } from '../../src/core/secrets.ts';

/** A sign-in under way, as its adapter sees it. */
export type Attempt = {
  /** Travels there and back: the answer to this attempt brings it, and no other. */
  readonly state: string;
  /** Known to nobody else until the answer is fetched (PKCE's code verifier). */
  readonly verifier: string;
  readonly language: Language;
};

/** Why somebody came back without a proof, where they can do something about it. */
export type SignInProblem = 'denied' | 'consent';

export interface SignIn {
  /** How the browser comes back to RETURN_PATH. A GET counts there because only the browser that began can bring the state (the authorisation code flow comes back like that). */
  readonly returns: 'get' | 'post';
  /** @returns the address where the person proves who they are; one of ours begins with a slash. */
  readonly begin: (attempt: Attempt) => Promise<string>;
  /** @param fields what the browser brought back. @returns undefined when nobody was proved to be anybody, and there is no more to say about it. */
  readonly finish: (attempt: Attempt, fields: Readonly<Record<string, string>>) => Promise<SignedIn | SignInProblem | undefined>;
}

export const SIGN_IN_PATH = '/sign-in';
export const RETURN_PATH = '/sign-in/return';

/** The only places that a sign-in leads to: no address of anybody else's is ever followed. */
const returnable = /^\/(?:invitation\/[\w-]{1,100}|customer)(?:\?lang=(?:en|es))?$/;

/** @returns undefined for whatever is not a page of ours that asks for a sign-in. */
export const ownPath = (path: string | undefined): string | undefined => (path !== undefined && returnable.test(path) ? path : undefined);

export const signInAddress = (to: string): string => `${SIGN_IN_PATH}?to=${encodeURIComponent(to)}`;

/** What the browser that begins keeps in its cookie: a secret, and the page to come back to. */
export const attemptCookie = (secret: string, to: string): string => `${secret}.${Buffer.from(to).toString('base64url')}`;

/** State and verifier follow from the whole cookie, so neither can be made for another browser or another page. */
export const attemptOf = (cookie: string, language: Language): Attempt => ({ state: traceOf(cookie, 'state'), verifier: traceOf(cookie, 'verifier'), language });

/** @returns where the attempt of this browser leads, if `state` is the attempt's. */
export function returnedTo(cookie: string, state: string): string | undefined {
  if (!isSameTrace(traceOf(cookie, 'state'), state)) return undefined;
  return ownPath(Buffer.from(cookie.slice(cookie.indexOf('.') + 1), 'base64url').toString());
}
