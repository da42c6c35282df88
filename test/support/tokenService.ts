/** A local token service of the Bot Framework on loopback: it keeps people's tokens, exchanges those of Teams, and takes the codes of finished sign-ins. No expectations here. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from '@jest/globals';

export interface TokenService {
  readonly url: string;
  /** Tokens by user: what the service has already, and what it gives for a token of Teams or for a code. */
  readonly kept: Map<string, string>;
  readonly exchanged: Map<string, string>;
  readonly byCode: Map<string, string>;
  isDown: boolean;
  /** `<method> <path> <user> <code>` so far, and what was brought along. */
  readonly asked: string[];
  readonly authorised: (string | undefined)[];
}

export const CONNECTION = 'roles';

let ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends) await end();
  ends = [];
});

export async function openTokenService(): Promise<TokenService> {
  const service = { url: '', kept: new Map<string, string>(), exchanged: new Map<string, string>(), byCode: new Map<string, string>(), isDown: false, asked: [] as string[], authorised: [] as (string | undefined)[] };
  const server = createServer((req, res) => answer(service, req, res));
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  ends.push(() => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }));
  service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a TCP port
  return service;
}

function answer(service: TokenService, req: IncomingMessage, res: ServerResponse): void {
  const { pathname, searchParams } = new URL(req.url ?? '', service.url);
  const [user, code, connection] = ['userId', 'code', 'connectionName'].map((name) => searchParams.get(name) ?? '');
  const path = pathname.replace('/api/', '');
  service.asked.push([req.method, path, user, code].join(' ').trim());
  service.authorised.push(req.headers.authorization);
  const given = (token: string | undefined): void => (token === undefined || connection !== CONNECTION ? json(res, 404, {}) : json(res, 200, { connectionName: connection, token }));
  if (service.isDown) return json(res, 501, { error: { code: 'ServiceUnavailable' } }); // a status that the client does not try again
  switch (path) {
    case 'usertoken/GetToken': return given(code ? service.byCode.get(`${user} ${code}`) : service.kept.get(user ?? ''));
    case 'usertoken/exchange': return service.exchanged.has(user ?? '') ? given(service.exchanged.get(user ?? '')) : json(res, 400, { error: { code: 'ConsentRequired' } });
    case 'botsignin/GetSignInResource': return json(res, 200, { signInLink: 'https://token.botframework.com/sign-in', tokenExchangeResource: { id: 'question-1', uri: 'api://botid-enlace', providerId: 'p' } });
    default: return json(res, 404, {});
  }
}

function json(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' }); // returns nothing where restify is loaded
  res.end(JSON.stringify(body));
}
