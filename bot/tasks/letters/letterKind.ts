/** What the kinds of letters with a personal link have in common, and what each says of itself: partnership requests (requestScreens.ts) and invitations (invitationScreens.ts). No cards here. */

import type { Language } from '../../../src/core/actor.ts';
import type { CasePrefix } from '../../../src/core/ids.ts';
import type { TaskDoc } from '../../../src/core/machine.ts';
import type { Instant } from '../../../src/core/time.ts';
import type { Permission } from '../../../src/rules/permissions.ts';
import type { LinkPlace } from '../../../src/tasks/letter.ts';
import type { Key } from '../../words.ts';

/** As far as screens need to know it. */
export type LetterDoc = TaskDoc & {
  readonly email: string;
  readonly language: Language;
  readonly text: string;
  readonly links: readonly string[];
  readonly requester: { readonly name: string };
  readonly issuedAt?: Instant | undefined;
  readonly expiresAt: Instant;
  readonly answer?: { readonly by: string; readonly company: string; readonly at: Instant } | undefined;
};

export type Fact = { readonly title: string; readonly value: string };
export type Onward = { readonly title: string; readonly verb: string; readonly data: Readonly<Record<string, string>>; readonly needs: Permission };

export interface LetterKind<D extends LetterDoc> {
  readonly task: 'request' | 'invitation';
  /** Who may write and send it. */
  readonly needs: Permission;
  readonly prefix: CasePrefix;
  readonly place: (site: string) => LinkPlace;
  /** The views of one of them, of its text, and of all; and the words that lead to all. */
  readonly views: { readonly one: string; readonly text: string; readonly list: string };
  readonly toList: Key;
  /** What is said when its own events are done; `resend` where there is such an event. */
  readonly banners: { readonly done: Key; readonly revoke: Key; readonly resend?: Key };
  /** Above the draft, and whom the link stands for. */
  readonly draftWords: (doc: D, language: Language) => { readonly title: string; readonly hint: string };
  /** Of the mail, in its recipient's language. */
  readonly subject: (doc: D) => string;
  readonly statusWords: (doc: D, at: { readonly now: Instant; readonly language: Language }) => { readonly about: string; readonly state: string; readonly means: string };
  /** Besides those that every letter has. */
  readonly facts: (doc: D, language: Language) => readonly Fact[];
  /** Where somebody goes on once it is over: to whom it brought, or to another one. */
  readonly onward: (doc: D, language: Language) => Onward | undefined;
}

const sent: ReadonlySet<string> = new Set(['Issued', 'Opened']);
export const isSent = (state: string): boolean => sent.has(state);

/** Over without an answer that was wanted, and not to be renewed. */
const lost: ReadonlySet<string> = new Set(['Declined', 'Revoked', 'Void', 'Discarded']);
export const isLost = (state: string): boolean => lost.has(state);

/** The timer may be late: what nobody can answer any more is called so at once. */
export const stateAt = <S extends string>({ state, expiresAt }: { readonly state: S; readonly expiresAt: Instant }, now: Instant): S | 'Expired' =>
  (isSent(state) && expiresAt <= now ? 'Expired' : state);
