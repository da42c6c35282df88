/** A new customer with its first subscriptions, from the reseller's row to the password that is shown once (WF-23). */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { inputsOf } from '../../bot/local/desk.ts';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { customerOf } from '../../src/app/customers.ts';
import { newCustomerOf, ordersOf } from '../../src/app/orders.ts';
import { DomainTaken } from '../../src/app/ports.ts';
import { DAY, MINUTE } from '../../src/core/time.ts';
import { tenantNamed } from '../support/world.ts';
import { clickOn, ended, filled, norte, offersNumbered, opensForm, put, reviews, trading } from './orders.ts';
import { passwordOn } from './people.ts';
import type { Story } from './support.ts';
import { channel, input, verbsOn } from './walk.ts';
import { iker, irene } from './world.ts';

const SOL = tenantNamed('tenant-panaderiasol');
const made = async (story: Story): Promise<readonly string[]> => (await story.content()).filter(({ kind }) => ['newCustomer', 'customer', 'order', 'subscription', 'claim'].includes(kind)).map(({ kind, partition }) => `${kind} ${partition}`);
const orders = async (story: Story) => (await ordersOf(story.app.deps, norte, { search: '', after: undefined })).rows;

describe('the form', () => {
  it('WF-23 INV-42 goes from the reseller through three pages to the customer, with everything that was typed', async () => {
    const story = await trading();
    const desk = await opensForm(story);
    expect([input(desk.card(), 'reseller').value, input(desk.card(), 'country').value]).toEqual(['contoso', 'ES']);
    await desk.presses('show.addCustomerLines', filled);
    await desk.presses('show.addCustomerReview', { 'quantity.M365-BASIC': '10', 'quantity.M365.TRIAL:25': '25' });
    const review = desk.reads();
    for (const said of ['Panadería Sol', 'panaderiasol.onmicrosoft.com', 'Calle Mayor 5, 28013, Madrid · España', 'Contoso Iberia', '4567890', '10 × Microsoft 365 Business Basic', '25 × Microsoft 365 Business Trial', '1 de febrero de 2026']) expect(review).toContain(said);
    await desk.presses('newCustomer.submit', { attest: 'true' });
    expect(desk.reads()).toContain('admin@panaderiasol.onmicrosoft.com');
    expect(passwordOn(desk)).not.toBe('');
    await story.settle();
    expect(await orders(story)).toMatchObject([{ customer: SOL, state: 'Completed', reseller: 'Contoso Iberia', lines: 2 }]);
    expect(await customerOf(story.app.deps, SOL)).toMatchObject({ association: { reseller: 'contoso' }, agreement: { how: 'attested' } });
    await desk.presses('newCustomer.closed');
    expect(desk.reads()).toContain('La contraseña ya no se muestra');
    await desk.presses('show.orders');
    await desk.presses('show.order');
    expect(desk.reads()).toContain('Completado');
  });

  it('INV-42 WF-23 begins on the card of a reseller, with that reseller; by words that find several, with their list', async () => {
    const story = await trading();
    const desk = story.desk(iker);
    await desk.says('/revendedor contoso');
    await desk.presses('show.addCustomer');
    expect(input(desk.card(), 'reseller').value).toBe('contoso');
    await desk.says('/agregar-cliente');
    expect(input(desk.card(), 'reseller').value).toBe('');
    await desk.says('/agregar-cliente nadie');
    expect(desk.reads()).toContain('Ninguna compañía empieza así');
  });

  it('WF-23 sends no more inputs than a click may have, and loses none of them', async () => {
    const story = await trading({}, offersNumbered(30));
    const desk = await opensForm(story);
    await desk.presses('show.addCustomerLines', filled);
    const six = Object.fromEntries(Array.from({ length: 6 }, (_one, index) => [`quantity.O0${index}`, String(index + 1)]));
    await desk.presses('show.addCustomerLines', { ...six, query: '' });
    expect(Object.keys({ ...clickOn(desk, 'show.addCustomerLines').data, ...inputsOf(desk.card()) }).length).toBeLessThanOrEqual(38); // of 40, with two that only some clicks have
    await desk.presses('show.addCustomerReview', { 'quantity.O12': '9' });
    for (const said of ['1 × Offer 00', '6 × Offer 05', '9 × Offer 12', '1 de febrero de 2026']) expect(desk.reads()).toContain(said);
  });

  it('INV-41 stores nothing before Submit, whatever is pressed, and Cancel says so', async () => {
    const story = await trading();
    const before = await made(story);
    const desk = await reviews(story);
    await desk.presses('show.addCustomerLines');
    await desk.presses('show.addCustomer');
    await desk.presses('show.orderCancelled');
    expect([desk.reads().includes('No se ha guardado nada'), await made(story)]).toEqual([true, before]);
  });

  it('§4.7 keeps everything on the way back', async () => {
    const story = await trading();
    const desk = await reviews(story);
    await desk.presses('show.addCustomerLines');
    expect(inputsOf(desk.card())['quantity.M365-BASIC']).toBe('10');
    await desk.presses('show.addCustomerLines', { query: 'intune' });
    expect([inputsOf(desk.card())['quantity.M365-BASIC'], inputsOf(desk.card())['quantity.INTUNE_P1']]).toEqual(['10', '']);
    await desk.presses('show.addCustomer');
    for (const [name, value] of Object.entries(filled)) expect(input(desk.card(), name).value).toBe(value);
    await desk.presses('show.addCustomerLines');
    expect(inputsOf(desk.card())['quantity.M365-BASIC']).toBe('10');
  });

  it.each<[string, Record<string, string>, string, string]>([
    ['CUS-05 a domain with another suffix', { prefix: 'panaderiasol.com' }, 'prefix', 'siempre termina en .onmicrosoft.com'],
    ['CUS-05 a domain with what is no letter and no digit', { prefix: 'panadería-sol' }, 'prefix', 'letras de la a a la z'],
    ['CUS-05 a domain that somebody has', { prefix: 'panaderiasol' }, 'prefix', 'Ya es de otra compañía'],
    ['WF-35 an agreement of tomorrow', { agreedOn: '2026-03-02' }, 'agreedOn', 'Ese día aún no ha llegado'],
    ['CUS-08 INV-55 no registration number in Hungary', { country: 'HU', postalCode: '1051' }, 'registrationId', 'Hace falta'],
    ['CUS-09 INV-54 an address of Microsoft', { email: 'sol@microsoft.com' }, 'email', 'Indica una propia del cliente'],
    ['INV-42 no reseller, and not nobody either', { reseller: '' }, 'reseller', 'Hace falta'],
  ])('%s is said beside the field, and nothing typed is lost', async (title, typed, field, said) => {
    const story = await trading();
    if (title.includes('somebody has')) story.world.accounts.domainTaken = async () => true;
    const desk = await opensForm(story);
    await desk.presses('show.addCustomerLines', { ...filled, ...typed });
    expect(input(desk.card(), field).says).toContain(said);
    expect(input(desk.card(), 'company').value).toBe('Panadería Sol');
  });

  it('GEN-04 when the maker of accounts does not answer, page 1 stays with all that was typed', async () => {
    const story = await trading();
    story.world.accounts.domainTaken = async () => { throw new Error('down'); };
    const desk = await opensForm(story);
    await desk.presses('show.addCustomerLines', filled);
    expect([desk.reads().includes('GEN-04'), input(desk.card(), 'line1').value]).toEqual([true, 'Calle Mayor 5']);
  });

  it('INV-49 ORD-07 a quantity that can be meant in two ways is asked beside its offer', async () => {
    const story = await trading();
    const desk = await reviews(story, { lines: { 'quantity.M365-BASIC': '1.000', 'quantity.INTUNE_P1': '5' } });
    expect(desk.reads()).toContain('«1.000»');
    expect([inputsOf(desk.card())['quantity.INTUNE_P1'], verbsOn(desk.card()).includes('show.addCustomerReview')]).toEqual(['5', true]);
  });

  it('ORD-09 without the tick is not sent, and comes back as it was', async () => {
    const story = await trading();
    const desk = await reviews(story);
    await desk.presses('newCustomer.submit');
    expect([desk.reads().includes('ORD-09'), verbsOn(desk.card()).includes('newCustomer.submit'), (await orders(story)).length]).toEqual([true, true, 0]);
  });

  it('INV-19 INV-57 a partnership that ended meanwhile is told at Submit, and the form is still there', async () => {
    const story = await trading();
    const desk = await reviews(story);
    await put(story, 'partnership', { ...ended, id: 'norte' });
    await desk.presses('newCustomer.submit', { attest: 'true' });
    expect([desk.reads().includes('ORD-02'), input(desk.card(), 'company').value]).toEqual([true, 'Panadería Sol']);
  });

  it('INV-57 GEN-01 a person who lost the role in between is refused, and nothing happens', async () => {
    const story = await trading();
    const desk = await reviews(story);
    story.world.change(iker, { roles: { agent: 'notAnAgent', admin: 'notAnAdmin' } });
    const { text } = await desk.presses('newCustomer.submit', { attest: 'true' });
    expect([text?.includes('GEN-01'), (await story.content()).some(({ kind }) => kind === 'newCustomer')]).toEqual([true, false]);
  });

  it('§4.7 a form of last week is refused kindly, kept, and can be sent', async () => {
    const story = await trading();
    const desk = await reviews(story);
    await story.passes(8 * DAY);
    await desk.presses('newCustomer.submit', { attest: 'true' });
    expect(desk.reads()).toContain('más de 7 días');
    await desk.presses('newCustomer.submit', { attest: 'true' });
    expect(passwordOn(desk)).not.toBe('');
  });
});

describe('submitted', () => {
  it('INV-43 twice is one order, one customer, one disclosure', async () => {
    const story = await trading();
    const desk = await reviews(story);
    const click = clickOn(desk, 'newCustomer.submit');
    const data = { ...click.data, ...inputsOf(desk.card()), attest: 'true' };
    const answers = await Promise.all([desk.speaker.clicks({ ...click, data }), desk.speaker.clicks({ ...click, data })]);
    answers.push(await desk.speaker.clicks({ ...click, data: { ...data, company: 'Otra' } }));
    await story.settle();
    expect(answers.map(({ card }) => textOf(card)).filter((text) => text.includes('copia esto ahora'))).toHaveLength(1);
    expect([(await orders(story)).length, (await story.content()).filter(({ kind }) => kind === 'newCustomer').length]).toEqual([1, 1]);
  });

  it('INV-06 the password is in no document, log or file, and leaves the screen after five minutes', async () => {
    const story = await trading();
    const desk = await reviews(story);
    await desk.presses('newCustomer.submit', { attest: 'true' });
    const password = passwordOn(desk);
    await story.passes(6 * MINUTE);
    const everything = `${JSON.stringify(await story.content())}${JSON.stringify(story.logs)}${JSON.stringify(story.mails)}${await readFile(join(story.folder, 'created-tenants.json'), 'utf8')}`;
    expect([everything.includes('panaderiasol'), everything.includes(password)]).toEqual([true, false]);
    desk.looks();
    expect(desk.reads()).toContain('La contraseña ya no se muestra');
  });

  it('INV-43 cut off after the account was made goes on with it, and shows a password that nobody has seen', async () => {
    const story = await trading();
    const { createTenant } = story.world.accounts;
    story.world.accounts.createTenant = async (request) => {
      await createTenant(request);
      throw new Error('The answer was lost');
    };
    const desk = await reviews(story);
    await desk.presses('newCustomer.submit', { attest: 'true' });
    expect([desk.reads().includes('todavía no se ha creado'), passwordOn(desk)]).toEqual([true, '']);
    story.world.accounts.createTenant = createTenant;
    await desk.says('/pedidos');
    await desk.presses('show.addCustomer'); // the row of the one that is not finished
    await desk.presses('newCustomer.retry');
    expect(passwordOn(desk)).not.toBe('');
    await story.settle();
    expect([(await orders(story)).length, (await story.content()).filter(({ kind }) => kind === 'customer').length]).toEqual([1, 2]);
  });

  it('can be dropped while the account is not made, and the domain is free again', async () => {
    const story = await trading();
    const { createTenant } = story.world.accounts;
    story.world.accounts.createTenant = async () => { throw new Error('down'); };
    const desk = await reviews(story);
    await desk.presses('newCustomer.submit', { attest: 'true' });
    await desk.presses('newCustomer.drop');
    expect([desk.reads().includes('no se ha creado'), (await story.content()).some(({ kind }) => kind === 'newCustomer')]).toEqual([true, false]);
    story.world.accounts.createTenant = createTenant;
    const again = await reviews(story);
    await again.presses('newCustomer.submit', { attest: 'true' });
    expect(passwordOn(again)).not.toBe('');
  });

  it('CUS-05 a domain that was taken at the last moment brings the form back, with all that was typed', async () => {
    const story = await trading();
    story.world.accounts.createTenant = async ({ domain }) => { throw new DomainTaken(domain); };
    const desk = await reviews(story);
    await desk.presses('newCustomer.submit', { attest: 'true' });
    expect(input(desk.card(), 'prefix').says).toContain('Ya es de otra compañía');
    for (const name of ['company', 'line1', 'email', 'signerEmail', 'agreedOn', 'reseller']) expect(input(desk.card(), name).value).toBe(filled[name as keyof typeof filled]); // names of the form
    await desk.presses('show.addCustomerLines', { prefix: 'panaderiasolbis' });
    expect(inputsOf(desk.card())['quantity.M365-BASIC']).toBe('10');
  });

  it('INV-06 in a channel is gone on with in the own chat', async () => {
    const story = await trading();
    const desk = await reviews(story);
    const { data } = clickOn(desk, 'newCustomer.submit');
    const there = story.desk(iker, channel);
    const { text, card } = await there.speaker.clicks({ verb: 'newCustomer.submit', data: { ...data, ...inputsOf(desk.card()), attest: 'true' } });
    expect([text?.length === 0, passwordOn(desk), card === undefined]).toEqual([false, '', true]);
    desk.looks();
    await desk.presses('newCustomer.retry');
    expect(passwordOn(desk)).not.toBe('');
  });

  it('INV-64 a colleague who looks at it sees no password', async () => {
    const story = await trading();
    const desk = await reviews(story);
    const { data } = clickOn(desk, 'newCustomer.submit');
    await desk.presses('newCustomer.submit', { attest: 'true' });
    const other = story.desk(irene);
    const { card } = await other.speaker.clicks({ verb: 'newCustomer.submit', data: { ...data, attest: 'true' } });
    expect(textOf(card)).toContain('The password is no longer shown');
    expect((await newCustomerOf(story.app.deps, norte, String(data['id'])))?.disclosure?.to).toBe('iker');
  });
});
