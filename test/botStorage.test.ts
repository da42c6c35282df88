/** Conversation state over the bot's own store: each chat has its own home, and forgets in time. */

import { describe, expect, it } from '@jest/globals';
import { ConversationState, TestAdapter } from 'botbuilder-core';
import type { TurnContext } from 'botbuilder-core';
import { botStorage } from '../bot/botStorage.ts';
import { DAY, plus } from '../src/core/time.ts';
import { NOW } from './store/support.ts';
import { eachWorld } from './support/deps.ts';

const world = eachWorld();
const storage = () => botStorage(world().deps.store, world().clock);
const chat = 'msteams/conversations/a:personal;messageid=1/';

describe('botStorage', () => {
  it('gives back what was written, and nothing for a chat that it does not know', async () => {
    await storage().write({ [chat]: { dialog: { dialogStack: [] }, eTag: '*' } });
    expect(await storage().read([chat, 'msteams/conversations/other/'])).toEqual({ [chat]: { dialog: { dialogStack: [] }, eTag: expect.any(String) } });
  });

  it('writes the last of two, as BotState has it', async () => {
    await storage().write({ [chat]: { open: 'one' } });
    await storage().write({ [chat]: { open: 'two', eTag: 'an old one' } });
    expect(await storage().read([chat])).toMatchObject({ [chat]: { open: 'two' } });
  });

  it('keeps the version of the store out of what is stored', async () => {
    await storage().write({ [chat]: { open: 'one', eTag: '*' } });
    const [[write] = []] = world().traffic.commits;
    expect(write).toMatchObject({ op: 'upsert', doc: { kind: 'chat', body: { open: 'one' } } });
    expect(JSON.stringify(write)).not.toContain('eTag');
  });

  it('deletes one chat and leaves the others, also one that is gone already', async () => {
    await storage().write({ [chat]: { open: 'one' }, other: { open: 'two' } });
    await storage().delete([chat]);
    await storage().delete([chat]);
    expect(Object.keys(await storage().read([chat, 'other']))).toEqual(['other']);
  });

  it('has a home for each chat, whose name does not tell who is talking', async () => {
    await storage().write({ [chat]: { open: 'one' }, other: { open: 'two' } });
    const homes = world().traffic.commits.flat().map((write) => (write.op === 'upsert' ? write.doc.partition : ''));
    expect(new Set(homes).size).toBe(2);
    for (const home of homes) expect(home).toMatch(/^chat:[\w-]{43}$/);
  });

  it('lets the store forget a chat after ninety days of silence', async () => {
    await storage().write({ [chat]: { open: 'one' } });
    world().clock.move(30 * DAY);
    await storage().write({ [chat]: { open: 'one' } });
    const expiries = world().traffic.commits.flat().map((write) => (write.op === 'upsert' ? write.doc.expires : undefined));
    expect(expiries).toEqual([plus(NOW, 90 * DAY), plus(NOW, 120 * DAY)]);
  });

  it('serves the SDK: state that is saved in one turn is there in the next', async () => {
    const seen: unknown[] = [];
    const turn = async (context: TurnContext): Promise<void> => {
      const conversation = new ConversationState(storage());
      const count = conversation.createProperty<number>('count');
      const before = await count.get(context, 0);
      seen.push(before);
      await count.set(context, before + 1);
      await conversation.saveChanges(context);
    };
    const adapter = new TestAdapter(turn);
    for (const text of ['a', 'b', 'c']) await adapter.receiveActivity(text);
    expect(seen).toEqual([0, 1, 2]);
  });
});
