/** What a turn reads, it reads once, until it writes something itself; and what it is sure to read is asked for while it still finds out who is speaking, so that documents of one home are one request of the store. Nothing outlives the turn. */

import type { PersonActor } from '../core/actor.ts';
import type { TenantId } from '../core/ids.ts';
import type { ReadName } from '../core/machine.ts';
import type { TaskKind } from '../tasks/catalog.ts';
import { taskOf } from '../tasks/catalog.ts';
import { CUSTOMER_ID } from '../tasks/customerDoc.ts';
import { ENROLMENT_ID } from '../tasks/enrolmentDoc.ts';
import { accountRef } from './accounts.ts';
import type { Deps } from './deps.ts';
import { homeOf, inForceRef } from './homes.ts';
import type { DocRef, Store } from './ports.ts';

/** The document of a task that has one in each home, or one for each person there. */
export const ownDocumentRef = (task: TaskKind, { tenant, id }: Pick<PersonActor, 'tenant' | 'id'>): DocRef => ({ partition: homeOf(tenant), id: taskOf(task).documentId({ kind: 'person', id }, '') });

type Where = { readonly tenant: TenantId; readonly operator: TenantId };

/** Facts that begin with a document which is known before anything else is. */
const first: Partial<Record<ReadName, (where: Where) => DocRef>> = {
  enrolment: ({ tenant }) => ({ partition: homeOf(tenant), id: ENROLMENT_ID }),
  account: ({ tenant }) => accountRef(tenant),
  customer: ({ tenant }) => ({ partition: homeOf(tenant), id: CUSTOMER_ID }),
  offers: ({ operator }) => inForceRef(operator, 'offers'),
};

/** What load.ts will read for the decision on an event, as far as that can be told from its rows. @param tenant in whose home the document is. */
export function refsFor({ directory }: Pick<Deps, 'directory'>, { task, event }: { readonly task: TaskKind; readonly event: string }, tenant: TenantId): readonly DocRef[] {
  const names = new Set(taskOf(task).events[event]?.flatMap(({ reads = [] }) => reads));
  return [...names].flatMap((name) => first[name]?.({ tenant, operator: directory.operatorTenant }) ?? []);
}

/** Asks for these at once. In a turn, whoever needs one later is handed it. */
export function readAhead({ store }: Pick<Deps, 'store'>, refs: readonly DocRef[]): void {
  for (const ref of refs) store.read(ref).catch(() => undefined); // whoever needs it hears of it, and nobody may need it
}

/** Deps of one turn: their store is asked for each document and each page once, and for `ahead` at once. A commit of their own, whatever comes of it, begins anew: what is decided after it is decided on what is there by then. */
export function readingOnce(deps: Deps, ahead: readonly DocRef[] = []): Deps {
  const { store } = deps;
  const documents = new Map<string, ReturnType<Store['read']>>();
  const pages = new Map<string, ReturnType<Store['page']>>();
  const turn: Deps = {
    ...deps,
    store: {
      ...store,
      read: (ref) => once(documents, JSON.stringify([ref.partition, ref.id]), () => store.read(ref)),
      page: (query) => once(pages, JSON.stringify(query), () => store.page(query)),
      commit: async (writes) => {
        try {
          return await store.commit(writes);
        } finally {
          documents.clear();
          pages.clear();
        }
      },
    },
  };
  readAhead(turn, ahead);
  return turn;
}

function once<T>(asked: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const known = asked.get(key);
  if (known) return known;
  const answer = ask();
  asked.set(key, answer);
  answer.catch(() => asked.delete(key)); // who asks later asks anew
  return answer;
}
