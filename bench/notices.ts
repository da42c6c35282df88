/** Owed rows: a notice for each of many people, each in a chat of their own, as no conversation may be spoken to quickly. */

import { homeOf, personRef } from '../src/app/homes.ts';
import { bornRow } from '../src/app/outboxRows.ts';
import type { Doc } from '../src/app/ports.ts';
import type { PersonId, TenantId } from '../src/core/ids.ts';
import { systemClock } from '../src/core/time.ts';
import { outgoing } from '../src/tasks/outgoing.ts';
import { enrolmentDoc, tenantOf } from './seed.ts';

/** How many homes owe them. */
export const HOMES = 100;

/** @param isLeased to the instance that owes it, as right after the commit; otherwise whoever finds it has it. */
export function *notices(count: number, { serviceUrl, isLeased }: { readonly serviceUrl: string; readonly isLeased: boolean }): Generator<Doc> {
  const now = systemClock();
  for (let index = 0; index < HOMES; index++) yield enrolmentDoc(index);
  for (let index = 0; index < count; index++) {
    const tenant = tenantOf(index % HOMES) as TenantId; // made here
    const id = `person-${index}` as PersonId; // made here
    const address = { serviceUrl, conversation: `chat-${index}`, channelId: 'msteams', bot: '28:bot', user: `29:${id}` };
    yield { ...personRef(tenant, id), kind: 'person', body: { v: 1, tenant, id, name: 'Carmen Ruiz', lastLanguage: 'es', address } };
    const owed = { ...outgoing('notice', { person: id, news: 'approved', text: '' }), ...(isLeased ? {} : { at: now }) };
    yield bornRow(owed, { partition: homeOf(tenant), tenant, reason: `bench-${index}`, correlation: 'bench', now });
  }
}
