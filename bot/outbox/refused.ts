/** What it means that a request to the Bot Connector failed: whether, when and how it may be made again (teams-platform §9.2). Making requests is line.ts. */

import { DAY, SECOND } from '../../src/core/time.ts';
import { ForeignService } from '../channelAuthentication.ts';

/**
 * A number: after so many milliseconds, as the channel asks. "unsure": nobody answered, so it may have been taken. "away": nobody is at that
 * address (any more). "never": it will be refused again as it is.
 */
export type Again = number | 'backoff' | 'unsure' | 'away' | 'never';

export class PostRefused extends Error {
  /** Undefined when there was no answer. */
  readonly status: number | undefined;
  readonly again: Again;

  constructor(status: number | undefined, again: Again, cause: unknown) {
    super(status === undefined ? 'The channel did not answer' : `The channel answered ${status}`, { cause });
    this.name = 'PostRefused';
    this.status = status;
    this.again = again;
  }
}

/** The message was deleted by somebody: nothing is left to be updated. */
export const isDeleted = (error: unknown): boolean => error instanceof PostRefused && error.status === 404;
/** Not even the channel's own people could post this much at once. */
export const isTooBig = (error: unknown): boolean => error instanceof PostRefused && error.status === 413;

/** 401 is our own secret, mended by operators; 500 is not said to be worth another try, but nothing of ours is lost by one [DESIGN]. */
const PASSING = new Set([401, 408, 412, 500, 502, 503, 504]);

/** The connection was never made, so nothing can have been taken. */
const UNREACHED: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** @returns undefined for what is no failure of a request at all. */
export function refusedBy(error: unknown): PostRefused | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof ForeignService) return new PostRefused(error.statusCode, 'away', error); // until they write from one of ours
  if (error.name === 'AbortError') return new PostRefused(undefined, 'unsure', error);
  if (error.name !== 'RestError') return undefined;
  const { statusCode, code, response } = error as RestError; // by its name; its class is in a package of the SDK's own
  if (typeof statusCode !== 'number' || statusCode < 400) return new PostRefused(undefined, UNREACHED.has(code) ? 'backoff' : 'unsure', error); // or the answer broke off
  return new PostRefused(statusCode, whether(statusCode, code, retryAfter(response)), error);
}

type RestError = { readonly statusCode?: unknown; readonly code?: unknown; readonly response?: { readonly headers?: { get?(name: string): string | undefined } } };

function whether(status: number, code: unknown, wait: number | undefined): Again {
  if (status === 429) return wait ?? 'backoff';
  if (status === 503 && wait !== undefined) return wait;
  if (status === 403) return code === 'InvalidBotApiHost' ? 'never' : 'away'; // real ones often lack the code: all others are about the address
  if (status === 404) return 'away';
  return PASSING.has(status) ? 'backoff' : 'never';
}

/** Seconds, or the date until which to wait, by the channel's own clock if it says what that is. @returns milliseconds. */
function retryAfter(response: RestError['response']): number | undefined {
  const header = (name: string): string => response?.headers?.get?.(name) ?? '';
  const seconds = header('retry-after') === '' ? Number.NaN : Number(header('retry-after'));
  const wait = Number.isFinite(seconds) ? seconds * SECOND : Date.parse(header('retry-after')) - Date.parse(header('date'));
  return Number.isFinite(wait) && wait > 0 ? Math.min(wait, DAY) : undefined;
}
