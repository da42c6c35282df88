/** The SDK's clients of channel services and of the token service, made once instead of anew in every turn: making them costs more than using them (performance.md §1). They know nothing of a turn. */

import type { ClaimsIdentity, ConnectorClient, ConnectorFactory, UserTokenClient } from 'botframework-connector';
import { AuthenticationConstants } from 'botframework-connector/lib/auth/authenticationConstants.js';

/** Teams has a handful of services; whoever names ever new ones gets clients of their own again. [DESIGN] */
const MOST_KEPT = 64;

export interface Connectors {
  /** The same factory, whose clients are kept. `allow` is asked each time, and throws. */
  from(identity: ClaimsIdentity, factory: ConnectorFactory, allow: (serviceUrl: string) => void): ConnectorFactory;
  tokens(identity: ClaimsIdentity, make: () => Promise<UserTokenClient>): Promise<UserTokenClient>;
}

export function openConnectors(): Connectors {
  const clients = new Map<string, Promise<ConnectorClient>>();
  const tokenClients = new Map<string, Promise<UserTokenClient>>();
  return {
    from: (identity, factory, allow) => ({
      create: async (serviceUrl, audience) => {
        allow(serviceUrl);
        return await kept(clients, JSON.stringify([appOf(identity), serviceUrl, audience]), async () => await factory.create(serviceUrl, audience));
      },
    }),
    tokens: async (identity, make) => await kept(tokenClients, appOf(identity), make),
  };
}

/** Whose credentials a client carries, as the SDK itself finds it out. */
const appOf = (identity: ClaimsIdentity): string =>
  identity.getClaimValue(AuthenticationConstants.AudienceClaim) ?? identity.getClaimValue(AuthenticationConstants.AppIdClaim) ?? '';

/** What could not be made is not kept. */
async function kept<T>(all: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = all.get(key);
  if (known) return await known;
  const made = make();
  if (all.size >= MOST_KEPT) all.clear();
  all.set(key, made);
  return await made.catch((error: unknown) => {
    if (all.get(key) === made) all.delete(key);
    throw error;
  });
}
