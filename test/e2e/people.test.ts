/** Users of a partner account are added: the form, the account that is made, its password once, and what is left when something fails on the way. */

import { describe, expect, it } from '@jest/globals';
import { buttonsOf } from '../../bot/local/teamsPeer.ts';
import { userOf, usersOf } from '../../src/app/users.ts';
import { NORA, adds, este, nora, passwordOn } from './people.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { audited, input, verbsOn } from './walk.ts';
import { carmen, eva, gala, gus, gwen, iker, uma } from './world.ts';

const namesIn = async (story: Story): Promise<readonly string[]> => (await usersOf(story.app.deps, este, { search: '' })).rows.map(({ name, state }) => `${name}: ${state}`);

describe('adding a user', () => {
  it('WF-10 INV-06 shows user name and password once, and lists the user', async () => {
    const story = await openStory();
    const desk = await adds(story);
    expect(desk.reads()).toContain('nora@este.example');
    expect(passwordOn(desk)).not.toBe('');
    expect(desk.reads()).toMatch(/solo hasta el 1 de marzo de 2026/);
    expect(verbsOn(desk.card())).toEqual(['user.closed']);
    expect(await userOf(story.app.deps, este, NORA)).toMatchObject({
      state: 'PendingFirstSignIn', name: 'Nora Núñez', userName: 'nora@este.example', agent: 'salesAgent', admin: 'notAnAdmin', disclosure: { to: 'gala' },
    });
    await desk.presses('user.closed');
    expect(desk.reads()).toContain('La contraseña ya no se muestra');
    await desk.presses('show.user');
    expect(desk.reads()).toMatch(/Sin primer acceso[\s\S]*Mostrada a Gala Soler/);
    await desk.presses('show.users');
    expect(desk.reads()).toContain('nora@este.example · Agente de ventas · No es administrador · Sin primer acceso');
    expect(await audited(story, { who: gala })).toEqual(['newUser.add done', 'user.created done', 'newUser.created done', 'user.closed done']);
    expect(story.mails).toEqual([]);
  });

  it('WF-10 the first sign-in makes the user active', async () => {
    const story = await openStory();
    await adds(story);
    await story.desk({ ...eva, id: NORA, name: 'Nora Núñez' }).says('hola');
    expect(await userOf(story.app.deps, este, NORA)).toMatchObject({ state: 'Active', disclosure: { to: 'gala' } });
    expect(await namesIn(story)).toContain('Nora Núñez: Active');
  });

  it('INV-01 USR-02 has nothing chosen beforehand, and asks for a role on each axis', async () => {
    const story = await openStory();
    const desk = story.desk(gala);
    await desk.says('/agregar-usuario "Nora Núñez" nora@este.example');
    expect(['agent', 'admin'].map((axis) => input(desk.card(), axis).value)).toEqual(['', '']);
    await desk.presses('newUser.add', { agent: 'salesAgent' });
    expect(desk.reads()).toContain('(USR-02)');
    expect(input(desk.card(), 'name').value).toBe('Nora Núñez');
    expect(input(desk.card(), 'agent')).toEqual({ value: 'salesAgent', says: undefined });
    expect(input(desk.card(), 'admin')).toEqual({ value: '', says: expect.stringContaining('Elige uno') });
    await desk.presses('newUser.add', { admin: 'notAnAdmin' });
    expect(passwordOn(desk)).not.toBe('');
  });

  it.each([
    ['/add-user "Nora" nora@este.example --agent sales', 'salesAgent', ''],
    ['/agregar-usuario "Nora" nora@este.example --agente "agente de ventas" --administrador facturación', 'salesAgent', 'billingAdmin'],
    ['/add-user "Nora" nora@este.example --agent helpdeskAgent --admin globalAdmin', 'helpdeskAgent', 'globalAdmin'],
  ])('WF-10 takes the roles that were typed, in either language: %s', async (command, agent, admin) => {
    const story = await openStory();
    const desk = story.desk(gala);
    await desk.says(command);
    expect(['name', 'email', 'agent', 'admin'].map((field) => input(desk.card(), field).value)).toEqual(['Nora', 'nora@este.example', agent, admin]);
  });

  it('INV-05 USR-01 one address is one user, whatever its case, and what was typed stays', async () => {
    const story = await openStory();
    const desk = await adds(story, gala, { ...nora, email: 'GUS@este.example' });
    expect(desk.reads()).toContain('(USR-01)');
    expect(input(desk.card(), 'email').value).toBe('GUS@este.example');
    await desk.presses('newUser.add', { email: 'nora@este.example' });
    expect((await adds(story, gus)).reads()).toContain('(USR-01)');
  });

  it('INV-05 two colleagues add the same person at the same moment: one does', async () => {
    const story = await openStory();
    const desks = [story.desk(gala), story.desk(gus)];
    for (const desk of desks) await desk.says('/add-user');
    await Promise.all(desks.map((desk) => desk.presses('newUser.add', nora)));
    expect(desks.filter((desk) => passwordOn(desk) !== '')).toHaveLength(1);
    expect(desks.filter((desk) => desk.reads().includes('(USR-01)'))).toHaveLength(1);
  });

  it('USR-03 a user management admin makes no Global admin, and is not offered to', async () => {
    const story = await openStory();
    const desk = story.desk(uma);
    await desk.says('/agregar-usuario');
    expect(JSON.stringify(desk.card())).not.toContain('"globalAdmin"');
    await desk.presses('newUser.add', { ...nora, admin: 'globalAdmin' });
    expect(desk.reads()).toContain('(USR-03)');
    expect(await namesIn(story)).not.toContain('Nora Núñez: Requested');
  });

  it('USR-04 a national cloud manages its users in its own portal', async () => {
    const story = await openStory();
    const desk = story.desk(gwen);
    await desk.says('/add-user "Nora" nora@federal.example');
    expect(desk.reads()).toContain('(USR-04)');
    await desk.says('/user me');
    expect(desk.reads()).toContain('managed in its own portal');
    expect(verbsOn(desk.card())).toEqual(['show.users']);
    expect((await desk.speaker.clicks({ verb: 'newUser.add', data: { id: 'x', ...nora } })).card).toMatchObject({ body: expect.anything() });
    expect(await audited(story, { who: gwen })).toEqual(['newUser.add USR-04']);
  });

  it('USR-08 a company that is not enrolled has no account', async () => {
    const story = await openStory();
    const desk = story.desk(carmen);
    for (const words of ['/usuarios', '/usuario ana', '/agregar-usuario', '/roles ana']) {
      await desk.says(words);
      expect(desk.reads()).toContain('(USR-08)');
    }
  });

  it('GEN-01 INV-56 is for those who manage users, in their own company', async () => {
    const story = await openStory();
    const desk = story.desk(iker);
    for (const words of ['/usuarios', '/usuario gala', '/agregar-usuario', '/roles gala']) {
      await desk.says(words);
      expect(desk.reads()).toContain('(GEN-01)');
    }
    const { speaker } = await adds(story);
    expect((await speaker.clicks({ verb: 'user.reset', data: { id: 'iker', rev: 1 } })).text).toContain('(GEN-06)');
    expect((await speaker.clicks({ verb: 'show.user', data: { id: 'carmen' } })).text).toContain('(GEN-06)');
  });
});

describe('an account that cannot be made, or is there already', () => {
  it('WF-10 leaves a request to go on with', async () => {
    const story = await openStory();
    const { createUser } = story.world.accounts;
    story.world.accounts.createUser = async () => { throw new Error('down'); };
    const desk = await adds(story);
    expect(desk.reads()).toMatch(/\(GEN-04\)[\s\S]*Nora Núñez todavía no es usuario/);
    expect(await namesIn(story)).toContain('Nora Núñez: Requested');
    const retry = buttonsOf(desk.card()).find(({ verb }) => verb === 'newUser.retry');
    expect(await story.desk(eva).speaker.clicks({ verb: 'newUser.retry', data: retry?.data ?? {} })).toMatchObject({ card: undefined, text: expect.stringContaining('(GEN-01)') });
    await desk.presses('newUser.retry');
    expect(desk.reads()).toContain('(GEN-04)');
    story.world.accounts.createUser = createUser;
    await desk.says('/usuario nora');
    await desk.presses('newUser.retry');
    expect(passwordOn(desk)).not.toBe('');
    expect(await namesIn(story)).toContain('Nora Núñez: PendingFirstSignIn');
  });

  it('WF-10 INV-05 can be dropped, and the address is free again', async () => {
    const story = await openStory();
    const { createUser } = story.world.accounts;
    story.world.accounts.createUser = async () => { throw new Error('down'); };
    const desk = await adds(story);
    await desk.presses('newUser.drop');
    expect(desk.reads()).toContain('No se ha agregado el usuario');
    expect(await namesIn(story)).not.toContain('Nora Núñez: Requested');
    story.world.accounts.createUser = createUser;
    expect(passwordOn(await adds(story))).not.toBe('');
  });

  it('WF-10 INV-64 somebody of the directory becomes a user with the password they have', async () => {
    const story = await openStory();
    const desk = await adds(story, gala, { ...nora, name: 'Eva Enríquez', email: 'eva@este.example' });
    expect(passwordOn(desk)).toBe('');
    expect(desk.reads()).toContain('su contraseña sigue siendo la misma');
    expect(await userOf(story.app.deps, este, 'eva')).toMatchObject({ state: 'Active', agent: 'salesAgent' });
    expect((await userOf(story.app.deps, este, 'eva'))?.disclosure).toBeUndefined();
    await desk.presses('user.reset');
    expect(passwordOn(desk)).not.toBe('');
  });

  it('WF-10 INV-64 an account that was made by a try that was cut off shows no password', async () => {
    const story = await openStory({ store: 'file' });
    story.trouble.commit = (writes) => { if (writes.some((write) => write.op === 'create' && write.doc.id === `user:${NORA}`)) throw new Error('the plug is pulled'); };
    const desk = await adds(story);
    expect(passwordOn(desk)).toBe('');
    story.trouble.commit = () => {};
    await story.restarts();
    await desk.says('/usuario nora');
    await desk.presses('newUser.retry');
    expect(passwordOn(desk)).toBe('');
    expect(desk.reads()).toContain('ya existía');
    await desk.presses('user.reset');
    expect(passwordOn(desk)).not.toBe('');
  });
});
