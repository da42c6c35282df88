/** A reseller asks its provider for a change and sees what became of it (WF-25), at the real door. */

import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import { inputsOf } from '../../bot/local/desk.ts';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { changesOf } from '../../src/app/changes.ts';
import { perform } from '../../src/app/perform.ts';
import { standard } from '../support/subscriptions.ts';
import { cast } from '../support/world.ts';
import { changes, sells, sold, wrote } from './links.ts';
import { contoso, ended, norte, put, tailwind, trading } from './orders.ts';
import type { Story } from './support.ts';
import { input, verbsOn } from './walk.ts';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { carmen, diego, iker, ines, irene, nuria, pablo } from './world.ts';

/** Of the reseller; reads English. */
const dan = { ...diego, locale: 'en-GB' };

const record = { id: contoso, name: 'Contoso Iberia', mpnId: '4567890' } as const;

/** Who asks is a sales agent. */
async function open(more: Parameters<typeof sells>[1] = {}): Promise<Story> {
  const story = await trading();
  await sells(story, { offer: standard, record: { ...record, since: story.clock() }, ...more });
  story.world.change(dan, { roles: { agent: 'salesAgent', admin: 'notAnAdmin' } });
  return story;
}

async function asks(story: Story, inputs: Readonly<Record<string, string>> = { what: 'more', quantity: '15', words: 'From *Monday*' }): Promise<Desk> {
  const desk = await wrote(story, dan, '/subscription tailwind');
  await desk.presses('show.askChange');
  await desk.presses('change.ask', inputs);
  await story.settle();
  return desk;
}
const listed = async (story: Story, tenant: typeof norte) => (await changesOf(story.app.deps, tenant, { search: '', after: undefined })).rows.map(({ state, what }) => `${what} ${state}`);

/** The list of what was asked, as people reach it: from the customers, by its button. */
async function requests(story: Story, who: Persona, words: string): Promise<Desk> {
  const desk = await wrote(story, who, words);
  await desk.presses('show.changes');
  return desk;
}

describe('from the request to what became of it', () => {
  it('WF-25 asked, told to whom it may concern, done from the prefilled form, and told to who asked', async () => {
    const story = await open();
    const provider = await wrote(story, iker, '/hola');
    const desk = await asks(story);
    expect(desk.reads()).toContain('Sent. You will hear what becomes of it.');
    expect(desk.reads()).toContain('From \\*Monday\\*');
    expect([await listed(story, contoso), await listed(story, norte)]).toEqual([['more Requested'], ['more Requested']]);

    provider.looks();
    expect(provider.reads()).toContain('Contoso Iberia pide un cambio');
    await provider.presses('show.change');
    await provider.presses('change.accept');
    await story.settle();
    desk.looks();
    expect(desk.reads()).toContain('Distribuciones Norte does what you asked for');

    const form = await requests(story, irene, '/subscription');
    await form.presses('show.change');
    await form.presses('show.licences');
    expect(input(form.card(), 'quantity').value).toBe('15');
    await form.presses('subscription.changeQuantity');
    expect((await sold(story)).quantity).toBe(15);

    const done = await requests(story, irene, '/subscription');
    await done.presses('show.change');
    await done.presses('change.done');
    await story.settle();
    desk.looks();
    expect(desk.reads()).toContain('Done: what you asked Distribuciones Norte for');
    await desk.presses('show.change');
    expect(desk.reads()).toMatch(/Waits for the provider.*Diego Sanz[\s\S]*The provider is doing it.*Iker Zubia[\s\S]*Done.*Irene Lasa/);
    expect([await listed(story, contoso), await listed(story, norte)]).toEqual([['more Done'], ['more Done']]);
  });

  it('WF-25 declined, with a reason that who asked reads; without one, the card comes back', async () => {
    const story = await open();
    const desk = await asks(story);
    const provider = await requests(story, irene, '/subscription');
    await provider.presses('show.change');
    await provider.presses('change.decline');
    expect(input(provider.card(), 'reason').says).toContain('needed');
    await provider.presses('change.decline', { reason: 'No *credit* left' });
    expect(provider.reads()).toContain('declined');
    await story.settle();
    desk.looks();
    await desk.presses('show.change');
    expect(desk.reads()).toContain('No \\*credit\\* left');
    expect((await sold(story)).quantity).toBe(10);
  });

  it('WF-25 what is wrong comes back with everything typed; the form sent twice is one request', async () => {
    const story = await open();
    const desk = await wrote(story, dan, '/subscription tailwind');
    await desk.presses('show.askChange');
    await desk.presses('change.ask', { what: 'more', quantity: '1.000', words: 'please' });
    expect(input(desk.card(), 'quantity')).toEqual({ value: '1.000', says: expect.stringContaining('1000') });
    expect(input(desk.card(), 'words').value).toBe('please');
    const { data } = buttonsOf(desk.card()).find(({ verb }) => verb === 'change.ask') ?? {};
    const form = { verb: 'change.ask', data: { ...data, ...inputsOf(desk.card()), quantity: '15' } };
    for (const answer of [await desk.speaker.clicks(form), await desk.speaker.clicks(form)]) expect(textOf(answer.card)).toContain('Waits for the provider');
    expect(textOf((await desk.speaker.clicks({ ...form, data: { ...form.data, quantity: '16' } })).card)).toContain('Waits for the provider');
    await story.settle();
    expect(await listed(story, contoso)).toEqual(['more Requested']);
  });
});

describe('taken back', () => {
  it('WF-25 by who asked: the provider hears of it and its list follows; a second click and a late answer read the truth', async () => {
    const story = await open();
    const provider = await wrote(story, irene, '/hello');
    const desk = await asks(story);
    provider.looks();
    await provider.presses('show.change');
    const withdraw = buttonsOf(desk.card()).find(({ verb }) => verb === 'change.withdraw');
    await desk.presses('change.withdraw');
    expect(desk.reads()).toMatch(/^It is withdrawn.*Withdrawn by the reseller/s);
    expect(verbsOn(desk.card())).not.toContain('change.withdraw');
    await story.settle();
    expect([await listed(story, contoso), await listed(story, norte)]).toEqual([['more Withdrawn'], ['more Withdrawn']]);

    expect(textOf((await desk.speaker.clicks({ verb: 'change.withdraw', data: withdraw?.data ?? {} })).card)).toContain('Withdrawn by the reseller');
    await provider.presses('change.done');
    expect(provider.reads()).toContain('Withdrawn by the reseller');
    provider.looks();
    expect(provider.reads()).toContain('Contoso Iberia no longer asks for a change');
    expect(await listed(story, contoso)).toEqual(['more Withdrawn']);
  });

  it('WF-25 not once it was decided', async () => {
    const story = await open();
    const desk = await asks(story);
    const provider = await requests(story, irene, '/subscription');
    await provider.presses('show.change');
    await provider.presses('change.done');
    await desk.presses('change.withdraw');
    expect(desk.reads()).toMatch(/Done.*Irene Lasa/s);
    await story.settle();
    expect(await listed(story, contoso)).toEqual(['more Done']);
  });
});

describe('with what the companies had in common', () => {
  it.each([['provider', norte], ['reseller', contoso]] as const)('WF-25 INV-36 it ends when the %s removes the customer, and says why', async (_side, tenant) => {
    const story = await open();
    const desk = await asks(story);
    const input = { goodFaith: 'true', businessPurpose: 'true', agreement: 'true', harmless: 'true' };
    const performed = await perform(story.app.deps, {
      task: 'relationship', event: 'remove', tenant: tailwind, target: tenant, input, commandId: 'removed', correlation: 'c0ffee', actor: { ...cast.adminAgent, tenant, tenantKind: tenant === norte ? 'provider' : 'reseller' },
    });
    expect(performed.kind).toBe('done');
    await story.settle();
    await story.settle();
    expect([await listed(story, contoso), await listed(story, norte)]).toEqual([['more Ended'], ['more Ended']]);
    await desk.presses('change.withdraw');
    expect(desk.reads()).toContain('The relationship of one of the two companies with the customer has ended.');
  });
});

describe('something new', () => {
  const opens = async (story: Story): Promise<Desk> => {
    const desk = story.desk(dan);
    await desk.arrives();
    await desk.says('/customer tailwind');
    return desk;
  };

  it('WF-25 is asked of a provider that works with the customer too, and leads it to the order', async () => {
    const story = await open();
    const desk = await opens(story);
    const answer = await desk.speaker.clicks({ verb: 'show.askChange', data: { customer: tailwind } });
    expect(JSON.stringify(answer.card)).toContain('Distribuciones Norte');
    expect(JSON.stringify(answer.card)).not.toContain('More licences');
    const { data } = buttonsOf(answer.card).find(({ verb }) => verb === 'change.ask') ?? {};
    const sent = await desk.speaker.clicks({ verb: 'change.ask', data: { ...data, ...inputsOf(answer.card), words: 'Ten times Business Premium' } });
    expect(textOf(sent.card)).toContain('A new subscription');
    await story.settle();
    const provider = await requests(story, irene, '/subscription');
    await provider.presses('show.change');
    expect(verbsOn(provider.card())).toEqual(['show.addSubscription', 'change.accept', 'change.done', 'change.decline', 'show.changes']);
  });

  it('WF-25 without such a provider it says how one joins', async () => {
    const story = await open();
    const desk = await opens(story);
    await changes(story, norte, { state: 'Removed' });
    expect((await desk.speaker.clicks({ verb: 'show.askChange', data: { customer: tailwind } })).text).toContain('/invite');
  });
});

describe('who may', () => {
  it('INV-04 ORD-11 a helpdesk agent does not ask for Office 365; GEN-01 who has no role asks for nothing', async () => {
    const story = await open({ offer: { ...standard, office365: true } });
    story.world.change(dan, { roles: { agent: 'helpdeskAgent', admin: 'notAnAdmin' } });
    const desk = await wrote(story, dan, '/subscription tailwind');
    await desk.presses('show.askChange');
    expect((await desk.presses('change.ask', { what: 'more', quantity: '15' })).text).toContain('(ORD-11)');
    const nobody = story.desk(carmen);
    await nobody.arrives();
    expect((await nobody.speaker.clicks({ verb: 'show.askChange', data: { id: 'SUB-7K3F-9QXD', customer: tailwind } })).text).toContain('P06');
  });

  it('INV-56 INV-59 GEN-06 nobody else finds it: neither another provider nor another reseller', async () => {
    const story = await open();
    await asks(story);
    const { rows: [line] } = await changesOf(story.app.deps, contoso, { search: '', after: undefined });
    for (const who of [pablo, ines]) {
      const { speaker } = await requests(story, who, '/subscription');
      for (const verb of ['show.change', 'change.accept', 'change.done']) {
        expect([who.id, verb, (await speaker.clicks({ verb, data: { id: line?.id ?? '', rev: 1, reseller: contoso } })).text]).toEqual([who.id, verb, expect.stringMatching(/GEN-0[16]/)]);
      }
    }
    expect(await listed(story, contoso)).toEqual(['more Requested']);
  });

  it('INV-19 ORD-02 a provider that is no partner any more does not answer', async () => {
    const story = await open();
    await asks(story);
    const provider = await requests(story, nuria, '/suscripción');
    await provider.presses('show.change');
    await put(story, 'partnership', { ...ended, id: norte });
    expect((await provider.presses('change.accept')).text).toContain('(ORD-02)');
    expect(await listed(story, contoso)).toEqual(['more Requested']);
  });

  it('INV-36 who has no relationship with the customer any more asks for nothing', async () => {
    const story = await open();
    const desk = await wrote(story, dan, '/subscription tailwind');
    await desk.presses('show.askChange');
    await changes(story, contoso, { state: 'Removed' });
    expect((await desk.presses('change.ask', { what: 'more', quantity: '15' })).text).toContain('(CUS-16)');
    expect(await listed(story, contoso)).toEqual([]);
  });

  it('INV-44 ORD-10 a reseller changes nothing itself, and is led to asking', async () => {
    const story = await open();
    const desk = await wrote(story, dan, '/licences tailwind 20');
    expect(desk.reads()).toContain('A reseller asks its provider.');
    expect(verbsOn(desk.card())).toEqual(['show.askChange', 'show.changes', 'show.subscriptions']);
    expect((await desk.speaker.clicks({ verb: 'subscription.changeQuantity', data: { id: 'SUB-7K3F-9QXD', rev: 1, customer: tailwind, quantity: '20' } })).text).toContain('(GEN-06)');
    expect((await sold(story)).quantity).toBe(10);
  });

  it('WF-25 the list is there without words, empty with a way on, and leads back to a subscription', async () => {
    const story = await open();
    const desk = await requests(story, dan, '/subscription');
    expect(desk.reads()).toContain('has not asked for a change yet');
    expect(verbsOn(desk.card())).toContain('show.customers');
    expect((await requests(story, iker, '/suscripción')).reads()).toContain('Ningún revendedor indirecto ha pedido');
  });
});
