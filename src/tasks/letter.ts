/** A text with a personal link in it, which a person sends from their own mailbox (M4, M5, M6): how the link is kept out of the store, and recognised in what was typed. Who writes one, and what its answer does, is request.ts and invitation.ts. */

import { z } from 'zod';
import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { World } from '../core/machine.ts';
import { isSameTrace, traceOf } from '../core/secrets.ts';
import { storedInstant, storedLanguage, storedPerson } from '../core/stored.ts';
import type { Instant } from '../core/time.ts';
import { DAY, plus } from '../core/time.ts';
import type { Rules } from '../rules/settings.ts';

export const letterSchema = {
  /** Whose letter it is. */
  requester: z.object({ id: storedPerson, name: z.string() }),
  /** Addresses the draft; it does not say who may accept (§6.4). */
  email: z.string(),
  /** The recipient's. */
  language: storedLanguage,
  /** The draft as it was edited last, with LINK where the personalised link stands: the link itself is stored nowhere. */
  text: z.string(),
  /** Traces of the links that were made for it; each is as good as the other. */
  links: z.array(z.string()),
  issuedAt: storedInstant.optional(),
  expiresAt: storedInstant,
  reminders: z.number().int(),
} as const;

type Letter = { readonly links: readonly string[] };

/** Stands for the link in a stored text. No draft contains it otherwise: people's braces stay what they are. */
export const LINK = '\u{E000}';

/** The most links of one letter that are remembered, the first and the newest; showing its text again makes another one. [DESIGN] */
const MOST_LINKS = 20;

/** Before anybody may hold the new link; the earlier ones stay good, because they may be in a mail already. The first is the one that was most likely mailed. */
export const linkIssued = ({ links }: { readonly links: readonly string[] }, { link }: { readonly link: string }): { readonly quiet: true; readonly set: { readonly links: string[] } } =>
  ({ quiet: true, set: { links: [...links.slice(0, 1), ...links.slice(1).slice(2 - MOST_LINKS), link] } });

const paths = ['/partner/', '/invitation/'] as const;

/** What personal links begin with, of whichever kind, as a pattern. */
export const linksPattern = (site: string): string => `${site.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?:${paths.join('|')})`;

/** Whatever a mail program would take for a personal link of ours, however it is written; the marks that close a sentence are none of it. */
function linksIn(text: string, site: string): readonly string[] {
  const links = text.match(new RegExp(`[\\p{L}\\p{N}]?${linksPattern(site)}\\S*`, 'giu')) ?? [];
  return links.map((link) => link.replace(/[.,;:!?…'"’”»>)\]}]+$/u, ''));
}

export const isLinkOf = ({ links }: Letter, trace: string): boolean => links.some((known) => isSameTrace(known, trace));

/** Where the links of one kind of letter lead: `path` begins and ends with a slash. */
export type LinkPlace = { readonly site: string; readonly path: (typeof paths)[number] };

/**
 * INV-30: the exact link stands in the text, once, and no other personal link does.
 * @returns the text as it is stored, with LINK in the link's place; undefined when the link is missing or was altered.
 */
export function withoutLink(letter: Letter, text: string, { site, path }: LinkPlace): string | undefined {
  const [link = '', ...others] = linksIn(text, site);
  const start = `${site}${path}`;
  const token = link.startsWith(start) ? link.slice(start.length) : '';
  if (others.length > 0 || !isLinkOf(letter, traceOf(token)) || text.includes(LINK)) return undefined;
  const kept = text.replace(link, LINK);
  return tokensIn(kept).some((word) => isLinkOf(letter, traceOf(word))) ? undefined : kept;
}

/** A link of ours is worth as much with another site before it: what opens it is stored nowhere (INV-06). */
const tokensIn = (text: string): readonly string[] => text.match(/[\w-]{20,}/g) ?? [];

export const withLink = (text: string, link: string): string => text.replace(LINK, link);

type Typed = { readonly text: string; readonly link?: string };

/** INV-30. @param input with the trace of its link, while the document has none yet. */
export const linkTrouble = (letter: Letter, input: Typed, place: LinkPlace): DomainError | undefined =>
  (withoutLink(input.link === undefined ? letter : { links: [input.link] }, input.text, place) === undefined ? refuse('INV-L1', {}).error : undefined);

/** The text as it is stored; what was stored stays where the link is missing from what was typed. */
export const keptText = (letter: Letter & { readonly text: string }, typed: string, place: LinkPlace): string => withoutLink(letter, typed, place) ?? letter.text;

/** Until when a letter of this moment can be answered. */
export const termOf = ({ now, rules }: Pick<World, 'now' | 'rules'>): Instant => plus(now, rules.invitation.ttlDays * DAY);

/** [DESIGN] after these the list of letters has to be enough. */
const MOST_REMINDERS = 2;

type Waiting = { readonly issuedAt?: Instant | undefined; readonly since: Instant; readonly expiresAt: Instant; readonly reminders: number };

/** While it can be answered: the next reminder for whoever wrote it, then its end. */
export function letterDue({ issuedAt, since, expiresAt, reminders }: Waiting, { invitation: { reminderDays } }: Rules): { readonly at: Instant; readonly event: 'remind' | 'expire' } {
  const next = plus(issuedAt ?? since, (reminders + 1) * reminderDays * DAY);
  return reminders < MOST_REMINDERS && next < expiresAt ? { at: next, event: 'remind' } : { at: expiresAt, event: 'expire' };
}

/** Whoever holds the link may answer, of whatever company: what that takes is for the rows to say. */
export const holderOf = (_doc: unknown, { actor, read }: World) => (actor.kind === 'person' ? actor.tenant : read.tenant.id);
