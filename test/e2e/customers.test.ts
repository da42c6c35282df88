/** Customers at the real door: the lists of both sides, the card, the attestation of an agreement and the end of a relationship (WF-18, WF-19, WF-29, WF-33, WF-35). */

import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import { inputsOf } from '../../bot/local/desk.ts';
import type { Card, Persona } from '../../bot/local/teamsPeer.ts';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { customerOf, relationshipOf } from '../../src/app/customers.ts';
import { homeOf } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import { perform } from '../../src/app/perform.ts';
import { attestations } from '../../src/tasks/attestations.ts';
import { CUSTOMERS } from '../../src/tasks/relationship.ts';
import { NOW, cast, tenantNamed } from '../support/world.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { audited, input, verbsOn } from './walk.ts';
import { carmen, diego, iker, ines, irene, luis, nuria, pablo, rosa } from './world.ts';

const ticked = Object.fromEntries(attestations.map((name) => [name, 'true']));
const tailwind = tenantNamed('tailwind');

async function inner(story: Story, task: 'relationship' | 'customer' | 'partnership', event: string, command: { readonly tenant: string; readonly target?: string; readonly input: Readonly<Record<string, string>> }): Promise<void> {
  const commandId = JSON.stringify([task, event, command]);
  const performed = await perform(story.app.deps, { task, event, ...command, tenant: tenantNamed(command.tenant), commandId, actor: cast.system, correlation: 'c0ffee' });
  if (performed.kind !== 'done') throw new Error(`${task}.${event} was not done`);
  await story.settle();
}

/** The customer has agreed to both, as its answer to a joint invitation would begin it (WF-22). */
const agreed = async (story: Story, at: string = NOW): Promise<void> => await inner(story, 'customer', 'accepted', {
  tenant: 'tailwind',
  input: {
    invitation: 'INV-7K3F-9QXD', reseller: 'contoso', resellerName: 'Contoso Iberia', provider: 'norte', providerName: 'Distribuciones Norte',
    by: 'Rosa Figueras', byId: 'rosa', email: 'rosa@tailwind.example', roles: '', at, version: '2026-11+2023-01', language: 'es',
  },
});
const imported = async (story: Story, partner: string, role: 'provider' | 'reseller'): Promise<void> => await inner(story, 'relationship', 'imported', { tenant: 'tailwind', target: partner, input: { role } });
const partnered = async (story: Story, reseller = 'contoso'): Promise<void> => await inner(story, 'partnership', 'start', {
  tenant: reseller, target: 'norte',
  input: { providerName: 'Distribuciones Norte', providerCountry: 'ES', by: carmen.name, byId: carmen.id, roles: '', at: NOW, version: '2026-11', language: 'es', company: reseller, request: 'REQ-0000-0001' },
});

async function sits(story: Story, who: Persona): Promise<Desk> {
  const desk = story.desk(who);
  await desk.arrives();
  return desk;
}

async function says(story: Story, who: Persona, text: string): Promise<Desk> {
  const desk = await sits(story, who);
  await desk.says(text);
  return desk;
}

/** A line of a provider's list, as the outbox writes it there. */
async function lists(story: Story, number: number): Promise<void> {
  const body = { customer: `customer-${number}`, name: `Nube ${String(number).padStart(2, '0')}`, country: 'ES', role: 'provider' };
  const line = { list: CUSTOMERS, sort: body.name, terms: [body.name, body.customer], body };
  await story.app.deps.store.commit(lineWrites({ partition: homeOf(tenantNamed('norte')), key: body.customer, before: undefined, after: line }));
}
const numbersOn = (card: Card | undefined): readonly number[] => [...textOf(card).matchAll(/Nube (\d\d)$/gm)].map(([, digits]) => Number(digits));

const admin = { roles: { agent: 'adminAgent', admin: 'notAnAdmin' } } as const;

describe('the lists', () => {
  it('WF-19 INV-35 show a customer to both of its partners, found by the beginnings of its name, its domain or its id', async () => {
    const story = await openStory();
    await agreed(story);
    for (const [who, said] of [[carmen, '/clientes'], [iker, '/clientes'], [luis, '/customers tail'], [iker, '/clientes panad'], [iker, '/clientes tailwind']] as const) {
      const desk = await says(story, who, said);
      expect([said, desk.reads()]).toEqual([said, expect.stringContaining('Tailwind Panaderías')]);
      await desk.presses('show.customer');
      expect(desk.reads()).toContain('Tailwind Panaderías');
    }
    for (const [who, said] of [[ines, '/clientes'], [pablo, '/clientes'], [iker, '/clientes wind']] as const) expect((await says(story, who, said)).reads()).not.toContain('Panaderías');
  });

  it('WF-19 an empty one says how customers come to be', async () => {
    const story = await openStory();
    const [reseller, provider] = [await says(story, carmen, '/clientes'), await says(story, iker, '/clientes')];
    expect(reseller.reads()).toContain('El primer paso es una invitación.');
    expect(verbsOn(reseller.card())).toContain('show.newInvitation');
    expect(provider.reads()).toContain('aceptan una invitación conjunta');
    expect(verbsOn(provider.card())).toContain('show.addCustomer');
    expect((await says(story, iker, '/clientes zzz')).reads()).toContain('Ninguno empieza así.');
  });

  it('WF-18 INV-22 a provider chooses one of its resellers: by the flag, and by the choice beside the search', async () => {
    const story = await openStory();
    for (const reseller of ['contoso', 'adatum']) await partnered(story, reseller);
    await agreed(story);
    const desk = await sits(story, iker);
    for (const said of ['/clientes --revendedor iberia', '/customers --reseller contoso']) {
      await desk.says(said);
      expect(desk.reads()).toContain('Clientes compartidos con Contoso Iberia');
      expect([inputsOf(desk.card())['about'], verbsOn(desk.card()).filter((verb) => verb === 'show.customer')]).toEqual(['contoso', ['show.customer']]);
    }
    await desk.presses('show.customers', { about: 'adatum' });
    expect(desk.reads()).toContain('Todavía ningún cliente tiene una relación activa con tu compañía y con Adatum');
    await desk.presses('show.customers', { about: '*' });
    expect(desk.reads()).toContain('Tailwind Panaderías');
    await desk.says('/clientes --revendedor a');
    expect(verbsOn(desk.card())).toContain('show.partner');
    const other = await sits(story, pablo);
    expect((await other.speaker.clicks({ verb: 'show.customers', data: { about: 'contoso' } })).text).toContain('(GEN-06)');
  });

  it('WF-19 INV-56 come in pages of 25, and a cursor leads into no other list', async () => {
    const story = await openStory();
    for (let number = 1; number <= 30; number++) await lists(story, number);
    await partnered(story);
    const desk = await says(story, iker, '/clientes');
    expect(numbersOn(desk.card())).toHaveLength(25);
    const { data: next = {} } = buttonsOf(desk.card()?.actions).find(({ title }) => title === 'Página siguiente') ?? {};
    const page = async (who: Persona, data: object) => (await (await sits(story, who)).speaker.clicks({ verb: 'show.customers', data: { ...next, ...data } })).card;
    expect(numbersOn(await page(iker, {}))).toEqual([26, 27, 28, 29, 30]);
    expect(textOf(await page(iker, { about: 'contoso' }))).toContain('Esa página ya no se puede abrir.');
    expect(numbersOn(await page(nuria, {}))[0]).toBe(1);
  });

  it('INV-57 GEN-01 are for people with a role only, and INV-56 never in a channel', async () => {
    const story = await openStory();
    await agreed(story);
    expect((await says(story, diego, '/clientes')).reads()).toContain('(GEN-01)');
    const desk = await sits(story, iker);
    const whispered = await story.desk(iker, { kind: 'channel', conversation: '19:ventas@thread.tacv2' }).speaker.clicks({ verb: 'show.customer', data: { customer: 'tailwind' } });
    expect([whispered.card, whispered.text]).toEqual([undefined, expect.not.stringContaining('Panaderías')]);
    desk.looks();
    expect(desk.reads()).toContain('Tailwind Panaderías');
  });
});

describe('the card', () => {
  it('WF-29 WF-35 tells each partner what concerns it', async () => {
    const story = await openStory();
    await agreed(story);
    const before = await says(story, iker, '/cliente tailwind');
    expect(before.reads()).toMatch(/proveedor indirecto.*aceptó una invitación conjunta.*ninguna.*lo aceptó Rosa Figueras el 1 de marzo de 2026/s);
    expect(before.reads()).not.toContain('Contoso'); // not a partner of Norte's
    await partnered(story);
    expect((await says(story, iker, '/cliente panaderías')).reads()).toMatch(/Revendedores en común\s+Contoso Iberia/);
    const reseller = await says(story, carmen, '/cliente tailwind');
    expect(reseller.reads()).toMatch(/revendedor indirecto.*permanente \(DAP\).*Proveedores en común\s+Distribuciones Norte/s);
    expect(verbsOn(reseller.card())).not.toContain('show.attest');
  });

  it('INV-56 GEN-06 somebody else\'s customer and none get the same answer', async () => {
    const story = await openStory();
    await agreed(story);
    for (const who of [ines, pablo]) {
      const desk = await sits(story, who);
      for (const customer of ['tailwind', 'nowhere', 'contoso']) {
        for (const verb of ['show.customer', ...(who === ines ? ['show.removeCustomer', 'relationship.remove'] : ['show.attest', 'customer.attest'])]) {
          expect([verb, (await desk.speaker.clicks({ verb, data: { customer, id: 'customer', rev: '1', ...ticked } })).text]).toEqual([verb, expect.stringContaining(`No encontramos «${customer}»`)]);
        }
      }
      const answers = [];
      for (const name of ['tailwind', 'nowhere']) {
        await desk.says(`/cliente ${name}`);
        answers.push(desk.reads().replaceAll(name, ''));
      }
      expect(answers[0]).toBe(answers[1]);
    }
    expect((await audited(story, { who: rosa })).toSorted()).toEqual(['customer.accepted done', 'relationship.accepted done', 'relationship.accepted done']); // strangers leave no trace there
  });
});

const signature = { signerFirstName: 'Rosa', signerLastName: 'Figueras', signerEmail: 'rosa@tailwind.example', signerPhone: '', agreedOn: '2026-02-20', attest: 'true' };

describe('the attestation of the customer agreement', () => {
  it('WF-35 INV-62 ORD-09 CUS-15 takes a day that has come and a ticked box, keeps what was typed, and is given once', async () => {
    const story = await openStory();
    await imported(story, 'norte', 'provider');
    const desk = await says(story, iker, '/cliente tailwind');
    expect(desk.reads()).toContain('sin confirmar');
    await desk.presses('show.attest');
    await desk.presses('customer.attest', { ...signature, agreedOn: '2026-03-02' });
    expect(input(desk.card(), 'agreedOn')).toEqual({ value: '2026-03-02', says: expect.stringContaining('aún no ha llegado') });
    expect(input(desk.card(), 'signerLastName').value).toBe('Figueras');
    await desk.presses('customer.attest', { ...signature, attest: 'false' });
    expect([input(desk.card(), 'signerFirstName').value, desk.reads()]).toEqual(['Rosa', expect.stringContaining('(ORD-09)')]);
    const form = desk.card();
    await desk.presses('customer.attest', signature);
    expect(desk.reads()).toMatch(/queda declarado.*Rosa Figueras lo aceptó el 20 de febrero de 2026; lo declaró Iker Zubia/s);
    const { data } = buttonsOf(form).find(({ verb }) => verb === 'customer.attest') ?? {};
    expect(textOf((await desk.speaker.clicks({ verb: 'customer.attest', data: { ...data, ...signature } })).card)).not.toContain('(CUS-15)'); // the same click once more
    const colleague = await says(story, irene, '/customer tailwind');
    await colleague.presses('show.attest');
    await colleague.presses('customer.attest', signature);
    expect(colleague.reads()).toContain('(CUS-15)');
    expect((await customerOf(story.app.deps, tailwind))?.agreement).toMatchObject({ how: 'attested', by: 'Iker Zubia', byTenant: 'norte' });
  });

  it('WF-35 ORD-10 INV-57 a reseller asks its provider, and a helpdesk agent a colleague', async () => {
    const story = await openStory();
    await agreed(story);
    story.world.change(luis, admin);
    const reseller = await sits(story, luis);
    for (const verb of ['show.attest', 'customer.attest']) expect((await reseller.speaker.clicks({ verb, data: { customer: 'tailwind', id: 'customer', rev: '1', ...signature } })).text).toContain('(ORD-10)');
    expect((await (await sits(story, nuria)).speaker.clicks({ verb: 'customer.attest', data: { customer: 'tailwind', id: 'customer', rev: '1', ...signature } })).text).toContain('(GEN-01)');
  });
});

describe('the end of a relationship', () => {
  it('WF-33 INV-37 INV-38 CUS-14 takes all four statements, tells nobody, and leaves rights and the other tier as they were', async () => {
    const story = await openStory();
    await partnered(story);
    await agreed(story);
    const desk = await says(story, carmen, '/quitar-cliente tailwind');
    const [posted, mails] = [story.teams.posted.length, story.mails.length];
    expect(desk.reads()).toMatch(/sale de tu lista de clientes.*no terminan con ella.*Lo que otros partners tienen.*tiene que aceptar una nueva invitación.*no envía ningún aviso/s);
    await desk.presses('relationship.remove', { goodFaith: 'true', harmless: 'true' });
    expect(attestations.map((name) => input(desk.card(), name).value)).toEqual(['true', 'false', 'false', 'true']);
    expect(desk.reads()).toContain('(CUS-14)');
    const { data } = buttonsOf(desk.card()).find(({ verb }) => verb === 'relationship.remove') ?? {};
    await desk.presses('relationship.remove', ticked);
    await story.settle();
    expect(desk.reads()).toMatch(/relación queda quitada.*derechos de administrador delegado de tu compañía no terminaron.*nueva aceptación/s);
    expect([story.teams.posted.length, story.mails.length]).toEqual([posted, mails]);
    const again = await desk.speaker.clicks({ verb: 'relationship.remove', data: { ...data, ...ticked } });
    expect(textOf(again.card)).not.toMatch(/queda quitada|no estaba al día/); // the same click once more
    expect(await relationshipOf(story.app.deps, tailwind, tenantNamed('contoso'))).toMatchObject({ state: 'Removed', delegatedAdmin: 'DAP', rev: 2 });
    expect(await relationshipOf(story.app.deps, tailwind, tenantNamed('norte'))).toMatchObject({ state: 'Active', rev: 1 });

    await desk.presses('show.customers');
    expect(desk.reads()).not.toContain('Panaderías');
    expect((await says(story, iker, '/clientes')).reads()).toContain('Panaderías');
    expect((await says(story, iker, '/clientes --revendedor contoso')).reads()).not.toContain('Panaderías'); // INV-22
    await desk.says('/cliente tailwind'); // by its id: the own past is still told
    expect(desk.reads()).toContain('Tu compañía quitó la relación');
    expect(verbsOn(desk.card())).toEqual(['show.newInvitation', 'show.customers']);
    expect(await audited(story, { who: carmen })).toContain('relationship.remove done');
  });

  it('INV-39 a return takes a new acceptance: an older one that arrives late brings nothing back', async () => {
    const story = await openStory();
    await agreed(story);
    const desk = await says(story, carmen, '/remove-customer panaderías');
    await desk.presses('relationship.remove', ticked);
    await story.settle();
    await expect(agreed(story, '2026-02-28T12:00:00.000Z')).rejects.toThrow('was not done');
    await story.passes(1_000);
    await agreed(story, story.clock());
    await desk.says('/clientes');
    expect(desk.reads()).toContain('Panaderías');
  });

  it('GEN-02 GEN-07 a colleague\'s older form is answered with the present state', async () => {
    const story = await openStory();
    await agreed(story);
    const [first, late, later] = [await says(story, carmen, '/quitar-cliente tailwind'), await says(story, luis, '/remove-customer tailwind'), await says(story, luis, '/customer tailwind')];
    await first.presses('relationship.remove', ticked);
    for (const [desk, verb] of [[late, 'relationship.remove'], [later, 'show.removeCustomer']] as const) {
      await desk.presses(verb, ticked);
      expect(desk.reads()).toMatch(/This card was out of date.*Your company removed the relationship/s);
    }
  });

  it('INV-57 GEN-01 a role that was lost since the form was drawn is lost', async () => {
    const story = await openStory();
    await imported(story, 'norte', 'provider');
    story.world.change(irene, admin);
    const desk = await says(story, irene, '/remove-customer tailwind');
    expect(desk.reads()).toContain('can no longer order');
    story.world.change(irene, { roles: { agent: 'salesAgent', admin: 'notAnAdmin' } });
    expect((await desk.presses('relationship.remove', ticked)).text).toContain('(GEN-01)');
    expect(await relationshipOf(story.app.deps, tailwind, tenantNamed('norte'))).toMatchObject({ state: 'Active', rev: 1 });
  });
});
