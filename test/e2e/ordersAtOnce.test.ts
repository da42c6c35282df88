/** Two people, two devices or two instances of the bot at the same moment, over one order: one of them does it, and the other one sees what was done (INV-43). */

import { describe, expect, it } from '@jest/globals';
import { inputsOf } from '../../bot/local/desk.ts';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { relationshipOf } from '../../src/app/customers.ts';
import { newCustomerOf, ordersOf } from '../../src/app/orders.ts';
import { perform } from '../../src/app/perform.ts';
import { personActor } from '../../src/app/people.ts';
import type { Command } from '../../src/app/command.ts';
import type { NewCredentials } from '../../src/app/ports.ts';
import { attestations } from '../../src/tasks/attestations.ts';
import { personNamed } from '../support/world.ts';
import { clickOn, contoso, norte, reviews, tailwind, trading } from './orders.ts';
import { passwordOn } from './people.ts';
import type { Story } from './support.ts';
import { iker, irene } from './world.ts';

const orders = async (story: Story) => (await ordersOf(story.app.deps, norte, { search: '', after: undefined })).rows;

async function actorOf(story: Story, { id }: { readonly id: string }) {
  const actor = await personActor(story.app.deps, { tenant: norte, id: personNamed(id), language: 'es' });
  if (!actor) throw new Error(`Nobody is called ${id}`);
  return actor;
}

const typed = { lines: 'INTUNE_P1=5', reseller: contoso, attest: 'true', additional: '' };
const submitting = (story: Story, more: Partial<Command>) =>
  ({ task: 'order', event: 'submit', tenant: tailwind, target: 'ORD-0000-0001', input: { ...typed, started: story.clock() }, commandId: 'once', correlation: 'c0ffee', ...more }) as Command;

describe('a new customer whose account takes long', () => {
  it('INV-43 INV-06 and is asked for again meanwhile: the one password that is shown is the one that is good', async () => {
    const story = await trading();
    const { accounts } = story.world;
    const { createTenant, resetPassword } = accounts;
    const made: NewCredentials[] = [];
    const [isMade, isReset, wasAnswered] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    accounts.createTenant = async (request) => {
      const first = await createTenant(request); // throws for whoever comes second
      made.push(first);
      isMade.resolve(undefined);
      await isReset.promise;
      return first;
    };
    accounts.resetPassword = async (tenant, person) => {
      const again = await resetPassword(tenant, person);
      made.push(again);
      isReset.resolve(undefined);
      await wasAnswered.promise;
      return again;
    };
    const slow = await reviews(story);
    const pressed = slow.presses('newCustomer.submit', { attest: 'true' });
    await isMade.promise;
    const quick = story.desk(irene);
    await quick.says('/orders');
    await quick.presses('show.addCustomer');
    const retried = quick.presses('newCustomer.retry');
    await pressed;
    wasAnswered.resolve(undefined);
    await retried;
    await story.settle();
    expect(made).toHaveLength(2);
    expect([passwordOn(quick), passwordOn(slow)]).toEqual([made.at(-1)?.temporaryPassword, '']);
    const [row] = await orders(story);
    expect((await newCustomerOf(story.app.deps, norte, row?.id ?? ''))?.disclosure?.to).toBe(irene.id);
  });

  it('INV-43 submitted by two people from one form, on two instances, is one order, one customer and one disclosure', async () => {
    const story = await trading();
    const desk = await reviews(story);
    const click = clickOn(desk, 'newCustomer.submit');
    const data = { ...click.data, ...inputsOf(desk.card()), attest: 'true' };
    const answers = await Promise.all([story.desk(iker), story.desk(irene)].map(async ({ speaker }) => await speaker.clicks({ ...click, data })));
    await story.settle();
    expect(answers.filter(({ card }) => /copia esto ahora|copy this now/i.test(textOf(card)))).toHaveLength(1);
    expect([(await orders(story)).length, (await story.content()).filter(({ kind }) => kind === 'customer').length]).toEqual([1, 2]);
  });
});

describe('an order', () => {
  it('INV-43 submitted by two people from one form, on two instances, is one', async () => {
    const story = await trading();
    const other = await story.another();
    const [one, two] = [await actorOf(story, iker), await actorOf(story, irene)];
    const done = await Promise.all([perform(story.app.deps, submitting(story, { actor: one })), perform(other.deps, submitting(story, { actor: two, commandId: 'twice' }))]);
    await Promise.all([story.settle(), other.pump.idle()]);
    expect(done.map(({ kind }) => kind).toSorted()).toEqual(['done', 'refused']);
    expect((await orders(story)).map(({ state }) => state)).toEqual(['Completed']);
    expect((await story.content()).filter(({ kind }) => kind === 'subscription')).toHaveLength(1);
  });

  it('INV-18 INV-36 and the removal of its relationship: whatever comes first, an order that went through had a relationship when it was written', async () => {
    const story = await trading();
    const other = await story.another();
    const actor = { ...await actorOf(story, iker), roles: { agent: 'adminAgent', admin: 'notAnAdmin' } } as const;
    const removal = { task: 'relationship', event: 'remove', tenant: tailwind, target: norte, commandId: 'removal', actor, correlation: 'c0ffee', input: Object.fromEntries(attestations.map((name) => [name, 'true'])) } as const;
    // The removal is committed after the order has read the relationship, and before it is written.
    let isFirst = true;
    story.trouble.commit = async (writes) => {
      if (!isFirst || !writes.some((write) => write.op === 'create' && write.doc.kind === 'order')) return;
      isFirst = false;
      expect((await perform(other.deps, removal)).kind).toBe('done');
    };
    const done = await perform(story.app.deps, submitting(story, { actor }));
    expect([done.kind, done.kind === 'refused' && done.error.code]).toEqual(['refused', 'ORD-01']);
    expect([(await relationshipOf(story.app.deps, tailwind, norte))?.state, await orders(story)]).toEqual(['Removed', []]);
  });
});
