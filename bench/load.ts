/** The load: activities over kept-alive connections, each speaker one turn at a time. What they say is speakers.ts. */

import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';

export type Turn = (activity: Readonly<Record<string, unknown>>) => Promise<string>;
export type Speaker = (turn: Turn) => Promise<void>;

export type Driven = { /** Milliseconds of each turn. */ readonly times: readonly number[]; /** Of all together. */ readonly milliseconds: number };

/** All speakers together take so many turns, one connection each. */
export async function drive(port: number, speakers: readonly Speaker[], turns: number): Promise<Driven> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: speakers.length });
  const times: number[] = [];
  const turn: Turn = async (activity) => {
    const begun = performance.now();
    const { statusCode, body } = await pool.request({ path: '/api/messages', method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(activity) });
    const text = await body.text();
    times.push(performance.now() - begun);
    if (statusCode >= 300) throw new Error(`A turn was answered with ${statusCode}: ${text}`);
    return text;
  };
  const begun = performance.now();
  try {
    await Promise.all(speakers.map(async (speaker) => {
      for (let count = 0; count < turns / speakers.length; count++) await speaker(turn);
    }));
  } finally {
    await pool.destroy();
  }
  return { times, milliseconds: performance.now() - begun };
}
