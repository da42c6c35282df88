/** Notices to people of another company than the row's, owed by their own home, each once. What they say is the business of who sends them. */

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

export type Elsewhere = { readonly company: TenantId; readonly noticeFor: (person: PersonId) => Outgoing };

/** To each of the company's people who sell at this moment and have spoken with the bot. */
export const oweToSellers = async (sending: SenderDeps, row: OutboxRow, told: Elsewhere): Promise<void> =>
  await oweTo(sending, row, { ...told, people: await sellersWithChat(sending.deps, told.company) });

/** A second delivery of the row finds what was owed before, and owes nothing twice. */
export async function oweTo({ deps }: SenderDeps, row: OutboxRow, { company, people, noticeFor }: Elsewhere & { readonly people: readonly PersonId[] }): Promise<void> {
  const { tenant, correlation, kind } = row.body;
  const birth = { partition: homeOf(company), tenant: company, reason: `${tenant}:${row.stored.id}`, correlation, now: deps.clock() };
  for (const person of people) {
    const command = { ...commandRef(birth.partition, `${keyOf(row)}:${person}`), kind: 'command', expires: plus(birth.now, 30 * DAY), body: { at: birth.now, event: kind } };
    const writes: readonly Write[] = [{ op: 'create', once: true, doc: command }, { op: 'create', doc: bornRow(noticeFor(person), birth) }];
    if (await deps.store.commit(writes) === 'saved') deps.nudge(rowsIn(writes));
  }
}
