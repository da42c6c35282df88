/** `/next` and `/why` at the real door: the one step of each person as their business goes on, and what stands in the way of an order on both sides of it. */

import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { buttonsOf } from '../../bot/local/teamsPeer.ts';
import { perform } from '../../src/app/perform.ts';
import { NOW, cast, tenantNamed } from '../support/world.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { answerInChannel, approved, channel, contoso, reviewers, verbsOn, walk } from './walk.ts';
import { carmen, diego, eva, iker, ines, luis, nuria, olivia, pablo, rosa } from './world.ts';

async function inner(story: Story, task: 'relationship' | 'customer' | 'partnership', event: string, command: { readonly tenant: string; readonly target?: string; readonly input: Readonly<Record<string, string>> }): Promise<void> {
  const performed = await perform(story.app.deps, { task, event, ...command, tenant: tenantNamed(command.tenant), commandId: JSON.stringify([event, command]), actor: cast.system, correlation: 'c0ffee' });
  if (performed.kind !== 'done') throw new Error(`${task}.${event} was not done`);
  await story.settle();
}

const partnered = async (story: Story): Promise<void> => await inner(story, 'partnership', 'start', {
  tenant: 'contoso', target: 'norte',
  input: { providerName: 'Distribuciones Norte', providerCountry: 'ES', by: carmen.name, byId: carmen.id, roles: '', at: NOW, version: '2026-11', language: 'es', company: 'contoso', request: 'REQ-0000-0001' },
});
/** Tailwind has said yes to Contoso, and to Norte if it was asked jointly. */
const accepted = async (story: Story, isJoint = true): Promise<void> => await inner(story, 'customer', 'accepted', {
  tenant: 'tailwind',
  input: {
    invitation: 'INV-7K3F-9QXD', reseller: 'contoso', resellerName: 'Contoso Iberia', provider: isJoint ? 'norte' : '', providerName: isJoint ? 'Distribuciones Norte' : '',
    by: rosa.name, byId: rosa.id, email: 'rosa@tailwind.example', roles: '', at: NOW, version: '2026-11+2023-01', language: 'es',
  },
});
const imported = async (story: Story, partner: string, role: string): Promise<void> => await inner(story, 'relationship', 'imported', { tenant: 'tailwind', target: partner, input: { role } });

async function says(story: Story, who: Persona, text: string): Promise<Desk> {
  const desk = story.desk(who);
  await desk.arrives();
  await desk.says(text);
  return desk;
}

describe('/next', () => {
  it('leads a company from its first hello to its first customer, and each person to what is theirs', async () => {
    const story = await openStory();
    const desk = await says(story, carmen, '/siguiente');
    expect(desk.reads()).toMatch(/^Inscribe tu compañía/);
    expect((await says(story, diego, '/siguiente')).reads()).toMatch(/Inscribe tu compañía.*A quién pedírselo\nCarmen Ruiz y Luis Gil/s);
    await desk.presses('show.enrolment');
    expect(verbsOn(desk.card())).toContain('show.signIn');

    await approved(story, contoso);
    await desk.says('/siguiente');
    expect(desk.reads()).toContain('Nombra un agente de administración');
    await desk.presses('show.status');
    await desk.presses('user.becomeAdminAgent');
    await desk.says('/siguiente');
    await desk.presses('show.agreement');
    await desk.presses('agreement.accept', { accept: 'true' });
    await desk.says('/siguiente');
    expect(desk.reads()).toContain('Autoriza a un proveedor indirecto');
    await partnered(story);
    await desk.says('/siguiente'); // Tailwind came along from another portal (WF-19)
    expect(desk.reads()).toContain('Pide a tu proveedor un pedido para Tailwind Panaderías');
    expect((await says(story, diego, '/siguiente')).reads()).toMatch(/Pide un rol.*A quién pedírselo\nCarmen Ruiz y Luis Gil/s);
    await desk.presses('show.why');
    expect(desk.reads()).toContain('(ORD-01)');
    await accepted(story);
    await desk.says('/siguiente');
    await desk.presses('show.why');
    expect(desk.reads()).toContain('Nada impide un pedido para Tailwind Panaderías');
  });

  it('waits with those who wait, and says since when', async () => {
    const story = await openStory();
    await reviewers(story);
    await walk(story, contoso, 'UnderReview');
    expect((await says(story, luis, '/next')).reads()).toMatch(/^Wait for the review team\nThe enrolment has been under review since /);
    expect((await says(story, olivia, '/next')).reads()).toMatch(/^Decide on Contoso Iberia/);
  });

  it('leads a provider\'s people by their role, and each other reader to an answer', async () => {
    const story = await openStory();
    expect((await says(story, nuria, '/siguiente')).reads()).toMatch(/Solicita una asociación.*A quién pedírselo\nIker Zubia e Irene Lasa/s);
    const desk = await says(story, iker, '/siguiente');
    await desk.presses('show.newRequest');
    await partnered(story);
    await desk.says('/siguiente');
    expect(verbsOn(desk.card())).toEqual(['show.addCustomer', 'show.partners']);
    await accepted(story);
    await desk.says('/siguiente');
    await desk.presses('show.addSubscription');
    for (const [who, words] of [[rosa, 'Tus partners te escriben'], [eva, 'Pide un rol'], [olivia, 'Elige dónde se publican las revisiones']] as const) {
      expect((await says(story, who, '/siguiente')).reads()).toContain(words);
    }
  });

  it('says nothing of a company in a channel', async () => {
    const story = await openStory();
    await story.desk(iker).arrives();
    await story.desk(iker, channel).says('/siguiente');
    expect(answerInChannel(story)).toContain('te he respondido en nuestro chat personal');
  });
});

describe('/why', () => {
  it('INV-18 INV-44 ORD-01 tells the reseller that its provider has no relationship, and leads to the joint invitation', async () => {
    const story = await openStory();
    await approved(story, contoso);
    await partnered(story);
    await accepted(story, false);
    const desk = await says(story, carmen, '/porqué tailwind');
    expect(desk.reads()).toMatch(/Por qué no se puede pedir nada para Tailwind Panaderías.*Distribuciones Norte no tiene una relación activa.*\(ORD-01\).*Tu compañía no ha firmado.*\(ORD-03\)/s);
    expect(verbsOn(desk.card())).toEqual(['show.newInvitation', 'show.agreement', 'show.customer']);
    await desk.presses('show.newInvitation');
    expect(desk.reads()).toContain('Distribuciones Norte');
  });

  it('INV-53 CUS-12 tells the provider what is missing until nothing is, and leads to the order', async () => {
    const story = await openStory();
    for (const [partner, role] of [['norte', 'provider'], ['contoso', 'reseller']] as const) await imported(story, partner, role);
    await partnered(story);
    const desk = await says(story, iker, '/why tailwind');
    expect(desk.reads()).toMatch(/\(ORD-03\).*\(ORD-05\).*\(CUS-12\)/s);
    await approved(story, contoso);
    await accepted(story);
    await desk.says('/porqué tailwind');
    expect(desk.reads()).not.toContain('(CUS-12)');
    expect(desk.reads()).toContain('(ORD-03)');
    expect(verbsOn(desk.card())).toEqual(['show.customer']);
  });

  it('WF-24 without a name, or with words that find none, those to choose from lead here, and so does the card of a customer', async () => {
    const story = await openStory();
    await accepted(story);
    const desk = await says(story, iker, '/porqué');
    expect(desk.reads()).toContain('y para qué cliente?');
    expect(buttonsOf(desk.card())).toContainEqual(expect.objectContaining({ verb: 'show.why', data: expect.objectContaining({ customer: 'tailwind' }) }));
    await desk.presses('show.why', { customer: 'tailwind' });
    expect(desk.reads()).toContain('Nada impide un pedido para Tailwind Panaderías');
    await desk.presses('show.customer');
    await desk.presses('show.why');
    expect(desk.reads()).toContain('Tailwind Panaderías');
    await desk.says('/porqué nadie');
    expect(desk.reads()).toContain('Ninguno empieza así');
    await desk.presses('show.why', { query: 'tail' });
    await desk.presses('show.why', { customer: 'tailwind' });
    expect(desk.reads()).toContain('Tailwind Panaderías');
    await desk.says('/porqué');
    await desk.presses('show.customers');
    await desk.says('/porqué tailwind'); // by its beginning, as by its id
    expect(verbsOn(desk.card())).toContain('show.addSubscription');
  });

  it('P19 INV-04 says what the own role leaves out, and who can', async () => {
    const story = await openStory();
    await accepted(story);
    expect((await says(story, nuria, '/porqué tailwind')).reads()).toMatch(/no incluye pedidos de ofertas de Office 365 \(INV-04\).*Iker Zubia e Irene Lasa/s);
    story.world.change(nuria, { roles: { agent: 'notAnAgent', admin: 'notAnAdmin' } });
    expect((await says(story, nuria, '/porqué tailwind')).reads()).toContain('(GEN-01)');
  });

  it('INV-56 does not know somebody else\'s customer, nor one that there is not', async () => {
    const story = await openStory();
    await accepted(story);
    for (const who of [ines, pablo]) {
      const { http, text } = await story.desk(who).speaker.clicks({ verb: 'show.why', data: { customer: 'tailwind' } });
      const none = await story.desk(who).speaker.clicks({ verb: 'show.why', data: { customer: 'nobody' } });
      expect([http, text?.replaceAll('tailwind', '?')]).toEqual([none.http, none.text?.replaceAll('nobody', '?')]);
      expect(text).toContain('(GEN-06)');
      expect((await says(story, who, '/porqué tailwind')).reads()).not.toContain('Panaderías');
    }
  });
});
