/** The two cookies of the pages: a session, and a sign-in under way. What they hold is made elsewhere. */

import { MINUTE, SECOND } from '../../src/core/time.ts';

export type CookieName = 'session' | 'sign-in';

/** [DESIGN] how long somebody may take to prove who they are. A session's time is kept by its document. */
const ATTEMPT_SECONDS = (15 * MINUTE) / SECOND;

/** Over https the name itself keeps other hosts of the domain from setting it. */
const nameOf = (name: CookieName, site: string): string => `${isSecure(site) ? '__Host-' : ''}enlace-${name}`;
const isSecure = (site: string): boolean => site.startsWith('https:');

/** @param header the request's `Cookie`. @param site what our addresses begin with. */
export function cookieIn(header: string | undefined, name: CookieName, site: string): string | undefined {
  const start = `${nameOf(name, site)}=`;
  const found = header?.split(/;\s*/).find((pair) => pair.startsWith(start))?.slice(start.length);
  return found === '' ? undefined : found;
}

/** A `Set-Cookie`: out of reach of scripts, and brought along by navigation only. No value takes the cookie back. */
export function cookieOf(name: CookieName, value: string | undefined, site: string): string {
  const age = value === undefined ? '; Max-Age=0' : name === 'sign-in' ? `; Max-Age=${ATTEMPT_SECONDS}` : '';
  return `${nameOf(name, site)}=${value ?? ''}; Path=/; HttpOnly; SameSite=Lax${isSecure(site) ? '; Secure' : ''}${age}`;
}
