/** What people read of the official list of providers: one entry, one by its name, a page. Everybody sees the providers of their own market only (INV-29). */

import type { TenantId } from '../core/ids.ts';
import type { Region } from '../rules/regions.ts';
import { regionOf } from '../rules/regions.ts';
import type { Deps } from './deps.ts';
import { listingRef, listingsHome } from './homes.ts';
import type { Filter, Listing, ListingLine } from './listingDoc.ts';
import { NAMES, listOf, listingLineSchema, listingSchema, marketOf } from './listingDoc.ts';
import { listingsInForce } from './listings.ts';
import type { PageOf } from './lines.ts';
import { PAGE_SIZE } from './lines.ts';
import type { Stored } from './ports.ts';
import { scanned } from './scan.ts';
import { searchTerm, termsOf } from './search.ts';

/** The part of the list that a company may see; `partition` is undefined as long as no list was loaded. */
export type Shelf = { readonly partition: string | undefined; readonly region: Region; readonly company: string; readonly country: string };

/** @returns undefined for a company in whose country the programme is not offered, or that nobody knows. */
export async function shelfOf(deps: Deps, tenant: TenantId): Promise<Shelf | undefined> {
  const [facts, inForce] = await Promise.all([deps.directory.tenant(tenant), listingsInForce(deps)]);
  const market = facts && marketOf(facts);
  const region = facts && regionOf(facts.country);
  return market && region && { partition: inForce && listingsHome(inForce.version, market), region, company: facts.name, country: facts.country };
}

export async function listingOf({ store }: Deps, { partition }: Shelf, provider: TenantId): Promise<Listing | undefined> {
  const stored = partition === undefined ? undefined : await store.read(listingRef(partition, provider));
  return stored && listingSchema.parse(stored.body);
}

/** The only provider whose whole name this is. */
export async function listingNamed(deps: Deps, shelf: Shelf, name: string): Promise<Listing | undefined> {
  const term = searchTerm(name);
  if (shelf.partition === undefined || term === '') return undefined;
  const [found, ...others] = await deps.store.page({ partition: shelf.partition, list: NAMES, prefix: `${term}|${term}|`, limit: 2 });
  return found && others.length === 0 ? await listingOf(deps, shelf, listingLineSchema.parse(found.body).tenant) : undefined;
}

export type ListingQuery = Filter & { readonly search: string; readonly after: string | undefined };

/** One query, whatever the length of the list; a search makes a bounded number. */
export async function pageOfListings(deps: Deps, { partition }: Shelf, query: ListingQuery): Promise<PageOf<ListingLine>> {
  if (partition === undefined) return { rows: [], next: undefined };
  const term = searchTerm(query.search);
  if (term !== '') {
    const { rows, next } = await scanned(deps, { partition, list: NAMES, prefix: term, after: query.after }, (row) => fits(row, { ...query, term }));
    return { rows: rows.map(lineOf), next };
  }
  const found = await deps.store.page({ partition, list: listOf(query), ...(query.after ? { after: query.after } : {}), limit: PAGE_SIZE + 1 });
  const rows = found.slice(0, PAGE_SIZE);
  return { rows: rows.map(lineOf), next: found.length > PAGE_SIZE ? rows.at(-1)?.sort : undefined };
}

/** A name that several of its words find is shown where the first of them stands, and nowhere else. */
function fits({ body, sort }: Stored, { term, country, service }: ListingQuery & { readonly term: string }): boolean {
  const line = listingLineSchema.parse(body);
  const [first = ''] = termsOf(line.name, []).filter((word) => word.startsWith(term)).toSorted();
  return sort?.startsWith(`${first}|`) === true && (!country || line.countries.includes(country)) && (!service || line.services.includes(service));
}

const lineOf = ({ body }: Stored): ListingLine => listingLineSchema.parse(body);
