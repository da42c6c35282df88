/** Lists of a home: pages in order, searches by words, and what is written when a line changes. Over the real embedded store. */

import { describe, expect, it } from '@jest/globals';
import { homeOf } from '../../src/app/homes.ts';
import type { LineQuery, PageOf } from '../../src/app/lines.ts';
import { lineWrites, pageOfLines } from '../../src/app/lines.ts';
import type { Write } from '../../src/app/ports.ts';
import type { Line } from '../../src/core/machine.ts';
import { eachWorld } from '../support/deps.ts';
import { contoso, norte } from '../support/world.ts';

const world = eachWorld();
const partition = homeOf(norte.id);
const lineOf = (name: string, id = 'id'): Line => ({ list: 'partners', sort: name, terms: [name, id], body: { name } });
const named = (body: unknown): string => String((body as { readonly name: string }).name); // the body of lineOf

type Named = { readonly key: string; readonly name: string };
const list = async (...lines: readonly Named[]) => {
  for (const { key, name } of lines) await world().deps.store.commit(lineWrites({ partition, key, before: undefined, after: lineOf(name, key) }));
};
const page = async (query: Partial<LineQuery> = {}): Promise<PageOf<string>> => await pageOfLines(world().deps, { partition, list: 'partners', ...query }, named);
const numbered = (count: number, prefix = 'Company'): readonly Named[] =>
  Array.from({ length: count }, (_, index) => String(index + 1).padStart(4, '0')).map((number) => ({ key: `k${number}`, name: `${prefix} ${number}` }));
/** All pages, one after the other. */
async function walk(query: Partial<LineQuery> = {}): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  for (let after: string | undefined; pages.length < 100;) {
    const { rows, next } = await page({ ...query, after });
    pages.push(rows);
    if (!next) break;
    after = next;
  }
  return pages;
}

describe('a list', () => {
  it('comes in pages of twenty-five, in order, whatever the order it was written in', async () => {
    const lines = numbered(60);
    await list(...lines.toReversed());
    const pages = await walk();
    expect(pages.map(({ length }) => length)).toEqual([25, 25, 10]);
    expect(pages.flat()).toEqual(lines.map(({ name }) => name));
  });

  it('comes backwards, too', async () => {
    const lines = numbered(30);
    await list(...lines);
    expect(await walk({ backwards: true })).toEqual([lines.slice(5).map(({ name }) => name).toReversed(), lines.slice(0, 5).map(({ name }) => name).toReversed()]);
  });

  it('ends on a full page without promising another one', async () => {
    await list(...numbered(25));
    expect(await page()).toMatchObject({ next: undefined });
  });

  it('is ordered as people read: without case and accents, and equal names stand beside each other', async () => {
    await list({ key: 'a', name: 'Zara' }, { key: 'b', name: 'ángel' }, { key: 'c', name: 'Beta' }, { key: 'd', name: 'Beta' }, { key: 'e', name: '株式会社' }, { key: 'f', name: '!!!' });
    expect((await page()).rows).toEqual(['!!!', 'ángel', 'Beta', 'Beta', 'Zara', '株式会社']);
  });

  it('INV-56 of another company, or another list, is another one', async () => {
    await list(...numbered(2));
    expect([(await page({ partition: homeOf(contoso.id) })).rows, (await page({ list: 'users' })).rows]).toEqual([[], []]);
  });
});

describe('a search', () => {
  it.each([
    ['iber', ['Contoso Ibéria']], ['IBÉRIA', ['Contoso Ibéria']], ['contoso', ['Contoso Ibéria', 'Contoso México']], ['ontoso', []], ['contoso mex', ['Contoso México']],
    ['par 7k3f', ['Contoso México']], ['PAR-7K3F', ['Contoso México']], ['  ', ['Contoso Ibéria', 'Contoso México', 'Peña & Hijos']], ['hijos', ['Peña & Hijos']], ['%', ['Contoso Ibéria', 'Contoso México', 'Peña & Hijos']],
  ])('for "%s" finds %j', async (search, expected) => {
    await list({ key: 'a', name: 'Contoso Ibéria' }, { key: 'PAR-7K3F', name: 'Contoso México' }, { key: 'c', name: 'Peña & Hijos' });
    expect((await page({ search })).rows).toEqual(expected);
  });

  it('shows a line once that several of its words find', async () => {
    await list({ key: 'a', name: 'Contoso Consulting Contoso' }, { key: 'b', name: 'Co Co' });
    expect((await page({ search: 'co' })).rows.toSorted()).toEqual(['Co Co', 'Contoso Consulting Contoso']);
    expect((await page({ search: 'consulting' })).rows).toEqual(['Contoso Consulting Contoso']);
    expect((await page({ search: 'contoso c' })).rows).toEqual(['Contoso Consulting Contoso']);
  });

  it.each([[undefined], [true]] as const)('shows it once on all pages together (backwards: %s)', async (backwards) => {
    const lines = [...numbered(60, 'Compañía Comercial'), { key: 'z', name: 'Cooperativa' }];
    await list(...lines);
    const pages = await walk({ search: 'co', ...(backwards ? { backwards } : {}) });
    expect(pages.flat().toSorted()).toEqual(lines.map(({ name }) => name).toSorted());
    expect(pages.filter(({ length }) => length === 0 || length > 25)).toEqual([]);
  });
});

describe('a change', () => {
  const kindOf = (write: Write) => (write.op === 'delete' ? `delete ${write.ref.id}` : `${write.op} ${write.doc.id}`);
  const changed = (before: Line | undefined, after: Line | undefined) => lineWrites({ partition, key: 'k', before, after }).map(kindOf);

  it('of nothing writes nothing', () => {
    expect([changed(lineOf('Norte'), lineOf('Norte')), changed(undefined, undefined)]).toEqual([[], []]);
  });

  it('of the name takes the old words away, and keeps those that stay', () => {
    expect(changed(lineOf('Grupo Norte'), lineOf('Grupo Sur'))).toEqual([
      'upsert line:partners:k', 'upsert term:partners:k:grupo sur', 'upsert term:partners:k:id', 'upsert term:partners:k:sur', 'delete term:partners:k:grupo norte', 'delete term:partners:k:norte',
    ]);
  });

  it('of the name finds the new one and not the old one', async () => {
    await list({ key: 'k', name: 'Grupo Norte' });
    await world().deps.store.commit(lineWrites({ partition, key: 'k', before: lineOf('Grupo Norte', 'k'), after: lineOf('Grupo Sur', 'k') }));
    expect([(await page({ search: 'norte' })).rows, (await page({ search: 'sur' })).rows, (await page({ search: 'grupo' })).rows, (await page()).rows]).toEqual([[], ['Grupo Sur'], ['Grupo Sur'], ['Grupo Sur']]);
  });

  it('that takes it off the list leaves nothing', async () => {
    await list({ key: 'k', name: 'Grupo Norte' });
    await world().deps.store.commit(lineWrites({ partition, key: 'k', before: lineOf('Grupo Norte', 'k'), after: undefined }));
    expect([(await page()).rows, (await page({ search: 'grupo' })).rows, (await page({ search: 'k' })).rows]).toEqual([[], [], []]);
  });

  it('writes a bounded number of documents, however long the name is', () => {
    expect(lineWrites({ partition, key: 'k', before: lineOf('x '.repeat(500)), after: lineOf('y '.repeat(500)) }).length).toBeLessThan(25);
  });
});

describe('cost', () => {
  it.each([10, 2_000])('a page of %i lines takes one request', async (count) => {
    const { store } = world().deps;
    const lines = numbered(count).map(({ key, name }) => ({ partition, key, before: undefined, after: { ...lineOf(name), terms: [name] } }));
    for (let from = 0; from < count; from += 20) await store.commit(lines.slice(from, from + 20).flatMap(lineWrites));
    let requests = 0;
    const counting = { store: { ...store, page: async (query: Parameters<typeof store.page>[0]) => { requests++; return await store.page(query); } } };
    for (const search of ['', 'company']) {
      const first = await pageOfLines(counting, { partition, list: 'partners', search }, named);
      const second = await pageOfLines(counting, { partition, list: 'partners', search, after: first.next ?? 'z' }, named);
      expect([first.rows.length, second.rows.length]).toEqual(count > 25 ? [25, 25] : [10, 0]);
    }
    expect(requests).toBe(4);
  });
});
