/** The pump over a real store: what becomes of a row when it is delivered, refused, too early, or wanted by two. */

import { describe, expect, it } from '@jest/globals';
import { TooSoon } from '../../bot/outbox/pace.ts';
import { PostRefused } from '../../bot/outbox/refused.ts';
import type { Sent } from '../../bot/outbox/sender.ts';
import { done } from '../../bot/outbox/sender.ts';
import type { DeadWhy } from '../../src/app/documents.ts';
import { lists } from '../../src/app/homes.ts';
import { LEASE } from '../../src/app/outboxRows.ts';
import type { Doc, Stored } from '../../src/app/ports.ts';
import { MINUTE, SECOND, plus } from '../../src/core/time.ts';
import { NOW, create, doc } from '../store/support.ts';
import type { Send } from './pumps.ts';
import { eachOutbox, keyOf, partition } from './pumps.ts';

const { store, now, passes, born, owe, pumpOf } = eachOutbox();

/** Delivers rows that were just committed, until nothing is left to do. */
async function deliver(send: Send, rows: readonly Doc[], random = 0.5): Promise<void> {
  const pump = pumpOf(send, { random });
  pump.nudge(await owe(...rows));
  await pump.idle();
}

const stored = async (row: Doc): Promise<Stored | undefined> => await store().read(row);
const failing = (error: unknown): Send => async () => { throw error; };

/** A sender that waits to be told how each delivery ends. */
function waiting() {
  const begun: string[] = [];
  const endings: ((sent: Sent) => void)[] = [];
  const send: Send = async (row) => {
    begun.push(keyOf(row));
    return await new Promise((resolve) => { endings.push(resolve); });
  };
  return { begun, send, endNext: () => endings.shift()?.(done()) };
}

/** A commit takes a round of the event loop, and what follows it others. */
const settled = async (): Promise<void> => {
  for (let round = 0; round < 30; round++) await new Promise((resolve) => { setImmediate(resolve); });
};

function watched(promise: Promise<void>): { readonly isOver: () => boolean } {
  let isOver = false;
  void promise.finally(() => { isOver = true; });
  return { isOver: () => isOver };
}

describe('a row', () => {
  it('is gone when it is delivered', async () => {
    const row = born('ana');
    const sent: unknown[] = [];
    await deliver(async ({ body }) => { sent.push(body); return done(); }, [row]);
    expect(sent).toEqual([row.body]);
    expect(await stored(row)).toBeUndefined();
  });

  it('ends in one commit with what its sender writes, and rows among it go out at once', async () => {
    const [row, next] = [born('ana'), born('next')];
    const order: string[] = [];
    await deliver(async ({ stored: { id } }) => {
      order.push(id);
      return done(id === row.id ? create(doc(partition, 'posting'), next) : []);
    }, [row]);
    expect(order).toEqual([row.id, next.id]);
    expect(await store().read(doc(partition, 'posting'))).toBeDefined();
    expect(await stored(next)).toBeUndefined();
  });

  it('stays for the sweep when its end cannot be committed', async () => {
    const row = born('ana');
    await owe(doc(partition, 'posting'));
    await deliver(async () => done(create(doc(partition, 'posting'))), [row]);
    expect(await stored(row)).toMatchObject({ due: plus(NOW, LEASE) });
  });

  it('for somebody whom nobody can reach waits, and is looked at rarely', async () => {
    const row = born('ana');
    await deliver(async () => ({ kind: 'parked', person: 'ana' }), [row]);
    expect(await stored(row)).toMatchObject({ list: lists.waiting, sort: `ana|${NOW}|${row.id}`, due: plus(NOW, 6 * 60 * MINUTE), body: { attempts: 0 } });
  });

  it('that a sender puts off waits as long as it says', async () => {
    const row = born('ana');
    await deliver(async () => ({ kind: 'later', milliseconds: 90 * SECOND, reason: 'not yet' }), [row]);
    expect(await stored(row)).toMatchObject({ due: plus(NOW, 90 * SECOND), body: { lastError: 'not yet' } });
  });
});

describe('a failure', () => {
  it.each([
    [1, 0, 750], [1, 0.5, 1_000], [1, 1, 1_250], [2, 0.5, 2_000], [5, 0.5, 16_000], [5, 0, 12_000], [12, 0.5, 2_048_000], [13, 0.5, 60 * MINUTE], [29, 0.5, 60 * MINUTE], [29, 1, 75 * MINUTE],
  ])('at attempt %d with the dice at %d is tried again after %d ms', async (attempts, random, wait) => {
    const row = born('ana', attempts);
    await deliver(failing(new Error('The line is dead')), [row], random);
    expect(await stored(row)).toMatchObject({ due: plus(NOW, wait), body: { attempts, lastError: 'The line is dead' } });
  });

  it('obeys Retry-After, whatever the dice say', async () => {
    const row = born('ana', 9);
    await deliver(failing(new PostRefused(429, 7 * SECOND, undefined)), [row], 1);
    expect(await stored(row)).toMatchObject({ due: plus(NOW, 7 * SECOND) });
  });

  it('to answer is a doubt that is remembered, and the second one ends it', async () => {
    const row = born('ana');
    const silence = failing(new PostRefused(undefined, 'unsure', undefined));
    await deliver(silence, [row]);
    expect(await stored(row)).toMatchObject({ due: plus(NOW, SECOND), body: { unsure: true, lastError: 'The channel did not answer' } });
    passes(SECOND);
    const pump = pumpOf(silence);
    await pump.sweep();
    await pump.idle();
    expect(await stored(row)).toMatchObject({ list: lists.dead, body: { why: 'unsure', attempts: 2 } });
  });

  it('to wait for its turn in a conversation is no attempt', async () => {
    const row = born('ana', 30);
    await deliver(failing(new TooSoon(300)), [row]);
    expect(await stored(row)).toMatchObject({ due: plus(NOW, 300), body: { attempts: 29 } });
    expect((await stored(row))?.body['lastError']).toBeUndefined();
  });

  it('of the channel that may pass is like any other', async () => {
    const row = born('ana', 2);
    await deliver(failing(new PostRefused(502, 'backoff', undefined)), [row]);
    expect(await stored(row)).toMatchObject({ due: plus(NOW, 2 * SECOND), body: { lastError: 'The channel answered 502' } });
  });

  it.each<readonly [string, Send, number, DeadWhy]>([
    ['a refusal for good', failing(new PostRefused(403, 'never', undefined)), 1, 'refused'],
    ['an address where nobody is', failing(new PostRefused(403, 'away', undefined)), 1, 'away'],
    ['a sender that gives up', async () => ({ kind: 'never', reason: 'The channel answered 403' }), 1, 'overtaken'],
    ['a sender that knows why', async () => ({ kind: 'never', reason: 'The channel answered 403', why: 'mail' }), 1, 'mail'],
    ['the thirtieth failure', failing(new Error('The channel answered 403')), 30, 'exhausted'],
    ['the thirtieth refusal, Retry-After or not', failing(new PostRefused(403, SECOND, undefined)), 30, 'exhausted'],
  ])('%s ends on the list that staff see', async (_what, send, attempts, why) => {
    const row = born('ana', attempts);
    await deliver(send, [row]);
    const dead = await stored(row);
    expect(dead).toMatchObject({ list: lists.dead, sort: `${NOW}|${row.id}`, body: { lastError: 'The channel answered 403', why } });
    expect(dead?.due).toBeUndefined();
  });

  it('of one row does not hold up the others', async () => {
    const [bad, good] = [born('bad'), born('good')];
    await deliver(async ({ stored: { id } }) => { if (id === bad.id) throw new Error('no'); return done(); }, [bad, good]);
    expect(await stored(good)).toBeUndefined();
    expect(await stored(bad)).toBeDefined();
  });
});

describe('nudge', () => {
  it('delivers four at a time, in order, and the next one as soon as one has ended', async () => {
    const { begun, send, endNext } = waiting();
    const pump = pumpOf(send);
    pump.nudge(await owe(...['1', '2', '3', '4', '5', '6'].map((key) => born(key))));
    expect(begun).toEqual(['1', '2', '3', '4']);
    endNext();
    await settled();
    expect(begun).toEqual(['1', '2', '3', '4', '5']);
    for (let left = 5; left > 0; left--) { endNext(); await settled(); }
    expect(begun).toHaveLength(6);
    await pump.idle();
  });

  it('returns before anything is delivered', async () => {
    const { send, endNext } = waiting();
    const [row] = await owe(born('ana'));
    const pump = pumpOf(send);
    pump.nudge(row ? [row] : []);
    expect(await store().read(doc(partition, row?.id ?? ''))).toBeDefined();
    endNext();
    await pump.idle();
    expect(await store().read(doc(partition, row?.id ?? ''))).toBeUndefined();
  });
});

describe('sweep', () => {
  const counted = () => {
    const attempts: number[] = [];
    const send: Send = async ({ body }) => { attempts.push(body.attempts); return done(); };
    return { attempts, send };
  };

  it('takes over what another instance left behind, when its lease is over and not before', async () => {
    const { attempts, send } = counted();
    const pump = pumpOf(send);
    const [row] = await owe(born('ana'));
    passes(LEASE - 1);
    await pump.sweep();
    expect(attempts).toEqual([]);
    passes(1);
    await pump.sweep();
    await pump.idle();
    expect(attempts).toEqual([2]);
    expect(row && await stored(row)).toBeUndefined();
  });

  it('of two instances at once delivers a row once', async () => {
    const { attempts, send } = counted();
    const [one, other] = [pumpOf(send), pumpOf(send)];
    await owe(born('ana'), born('luis'));
    passes(LEASE);
    await Promise.all([one.sweep(), other.sweep()]);
    await Promise.all([one.idle(), other.idle()]);
    expect(attempts).toEqual([2, 2]);
  });

  it('delivers what waited in a queue for too long once, by whoever has its lease next', async () => {
    const { begun, send, endNext } = waiting();
    const [one, other] = [pumpOf(send), pumpOf(send)];
    one.nudge(await owe(...['1', '2', '3', '4', '5'].map((key) => born(key))));
    passes(LEASE);
    await other.sweep();
    expect(begun).toEqual(['1', '2', '3', '4', '1', '2', '3', '4']); // their deliveries took longer than any may
    for (let left = 8; left > 0; left--) { endNext(); await settled(); }
    await settled();
    expect(begun.filter((key) => key === '5')).toHaveLength(1);
    for (let left = 1; left > 0; left--) endNext();
    await Promise.all([one.idle(), other.idle()]);
  });

  it('takes no more than is delivered soon, and goes on when there is room', async () => {
    const { begun, send, endNext } = waiting();
    const pump = pumpOf(send);
    await owe(...Array.from({ length: 12 }, (_, key) => born(String(key))));
    passes(LEASE);
    const swept = watched(pump.sweep());
    await settled();
    const leased = async () => (await store().due('outbox', plus(now(), LEASE - 1), 50)).length;
    expect([begun.length, swept.isOver(), await leased()]).toEqual([4, false, 4]);
    for (let left = 12; left > 0; left--) { endNext(); await settled(); }
    expect([begun.length, swept.isOver()]).toEqual([12, true]);
    await pump.idle();
  });

  it('holds the row for as long as a delivery may take', async () => {
    const { begun, send, endNext } = waiting();
    const [one, other] = [pumpOf(send), pumpOf(send)];
    await owe(born('ana'));
    passes(LEASE);
    await one.sweep();
    await other.sweep();
    passes(LEASE - 1);
    await other.sweep();
    expect(begun).toEqual(['ana']);
    endNext();
    await one.idle();
  });

  it('tries again what was put off, and counts', async () => {
    const attempts: number[] = [];
    const pump = pumpOf(async ({ body }) => { attempts.push(body.attempts); throw new Error('no'); });
    pump.nudge(await owe(born('ana')));
    await pump.idle();
    for (const wait of [SECOND, 2 * SECOND, 4 * SECOND]) {
      passes(wait);
      await pump.sweep();
      await pump.idle();
    }
    expect(attempts).toEqual([1, 2, 3, 4]);
  });

  it('leaves the parked alone for some hours, and the dead for ever', async () => {
    const [parked, dead] = [born('parked'), born('dead')];
    await deliver(async ({ stored: { id } }) => (id === parked.id ? { kind: 'parked', person: 'ana' } : { kind: 'never', reason: 'no' }), [parked, dead]);
    const { attempts, send } = counted();
    const pump = pumpOf(send);
    for (const [hours, seen] of [[5, 0], [2, 1], [48, 1]] as const) {
      passes(hours * 60 * MINUTE);
      await pump.sweep();
      await pump.idle();
      expect(attempts).toHaveLength(seen);
    }
  });
});

describe('idle', () => {
  it('is at once when there is nothing to do', async () => {
    await expect(pumpOf(failing(new Error('no'))).idle()).resolves.toBeUndefined();
  });

  it('waits for what is queued as well as for what is under way', async () => {
    const { begun, send, endNext } = waiting();
    const pump = pumpOf(send);
    pump.nudge(await owe(...['1', '2', '3', '4', '5'].map((key) => born(key))));
    const idle = watched(pump.idle());
    for (let left = 4; left > 0; left--) { endNext(); await settled(); }
    expect({ begun: begun.length, over: idle.isOver() }).toEqual({ begun: 5, over: false });
    endNext();
    await settled();
    expect(idle.isOver()).toBe(true);
  });
});
