/** The community's Cosmos server in this process, on a free port of the loopback address; it can be told what to answer next. */

import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHttpServer } from '@vercel/cosmosdb-server';

export type CosmosServer = {
  readonly endpoint: string;
  readonly key: string;
  /** What was asked since the last call: "POST batch", "GET document", "POST query"... */
  requests(): readonly string[];
  /** Answers the next batch instead of the server. */
  answerBatch(status: number, body: unknown): void;
  close(): Promise<void>;
};

export async function startCosmos(): Promise<CosmosServer> {
  const server = createHttpServer({ keepAlive: true }); // or every answer closes its connection (performance.md)
  const [answer] = server.listeners('request');
  if (!answer) throw new Error('The Cosmos server listens to no request');
  const planned: { status: number; body: unknown }[] = [];
  let seen: string[] = [];

  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const what = nameOf(request);
    seen.push(what);
    const next = what === 'batch' ? planned.shift() : undefined;
    if (!next) return void answer.call(server, request, response);
    request.resume();
    response.writeHead(next.status, { 'content-type': 'application/json' }); // not chained: restify, once loaded by another test, gives nothing back
    response.end(JSON.stringify(next.body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The Cosmos server has no address');

  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    key: Buffer.from('any key does').toString('base64'),
    requests: () => {
      const answered = seen;
      seen = [];
      return answered;
    },
    answerBatch: (status, body) => { planned.push({ status, body }); },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function nameOf({ method, url, headers }: IncomingMessage): string {
  if (headers['x-ms-cosmos-is-batch-request']) return 'batch';
  if (headers['x-ms-cosmos-is-query-plan-request']) return 'query plan';
  if (headers['x-ms-documentdb-isquery']) return 'query';
  return `${method} ${url?.includes('/docs/') ? 'document' : 'other'}`;
}
