/** A temporary password is in one answer to one person and nowhere else, whatever is repeated, cut off or done at the same moment. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import type { NewCredentials } from '../../src/app/ports.ts';
import { userOf } from '../../src/app/users.ts';
import { MINUTE, SECOND } from '../../src/core/time.ts';
import { NORA, adds, este, looksUp, nora, passwordOn } from './people.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { gala, gus } from './world.ts';

/** Everything that was ever written or logged. */
async function traces(story: Story): Promise<string> {
  return `${JSON.stringify(await story.content())}${JSON.stringify(story.logs)}${JSON.stringify(story.mails)}${await readFile(join(story.folder, 'created-tenants.json'), 'utf8')}`;
}

describe('a password', () => {
  it('INV-06 is in no document, log, mail or file', async () => {
    const story = await openStory();
    const desk = await adds(story);
    const shown = [passwordOn(desk)];
    await desk.presses('user.closed');
    await desk.presses('show.user');
    await desk.presses('user.reset');
    shown.push(passwordOn(desk));
    expect(new Set(shown).size).toBe(2);
    const before = await traces(story); // with the row that is still owed
    await story.passes(6 * MINUTE);
    const everything = `${before}${await traces(story)}`;
    expect(everything).toContain('nora@este.example');
    for (const password of shown) expect(everything).not.toContain(password);
  });

  it('INV-06 INV-64 is not had again by the same click, another one, a restart or a look', async () => {
    const story = await openStory({ store: 'file' });
    const desk = story.desk(gala);
    await desk.says('/agregar-usuario');
    const button = buttonsOf(desk.card()).find(({ verb }) => verb === 'newUser.add');
    const click = { verb: 'newUser.add', data: { ...button?.data, ...nora } };
    const first = await desk.speaker.clicks({ ...click, id: 'one' });
    expect(textOf(first.card)).toContain('Copia ahora la contraseña');
    const again = [await desk.speaker.clicks({ ...click, id: 'one' }), await desk.speaker.clicks({ ...click, id: 'two' })];
    await story.restarts();
    again.push(await desk.speaker.clicks({ ...click, id: 'three' }));
    for (const { card } of again) expect(textOf(card)).toContain('La contraseña ya no se muestra');
    await desk.says('/usuario nora');
    expect(passwordOn(desk)).toBe('');
    const reset = { verb: 'user.reset', data: buttonsOf(desk.card()).find(({ verb }) => verb === 'user.reset')?.data ?? {} };
    const resets = await Promise.all([desk.speaker.clicks(reset), desk.speaker.clicks(reset)]);
    expect(resets.map(({ card }) => textOf(card)).filter((text) => text.includes('Copia ahora la contraseña'))).toHaveLength(1);
  });

  it('INV-06 leaves the screen after five minutes, unless it was closed before', async () => {
    const story = await openStory();
    const desk = await adds(story);
    await story.passes(299 * SECOND);
    expect(story.teams.inConversation(desk.speaker.conversation).at(-1)?.updates).toBe(0);
    await story.passes(SECOND);
    desk.looks();
    expect(desk.reads()).toContain('La contraseña ya no se muestra');
    await desk.presses('show.user');
    await desk.presses('user.reset');
    await desk.presses('user.closed');
    await desk.presses('show.users');
    await story.passes(6 * MINUTE);
    expect(story.teams.inConversation(desk.speaker.conversation).at(-1)?.updates).toBe(1);
    expect((await story.content()).filter(({ kind }) => kind === 'outbox')).toEqual([]);
  });

  it('INV-06 is shown to nobody in a channel: the person goes on in their own chat', async () => {
    const story = await openStory();
    const desk = story.desk(gala);
    await desk.says('/agregar-usuario');
    const button = buttonsOf(desk.card()).find(({ verb }) => verb === 'newUser.add');
    const inChannel = story.desk(gala, { kind: 'channel', conversation: '19:team@thread.tacv2' });
    const answer = await inChannel.speaker.clicks({ verb: 'newUser.add', data: { ...button?.data, ...nora } });
    expect(answer.card).toBeUndefined();
    desk.looks();
    expect(desk.reads()).toMatch(/solo en tu propio chat[\s\S]*todavía no es usuario/);
    await desk.presses('newUser.retry');
    expect(passwordOn(desk)).not.toBe('');
  });
});

/** The maker of accounts has made one, and its answer is on its way until somebody lets it arrive. */
function slowly<A extends readonly unknown[]>(make: (...asked: A) => Promise<NewCredentials>) {
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  let calls = 0;
  return {
    begun: begun.promise, arrives: gate.resolve, calls: () => calls,
    make: async (...asked: A): Promise<NewCredentials> => {
      calls += 1;
      const made = await make(...asked);
      begun.resolve();
      if (calls === 1) await gate.promise; // only the first one
      return made;
    },
  };
}

describe('at the same moment', () => {
  it('INV-06 the same click that arrives while the account is being made makes no other', async () => {
    const story = await openStory();
    const slow = slowly(story.world.accounts.createUser);
    story.world.accounts.createUser = slow.make;
    const desk = story.desk(gala);
    await desk.says('/agregar-usuario');
    const click = { verb: 'newUser.add', data: { ...buttonsOf(desk.card()).find(({ verb }) => verb === 'newUser.add')?.data, ...nora } };
    const first = desk.speaker.clicks(click);
    await slow.begun;
    expect(textOf((await desk.speaker.clicks(click)).card)).toContain('todavía no es usuario');
    slow.arrives();
    expect(textOf((await first).card)).toContain('Copia ahora la contraseña');
    expect(slow.calls()).toBe(1);
  });

  it('INV-06 of two who go on with a request, the one whose account was not written down shows nothing', async () => {
    const story = await openStory();
    const { createUser } = story.world.accounts;
    story.world.accounts.createUser = async () => { throw new Error('down'); };
    const desk = await adds(story);
    const other = await looksUp(story, gus, 'nora');
    const slow = slowly(createUser);
    story.world.accounts.createUser = slow.make;
    const first = desk.presses('newUser.retry');
    await slow.begun;
    story.world.accounts.createUser = createUser;
    await other.says('/user nora');
    await other.presses('newUser.retry');
    expect(other.reads()).toContain('ya existía');
    slow.arrives();
    await first;
    expect([passwordOn(desk), passwordOn(other)]).toEqual(['', '']);
    expect(await userOf(story.app.deps, este, NORA)).toMatchObject({ state: 'Active' });
  });

  it('INV-06 a user who is removed while the password is made has none', async () => {
    const story = await openStory();
    const slow = slowly(story.world.accounts.resetPassword);
    story.world.accounts.resetPassword = slow.make;
    const desk = await looksUp(story, gala, 'eva');
    await adds(story, gala, { ...nora, name: 'Eva Enríquez', email: 'eva@este.example' });
    await desk.says('/usuario eva');
    const reset = desk.presses('user.reset');
    await slow.begun;
    const other = await looksUp(story, gus, 'eva');
    await other.presses('show.removeUser');
    await other.presses('user.remove');
    slow.arrives();
    await reset;
    expect(passwordOn(desk)).toBe('');
    expect(desk.reads()).toContain('Ya no está');
  });
});
