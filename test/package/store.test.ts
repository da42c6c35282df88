/** The rules of the Teams Store for bots that can be checked without Teams (teams-platform §12.2), over the whole bot and over every card that it draws. */

import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../bot/cards/load.ts';
import { commands } from '../../bot/commands/table.ts';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { buttonsOf } from '../../bot/local/teamsPeer.ts';
import { offeredIn, titleOf } from '../../bot/package/commandLists.ts';
import { FIRST_SIGN } from '../../bot/turn/inTime.ts';
import { activityOf, post } from '../e2e/rawPost.ts';
import type { Story } from '../e2e/support.ts';
import { openStory } from '../e2e/support.ts';
import { channel } from '../e2e/walk.ts';
import { carmen, iker, luis, olivia } from '../e2e/world.ts';
import { linesOf, tooWide } from './phone.ts';

const everybody: readonly (readonly [who: string, persona: Persona])[] = [['of a company', carmen], ['of a provider', iker], ['who decides', olivia]];
const titlesIn = (scope: 'personal' | 'team'): readonly string[] => offeredIn(commands, scope).flatMap((row) => [titleOf(row, 'en'), titleOf(row, 'es')]);
const actionsOf = ({ actions }: JsonObject): readonly unknown[] => (Array.isArray(actions) ? actions : []);
const saidIn = (story: Story, conversation: string) => story.teams.posted.filter((message) => message.conversation.startsWith(conversation));
/** What is said to whoever wrote something that means nothing, or half of a command. */
const UNCLEAR = /Did you mean|Querías decir|Write it like this|Escríbelo así|did not understand|No he entendido/;

describe('a welcome', () => {
  it.each(everybody)('meets somebody %s in their own chat: one card, with a way on', async (_who, persona) => {
    const story = await openStory();
    const desk = story.desk(persona);
    await desk.arrives();
    expect(story.teams.inConversation(desk.speaker.conversation)).toHaveLength(persona === olivia ? 2 : 1); // she is told besides that no place for reviews is chosen
    const [first] = story.teams.inConversation(desk.speaker.conversation);
    expect(buttonsOf(first?.card).length).toBeGreaterThan(0);
  });

  it.each(everybody)('says to somebody %s what the bot does, and when it writes by itself', async (_who, persona) => {
    const desk = (await openStory()).desk(persona);
    await desk.arrives();
    await desk.says('menu');
    expect(desk.reads()).toMatch(/(I am|Soy) Enlace\..*(when something changes|cuando algo cambia|I bring you)/);
  });

  it('in a team is one message in its channel, and nothing to its members', async () => {
    const story = await openStory();
    await story.desk(carmen).arrives();
    const before = story.teams.posted.length;
    await story.desk(luis, channel).arrives();
    const activity = { ...await activityOf(story, carmen), type: 'conversationUpdate', conversation: { id: channel.conversation, conversationType: 'channel', tenantId: carmen.tenant } };
    const membersAdded = Array.from({ length: 150 }, (_unused, index) => ({ id: `29:member${index}`, aadObjectId: `member${index}` }));
    expect((await post(story, JSON.stringify({ ...activity, membersAdded }))).status).toBe(200);
    await story.settle();
    expect(story.teams.posted.slice(before).map(({ conversation }) => conversation.split(';')[0])).toEqual([channel.conversation]);
  });
});

describe('what people say first', () => {
  it.each(['Hi', 'Hello', 'Help', 'hola', 'ayuda', 'HELLO!', '¡Hola!', '???', '🙂'])('is answered with a card that leads on: "%s"', async (text) => {
    const story = await openStory();
    for (const [, persona] of everybody) {
      const desk = story.desk(persona);
      await desk.says(text);
      expect(desk.reads()).not.toMatch(UNCLEAR);
      expect(desk.card()).toBeDefined();
    }
  });

  it.each(['please book me a flight', 'xyzzy', '1234567', 'necesito un vuelo'])('means nothing to the bot, and is answered with the menu: "%s"', async (text) => {
    const story = await openStory();
    for (const [, persona] of everybody) {
      const desk = story.desk(persona);
      await desk.arrives();
      await desk.says(text);
      expect(desk.reads()).toMatch(UNCLEAR);
      expect(buttonsOf(desk.card()).map(({ verb }) => verb)).toContain('show.help');
    }
  });
});

describe('each command that Teams offers', () => {
  it.each(everybody)('is answered to somebody %s, in both languages', async (_who, persona) => {
    const desk = (await openStory()).desk(persona);
    await desk.arrives();
    for (const title of titlesIn('personal')) {
      await desk.says(title);
      expect(`${title}: ${desk.reads()}`).not.toMatch(UNCLEAR);
      expect(desk.reads()).not.toBe('');
    }
  });

  it.each(everybody)('in a channel is answered there to somebody %s, in both languages', async (_who, persona) => {
    const story = await openStory();
    for (const title of titlesIn('team')) {
      const before = saidIn(story, channel.conversation).length;
      await story.desk(persona, channel).says(title);
      const [answer] = saidIn(story, channel.conversation).slice(before);
      expect(`${title}: ${answer?.text ?? ''}`).not.toMatch(UNCLEAR);
      expect(answer?.text ?? answer?.card).toBeDefined();
    }
  });
});

describe('no dead end', () => {
  it.each(everybody)('each button of the menu of somebody %s is answered', async (_who, persona) => {
    const desk = (await openStory()).desk(persona);
    await desk.arrives();
    await desk.says('menu');
    const buttons = buttonsOf(desk.card());
    expect(buttons.length).toBeGreaterThan(2);
    for (const { verb, data } of buttons) {
      const { http, status, card, text } = await desk.speaker.clicks({ verb, data });
      expect({ verb, http, status, isAnswered: card !== undefined || (text ?? '') !== '' }).toEqual({ verb, http: 200, status: 200, isAnswered: true });
    }
  });

  it('a refusal says why, and who can help', async () => {
    const desk = (await openStory()).desk(luis);
    await desk.says('reviews');
    expect(desk.reads()).toMatch(/Your role does not include this.*Ask somebody who has that permission\. .*\/whoami R01/s);
  });

  it('a fault says so, what to do, and the number that leads to the log', async () => {
    const story = await openStory();
    const desk = story.desk(luis);
    await desk.says('hello');
    story.trouble.read = () => { throw new Error('The store is away'); };
    await desk.says('status');
    const fault = story.logs.find(({ level }) => level === 'error');
    expect(desk.reads()).toContain(`Please try again in a few minutes. If you ask for support, quote ${String(fault?.fields['correlation'])}`);
  });

  it('a button of a card that is gone says how to go on', async () => {
    const answer = await (await openStory()).desk(luis).speaker.clicks({ verb: 'show.nothing' });
    expect(answer).toMatchObject({ http: 200, text: expect.stringContaining('Write help') });
  });
});

describe('a first sign', () => {
  it('comes within two seconds: whoever waits for longer sees that the bot is typing', async () => {
    const rung: { readonly limit: number; readonly ring: () => void }[] = [];
    const story = await openStory({ alarm: (limit, ring) => { rung.push({ limit, ring }); return () => {}; } });
    const [reached, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    story.trouble.commit = async () => { reached.resolve(); await over.promise; };
    const asked: string[] = [];
    const typed = Promise.withResolvers<void>();
    story.teams.refuse = ({ method, path }) => { asked.push(`${method} ${path}`); typed.resolve(); return undefined; };
    const desk = story.desk(carmen);
    const said = desk.says('hola');
    await reached.promise;
    expect(rung.map(({ limit }) => limit)).toEqual([FIRST_SIGN]);
    expect(FIRST_SIGN).toBeLessThanOrEqual(1_500); // and the sign has to travel
    rung[0]?.ring();
    await typed.promise;
    expect([asked.length, story.teams.posted]).toEqual([1, []]); // something that is no message
    over.resolve();
    await said;
    expect(story.teams.posted).toHaveLength(1);
  });
});

describe('on a phone', () => {
  /** Every card, in every state and both languages, as the golden files have them; `test/cards/contract.test.ts` holds them against other limits. */
  const folder = new URL('../cards/golden/', import.meta.url);
  const cards = readdirSync(folder).flatMap((file) => Object.entries(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, JsonObject>) // written by golden.test.ts
    .map(([name, card]) => ({ name: `${file}: ${name}`, card })));
  /** [DESIGN] a page of a list is 25 rows of at most five lines, with 25 lines for its heading, search and buttons: five and a half screens of 28 lines, below which a thumb finds its way. */
  const MOST_LINES = 25 * 5 + 25;

  it('no card is wider than it', () => {
    expect(cards.length).toBeGreaterThan(1_000);
    expect(cards.flatMap(({ name, card }) => tooWide(card).map((what) => `${name}: ${what}`))).toEqual([]);
  });

  it('no card is longer than a page of a list', () => {
    expect(cards.filter(({ card }) => linesOf(card) > MOST_LINES).map(({ name, card }) => `${name}: ${linesOf(card)} lines`)).toEqual([]);
  });

  it('no card has more than six buttons', () => {
    expect(cards.filter(({ card }) => actionsOf(card).length > 6).map(({ name }) => name)).toEqual([]);
  });

  it('what is too wide or too long is seen', () => {
    const text = { type: 'TextBlock', text: 'x'.repeat(39) };
    const column = { type: 'Column', items: [text] };
    expect(linesOf({ type: 'AdaptiveCard', body: [text, { type: 'ColumnSet', columns: [column, column] }, { type: 'Input.Text', label: 'Name' }], actions: [{ type: 'Action.Execute', title: 'Go' }] })).toBe(2 + 3 + 3 + 2);
    expect(linesOf({ type: 'Table', columns: [{ width: 2 }, { width: 1 }], rows: [{ cells: [{ items: [text] }, { items: [text] }] }] })).toBe(4); // of 12 letters and two thirds
    expect(tooWide({ type: 'AdaptiveCard', body: [{ type: 'Table', columns: [{}, {}, {}, {}] }, { type: 'ColumnSet', columns: [column, column, column] }, { type: 'ColumnSet', columns: [{ type: 'Column', width: '200px', items: [{ type: 'ColumnSet', columns: [column] }] }] }] }))
      .toEqual(['4 columns', '3 columns', 'a width of 200px', 'columns in a column']);
  });
});
