/** Who the local world's server talks to: this machine under its own names, and nobody who borrowed one. */

import { request } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { openStory } from '../e2e/support.ts';

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
