/** /healthz and /readyz: what they say while the instance starts, works, cannot reach its store, and ends; and that asking costs next to nothing. */

import { describe, expect, it } from '@jest/globals';
import { openHealth } from '../../bot/http/health.ts';
import { openLog } from '../../bot/log.ts';
import type { Alarm } from '../../bot/turn/inTime.ts';
import { SECOND } from '../../src/core/time.ts';
import type { Story } from '../e2e/support.ts';
import { openStory } from '../e2e/support.ts';
import { handClock } from '../store/support.ts';

const ask = async ({ url }: Pick<Story, 'url'>, path: string, method = 'GET') => {
  const response = await fetch(`${url}${path}`, { method });
  return { status: response.status, body: await response.text() };
};
const ready = { status: 200, body: '{"status":"ready"}' };
const because = (...parts: readonly string[]) => ({ status: 503, body: JSON.stringify({ status: 'notReady', because: parts }) });

async function warmed(): Promise<Story> {
  const story = await openStory();
  await story.app.warm();
  return story;
}

describe('/healthz', () => {
  it.each(['GET', 'HEAD'])('says that the process lives, whatever its store does, and reads nothing (%s)', async (method) => {
    const story = await openStory();
    const reads: string[] = [];
    story.trouble.read = ({ id }) => { reads.push(id); throw new Error('The store is gone'); };
    expect(await ask(story, '/healthz', method)).toEqual({ status: 200, body: method === 'GET' ? '{"status":"ok"}' : '' });
    expect(reads).toEqual([]);
  });
});

describe('/readyz', () => {
  it('is not ready before the cards are parsed, so that nobody is sent there to pay for it; who comes all the same is answered', async () => {
    const story = await openStory();
    expect(await ask(story, '/readyz')).toEqual(because('cards'));
    await story.app.warm();
    expect([await ask(story, '/readyz'), await ask(story, '/readyz', 'HEAD')]).toEqual([ready, { ...ready, body: '' }]);
  });

  it('names the store that fails, and nothing of the failure, and is ready again when it is back', async () => {
    const story = await warmed();
    story.trouble.read = () => { throw new Error('AccountKey=secret'); };
    expect(await ask(story, '/readyz')).toEqual(because('store'));
    story.trouble.read = () => {};
    story.clock.move(SECOND);
    expect(await ask(story, '/readyz')).toEqual(ready);
    expect(story.logs.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual(['not ready: the store does not answer']);
  });

  it('says at once that it ends, and still serves', async () => {
    const story = await warmed();
    expect(await ask(story, '/readyz')).toEqual(ready);
    story.app.leave();
    expect(await ask(story, '/readyz')).toEqual(because('ending'));
    expect((await ask(story, '/partner/guess')).status).toBe(410);
  });

  it('asks the store once a second, however often it is asked itself', async () => {
    const story = await warmed();
    let reads = 0;
    story.trouble.read = () => { reads += 1; };
    await Promise.all(Array.from({ length: 20 }, async () => await ask(story, '/readyz')));
    expect(reads).toBe(1);
    story.clock.move(SECOND - 1);
    await ask(story, '/readyz');
    expect(reads).toBe(1);
    story.clock.move(1);
    await ask(story, '/readyz');
    expect(reads).toBe(2);
  });

  it('does not wait for a store that does not answer', async () => {
    const rung: { readonly limit: number; readonly ring: () => void }[] = [];
    const alarm: Alarm = (limit, ring) => { rung.push({ limit, ring }); return () => {}; };
    const health = openHealth({ store: { read: async () => await new Promise(() => {}) }, clock: handClock(), log: openLog('silent'), alarm });
    health.warmed();
    const asked = health.readiness();
    for (const { ring } of rung) ring();
    expect(await asked).toMatchObject({ status: 503, body: { because: ['store'] } });
    expect(rung.map(({ limit }) => limit)).toEqual([2 * SECOND]);
  });
});
