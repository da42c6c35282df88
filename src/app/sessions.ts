/** Sessions of people who signed in on a web page: documents here, and 256 random bits that exist in the browser's cookie only. What somebody may do is in none of them; it is asked anew each time (people.ts). */

import { z } from 'zod';
import type { PersonId, TenantId } from '../core/ids.ts';
import { isSameTrace, traceOf } from '../core/secrets.ts';
import { storedInstant, storedPerson, storedTenant } from '../core/stored.ts';
import { MINUTE, plus } from '../core/time.ts';
import type { Deps } from './deps.ts';
import { sessionRef } from './homes.ts';

export const sessionSchema = z.object({ v: z.literal(1), tenant: storedTenant, person: storedPerson, expiresAt: storedInstant });

export type SignedIn = { readonly tenant: TenantId; readonly person: PersonId };
export type Session = SignedIn & { readonly token: string };

const refOf = (token: string) => sessionRef(traceOf(token, 'session'));

/** Each sign-in has a session of its own: what a browser held before is worth nothing afterwards. @returns its token, for the cookie. */
export async function openSession(deps: Deps, { tenant, person }: SignedIn): Promise<string> {
  const token = deps.randomBytes(32).toString('base64url');
  const expiresAt = plus(deps.clock(), deps.rules.customer.sessionMinutes * MINUTE);
  await deps.store.commit([{ op: 'create', doc: { ...refOf(token), kind: 'session', expires: expiresAt, body: { v: 1, tenant, person, expiresAt } } }]);
  return token;
}

/** @returns undefined for a token that is none, and for one whose time is over. */
export async function sessionBehind({ store, clock }: Pick<Deps, 'store' | 'clock'>, token: string | undefined): Promise<Session | undefined> {
  const stored = token === undefined ? undefined : await store.read(refOf(token));
  if (token === undefined || !stored) return undefined;
  const { tenant, person, expiresAt } = sessionSchema.parse(stored.body);
  return expiresAt > clock() ? { token, tenant, person } : undefined;
}

export async function endSession({ store }: Pick<Deps, 'store'>, token: string | undefined): Promise<void> {
  if (token !== undefined) await store.commit([{ op: 'delete', ref: refOf(token) }]);
}

/** What a form of this session carries, so that it cannot have been made elsewhere: it follows from the session and the form's purpose, and nothing is stored. */
export const nonceOf = ({ token }: Pick<Session, 'token'>, purpose: string): string => traceOf(token, `nonce ${purpose}`);

export const isNonceOf = (session: Pick<Session, 'token'>, purpose: string, given: string): boolean => isSameTrace(nonceOf(session, purpose), given);
