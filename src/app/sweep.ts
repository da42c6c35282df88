/** Deadlines → system commands: drafts that nobody touches, agreements that nobody signs. The documents carry their own `due`. */

import { traceOf } from '../core/secrets.ts';
import { tasks, taskOf } from '../tasks/catalog.ts';
import type { TaskKind } from '../tasks/catalog.ts';
import type { Deps } from './deps.ts';
import { perform } from './perform.ts';
import type { Stored } from './ports.ts';

const ROWS = 50;

/** A document that fails keeps no other from its turn; all faults are thrown together at the end. */
export async function sweepDeadlines(deps: Deps): Promise<void> {
  const now = deps.clock();
  const faults: unknown[] = [];
  for (const task of Object.keys(tasks) as TaskKind[]) { // the keys of `tasks` are the kinds
    if (!taskOf(task).due) continue;
    for (const stored of await deps.store.due(task, now, ROWS)) {
      await ring(deps, task, stored).catch((error: unknown) => { faults.push(new Error(`The deadline of ${stored.id} in ${stored.partition}`, { cause: error })); });
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, `Deadlines that could not be kept: ${faults.length}`);
}

async function ring(deps: Deps, task: TaskKind, stored: Stored): Promise<void> {
  const def = taskOf(task);
  const doc = def.schema.parse(stored.body);
  const due = def.due?.(doc, deps.rules);
  if (!due || due.at > deps.clock()) return; // written under other settings: its time is another one today
  const { event } = due;
  const commandId = traceOf([stored.partition, stored.id, stored.etag, event].join('\n'));
  await perform(deps, { task, event, tenant: doc.tenant, target: doc.id, input: {}, commandId, actor: { kind: 'system', part: 'timer' }, correlation: deps.newId() });
}
