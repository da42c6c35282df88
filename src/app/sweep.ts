/** Deadlines → system commands: drafts that nobody touches, agreements that nobody signs. The documents carry their own `due`. */

import { traceOf } from '../core/secrets.ts';
import { SECOND, plus } from '../core/time.ts';
import { tasks, taskOf } from '../tasks/catalog.ts';
import type { TaskKind } from '../tasks/catalog.ts';
import type { Deps } from './deps.ts';
import { perform } from './perform.ts';
import type { DocRef, Stored } from './ports.ts';

const ROWS = 50;
/** [DESIGN] so long it goes on with kinds of which there is more: the outbox waits behind it, and so does an end of the instance. */
const GOING_ON = 5 * SECOND;

/** What a sweep knows of one kind: documents that it has had, and how many of them are due still, before all others. */
type Queue = { readonly task: TaskKind; readonly had: Set<string>; left: number };

/** A document that fails keeps no other from its turn, and no kind another; all faults are thrown together at the end. */
export async function sweepDeadlines(deps: Deps): Promise<void> {
  const until = plus(deps.clock(), GOING_ON);
  const faults: unknown[] = [];
  const kinds = Object.keys(tasks) as TaskKind[]; // the keys of `tasks` are the kinds
  let queues: readonly Queue[] = kinds.filter((task) => taskOf(task).due).map((task) => ({ task, had: new Set(), left: 0 }));
  do {
    const longer: Queue[] = [];
    for (const queue of queues) if (await sweepPage(deps, queue, faults)) longer.push(queue);
    queues = longer;
  } while (queues.length > 0 && deps.clock() < until);
  if (faults.length > 0) throw new AggregateError(faults, `Deadlines that could not be kept: ${faults.length}`);
}

/** @returns whether there may be more, which this sweep has not had yet. */
async function sweepPage(deps: Deps, queue: Queue, faults: unknown[]): Promise<boolean> {
  const limit = ROWS + queue.left;
  const page = await deps.store.due(queue.task, deps.clock(), limit);
  const fresh = page.filter((stored) => !queue.had.has(keyOf(stored)));
  for (const stored of fresh) {
    queue.had.add(keyOf(stored));
    const hasRung = await ring(deps, queue.task, stored).catch((error: unknown) => {
      faults.push(new Error(`The deadline of ${stored.id} in ${stored.partition}`, { cause: error }));
      return false;
    });
    if (!hasRung) queue.left += 1;
  }
  return page.length === limit && fresh.length > 0;
}

const keyOf = ({ partition, id }: DocRef): string => `${partition} ${id}`;

/** @returns whether it has moved on. */
async function ring(deps: Deps, task: TaskKind, stored: Stored): Promise<boolean> {
  const def = taskOf(task);
  const doc = def.schema.parse(stored.body);
  const due = def.due?.(doc, deps.rules);
  if (!due || due.at > deps.clock()) return false; // written under other settings: its time is another one today
  const { event } = due;
  const commandId = traceOf([stored.partition, stored.id, stored.etag, event].join('\n'));
  const { kind } = await perform(deps, { task, event, tenant: doc.tenant, target: doc.id, input: {}, commandId, actor: { kind: 'system', part: 'timer' }, correlation: deps.newId() });
  return kind !== 'refused';
}
