/** The official list of providers as one of the lists that are replaced as a whole. How that is done is importedList.ts; reading is listingQueries.ts. */

import type { Deps } from './deps.ts';
import { listingsHome, lists } from './homes.ts';
import type { ImportParts, ImportedList, InForce, Replaced } from './importedList.ts';
import { inForce, replaceList } from './importedList.ts';
import type { Listing } from './listingDoc.ts';
import { docsOf, listOf, listingSchema, marketOf } from './listingDoc.ts';

const listings: ImportedList<Listing> = {
  name: 'listings', versions: lists.listingVersions, counted: 'providers', schema: listingSchema, keyOf: ({ tenant }) => tenant, marketOf: marketNamed, homeOf: listingsHome, docsOf, whole: listOf({}),
};

export const listingsInForce = async (deps: Pick<Deps, 'store' | 'directory'>): Promise<InForce | undefined> => await inForce(deps, listings);

/** @param given of different tenants, each in a country with a region. */
export const replaceListings = async (deps: ImportParts, given: readonly Listing[]): Promise<Replaced> => await replaceList(deps, listings, given);

function marketNamed(listing: Listing): string {
  const market = marketOf(listing);
  if (!market) throw new Error(`The listing of ${listing.tenant} is in ${listing.country}, a country without a CSP region`);
  return market;
}
