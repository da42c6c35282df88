/** The official list of providers in the store: replaced as a whole or not at all, and read in pages by the people of one region. */

import { describe, expect, it } from '@jest/globals';
import { auditPage } from '../../src/app/auditLog.ts';
import { homeOf, lists } from '../../src/app/homes.ts';
import type { Listing } from '../../src/app/listingDoc.ts';
import { listingNamed, listingOf, pageOfListings, shelfOf } from '../../src/app/listingQueries.ts';
import type { ListingQuery, Shelf } from '../../src/app/listingQueries.ts';
import { listingsInForce, replaceListings } from '../../src/app/listings.ts';
import type { Deps } from '../../src/app/deps.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { eachWorld } from '../support/deps.ts';
import { listed, many, norteListed } from '../support/listings.ts';
import { contoso, norte, operator, tenantNamed } from '../support/world.ts';

const abroad = { ...contoso, id: tenantNamed('aventura'), country: 'MX' };
const elsewhere = { ...contoso, id: tenantNamed('sovereign'), cloud: 'usGov' as const };
const nowhere = { ...contoso, id: tenantNamed('nowhere'), country: 'RU' };
const world = eachWorld([contoso, norte, operator, abroad, elsewhere, nowhere]);

const three = [norteListed, listed('litoral', 'Litoral Mayorista', { services: [] }), listed('lumiere', 'Lumière Distribution', { country: 'FR', countries: ['FR', 'ES'], services: ['marketing'] })];

async function shelf(reader: TenantId = contoso.id): Promise<Shelf> {
  const found = await shelfOf(world().deps, reader);
  if (!found) throw new Error(`${reader} has no list to look at`);
  return found;
}
const page = async (query: Partial<ListingQuery> = {}, reader?: TenantId) => await pageOfListings(world().deps, await shelf(reader), { search: '', after: undefined, ...query });
const names = async (query: Partial<ListingQuery> = {}, reader?: TenantId) => (await page(query, reader)).rows.map(({ name }) => name);

/** Every name that all pages show, in their order. */
async function allNames(query: Partial<ListingQuery>): Promise<readonly string[]> {
  const { rows, next } = await page(query);
  const shown = rows.map(({ name }) => name);
  return next ? [...shown, ...await allNames({ ...query, after: next })] : shown;
}

/** A store whose commits fail from the given one on. */
function failingAt(commit: number): Deps {
  const { deps } = world();
  let commits = 0;
  return { ...deps, store: { ...deps.store, commit: async (writes) => {
    if (++commits >= commit) throw new Error('The store is gone');
    return await deps.store.commit(writes);
  } } };
}

/** The same dependencies, and what they asked the store for. */
function counted(): { readonly deps: Deps; readonly asked: string[] } {
  const { deps } = world();
  const asked: string[] = [];
  const { store } = deps;
  return { asked, deps: { ...deps, store: {
    ...store,
    read: async (ref) => { asked.push('read'); return await store.read(ref); },
    page: async (query) => { asked.push(`page of ${query.limit}`); return await store.page(query); },
  } } };
}

/** Each kind of list that a listing stands in. */
const everyWay: readonly Partial<ListingQuery>[] = [{}, { country: 'ES' }, { service: 'training' }, { country: 'ES', service: 'training' }, { search: 'provider' }, { search: 'distri' }];

/** Versions that have something in the store. */
const versions = async (): Promise<number> => (await world().deps.store.page({ partition: homeOf(operator.id), list: lists.listingVersions, limit: 100 })).length;

describe('replacing the list', () => {
  it('puts a new one in force and leaves nothing of the old one', async () => {
    const { deps } = world();
    await expect(replaceListings(deps, three)).resolves.toEqual({ kind: 'replaced' });
    const old = await shelf();
    await expect(replaceListings(deps, [norteListed, listed('tejo', 'Tejo Mayorista')])).resolves.toEqual({ kind: 'replaced' });
    await expect(names({})).resolves.toEqual(['Distribuciones Norte', 'Tejo Mayorista']);
    for (const query of everyWay) await expect(pageOfListings(deps, old, { search: '', after: undefined, ...query })).resolves.toEqual({ rows: [], next: undefined });
    await expect(versions()).resolves.toBe(1);
    await expect(listingsInForce(deps)).resolves.toMatchObject({ count: 2 });
  });

  it('INV-58 each new list is written down in the operator\'s home, once, with how long it was and is', async () => {
    const { deps } = world();
    await replaceListings(deps, three);
    await replaceListings(deps, three.toReversed());
    await replaceListings(deps, [norteListed]);
    const { rows } = await auditPage(deps, { tenant: operator.id, matches: () => true }, undefined);
    expect(rows.map(({ actor, task, event, outcome, changed }) => [actor.kind, `${task}.${event}`, outcome, changed])).toEqual([
      ['system', 'listings.imported', 'done', { providers: { before: 3, after: 1 } }], ['system', 'listings.imported', 'done', { providers: { before: 0, after: 3 } }],
    ]);
    expect(rows[0]?.correlation).toBe((await listingsInForce(deps))?.version);
  });

  it('does nothing when the list in force says the same, in whatever order', async () => {
    const { deps, quiet, traffic } = world();
    await replaceListings(deps, three);
    quiet();
    await expect(replaceListings(deps, three.toReversed())).resolves.toEqual({ kind: 'same' });
    expect(traffic.commits).toEqual([]);
    await expect(replaceListings(deps, three.with(0, { ...norteListed, support: 'basic' }))).resolves.toEqual({ kind: 'replaced' });
  });

  // 60 listings of 6 documents each: one commit for the version, four for the listings, and the sixth puts them in force.
  it.each([1, 2, 3, 5, 6])('keeps the old list in force when commit %i fails, and the next try removes what was left', async (commit) => {
    const { deps } = world();
    await replaceListings(deps, three);
    const sixty = many(60, { country: 'ES', countries: ['ES'] });
    await expect(replaceListings(failingAt(commit), sixty)).rejects.toThrow('The store is gone');
    await expect(names()).resolves.toEqual(['Distribuciones Norte', 'Litoral Mayorista', 'Lumière Distribution']);
    await expect(replaceListings(deps, sixty)).resolves.toEqual({ kind: 'replaced' });
    await expect(allNames({ country: 'ES' })).resolves.toHaveLength(60);
    await expect(versions()).resolves.toBe(1);
  });

  it('keeps the new list in force when removing the old one fails half-way, and the same import removes the rest', async () => {
    const { deps } = world();
    await replaceListings(deps, many(60));
    const old = await shelf();
    await expect(replaceListings(failingAt(5), [norteListed])).rejects.toThrow('The store is gone');
    await expect(names()).resolves.toEqual(['Distribuciones Norte']);
    await expect(versions()).resolves.toBe(2);
    await expect(replaceListings(deps, [norteListed])).resolves.toEqual({ kind: 'same' });
    await expect(versions()).resolves.toBe(1);
    for (const query of everyWay) await expect(pageOfListings(deps, old, { search: '', after: undefined, ...query })).resolves.toEqual({ rows: [], next: undefined });
  });

  it('leaves a version alone that another import is still writing', async () => {
    const { deps, meanwhile } = world();
    await replaceListings(deps, three);
    meanwhile.push(async () => {}, async () => {}, async () => await replaceListings(deps, three));
    await expect(replaceListings(deps, many(60))).resolves.toEqual({ kind: 'replaced' });
    await expect(allNames({})).resolves.toHaveLength(60);
  });

  it.each([['when there was a list', [norteListed]], ['when there was none', []]] as const)('lets one of two imports at once win as a whole, %s', async (_when, before) => {
    const { deps } = world();
    if (before.length > 0) await replaceListings(deps, before);
    const [one, other] = [many(30), many(40, { name: 'Other' })];
    const outcomes = await Promise.all([replaceListings(deps, one), replaceListings(deps, other)]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['overtaken', 'replaced']);
    const winner = outcomes[0].kind === 'replaced' ? one : other;
    await expect(allNames({})).resolves.toEqual(winner.map(({ name }) => name));
    await expect(versions()).resolves.toBe(1);
    await expect(Promise.all([replaceListings(deps, three), replaceListings(deps, three)])).resolves.toEqual(expect.arrayContaining([{ kind: 'replaced' }, { kind: 'same' }]));
  });

  it('writes no more than a batch holds, also for a provider in every country of a region', async () => {
    const everywhere = listed('everywhere', 'Everywhere Distribution', { countries: 'ES FR DE IT PT GB IE NL BE LU AT CH SE NO DK FI IS PL CZ SK HU RO BG GR CY MT EE LV LT HR SI'.split(' '), services: ['training', 'marketing', 'financing'] });
    await replaceListings(world().deps, [everywhere]);
    expect(Math.max(...world().traffic.commits.map((writes) => writes.length))).toBe(100);
    await expect(names({ country: 'SI', service: 'financing' })).resolves.toEqual(['Everywhere Distribution']);
  });
});

describe('WF-12 the list', () => {
  it('is found by country served, by service, by both and by the first letters of any word', async () => {
    await replaceListings(world().deps, three);
    await expect(names({ country: 'PT' })).resolves.toEqual(['Distribuciones Norte']);
    await expect(names({ country: 'ES', service: 'marketing' })).resolves.toEqual(['Lumière Distribution']);
    await expect(names({ service: 'training' })).resolves.toEqual(['Distribuciones Norte']);
    await expect(names({ search: 'NÓR' })).resolves.toEqual(['Distribuciones Norte']);
    await expect(names({ search: 'distri' })).resolves.toEqual(['Lumière Distribution', 'Distribuciones Norte'].toSorted());
    await expect(names({ search: 'distri', country: 'FR' })).resolves.toEqual(['Lumière Distribution']);
    await expect(names({ search: 'distri', service: 'financing' })).resolves.toEqual(['Distribuciones Norte']);
    await expect(names({ search: 'orte' })).resolves.toEqual([]);
  });

  it('shows each provider once on pages of 25 in a stable order, also one that several of its words find', async () => {
    const sixty = many(60).map((listing): Listing => ({ ...listing, name: `${listing.name} Provi Providence` }));
    await replaceListings(world().deps, sixty);
    const expected = sixty.map(({ name }) => name);
    for (const query of [{}, { country: 'ES' }, { search: 'prov' }, { search: 'prov', country: 'ES', service: 'training' as const }]) {
      await expect(allNames(query)).resolves.toHaveLength(60);
      expect(new Set(await allNames(query))).toEqual(new Set(expected));
      expect((await page(query)).rows).toHaveLength(25);
    }
    await expect(allNames({ country: 'ES' })).resolves.toEqual(expected);
  });

  it('looks through a bounded number of names for one page, and goes on with the next', async () => {
    await replaceListings(world().deps, [...many(450), listed('last', 'Provider last', { services: ['financing'] })]);
    const { deps, asked } = counted();
    const first = await pageOfListings(deps, await shelf(), { search: 'provider', service: 'financing', after: undefined });
    expect(first.rows).toEqual([]);
    expect(asked).toEqual(Array.from({ length: 4 }, () => 'page of 100'));
    await expect(allNames({ search: 'provider', service: 'financing' })).resolves.toEqual(['Provider last']);
  });

  it('costs the same for 10 providers and for 5,000', async () => {
    const costs: (readonly string[])[] = [];
    for (const count of [10, 5_000]) {
      await replaceListings(world().deps, many(count));
      const { deps, asked } = counted();
      const found = await shelfOf(deps, contoso.id);
      if (!found) throw new Error('There is no list');
      for (const query of [{}, { country: 'ES' }, { country: 'ES', service: 'training' as const }, { search: '0007' }]) await pageOfListings(deps, found, { search: '', after: undefined, ...query });
      await listingNamed(deps, found, 'Provider 0003');
      costs.push(asked);
    }
    expect(costs[1]).toEqual(costs[0]);
    expect(costs[0]).toHaveLength(7);
  });

  it('knows one by its whole name only, and none where two have it', async () => {
    const { deps } = world();
    await replaceListings(deps, [...three, listed('norte-2', 'Norte'), listed('sur-1', 'Sur'), listed('sur-2', 'Sur')]);
    await expect(listingNamed(deps, await shelf(), 'distribuciones NORTE')).resolves.toEqual(norteListed);
    await expect(listingNamed(deps, await shelf(), 'norte')).resolves.toMatchObject({ tenant: 'norte-2' });
    for (const name of ['Sur', 'distribuciones', '', '  ']) await expect(listingNamed(deps, await shelf(), name)).resolves.toBeUndefined();
  });

  it('is empty as long as none was loaded', async () => {
    await expect(page()).resolves.toEqual({ rows: [], next: undefined });
    await expect(page({ search: 'norte' })).resolves.toEqual({ rows: [], next: undefined });
    await expect(listingOf(world().deps, await shelf(), norte.id)).resolves.toBeUndefined();
  });
});

describe('INV-29 INV-61 people of another region or cloud', () => {
  it('see nothing of it, by no way', async () => {
    const { deps } = world();
    await replaceListings(deps, [...three, listed('sierra', 'Sierra Mayoreo', { country: 'MX', countries: ['MX', 'ES'] })]);
    await expect(names({}, abroad.id)).resolves.toEqual(['Sierra Mayoreo']);
    for (const query of [{ country: 'ES' }, { search: 'norte' }]) await expect(names(query, abroad.id)).resolves.toEqual([]);
    for (const query of [{}, { country: 'ES' }, { search: 'norte' }]) await expect(names(query, elsewhere.id)).resolves.toEqual([]);
    await expect(listingOf(deps, await shelf(abroad.id), norte.id)).resolves.toBeUndefined();
    await expect(listingNamed(deps, await shelf(abroad.id), norteListed.name)).resolves.toBeUndefined();
    await expect(names({ country: 'ES' })).resolves.not.toContain('Sierra Mayoreo');
  });

  it('have no list where the programme is not offered', async () => {
    await expect(shelfOf(world().deps, nowhere.id)).resolves.toBeUndefined();
    await expect(shelfOf(world().deps, tenantNamed('unknown'))).resolves.toBeUndefined();
  });
});
