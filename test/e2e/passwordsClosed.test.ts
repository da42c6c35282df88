/** Closing the card of a password is its reader's business: no other click keeps another password on the screen (INV-06). */

import { describe, expect, it } from '@jest/globals';
import { buttonsOf } from '../../bot/local/teamsPeer.ts';
import { userOf } from '../../src/app/users.ts';
import { MINUTE, SECOND } from '../../src/core/time.ts';
import { NORA, adds, este, looksUp, passwordOn } from './people.ts';
import { openStory } from './support.ts';
import { gala, gus } from './world.ts';

describe('a password that is shown', () => {
  it.each([['a colleague', gus], ['the same person, on another card', gala]] as const)('INV-06 WF-37 to %s leaves the screen in time, although the card of an earlier one was closed', async (_whom, who) => {
    const story = await openStory();
    const earlier = await adds(story);
    story.clock.move(SECOND);
    const later = await looksUp(story, who, 'nora');
    await later.presses('user.reset');
    expect(passwordOn(later)).not.toBe('');
    const place = story.teams.inConversation(later.speaker.conversation).at(-1);
    await earlier.presses('user.closed');
    expect(passwordOn(earlier)).toBe('');
    expect((await userOf(story.app.deps, este, NORA))?.disclosure).toMatchObject({ to: who.id, at: story.clock() });
    await story.passes(6 * MINUTE);
    expect(place?.updates).toBe(1);
  });

  it('INV-06 is not closed by a colleague who makes the click up', async () => {
    const story = await openStory();
    const reader = await adds(story);
    const other = await looksUp(story, gus, 'nora');
    const { id, rev } = buttonsOf(other.card()).find(({ verb }) => verb === 'user.reset')?.data ?? {};
    await other.speaker.clicks({ verb: 'user.closed', data: { id, rev, at: story.clock() } });
    await story.passes(6 * MINUTE);
    expect(story.teams.inConversation(reader.speaker.conversation).at(-1)?.updates).toBe(1);
  });
});
