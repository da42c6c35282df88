/** What the audit log tells of each document: what happened to it, in order, and when it was in a state. The copies that other companies keep of an entry are left out. */

import type { AuditEntry } from '../app/documents.ts';
import { homeOf } from '../app/homes.ts';
import type { Stored } from '../app/ports.ts';
import type { TenantId } from '../core/ids.ts';
import type { Instant } from '../core/time.ts';
import { MINUTE, plus } from '../core/time.ts';
import type { Found, Inventory } from './inventory.ts';

export type Logged = Found<AuditEntry>;
/** No `until`: it still is. */
export type Span = { readonly from: Instant; readonly until: Instant | undefined };

export interface History {
  readonly entries: readonly Logged[];
  /** Every entry about one document, by time. @param home a partition. @param document the document's own `id`, which is not where it is stored. */
  readonly of: (home: string, task: string, document: string) => readonly AuditEntry[];
  readonly spans: (home: string, task: string, document: string, state: string) => readonly Span[];
}

const isDone = ({ outcome }: AuditEntry): boolean => outcome === 'done';

export function historyOf(inventory: Inventory): History {
  const all = inventory.all('audit').toSorted((one, other) => (orderOf(one.stored) < orderOf(other.stored) ? -1 : 1));
  const homes = Map.groupBy(all, ({ stored: { id } }) => id);
  const entries = all.filter((logged) => !isCopy(logged, homes.get(logged.stored.id) ?? []));
  const byDocument = Map.groupBy(entries, ({ stored: { partition }, doc }) => keyOf(partition, doc.task, doc.document));
  const of: History['of'] = (home, task, document) => (byDocument.get(keyOf(home, task, document)) ?? []).map(({ doc }) => doc);
  return { entries, of, spans: (home, task, document, state) => spansOf(of(home, task, document).filter(isDone), state) };
}

const orderOf = ({ sort = '', id }: Stored): string => `${sort}|${id}`;
const keyOf = (home: string, task: string, document: string): string => [home, task, document].join('\n');

/** WF-37: the same entry in the log of the company whose person acted. */
const isCopy = ({ stored: { partition }, doc: { actor } }: Logged, same: readonly Logged[]): boolean => same.length > 1 && partition === homeOf(actor.tenant as TenantId); // as the entry names it

function spansOf(entries: readonly AuditEntry[], state: string): readonly Span[] {
  const spans: Span[] = [];
  for (const { before, after, at } of entries) {
    if (before === after) continue;
    if (after === state) spans.push({ from: at, until: undefined });
    else if (before === state) spans.push({ from: (spans.at(-1)?.until === undefined ? spans.pop()?.from : undefined) ?? at, until: at });
  }
  return spans;
}

/** What is in another home is read a moment before the decision is written. [DESIGN] longer than a turn and the sweep after it take. */
const SLACK = 2 * MINUTE;

export const wasWithin = (spans: readonly Span[], at: Instant): boolean => spans.some(({ from, until }) => from <= plus(at, SLACK) && (until === undefined || plus(until, SLACK) >= at));
