/** The app comes, goes, and comes back in another version: who is greeted, where people are reached, and what waits for them meanwhile. */

import { describe, expect, it } from '@jest/globals';
import { textOf } from '../../bot/local/teamsPeer.ts';
import type { Person } from '../../src/app/documents.ts';
import { personSchema } from '../../src/app/documents.ts';
import { lists, personRef } from '../../src/app/homes.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import { DAY } from '../../src/core/time.ts';
import type { Activity } from '../e2e/rawPost.ts';
import { activityOf, post } from '../e2e/rawPost.ts';
import type { Story } from '../e2e/support.ts';
import { openStory } from '../e2e/support.ts';
import { channel, contoso, reviewers, walk } from '../e2e/walk.ts';
import { carmen } from '../e2e/world.ts';

const chat = 'chat:contoso:carmen';
const said = ({ teams }: Story): number => teams.inConversation(chat).length;
const notices = ({ teams }: Story): number => teams.inConversation(chat).filter(({ card }) => textOf(card).includes('aprobada')).length;

async function remembered({ app }: Story): Promise<Person> {
  return personSchema.parse((await app.deps.store.read(personRef(tenantId.parse('contoso'), personId.parse('carmen'))))?.body);
}

/** Something happens to the app in Carmen's chat. */
async function happens(story: Story, action: string, more: Activity = {}): Promise<number> {
  const { status } = await post(story, JSON.stringify({ ...await activityOf(story, carmen), type: 'installationUpdate', action, ...more }));
  await story.settle();
  return status;
}

/** Carmen's review is open; in the meantime this happened to the app, and then it is approved. */
async function approvedAfter(...actions: readonly string[]): Promise<Story> {
  const story = await openStory();
  const admin = await reviewers(story);
  await walk(story, contoso, 'UnderReview');
  for (const action of actions) await happens(story, action, { id: action });
  admin.looks();
  await admin.presses('enrolment.approve');
  await story.settle();
  return story;
}

describe('an installation', () => {
  it('is greeted once, however often it is delivered, and a new one is greeted anew', async () => {
    const story = await openStory();
    await story.desk(carmen).arrives();
    const before = said(story);
    for (const id of ['first', 'first', 'first']) expect(await happens(story, 'add', { id })).toBe(200);
    expect(said(story) - before).toBe(1);
    await happens(story, 'remove', { id: 'second' });
    await happens(story, 'add', { id: 'third' });
    expect(said(story) - before).toBe(2);
  });

  it.each(['add-upgrade', 'remove-upgrade', 'remove'])('(%s) of another kind greets nobody', async (action) => {
    const story = await openStory();
    await story.desk(carmen).arrives();
    const before = said(story);
    expect([await happens(story, action), said(story)]).toEqual([200, before]);
  });
});

describe('what is owed', () => {
  it.each([[['remove-upgrade']], [['remove-upgrade', 'add-upgrade']], [['add-upgrade']]])('goes out although the app was updated (%j): no address is lost', async (actions) => {
    expect(notices(await approvedAfter(...actions))).toBe(1);
  });

  it('waits after the bot was taken out of the chat, without a try, until it is back', async () => {
    const story = await approvedAfter('remove');
    const asked: string[] = [];
    story.teams.refuse = ({ path }) => { asked.push(path); return undefined; };
    await story.passes(DAY);
    expect([notices(story), asked.filter((path) => path.includes(chat)), (await remembered(story)).awaySince]).toEqual([0, [], expect.any(String)]);
    await happens(story, 'add', { id: 'back' });
    expect([notices(story), (await remembered(story)).awaySince]).toEqual([1, undefined]);
  });

  it.each<readonly [string, Activity]>([['an update of the app', { type: 'installationUpdate', action: 'add-upgrade' }], ['their next word', { type: 'message', text: 'hola' }]])('goes out with %s as well', async (_what, back) => {
    const story = await approvedAfter('remove');
    await post(story, JSON.stringify({ ...await activityOf(story, carmen), id: 'back', ...back }));
    await story.settle();
    const waiting = await story.app.deps.store.page({ partition: 'tenant:contoso', list: lists.waiting, limit: 10 });
    expect([notices(story), waiting]).toEqual([1, []]);
  });

  it('waits when the channel says that nobody is there, and comes with their next word, not before', async () => {
    const story = await openStory();
    const admin = await reviewers(story);
    await walk(story, contoso, 'UnderReview');
    story.teams.refuse = ({ path }) => (path.includes(chat) ? { status: 403 } : undefined);
    admin.looks();
    await admin.presses('enrolment.approve');
    await story.settle();
    story.teams.refuse = () => undefined;
    await story.passes(DAY);
    expect(notices(story)).toBe(0);
    await story.desk(carmen).says('hola');
    await story.settle();
    expect(notices(story)).toBe(1);
  });
});

describe('the end of the app', () => {
  it('in a chat of old, or in a channel, says nothing of the one where somebody is reached now', async () => {
    const story = await openStory();
    await story.desk(carmen).arrives();
    await happens(story, 'remove', { id: 'old', conversation: { id: 'chat-of-old', conversationType: 'personal', tenantId: 'contoso' } });
    await happens(story, 'remove', { id: 'channel', conversation: { id: channel.conversation, conversationType: 'channel', tenantId: 'contoso' } });
    expect((await remembered(story)).awaySince).toBeUndefined();
  });

  it('of somebody who never spoke changes nothing', async () => {
    const story = await openStory();
    await story.desk(carmen).arrives();
    const stranger = { from: { id: '29:nobody', aadObjectId: 'nobody', name: 'Nobody' } };
    expect(await happens(story, 'remove', { id: 'x', ...stranger })).toBe(200);
    expect(await story.app.deps.store.read(personRef(tenantId.parse('contoso'), personId.parse('nobody')))).toBeUndefined();
  });
});
