/** An address that the checker does not know as it was typed: asked back on the same form, chosen, kept or corrected, and what reviewers see of it (§6.3). */

import { describe, expect, it } from '@jest/globals';
import { addressesOf } from '../../bot/local/addressesFile.ts';
import type { Desk } from '../../bot/local/desk.ts';
import { newCustomerOf } from '../../src/app/orders.ts';
import { filled, norte, opensForm, trading } from './orders.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { confirms, contoso, enrolmentIn, input, reviewers, walk } from './walk.ts';

const madrid = addressesOf([
  { country: 'ES', postalCode: '28013', city: 'Madrid', state: undefined, streets: ['Calle Mayor', 'Calle del Arenal'] },
]);

async function inMadrid(open: () => Promise<Story>): Promise<Story> {
  const story = await open();
  story.world.addresses.check = madrid.check;
  return story;
}

type Choice = { readonly title: string; readonly value: string };
function choicesOn(desk: Desk): readonly Choice[] {
  const body = (desk.card()?.body ?? []) as readonly { readonly id?: string; readonly choices?: readonly Choice[] }[]; // elements of a card
  return body.find(({ id }) => id === 'addressChoice')?.choices ?? [];
}
const chosen = (desk: Desk, title: string): string => choicesOn(desk).find((choice) => choice.title === title)?.value ?? '';

describe('§6.3 the address of the company', () => {
  it('is asked back with suggestions, nothing typed is lost, and the chosen one goes on', async () => {
    const story = await inMadrid(openStory);
    const desk = await walk(story, contoso, 'LegalProfile');
    await desk.presses('enrolment.saveLegal', { ...contoso.legal, addressLine1: 'c/ mayor 1', addressLine2: 'Piso 3' });
    expect(desk.reads()).toContain('Esta dirección se conoce escrita de otra forma');
    expect([input(desk.card(), 'addressLine1').value, input(desk.card(), 'addressLine2').value, input(desk.card(), 'companyName').value]).toEqual(['c/ mayor 1', 'Piso 3', 'Contoso Iberia, S.A.']);
    expect(choicesOn(desk).map(({ title }) => title)).toEqual(['Calle Mayor 1, Piso 3, 28013, Madrid', 'Tal como está escrita ahora: c/ mayor 1, Piso 3, 28013, Madrid']);
    await desk.presses('enrolment.saveLegal', { addressChoice: chosen(desk, 'Calle Mayor 1, Piso 3, 28013, Madrid') });
    expect(desk.reads()).toContain('Contacto principal');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ form: { addressLine1: 'Calle Mayor 1', addressLine2: 'Piso 3' }, addressCheck: { result: 'InteractionRequired', taken: 'suggestion' } });
  });

  it('is not what a forged choice says, and a choice for other words is asked again', async () => {
    const story = await inMadrid(openStory);
    const desk = await walk(story, contoso, 'LegalProfile');
    await desk.presses('enrolment.saveLegal', { ...contoso.legal, addressLine1: 'Calle Mayr 1' });
    for (const addressChoice of ['1', 'typed', 'x'.repeat(17), 'Calle Falsa 123']) {
      await desk.presses('enrolment.saveLegal', { addressChoice });
      expect(desk.reads()).toContain('(GEN-05)');
    }
    await desk.presses('enrolment.saveLegal', {});
    await desk.presses('enrolment.saveLegal', { addressLine1: 'Calle Arenal 9', addressChoice: chosen(desk, 'Calle Mayor 1, 28013, Madrid') });
    expect(choicesOn(desk)[0]?.title).toBe('Calle del Arenal 9, 28013, Madrid');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'LegalProfile' });
    await desk.presses('enrolment.saveLegal', { addressLine1: 'Calle Mayor 1' });
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'PrimaryContact', addressCheck: { result: 'Verified', taken: 'typed' } });
  });

  it('that is nowhere is refused beside its line', async () => {
    const story = await inMadrid(openStory);
    const desk = await walk(story, contoso, 'LegalProfile');
    await desk.presses('enrolment.saveLegal', { ...contoso.legal, addressLine1: 'Calle Falsa 1', city: 'Bilbao' });
    expect([input(desk.card(), 'addressLine1').says, choicesOn(desk)]).toEqual([expect.stringContaining('no existe'), []]);
  });

  it('that was kept as typed is looked at by the person once more, and by the reviewers', async () => {
    const story = await inMadrid(openStory);
    const admin = await reviewers(story);
    const desk = await walk(story, contoso, 'LegalProfile');
    await desk.presses('enrolment.saveLegal', { ...contoso.legal, addressLine1: 'Calle Nueva 1' });
    await desk.presses('enrolment.saveLegal', { addressChoice: choicesOn(desk).at(-1)?.value ?? '' });
    await desk.presses('enrolment.saveContact', contoso.contact);
    await desk.presses('enrolment.saveSupport', contoso.support);
    expect(desk.reads()).toContain('La calle no se conoce en ese código postal');
    await desk.presses('enrolment.editLegal');
    await desk.presses('enrolment.saveLegal');
    expect(desk.reads()).toContain('Calle Nueva 1');
    await desk.presses('enrolment.enrolNow');
    await story.settle();
    await confirms(story, contoso);
    admin.looks();
    expect(admin.reads()).toContain('The street is not known at that postal code. The address was kept as written.');
  });

  it('a checker that fails keeps nobody waiting', async () => {
    const story = await openStory();
    story.world.addresses.check = async () => { throw new Error('down'); };
    const desk = await walk(story, contoso, 'Confirmation');
    expect(desk.reads()).toContain('No se ha podido comprobar');
    expect(story.logs.filter(({ level }) => level === 'warn').map(({ message }) => message)).toContain('a service outside failed');
  });
});

describe('§6.3 WF-23 the address of a new customer', () => {
  it('is asked back on page 1, and what was chosen stands in the review and in the order', async () => {
    const story = await inMadrid(trading);
    const desk = await opensForm(story);
    await desk.presses('show.addCustomerLines', { ...filled, line1: 'Calle Mayr 5' });
    expect([desk.reads().includes('(CUS-07)'), input(desk.card(), 'line1').value, input(desk.card(), 'company').value]).toEqual([true, 'Calle Mayr 5', 'Panadería Sol']);
    await desk.presses('show.addCustomerLines', { addressChoice: chosen(desk, 'Calle Mayor 5, 28013, Madrid') });
    await desk.presses('show.addCustomerReview', { 'quantity.M365-BASIC': '10' });
    expect([desk.reads().includes('Calle Mayor 5, 28013, Madrid · España'), desk.reads().includes('Comprobación de la dirección')]).toEqual([true, false]);
    const number = await submitted(desk);
    expect(await newCustomerOf(story.app.deps, norte, number)).toMatchObject({ profile: { line1: 'Calle Mayor 5' }, addressCheck: { result: 'Verified' } });
  });

  it('that was kept is not asked about again on the way to Submit, and the review says so once', async () => {
    const story = await inMadrid(trading);
    const desk = await opensForm(story);
    await desk.presses('show.addCustomerLines', { ...filled, line1: 'Calle Nueva 5' });
    await desk.presses('show.addCustomerLines', { addressChoice: choicesOn(desk).at(-1)?.value ?? '' });
    await desk.presses('show.addCustomer');
    await desk.presses('show.addCustomerLines');
    await desk.presses('show.addCustomerReview', { 'quantity.M365-BASIC': '10' });
    expect(desk.reads()).toContain('La calle no se conoce en ese código postal');
    const number = await submitted(desk);
    expect(await newCustomerOf(story.app.deps, norte, number)).toMatchObject({ profile: { line1: 'Calle Nueva 5' }, addressCheck: { result: 'StreetPartial', taken: 'typed' } });
  });

  it('CUS-07 changed on the way to Submit, it is asked about there', async () => {
    const story = await inMadrid(trading);
    const desk = await opensForm(story);
    await desk.presses('show.addCustomerLines', filled);
    await desk.presses('show.addCustomerReview', { 'quantity.M365-BASIC': '10' });
    await desk.presses('newCustomer.submit', { attest: 'true', line1: 'Calle Falsa 5', city: 'Bilbao' });
    expect(input(desk.card(), 'line1')).toMatchObject({ value: 'Calle Falsa 5', says: expect.stringContaining('no existe') });
  });
});

/** Submits the order. @returns its number. */
async function submitted(desk: Desk): Promise<string> {
  const number = /ORD-\w{4}-\w{4}/.exec(desk.reads())?.[0] ?? '';
  await desk.presses('newCustomer.submit', { attest: 'true' });
  return number;
}
