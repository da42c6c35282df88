/** A partnership request that nobody answers: reminders to whoever asked, and its end (domain.md §4.3). */

import { describe, expect, it } from '@jest/globals';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { DAY } from '../../src/core/time.ts';
import { drafted, linkIn, textIn, theOne } from './drafts.ts';
import type { Story } from './support.ts';
import { approved, audited, contoso } from './walk.ts';
import { iker } from './world.ts';

/** What the bot has told the person by itself, by its headings. */
const told = (story: Story, who: string): readonly string[] =>
  story.teams.inConversation(who).flatMap(({ card }) => (card ? [textOf(card).split('\n')[0] ?? ''] : [])).filter((heading) => /todavía no tiene respuesta|ha caducado/.test(heading));

async function issued() {
  const { story, desk } = await drafted();
  const link = linkIn(story, textIn(desk.card()));
  await desk.presses('request.done');
  return { story, desk, link };
}

describe('a request without an answer', () => {
  it('WF-14 reminds whoever asked twice, and ends after ninety days; each once, whatever the timer does', async () => {
    const { story, desk } = await issued();
    const chat = desk.speaker.conversation;
    await story.passes(29 * DAY);
    expect(told(story, chat)).toHaveLength(0);
    for (const days of [1, 1]) await story.passes(days * DAY);
    await story.settle();
    expect(told(story, chat)).toEqual(['Tu solicitud de asociación todavía no tiene respuesta']);
    await story.passes(30 * DAY);
    await story.settle();
    expect(told(story, chat)).toHaveLength(2);
    await story.passes(27 * DAY);
    expect(await theOne(story)).toMatchObject({ state: 'Issued', reminders: 2 });
    for (const days of [2, 2, 2]) await story.passes(days * DAY);
    await story.settle();
    expect(told(story, chat).at(-1)).toBe('Tu solicitud de asociación ha caducado');
    expect(told(story, chat)).toHaveLength(3);
    expect(await theOne(story)).toMatchObject({ state: 'Expired' });
    expect((await audited(story, { who: iker })).filter((entry) => entry === 'request.expire done')).toHaveLength(1);
  });

  it('PAR-06 its link says that the time is over, also before the timer has rung', async () => {
    const { story, link } = await issued();
    const admin = await approved(story, contoso);
    story.clock.move(90 * DAY);
    await admin.says(`/aceptar ${link}`);
    expect(admin.reads()).toContain('su plazo ha terminado');
    expect(await theOne(story)).toMatchObject({ state: 'Issued' });
  });

  it('a reminder is owed no more once there is an answer', async () => {
    const { story, desk, link } = await issued();
    const admin = await approved(story, contoso);
    await admin.says(`/aceptar ${link}`);
    await admin.presses('request.decline');
    await story.passes(100 * DAY);
    await story.settle();
    expect(told(story, desk.speaker.conversation)).toEqual([]);
    expect(await theOne(story)).toMatchObject({ state: 'Declined' });
  });
});
