/** A local OpenID issuer on loopback: Entra's discovery, keys, authorisation and token endpoints, and the keys of the Bot Framework's channel. It signs whatever a test asks for. No expectations here. */

import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from '@jest/globals';
import type { CryptoKey, JWK, JWTPayload } from 'jose';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';

export type Key = { readonly kid: string; readonly secret: CryptoKey; readonly shown: JWK };
export type Claims = JWTPayload & { readonly [claim: string]: unknown };

/** What the token endpoint checks a code against. */
type Code = { readonly challenge: string; readonly redirect: string; readonly claims: Claims };

export interface Issuer {
  readonly url: string;
  /** Who is at the browser: what their ID token says beside nonce, audience and times. */
  person: Claims;
  /** What the authorisation endpoint answers instead of a code. */
  refusal: Readonly<Record<string, string>> | undefined;
  /** Changes the ID token before it is signed; the key that signs it. */
  spoil: (claims: Claims) => Claims;
  key: Key;
  isDown: boolean;
  /** The keys that are shown. */
  keys: readonly Key[];
  readonly newKey: (more?: JWK) => Promise<Key>;
  readonly sign: (claims: Claims, key?: Key) => Promise<string>;
  /** Requests so far, by path. */
  readonly asked: readonly string[];
  /** Forms that the token endpoint was sent. */
  readonly redeemed: readonly URLSearchParams[];
}

export const CLIENT = { id: '5f3c7a52-0000-4000-8000-00000000c11e', secret: 'not a real one, but secret' };

let ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends) await end();
  ends = [];
});

const newKey = async (more: JWK = {}): Promise<Key> => {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const kid = randomUUID();
  return { kid, secret: privateKey, shown: { ...await exportJWK(publicKey), kid, use: 'sig', ...more } };
};

/** @param now the time that ID tokens are issued at, in milliseconds. */
export async function openIssuer(now: () => number, more: JWK = {}): Promise<Issuer> {
  const key = await newKey(more);
  const codes = new Map<string, Code>();
  const asked: string[] = [];
  const redeemed: URLSearchParams[] = [];
  const server = createServer((req, res) => void answer(req, res));
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  ends.push(() => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a TCP port
  const issuer: Issuer = {
    url, key, keys: [key], isDown: false, person: {}, refusal: undefined, spoil: (claims) => claims, newKey, asked, redeemed,
    sign: async (claims, by = issuer.key) => await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: by.kid, typ: 'JWT' }).sign(by.secret),
  };

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(req.url ?? '', url);
    asked.push(pathname);
    const end = `${url}/organizations`;
    if (issuer.isDown) return json(res, {}, 503);
    switch (pathname) {
      case '/.well-known/openidconfiguration': return json(res, { issuer: 'https://api.botframework.com', jwks_uri: `${url}/keys` });
      case '/organizations/v2.0/.well-known/openid-configuration': return json(res, { issuer: `${url}/{tenantid}/v2.0`, authorization_endpoint: `${end}/authorize`, token_endpoint: `${end}/token`, jwks_uri: `${url}/keys` });
      case '/keys': return json(res, { keys: issuer.keys.map(({ shown }) => shown) });
      case '/organizations/authorize': return authorise(searchParams, res);
      case '/organizations/token': return await redeem(new URLSearchParams(await bodyOf(req)), res);
      default: return json(res, {}, 404);
    }
  }

  function authorise(asks: URLSearchParams, res: ServerResponse): void {
    const redirect = asks.get('redirect_uri') ?? '';
    const code = randomUUID();
    codes.set(code, { challenge: asks.get('code_challenge') ?? '', redirect, claims: { ...issuer.person, nonce: asks.get('nonce') ?? '' } });
    const brought = new URLSearchParams({ ...(issuer.refusal ?? { code }), state: asks.get('state') ?? '' });
    res.writeHead(302, { location: `${redirect}?${brought}` });
    res.end();
  }

  async function redeem(form: URLSearchParams, res: ServerResponse): Promise<void> {
    redeemed.push(form);
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    if (form.get('client_id') !== CLIENT.id || (form.get('client_secret') !== CLIENT.secret && !form.has('client_assertion'))) return json(res, { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' }, 401);
    const isSame = code?.challenge === createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url') && code.redirect === form.get('redirect_uri');
    if (!code || !isSame) return json(res, { error: 'invalid_grant', error_description: 'AADSTS54005: the code was redeemed already.' }, 400);
    const at = Math.floor(now() / 1000);
    const claims = { iss: `${url}/${String(code.claims['tid'])}/v2.0`, aud: CLIENT.id, iat: at, nbf: at, exp: at + 3600, ...code.claims };
    json(res, { token_type: 'Bearer', id_token: await issuer.sign(issuer.spoil(claims)) });
  }

  return issuer;
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer); // no encoding is set, so chunks are buffers
  return Buffer.concat(chunks).toString();
}

function json(res: ServerResponse, body: unknown, status = 200): void {
  res.writeHead(status, { 'content-type': 'application/json' }); // returns nothing where restify is loaded
  res.end(JSON.stringify(body));
}
