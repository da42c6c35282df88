/** How fast one conversation is spoken to: never faster than Teams allows, others go on, and nobody waits for longer than they must. */

import { describe, expect, it } from '@jest/globals';
import type { Pace } from '../../bot/outbox/pace.ts';
import { TooSoon, openPace } from '../../bot/outbox/pace.ts';
import { MINUTE, SECOND } from '../../src/core/time.ts';
import { handClock } from '../store/support.ts';
import { eachWorld } from '../support/deps.ts';
import { eachLine } from './throughConnector.ts';

/** @returns 0 when it was taken, else after how long to come back. */
function taken(pace: Pace, conversation = 'approvals'): number {
  try {
    pace.take(conversation);
    return 0;
  } catch (error) {
    if (!(error instanceof TooSoon)) throw error;
    return error.milliseconds;
  }
}

describe('one conversation', () => {
  it('hears seven messages at once, the eighth a second later, and then as the longer limits allow', () => {
    const clock = handClock();
    const pace = openPace(clock);
    const at: number[] = [];
    for (let time = 0; time < 60 * SECOND; time += 100) {
      while (taken(pace) === 0) at.push(time);
      clock.move(100);
    }
    expect(at.slice(0, 9)).toEqual([0, 0, 0, 0, 0, 0, 0, 1_000, 2_000]);
    // teams-platform §1: 7 in 1 s, 8 in 2 s, 60 in 30 s, for every window that begins with a message
    for (const [most, span] of [[7, SECOND], [8, 2 * SECOND], [60, 30 * SECOND]] as const) {
      expect(Math.max(...at.map((first) => at.filter((time) => time >= first && time < first + span).length))).toBeLessThanOrEqual(most);
    }
    expect(at.length).toBeGreaterThan(110);
  });

  it('expects those who are put off one after another, not all at once', () => {
    const pace = openPace(handClock());
    const waits = Array.from({ length: 11 }, () => taken(pace));
    expect(waits).toEqual([0, 0, 0, 0, 0, 0, 0, 1_000, 1_500, 2_000, 2_500]);
  });

  it('hears nothing while the channel asks for patience, and others do', () => {
    const clock = handClock();
    const pace = openPace(clock);
    pace.hold('approvals', 8 * SECOND);
    pace.hold('approvals', SECOND); // the longer one counts
    expect([taken(pace), taken(pace, 'chat-of-ana')]).toEqual([8 * SECOND, 0]);
    clock.move(8 * SECOND);
    expect(taken(pace)).toBe(0);
  });

  it('is still known when there were thousands of others', () => {
    const pace = openPace(handClock());
    for (let said = 0; said < 7; said++) pace.take('approvals');
    for (let other = 0; other < 3_000; other++) pace.take(`chat-${other}`);
    expect(taken(pace)).toBe(SECOND);
  });
});

describe('the outbox', () => {
  const line = eachLine(eachWorld());

  it('speaks no faster than that, loses nothing, counts no waiting as an attempt, and lets others speak meanwhile', async () => {
    const { owes, passes, seen, end, connector } = line();
    const rows = [];
    for (let key = 0; key < 40; key++) rows.push(await owes('person', String(key)));
    expect(seen()).toMatchObject({ messages: 7 });
    await owes('place');
    expect(connector.messages.filter(({ conversation }) => conversation === 'approvals')).toHaveLength(2);
    for (let tick = 0; tick < 40; tick++) await passes(SECOND);
    expect([seen().messages, await Promise.all(rows.map(end))]).toEqual([41, rows.map(() => 'gone')]);
    await passes(MINUTE);
    expect(seen().asked).toBe(41);
  });
});
