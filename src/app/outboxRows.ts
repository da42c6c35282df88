/** Outbox rows as documents: how they are born, claimed, delayed, parked and given up. Sending is bot/outbox. */

import type { TenantId } from '../core/ids.ts';
import type { Outgoing } from '../core/machine.ts';
import type { Instant } from '../core/time.ts';
import { HOUR, SECOND, plus } from '../core/time.ts';
import type { DeadWhy, OutboxBody } from './documents.ts';
import { outboxSchema } from './documents.ts';
import { lists } from './homes.ts';
import type { Doc, Stored, Write } from './ports.ts';

/** How long one delivery may take before another instance tries. [DESIGN] */
export const LEASE = 60 * SECOND;
/** The most that a delivery takes: four requests to the channel, or a mail. [DESIGN] */
const DELIVERY = 40 * SECOND;

export type OutboxRow = { readonly stored: Stored; readonly body: OutboxBody };

export type Birth = {
  readonly partition: string;
  readonly tenant: TenantId;
  /** What makes the id: the same reason gives the same row, so that nothing is owed twice. */
  readonly reason: string;
  readonly correlation: string;
  readonly now: Instant;
};

/**
 * A row is born leased to the instance that commits it, which delivers at once; if that dies, the lease runs out and another one does.
 * One that is for later waits for the sweep of any instance.
 */
export function bornRow(outgoing: Outgoing, birth: Birth): Doc {
  const body: OutboxBody = {
    v: 1, kind: outgoing.kind, payload: { ...outgoing.payload }, tenant: birth.tenant, correlation: birth.correlation, createdAt: birth.now, attempts: outgoing.at ? 0 : 1,
  };
  const id = `outbox:${birth.reason}:${outgoing.kind}:${outgoing.key}`;
  return { partition: birth.partition, id, kind: 'outbox', due: outgoing.at ?? plus(birth.now, LEASE), body };
}

const isBornLeased = (doc: Doc): boolean => doc.kind === 'outbox' && outboxSchema.parse(doc.body).attempts > 0;

/** The rows born with these writes that are leased to this instance, to be delivered now. */
export const rowsIn = (writes: readonly Write[]): readonly Doc[] => writes.flatMap((write) => (write.op === 'create' && isBornLeased(write.doc) ? [write.doc] : []));

export function readRow(stored: Stored): OutboxRow {
  return { stored, body: outboxSchema.parse(stored.body) };
}

export const isReadable = (stored: Stored): boolean => outboxSchema.safeParse(stored.body).success;

/** Takes the row for this instance: whoever replaces it first has it. */
export function claimed(row: OutboxRow, now: Instant): Doc {
  const body: OutboxBody = { ...row.body, attempts: row.body.attempts + 1 };
  return { ...plain(row), due: plus(now, LEASE), body };
}

export const gone = (row: OutboxRow): Write => ({ op: 'delete', ref: row.stored });

export type Delay = {
  readonly until: Instant;
  /** What was wrong; undefined when nothing was tried, and the attempt does not count. */
  readonly reason: string | undefined;
  /** It may have arrived. */
  readonly unsure: boolean;
};

export function delayed(row: OutboxRow, { until, reason, unsure }: Delay): Write {
  const { body } = row;
  const tried = reason === undefined ? { attempts: body.attempts - 1 } : { lastError: reason };
  return { op: 'upsert', doc: { ...plain(row), due: until, body: { ...body, ...tried, ...(unsure ? { unsure } : {}) } } };
}

/** [DESIGN] their first word revives it; the rare look is for somebody who wrote while it was being parked. */
const PARKED_LOOK = 6 * HOUR;

/** Waits until the person can be reached. */
export function parked(row: OutboxRow, person: string, now: Instant): Write {
  const body: OutboxBody = { ...row.body, attempts: 0 };
  return { op: 'upsert', doc: { ...plain(row), list: lists.waiting, sort: `${person}|${row.body.createdAt}|${row.stored.id}`, due: plus(now, PARKED_LOOK), body } };
}

/** A parked or dead row that goes out again: leased, like a new one, to the instance that commits it. Whoever asks for it has been told whether it may have arrived. */
export function revived(row: OutboxRow, now: Instant): Replace {
  const { why, unsure } = row.body;
  const body: OutboxBody = { ...row.body, attempts: 1, why: undefined, unsure: why ? undefined : unsure };
  return { op: 'replace', doc: { ...plain(row), due: plus(now, LEASE), body }, ifMatch: row.stored.etag };
}

/** Is there still time to deliver it before another instance may try? What was in a queue for too long is left to the sweep. */
export const isLeased = ({ stored: { due } }: OutboxRow, now: Instant): boolean => due !== undefined && due >= plus(now, DELIVERY);

/** Was anything ever wrong with it? Only such a row may stand in the operator's list (deadRows.ts). */
export const hadTrouble = ({ body: { attempts, lastError } }: OutboxRow): boolean => attempts > 1 || lastError !== undefined;

export function dead(row: OutboxRow, { reason, why }: Death): Write {
  return { op: 'upsert', doc: { ...plain(row), list: lists.dead, sort: `${row.body.createdAt}|${row.stored.id}`, body: { ...row.body, lastError: reason, why } } };
}

/** `reason` is for those who run the bot, `why` for everybody. */
export type Death = { readonly reason: string; readonly why: DeadWhy };

/** A row that this program cannot read is kept as it is, without a time at which it would be in the way again. */
export function unreadable({ partition, id, kind, body, etag }: Stored): Replace {
  return { op: 'replace', doc: { partition, id, kind, list: lists.dead, sort: `|${id}`, body }, ifMatch: etag };
}

/** Another look at it, by the next sweep: perhaps this program can read it. */
export function woken({ partition, id, kind, body, etag }: Stored, now: Instant): Replace {
  return { op: 'replace', doc: { partition, id, kind, due: now, body }, ifMatch: etag };
}

type Replace = Extract<Write, { readonly op: 'replace' }>;

function plain(row: OutboxRow): Pick<Doc, 'partition' | 'id' | 'kind'> {
  const { partition, id, kind } = row.stored;
  return { partition, id, kind };
}
