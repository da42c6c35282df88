/** Signing in on the web with Entra, from the page behind an invitation's link and back: the authorisation code flow against a local issuer. */

import { describe, expect, it } from '@jest/globals';
import { relationshipsOf } from '../../src/app/customers.ts';
import { tenantId } from '../../src/core/ids.ts';
import { openTab } from '../../bot/local/tab.ts';
import type { Out } from '../e2e/invitations.ts';
import { invited } from '../e2e/invitations.ts';
import { faults } from '../e2e/support.ts';
import { greta, walter, wanda } from '../e2e/world.ts';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { NOW } from '../store/support.ts';
import type { Claims, Issuer } from '../support/issuer.ts';
import { CLIENT } from '../support/issuer.ts';
import { BOT, channelOf, openChannelIssuer, registration } from '../support/registered.ts';

const GLOBAL_ADMIN = '62e90394-69f5-4237-9190-012177145e10';
const woodgrove = tenantId.parse('woodgrove');
const ASKS = 'Contoso Iberia quiere trabajar con tu compañía';
const FAILED = 'No has iniciado sesión';

type Invited = Out & { readonly issuer: Issuer; readonly begun: () => Promise<number> };

const tokenOf = ({ tenant, id, name }: Persona, more: Claims = {}): Claims => ({ tid: tenant, oid: id, name, wids: [GLOBAL_ADMIN], ...more });

async function out(person: Claims = tokenOf(wanda)): Promise<Invited> {
  const issuer = await openChannelIssuer(() => Date.parse(NOW));
  issuer.person = person;
  const found = await invited({}, { environment: { ...registration, ENTRA_AUTHORITY: issuer.url }, channel: channelOf(issuer) });
  return { ...found, issuer, begun: async () => (await relationshipsOf(found.story.app.deps, woodgrove)).length };
}

/** Leaves for Entra and comes back. */
const signsIn = async ({ tab }: Out): Promise<void> => await tab.follows('Iniciar sesión');

describe('WF-22 the sign-in with Entra', () => {
  it('WF-22 carries a whole acceptance', async () => {
    const there = await out();
    expect(there.tab.heading()).toBe(ASKS);
    await signsIn(there);
    expect(there.tab.html).toContain('Has iniciado sesión como Wanda Ríos, de Woodgrove Viveros.');
    await there.tab.presses('accept', { fields: { accept: 'true' } });
    expect([there.tab.status, there.tab.heading()]).toEqual([200, 'Tu compañía ha aceptado a Contoso Iberia']);
    await there.story.settle();
    expect([await there.begun(), faults(there.story)]).toEqual([1, []]);
  });

  it('asks for a code with PKCE, state and nonce, and redeems it with the secret; no token and no secret is kept or logged', async () => {
    const there = await out();
    const left = await fetch(new URL('/sign-in?to=%2Fcustomer', there.story.url), { redirect: 'manual' });
    const asked = new URL(left.headers.get('location') ?? '');
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      client_id: BOT.id, response_type: 'code', response_mode: 'query', redirect_uri: `${there.story.url}/sign-in/return`, scope: 'openid profile', prompt: 'select_account', ui_locales: 'en',
      code_challenge_method: 'S256', state: expect.stringMatching(/^[\w-]{43}$/), nonce: expect.stringMatching(/^[\w-]{43}$/), code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    await signsIn(there);
    const [form] = there.issuer.redeemed;
    expect([form?.get('grant_type'), form?.get('client_secret'), form?.get('code_verifier')?.length]).toEqual(['authorization_code', CLIENT.secret, 43]);
    const kept = JSON.stringify([await there.story.content(), there.story.logs]);
    for (const secret of [CLIENT.secret, form?.get('code'), form?.get('code_verifier'), 'eyJ']) expect(kept).not.toContain(String(secret));
  });

  it('CUS-01 who is no Global admin by their token signs in and may not answer, whatever the directory file says', async () => {
    const there = await out(tokenOf(wanda, { wids: undefined }));
    await signsIn(there);
    expect(there.tab.status).toBe(403);
    expect(there.tab.heading()).toBe('Con esta cuenta no puedes responder a la invitación de Contoso Iberia');
    expect(there.tab.html).not.toContain('name="accept"');
  });

  it('CUS-01 who is one by their token may, whatever the directory file says', async () => {
    const there = await out(tokenOf(walter));
    await signsIn(there);
    expect(there.tab.html).toContain('name="accept"');
  });

  it('knows somebody of a known company who is in no file, by the name in the token', async () => {
    const there = await out({ tid: 'woodgrove', oid: 'newcomer', name: 'Núria <b>Nueva</b>', wids: [GLOBAL_ADMIN] });
    await signsIn(there);
    expect(there.tab.html).toContain('Has iniciado sesión como Núria &lt;b&gt;Nueva&lt;/b&gt;, de Woodgrove Viveros.');
  });

  it('proves the roles of the moment: who signs in again without one has lost it', async () => {
    const there = await out();
    await signsIn(there);
    expect(there.tab.html).toContain('name="accept"');
    there.issuer.person = tokenOf(wanda, { wids: [] });
    const other = openTab(there.story.url);
    await other.opens(there.path);
    await other.follows('Iniciar sesión');
    await there.tab.presses('accept', { fields: { accept: 'true' } });
    expect([there.tab.status, await there.begun()]).toEqual([403, 0]);
  });
});

describe('WF-22 nobody is signed in', () => {
  const nobody = async ({ tab, story, begun }: Invited): Promise<void> => {
    expect([tab.status, tab.heading(), [...tab.cookies.keys()].includes('enlace-session'), await begun()]).toEqual([403, FAILED, false, 0]);
    expect(faults(story)).toEqual([]);
  };

  it.each<[string, (claims: Claims, issuer: Issuer) => Claims]>([
    ['of another attempt', (claims) => ({ ...claims, nonce: 'other' })], ['for another application', (claims) => ({ ...claims, aud: '5f3c7a52-0000-4000-8000-00000000000b' })],
    ['of another tenant’s issuer', (claims, { url }) => ({ ...claims, iss: `${url}/tailwind/v2.0` })], ['of another tenant than its issuer’s', (claims) => ({ ...claims, tid: 'tailwind' })],
    ['that has expired', (claims) => ({ ...claims, exp: Number(claims.exp) - 7200 })], ['that counts later', (claims) => ({ ...claims, nbf: Number(claims.nbf) + 7200 })],
  ])('WF-22 by an ID token %s', async (_what, spoil) => {
    const there = await out();
    there.issuer.spoil = (claims) => spoil(claims, there.issuer);
    await signsIn(there);
    await nobody(there);
    there.issuer.spoil = (claims) => claims;
    await there.tab.follows('Iniciar sesión');
    expect(there.tab.html).toContain('Has iniciado sesión como Wanda Ríos');
  });

  it('WF-22 by a key that Entra does not show; once it shows it, somebody is', async () => {
    const there = await out();
    await signsIn(await out(tokenOf(greta)));
    there.issuer.key = await there.issuer.newKey();
    await signsIn(there);
    await nobody(there);
    there.issuer.keys = [...there.issuer.keys, there.issuer.key];
    await there.tab.follows('Iniciar sesión');
    expect(there.tab.html).toContain('Has iniciado sesión como Wanda Ríos');
  });

  it('WF-22 by somebody of a company that is unknown here', async () => {
    const there = await out({ tid: 'stranger', oid: 'wanda', name: 'Wanda Ríos', wids: [GLOBAL_ADMIN] });
    await signsIn(there);
    expect(there.tab.html).not.toContain('name="accept"');
    expect(await there.begun()).toBe(0);
  });

  it.each([
    ['cancelled', { error: 'access_denied', error_subcode: 'cancel' }, 'se canceló'], ['not consented', { error: 'access_denied', error_description: 'AADSTS65004: User declined to consent.' }, 'acepte en nombre de tu organización'],
    ['not admitted', { error: 'consent_required', error_description: 'AADSTS90094: admin' }, 'acepte en nombre de tu organización'], ['something else', { error: '<b>server_error</b>' }, 'no se terminó'],
  ])('WF-22 when Entra sends them back: %s', async (_what, refusal, words) => {
    const there = await out();
    there.issuer.refusal = refusal;
    await signsIn(there);
    await nobody(there);
    expect(there.tab.html).toContain(words);
    expect(JSON.stringify(there.story.logs)).not.toContain('<b>');
  });

  it('WF-22 with a code that was used before, by another browser, or with another state', async () => {
    const there = await out();
    const left = await fetch(new URL('/sign-in?to=%2Fcustomer', there.story.url), { redirect: 'manual' });
    const cookie = left.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
    const back = (await fetch(left.headers.get('location') ?? '', { redirect: 'manual' })).headers.get('location') ?? '';
    const comes = async (address: string, headers: Readonly<Record<string, string>>): Promise<number> => (await fetch(address, { headers, redirect: 'manual' })).status;
    expect(await comes(back, {})).toBe(403);
    expect(await comes(back, { cookie: 'enlace-sign-in=another.L2N1c3RvbWVy' })).toBe(403);
    expect(await comes(back.replace(/state=[\w-]+/, 'state=x'), { cookie })).toBe(403);
    expect(there.issuer.redeemed).toEqual([]);
    expect(await comes(back, { cookie })).toBe(303);
    expect(await comes(back, { cookie })).toBe(403);
    expect(faults(there.story)).toEqual([]);
  });

  it('is a fault of ours when the secret is wrong: the page says a number, and neither page nor log the secret', async () => {
    const issuer = await openChannelIssuer(() => Date.parse(NOW));
    issuer.person = tokenOf(wanda);
    const { tab, story } = await invited({}, { environment: { ...registration, ENTRA_AUTHORITY: issuer.url, ENTRA_CLIENT_SECRET: 'a wrong one' }, channel: channelOf(issuer) });
    await tab.follows('Iniciar sesión');
    expect(tab.status).toBe(500);
    expect(faults(story).join()).toContain('invalid_client AADSTS7000215');
    expect(tab.html + JSON.stringify(story.logs)).not.toContain('a wrong one');
  });
});
