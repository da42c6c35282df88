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

/** One query, whatever the length of the list; a search with filters makes at most `SCANS`. */
export async function pageOfListings(deps: Deps, { partition }: Shelf, query: ListingQuery): Promise<PageOf<ListingLine>> {
  if (partition === undefined) return { rows: [], next: undefined };
  const term = searchTerm(query.search);
  if (term !== '') return await pageOfNames(deps, partition, { ...query, term });
  const found = await deps.store.page({ partition, list: listOf(query), ...(query.after ? { after: query.after } : {}), limit: PAGE_SIZE + 1 });
  return pageWith(found.slice(0, PAGE_SIZE), found.length > PAGE_SIZE);
}

/** How many rows of a search are looked through for one page: a page may come out short, or empty, and still have a next one. [DESIGN] */
const SCANS = 4;
const SCAN = 100;

async function pageOfNames({ store }: Deps, partition: string, query: ListingQuery & { readonly term: string }): Promise<PageOf<ListingLine>> {
  const fitting: Stored[] = [];
  let after = query.after;
  for (let scan = 1; scan <= SCANS; scan++) {
    const found = await store.page({ partition, list: NAMES, prefix: query.term, ...(after ? { after } : {}), limit: SCAN });
    fitting.push(...found.filter((row) => fits(row, query)));
    if (fitting.length > PAGE_SIZE) return pageWith(fitting.slice(0, PAGE_SIZE), true);
    if (found.length < SCAN) return pageWith(fitting, false);
    after = found.at(-1)?.sort;
  }
  return { ...pageWith(fitting, false), next: after };
}

/** A name that several of its words find is shown where the first of them stands, and nowhere else. */
function fits({ body, sort }: Stored, { term, country, service }: ListingQuery & { readonly term: string }): boolean {
  const line = listingLineSchema.parse(body);
  const [first = ''] = termsOf(line.name, []).filter((word) => word.startsWith(term)).toSorted();
  return sort?.startsWith(`${first}|`) === true && (!country || line.countries.includes(country)) && (!service || line.services.includes(service));
}

const pageWith = (rows: readonly Stored[], hasMore: boolean): PageOf<ListingLine> =>
  ({ rows: rows.map(({ body }) => listingLineSchema.parse(body)), next: hasMore ? rows.at(-1)?.sort : undefined });
