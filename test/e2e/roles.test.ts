/** Users of a partner account are found, changed, reset and removed: who may, what never runs out, and what a person without a role can still do. */

import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import { buttonsOf } from '../../bot/local/teamsPeer.ts';
import { accountOpened } from '../../src/app/accounts.ts';
import { userOf } from '../../src/app/users.ts';
import { tenantId } from '../../src/core/ids.ts';
import { este, looksUp } from './people.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { approved, audited, contoso, input, verbsOn } from './walk.ts';
import { carmen, eva, gala, gus, luis, uma } from './world.ts';

const rolesOf = async (story: Story, id: string, tenant = este) => {
  const user = await userOf(story.app.deps, tenant, id);
  return [user?.agent, user?.admin, user?.state];
};

/** Gala has the company's work in hand: Gus is made a plain salesperson. */
async function demotesGus(story: Story): Promise<Desk> {
  const desk = story.desk(gala);
  await desk.says('/roles gus@este.example --agent salesAgent --admin notAnAdmin');
  await desk.presses('user.update');
  return desk;
}

describe('finding a user', () => {
  it.each([['gus@este.example', 'Gus Ferrer'], ['ferrer', 'Gus Ferrer'], ['GÜS', 'Gus Ferrer'], ['yo', 'Gala Soler'], ['me', 'Gala Soler']])('WF-11 finds one by "%s"', async (words, name) => {
    const desk = await looksUp(await openStory(), gala, words);
    expect(desk.reads()).toMatch(new RegExp(`Distribuciones Este\n${name}\n`));
  });

  it('WF-11 several are a list, and nobody is a helpful answer', async () => {
    const story = await openStory();
    const desk = await looksUp(story, gala, 'g');
    expect(desk.reads()).toMatch(/empiezan por «g»[\s\S]*Gala Soler[\s\S]*Gus Ferrer/);
    await desk.presses('show.user');
    expect(desk.reads()).toContain('gala@este.example');
    await desk.says('/usuario zacarías');
    expect(desk.reads()).toMatch(/Ningún nombre ni dirección empieza así[\s\S]*Agregar un usuario/);
    await desk.says('/usuarios');
    expect(desk.reads()).toMatch(/Gala Soler[\s\S]*Administrador global[\s\S]*Gus Ferrer[\s\S]*Uma Mora/);
  });

  it('USR-03 a user management admin sees a Global admin without buttons', async () => {
    const story = await openStory();
    const desk = await looksUp(story, uma, 'gus');
    expect(verbsOn(desk.card())).toEqual(['show.users']);
    expect(desk.reads()).toContain('Solo quien tiene el rol de administrador global');
    await desk.says('/roles gus --agent salesAgent');
    expect(desk.reads()).toContain('(USR-03)');
    const forged = [{ verb: 'user.reset', data: { id: 'gus', rev: 1 } }, { verb: 'user.remove', data: { id: 'gus', rev: 1 } }, { verb: 'user.update', data: { id: 'gus', rev: 1, agent: 'salesAgent', admin: 'notAnAdmin' } }];
    for (const click of forged) await desk.speaker.clicks(click);
    expect(await audited(story, { who: gala })).toEqual(['user.reset USR-03', 'user.remove USR-03', 'user.update USR-03']);
    expect(await rolesOf(story, 'gus')).toEqual(['notAnAgent', 'globalAdmin', 'Active']);
  });
});

describe('roles', () => {
  it('WF-11 INV-01 shows the present ones, and changes both axes', async () => {
    const story = await openStory();
    const desk = await looksUp(story, gala, 'gus');
    await desk.presses('show.roles');
    expect(['agent', 'admin'].map((axis) => input(desk.card(), axis).value)).toEqual(['notAnAgent', 'globalAdmin']);
    await desk.presses('user.update', { agent: '', admin: 'billingAdmin' });
    expect(desk.reads()).toContain('(USR-02)');
    expect(input(desk.card(), 'admin').value).toBe('billingAdmin');
    await desk.presses('user.update', { agent: 'salesAgent' });
    expect(desk.reads()).toMatch(/Los roles han cambiado[\s\S]*Agente de ventas[\s\S]*Administrador de facturación/);
    expect(await accountOpened(story.app.deps, este)).toMatchObject({ globalAdmins: ['gala'], adminAgents: ['uma'] });
  });

  it('INV-57 a card of who was demoted meanwhile fails at once', async () => {
    const story = await openStory();
    const old = await looksUp(story, gus, 'uma');
    const button = buttonsOf(old.card()).find(({ verb }) => verb === 'user.reset');
    await demotesGus(story);
    expect((await old.speaker.clicks({ verb: 'user.reset', data: button?.data ?? {} })).text).toContain('(GEN-01)');
    expect((await old.speaker.clicks({ verb: 'show.users' })).text).toContain('(GEN-01)');
    expect(await rolesOf(story, 'uma')).toEqual(['adminAgent', 'userManagementAdmin', 'Active']);
  });

  it('GEN-02 a card from before a change is answered with the user as they are now', async () => {
    const story = await openStory();
    const old = await looksUp(story, gala, 'gus');
    await old.presses('show.roles');
    await demotesGus(story);
    await old.presses('user.update', { agent: 'adminAgent', admin: 'globalAdmin' });
    expect(old.reads()).toMatch(/Gus Ferrer[\s\S]*Agente de ventas/);
    expect(await rolesOf(story, 'gus')).toEqual(['salesAgent', 'notAnAdmin', 'Active']);
  });

  it('INV-63 USR-05 the last Global admin stays', async () => {
    const story = await openStory();
    const desk = await demotesGus(story);
    await desk.says('/roles yo --admin notAnAdmin');
    await desk.presses('user.update');
    expect(desk.reads()).toContain('(USR-05)');
    await desk.says('/usuario yo');
    await desk.presses('show.removeUser');
    await desk.presses('user.remove');
    expect(desk.reads()).toContain('(USR-05)');
    expect(await rolesOf(story, 'gala')).toEqual(['notAnAgent', 'globalAdmin', 'Active']);
  });

  it('INV-63 two Global admins who remove each other at the same moment: one stays', async () => {
    const story = await openStory();
    const desks = [await looksUp(story, gala, 'gus'), await looksUp(story, gus, 'gala')];
    for (const desk of desks) await desk.presses('show.removeUser');
    await Promise.all(desks.map((desk) => desk.presses('user.remove')));
    const states = [await rolesOf(story, 'gala'), await rolesOf(story, 'gus')].map(([, , state]) => state);
    expect(states.toSorted()).toEqual(['Active', 'Removed']);
    expect((await accountOpened(story.app.deps, este))?.globalAdmins).toHaveLength(1);
  });

  it('INV-15 USR-07 the last admin agent goes only when that is confirmed', async () => {
    const story = await openStory();
    const desk = story.desk(gala);
    await desk.says('/roles uma --agent notAnAgent');
    expect(desk.reads()).not.toContain('(USR-07)');
    await desk.presses('user.update');
    expect(desk.reads()).toContain('(USR-07)');
    expect(input(desk.card(), 'agent').value).toBe('notAnAgent');
    await desk.presses('user.update');
    expect(desk.reads()).toContain('(USR-07)');
    await desk.presses('user.update', { confirmWarnings: 'true' });
    expect(await rolesOf(story, 'uma')).toEqual(['notAnAgent', 'userManagementAdmin', 'Active']);
  });

  it('USR-06 a Global admin of the directory is demoted there', async () => {
    const story = await openStory();
    story.world.change(gus, { directoryRoles: ['globalAdmin'] });
    const desk = await demotesGus(story);
    expect(desk.reads()).toContain('(USR-06)');
    await desk.says('/usuario gus');
    expect(verbsOn(desk.card())).not.toContain('show.removeUser');
    expect((await desk.speaker.clicks({ verb: 'user.remove', data: { id: 'gus', rev: 1 } })).card).toMatchObject({ body: expect.anything() });
    expect(await rolesOf(story, 'gus')).toEqual(['notAnAgent', 'globalAdmin', 'Active']);
    await desk.says('/roles gus --agent sales --admin none');
    story.world.change(gus, { directoryRoles: [] });
    await desk.presses('user.update');
    expect(await rolesOf(story, 'gus')).toEqual(['salesAgent', 'notAnAdmin', 'Active']);
  });
});

describe('a removal', () => {
  it('INV-05 ends both roles at once, and frees the address', async () => {
    const story = await openStory();
    const desk = await looksUp(story, gala, 'gus');
    await desk.presses('show.removeUser');
    expect(desk.reads()).toContain('¿Quitar a Gus Ferrer?');
    await desk.presses('user.remove');
    expect(desk.reads()).toContain('Gus Ferrer ya no es usuario');
    await desk.presses('show.users');
    expect(desk.reads()).not.toContain('Gus Ferrer');
    const removed = story.desk(gus);
    await removed.says('/users');
    expect(removed.reads()).toContain('(GEN-01)');
    await desk.says('/agregar-usuario "Gus Ferrer" gus@este.example --agent salesAgent --admin notAnAdmin');
    await desk.presses('newUser.add');
    expect(desk.reads()).toContain('ya existía');
    expect(await rolesOf(story, 'gus')).toEqual(['salesAgent', 'notAnAdmin', 'Active']);
  });
});

describe('a reset', () => {
  it('INV-64 that the maker of accounts fails shows nothing, and can be asked for again', async () => {
    const story = await openStory();
    const { resetPassword } = story.world.accounts;
    story.world.accounts.resetPassword = async () => { throw new Error('down'); };
    const desk = await looksUp(story, gala, 'gus');
    await desk.presses('user.reset');
    expect(desk.reads()).toMatch(/\(GEN-04\)[\s\S]*Gus Ferrer/);
    story.world.accounts.resetPassword = resetPassword;
    await desk.presses('user.reset');
    expect(desk.reads()).toMatch(/Copia ahora la contraseña de Gus Ferrer[\s\S]*gus@este\.example/);
    await story.desk(gus).says('hi');
    expect(await rolesOf(story, 'gus')).toEqual(['notAnAgent', 'globalAdmin', 'Active']);
  });

  it('INV-06 that is cut off before it is written down shows nothing', async () => {
    const story = await openStory({ store: 'file' });
    const desk = await looksUp(story, gala, 'gus');
    story.trouble.commit = (writes) => { if (JSON.stringify(writes).includes('"disclosure"')) throw new Error('the plug is pulled'); };
    await desk.presses('user.reset');
    expect(desk.reads()).not.toContain('Copia ahora la contraseña');
    story.trouble.commit = () => {};
    await story.restarts();
    await desk.says('/usuario gus');
    await desk.presses('user.reset');
    expect(desk.reads()).toContain('Copia ahora la contraseña');
  });
});

describe('becoming admin agent', () => {
  it('WF-06 INV-15 is the first to-do after the enrolment, and again when the last one is gone', async () => {
    const story = await openStory();
    const desk = await approved(story, contoso);
    const tenant = tenantId.parse('contoso');
    await desk.says('/estado');
    await desk.presses('user.becomeAdminAgent');
    expect(desk.reads()).toContain('La configuración está completa');
    expect(verbsOn(desk.card())).not.toContain('user.becomeAdminAgent');
    const other = story.desk(luis);
    await other.says('/roles carmen --agent notAnAgent');
    await other.presses('user.update');
    await other.presses('user.update', { confirmWarnings: 'true' });
    await desk.says('/estado');
    await desk.presses('user.becomeAdminAgent');
    expect(desk.reads()).toContain('La configuración está completa');
    expect(await rolesOf(story, carmen.id, tenant)).toEqual(['adminAgent', 'globalAdmin', 'Active']);
  });

  it('WF-06 GEN-06 GEN-01 is for oneself only, and for who manages users; without an enrolment the user is shown', async () => {
    const story = await openStory();
    const { speaker } = await looksUp(story, gala, 'yo');
    expect((await speaker.clicks({ verb: 'user.becomeAdminAgent', data: { id: 'gus', rev: 1 } })).text).toContain('(GEN-06)');
    expect(JSON.stringify((await speaker.clicks({ verb: 'user.becomeAdminAgent', data: { id: 'gala', rev: 1 } })).card)).toContain('Ya tienes el rol de agente de administración');
    expect(await rolesOf(story, 'gus')).toEqual(['notAnAgent', 'globalAdmin', 'Active']);
    expect((await story.desk(eva).speaker.clicks({ verb: 'user.becomeAdminAgent', data: { id: 'eva', rev: 1 } })).text).toContain('(GEN-01)'); // she manages no users
  });
});
