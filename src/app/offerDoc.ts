/** An offer in the catalogue: the document, and the lines and terms that find it. Replacing and reading the catalogue is offers.ts. */

import type { Offer, Segment } from '../core/offer.ts';
import { lineRef, lists, offerRef, termRef } from './homes.ts';
import { termList } from './lines.ts';
import type { Doc } from './ports.ts';
import { searchTerm, termsOf } from './search.ts';

/** Of a segment; of all of them. */
export const listOf = (segment: Segment | undefined): string => `${lists.offers}:${segment ?? '*'}`;
export const familyList = (family: string): string => `${lists.offers}/family:${family}`;
export const WORDS = termList(lists.offers);

export const termsOfOffer = ({ name, id, family }: Offer): readonly string[] => termsOf(name, [id, family]);

/** Every one holds the whole offer: it is small, and a page needs no second read. */
export function docsOf(partition: string, offer: Offer): readonly Doc[] {
  const { id, name, segment, family, tier } = offer;
  const sort = `${searchTerm(name) || name}\t${id}`; // a tab comes before a space: "E5" before "E5 Trial"
  const tiered = `${String(tier).padStart(4, '0')}|${sort}`;
  const places = [[listOf(segment), sort], ...(family === '' ? [] : [[familyList(family), tiered]])] as const;
  return [
    { ...offerRef(partition, id), kind: 'offer', list: listOf(undefined), sort, body: offer },
    ...places.map(([list = '', order = '']): Doc => ({ ...lineRef(partition, list, id), kind: 'line', list, sort: order, body: offer })),
    ...termsOfOffer(offer).map((term): Doc => ({ ...termRef(partition, lists.offers, { key: id, term }), kind: 'term', list: WORDS, sort: `${term}|${sort}`, body: offer })),
  ];
}
