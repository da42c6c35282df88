/** The SDK's clients: made once for each app, service and audience, never past the list of allowed services, and never kept when they could not be made. */

import { describe, expect, it } from '@jest/globals';
import type { ConnectorClient, ConnectorFactory, UserTokenClient } from 'botframework-connector';
import { ClaimsIdentity } from 'botframework-connector/lib/auth/claimsIdentity.js';
import { openConnectors } from '../bot/connectors.ts';

const identityOf = (app: string, claim: 'aud' | 'appid' = 'aud') => new ClaimsIdentity([{ type: claim, value: app }], true);
const nobody = new ClaimsIdentity([], true);
const everywhere = (): void => {};

/** Makes something new each time, after a while, and writes down for whom. */
function counted() {
  const made: string[] = [];
  const making: ConnectorFactory = {
    create: async (serviceUrl, audience) => {
      made.push(`${serviceUrl} for ${audience}`);
      await Promise.resolve();
      return { number: made.length } as unknown as ConnectorClient; // nobody speaks through it here
    },
  };
  return { made, making };
}

describe('clients of services', () => {
  it('are made once for each app, service and audience', async () => {
    const { made, making } = counted();
    const connectors = openConnectors();
    const client = async (app: string, serviceUrl: string, audience: string) => await connectors.from(identityOf(app), making, everywhere).create(serviceUrl, audience);
    const first = await client('app', 'https://a', 'x');
    expect(await client('app', 'https://a', 'x')).toBe(first);
    const others = [await client('another app', 'https://a', 'x'), await client('app', 'https://b', 'x'), await client('app', 'https://a', 'y')];
    expect(new Set([first, ...others]).size).toBe(4);
    expect(made).toEqual(['https://a for x', 'https://a for x', 'https://b for x', 'https://a for y']);
  });

  it('are of the app that the token is for, or else of the one that it names, or of none', async () => {
    const { made, making } = counted();
    const connectors = openConnectors();
    const client = async (identity: ClaimsIdentity) => await connectors.from(identity, making, everywhere).create('https://a', 'x');
    const [forApp, named, none] = [await client(identityOf('app')), await client(identityOf('app', 'appid')), await client(nobody)];
    expect(named).toBe(forApp);
    expect(none).not.toBe(forApp);
    expect(made).toHaveLength(2);
  });

  it('do not mistake one service for another whose name is put together alike', async () => {
    const { made, making } = counted();
    const connectors = openConnectors();
    await connectors.from(identityOf('app'), making, everywhere).create('https://a","b', 'c');
    await connectors.from(identityOf('app'), making, everywhere).create('https://a', 'b","c');
    expect(made).toHaveLength(2);
  });

  it('are one for all who ask at the same time', async () => {
    const { made, making } = counted();
    const connectors = openConnectors();
    const asked = Array.from({ length: 10 }, async () => await connectors.from(identityOf('app'), making, everywhere).create('https://a', 'x'));
    expect(new Set(await Promise.all(asked)).size).toBe(1);
    expect(made).toHaveLength(1);
  });

  it('are given only if the service is allowed, which is asked each time', async () => {
    const { made, making } = counted();
    const connectors = openConnectors();
    const asked: string[] = [];
    let isAllowed = true;
    const from = connectors.from(identityOf('app'), making, (serviceUrl) => {
      asked.push(serviceUrl);
      if (!isAllowed) throw new Error('Not there');
    });
    await from.create('https://a', 'x');
    await from.create('https://a', 'x');
    isAllowed = false;
    await expect(from.create('https://a', 'x')).rejects.toThrow('Not there');
    await expect(from.create('https://b', 'x')).rejects.toThrow('Not there');
    expect(asked).toEqual(['https://a', 'https://a', 'https://a', 'https://b']);
    expect(made).toEqual(['https://a for x']);
  });

  it('that could not be made are told to all who waited, and made when they are asked for next', async () => {
    const { made, making } = counted();
    const broken: ConnectorFactory = { create: async () => { throw new Error('No credentials'); } };
    const connectors = openConnectors();
    const failing = connectors.from(identityOf('app'), broken, everywhere);
    const told = await Promise.allSettled([failing.create('https://a', 'x'), failing.create('https://a', 'x')]);
    expect(told).toMatchObject([{ reason: { message: 'No credentials' } }, { reason: { message: 'No credentials' } }]);
    await connectors.from(identityOf('app'), making, everywhere).create('https://a', 'x');
    expect(made).toHaveLength(1);
  });

  it('are not kept for ever: who names ever new services gets clients, and memory does not grow', async () => {
    const { made, making } = counted();
    const from = openConnectors().from(identityOf('app'), making, everywhere);
    const services = Array.from({ length: 65 }, (_unused, index) => `https://service-${index}`);
    for (const service of [...services.slice(0, 64), ...services.slice(0, 64)]) await from.create(service, 'x');
    expect(made).toHaveLength(64);
    await from.create('https://service-64', 'x');
    await from.create('https://service-0', 'x');
    await from.create('https://service-64', 'x');
    expect(made.slice(64)).toEqual(['https://service-64 for x', 'https://service-0 for x']);
  });
});

describe('clients of the token service', () => {
  it('are made once for each app, and again if they could not be made', async () => {
    const connectors = openConnectors();
    let made = 0;
    const make = async () => ({ number: ++made }) as unknown as UserTokenClient; // nobody speaks through it here
    await expect(connectors.tokens(identityOf('app'), async () => { throw new Error('No credentials'); })).rejects.toThrow('No credentials');
    const [first, again] = await Promise.all([connectors.tokens(identityOf('app'), make), connectors.tokens(identityOf('app'), make)]);
    expect(again).toBe(first);
    expect(await connectors.tokens(identityOf('another app'), make)).not.toBe(first);
    expect(made).toBe(2);
  });
});
