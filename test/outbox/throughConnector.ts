/** The outbox with its real post and a connector that may misbehave: the three ways in which it speaks, and what became of each row. No expectations here. */

import { afterEach, beforeEach } from '@jest/globals';
import { openAdapter } from '../../bot/adapter.ts';
import { openLog } from '../../bot/log.ts';
import { openPost } from '../../bot/outbox/post.ts';
import type { Address, Person, Place, Posting } from '../../src/app/documents.ts';
import { homeOf, lists, personRef, placeRef, postingRef } from '../../src/app/homes.ts';
import { readRow } from '../../src/app/outboxRows.ts';
import type { Doc, DocRef } from '../../src/app/ports.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { partnershipIn } from '../support/partners.ts';
import type { Behaviour, Connector } from '../support/connector.ts';
import { openConnector } from '../support/connector.ts';
import type { TestWorld } from '../support/deps.ts';
import { given } from '../support/deps.ts';
import { NOW, cast, contoso, enrolmentIn, operator } from '../support/world.ts';
import type { Instance } from './support.ts';
import { instanceOf, passes } from './support.ts';

/** A card in a place, the same card written over, a card to a person for the first time. */
export const ways = ['place', 'update', 'person'] as const;
export type Way = (typeof ways)[number];

export interface Line {
  readonly connector: Connector;
  readonly outbox: Instance;
  readonly chat: Address;
  /** Owes something that is said in this way, tries at once, and lets time pass: an hour after each wait. */
  readonly owes: (way: Way, key?: string) => Promise<Doc>;
  /** The next requests of this kind are met like this, and then all goes well. */
  readonly meets: (...behaviours: readonly Behaviour[]) => void;
  readonly passes: (milliseconds: number) => Promise<void>;
  /** How often something was asked to be shown, how often it was knocked, and how many messages there are. */
  readonly seen: () => { readonly asked: number; readonly knocks: number; readonly messages: number };
  readonly end: (row: DocRef) => Promise<string>;
}

const review = enrolmentIn('UnderReview');
const { reviewer, globalAdmin: ana } = cast;

/** A new line for each test of the file. */
export function eachLine(world: () => TestWorld): () => Line {
  let line: Line | undefined;
  beforeEach(async () => { line = await openLine(world()); });
  afterEach(async () => { await line?.connector.vanishes(); });
  return () => {
    if (!line) throw new Error('The line is open only while tests run');
    return line;
  };
}

async function openLine(world: TestWorld): Promise<Line> {
  const connector = await openConnector();
  const patience = { current: new AbortController() };
  connector.hung = () => patience.current.abort();
  const endsAt = (): AbortSignal => {
    patience.current = new AbortController();
    return patience.current.signal;
  };
  const adapter = openAdapter({ credentials: undefined, channel: { tenants: [], hosts: undefined }, log: openLog('silent') });
  const outbox = instanceOf(world, openPost({ adapter, appId: '', clock: world.clock, endsAt }));
  const addressAt = (conversation: string, user: string): Address => ({ serviceUrl: connector.serviceUrl, conversation, channelId: 'msteams', bot: '28:enlace', user });
  const chat = addressAt('chat-of-ana', '29:ana');
  await furnish(world, chat, addressAt('approvals', '29:rut'), connector.has('approvals'));
  return {
    connector, outbox, chat,
    owes: async (way, key = '1') => await outbox.owes(contoso.id, owed(way, key), `REQ-1:${key}`),
    meets: (...behaviours) => {
      const left = [...behaviours];
      connector.behaves = ({ how }) => (how === 'knock' ? 'takes' : left.shift() ?? 'takes');
    },
    passes: async (milliseconds) => await passes(world, outbox, milliseconds),
    seen: () => {
      const knocks = connector.asked.filter(({ how }) => how === 'knock').length;
      return { asked: connector.asked.length - knocks, knocks, messages: connector.messages.length - 1 };
    },
    end: async (ref) => {
      const stored = await world.deps.store.read(ref);
      if (!stored) return 'gone';
      return stored.list === lists.dead ? `dead: ${readRow(stored).body.why}` : stored.list ?? 'due';
    },
  };
}

function owed(way: Way, key: string) {
  switch (way) {
    case 'place': return outgoing('reviewCard', { caseId: review.id, place: 'new' }, key);
    case 'update': return outgoing('reviewCardUpdate', { posting: postingRef('', review.id, 'old').id }, key);
    case 'person': return outgoing('partnershipNotice', { person: ana.id, news: 'expired', company: 'Norte', about: 'REQ-1', email: 'a@b.es' }, key);
  }
}

/** A review with a place that has its card of an earlier revision and one that has none yet; a person with a chat. */
async function furnish(world: TestWorld, chat: Address, place: Address, activity: string): Promise<void> {
  await given(world, 'enrolment', review);
  await given(world, 'partnership', partnershipIn('Active'));
  const person: Person = { v: 1, tenant: contoso.id, id: ana.id, name: ana.name, lastLanguage: 'en', address: chat };
  const body: Place = { v: 1, place: 'new', address: place, language: 'en', by: reviewer.name, at: NOW };
  const posting: Posting = { v: 1, caseId: review.id, place: 'old', address: place, language: 'en', activity, shownRev: review.rev - 1 };
  await world.deps.store.commit([{ op: 'create', doc: { ...personRef(contoso.id, ana.id), kind: 'person', body: person } }]);
  await world.deps.store.commit([{ op: 'create', doc: { ...placeRef(operator.id, 'new'), kind: 'place', list: lists.places, sort: 'new', body } }]);
  await world.deps.store.commit([{ op: 'create', doc: { ...postingRef(homeOf(contoso.id), review.id, 'old'), kind: 'posting', list: lists.postings, sort: `${review.id}|old`, body: posting } }]);
}
