/** Commits to SQLite that meet in one round of the event loop: one transaction and one sync of the disk for all, each of them whole or not at all. What a commit writes is sqlite.ts's business. */

import type { DatabaseSync } from 'node:sqlite';
import type { Committed, Write } from '../app/ports.ts';

type Waiting = { readonly writes: readonly Write[]; readonly settle: PromiseWithResolvers<Committed> };

export interface Together {
  /** Settles once the disk has it (performance.md §2: the sync is the dear part). */
  commit(writes: readonly Write[]): Promise<Committed>;
  /** Writes what still waits, now. */
  flush(): void;
}

/** `write` is undone unless it answers "saved"; `finish` is called once in each transaction, with the number of its commits. */
export function openTogether(database: DatabaseSync, { write, finish }: { readonly write: (writes: readonly Write[]) => Committed; readonly finish: (commits: number) => void }): Together {
  const inTransaction = openTransactions(database);
  const inPart = openParts(database);
  let waiting: readonly Waiting[] = [];

  function flush(): void {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    try {
      const tellAll = inTransaction(() => {
        const tellings = group.map(({ writes, settle }) => telling(settle, inPart(() => write(writes))));
        finish(group.length);
        return tellings;
      });
      for (const tell of tellAll) tell();
    } catch (cause) {
      for (const { settle } of group) settle.reject(cause);
    }
  }

  return {
    commit: async (writes) => {
      const settle = Promise.withResolvers<Committed>();
      if (waiting.length === 0) setImmediate(flush);
      waiting = [...waiting, { writes, settle }];
      return await settle.promise;
    },
    flush,
  };
}

type Outcome = { readonly committed: Committed } | { readonly failure: unknown };

/** Nobody hears of a commit before the disk has all of its transaction. */
const telling = ({ resolve, reject }: PromiseWithResolvers<Committed>, outcome: Outcome) => (): void => {
  if ('failure' in outcome) reject(outcome.failure);
  else resolve(outcome.committed);
};

/** All or nothing. The lock is taken at once, so that what is read inside is still true when it is written. */
export function openTransactions(database: DatabaseSync) {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const end = database.prepare('COMMIT');
  const undo = database.prepare('ROLLBACK');
  return <T>(work: () => T): T => {
    begin.run();
    try {
      const done = work();
      end.run();
      return done;
    } catch (cause) {
      if (database.isTransaction) undo.run();
      throw cause;
    }
  };
}

/** A part of a transaction that fails alone. Throws what ends all of it: the disk is full or broken, and SQLite has undone everything. */
function openParts(database: DatabaseSync) {
  const begin = database.prepare('SAVEPOINT part');
  const end = database.prepare('RELEASE part');
  const undo = database.prepare('ROLLBACK TO part');
  return (work: () => Committed): Outcome => {
    begin.run();
    try {
      const committed = work();
      if (committed !== 'saved') undo.run();
      end.run();
      return { committed };
    } catch (failure) {
      if (!database.isTransaction) throw failure;
      undo.run();
      end.run();
      return { failure };
    }
  };
}
