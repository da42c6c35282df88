/** What a handler of a turn is given, and what it answers: one context, one kind of reply. No SDK types beyond this point. */

import type { Language, PersonActor } from '../../src/core/actor.ts';
import type { Deps } from '../../src/app/deps.ts';
import type { Permission } from '../../src/rules/permissions.ts';
import type { JsonObject } from '../cards/load.ts';
import type { AdaptiveCard } from '../cards/render.ts';
import type { Who, Where } from './inbound.ts';
import type { Happened } from './late.ts';

export type CommandName =
  | 'next' | 'why'
  | 'orders' | 'order' | 'add-customer' | 'add-subscription' | 'subscription' | 'licences'
  | 'help' | 'status' | 'enrol' | 'reviews' | 'review' | 'approvals' | 'language' | 'mpa' | 'accept' | 'request' | 'partnerships' | 'resellers' | 'reseller'
  | 'providers' | 'provider' | 'offers' | 'import' | 'access' | 'credit' | 'support-contact' | 'invite' | 'invitations' | 'users' | 'user' | 'add-user' | 'roles' | 'whoami' | 'outbox' | 'audit' | 'rules'
  | 'stats'
  | 'privacy' | 'customers' | 'customer' | 'remove-customer';

/** In which part of the help a command stands. */
export const commandGroups = ['enrolment', 'partners', 'customers', 'orders', 'people', 'programme', 'reports', 'self'] as const;

/** What help and permission checks need to know of a command; its row adds how it is read and run. */
export type CommandFacts = {
  readonly name: CommandName;
  readonly group: (typeof commandGroups)[number];
  /** Who may use it; undefined is everybody. */
  readonly needs: Permission | undefined;
  /** Whom the help tells of it: staff of providers, or people of other companies; everybody unless said. Others who type it hear from the domain why not. [DESIGN] */
  readonly of?: 'provider' | 'company';
  /** Where it answers. What belongs to one person is not talked about in a channel. */
  readonly where: 'personal' | 'anywhere';
};

export type PersonalChat = { readonly where: Where; readonly post: (card: AdaptiveCard) => Promise<void> };

export interface TurnCtx {
  readonly deps: Deps;
  readonly commands: readonly CommandFacts[];
  /** Who may see what a button shows; undefined is everybody. */
  readonly viewNeeds: (verb: string) => Permission | undefined;
  readonly actor: PersonActor;
  readonly language: Language;
  /** IANA name; times on cards of a personal chat are the reader's. */
  readonly timeZone: string;
  readonly who: Who;
  readonly where: Where;
  /** The message whose button was pressed. */
  readonly repliesTo: string | undefined;
  /** The person's own chat with us, when they speak elsewhere and it is known. */
  readonly personal: PersonalChat | undefined;
  /** The id a person is shown when something fails inside, and the log line carries. */
  readonly correlation: string;
  /** The id of this delivery, for commands that come without a card. */
  readonly activityId: string;
  /** Told what became of an event, for an answer that comes too late to be read from the reply. */
  readonly heard?: (happened: Happened) => void;
}

/** A message of Teams about a file: the question whether it may be saved, or the file itself (bot/files). */
export type FileCard = { readonly contentType: string; readonly name: string; readonly contentUrl?: string; readonly content: JsonObject };

export type Reply =
  | { readonly kind: 'card'; readonly card: AdaptiveCard }
  /** Plain words: on a click they appear beside the card, which stays as it is. A file comes after them, in a message of its own. */
  | { readonly kind: 'text'; readonly text: string; readonly file?: FileCard };

export const cardReply = (card: AdaptiveCard): Reply => ({ kind: 'card', card });
export const textReply = (text: string): Reply => ({ kind: 'text', text });
