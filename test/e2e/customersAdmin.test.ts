/** Delegated admin beside a relationship at the real door (WF-36): asked for in Teams, answered by the customer, ended by time. */

import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { relationshipOf } from '../../src/app/customers.ts';
import { gdapsOf } from '../../src/app/gdap.ts';
import type { Performed } from '../../src/app/perform.ts';
import { perform } from '../../src/app/perform.ts';
import { DAY } from '../../src/core/time.ts';
import { olga } from '../support/customers.ts';
import { cast, tenantNamed } from '../support/world.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { input, verbsOn } from './walk.ts';
import { iker, irene, nuria, pablo } from './world.ts';

const [tailwind, norte] = [tenantNamed('tailwind'), tenantNamed('norte')];
const rosa = { ...olga, tenant: tailwind, name: 'Rosa Figueras' };
const asked = { name: 'Help with licences', days: '60', roles: 'licenceAdmin,globalReader', autoExtend: 'false' };

async function served(story: Story, partner: string): Promise<void> {
  await perform(story.app.deps, { task: 'relationship', event: 'imported', tenant: tailwind, target: partner, input: { role: 'provider' }, commandId: partner, actor: cast.system, correlation: 'c0ffee' });
  await story.settle();
}

/** What the customer's Global admin does on a page. */
async function answers(story: Story, event: 'approve' | 'decline' | 'end', id: string): Promise<Performed> {
  const performed = await perform(story.app.deps, { task: 'gdap', event, tenant: tailwind, target: id, input: {}, commandId: event, actor: rosa, correlation: 'c0ffee' });
  await story.settle();
  return performed;
}

async function form(story: Story, who: Persona = iker): Promise<Desk> {
  const desk = story.desk(who);
  await desk.arrives();
  await desk.says('/cliente tailwind');
  await desk.presses('show.gdap');
  await desk.presses('show.newGdap');
  return desk;
}

/** One that Iker has asked for. @returns its number. */
async function requested(story: Story): Promise<{ readonly desk: Desk; readonly id: string }> {
  await served(story, 'norte');
  const desk = await form(story);
  await desk.presses('gdap.request', asked);
  const { rows: [first] } = await gdapsOf(story.app.deps, { customer: tailwind, partner: norte }, { search: '', after: undefined });
  if (!first) throw new Error(`Nothing was asked for, with the card that says:\n${desk.reads()}`);
  return { desk, id: first.id };
}
const admin = async (story: Story) => (await relationshipOf(story.app.deps, tailwind, norte))?.delegatedAdmin;

describe('a request for delegated admin', () => {
  it('WF-36 keeps what was typed until it is right, and is sent once', async () => {
    const story = await openStory();
    await served(story, 'norte');
    const desk = await form(story);
    await desk.presses('gdap.request', { ...asked, days: '731', roles: '' });
    expect([input(desk.card(), 'name').value, input(desk.card(), 'days'), input(desk.card(), 'roles').says]).toEqual(['Help with licences', { value: '731', says: expect.stringContaining('730') }, expect.stringContaining('Hace falta')]);
    const { data } = buttonsOf(desk.card()).find(({ verb }) => verb === 'gdap.request') ?? {};
    await desk.presses('gdap.request', asked);
    expect(desk.reads()).toMatch(/Ahora responde el cliente.*a la espera del cliente.*Iker Zubia/s);
    const again = await desk.speaker.clicks({ verb: 'gdap.request', data: { ...data, ...asked } });
    expect(textOf(again.card)).toContain('a la espera del cliente');
    const colleague = await form(story, irene);
    await colleague.presses('gdap.request', { ...asked, name: 'help with LICENCES' });
    expect(input(colleague.card(), 'name')).toEqual({ value: 'help with LICENCES', says: expect.stringContaining('ya ha usado este nombre') });
    expect((await gdapsOf(story.app.deps, { customer: tailwind, partner: norte }, { search: '', after: undefined })).rows).toHaveLength(1);
  });

  it('WF-36 shows on the relationship from its approval to its end, and who asked is reminded 30, 7 and 1 days before', async () => {
    const story = await openStory();
    const { desk, id } = await requested(story);
    expect(await admin(story)).toBe('None');
    await answers(story, 'approve', id);
    expect(await admin(story)).toBe('GDAP');
    desk.looks();
    expect(desk.reads()).toContain('ha aprobado la administración delegada');
    await desk.presses('show.gdapRequest');
    expect(desk.reads()).toMatch(/aprobada.*Rosa Figueras/s);
    const told = async (days: number): Promise<string> => {
      const before = story.teams.posted.length;
      await story.passes(days * DAY);
      desk.looks();
      return story.teams.posted.length === before ? '' : desk.reads().split('\n')[0] ?? '';
    };
    const ending = expect.stringContaining('está por terminar');
    expect([await told(29), await told(1), await told(22), await told(1), await told(6), await told(1)]).toEqual(['', ending, '', ending, ending, expect.stringContaining('ha terminado')]);
    expect(await admin(story)).toBe('None');
  });

  it('WF-36 is declined, lapses without an answer, or is ended by the customer; each is told once', async () => {
    for (const [event, expected] of [['decline', 'ha rechazado la administración delegada'], ['lapse', 'no ha respondido'], ['end', 'ha terminado la administración delegada']] as const) {
      const story = await openStory();
      const { desk, id } = await requested(story);
      if (event === 'lapse') await story.passes(91 * DAY);
      if (event === 'end') await answers(story, 'approve', id);
      if (event !== 'lapse') await answers(story, event, id);
      desk.looks();
      expect([event, desk.reads()]).toEqual([event, expect.stringContaining(expected)]);
      expect([event, await admin(story)]).toEqual([event, 'None']);
    }
  });

  it('WF-36 GEN-02 is withdrawn by the partner; a colleague\'s older card reads that', async () => {
    const story = await openStory();
    const { desk, id } = await requested(story);
    const late = story.desk(irene);
    await late.arrives();
    for (const [who, said] of [[late, '/customer tailwind'], [desk, '/cliente tailwind']] as const) {
      await who.says(said);
      await who.presses('show.gdap');
      await who.presses('show.gdapRequest');
    }
    await desk.presses('gdap.terminate');
    expect(desk.reads()).toContain('terminada');
    await late.presses('gdap.terminate');
    expect(late.reads()).toMatch(/out of date.*ended/s);
    expect((await answers(story, 'approve', id)).kind).toBe('refused');
    expect(await admin(story)).toBe('None');
  });

  it('INV-56 INV-57 is nobody else\'s to see, and no helpdesk agent\'s to make', async () => {
    const story = await openStory();
    const { id } = await requested(story);
    await served(story, 'sur');
    const other = story.desk(pablo);
    await other.arrives();
    for (const verb of ['show.gdapRequest', 'gdap.terminate', 'gdap.request']) {
      const answer = await other.speaker.clicks({ verb, data: { id, rev: '1', customer: 'tailwind', ...asked } });
      expect([verb, answer.text]).toEqual([verb, expect.stringContaining('(GEN-06)')]);
    }
    expect(textOf((await other.speaker.clicks({ verb: 'show.gdap', data: { customer: 'tailwind' } })).card)).not.toContain('Help with licences');
    const helper = story.desk(nuria);
    await helper.arrives();
    await helper.says('/cliente tailwind');
    await helper.presses('show.gdap');
    expect(verbsOn(helper.card())).not.toContain('show.newGdap');
    for (const verb of ['show.newGdap', 'gdap.request', 'gdap.terminate']) expect((await helper.speaker.clicks({ verb, data: { id, rev: '1', customer: 'tailwind', ...asked } })).text).toContain('(GEN-01)');
    for (const broken of ['', '../ADM', 'ADM-0000']) expect((await other.speaker.clicks({ verb: 'gdap.request', data: { id: broken, rev: '0', customer: 'tailwind', ...asked } })).text).toContain('(GEN-06)');
  });
});
