/** The catalogue of offers as it is in force: replaced as a whole, read by id, and searched in pages (WF-23). What may be ordered of it is rules/quantity.ts. */

import type { Offer, Segment } from '../core/offer.ts';
import { offerSchema } from '../core/offer.ts';
import { isHigher, isSoldIn } from '../rules/quantity.ts';
import type { Deps } from './deps.ts';
import { lists, offerRef, offersHome } from './homes.ts';
import type { ImportParts, ImportedList, InForce, Replaced } from './importedList.ts';
import { inForce, replaceList } from './importedList.ts';
import type { PageOf } from './lines.ts';
import { WORDS, docsOf, familyList, listOf, termsOfOffer } from './offerDoc.ts';
import type { Stored } from './ports.ts';
import { scanned } from './scan.ts';
import { searchTerm } from './search.ts';

type Parts = Pick<Deps, 'store' | 'directory'>;

const catalogue: ImportedList<Offer> = {
  name: 'offers', versions: lists.offerVersions, counted: 'offers', schema: offerSchema, keyOf: ({ id }) => id, marketOf: () => 'all', homeOf: offersHome, docsOf, whole: listOf(undefined),
};

export const catalogueInForce = async (deps: Parts): Promise<InForce | undefined> => await inForce(deps, catalogue);

/** @param offers with different ids. */
export const replaceOffers = async (deps: ImportParts, offers: readonly Offer[]): Promise<Replaced> => await replaceList(deps, catalogue, offers);

/** Where the catalogue in force is; undefined as long as none was loaded. */
async function shelf(deps: Parts): Promise<string | undefined> {
  const present = await catalogueInForce(deps);
  return present && offersHome(present.version);
}

/** Those of the ids that the catalogue has. */
export async function offersNamed(deps: Parts, ids: readonly string[]): Promise<ReadonlyMap<string, Offer>> {
  const partition = ids.length === 0 ? undefined : await shelf(deps);
  if (partition === undefined) return new Map();
  const found = await Promise.all([...new Set(ids)].map(async (id) => await deps.store.read(offerRef(partition, id))));
  return new Map(found.flatMap((stored) => (stored ? [offerIn(stored)] : [])).map((offer) => [offer.id, offer]));
}

const offerIn = ({ body }: Stored): Offer => offerSchema.parse(body);

/** Undefined is any. `search`: "starts with" on words of the name, on id and family. `after`: the `next` of the page before. */
export type OfferQuery = { readonly country?: string | undefined; readonly segment?: Segment | undefined; readonly search?: string | undefined; readonly after?: string | undefined };

/** `isLoaded`: whether there is a catalogue at all. */
export type CataloguePage = PageOf<Offer> & { readonly isLoaded: boolean };

/** A page that is short, or empty, may have a next one all the same. */
export async function offersFor(deps: Parts, query: OfferQuery): Promise<CataloguePage> {
  const partition = await shelf(deps);
  if (partition === undefined) return { rows: [], next: undefined, isLoaded: false };
  const { segment, search = '', after } = query;
  const term = searchTerm(search);
  const place = term === '' ? { list: listOf(segment) } : { list: WORDS, prefix: term };
  const { rows, next } = await scanned(deps, { partition, ...place, after }, (row) => fits(row, query, term));
  return { rows: rows.map(offerIn), next, isLoaded: true };
}

/** An offer that several of its words find is shown where the first of them stands, and nowhere else. */
function fits(row: Stored, { country, segment }: OfferQuery, term: string): boolean {
  const offer = offerIn(row);
  const [first = ''] = term === '' ? [] : termsOfOffer(offer).filter((word) => word.startsWith(term)).toSorted();
  return (term === '' || row.sort?.startsWith(`${first}|`) === true) && (!country || isSoldIn(offer, country)) && (!segment || offer.segment === segment);
}

/** How many steps upwards a card has room for. [DESIGN] */
const MOST_HIGHER = 10;

/** INV-51: what may follow this offer, the next step first. */
export async function higherThan(deps: Parts, offer: Offer): Promise<readonly Offer[]> {
  const partition = offer.family === '' ? undefined : await shelf(deps);
  if (partition === undefined) return [];
  const { rows } = await scanned(deps, { partition, list: familyList(offer.family) }, (row) => isHigher(offer, offerIn(row)));
  return rows.map(offerIn).slice(0, MOST_HIGHER);
}
