/** How many turns a second, and how long the slowest take, with 1, 8 and 64 people who speak at the same time. */

import { median, spreadOf } from '../arithmetic.ts';
import { openConnector } from '../connector.ts';
import { drive } from '../load.ts';
import type { Speaker } from '../load.ts';
import type { Measured } from '../child.ts';
import type { Asked, Part } from '../part.ts';
import type { Table } from '../report.ts';
import { number, whole } from '../report.ts';
import { seedReviews } from '../reviews.ts';
import { seedEnrolments } from '../seed.ts';
import { fillsIn, heapOf, reviews, says } from '../speakers.ts';
import { openEcho, openEnlace } from '../stage.ts';

const CONNECTIONS = [1, 8, 64] as const;
const MOST = 64;
const sizes = { full: { warmUp: 640, rounds: 3, turns: 640 }, quick: { warmUp: 64, rounds: 1, turns: 64 } } as const;

type Kind = { readonly name: string; readonly bot: Measured; readonly speakers: readonly Speaker[] };
type Noted = { readonly times: number[]; readonly rates: number[] };

export const throughput: Part = { name: 'throughput', run: measure };

async function measure({ scale, folder, log }: Asked): Promise<readonly Table[]> {
  const { warmUp, rounds, turns } = sizes[scale];
  const connector = await openConnector();
  const all = (speaker: (index: number) => Speaker): readonly Speaker[] => Array.from({ length: MOST }, (_unused, index) => speaker(index));
  const cases = warmUp + CONNECTIONS.length * rounds * turns;
  const heap = heapOf(cases);
  const kinds: readonly Kind[] = [
    { name: 'echo bot', bot: await openEcho(), speakers: all((index) => says(connector.url, index)) },
    { name: 'enrolment step', bot: await openEnlace({ folder, population: { companies: MOST }, fill: async (store) => await seedEnrolments(store, MOST) }), speakers: all((index) => fillsIn(connector.url, index)) },
    {
      name: 'approval click', bot: await openEnlace({ folder, population: { admins: MOST, reviewed: cases }, held: true, fill: async (store) => await seedReviews(store, cases) }),
      speakers: all((index) => reviews(connector.url, index, heap)),
    },
  ];
  try {
    for (const { bot, speakers } of kinds) await drive(bot.port, speakers, warmUp);
    const noted = new Map(kinds.map(({ name }) => [name, CONNECTIONS.map((): Noted => ({ times: [], rates: [] }))]));
    for (let round = 1; round <= rounds; round++) {
      log(`round ${round} of ${rounds}`);
      for (const [place, connections] of CONNECTIONS.entries()) {
        for (const { name, bot, speakers } of kinds) note(noted.get(name)?.[place], await drive(bot.port, speakers.slice(0, connections), turns));
      }
    }
    return [tableOf(noted, { rounds, turns })];
  } finally {
    for (const { bot } of kinds) await bot.end();
    connector.close();
  }
}

function note(noted: Noted | undefined, { times, milliseconds }: Awaited<ReturnType<typeof drive>>): void {
  noted?.times.push(...times);
  noted?.rates.push(times.length / milliseconds * 1000);
}

function tableOf(noted: ReadonlyMap<string, readonly Noted[]>, { rounds, turns }: { readonly rounds: number; readonly turns: number }): Table {
  const rates = (name: string): readonly number[] => (noted.get(name) ?? []).map((one) => median(one.rates));
  const echo = rates('echo bot');
  return {
    title: 'Throughput, SQLite',
    head: ['', ...CONNECTIONS.flatMap((connections) => [`${connections}: turns/s`, '× echo', 'p99 ms'])],
    rows: [...noted].map(([name, each]) => [name, ...each.flatMap(({ times }, place) => {
      const rate = rates(name)[place] ?? 0;
      return [whole(rate), number(rate / (echo[place] ?? 0)), number(spreadOf(times).p99)];
    })]),
    note: `${rounds} rounds of ${turns} turns at each number of connections, all kinds by turns; medians of the rounds.`,
  };
}
