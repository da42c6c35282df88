/** What a turn is sure to read, asked for while it still finds out who is speaking: documents of one home are then one request of the store. Nothing is kept: each is handed out once. */

import type { TaskKind } from '../tasks/catalog.ts';
import { taskOf } from '../tasks/catalog.ts';
import type { PersonActor } from '../core/actor.ts';
import type { Deps } from './deps.ts';
import { homeOf } from './homes.ts';
import type { DocRef, Store, Stored } from './ports.ts';

/** The document of a task that has one in each home, or one for each person there. */
export const ownDocumentRef = (task: TaskKind, { tenant, id }: Pick<PersonActor, 'tenant' | 'id'>): DocRef => ({ partition: homeOf(tenant), id: taskOf(task).documentId({ kind: 'person', id }, '') });

/** The same, in whose store these documents are being read already. Whoever reads one for a second time sees it as it is by then. */
export function readingAhead(deps: Deps, refs: readonly DocRef[]): Deps {
  if (refs.length === 0) return deps;
  const early = new Map<string, Promise<Stored | undefined>>();
  for (const ref of refs) {
    const read = deps.store.read(ref);
    read.catch(() => undefined); // whoever needs it hears of it; nobody may need it
    early.set(keyOf(ref), read);
  }
  const store: Store = {
    ...deps.store,
    read: async (ref) => {
      const key = keyOf(ref);
      const read = early.get(key);
      if (!read) return await deps.store.read(ref);
      early.delete(key);
      return await read;
    },
  };
  return { ...deps, store };
}

const keyOf = ({ partition, id }: DocRef): string => `${partition}\n${id}`;
