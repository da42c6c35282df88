/** Outbox rows that were given up, as the people see them who may send them again: those of a company in its own home, and all of them in the operator's. Sending is bot/outbox. */

import { z } from 'zod';
import type { PersonActor } from '../core/actor.ts';
import type { TenantId } from '../core/ids.ts';
import type { Line } from '../core/machine.ts';
import { traceOf } from '../core/secrets.ts';
import { storedInstant } from '../core/stored.ts';
import type { Instant } from '../core/time.ts';
import { can } from '../rules/permissions.ts';
import { auditDoc } from './audit.ts';
import type { Deps } from './deps.ts';
import type { DeadWhy } from './documents.ts';
import { deadWhySchema } from './documents.ts';
import { homeOf, lists } from './homes.ts';
import type { PageOf } from './lines.ts';
import { lineWrites, pageOfLines } from './lines.ts';
import { isReadable, readRow, revived, woken } from './outboxRows.ts';
import type { DocRef, Stored, Write } from './ports.ts';

/** `reason` is what a machine said, for those who run the bot; `why` is what people are told. */
const deadSchema = z.object({
  partition: z.string(), id: z.string(), kind: z.string(), tenant: z.string(), reason: z.string(), createdAt: storedInstant, attempts: z.number().int(), why: deadWhySchema,
});
export type DeadRow = z.output<typeof deadSchema>;

/** Two lists, because the operator's own company must not see in its list what other companies could not send (INV-56). */
export const DEAD_HERE = 'deadHere';
export const DEAD_EVERYWHERE = 'deadOutbox';

export type DeadQuery = { readonly tenant: TenantId | 'all'; readonly search: string; readonly after: string | undefined };

/** Whose rows an actor who holds O01 may see and retry (INV-56): programme admins everybody's, others those of their own company. */
export const deadScope = (actor: PersonActor): TenantId | 'all' => (can(actor, 'R01') ? 'all' : actor.tenant);

/** A page of what could not be delivered, newest first, or of the kinds and companies that a search finds. */
export async function deadRows(deps: Deps, { tenant, search, after }: DeadQuery): Promise<PageOf<DeadRow>> {
  const where = tenant === 'all' ? { partition: homeOf(deps.directory.operatorTenant), list: DEAD_EVERYWHERE } : { partition: homeOf(tenant), list: DEAD_HERE };
  return await pageOfLines(deps, { ...where, search, after, backwards: true }, (body) => deadSchema.parse(body));
}

export type Retry = DocRef & { readonly correlation: string };

/** @returns "gone" for what is not dead (any more), is no row, or is none of the actor's business (INV-56). */
export async function retryRow(deps: Deps, actor: PersonActor, { partition, id, correlation }: Retry): Promise<'retried' | 'gone'> {
  const stored = await deadDocument(deps, actor, { partition, id });
  if (!stored) return 'gone';
  const now = deps.clock();
  const row = isReadable(stored) ? readRow(stored) : undefined;
  const again = row ? revived(row, now) : woken(stored, now);
  const dead = deadRowOf(stored, { reason: '', now });
  const audited = { partition, actor, task: 'outbox', document: id, event: 'retry', before: undefined, after: undefined, correlation };
  const writes: readonly Write[] = [again, ...unlistedHere(dead), { op: 'create', doc: auditDoc(audited, now, deps.newId) }];
  if (await deps.store.commit(writes) !== 'saved') return 'gone'; // somebody else was faster
  // The row is leased to this instance and goes out below: nobody can give it up again before its line is gone.
  await deps.store.commit(unlistedEverywhere(deps, dead));
  if (row) deps.nudge([again.doc]);
  return 'retried';
}

/** One of them as it is now; undefined for what is not dead (any more), is no row, or is none of the actor's business (INV-56). */
export async function deadRow(deps: Deps, actor: PersonActor, ref: DocRef): Promise<DeadRow | undefined> {
  const stored = await deadDocument(deps, actor, ref);
  const { lastError = '', why } = stored && isReadable(stored) ? readRow(stored).body : {};
  return stored && deadRowOf(stored, { reason: lastError, why, now: deps.clock() });
}

async function deadDocument({ store }: Deps, actor: PersonActor, ref: DocRef): Promise<Stored | undefined> {
  const scope = deadScope(actor);
  const stored = scope === 'all' || ref.partition === homeOf(scope) ? await store.read(ref) : undefined;
  return stored?.kind === 'outbox' && stored.list === lists.dead ? stored : undefined;
}

/** What the lists say of a row; one that this program cannot read has neither kind nor company. */
export function deadRowOf(stored: Stored, { reason, why, now }: { readonly reason: string; readonly why?: DeadWhy | undefined; readonly now: Instant }): DeadRow {
  const { partition, id } = stored;
  if (!isReadable(stored)) return { partition, id, kind: '', tenant: '', reason, createdAt: now, attempts: 0, why: 'unreadable' };
  const { body: { kind, tenant, createdAt, attempts } } = readRow(stored);
  return { partition, id, kind, tenant, reason, createdAt, attempts, ...(why ? { why } : {}) };
}

type Operated = { readonly directory: Pick<Deps['directory'], 'operatorTenant'> };

/** In the operator's home: before the row is given up, and until it is taken up again or has ended, so that nothing is lost in between. */
export const listedEverywhere = ({ directory }: Operated, dead: DeadRow): readonly Write[] =>
  lineWrites({ partition: homeOf(directory.operatorTenant), key: keyOf(dead), before: undefined, after: lineOf(dead, DEAD_EVERYWHERE) });
export const unlistedEverywhere = ({ directory }: Operated, dead: DeadRow): readonly Write[] =>
  lineWrites({ partition: homeOf(directory.operatorTenant), key: keyOf(dead), before: lineOf(dead, DEAD_EVERYWHERE), after: undefined });

/** In the row's own home: in one commit with what happens to the row. */
export const listedHere = (dead: DeadRow): readonly Write[] => lineWrites({ partition: dead.partition, key: keyOf(dead), before: undefined, after: lineOf(dead, DEAD_HERE) });
const unlistedHere = (dead: DeadRow): readonly Write[] => lineWrites({ partition: dead.partition, key: keyOf(dead), before: lineOf(dead, DEAD_HERE), after: undefined });

/** Ids of rows are long and contain anything. */
const keyOf = ({ partition, id }: DocRef): string => traceOf(`${partition}\n${id}`).slice(0, 22);

/** The terms never change while a row lives: what takes a line away finds them without reading it. */
const lineOf = (dead: DeadRow, list: string): Line => ({ list, sort: dead.createdAt, terms: [dead.kind, dead.tenant], body: dead });
