/** `/offers` in the chat: the catalogue, its filters and pages, one offer, and who sees it. */

import { describe, expect, it } from '@jest/globals';
import { check } from '../../bot/listings/check.ts';
import { load } from '../../bot/listings/command.ts';
import type { Card } from '../../bot/local/teamsPeer.ts';
import { buttonsOf } from '../../bot/local/teamsPeer.ts';
import { offersFile, offersList } from '../../bot/offers/offersFile.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { eva, iker, luis } from './world.ts';

const HEADER = 'id,name,segment,countries,min,max,trial,kind,office365,onePerCustomer,term,billing,family,tier';
const OFFERS = [
  'BASIC,Microsoft 365 Business Basic,commercial,,1,300,no,licence,yes,no,P1Y,P1M,m365,1',
  'PREMIUM,Microsoft 365 Business Premium,commercial,ES FR,5,300,no,licence,yes,no,P1Y,P1M,m365,3',
  'TRIAL,Business Basic Trial,commercial,,25,25,yes,licence,yes,yes,P1M,P1M,m365,0',
  'A3,Office 365 A3,education,,1,1000,no,licence,yes,no,P1Y,P1Y,,',
];

async function withCatalogue(rows: readonly string[] = OFFERS): Promise<Story> {
  const story = await openStory();
  const { items, lines } = check(offersFile, Buffer.from([HEADER, ...rows].join('\n')), defaultRules);
  if (!items) throw new Error(lines.join('\n'));
  await load(offersList, { deps: story.app.deps, items });
  return story;
}

const shownOn = (card: Card | undefined): readonly unknown[] => buttonsOf(card).filter(({ verb }) => verb === 'show.offer').map(({ data }) => data['id']);

describe('/offers', () => {
  it.each<[string, readonly string[]]>([
    ['/offers', ['TRIAL', 'BASIC', 'PREMIUM', 'A3']], ['/offers business', ['TRIAL', 'BASIC', 'PREMIUM']], ['/offers a3', ['A3']], ['/offers usiness', []],
    ['/offers --country ES', ['TRIAL', 'BASIC', 'PREMIUM', 'A3']], ['/offers --country Portugal', ['TRIAL', 'BASIC', 'A3']], ['/offers --segment education', ['A3']],
    ['/offers business --country pt --segment commercial', ['TRIAL', 'BASIC']],
  ])('WF-23 %s', async (typed, found) => {
    const desk = (await withCatalogue()).desk(luis);
    await desk.says(typed);
    expect(shownOn(desk.card())).toEqual(found);
  });

  it('WF-23 the same in Spanish, with the filters on the card', async () => {
    const desk = (await withCatalogue()).desk(iker);
    await desk.says('/ofertas --país España --segmento educación');
    expect(shownOn(desk.card())).toEqual(['A3']);
    await desk.presses('show.offers', { query: '', country: 'portugal', segment: 'commercial' });
    expect(shownOn(desk.card())).toEqual(['TRIAL', 'BASIC']);
  });

  it('a country that is none comes back as it was typed, with a sentence beside it; a segment that is none is told', async () => {
    const desk = (await withCatalogue()).desk(luis);
    await desk.says('/offers business --country Atlantis');
    expect(desk.reads()).toContain('Write a name or a code such as ES.');
    expect(JSON.stringify(desk.card())).toContain('"value":"Atlantis"');
    expect(JSON.stringify(desk.card())).toContain('"value":"business"');
    await desk.says('/offers --segment schools');
    expect(desk.reads()).toContain('Commercial, Education, Government and Nonprofit');
  });

  it('shows one with its limits, its way up, and no way back down (INV-49, INV-51)', async () => {
    const desk = (await withCatalogue()).desk(luis);
    await desk.says('/offers basic');
    await desk.presses('show.offer', { id: 'BASIC' });
    expect(desk.reads()).toContain('1 to 300');
    expect(shownOn(desk.card())).toEqual(['PREMIUM']);
    await desk.presses('show.offer', { id: 'PREMIUM' });
    expect(desk.reads()).toContain('5 to 300');
    expect(desk.reads()).toContain('Spain, France');
    expect(shownOn(desk.card())).toEqual([]);
  });

  it('has pages, and an offer that left the catalogue meanwhile is told', async () => {
    const many = Array.from({ length: 30 }, (_one, index) => `X${index},Offer ${String(index).padStart(2, '0')},commercial,,1,9,no,licence,no,no,P1Y,P1M,,`);
    const story = await withCatalogue(many);
    const desk = story.desk(luis);
    await desk.says('/offers offer');
    const next = buttonsOf(desk.card()?.actions).find(({ title }) => title === 'Next page')?.data as Record<string, string>; // the data of our cards is text
    const first = shownOn(desk.card());
    await desk.presses('show.offers', next);
    expect([first.length, shownOn(desk.card())]).toEqual([25, ['X25', 'X26', 'X27', 'X28', 'X29']]);
    const { text } = await desk.speaker.clicks({ verb: 'show.offer', data: { id: 'BASIC' } });
    expect(text).toContain('This offer is not in the catalogue.');
  });

  it('says so as long as no catalogue was loaded, and how it is', async () => {
    const desk = (await openStory()).desk(luis);
    await desk.says('/offers');
    expect(desk.reads()).toContain('The catalogue of offers has not been loaded yet. Whoever runs the programme loads it from a file: npm run offers:import');
  });

  it('E04 is for people with a role at a partner', async () => {
    const desk = (await withCatalogue()).desk(eva);
    await desk.says('/offers');
    expect(desk.reads()).toContain('E04');
    expect(shownOn(desk.card())).toEqual([]);
  });
});
