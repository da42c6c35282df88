/** Work that no request waits for any more, and that an end of the instance waits for: answers that come late, sweeps. What it is, is not known here. */

export interface Unfinished {
  /** @returns the same work. It tells its own failures. */
  readonly add: <T>(work: Promise<T>) => Promise<T>;
  /** Resolves when nothing of it is under way, also what has come since. */
  readonly idle: () => Promise<void>;
}

export function openUnfinished(): Unfinished {
  const underWay = new Set<Promise<unknown>>();
  return {
    add: (work) => {
      underWay.add(work);
      const isOver = (): void => { underWay.delete(work); };
      work.then(isOver, isOver);
      return work;
    },
    idle: async () => { while (underWay.size > 0) await Promise.allSettled(underWay); },
  };
}
