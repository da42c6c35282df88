/** The hash chain over the audit log of one home: what a link commits to, and how a link is checked. When entries are linked is app/auditChain.ts. */

import { createHash } from 'node:crypto';

export type Link = {
  /** 1, 2, 3 … within a home. */
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  /** Digest of what tells of persons. It stays when they are forgotten, so that the chain still holds. */
  readonly personal: string;
  /** Makes that digest unguessable; it goes when they are forgotten, and then nobody can ask the digest about anybody. */
  readonly salt?: string | undefined;
};

/** An entry as a link sees it: what stays for ever, and what may be erased. */
export type Linkable = { readonly plain: unknown; readonly personal: unknown };
export type Head = Pick<Link, 'seq' | 'hash'>;

/** What is wrong with a link: something is missing before it, it hangs on something else, or its entry is not what was linked. */
export type ChainFlaw = 'gap' | 'relinked' | 'changed';

/** Before the first link: an entry cannot be moved into another home. */
export const rootOf = (home: string): Head => ({ seq: 0, hash: digest(home) });

export function linkAfter({ seq, hash: prev }: Head, entry: Linkable, salt: string): Link {
  const personal = personalDigest(entry, salt);
  return { seq: seq + 1, prev, hash: hashOf({ seq: seq + 1, prev, personal }, entry), personal, salt };
}

/** @returns undefined when the link follows on `head` and its entry is the one that was linked. */
export function flawIn({ seq, hash }: Head, link: Link, entry: Linkable): ChainFlaw | undefined {
  if (link.seq !== seq + 1) return 'gap';
  if (link.prev !== hash) return 'relinked';
  const isWhole = link.salt === undefined || personalDigest(entry, link.salt) === link.personal;
  return isWhole && hashOf(link, entry) === link.hash ? undefined : 'changed';
}

const personalDigest = ({ personal }: Linkable, salt: string): string => digest(salt, canonical(personal));
const hashOf = ({ seq, prev, personal }: Omit<Link, 'hash'>, { plain }: Linkable): string => digest(prev, String(seq), personal, canonical(plain));

const digest = (...parts: readonly string[]): string => createHash('sha256').update(parts.join('\n')).digest('base64url');

/** JSON with its keys in order: stores may give them back in another one. */
const canonical = (value: unknown): string => JSON.stringify(value, (_key, inner: unknown) => (isPlainObject(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1))) : inner));

const isPlainObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
