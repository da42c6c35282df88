/** What resellers ask their providers to change, as the people of both read it: the list of their own company, and one of it (WF-25). Nothing is written. */

import { z } from 'zod';
import type { PersonActor } from '../core/actor.ts';
import type { TenantId } from '../core/ids.ts';
import { storedInstant } from '../core/stored.ts';
import type { Change } from '../tasks/changeDoc.ts';
import { CHANGES, changeDocumentId, changeKinds, changeLine, changeSchema, changeStates } from '../tasks/changeDoc.ts';
import type { AskedPage } from './customers.ts';
import type { Deps } from './deps.ts';
import { homeOf } from './homes.ts';
import type { PageOf } from './lines.ts';
import { pageOfLines } from './lines.ts';
import { partnershipOf } from './partners.ts';
import type { ShownLine } from './shownLines.ts';
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

/** The same line in the provider's list. */
export const askedLine = (doc: Change): ShownLine => ({ partition: homeOf(doc.provider.id), list: CHANGES, key: `change:${doc.id}`, rev: doc.rev, line: changeLine(doc) });

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
