/** Who is told of something at this moment (§11 item 5): whoever began it, for as long as it is their work, and afterwards those whose it is. Nothing is written. */

import type { PersonId, TenantId } from '../core/ids.ts';
import { personId } from '../core/ids.ts';
import type { Permission } from '../rules/permissions.ts';
import { can } from '../rules/permissions.ts';
import type { Deps } from './deps.ts';
import { personSchema } from './documents.ts';
import { personRef } from './homes.ts';
import { personActor } from './people.ts';
import { usersOf } from './users.ts';

export type Work = { readonly company: TenantId; readonly needs: Permission };

/** Where nobody else can be reached, it waits for whoever began it. */
export async function whoseWork(deps: Deps, person: PersonId, work: Work): Promise<readonly PersonId[]> {
  if (await mayDoIt(deps, person, work)) return [person];
  const others = await holdersWithChat(deps, work);
  return others.length > 0 ? others : [person];
}

/** INV-57: those of a company who may do it at this moment, as far as they have spoken with the bot. */
export async function holdersWithChat(deps: Deps, work: Work): Promise<readonly PersonId[]> {
  const { company } = work;
  const ids = new Set((await deps.directory.partnerPeople(company)).map(({ id }) => id));
  let after: string | undefined;
  do {
    const page = await usersOf(deps, company, { search: '', after });
    for (const { id } of page.rows) ids.add(personId.parse(id));
    after = page.next;
  } while (after);
  const found = await Promise.all([...ids].map(async (id) => (await hasChat(deps, id, work) && await mayDoIt(deps, id, work) ? [id] : [])));
  return found.flat();
}

async function hasChat({ store }: Deps, id: PersonId, { company }: Work): Promise<boolean> {
  const stored = await store.read(personRef(company, id));
  return stored !== undefined && personSchema.parse(stored.body).address !== undefined;
}

async function mayDoIt(deps: Deps, id: PersonId, { company: tenant, needs }: Work): Promise<boolean> {
  const actor = await personActor(deps, { tenant, id, language: 'en' });
  return actor !== undefined && can(actor, needs);
}
