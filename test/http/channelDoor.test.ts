/** The door of a registered bot: whose tokens open it, for which tenants, and where its own token goes. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SignJWT, UnsecuredJWT, generateSecret } from 'jose';
import { personSchema } from '../../src/app/documents.ts';
import { personRef } from '../../src/app/homes.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import { activityOf, post, state } from '../e2e/rawPost.ts';
import type { Story } from '../e2e/support.ts';
import { openStory } from '../e2e/support.ts';
import { carmen } from '../e2e/world.ts';
import type { Issuer } from '../support/issuer.ts';
import { OUR_TOKEN, channelClaims, channelOf, openChannelIssuer, registration } from '../support/registered.ts';

// The SDK writes each refusal to the console as well.
beforeEach(() => { jest.spyOn(console, 'error').mockImplementation(() => {}); });
afterEach(() => { jest.restoreAllMocks(); });

type Registered = { readonly story: Story; readonly issuer: Issuer; readonly service: string };

/** Carmen has spoken once, with a good token. */
async function registered(environment: Readonly<Record<string, string>> = {}): Promise<Registered> {
  const issuer = await openChannelIssuer();
  const story = await openStory({ environment: { ...registration, ...environment }, channel: channelOf(issuer) });
  await story.desk(carmen).says('hola');
  return { story, issuer, service: String((await activityOf(story, carmen))['serviceUrl']) };
}

/** Carmen's next words, brought with this token. @returns the answer; the store is as it was, or the test fails. */
async function tries({ story }: Registered, token: string, more: Readonly<Record<string, unknown>> = {}): Promise<{ readonly status: number; readonly body: string; readonly isUnchanged: boolean }> {
  const before = JSON.stringify(await state(story));
  const said = story.teams.posted.length;
  const answer = await post(story, JSON.stringify({ ...await activityOf(story, carmen), text: 'ayuda', ...more }), { 'content-type': 'application/json', authorization: `Bearer ${token}` });
  await story.settle();
  return { ...answer, isUnchanged: before === JSON.stringify(await state(story)) && said === story.teams.posted.length };
}

const refused = { status: 401, body: '', isUnchanged: true };
const now = (): number => Math.floor(Date.now() / 1000);

describe('a token of the channel', () => {
  it('lets an activity in, and the answer carries our own to the service it came from', async () => {
    const out = await registered();
    expect(await tries(out, await out.issuer.sign(channelClaims(out.service)))).toEqual({ status: 200, body: '', isUnchanged: false });
    expect(out.story.teams.posted).toHaveLength(2);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['for another app', { aud: '5f3c7a52-0000-4000-8000-00000000000b' }], ['for several apps, ours among them', { aud: ['5f3c7a52-0000-4000-8000-00000000000b', 'x'] }], ['for nobody', { aud: undefined }],
    ['of another issuer', { iss: 'https://api.botframework.evil' }], ['of Entra, as an emulator brings it', { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', appid: registration.MICROSOFT_APP_ID, ver: '1.0' }],
    ['of Entra, as another bot brings it', { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', appid: '5f3c7a52-0000-4000-8000-00000000000b', ver: '1.0' }],
    ['that has expired', { exp: now() - 600 }], ['that counts later', { nbf: now() + 600 }], ['that never expires', { exp: undefined }],
    ['for another service', { serviceurl: 'https://smba.trafficmanager.net/emea/' }], ['for no service', { serviceurl: undefined }],
  ])('is refused without a reason: %s', async (_what, spoilt) => {
    const out = await registered();
    expect(await tries(out, await out.issuer.sign({ ...channelClaims(out.service), ...spoilt }))).toEqual(refused);
  });

  it('is refused that nobody signed, that a secret signed, that another key signed, or that was changed', async () => {
    const out = await registered();
    const claims = channelClaims(out.service);
    const [head = '', , signature = ''] = (await out.issuer.sign({ ...claims, aud: 'another' })).split('.');
    const stranger = { ...await out.issuer.newKey(), kid: out.issuer.key.kid };
    const tokens = [
      new UnsecuredJWT(claims).encode(),
      await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: out.issuer.key.kid }).sign(await generateSecret('HS256')),
      await out.issuer.sign(claims, stranger), await out.issuer.sign(claims, await out.issuer.newKey()),
      [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.'),
    ];
    for (const token of tokens) expect(await tries(out, token)).toEqual(refused);
  });

  it.each([['for another channel', ['webchat', 'directline']], ['for none', []], ['without saying so', undefined]])('is refused when its key speaks %s', async (_what, endorsements) => {
    const out = await registered();
    const issuer = await openChannelIssuer();
    const key = await issuer.newKey({ endorsements } as never); // JWK has no word for it
    issuer.keys = [key];
    const story = await openStory({ environment: registration, channel: channelOf(issuer) });
    const answer = await post(story, JSON.stringify({ ...await activityOf(out.story, carmen), text: 'hola' }), { 'content-type': 'application/json', authorization: `Bearer ${await issuer.sign(channelClaims(out.service), key)}` });
    expect(answer).toEqual({ status: 401, body: '' });
    expect(await state(story)).toEqual([]);
  });

  it.each(['emulator', 'AseChannel', 'webchat', 'directline', ''])('is of no use to the channel "%s"', async (channelId) => {
    const out = await registered();
    expect(await tries(out, await out.issuer.sign(channelClaims(out.service)), { channelId })).toEqual(refused);
  });
});

describe('ALLOWED_TENANTS', () => {
  const elsewhere = { tenant: { id: 'adatum' } };

  it.each([
    ['another in both places', { channelData: elsewhere, conversation: { id: 'chat', tenantId: 'adatum' } }], ['another in one', { channelData: elsewhere }],
    ['another in the other', { conversation: { id: 'chat', tenantId: 'adatum' } }], ['none', { channelData: {}, conversation: { id: 'chat' } }], ['no name of one', { channelData: { tenant: { id: ['contoso'] } } }],
  ])('keeps out an activity that names %s', async (_what, more) => {
    const out = await registered({ ALLOWED_TENANTS: 'contoso, programa' });
    const token = await out.issuer.sign(channelClaims(out.service));
    expect(await tries(out, token, more)).toEqual(refused);
    expect((await tries(out, token)).status).toBe(200);
  });

  it('hears everybody when it names nobody', async () => {
    const out = await registered({ ALLOWED_TENANTS: ' ' });
    expect((await tries(out, await out.issuer.sign(channelClaims(out.service)), { channelData: elsewhere })).status).toBe(200);
  });
});

describe('our own token', () => {
  it('goes to the services on the list only: an activity that names another is refused before it is verified', async () => {
    const out = await registered({ SERVICE_HOSTS: '127.0.0.1,smba.trafficmanager.net' });
    for (const serviceUrl of ['https://evil.example/', 'https://smba.trafficmanager.net.evil.example/', 'http://smba.trafficmanager.net/', 'https://evil.example#@smba.trafficmanager.net', 'https://smba.trafficmanager.net@evil.example/']) {
      const token = await out.issuer.sign(channelClaims(serviceUrl));
      expect([serviceUrl, await tries(out, token, { serviceUrl })]).toEqual([serviceUrl, { ...refused, status: 403 }]);
    }
  });

  it('is not carried to an address of old whose host is not on the list any more', async () => {
    const seen = await strangerSees(async (serviceUrl) => {
      const { story } = await registered();
      await moved(story, serviceUrl);
      await owes(story);
    });
    expect(seen).toEqual([]);
  });

  it('is carried there while it is', async () => {
    const seen = await strangerSees(async (serviceUrl) => {
      const { story } = await registered({ SERVICE_HOSTS: '127.0.0.1,localhost' });
      await moved(story, serviceUrl);
      await owes(story);
    });
    expect(seen).toContain(OUR_TOKEN);
  });
});

/** @returns what somebody who is no service of the channel's was shown as a token. */
async function strangerSees(happens: (serviceUrl: string) => Promise<void>): Promise<readonly (string | undefined)[]> {
  const seen: (string | undefined)[] = [];
  const stranger = createServer((req, res) => {
    seen.push(req.headers.authorization);
    res.writeHead(201, { 'content-type': 'application/json' });
    res.end('{"id":"1"}');
  });
  await new Promise<void>((resolve) => { stranger.listen(0, '127.0.0.1', resolve); });
  await happens(`http://localhost:${(stranger.address() as AddressInfo).port}/`); // it listens on a TCP port
  await new Promise((resolve) => { stranger.closeAllConnections(); stranger.close(resolve); });
  return seen;
}

const carmens = personRef(tenantId.parse(carmen.tenant), personId.parse(carmen.id));

/** Carmen's chat was on this service when it was remembered. */
async function moved({ app }: Story, serviceUrl: string): Promise<void> {
  const stored = await app.deps.store.read(carmens);
  const person = personSchema.parse(stored?.body);
  await app.deps.store.commit([{ op: 'upsert', doc: { ...carmens, kind: 'person', body: { ...person, address: person.address && { ...person.address, serviceUrl } } } }]);
}

/** Carmen writes in a channel what is answered in her own chat. */
async function owes(story: Story): Promise<void> {
  await story.desk(carmen, { kind: 'channel', conversation: '19:somewhere' }).says('/whoami');
  await story.settle();
}
