/** Reads of what was written down (INV-58), newest first and of the own home only (INV-56). Who may read it is asked by whoever calls. */

import type { TenantId } from '../core/ids.ts';
import type { Deps } from './deps.ts';
import type { AuditEntry } from './documents.ts';
import { auditSchema } from './documents.ts';
import { homeOf, lists } from './homes.ts';
import type { Stored } from './ports.ts';

export type Matches = (entry: AuditEntry) => boolean;
export type AuditAsked = { readonly tenant: TenantId; readonly matches: Matches };

/** Entries on one card; and how many are looked at for them, so that a rare word costs no more than a few reads. [DESIGN] */
export const ENTRIES_SHOWN = 10;
const LOOKED_AT = 400;
const AT_ONCE = 100;

/** `next` is where to look further back, if there is anything. */
export type AuditPage = { readonly rows: readonly AuditEntry[]; readonly next: string | undefined; readonly lookedAt: number };

export async function auditPage(deps: Deps, { tenant, matches }: AuditAsked, after: string | undefined): Promise<AuditPage> {
  const rows: AuditEntry[] = [];
  let lookedAt = 0;
  let seen: string | undefined;
  for await (const { entry, sort } of backwards(deps, tenant, after)) {
    // There is something further back; without it, the log itself ends here.
    if (rows.length === ENTRIES_SHOWN || lookedAt === LOOKED_AT) return { rows, next: seen, lookedAt };
    if (matches(entry)) rows.push(entry);
    lookedAt++;
    seen = sort;
  }
  return { rows, next: undefined, lookedAt };
}

export type Excerpt = { readonly entries: readonly AuditEntry[]; /** There were older ones that nobody looked at. */ readonly isCut: boolean };

/** Everything that matches, as far back as the setting goes. */
export async function auditExcerpt(deps: Deps, { tenant, matches }: AuditAsked): Promise<Excerpt> {
  const entries: AuditEntry[] = [];
  let lookedAt = 0;
  for await (const { entry } of backwards(deps, tenant, undefined)) {
    if (lookedAt++ === deps.rules.audit.exportEntries) return { entries, isCut: true };
    if (matches(entry)) entries.push(entry);
  }
  return { entries, isCut: false };
}

async function* backwards({ store }: Deps, tenant: TenantId, after: string | undefined): AsyncGenerator<{ readonly entry: AuditEntry; readonly sort: string }> {
  for (let from = after; ;) {
    const found: readonly Stored[] = await store.page({ partition: homeOf(tenant), list: lists.audit, backwards: true, limit: AT_ONCE, ...(from ? { after: from } : {}) });
    for (const { body, sort = '' } of found) yield { entry: auditSchema.parse(body), sort };
    if (found.length < AT_ONCE) return;
    from = found.at(-1)?.sort;
  }
}
