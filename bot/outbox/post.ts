/** Cards to conversations that nobody is speaking in right now: create and update through the Bot Connector, and what its refusals mean. */

import type { ConnectorClient } from 'botframework-connector';
import type { CloudAdapterBase, TurnContext } from 'botbuilder-core';
import type { Address } from '../../src/app/documents.ts';
import type { AdaptiveCard } from '../cards/render.ts';

export interface Post {
  /** @returns the id of the new message, by which it can be updated. */
  create(address: Address, card: AdaptiveCard): Promise<string>;
  update(address: Address, activity: string, card: AdaptiveCard): Promise<void>;
}

/** The channel said no. `again` tells whether, and after how many milliseconds, it is worth asking again (teams-platform §9.2). */
export class PostRefused extends Error {
  readonly status: number;
  readonly again: number | 'backoff' | 'never';

  constructor(status: number, again: number | 'backoff' | 'never', cause: unknown) {
    super(`The channel answered ${status}`, { cause });
    this.status = status;
    this.again = again;
  }
}

/** The message was deleted by somebody: nothing is left to be updated. */
export const isDeleted = (error: unknown): boolean => error instanceof PostRefused && error.status === 404;

export function openPost(adapter: CloudAdapterBase, appId: string): Post {
  async function speak<T>(address: Address, say: (client: ConnectorClient) => Promise<T>): Promise<T> {
    const { serviceUrl, channelId, conversation, bot, user } = address;
    const reference = { serviceUrl, channelId, conversation: { id: conversation }, bot: { id: bot }, user: { id: user } };
    const said: PromiseSettledResult<T>[] = [];
    await adapter.continueConversationAsync(appId, reference as Parameters<typeof adapter.continueConversationAsync>[1], async (context: TurnContext) => {
      // What is thrown in here ends with the adapter's onTurnError and would be lost: it is carried out instead.
      said.push(...await Promise.allSettled([say(withoutRetries(context.turnState.get<ConnectorClient>(adapter.ConnectorClientKey)))]));
    }); // the reference type asks for fields that are not needed
    const [outcome] = said;
    if (!outcome) throw new Error('The conversation was continued without saying anything');
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  }

  return {
    create: async (address, card) => await refusing(async () => {
      const { id } = await speak(address, async (client) => await client.conversations.sendToConversation(address.conversation, message(address, card)));
      return id;
    }),
    update: async (address, activity, card) => {
      await refusing(async () => await speak(address, async (client) => await client.conversations.updateActivity(address.conversation, activity, { ...message(address, card), id: activity })));
    },
  };
}

/** A post that is repeated by the client itself would appear twice (teams-platform §9.3): the outbox repeats, with its own memory. */
function withoutRetries(client: ConnectorClient): ConnectorClient {
  const inner = Reflect.get(client, 'client') as { readonly pipeline: { removePolicy(which: { readonly name: string }): void } }; // private to its class, and the only way to the policy
  inner.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  return client;
}

function message(address: Address, card: AdaptiveCard) {
  return {
    type: 'message', channelId: address.channelId, from: { id: address.bot }, conversation: { id: address.conversation },
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  } as unknown as Parameters<ConnectorClient['conversations']['sendToConversation']>[1]; // Activity asks for fields that the channel fills in
}

async function refusing<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined) throw error; // the network, not the channel: the pump's ordinary backoff
    throw new PostRefused(status, whetherAgain(status, error), error);
  }
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

function whetherAgain(status: number, error: unknown): number | 'backoff' | 'never' {
  if (status === 429) return retryAfter(error) ?? 'backoff';
  // 401 is our own secret: it is mended by operators, not by giving up what is owed.
  return [401, 408, 412, 500, 502, 503, 504].includes(status) ? 'backoff' : 'never';
}

/** @returns milliseconds. */
function retryAfter(error: unknown): number | undefined {
  const { response } = error as { readonly response?: { readonly headers?: { get?(name: string): string | undefined } } }; // a RestError, by its statusCode
  const seconds = Number(response?.headers?.get?.('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}
