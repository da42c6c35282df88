/** Requests for delegated admin as both sides read them (WF-36): a partner's list for one customer, one of them, and what a customer has open with a partner. Nothing is written. */

import type { TenantId } from '../core/ids.ts';
import type { Gdap } from '../tasks/gdapDoc.ts';
import { gdapDocumentId, gdapList, gdapSchema } from '../tasks/gdapDoc.ts';
import type { Relationship } from '../tasks/relationship.ts';
import type { AskedPage } from './customers.ts';
import type { Deps } from './deps.ts';
import { homeOf } from './homes.ts';
import type { PageOf } from './lines.ts';
import { pageOfLines } from './lines.ts';

/** The document itself; whose business it is must be asked besides. */
export async function gdapOf({ store }: Pick<Deps, 'store'>, customer: TenantId, id: string): Promise<Gdap | undefined> {
  const stored = await store.read({ partition: homeOf(customer), id: gdapDocumentId(id) });
  return stored && gdapSchema.parse(stored.body);
}

/** By name. @param between whose request it is, to whom (INV-56). */
export async function gdapsOf(deps: Pick<Deps, 'store'>, { customer, partner }: { readonly customer: TenantId; readonly partner: TenantId }, asked: AskedPage): Promise<PageOf<Gdap>> {
  const { rows, next } = await pageOfLines(deps, { partition: homeOf(customer), list: gdapList(partner), ...asked }, (body) => body as { readonly id: string }); // as gdapLine wrote it
  const found = await Promise.all(rows.map(async ({ id }) => await gdapOf(deps, customer, id)));
  return { rows: found.filter((one) => one !== undefined), next };
}

/** What the customer may answer or end now: its time is not over, however late the timer is. */
export async function openGdaps({ store, clock }: Pick<Deps, 'store' | 'clock'>, { tenant, gdap = [] }: Pick<Relationship, 'tenant' | 'gdap'>): Promise<readonly Gdap[]> {
  const found = await Promise.all(gdap.map(async ({ id }) => await gdapOf({ store }, tenant, id)));
  const now = clock();
  return found.filter((one) => one !== undefined).filter(({ state, until, autoExtend }) => (state === 'Requested' && now < until) || (state === 'Approved' && (autoExtend || now < until)));
}
