/** How long a turn may take before somebody is told that it goes on: time, and nothing else. What is said then is the handler's. */

import { SECOND } from '../../src/core/time.ts';

/** The channel gives up after 10 to 15 seconds, shows an error and sends the click again (teams-platform §7). [DESIGN] */
export const INVOKE_DEADLINE = 8 * SECOND;
/** Within two seconds somebody who wrote sees that they were heard (teams-platform §1): the sign takes a moment to get there. [DESIGN] */
export const FIRST_SIGN = 1.5 * SECOND;

/** Rings once, after so many milliseconds. @returns what stops it. */
export type Alarm = (milliseconds: number, ring: () => void) => () => void;

export const timerAlarm: Alarm = (milliseconds, ring) => {
  const timer = setTimeout(ring, milliseconds);
  return () => clearTimeout(timer);
};

/** @returns undefined when the time is over first; the work goes on all the same. Throws what the work throws in time. */
export async function inTime<T extends object>(work: Promise<T>, { alarm, limit }: { readonly alarm: Alarm; readonly limit: number }): Promise<T | undefined> {
  const over = Promise.withResolvers<undefined>();
  const stop = alarm(limit, () => over.resolve(undefined));
  return await Promise.race([work, over.promise]).finally(stop);
}

/** Rings while the work is under way, unless it ends before. */
export async function meanwhile<T>(work: Promise<T>, { alarm, limit, ring }: { readonly alarm: Alarm; readonly limit: number; readonly ring: () => void }): Promise<T> {
  return await work.finally(alarm(limit, ring));
}
