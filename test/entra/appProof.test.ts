/** How the application proves itself to Entra: with a secret, or with what the machine's identity is given for the purpose. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { appProof } from '../../bot/entra/appProof.ts';

afterEach(() => {
  for (const name of ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER']) delete process.env[name];
});

describe('appProof', () => {
  it('sends the secret where there is one', async () => {
    expect(await appProof({ secret: 's' })()).toEqual({ client_secret: 's' });
  });

  it('asks the machine’s identity for a token that is good for the exchange only, and sends that', async () => {
    const asked: (Readonly<Record<string, string>>)[] = [];
    const machine = createServer((req, res) => {
      asked.push(Object.fromEntries(new URL(req.url ?? '', 'http://machine').searchParams));
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ access_token: 'of the machine', expires_on: String(Math.floor(Date.now() / 1000) + 3600), resource: 'api://AzureADTokenExchange', token_type: 'Bearer' }));
    });
    await new Promise<void>((resolve) => { machine.listen(0, '127.0.0.1', resolve); });
    // As Azure's App Service tells a program where its identity is.
    process.env['IDENTITY_ENDPOINT'] = `http://127.0.0.1:${(machine.address() as AddressInfo).port}/token`; // it listens on a TCP port
    process.env['IDENTITY_HEADER'] = 'here';
    expect(await appProof({ managedIdentity: 'the-bot' })()).toEqual({ client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: 'of the machine' });
    expect(asked).toEqual([expect.objectContaining({ resource: 'api://AzureADTokenExchange', client_id: 'the-bot' })]);
    await new Promise((resolve) => { machine.closeAllConnections(); machine.close(resolve); });
  });
});
