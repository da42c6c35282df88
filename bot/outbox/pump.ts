/** Drains the outbox: at once after a commit, by a sweep for what was left behind. At least once, with backoff; what cannot be delivered is kept for staff to see. */

import { deadRowOf, listedEverywhere, listedHere, unlistedEverywhere } from '../../src/app/deadRows.ts';
import type { Death, OutboxRow } from '../../src/app/outboxRows.ts';
import { claimed, dead, delayed, gone, hadTrouble, isLeased, isReadable, parked, readRow, rowsIn, unreadable } from '../../src/app/outboxRows.ts';
import type { Directory, Doc, Store, Stored, Write } from '../../src/app/ports.ts';
import type { DeadWhy } from '../../src/app/documents.ts';
import type { Telemetry } from '../../src/app/telemetry.ts';
import { silent } from '../../src/app/telemetry.ts';
import type { Clock, Instant } from '../../src/core/time.ts';
import { MINUTE, SECOND, plus } from '../../src/core/time.ts';
import type { Log } from '../log.ts';
import { TooSoon } from './pace.ts';
import type { Again } from './refused.ts';
import { PostRefused, isTooBig } from './refused.ts';
import type { Sent } from './sender.ts';

/** [DESIGN] about a day with the backoff below. */
const MOST_ATTEMPTS = 30;
const LONGEST_WAIT = 60 * MINUTE;
const AT_ONCE = 4;
/** What a sweep takes beyond that waits in a queue while its lease runs: not much. */
const IN_HAND = 2 * AT_ONCE;
const SWEEP_ROWS = 50;
/** [DESIGN] so long a sweep goes on while there is more: deadlines and the audit log wait behind it. */
const GOING_ON = MINUTE;

export interface Pump {
  nudge(rows: readonly Doc[]): void;
  /** Claims and delivers what is due, for a minute at most: rows of a crash, of another instance, or whose wait is over. */
  sweep(): Promise<void>;
  /** Resolves when nothing is queued or under way. */
  idle(): Promise<void>;
  /** From now on it claims nothing; what is committed here still goes out. */
  rest(): void;
  /** Begins nothing new; resolves when what is under way has ended, and what was not begun may be taken by another instance at once. */
  close(): Promise<void>;
}

export type PumpDeps = {
  readonly store: Store;
  readonly directory: Pick<Directory, 'operatorTenant'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly send: (row: OutboxRow) => Promise<Sent>;
  /** Between 0 and 1, for the jitter. */
  readonly random: () => number;
  readonly telemetry?: Telemetry;
};

export function openPump(deps: PumpDeps): Pump {
  const { store, clock, log, send, random, telemetry = silent } = deps;
  const queue: OutboxRow[] = [];
  const underWay = new Set<Promise<unknown>>();
  let isResting = false;
  let isClosed = false;
  let closing: Promise<void> | undefined;

  function start(): void {
    if (isClosed) return;
    for (const row of nextInTime(AT_ONCE - underWay.size)) {
      const delivery: Promise<unknown> = telemetry.delivery(deliver, row).catch((error: unknown) => unsettled(row, error));
      underWay.add(delivery);
      void delivery.finally(() => { underWay.delete(delivery); start(); });
    }
  }

  /** A row that waited here until its lease was nearly over is dropped: the sweep, here or elsewhere, has it next. */
  function nextInTime(most: number): readonly OutboxRow[] {
    const rows: OutboxRow[] = [];
    while (rows.length < most && queue.length > 0) rows.push(...queue.splice(0, 1).filter((row) => isLeased(row, clock())));
    return rows;
  }

  async function deliver(row: OutboxRow): Promise<Sent> {
    const sent = await send(row).catch((error: unknown) => failed(row, error));
    await settle(row, sent);
    return sent;
  }

  function unsettled(row: OutboxRow, error: unknown): void {
    telemetry.fault('outbox');
    log.error({ row: row.stored.id, err: error }, 'outbox row could not be settled; the sweep will find it');
  }

  function failed(row: OutboxRow, error: unknown): Sent {
    if (error instanceof TooSoon) return { kind: 'later', milliseconds: error.milliseconds };
    const { kind, attempts, correlation } = row.body;
    const reason = error instanceof Error ? error.message : 'unknown';
    log.warn({ row: row.stored.id, kind, attempts, correlation, err: error }, 'outbox delivery failed');
    const again = error instanceof PostRefused ? error.again : 'backoff';
    const why = whyDead(row, again, error);
    if (why) return { kind: 'never', reason, why };
    return { kind: 'later', milliseconds: typeof again === 'number' ? again : backoff(attempts), reason, ...(again === 'unsure' ? { unsure: true } : {}) };
  }

  /** Doubles from a second up to an hour, spread by half. */
  function backoff(attempts: number): number {
    return Math.min(LONGEST_WAIT, SECOND * 2 ** Math.min(attempts - 1, 12)) * (0.75 + random() / 2);
  }

  async function settle(row: OutboxRow, sent: Sent): Promise<void> {
    if (sent.kind !== 'done' && isOvertaken(row)) return; // writing it would bring back what another instance may have delivered
    if (sent.kind === 'done' && hadTrouble(row)) await store.commit(unlistedEverywhere(deps, deadRowOf(row.stored, { reason: '', now: clock() })));
    const writes = sent.kind === 'never' ? await givenUp(row, { reason: sent.reason, why: sent.why ?? 'overtaken' }) : settlement(row, sent);
    const committed = await store.commit(writes);
    if (committed !== 'saved') throw new Error(`The end of outbox row ${row.stored.id} was answered with ${committed}`);
    nudge(rowsIn(writes));
  }

  /** Slower than its lease: if the row is still there, it is the sweep's. */
  const isOvertaken = ({ stored: { due } }: OutboxRow): boolean => due !== undefined && due <= clock();

  function settlement(row: OutboxRow, sent: Exclude<Sent, { readonly kind: 'never' }>): readonly Write[] {
    switch (sent.kind) {
      case 'done': return [...(sent.writes ?? []), gone(row)];
      case 'parked': return [parked(row, sent.person, clock())];
      case 'later': return [delayed(row, { until: plus(clock(), sent.milliseconds), reason: sent.reason, unsure: sent.unsure === true })];
    }
  }

  async function givenUp(row: OutboxRow, death: Death): Promise<readonly Write[]> {
    log.error({ row: row.stored.id, kind: row.body.kind, ...death, correlation: row.body.correlation }, 'outbox row given up');
    return [dead(row, death), ...await listed(row.stored, death)];
  }

  /** Operators can find it before it is dead: a crash in between leaves a row that is tried again, never one that nobody sees. */
  async function listed(stored: Stored, death: Death): Promise<readonly Write[]> {
    const row = deadRowOf(stored, { ...death, now: clock() });
    await store.commit(listedEverywhere(deps, row));
    return listedHere(row);
  }

  function nudge(rows: readonly Doc[]): void {
    queue.push(...rows.map((doc) => readRow({ ...doc, etag: '' }))); // born leased to this instance: nobody else touches it
    start();
  }

  /** @returns whether there may be more. */
  async function sweepPage(until: Instant): Promise<boolean> {
    const now = clock();
    const due = await store.due('outbox', now, SWEEP_ROWS);
    telemetry.oldest(due[0]?.due, now);
    const isFull = due.length === SWEEP_ROWS;
    for (const stored of isFull ? fromAnywhere(due) : due) {
      if (isResting || clock() >= until) return false;
      if (!isReadable(stored)) await giveUp(stored);
      else if (!await claim(stored) && isFull) break; // from here on another instance has been
    }
    return isFull;
  }

  /** Of many rows each instance begins with others, so that they are not in each other's way. */
  function fromAnywhere(rows: readonly Stored[]): readonly Stored[] {
    const first = Math.floor(random() * rows.length);
    return [...rows.slice(first), ...rows.slice(0, first)];
  }

  /** @returns whether it was this instance's to take. */
  async function claim(stored: Stored): Promise<boolean> {
    while (queue.length + underWay.size >= IN_HAND && underWay.size > 0) await Promise.race(underWay); // a pump that is closed has nothing under way
    if (isResting) return false;
    const doc = claimed(readRow(stored), clock());
    if (await store.commit([{ op: 'replace', doc, ifMatch: stored.etag }]) !== 'saved') return false;
    nudge([doc]);
    return true;
  }

  async function giveUp(stored: Stored): Promise<void> {
    log.error({ row: stored.id, partition: stored.partition }, 'outbox row cannot be read and is given up');
    await store.commit([unreadable(stored), ...await listed(stored, { reason: 'This version cannot read it', why: 'unreadable' })]); // a conflict is another instance that has done it
  }

  async function close(): Promise<void> {
    [isResting, isClosed] = [true, true];
    await giveBackQueued(); // first, because the process may be ended before what is under way has
    while (underWay.size > 0) await Promise.all(underWay);
    await giveBackQueued(); // what came of it
  }

  const giveBackQueued = async (): Promise<unknown> => await Promise.all(queue.splice(0).filter((row) => !isOvertaken(row)).map(giveBack));

  /** Nothing was tried, so the attempt does not count. */
  async function giveBack(row: OutboxRow): Promise<void> {
    await store.commit([delayed(row, { until: clock(), reason: undefined, unsure: false })])
      .catch((error: unknown) => log.error({ row: row.stored.id, err: error }, 'outbox row could not be given back; another instance has it after its lease'));
  }

  return {
    nudge,
    async sweep() {
      const until = plus(clock(), GOING_ON);
      while (await sweepPage(until));
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    rest() { isResting = true; },
    close: async () => await (closing ??= close()),
  };
}

/** What may have arrived is sent once more, and not a third time. */
function whyDead({ body }: OutboxRow, again: Again, error: unknown): DeadWhy | undefined {
  if (again === 'unsure' && body.unsure) return 'unsure';
  if (again === 'away') return 'away';
  if (again === 'never') return isTooBig(error) ? 'tooBig' : 'refused';
  return body.attempts >= MOST_ATTEMPTS ? 'exhausted' : undefined;
}
