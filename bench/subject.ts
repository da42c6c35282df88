/** Enlace as it is measured: the real app over its real store. `held` as an argument: its outbox sends nothing, so that a click can be measured without what follows it. */

import { systemClock } from '../src/core/time.ts';
import { openStore } from '../src/store/open.ts';
import { createApp } from '../bot/app.ts';
import { warm } from '../bot/cards/render.ts';
import { readConfig } from '../bot/config.ts';
import { counting } from './counting.ts';
import { answerAbout } from './self.ts';

const config = readConfig();
const { store, ...counter } = counting(await openStore(config.store, systemClock));
const app = await createApp(config, { store });
if (process.argv.includes('held')) await app.pump.close();
await warm();
answerAbout({ ...counter, settled: async () => await app.pump.idle() }, await app.listen());
