/** Is the audit log what it was when it was linked? Walks the chain of each home and names its first broken link (WF-37). */

import { linkable } from '../app/auditChain.ts';
import type { AuditEntry } from '../app/documents.ts';
import { auditSchema, chainSchema } from '../app/documents.ts';
import { chainRef } from '../app/homes.ts';
import type { Stored } from '../app/ports.ts';
import type { ChainFlaw, Head, Link } from '../core/chain.ts';
import { flawIn, rootOf } from '../core/chain.ts';
import type { Seen } from './check.ts';
import type { Inventory } from './inventory.ts';

const says: Readonly<Record<ChainFlaw, string>> = {
  gap: 'an entry before this one is missing, or this one was put in',
  relinked: 'it does not follow on the entry before it',
  changed: 'it is not what it was when it was linked',
};

/** One finding for each home at most: what comes after a broken link hangs in the air. */
export const brokenLinks = (inventory: Inventory): readonly Seen[] => [...inventory.homes].flatMap(([home, documents]) => firstBroken(home, documents, inventory.at(chainRef(home))));

type Linked = { readonly stored: Stored; readonly entry: AuditEntry; readonly link: Link };

function firstBroken(home: string, documents: readonly Stored[], end: Stored | undefined): readonly Seen[] {
  const entries = documents.filter(({ kind }) => kind === 'audit').map((stored) => ({ stored, entry: auditSchema.parse(stored.body) }));
  const linked = entries.flatMap(({ stored, entry }): Linked[] => (entry.link ? [{ stored, entry, link: entry.link }] : [])).toSorted((one, other) => one.link.seq - other.link.seq);
  let head: Head = rootOf(home);
  for (const { stored, entry, link } of linked) {
    const flaw = flawIn(head, link, linkable(entry));
    if (flaw) return [{ where: stored, what: `link ${link.seq} of the audit log is broken: ${says[flaw]}` }];
    head = link;
  }
  return [...endTrouble(home, head, end), ...loose(entries, linked[0]?.entry)];
}

/** Entries that were taken from the end leave the end without them. */
function endTrouble(home: string, { seq, hash }: Head, end: Stored | undefined): readonly Seen[] {
  const said = end && chainSchema.parse(end.body);
  if (seq === 0 && !said) return [];
  return said?.seq === seq && said.hash === hash ? [] : [{ where: chainRef(home), what: `the audit log ends with link ${seq}, and should end with link ${said?.seq ?? 0}` }];
}

/** Neither linked nor waiting for it. Those of releases before the chain are older than its first entry. */
const loose = (entries: readonly { readonly stored: Stored; readonly entry: AuditEntry }[], first: AuditEntry | undefined): readonly Seen[] =>
  entries.filter(({ stored, entry }) => !entry.link && !stored.due && first && entry.at > first.at).map(({ stored }) => ({ where: stored, what: 'this entry of the audit log was put in beside the chain' }));
