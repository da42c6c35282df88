/** One instance of the outbox over the world of test/support: its real senders and its pump, with chats that keep what is posted. No expectations here. */

import type { AdaptiveCard } from '../../bot/cards/render.ts';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { openLog } from '../../bot/log.ts';
import type { Post } from '../../bot/outbox/post.ts';
import type { Pump } from '../../bot/outbox/pump.ts';
import { openPump } from '../../bot/outbox/pump.ts';
import { deliver } from '../../bot/outbox/senders.ts';
import type { Deps } from '../../src/app/deps.ts';
import type { Person } from '../../src/app/documents.ts';
import { homeOf, personRef } from '../../src/app/homes.ts';
import { bornRow } from '../../src/app/outboxRows.ts';
import type { Doc, Stored } from '../../src/app/ports.ts';
import type { TenantId } from '../../src/core/ids.ts';
import type { Outgoing } from '../../src/core/machine.ts';
import type { TestWorld } from '../support/deps.ts';
import { personNamed } from '../support/world.ts';

export type Said = { readonly conversation: string; readonly card: AdaptiveCard; readonly text: string; readonly over?: string };

export interface Instance {
  readonly deps: Deps;
  readonly pump: Pump;
  /** What was posted, or written over a message, in its order. */
  readonly said: readonly Said[];
  /** Asked before each post; may throw. */
  trouble: (conversation: string) => void | Promise<void>;
  /** Commits what a task would owe in this home, and delivers it with all that follows from it. */
  readonly owes: (tenant: TenantId, outgoing: Outgoing, reason?: string) => Promise<Doc>;
}

/** @param real a post that really posts, instead of chats that keep what is said. */
export function instanceOf({ deps: given }: TestWorld, real?: Post): Instance {
  const said: Said[] = [];
  const instance = { trouble: (_conversation: string): void | Promise<void> => {} };
  const says = async (conversation: string, card: AdaptiveCard, over?: string): Promise<void> => {
    await instance.trouble(conversation);
    said.push({ conversation, card, text: textOf(card), ...(over ? { over } : {}) });
  };
  const post: Post = real ?? {
    create: async ({ conversation }, card) => { await says(conversation, card); return String(said.length); },
    update: async ({ conversation }, activity, card) => await says(conversation, card, activity),
  };
  const deps: Deps = { ...given, nudge: (rows) => pump.nudge(rows) };
  const mailer = { send: async () => { throw new Error('Nothing here is a mail'); } };
  const log = openLog('silent');
  const pump = openPump({ ...deps, log, random: () => 0.5, send: async (row) => await deliver({ deps, post, mailer, log }, row) });
  return Object.assign(instance, {
    deps, pump, said,
    owes: async (tenant: TenantId, outgoing: Outgoing, reason = 'REQ-1:authorise:3') => {
      const row = bornRow(outgoing, { partition: homeOf(tenant), tenant, reason, correlation: 'c0ffee', now: deps.clock() });
      await deps.store.commit([{ op: 'create', doc: row }]);
      if (!outgoing.at) pump.nudge([row]);
      await pump.idle();
      return row;
    },
  });
}

/** Somebody who has a chat with the bot. */
export async function reachable({ store }: Deps, tenant: TenantId, id: string, language: 'en' | 'es' = 'es'): Promise<string> {
  const conversation = `chat:${tenant}:${id}`;
  const address = { serviceUrl: 'http://127.0.0.1:1', conversation, channelId: 'msteams', bot: '28:enlace', user: `29:${id}` };
  const body: Person = { v: 1, tenant, id: personNamed(id), name: id, lastLanguage: language, address };
  await store.commit([{ op: 'upsert', doc: { ...personRef(tenant, personNamed(id)), kind: 'person', body } }]);
  return conversation;
}

/** What a list of a home shows, in its order. */
export async function listIn({ store }: Deps, tenant: TenantId, list: string): Promise<readonly Stored['body'][]> {
  return (await store.page({ partition: homeOf(tenant), list, limit: 100 })).map(({ body }) => body);
}

/** Time goes by, and the timer of this instance rings. */
export async function passes(world: TestWorld, { pump }: Instance, milliseconds: number): Promise<void> {
  world.clock.move(milliseconds);
  await pump.sweep();
  await pump.idle();
}
