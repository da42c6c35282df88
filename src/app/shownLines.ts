/** A line in somebody else's list of something whose truth is elsewhere: written by the outbox, so it may be written twice, late and in any order. Nothing decides on it. */

import { z } from 'zod';
import type { Line } from '../core/machine.ts';
import type { Deps } from './deps.ts';
import { guarded } from './guarded.ts';
import { lineWrites } from './lines.ts';
import type { DocRef } from './ports.ts';

const lineSchema = z.object({ list: z.string(), sort: z.string(), terms: z.array(z.string()), body: z.record(z.string(), z.unknown()) });

/** Stays when the line goes, so that a late row with an older revision cannot bring it back. */
export const shownSchema = z.object({ v: z.literal(1), rev: z.number().int(), line: lineSchema.optional() });

export type ShownLine = {
  readonly partition: string;
  readonly list: string;
  readonly key: string;
  /** Of what the line was made from; it only ever grows. */
  readonly rev: number;
  /** Undefined: it is not in the list (any more). */
  readonly line: Line | undefined;
};

export const shownRef = ({ partition, list, key }: ShownLine): DocRef => ({ partition, id: `shown:${list}:${key}` });

/** Throws when somebody else wrote it at the same moment: the row is tried again, and reads its source anew. */
export async function showLine({ store }: Pick<Deps, 'store'>, shown: ShownLine): Promise<void> {
  const { partition, key, rev, line } = shown;
  const ref = shownRef(shown);
  const stored = await store.read(ref);
  const before = stored && shownSchema.parse(stored.body);
  const lined = lineWrites({ partition, key, before: before?.line, after: line });
  if (before && (before.rev > rev || (before.rev === rev && lined.length === 0))) return;
  const doc = { ...ref, kind: 'shown', body: { v: 1, rev, ...(line ? { line } : {}) } };
  const committed = await store.commit([guarded(stored, doc), ...lined]);
  if (committed !== 'saved') throw new Error(`The line ${ref.id} changed while it was being written`);
}
