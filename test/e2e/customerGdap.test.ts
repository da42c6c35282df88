/** Delegated admin on the customer's page (WF-36), at the real door: asked for in Teams, answered by a Global admin of the customer, and told to both sides. */

import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import type { Tab } from '../../bot/local/tab.ts';
import { openTab } from '../../bot/local/tab.ts';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { relationshipOf } from '../../src/app/customers.ts';
import { gdapOf, gdapsOf } from '../../src/app/gdap.ts';
import { perform } from '../../src/app/perform.ts';
import { DAY } from '../../src/core/time.ts';
import type { Gdap } from '../../src/tasks/gdapDoc.ts';
import type { Relationship } from '../../src/tasks/relationship.ts';
import { cast, tenantNamed } from '../support/world.ts';
import { puts } from './invitations.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { iker, walter, wanda, wes } from './world.ts';

const [woodgrove, norte] = [tenantNamed('woodgrove'), tenantNamed('norte')];
const asked = { name: 'Ayuda con licencias', days: '60', roles: 'licenceAdmin,globalReader', autoExtend: 'false' };

type Scene = { readonly story: Story; readonly desk: Desk; readonly tab: Tab; readonly doc: () => Promise<Gdap | undefined>; readonly rights: () => Promise<string | undefined> };

/** Norte serves Woodgrove, with these rights, and Iker has asked for more; a Global admin looks at the page. */
async function asking(standing: Relationship['delegatedAdmin'] = 'None', who: Persona = wanda): Promise<Scene> {
  const story = await openStory();
  await perform(story.app.deps, { task: 'relationship', event: 'imported', tenant: woodgrove, target: norte, input: { role: 'provider' }, commandId: 'norte', actor: cast.system, correlation: 'c0ffee' });
  const relationship = async () => await relationshipOf(story.app.deps, woodgrove, norte);
  const known = await relationship();
  if (known) await puts(story, 'relationship', { ...known, delegatedAdmin: standing } as Relationship); // a relationship with another right
  await story.settle();
  const desk = story.desk(iker);
  await desk.arrives();
  await desk.says('/cliente woodgrove');
  for (const verb of ['show.gdap', 'show.newGdap']) await desk.presses(verb);
  await desk.presses('gdap.request', asked);
  await story.settle();
  const doc = async () => (await gdapsOf(story.app.deps, { customer: woodgrove, partner: norte }, { search: '', after: undefined })).rows[0];
  return { story, desk, tab: await looking(story, who), doc, rights: async () => (await relationship())?.delegatedAdmin };
}

async function looking(story: Story, who: Persona): Promise<Tab> {
  const tab = openTab(story.url);
  await tab.opens('/customer?lang=es');
  await tab.signsIn(who);
  return tab;
}
const subjects = ({ mails }: Story, to: string): readonly string[] => mails.filter((mail) => mail.to === to).map(({ subject }) => subject);
const [solicita, concedidos] = ['Distribuciones Norte solicita permisos de administración', 'Distribuciones Norte ya tiene permisos de administración'];

describe('the customer\'s page', () => {
  it('WF-36 shows who asks for what, and a Global admin approves it once; both sides are told', async () => {
    const { story, desk, tab, doc, rights } = await asking();
    for (const words of ['Permisos de administración «Ayuda con licencias»', 'Solicitud de Iker Zubia', 'Administrador de licencias', '<dd>60</dd>', 'Terminan por sí solos']) expect(tab.html).toContain(words);
    const late = await looking(story, wanda);
    await tab.presses('approve');
    await story.settle();
    expect([tab.status, tab.html.includes('«Ayuda con licencias» está aprobada'), (await doc())?.state, await rights()]).toEqual([200, true, 'Approved', 'GDAP']);
    await late.presses('approve'); // the same person, once more: the same command
    await story.settle();
    expect([late.status, late.html.includes('está aprobada'), late.html.includes('value="approve"'), late.html.includes('value="end"')]).toEqual([200, true, false, true]);
    for (const to of ['wanda@woodgrove.example', 'wes@woodgrove.example']) expect([to, subjects(story, to)]).toEqual([to, [solicita, concedidos]]);
    expect(subjects(story, 'walter@woodgrove.example')).toEqual([]);
    desk.looks();
    expect(desk.reads()).toContain('ha aprobado la administración delegada');
  });

  it('WF-36 GEN-02 of two people the second hears what the first decided, and nothing is granted twice', async () => {
    const { story, tab, doc } = await asking();
    const other = await looking(story, wes);
    await tab.presses('decline');
    expect([tab.status, tab.html.includes('«Ayuda con licencias» está rechazada')]).toEqual([200, true]);
    await other.presses('approve');
    await story.settle();
    expect([other.status, other.html.includes('Estado actual de «Ayuda con licencias»: rechazada'), other.html.includes('value="approve"')]).toEqual([409, true, false]);
    expect((await doc())?.state).toBe('Declined');
    expect(subjects(story, 'wes@woodgrove.example')).toEqual([solicita, 'La solicitud de Distribuciones Norte está rechazada']);
  });

  it('WF-36 two at the same moment: one effect, and each hears the truth', async () => {
    const { story, tab, doc } = await asking();
    const other = await looking(story, wes);
    await Promise.all([tab.presses('approve'), other.presses('decline')]);
    const [state] = [(await doc())?.state];
    expect([tab.status, other.status].toSorted()).toEqual([200, 409]);
    expect(tab.status === 200 ? 'Approved' : 'Declined').toBe(state);
  });

  it('WF-36 what has lapsed meanwhile is not approved, however late the timer is', async () => {
    const { story, tab, doc } = await asking();
    story.clock.move(91 * DAY);
    const again = await looking(story, wanda);
    expect(again.html).not.toContain('value="approve"');
    tab.cookies.clear();
    for (const [name, value] of again.cookies) tab.cookies.set(name, value);
    await tab.presses('approve', { fields: { nonce: /name="nonce" value="([^"]*)"/.exec(again.html)?.[1] ?? '' } });
    expect([tab.status, tab.html.includes('sin respuesta a tiempo'), (await doc())?.state]).toEqual([409, true, 'Requested']);
    await story.passes(1);
    expect([(await doc())?.state, subjects(story, 'wanda@woodgrove.example')]).toEqual(['Lapsed', [solicita, 'La solicitud de Distribuciones Norte ha perdido su efecto']]);
  });

  it.each([['None', 'Ninguno', 'ninguna'], ['DAP', 'Administración delegada de tus usuarios y servicios', 'permanente (DAP)']] as const)(
    'WF-36 §4.5 it is ended at any time, and page, mail and notice say what is left of %s', async (standing, left, leftInTeams) => {
      const { story, desk, tab, doc, rights } = await asking(standing);
      await tab.presses('approve');
      await tab.presses('end');
      await story.settle();
      expect([tab.status, (await doc())?.state, await rights()]).toEqual([200, 'Terminated', standing]);
      const sentence = `Permisos de administración que Distribuciones Norte tiene ahora: ${left}.`;
      expect(tab.html).toContain(sentence);
      expect(story.mails.findLast(({ to }) => to === 'wes@woodgrove.example')?.text).toContain(sentence);
      desk.looks();
      expect(desk.reads()).toContain(`Administración delegada que tiene ahora tu compañía: ${leftInTeams}`);
    });

  it('WF-36 §4.5 taking all rights away ends what runs in the same commit: page, card and mails tell one story', async () => {
    const { story, desk, tab, doc, rights } = await asking('DAP');
    await tab.presses('approve');
    await tab.presses('adminRemoved');
    await story.settle();
    expect([(await doc())?.state, await rights(), tab.html.includes('value="end"'), tab.html.includes('value="adminRemoved"')]).toEqual(['Terminated', 'None', false, false]);
    expect(subjects(story, 'wanda@woodgrove.example').at(-1)).toBe('Los permisos de administración de Distribuciones Norte han terminado');
    await desk.says('/cliente woodgrove');
    for (const verb of ['show.gdap', 'show.gdapRequest']) await desk.presses(verb);
    expect(desk.reads()).toContain('terminada');
  });

  it('WF-36 INV-37 what is granted to a partner without a relationship is shown as what outlived it', async () => {
    const { story, tab, rights } = await asking();
    const known = await relationshipOf(story.app.deps, woodgrove, norte);
    if (known) await puts(story, 'relationship', { ...known, state: 'Removed' } as Relationship); // as its removal leaves it
    await tab.presses('approve');
    expect([await rights(), tab.html.includes('Atención: la relación ha terminado')]).toEqual(['GDAP', true]);
  });

  it('CUS-01 WF-36 is nobody else\'s of the company to answer, nor another company\'s, nor another site\'s', async () => {
    const { story, tab, doc } = await asking();
    const { id = '' } = await doc() ?? {};
    const form = { decision: 'approve', gdap: id, rev: '1' };
    const pressing = async (who: Persona): Promise<Tab> => {
      const one = await looking(story, who);
      await one.presses('signOut', { fields: form });
      return one;
    };
    const colleague = await pressing(walter);
    expect([colleague.status, colleague.html.includes('Solo quien tiene el rol de administrador global')]).toEqual([403, true]);
    expect((await pressing(iker)).html).not.toContain('Ayuda con licencias');
    for (const sending of [{ fields: { nonce: 'forged' } }, { headers: { 'sec-fetch-site': 'cross-site' } }]) {
      await tab.opens('/customer?lang=es');
      await tab.presses('approve', sending);
      expect(tab.status).toBe(403);
    }
    for (const gdap of ['', '../relationship', 'ADM-0000-0000']) {
      await tab.opens('/customer?lang=es');
      await tab.presses('approve', { fields: { gdap } });
      expect([gdap, tab.status]).toEqual([gdap, 404]);
    }
    expect((await gdapOf(story.app.deps, woodgrove, id))?.state).toBe('Requested');
  });

  it('WF-36 the customer hears by mail that a request was withdrawn, that it is ending, and that it has expired', async () => {
    const { story, desk } = await asking();
    await desk.presses('gdap.terminate');
    await story.settle();
    const second = await asking();
    await second.tab.presses('approve');
    await second.story.settle();
    for (const days of [30, 23, 6, 1]) await second.story.passes(days * DAY);
    expect(subjects(story, 'wanda@woodgrove.example')).toEqual([solicita, 'Distribuciones Norte ha retirado su solicitud']);
    const ending = 'Los permisos de administración de Distribuciones Norte están por terminar';
    expect(subjects(second.story, 'wanda@woodgrove.example')).toEqual([solicita, concedidos, ending, ending, ending, 'Los permisos de administración de Distribuciones Norte han terminado']);
  });
});
