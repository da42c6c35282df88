/** Load, decide, commit: the only writer of task documents. A refusal commits its audit entry and comes back as a value. */

import { decide } from '../core/decide.ts';
import type { Decision } from '../core/decide.ts';
import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { Companion, Outgoing, Step, TaskDoc } from '../core/machine.ts';
import type { Rules } from '../rules/settings.ts';
import type { TaskKind } from '../tasks/catalog.ts';
import { isTaskKind, taskOf } from '../tasks/catalog.ts';
import { outgoing } from '../tasks/outgoing.ts';
import { auditDoc } from './audit.ts';
import type { Command } from './command.ts';
import type { Deps } from './deps.ts';
import { guarded } from './guarded.ts';
import { claimRef, commandRef, homeOf } from './homes.ts';
import { lineWrites } from './lines.ts';
import type { Loaded, Seen } from './load.ts';
import { OutsideUnavailable, loadDocument, loadWorld, targetOf } from './load.ts';
import { remembering } from './once.ts';
import { bornRow, rowsIn } from './outboxRows.ts';
import type { Doc, Stored, Write } from './ports.ts';

/** `doc` is the present document in every case; undefined when there is none, or none of the actor's business (INV-56). */
export type Performed =
  | { readonly kind: 'done'; readonly doc: TaskDoc | undefined; readonly complaint: DomainError | undefined }
  | { readonly kind: 'repeated'; readonly doc: TaskDoc | undefined }
  | { readonly kind: 'refused'; readonly doc: TaskDoc | undefined; readonly error: DomainError };

const ATTEMPTS = 3;

type Tried = Performed | { readonly kind: 'lost'; readonly before: TaskDoc };

export function perform(deps: Deps, command: Command): Promise<Performed> {
  return deps.telemetry.decision(performed, deps, command);
}

async function performed(deps: Deps, command: Command): Promise<Performed> {
  for (let attempt = command.found ? 0 : 1; ; attempt++) { // what was found before, perhaps a copy, is tried besides
    const tried = await tryOnce(deps, attempt === 0 ? command : { ...command, found: undefined });
    if (tried.kind !== 'lost') return tried;
    if (attempt < ATTEMPTS) continue;
    const loaded = await loadDocument(deps.store, taskOf(command.task), command);
    return await writeRefusal(deps, command, { before: loaded.doc ?? tried.before, loaded, error: refuse('GEN-03', {}).error });
  }
}

/** Reads, decides and commits; "lost" when somebody else committed in between, and the decision has to be made again. */
async function tryOnce(deps: Deps, command: Command): Promise<Tried> {
  const def = taskOf(command.task);
  const loaded = command.found ?? await loadDocument(deps.store, def, command);
  if (loaded.doc?.lastCommand === command.commandId) return { kind: 'repeated', doc: loaded.doc };
  const seen = await see(deps, command, loaded.doc);
  if (seen === 'outside') return await writeRefusal(deps, command, { before: loaded.doc, loaded, error: refuse('GEN-04', {}).error });
  if (!seen) return { kind: 'refused', doc: undefined, error: refuse('GEN-06', { what: command.tenant }).error };

  const before = loaded.doc ?? def.blank(seen.world, targetOf(command));
  const ordered = { id: command.commandId, event: command.event, input: command.input, rev: revSeen(command, before) };
  const decided = decide(def, before, ordered, seen.world);
  if (!decided.ok) {
    if (loaded.isCopy) return { kind: 'lost', before };
    if (await wasDone(deps, command)) return { kind: 'repeated', doc: loaded.doc };
    return await writeRefusal(deps, command, { before, loaded, error: decided.error });
  }

  const { doc, step } = decided.value;
  if (step.quiet && !step.set) return { kind: 'done', doc: loaded.doc, complaint: step.complaint };
  const writes = toBatch(deps, command, { ...seen, loaded, before, decision: decided.value });
  switch (await deps.store.commit(writes)) {
    case 'conflict': return { kind: 'lost', before };
    case 'duplicate': return { kind: 'repeated', doc: (await loadDocument(deps.store, def, command)).doc };
    case 'saved':
      deps.nudge(rowsIn(writes));
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

/** INV-58: a refusal is written down; nothing else changes. Who reaches for another company's document leaves the trace at home (INV-56). */
async function writeRefusal(deps: Deps, command: Command, { before, loaded, error }: Refused): Promise<Performed> {
  const { actor, tenant } = command;
  const isStranger = error.code === 'GEN-06' && actor.kind === 'person';
  const partition = homeOf(isStranger ? actor.tenant : tenant);
  const entry = auditDoc({ ...command, partition, before: isStranger ? undefined : before, after: isStranger ? undefined : before, code: error.code }, deps.clock(), deps.newId);
  await deps.store.commit([{ op: 'create', doc: entry }]);
  return { kind: 'refused', doc: error.code === 'GEN-06' ? undefined : loaded.doc, error };
}

type Accepted = Seen & { readonly loaded: Loaded; readonly before: TaskDoc; readonly decision: Decision<TaskDoc> };

/** One partition, all or nothing. The guarded operation comes first, so that a lost race is seen as such (style.md §3.6). */
function toBatch(deps: Deps, command: Command, accepted: Accepted): readonly Write[] {
  const { world: { now }, before, decision: { doc, step } } = accepted;
  const partition = homeOf(command.tenant);
  const beside = (step.companions ?? []).flatMap((companion) => companionWrites(deps, command, accepted, companion));
  const noted = step.quiet ? [] : [auditDoc({ ...command, partition, before, after: doc, code: step.complaint?.code }, now, deps.newId)];
  const birth = { partition, tenant: command.tenant, reason: `${doc?.id ?? before.id}:${command.event}:${before.rev + 1}`, correlation: command.correlation, now };
  return [
    ...documentWrites(command, accepted),
    ...beside,
    ...claimWrites(partition, step, command),
    remembering({ partition, commandId: command.commandId, event: command.event, now }),
    ...noted.map((entry) => ({ op: 'create' as const, doc: entry })),
    ...[...step.outbox ?? [], ...noted.flatMap((entry) => copiesOf(entry, command))].map((owed) => ({ op: 'create' as const, doc: bornRow(owed, birth) })),
  ];
}

/** WF-37: what somebody did to a document that the other company keeps is found in the log of their own company too. */
function copiesOf({ id, sort = '', body }: Doc, { actor, tenant, task, event }: Command): readonly Outgoing[] {
  const isShared = taskOf(task).events[event]?.some(({ party }) => party !== undefined);
  return isShared && actor.kind === 'person' && actor.tenant !== tenant ? [outgoing('auditCopy', { home: actor.tenant, id, sort, entry: body })] : [];
}

/** The document and its line in the list of its home. */
function documentWrites(command: Command, { loaded, world, before, decision: { doc } }: Accepted): readonly Write[] {
  if (doc) return written(command.task, { stored: loaded.stored, before: loaded.doc, after: doc, id: taskOf(command.task).documentId(command.actor, targetOf(command)) }, world.rules);
  if (!loaded.stored) return [];
  const { partition, id, etag } = loaded.stored;
  return [{ op: 'delete', ref: { partition, id }, ifMatch: etag }, ...lineWrites({ partition, key: id, before: taskOf(command.task).line?.(before), after: undefined })];
}

/** A document that was read for the decision is replaced only as it was read then; any other is new. */
function companionWrites(deps: Deps, command: Command, { stored, world }: Accepted, { task, doc }: Companion): readonly Write[] {
  if (!isTaskKind(task)) throw new Error(`A companion names the unknown task "${task}"`);
  const def = taskOf(task);
  const id = def.documentId(command.actor, doc.id);
  const known = stored.get(id);
  const before = known && def.schema.parse(known.body);
  const was = before ?? def.blank(world, doc.id);
  // What only counts along (the account's holders) says nothing that the command's own entry does not say.
  const entries = was.state === doc.state ? [] : [auditDoc({ ...command, task, partition: homeOf(command.tenant), before: was, after: doc }, world.now, deps.newId)];
  return [...written(task, { stored: known, before, after: doc, id }, world.rules), ...entries.map((entry): Write => ({ op: 'create', doc: entry }))];
}

type Change = { readonly stored: Stored | undefined; readonly before: TaskDoc | undefined; readonly after: TaskDoc; readonly id: string };

function written(kind: TaskKind, { stored, before, after, id }: Change, rules: Rules): readonly Write[] {
  const def = taskOf(kind);
  const partition = homeOf(after.tenant);
  const due = def.due?.(after, rules)?.at;
  const doc: Doc = { partition, id, kind, body: after, ...(due ? { due } : {}) };
  return [
    guarded(stored, doc),
    ...lineWrites({ partition, key: id, before: before && def.line?.(before), after: def.line?.(after) }),
  ];
}

/** Whoever creates a claim first holds it; the other one's commit is in conflict, and is decided anew. */
function claimWrites(partition: string, { claims = [], releases = [] }: Step<TaskDoc>, command: Command): readonly Write[] {
  return [
    ...claims.map((name): Write => ({ op: 'create', doc: { ...claimRef(partition, name), kind: 'claim', body: { by: targetOf(command) } } })),
    ...releases.map((name): Write => ({ op: 'delete', ref: claimRef(partition, name) })),
  ];
}
