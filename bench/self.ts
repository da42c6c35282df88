/** What a measured process answers about itself to the one that measures. What it does otherwise is in the scripts that call this. */

export type Stored = { readonly requests: Readonly<Record<string, number>>; readonly units: number; readonly bytes: number };
export type Told = Stored & { readonly cpu: NodeJS.CpuUsage; readonly rss: number; /** After a collection, if one was asked for. */ readonly heap: number };
/**
 * `collect`: after a garbage collection. `giveBack`: after one that also returns to the machine what V8 keeps for later. `count`: what is
 * asked of the store is counted from now on, which costs time of its own.
 */
export type Question = 'tell' | 'collect' | 'giveBack' | 'count';

export type Self = {
  /** Until nothing is under way that belongs to the turns so far. */
  readonly settled: () => Promise<void>;
  readonly count: () => void;
  readonly stored: () => Stored;
};

/** For a process without a store. */
export const storeless: Self = { settled: async () => {}, count: () => {}, stored: () => ({ requests: {}, units: 0, bytes: 0 }) };

export function answerAbout({ settled, count, stored }: Self, port: number): void {
  const answer = async (question: Question): Promise<void> => {
    await settled();
    if (question === 'count') count();
    if (question === 'collect') collect('regular');
    if (question === 'giveBack') collect('last-resort');
    const { rss, heapUsed } = process.memoryUsage();
    process.send?.({ cpu: process.cpuUsage(), rss, heap: heapUsed, ...stored() } satisfies Told);
  };
  process.on('message', (question) => void answer(question as Question)); // the measuring process asks nothing else
  process.on('disconnect', () => process.exit(0));
  process.on('SIGTERM', () => process.exit(0)); // whoever ends by itself leaves its compiled code for the next start
  process.send?.({ port });
}

function collect(flavor: 'regular' | 'last-resort'): void {
  if (!globalThis.gc) throw new Error('This process was started without --expose-gc');
  globalThis.gc({ type: 'major', execution: 'sync', flavor });
}
