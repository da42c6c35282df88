/** A token of Entra's → who it is about: verified against the tenant's issuer, our application, its time and its keys. What is not verified is nobody. */

import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { DirectoryRole } from '../../src/core/actor.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import type { Result } from '../../src/core/result.ts';
import { err, ok } from '../../src/core/result.ts';
import type { Clock } from '../../src/core/time.ts';
import type { Entra, Metadata } from './metadata.ts';

/** Template ids of the directory's roles, the same in every tenant (teams-platform §11.3). */
const roles: ReadonlyMap<string, DirectoryRole> = new Map([['62e90394-69f5-4237-9190-012177145e10', 'globalAdmin'], ['fe930be7-5e62-47db-91af-98c3a49a38b1', 'userAdmin']]);

const claims = z.object({
  iss: z.string(), tid: tenantId, oid: personId,
  name: z.string().trim().max(300).default(''),
  nonce: z.string().optional(),
  // Absent for somebody without a role, and where the application does not ask for them (groupMembershipClaims).
  wids: z.array(z.string()).default([]),
});

export type Identity = { readonly tenant: z.output<typeof tenantId>; readonly person: z.output<typeof personId>; readonly name: string; readonly roles: readonly DirectoryRole[] };
/** A nonce is asked of ID tokens: it binds them to the attempt. */
export type Expected = { readonly audience: string; readonly nonce?: string };
export type Verify = (token: string, expected: Expected) => Promise<Result<Identity, Error>>;

/** Seconds between two clocks that count as none [DESIGN]. */
const TOLERANCE = 60;

/** Tokens that are not good are errors in the result, with the reason for the log; an Entra that cannot be asked throws. */
export function tokenVerifier(entra: Entra, clock: Clock): Verify {
  return async (token, { audience, nonce }) => {
    const metadata = await entra();
    try {
      const { payload, protectedHeader } = await jwtVerify(token, metadata.keys, {
        algorithms: ['RS256'], audience, clockTolerance: TOLERANCE, currentDate: new Date(clock()), requiredClaims: ['exp', 'iat', 'tid', 'oid'],
      });
      const read = claims.safeParse(payload);
      if (!read.success) return err(new Error('The claims are not those of a person', { cause: read.error }));
      const { iss, tid, oid, name, wids } = read.data;
      if (iss !== issuerOf(metadata.issuer, tid) || !isKeyOf(metadata, protectedHeader.kid, iss, tid)) return err(new Error('The issuer is not the tenant’s'));
      if (nonce !== undefined && read.data.nonce !== nonce) return err(new Error('The nonce is not this attempt’s'));
      return ok({ tenant: tid, person: oid, name, roles: [...new Set(wids.flatMap((id) => roles.get(id.toLowerCase()) ?? []))] });
    } catch (error) {
      if (isUntrustworthy(error)) return err(error);
      throw error;
    }
  };
}

const issuerOf = (issuer: string, tenant: string): string => issuer.replace('{tenantid}', () => tenant);

/** Some keys sign for one issuer only, and say so. */
function isKeyOf({ keys }: Metadata, kid: string | undefined, issuer: string, tenant: string): boolean {
  const key = keys.jwks()?.keys.find((one) => one.kid === kid);
  const bound: unknown = key && 'issuer' in key ? key.issuer : undefined;
  return bound === undefined || (typeof bound === 'string' && issuerOf(bound, tenant) === issuer);
}

/** The token's fault, not that of the network or of the keys' address. */
function isUntrustworthy(error: unknown): error is Error {
  return [
    errors.JWTExpired, errors.JWTClaimValidationFailed, errors.JWTInvalid, errors.JWSInvalid, errors.JWSSignatureVerificationFailed, errors.JOSEAlgNotAllowed,
    errors.JOSENotSupported, errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys,
  ].some((kind) => error instanceof kind);
}
