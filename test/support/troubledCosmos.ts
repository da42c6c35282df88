/** A Cosmos server with a proxy in front of it that makes trouble, for all tests of a file. No expectations here. */

import { afterAll, beforeAll } from '@jest/globals';
import type { CosmosServer } from '../store/supportCosmos.ts';
import { startCosmos } from '../store/supportCosmos.ts';
import type { CosmosProxy } from './cosmosProxy.ts';
import { startCosmosProxy } from './cosmosProxy.ts';

/** There from the first test on. */
export function troubledCosmos(): { readonly server: CosmosServer; readonly proxy: CosmosProxy } {
  let server: CosmosServer;
  let proxy: CosmosProxy;
  beforeAll(async () => {
    server = await startCosmos();
    proxy = await startCosmosProxy(server.endpoint);
  });
  afterAll(async () => {
    await proxy.close();
    await server.close();
  });
  return { get server() { return server; }, get proxy() { return proxy; } };
}
