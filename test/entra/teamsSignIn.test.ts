/** Directory roles in Teams by single sign-on: who is asked, what proves them, what goes on afterwards, and what proves nothing. */

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Persona, Posted } from '../../bot/local/teamsPeer.ts';
import { MINUTE, SECOND } from '../../src/core/time.ts';
import { activityOf, post } from '../e2e/rawPost.ts';
import type { Answered } from '../e2e/rawPost.ts';
import type { Story } from '../e2e/support.ts';
import { faults, openStory } from '../e2e/support.ts';
import { carmen, diego, iker } from '../e2e/world.ts';
import { NOW } from '../store/support.ts';
import type { Claims, Issuer } from '../support/issuer.ts';
import { CLIENT } from '../support/issuer.ts';
import { OUR_TOKEN, channelClaims, channelOf, openChannelIssuer, registration } from '../support/registered.ts';
import type { TokenService } from '../support/tokenService.ts';
import { CONNECTION, openTokenService } from '../support/tokenService.ts';

const GLOBAL_ADMIN = '62e90394-69f5-4237-9190-012177145e10';

// The SDK writes what it refuses to the console as well.
beforeEach(() => { jest.spyOn(console, 'error').mockImplementation(() => {}); });
afterEach(() => { jest.restoreAllMocks(); });

type There = {
  readonly story: Story;
  readonly tokens: TokenService;
  /** A token of the connection about this person, a Global admin unless said. */
  readonly token: (who: Persona, more?: Claims) => Promise<string>;
  readonly invoke: (who: Persona, name: string, value: unknown) => Promise<Answered>;
  readonly exchange: (who: Persona) => Promise<Answered>;
};

async function open(): Promise<There> {
  const issuer: Issuer = await openChannelIssuer();
  const tokens = await openTokenService();
  const story = await openStory({ environment: { ...registration, ENTRA_AUTHORITY: issuer.url, OAUTH_CONNECTION: CONNECTION }, channel: channelOf(issuer, tokens.url) });
  const invoke: There['invoke'] = async (who, name, value) => {
    const activity = await activityOf(story, who);
    const authorization = `Bearer ${await issuer.sign(channelClaims(String(activity['serviceUrl'])))}`;
    return await post(story, JSON.stringify({ ...activity, type: 'invoke', name, value }), { 'content-type': 'application/json', authorization });
  };
  return {
    story, tokens, invoke,
    token: async ({ tenant, id, name }, more = {}) => {
      const at = Date.parse(story.clock()) / SECOND;
      return await issuer.sign({ iss: `${issuer.url}/${tenant}/v2.0`, aud: CLIENT.id, tid: tenant, oid: id, name, wids: [GLOBAL_ADMIN], iat: at, exp: at + 3600, ...more });
    },
    exchange: async (who) => await invoke(who, 'signin/tokenExchange', { id: 'question-1', connectionName: CONNECTION, token: 'of Teams' }),
  };
}

const saidTo = ({ story }: There, { tenant, id }: Persona): readonly Posted[] => story.teams.inConversation(`chat:${tenant}:${id}`);
const lastTo = (there: There, who: Persona): string => JSON.stringify(saidTo(there, who).at(-1));
const asks = (there: There, who: Persona): boolean => lastTo(there, who).includes('tokenExchangeResource');
const user = ({ id }: Persona): string => `29:${id}`;
const WELCOME = 'Inscribe tu compañía en CSP';
const FORM = 'Paso 1 de 5';

/** From the welcome page to where a Global admin is needed. @returns all that is on the card then. */
async function begins({ story }: There, who: Persona): Promise<string> {
  const desk = story.desk(who);
  desk.looks();
  await desk.presses('show.signIn');
  await desk.presses('enrolment.signIn');
  return JSON.stringify(desk.card());
}

/** Carmen asked to enrol, and is asked who she is. */
async function asked(): Promise<There> {
  const there = await open();
  await there.story.desk(carmen).says('/enrol');
  expect(asks(there, carmen)).toBe(true);
  return there;
}

describe('who needs a role that is not known', () => {
  it('INV-10 is asked to sign in, and what they asked for is done when they have', async () => {
    const there = await asked();
    expect(saidTo(there, carmen).at(-2)?.text).toContain('administrador global');
    expect(lastTo(there, carmen)).toContain('api://botid-enlace');
    there.tokens.exchanged.set(user(carmen), await there.token(carmen));
    expect(await there.exchange(carmen)).toEqual({ status: 200, body: '' });
    expect(lastTo(there, carmen)).toContain(WELCOME);
    expect(await begins(there, carmen)).toContain(FORM);
    expect([faults(there.story), new Set(there.tokens.authorised)]).toEqual([[], new Set([OUR_TOKEN])]);
  });

  it('INV-10 and turns out not to hold it is refused as ever, and is not asked again', async () => {
    const there = await asked();
    there.tokens.exchanged.set(user(carmen), await there.token(carmen, { wids: [] }));
    await there.exchange(carmen);
    const before = saidTo(there, carmen).length;
    expect(await begins(there, carmen)).not.toContain(FORM);
    expect(saidTo(there, carmen)).toHaveLength(before);
  });

  it('INV-57 holds it no longer than the proof, which the token service renews without a question', async () => {
    const there = await asked();
    there.tokens.exchanged.set(user(carmen), await there.token(carmen));
    await there.exchange(carmen);
    there.story.clock.move(61 * MINUTE);
    await there.story.desk(carmen).says('/enrol');
    expect(asks(there, carmen)).toBe(true);
    there.tokens.kept.set(user(carmen), await there.token(carmen));
    await there.story.desk(carmen).says('/enrol');
    expect([asks(there, carmen), await begins(there, carmen)]).toEqual([false, expect.stringContaining(FORM)]);
    there.story.clock.move(61 * MINUTE);
    there.tokens.kept.set(user(carmen), await there.token(carmen, { wids: [] }));
    const desk = there.story.desk(carmen);
    await desk.says('/enrol');
    expect([asks(there, carmen), (await desk.presses('enrolment.leave')).text]).toEqual([false, expect.stringContaining('ENR-01')]);
  });

  it('does what was asked once, though every client of theirs answers', async () => {
    const there = await asked();
    there.tokens.exchanged.set(user(carmen), await there.token(carmen));
    const before = saidTo(there, carmen).length;
    const answers = await Promise.all([1, 2, 3].map(async () => await there.exchange(carmen)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(saidTo(there, carmen)).toHaveLength(before + 1);
  });

  it('by a click goes on with the click', async () => {
    const there = await asked();
    there.tokens.exchanged.set(user(carmen), await there.token(carmen));
    await there.exchange(carmen);
    const desk = there.story.desk(carmen);
    desk.looks();
    await desk.presses('show.signIn');
    there.story.clock.move(61 * MINUTE);
    const before = saidTo(there, carmen).length;
    const answer = await desk.presses('enrolment.signIn');
    expect([answer.text?.includes('administrador global'), asks(there, carmen)]).toEqual([true, true]);
    there.tokens.exchanged.set(user(carmen), await there.token(carmen));
    await there.exchange(carmen);
    expect([saidTo(there, carmen).length, lastTo(there, carmen)]).toEqual([before + 2, expect.stringContaining(FORM)]);
  });

  it('INV-41 brings a personal link or what was typed on a card once more: neither is kept meanwhile', async () => {
    const there = await open();
    const desk = there.story.desk(carmen);
    await desk.says('/accept https://enlace.example/partner/a-personal-link');
    expect([asks(there, carmen), saidTo(there, carmen).at(-2)?.text]).toEqual([true, expect.stringContaining('repite lo que acabas de hacer')]);
    const answer = await there.invoke(carmen, 'adaptiveCard/action', { action: { type: 'Action.Execute', verb: 'enrolment.saveLegal', data: { id: 'ENR-0000-0001', rev: 1, companyName: 'typed on a card' } }, trigger: 'manual' });
    expect([asks(there, carmen), answer.body]).toEqual([true, expect.stringContaining('repite lo que acabas de hacer')]);
    const kept = JSON.stringify(await there.story.content());
    for (const secret of ['a-personal-link', 'typed on a card']) expect(kept).not.toContain(secret);
  });

  it('in a channel is sent to the personal chat; whom a role would not help is not asked', async () => {
    const there = await open();
    await there.story.desk(carmen).says('hola');
    await there.story.desk(carmen, { kind: 'channel', conversation: '19:team' }).says('/enrol');
    expect(there.story.teams.inConversation('19:team;messageid=1').at(-1)?.text).toContain('chat personal');
    await there.story.desk(iker).says('/enrol');
    expect(asks(there, iker)).toBe(false);
    expect(there.tokens.asked.filter((line) => line.includes(user(iker)))).toEqual([]);
  });
});

describe('the fallback', () => {
  it('is a button, when the exchange is refused for want of consent: its code comes in an invoke', async () => {
    const there = await asked();
    expect(await there.exchange(carmen)).toEqual({ status: 412, body: JSON.stringify({ id: 'question-1', connectionName: CONNECTION, failureDetail: 'failed' }) });
    there.tokens.byCode.set(`${user(carmen)} 123456`, await there.token(carmen));
    expect(await there.invoke(carmen, 'signin/verifyState', { state: '654321' })).toEqual({ status: 200, body: '' });
    expect(lastTo(there, carmen)).toContain('no se terminó');
    expect(await there.invoke(carmen, 'signin/verifyState', { state: '123456' })).toEqual({ status: 200, body: '' });
    expect(await begins(there, carmen)).toContain(FORM);
  });

  it.each(['hola', '/enrol'])('six digits in a message are words, before, during and after a sign-in: %s', async (first) => {
    const there = await open();
    there.tokens.byCode.set(`${user(carmen)} 123456`, await there.token(carmen));
    await there.story.desk(carmen).says(first);
    for (const text of ['123456', 'my MPN is 123456', '/provider 123456']) await there.story.desk(carmen).says(text);
    expect(there.tokens.asked.filter((line) => line.includes('123456'))).toEqual([]);
    await there.story.desk(carmen).says('/enrol');
    expect(asks(there, carmen)).toBe(true);
  });

  it('says what to do when the client could not ask', async () => {
    const there = await asked();
    expect(await there.invoke(carmen, 'signin/failure', { code: 'resourcematchfailed', message: 'x' })).toEqual({ status: 200, body: '' });
    expect(lastTo(there, carmen)).toContain('no se terminó');
  });
});

describe('nothing is proved', () => {
  it.each<[string, (there: There) => Promise<string>]>([
    ['for another application', async ({ token }) => await token(carmen, { aud: 'https://graph.microsoft.com' })], ['that has expired', async ({ token }) => await token(carmen, { exp: Date.parse(NOW) / SECOND - 120 })],
    ['of a colleague', async ({ token }) => await token(diego)], ['of a guest’s own tenant', async ({ token }) => await token({ ...carmen, tenant: 'adatum' })], ['that is none', async () => 'abc'],
  ])('by a token %s', async (_what, make) => {
    const there = await asked();
    there.tokens.exchanged.set(user(carmen), await make(there));
    expect((await there.exchange(carmen)).status).toBe(412);
    await there.story.desk(carmen).says('/enrol');
    expect(asks(there, carmen)).toBe(true);
    expect(faults(there.story)).toEqual([]);
  });

  it('by a token for another connection, or by what is no answer at all', async () => {
    const there = await asked();
    there.tokens.exchanged.set(user(carmen), await there.token(carmen));
    expect((await there.invoke(carmen, 'signin/tokenExchange', { id: 'x', connectionName: 'other', token: 'of Teams' })).status).toBe(412);
    for (const value of [null, {}, { token: 'x' }, { state: 7 }, 'x']) {
      for (const name of ['signin/tokenExchange', 'signin/verifyState']) expect((await there.invoke(carmen, name, value)).status).toBe(200);
    }
    await there.story.desk(carmen).says('/enrol');
    expect(asks(there, carmen)).toBe(true);
  });

  it('while the token service is down; what can be had without a role is had', async () => {
    const there = await asked();
    there.tokens.isDown = true;
    expect((await there.exchange(carmen)).status).toBe(412);
    await there.story.desk(carmen).says('/whoami');
    expect(lastTo(there, carmen)).toContain('AdaptiveCard');
    expect(faults(there.story)).toEqual([]);
    await there.story.desk(carmen).says('/enrol');
    expect([saidTo(there, carmen).at(-1)?.text, faults(there.story).length]).toEqual([expect.stringContaining('Algo ha fallado'), 1]);
    there.tokens.isDown = false;
    await there.story.desk(carmen).says('/enrol');
    expect(asks(there, carmen)).toBe(true);
  });

  it('and no token is kept or logged', async () => {
    const there = await asked();
    there.tokens.exchanged.set(user(carmen), await there.token(carmen));
    await there.exchange(carmen);
    const kept = JSON.stringify([await there.story.content(), there.story.logs]);
    for (const secret of ['eyJ', 'of Teams', GLOBAL_ADMIN]) expect(kept).not.toContain(secret);
  });
});
