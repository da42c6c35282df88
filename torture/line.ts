/** The line between Teams or a browser and a bot that may die at any moment: what was not answered is sent once more, as it was, until it is. */

import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface Line {
  readonly url: string;
  /** How many requests were answered; how many of them had to be sent more than once; and which ones were answered with a fault. */
  readonly told: { answered: number; repeated: number; readonly faults: string[] };
  readonly close: () => Promise<void>;
}

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

/** @param port where the bot listens whenever it is there. */
export async function openLine(port: number): Promise<Line> {
  const agent = new Agent({ keepAlive: true });
  const told: Line['told'] = { answered: 0, repeated: 0, faults: [] };
  const closed = new AbortController();

  async function pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await bytesOf(req);
    for (let sent = 1; !closed.signal.aborted; sent++) {
      const answer = await ask({ req, body, port, agent }).catch(() => undefined); // dead, or not there yet
      if (!answer) {
        await pause(15);
        continue;
      }
      told.answered += 1;
      if (sent > 1) told.repeated += 1;
      if (answer.status >= 500) told.faults.push(`${req.method} ${req.url}: ${answer.status}`);
      res.writeHead(answer.status, answer.headers); // not chained: restify, once loaded, gives nothing back
      res.end(answer.body);
      return;
    }
    res.destroy();
  }

  const server = createServer((req, res) => void pass(req, res));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo; // it listens on a TCP port
  return {
    url: `http://127.0.0.1:${own}`, told,
    close: async () => {
      closed.abort();
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function ask({ req, body, port, agent }: { readonly req: IncomingMessage; readonly body: Buffer; readonly port: number; readonly agent: Agent }): Promise<Answer> {
  const { 'transfer-encoding': _chunked, connection: _own, ...headers } = req.headers;
  const onward = request({ host: '127.0.0.1', port, agent, method: req.method, path: req.url, headers: { ...headers, 'content-length': body.length } });
  onward.end(body);
  const [answer] = await once(onward, 'response') as [IncomingMessage]; // as node:http says
  const { 'transfer-encoding': _length, connection: _theirs, ...kept } = answer.headers;
  return { status: answer.statusCode ?? 500, headers: kept, body: await bytesOf(answer) };
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer); // no encoding is set, so chunks are buffers
  return Buffer.concat(chunks);
}
