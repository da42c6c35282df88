/** What one commit may hold, the same for every store: the limits of a Cosmos transactional batch. Nothing here reads or writes. */

import type { DocRef, Write } from '../app/ports.ts';

const MAX_WRITES = 100;
// The limit of a whole request (teams-platform §17.1) counted as 2,000,000: what is left to 2 MiB is for the keys around the bodies. [DESIGN]
const MAX_BYTES = 2_000_000;

export const refOf = (write: Write): DocRef => (write.op === 'delete' ? write.ref : write.doc);

/**
 * Throws when the writes are not one batch: that is a mistake of the caller, not a refusal.
 * @returns the one partition of all writes.
 */
export function partitionOf(writes: readonly Write[]): string {
  const [first] = writes;
  if (!first) throw new Error('A commit needs at least one write');
  if (writes.length > MAX_WRITES) throw new Error(`A commit holds at most ${MAX_WRITES} writes, this one has ${writes.length}`);

  const { partition } = refOf(first);
  const seen = new Set<string>();
  let bytes = 0;
  for (const write of writes) {
    const ref = refOf(write);
    if (ref.partition !== partition) throw new Error(`A commit stays in one partition, this one names "${partition}" and "${ref.partition}"`);
    // Nobody could know the etag between two writes of one document, and the order of deletes would matter.
    if (seen.has(ref.id)) throw new Error(`A commit writes a document once, this one writes "${ref.id}" twice`);
    seen.add(ref.id);
    if (write.op !== 'delete') bytes += Buffer.byteLength(JSON.stringify(write.doc.body));
  }
  if (bytes > MAX_BYTES) throw new Error(`The documents of a commit have at most ${MAX_BYTES} bytes together, these have ${bytes}`);
  return partition;
}
