/** A subscription bought elsewhere at the real door (WF-30): put on record in Teams, shown as what it is, and taken off again. */

import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { perform } from '../../src/app/perform.ts';
import { replaceOffers } from '../../src/app/offers.ts';
import { DAY } from '../../src/core/time.ts';
import { standard } from '../support/subscriptions.ts';
import { cast, tenantNamed } from '../support/world.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { input, verbsOn } from './walk.ts';
import { iker, irene, nuria, pablo } from './world.ts';

const tailwind = tenantNamed('tailwind');
const visio = { offer: 'licence', name: 'Visio de Open', quantity: '12', until: '' };

async function served(story: Story, partner: string): Promise<void> {
  await perform(story.app.deps, { task: 'relationship', event: 'imported', tenant: tailwind, target: partner, input: { role: 'provider' }, commandId: partner, actor: cast.system, correlation: 'c0ffee' });
  await story.settle();
}

async function form(story: Story, who: Persona = iker): Promise<Desk> {
  const desk = story.desk(who);
  await desk.arrives();
  await desk.says('/cliente tailwind');
  for (const verb of ['show.subscriptions', 'show.newExternal']) await desk.presses(verb);
  return desk;
}

describe('a subscription bought elsewhere', () => {
  it('WF-30 INV-60 is recorded once, with everything typed until it is right, and is supported only', async () => {
    const story = await openStory();
    await served(story, 'norte');
    const desk = await form(story);
    expect(desk.reads()).toMatch(/primero una suscripción nueva de Azure por CSP.*otro partner de CSP no se pueden cambiar/s);
    await desk.presses('subscription.external', { ...visio, quantity: '1.000' });
    expect([input(desk.card(), 'name').value, input(desk.card(), 'quantity')]).toEqual(['Visio de Open', { value: '1.000', says: expect.stringContaining('1000') }]);
    const { data } = buttonsOf(desk.card()).find(({ verb }) => verb === 'subscription.external') ?? {};
    await desk.presses('subscription.external', visio);
    expect(desk.reads()).toMatch(/Está anotada.*Visio de Open.*Comprada en otro lugar.*no se factura, cambia ni cancela.*Distribuciones Norte/s);
    expect(verbsOn(desk.card()).filter((verb) => /licences|upgrade|suspend|cancel|askChange/.test(verb))).toEqual([]);
    expect(textOf((await desk.speaker.clicks({ verb: 'subscription.external', data: { ...data, ...visio } })).card)).toContain('Comprada en otro lugar');
    await desk.says('/cliente tailwind');
    expect(desk.reads()).toMatch(/12.*Visio de Open.*Comprada en otro lugar · .*Distribuciones Norte/s);
    await desk.presses('show.subscriptions');
    expect(desk.reads()).toMatch(/Visio de Open.*Comprada en otro lugar/s);
    expect(desk.reads().match(/Visio de Open/g)).toHaveLength(1);
    await story.passes(800 * DAY);
    await desk.presses('show.subscription');
    expect(desk.reads()).toContain('Comprada en otro lugar'); // no timer of ours ends it
  });

  it('WF-30 an offer of the catalogue has its own name; a support contact can be named for it', async () => {
    const story = await openStory();
    await served(story, 'norte');
    await replaceOffers(story.app.deps, [standard]);
    const desk = await form(story);
    expect(JSON.stringify(desk.card())).toContain('"Business Standard"');
    await desk.presses('subscription.external', { ...visio, offer: standard.id, name: '', until: '2030-12-31' });
    expect(desk.reads()).toMatch(/Business Standard.*31 de diciembre de 2030/s);
    await desk.presses('show.subscriptionMore');
    expect(verbsOn(desk.card())).toEqual(expect.arrayContaining(['show.support', 'subscription.rename']));
    expect(verbsOn(desk.card())).not.toEqual(expect.arrayContaining(['show.credit']));
    expect(verbsOn(desk.card())).not.toEqual(expect.arrayContaining(['subscription.setAutoRenew']));
  });

  it('WF-30 GEN-06 is taken off again by who recorded it; a colleague\'s older card reads that it is gone', async () => {
    const story = await openStory();
    await served(story, 'norte');
    const desk = await form(story);
    await desk.presses('subscription.external', visio);
    const late = story.desk(irene);
    await late.arrives();
    await late.says('/suscripción tailwind visio');
    await desk.presses('subscription.forget');
    expect(desk.reads()).toMatch(/Ya no está en la lista/);
    await desk.presses('show.subscriptions');
    expect(desk.reads()).not.toContain('Visio de Open');
    const { data } = buttonsOf(late.card()).find(({ verb }) => verb === 'subscription.forget') ?? {};
    expect((await late.speaker.clicks({ verb: 'subscription.forget', data: { ...data } })).text).toContain('(GEN-06)');
  });

  it('INV-59 INV-04 INV-56 is no other partner\'s to see or to take off, and a helpdesk agent leaves what could be Office 365 alone', async () => {
    const story = await openStory();
    await served(story, 'norte');
    await served(story, 'sur');
    const desk = await form(story);
    await desk.presses('subscription.external', visio);
    const { data } = buttonsOf(desk.card()).find(({ verb }) => verb === 'subscription.forget') ?? {};
    const other = story.desk(pablo);
    await other.arrives();
    for (const verb of ['subscription.forget', 'show.subscription']) expect([verb, (await other.speaker.clicks({ verb, data: { ...data } })).text]).toEqual([verb, expect.stringContaining('(GEN-06)')]);
    expect(textOf((await other.speaker.clicks({ verb: 'show.subscriptions', data: { customer: 'tailwind' } })).card)).not.toContain('Visio de Open');
    for (const id of ['', '../SUB', 'SUB-0000']) expect((await other.speaker.clicks({ verb: 'subscription.external', data: { id, rev: '0', customer: 'tailwind', ...visio } })).text).toContain('(GEN-06)');
    const helper = await form(story, nuria);
    await helper.presses('subscription.external', { ...visio, name: 'Office 365 E3' });
    expect([helper.reads(), input(helper.card(), 'name').value]).toEqual([expect.stringContaining('(ORD-11)'), 'Office 365 E3']);
    await helper.presses('subscription.external', { ...visio, offer: 'azure', name: 'Azure de siempre', quantity: '1' });
    expect(helper.reads()).toContain('Está anotada');
  });
});
