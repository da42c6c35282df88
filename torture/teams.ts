/** The story while Teams refuses a third of what the bot posts on its own account: everything arrives in the end, and nothing is posted twice. */

import type { Refusal } from '../bot/local/teamsPeer.ts';
import type { Bots } from './bots.ts';
import { openChance } from './chance.ts';
import type { Asked, Part, Row } from './part.ts';
import { openTally } from './part.ts';
import type { Watch } from './posted.ts';
import { watchPosts } from './posted.ts';
import { leavesTheSame, told } from './story.ts';

export const teams: Part = { name: 'teams', about: 'A Teams that refuses, is busy, cuts after it has accepted, or is gone for an hour', run: refused };

const ROUNDS = { full: 20, short: 1 } as const;

/** Those after which a row is tried again. What each of them means is tested beside the outbox. */
const refusals: readonly Refusal[] = [{ status: 412 }, { status: 429, headers: { 'retry-after': '2' } }, { status: 429 }, { status: 500 }, { status: 502 }, { status: 503 }, { status: 504 }];

async function refused(asked: Asked): Promise<readonly Row[]> {
  const [tally, chance] = [openTally(), openChance(asked.seed)];
  const plain = await told({ what: 'taken at once' }, openTally());
  const what = 'a third of the cards and notices refused for now';
  const rounds = asked.rounds ?? ROUNDS[asked.scale];
  for (let round = 1; round <= rounds; round++) {
    let watch: Watch | undefined;
    const begins = ({ first }: Bots): void => {
      watch = watchPosts(first.teams);
      watch.meets = () => {
        if (chance.next() > 1 / 3) return undefined;
        tally.tried(`${what}: refusals`);
        return refusals[chance.between(0, refusals.length - 1)];
      };
    };
    const ends = async (): Promise<void> => { if (watch) watch.meets = () => undefined; };
    await leavesTheSame({ what, begins, ends }, { plain, tally });
    for (const [key, times] of Map.groupBy(watch?.own() ?? [], (one) => one.key)) tally.tried(`${what}: posted once`, times.length === 1 ? undefined : `${times.length} times: ${key.slice(0, 200)}`);
    asked.log(`teams: ${round} of ${rounds}`);
  }
  return tally.rows();
}
