/** The whole bot behind its real door, in this process, as one or more instances over one store; mail and Teams are played, and time moves by hand only. */

import { randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breath } from 'node:timers/promises';
import type { App } from '../bot/app.ts';
import { createApp } from '../bot/app.ts';
import { readConfig } from '../bot/config.ts';
import { CREATED_FILE, openDirectoryFile } from '../bot/local/directoryFile.ts';
import type { TeamsPeer } from '../bot/local/teamsPeer.ts';
import { openTeamsPeer } from '../bot/local/teamsPeer.ts';
import { replaceOffers } from '../src/app/offers.ts';
import type { Mail, Store, Stored } from '../src/app/ports.ts';
import type { Offer } from '../src/core/offer.ts';
import type { Instant } from '../src/core/time.ts';
import { plus, systemClock } from '../src/core/time.ts';
import type { StoreSettings } from '../src/store/open.ts';
import { openStore } from '../src/store/open.ts';
import type { Chance } from './chance.ts';

export type BotsOptions = {
  /** What the directory file says. */
  readonly directory: string;
  readonly instances?: number;
  readonly store?: StoreSettings;
  /** How long the store takes: other turns come in between. Without it, SQLite answers at once. */
  readonly chance?: Chance;
  /** What stands between Teams and an instance. */
  readonly door?: (url: string) => Promise<{ readonly url: string; readonly close: () => Promise<void> }>;
};

/** An instance, and Teams as it reaches this one. */
export type Instance = { readonly app: App; readonly url: string; readonly teams: TeamsPeer };

export interface Bots {
  readonly first: Instance;
  readonly instances: readonly Instance[];
  readonly mails: readonly Mail[];
  /** What the programs themselves call faults. */
  readonly faults: readonly string[];
  /** Until nothing is owed any more. */
  readonly settle: () => Promise<void>;
  /** Time goes by, and the timers ring. */
  readonly passes: (milliseconds: number) => Promise<void>;
  readonly content: () => Promise<readonly Stored[]>;
  readonly close: () => Promise<void>;
}

/** What is ordered. */
const offer: Offer = {
  id: 'M365-BASIC', name: 'Microsoft 365 Business Basic', segment: 'commercial', countries: [], min: 1, max: 300, trial: false, kind: 'licence', office365: true, onePerCustomer: false,
  term: 'P1Y', billing: 'P1M', family: '', tier: 0, addOn: 'none',
};

/** In one process and one thread, a turn over SQLite would never be interrupted between what it reads and what it writes. */
function slowed(store: Store, chance: Chance | undefined): Store {
  if (!chance) return store;
  const takesTime = async (): Promise<void> => { for (let left = chance.between(0, 3); left > 0; left--) await breath(); };
  return {
    ...store,
    read: async (ref) => { await takesTime(); return await store.read(ref); },
    commit: async (writes) => { await takesTime(); return await store.commit(writes); },
  };
}

export async function openBots({ directory, instances: count = 1, store: settings = { kind: 'sqliteMemory' }, chance, door = async (url) => ({ url, close: async () => {} }) }: BotsOptions): Promise<Bots> {
  const folder = await mkdtemp(join(tmpdir(), 'enlace-bots-'));
  const file = join(folder, 'world.json');
  await writeFile(file, directory);
  const world = await openDirectoryFile(file, { createdFile: join(folder, CREATED_FILE), randomness: randomInt });
  let now: Instant = systemClock();
  const clock = (): Instant => now;
  const shared = slowed(await openStore(settings, clock), chance);
  const [mails, faults]: [Mail[], string[]] = [[], []];
  const doors: { readonly close: () => Promise<void> }[] = [];
  const log = { info: () => {}, warn: () => {}, error: (fields: Readonly<Record<string, unknown>>, message: string) => { faults.push(`${message}: ${String(fields['err'] ?? fields['reason'])}`); } };

  /** @param site where the web pages of all of them are; the first one says its own. */
  async function start(site?: string): Promise<Instance> {
    const store: Store = settings.kind === 'cosmos' ? slowed(await openStore(settings, clock), chance) : { ...shared, close: async () => {} }; // in memory, it outlives each instance
    const config = readConfig({ PORT: '0', DATA_DIR: folder, PAGES_PER_ADDRESS: '1000000', PAGES_PER_LINK: '1000000', ...(site ? { PUBLIC_URL: site } : {}) });
    const app = await createApp(config, { clock, world, store, log, alarm: () => () => {}, mailer: { send: async (mail) => { mails.push(mail); } } });
    const url = `http://127.0.0.1:${await app.listen()}`;
    const before = await door(url);
    doors.push(before);
    return { app, url, teams: await openTeamsPeer(before.url) };
  }

  const first = await start();
  const instances = [first];
  while (instances.length < count) instances.push(await start(first.app.deps.site()));
  await replaceOffers(first.app.deps, [offer]);
  const settle = async (): Promise<void> => { await Promise.all(instances.map(async ({ app }) => await app.pump.idle())); };
  return {
    first, instances, mails, faults, settle,
    passes: async (milliseconds) => {
      now = plus(now, milliseconds);
      await Promise.all(instances.map(async ({ app }) => await app.sweep()));
      await settle();
    },
    content: async () => (await Array.fromAsync(shared.everything())).flat(),
    close: async () => {
      for (const { app, teams } of instances) {
        await app.close();
        await teams.close();
      }
      for (const { close } of doors) await close();
      await shared.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
