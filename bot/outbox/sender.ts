/** What a sender is and what it may answer. A sender delivers one row, or says why not yet or never; what becomes of the row is the pump's. */

import type { Deps } from '../../src/app/deps.ts';
import type { DeadWhy } from '../../src/app/documents.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import type { Mailer, Write } from '../../src/app/ports.ts';
import { traceOf } from '../../src/core/secrets.ts';
import type { OutgoingKind, PayloadOf } from '../../src/tasks/outgoing.ts';
import type { Log } from '../log.ts';
import type { Before, Post } from './post.ts';

export type Sent =
  /** Delivered, or no longer owed. `writes` are committed with the row's end (same home); new rows among them go out at once. */
  | { readonly kind: 'done'; readonly writes?: readonly Write[] }
  /** Nobody can reach the person yet: wait until they write. */
  | { readonly kind: 'parked'; readonly person: string }
  /** Without a reason nothing was tried, and the attempt does not count. `unsure`: it may have arrived. */
  | { readonly kind: 'later'; readonly milliseconds: number; readonly reason?: string; readonly unsure?: boolean }
  /** `why` is "overtaken" unless said: what the row is about does not allow it any more. */
  | { readonly kind: 'never'; readonly reason: string; readonly why?: DeadWhy };

export const done = (writes: readonly Write[] = []): Sent => ({ kind: 'done', writes });

/** What a post has to know of the row's earlier deliveries. */
export const before = ({ body }: OutboxRow): Before => ({ unsure: body.unsure === true });

export interface SenderDeps {
  readonly deps: Deps;
  readonly post: Post;
  readonly mailer: Mailer;
  readonly log: Log;
}

export type Sender<K extends OutgoingKind> = (sending: SenderDeps, payload: PayloadOf<K>, row: OutboxRow) => Promise<Sent>;

/** The same row is the same mail and the same command, however often it is tried. */
export const keyOf = ({ stored }: OutboxRow): string => traceOf(`${stored.partition}\n${stored.id}`);
