/** How fast one conversation may be spoken to (teams-platform §1): what would be too fast is told when to come back, and other conversations go on meanwhile. */

import type { Clock } from '../../src/core/time.ts';
import { SECOND } from '../../src/core/time.ts';

/**
 * Messages of a bot in one thread: so many in so long. The published limits without the hourly one, and for this instance alone: what
 * several instances say together, or in an hour, is left to the channel's own 429. [DESIGN]
 */
const LIMITS = [[7, SECOND], [8, 2 * SECOND], [60, 30 * SECOND]] as const;
const LONGEST = 30 * SECOND;
/** Whoever is put off is expected one after another, as fast as the longest limit allows, so that not all come back at once. */
const STEP = LONGEST / 60;
/** Threads that are silent are forgotten when there are more. [DESIGN] */
const MANY = 1_000;

/** Nothing was asked of the channel: the message would have been too many for this conversation at this moment. */
export class TooSoon extends Error {
  readonly milliseconds: number;

  constructor(milliseconds: number) {
    super(`Too many messages to one conversation: not before ${milliseconds} ms`);
    this.name = 'TooSoon';
    this.milliseconds = milliseconds;
  }
}

export interface Pace {
  /** Counts a message to this conversation, or throws TooSoon. */
  take(conversation: string): void;
  /** The channel wants to hear nothing more there for so many milliseconds. */
  hold(conversation: string, milliseconds: number): void;
}

/** Times in milliseconds. `said` are those that still count. */
type Thread = { readonly said: readonly number[]; readonly heldUntil: number; readonly promised: number };
const SILENT: Thread = { said: [], heldUntil: 0, promised: 0 };

export function openPace(clock: Clock): Pace {
  const threads = new Map<string, Thread>();

  function threadOf(conversation: string, now: number): Thread {
    const { said, heldUntil, promised } = threads.get(conversation) ?? SILENT;
    return { said: said.filter((at) => at + LONGEST > now), heldUntil, promised };
  }

  function keep(conversation: string, thread: Thread, now: number): void {
    threads.set(conversation, thread);
    if (threads.size <= MANY) return;
    for (const name of threads.keys()) {
      const { said, heldUntil } = threadOf(name, now);
      if (said.length === 0 && heldUntil <= now) threads.delete(name);
    }
  }

  return {
    take(conversation) {
      const now = Date.parse(clock());
      const thread = threadOf(conversation, now);
      const free = Math.max(thread.heldUntil, ...LIMITS.map(([most, span]) => (thread.said.at(-most) ?? -span) + span));
      if (free <= now) return keep(conversation, { ...thread, said: [...thread.said, now] }, now);
      const promised = Math.max(free, thread.promised + STEP);
      keep(conversation, { ...thread, promised }, now);
      throw new TooSoon(promised - now);
    },
    hold(conversation, milliseconds) {
      const now = Date.parse(clock());
      const thread = threadOf(conversation, now);
      keep(conversation, { ...thread, heldUntil: Math.max(thread.heldUntil, now + milliseconds) }, now);
    },
  };
}
