/** A whole store in memory, each document read by its schema: what the checks look at. Only operators' programs and tests hold one. */

import type { DocRef, Store, Stored } from '../app/ports.ts';
import type { TaskKind } from '../tasks/catalog.ts';
import type { BodyOf, Kind } from './bodies.ts';
import { readerOf } from './bodies.ts';

/** Something that must not be so: which rule says it, where, and what was found there. */
export type Finding = { readonly rule: string; readonly where: DocRef; readonly what: string };

export type DocumentOf<K extends TaskKind> = BodyOf<K>;
export type Found<D> = { readonly stored: Stored; readonly doc: D };

export interface Inventory {
  readonly count: number;
  /** By home, in no order. */
  readonly homes: ReadonlyMap<string, readonly Stored[]>;
  readonly at: (ref: DocRef) => Stored | undefined;
  /** Every document of a kind. */
  readonly all: <K extends Kind>(kind: K) => readonly Found<BodyOf<K>>[];
  /** The document there, if it is of this kind. */
  readonly one: <K extends Kind>(kind: K, ref: DocRef) => BodyOf<K> | undefined;
  readonly tasks: <K extends TaskKind>(kind: K) => readonly Found<DocumentOf<K>>[];
  readonly kind: (kind: string) => readonly Stored[];
}

/** @returns also what could not be read: it is left out of the inventory. */
export async function takeInventory(store: Pick<Store, 'everything'>): Promise<{ readonly inventory: Inventory; readonly unread: readonly Finding[] }> {
  const found: Found<unknown>[] = [];
  const unread: Finding[] = [];
  for await (const some of store.everything()) {
    for (const stored of some) {
      const read = readBody(stored);
      if ('trouble' in read) unread.push({ rule: 'schema', where: stored, what: read.trouble });
      else found.push({ stored, doc: read.doc });
    }
  }
  return { inventory: inventoryOf(found), unread };
}

function readBody({ kind, body }: Stored): { readonly doc: unknown } | { readonly trouble: string } {
  const reader = readerOf(kind);
  if (!reader) return { trouble: `no document of this program is a "${kind}"` };
  try {
    return { doc: reader.parse(body) };
  } catch (error) {
    return { trouble: `is no ${kind}: ${error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 300) : 'unreadable'}` };
  }
}

function inventoryOf(found: readonly Found<unknown>[]): Inventory {
  const byKind = Map.groupBy(found, ({ stored }) => stored.kind);
  const byRef = new Map(found.map((one) => [keyOf(one.stored), one]));
  const all = <K extends Kind>(kind: K): readonly Found<BodyOf<K>>[] => (byKind.get(kind) ?? []) as unknown as readonly Found<BodyOf<K>>[]; // read by the schema of this same kind
  return {
    count: found.length,
    homes: Map.groupBy(found.map(({ stored }) => stored), ({ partition }) => partition),
    at: (ref) => byRef.get(keyOf(ref))?.stored,
    all, tasks: all,
    one: <K extends Kind>(kind: K, ref: DocRef) => {
      const known = byRef.get(keyOf(ref));
      return known?.stored.kind === kind ? known.doc as BodyOf<K> : undefined; // as above
    },
    kind: (kind) => (byKind.get(kind) ?? []).map(({ stored }) => stored),
  };
}

export const keyOf = ({ partition, id }: DocRef): string => `${partition}\n${id}`;
