/** One instance of Enlace that sends what its store owes: `nudge` as right after the commits that owe it, `sweep` as after a crash or an outage. Says when nothing is left. */

import { LEASE } from '../src/app/outboxRows.ts';
import { plus, systemClock } from '../src/core/time.ts';
import { createApp } from '../bot/app.ts';
import { warm } from '../bot/cards/render.ts';
import { readConfig } from '../bot/config.ts';

/** Past every lease: with it, all rows are found. */
const ALWAYS = '9999-12-31T23:59:59.999Z' as ReturnType<typeof systemClock>; // an instant like any other
const ALL = 1_000_000;
const AT_ONCE = 100;

const { deps: { store }, pump } = await createApp(readConfig());
await warm();

async function sweeps(): Promise<void> {
  while ((await store.due('outbox', systemClock(), 1)).length > 0) {
    await pump.sweep();
    await pump.idle();
  }
}

/** As commits come: some at a time, each with its lease from that moment on. */
async function nudges(): Promise<void> {
  const rows = await store.due('outbox', ALWAYS, ALL);
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const due = plus(systemClock(), LEASE);
    pump.nudge(rows.slice(from, from + AT_ONCE).map((row) => ({ ...row, due })));
    await pump.idle();
  }
}

process.on('message', (how) => void (how === 'nudge' ? nudges() : sweeps()).then(() => process.send?.({ drained: true })));
process.on('disconnect', () => process.exit(0));
process.send?.({ port: 0 });
