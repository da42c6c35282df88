/** How a pump ends: what is under way is waited for, and what it holds and has not begun is another instance's at once. */

import { expect, it } from '@jest/globals';
import { done } from '../../bot/outbox/sender.ts';
import { LEASE } from '../../src/app/outboxRows.ts';
import type { Doc } from '../../src/app/ports.ts';
import { plus } from '../../src/core/time.ts';
import { create } from '../store/support.ts';
import { eachOutbox, keyOf } from './pumps.ts';

const { store, now, passes, born, owe, pumpOf } = eachOutbox();

const owed = async (...keys: readonly string[]): Promise<readonly Doc[]> => await owe(...keys.map((key) => born(key)));

/** Holds four rows until they are let go, and one that waits for its turn. */
async function busy() {
  const begun: string[] = [];
  const over = Promise.withResolvers<void>();
  const pump = pumpOf(async (row) => {
    begun.push(keyOf(row));
    await over.promise;
    return done();
  });
  const rows = await owed('1', '2', '3', '4', '5');
  pump.nudge(rows);
  return { pump, rows, begun, letGo: () => over.resolve() };
}

/** An instance that delivers at once what it finds, with the number of the attempt. */
async function sweeps(): Promise<readonly (readonly [key: string, attempt: number])[]> {
  const sent: (readonly [string, number])[] = [];
  const pump = pumpOf(async (row) => { sent.push([keyOf(row), row.body.attempts]); return done(); });
  await pump.sweep();
  await pump.idle();
  return sent;
}

it('close waits for what is under way, and begins nothing more', async () => {
  const { pump, begun, letGo } = await busy();
  let isOver = false;
  const closing = pump.close().finally(() => { isOver = true; });
  for (const key of ['a', 'b', 'c', 'd']) await owed(key); // whatever it would do in the store meanwhile is done by now
  expect(isOver).toBe(false);
  letGo();
  await closing;
  pump.nudge(await owed('6'));
  await pump.idle();
  expect(begun).toEqual(['1', '2', '3', '4']);
});

it('close gives back at once what it has not begun: another instance has it while the first still sends, and the attempt was not counted', async () => {
  const { pump, rows, letGo } = await busy();
  const closing = pump.close();
  await owed('another'); // is written after what is given back
  expect(await sweeps()).toEqual([['5', 1]]);
  letGo();
  await closing;
  expect(await Promise.all(rows.map(async (row) => await store().read(row)))).toEqual(rows.map(() => undefined));
});

it('close gives back what came of what was under way', async () => {
  const over = Promise.withResolvers<void>();
  const [row] = await owed('first');
  const pump = pumpOf(async () => {
    await over.promise;
    return done(create(born('next')));
  });
  pump.nudge(row ? [row] : []);
  const closing = pump.close();
  over.resolve();
  await closing;
  expect(await sweeps()).toEqual([['next', 1]]);
});

it('close brings nothing back that another instance has delivered since the lease was over', async () => {
  const { pump, letGo } = await busy();
  passes(LEASE);
  expect((await sweeps()).map(([key]) => key).toSorted()).toEqual(['1', '2', '3', '4', '5']);
  const closing = pump.close();
  letGo();
  await closing;
  expect(await store().due('outbox', plus(now(), LEASE), 10)).toEqual([]);
});

it('close a second time changes nothing more', async () => {
  const { pump, letGo } = await busy();
  letGo();
  await pump.close();
  const [late] = await owed('late');
  pump.nudge(late ? [late] : []);
  await pump.close();
  expect(await store().due('outbox', now(), 10)).not.toContainEqual(expect.objectContaining({ id: late?.id }));
});

it('rest claims nothing more, and what is committed here still goes out', async () => {
  const sent: string[] = [];
  const pump = pumpOf(async (row) => { sent.push(keyOf(row)); return done(); });
  await owed('left behind');
  passes(LEASE);
  pump.rest();
  await pump.sweep();
  pump.nudge(await owed('own'));
  await pump.idle();
  expect(sent).toEqual(['own']);
});
