/** Tokens of links and cursors, as somebody could guess, alter, borrow or wear them out: what they are made of, what is kept of them, and what a page answers. */

import type { Hash } from 'node:crypto';
import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import { issueLink } from '../../src/app/links.ts';
import { DAY, MINUTE, plus } from '../../src/core/time.ts';
import { openTurnstile, remoteAddress } from '../../bot/http/turnstile.ts';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { invited, puts } from '../e2e/invitations.ts';
import type { Story } from '../e2e/support.ts';
import { openStory } from '../e2e/support.ts';
import { gala, gus, uma } from '../e2e/world.ts';
import { eachWorld } from '../support/deps.ts';
import type { Invitation } from '../../src/tasks/invitationDoc.ts';
import { requestIn } from '../support/partners.ts';
import { contoso, norte } from '../support/world.ts';
import { handClock } from '../store/support.ts';

const world = eachWorld();

describe('a token', () => {
  it('is 256 random bits, is never the same twice, and leaves its trace alone in the store', async () => {
    const deps = { ...world().deps, randomBytes };
    const issued = await Promise.all(Array.from({ length: 200 }, async () => await issueLink(deps, contoso.id, plus(deps.clock(), DAY))));
    const stored = JSON.stringify(world().traffic.commits);
    expect(new Set(issued.map(({ token }) => token)).size).toBe(200);
    expect(issued.filter(({ token }) => Buffer.from(token, 'base64url').length !== 32)).toEqual([]);
    expect(issued.filter(({ token, trace }) => stored.includes(token) || !stored.includes(trace))).toEqual([]);
  });
});

const pages = ['verify', 'partner', 'invitation', 'export', 'import'] as const;

type Cost = { readonly status: number; readonly words: string; readonly reads: number; readonly commits: number; readonly hashes: number };

/** How much a page costs: reads and writes in the store while it is answered, and what is hashed. A clock would only guess. */
async function costOf(story: Story, path: string): Promise<Cost> {
  let [reads, commits] = [0, 0];
  const hashing = jest.spyOn(Object.getPrototypeOf(createHash('sha256')) as Hash, 'digest'); // what every hash is made of
  story.trouble.read = () => { reads++; };
  story.trouble.commit = () => { commits++; };
  const response = await fetch(`${story.url}${path}`);
  const words = await response.text();
  story.trouble.read = () => {};
  story.trouble.commit = () => {};
  const hashes = hashing.mock.calls.length;
  hashing.mockRestore();
  return { hashes, status: response.status, words: words.replaceAll(path.split('/').at(-1) ?? '', 'TOKEN'), reads, commits };
}

describe('a page behind a token', () => {
  it.each(pages)('INV-24 /%s costs the same for one that never was and for one that is nothing here any more, says the same, and writes nothing', async (page) => {
    const story = await openStory();
    const { token: unknown } = await issueLink(world().deps, contoso.id, plus(story.clock(), DAY)); // in another store
    const { token: dead } = await issueLink(story.app.deps, contoso.id, plus(story.clock(), DAY), 'x');
    const altered = `${dead.slice(0, -2)}${dead.endsWith('AA') ? 'BB' : 'AA'}`;
    const costs = [await costOf(story, `/${page}/${unknown}`), await costOf(story, `/${page}/${altered}`), await costOf(story, `/${page}/${dead}`)];
    expect(new Set(costs.map(({ status, words, commits }) => JSON.stringify([status, words, commits]))).size).toBe(1);
    expect(costs.map(({ commits }) => commits)).toEqual([0, 0, 0]);
    expect(new Set(costs.map(({ reads }) => reads)).size).toBe(1);
  });

  it.each<readonly [string, Partial<Invitation>, { readonly joint?: true }]>([
    ['INV-L3 that was taken back', { state: 'Revoked' }, {}], ['INV-L3 that was taken back, of two partners', { state: 'Revoked' }, { joint: true }], ['INV-L2 whose time is over', { state: 'Expired' }, {}],
    ['INV-L4 whose partnership has ended', { state: 'Void' }, { joint: true }], ['INV-L5 that was accepted', { state: 'Accepted' }, {}], ['INV-L5 that was declined', { state: 'Declined' }, {}],
    ['INV-L5 that is not finished', { state: 'Draft' }, {}], ['INV-L5 that was discarded', { state: 'Discarded' }, {}],
  ])('an invitation’s link %s says and costs signed out what one costs that nobody knows', async (_which, more, options) => {
    const out = await invited({ ...more, language: 'es' }, options);
    const [known, unknown] = [await costOf(out.story, out.path), await costOf(out.story, `/invitation/${'x'.repeat(out.path.length - '/invitation/'.length)}`)];
    expect(known).toEqual(unknown);
    expect([known.status, known.commits, known.hashes > 0]).toEqual([410, 0, true]);
    expect(known.words).toContain('it was withdrawn or is not valid any more');
  });

  it('PAR-06 a request’s link that was taken back says and costs what one costs that nobody knows', async () => {
    const story = await openStory();
    const { token, trace } = await issueLink(story.app.deps, norte.id, plus(story.clock(), DAY), 'REQ-7K3F-9QXD');
    await puts(story, 'request', requestIn('Revoked', { links: [trace] }));
    const known = await costOf(story, `/partner/${token}`);
    expect(known).toEqual(await costOf(story, `/partner/${'x'.repeat(token.length)}`));
    expect([known.status, known.commits]).toEqual([410, 0]);
  });
});

describe('too many requests', () => {
  const few = { environment: { PAGES_PER_ADDRESS: '6', PAGES_PER_LINK: '3', PROXIES: '1' } };
  const ask = async (story: Story, path: string, from: string) => await fetch(`${story.url}${path}`, { headers: { 'x-forwarded-for': `203.0.113.99, ${from}` } });

  it('behind one link are answered with a page that says when to come again, whoever asks and whether there is such a link or not', async () => {
    const story = await openStory(few);
    const { token } = await issueLink(story.app.deps, contoso.id, plus(story.clock(), DAY));
    for (const path of [`/verify/${token}`, '/verify/unknown', '/partner/unheard-of', '/invitation/unread', '/import/unmade', '/export/unsaved']) {
      const answers = [];
      for (let time = 1; time <= 4; time++) answers.push(await ask(story, path, `198.51.100.${time}`));
      expect(answers.map(({ status }) => status === 429)).toEqual([false, false, false, true]);
      expect([answers[3]?.headers.get('retry-after'), (await answers[3]?.text())?.includes('One moment, please')]).toEqual(['60', true]);
      story.clock.move(MINUTE);
    }
  });

  it('from one address are, whichever links they are for; other addresses are served, and so is this one after a minute', async () => {
    const story = await openStory(few);
    const from = async (address: string, count: number) => {
      const statuses = [];
      for (let time = 0; time < count; time++) statuses.push((await ask(story, `/partner/guess-${address}-${story.clock()}-${time}`, address)).status);
      return statuses;
    };
    expect(await from('198.51.100.1', 8)).toEqual([410, 410, 410, 410, 410, 410, 429, 429]);
    expect(await from('198.51.100.2', 1)).toEqual([410]);
    story.clock.move(MINUTE);
    expect(await from('198.51.100.1', 1)).toEqual([410]);
  });

  const request = (forwarded: string | undefined, remote = '10.0.0.1') => ({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress: remote } }) as unknown as Parameters<typeof remoteAddress>[0]; // all of it that is read
  it.each([
    ['203.0.113.7', 0, '10.0.0.1'], ['203.0.113.7', 1, '203.0.113.7'], ['1.1.1.1, 203.0.113.7', 1, '203.0.113.7'], ['203.0.113.7, 10.0.0.2', 2, '203.0.113.7'], ['203.0.113.7:50112', 1, '203.0.113.7'],
    ['[2001:db8::1]:50112', 1, '2001:db8::1'], [undefined, 1, '10.0.0.1'], ['', 2, '10.0.0.1'], [' , ', 1, '10.0.0.1'],
  ])('the address that counts in "%s" behind %i proxies of ours is %s: what anybody can write does not', (forwarded, proxies, expected) => {
    expect(remoteAddress(request(forwarded), proxies)).toBe(expected);
  });

  it('one network of IPv6 is one address', () => {
    const { wait } = openTurnstile({ clock: handClock(), pace: { address: 2, link: 9, proxies: 0 } });
    const waits = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:0db8:0001:0002::3', '2001:db8:1:3::1', '::1', '::ffff:10.0.0.1', '::ffff:10.0.0.2'].map((address) => wait({ address, token: '' }));
    expect(waits).toEqual([0, 0, 60, 0, 0, 0, 0]);
  });
});

describe('a cursor', () => {
  it('INV-56 that is somebody else\'s, of another list, altered or old begins the list anew', async () => {
    const story = await openStory();
    const desks = { gala: story.desk(gala), gus: story.desk(gus), uma: story.desk(uma) };
    for (const desk of Object.values(desks)) await desk.arrives();
    const { deps } = story.app;
    const cursorOf = async (person: string, list: string): Promise<string> => {
      const id = deps.newId();
      await deps.store.commit([{ op: 'create', doc: { partition: 'tenant:este', id: `cursor:${id}`, kind: 'cursor', expires: plus(story.clock(), DAY), body: { v: 1, person, list, search: 'uma', after: '' } } }]);
      return id;
    };
    const good = await cursorOf('gala', 'show.users ');
    const asks = async (who: keyof typeof desks, cursor: string) => textOf((await desks[who].speaker.clicks({ verb: 'show.users', data: { cursor, search: '' } })).card);
    const isAnew = (said: string): boolean => /Gala Soler/.test(said) && /Gus Ferrer/.test(said);
    expect(isAnew(await asks('gala', good))).toBe(false); // their own leads on in the search it was made for
    for (const [who, cursor] of [['gus', good], ['uma', good], ['gala', await cursorOf('gala', 'show.customers ')], ['gala', `${good}x`], ['gala', '__proto__'], ['gala', '../audit-chain'], ['gala', 'x'.repeat(5_000)]] as const) {
      expect([who, isAnew(await asks(who, cursor))]).toEqual([who, true]);
    }
    story.clock.move(2 * DAY);
    expect(isAnew(await asks('gala', good))).toBe(true);
    expect(buttonsOf(desks.gala.card()).every(({ data }) => !('after' in data))).toBe(true);
  });
});
