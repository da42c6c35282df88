/** How the application proves to Entra that it is itself when it redeems a code: with its secret, or with what the machine's identity vouches for. */

import type { AppProof } from '../config.ts';

/** Fields for a request to the token endpoint. */
export type ProveApp = () => Promise<Readonly<Record<string, string>>>;

/** What Entra asks of an identity that stands in for an application's secret. */
const EXCHANGE = 'api://AzureADTokenExchange/.default';

export function appProof(proof: AppProof): ProveApp {
  if ('secret' in proof) return async () => ({ client_secret: proof.secret });
  return async () => {
    const { ManagedIdentityCredential } = await import('@azure/identity'); // heavy, and needed here only
    const { token } = await new ManagedIdentityCredential({ clientId: proof.managedIdentity }).getToken(EXCHANGE);
    return { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: token };
  };
}
