/** Runs one instance until it is told to stop: sweeps by a timer, warms the cards in idle time, ends what is under way before it goes. */

import { setTimeout as pause } from 'node:timers/promises';
import { SECOND } from '../src/core/time.ts';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';

/** [DESIGN] SQLite finds due rows by an index in microseconds; on Cosmos the sweep is the one cross-partition query, so it is rarer. */
const SWEEP = { sqlite: 2 * SECOND, cosmos: 15 * SECOND } as const;

/** [DESIGN] what can wait does not stand in the way of the first people: by then they have been answered. */
const SETTLING = 1 * SECOND;

/** [DESIGN] for what is under way, after the time for looking away: a turn is answered in half of it, and Azure gives an end a minute (deploy/modules/app.bicep). */
const ENDING = 20 * SECOND;
/** A Ctrl-C reaches the whole terminal, and npm passes it on once more. */
const ECHO = 1 * SECOND;

export async function serve(): Promise<void> {
  const config = readConfig();
  const app = await createApp(config);
  const port = await app.listen();
  process.stdout.write(`Enlace listens on http://${config.host}:${port}\n`);

  let isSweeping = false;
  const sweep = async (): Promise<void> => {
    if (isSweeping) return;
    isSweeping = true;
    await app.sweep().finally(() => { isSweeping = false; }); // what fails in it is in the log
  };
  const timers = [setInterval(() => void sweep(), SWEEP[config.store.kind]), setTimeout(() => { void sweep(); void app.warm(); }, SETTLING)];

  const lookAway = config.shutdownSeconds * SECOND;
  await toldToEnd(lookAway + ENDING);
  app.leave();
  await pause(lookAway);
  for (const timer of timers) clearTimeout(timer);
  await app.close();
  process.exit(0);
}

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Resolves at the first signal. The next one, or the limit, ends the process as it is: what it had in its hands is another instance's when the leases are over. */
async function toldToEnd(limit: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const signal of signals) process.on(signal, () => resolve());
  await promise;
  setTimeout(() => { for (const signal of signals) process.once(signal, atOnce); }, ECHO).unref();
  setTimeout(atOnce, limit).unref();
}

const atOnce = (): never => process.exit(1);
