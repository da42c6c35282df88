/** Many rows at once, as an hour without Teams leaves them: a sweep goes on while there are more, for a time, and instances share them. */

import { beforeEach, expect, it } from '@jest/globals';
import type { Pump } from '../../bot/outbox/pump.ts';
import type { Sent } from '../../bot/outbox/sender.ts';
import { done } from '../../bot/outbox/sender.ts';
import { LEASE } from '../../src/app/outboxRows.ts';
import type { Store } from '../../src/app/ports.ts';
import { MINUTE, SECOND } from '../../src/core/time.ts';
import { eachOutbox } from './pumps.ts';

const { store, now, passes, born, owe, pumpOf } = eachOutbox();
/** Rows that were sent, by whichever pump. */
let sent: string[];
/** Every row that was tried to take, with whether it was had. */
let tries: boolean[];
beforeEach(() => { [sent, tries] = [[], []]; });

/** Rows that nobody delivered, and whose leases are over. */
async function backlog(count: number): Promise<void> {
  for (let number = 0; number < count; number++) {
    await owe(born(String(number)));
    passes(1);
  }
  passes(LEASE);
}

const waiting = async (): Promise<number> => (await store().due('outbox', now(), 1_000)).length;

/** @param takes what happens while a row is being sent. */
function instance({ random = 0.5, takes = async () => done() }: { readonly random?: number; readonly takes?: () => Promise<Sent> } = {}): Pump {
  const over = store();
  const commit: Store['commit'] = async (writes) => {
    const answer = await over.commit(writes);
    if (writes.length === 1 && writes[0]?.op === 'replace') tries.push(answer === 'saved');
    return answer;
  };
  return pumpOf(async ({ stored: { id } }) => { sent.push(id); return await takes(); }, { random, over: { ...over, commit } });
}

it('goes on while there are more, and sends each once', async () => {
  await backlog(170);
  const pump = instance();
  await pump.sweep();
  await pump.idle();
  expect([new Set(sent).size, sent.length, await waiting()]).toEqual([170, 170, 0]);
});

it('ends when its time is over, and the next one goes on', async () => {
  await backlog(170);
  const pump = instance({ takes: async () => { passes(SECOND); return done(); } });
  await pump.sweep();
  await pump.idle();
  expect(sent.length).toBeGreaterThanOrEqual(MINUTE / SECOND); // of each second one, and those that were in hand
  expect(sent.length).toBeLessThan(MINUTE / SECOND + 10);
  for (let sweep = 2; sweep <= 3; sweep++) { await pump.sweep(); await pump.idle(); }
  expect([new Set(sent).size, await waiting()]).toEqual([170, 0]);
});

it('ends at once when it is told to rest, and what it had in its hands still goes out', async () => {
  await backlog(170);
  const pump = instance({ takes: async () => { if (sent.length === 60) pump.rest(); return done(); } });
  await pump.sweep();
  await pump.idle();
  expect(sent.length).toBeGreaterThanOrEqual(60);
  expect(sent.length).toBeLessThanOrEqual(68);
  expect(await waiting()).toBe(170 - sent.length);
});

it('ends while Teams is still away: what is put off is not due again at once', async () => {
  await backlog(120);
  const pump = instance({ takes: async () => { throw new Error('The line is dead'); } });
  await pump.sweep();
  await pump.idle();
  expect([sent.length, await waiting()]).toEqual([120, 0]);
});

it('of several instances sends each row once, and they seldom meet', async () => {
  await backlog(400);
  const pumps = [0, 0.25, 0.5, 0.75].map((random) => instance({ random }));
  await Promise.all(pumps.map(async (pump) => await pump.sweep()));
  await Promise.all(pumps.map(async (pump) => await pump.idle()));
  expect([new Set(sent).size, sent.length]).toEqual([400, 400]);
  expect(tries.filter((isHad) => !isHad).length).toBeLessThan(200); // one after the other through the same rows they would lose three of four
});

it('of unreadable rows ends as well', async () => {
  await backlog(60);
  for (const row of await store().due('outbox', now(), 1_000)) await store().commit([{ op: 'upsert', doc: { ...row, body: { v: 1 } } }]);
  await instance().sweep();
  expect([sent, await waiting()]).toEqual([[], 0]);
});
