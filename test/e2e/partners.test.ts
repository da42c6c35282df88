/** Partners at the real door: lists on both sides, shared customers, and what ends a partnership or the administrator access (WF-16 to WF-18, WF-34). */

import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import type { Card, Persona } from '../../bot/local/teamsPeer.ts';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { homeOf } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import { perform } from '../../src/app/perform.ts';
import type { Partnership } from '../../src/tasks/partnershipDoc.ts';
import { attestations } from '../../src/tasks/attestations.ts';
import { partnerLine, partnershipDocumentId, partnershipSchema } from '../../src/tasks/partnershipDoc.ts';
import { sharedWith } from '../../src/tasks/relationship.ts';
import { partnershipIn } from '../support/partners.ts';
import { NOW, cast, tenantNamed } from '../support/world.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { audited, input, verbsOn } from './walk.ts';
import { carmen, diego, iker, ines, luis, nuria, pablo, rosa } from './world.ts';

const names: Readonly<Record<string, string>> = { norte: 'Distribuciones Norte', sur: 'Distribuciones Sur' };
const ticked = Object.fromEntries(attestations.map((name) => [name, 'true']));

/** A partnership as the reseller's answer to a request begins it, in both lists. */
async function partnered(story: Story, reseller: string, provider = 'norte'): Promise<Partnership> {
  const consent = { by: carmen.name, byId: carmen.id, roles: 'directory.globalAdmin', at: NOW, version: '2026-11', language: 'es', company: reseller, request: 'REQ-0000-0001' };
  await perform(story.app.deps, {
    task: 'partnership', event: 'start', tenant: tenantNamed(reseller), target: provider, input: { providerName: names[provider] ?? '', providerCountry: 'ES', ...consent },
    commandId: `${reseller} with ${provider}`, actor: cast.system, correlation: 'c0ffee',
  });
  await story.settle();
  return await stored(story, reseller, provider);
}

async function stored(story: Story, reseller = 'contoso', provider = 'norte'): Promise<Partnership> {
  const found = await story.app.deps.store.read({ partition: homeOf(tenantNamed(reseller)), id: partnershipDocumentId(provider) });
  return partnershipSchema.parse(found?.body);
}

/** A customer that a partner already serves in another portal (WF-19). */
async function serves(story: Story, partner: string, role: 'provider' | 'reseller', customer = 'tailwind'): Promise<void> {
  await perform(story.app.deps, { task: 'relationship', event: 'imported', tenant: tenantNamed(customer), target: partner, input: { role }, commandId: `${customer} of ${partner}`, actor: cast.system, correlation: 'c0ffee' });
  await story.settle();
}

/** A reseller in a provider's list, as the outbox writes it there. */
async function shows(story: Story, provider: string, number: number): Promise<void> {
  const name = `Nube ${String(number).padStart(2, '0')}`;
  const doc = partnershipIn('Active', { tenant: tenantNamed(`reseller-${number}`), reseller: { name, country: 'ES' } });
  await story.app.deps.store.commit(lineWrites({ partition: homeOf(tenantNamed(provider)), key: `partner:${doc.tenant}`, before: undefined, after: partnerLine(doc, 'provider') }));
}
async function shares(story: Story, reseller: string, number: number): Promise<void> {
  const body = { customer: `customer-${number}`, name: `${reseller} Nube ${String(number).padStart(2, '0')}`, country: 'ES', role: 'provider' };
  const line = { list: sharedWith(reseller), sort: body.name, terms: [body.name, body.customer], body };
  await story.app.deps.store.commit(lineWrites({ partition: homeOf(tenantNamed('norte')), key: body.customer, before: undefined, after: line }));
}
const numbersOn = (card: Card | undefined): readonly number[] => [...textOf(card).matchAll(/Nube (\d\d)$/gm)].map(([, digits]) => Number(digits));
const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_one, index) => from + index);

async function sits(story: Story, who: Persona): Promise<Desk> {
  const desk = story.desk(who);
  await desk.arrives();
  return desk;
}

/** In front of the card of the only partner. */
async function opened(story: Story, who: Persona, list: string): Promise<Desk> {
  const desk = await sits(story, who);
  await desk.says(list);
  await desk.presses('show.partner');
  return desk;
}
const withNorte = async (story: Story, who: Persona = carmen): Promise<Desk> => await opened(story, who, '/partnerships');
const withContoso = async (story: Story): Promise<Desk> => await opened(story, iker, '/revendedores');

describe('the lists', () => {
  it('WF-17 INV-20 show each to the other while the partnership is Active, and neither afterwards', async () => {
    const story = await openStory();
    await partnered(story, 'contoso');
    const [reseller, provider] = [await withNorte(story), await withContoso(story)];
    expect(reseller.reads()).toMatch(/Proveedor indirecto.*Distribuciones Norte.*Asociación activa desde el.*Carmen Ruiz.*2026-11/s);
    expect(provider.reads()).toMatch(/Revendedor indirecto.*Contoso Iberia.*Asociación activa desde el/s);
    expect(provider.reads()).not.toContain('Carmen'); // who authorised is the reseller's own business

    await provider.presses('show.removePartnership');
    await provider.presses('partnership.remove', ticked);
    await story.settle();
    await reseller.says('/asociaciones');
    expect(reseller.reads()).toContain('todavía no ha autorizado a ningún proveedor');
    expect(verbsOn(reseller.card())).toContain('show.providers');
    await provider.says('/revendedores');
    expect(provider.reads()).toContain('Ningún revendedor indirecto ha autorizado todavía');
    expect(verbsOn(provider.card())).toEqual(expect.arrayContaining(['show.requests', 'show.newRequest']));
  });

  it('WF-17 /reseller opens the only one found, lists several, and offers the search when there is none', async () => {
    const story = await openStory();
    for (const reseller of ['contoso', 'adatum']) await partnered(story, reseller);
    const desk = await sits(story, iker);
    for (const said of ['/revendedor iberia', '/reseller contoso']) {
      await desk.says(said);
      expect(desk.reads()).toMatch(/^Revendedor indirecto · PAR-/);
    }
    await partnered(story, 'aventura');
    await desk.says('/revendedor a');
    expect(verbsOn(desk.card()).filter((verb) => verb === 'show.partner')).toHaveLength(2);
    await desk.says('/revendedor Fabrikam');
    expect(desk.reads()).toContain('Ninguna compañía empieza así.');
    expect(verbsOn(desk.card())).toEqual(['show.partners', 'show.requests', 'show.newRequest']);
    await desk.says('/revendedor ...');
    expect(verbsOn(desk.card()).filter((verb) => verb === 'show.partner')).toHaveLength(3);
  });

  it('WF-17 INV-56 come in pages of 25; a cursor that is forged, another list\'s, somebody else\'s or another company\'s is none', async () => {
    const story = await openStory();
    for (let number = 1; number <= 60; number++) await shows(story, 'norte', number);
    const [desk, colleague, stranger] = [await sits(story, iker), await sits(story, nuria), await sits(story, pablo)];
    await partnered(story, 'contoso', 'sur');
    await desk.says('/revendedores');
    const cursor = String(buttonsOf(desk.card()?.actions).find(({ title }) => title === 'Página siguiente')?.data['cursor']);
    const page = async (who: Desk, data: Readonly<Record<string, string>>, verb = 'show.partners') => numbersOn((await who.speaker.clicks({ verb, data })).card);
    expect(numbersOn(desk.card())).toEqual(range(1, 25));
    expect(await page(desk, { cursor })).toEqual(range(26, 50));
    for (const forged of [`${cursor}x`, '../person:iker', 'x'.repeat(5_000)]) expect(await page(desk, { cursor: forged })).toEqual(range(1, 25));
    for (const [data, expected] of [[{ cursor }, false], [{ cursor: `${cursor}x` }, true], [{}, false]] as const) expect([data, textOf((await desk.speaker.clicks({ verb: 'show.partners', data })).card).includes('Esa página ya no se puede abrir.')]).toEqual([data, expected]);
    expect(await page(desk, { cursor, about: 'contoso', query: 'nube 6' })).toEqual(range(26, 50)); // the list and its search are the cursor's own
    expect(await page(colleague, { cursor })).toEqual(range(1, 25));
    const theirs = await stranger.speaker.clicks({ verb: 'show.partners', data: { cursor, about: 'norte' } });
    expect([numbersOn(theirs.card), textOf(theirs.card)]).toEqual([[], expect.stringContaining('Contoso Iberia')]);
    expect(textOf((await stranger.speaker.clicks({ verb: 'show.customers', data: { cursor, about: 'contoso' } })).card)).toContain('Todavía ningún cliente');
    expect(await page(desk, { query: 'nube 07' })).toEqual([7]);
    expect(await page(desk, { query: '' })).toEqual(range(1, 25));
  });

  it('GEN-01 are for people with a role only', async () => {
    const story = await openStory();
    await partnered(story, 'contoso');
    for (const who of [diego, rosa]) {
      const desk = await sits(story, who);
      await desk.says('/revendedores');
      expect(desk.reads()).toContain('(GEN-01)');
      for (const verb of ['show.partners', 'show.partner', 'show.customers']) expect((await desk.speaker.clicks({ verb, data: { with: 'norte', about: 'norte' } })).text).toContain('(GEN-01)');
    }
  });
});

describe('the administrator access', () => {
  it('WF-16 INV-25 PAR-07 ends by itself, once the box is ticked; the partnership stays', async () => {
    const story = await openStory();
    const before = await partnered(story, 'contoso');
    const desk = await withNorte(story);
    await desk.presses('show.removeAdminAccess');
    const form = desk.card();
    await desk.presses('partnership.removeAdminAccess');
    expect(input(desk.card(), 'confirmed')).toEqual({ value: 'false', says: expect.stringContaining('(PAR-07)') });
    await desk.presses('partnership.removeAdminAccess', { confirmed: 'true' });
    await story.settle();
    expect(desk.reads()).toContain('ya no tiene acceso de administrador');
    expect(verbsOn(desk.card())).not.toContain('show.removeAdminAccess');
    expect(await stored(story)).toMatchObject({ state: 'Active', since: before.since, adminAccess: 'Removed', rev: 2 });

    const data = { id: before.id, rev: '1', with: 'norte', confirmed: 'true' };
    const again = await desk.speaker.clicks({ verb: 'partnership.removeAdminAccess', data });
    expect(textOf(again.card)).not.toMatch(/no estaba al día|Anotado/); // the same click once more
    expect(verbsOn(form)).toContain('partnership.removeAdminAccess');
    const provider = await sits(story, iker);
    await provider.says('/revendedores');
    expect(provider.reads()).toContain('sin acceso de administrador');
    await provider.presses('show.partner');
    expect(verbsOn(provider.card())).toContain('show.removePartnership');
  });

  it('GEN-02 a colleague\'s older card is answered with the present state', async () => {
    const story = await openStory();
    await partnered(story, 'contoso');
    const [first, late, later] = [await withNorte(story), await withNorte(story, luis), await withNorte(story, luis)];
    for (const desk of [first, late]) await desk.presses('show.removeAdminAccess');
    await first.presses('partnership.removeAdminAccess', { confirmed: 'true' });
    for (const [desk, verb] of [[late, 'partnership.removeAdminAccess'], [later, 'show.removeAdminAccess']] as const) {
      await desk.presses(verb, { confirmed: 'true' });
      expect(desk.reads()).toContain('This card was out of date');
      expect(desk.reads()).toContain('Your company has removed the administrator access of Distribuciones Norte');
    }
    expect((await stored(story)).rev).toBe(2);
  });
});

describe('the end of a partnership', () => {
  it('WF-34 CUS-14 INV-27 takes all four attestations, tells nobody and leaves customers alone', async () => {
    const story = await openStory();
    await partnered(story, 'contoso');
    for (const [partner, role] of [['norte', 'provider'], ['contoso', 'reseller']] as const) await serves(story, partner, role);
    const desk = await withContoso(story);
    const customers = async () => (await story.content()).filter(({ partition }) => partition === homeOf(tenantNamed('tailwind')));
    const [kept, posted, mails] = [await customers(), story.teams.posted.length, story.mails.length];
    expect(kept.length).toBeGreaterThan(2);

    await desk.presses('show.removePartnership');
    await desk.presses('partnership.remove', { goodFaith: 'true', harmless: 'true' });
    expect(attestations.map((name) => input(desk.card(), name).value)).toEqual(['true', 'false', 'false', 'true']);
    expect(desk.reads()).toMatch(/Faltan confirmaciones: Hay un propósito comercial legítimo y Cumple el acuerdo.*\(CUS-14\)/s);
    const data = { id: (await stored(story)).id, rev: '1', with: 'contoso', ...ticked };
    await desk.presses('partnership.remove', ticked);
    await story.settle();
    expect(desk.reads()).toMatch(/Se ha quitado la asociación con Contoso Iberia.*Enlace no avisa a nadie/s);
    expect(await stored(story)).toMatchObject({ state: 'Removed', removal: { by: iker.name, attested: [...attestations] } });
    expect([await customers(), story.teams.posted.length, story.mails.length]).toEqual([kept, posted, mails]);

    const again = await desk.speaker.clicks({ verb: 'partnership.remove', data });
    expect(textOf(again.card)).toMatch(/^Revendedor indirecto.*La asociación se quitó/s);
    expect(await audited(story, { who: carmen })).toEqual(['partnership.start done', 'partnership.remove CUS-14', 'partnership.remove done']);
    expect(await audited(story, { who: iker })).toContain('partnership.remove done');
  });

  it('WF-34 is not the reseller\'s to decide, unless the programme says so', async () => {
    const story = await openStory();
    const doc = await partnered(story, 'contoso');
    const desk = await withNorte(story);
    expect(verbsOn(desk.card())).not.toContain('show.removePartnership');
    const forged = await desk.speaker.clicks({ verb: 'partnership.remove', data: { id: doc.id, rev: '1', with: 'norte', ...ticked } });
    expect(forged.text).toContain('(GEN-06)');
    const shown = await desk.speaker.clicks({ verb: 'show.removePartnership', data: { with: 'norte' } });
    expect(verbsOn(shown.card)).not.toContain('partnership.remove');
    expect(await stored(story)).toEqual(doc);
  });

  it('INV-57 GEN-01 PAR-03 a role that was lost since the card was drawn is lost', async () => {
    const story = await openStory();
    const doc = await partnered(story, 'contoso');
    const [provider, reseller] = [await withContoso(story), await withNorte(story)];
    await provider.presses('show.removePartnership');
    await reseller.presses('show.removeAdminAccess');
    story.world.change(iker, { roles: { agent: 'helpdeskAgent', admin: 'notAnAdmin' } });
    story.world.change(carmen, { directoryRoles: [], roles: { agent: 'salesAgent', admin: 'notAnAdmin' } });
    expect((await provider.presses('partnership.remove', ticked)).text).toContain('(GEN-01)');
    expect((await provider.speaker.clicks({ verb: 'show.removePartnership', data: { with: 'contoso' } })).text).toContain('(GEN-01)');
    expect((await reseller.presses('partnership.removeAdminAccess', { confirmed: 'true' })).text).toContain('(PAR-03)');
    expect(await stored(story)).toEqual(doc);
  });
});

describe('shared customers', () => {
  it('WF-18 INV-22 are the same from both sides: those with an Active relationship with both', async () => {
    const story = await openStory();
    for (const provider of ['norte', 'sur']) await partnered(story, 'contoso', provider);
    await serves(story, 'contoso', 'reseller');
    const provider = await withContoso(story);
    await provider.presses('show.customers');
    expect(provider.reads()).toContain('Todavía ningún cliente tiene una relación activa con tu compañía y con Contoso Iberia');
    await serves(story, 'norte', 'provider');
    const reseller = await sits(story, carmen);
    await reseller.says('/asociaciones norte');
    await reseller.presses('show.partner');
    for (const desk of [provider, reseller]) {
      if (desk === provider) await desk.presses('show.partner');
      await desk.presses('show.customers');
      expect(verbsOn(desk.card()).filter((verb) => verb === 'show.customer')).toHaveLength(1);
      expect(desk.reads()).toContain('Tailwind Panaderías');
      await desk.presses('show.customer');
      expect(desk.reads()).toMatch(/^Cliente\s+Tailwind Panaderías\s+Relación activa desde/);
    }
    const other = await sits(story, pablo); // shares no customer with Contoso
    expect(textOf((await other.speaker.clicks({ verb: 'show.customers', data: { about: 'contoso' } })).card)).not.toContain('Tailwind');
    story.world.change(nuria, { roles: { agent: 'notAnAgent', admin: 'billingAdmin' } });
    expect((await (await sits(story, nuria)).speaker.clicks({ verb: 'show.customers', data: { about: 'contoso' } })).text).toContain('(GEN-01)');
  });

  it('INV-56 a cursor of the customers shared with one partner is none of those shared with another', async () => {
    const story = await openStory();
    for (const reseller of ['contoso', 'adatum']) {
      await partnered(story, reseller);
      for (let number = 1; number <= 30; number++) await shares(story, reseller, number);
    }
    const desk = await sits(story, iker);
    const page = async (data: Readonly<Record<string, string>>) => (await desk.speaker.clicks({ verb: 'show.customers', data })).card;
    const first = await page({ about: 'contoso' });
    const cursor = String(buttonsOf(first?.actions).find(({ title }) => title === 'Página siguiente')?.data['cursor']);
    expect([numbersOn(first), numbersOn(await page({ about: 'contoso', cursor }))]).toEqual([range(1, 25), range(26, 30)]);
    expect(numbersOn(await page({ about: 'adatum', cursor }))).toEqual(range(1, 25));
    expect(numbersOn((await desk.speaker.clicks({ verb: 'show.partners', data: { about: 'contoso', cursor } })).card)).toEqual([]);
  });

  it('INV-56 are not shown any more when the partnership has ended, nor in a channel', async () => {
    const story = await openStory();
    await partnered(story, 'contoso');
    for (const [partner, role] of [['norte', 'provider'], ['contoso', 'reseller']] as const) await serves(story, partner, role);
    const desk = await withContoso(story);
    const channel = story.desk(iker, { kind: 'channel', conversation: '19:ventas@thread.tacv2' });
    const whispered = await channel.speaker.clicks({ verb: 'show.customers', data: { about: 'contoso' } });
    expect([whispered.card, whispered.text]).toEqual([undefined, expect.not.stringContaining('Tailwind')]);
    desk.looks();
    expect(desk.reads()).toContain('Tailwind');
    const answer = await desk.speaker.clicks({ verb: 'partnership.remove', data: { id: (await stored(story)).id, rev: '1', with: 'contoso', ...ticked } });
    expect(verbsOn(answer.card)).not.toContain('show.customers');
    expect((await desk.speaker.clicks({ verb: 'show.customers', data: { about: 'contoso' } })).text).toContain('(GEN-06)');
  });
});

describe('other companies', () => {
  it('INV-56 GEN-06 are answered alike: none there is, one without a partnership, a customer, the own, and nonsense', async () => {
    const story = await openStory();
    const doc = await partnered(story, 'contoso');
    const before = await stored(story);
    const others = [...['nowhere', 'adatum', 'tailwind', 'contoso/../norte'].map((one) => [one, one] as const), ['', '–'], [' ', '–'], ['x'.repeat(10_000), 'x'.repeat(60)]] as const;
    for (const who of [iker, pablo, ines]) {
      const desk = await sits(story, who);
      const own = [who.tenant, who.tenant] as const;
      for (const [other, called] of [...others, own, ...(who === iker ? [] : [['contoso', 'contoso'] as const])]) {
        const data = { id: doc.id, rev: '1', with: other, about: other, customer: 'tailwind', confirmed: 'true', ...ticked };
        const verbs = ['show.partner', 'partnership.remove', ...(who === ines ? ['show.removeAdminAccess', 'partnership.removeAdminAccess'] : ['show.customers', 'show.removePartnership'])];
        for (const verb of verbs) {
          const { http, text } = await desk.speaker.clicks({ verb, data });
          const said = `No encontramos «${called}» entre lo que pertenece a tu compañía`;
          expect([http, verb, text]).toEqual([200, verb, expect.stringContaining(said)]);
        }
      }
    }
    expect(await stored(story)).toEqual(before);
  });

  it('INV-56 the number and revision of another reseller\'s partnership lead to the own one', async () => {
    const story = await openStory();
    const [foreign, own] = [await partnered(story, 'contoso'), await partnered(story, 'adatum')];
    const desk = await sits(story, ines);
    const { card } = await desk.speaker.clicks({ verb: 'partnership.removeAdminAccess', data: { id: foreign.id, rev: '1', with: 'norte', confirmed: 'true' } });
    expect(textOf(card)).toContain(own.id);
    expect([await stored(story), await stored(story, 'adatum')]).toEqual([foreign, own]);
  });
});
