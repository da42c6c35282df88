/** Notices to other people than the row's own, often of another company, owed by their own home, each once. What they say is the business of who sends them. */

import { homeOf } from '../../src/app/homes.ts';
import { remembering } from '../../src/app/once.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import { bornRow, rowsIn } from '../../src/app/outboxRows.ts';
import type { Write } from '../../src/app/ports.ts';
import { holdersWithChat, whoseWork } from '../../src/app/whoseWork.ts';
import type { Work } from '../../src/app/whoseWork.ts';
import type { PersonId, TenantId } from '../../src/core/ids.ts';
import { personId } from '../../src/core/ids.ts';
import type { Outgoing } from '../../src/core/machine.ts';
import type { SenderDeps } from './sender.ts';
import { keyOf } from './sender.ts';

export type Elsewhere = { readonly company: TenantId; readonly noticeFor: (person: PersonId) => Outgoing };

/** To each of the company's people who sell at this moment and have spoken with the bot. */
export const oweToSellers = async (sending: SenderDeps, row: OutboxRow, told: Elsewhere): Promise<void> =>
  await oweTo(sending, row, { ...told, people: await holdersWithChat(sending.deps, { company: told.company, needs: 'P19' }) });

/** A second delivery of the row finds what was owed before, and owes nothing twice. */
export async function oweTo({ deps }: SenderDeps, row: OutboxRow, { company, people, noticeFor }: Elsewhere & { readonly people: readonly PersonId[] }): Promise<void> {
  const { tenant, correlation, kind } = row.body;
  const birth = { partition: homeOf(company), tenant: company, reason: `${tenant}:${row.stored.id}`, correlation, now: deps.clock() };
  for (const person of people) {
    const writes: readonly Write[] = [remembering({ partition: birth.partition, commandId: `${keyOf(row)}:${person}`, event: kind, now: birth.now }), { op: 'create', doc: bornRow(noticeFor(person), birth) }];
    if (await deps.store.commit(writes) === 'saved') deps.nudge(rowsIn(writes));
  }
}

export type Handed = Pick<Work, 'needs'> & Pick<Elsewhere, 'noticeFor'> & { readonly person: string };

/** §11 item 5: what is not this person's work any more is told to their colleagues whose it is. @returns whether it was. */
export async function handOn(sending: SenderDeps, row: OutboxRow, { person, needs, noticeFor }: Handed): Promise<boolean> {
  const company = row.body.tenant;
  const id = personId.parse(person);
  const people = await whoseWork(sending.deps, id, { company, needs });
  if (people.includes(id)) return false;
  await oweTo(sending, row, { company, people, noticeFor });
  return true;
}
