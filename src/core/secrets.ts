/** One-way traces of codes and link tokens: only these are stored. Making the secrets needs randomness and lives in app/links.ts. */

import { createHash, timingSafeEqual } from 'node:crypto';

/** @returns base64url SHA-256 of salt and secret. */
export function traceOf(secret: string, salt = ''): string {
  return createHash('sha256').update(`${salt}\n${secret}`).digest('base64url');
}

/** Compares two traces in constant time. */
export function isSameTrace(one: string, other: string): boolean {
  const a = Buffer.from(one);
  const b = Buffer.from(other);
  return a.length === b.length && timingSafeEqual(a, b);
}
