/** Deadlines → system commands: drafts that nobody touches, agreements that nobody signs. The documents carry their own `due`. */

import { traceOf } from '../core/secrets.ts';
import { tasks, taskOf } from '../tasks/catalog.ts';
import type { TaskKind } from '../tasks/catalog.ts';
import type { Deps } from './deps.ts';
import { perform } from './perform.ts';

const ROWS = 50;

export async function sweepDeadlines(deps: Deps): Promise<void> {
  const now = deps.clock();
  for (const task of Object.keys(tasks) as TaskKind[]) { // the keys of `tasks` are the kinds
    const def = taskOf(task);
    if (!def.due) continue;
    for (const stored of await deps.store.due(task, now, ROWS)) {
      const doc = def.schema.parse(stored.body);
      const due = def.due(doc, deps.rules);
      if (!due || due.at > now) continue; // written under other settings: its time is another one today
      const { event } = due;
      const commandId = traceOf([stored.partition, stored.id, stored.etag, event].join('\n'));
      await perform(deps, { task, event, tenant: doc.tenant, input: {}, commandId, actor: { kind: 'system', part: 'timer' }, correlation: deps.newId() });
    }
  }
}
