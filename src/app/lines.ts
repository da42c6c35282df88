/** Lists of a home: one line for each document that stands in one, and the same line under every term that finds it. Written with the document or after it; nothing decides on them. */

import type { Line } from '../core/machine.ts';
import { lineRef, termRef } from './homes.ts';
import type { Deps } from './deps.ts';
import type { Doc, Write } from './ports.ts';
import { searchTerm, termsOf } from './search.ts';

export const termList = (list: string): string => `${list}/terms`;

export type Lined = { readonly partition: string; readonly key: string; readonly before: Line | undefined; readonly after: Line | undefined };

/** What has to be written so that the list shows `after` where it showed `before`. */
export function lineWrites({ partition, key, before, after }: Lined): readonly Write[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const old = before ? refsOf(partition, key, before) : [];
  const now = after ? docsOf(partition, key, after) : [];
  const kept = new Set(now.map(({ id }) => id));
  return [
    ...now.map((doc): Write => ({ op: 'upsert', doc })),
    ...old.filter(({ id }) => !kept.has(id)).map((ref): Write => ({ op: 'delete', ref })),
  ];
}

const termsOfLine = ({ terms: [name = '', ...ids] }: Line): readonly string[] => termsOf(name, ids);

const refsOf = (partition: string, key: string, line: Line) =>
  [lineRef(partition, line.list, key), ...termsOfLine(line).map((term) => termRef(partition, line.list, { key, term }))];

function docsOf(partition: string, key: string, line: Line): readonly Doc[] {
  const sort = `${searchTerm(line.sort) || line.sort}|${key}`;
  const body = { ...line.body, key };
  const terms = termsOfLine(line).toSorted();
  return [
    { ...lineRef(partition, line.list, key), kind: 'line', list: line.list, sort, body },
    ...terms.map((term, index): Doc => {
      const shared = Math.max(0, ...terms.slice(0, index).map((earlier) => alike(earlier, term)));
      return { ...termRef(partition, line.list, { key, term }), kind: 'term', list: termList(line.list), sort: `${term}|${sort}`, body: { ...body, shared } };
    }),
  ];
}

/** With how many same characters two terms begin: a search that is no longer finds a line under both, and shows it under the first. */
function alike(one: string, other: string): number {
  let count = 0;
  while (count < one.length && one[count] === other[count]) count++;
  return count;
}

/** How many lines a list shows at once (design.md §4). */
export const PAGE_SIZE = 25;

export type PageOf<T> = { readonly rows: readonly T[]; readonly next: string | undefined };

export type LineQuery = {
  readonly partition: string;
  readonly list: string;
  /** "Starts with" on words; empty for the whole list. */
  readonly search?: string;
  /** The sort key that the previous page ended with. */
  readonly after?: string | undefined;
  readonly backwards?: true;
};

/** One query of one partition, whatever the length of the list. A line that two of its words find is shown once, so a page of a search may be shorter. */
export async function pageOfLines<T>({ store }: Pick<Deps, 'store'>, query: LineQuery, read: (body: unknown) => T): Promise<PageOf<T>> {
  const { partition, list, search = '', after, backwards } = query;
  const term = searchTerm(search);
  const found = await store.page({
    partition, list: term === '' ? list : termList(list), ...(term === '' ? {} : { prefix: term }), ...(after ? { after } : {}), ...(backwards ? { backwards } : {}), limit: PAGE_SIZE + 1,
  });
  const rows = found.slice(0, PAGE_SIZE);
  const next = found.length > PAGE_SIZE ? rows.at(-1)?.sort : undefined;
  const shown = rows.filter(({ body }) => term === '' || Number(body['shared'] ?? 0) < term.length);
  if (shown.length === 0 && next) return await pageOfLines({ store }, { ...query, after: next }, read); // all of them were on earlier pages
  return { rows: shown.map(({ body }) => read(body)), next };
}
