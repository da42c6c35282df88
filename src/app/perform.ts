/** Load, decide, commit: the only writer of task documents. A refusal commits its audit entry and comes back as a value. */

import type { PartnerRoles, PersonActor } from '../core/actor.ts';
import { decide } from '../core/decide.ts';
import type { Decision } from '../core/decide.ts';
import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { TaskDoc, World } from '../core/machine.ts';
import { DAY, plus } from '../core/time.ts';
import type { TaskKind } from '../tasks/catalog.ts';
import { isTaskKind, taskOf } from '../tasks/catalog.ts';
import { auditDoc } from './audit.ts';
import type { Command } from './command.ts';
import type { Deps } from './deps.ts';
import { personSchema } from './documents.ts';
import { commandRef, homeOf, personRef } from './homes.ts';
import type { Loaded, Seen } from './load.ts';
import { OutsideUnavailable, loadDocument, loadWorld } from './load.ts';
import { bornRow } from './outboxRows.ts';
import type { Doc, Stored, Write } from './ports.ts';

/** `doc` is the present document in every case; undefined when there is none, or none of the actor's business (INV-56). */
export type Performed =
  | { readonly kind: 'done'; readonly doc: TaskDoc | undefined; readonly complaint: DomainError | undefined }
  | { readonly kind: 'repeated'; readonly doc: TaskDoc | undefined }
  | { readonly kind: 'refused'; readonly doc: TaskDoc | undefined; readonly error: DomainError };

const ATTEMPTS = 3;
/** How long a repeat of a command is recognised by its id alone. [DESIGN] */
const COMMAND_MEMORY = 30 * DAY;

type Tried = Performed | { readonly kind: 'lost'; readonly before: TaskDoc };

export async function perform(deps: Deps, command: Command): Promise<Performed> {
  for (let attempt = 1; ; attempt++) {
    const tried = await tryOnce(deps, command);
    if (tried.kind !== 'lost') return tried;
    if (attempt < ATTEMPTS) continue;
    const loaded = await loadDocument(deps.store, taskOf(command.task), command);
    return await writeRefusal(deps, command, { before: loaded.doc ?? tried.before, loaded, error: refuse('GEN-03', {}).error });
  }
}

/** Reads, decides and commits; "lost" when somebody else committed in between, and the decision has to be made again. */
async function tryOnce(deps: Deps, command: Command): Promise<Tried> {
  const def = taskOf(command.task);
  const loaded = await loadDocument(deps.store, def, command);
  if (loaded.doc?.lastCommand === command.commandId) return { kind: 'repeated', doc: loaded.doc };
  const seen = await see(deps, command, loaded.doc);
  if (seen === 'outside') return await writeRefusal(deps, command, { before: loaded.doc, loaded, error: refuse('GEN-04', {}).error });
  if (!seen) return { kind: 'refused', doc: undefined, error: refuse('GEN-06', { what: command.tenant }).error };

  const before = loaded.doc ?? def.blank(seen.world);
  const ordered = { id: command.commandId, event: command.event, input: command.input, rev: revSeen(command, before) };
  const decided = decide(def, before, ordered, seen.world);
  if (!decided.ok) {
    if (await wasDone(deps, command)) return { kind: 'repeated', doc: loaded.doc };
    return await writeRefusal(deps, command, { before, loaded, error: decided.error });
  }

  const { doc, step } = decided.value;
  if (step.quiet && !step.set) return { kind: 'done', doc: loaded.doc, complaint: step.complaint };
  const writes = await toBatch(deps, command, { ...seen, loaded, before, decision: decided.value });
  switch (await deps.store.commit(writes)) {
    case 'conflict': return { kind: 'lost', before };
    case 'duplicate': return { kind: 'repeated', doc: (await loadDocument(deps.store, def, command)).doc };
    case 'saved':
      deps.nudge(writes.flatMap((write) => (write.op === 'create' && write.doc.kind === 'outbox' ? [write.doc] : [])));
      return { kind: 'done', doc, complaint: step.complaint };
  }
}

async function see(deps: Deps, command: Command, doc: TaskDoc | undefined): Promise<Seen | 'outside' | undefined> {
  try {
    return await loadWorld(deps, command, doc);
  } catch (error) {
    if (!(error instanceof OutsideUnavailable)) throw error;
    deps.failed(error, command.correlation);
    return 'outside';
  }
}

/** A late second delivery meets a document that has moved on: it was done, not refused (design.md §5). */
async function wasDone(deps: Deps, { tenant, commandId }: Command): Promise<boolean> {
  return await deps.store.read(commandRef(homeOf(tenant), commandId)) !== undefined;
}

/** A card of another document is as stale as one of an older revision: both are answered with the present card. */
function revSeen(command: Command, doc: TaskDoc): number | undefined {
  if (!command.seen) return undefined;
  return command.seen.id === doc.id ? command.seen.rev : -1;
}

type Refused = { readonly before: TaskDoc | undefined; readonly loaded: Loaded; readonly error: DomainError };

/** INV-58: a refusal is written down; nothing else changes. */
async function writeRefusal(deps: Deps, command: Command, { before, loaded, error }: Refused): Promise<Performed> {
  const entry = auditDoc({ ...command, partition: homeOf(command.tenant), before, after: before, code: error.code }, deps.clock(), deps.newId);
  await deps.store.commit([{ op: 'create', doc: entry }]);
  return { kind: 'refused', doc: error.code === 'GEN-06' ? undefined : loaded.doc, error };
}

type Accepted = {
  readonly world: World;
  readonly companion: Stored | undefined;
  readonly loaded: Loaded;
  readonly before: TaskDoc;
  readonly decision: Decision<TaskDoc>;
};

/** One partition, all or nothing. The guarded operation comes first, so that a lost race is seen as such (style.md §3.6). */
async function toBatch(deps: Deps, command: Command, accepted: Accepted): Promise<readonly Write[]> {
  const { world: { now }, before, decision: { doc, step } } = accepted;
  const partition = homeOf(command.tenant);
  const birth = { partition, tenant: command.tenant, reason: `${doc?.id ?? before.id}:${command.event}:${before.rev + 1}`, correlation: command.correlation, now };
  return [
    ...documentWrites(deps, command, accepted),
    { op: 'create', once: true, doc: { ...commandRef(partition, command.commandId), kind: 'command', expires: plus(now, COMMAND_MEMORY), body: { at: now, event: command.event } } },
    ...(step.actorRoles && command.actor.kind === 'person' ? [await rolesWrite(deps, command.actor, step.actorRoles)] : []),
    ...(step.quiet ? [] : [{ op: 'create' as const, doc: auditDoc({ ...command, partition, before, after: doc, code: step.complaint?.code }, now, deps.newId) }]),
    ...(step.outbox ?? []).map((outgoing) => ({ op: 'create' as const, doc: bornRow(outgoing, birth) })),
  ];
}

function documentWrites(deps: Deps, command: Command, { loaded, companion, world, decision: { doc, step } }: Accepted): readonly Write[] {
  const own: readonly Write[] = doc
    ? [written(loaded.stored, documentOf(command.task, doc, world))]
    : loaded.stored ? [{ op: 'delete', ref: loaded.stored, ifMatch: loaded.stored.etag }] : [];
  const other = step.companion;
  if (!other) return own;
  if (!isTaskKind(other.task)) throw new Error(`A companion names the unknown task "${other.task}"`);
  const isSeen = companion?.kind === other.task;
  const before = (isSeen ? world.read.companion : undefined) ?? taskOf(other.task).blank(world);
  const entry = auditDoc({ ...command, task: other.task, partition: homeOf(command.tenant), before, after: other.doc }, world.now, deps.newId);
  return [...own, written(isSeen ? companion : undefined, documentOf(other.task, other.doc, world)), { op: 'create', doc: entry }];
}

function documentOf(kind: TaskKind, doc: TaskDoc, world: World): Doc {
  const def = taskOf(kind);
  const due = def.due?.(doc, world.rules)?.at;
  return { partition: homeOf(doc.tenant), id: def.documentId(world.actor), kind, body: doc, ...(due ? { due } : {}) };
}

const written = (stored: Stored | undefined, doc: Doc): Write => (stored ? { op: 'replace', doc, ifMatch: stored.etag } : { op: 'create', doc });

/** Partner roles live in the person's own document, beside their language and address. */
async function rolesWrite(deps: Deps, actor: PersonActor, roles: PartnerRoles): Promise<Write> {
  const ref = personRef(actor.tenant, actor.id);
  const stored = await deps.store.read(ref);
  const person = stored ? personSchema.parse(stored.body) : { v: 1 as const, tenant: actor.tenant, id: actor.id, name: actor.name, lastLanguage: actor.language };
  return written(stored, { ...ref, kind: 'person', body: { ...person, roles } });
}
