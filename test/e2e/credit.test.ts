/** `/credit` at the real door (WF-26): the form, the look at an MPN ID, the credit itself, and everybody who may not. */

import { describe, expect, it } from '@jest/globals';
import { textOf } from '../../bot/local/teamsPeer.ts';
import type { Subscription } from '../../src/tasks/subscriptionDoc.ts';
import { standard } from '../support/subscriptions.ts';
import { ADATUMS, changes, sells, sold, withAdatum, wrote } from './links.ts';
import { MPN, ended, norte, put, trading } from './orders.ts';
import { audited, input, verbsOn } from './walk.ts';
import { carmen, iker, irene, nuria, pablo } from './world.ts';

const admin = { roles: { agent: 'adminAgent', admin: 'notAnAdmin' } } as const;
const clickOn = ({ id, rev }: Subscription) => ({ id, rev: String(rev), customer: 'tailwind' });

describe('who earns with a subscription', () => {
  it('WF-26 INV-47 is chosen from the list, those who serve the customer first, and shown beside what it left alone', async () => {
    const story = await trading();
    await withAdatum(story);
    const before = await sells(story);
    const desk = await wrote(story, iker, '/acreditar tailwind');
    expect(desk.reads()).toMatch(/Quién recibe los incentivos de Business Standard.*Ahora: Nadie/s);
    expect(JSON.stringify(desk.card())).toMatch(/Contoso Iberia · MPN 4567890".*Adatum · MPN 5550001 \(sin relación con este cliente\)".*No está en la lista/s);
    expect(input(desk.card(), 'reseller').value).toBe('');
    await desk.presses('subscription.credit', { reseller: 'contoso' });
    expect(desk.reads()).toMatch(/Contoso Iberia recibe los incentivos de Business Standard desde ahora.*Contoso Iberia · MPN 4567890, desde el.*Distribuciones Norte/s);
    expect(await sold(story)).toEqual({ ...before, rev: before.rev + 1, lastCommand: expect.any(String), record: { id: 'contoso', name: 'Contoso Iberia', mpnId: MPN, since: story.clock() } });
    await story.settle();
    expect(await audited(story, { who: iker })).toContain('subscription.credit done');
  });

  it('WF-26 once: a second click changes nothing, nor does the same choice later', async () => {
    const story = await trading();
    const before = await sells(story);
    const desk = await wrote(story, iker, '/credit tailwind');
    await desk.presses('subscription.credit', { reseller: 'contoso' });
    const credited = await sold(story);
    story.clock.move(60_000);
    const again = await desk.speaker.clicks({ verb: 'subscription.credit', data: { ...clickOn(before), reseller: 'contoso', mpnId: '' } });
    expect(textOf(again.card)).toContain('Contoso Iberia · MPN 4567890');
    await desk.says('/credit tailwind');
    await desk.presses('subscription.credit');
    expect(desk.reads()).toContain('Nada ha cambiado: Contoso Iberia ya recibe los incentivos');
    expect(await sold(story)).toEqual(credited);
  });

  it('WF-26 Verify looks whose MPN ID it is and stores nothing; ORD-02 ORD-03 ORD-04 tells what would stand in the way', async () => {
    const story = await trading();
    await withAdatum(story, { signed: false });
    const before = await sells(story);
    const desk = await wrote(story, iker, '/acreditar tailwind 4 567 890');
    const count = (await story.content()).length;
    expect([input(desk.card(), 'reseller').value, input(desk.card(), 'mpnId').value]).toEqual(['notListed', MPN]);
    for (const [reseller, mpnId, said] of [
      ['notListed', '4 567 890', /Comprobado, sin guardar nada: 4567890.*Contoso Iberia.*España.*ha firmado.*puede recibir los incentivos/s],
      ['contoso', 'whatever', /Comprobado, sin guardar nada: 4567890.*puede recibir los incentivos/s],
      ['notListed', ADATUMS, /Adatum.*España.*no ha firmado.*\(ORD-03\)/s],
      ['notListed', '99999999', /Comprobado, sin guardar nada: 99999999.*\(ORD-04\)/s],
    ] as const) {
      await desk.presses('show.verifyCredit', { reseller, mpnId });
      expect([mpnId, desk.reads()]).toEqual([mpnId, expect.stringMatching(said)]);
      expect([input(desk.card(), 'reseller').value, input(desk.card(), 'mpnId').value]).toEqual([reseller, mpnId]);
    }
    await desk.presses('show.verifyCredit', { reseller: 'notListed', mpnId: '12x' });
    expect(input(desk.card(), 'mpnId').says).toContain('Un id. de MPN solo tiene números');
    expect([await sold(story), (await story.content()).length]).toEqual([before, count]);
  });

  it('INV-19 INV-16 ORD-02 ORD-03 ORD-04 GEN-05 is refused with everything typed still there', async () => {
    const story = await trading();
    await withAdatum(story, { signed: false, partnered: false });
    const before = await sells(story);
    const desk = await wrote(story, iker, `/acreditar tailwind ${ADATUMS}`);
    expect([input(desk.card(), 'reseller').value, input(desk.card(), 'mpnId').value]).toEqual(['notListed', ADATUMS]);
    for (const [reseller, mpnId, said] of [
      ['notListed', ADATUMS, 'No hay una asociación activa entre tu compañía y Adatum'], ['notListed', '99999999', '(ORD-04)'], ['', '', '(GEN-05)'], ['nobody', '', '(ORD-02)'],
    ] as const) {
      await desk.presses('subscription.credit', { reseller, mpnId });
      expect([mpnId, desk.reads()]).toEqual([mpnId, expect.stringContaining(said)]);
      expect([input(desk.card(), 'reseller').value, input(desk.card(), 'mpnId').value]).toEqual([reseller, mpnId]);
    }
    await desk.presses('subscription.credit', { reseller: '', mpnId: '' });
    expect(input(desk.card(), 'reseller').says).toContain('Hace falta');
    await put(story, 'partnership', { ...ended, id: norte });
    await desk.presses('subscription.credit', { reseller: 'contoso', mpnId: '' });
    expect(desk.reads()).toContain('No hay una asociación activa entre tu compañía y Contoso Iberia');
    expect(await sold(story)).toEqual(before);
  });

  it('GEN-02 an older card is answered with the present state', async () => {
    const story = await trading();
    const { rev } = await sells(story);
    const [first, late] = [await wrote(story, iker, '/acreditar tailwind'), await wrote(story, irene, '/credit tailwind')];
    await first.presses('subscription.credit', { reseller: 'contoso' });
    await late.presses('subscription.credit', { reseller: 'notListed', mpnId: MPN });
    expect(late.reads()).toMatch(/This card was out of date.*Now: Contoso Iberia/s);
    expect((await sold(story)).rev).toBe(rev + 1);
  });

  it('INV-04 INV-57 GEN-01 ORD-11 a role that is missing, or was lost since', async () => {
    const story = await trading();
    const before = await sells(story);
    const [helpdesk, lost] = [await wrote(story, nuria, '/acreditar tailwind'), await wrote(story, iker, '/acreditar tailwind')];
    await helpdesk.presses('subscription.credit', { reseller: 'contoso' });
    expect(helpdesk.reads()).toContain('(ORD-11)');
    story.world.change(iker, { roles: { agent: 'notAnAgent', admin: 'userManagementAdmin' } });
    for (const verb of ['subscription.credit', 'show.verifyCredit', 'show.credit', 'show.links']) {
      expect([verb, (await lost.speaker.clicks({ verb, data: { ...clickOn(before), reseller: 'contoso', mpnId: '', about: 'credit  tailwind' } })).text]).toEqual([verb, expect.stringContaining('(GEN-01)')]);
    }
    await lost.says('/acreditar tailwind');
    expect(lost.reads()).toContain('(GEN-01)');
    expect(await sold(story)).toEqual(before);
  });

  it('INV-56 INV-59 ORD-10 is neither another provider\'s nor the reseller\'s to set', async () => {
    const story = await trading();
    const before = await sells(story);
    story.world.change(carmen, { ...admin, directoryRoles: ['globalAdmin'] });
    const stranger = await wrote(story, pablo, '/acreditar tailwind');
    expect(stranger.reads()).toContain('Ningún cliente tuyo empieza así.');
    for (const verb of ['subscription.credit', 'show.verifyCredit', 'show.credit']) {
      for (const customer of ['tailwind', 'nowhere', '']) {
        expect([verb, customer, (await stranger.speaker.clicks({ verb, data: { ...clickOn(before), customer, reseller: 'contoso', mpnId: '' } })).text]).toEqual([verb, customer, expect.stringContaining('(GEN-06)')]);
      }
    }
    const reseller = await wrote(story, carmen, '/acreditar tailwind');
    expect(reseller.reads()).toContain('(ORD-10)');
    expect(verbsOn(reseller.card())).not.toContain('subscription.credit');
    expect((await reseller.speaker.clicks({ verb: 'subscription.credit', data: { ...clickOn(before), reseller: 'contoso', mpnId: '' } })).text).toContain('(GEN-06)');
    expect(await sold(story)).toEqual(before);
  });

  it('WF-26 asks which customer and which subscription, where words leave it open', async () => {
    const story = await trading();
    await sells(story);
    await sells(story, { id: 'SUB-7K3F-0002', name: 'Azure', offer: standard });
    await sells(story, { id: 'SUB-7K3F-0003', name: 'Ajena', provider: { id: ended.tenant, name: 'Sur' }, support: { id: ended.tenant, name: 'Sur' } });
    const desk = await wrote(story, iker, '/acreditar');
    expect(verbsOn(desk.card()).filter((verb) => verb === 'show.credit')).toHaveLength(1);
    await desk.presses('show.credit');
    expect(desk.reads()).toMatch(/¿qué suscripción de Tailwind Panaderías\?/);
    expect(desk.reads()).not.toContain('Ajena'); // INV-59
    expect(verbsOn(desk.card()).filter((verb) => verb === 'show.credit')).toHaveLength(2);
    await desk.presses('show.credit');
    expect(desk.reads()).toContain('Quién recibe los incentivos de Azure');
    await desk.says(`/acreditar tailwind panaderías azure ${MPN}`);
    expect([desk.reads(), input(desk.card(), 'mpnId').value]).toEqual([expect.stringContaining('Quién recibe los incentivos de Azure'), MPN]);
    await desk.says('/acreditar tailwind dynamics');
    expect(desk.reads()).toContain('Ninguna suscripción de este cliente empieza así.');
  });

  it('INV-36 CUS-16 is over with the own relationship', async () => {
    const story = await trading();
    const before = await sells(story);
    const desk = await wrote(story, iker, '/acreditar tailwind');
    await changes(story, norte, { state: 'Removed' });
    expect((await desk.presses('subscription.credit', { reseller: 'contoso' })).text).toContain('(CUS-16)');
    expect(await sold(story)).toEqual(before);
  });
});
