/** INV-57 for a click that was done before: its repeat shows how things stand, to whoever may still see it. */

import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import type { Answer } from '../../bot/local/teamsPeer.ts';
import { ASK, drafted, textIn } from './drafts.ts';
import { adds, looksUp } from './people.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { gala, gus, uma } from './world.ts';

/** Presses a button, and hands back the way to press it once more as it was. */
async function pressing(desk: Desk, verb: string, inputs: Readonly<Record<string, string>>): Promise<() => Promise<Answer>> {
  const click = { verb, data: { ...buttonsOf(desk.card()).find((button) => button.verb === verb)?.data, ...inputs } };
  await desk.speaker.clicks(click);
  return async () => await desk.speaker.clicks(click);
}

async function demoted(story: Story, who: string): Promise<void> {
  const desk = await looksUp(story, gus, who);
  await desk.presses('show.roles');
  await desk.presses('user.update', { agent: 'notAnAgent', admin: 'notAnAdmin', confirmWarnings: 'true' });
}

describe('a click that is repeated', () => {
  it('INV-57 GEN-01 shows no user to who may not manage users any more', async () => {
    const story = await openStory();
    await adds(story);
    const desk = await looksUp(story, uma, 'nora');
    await desk.presses('show.roles');
    const again = await pressing(desk, 'user.update', { agent: 'helpdeskAgent', admin: 'notAnAdmin', confirmWarnings: '' });
    expect(textOf((await again()).card)).toContain('nora@este.example');
    await demoted(story, 'uma');
    const { card, text } = await again();
    expect([card, text]).toEqual([undefined, expect.stringContaining('(GEN-01)')]);
  });

  it('INV-57 GEN-01 shows no request to who may not ask for partnerships any more', async () => {
    const { story, desk } = await drafted(ASK, gala);
    const again = await pressing(desk, 'request.done', { text: textIn(desk.card()) });
    expect(textOf((await again()).card)).toContain('REQ-');
    await demoted(story, 'gala');
    const { card, text } = await again();
    expect([card, text]).toEqual([undefined, expect.stringContaining('(GEN-01)')]);
  });
});
