/** An order that is reviewed before it is fulfilled, as its provider's people and the credited reseller see it: its card, the form for the purchase order, and what ends it (§4.7, 2023). */

import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import { inputsOf } from '../../bot/local/desk.ts';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { ordersOf } from '../../src/app/orders.ts';
import type { OrderReview } from '../../src/app/ports.ts';
import { subscriptionFacts } from '../../src/app/subscriptions.ts';
import { MINUTE } from '../../src/core/time.ts';
import { clickOn, norte, tailwind, trading } from './orders.ts';
import type { Story } from './support.ts';
import { verbsOn } from './walk.ts';
import { carmen, iker, irene, nuria, pablo } from './world.ts';

const GIVE = 'order.purchaseOrderGiven';
const given = { number: 'PO 4500-017', document: 'https://tailwind.example/po/17' };

type Reviewed = { readonly story: Story; readonly desk: Desk; readonly id: string; readonly answers: (review: OrderReview) => Promise<void>; readonly handed: readonly string[] };

/** Iker has ordered Intune for Tailwind, which is reviewed; he looks at the order. */
async function reviewed(): Promise<Reviewed> {
  const story = await trading();
  const { commerce } = story.world;
  const handed: string[] = [];
  commerce.place = async () => ({ accepted: true, review: true });
  commerce.purchaseOrder = async (_order, { number }) => { handed.push(number); };
  commerce.withdraw = async () => { handed.push('withdrawn'); };
  const answers = async (review: OrderReview): Promise<void> => {
    commerce.reviewOf = async () => review;
    await story.passes(MINUTE);
  };
  const desk = story.desk(iker);
  await desk.says('/agregar-suscripción tailwind');
  await desk.presses('show.orderReview', { 'quantity.INTUNE_P1': '2', 'reseller': 'contoso' });
  await desk.presses('order.submit', { attest: 'true' });
  await story.settle();
  await desk.presses('show.order');
  const [{ id = '' } = {}] = (await ordersOf(story.app.deps, norte, { search: '', after: undefined })).rows;
  return { story, desk, id, answers, handed };
}

/** And its purchase order is asked for. */
async function asked(): Promise<Reviewed> {
  const scene = await reviewed();
  await scene.answers({ review: 'purchaseOrderNeeded' });
  await scene.desk.says(`/pedido ${scene.id}`);
  return scene;
}

const states = async (story: Story) => (await subscriptionFacts(story.app.deps, tailwind)).map(({ state }) => state);

describe('in its review', () => {
  it('§4.7 the card says so, since when, and that nobody has to do anything; the list too', async () => {
    const { desk, story } = await reviewed();
    for (const said of ['En revisión', 'En este estado desde', 'nadie tiene que hacer nada']) expect(desk.reads()).toContain(said);
    expect([verbsOn(desk.card()), inputsOf(desk.card()), await states(story)]).toEqual([['show.order', 'show.customer', 'show.orders', 'order.cancel'], {}, ['Pending']]);
    await desk.says('/pedidos');
    expect(desk.reads()).toContain('En revisión');
  });

  it('WF-29 a subscription that waits for it leads to the order, for its provider and the credited reseller', async () => {
    const { story, id } = await reviewed();
    for (const who of [iker, carmen]) {
      const desk = story.desk(who);
      await desk.says('/suscripción tailwind');
      await desk.presses('show.order');
      expect([desk.reads().startsWith(id), desk.reads().includes('En revisión')]).toEqual([true, true]);
    }
  });

  it('§4.7 that ends well, it is fulfilled as any other', async () => {
    const { desk, story, answers } = await reviewed();
    await answers({ review: 'released' });
    await desk.presses('show.order');
    expect([desk.reads().includes('Completado'), await states(story)]).toEqual([true, ['Active']]);
  });

  it('§4.7 that does not, the card says why and leads to ordering it again', async () => {
    const { desk, story, answers } = await reviewed();
    await answers({ review: 'rejected', reason: 'purchaseOrder' });
    desk.looks();
    expect(desk.reads()).toContain('Pedido para Tailwind Panaderías · Rechazado en la revisión');
    await desk.presses('show.order');
    expect([desk.reads().includes('la orden de compra no corresponde al pedido'), verbsOn(desk.card()).includes('show.addSubscription'), await states(story)]).toEqual([true, true, ['Error']]);
  });

  it('§4.7 it is cancelled by its provider, and a second click says that it was', async () => {
    const { desk, story, handed } = await reviewed();
    const cancel = clickOn(desk, 'order.cancel');
    const [first, second] = [await desk.speaker.clicks(cancel), await desk.speaker.clicks(cancel)];
    await story.settle();
    expect([textOf(first.card).includes('El pedido se ha cancelado.'), textOf(second.card).includes('antes de preparar nada'), await states(story), handed]).toEqual([true, true, ['Error'], ['withdrawn']]);
  });
});

describe('the purchase order', () => {
  it('§11 item 5 is asked for in a message, whose button opens the form', async () => {
    const { desk, answers } = await reviewed();
    await answers({ review: 'purchaseOrderNeeded' });
    desk.looks();
    expect(desk.reads()).toContain('Falta la orden de compra');
    await desk.presses('show.order');
    expect([inputsOf(desk.card()), desk.reads().includes('Aquí no se guarda ningún documento')]).toEqual([{ number: '', document: '' }, true]);
  });

  it('§4.7 is what comes next for whoever can give it, and what /why tells both sides', async () => {
    const { desk, story, id } = await asked();
    await desk.says('/siguiente');
    expect(desk.reads()).toMatch(new RegExp(`^Indica la orden de compra de Tailwind Panaderías\n.*${id}`));
    await desk.presses('show.order');
    expect(inputsOf(desk.card())).toEqual({ number: '', document: '' });
    await desk.says('/porqué tailwind');
    expect([desk.reads().includes(`El pedido ${id} no sigue adelante`), verbsOn(desk.card())[0]]).toEqual([true, 'show.order']);
    const reseller = story.desk(carmen);
    await reseller.says('/porqué tailwind');
    expect([reseller.reads().includes('El número lo indica el proveedor indirecto'), verbsOn(reseller.card())[0]]).toEqual([true, 'show.order']);
    await desk.says(`/pedido ${id}`);
    await desk.presses(GIVE, given);
    await story.settle();
    await desk.says('/siguiente');
    await reseller.says('/porqué tailwind');
    expect([desk.reads().includes('Indica la orden de compra'), reseller.reads().includes(id)]).toEqual([false, false]);
  });

  it('§4.7 is given once, handed over, and the order goes on', async () => {
    const { desk, story, answers, handed } = await asked();
    const click = { ...clickOn(desk, GIVE) };
    const [first, second] = [await desk.presses(GIVE, given), await desk.speaker.clicks({ ...click, data: { ...click.data, ...given } })];
    await story.settle();
    expect([textOf(first.card), textOf(second.card)].map((text) => [text.includes('Orden de compra en revisión'), text.includes('PO 4500'), text.includes('se ha guardado')])).toEqual([[true, true, true], [true, true, false]]);
    expect([inputsOf(desk.card()), handed]).toEqual([{}, ['PO 4500-017']]);
    await answers({ review: 'released' });
    await desk.presses('show.order');
    expect([desk.reads().includes('Completado'), await states(story)]).toEqual([true, ['Active']]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['nothing', { number: ' ', document: 'https://tailwind.example/po' }, 'Hace falta para seguir'],
    ['too much', { number: 'x'.repeat(51), document: '' }, '50 caracteres'],
    ['an address without https', { number: '17', document: 'http://tailwind.example/po' }, 'No es la dirección de un sitio web'],
  ])('GEN-05 %s is said beside the field, and what was typed stays', async (_what, typed, said) => {
    const { desk, handed } = await asked();
    await desk.presses(GIVE, typed);
    expect([desk.reads().includes(said), inputsOf(desk.card()), handed]).toEqual([true, typed, []]);
    await desk.presses(GIVE, given);
    expect(desk.reads()).toContain('Orden de compra en revisión');
  });

  it('is shown as it was typed, and works as nothing else', async () => {
    const { desk } = await asked();
    await desk.presses(GIVE, { number: '[here](https://evil.example) <b>', document: '' });
    const card = JSON.stringify(desk.card());
    expect([card.includes('[here](https'), desk.reads().includes('here')]).toEqual([false, true]);
  });

  it('GEN-02 that a colleague has given meanwhile is not overwritten: the card shows how things are', async () => {
    const { desk, story, handed, id } = await asked();
    const colleague = story.desk(irene);
    await colleague.says(`/order ${id}`);
    await colleague.presses(GIVE, { number: 'PO 1', document: '' });
    await desk.presses(GIVE, given);
    await story.settle();
    expect([desk.reads().includes('Orden de compra en revisión'), desk.reads().includes('PO 1'), handed]).toEqual([true, true, ['PO 1']]);
  });

  it('GEN-07 for an order that was cancelled meanwhile goes nowhere', async () => {
    const { desk, story, handed } = await asked();
    const click = clickOn(desk, GIVE);
    await desk.presses('order.cancel');
    const { card } = await desk.speaker.clicks({ ...click, data: { ...click.data, ...given } });
    await story.settle();
    expect([textOf(card).includes('Cancelado'), buttonsOf(card).some(({ verb }) => verb === GIVE), handed]).toEqual([true, false, ['withdrawn']]);
  });

  it('INV-56 the credited reseller reads the state, and neither gives it nor sees it; another provider sees nothing', async () => {
    const { desk, story, id, handed } = await asked();
    const forged = { ...clickOn(desk, GIVE) };
    const click = { ...forged, data: { ...forged.data, ...given } };
    const reseller = story.desk(carmen);
    await reseller.says(`/pedido ${id}`);
    expect([reseller.reads().includes('Falta la orden de compra'), inputsOf(reseller.card()), verbsOn(reseller.card()).filter((verb) => verb.startsWith('order.'))]).toEqual([true, {}, []]);
    for (const who of [carmen, pablo]) expect((await story.desk(who).speaker.clicks(click)).text).toContain('GEN-06');
    await desk.presses(GIVE, given);
    await reseller.says(`/pedido ${id}`);
    await story.settle();
    expect([reseller.reads().includes('Orden de compra en revisión'), reseller.reads().includes('PO 4500'), handed]).toEqual([true, false, ['PO 4500-017']]);
  });

  it('INV-57 is given by nobody who has lost the role meanwhile; a helpdesk agent may, as it is not about Office 365', async () => {
    const { desk, story, id } = await asked();
    story.world.change(iker, { roles: { agent: 'notAnAgent', admin: 'notAnAdmin' } });
    const { text } = await desk.presses(GIVE, given);
    expect(`${text ?? ''}${desk.reads()}`).toContain('GEN-01');
    const helpdesk = story.desk(nuria);
    await helpdesk.says(`/order ${id}`);
    await helpdesk.presses(GIVE, given);
    expect(helpdesk.reads()).toContain('Orden de compra en revisión');
  });

  it('reads in English too', async () => {
    const { story, id } = await asked();
    const desk = story.desk(irene);
    await desk.says(`/order ${id}`);
    for (const said of ['Purchase order needed', 'In this state since', 'Give the number', 'No document is stored here']) expect(JSON.stringify(desk.card())).toContain(said);
  });
});
