/** How often and how long Cosmos DB is asked again: every repeat of a request is made here, the client's own cannot be bounded (teams-platform §17.2). What a repeated write means is cosmos.ts's. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Plugin } from '@azure/cosmos';
import { SECOND } from '../core/time.ts';
import { tellCosts } from './cosmosCosts.ts';

/** [DESIGN] a call of the store, whatever it takes inside, ends before the time in which a click has to be answered (8 s, bot/turn/inTime.ts). */
const LONGEST_CALL = 6 * SECOND;
const LONGEST_WAITS = 3 * SECOND;
const ATTEMPTS = 4;

/** The client's own figures are 9 repeats of a 429 in 30 s, and 60 s for a request. */
export const patience = { requestTimeout: 3 * SECOND, retryOptions: { maxRetryAttemptCount: 0 } } as const;

/** For the options of one call: it also ends what the client would go on trying, such as another region. */
export const callLimit = (): AbortSignal => AbortSignal.timeout(LONGEST_CALL);

/**
 * Answers after which the same request is worth sending again: out of time, moved, throttled, "retry with", unavailable. After 408 and
 * 503 nobody knows whether it was done.
 */
const passing: ReadonlySet<unknown> = new Set([408, 410, 429, 449, 503]);

type Trouble = { readonly status: unknown; readonly waitFor: number | undefined; readonly cause: unknown };

/** One request, repeated while that may help. What is thrown instead of trouble that lasted has no code by which the client would go on. */
export const patient: Plugin<unknown> = async (context, _node, next) => {
  const signal = context.options?.abortSignal;
  let waited = 0;
  for (let attempt = 1; ; attempt++) {
    let trouble: Trouble | undefined;
    try {
      const response = await next(context);
      trouble = troubleInBatch(response.result);
      tellCosts(response, trouble?.status);
      if (!trouble) return response;
    } catch (error) {
      tellCosts(error);
      trouble = troubleOf(error);
    }
    const { status, waitFor = 5 * 4 ** attempt, cause } = trouble;
    const isLasting = attempt === ATTEMPTS || waited + waitFor > LONGEST_WAITS || signal?.aborted;
    if (isLasting) throw new Error(`Cosmos DB was asked ${attempt} times in vain (${status === undefined ? 'no answer' : String(status)})`, { cause });
    await sleep(waitFor, undefined, signal ? { signal } : {});
    waited += waitFor;
  }
};

/** Throws what is an answer. Without a status there was none: the connection was cut, or it took too long, or it cannot be read. */
function troubleOf(error: unknown): Trouble {
  const { code, retryAfterInMs } = error as { readonly code?: unknown; readonly retryAfterInMs?: number }; // ErrorResponse of the client, or an Error
  if (typeof code === 'number' && !passing.has(code)) throw error;
  return { status: code, waitFor: retryAfterInMs, cause: error };
}

/** A batch is throttled as a whole, or in one of its operations. */
function troubleInBatch(result: unknown): Trouble | undefined {
  if (!Array.isArray(result)) return undefined;
  const operations = result as readonly { readonly statusCode?: number; readonly retryAfterMilliseconds?: number }[]; // pages of queries are objects
  const one = operations.find(({ statusCode }) => passing.has(statusCode));
  return one && { status: one.statusCode, waitFor: one.retryAfterMilliseconds, cause: result };
}
