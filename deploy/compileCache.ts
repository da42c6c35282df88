/** Fills the compile cache while an image is built: starts the bot in its local world, waits until it is ready, and ends it as an operator would. */

import { enableCompileCache } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { readConfig } from '../bot/config.ts';

const PATIENCE = { tries: 300, pause: 100 } as const;

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(address)).ok;
  } catch (cause) {
    if (cause instanceof TypeError) return false; // not listening yet
    throw cause;
  }
}

enableCompileCache();
const { serve } = await import('../bot/serve.ts');
// What the local world does without, and a tenant's bot does not.
await Promise.all([import('@azure/cosmos'), import('@azure/identity'), import('../bot/telemetry/otel.ts')]);
const { host, port } = readConfig();
const running = serve();
for (let tries = 0; !(await isReady(`http://${host}:${port}/readyz`)); tries++) {
  if (tries === PATIENCE.tries) throw new Error('The bot did not become ready');
  await pause(PATIENCE.pause);
}
process.kill(process.pid, 'SIGTERM');
await running;
