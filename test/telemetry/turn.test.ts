/** What operators see of the real app: the parts of a turn under the id that a person is shown, and what came of it. */

import { describe, expect, it } from '@jest/globals';
import { INVOKE_DEADLINE } from '../../bot/turn/inTime.ts';
import { SECOND } from '../../src/core/time.ts';
import { activityOf, post } from '../e2e/rawPost.ts';
import { faults } from '../e2e/support.ts';
import { adatum, codeFor, confirms, contoso, enrolmentIn, reviewers, walk, wrongCodeFor } from '../e2e/walk.ts';
import { carmen, iker, rosa } from '../e2e/world.ts';
import { failing } from '../secrets/story.ts';
import { counted, partsOf, traceOf, watched, waysIn } from './watched.ts';

describe('a turn', () => {
  it('is one tree under its correlation id: its decision, its calls of the store, its card, and what was delivered afterwards', async () => {
    const { story, sent } = await watched();
    await walk(story, contoso, 'MpnSelection');
    const seen = await sent();
    const turn = partsOf(seen, 'turn').find(({ labels }) => labels['event'] === 'enrolment.sendCode');
    expect(turn?.labels).toEqual({ correlation: expect.any(String), kind: 'event', event: 'enrolment.sendCode', tenantKind: 'reseller', outcome: 'done' });
    expect(turn?.trace).toBe(traceOf(turn?.labels['correlation']));
    const ways = waysIn(seen.spans(), turn?.trace ?? '');
    const top = 'turn enrolment.sendCode event';
    expect(ways).toEqual(expect.arrayContaining([
      top, `${top} > decision sendCode enrolment`, `${top} > decision sendCode enrolment > store commit`, `${top} > card enrolment/code`,
      `${top} > delivery codeMail`, `${top} > delivery codeMail > decision codeSent enrolment > store commit`,
    ]));
    expect(ways.filter((way) => !way.startsWith(top))).toEqual([]);
    const ours = seen.spans().filter(({ trace }) => trace === turn?.trace);
    expect(new Set(ours.flatMap(({ labels }) => labels['correlation'] ?? []))).toEqual(new Set([turn?.labels['correlation']]));
    expect(ours.find(({ name }) => name === 'delivery')?.labels).toMatchObject({ kind: 'codeMail', attempt: 1, outcome: 'done' });
    expect(ours.find(({ name }) => name === 'card')?.labels['bytes']).toBeGreaterThan(1_000);
    expect(partsOf(seen, 'store').find(({ trace, labels }) => trace === turn?.trace && labels['operation'] === 'commit')?.labels).toMatchObject({ items: expect.any(Number), outcome: 'saved' });
    expect(seen.resource()).toEqual({ 'service.name': 'enlace', 'service.instance.id': expect.any(String) });
    expect(faults(story)).toEqual([]);
  });

  it('that fails is found by the id that the person is shown, without a word of what the error says', async () => {
    const { story, sent } = await watched();
    const desk = await walk(story, contoso, 'MpnSignIn');
    await story.settle();
    let shown = '';
    await failing(story, async () => { shown = (await desk.presses('enrolment.sendCode', { account: contoso.account })).text ?? ''; });
    const seen = await sent();
    const failed = partsOf(seen, 'turn').filter(({ labels }) => labels['outcome'] === 'fault');
    expect(failed).toHaveLength(1);
    expect(shown).toContain(failed[0]?.labels['correlation']);
    expect([failed[0]?.trace, failed[0]?.failed]).toEqual([traceOf(failed[0]?.labels['correlation']), true]);
    expect(counted(seen, 'enlace.faults')).toEqual([[{ where: 'turn' }, 1]]);
    expect(seen.texts.join()).not.toContain('The store is away');
  });

  it('that takes too long is told of as such, and what happens after its answer is in the same trace', async () => {
    const { story, sent } = await watched({ alarm: (limit, ring) => { if (limit === INVOKE_DEADLINE) ring(); return () => {}; } });
    const desk = story.desk(carmen);
    await desk.arrives();
    story.trouble.commit = () => { throw new Error('The connection is gone'); };
    await desk.presses('show.signIn');
    await desk.speaker.clicks({ verb: 'enrolment.signIn' });
    await story.settle();
    story.trouble.commit = () => {};
    const seen = await sent();
    const late = partsOf(seen, 'turn').filter(({ labels }) => labels['outcome'] === 'late');
    expect(late.map(({ labels }) => labels['view'] ?? labels['event'])).toEqual(['show.signIn', 'enrolment.signIn']);
    expect(waysIn(seen.spans(), late[1]?.trace ?? '')).toContain('turn enrolment.signIn event > decision signIn enrolment');
    expect(counted(seen, 'enlace.faults')).toEqual([[{ where: 'late' }, 1]]);
  });

  it('begins a trace of its own, whatever trace a stranger sends along', async () => {
    const { story, sent } = await watched();
    await story.desk(carmen).says('hola');
    const foreign = '4bf92f3577b34da6a3ce929d0e0e4736';
    await post(story, JSON.stringify({ ...await activityOf(story, carmen), text: '/ayuda' }), { 'content-type': 'application/json', traceparent: `00-${foreign}-00f067aa0ba902b7-01`, baggage: 'who=carmen' });
    const seen = await sent();
    expect(partsOf(seen, 'turn').map(({ parent, labels }) => [parent, labels['command'] ?? labels['kind']])).toEqual([['', 'greeting'], ['', 'help']]);
    expect(seen.texts.join()).not.toMatch(new RegExp(`${foreign}|baggage`));
  });

  it('of a card that nobody drew, or of words that are no command, makes no label', async () => {
    const { story, sent } = await watched();
    const desk = story.desk(carmen);
    await desk.says('/evilcommand now');
    for (const verb of ['evilverb', 'enrolment.evilverb', 'show.evilverb', 'toString.evilverb', '__proto__.evilverb']) await desk.speaker.clicks({ verb });
    await post(story, JSON.stringify({ type: 'evilverb', serviceUrl: 'http://127.0.0.1:9/' }));
    const seen = await sent();
    expect(seen.texts.join()).not.toMatch(/evil/i);
    expect(partsOf(seen, 'turn').filter(({ labels }) => labels['kind'] === 'unknownVerb')).toHaveLength(5);
  });
});

describe('what is counted', () => {
  it('GEN-01 GEN-02 ENR-11 is refusals by code, decisions by event and outcome, and commands', async () => {
    const { story, sent } = await watched();
    const desk = await walk(story, contoso, 'MpnSignIn');
    await desk.presses('enrolment.sendCode', { account: contoso.account });
    await story.settle();
    for (let wrong = 1; wrong <= 2; wrong++) await desk.presses('enrolment.enterCode', { code: wrongCodeFor(story, contoso.account) });
    await desk.presses('enrolment.enterCode', { code: codeFor(story, contoso.account) });
    await story.desk(rosa).says('/approvals here');
    await desk.speaker.clicks({ verb: 'enrolment.continue', data: { id: (await enrolmentIn(story, contoso)).id, rev: '1' } });
    await reviewers(story);
    const seen = await sent();
    expect(Object.fromEntries(counted(seen, 'enlace.refusals').map(([{ code }, value]) => [code, value]))).toEqual({ 'ENR-11': 2, 'GEN-01': 1, 'GEN-02': 1 });
    expect(counted(seen, 'enlace.events')).toEqual(expect.arrayContaining([
      [{ task: 'enrolment', event: 'enterCode', outcome: 'done' }, 3], [{ task: 'enrolment', event: 'continue', outcome: 'refused' }, 1], [{ task: 'enrolment', event: 'codeSent', outcome: 'done' }, 1],
    ]));
    expect(counted(seen, 'enlace.commands')).toEqual([[{ command: 'approvals' }, 2]]);
    expect(counted(seen, 'enlace.turn')).toEqual(expect.arrayContaining([[{ kind: 'event', outcome: 'refused' }, 1], [{ kind: 'command', outcome: 'refused' }, 1], [{ kind: 'command', outcome: 'done' }, 1]]));
    expect(partsOf(seen, 'turn').filter(({ labels }) => labels['code'] === 'ENR-11')).toHaveLength(2);
  });

  it('is what a sweep asks for when nothing is due, which is in no trace', async () => {
    const { story, sent } = await watched();
    await story.app.sweep();
    const seen = await sent();
    expect(counted(seen, 'enlace.store.calls')).toContainEqual([{ operation: 'due', outcome: 'done' }, expect.any(Number)]); // deploy/modules/alerts.bicep asks for it
    expect(partsOf(seen, 'store').filter(({ parent }) => parent === '')).toEqual([]);
  });

  it('is who was not heard at the door, by status, and not who did not find a page', async () => {
    const { story, sent } = await watched({ environment: { PAGES_PER_LINK: '1' } });
    await story.desk(iker).says('hola');
    const activity = await activityOf(story, iker);
    await post(story, '{}');
    await post(story, JSON.stringify({ ...activity, serviceUrl: 'http://evil.example/' }));
    await post(story, 'x', { 'content-type': 'text/plain' });
    for (let visit = 1; visit <= 3; visit++) await fetch(`${story.url}/verify/nobody-has-this`);
    await fetch(`${story.url}/nowhere`);
    const seen = await sent();
    expect(Object.fromEntries(counted(seen, 'enlace.door.refused').map(([{ status }, value]) => [status, value]))).toEqual({ 400: 1, 403: 1, 415: 1, 429: 2 });
    expect(partsOf(seen, 'page').map(({ labels }) => [labels['route'], labels['status']])).toEqual([['/verify/:token', 410]]);
    expect(seen.texts.join()).not.toContain('nobody-has-this');
  });

  it('is how long the outbox has waited, what was given up, and what each delivery came to', async () => {
    const { story, sent } = await watched();
    await reviewers(story);
    await walk(story, contoso, 'EmailVerificationPending');
    const refused = story.teams.refuse;
    story.teams.refuse = () => ({ status: 403 });
    await confirms(story, contoso);
    story.teams.refuse = refused;
    const desk = await walk(story, adatum, 'MpnSignIn');
    story.trouble.mail = () => { throw new Error('The mail server is away'); };
    await desk.presses('enrolment.sendCode', { account: adatum.account });
    await story.settle();
    await story.passes(10 * SECOND);
    const seen = await sent();
    expect(counted(seen, 'enlace.outbox.sent')).toEqual(expect.arrayContaining([[{ kind: 'codeMail', outcome: 'done' }, 1], [{ kind: 'codeMail', outcome: 'later' }, 2], [{ kind: 'reviewCard', outcome: 'never' }, 1]]));
    expect(counted(seen, 'enlace.outbox.dead')).toEqual([[{}, 1]]);
    expect(counted(seen, 'enlace.outbox.age')).toEqual([[{}, 9]]); // it was to be tried again after a second
  });
});
