/** What a sender is and what it may answer. A sender delivers one row, or says why not yet or never; what becomes of the row is the pump's. */

import type { Deps } from '../../src/app/deps.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import type { Mailer, Write } from '../../src/app/ports.ts';
import { traceOf } from '../../src/core/secrets.ts';
import type { OutgoingKind, PayloadOf } from '../../src/tasks/outgoing.ts';
import type { Log } from '../log.ts';
import type { Post } from './post.ts';

export type Sent =
  /** Delivered, or no longer owed. `writes` are committed with the row's end (same home); new rows among them go out at once. */
  | { readonly kind: 'done'; readonly writes?: readonly Write[] }
  /** Nobody can reach the person yet: wait until they write. */
  | { readonly kind: 'parked'; readonly person: string }
  | { readonly kind: 'later'; readonly milliseconds: number; readonly reason: string }
  | { readonly kind: 'never'; readonly reason: string };

export const done = (writes: readonly Write[] = []): Sent => ({ kind: 'done', writes });

export interface SenderDeps {
  readonly deps: Deps;
  readonly post: Post;
  readonly mailer: Mailer;
  readonly log: Log;
}

export type Sender<K extends OutgoingKind> = (sending: SenderDeps, payload: PayloadOf<K>, row: OutboxRow) => Promise<Sent>;

/** The same row is the same mail and the same command, however often it is tried. */
export const keyOf = ({ stored }: OutboxRow): string => traceOf(`${stored.partition}\n${stored.id}`);
