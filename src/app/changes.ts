/** What resellers ask their providers to change, as the people of both read it: the list of their own company, one of it, and who can be asked (WF-25). Nothing is written. */

import { z } from 'zod';
import type { PersonActor } from '../core/actor.ts';
import type { PersonId, TenantId } from '../core/ids.ts';
import { personId } from '../core/ids.ts';
import { storedInstant } from '../core/stored.ts';
import { can } from '../rules/permissions.ts';
import type { Change } from '../tasks/changeDoc.ts';
import { CHANGES, changeDocumentId, changeKinds, changeSchema, changeStates } from '../tasks/changeDoc.ts';
import type { AskedPage } from './customers.ts';
import type { Deps } from './deps.ts';
import { personSchema } from './documents.ts';
import { homeOf, personRef } from './homes.ts';
import type { PageOf } from './lines.ts';
import { pageOfLines } from './lines.ts';
import { partnershipOf } from './partners.ts';
import { personActor } from './people.ts';
import { usersOf } from './users.ts';
import { isPartnered } from '../tasks/partnership.ts';

const lineSchema = z.object({
  id: z.string(), reseller: z.string(), resellerName: z.string(), provider: z.string(), providerName: z.string(), customer: z.string(), customerName: z.string(), subscription: z.string(),
  what: z.enum(changeKinds), state: z.enum(changeStates), since: storedInstant,
});
export type ChangeLine = z.output<typeof lineSchema>;

/** A page of what the own company asked for, or is asked for; the last change first. */
export async function changesOf(deps: Pick<Deps, 'store'>, tenant: TenantId, asked: AskedPage): Promise<PageOf<ChangeLine>> {
  return await pageOfLines(deps, { partition: homeOf(tenant), list: CHANGES, ...asked, backwards: true }, (body) => lineSchema.parse(body));
}

/** The document itself; whose business it is must be asked besides. */
export async function changeIn({ store }: Pick<Deps, 'store'>, reseller: TenantId, id: string): Promise<Change | undefined> {
  const stored = await store.read({ partition: homeOf(reseller), id: changeDocumentId(id) });
  return stored && changeSchema.parse(stored.body);
}

/** INV-56: undefined for what neither side of is the reader's company, and for a former partner's. */
export async function changeSeen(deps: Deps, { tenant }: PersonActor, { reseller, id }: { readonly reseller: TenantId; readonly id: string }): Promise<Change | undefined> {
  const doc = await changeIn(deps, reseller, id);
  if (!doc || doc.tenant === tenant) return doc;
  return doc.provider.id === tenant && isPartnered(await partnershipOf(deps, reseller, tenant)) ? doc : undefined;
}

/** INV-57: those of a company who may do it at this moment, as far as they have spoken with the bot. */
export async function sellersWithChat(deps: Deps, tenant: TenantId): Promise<readonly PersonId[]> {
  const ids = new Set((await deps.directory.partnerPeople(tenant)).map(({ id }) => id));
  let after: string | undefined;
  do {
    const page = await usersOf(deps, tenant, { search: '', after });
    for (const { id } of page.rows) ids.add(personId.parse(id));
    after = page.next;
  } while (after);
  const found = await Promise.all([...ids].map(async (id) => (await canBeAsked(deps, tenant, id) ? [id] : [])));
  return found.flat();
}

async function canBeAsked(deps: Deps, tenant: TenantId, id: PersonId): Promise<boolean> {
  const stored = await deps.store.read(personRef(tenant, id));
  const person = stored && personSchema.parse(stored.body);
  const actor = person?.address && await personActor(deps, { tenant, id, language: person.lastLanguage });
  return actor !== undefined && can(actor, 'P19');
}
