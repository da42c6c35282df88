/** §6.5 at the real door: what a provider whose account is in the sandbox can order, and how many multi-geo add-ons a customer needs. */

import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import { inputsOf } from '../../bot/local/desk.ts';
import { subscriptionFacts } from '../../src/app/subscriptions.ts';
import type { Offer } from '../../src/core/offer.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { basic, intune } from '../support/orders.ts';
import { offered } from '../support/offers.ts';
import { standard } from '../support/subscriptions.ts';
import { sells, sold, wrote } from './links.ts';
import { norte, tailwind, trading } from './orders.ts';
import type { Story } from './support.ts';
import { input } from './walk.ts';
import { irene } from './world.ts';

const geo: Offer = offered('GEO', { name: 'Multi-Geo', office365: true, addOn: 'multiGeo' });

/** Norte's account, as the directory says from now on. */
function inSandbox(story: Story): Story {
  const { directory } = story.world;
  const tenant = directory.tenant.bind(directory);
  directory.tenant = async (id) => {
    const found = await tenant(id);
    return found && { ...found, sandbox: id === norte };
  };
  return story;
}

/** In front of the first page, for Tailwind. */
const opens = async (story: Story): Promise<Desk> => await wrote(story, irene, '/add-subscription tailwind');
const quantities = async (story: Story) => (await subscriptionFacts(story.app.deps, tailwind)).map(({ name, quantity }) => [name, quantity]);
const labels = (desk: Desk): string => JSON.stringify(desk.card());

describe('§6.5 a provider in the sandbox', () => {
  it('reads its own limits on the form, hears of them beside the offer, and orders up to them', async () => {
    const story = inSandbox(await trading());
    const desk = await opens(story);
    expect(labels(desk)).toContain('Microsoft Intune Plan 1 · 1 to 25');
    await desk.presses('show.orderReview', { 'quantity.INTUNE_P1': '26', reseller: 'contoso' });
    expect(desk.reads()).toMatch(/in the sandbox, where a subscription has at most 25 licences.*\(ORD-07\)/s);
    expect(desk.reads()).toContain('In the sandbox a subscription has at most 25 licences.');
    expect(inputsOf(desk.card())['quantity.INTUNE_P1']).toBe('26');
    await desk.presses('show.orderReview', { 'quantity.INTUNE_P1': '25' });
    await desk.presses('order.submit', { attest: 'true' });
    await story.settle();
    expect(await quantities(story)).toEqual([['Microsoft Intune Plan 1', 25]]);
  });

  it('has five subscriptions of a customer', async () => {
    const story = inSandbox(await trading());
    for (let number = 1; number <= 5; number++) await sells(story, { id: `SUB-0000-000${number}`, offer: standard });
    const desk = await opens(story);
    await desk.presses('show.orderReview', { 'quantity.INTUNE_P1': '1', reseller: 'contoso' });
    expect(desk.reads()).toMatch(/at most 5 of its subscriptions.*\(ORD-07\)/s);
  });

  it('adds no licences beyond, and says so with what was typed', async () => {
    const story = inSandbox(await trading());
    await sells(story, { offer: standard });
    const desk = await wrote(story, irene, '/licences tailwind 26');
    expect(desk.reads()).toContain('allows 1 to 25');
    await desk.presses('subscription.changeQuantity');
    expect(desk.reads()).toContain('(ORD-07)');
    expect(input(desk.card(), 'quantity').value).toBe('26');
    await desk.presses('subscription.changeQuantity', { quantity: '25' });
    expect((await sold(story)).quantity).toBe(25);
  });
});

describe('§6.5 a multi-geo add-on', () => {
  it('is ordered in proportion to the base seats, and not taken below', async () => {
    const story = await trading({}, [basic, intune, geo]);
    await sells(story, { offer: { ...standard, office365: true }, quantity: 100 });
    const desk = await opens(story);
    await desk.presses('show.orderReview', { 'quantity.GEO': '4', reseller: 'contoso' });
    expect(desk.reads()).toMatch(/at least 5: 5% of the customer’s Office 365 licences.*\(ORD-07\)/s);
    expect(inputsOf(desk.card())['quantity.GEO']).toBe('4');
    await desk.presses('show.orderReview', { 'quantity.GEO': '8' });
    await desk.presses('order.submit', { attest: 'true' });
    await story.settle();
    expect(await quantities(story)).toContainEqual(['Multi-Geo', 8]);

    const fewer = await wrote(story, irene, '/licences tailwind multi 4');
    expect(fewer.reads()).toContain('taken back down to 5');
    await fewer.presses('subscription.changeQuantity');
    expect(fewer.reads()).toMatch(/at least 5: 5% of.*\(ORD-07\)/s);
    await fewer.presses('subscription.changeQuantity', { quantity: '5' });
    expect(await quantities(story)).toContainEqual(['Multi-Geo', 5]);
  });

  it('stays as it is when base seats are added; then it only grows', async () => {
    const story = await trading({}, [basic, intune, geo]);
    await sells(story, { offer: { ...standard, office365: true }, quantity: 100 });
    await sells(story, { id: 'SUB-0000-0002', offer: geo, quantity: 5, batches: [{ quantity: 5, at: plus(story.clock(), -DAY) }] });
    const desk = await wrote(story, irene, '/licences tailwind business 300');
    await desk.presses('subscription.changeQuantity');
    expect((await sold(story)).quantity).toBe(300);
    const more = await wrote(story, irene, '/licences tailwind multi 6');
    await more.presses('subscription.changeQuantity');
    expect(await quantities(story)).toContainEqual(['Multi-Geo', 6]);
  });
});
