/** `/offers`: searching the catalogue and opening one offer (WF-23, INV-49). Everything here only shows; what may be ordered is decided with the order. */

import { higherThan, offersFor, offersNamed } from '../../../src/app/offers.ts';
import { searchTerm } from '../../../src/app/search.ts';
import { segments } from '../../../src/core/offer.ts';
import { supportedCountries } from '../../../src/rules/regions.ts';
import { turnedTo } from '../../commands/cursor.ts';
import { list } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { textReply } from '../../turn/turnCtx.ts';
import type { View } from '../../view.ts';
import { t } from '../../words.ts';
import type { Wanted } from './offerScreens.ts';
import { ALL, offerCard, offersCard, segmentName } from './offerScreens.ts';
import { countryNamed } from '../partners/providerFilter.ts';

export const offerViews = {
  'show.offers': { needs: 'E04', run: async (ctx, { input }) => await offersPage(ctx, { query: input['query'] ?? '', country: input['country'] ?? '', segment: input['segment'] ?? '' }, input['cursor']) },
  'show.offer': { needs: 'E04', run: async (ctx, { id }) => await openOffer(ctx, id) },
} as const satisfies Record<string, View>;

/** As it was typed. */
export type Search = { readonly query: string; readonly country: string; readonly segment: string };

/** @param cursor where an earlier page of the same filters ended. */
export async function offersPage(ctx: TurnCtx, { query, country: typed, segment: named }: Search, cursor = ''): Promise<Reply> {
  const { deps, language } = ctx;
  const segment = readSegment(named);
  if (!segment) return textReply(t(language, 'offers.badSegment', { segments: list(language, segments.map((one) => segmentName(language, one))) }));
  const wanted = { query: query.slice(0, 100), country: typed.slice(0, 60), segment };
  const term = searchTerm(wanted.country);
  const country = term === '' ? undefined : countryNamed(term, supportedCountries);
  if (term !== '' && !country) return offersCard(language, { wanted });
  const { search, page, isFirst, next, banner } = await turnedTo(ctx, { list: `show.offers ${country ?? ALL} ${segment}`, search: wanted.query, cursor }, async (words, after) =>
    await offersFor(deps, { country, segment: segment === ALL ? undefined : segment, search: words, after }));
  return offersCard(language, { wanted: { ...wanted, query: search }, page, isFirst, next, banner });
}

async function openOffer({ deps, language }: TurnCtx, id: string): Promise<Reply> {
  const offer = (await offersNamed(deps, [id.slice(0, 100)])).get(id);
  return offer ? offerCard(language, offer, await higherThan(deps, offer)) : textReply(t(language, 'offers.gone'));
}

const ALL_SPELLINGS: ReadonlySet<string> = new Set(['', ALL, 'any', 'todo', 'todos', 'todas']);

/** By its code or its name in either language. */
function readSegment(typed: string): Wanted['segment'] | undefined {
  const term = searchTerm(typed);
  if (ALL_SPELLINGS.has(term)) return ALL;
  return segments.find((segment) => [segment, segmentName('en', segment), segmentName('es', segment)].some((name) => searchTerm(name) === term));
}
