/** Who the local world's server talks to: this machine under its own names, and nobody who borrowed one. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { activityOf } from '../e2e/rawPost.ts';
import { openStory } from '../e2e/support.ts';
import { carmen } from '../e2e/world.ts';

it('an end answers what is being asked, and waits for no connection that is only kept open', async () => {
  const story = await openStory();
  await story.desk(carmen).says('hola');
  const [reached, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  story.trouble.commit = async () => {
    reached.resolve();
    await over.promise;
  };
  const body = JSON.stringify({ ...await activityOf(story, carmen), text: '/idioma en' });
  const agent = new Agent({ keepAlive: true });
  const turn = new Promise((resolve, reject) => {
    request(`${story.url}/api/messages`, { method: 'POST', agent, headers: { 'content-type': 'application/json' } }, (answer) => { answer.resume(); resolve(answer.statusCode); }).on('error', reject).end(body);
  });
  await reached.promise;
  const closing = story.app.close();
  over.resolve();
  expect(await turn).toBe(200);
  await closing;
  agent.destroy();
}, 5_000); // Node keeps a connection for longer

it('keeps a connection open for longer than proxies do, and says so', async () => {
  const { url } = await openStory();
  expect((await fetch(`${url}/healthz`)).headers.get('keep-alive')).toBe('timeout=75');
});

it('who would like to speak another protocol is answered in this one', async () => {
  const { url } = await openStory();
  const answer = await new Promise<number | undefined>((resolve, reject) => {
    request(`${url}/healthz`, { headers: { connection: 'upgrade', upgrade: 'h2c' } }, (response) => { response.resume(); resolve(response.statusCode); }).on('error', reject).end();
  });
  expect(answer).toBe(200);
});

it('a second start at the same port says so in a sentence, and ends with 1', async () => {
  const { url } = await openStory();
  const { port } = new URL(url);
  const ended = Promise.withResolvers<{ readonly code: unknown; readonly said: string }>();
  const main = fileURLToPath(new URL('../../bot/main.js', import.meta.url));
  const folder = await mkdtemp(join(tmpdir(), 'enlace-second-'));
  execFile(process.execPath, [main], { env: { PORT: port, DATA_DIR: folder } }, (error, _stdout, said) => ended.resolve({ code: error?.code, said }));
  expect(await ended.promise).toEqual({ code: 1, said: `Enlace does not start: port ${port} of 127.0.0.1 is taken by another program. Is Enlace running already? End that one first, or choose another port with PORT\n` });
  await rm(folder, { recursive: true });
});

describe('without credentials', () => {
  const statusFor = async (host: string): Promise<number | undefined> => {
    const { url } = await openStory();
    return await new Promise((resolve, reject) => {
      request(`${url}/mail`, { headers: { host } }, (answer) => { answer.resume(); resolve(answer.statusCode); }).on('error', reject).end();
    });
  };

  it.each(['127.0.0.1:3978', 'localhost:3978', 'localhost', '[::1]:3978'])('mail is shown to this machine, as %s', async (host) => {
    expect(await statusFor(host)).toBe(200);
  });

  it.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:3978', '10.0.0.7', 'a b'])('a page that rebound its name is refused: %s', async (host) => {
    expect(await statusFor(host)).toBe(403);
  });
});
