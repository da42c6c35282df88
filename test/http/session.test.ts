/** Sessions of web pages: what is stored, what the browser holds, how long it counts, and what a nonce is good for. */

import { describe, expect, it } from '@jest/globals';
import { cookieIn, cookieOf } from '../../bot/http/cookies.ts';
import { endSession, isNonceOf, nonceOf, openSession, sessionBehind } from '../../src/app/sessions.ts';
import { MINUTE } from '../../src/core/time.ts';
import { eachWorld } from '../support/deps.ts';
import { adventure, cast } from '../support/world.ts';

const world = eachWorld();
const ana = { tenant: adventure.id, person: cast.globalAdmin.id };

describe('a session', () => {
  it('WF-22 is found by what the cookie holds, which stands in no document', async () => {
    const token = await openSession(world().deps, ana);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(await sessionBehind(world().deps, token)).toEqual({ ...ana, token });
    expect(JSON.stringify(world().traffic.commits)).not.toContain(token);
  });

  it('WF-22 ends after its minutes, and when it is ended', async () => {
    const [kept, ended] = [await openSession(world().deps, ana), await openSession(world().deps, ana)];
    expect(kept).not.toBe(ended);
    await endSession(world().deps, ended);
    expect(await sessionBehind(world().deps, ended)).toBeUndefined();
    world().clock.move(29 * MINUTE);
    expect(await sessionBehind(world().deps, kept)).toBeDefined();
    world().clock.move(MINUTE);
    expect(await sessionBehind(world().deps, kept)).toBeUndefined();
  });

  it('is not what nobody has, and then nothing is read', async () => {
    expect(await sessionBehind(world().deps, 'guess')).toBeUndefined();
    world().quiet();
    expect(await sessionBehind(world().deps, undefined)).toBeUndefined();
    expect(world().traffic.reads).toEqual([]);
  });
});

describe('a nonce', () => {
  const [mine, other] = [{ token: 'mine' }, { token: 'other' }];

  it('WF-22 is good for one session and one purpose, and does not tell the session', () => {
    const nonce = nonceOf(mine, 'invitation a');
    expect(nonce).toMatch(/^[\w-]{43}$/);
    expect(isNonceOf(mine, 'invitation a', nonce)).toBe(true);
    expect([isNonceOf(other, 'invitation a', nonce), isNonceOf(mine, 'invitation b', nonce), isNonceOf(mine, 'invitation a', '')]).toEqual([false, false, false]);
  });
});

describe('the cookies', () => {
  const [local, public_] = ['http://127.0.0.1:3978', 'https://enlace.example'];

  it('are out of reach of scripts and other sites, and secure where the site is', () => {
    expect(cookieOf('session', 'abc', local)).toBe('enlace-session=abc; Path=/; HttpOnly; SameSite=Lax');
    expect(cookieOf('session', 'abc', public_)).toBe('__Host-enlace-session=abc; Path=/; HttpOnly; SameSite=Lax; Secure');
    expect(cookieOf('sign-in', 'abc', public_)).toBe('__Host-enlace-sign-in=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=900');
    expect(cookieOf('session', undefined, local)).toBe('enlace-session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
  });

  it.each([
    ['enlace-session=abc', 'abc'], ['x=1; enlace-session=a=b; y=2', 'a=b'], ['enlace-session=', undefined], ['other-enlace-session=abc', undefined], ['', undefined], [undefined, undefined],
  ])('are read among others: %s', (header, value) => {
    expect(cookieIn(header, 'session', local)).toBe(value);
  });

  it('over https, one that any host of the domain could have set is none', () => {
    expect([cookieIn('enlace-session=abc', 'session', public_), cookieIn('__Host-enlace-session=abc', 'session', public_)]).toEqual([undefined, 'abc']);
  });
});
