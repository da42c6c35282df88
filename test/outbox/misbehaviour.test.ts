/** A Teams that misbehaves, for each way of speaking: how often it is asked, what people see, and what becomes of the row. */

import { describe, expect, it } from '@jest/globals';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { personSchema } from '../../src/app/documents.ts';
import { lists, personRef, postingRef } from '../../src/app/homes.ts';
import { HOUR, MINUTE, SECOND } from '../../src/core/time.ts';
import type { Behaviour } from '../support/connector.ts';
import { eachWorld } from '../support/deps.ts';
import { NOW, cast, contoso, enrolmentIn } from '../support/world.ts';
import type { Way } from './throughConnector.ts';
import { eachLine, ways } from './throughConnector.ts';

const world = eachWorld();
const line = eachLine(world);

/** Requests that show something, new messages that people see, the row in the end; with a knock where the channel was asked whether it is there. */
type Outcome = readonly [asked: number, messages: number, end: string, knocks?: number];
type Case = readonly [what: string, met: readonly Behaviour[], outcomes: Readonly<Record<Way, Outcome>>];

const same = (outcome: Outcome): Case[2] => ({ place: outcome, update: outcome, person: outcome });
/** A second try, after which there is one message (an update makes none). */
const again: Case[2] = { place: [2, 1, 'gone'], update: [2, 0, 'gone'], person: [2, 1, 'gone'] };
const refused: Case[2] = same([1, 0, 'dead: refused']);
/** A place is for staff to mend; a person may come back. */
const away: Case[2] = { place: [1, 0, 'dead: away'], update: [1, 0, 'dead: away'], person: [1, 0, 'waiting'] };
const always = (behaviour: Behaviour): readonly Behaviour[] => Array.from({ length: 99 }, () => behaviour);
const inAWhile = new Date(Date.parse(NOW) + 7 * SECOND).toUTCString();

const cases: readonly Case[] = [
  ['nothing', [], { place: [1, 1, 'gone'], update: [1, 0, 'gone'], person: [1, 1, 'gone'] }],
  ['400', [{ status: 400, code: 'BadArgument' }], refused],
  ['401, once', [{ status: 401 }], again],
  ['403 for an address that is none any more', [{ status: 403, code: 'BotNotInConversationRoster' }], away],
  ['403 for somebody who blocked the bot', [{ status: 403, code: 'ConversationBlockedByUser' }], away],
  ['403 without a code', [{ status: 403 }], away],
  ['403 for the wrong host', [{ status: 403, code: 'InvalidBotApiHost' }], refused],
  ['404', [{ status: 404, code: 'ConversationNotFound' }], { ...away, update: [1, 0, 'gone'] }],
  ...[408, 412, 500, 502, 503, 504].map((status): Case => [`${status}, once`, [{ status }], again]),
  ['503, three times', [{ status: 503 }, { status: 503 }, { status: 503 }], { place: [4, 1, 'gone'], update: [4, 0, 'gone'], person: [4, 1, 'gone'] }],
  ['503 for days', always({ status: 503 }), same([30, 0, 'dead: exhausted'])],
  ['413, for the whole card', [{ status: 413, code: 'MessageSizeTooBig' }], again],
  ['413, for whatever is said', always({ status: 413, code: 'MessageSizeTooBig' }), same([2, 0, 'dead: tooBig'])],
  ['429 with seconds', [{ status: 429, headers: { 'retry-after': '7' } }], again],
  ['429 with a date', [{ status: 429, headers: { 'retry-after': inAWhile, date: new Date(NOW).toUTCString() } }], again],
  ['429 without anything', [{ status: 429 }], again],
  ['a line that is cut before the message is taken', ['cutsBefore'], { place: [2, 1, 'gone', 1], update: [2, 0, 'gone'], person: [2, 1, 'gone', 1] }],
  ['a line that is cut after it was taken: the one repeat that nobody can avoid', ['cutsAfter'], { place: [2, 2, 'gone', 1], update: [2, 0, 'gone'], person: [2, 2, 'gone', 1] }],
  ['lines that are cut after whatever is taken: no third time', always('cutsAfter'), { place: [2, 2, 'dead: unsure', 1], update: [30, 0, 'dead: exhausted'], person: [2, 2, 'dead: unsure', 1] }],
  ['a request that hangs', ['hangs'], { place: [2, 1, 'gone', 1], update: [2, 0, 'gone'], person: [2, 1, 'gone', 1] }],
];

describe.each(cases)('a channel that answers with %s', (_what, met, outcomes) => {
  it.each(ways)('(%s)', async (way) => {
    const { meets, owes, passes, seen, end } = line();
    meets(...met);
    const row = await owes(way);
    for (let hour = 0; hour < 40; hour++) await passes(HOUR);
    const [asked, messages, ended, knocks = 0] = outcomes[way];
    expect({ ...seen(), end: await end(row) }).toEqual({ asked, messages, knocks, end: ended });
  });
});

describe('a channel', () => {
  it.each<readonly [string, Behaviour]>([
    ['seconds', { status: 429, headers: { 'retry-after': '7' } }],
    ['a date', { status: 429, headers: { 'retry-after': inAWhile, date: new Date(NOW).toUTCString() } }],
    ['seconds, although it is down', { status: 503, headers: { 'retry-after': '7' } }],
  ])('that asks for patience in %s hears nothing before, from no row for that conversation', async (_what, behaviour) => {
    const { meets, owes, passes, seen } = line();
    meets(behaviour);
    await owes('person', 'one');
    await owes('person', 'two');
    await passes(7 * SECOND - 1);
    expect(seen()).toMatchObject({ asked: 1, messages: 0 });
    await passes(1);
    await passes(SECOND);
    expect(seen()).toMatchObject({ asked: 3, messages: 2 });
  });

  it.each(ways)('that has vanished for an hour gets what is owed when it is back, once, without a doubt (%s)', async (way) => {
    const { connector, owes, passes, seen, end } = line();
    await connector.vanishes();
    const row = await owes(way);
    for (let minute = 0; minute < 60; minute++) await passes(MINUTE);
    expect([seen().asked, await end(row)]).toEqual([0, 'due']);
    await connector.returns();
    await passes(HOUR);
    expect([seen(), await end(row)]).toEqual([{ asked: 1, knocks: 0, messages: way === 'update' ? 0 : 1 }, 'gone']);
  });

  it('that goes on being cut off is not asked for the same message again before it answers at all', async () => {
    const { connector, owes, passes, seen, end } = line();
    connector.behaves = () => 'cutsBefore';
    const row = await owes('place');
    for (let minute = 0; minute < 30; minute++) await passes(MINUTE);
    expect([seen().asked, await end(row)]).toEqual([1, 'due']);
    connector.behaves = () => 'takes';
    await passes(HOUR);
    expect([seen().asked, seen().messages, await end(row)]).toEqual([2, 1, 'gone']);
  });
});

describe('a card that is too big', () => {
  it('is said again with its heading, why, and what only shows something: nobody decides on what they cannot read', async () => {
    const { connector, meets, owes } = line();
    meets({ status: 413 });
    await owes('place');
    const card = connector.messages.at(-1)?.card;
    expect(textOf(card)).toMatch(/^Contoso.*\nThis is too long for a message in Teams/s);
    expect(buttonsOf(card).map(({ verb }) => verb)).toEqual(['show.review']);
  });
});

describe('a card in a place', () => {
  it('is posted once although something is left of a message that was there before', async () => {
    const { owes, passes, seen, end } = line();
    await owes('place', 'one');
    const looked = world().traffic.commits.flat().find((write) => write.op === 'create' && write.doc.id.includes(':posted:'));
    if (looked?.op !== 'create') throw new Error('Nobody looked again');
    const { due: _due, ...doc } = looked.doc;
    await world().deps.store.commit([{ op: 'delete', ref: postingRef(doc.partition, enrolmentIn('UnderReview').id, 'new') }, { op: 'create', doc: { ...doc, list: lists.dead, sort: '' } }]);
    const row = await owes('place', 'two');
    await passes(HOUR);
    expect([seen().messages, await end(row)]).toEqual([2, 'gone']);
  });
});

describe('somebody whom nobody reaches at their address', () => {
  const awaySince = async () => personSchema.parse((await world().deps.store.read(personRef(contoso.id, cast.globalAdmin.id)))?.body).awaySince;

  it('is marked, and the channel is not asked again for any other row of theirs', async () => {
    const { meets, owes, passes, seen, end } = line();
    meets({ status: 403 });
    const [one, two] = [await owes('person', 'one'), await owes('person', 'two')];
    for (let day = 0; day < 3; day++) await passes(24 * HOUR);
    expect([seen().asked, await awaySince(), await end(one), await end(two)]).toEqual([1, NOW, 'waiting', 'waiting']);
  });

  it('is not marked when their document changed while they were being reached: they are back', async () => {
    const { connector, owes } = line();
    const ref = personRef(contoso.id, cast.globalAdmin.id);
    const stored = await world().deps.store.read(ref);
    world().meanwhile.push(async () => {}, async () => { if (stored) await world().deps.store.commit([{ op: 'upsert', doc: { ...stored, body: { ...stored.body, name: 'Ana' } } }]); });
    connector.behaves = () => ({ status: 403 });
    await owes('person');
    expect(await awaySince()).toBeUndefined();
  });
});
