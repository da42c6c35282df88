/** Signing in on the web with Entra: the authorisation code flow with PKCE, state and nonce. What the browser brings back is believed only as far as the ID token vouches for it. */

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { traceOf } from '../../src/core/secrets.ts';
import type { Attempt, SignIn, SignInProblem } from '../http/signIn.ts';
import type { ProveApp } from './appProof.ts';
import type { Entra, Metadata } from './metadata.ts';
import type { Identity, Verify } from './token.ts';

export type EntraSignInParts = {
  readonly entra: Entra;
  readonly clientId: string;
  readonly prove: ProveApp;
  readonly verify: Verify;
  /** Where the browser comes back to, known once the server listens. */
  readonly returnTo: () => string;
  /** Keeps what the directory says of somebody who was proved (src/app/proofs.ts). */
  readonly remember: (identity: Identity) => Promise<void>;
  /** Told why somebody was not believed; the person is not. */
  readonly refused: (reason: Error) => void;
};

const PATIENCE_MS = 10_000;
const redeemed = z.object({ id_token: z.string() });
const refusal = z.object({ error: z.string().max(100), error_description: z.string().default('') });

export function entraSignIn(parts: EntraSignInParts): SignIn {
  return {
    returns: 'get',
    begin: async (attempt) => addressOf((await parts.entra()).authorise, parts, attempt),
    finish: async (attempt, fields) => {
      if (fields['error'] !== undefined) return problemOf(parts, { error: fields['error'], error_description: fields['error_description'] ?? '' });
      const token = await redeem(parts, await parts.entra(), { attempt, code: fields['code'] ?? '' });
      if (token === undefined) return undefined;
      const verified = await parts.verify(token, { audience: parts.clientId, nonce: nonceOf(attempt) });
      if (!verified.ok) return gaveUp(parts, verified.error);
      await parts.remember(verified.value);
      return verified.value;
    },
  };
}

/** Follows from the attempt, so that a token for another one is worth nothing. */
const nonceOf = ({ verifier }: Attempt): string => traceOf(verifier, 'nonce');

function addressOf(endpoint: string, { clientId, returnTo }: EntraSignInParts, attempt: Attempt): string {
  const address = new URL(endpoint);
  address.search = new URLSearchParams({
    client_id: clientId, response_type: 'code', response_mode: 'query', redirect_uri: returnTo(), scope: 'openid profile', state: attempt.state, nonce: nonceOf(attempt),
    code_challenge: createHash('sha256').update(attempt.verifier).digest('base64url'), code_challenge_method: 'S256',
    prompt: 'select_account', ui_locales: attempt.language, // whoever answers for a company chooses with which account
  }).toString();
  return address.href;
}

/** @returns undefined for a code that is worth nothing (any more). */
async function redeem(parts: EntraSignInParts, { token }: Metadata, { attempt, code }: { readonly attempt: Attempt; readonly code: string }): Promise<string | undefined> {
  const body = new URLSearchParams({ grant_type: 'authorization_code', client_id: parts.clientId, code, redirect_uri: parts.returnTo(), code_verifier: attempt.verifier, ...await parts.prove() });
  const response = await fetch(token, { method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
  const answer: unknown = await response.json();
  if (response.ok) return redeemed.parse(answer).id_token;
  const { error, error_description } = refusal.parse(answer);
  if (error === 'invalid_grant') return gaveUp(parts, new Error(`The code was refused: ${numberIn(error_description)}`));
  throw new Error(`Entra did not redeem a code: ${error} ${numberIn(error_description)}`); // our own registration, not the person
}

/** Entra's words may quote the request; its numbers say enough. */
const numberIn = (description: string): string => /AADSTS\d+/.exec(description)?.[0] ?? '';

function gaveUp({ refused }: EntraSignInParts, reason: Error): undefined {
  refused(reason);
  return undefined;
}

/** Numbers of a company that has not admitted the application: consent withheld, or an administrator's needed. */
const consentNumbers: ReadonlySet<string> = new Set(['AADSTS65001', 'AADSTS65004', 'AADSTS90094', 'AADSTS90095', 'AADSTS90093', 'AADSTS700016', 'AADSTS7000229']);

function problemOf(parts: EntraSignInParts, { error, error_description }: z.output<typeof refusal>): SignInProblem | undefined {
  const number = numberIn(error_description);
  if (error === 'consent_required' || consentNumbers.has(number)) return 'consent';
  if (error === 'access_denied') return 'denied';
  return gaveUp(parts, new Error(`Entra sent somebody back: ${/^\w{1,50}$/.exec(error)?.[0] ?? ''} ${number}`));
}
