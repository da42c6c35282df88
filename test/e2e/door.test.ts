/** The HTTP door: what is no activity, comes from elsewhere or is too large is refused without a word, and nothing of it gets inside. */

import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readConfig } from '../../bot/config.ts';
import { activityOf, post, state } from './rawPost.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { carmen } from './world.ts';

/** Carmen has spoken once; then the door is tried. */
async function acquainted(): Promise<Story> {
  const story = await openStory();
  await story.desk(carmen).says('hola');
  return story;
}

describe('a body that is no activity', () => {
  const json = 'application/json';
  it.each([
    ['nothing', json, ''], ['no JSON', json, '{"type": "message"'], ['a text', json, '"message"'], ['a number', json, '7'], ['null', json, 'null'], ['an array', json, '[{"type":"message"}]'],
    ['no type', json, '{}'], ['a type that is a number', json, '{"type":1}'], ['a type that is null', json, '{"type":null}'], ['nesting without end', json, `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['plain text', 'text/plain', '{"type":"message"}'], ['a form', 'application/x-www-form-urlencoded', 'type=message&serviceUrl=http%3A%2F%2F127.0.0.1%3A9%2F'], ['a script', 'application/javascript', '{"type":"message"}'],
    ['parts', 'multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="type"\r\n\r\nmessage\r\n--x--\r\n'], ['bytes', 'application/octet-stream', '\u0000\u0001'],
  ])('is refused: %s', async (_what, kind, body) => {
    const story = await acquainted();
    const before = await state(story);
    const answer = await post(story, body, { 'content-type': kind });
    expect([400, 415]).toContain(answer.status);
    expect(answer.body).not.toMatch(/\n\s+at |node_modules|Error:/);
    expect(await state(story)).toEqual(before);
  });

  it.each([
    ['packed, and 60 MB when unpacked', { 'content-type': json, 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(60_000_000, 'a'))],
    ['called packed, and is not', { 'content-type': json, 'content-encoding': 'gzip' }, Buffer.from('not packed')],
    ['packed in another way', { 'content-type': json, 'content-encoding': 'br' }, Buffer.from('x')],
    ['a file', { 'content-type': 'Multipart/Form-Data; boundary=x' }, Buffer.from('--x\r\ncontent-disposition: form-data; name="f"; filename="left-behind.txt"\r\n\r\nhello\r\n--x--\r\n')],
  ])('is refused unread, at every door: %s', async (_what, headers, body) => {
    const story = await acquainted();
    for (const path of ['api/messages', 'invitation/x', 'customer', 'sign-in/return', 'import/x', 'verify/x']) {
      const answer = await fetch(`${story.url}/${path}`, { method: 'POST', headers, body, signal: AbortSignal.timeout(3_000) });
      expect([path, answer.status]).toEqual([path, 415]);
    }
    expect((await fetch(`${story.url}/healthz`)).status).toBe(200);
  });

  it('is refused when it is larger than any activity, and the next one is heard', async () => {
    const story = await acquainted();
    const activity = await activityOf(story, carmen);
    expect((await post(story, JSON.stringify({ ...activity, text: 'x'.repeat(1_000_000) }))).status).toBe(413);
    expect((await post(story, JSON.stringify({ ...activity, text: 'ayuda' }))).status).toBe(200);
  });
});

describe('an activity that names another channel service', () => {
  it.each([
    'http://evil.example/', 'https://smba.trafficmanager.net/emea/', 'http://127.0.0.1.evil.example/', 'http://evil.example#127.0.0.1', 'http://user@evil.example', 'http://127.0.0.1@evil.example/',
    'file:///etc/passwd', 'http://', '', 'not a url', 7, null, undefined, ['http://127.0.0.1/'], { host: '127.0.0.1' },
  ])('is refused, and nothing is posted there: %j', async (serviceUrl) => {
    const story = await acquainted();
    const before = await state(story);
    const posted = story.teams.posted.length;
    expect((await post(story, JSON.stringify({ ...await activityOf(story, carmen), text: 'ayuda', serviceUrl }))).status).toBe(403);
    expect(await state(story)).toEqual(before);
    expect(story.teams.posted).toHaveLength(posted);
  });
});

describe('the other ways in', () => {
  it.each([
    ['GET', '/api/messages', 405], ['PUT', '/api/messages', 405], ['GET', '/nothing', 404], ['GET', '/verify/', 410], ['GET', '/verify/unknown', 410],
    ['GET', '/verify/%2e%2e%2fetc', 410], ['GET', `/verify/${'x'.repeat(5_000)}`, 404], ['GET', '/verify/%00', 410], ['GET', '/mail/%2e%2e%2fworld.json', 404], ['GET', '/healthz', 200],
  ])('%s %.40s is answered with %i', async (method, path, status) => {
    const story = await acquainted();
    const response = await fetch(`${story.url}${path}`, { method });
    expect(response.status).toBe(status);
    expect(await response.text()).not.toMatch(/\n\s+at |node_modules/);
  });

  it('ENR-07 a form for a link that is none changes nothing', async () => {
    const story = await acquainted();
    const before = await state(story);
    const response = await fetch(`${story.url}/verify/unknown`, { method: 'POST', body: new URLSearchParams({ decision: 'confirm', signedUp: 'true', companyAddress: 'true' }) });
    expect(response.status).toBe(410);
    expect(await state(story)).toEqual(before);
  });
});

describe('with credentials', () => {
  const credentials = { MICROSOFT_APP_ID: '00000000-1111-4222-8333-444444444444', MICROSOFT_APP_PASSWORD: 'not a real one', MICROSOFT_APP_TENANT_ID: 'enlace' };
  const activity = { type: 'message', id: '1', text: 'ayuda', channelId: 'msteams', from: { id: '29:carmen' }, recipient: { id: '28:enlace' }, conversation: { id: 'chat', tenantId: 'contoso' } };

  // The SDK writes each refusal to the console as well.
  beforeEach(() => { jest.spyOn(console, 'error').mockImplementation(() => {}); });
  afterEach(() => { jest.restoreAllMocks(); });

  it.each(['AseChannel', 'emulator', 'webchat', 'directline'])('nobody gets in through the channel %s', async (channelId) => {
    const story = await openStory({ environment: credentials });
    for (const authorization of ['', 'Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJ4In0.']) {
      const answer = await post(story, JSON.stringify({ ...activity, channelId, serviceUrl: 'https://smba.trafficmanager.net/emea/' }), { 'content-type': 'application/json', authorization });
      expect(answer).toEqual({ status: 401, body: '' });
    }
    expect(await state(story)).toEqual([]);
  });

  it.each([
    ['no token', {}, 'https://smba.trafficmanager.net/emea/', 401], ['another scheme', { authorization: 'Basic YTpi' }, 'https://smba.trafficmanager.net/emea/', 401],
    ['a token that is none', { authorization: 'Bearer abc' }, 'https://smba.trafficmanager.net/emea/', 401], ['this machine as the channel', {}, 'http://127.0.0.1:1/', 403],
    ['Teams without TLS', {}, 'http://smba.trafficmanager.net/emea/', 403],
  ])('nobody gets in with %s', async (_what, headers, serviceUrl, status) => {
    const story = await openStory({ environment: credentials });
    const answer = await post(story, JSON.stringify({ ...activity, serviceUrl }), { 'content-type': 'application/json', ...headers });
    expect(answer).toEqual({ status, body: '' });
    expect(await state(story)).toEqual([]);
  });

  it('are what it takes to listen to anybody but this machine', () => {
    for (const HOST of ['0.0.0.0', '::', '192.168.1.4', 'enlace.example']) {
      expect(() => readConfig({ HOST })).toThrow(/loopback only/);
      expect(readConfig({ HOST, ...credentials }).host).toBe(HOST);
    }
    for (const HOST of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) expect(readConfig({ HOST }).host).toBe(HOST);
  });
});
