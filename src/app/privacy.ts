/** What is stored about a person, for themselves: point reads and one page of the log, in their own home only (INV-56). Who it is told to is their own turn; what is erased is src/forget. */

import type { PersonActor } from '../core/actor.ts';
import type { Instant } from '../core/time.ts';
import type { User } from '../tasks/userDoc.ts';
import { userDocumentId, userSchema } from '../tasks/userDoc.ts';
import type { Deps } from './deps.ts';
import type { AuditEntry, Person } from './documents.ts';
import { auditSchema, personSchema } from './documents.ts';
import { homeOf, lists, personRef, unansweredRef } from './homes.ts';
import type { Proof } from './proofs.ts';
import { proofOf } from './proofs.ts';

/** [DESIGN] as many entries as a search in the log looks at. */
const LOOKED_AT = 400;

export type InLog = {
  readonly lookedAt: number;
  /** What they did, the most frequent first. */
  readonly done: readonly { readonly what: Pick<AuditEntry, 'task' | 'event'>; readonly count: number }[];
  readonly span: { readonly first: Instant; readonly last: Instant } | undefined;
  /** What others did to their record as a user. */
  readonly byOthers: number;
};

export type Kept = { readonly person: Person | undefined; readonly user: User | undefined; readonly proof: Proof | undefined; /** Something they asked for waits until they have signed in. */ readonly isWaiting: boolean; readonly log: InLog };

export async function keptOf(deps: Pick<Deps, 'store' | 'clock'>, { tenant, id }: Pick<PersonActor, 'tenant' | 'id'>): Promise<Kept> {
  const { store } = deps;
  const partition = homeOf(tenant);
  const [person, user, proof, unanswered, entries] = await Promise.all([
    store.read(personRef(tenant, id)), store.read({ partition, id: userDocumentId(id) }), proofOf(deps, { tenant, id }), store.read(unansweredRef(tenant, id)),
    store.page({ partition, list: lists.audit, backwards: true, limit: LOOKED_AT }),
  ]);
  return {
    person: person && personSchema.parse(person.body), user: user && userSchema.parse(user.body), proof, isWaiting: unanswered !== undefined,
    log: inLog(entries.map(({ body }) => auditSchema.parse(body)), { tenant, id }),
  };
}

/** @param entries newest first. */
function inLog(entries: readonly AuditEntry[], { tenant, id }: Pick<PersonActor, 'tenant' | 'id'>): InLog {
  const isTheirs = ({ actor }: AuditEntry): boolean => actor.kind === 'person' && actor.tenant === tenant && actor.id === id;
  const theirs = entries.filter(isTheirs);
  const [last, first] = [theirs[0], theirs.at(-1)];
  const done = [...Map.groupBy(theirs, ({ task, event }) => `${task}.${event}`).values()].flatMap(([one, ...more]) => (one ? [{ what: one, count: more.length + 1 }] : []));
  return {
    lookedAt: entries.length,
    done: done.toSorted((one, other) => other.count - one.count),
    span: first && last && { first: first.at, last: last.at },
    byOthers: entries.filter((entry) => entry.task === 'user' && entry.document === id && !isTheirs(entry)).length,
  };
}
