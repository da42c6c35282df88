/** The official list of providers in the chat: the search and its filters, one entry, a provider's own, and what people of another region see. */

import { describe, expect, it } from '@jest/globals';
import { check } from '../../bot/listings/check.ts';
import { load } from '../../bot/listings/command.ts';
import { providersFile, providersList } from '../../bot/listings/providers.ts';
import type { Card } from '../../bot/local/teamsPeer.ts';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { verbsOn } from './walk.ts';
import { carmen, iker, lucia, luis } from './world.ts';

const HEADER = 'tenantId,name,country,countries,training,marketing,financing,support,contactName,contactEmail,contactPhone,webSite';
const LISTED = [
  'norte,Distribuciones Norte,ES,ES|PT,yes,no,yes,premium,Elena Vidal,elena@norte.example,+34 944 12 34 56,norte.example',
  'litoral,Litoral Mayorista,ES,ES,no,yes,no,basic,Jordi Puig,jordi@litoral.example,,',
  'lumiere,Lumière Distribution,FR,FR,yes,no,no,standard,Camille Laurent,camille@lumiere.example,,',
  'sierra,Sierra Mayoreo,MX,MX,yes,yes,yes,premium,Marisol Treviño,marisol@sierra.example,,',
];

/** A story in which the list was imported. */
async function withList(rows: readonly string[] = LISTED): Promise<Story> {
  const story = await openStory();
  const { items, lines } = check(providersFile, Buffer.from([HEADER, ...rows].join('\n')), defaultRules);
  if (!items) throw new Error(lines.join('\n'));
  await load(providersList, { deps: story.app.deps, items });
  return story;
}

const listedOn = (card: Card | undefined): readonly unknown[] => buttonsOf(card).filter(({ verb }) => verb === 'show.provider').map(({ data }) => data['id']);
const linksOn = (card: Card | undefined): readonly string[] => JSON.stringify(card).match(/(?<="url":")[^"]+/g) ?? [];

describe('/providers', () => {
  it('WF-12 shows those who sell in the own country, and others when they are asked for, on the card and in words', async () => {
    const desk = (await withList()).desk(luis);
    await desk.says('/providers');
    expect(listedOn(desk.card())).toEqual(['norte', 'litoral']);
    for (const [typed, found] of [
      ['--country all', ['norte', 'litoral', 'lumiere']], ['--country PT', ['norte']], ['--country Francia', ['lumiere']], ['--country france', ['lumiere']], ['--service marketing', ['litoral']],
      ['--service credit', ['norte']], ['lit', ['litoral']], ['distri --country all --service training', ['norte', 'lumiere']], ['zzz', []],
    ] as const) {
      await desk.says(`/providers ${typed}`);
      expect([typed, listedOn(desk.card())]).toEqual([typed, found]);
    }
    expect(desk.reads()).toContain('No provider matches.');
    await desk.presses('show.providers', { query: '', country: 'all', service: 'training' });
    expect(listedOn(desk.card())).toEqual(['norte', 'lumiere']);
  });

  it('WF-12 understands Spanish, and names the choices to whoever writes another', async () => {
    const desk = (await withList()).desk(carmen);
    for (const [typed, found] of [['--país "España" --servicio formación', ['norte']], ['--servicio crédito', ['norte']], ['--país todos', ['norte', 'litoral', 'lumiere']]] as const) {
      await desk.says(`/proveedores ${typed}`);
      expect([typed, listedOn(desk.card())]).toEqual([typed, found]);
    }
    for (const country of ['México', 'XX', 'Atlantis']) {
      await desk.says(`/proveedores --país ${country}`);
      expect(desk.reads()).toMatch(/tu región de CSP, Europa.*AD, AT, AX.*escribe: todos/);
    }
    await desk.says('/proveedores --servicio limpieza');
    expect(desk.reads()).toBe('Los servicios son formación, marketing y financiación. Para verlos todos, escribe: todos.');
    const { http, text } = await desk.speaker.clicks({ verb: 'show.providers', data: { country: '<at>x</at>', service: 'all' } });
    expect([http, text]).toEqual([200, expect.stringContaining('tu región de CSP, Europa')]);
  });

  it('turns pages with the same filters, and takes no cursor of another person or filter', async () => {
    const story = await withList(Array.from({ length: 60 }, (_one, index) => `p-${index + 100},Provider ${index + 100},ES,ES,yes,no,no,basic,Ana Gil,ana@p.example,,`));
    const [desk, other] = [story.desk(luis), story.desk(iker)];
    await desk.says('/providers --service training');
    const pages = [listedOn(desk.card())];
    const button = (title: string) => buttonsOf(desk.card()?.actions).find((one) => one.title === title);
    const first = button('Next page')?.data ?? {};
    for (const title of ['Next page', 'Next page', 'Previous page']) {
      const { card } = await desk.speaker.clicks({ verb: 'show.providers', data: button(title)?.data ?? {} });
      pages.push(listedOn(card));
      if (title === 'Next page') await desk.presses('show.providers', button(title)?.data as Record<string, string>); // the data of our cards is text
    }
    expect(pages.map((page) => page.length)).toEqual([25, 25, 10, 25]);
    expect(new Set(pages.slice(0, 3).flat()).size).toBe(60);
    expect(pages[3]).toEqual(pages[0]);
    for (const [who, data] of [[other, first], [desk, { ...first, service: 'all' }], [desk, { ...first, cursor: 'forged' }]] as const) {
      const { card } = await who.speaker.clicks({ verb: 'show.providers', data });
      expect([listedOn(card), textOf(card)]).toEqual([pages[0], expect.stringMatching(/That page cannot be opened any more|Esa página ya no se puede abrir/)]);
    }
  });

  it('INV-29 shows the providers of the own region only, whatever is asked for', async () => {
    const desk = (await withList()).desk(lucia);
    for (const typed of ['/proveedores', '/proveedores --país todos', '/proveedores sierra']) {
      await desk.says(typed);
      expect(listedOn(desk.card())).toEqual(['sierra']);
    }
    await desk.says('/proveedor Norte');
    expect(listedOn(desk.card())).toEqual([]);
    const { card } = await desk.speaker.clicks({ verb: 'show.provider', data: { id: 'norte' } });
    expect(JSON.stringify(card)).toContain('no está en la lista oficial de tu región');
    expect(JSON.stringify(card)).not.toContain('Distribuciones');
  });

  it('says so as long as no list was loaded', async () => {
    const story = await openStory();
    const desk = story.desk(luis);
    await desk.says('/providers');
    expect(desk.reads()).toContain('The official list has not been loaded yet.');
    await desk.says('/provider Norte');
    expect(desk.reads()).toContain('The official list has not been loaded yet.');
    const provider = story.desk(iker);
    await provider.says('/proveedor');
    expect(provider.reads()).toContain('La lista oficial todavía no está cargada.');
  });
});

describe('/provider', () => {
  it('WF-12 INV-26 shows what one offers and whom to write to; nothing on it begins a partnership', async () => {
    const desk = (await withList()).desk(luis);
    for (const typed of ['/provider distribuciones norte', '/provider norte', '/provider distribuciones']) {
      await desk.says('/providers');
      await desk.says(typed);
      expect(desk.reads()).toContain('Elena Vidal');
    }
    expect(desk.reads()).toMatch(/outside Enlace.*the provider sends you the partnership request; a reseller cannot start it/);
    expect(verbsOn(desk.card())).toEqual(['show.providers']);
    const [write, invite, site] = linksOn(desk.card());
    expect([write, site]).toEqual(['mailto:elena@norte.example', 'https://norte.example']);
    expect(decodeURIComponent(invite ?? '')).toMatch(/^mailto:elena@norte\.example\?subject=Partnership in CSP with Contoso Iberia&body=Hello Elena Vidal,\r\n\r\nI work at Contoso Iberia.*Luis Gil$/s);
  });

  it('offers the search to a reseller who names nobody, nobody who is known, or several', async () => {
    const desk = (await withList()).desk(luis);
    for (const [typed, found] of [['/provider', ['norte', 'litoral']], ['/provider zzz', []], ['/provider l', ['litoral', 'lumiere']]] as const) {
      await desk.says(typed);
      expect([typed, listedOn(desk.card())]).toEqual([typed, found]);
      expect(verbsOn(desk.card())).toContain('show.providers');
    }
  });

  it('WF-13 INV-28 shows provider staff their own entry, which nobody can change here', async () => {
    const desk = (await withList()).desk(iker);
    await desk.says('/proveedor');
    expect(desk.reads()).toContain('Distribuciones Norte');
    expect(desk.reads()).toContain('Aquí no se puede cambiar: si quieres un cambio, habla con tu representante de Microsoft.');
    expect(verbsOn(desk.card())).toEqual(['show.providers']);
    expect(JSON.stringify(desk.card())).not.toContain('Input.');
    await desk.says('/proveedor litoral');
    expect(linksOn(desk.card())).toEqual(['mailto:jordi@litoral.example']); // a provider does not ask to be invited
  });

  it('WF-13 tells provider staff who are not listed whom to ask', async () => {
    const desk = (await withList(LISTED.slice(1))).desk(iker);
    await desk.says('/proveedor');
    expect(desk.reads()).toContain('Tu compañía no está en la lista oficial');
    expect(desk.reads()).toContain('representante de Microsoft');
  });
});
