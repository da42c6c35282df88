/** Whether people may be sent to this instance, for /readyz: what is not ready is named, and nothing else is told. Whether it lives is said by any answer at all. */

import { nothingRef } from '../../src/app/homes.ts';
import type { Store } from '../../src/app/ports.ts';
import type { Clock } from '../../src/core/time.ts';
import { SECOND } from '../../src/core/time.ts';
import type { Log } from '../log.ts';
import type { Alarm } from '../turn/inTime.ts';
import { inTime, timerAlarm } from '../turn/inTime.ts';

/** [DESIGN] a turn that waits longer than this for one read is no answer for anybody. */
const STORE_LIMIT = 2 * SECOND;
/** However often it is asked, the store is asked once in this time. */
const REMEMBERED = 1 * SECOND;

/** [DESIGN] `cards`: their templates are being parsed, in idle moments of the first seconds. Whoever comes before is answered; but nobody is sent here to pay for it. */
const parts = ['store', 'cards', 'ending'] as const;
type Part = (typeof parts)[number];

export type Readiness =
  | { readonly status: 200; readonly body: { readonly status: 'ready' } }
  | { readonly status: 503; readonly body: { readonly status: 'notReady'; readonly because: readonly Part[] } };

export interface Health {
  readonly readiness: () => Promise<Readiness>;
  readonly warmed: () => void;
  /** It goes, and is not ready again. */
  readonly leave: () => void;
}

export type HealthDeps = { readonly store: Pick<Store, 'read'>; readonly clock: Clock; readonly log: Log; readonly alarm?: Alarm };

export function openHealth({ store, clock, log, alarm = timerAlarm }: HealthDeps): Health {
  const missing = new Set<Part>(['cards']);
  let seen = { at: Number.NEGATIVE_INFINITY, isThere: Promise.resolve(false) };

  async function isStoreThere(): Promise<boolean> {
    const now = Date.parse(clock());
    if (now - seen.at >= REMEMBERED) seen = { at: now, isThere: look() };
    return await seen.isThere;
  }

  const read = async (): Promise<object> => ({ stored: await store.read(nothingRef) });

  async function look(): Promise<boolean> {
    try {
      if (await inTime(read(), { alarm, limit: STORE_LIMIT })) return true;
      log.warn({ limit: STORE_LIMIT }, 'not ready: the store does not answer in time');
    } catch (error) {
      log.warn({ err: error }, 'not ready: the store does not answer');
    }
    return false;
  }

  return {
    readiness: async () => {
      const isThere = await isStoreThere();
      const because = parts.filter((part) => (part === 'store' ? !isThere : missing.has(part)));
      return because.length === 0 ? { status: 200, body: { status: 'ready' } } : { status: 503, body: { status: 'notReady', because } };
    },
    warmed: () => { missing.delete('cards'); },
    leave: () => { missing.add('ending'); },
  };
}
