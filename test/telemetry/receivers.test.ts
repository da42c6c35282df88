/** A receiver that says no, or says nothing, or is not there: nobody who uses the bot notices, the log says it once, and the bot ends in time. */

import { describe, expect, it } from '@jest/globals';
import { exportersOf } from '../../bot/telemetry/exporters.ts';
import type { Story } from '../e2e/support.ts';
import { faults, openStory } from '../e2e/support.ts';
import { contoso, walk } from '../e2e/walk.ts';
import { carmen } from '../e2e/world.ts';
import { openReceiver } from './receiver.ts';
import { watched } from './watched.ts';

describe('a receiver', () => {
  it('that says nothing keeps nobody waiting: turns go on, and the bot ends within the limit', async () => {
    const { story, seen } = await watched();
    seen.mood = 'hang';
    await endsInTime(story);
    expect(seen.asked()).toBeGreaterThan(0);
  });

  it('that is not there keeps nobody waiting either', async () => {
    const story = await openStory({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' } });
    await endsInTime(story);
  });

  it('that says no is told of in the log once, and in no turn', async () => {
    const { story, seen } = await watched();
    seen.mood = 'refuse';
    await story.desk(carmen).says('hola');
    await story.app.close();
    expect(story.logs.filter(({ message }) => message === 'telemetry cannot be sent').map(({ level }) => level)).toEqual(['warn', 'warn']); // traces, and figures
    expect(seen.asked()).toBe(2);
    expect(faults(story)).toEqual([]);
  });
});

describe('the log', () => {
  it('says once that nothing arrives, however often it is tried, and once that it does again', async () => {
    const seen = await openReceiver();
    const said: string[] = [];
    const note = (_fields: object, message: string): void => { said.push(message); };
    const [exporters] = await exportersOf({ service: 'enlace', otlp: seen.endpoint, azure: undefined }, { info: note, warn: note, error: note });
    const tries = async (mood: typeof seen.mood): Promise<void> => {
      seen.mood = mood;
      for (let count = 0; count < 3; count++) await new Promise<unknown>((resolve) => { exporters?.spans.export([], resolve); });
    };
    await tries('refuse');
    expect(said).toEqual(['telemetry cannot be sent']);
    await tries('keep');
    expect(said).toEqual(['telemetry cannot be sent', 'telemetry is sent again']);
    expect(seen.asked()).toBe(6);
  });
});

/** A whole form is filled in meanwhile. */
async function endsInTime(story: Story): Promise<void> {
  await walk(story, contoso, 'Confirmation');
  const begun = performance.now();
  await story.app.close();
  expect(performance.now() - begun).toBeLessThan(4_500);
  const warnings = story.logs.filter(({ level }) => level !== 'info').map(({ message }) => message);
  expect([...new Set(warnings)].filter((message) => !['the last telemetry could not be sent in time', 'telemetry cannot be sent'].includes(message))).toEqual([]);
  expect(warnings).not.toEqual([]);
}
