/** A file of the audit log that somebody asked for: remembered by what it is about, and made when it is fetched, by whoever may read the log at that moment (INV-57). */

import { z } from 'zod';
import type { PersonActor } from '../core/actor.ts';
import type { PersonId, TenantId } from '../core/ids.ts';
import { storedInstant, storedLanguage, storedPerson, storedTenant } from '../core/stored.ts';
import { DAY, MINUTE, plus } from '../core/time.ts';
import { can } from '../rules/permissions.ts';
import { auditDoc } from './audit.ts';
import type { Deps } from './deps.ts';
import { standingOf } from './people.ts';
import { homeOf } from './homes.ts';
import { NOBODY, followLink, issueLink } from './links.ts';
import type { DocRef } from './ports.ts';

export const exportSchema = z.object({
  v: z.literal(1), tenant: storedTenant, person: storedPerson, about: z.string(), format: z.enum(['csv', 'json']), language: storedLanguage, expiresAt: storedInstant,
});
export type Export = z.output<typeof exportSchema>;
export type ExportAsked = Pick<Export, 'about' | 'format'>;

const refOf = (tenant: TenantId, id: string): DocRef => ({ partition: homeOf(tenant), id: `export:${id}` });

export type Offered = { readonly id: string; /** Good for a few minutes, also more than once: fetching changes nothing (INV-24). */ readonly token: string };

/** Who takes the log out of here is written into it (INV-58). */
export async function offerExport(deps: Deps, actor: PersonActor, { about, format, correlation }: ExportAsked & { readonly correlation: string }): Promise<Offered> {
  const { tenant, id: person, language } = actor;
  const now = deps.clock();
  const id = deps.newId();
  const body: Export = { v: 1, tenant, person, about, format, language, expiresAt: plus(now, deps.rules.audit.exportMinutes * MINUTE) };
  const ref = refOf(tenant, id);
  const noted = auditDoc({ partition: ref.partition, actor, task: 'audit', document: `${format} ${about}`.trim(), event: 'export', before: undefined, after: undefined, correlation }, now, deps.newId);
  await deps.store.commit([{ op: 'create', doc: { ...ref, kind: 'export', expires: plus(now, DAY), body } }, { op: 'create', doc: noted }]);
  const { token } = await issueLink(deps, tenant, body.expiresAt, id);
  return { id, token };
}

/** What somebody asked for themselves, while it is on offer. */
export async function exportOf(deps: Deps, actor: PersonActor, id: string): Promise<Export | undefined> {
  const found = await readExport(deps, refOf(actor.tenant, id.slice(0, 100)));
  return found?.person === actor.id && can(actor, 'P25') ? found : undefined;
}

/** The same behind a link: the link is theirs who asked, and so is the permission. A token that is none of ours costs the same two reads. */
export async function exportBehind(deps: Deps, token: string): Promise<Export | undefined> {
  const link = await followLink(deps, token);
  const found = await readExport(deps, refOf(link?.tenant ?? NOBODY, link?.about ?? ''));
  return found && await mayRead(deps, found.tenant, found.person) ? found : undefined;
}

async function readExport({ store, clock }: Deps, ref: DocRef): Promise<Export | undefined> {
  const stored = await store.read(ref);
  const found = stored && exportSchema.parse(stored.body);
  return found && clock() < found.expiresAt ? found : undefined;
}

/** P25 of somebody who is not speaking. */
async function mayRead(deps: Deps, tenant: TenantId, id: PersonId): Promise<boolean> {
  const { tenantKind, directoryRoles, roles, programmeAdmin } = await standingOf(deps, tenant, id);
  return can({ kind: 'person', tenant, id, name: '', email: undefined, language: 'en', tenantKind, directoryRoles, roles, programmeAdmin }, 'P25');
}
