/** What a handler of a turn is given, and what it answers: one context, one kind of reply. No SDK types beyond this point. */

import type { Language, PersonActor } from '../../src/core/actor.ts';
import type { Deps } from '../../src/app/deps.ts';
import type { Permission } from '../../src/rules/permissions.ts';
import type { AdaptiveCard } from '../cards/render.ts';
import type { Who, Where } from './inbound.ts';

export type CommandName = 'help' | 'status' | 'enrol' | 'reviews' | 'review' | 'approvals' | 'language' | 'mpa';

/** What help and permission checks need to know of a command; its row adds how it is read and run. */
export type CommandFacts = {
  readonly name: CommandName;
  /** Who may use it; undefined is everybody. */
  readonly needs: Permission | undefined;
  /** Where it answers. What belongs to one person is not talked about in a channel. */
  readonly where: 'personal' | 'anywhere';
};

export interface TurnCtx {
  readonly deps: Deps;
  readonly commands: readonly CommandFacts[];
  readonly actor: PersonActor;
  readonly language: Language;
  /** IANA name; times on cards of a personal chat are the reader's. */
  readonly timeZone: string;
  readonly who: Who;
  readonly where: Where;
  /** The id a person is shown when something fails inside, and the log line carries. */
  readonly correlation: string;
  /** The id of this delivery, for commands that come without a card. */
  readonly activityId: string;
}

export type Reply =
  | { readonly kind: 'card'; readonly card: AdaptiveCard }
  /** Plain words: on a click they appear beside the card, which stays as it is. */
  | { readonly kind: 'text'; readonly text: string };

export const cardReply = (card: AdaptiveCard): Reply => ({ kind: 'card', card });
export const textReply = (text: string): Reply => ({ kind: 'text', text });
