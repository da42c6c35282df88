/** One request to the Bot Connector: made once, ended after a while, and its failure told apart. What is said is post.ts' and answers.ts' business. */

import type { ConnectorClient } from 'botframework-connector';
import { SECOND } from '../../src/core/time.ts';
import { refusedBy } from './refused.ts';

/** Ends a request that nobody answers. */
export type Deadline = () => AbortSignal;

/** [DESIGN] a delivery makes four at most (a knock and a card, whole and then shorter), and they fit into the lease of its row. */
export const LONGEST_REQUEST = 10 * SECOND;
export const deadline: Deadline = () => AbortSignal.timeout(LONGEST_REQUEST);

/** What each request is made with. */
export type Options = { readonly abortSignal: AbortSignal };

export async function request<T>(client: ConnectorClient, endsAt: Deadline, say: (client: ConnectorClient, options: Options) => Promise<T>): Promise<T> {
  try {
    return await say(withoutRetries(client), { abortSignal: endsAt() });
  } catch (error) {
    throw refusedBy(error) ?? error;
  }
}

/** A post that is repeated by the client itself would appear twice (teams-platform §9.3): whoever owes it repeats, with a memory of its own. */
function withoutRetries(client: ConnectorClient): ConnectorClient {
  const inner = Reflect.get(client, 'client') as { readonly pipeline: { removePolicy(which: { readonly name: string }): void } }; // private to its class, and the only way to the policy
  inner.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  return client;
}
