/** Runs one instance until it is told to stop: sweeps by a timer, warms the cards in idle time, ends what is under way before it goes. */

import { SECOND } from '../src/core/time.ts';
import { createApp } from './app.ts';
import { warm } from './cards/render.ts';
import { readConfig } from './config.ts';

/** [DESIGN] SQLite finds due rows by an index in microseconds; on Cosmos the sweep is the one cross-partition query, so it is rarer. */
const SWEEP = { sqlite: 2 * SECOND, cosmos: 15 * SECOND } as const;

/** [DESIGN] what can wait does not stand in the way of the first people: by then they have been answered. */
const SETTLING = 1 * SECOND;

export async function serve(): Promise<void> {
  const config = readConfig();
  const app = await createApp(config);
  const port = await app.listen();
  process.stdout.write(`Enlace listens on http://${config.host}:${port}\n`);

  let isSweeping = false;
  const sweep = async (): Promise<void> => {
    if (isSweeping) return;
    isSweeping = true;
    await app.sweep().catch((error: unknown) => process.stderr.write(`sweep failed: ${error instanceof Error ? error.message : 'unknown'}\n`)).finally(() => { isSweeping = false; });
  };
  const timer = setInterval(() => void sweep(), SWEEP[config.store.kind]);
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    await app.close();
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
  setTimeout(() => void sweep().then(warm), SETTLING);
}
