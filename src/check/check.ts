/** What a check is: one rule, what it says of a store in a few words, and how its breach is found. The checks themselves are the files beside this one. */

import type { TaskKind } from '../tasks/catalog.ts';
import type { Instant } from '../core/time.ts';
import type { Rules } from '../rules/settings.ts';
import type { DocRef } from '../app/ports.ts';
import type { BodyOf } from './bodies.ts';
import type { Finding, Inventory } from './inventory.ts';
import type { History } from './history.ts';
import type { Waiting } from './waiting.ts';

/** Everything that a check may look at. */
export type Whole = {
  readonly inventory: Inventory;
  readonly history: History;
  readonly waiting: Waiting;
  readonly now: Instant;
  /** As they are now: what was right by others is found where a rule asks them. */
  readonly rules: Rules;
};

export type Seen = Omit<Finding, 'rule'>;
export type Check = { readonly rule: string; readonly about: string; readonly find: (whole: Whole) => readonly Seen[] };

/** What is wrong with a document, in a sentence; undefined for nothing. */
type Judge<K extends TaskKind> = (doc: BodyOf<K>, whole: Whole) => string | undefined;

/** Looks at every document of a task. */
export const each = <K extends TaskKind>(kind: K, judge: Judge<K>) => (whole: Whole): readonly Seen[] =>
  whole.inventory.all(kind).flatMap(({ stored, doc }) => seen(stored, judge(doc, whole)));

export const seen = (where: DocRef, what: string | undefined): readonly Seen[] => (what === undefined ? [] : [{ where, what }]);

/** The first thing that is wrong. Each of `troubles` stands beside whether it is there. */
export const firstOf = (...troubles: readonly (readonly [isThere: boolean, what: string])[]): string | undefined => troubles.find(([isThere]) => isThere)?.[1];
