/** What a turn says when the channel does not take it: the turn has been, the channel is told so, and the person hears it a little later if they can. */

import { describe, expect, it } from '@jest/globals';
import { textOf } from '../../bot/local/teamsPeer.ts';
import type { Refusal, TeamsPeer } from '../../bot/local/teamsPeer.ts';
import { MINUTE, SECOND } from '../../src/core/time.ts';
import type { Story } from '../e2e/support.ts';
import { openStory } from '../e2e/support.ts';
import { carmen } from '../e2e/world.ts';

const chat = 'chat:contoso:carmen';
const answers = ({ teams }: Story): readonly string[] => teams.inConversation(chat).map(({ text, card }) => text ?? textOf(card));

/** Carmen's chat takes nothing for so many requests. @returns how often it was asked. */
function refuses({ teams }: { readonly teams: TeamsPeer }, times: number, refusal: Refusal): () => number {
  let asked = 0;
  teams.refuse = ({ path }) => {
    if (!path.includes(chat)) return undefined;
    asked += 1;
    return asked <= times ? refusal : undefined;
  };
  return () => asked;
}

describe('an answer that the channel does not take', () => {
  it.each([412, 429, 500, 502, 503, 504])('(%i) is no reason to deliver the message again, and is said a second later, once', async (status) => {
    const story = await openStory();
    const desk = story.desk(carmen);
    const asked = refuses(story, 1, { status });
    expect([await desk.speaker.says('/quiensoy'), asked()]).toEqual([200, 1]);
    expect(answers(story)).toEqual([]);
    await story.passes(SECOND);
    expect(answers(story)).toEqual([expect.stringContaining('Carmen Ruiz')]);
    for (let minute = 0; minute < 10; minute++) await story.passes(MINUTE);
    expect(asked()).toBe(2);
  });

  it('is said when the channel allows it', async () => {
    const story = await openStory();
    const asked = refuses(story, 1, { status: 429, headers: { 'retry-after': '8' } });
    await story.desk(carmen).speaker.says('/quiensoy');
    await story.passes(8 * SECOND - 1);
    expect(asked()).toBe(1);
    await story.passes(1);
    expect(answers(story)).toHaveLength(1);
  });

  it.each([400, 403, 404, 413])('for good (%i) is not said again; the turn has been all the same', async (status) => {
    const story = await openStory();
    const asked = refuses(story, 99, { status });
    expect(await story.desk(carmen).speaker.says('/idioma en')).toBe(200);
    for (let minute = 0; minute < 10; minute++) await story.passes(MINUTE);
    expect(asked()).toBe(1);
    story.teams.refuse = () => undefined;
    await story.desk(carmen).says('/whoami');
    expect(answers(story)).toEqual([expect.stringContaining('What you may do')]);
  });

  it.each<readonly [Refusal, number]>([
    [{ status: 503 }, 5], [{ status: 429, headers: { 'retry-after': '8' } }, 5], [{ status: 429, headers: { 'retry-after': '61' } }, 1],
  ])('is forgotten after a while: whoever still wants it has asked again (%j, %d requests)', async (refusal, times) => {
    const story = await openStory();
    const asked = refuses(story, 99, refusal);
    await story.desk(carmen).speaker.says('/quiensoy');
    for (let minute = 0; minute < 10; minute++) await story.passes(MINUTE);
    expect(asked()).toBe(times);
    expect(story.logs.filter(({ message }) => message === 'an answer was not taken')).toHaveLength(times);
  });
});
