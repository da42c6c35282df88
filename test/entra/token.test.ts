/** Tokens of Entra: who they are about, and everything that makes one worth nothing. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { SignJWT, UnsecuredJWT, generateSecret } from 'jose';
import { openEntra } from '../../bot/entra/metadata.ts';
import type { Verify } from '../../bot/entra/token.ts';
import { tokenVerifier } from '../../bot/entra/token.ts';
import { SECOND } from '../../src/core/time.ts';
import { NOW, handClock } from '../store/support.ts';
import type { Claims, Issuer } from '../support/issuer.ts';
import { CLIENT, openIssuer } from '../support/issuer.ts';

const GLOBAL_ADMIN = '62e90394-69f5-4237-9190-012177145e10';
const at = Date.parse(NOW) / SECOND;

let issuer: Issuer;
let verify: Verify;
let clock: ReturnType<typeof handClock>;

const verifier = (cooldown = 0): Verify => tokenVerifier(openEntra({ authority: issuer.url, clock, cooldown }), clock);

beforeEach(async () => {
  clock = handClock();
  issuer = await openIssuer(() => Date.parse(clock()));
  verify = verifier();
});

const good = (more: Claims = {}): Claims => ({ iss: `${issuer.url}/woodgrove/v2.0`, aud: CLIENT.id, tid: 'woodgrove', oid: 'wanda', name: 'Wanda Ríos', nonce: 'n', iat: at, nbf: at, exp: at + 3600, ...more });
const expected = { audience: CLIENT.id, nonce: 'n' };
const verdict = async (token: string): Promise<string> => {
  const result = await verify(token, expected);
  return result.ok ? 'believed' : result.error.message;
};

describe('a good token', () => {
  it('says whose it is, and which of the roles that count here they hold', async () => {
    expect(await verify(await issuer.sign(good({ wids: [GLOBAL_ADMIN, 'B79FBF4D-3EF9-4689-8143-76B194E85509', GLOBAL_ADMIN.toUpperCase()] })), expected)).toEqual({
      ok: true, value: { tenant: 'woodgrove', person: 'wanda', name: 'Wanda Ríos', roles: ['globalAdmin'] },
    });
    expect(await verify(await issuer.sign(good({ wids: ['fe930be7-5e62-47db-91af-98c3a49a38b1'] })), expected)).toMatchObject({ value: { roles: ['userAdmin'] } });
  });

  it('without wids is that of somebody without a role', async () => {
    expect(await verify(await issuer.sign(good()), expected)).toMatchObject({ ok: true, value: { roles: [] } });
  });

  it('is good a minute longer, for two clocks are never the same, and no longer', async () => {
    const token = await issuer.sign(good());
    clock.move(3659 * SECOND);
    expect(await verdict(token)).toBe('believed');
    clock.move(SECOND);
    expect(await verdict(token)).toMatch(/exp/);
  });
});

describe('a token is worth nothing', () => {
  it.each<[string, () => Readonly<Record<string, unknown>>, RegExp]>([
    ['for another application', () => ({ aud: '5f3c7a52-0000-4000-8000-00000000000b' }), /aud/], ['for no application', () => ({ aud: undefined }), /aud/],
    ['of another issuer', () => ({ iss: 'https://evil.example/woodgrove/v2.0' }), /issuer/], ['of another tenant’s issuer', () => ({ iss: `${issuer.url}/tailwind/v2.0` }), /issuer/],
    ['of the issuer of all tenants', () => ({ iss: `${issuer.url}/{tenantid}/v2.0` }), /issuer/], ['of version 1', () => ({ iss: `${issuer.url}/woodgrove/` }), /issuer/],
    ['that says another tenant than its issuer', () => ({ tid: 'tailwind' }), /issuer/], ['whose tenant is its issuer’s only with a trick', () => ({ tid: 'x/../woodgrove' }), /issuer/],
    ['of another attempt', () => ({ nonce: 'other' }), /nonce/], ['of no attempt', () => ({ nonce: undefined }), /nonce/],
    ['that has expired', () => ({ exp: at - 61 }), /exp/], ['that never expires', () => ({ exp: undefined }), /exp/], ['that counts later', () => ({ nbf: at + 61 }), /nbf/],
    ['of nobody', () => ({ oid: undefined }), /oid/], ['of an empty name', () => ({ oid: ' ' }), /person/], ['of no tenant', () => ({ tid: undefined }), /tid/], ['whose roles are no list', () => ({ wids: GLOBAL_ADMIN }), /person/],
  ])('%s', async (_what, spoilt, reason) => {
    expect(await verdict(await issuer.sign({ ...good(), ...spoilt() }))).toMatch(reason);
  });

  it('that nobody signed, that a secret signed, that another key signed, or that was changed', async () => {
    const { kid } = issuer.key;
    const [head = '', , signature = ''] = (await issuer.sign(good())).split('.');
    const tokens = [
      new UnsecuredJWT(good()).encode(), await new SignJWT(good()).setProtectedHeader({ alg: 'HS256', kid }).sign(await generateSecret('HS256')),
      await issuer.sign(good(), { ...await issuer.newKey(), kid }), await issuer.sign(good(), await issuer.newKey()),
      [head, Buffer.from(JSON.stringify(good({ wids: [GLOBAL_ADMIN] }))).toString('base64url'), signature].join('.'), '', 'abc', 'a.b.c',
    ];
    for (const token of tokens) expect(await verdict(token)).not.toBe('believed');
  });

  it('that a key of another issuer signed', async () => {
    const own = await issuer.newKey({ issuer: `${issuer.url}/{tenantid}/v2.0` } as never); // JWK has no word for it
    const other = await issuer.newKey({ issuer: `${issuer.url}/9188040d/v2.0` } as never); // as above
    issuer.keys = [own, other];
    expect(await verdict(await issuer.sign(good(), own))).toBe('believed');
    expect(await verdict(await issuer.sign(good(), other))).toMatch(/issuer/);
  });
});

describe('keys', () => {
  it('are fetched once, and again when a token is signed with one that is new', async () => {
    expect([await verdict(await issuer.sign(good())), await verdict(await issuer.sign(good()))]).toEqual(['believed', 'believed']);
    expect(issuer.asked).toEqual(['/organizations/v2.0/.well-known/openid-configuration', '/keys']);
    issuer.key = await issuer.newKey();
    expect(await verdict(await issuer.sign(good()))).not.toBe('believed');
    issuer.keys = [issuer.key];
    expect(await verdict(await issuer.sign(good()))).toBe('believed');
  });

  it('that are unknown do not make us ask again and again', async () => {
    verify = verifier(30_000);
    await verdict(await issuer.sign(good()));
    const stranger = await issuer.newKey();
    for (let tries = 0; tries < 5; tries++) await verdict(await issuer.sign(good(), stranger));
    expect(issuer.asked.filter((path) => path === '/keys')).toHaveLength(1);
  });

  it('of an Entra that does not answer are nobody’s fault: it throws, and the next token is looked at', async () => {
    issuer.isDown = true;
    await expect(verify(await issuer.sign(good()), expected)).rejects.toThrow();
    issuer.isDown = false;
    expect(await verdict(await issuer.sign(good()))).toBe('believed');
    issuer.isDown = true;
    await expect(verify(await issuer.sign(good(), await issuer.newKey()), expected)).rejects.toThrow();
  });
});
