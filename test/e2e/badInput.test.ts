/** What anybody could send: activities, clicks and inputs that are wrong, enormous or hostile. Never a 5xx, a click always gets an inner answer, and nothing changes. */

import { describe, expect, it } from '@jest/globals';
import { textOf } from '../../bot/local/teamsPeer.ts';
import type { Activity } from './rawPost.ts';
import { activityOf, post, state } from './rawPost.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { audited, confirms, contoso, enrolmentIn, has, input, linkFor, reviewers, visit, walk } from './walk.ts';
import { carmen, rosa } from './world.ts';

/** A company in the middle of the form, at rest. */
async function midway(): Promise<Story> {
  const story = await openStory();
  await walk(story, contoso, 'LegalProfile');
  return story;
}

const tries = async (story: Story, spoil: Activity) => await post(story, JSON.stringify({ ...await activityOf(story, carmen), ...spoil }));

describe('an activity', () => {
  const bot = { id: '28:enlace' };
  it.each<readonly [string, Activity]>([
    ['text that is a number', { text: 7 }], ['text that is null', { text: null }], ['text that is a list', { text: ['/enrol'] }], ['text that is an object', { text: { a: 1 } }],
    ['no text', {}], ['5,000 characters', { text: 'ñ'.repeat(5_000) }], ['quotation marks that never end', { text: '/estado "a \'b' }], ['options of a shell', { text: '/estado --a=b -x -- --help -rf /' }],
    ['control characters', { text: '/esta\u0000do\u202e\u0007' }], ['half a character', { text: '\ud800/estado' }], ['names of the language', { text: '__proto__ constructor toString' }],
    ['entities that are a number', { text: 'x', entities: 7 }], ['entities of nothing', { text: 'x', entities: [null] }], ['entities of anything', { text: 'x', entities: ['a', 7, {}, { type: 'mention' }, { type: 'mention', mentioned: bot, text: 7 }] }],
    ['entities that are an object', { text: 'x', entities: { type: 'mention' } }], ['attachments of anything', { text: 'x', attachments: [7, null] }],
    ['no sender', { text: 'x', from: undefined }], ['a sender of null', { text: 'x', from: null }], ['a sender without id', { text: 'x', from: {} }], ['a sender with a number', { text: 'x', from: { id: 7 } }],
    ['a sender with an endless id', { text: 'x', from: { id: 'x'.repeat(10_000) } }], ['no recipient', { text: 'x', recipient: undefined }], ['a recipient that is a text', { text: 'x', recipient: 'bot' }],
    ['no conversation', { text: 'x', conversation: undefined }], ['a conversation without id', { text: 'x', conversation: {} }], ['a conversation that is a list', { text: 'x', conversation: [] }],
    ['no tenant', { text: 'x', channelData: undefined, conversation: { id: 'chat' } }], ['a tenant that is a number', { text: 'x', channelData: { tenant: { id: 7 } } }], ['a tenant of null', { text: 'x', channelData: { tenant: null } }],
    ['channel data that is a text', { text: 'x', channelData: 'x' }], ['an id that is a number', { text: 'x', id: 7 }], ['no id', { text: 'x', id: undefined }], ['a language that is a number', { text: 'x', locale: 7 }],
    ['a language without end', { text: 'x', locale: 'x'.repeat(5_000) }], ['a time zone on Mars', { text: 'x', localTimezone: 'Mars/Phobos' }], ['a time that is none', { text: 'x', timestamp: 'yesterday', localTimestamp: {} }],
    ['another channel', { text: 'x', channelId: 'webchat' }], ['a channel that is a number', { text: 'x', channelId: 7 }], ['a kind that nobody knows', { type: 'weird' }], ['an event', { type: 'event', name: 'x', value: { verb: 'enrolment.abandon' } }],
    ['an edited message', { type: 'messageUpdate', text: '/enrol', channelData: { tenant: { id: 'contoso' }, eventType: 'editMessage' } }], ['a deleted message', { type: 'messageDelete' }], ['a reaction', { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }],
    ['an update of the app', { type: 'installationUpdate', action: 'add-upgrade' }], ['the end of the app', { type: 'installationUpdate', action: 'remove' }], ['an installation of nothing', { type: 'installationUpdate' }],
    ['members that are anything', { type: 'conversationUpdate', membersAdded: [null, 7] }], ['a form without a button', { value: { a: 1 } }], ['a form that is a list', { value: [1] }], ['a form that is a text', { value: 'x' }],
    ['a form with a button that nobody knows', { value: { verb: 'enrolment.nothing' } }], ['a form with a button that is an object', { value: { verb: { a: 1 } } }],
  ])('with %s changes nothing', async (_what, spoil) => {
    const story = await midway();
    const before = (await state(story)).filter(({ kind }) => kind !== 'person');
    const { status } = await tries(story, spoil);
    expect([200, 400]).toContain(status);
    await story.settle();
    expect((await state(story)).filter(({ kind, partition }) => kind !== 'person' || partition !== 'tenant:contoso')).toEqual(before);
    expect(story.logs.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('a click', () => {
  const click = (action: unknown): Activity => ({ type: 'invoke', name: 'adaptiveCard/action', value: { action } });
  const pressing = (verb: unknown, data: unknown = {}): Activity => click({ type: 'Action.Execute', verb, data });
  const deep = JSON.parse(`${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`) as unknown; // any depth is JSON
  it.each<readonly [string, Activity]>([
    ['no value', { type: 'invoke', name: 'adaptiveCard/action' }], ['a value of null', { type: 'invoke', name: 'adaptiveCard/action', value: null }], ['a value that is a text', { type: 'invoke', name: 'adaptiveCard/action', value: 'x' }],
    ['a value that is a list', { type: 'invoke', name: 'adaptiveCard/action', value: [] }], ['no action', { type: 'invoke', name: 'adaptiveCard/action', value: {} }], ['an action of null', click(null)], ['an action that is a list', click([])],
    ['no verb', click({ type: 'Action.Execute' })], ['a verb that is a number', pressing(7)], ['a verb of null', pressing(null)], ['an empty verb', pressing('')], ['a verb without end', pressing('enrolment.'.repeat(1_000))],
    ['an unknown verb', pressing('enrolment.nothing')], ['an unknown task', pressing('nothing.signIn')], ['half a verb', pressing('enrolment')], ['too much of a verb', pressing('enrolment.signIn.x')],
    ['a verb of the language', pressing('enrolment.constructor')], ['another', pressing('__proto__.toString')], ['a view of the language', pressing('show.constructor')], ['one without a dot', pressing('toString')],
    ['data of null', pressing('enrolment.saveLegal', null)], ['data that is a text', pressing('enrolment.saveLegal', 'x')], ['data that is a list', pressing('enrolment.saveLegal', ['x'])], ['data of a depth', pressing('enrolment.saveLegal', deep)],
    ['inputs that are objects', pressing('enrolment.saveLegal', { id: { a: 1 }, rev: {}, companyName: ['x'] })], ['a revision that is a text', pressing('enrolment.saveLegal', { rev: 'x' })], ['a revision beyond numbers', pressing('enrolment.saveLegal', { rev: 1e300 })],
    ['a thousand inputs', pressing('enrolment.saveLegal', Object.fromEntries(Array.from({ length: 1_000 }, (_one, index) => [`f${index}`, 'x'])))], ['inputs named by the language', pressing('enrolment.saveLegal', JSON.parse('{"__proto__":"x","constructor":"y"}'))],
    ['another kind of action', click({ type: 'Action.Submit', verb: 'enrolment.saveLegal', data: {} })], ['a trigger that is a number', { type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb: 'show.status' }, trigger: 7 } }],
    ['another name', { type: 'invoke', name: 'task/fetch', value: {} }], ['no name', { type: 'invoke', value: { action: { verb: 'show.status' } } }], ['a reply to what is no id', { ...pressing('show.status'), replyToId: { length: { toString: '' } } }],
    ['a name that is a number', { type: 'invoke', name: 7 }], ['no sender', { ...pressing('show.status'), from: undefined }], ['no tenant', { ...pressing('show.status'), channelData: undefined, conversation: { id: 'chat' } }],
  ])('with %s is answered inside a 200, and changes nothing', async (_what, spoil) => {
    const story = await midway();
    const before = await state(story);
    const { status, body } = await tries(story, spoil);
    expect(status).toBe(200);
    const { statusCode, type, value } = JSON.parse(body) as { statusCode: number; type: string; value: unknown }; // the invoke contract
    expect(statusCode).toBe(200);
    expect(['application/vnd.microsoft.card.adaptive', 'application/vnd.microsoft.activity.message']).toContain(type);
    expect(typeof value === 'string' ? value : textOf(value)).toMatch(/\w{3}/);
    await story.settle();
    expect(await state(story)).toEqual(before);
    expect(story.logs.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('a code for a sign-in that nobody began is answered with nothing (teams-platform §7), and changes nothing', async () => {
    const story = await midway();
    const before = await state(story);
    expect(await tries(story, { type: 'invoke', name: 'signin/verifyState', value: { state: '123456' } })).toEqual({ status: 200, body: '' });
    await story.settle();
    expect(await state(story)).toEqual(before);
  });

  it.each(['enrolment.codeSent', 'enrolment.mpnLost', 'enrolment.eraseDraft', 'enrolment.contactConfirmed', 'enrolment.contactDenied', 'enrolment.linkIssued', 'agreement.remind'])(
    'GEN-01 on %s, which is for the machine or the contact, is refused to people', async (verb) => {
      const story = await midway();
      const before = await state(story);
      const { id, rev } = await enrolmentIn(story, contoso);
      const { text, http } = await story.desk(carmen).speaker.clicks({ verb, data: { id, rev, round: '1', hash: 'x', salt: 'x', link: 'x', signedUp: 'true', companyAddress: 'true', mpnId: '4567890' } });
      expect([http, text]).toEqual([200, expect.stringContaining('(GEN-01)')]);
      expect(await state(story)).toEqual(before);
    });

  it('that a card makes by itself, to draw itself again, shows and never decides', async () => {
    const story = await midway();
    const before = await state(story);
    const { id, rev } = await enrolmentIn(story, contoso);
    const refreshing = async (verb: string) => await story.desk(carmen).speaker.clicks({ verb, value: { action: { type: 'Action.Execute', verb, data: { id, rev, language: 'en' } }, trigger: 'automatic' } });
    for (const verb of ['enrolment.abandon', 'enrolment.saveLegal', 'set.language']) expect((await refreshing(verb)).text).toContain('Este botón ya no hace nada');
    expect(textOf((await refreshing('show.enrolment')).card)).toContain('Paso 2 de 5');
    expect(await state(story)).toEqual(before);
  });

  it('GEN-06 from a company that the directory does not know is refused, and leaves nothing', async () => {
    const story = await openStory();
    const { speaker } = story.desk({ ...rosa, tenant: 'nowhere' });
    const { http, card, text } = await speaker.clicks({ verb: 'enrolment.signIn', data: { id: '', rev: 0 } });
    expect([http, `${text ?? ''}${textOf(card)}`]).toEqual([200, expect.stringMatching(/Enlace todavía no conoce tu compañía[^]*Envíale su id.: nowhere/)]);
    expect(await has(story, { who: { ...rosa, tenant: 'nowhere' } })).toBe(false);
  });

  it('as a message, from an old client, does what the same button does, once', async () => {
    const story = await midway();
    const { id, rev } = await enrolmentIn(story, contoso);
    const answers = [await tries(story, { value: { verb: 'enrolment.saveLegal', id, rev, ...contoso.legal } }), await tries(story, { value: { verb: 'enrolment.saveLegal', id, rev, ...contoso.legal } })];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'PrimaryContact', rev: rev + 1 });
  });
});

describe('inputs', () => {
  it('GEN-05 of 5,000 characters are refused field by field, on a card that Teams still takes', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'LegalProfile');
    for (const character of ['x', '"', '😀']) {
      const answer = await desk.presses('enrolment.saveLegal', Object.fromEntries(Object.keys(contoso.legal).map((field) => [field, character.repeat(5_000)])));
      expect(answer.http).toBe(200);
      expect(input(desk.card(), 'companyName').says).toBeDefined();
      expect(2 * JSON.stringify(answer.card).length).toBeLessThan(80 * 1024); // counted as UTF-16 (teams-platform §1)
    }
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'LegalProfile', form: { companyName: 'Contoso Iberia' } });
  });

  const hostile = '${x} **B** [l](http://evil.example) <at>Todos</at> <script>alert(1)</script> {{DATE(2026-01-01T00:00:00Z)}}';
  const western = '${x} **B** (http://evil.example) _i_';

  it('in Markdown, HTML, mentions and templates show as they were typed: on cards, in the mail, on the page', async () => {
    const story = await openStory();
    const admin = await reviewers(story);
    const company = { ...contoso, legal: { ...contoso.legal, companyName: hostile, addressLine1: 'Calle *Mayor* _1_', confirmWarnings: 'true' } };
    const desk = await walk(story, company, 'EmailVerificationPending');
    const escaped = '${x} \\*\\*B\\*\\* \\[l\\](http://evil.example) \\<at>Todos\\</at> \\<script>alert(1)\\</script> {\\{DATE(2026-01-01T00:00:00Z)}}';
    expect(desk.reads()).toContain(escaped);
    const mail = story.mails.find(({ to }) => to === 'diego@contoso.es');
    expect(mail?.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(mail?.html).not.toContain('<script');
    const page = await visit(linkFor(story, 'diego@contoso.es'));
    expect(page.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page.html).not.toMatch(/<script>alert/);
    await confirms(story, company);
    admin.looks();
    expect(admin.reads()).toContain(escaped);
  });

  it('in names and questions are escaped for everybody who reads them', async () => {
    const story = await openStory();
    const admin = await reviewers(story);
    const desk = await walk(story, { ...contoso, contact: { ...contoso.contact, contactFirstName: '*Ana*', contactLastName: "O'Neill & Sons" } }, 'UnderReview');
    admin.looks();
    expect(admin.reads()).toContain("\\*Ana\\* O'Neill & Sons");
    await admin.presses('enrolment.askMore', { question: western });
    await story.settle();
    desk.looks();
    expect(desk.reads()).toContain('${x} \\*\\*B\\*\\* (http://evil.example) \\_i\\_');
    await desk.says('/estado');
    expect(desk.reads()).toContain('${x} \\*\\*B\\*\\* (http://evil.example) \\_i\\_');
    expect(await audited(story, contoso)).toContain('enrolment.askMore done');
  });

  it('of a person whom the directory does not know: their name is only a name', async () => {
    const story = await openStory();
    const stranger = { ...carmen, id: 'stranger', name: '<at>Todos</at> ${x} **B**\r\nBcc: all@contoso.es' };
    const desk = story.desk(stranger);
    await desk.arrives();
    await desk.presses('show.signIn');
    await desk.presses('enrolment.signIn');
    expect(desk.reads()).toMatch(/\\<at>Todos\\<\/at> \$\{x\} \\\*\\\*B\\\*\\\*/);
    expect(await has(story, contoso)).toBe(false);
  });
});
