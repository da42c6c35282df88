/** Takes somebody out of a value: every text in it, keys included. It knows nothing of documents; those are forget.ts. */

import type { Somebody } from './somebody.ts';

/** What stands where a name or an address was; ids get a stand-in that is the same everywhere, so that what belonged together still does. */
export const NOBODY = '—';

export type Eraser = {
  /** Is anything in it that means them and nobody else? */
  readonly names: (value: unknown) => boolean;
  readonly erase: (value: unknown) => unknown;
};

/** @param standIn for their ids. */
export function eraserOf({ ids, addresses, names, hasNamesake }: Somebody, standIn: string): Eraser {
  const id = ids.length > 0 ? new RegExp(`(?<=^|[:|/])(?:${either(ids)})(?=$|[:|/])`, 'gu') : undefined;
  const address = addresses.length > 0 ? new RegExp(`(?<![\\p{L}\\p{N}._%+-])(?:${either(addresses)})(?![\\p{L}\\p{N}-]|\\.[\\p{L}\\p{N}])`, 'giu') : undefined;
  const name = names.length > 0 ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${either(names)})(?![\\p{L}\\p{N}])`, 'giu') : undefined;
  const isIn = (text: string): boolean => [id, address, ...(hasNamesake ? [] : [name])].some((pattern) => pattern !== undefined && text.search(pattern) >= 0);
  const erased = (text: string): string => {
    const withoutIds = id ? text.replace(id, standIn) : text;
    const withoutAddresses = address ? withoutIds.replace(address, NOBODY) : withoutIds;
    return name ? withoutAddresses.replace(name, NOBODY) : withoutAddresses;
  };
  const isTheirs = (text: string): boolean => address !== undefined && text.search(address) === 0;
  const isTheirName = (text: string): boolean => !hasNamesake && names.some((own) => own.toLowerCase() === text.toLowerCase());
  return {
    names: (value) => texts(value).some(isIn) || partedNames(value).some(isTheirName),
    erase: (value) => mapped(value, { erased, isTheirs, isTheirName }),
  };
}

/** The longest first: "Ana García Gil" before "Ana García". */
const either = (words: readonly string[]): string => words.toSorted((one, other) => other.length - one.length).map((word) => RegExp.escape(word)).join('|');

function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(texts);
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => [key, ...texts(inner)]) : [];
}

/** The whole names that are in two fields, anywhere in it. */
function partedNames(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...Array.isArray(value) ? [] : partsIn(value).map(({ whole }) => whole), ...Object.values(value).flatMap(partedNames)];
}

type Change = { readonly erased: (text: string) => string; readonly isTheirs: (text: string) => boolean; readonly isTheirName: (text: string) => boolean };

function mapped(value: unknown, change: Change): unknown {
  if (typeof value === 'string') return change.erased(value);
  if (Array.isArray(value)) return value.map((inner) => mapped(inner, change));
  if (typeof value !== 'object' || value === null) return value;
  const beside = new Set([...besideTheirAddress(value, change), ...partsIn(value).flatMap(({ whole, keys }) => (change.isTheirName(whole) ? keys : []))]);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [change.erased(key), beside.has(key) ? NOBODY : mapped(inner, change)]));
}

/** A form parts a name in two and asks for a telephone: `contactFirstName` beside a `contactEmail` that is theirs. */
function besideTheirAddress(fields: object, { isTheirs }: Change): readonly string[] {
  return Object.entries(fields).flatMap(([key, value]) => {
    const [, prefix] = /^(.*?)[eE]mail$/.exec(key) ?? [];
    return prefix !== undefined && typeof value === 'string' && isTheirs(value) ? namesIn(fields, prefix) : [];
  });
}

/** A form that asks about one person calls its names so, and the address still `contactEmail`. */
function namesIn(fields: object, prefix: string): readonly string[] {
  const own = namesBeside(prefix).filter((name) => name in fields);
  return own.length > 0 ? own : namesBeside('').filter((name) => name in fields);
}

/** Where there is no address beside a name in two parts. */
function partsIn(fields: object): readonly { readonly whole: string; readonly keys: readonly string[] }[] {
  const entries = new Map<string, unknown>(Object.entries(fields));
  return [...entries.keys()].flatMap((key) => {
    const [, prefix] = /^(.*?)[fF]irstName$/.exec(key) ?? [];
    if (prefix === undefined) return [];
    const keys = namesBeside(prefix).slice(0, 2);
    return [{ whole: keys.map((name) => entries.get(name)).join(' '), keys }];
  });
}

const namesBeside = (prefix: string): readonly string[] => ['FirstName', 'LastName', 'Phone'].map((name) => (prefix === '' ? name.charAt(0).toLowerCase() + name.slice(1) : prefix + name));
