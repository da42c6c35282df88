/** A page of those rows of a list that fit a question its order does not answer: a bounded number of rows is looked through. */

import type { Deps } from './deps.ts';
import { PAGE_SIZE } from './lines.ts';
import type { PageOf } from './lines.ts';
import type { PageQuery, Stored } from './ports.ts';

/** How many queries of how many rows one page may cost: it may come out short, or empty, and still have a next one. [DESIGN] */
const SCANS = 4;
const SCAN = 100;

export type Scan = Pick<PageQuery, 'partition' | 'list' | 'prefix'> & { readonly after?: string | undefined };

export async function scanned({ store }: Pick<Deps, 'store'>, { after: start, ...query }: Scan, fits: (row: Stored) => boolean): Promise<PageOf<Stored>> {
  const fitting: Stored[] = [];
  let after = start;
  for (let scan = 1; scan <= SCANS; scan++) {
    const found = await store.page({ ...query, ...(after ? { after } : {}), limit: SCAN });
    fitting.push(...found.filter(fits));
    if (fitting.length > PAGE_SIZE) return { rows: fitting.slice(0, PAGE_SIZE), next: fitting[PAGE_SIZE - 1]?.sort };
    if (found.length < SCAN) return { rows: fitting, next: undefined };
    after = found.at(-1)?.sort;
  }
  return { rows: fitting, next: after };
}
