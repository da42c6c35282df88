/** The other end of what a bot says: a Bot Connector that takes everything, and counts what came and over how many sockets. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Connector = { readonly url: string; readonly taken: () => number; readonly sockets: () => number; readonly close: () => void };

export async function openConnector(): Promise<Connector> {
  let [taken, sockets] = [0, 0];
  const server = createServer((req, res) => {
    taken++;
    req.resume();
    req.on('end', () => { res.writeHead(201, { 'content-type': 'application/json' }); res.end('{"id":"1"}'); });
  });
  server.on('connection', () => { sockets++; });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, // it listens on a TCP port
    taken: () => taken, sockets: () => sockets,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
