/** The composition root: makes every part once and gives each what it needs. Only this file opens a store. */

import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ConversationState } from 'botbuilder-core/lib/conversationState.js';
import type { Deps } from '../src/app/deps.ts';
import type { Mailer, Store } from '../src/app/ports.ts';
import { linkAudit } from '../src/app/auditChain.ts';
import { deadCount } from '../src/app/deadCount.ts';
import { sweepDeadlines } from '../src/app/sweep.ts';
import type { NewId } from '../src/core/ids.ts';
import type { Clock } from '../src/core/time.ts';
import { systemClock } from '../src/core/time.ts';
import { openStore } from '../src/store/open.ts';
import { openAdapter } from './adapter.ts';
import { botStorage } from './botStorage.ts';
import { warm } from './cards/render.ts';
import type { ChannelPeer } from './channelAuthentication.ts';
import type { Config } from './config.ts';
import { createHandler } from './handler.ts';
import { openHealth } from './http/health.ts';
import { openServer } from './http/server.ts';
import { CREATED_FILE, openDirectoryFile } from './local/directoryFile.ts';
import type { LocalDirectory } from './local/directoryFile.ts';
import type { Log } from './log.ts';
import { openLog } from './log.ts';
import { fileMailer } from './mail/fileMailer.ts';
import { smtpMailer } from './mail/smtpMailer.ts';
import { openAnswers } from './outbox/answers.ts';
import type { Deadline } from './outbox/line.ts';
import type { Post } from './outbox/post.ts';
import { openPost } from './outbox/post.ts';
import type { Pump } from './outbox/pump.ts';
import { openPump } from './outbox/pump.ts';
import { deliver } from './outbox/senders.ts';
import { loadLibraries } from './libraries.ts';
import { readRules } from './rulesFile.ts';
import { openTelemetry } from './telemetry/open.ts';
import type { Alarm } from './turn/inTime.ts';
import { openUnfinished } from './unfinished.ts';

export type Overrides = {
  readonly clock?: Clock;
  readonly newId?: NewId;
  readonly random?: () => number;
  readonly store?: Store;
  readonly world?: LocalDirectory;
  readonly mailer?: Mailer;
  readonly post?: Post;
  /** When a request to the channel has taken too long. */
  readonly endsAt?: Deadline;
  readonly alarm?: Alarm;
  readonly log?: Log;
  readonly channelPeer?: ChannelPeer;
  readonly keyCooldown?: number;
};

export interface App {
  readonly deps: Deps;
  readonly pump: Pump;
  /** Expiry, reminders and what the outbox was left with; called by timers, and by tests. */
  readonly sweep: () => Promise<void>;
  /** @returns the port that is listened on. */
  readonly listen: () => Promise<number>;
  /** Parses the cards; until then it is not ready, and answers all the same. */
  readonly warm: () => Promise<void>;
  /** From now on /readyz sends people elsewhere; who comes all the same is served. */
  readonly leave: () => void;
  /** Ends what is under way, takes nothing new, and closes the store last. */
  readonly close: () => Promise<void>;
}

export async function createApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const clock = overrides.clock ?? systemClock;
  const newId = overrides.newId ?? randomUUID;
  const log = overrides.log ?? openLog(config.logLevel);
  const lookout = await openTelemetry(config.telemetry, { log, newId });
  const { telemetry } = lookout;
  const store = lookout.watched(overrides.store ?? await openStore(config.store, clock));
  const { inhabitants, ...world } = overrides.world ?? await openDirectoryFile(config.directoryFile, { createdFile: join(config.dataDir, CREATED_FILE), randomness: randomInt });
  const mailer = overrides.mailer ?? openMailer(config, clock);
  const site = (): string => config.publicUrl ?? `http://${config.host}:${server.port()}`;
  const entra = config.entra && (await import('./entra/open.ts')).openEntraAdapters(config.entra, { store, clock, site, log, file: world.directory, cooldown: overrides.keyCooldown });
  const deps: Deps = {
    store, ...world, ...(entra ? { directory: entra.directory } : {}), rules: await readRules(config.rulesFile), clock, newId, randomBytes,
    site,
    nudge: (rows) => pump.nudge(rows),
    telemetry,
    failed: (error, correlation) => {
      telemetry.fault('outside');
      log.warn({ correlation, err: error }, 'a service outside failed');
    },
  };
  lookout.counts(async () => await deadCount(deps));

  const unfinished = openUnfinished();
  const health = openHealth({ store, clock, log, ...(overrides.alarm ? { alarm: overrides.alarm } : {}) });
  const adapter = openAdapter({ credentials: config.credentials, channel: config.channel, log, peer: overrides.channelPeer });
  const answers = openAnswers({ clientKey: adapter.ConnectorClientKey, clock, log, endsAt: overrides.endsAt });
  adapter.use(answers.middleware);
  const post = overrides.post ?? openPost({ adapter, appId: config.credentials?.id ?? '', clock, endsAt: overrides.endsAt });
  const roles = entra?.inTeams?.({ deps, clientOf: (context) => context.turnState.get(adapter.UserTokenClientKey) });
  const handler = createHandler({ deps, conversation: new ConversationState(botStorage(store, clock)), log, post, unfinished, roles, ...(overrides.alarm ? { alarm: overrides.alarm } : {}) });
  const server = openServer({ deps, log, health, pace: config.pace, botId: config.credentials?.id, door: { adapter, handler, channel: config.channel, log }, mailDirectory: config.mail.kind === 'files' && !config.credentials ? config.mail.directory : undefined, ...(config.credentials ? { signIn: entra?.signIn } : { localWorld: inhabitants }) });
  const pump: Pump = openPump({ store, directory: world.directory, clock, log, telemetry, random: overrides.random ?? Math.random, send: async (row) => await deliver({ deps, post, mailer, log }, row) });

  const failed = (message: string) => (error: unknown): void => {
    telemetry.fault('sweep');
    log.error({ err: error }, message);
  };
  const sweepOnce = async (): Promise<void> => {
    await sweepDeadlines(deps).catch(failed('deadlines could not all be kept')); // the outbox goes on
    await linkAudit(deps).catch(failed('the audit log could not be linked'));
    await answers.sweep();
    await pump.sweep().catch(failed('the outbox could not be swept'));
  };
  const leave = (): void => {
    health.leave();
    server.leave();
  };
  const end = async (): Promise<void> => {
    leave();
    pump.rest();
    await server.close(); // turns under way are answered
    await unfinished.idle();
    await pump.close();
    await lookout.close();
    await store.close();
  };
  let ending: Promise<void> | undefined;
  return {
    deps, pump, leave,
    sweep: async () => await unfinished.add(sweepOnce()),
    listen: async () => await server.listen(config.port, config.host),
    warm: async () => {
      await warm();
      await loadLibraries();
      health.warmed();
    },
    close: async () => await (ending ??= end()),
  };
}

function openMailer({ mail }: Config, clock: Clock): Mailer {
  if (mail.kind === 'files') return fileMailer({ directory: mail.directory, from: mail.from, clock });
  const { host, port, user, password, from } = mail;
  return smtpMailer({ host, port, secure: port === 465, requireTls: port !== 465, from, ...(user ? { user } : {}), ...(password ? { password } : {}) });
}
