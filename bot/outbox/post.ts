/** Cards to conversations that nobody is speaking in right now: create and update through the Bot Connector. What its refusals mean is refused.ts' business. */

import type { ConnectorClient } from 'botframework-connector';
import type { CloudAdapterBase, TurnContext } from 'botbuilder-core';
import type { Address } from '../../src/app/documents.ts';
import type { Clock } from '../../src/core/time.ts';
import type { AdaptiveCard } from '../cards/render.ts';
import type { Deadline, Options } from './line.ts';
import { deadline, request } from './line.ts';
import { openPace } from './pace.ts';
import { PostRefused, refusedBy } from './refused.ts';

/** Every failure is a PostRefused, or TooSoon. */
export interface Post {
  /** @returns the id of the new message, by which it can be updated. */
  create(address: Address, card: AdaptiveCard, said?: Before): Promise<string>;
  update(address: Address, activity: string, card: AdaptiveCard): Promise<void>;
}

/** `unsure`: the same card may be there already, because an earlier request had no answer. It is made again only while the channel answers at all. */
export type Before = { readonly unsure: boolean };

export type PostParts = { readonly adapter: CloudAdapterBase; readonly appId: string; readonly clock: Clock; readonly endsAt?: Deadline | undefined };

export function openPost({ adapter, appId, clock, endsAt = deadline }: PostParts): Post {
  const pace = openPace(clock);

  async function speak<T>(address: Address, say: (client: ConnectorClient, options: Options) => Promise<T>): Promise<T> {
    const { serviceUrl, channelId, conversation, bot, user } = address;
    const reference = { serviceUrl, channelId, conversation: { id: conversation }, bot: { id: bot }, user: { id: user } };
    const said: PromiseSettledResult<T>[] = [];
    await adapter.continueConversationAsync(appId, reference as Parameters<typeof adapter.continueConversationAsync>[1], async (context: TurnContext) => {
      // What is thrown in here ends with the adapter's onTurnError and would be lost: it is carried out instead.
      said.push(...await Promise.allSettled([request(context.turnState.get<ConnectorClient>(adapter.ConnectorClientKey), endsAt, say)]));
    }).catch((error: unknown) => { throw refusedBy(error) ?? error; }); // the reference type asks for fields that are not needed
    const [outcome] = said;
    if (!outcome) throw new Error('The conversation was continued without saying anything');
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  }

  async function post<T>(address: Address, say: (client: ConnectorClient, options: Options) => Promise<T>): Promise<T> {
    pace.take(address.conversation);
    try {
      return await speak(address, say);
    } catch (error) {
      if (error instanceof PostRefused && typeof error.again === 'number') pace.hold(address.conversation, error.again);
      throw error;
    }
  }

  /** A question that changes nothing. Any answer will do but one that says that the channel is not well. */
  async function knock(address: Address): Promise<void> {
    try {
      await speak(address, async (client, options) => await client.conversations.getConversationPagedMembers(address.conversation, { ...options, pageSize: 1, continuationToken: '' }));
    } catch (error) {
      if (!(error instanceof PostRefused)) throw error;
      if (error.again === 'unsure') throw new PostRefused(undefined, 'backoff', error);
      if (error.again !== 'away' && error.again !== 'never') throw error;
    }
  }

  return {
    create: async (address, card, said) => {
      if (said?.unsure) await knock(address);
      const { id } = await post(address, async (client, options) => await client.conversations.sendToConversation(address.conversation, message(address, card), options));
      return id;
    },
    // The same update twice is one update: no answer is no reason for doubt.
    update: async (address, activity, card) => {
      await post(address, async (client, options) => await client.conversations.updateActivity(address.conversation, activity, { ...message(address, card), id: activity }, options))
        .catch((error: unknown) => { throw isUnsure(error) ? new PostRefused(undefined, 'backoff', error) : error; });
    },
  };
}

const isUnsure = (error: unknown): boolean => error instanceof PostRefused && error.again === 'unsure';

function message(address: Address, card: AdaptiveCard) {
  return {
    type: 'message', channelId: address.channelId, from: { id: address.bot }, conversation: { id: address.conversation },
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  } as unknown as Parameters<ConnectorClient['conversations']['sendToConversation']>[1]; // Activity asks for fields that the channel fills in
}
