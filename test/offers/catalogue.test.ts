/** The catalogue in the store: replaced as a whole or not at all, read by id, searched in pages that cost the same at any length. */

import { describe, expect, it } from '@jest/globals';
import { auditPage } from '../../src/app/auditLog.ts';
import type { Deps } from '../../src/app/deps.ts';
import { homeOf, lists } from '../../src/app/homes.ts';
import type { OfferQuery } from '../../src/app/offers.ts';
import { catalogueInForce, higherThan, offersFor, offersNamed, replaceOffers } from '../../src/app/offers.ts';
import { eachWorld } from '../support/deps.ts';
import { manyOffers, offered, threeTiers } from '../support/offers.ts';
import { operator } from '../support/world.ts';

const world = eachWorld();
const school = offered('a3', { name: 'Office 365 A3 for faculty', segment: 'education' });

/** The ids on all pages, one page after the other. */
async function idsFor(query: OfferQuery): Promise<readonly string[]> {
  const { rows, next } = await offersFor(world().deps, query);
  const ids = rows.map(({ id }) => id);
  return next ? [...ids, ...await idsFor({ ...query, after: next })] : ids;
}

/** The same dependencies, and what they asked the store for. */
function counted(): { readonly deps: Deps; readonly asked: string[] } {
  const { deps } = world();
  const asked: string[] = [];
  const { store } = deps;
  return { asked, deps: { ...deps, store: {
    ...store,
    read: async (ref) => { asked.push('read'); return await store.read(ref); },
    page: async (query) => { asked.push('page'); return await store.page(query); },
  } } };
}

describe('replacing the catalogue', () => {
  it('puts the new one in force, leaves nothing of the old one, and writes it down once (INV-58)', async () => {
    const { deps } = world();
    await expect(replaceOffers(deps, threeTiers)).resolves.toEqual({ kind: 'replaced' });
    await expect(replaceOffers(deps, threeTiers.toReversed())).resolves.toEqual({ kind: 'same' });
    await expect(replaceOffers(deps, [school])).resolves.toEqual({ kind: 'replaced' });
    await expect(idsFor({})).resolves.toEqual(['a3']);
    await expect(idsFor({ search: 'business' })).resolves.toEqual([]);
    await expect(offersNamed(deps, ['basic'])).resolves.toEqual(new Map());
    await expect(deps.store.page({ partition: homeOf(operator.id), list: lists.offerVersions, limit: 100 })).resolves.toHaveLength(1);
    const { rows } = await auditPage(deps, { tenant: operator.id, matches: () => true }, undefined);
    expect(rows.map(({ task, event, changed }) => [`${task}.${event}`, changed])).toEqual([
      ['offers.imported', { offers: { before: 3, after: 1 } }], ['offers.imported', { offers: { before: 0, after: 3 } }],
    ]);
  });

  it('keeps the old one when the store fails on the way', async () => {
    const { deps } = world();
    await replaceOffers(deps, threeTiers);
    let commits = 0;
    const failing: Deps = { ...deps, store: { ...deps.store, commit: async (writes) => {
      if (++commits > 2) throw new Error('The store is gone');
      return await deps.store.commit(writes);
    } } };
    await expect(replaceOffers(failing, manyOffers(60))).rejects.toThrow('The store is gone');
    await expect(catalogueInForce(deps)).resolves.toMatchObject({ count: 3 });
    await expect(idsFor({ search: 'business' })).resolves.toHaveLength(3);
  });
});

describe('offers by id', () => {
  it('are those that the catalogue has, each once, with one read for each and one for the catalogue', async () => {
    await replaceOffers(world().deps, threeTiers);
    const { deps, asked } = counted();
    const found = await offersNamed(deps, ['premium', 'none', 'premium']);
    expect([...found]).toEqual([['premium', threeTiers[2]]]);
    expect(asked).toEqual(['read', 'read', 'read']);
    await expect(offersNamed(deps, [])).resolves.toEqual(new Map());
    expect(asked).toHaveLength(3);
  });

  it('are none as long as no catalogue was loaded', async () => {
    await expect(offersNamed(world().deps, ['basic'])).resolves.toEqual(new Map());
    await expect(offersFor(world().deps, {})).resolves.toEqual({ rows: [], next: undefined, isLoaded: false });
  });
});

describe('the list', () => {
  it.each<[string, OfferQuery, readonly string[]]>([
    ['everything, by name', {}, ['basic', 'premium', 'standard', 'a3']],
    ['the first letters of a word', { search: 'stand' }, ['standard']],
    ['letters of several words of one name', { search: 'b' }, ['basic', 'premium', 'standard']],
    ['the middle of a word', { search: 'usiness' }, []],
    ['an id', { search: 'A3' }, ['a3']],
    ['a family', { search: 'm365' }, ['basic', 'premium', 'standard']],
    ['a country', { country: 'PT' }, ['basic', 'standard', 'a3']],
    ['a country and a search', { country: 'PT', search: 'microsoft' }, ['basic', 'standard']],
    ['a segment', { segment: 'education' }, ['a3']],
    ['a segment, a country and a search', { segment: 'education', country: 'ES', search: '365' }, ['a3']],
  ])('finds by %s', async (_by, query, ids) => {
    await replaceOffers(world().deps, [...threeTiers, school]);
    await expect(idsFor(query)).resolves.toEqual(ids);
  });

  it('comes in pages of 25 that leave nothing out and repeat nothing', async () => {
    await replaceOffers(world().deps, manyOffers(60, { name: 'Offer offering offers' }));
    for (const query of [{}, { search: 'off' }, { country: 'ES' }, { segment: 'commercial' as const }]) {
      expect((await offersFor(world().deps, query)).rows).toHaveLength(25);
      expect(new Set(await idsFor(query)).size).toBe(60);
      await expect(idsFor(query)).resolves.toHaveLength(60);
    }
  });

  it('costs the same for 30 offers and for 3,000', async () => {
    const costs: (readonly string[])[] = [];
    for (const count of [30, 3_000]) {
      await replaceOffers(world().deps, manyOffers(count));
      const { deps, asked } = counted();
      for (const query of [{}, { country: 'ES' }, { segment: 'commercial' as const }, { search: '0007' }]) await offersFor(deps, query);
      costs.push(asked);
    }
    expect(costs[1]).toEqual(costs[0]);
  });
});

describe('INV-51 what an offer can be upgraded to', () => {
  it('is the rest of its family, the next step first', async () => {
    const { deps } = world();
    const [basic = school, standard, premium = school] = threeTiers;
    await replaceOffers(deps, [...threeTiers, school, offered('other', { family: 'm365-enterprise', tier: 9 })]);
    await expect(higherThan(deps, basic)).resolves.toEqual([standard, premium]);
    await expect(higherThan(deps, premium)).resolves.toEqual([]);
    await expect(higherThan(deps, school)).resolves.toEqual([]);
  });
});
