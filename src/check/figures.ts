/** The figures of /stats: what was ever counted is what was counted on the days. That it is also what the enrolments say, the store cannot show: docs/check-store.md. */

import { isDeepStrictEqual } from 'node:util';
import type { Tally } from '../app/stats.ts';
import { EVER, sumOf } from '../app/stats.ts';
import type { Check, Seen, Whole } from './check.ts';
import { seen } from './check.ts';

/** Both are written in one commit, each shard by itself. */
function unsummed({ inventory }: Whole): readonly Seen[] {
  const tallies = inventory.all('tally').map(({ stored, doc }) => {
    const [day = '', shard = ''] = (stored.sort ?? '').split('|');
    return { stored, doc, day, shard };
  });
  return [...Map.groupBy(tallies, ({ shard }) => shard).values()].flatMap((shard) => {
    const ever = shard.find(({ day }) => day === EVER);
    const days = shard.filter(({ day }) => day !== EVER).map(({ doc }) => doc);
    if (!ever) return shard.flatMap(({ stored }) => seen(stored, 'it is counted in no sum'));
    const sum = days.length > 0 ? sumOf(days) : undefined;
    return seen(ever.stored, isDeepStrictEqual(sum, ever.doc) ? undefined : `ever counted: ${told(ever.doc)}; on the days: ${told(sum)}`);
  });
}

const told = (tally: Tally | undefined): string => (tally ? JSON.stringify(tally) : 'nothing');

export const figureChecks: readonly Check[] = [
  { rule: 'stats', about: 'what was ever counted is the sum of the days', find: unsummed },
];
