/** Erases a person from a store, and writes down that it was done. For operators (`npm run forget`), never in a turn: it reads everything. What is erased of a text is erase.ts. */

import { auditDoc } from '../app/audit.ts';
import type { Deps } from '../app/deps.ts';
import { auditSchema, outboxSchema } from '../app/documents.ts';
import { homeOf } from '../app/homes.ts';
import { lineWrites } from '../app/lines.ts';
import type { Doc, DocRef, Stored, Write } from '../app/ports.ts';
import { sessionSchema } from '../app/sessions.ts';
import { shownSchema } from '../app/shownLines.ts';
import { takeInventory } from '../check/inventory.ts';
import type { TenantId } from '../core/ids.ts';
import { isTaskKind, taskOf } from '../tasks/catalog.ts';
import type { Eraser } from './erase.ts';
import { eraserOf } from './erase.ts';
import type { Asked } from './somebody.ts';
import { somebodyIn } from './somebody.ts';

export type Forgotten =
  | { readonly kind: 'refused'; readonly sentence: string }
  /** How many documents of each kind were changed or deleted, and where something of the person is still; with `dryRun`, what would be. */
  | { readonly kind: 'done'; readonly changed: ReadonlyMap<string, number>; readonly left: readonly DocRef[]; readonly hasNamesake: boolean };

type Forgetting = Pick<Deps, 'store' | 'clock' | 'newId'>;

/** @param asked.home where it is written down that somebody was forgotten. It may be run again at any time: what is erased already is not found any more. */
export async function forget(deps: Forgetting, asked: Asked, { home, dryRun = false }: { readonly home: TenantId; readonly dryRun?: boolean }): Promise<Forgotten> {
  const { inventory } = await takeInventory(deps.store);
  const somebody = somebodyIn(inventory, asked);
  if ('trouble' in somebody) return { kind: 'refused', sentence: somebody.trouble };
  const eraser = eraserOf(somebody, `forgotten-${deps.newId().slice(0, 8)}`);
  const named = [...inventory.homes.values()].flat().filter((stored) => isNamed(stored, eraser));
  const changed = new Map<string, number>();
  // What was derived goes last: most of it has gone with its source by then.
  for (const stored of named.toSorted((one, other) => Number(isDerived(one)) - Number(isDerived(other)))) {
    if (dryRun || await eraseIn(deps, stored, eraser)) changed.set(stored.kind, (changed.get(stored.kind) ?? 0) + 1);
  }
  if (dryRun) return { kind: 'done', changed, left: [], hasNamesake: somebody.hasNamesake };
  await writeDown(deps, home, changed);
  const { inventory: after } = await takeInventory(deps.store);
  return { kind: 'done', changed, left: [...after.homes.values()].flat().filter((stored) => isNamed(stored, eraser)).map(({ partition, id }) => ({ partition, id })), hasNamesake: somebody.hasNamesake };
}

const isDerived = ({ kind }: Stored): boolean => kind === 'line' || kind === 'term';
const isNamed = ({ id, sort, body }: Stored, eraser: Eraser): boolean => eraser.names([id, sort ?? '', body]);

const TRIES = 5;

/** Read anew each time: what somebody wrote meanwhile is erased, not overwritten. @returns whether there was anything to do. */
async function eraseIn({ store }: Forgetting, ref: DocRef, eraser: Eraser): Promise<boolean> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const stored = await store.read(ref);
    if (!stored || !isNamed(stored, eraser)) return false;
    if (await store.commit(writesFor(stored, eraser)) === 'saved') return true;
  }
  throw new Error(`${ref.id} in ${ref.partition} changed ${TRIES} times while somebody was being erased from it`);
}

function writesFor(stored: Stored, eraser: Eraser): readonly Write[] {
  if (belongsToThem(stored, eraser)) return [{ op: 'delete', ref: stored, ifMatch: stored.etag }, ...taskLines(stored, undefined)];
  const body = eraser.erase(stored.body) as Doc['body']; // an object stays one
  switch (stored.kind) {
    case 'audit': return [replaced(stored, unsalted(body))];
    case 'shown': return [replaced(stored, body), ...shownLines(stored, body)];
    case 'term': return [{ op: 'delete', ref: stored, ifMatch: stored.etag }];
    default: return [replaced(stored, body), ...taskLines(stored, body)];
  }
}

function replaced({ etag, ...doc }: Stored, body: Doc['body']): Write {
  return { op: 'replace', doc: { ...doc, body }, ifMatch: etag };
}

/** Theirs alone: it ends with them. What is on its way to them has nobody to reach. */
function belongsToThem({ id, kind, body }: Stored, eraser: Eraser): boolean {
  switch (kind) {
    case 'person': case 'user': case 'proof': case 'unanswered': case 'workAccount': case 'claim': case 'command': return eraser.names(id);
    case 'export': return eraser.names(body['person']);
    case 'session': return eraser.names(sessionSchema.parse(body).person);
    case 'outbox': return eraser.names(outboxSchema.parse(body).payload['person']);
    default: return false;
  }
}

/** Without its salt nobody can ask the digest about anybody, and the chain still holds (core/chain.ts). */
function unsalted(body: Doc['body']): Doc['body'] {
  const { link, ...entry } = auditSchema.parse(body);
  if (!link) return entry;
  const { salt: _salt, ...kept } = link;
  return { ...entry, link: kept };
}

/** The line of a task document in its own home, as perform writes it. */
function taskLines({ partition, id, kind, body }: Stored, after: unknown): readonly Write[] {
  if (!isTaskKind(kind)) return [];
  const def = taskOf(kind);
  return lineWrites({ partition, key: id, before: def.line?.(def.schema.parse(body)), after: after === undefined ? undefined : def.line?.(def.schema.parse(after)) });
}

function shownLines({ partition, id, body }: Stored, after: unknown): readonly Write[] {
  const [old, now] = [shownSchema.parse(body).line, shownSchema.parse(after).line];
  return old && now ? lineWrites({ partition, key: id.slice(`shown:${old.list}:`.length), before: old, after: now }) : [];
}

/** That it was done, how much of what, and nothing of whom (WF-37). */
async function writeDown({ store, clock, newId }: Forgetting, home: TenantId, changed: ReadonlyMap<string, number>): Promise<void> {
  const counted = Object.fromEntries([...changed].map(([kind, count]) => [kind, { before: count, after: 0 }]));
  const audited = { partition: homeOf(home), actor: { kind: 'system', part: 'forget' }, task: 'person', document: '', event: 'forgotten', before: undefined, after: undefined, changed: counted, correlation: newId() } as const;
  await store.commit([{ op: 'create', doc: auditDoc(audited, clock(), newId) }]);
}
