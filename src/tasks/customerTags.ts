/** What one partner calls a customer: its own tags (§6.5), which no other partner sees (INV-59). How they are typed and told apart, and which list each has; they are kept with the relationship (relationship.ts). */

import type { FieldRule } from '../core/machine.ts';
import { err, ok } from '../core/result.ts';
import { traceOf } from '../core/secrets.ts';
import { flaw, normalise } from '../rules/text.ts';

// §6.5 (D23).
export const MOST_TAGS = 150;
export const LONGEST_TAG = 50;

const SEPARATOR = /[,\r\n\u{85}\u{2028}\u{2029}]/u;
/** Of a text that is no tag: enough to find it in a long form. */
const NAMED = 30;

/** Two tags are one, whatever their case. */
const keyOf = (tag: string): string => normalise(tag).toLowerCase();

/** One on each line, or separated by commas; each once, as it was spelled first. Nothing typed is no tags. */
export const tags: FieldRule<readonly string[]> = (raw) => {
  const spelled = new Map<string, string>();
  for (const tag of raw.split(SEPARATOR).map(normalise)) if (tag !== '' && !spelled.has(keyOf(tag))) spelled.set(keyOf(tag), tag);
  const found = [...spelled.values()];
  const tooLong = found.map((tag) => [...tag]).find((characters) => characters.length > LONGEST_TAG);
  if (tooLong) return err(flaw('tag.tooLong', { tag: tooLong.slice(0, NAMED).join(''), max: LONGEST_TAG }));
  return found.length > MOST_TAGS ? err(flaw('tooMany', { max: MOST_TAGS })) : ok(found);
};

export const hasTag = (tagged: readonly string[], tag: string): boolean => tagged.some((one) => keyOf(one) === keyOf(tag));

/** Those that only one of the two has. */
export function changedTags(before: readonly string[], after: readonly string[]): readonly string[] {
  const [old, now] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
  return [...before.filter((tag) => !now.has(keyOf(tag))), ...after.filter((tag) => !old.has(keyOf(tag)))];
}

/** A partner's customers with a tag, in the partner's home. A tag may hold anything, and lists have names that stores take: a trace of it. */
export const taggedWith = (tag: string): string => `tagged:${traceOf(keyOf(tag)).slice(0, 22)}`;
