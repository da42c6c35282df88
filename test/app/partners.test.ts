/** Reads of partners: who finds which partnership, lists in pages, and what may be done with one now (WF-16, WF-17, WF-34). */

import { describe, expect, it } from '@jest/globals';
import { homeOf } from '../../src/app/homes.ts';
import { PAGE_SIZE, lineWrites } from '../../src/app/lines.ts';
import { partnersOf, partnershipWith, removalsOpenTo, progressOf } from '../../src/app/partners.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import { defaultRules, rulesSchema } from '../../src/rules/settings.ts';
import type { Partnership } from '../../src/tasks/partnershipDoc.ts';
import { partnerLine, partnershipDocumentId } from '../../src/tasks/partnershipDoc.ts';
import { eachWorld, given } from '../support/deps.ts';
import { iker, nuria, partnershipIn } from '../support/partners.ts';
import { adventure, agreementIn, cast, contoso, enrolmentIn, fabrikam, norte, tenantNamed } from '../support/world.ts';

const world = eachWorld();
const { globalAdmin: ana, adminAgent: ada, salesAgent: sal, employee: eva, providerAdmin: noa } = cast;
const active = partnershipIn('Active');

/** The document with the reseller, and its line with the provider as the outbox writes it. */
async function partnered(doc: Partnership): Promise<void> {
  const { store } = world().deps;
  const partition = homeOf(doc.tenant);
  const id = partnershipDocumentId(doc.provider.id);
  await store.commit([{ op: 'create', doc: { partition, id, kind: 'partnership', body: doc } }, ...lineWrites({ partition, key: id, before: undefined, after: partnerLine(doc, 'reseller') })]);
  await store.commit(lineWrites({ partition: homeOf(doc.provider.id), key: `partner:${doc.tenant}`, before: undefined, after: partnerLine(doc, 'provider') }));
  world().quiet();
}

const towns = ['Ávila', 'Burgos', 'Cádiz', 'Denia'];
const nameOf = (number: number): string => `${towns[number % towns.length] ?? ''} Nube ${String(number).padStart(2, '0')}`;
async function manyPartners(count: number): Promise<void> {
  for (let number = 1; number <= count; number++) await partnered(partnershipIn('Active', { tenant: tenantNamed(`reseller-${number}`), reseller: { name: nameOf(number), country: 'ES' } }));
}

const at = (tenant: string, who: PersonActor, tenantKind: PersonActor['tenantKind']): PersonActor => ({ ...who, tenant: tenantNamed(tenant), tenantKind });

describe('a partnership', () => {
  const seekers: readonly (readonly [who: string, actor: PersonActor, other: string, found: boolean])[] = [
    ['the reseller', ana, norte.id, true], ['the provider', iker, contoso.id, true],
    ['the reseller, with itself', ana, contoso.id, false], ['the provider, with itself', iker, norte.id, false],
    ['another reseller', at(fabrikam.id, ana, 'reseller'), norte.id, false], ['another reseller, with the reseller', at(fabrikam.id, ana, 'reseller'), contoso.id, false],
    ['another provider', at('sur', iker, 'provider'), contoso.id, false], ['another provider, with the provider', at('sur', iker, 'provider'), norte.id, false],
    ['a customer', at(adventure.id, ana, 'customer'), norte.id, false], ['a customer, with the reseller', at(adventure.id, ana, 'customer'), contoso.id, false],
    ['an unknown company', at('nowhere', ana, undefined), norte.id, false],
  ];
  it.each(seekers)('INV-56 is found by its two companies only, whatever the ids of people: %s', async (_who, actor, other, found) => {
    await partnered(active);
    expect(await partnershipWith(world().deps, actor, tenantNamed(other))).toEqual(found ? active : undefined);
  });
});

describe('the list of partners', () => {
  const all = async (search = ''): Promise<readonly (readonly string[])[]> => {
    const pages: (readonly string[])[] = [];
    let after: string | undefined;
    do {
      const page = await partnersOf(world().deps, iker, { search, after });
      pages.push(page.rows.map(({ name }) => name));
      after = page.next;
    } while (after);
    return pages;
  };

  it('WF-17 comes by name, in pages of 25', async () => {
    await manyPartners(60);
    const pages = await all();
    expect(pages.map(({ length }) => length)).toEqual([PAGE_SIZE, PAGE_SIZE, 10]);
    const expected = Array.from({ length: 60 }, (_one, index) => nameOf(index + 1)).toSorted((one, other) => one.localeCompare(other, 'es'));
    expect(pages.flat()).toEqual(expected);
  });

  it.each([10, 60])('costs one query and nothing else, with %s partners', async (count) => {
    await manyPartners(count);
    const { store } = world().deps;
    const asked: string[] = [];
    const counting = { ...world().deps, store: { ...store, page: async (query: Parameters<typeof store.page>[0]) => { asked.push(query.partition); return await store.page(query); } } };
    await partnersOf(counting, iker, { search: '', after: undefined });
    await partnersOf(counting, iker, { search: 'avila', after: undefined });
    expect([asked, world().traffic.reads, world().traffic.commits]).toEqual([[homeOf(norte.id), homeOf(norte.id)], [], []]);
  });

  it('finds by the first letters of a word and by tenant id, and never beyond the own home', async () => {
    await manyPartners(5);
    await partnered(partnershipIn('Active', { tenant: fabrikam.id, provider: { id: tenantNamed('sur'), name: 'Sur', country: 'ES' }, reseller: { name: 'Ávila Datos', country: 'ES' } }));
    expect((await all('avi')).flat()).toEqual([nameOf(4)]);
    expect((await all('reseller-3')).flat()).toEqual([nameOf(3)]);
    expect((await all('zz')).flat()).toEqual([]);
    expect((await partnersOf(world().deps, at(fabrikam.id, ana, 'reseller'), { search: '', after: undefined })).rows.map(({ other }) => other)).toEqual(['sur']);
    expect((await partnersOf(world().deps, at(adventure.id, ana, 'customer'), { search: '', after: undefined })).rows).toEqual([]);
  });
});

describe('what may be done with a partnership', () => {
  const removed = partnershipIn('Removed');
  const resellersMay = rulesSchema.parse({ partnership: { resellerCanRemove: true } });
  const cases: readonly (readonly [title: string, actor: PersonActor, doc: Partnership, rules: typeof resellersMay, open: readonly string[]])[] = [
    ['WF-16 the reseller\'s Global admin removes administrator access', ana, active, defaultRules, ['removeAdminAccess']],
    ['WF-16 once', ana, partnershipIn('Active', { adminAccess: 'Removed' }), defaultRules, []],
    ['WF-34 the reseller\'s Global admin removes the partnership where the programme lets them', ana, active, resellersMay, ['removeAdminAccess', 'remove']],
    ['WF-34 so does its sales agent', sal, active, resellersMay, ['remove']],
    ['its admin agent does neither', ada, active, resellersMay, []],
    ['who has no role does neither', eva, active, resellersMay, []],
    ['WF-34 the provider\'s sales agent removes the partnership', iker, active, defaultRules, ['remove']],
    ['WF-34 the provider\'s Global admin does, but not the administrator access', noa, active, resellersMay, ['remove']],
    ['INV-57 its helpdesk agent does not', nuria, active, defaultRules, []],
    ['INV-56 another provider does not', at('sur', iker, 'provider'), active, resellersMay, []],
    ['nothing after its end, for the provider', iker, removed, resellersMay, []],
    ['nothing after its end, for the reseller', ana, removed, resellersMay, []],
  ];
  it.each(cases)('%s', async (_title, actor, doc, rules, open) => {
    expect(await removalsOpenTo({ ...world().deps, rules }, actor, doc)).toEqual(open);
  });

  it('nothing where the directory does not know the reseller any more', async () => {
    expect(await removalsOpenTo(world().deps, iker, partnershipIn('Active', { tenant: tenantNamed('gone') }))).toEqual([]);
  });
});

describe('how far a reseller is', () => {
  it('WF-09 is told to who may see agreements', async () => {
    await given(world(), 'enrolment', enrolmentIn('Active'));
    expect(await progressOf(world().deps, iker, contoso.id)).toEqual({ mpnId: '1234567', agreement: 'notSigned' });
    await given(world(), 'agreement', agreementIn('Accepted'));
    expect(await progressOf(world().deps, iker, contoso.id)).toEqual({ mpnId: '1234567', agreement: 'signed' });
    expect(await progressOf(world().deps, nuria, contoso.id)).toBeUndefined();
  });

  it('INV-17 has no MPN ID before the enrolment is approved', async () => {
    await given(world(), 'enrolment', enrolmentIn('UnderReview'));
    expect(await progressOf(world().deps, iker, contoso.id)).toEqual({ mpnId: undefined, agreement: 'notEnrolled' });
  });
});
