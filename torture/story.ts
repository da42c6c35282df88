/** The whole story of one company on bots in this process, while something is done to them: what is in the store afterwards is compared with a story that went without. */

import { HOUR } from '../src/core/time.ts';
import type { StoreSettings } from '../src/store/open.ts';
import type { Bots } from './bots.ts';
import { openBots } from './bots.ts';
import { companyOf, directoryOf } from './cast.ts';
import { enrols } from './life.ts';
import type { Tally } from './part.ts';
import { messageOf } from './part.ts';
import type { Manner } from './repeater.ts';
import { openRepeater } from './repeater.ts';
import { opensChannel, sceneOf } from './stage.ts';
import { comparable, differences } from './state.ts';
import { trades } from './trade.ts';

export type Way = {
  /** In the table. */
  readonly what: string;
  readonly manner?: Manner;
  readonly store?: StoreSettings;
  readonly instances?: number;
  /** Once everything stands, and before anything happens. */
  readonly begins?: (bots: Bots) => void;
  /** What was done to them ends, and what is still owed is delivered. */
  readonly ends?: (bots: Bots) => Promise<void>;
};

const plainly: Manner = async (activity, send) => await send(activity);

/** @returns what is in the store in the end. */
export async function told({ what, manner = plainly, begins, ends, ...options }: Way, tally: Tally): Promise<readonly string[]> {
  let present = plainly;
  const bots = await openBots({ directory: directoryOf(1), ...options, door: async (url) => await openRepeater(url, async (activity, send) => await present(activity, send)) });
  try {
    begins?.(bots);
    present = manner;
    const scene = sceneOf(bots, companyOf(0), await opensChannel(bots));
    await enrols(scene);
    await trades(scene);
    tally.tried(`${what}: stories told to the end`);
  } catch (error) {
    tally.tried(`${what}: stories told to the end`, messageOf(error));
  }
  present = plainly;
  await ends?.(bots);
  await bots.passes(HOUR);
  for (const fault of bots.faults) tally.tried(`${what}: faults in the log`, fault);
  const owed = (await bots.content()).filter(({ kind }) => kind === 'outbox').map(({ id, body }) => `${id}: ${String(body['lastError'])}`);
  tally.tried(`${what}: nothing is owed in the end`, owed.length === 0 ? undefined : owed.join('\n'));
  const state = comparable(await bots.content());
  await bots.close();
  return state;
}

/** @param plain what is there without it. */
export async function leavesTheSame(way: Way, { plain, tally }: { readonly plain: readonly string[]; readonly tally: Tally }): Promise<void> {
  const found = differences(plain, await told(way, tally));
  tally.tried(`${way.what}: the same state as without`, found.length === 0 ? undefined : `${found.length} differences:\n${found.slice(0, 12).map((line) => line.slice(0, 300)).join('\n')}`);
}
