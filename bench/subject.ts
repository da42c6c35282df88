/** Enlace as it is measured: the real app over a store that counts its requests, answering questions about itself to the process that measures. */

import type { Store } from '../src/app/ports.ts';
import { systemClock } from '../src/core/time.ts';
import { openStore } from '../src/store/open.ts';
import { createApp } from '../bot/app.ts';
import { warm } from '../bot/cards/render.ts';
import { readConfig } from '../bot/config.ts';

const requests: Record<string, number> = { read: 0, commit: 0, page: 0, due: 0 };
let bytes = 0;

const config = readConfig();
const app = await createApp(config, { store: counting(await openStore(config.store, systemClock)) });
await warm();
const port = await app.listen();
process.send?.({ port });
process.on('message', () => {
  void app.pump.idle().then(() => process.send?.({ cpu: process.cpuUsage(), rss: process.memoryUsage().rss, requests: { ...requests }, bytes }));
});
process.on('disconnect', () => process.exit(0));

function count(name: string, sent: unknown): void {
  requests[name] = (requests[name] ?? 0) + 1;
  bytes += Buffer.byteLength(JSON.stringify(sent));
}

function counting(store: Store): Store {
  return {
    read: async (ref) => { count('read', ref); return await store.read(ref); },
    commit: async (writes) => { count('commit', writes); return await store.commit(writes); },
    page: async (query) => { count('page', query); return await store.page(query); },
    everything: () => store.everything(),
    due: async (kind, now, limit) => { count('due', { kind, now, limit }); return await store.due(kind, now, limit); },
    close: async () => await store.close(),
  };
}
