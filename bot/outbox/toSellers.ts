/** A notice to each of another company's people who sell, once, owed by their own home. What it says is the business of who sends it. */

import { sellersWithChat } from '../../src/app/changes.ts';
import { commandRef, homeOf } from '../../src/app/homes.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import { bornRow, rowsIn } from '../../src/app/outboxRows.ts';
import type { Write } from '../../src/app/ports.ts';
import type { PersonId, TenantId } from '../../src/core/ids.ts';
import type { Outgoing } from '../../src/core/machine.ts';
import { DAY, plus } from '../../src/core/time.ts';
import type { SenderDeps } from './sender.ts';
import { keyOf } from './sender.ts';

/** A second delivery of the row finds what was owed before, and owes nothing twice. */
export async function oweToSellers({ deps }: SenderDeps, row: OutboxRow, { company, noticeFor }: { readonly company: TenantId; readonly noticeFor: (person: PersonId) => Outgoing }): Promise<void> {
  const { tenant, correlation, kind } = row.body;
  const birth = { partition: homeOf(company), tenant: company, reason: `${tenant}:${row.stored.id}`, correlation, now: deps.clock() };
  for (const person of await sellersWithChat(deps, company)) {
    const command = { ...commandRef(birth.partition, `${keyOf(row)}:${person}`), kind: 'command', expires: plus(birth.now, 30 * DAY), body: { at: birth.now, event: kind } };
    const writes: readonly Write[] = [{ op: 'create', once: true, doc: command }, { op: 'create', doc: bornRow(noticeFor(person), birth) }];
    if (await deps.store.commit(writes) === 'saved') deps.nudge(rowsIn(writes));
  }
}
