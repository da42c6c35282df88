/** A door in front of the bot that delivers what comes in as often, as late and in such an order as it is told. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What Teams delivers. */
export type Activity = { readonly id: string; readonly type: string; readonly value?: { readonly action?: { readonly verb: string; readonly data: Readonly<Record<string, unknown>> } } };
export type Said = { readonly status: number; readonly body: string };
export type Send = (activity: Activity) => Promise<Said>;
/** What becomes of one activity. @returns what the person is told. */
export type Manner = (activity: Activity, send: Send) => Promise<Said>;

/** @param url of a bot. */
export const sending = (url: string): Send => async (activity) => {
  const response = await fetch(`${url}/api/messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(activity) });
  return { status: response.status, body: await response.text() };
};

export interface Repeater {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Activities only: a browser sends a form once, to the bot itself. */
export async function openRepeater(target: string, manner: Manner): Promise<Repeater> {
  async function meet(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = Buffer.concat(await Array.fromAsync(req as AsyncIterable<Buffer>)).toString('utf8'); // no encoding is set, so chunks are buffers
    const { status, body: said } = await manner(JSON.parse(body) as Activity, sending(target)); // our own peer wrote it
    res.writeHead(status, { 'content-type': 'application/json' }); // not chained: restify, once loaded, gives nothing back
    res.end(said);
  }
  const server = createServer((req, res) => void meet(req, res));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a TCP port
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Was somebody told something, or left without an answer? A message is answered by messages, so that its response is empty. */
export function isPolite({ type }: Activity, { status, body }: Said): boolean {
  if (type !== 'invoke') return status >= 200 && status < 300;
  const { statusCode, value } = JSON.parse(body || '{}') as { readonly statusCode?: number; readonly value?: unknown }; // the invoke contract (teams-platform §4.2)
  return status === 200 && statusCode === 200 && (typeof value === 'string' ? value !== '' : typeof value === 'object' && value !== null);
}

