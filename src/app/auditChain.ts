/** Links the entries of the audit log into one chain for each home (WF-37), moments after they were written: a timer's work, so that no turn waits for another one's entry. The hashes are core/chain.ts. */

import type { Head, Linkable } from '../core/chain.ts';
import { linkAfter, rootOf } from '../core/chain.ts';
import type { Deps } from './deps.ts';
import type { AuditEntry } from './documents.ts';
import { auditSchema, chainSchema } from './documents.ts';
import { guarded } from './guarded.ts';
import { chainRef } from './homes.ts';
import type { Doc, Stored, Write } from './ports.ts';

/** [DESIGN] Entries of one query, and of one commit: large ones together stay below its limit. */
const AT_ONCE = 200;
const IN_ONE_COMMIT = 40;
/** [DESIGN] Rounds of one sweep: what a burst has left waits for the next. */
const ROUNDS = 10;

type Linking = Pick<Deps, 'store' | 'clock' | 'randomBytes'>;

/** Until it is linked, an entry is due. */
export async function linkAudit(deps: Linking): Promise<void> {
  for (let round = 1; round <= ROUNDS; round++) {
    const waiting = await deps.store.due('audit', deps.clock(), AT_ONCE);
    const homes = Map.groupBy(waiting, ({ partition }) => partition);
    for (const [home, entries] of homes) await linkHome(deps, home, entries.toSorted(byTime));
    if (waiting.length < AT_ONCE) return;
  }
}

const byTime = (one: Stored, other: Stored): number => ((one.sort ?? '') < (other.sort ?? '') ? -1 : 1);

/** Of two instances that link one home at a moment, one succeeds; what the other one held is due still. */
async function linkHome(deps: Linking, home: string, entries: readonly Stored[]): Promise<void> {
  const stored = await deps.store.read(chainRef(home));
  let head: Head = stored ? chainSchema.parse(stored.body) : rootOf(home);
  const linked = entries.slice(0, IN_ONE_COMMIT).map((entry): Write => {
    const link = linkAfter(head, linkable(auditSchema.parse(entry.body)), deps.randomBytes(16).toString('base64url'));
    head = link;
    const { etag, due: _linked, ...doc } = entry;
    return { op: 'replace', doc: { ...doc, body: { ...entry.body, link } }, ifMatch: etag };
  });
  await deps.store.commit([headWrite(home, head, stored), ...linked]);
}

function headWrite(home: string, { seq, hash }: Head, stored: Stored | undefined): Write {
  const doc: Doc = { ...chainRef(home), kind: 'chain', body: { v: 1, seq, hash } };
  return guarded(stored, doc);
}

/** An entry in the two parts of a link: who did it, to what and which values are persons' business; that it was done is not. */
export function linkable({ link: _link, actor: { id, name, ...actor }, document, changed, ...plain }: AuditEntry): Linkable {
  return { plain: { ...plain, actor }, personal: { id, name, document, changed } };
}
