/** Subscriptions at the real door (WF-25): their list and card, licences up and down, upgrades, their end, and what time does to them. */

import { describe, expect, it } from '@jest/globals';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { homeOf } from '../../src/app/homes.ts';
import { subscriptionOf } from '../../src/app/subscriptions.ts';
import { DAY, plus } from '../../src/core/time.ts';
import type { Subscription } from '../../src/tasks/subscriptionDoc.ts';
import { subscriptionDocumentId } from '../../src/tasks/subscriptionDoc.ts';
import { basic, office, premium, standard } from '../support/subscriptions.ts';
import { NOW, ago } from '../support/world.ts';
import { changes, sells, sold, wrote } from './links.ts';
import { norte, put, tailwind, trading } from './orders.ts';
import type { Story } from './support.ts';
import { input, verbsOn } from './walk.ts';
import { carmen, iker, irene, nuria, pablo } from './world.ts';

const open = async (more: Parameters<typeof sells>[1] = {}): Promise<Story> => {
  const story = await trading({}, [basic, standard, premium]);
  await sells(story, { offer: standard, ...more });
  return story;
};
const fresh = { batches: [{ quantity: 10, at: ago(DAY) }], boughtAt: ago(DAY) };

describe('finding one', () => {
  it('WF-25 by words of its customer and of its name, in both languages; with one, its card; with several, the list', async () => {
    const story = await open();
    expect((await wrote(story, iker, '/suscripción tailwind')).reads()).toContain('Business Standard');
    await sells(story, { id: 'SUB-0000-0002', offer: premium });
    expect((await wrote(story, irene, '/subscription tailwind premium')).reads()).toContain('SUB-0000-0002');
    const desk = await wrote(story, iker, '/suscripción tailwind');
    expect(desk.reads()).toContain('Suscripciones de Tailwind Panaderías');
    await desk.presses('show.subscription');
    expect(verbsOn(desk.card())).toEqual(['show.licences', 'subscription.suspend', 'show.subscriptionMore', 'show.subscriptions']); // the premium one: there is nothing higher
    await desk.says('/suscripción nadie');
    expect(desk.reads()).toContain('Ningún cliente empieza así');
    await desk.says('/suscripción tailwind nada');
    expect(desk.reads()).toContain('Ninguna suscripción empieza así');
  });

  it('INV-50 the card shows the windows as dates, and no window that is over', async () => {
    const story = await open(fresh);
    const desk = await wrote(story, iker, '/suscripción tailwind');
    expect(desk.reads()).toContain('hasta el 7 de marzo de 2026 a las 13:00 CET; quedan al menos 1');
    expect(verbsOn(desk.card())).toContain('subscription.cancel');
    await story.passes(7 * DAY);
    const later = await wrote(story, iker, '/suscripción tailwind');
    expect(later.reads()).not.toContain('7 de marzo de 2026');
    expect(verbsOn(later.card())).not.toContain('subscription.cancel');
  });

  it('INV-59 INV-56 GEN-06 another provider finds neither the list nor the card, and its clicks change nothing', async () => {
    const story = await open(fresh);
    const { speaker } = await wrote(story, pablo, '/suscripción tailwind');
    const data = { id: 'SUB-7K3F-9QXD', rev: 1, customer: tailwind, quantity: '20' };
    for (const verb of ['show.subscriptions', 'show.subscription', 'show.licences', 'show.upgrade', 'show.subscriptionMore', 'subscription.changeQuantity', 'subscription.suspend', 'subscription.cancel']) {
      expect([verb, (await speaker.clicks({ verb, data })).text]).toEqual([verb, expect.stringContaining('(GEN-06)')]);
    }
    expect(await sold(story)).toMatchObject({ quantity: 10, state: 'Active', rev: 1 });
  });

  it('INV-36 a provider whose relationship was removed sees and changes nothing any more', async () => {
    const story = await open();
    const desk = await wrote(story, iker, '/licencias tailwind');
    await changes(story, norte, { state: 'Removed' });
    expect((await desk.presses('subscription.changeQuantity', { quantity: '20' })).text).toContain('(CUS-16)');
    expect((await desk.speaker.clicks({ verb: 'show.subscription', data: { id: 'SUB-7K3F-9QXD', customer: tailwind } })).text).toContain('(GEN-06)');
    expect((await sold(story)).quantity).toBe(10);
  });
});

describe('licences', () => {
  it('WF-25 /licences leads straight to the form, with the number in it; a second click changes nothing more', async () => {
    const story = await open();
    const desk = await wrote(story, iker, '/licencias tailwind business 25');
    expect(input(desk.card(), 'quantity').value).toBe('25');
    const form = desk.card();
    await desk.presses('subscription.changeQuantity');
    expect(desk.reads()).toContain('ahora tiene 25 licencias');
    const again = await desk.speaker.clicks({ verb: 'subscription.changeQuantity', data: { id: 'SUB-7K3F-9QXD', rev: 1, customer: tailwind, quantity: '25' } });
    expect(textOf(again.card)).toContain('25');
    expect(form).toBeDefined();
    expect(await sold(story)).toMatchObject({ quantity: 25, batches: [{ quantity: 15, at: NOW }] });
  });

  it.each(['-3', '1.000', '٣', '1e3'])('INV-49 /licences takes "%s" for the number it was meant to be, and asks', async (typed) => {
    const story = await open();
    const desk = await wrote(story, iker, `/licencias tailwind business ${typed}`);
    expect(input(desk.card(), 'quantity').value).toBe(typed);
    await desk.presses('subscription.changeQuantity');
    expect(input(desk.card(), 'quantity').says).toMatch(/\w/);
  });

  it.each(['1.000', '1,5', '-3', '٣', '1e3', '', 'diez'])('INV-49 "%s" is asked beside the field, and stays in it', async (typed) => {
    const story = await open();
    const desk = await wrote(story, irene, '/licences tailwind');
    await desk.presses('subscription.changeQuantity', { quantity: typed });
    expect(input(desk.card(), 'quantity')).toEqual({ value: typed, says: expect.stringMatching(/\w/) });
    expect((await sold(story)).quantity).toBe(10);
  });

  it('INV-49 " 7 " is seven; INV-50 ORD-07 and it says until when licences could be taken back', async () => {
    const story = await open();
    const desk = await wrote(story, irene, '/licences tailwind');
    await desk.presses('subscription.changeQuantity', { quantity: ' 7 ' });
    expect(desk.reads()).toMatch(/26 February 2026.*cannot go below 10.*\(ORD-07\)/s);
    expect(input(desk.card(), 'quantity').value).toBe(' 7 ');
    await desk.presses('subscription.changeQuantity', { quantity: '301' });
    expect(desk.reads()).toContain('this offer allows at most 300. ');
    await desk.presses('subscription.changeQuantity', { quantity: '10' });
    expect(desk.reads()).toContain('that is the quantity that it has already.');
  });

  it('INV-50 a suspended one has no form, and says why; GEN-02 a form that was open is stale', async () => {
    const story = await open();
    const desk = await wrote(story, iker, '/licencias tailwind');
    const other = await wrote(story, irene, '/subscription tailwind');
    await other.presses('subscription.suspend');
    expect(other.reads()).toContain('It is suspended. Auto-renew is off.');
    await desk.presses('subscription.changeQuantity', { quantity: '20' });
    expect(desk.reads()).toContain('Suspendida');
    await desk.says('/licencias tailwind 20');
    expect(desk.reads()).toMatch(/está suspendida, y su cantidad no cambia.*\(ORD-07\)/s);
    expect(await sold(story)).toMatchObject({ state: 'Suspended', quantity: 10, autoRenew: false });
  });

  it('INV-04 ORD-11 a helpdesk agent has no buttons for Office 365, and is sent to an admin agent', async () => {
    const story = await open({ offer: office });
    const desk = await wrote(story, nuria, '/suscripción tailwind');
    expect(verbsOn(desk.card())).not.toContain('show.licences');
    expect((await desk.speaker.clicks({ verb: 'subscription.changeQuantity', data: { id: 'SUB-7K3F-9QXD', rev: 1, customer: tailwind, quantity: '20' } })).text).toMatch(/agente de administración.*\(ORD-11\)/);
  });

  it('INV-57 who lost the role in between changes nothing', async () => {
    const story = await open();
    const desk = await wrote(story, iker, '/licencias tailwind 20');
    story.world.change(iker, { roles: undefined });
    expect((await desk.presses('subscription.changeQuantity')).text).toContain('(GEN-01)');
    expect((await sold(story)).quantity).toBe(10);
  });

  it('P19 a user management admin changes licences, and nothing else', async () => {
    const story = await open(fresh);
    story.world.change(irene, { roles: { agent: 'notAnAgent', admin: 'userManagementAdmin' } });
    const desk = await wrote(story, irene, '/subscription tailwind');
    expect(verbsOn(desk.card()).filter((verb) => /upgrade|suspend|cancel|licences/.test(verb))).toEqual(['show.licences']);
    await desk.presses('show.licences');
    await desk.presses('subscription.changeQuantity', { quantity: '12' });
    expect((await sold(story)).quantity).toBe(12);
    expect((await desk.speaker.clicks({ verb: 'subscription.suspend', data: { id: 'SUB-7K3F-9QXD', rev: 2, customer: tailwind } })).text).toContain('(GEN-01)');
  });

  it('another instance takes the click', async () => {
    const story = await open();
    const desk = await wrote(story, iker, '/licencias tailwind 20');
    await story.restarts();
    await desk.presses('subscription.changeQuantity');
    expect((await sold(story)).quantity).toBe(20);
  });
});

describe('upgrade, suspend, cancel', () => {
  it('INV-51 only higher offers of the family are there to choose; without the tick everything typed comes back', async () => {
    const story = await open();
    const desk = await wrote(story, irene, '/subscription tailwind');
    await desk.presses('show.upgrade');
    expect(JSON.stringify(input(desk.card(), 'offer').value)).toContain('premium');
    expect(JSON.stringify(desk.card())).not.toContain('Business Basic');
    await desk.presses('subscription.upgrade', { quantity: '4' });
    expect([input(desk.card(), 'quantity').value, input(desk.card(), 'confirmed').says]).toEqual(['4', expect.stringContaining('needed')]);
    await desk.presses('subscription.upgrade', { quantity: '4', confirmed: 'true' });
    expect(desk.reads()).toContain('The upgrade is done.');
    expect(await sold(story)).toMatchObject({ quantity: 6, offer: { id: 'standard' } });
    expect((await wrote(story, irene, '/subscription tailwind premium')).reads()).toContain('Business Premium');
  });

  it('INV-51 ORD-08 a forged offer is refused', async () => {
    const story = await open();
    const desk = await wrote(story, irene, '/subscription tailwind');
    await desk.presses('show.upgrade');
    await desk.presses('subscription.upgrade', { offer: 'basic', confirmed: 'true' });
    expect(desk.reads()).toContain('nobody goes back to a lower one. ');
    expect((await sold(story)).offer.id).toBe('standard');
  });

  it('WF-25 suspended, reactivated, renamed, renewed by itself again', async () => {
    const story = await open();
    const desk = await wrote(story, iker, '/suscripción tailwind');
    await desk.presses('subscription.suspend');
    await desk.presses('subscription.reactivate');
    expect(desk.reads()).toContain('La renovación automática sigue desactivada');
    await desk.presses('show.subscriptionMore');
    await desk.presses('subscription.setAutoRenew');
    expect(desk.reads()).toContain('La renovación automática está activada');
    await desk.presses('subscription.rename', { name: 'x'.repeat(51) });
    expect(input(desk.card(), 'name')).toEqual({ value: 'x'.repeat(51), says: expect.stringContaining('50') });
    await desk.presses('subscription.rename', { name: 'Oficina *Madrid*' });
    await desk.presses('show.subscription');
    expect(desk.reads()).toContain('Oficina \\*Madrid\\*');
    expect(await sold(story)).toMatchObject({ state: 'Active', autoRenew: true, name: 'Oficina *Madrid*' });
  });

  it('INV-50 cancelled within seven days, for good; a second click finds it deleted', async () => {
    const story = await open(fresh);
    const [desk, other] = [await wrote(story, iker, '/suscripción tailwind'), await wrote(story, irene, '/subscription tailwind')];
    await desk.presses('subscription.cancel');
    expect(desk.reads()).toContain('Está cancelada y eliminada.');
    await other.presses('subscription.cancel');
    expect(other.reads()).toMatch(/changed|Deleted/);
    expect((await sold(story)).state).toBe('Deleted');
  });
});

describe('time', () => {
  it('§4.6 a term ends: it expires, is disabled, and is gone', async () => {
    const story = await open();
    const doc = await sold(story);
    const { deps } = story.app;
    const key = subscriptionDocumentId(doc.id);
    const ending: Subscription = { ...doc, autoRenew: false, termEndsAt: plus(NOW, DAY) };
    await put(story, 'subscription', ending);
    await deps.store.commit([{ op: 'upsert', doc: { partition: homeOf(tailwind), id: key, kind: 'subscription', body: ending, due: ending.termEndsAt } }]);
    const states: (string | undefined)[] = [];
    for (const days of [1, 29, 1, 89, 1]) {
      await story.passes(days * DAY);
      states.push((await subscriptionOf(deps, tailwind, doc.id))?.state);
    }
    expect(states).toEqual(['Expired', 'Expired', 'Disabled', 'Disabled', 'Deleted']);
    expect((await wrote(story, carmen, '/subscription tailwind')).reads()).not.toContain('Activa');
  });
});
