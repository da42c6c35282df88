/** Entra's own description of itself: where people sign in, where codes are redeemed, and the keys that its tokens are signed with. Fetched when first needed, and kept. */

import type { RemoteJWKSet } from 'jose';
import { createRemoteJWKSet } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../src/core/time.ts';
import { HOUR, plus } from '../../src/core/time.ts';

export type Metadata = {
  readonly authorise: string;
  readonly token: string;
  /** With `{tenantid}` for the tenant: the application serves many. */
  readonly issuer: string;
  readonly keys: RemoteJWKSet;
};
export type Entra = () => Promise<Metadata>;

const described = z.object({ issuer: z.string().includes('{tenantid}'), authorization_endpoint: z.url(), token_endpoint: z.url(), jwks_uri: z.url() });

/** [DESIGN] addresses change hardly ever; keys have a rhythm of their own: an unknown one is looked for at once, and then not again for `cooldown`. */
const KEPT = 24 * HOUR;
const PATIENCE_MS = 5_000;

export type EntraParts = { readonly authority: string; readonly clock: Clock; /** Milliseconds. */ readonly cooldown?: number };

export function openEntra({ authority, clock, cooldown = 30_000 }: EntraParts): Entra {
  let kept: { readonly metadata: Promise<Metadata>; readonly until: string } | undefined;
  return async () => {
    if (!kept || kept.until <= clock()) kept = { metadata: describe(authority, cooldown), until: plus(clock(), KEPT) };
    const current = kept;
    try {
      return await current.metadata;
    } catch (error) {
      if (kept === current) kept = undefined; // whoever comes next asks again
      throw error;
    }
  };
}

async function describe(authority: string, cooldown: number): Promise<Metadata> {
  const response = await fetch(`${authority}/organizations/v2.0/.well-known/openid-configuration`, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(`Entra answered ${response.status} when it was asked to describe itself`);
  const { issuer, authorization_endpoint, token_endpoint, jwks_uri } = described.parse(await response.json());
  return { issuer, authorise: authorization_endpoint, token: token_endpoint, keys: createRemoteJWKSet(new URL(jwks_uri), { cooldownDuration: cooldown, timeoutDuration: PATIENCE_MS }) };
}
