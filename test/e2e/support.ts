/** The whole bot behind its real door, with Teams, mail and time played by the test: `openStory` starts it, and every test of its own ends it. No expectations here. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import type { App } from '../../bot/app.ts';
import { createApp } from '../../bot/app.ts';
import type { ChannelPeer } from '../../bot/channelAuthentication.ts';
import { readConfig } from '../../bot/config.ts';
import type { Desk } from '../../bot/local/desk.ts';
import { openDesk } from '../../bot/local/desk.ts';
import type { Bearer, Persona, Place, TeamsPeer } from '../../bot/local/teamsPeer.ts';
import { openTeamsPeer } from '../../bot/local/teamsPeer.ts';
import type { Log } from '../../bot/log.ts';
import type { Alarm } from '../../bot/turn/inTime.ts';
import type { DocRef, Mail, Mailer, Store, Stored, Write } from '../../src/app/ports.ts';
import { checkStore } from '../../src/check/checkStore.ts';
import type { StoreSettings } from '../../src/store/open.ts';
import type { Instant } from '../../src/core/time.ts';
import { openStore } from '../../src/store/open.ts';
import { handClock } from '../store/support.ts';
import type { World } from './world.ts';
import { openWorld } from './world.ts';

export type StoryOptions = {
  /** Where documents are kept: in memory unless said; "file" is a database that outlives an instance of the bot. */
  readonly store?: 'memory' | 'file' | StoreSettings;
  /** Settings besides the port and the folder. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Rings for turns that take too long; never, unless said. */
  readonly alarm?: Alarm;
  /** Of a bot with credentials: what stands for the Bot Framework, and how Teams proves itself. */
  readonly channel?: ChannelPeer & { readonly bearer: Bearer };
};

export type LogLine = { readonly level: 'info' | 'warn' | 'error'; readonly fields: Readonly<Record<string, unknown>>; readonly message: string };

export interface Story {
  readonly app: App;
  readonly url: string;
  /** Where the instance keeps its files. */
  readonly folder: string;
  readonly teams: TeamsPeer;
  readonly world: World;
  readonly clock: ReturnType<typeof handClock>;
  readonly mails: readonly Mail[];
  readonly logs: readonly LogLine[];
  /** Asked before each request to the store and each mail; may throw instead of the real thing. */
  readonly trouble: Trouble;
  readonly desk: (who: Persona, place?: Place) => Desk;
  /** Until nothing that was committed is still to be delivered. */
  readonly settle: () => Promise<void>;
  /** Time goes by, and then the timers ring. */
  readonly passes: (milliseconds: number) => Promise<void>;
  /** Another instance of the bot on the same documents, with a door of its own. */
  readonly another: () => Promise<App & { readonly url: string }>;
  /** The bot ends and comes back at the same address. */
  readonly restarts: () => Promise<void>;
  /** Every document there is. */
  readonly content: () => Promise<readonly Stored[]>;
}

export type Trouble = {
  read: (ref: DocRef) => void;
  commit: (writes: readonly Write[]) => void | Promise<void>;
  mail: (mail: Mail) => void | Promise<void>;
};

/** What the program itself calls a fault. */
export const faults = ({ logs }: Pick<Story, 'logs'>): readonly string[] => logs.filter(({ level }) => level === 'error').map(({ fields, message }) => `${message}: ${String(fields['err'])}`);

let ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  const failed: unknown[] = [];
  for (const end of ends.toReversed()) await end().catch((error: unknown) => failed.push(error));
  ends = [];
  if (failed.length > 0) throw failed[0];
});

export async function openStory({ store = 'memory', environment = {}, alarm = () => () => {}, channel }: StoryOptions = {}): Promise<Story> {
  const folder = await mkdtemp(join(tmpdir(), 'enlace-e2e-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  const clock = handClock();
  const trouble: Trouble = { read: () => {}, commit: () => {}, mail: () => {} };
  const parts: Parts = { folder, environment, alarm, channel, clock, world: await openWorld(folder), mails: [], logs: [], refs: new Map(), trouble };
  const open = await storeOf(store, folder, clock);

  let app = await start(parts, await open(), 0);
  const port = await app.listen();
  ends.push(() => app.close());
  const hand = { hasWritten: false };
  const url = `http://127.0.0.1:${port}`;
  const teams = await openTeamsPeer(url, channel?.bearer);
  ends.push(() => teams.close());
  const { world, mails, logs, refs } = parts;
  ends.push(async () => { if (!hand.hasWritten) await sound(app, clock()); });
  return {
    get app() { return byHand(app, hand); },
    url, folder, teams, world, clock, mails, logs, trouble,
    desk: (who, place) => openDesk(teams, teams.person(who, place)),
    settle: async () => await app.pump.idle(),
    passes: async (milliseconds) => {
      clock.move(milliseconds);
      await app.sweep();
      await app.pump.idle();
    },
    another: async () => {
      const other = await start(parts, await open(), 0);
      const at = await other.listen();
      ends.push(() => other.close());
      return Object.assign(other, { url: `http://127.0.0.1:${at}` });
    },
    restarts: async () => {
      await app.close();
      await noticed(url);
      app = await start(parts, await open(), port);
      await app.listen();
    },
    content: async () => {
      const found = await Promise.all([...refs.values()].map((ref) => app.deps.store.read(ref)));
      return found.filter((stored) => stored !== undefined);
    },
  };
}

/** What a test writes itself, beside the program, need not be sound. */
function byHand(app: App, hand: { hasWritten: boolean }): App {
  const { store } = app.deps;
  const commit: Store['commit'] = async (writes) => {
    hand.hasWritten = true;
    return await store.commit(writes);
  };
  return { ...app, deps: { ...app.deps, store: { ...store, commit } } };
}

/** Whatever the story was, its documents agree with each other and with the rules. */
async function sound({ deps: { store, rules } }: App, now: Instant): Promise<void> {
  const { findings } = await checkStore(store, { now, rules });
  if (findings.length > 0) throw new Error(`The story left what must not be:\n${findings.map(({ rule, where: { partition, id }, what }) => `${rule}: ${id} in ${partition}: ${what}`).join('\n')}`);
}

/** How each instance opens the documents: those in memory are one store for all, which outlives each of them. */
async function storeOf(store: NonNullable<StoryOptions['store']>, folder: string, clock: Story['clock']): Promise<() => Promise<Store>> {
  if (store !== 'memory') return async () => await openStore(store === 'file' ? { kind: 'sqlite', directory: folder } : store, clock);
  const memory = await openStore({ kind: 'sqliteMemory' }, clock);
  ends.push(() => memory.close());
  return async () => ({ ...memory, close: async () => {} });
}

/** `fetch` keeps connections open; it has noticed the end of those to an instance that is gone when it gets no new one either. */
async function noticed(url: string): Promise<void> {
  for (let open = true; open;) {
    open = await fetch(url).then(() => true, (error: { readonly cause?: { readonly code?: string } }) => error.cause?.code !== 'ECONNREFUSED');
  }
}

type Parts = {
  readonly folder: string; readonly environment: Readonly<Record<string, string>>; readonly alarm: Alarm; readonly channel: StoryOptions['channel']; readonly clock: Story['clock']; readonly world: World; readonly mails: Mail[]; readonly logs: LogLine[];
  readonly refs: Map<string, DocRef>; readonly trouble: Trouble;
};

async function start({ folder, environment, alarm, channel, clock, world, mails, logs, refs, trouble }: Parts, store: Store, port: number): Promise<App> {
  const config = readConfig({ PORT: String(port), DATA_DIR: folder, ...environment });
  return await createApp(config, { clock, alarm, world, newId, random: () => 0.5, store: watched(store, refs, trouble), mailer: keeping(mails, trouble), log: listening(logs), ...(channel ? { channelPeer: channel, keyCooldown: 0 } : {}) });
}

let made = 0;
/** Never the same twice, in whichever story. Case numbers are made of the first digits. */
function newId(): string {
  made += 1;
  return `${made.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
}

/** All documents begin with a commit, so the references seen there are all that can be in the store. */
function watched(store: Store, refs: Map<string, DocRef>, trouble: Trouble): Store {
  return {
    ...store,
    read: async (ref) => {
      trouble.read(ref);
      return await store.read(ref);
    },
    commit: async (writes) => {
      await trouble.commit(writes);
      for (const write of writes) {
        const { partition, id } = write.op === 'delete' ? write.ref : write.doc;
        refs.set(`${partition} ${id}`, { partition, id });
      }
      return await store.commit(writes);
    },
  };
}

function keeping(mails: Mail[], trouble: Trouble): Mailer {
  return {
    send: async (mail) => {
      await trouble.mail(mail);
      mails.push(mail);
    },
  };
}

function listening(lines: LogLine[]): Log {
  const at = (level: LogLine['level']) => (fields: LogLine['fields'], message: string): void => { lines.push({ level, fields, message }); };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
