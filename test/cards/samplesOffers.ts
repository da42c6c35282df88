/** The cards of the catalogue of offers, in every shape. */

import { offerViews, offersPage } from '../../bot/tasks/orders/offerViews.ts';
import type { Search } from '../../bot/tasks/orders/offerViews.ts';
import { replaceOffers } from '../../src/app/offers.ts';
import type { Offer } from '../../src/core/offer.ts';
import { manyOffers, offered, threeTiers } from '../support/offers.ts';
import { cast } from '../support/world.ts';
import type { Sample } from './draw.ts';

/** Ids are shown, and are words of no language. */
const multiGeo = offered('1004', { name: 'Multi-Geo', office365: true, addOn: 'multiGeo' });
const catalogue = [...threeTiers.map((offer, index) => ({ ...offer, id: String(1001 + index) })), offered('1000', { name: 'Microsoft 365 Business Standard Trial', trial: true, min: 25, max: 25, onePerCustomer: true, term: 'P1M', family: 'm365' })];
const longest = manyOffers(27, { segment: 'government', term: 'P3Y', billing: 'P3Y', kind: 'software', min: 100_000, max: 1_000_000 }).map((offer): Offer => ({ ...offer, id: offer.id.padEnd(60, '0'), name: 'Reservation '.repeat(10) }));

const shown = (reply: Sample['reply'], offers: readonly Offer[] = catalogue): Sample => ({
  viewer: cast.providerAdmin,
  reply: async (ctx, said) => {
    if (offers.length > 0) await replaceOffers(ctx.deps, said(offers));
    return await reply(ctx, said);
  },
});
const list = (asked: Partial<Search> = {}, offers: readonly Offer[] = catalogue): Sample =>
  shown(async (ctx, said) => await offersPage(ctx, { country: '', segment: '', ...asked, query: said(asked.query ?? '') }), offers);
const entry = (id: string, offers?: readonly Offer[]): Sample => shown(async (ctx) => await offerViews['show.offer'].run(ctx, { id, rev: undefined, input: {} }), offers);
const secondPage = shown(async (ctx) => {
  await offersPage(ctx, { query: '', country: 'ES', segment: '' });
  return await offerViews['show.offers'].run(ctx, { id: '', rev: undefined, input: { country: 'ES', segment: 'all', cursor: ctx.deps.newId() } });
}, manyOffers(27));

export const offerSamples = {
  'offers/list': {
    'everything': list(), 'found': list({ query: 'bus', country: 'Portugal', segment: 'commercial' }), 'nothing found': list({ query: 'zzz', segment: 'education' }), 'no catalogue yet': list({}, []),
    'a country that is none': list({ query: 'business', country: 'Atlántida' }), 'the first page of two': list({ country: 'ES' }, manyOffers(27)), 'the second page': secondPage, 'long names': list({}, longest),
    'nothing found so far': list({ country: 'PT' }, manyOffers(450, { countries: ['ES'] })),
  },
  'offers/offer': { 'that has higher ones': entry('1001'), 'that is the highest': entry('1003'), 'a trial': entry('1000'), 'a multi-geo add-on': entry('1004', [multiGeo]) },
} as const satisfies Record<string, Record<string, Sample>>;
