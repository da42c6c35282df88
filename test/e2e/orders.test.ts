/** Orders for customers who are there already, and the list and card of orders (WF-24, §4.7). */

import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import { inputsOf } from '../../bot/local/desk.ts';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { foresee } from '../../src/app/foresee.ts';
import { ordersOf } from '../../src/app/orders.ts';
import { subscriptionFacts } from '../../src/app/subscriptions.ts';
import type { Order } from '../../src/tasks/orderDoc.ts';
import { clickOn, contoso, ended, inner, norte, offersNumbered, put, tailwind, trading, unagreedCustomer } from './orders.ts';
import { orderIn } from '../support/orders.ts';
import { relationshipIn } from '../support/partners.ts';
import { seller, subscriptionIn } from '../support/subscriptions.ts';
import { enrolmentIn } from '../support/world.ts';
import { ADATUMS, adatum, withAdatum } from './links.ts';
import type { Story } from './support.ts';
import { verbsOn } from './walk.ts';
import { carmen, gala, iker, nuria, pablo } from './world.ts';

const chosen = { 'quantity.M365-BASIC': '10', 'quantity.INTUNE_P1': '2' };
const orders = async (story: Story, tenant = norte) => (await ordersOf(story.app.deps, tenant, { search: '', after: undefined })).rows;

async function opens(story: Story, who = iker): Promise<Desk> {
  const desk = story.desk(who);
  await desk.says('/agregar-suscripción tailwind');
  return desk;
}
/** In front of the review, credited to Contoso unless said. */
async function reviews(story: Story, typed: Record<string, string> = {}, who = iker): Promise<Desk> {
  const desk = await opens(story, who);
  await desk.presses('show.orderReview', { ...chosen, reseller: 'contoso', ...typed });
  return desk;
}

describe('an order for an existing customer', () => {
  it('WF-24 is chosen, reviewed, submitted once, and fulfilled', async () => {
    const story = await trading();
    const desk = await reviews(story);
    for (const said of ['10 × Microsoft 365 Business Basic', '2 × Microsoft Intune Plan 1', 'Contoso Iberia', '4567890']) expect(desk.reads()).toContain(said);
    await desk.presses('order.submit', { attest: 'true' });
    expect(desk.reads()).toContain('El pedido se ha enviado.');
    await story.settle();
    await desk.presses('show.order');
    expect(desk.reads()).toContain('Completado');
    expect((await subscriptionFacts(story.app.deps, tailwind)).map(({ name, state, quantity }) => [name, state, quantity])).toEqual([['Microsoft 365 Business Basic', 'Active', 10], ['Microsoft Intune Plan 1', 'Active', 2]]);
  });

  it('INV-43 sent twice, and by Back and again, is one order', async () => {
    const story = await trading();
    const desk = await reviews(story);
    const click = clickOn(desk, 'order.submit');
    const back = clickOn(desk, 'show.addSubscription');
    const data = { ...click.data, ...inputsOf(desk.card()), attest: 'true' };
    await Promise.all([desk.speaker.clicks({ ...click, data }), desk.speaker.clicks({ ...click, data })]);
    const other = await desk.speaker.clicks({ ...click, data: { ...data, lines: 'INTUNE_P1=9' } });
    const returned = await desk.speaker.clicks({ ...back, data: { ...data, ...back.data } });
    await story.settle();
    expect([textOf(other.card), textOf(returned.card)].map((text) => text.includes('ya se había enviado'))).toEqual([true, true]);
    expect([(await orders(story)).length, (await subscriptionFacts(story.app.deps, tailwind)).length]).toEqual([1, 2]);
  });

  it('INV-46 through nobody is warned of, attested to otherwise, and credits nobody', async () => {
    const story = await trading();
    const desk = await reviews(story, { reseller: 'nobody' });
    expect([desk.reads().includes('nadie obtiene incentivos'), desk.reads().includes('vende directamente a este cliente')]).toEqual([true, true]);
    await desk.presses('order.submit', { attest: 'true' });
    await story.settle();
    expect([(await orders(story))[0]?.reseller, await orders(story, contoso)]).toEqual(['', []]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['INV-49 ORD-07 "1.000"', { 'quantity.M365-BASIC': '1.000' }, '«1.000»'], ['INV-49 "1,5"', { 'quantity.M365-BASIC': '1,5' }, 'No hay partes de una licencia'],
    ['INV-49 "-3"', { 'quantity.M365-BASIC': '-3' }, 'sin signo'], ['INV-49 "٣"', { 'quantity.M365-BASIC': '٣' }, 'cifras del 0 al 9'], ['INV-49 "1e3"', { 'quantity.M365-BASIC': '1e3' }, '«1e3»'],
    ['INV-49 more than the offer allows', { 'quantity.M365-BASIC': '301' }, 'como máximo 300'], ['no quantity at all', { 'quantity.M365-BASIC': '', 'quantity.INTUNE_P1': '' }, 'Escribe una cantidad para al menos una oferta.'],
    ['INV-42 no reseller, and not nobody either', { reseller: '' }, 'Hace falta para seguir'], ['INV-42 ORD-02 a reseller that is none', { reseller: 'norte' }, 'ORD-02'],
  ])('%s is said on the page, and all that was typed stays', async (_title, typed, said) => {
    const story = await trading();
    const desk = await reviews(story, typed);
    expect(desk.reads()).toContain(said);
    const kept = inputsOf(desk.card());
    expect(Object.entries(typed).filter(([name, value]) => (kept[name] ?? '') !== value)).toEqual([]);
    expect(verbsOn(desk.card())).toContain('show.orderReview');
  });

  it('INV-49 " 7 " is seven', async () => {
    const desk = await reviews(await trading(), { 'quantity.M365-BASIC': ' 7 ' });
    expect(desk.reads()).toContain('7 × Microsoft 365 Business Basic');
  });

  it('INV-04 ORD-11 of Office 365 is not for a helpdesk agent, of anything else it is', async () => {
    const story = await trading();
    const desk = await reviews(story, {}, nuria);
    expect(desk.reads()).toContain('ORD-11');
    await desk.presses('show.orderReview', { 'quantity.M365-BASIC': '' });
    await desk.presses('order.submit', { attest: 'true' });
    expect(desk.reads()).toContain('El pedido se ha enviado.');
  });

  it.each<[string, (story: Story) => Promise<unknown>, string]>([
    ['INV-19 ORD-02 the partnership ended', async (story) => await put(story, 'partnership', { ...ended, id: 'norte' }), 'ORD-02'],
    ['INV-36 ORD-01 the relationship was removed', async (story) => await put(story, 'relationship', relationshipIn('Removed', { tenant: tailwind, id: norte, partner: norte, role: 'provider' })), 'ORD-01'],
    ['INV-53 CUS-12 the agreement is gone', async (story) => await put(story, 'customer', unagreedCustomer), 'CUS-12'],
    ['INV-57 GEN-01 the role was lost', async (story) => story.world.change(iker, { roles: { agent: 'notAnAgent', admin: 'notAnAdmin' } }), 'GEN-01'],
  ])('%s in between is refused at Submit, and nothing is ordered', async (_title, happens, code) => {
    const story = await trading();
    const desk = await reviews(story);
    await happens(story);
    const { text } = await desk.presses('order.submit', { attest: 'true' });
    expect([`${text ?? ''}${desk.reads()}`.includes(code), (await orders(story)).length]).toEqual([true, 0]);
  });

  it('INV-53 CUS-12 what stands in the way whatever is chosen is said before anything is chosen', async () => {
    const story = await trading();
    await put(story, 'customer', unagreedCustomer);
    const desk = await opens(story);
    expect(desk.reads()).toContain('CUS-12');
    await desk.presses('show.attest'); // the card leads to what mends it
    expect(desk.reads()).toContain('Declarar el contrato de cliente');
  });

  it('INV-56 somebody else’s customer is as good as none', async () => {
    const story = await trading();
    const desk = story.desk(pablo);
    await desk.says('/add-subscription tailwind');
    const answers = await Promise.all(['tailwind', 'nobody-at-all'].map(async (customer) => (await desk.speaker.clicks({ verb: 'show.addSubscription', data: { customer } })).text?.replace(customer, 'X')));
    expect([answers[0] === answers[1], answers[0]?.includes('GEN-06')]).toEqual([true, true]);
  });

  it('INV-44 ORD-10 a reseller does not order', async () => {
    const story = await trading();
    const desk = story.desk(carmen);
    const { card } = await desk.speaker.clicks({ verb: 'order.submit', data: { id: 'ORD-0000-0001', customer: 'tailwind', lines: 'INTUNE_P1=1', reseller: 'contoso', attest: 'true', started: '' } });
    expect([(await orders(story, contoso)).length, textOf(card).includes('ORD-10')]).toEqual([0, true]);
  });

  it.each(['/agregar-cliente', '/agregar-cliente norte', '/agregar-suscripción tailwind'])('INV-44 ORD-10 nor is a form given to one: %s', async (text) => {
    const desk = (await trading()).desk(carmen);
    await desk.says(text);
    expect([desk.reads().includes('(ORD-10)'), inputsOf(desk.card())]).toEqual([true, {}]);
    expect(buttonsOf(desk.card()).map(({ verb }) => verb).some((verb) => verb === 'show.askChange' || verb === 'show.customers')).toBe(true);
  });

  it('INV-52 INV-45 ORD-04 an MPN ID that is only reserved is no further reseller yet', async () => {
    const story = await trading();
    const { deps } = story.app;
    const european = { ...deps, rules: { ...deps.rules, order: { ...deps.rules.order, additionalResellers: true } } };
    const input = { lines: 'INTUNE_P1=1', reseller: contoso, attest: 'true', additional: ADATUMS, started: deps.clock() };
    const code = async () => (await foresee(european, { task: 'order', event: 'submit', tenant: tailwind, target: 'ORD-0000-0001', input, actor: { ...seller, tenant: norte }, correlation: 'c0ffee' }))?.code;
    await withAdatum(story);
    expect(await code()).toBeUndefined();
    await put(story, 'enrolment', enrolmentIn('UnderReview', { tenant: adatum }));
    expect(await code()).toBe('ORD-04');
  });

  it('WF-23 a long catalogue is shown in parts, and what was chosen stays on top', async () => {
    const story = await trading({}, offersNumbered(60));
    const desk = await opens(story);
    const seen = new Set<string>();
    for (let page = 0; page < 9; page++) {
      for (const name of Object.keys(inputsOf(desk.card()))) seen.add(name);
      if (!JSON.stringify(desk.card()).includes('Más ofertas')) break;
      const more = clickOn(desk, 'show.addSubscription');
      const { card } = await desk.presses('show.addSubscription', { skipped: String((page + 1) * 7), query: '' });
      expect([more.verb, card !== undefined]).toEqual(['show.addSubscription', true]);
    }
    expect([...seen].filter((name) => name.startsWith('quantity.')).length).toBe(60);
    await desk.presses('show.addSubscription', { 'query': 'offer', 'skipped': '0', 'quantity.O59': '3' });
    expect(Object.keys(inputsOf(desk.card())).find((name) => name.startsWith('quantity.'))).toBe('quantity.O59');
  });
});

describe('the list and the card', () => {
  const failed = orderIn('PartialSuccess', { tenant: tailwind, customerName: 'Tailwind Panaderías', provider: { id: norte, name: 'Distribuciones Norte' }, reseller: { id: contoso, name: 'Contoso Iberia', mpnId: '4567890' } });
  const stored = async (doc: Order): Promise<Story> => {
    const story = await trading();
    await put(story, 'order', doc);
    return story;
  };
  const shows = (who: typeof iker, story: Story) => story.desk(who).speaker.clicks({ verb: 'show.order', data: { id: failed.id, customer: 'tailwind' } });

  it('WF-29 INV-56 its provider and the credited reseller read it, each their side; no other partner does', async () => {
    const story = await stored(failed);
    const [provider, reseller] = [textOf((await shows(iker, story)).card), textOf((await shows(carmen, story)).card)];
    expect([provider.includes('Iker Zubia'), reseller.includes('Iker Zubia'), reseller.includes('Distribuciones Norte')]).toEqual([true, false, true]);
    expect([(await shows(pablo, story)).text?.includes('GEN-06'), (await shows(gala, story)).text?.includes('GEN-06')]).toEqual([true, true]);
    const { text } = await story.desk(pablo).speaker.clicks({ verb: 'order.cancel', data: { id: failed.id, rev: failed.rev, customer: 'tailwind' } });
    expect(text).toContain('GEN-06');
  });

  it('§4.7 what failed is ordered again with its offer, quantity and reseller filled in', async () => {
    const story = await stored(failed);
    const desk = story.desk(iker);
    const { card } = await desk.speaker.clicks({ verb: 'show.order', data: { id: failed.id, customer: 'tailwind' } });
    expect(textOf(card)).toContain('la oferta no está disponible');
    const again = clickOn({ ...desk, card: () => card }, 'show.addSubscription');
    const form = (await desk.speaker.clicks(again)).card;
    expect(inputsOf(form)).toMatchObject({ 'quantity.INTUNE_P1': '3', 'quantity.M365-BASIC': '', 'reseller': 'contoso' });
  });

  it('§4.7 is cancelled while Submitted, by its provider and nobody else; a second click shows that it was', async () => {
    const story = await stored({ ...failed, state: 'Submitted' });
    const click = { verb: 'order.cancel', data: { id: failed.id, rev: failed.rev, customer: 'tailwind' } };
    expect([verbsOn((await shows(iker, story)).card).includes('order.cancel'), verbsOn((await shows(carmen, story)).card).includes('order.cancel')]).toEqual([true, false]);
    const [reseller, first, second] = [await story.desk(carmen).speaker.clicks(click), await story.desk(iker).speaker.clicks(click), await story.desk(iker).speaker.clicks(click)];
    expect([reseller.text?.includes('GEN-06') || textOf(reseller.card).includes('GEN-06'), textOf(first.card).includes('se ha cancelado'), textOf(second.card).includes('Cancelado')]).toEqual([true, true, true]);
  });

  it('§4.7 INV-50 is cancelled while it is being set up: what is active stays, and its card leads there', async () => {
    const story = await stored({ ...failed, state: 'Pending', lines: failed.lines.map((line) => ({ ...line, outcome: 'open' })) });
    for (const id of ['SUB-7K3F-9QXD', 'SUB-7K3F-9QXE']) await put(story, 'subscription', { ...subscriptionIn('Pending', { id, order: failed.id, provider: failed.provider }), tenant: tailwind });
    await inner(story, 'subscription', 'provisioned', { tenant: tailwind, target: 'SUB-7K3F-9QXD', input: {} });
    const before = (await shows(iker, story)).card;
    expect([textOf(before).includes('cancela cada una'), verbsOn((await shows(carmen, story)).card).includes('order.cancel')]).toEqual([true, false]);
    const { card } = await story.desk(iker).speaker.clicks(clickOn({ ...story.desk(iker), card: () => before }, 'order.cancel'));
    expect([textOf(card).includes('El pedido se ha cancelado.'), textOf(card).includes('SUB-7K3F-9QXD · activa antes de cancelarse'), verbsOn(card).includes('show.subscriptions')]).toEqual([true, true, true]);
    await story.settle();
    expect((await subscriptionFacts(story.app.deps, tailwind)).map(({ id, state }) => [id, state])).toEqual([['SUB-7K3F-9QXD', 'Active'], ['SUB-7K3F-9QXE', 'Error']]);
  });

  it('WF-24 /order opens by number, by customer, and lists what several are found for', async () => {
    const story = await trading();
    for (const reseller of ['contoso', 'contoso']) await (await reviews(story, { reseller })).presses('order.submit', { attest: 'true' });
    await story.settle();
    const desk = story.desk(iker);
    const [{ id = '' } = {}] = await orders(story);
    await desk.says(`/pedido ${id.toLowerCase()}`);
    expect(desk.reads()).toContain('Completado');
    await desk.says('/pedido tailwind');
    expect(verbsOn(desk.card()).filter((verb) => verb === 'show.order')).toHaveLength(2);
    await desk.says('/pedidos nadie');
    expect(desk.reads()).toContain('No hay ningún pedido así');
    const reseller = story.desk(carmen);
    await reseller.says('/orders');
    expect(verbsOn(reseller.card()).filter((verb) => verb === 'show.order')).toHaveLength(2);
  });
});
