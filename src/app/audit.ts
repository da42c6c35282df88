/** What is written down about every command, done or refused (WF-37, INV-58). Secrets and their traces never get here. */

import { nameOf, rolesOf } from '../core/actor.ts';
import type { Actor, PersonActor } from '../core/actor.ts';
import type { DomainErrorCode } from '../core/errors.ts';
import type { NewId } from '../core/ids.ts';
import type { TaskDoc } from '../core/machine.ts';
import type { Instant } from '../core/time.ts';
import type { Deps } from './deps.ts';
import type { AuditEntry } from './documents.ts';
import { homeOf, lists } from './homes.ts';
import type { Doc } from './ports.ts';

export type Audited = {
  readonly partition: string;
  readonly actor: Actor;
  readonly task: string;
  /** What it is about, where that is no task document. */
  readonly document?: string;
  readonly event: string;
  /** Undefined: there was no document, or there is none any more. */
  readonly before: TaskDoc | undefined;
  readonly after: TaskDoc | undefined;
  readonly code?: DomainErrorCode | undefined;
  /** Where that is no task document: what changed. */
  readonly changed?: AuditEntry['changed'];
  readonly correlation: string;
};

const NONE = 'NotStarted';

/** Fields whose values hold codes or links, and those that only repeat what the entry says anyway. */
const unspoken = new Set(['membership', 'verification', 'links', 'lastCommand', 'history', 'touchedAt', 'rev', 'since', 'state', 'v']);

export function auditDoc(audited: Audited, now: Instant, newId: NewId): Doc {
  const { actor, before, after, code } = audited;
  const isRefused = code !== undefined && before?.state === after?.state; // what went on all the same was done, and remarked upon (CUS-02)
  const id = newId();
  const entry: AuditEntry = {
    v: 1,
    at: now,
    actor: { kind: actor.kind, tenant: actor.kind === 'system' ? '' : actor.tenant, id: actor.kind === 'person' ? actor.id : '', name: nameOf(actor) },
    roles: [...rolesOf(actor)],
    task: audited.task,
    document: audited.document ?? after?.id ?? before?.id ?? '',
    event: audited.event,
    outcome: isRefused ? 'refused' : 'done',
    ...(code ? { code } : {}),
    before: before?.state ?? NONE,
    after: (isRefused ? before : after)?.state ?? NONE,
    changed: audited.changed ?? (isRefused || !after || !before ? {} : changesBetween(before, after)),
    correlation: audited.correlation,
  };
  return { partition: audited.partition, id: `audit:${id}`, kind: 'audit', list: lists.audit, sort: `${now}|${id}`, due: now, body: entry }; // due: to be linked (auditChain.ts)
}

function changesBetween(before: TaskDoc, after: TaskDoc): AuditEntry['changed'] {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(Object.entries(after)
    .filter(([field, value]) => !unspoken.has(field) && value !== old.get(field))
    .map(([field, value]) => [field, { before: old.get(field) ?? null, after: value }]));
}

type Refused = { readonly actor: PersonActor; readonly command: string; readonly code: DomainErrorCode; readonly correlation: string };

/** WF-37: a command that was refused before any document was looked at leaves its trace at home. People of companies that nobody knows leave none. */
export async function noteRefusal({ store, clock, newId }: Pick<Deps, 'store' | 'clock' | 'newId'>, { actor, command, code, correlation }: Refused): Promise<void> {
  if (!actor.tenantKind) return;
  const entry = auditDoc({ partition: homeOf(actor.tenant), actor, task: 'command', document: command, event: 'refused', before: undefined, after: undefined, code, correlation }, clock(), newId);
  await store.commit([{ op: 'create', doc: entry }]);
}
