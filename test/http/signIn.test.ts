/** A sign-in under way: bound to its browser and its page, and leading nowhere but to our own pages. */

import { describe, expect, it } from '@jest/globals';
import type { Asked } from '../../bot/http/asked.ts';
import type { PageAnswer } from '../../bot/http/html.ts';
import type { Attempt, SignIn } from '../../bot/http/signIn.ts';
import { attemptCookie, attemptOf, ownPath, returnedTo } from '../../bot/http/signIn.ts';
import { beginSignIn, finishSignIn } from '../../bot/http/signInPages.ts';
import { localSignIn, showPeople } from '../../bot/local/signInPage.ts';
import { parseDirectory } from '../../bot/local/directorySchema.ts';
import { sessionBehind } from '../../src/app/sessions.ts';
import { eachWorld } from '../support/deps.ts';
import { olga } from '../support/customers.ts';

const world = eachWorld();
const PAGE = '/invitation/abc-_1?lang=es';

/** Proves whoever the `code` says, as Entra will. */
const seen: Attempt[] = [];
const entra: SignIn = {
  returns: 'get',
  begin: async ({ state }) => `https://login.example/authorize?state=${state}`,
  finish: async (attempt, { code }) => {
    seen.push(attempt);
    return code === 'good' ? { tenant: olga.tenant, person: olga.id } : undefined;
  },
};

const asked = (more: Partial<Asked> = {}): Asked => ({ token: '', form: {}, query: {}, correlation: 'c0ffee', cookies: {}, isFromElsewhere: false, ...more });
const cookiesOf = ({ headers }: PageAnswer): Readonly<Record<string, string>> =>
  Object.fromEntries([headers['Set-Cookie'] ?? []].flat().map((line) => /^([^=]+)=([^;]*)/.exec(line)?.slice(1) ?? []));

/** Leaves and comes back; the browser's cookie and what it brings may be others. */
async function through({ to = PAGE, cookie, state, code = 'good' }: { to?: string; cookie?: string; state?: string; code?: string } = {}): Promise<PageAnswer> {
  const left = await beginSignIn(world().deps, entra, asked({ query: { to } }));
  const given = new URL(String(left.headers['Location'])).searchParams.get('state') ?? '';
  const kept = cookiesOf(left)['__Host-enlace-sign-in'] ?? '';
  return await finishSignIn(world().deps, entra, asked({ query: { state: state ?? given, code }, cookies: { 'sign-in': cookie ?? kept } }));
}

describe('the way there and back', () => {
  it('WF-22 ends on the page it began on, with a session of its own and nothing left under way', async () => {
    world().people.push({ ...olga, email: undefined, roles: undefined });
    const [first, second] = [await through(), await through()];
    expect([first.status, first.headers['Location']]).toEqual([303, PAGE]);
    const tokens = [first, second].map((answer) => cookiesOf(answer)['__Host-enlace-session'] ?? '');
    expect(await sessionBehind(world().deps, tokens[0])).toMatchObject({ tenant: olga.tenant, person: olga.id });
    expect(tokens[0]).not.toBe(tokens[1]);
    expect(cookiesOf(first)['__Host-enlace-sign-in']).toBe('');
  });

  it('WF-22 a session that the browser held before counts no more', async () => {
    world().people.push({ ...olga, email: undefined, roles: undefined });
    const before = cookiesOf(await through())['__Host-enlace-session'] ?? '';
    const left = attemptCookie('secret', PAGE);
    await finishSignIn(world().deps, entra, asked({ query: { state: attemptOf(left, 'es').state, code: 'good' }, cookies: { 'sign-in': left, session: before } }));
    expect(await sessionBehind(world().deps, before)).toBeUndefined();
  });

  it.each([
    ['by another browser', { cookie: attemptCookie('guess', PAGE) }], ['by a browser without its cookie', { cookie: '' }], ['with another state', { state: 'x'.repeat(43) }],
    ['to another page', { cookie: attemptCookie('secret', '/customer') }], ['with a proof that is none', { code: 'bad' }],
  ])('WF-22 is not finished %s, and can be begun again', async (_how, more) => {
    world().people.push({ ...olga, email: undefined, roles: undefined });
    const answer = await through(more);
    expect([answer.status, answer.body.includes('/sign-in?to='), answer.headers['Set-Cookie']]).toEqual([403, true, undefined]);
    expect(world().traffic.commits).toEqual([]);
  });

  it('WF-22 somebody whom the directory does not know is nobody', async () => {
    expect((await through()).status).toBe(403);
  });

  it('has a state and a verifier that nobody can tell from each other or from the cookie', () => {
    const { state, verifier } = attemptOf(attemptCookie('secret', PAGE), 'es');
    for (const one of [state, verifier]) expect(one).toMatch(/^[\w-]{43}$/);
    expect(state).not.toBe(verifier);
  });
});

describe('where it may lead', () => {
  it.each(['/customer', '/customer?lang=en', '/invitation/abc-_1', PAGE])('%s', (path) => {
    expect(ownPath(path)).toBe(path);
  });

  it.each([
    'https://evil.example', '//evil.example', '/\\evil.example', '/customer@evil.example', '/invitation/../customer', '/invitation/a/b', '/customer?lang=en&x=1', '/customer\n', '/mail', '', undefined,
  ])('never %j, which becomes the page of the company', async (path) => {
    expect(ownPath(path)).toBeUndefined();
    const { headers } = await beginSignIn(world().deps, entra, asked({ query: path === undefined ? {} : { to: path } }));
    expect(headers['Location']).toMatch(/^https:\/\/login\.example\//);
    const cookie = attemptCookie('secret', path ?? '');
    expect(returnedTo(cookie, attemptOf(cookie, 'es').state)).toBeUndefined();
  });
});

describe('the page that stands for Entra', () => {
  const { tenants } = parseDirectory(`{ operator: { tenant: op }, tenants: [
    { id: prov, name: Norte, country: ES, kind: provider, people: [{ id: iker, name: Iker, roles: { agent: salesAgent } }] },
    { id: cust, name: '<Cust>', country: ES, people: [{ id: "a\\"b", name: Ana, directoryRoles: [globalAdmin] }, { id: eva, name: Eva }] } ] }`, 'test');
  const signIn = localSignIn(async () => tenants);

  it('WF-22 lists people with companies and roles, customers first, and says what it is', async () => {
    const { body } = await showPeople(async () => tenants, 'the-state', 'en');
    expect(body).toContain('exists in the local world only');
    expect(body.indexOf('&lt;Cust&gt; (customer)')).toBeLessThan(body.indexOf('Norte (provider)'));
    expect(body).toContain('>Ana · Global admin of the directory</button>');
    expect(body).toContain('>Eva</button>');
    expect(body).toContain('>Iker · Sales agent</button>');
    expect(body).toContain('<input type="hidden" name="state" value="the-state">');
  });

  it('takes the person who was chosen, and nobody else', async () => {
    const attempt = attemptOf('cookie', 'es');
    expect(await signIn.begin(attempt)).toBe(`/sign-in/local/${attempt.state}?lang=es`);
    expect(await signIn.finish(attempt, { who: JSON.stringify(['cust', 'a"b']) })).toEqual({ tenant: 'cust', person: 'a"b' });
    for (const who of [JSON.stringify(['prov', 'eva']), 'Ana', '']) expect(await signIn.finish(attempt, { who })).toBeUndefined();
    expect(await signIn.finish(attempt, {})).toBeUndefined();
  });
});
