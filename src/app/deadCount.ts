/** How many outbox rows were given up, for operators' figures: read on a timer of theirs, never in a turn. */

import { DEAD_EVERYWHERE } from './deadRows.ts';
import type { Deps } from './deps.ts';
import { homeOf } from './homes.ts';

/** [DESIGN] whoever has so many knows enough: one page of one partition, whatever there is. */
export const MOST_COUNTED = 200;

export async function deadCount({ store, directory }: Pick<Deps, 'store'> & { readonly directory: Pick<Deps['directory'], 'operatorTenant'> }): Promise<number> {
  return (await store.page({ partition: homeOf(directory.operatorTenant), list: DEAD_EVERYWHERE, limit: MOST_COUNTED })).length;
}
