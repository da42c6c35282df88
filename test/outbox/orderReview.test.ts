/** The review of an order between the bot and commerce: asked again for as long as it takes, given its purchase order, passed, rejected or cancelled; each row delivered twice, late, or after a fault (§4.7, 2023). */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { lists } from '../../src/app/homes.ts';
import { orderOf } from '../../src/app/orders.ts';
import { perform } from '../../src/app/perform.ts';
import type { OrderReview } from '../../src/app/ports.ts';
import { subscriptionOf } from '../../src/app/subscriptions.ts';
import { DAY, HOUR, MINUTE, SECOND, plus } from '../../src/core/time.ts';
import type { Order } from '../../src/tasks/orderDoc.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { eachWorld, given } from '../support/deps.ts';
import { orderIn } from '../support/orders.ts';
import { iker } from '../support/partners.ts';
import { NOW, adventure, norte } from '../support/world.ts';
import type { Instance } from './support.ts';
import { instanceOf, listIn, passes, reachable } from './support.ts';

const world = eachWorld();
const id = 'ORD-7K3F-9QXD';
const [first, second] = ['SUB-7K3F-9QXD', 'SUB-7K3F-9QXE'];

let outbox: Instance;
let answer: OrderReview | Error = { review: 'inReview' };
let heard: string[] = [];
let questions = 0;

beforeEach(() => {
  [answer, heard, questions] = [{ review: 'inReview' }, [], 0];
  const { deps } = world();
  outbox = instanceOf({ ...world(), deps: { ...deps, commerce: {
    ...deps.commerce,
    place: async () => ({ accepted: true, review: true }),
    reviewOf: async () => {
      questions += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    purchaseOrder: async (order, { number, document }) => { heard.push(`${order.id} ${number} ${document}`); },
    withdraw: async (order) => { heard.push(`withdrawn ${order.id}`); },
    provision: async (_order, subscription) => { heard.push(`provision ${subscription}`); return { provisioned: true }; },
  } } });
});

const order = async (): Promise<Order | undefined> => await orderOf(world().deps, adventure.id, id);
const state = async () => (await order())?.state;
const subscriptions = async () => await Promise.all([first, second].map(async (target) => (await subscriptionOf(world().deps, adventure.id, target))?.state));
const commands = async (event: string, input: Record<string, string> = {}) =>
  await perform(outbox.deps, { task: 'order', event, tenant: adventure.id, target: id, input, actor: iker, commandId: event, correlation: 'c0ffee' });
const gives = async (event: string, input: Record<string, string> = {}): Promise<void> => {
  await commands(event, input);
  await outbox.pump.idle();
};

async function placed(): Promise<void> {
  await given(world(), 'order', orderIn('Submitted'));
  await outbox.owes(adventure.id, outgoing('orderPlace', { order: id }));
}
async function askedForPurchaseOrder(): Promise<void> {
  await placed();
  answer = { review: 'purchaseOrderNeeded' };
  await passes(world(), outbox, MINUTE);
}

describe('a review', () => {
  it('§4.7 begins with the order’s acceptance: its subscriptions wait, and nothing is provisioned', async () => {
    await placed();
    expect([await state(), await subscriptions(), heard, questions]).toEqual(['PendingReview', ['Pending', 'Pending'], [], 0]);
  });

  it('INV-43 §4.7 that is over leads to what was ordered, once', async () => {
    await placed();
    answer = { review: 'released' };
    await passes(world(), outbox, MINUTE);
    await outbox.owes(adventure.id, outgoing('orderReview', { order: id, state: 'PendingReview' }), 'again');
    expect([await state(), await subscriptions(), heard, questions]).toEqual(['Completed', ['Active', 'Active'], [`provision ${first}`, `provision ${second}`], 1]);
  });

  it('is asked about more rarely the longer it takes: a minute after it began, then after as long again, at most an hour', async () => {
    await placed();
    const asked: number[] = [];
    for (let minute = 1; minute <= 300; minute++) {
      const before = questions;
      await passes(world(), outbox, MINUTE);
      if (questions > before) asked.push(minute);
    }
    expect(asked).toEqual([1, 2, 4, 8, 16, 32, 64, 124, 184, 244]);
  });

  it('may take weeks: no row of it is ever given up or looks as if something were wrong, also when a question fails then', async () => {
    await placed();
    for (let day = 0; day < 40; day++) for (let hour = 0; hour < 24; hour++) await passes(world(), outbox, HOUR);
    const before = questions;
    answer = new Error('Commerce is down');
    await passes(world(), outbox, HOUR);
    answer = { review: 'released' };
    await passes(world(), outbox, 2 * SECOND);
    expect([before > 900, await state(), (await listIn(world().deps, adventure.id, lists.dead)).length]).toEqual([true, 'Completed', 0]);
  });

  it('asks one question after the other, also when one is delivered twice', async () => {
    const owed = async () => (await world().deps.store.due('outbox', plus(NOW, DAY), 50)).filter(({ body }) => body['kind'] === 'orderReview');
    await placed();
    const [row] = await owed();
    if (row) outbox.pump.nudge([row, row]);
    await outbox.pump.idle();
    expect([questions, (await owed()).length]).toEqual([2, 1]);
  });
});

describe('the purchase order', () => {
  it('§11 item 5 is asked for in the chat of who submitted the order, in their own home, once', async () => {
    const conversation = await reachable(world().deps, norte.id, iker.id);
    await askedForPurchaseOrder();
    for (const days of [1, 2]) await passes(world(), outbox, days * DAY);
    expect([await state(), outbox.said.map((said) => said.conversation)]).toEqual(['PendingPoUpload', [conversation]]);
    expect(outbox.said[0]?.text).toMatch(/Pedido para adventure · Falta la orden de compra[\s\S]*Hasta que indiques su número[\s\S]*Pide el número al cliente/);
  });

  it('§4.7 is handed over at once, and the order goes on when it was found good', async () => {
    await askedForPurchaseOrder();
    await gives('purchaseOrderGiven', { number: 'PO 17', document: 'https://adventure.example/po' });
    expect([await state(), heard]).toEqual(['PoUploadComplete', [`${id} PO 17 https://adventure.example/po`]]);
    answer = { review: 'inReview' };
    await passes(world(), outbox, MINUTE);
    expect(await state()).toBe('PoUploadComplete');
    answer = { review: 'released' };
    await passes(world(), outbox, MINUTE);
    expect([await state(), await subscriptions()]).toEqual(['Completed', ['Active', 'Active']]);
  });

  it('that commerce has not got is handed over again', async () => {
    await askedForPurchaseOrder();
    await gives('purchaseOrderGiven', { number: 'PO 17', document: '' });
    await passes(world(), outbox, MINUTE);
    expect([await state(), heard]).toEqual(['PoUploadComplete', [`${id} PO 17 `, `${id} PO 17 `]]);
  });

  it('is handed over after a fault', async () => {
    await askedForPurchaseOrder();
    answer = new Error('Commerce is down');
    await gives('purchaseOrderGiven', { number: 'PO 17', document: '' });
    answer = { review: 'purchaseOrderNeeded' };
    await passes(world(), outbox, 2 * SECOND);
    expect(heard).toEqual([`${id} PO 17 `]);
  });
});

describe('what does not go on', () => {
  it('§4.7 rejected, its subscriptions fail with the reason, and who submitted it is told', async () => {
    await reachable(world().deps, norte.id, iker.id);
    await placed();
    answer = { review: 'rejected', reason: 'no\nsuch company' };
    await passes(world(), outbox, MINUTE);
    expect([await state(), (await order())?.refusal, await subscriptions(), heard]).toEqual(['PoReviewRejected', 'no such company', ['Error', 'Error'], []]);
    expect((await subscriptionOf(world().deps, adventure.id, first))?.trouble).toBe('no such company');
    expect(outbox.said.map(({ text }) => text.includes('Rechazado en la revisión'))).toEqual([true]);
  });

  it.each([['in its review', placed], ['before its purchase order is given', askedForPurchaseOrder]])('§4.7 cancelled %s, commerce is told, no subscription waits any longer, and nobody asks again', async (_when, begins) => {
    await begins();
    const before = questions;
    await gives('cancel');
    await outbox.owes(adventure.id, outgoing('orderVoid', { order: id }), 'again');
    answer = { review: 'released' };
    await passes(world(), outbox, DAY);
    expect([await state(), await subscriptions(), heard, questions - before]).toEqual(['Cancelled', ['Error', 'Error'], [`withdrawn ${id}`, `withdrawn ${id}`], 0]);
  });

  it('that was cancelled while it was placed is withdrawn again, and has no subscriptions', async () => {
    await given(world(), 'order', orderIn('Submitted'));
    world().meanwhile.push(async () => {}, async () => await commands('cancel')); // first, the row is stored
    await outbox.owes(adventure.id, outgoing('orderPlace', { order: id }));
    expect([await state(), await subscriptions(), heard]).toEqual(['Cancelled', [undefined, undefined], [`withdrawn ${id}`]]);
  });

  it('that was cancelled while it was asked about stays cancelled', async () => {
    await placed();
    answer = { review: 'released' };
    world().meanwhile.push(async () => {}, async () => await commands('cancel')); // first, the row is claimed
    await passes(world(), outbox, MINUTE);
    expect([await state(), heard]).toEqual(['Cancelled', [`withdrawn ${id}`]]);
  });
});
