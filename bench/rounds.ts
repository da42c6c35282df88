/** Several kinds of turn, measured by turns in short rounds, so that a slow moment of the machine meets them all. */

import { growthEach } from './arithmetic.ts';
import type { Measured } from './child.ts';
import type { Speaker } from './load.ts';
import { drive } from './load.ts';
import type { Told } from './self.ts';

export type Kind = { readonly name: string; readonly bot: Measured; readonly speakers: readonly Speaker[] };
export type Counts = { readonly warmUp: number; readonly rounds: number; readonly turns: number; /** With counting on, after the measured ones. */ readonly counted: number };

export type Result = {
  readonly name: string;
  /** Milliseconds of each turn. */
  readonly times: readonly number[];
  /** Milliseconds of the processor for a turn, with all that it causes. */
  readonly cpu: number;
  readonly rss: number;
  /** A turn's share. */
  readonly requests: Readonly<Record<string, number>>; readonly units: number; readonly bytes: number;
};

export async function inRounds(kinds: readonly Kind[], { warmUp, rounds, turns, counted }: Counts, log: (line: string) => void): Promise<readonly Result[]> {
  for (const { name, bot, speakers } of kinds) {
    log(`${name}: warming up`);
    await drive(bot.port, speakers, warmUp);
  }
  const noted = kinds.map(() => ({ times: [] as number[], cpu: [] as (readonly [number, number])[] }));
  for (let round = 1; round <= rounds; round++) {
    log(`round ${round} of ${rounds}`);
    for (const [place, { bot, speakers }] of kinds.entries()) {
      const before = await bot.ask('tell');
      const { times } = await drive(bot.port, speakers, turns);
      const after = await bot.ask('tell');
      noted[place]?.times.push(...times);
      noted[place]?.cpu.push([milliseconds(before), milliseconds(after)]);
    }
  }
  const results: Result[] = [];
  for (const [place, { name, bot, speakers }] of kinds.entries()) {
    const { times = [], cpu = [] } = noted[place] ?? {};
    results.push({ name, times, cpu: growthEach(cpu, times.length), ...await stored({ name, bot, speakers }, counted) });
  }
  return results;
}

const milliseconds = ({ cpu }: Told): number => (cpu.user + cpu.system) / 1000;

/** Counting takes time of its own, so it has turns of its own. */
async function stored({ bot, speakers }: Kind, turns: number): Promise<Pick<Result, 'rss' | 'requests' | 'units' | 'bytes'>> {
  const before = await bot.ask('count');
  const { times } = await drive(bot.port, speakers, turns);
  const after = await bot.ask('tell');
  const each = (value: (told: Told) => number): number => growthEach([[value(before), value(after)]], times.length);
  const requests = Object.fromEntries(Object.keys(after.requests).map((kind) => [kind, each((told) => told.requests[kind] ?? 0)]));
  return { rss: before.rss, requests, units: each(({ units }) => units), bytes: each(({ bytes }) => bytes) };
}
