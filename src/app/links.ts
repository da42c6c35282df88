/** Tokens of mailed links: 256 random bits that exist in the mail only; the store keeps their trace (INV-24: finding a link changes nothing). */

import type { TenantId } from '../core/ids.ts';
import { traceOf } from '../core/secrets.ts';
import type { Instant } from '../core/time.ts';
import { DAY, plus } from '../core/time.ts';
import type { Deps } from './deps.ts';
import { linkSchema } from './documents.ts';
import { linkRef } from './homes.ts';

/** [DESIGN] a link that has expired is recognised for so long, so that its page can say what to do. */
const REMEMBERED = 30 * DAY;

export type IssuedLink = { readonly token: string; readonly trace: string };

/** Stores the pointer before anybody can hold the token. Whether it is worth anything is decided by the document it points to. */
export async function issueLink(deps: Deps, tenant: TenantId, expiresAt: Instant, about?: string): Promise<IssuedLink> {
  const token = newToken(deps);
  const trace = traceOf(token);
  await deps.store.commit([{ op: 'create', doc: { ...linkRef(trace), kind: 'link', expires: plus(expiresAt, REMEMBERED), body: { v: 1, tenant, expiresAt, ...(about ? { about } : {}) } } }]);
  return { token, trace };
}

/** Tokens are also typed after a command, where a dash would begin a flag. */
function newToken(deps: Pick<Deps, 'randomBytes'>): string {
  for (;;) {
    const token = deps.randomBytes(32).toString('base64url');
    if (!token.startsWith('-')) return token;
  }
}

/** Whose home is read for a token that is none, so that it costs what a real one costs: no tenant has an empty id (core/ids.ts). */
export const NOBODY = '' as TenantId;

export type FollowedLink = { readonly tenant: TenantId; readonly trace: string; readonly about: string | undefined };

/** @returns undefined for anything that is no link of ours. Whether it is still good is for the document to say. */
export async function followLink(deps: Deps, token: string): Promise<FollowedLink | undefined> {
  const trace = traceOf(token);
  const stored = await deps.store.read(linkRef(trace));
  if (!stored) return undefined;
  const { tenant, about } = linkSchema.parse(stored.body);
  return { tenant, trace, about };
}

/** A one-time code of six digits, without bias. */
export function newCode(deps: Pick<Deps, 'randomBytes'>): string {
  for (;;) {
    const number = deps.randomBytes(4).readUInt32BE();
    if (number < 4_294_000_000) return String(number % 1_000_000).padStart(6, '0'); // the rest of the range would favour low numbers
  }
}
