/** A provider in the official list: the document, the lines and terms that find it, and the market whose people may see it. Reading and writing them is listings.ts and listingQueries.ts. */

import { z } from 'zod';
import { clouds } from '../core/machine.ts';
import type { Cloud, TenantFacts } from '../core/machine.ts';
import { storedTenant } from '../core/stored.ts';
import { services, supportLevels } from '../rules/listing.ts';
import type { Service } from '../rules/listing.ts';
import type { Region } from '../rules/regions.ts';
import { regionOf, sameRegion } from '../rules/regions.ts';
import { lineRef, listingRef, lists, termRef } from './homes.ts';
import { termList } from './lines.ts';
import type { Doc } from './ports.ts';
import { searchTerm, termsOf } from './search.ts';

export const listingSchema = z.object({
  v: z.literal(1),
  tenant: storedTenant,
  name: z.string(),
  country: z.string(),
  cloud: z.enum(clouds),
  countries: z.array(z.string()),
  services: z.array(z.enum(services)),
  support: z.enum(supportLevels),
  contact: z.object({ name: z.string(), email: z.string(), phone: z.string().optional(), webSite: z.string().optional() }),
});
export type Listing = z.output<typeof listingSchema>;

/** What a page of the list shows. */
export const listingLineSchema = listingSchema.pick({ tenant: true, name: true, country: true, countries: true, services: true });
export type ListingLine = z.output<typeof listingLineSchema>;

/** INV-29, INV-61: providers are of use inside one CSP region and cloud, by the countries of the tenants (INV-40). */
export type Market = `${Region}:${Cloud}`;

export function marketOf({ country, cloud }: Pick<TenantFacts, 'country' | 'cloud'>): Market | undefined {
  const region = regionOf(country);
  return region && `${region}:${cloud}`;
}

/** Undefined is any. */
export type Filter = { readonly country?: string | undefined; readonly service?: Service | undefined };

export const listOf = ({ country, service }: Filter): string => `${lists.providers}:${country ?? '*'}:${service ?? '*'}`;
export const NAMES = termList(lists.providers);

/** The first holds the listing and stands in the whole list, so that whoever finds it knows the others. */
export function docsOf(partition: string, listing: Listing): readonly Doc[] {
  const { tenant, name, country, countries } = listing;
  const sort = `${searchTerm(name) || name}|${tenant}`;
  const body: ListingLine = { tenant, name, country, countries, services: listing.services };
  const places = [undefined, ...countries.filter((served) => sameRegion(served, country))]; // nobody of another region sees this listing
  const filtered = places.flatMap((served) => [undefined, ...listing.services].map((service) => listOf({ country: served, service }))).slice(1);
  return [
    { ...listingRef(partition, tenant), kind: 'listing', list: listOf({}), sort, body: listing },
    ...filtered.map((list): Doc => ({ ...lineRef(partition, list, tenant), kind: 'line', list, sort, body })),
    ...termsOf(name, []).map((term): Doc => ({ ...termRef(partition, lists.providers, { key: tenant, term }), kind: 'term', list: NAMES, sort: `${term}|${sort}`, body })),
  ];
}
