/** The links of partnership requests (WF-15): how people bring them, and what is found behind them. */

import { expect, it } from '@jest/globals';
import { issueLink } from '../../src/app/links.ts';
import { requestBehind, tokenIn } from '../../src/app/requests.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { eachWorld, given } from '../support/deps.ts';
import { TOKEN, requestIn } from '../support/partners.ts';
import { NOW, norte } from '../support/world.ts';

const world = eachWorld();

it.each([
  TOKEN, ` ${TOKEN} `, `${TOKEN}.`, `<${TOKEN}>`, `https://enlace.example/partner/${TOKEN}`, `<https://enlace.example/partner/${TOKEN}>`, `https://enlace.example/partner/${TOKEN}.`,
  `https://enlace.example/partner/${TOKEN}?lang=es`, `https://enlace.example/partner/${TOKEN}/`, `http://127.0.0.1:3978/partner/${TOKEN})`,
])('WF-15 the token of "%s" is found', (typed) => {
  expect(tokenIn(typed)).toBe(TOKEN);
});

it.each(['', '...', '<>', 'https://enlace.example/partner/'])('WF-15 "%s" has no token', (typed) => {
  expect(tokenIn(typed)).toBe('');
});

it('WF-15 finds the request, in whatever state, and nothing with a token that only its link\'s pointer knows', async () => {
  const { token, trace } = await issueLink(world().deps, norte.id, plus(NOW, DAY), requestIn('Revoked').id);
  const doc = requestIn('Revoked', { links: ['another', trace] });
  await given(world(), 'request', doc);
  expect(await requestBehind(world().deps, token)).toEqual(doc);
  const { token: dropped } = await issueLink(world().deps, norte.id, plus(NOW, DAY), doc.id);
  expect(await requestBehind(world().deps, dropped)).toBeUndefined();
});

it('WF-15 no token begins with a dash, which a command would read as a flag', async () => {
  const left = [0xf8, 0xfb, 0x01];
  const { token } = await issueLink({ ...world().deps, randomBytes: (size) => Buffer.alloc(size, left.shift() ?? 0) }, norte.id, plus(NOW, DAY));
  expect(Buffer.from(token, 'base64url')).toEqual(Buffer.alloc(32, 1));
});
