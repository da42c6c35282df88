/**
 * What a turn says in messages. The turn is committed before it speaks: an answer that the channel does not take is no reason to deliver the
 * activity again. It is kept in memory and said again a few times; never stored, because an answer may hold a secret.
 */

import type { Middleware } from 'botbuilder-core';
import type { ConnectorClient } from 'botframework-connector';
import type { Activity } from 'botframework-schema';
import type { Clock, Instant } from '../../src/core/time.ts';
import { MINUTE, SECOND, plus } from '../../src/core/time.ts';
import type { Log } from '../log.ts';
import type { Deadline } from './line.ts';
import { deadline, request } from './line.ts';
import { PostRefused } from './refused.ts';

/** [DESIGN] who has waited for longer has written again. */
const LONGEST_WAIT = MINUTE;
const WAITS: readonly number[] = [SECOND, 5 * SECOND, 20 * SECOND, LONGEST_WAIT];
/** [DESIGN] of an hour without Teams, nobody wants all that was said in it. */
const MOST_KEPT = 200;

export interface Answers {
  readonly middleware: Middleware;
  /** Says again what is due. */
  sweep(): Promise<void>;
}

export type AnswersParts = { readonly clientKey: symbol; readonly clock: Clock; readonly log: Log; readonly endsAt?: Deadline | undefined };
type Said = { readonly id: string };
type Answer = { readonly say: () => Promise<Said>; readonly conversation: string; readonly tries: number };

export function openAnswers({ clientKey, clock, log, endsAt = deadline }: AnswersParts): Answers {
  let kept: readonly (Answer & { readonly due: Instant })[] = [];

  async function attempt({ say, conversation, tries }: Answer): Promise<Said> {
    try {
      return await say();
    } catch (error) {
      const wait = waitAfter(error, tries);
      log.warn({ conversation, tries, again: wait !== undefined, err: error }, 'an answer was not taken');
      if (wait !== undefined) kept = [...kept, { say, conversation, tries: tries + 1, due: plus(clock(), wait) }].slice(-MOST_KEPT);
      return { id: '' };
    }
  }

  return {
    middleware: {
      onTurn: async (context, next) => {
        const client = context.turnState.get<ConnectorClient | undefined>(clientKey);
        if (!client) return await next();
        context.onSendActivities(async (_context, activities, onward) => {
          if (activities.some(({ type }) => type !== 'message')) return await onward();
          const said: Said[] = [];
          for (const activity of activities) said.push(await attempt({ say: sayer(client, activity, endsAt), conversation: activity.conversation?.id ?? '', tries: 0 }));
          return said;
        });
        await next();
      },
    },
    async sweep() {
      const now = clock();
      const due = kept.filter((answer) => answer.due <= now);
      kept = kept.filter((answer) => answer.due > now);
      for (const answer of due) await attempt(answer);
    },
  };
}

/** An answer is not owed for ever: what may have arrived, and what will not be taken as it is, is not said again. */
function waitAfter(error: unknown, tries: number): number | undefined {
  const again = error instanceof PostRefused ? error.again : 'backoff';
  const wait = again === 'backoff' ? WAITS[tries] : again;
  return typeof wait === 'number' && wait <= LONGEST_WAIT && tries < WAITS.length ? wait : undefined;
}

/** The context is gone when it is said again; the client is not. */
function sayer(client: ConnectorClient, activity: Partial<Activity>, endsAt: Deadline): () => Promise<Said> {
  const { conversation, replyToId } = activity;
  const id = conversation?.id ?? '';
  return async () => await request(client, endsAt, async ({ conversations }, options) => (
    replyToId ? await conversations.replyToActivity(id, replyToId, activity, options) : await conversations.sendToConversation(id, activity, options)
  ));
}
