/** A file of many rows (issue C, many at once), customers to invite or subscriptions to credit: looked at first, confirmed by a person, then done row by row in their name. The rows and their results are app/imports.ts; what a row does is a task of its own. */

import { z } from 'zod';
import { personOf } from '../core/actor.ts';
import type { Actor } from '../core/actor.ts';
import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { FieldRule, Guard, Outgoing, Step, TaskDef, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { err, ok } from '../core/result.ts';
import { storedAddress, storedInstant, storedLanguage, storedPerson, taskFields } from '../core/stored.ts';
import { DAY, SECOND, plus } from '../core/time.ts';
import { optionalText } from '../rules/fields.ts';
import type { Permission } from '../rules/permissions.ts';
import { canBeyondLicences } from '../rules/permissions.ts';
import { flaw } from '../rules/text.ts';
import { outgoing } from './outgoing.ts';

/** Resellers invite (WF-20, WF-21), providers credit (WF-26); who may do one of them may do many. */
const importKinds = ['invite', 'credit'] as const;
export type ImportKind = (typeof importKinds)[number];
export const importNeeds = { invite: 'P04', credit: 'P19' } as const satisfies Readonly<Record<ImportKind, Permission>>;
/** Who holds P19 for licences only makes nobody earn anything, in a file as little as on a card (WF-25, WF-26). */
export const mayImport = (actor: Actor, kind: ImportKind): boolean => canBeyondLicences(actor, importNeeds[kind]);
export const kindFor = (actor: Actor): ImportKind => (actor.kind === 'person' && actor.tenantKind === 'provider' ? 'credit' : 'invite');

const importStates = ['NotStarted', 'Previewed', 'Running', 'Done', 'Cancelled'] as const;

export const importSchema = z.object({
  ...taskFields(importStates),
  kind: z.enum(importKinds),
  /** What the file was called; nothing for text that was pasted. */
  file: z.string(),
  /** How many rows can be done, and how many cannot. */
  good: z.number().int(),
  bad: z.number().int(),
  /** In whose name the rows are done: who confirmed. */
  by: z.object({ id: storedPerson, language: storedLanguage }).optional(),
  /** Good rows that have had their turn, and those of them that were refused. */
  done: z.number().int(),
  failed: z.number().int(),
  /** The message that shows how far it is, and when it was last drawn anew. */
  card: z.object({ address: storedAddress, activity: z.string() }).optional(),
  shownAt: storedInstant.optional(),
});
export type ImportJob = z.output<typeof importSchema>;

export const importDocumentId = (id: string): string => `import:${id}`;

/** Rows of one outbox row; their progress is one commit. [DESIGN] */
export const CHUNK = 10;
/** [DESIGN] a preview that nobody confirms is of customers as they were then. */
const PREVIEW_DAYS = 1;
/** The most often that a card is drawn anew (teams-platform §9.2). */
const DRAWN_EVERY = 1 * SECOND;

const MOST = 99_999;
/** Counted by the program itself. */
const count: FieldRule<number> = (raw) => (/^\d{1,5}$/.test(raw) ? ok(Number(raw)) : err(flaw('quantity.range', { min: 0, max: MOST })));

const previewFields = { file: optionalText(200), good: count, bad: count } as const;
/** Where the card stands: facts of the turn, which no card states. */
const place = ['serviceUrl', 'conversation', 'channelId', 'bot', 'user', 'activity'] as const;
const advanceFields = { from: count, to: count, failed: count } as const;

const row = rowsOf<ImportJob>();

const blank = ({ now, read, actor }: World, target: string): ImportJob =>
  ({ v: 1, id: target, tenant: read.tenant.id, state: 'NotStarted', kind: kindFor(actor), since: now, rev: 0, lastCommand: '', file: '', good: 0, bad: 0, done: 0, failed: 0 });

const hasWork: Guard<ImportJob, unknown> = ({ good, state }) => (good > 0 ? undefined : refuse('GEN-07', { state }).error);

function confirm({ id }: ImportJob, world: World, { activity, ...address }: Readonly<Record<string, string>>): Step<ImportJob> {
  const { id: person, language } = personOf(world);
  const card = activity ? { card: { address: storedAddress.parse(address), activity } } : {};
  return { to: 'Running', set: { by: { id: person, language }, shownAt: world.now, ...card }, outbox: [outgoing('importChunk', { job: id, from: 0 }, '0')] };
}

/** A chunk that was delivered twice counts once. */
const isNext: Guard<ImportJob, Values<typeof advanceFields>> = ({ done }, { from }) => (from === done ? undefined : refuse('GEN-02', {}).error);

/** Rows that were on their way when it was stopped are done, and count; none come after them. */
function advance(doc: ImportJob, { to, failed }: Values<typeof advanceFields>, world: World): Step<ImportJob> {
  const isStopped = doc.state === 'Cancelled';
  const isOver = isStopped || to >= doc.good;
  const show = shown(doc, isOver, world);
  const next = isOver ? [] : [outgoing('importChunk', { job: doc.id, from: to }, String(to))];
  return { to: isStopped ? 'Cancelled' : isOver ? 'Done' : 'Running', set: { done: to, failed: doc.failed + failed, ...(show ? { shownAt: show.at ?? world.now } : {}) }, outbox: [...next, ...(show ? [show] : [])] };
}

/** The end is always shown; what comes in between only if the card has stood for a while. */
function shown({ id, shownAt }: ImportJob, isOver: boolean, { now }: World): Outgoing | undefined {
  const soonest = shownAt === undefined ? now : plus(shownAt, DRAWN_EVERY);
  const show = outgoing('importShow', { job: id });
  if (soonest <= now) return show;
  return isOver ? { ...show, at: soonest } : undefined;
}

/** Asked of every row once more, when it is done (INV-57). */
const mayDo = ({ kind }: ImportJob, { actor }: World): DomainError | undefined =>
  (mayImport(actor, kind) ? undefined : refuse('GEN-01', { who: importNeeds[kind] }).error);

const own = { needs: 'E04', owner: mayDo } as const;

export const importJob = {
  task: 'importJob',
  documentId: (_actor, target) => importDocumentId(target),
  many: true,
  schema: importSchema,
  blank,
  events: {
    preview: [row({ ...own, from: ['NotStarted'], to: 'Previewed', inner: true, fields: previewFields, effect: (_doc, input) => ({ to: 'Previewed', set: input }) })],
    confirm: [row({ ...own, from: ['Previewed'], to: 'Running', keeps: place, guards: [hasWork], effect: (doc, _input, world, raw) => confirm(doc, world, raw) })],
    // A card that shows progress is always a little old: whoever wants to stop means the work, not a revision of it.
    stop: [row({ ...own, from: ['Previewed', 'Running'], to: 'Cancelled', anyRevision: true, effect: () => ({ to: 'Cancelled' }) })],
    advance: [row({ from: ['Running', 'Cancelled'], to: ['Running', 'Done', 'Cancelled'], needs: 'S01', inner: true, fields: advanceFields, guards: [isNext], effect: advance })],
    expire: [row({ from: ['Previewed'], to: 'Cancelled', needs: 'S01', effect: () => ({ to: 'Cancelled' }) })],
  },
  due: ({ state, since }) => (state === 'Previewed' ? { at: plus(since, PREVIEW_DAYS * DAY), event: 'expire' } : undefined),
} as const satisfies TaskDef<ImportJob>;
