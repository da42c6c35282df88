/** A Cosmos DB that misbehaves: stands between the client and the server, and answers, cuts or holds what it is told to. No expectations here. */

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { nameOf } from '../store/supportCosmos.ts';
import { seeded } from './seeded.ts';

export type Fault =
  /** The server never hears of it. */
  | 'cutBefore'
  /** The server has done it, and nobody hears so. */
  | 'cutAfter'
  /** A gateway says no without asking the server; its page is no JSON. */
  | 'gateway'
  | { readonly status: 408 | 410 | 429 | 449 | 503; readonly retryAfter?: number }
  /** It goes on to the server when this is over. */
  | { readonly until: Promise<unknown> };

/** `key` is the same for the repeats of a request. */
export type Asked = { readonly what: string; readonly key: string };
export type Decide = (asked: Asked) => Fault | undefined;

export interface CosmosProxy {
  readonly endpoint: string;
  /** What it does with the next requests; undefined lets one pass. */
  decide: Decide;
  /** The faults since it was started, by name. */
  readonly done: Readonly<Record<string, number>>;
  readonly close: () => Promise<void>;
}

export async function startCosmosProxy(target: string): Promise<CosmosProxy> {
  const done: Record<string, number> = {};
  const agent = new Agent({ keepAlive: true });
  const proxy = { decide: (() => undefined) as Decide };
  const server = createServer((req, res) => void pass(req, res));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  async function pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await bytesOf(req);
    const fault = proxy.decide({ what: nameOf(req), key: keyOf(req, body) });
    if (fault) done[nameOfFault(fault)] = (done[nameOfFault(fault)] ?? 0) + 1;
    if (fault === 'cutBefore') return void res.destroy();
    if (fault === 'gateway') return end(res, { status: 503, headers: { 'content-type': 'text/html' }, body: '<html>' });
    if (typeof fault === 'object' && 'status' in fault) return end(res, refusal(fault));
    if (typeof fault === 'object') await fault.until;
    const answer = await ask(new URL(req.url ?? '/', target), { req, body, agent });
    if (fault === 'cutAfter' && !isHalfDone(answer.body)) return void res.destroy();
    end(res, answer);
  }

  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The proxy has no address');
  return Object.assign(proxy, {
    endpoint: `http://127.0.0.1:${address.port}`, done,
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}

/** The community's server keeps what a failed batch did before it failed, and a repeat would meet that: its answer is let through. The service leaves nothing. */
const isHalfDone = (answer: Buffer): boolean => /"statusCode":4\d\d/.test(answer.toString('latin1'));

const nameOfFault = (fault: Fault): string => (typeof fault === 'string' ? fault : 'status' in fault ? String(fault.status) : 'held');

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer); // no encoding is set, so chunks are buffers
  return Buffer.concat(chunks);
}

/** Two reads of one document are the same request; so are a batch and its repeat. */
const keyOf = ({ method, url, headers }: IncomingMessage, body: Buffer): string =>
  createHash('sha256').update(`${method} ${url} ${String(headers['x-ms-documentdb-partitionkey'])} `).update(body).digest('base64url');

type Answer = { readonly status: number; readonly headers: OutgoingHttpHeaders; readonly body: Buffer | string };

function end(res: ServerResponse, { status, headers, body }: Answer): void {
  res.writeHead(status, headers); // not chained: restify, once loaded by another test, gives nothing back
  res.end(body);
}

const refusal = ({ status, retryAfter }: Extract<Fault, { readonly status: number }>): Answer => ({
  status, headers: { 'content-type': 'application/json', ...(retryAfter === undefined ? {} : { 'x-ms-retry-after-ms': String(retryAfter) }) }, body: JSON.stringify({ code: String(status), message: 'not now' }),
});

type Asking = { readonly req: IncomingMessage; readonly body: Buffer; readonly agent: Agent };

async function ask(url: URL, { req, body, agent }: Asking): Promise<Answer & { readonly body: Buffer }> {
  const { method, headers: { host: _host, 'transfer-encoding': _chunked, ...headers } } = req;
  const onward = request(url, { method, agent, headers: { ...headers, 'content-length': body.length } });
  onward.end(body);
  const [answer] = await once(onward, 'response') as [IncomingMessage]; // as node:http says
  const { 'transfer-encoding': _length, connection: _own, ...kept } = answer.headers;
  return { status: answer.statusCode ?? 500, headers: kept, body: await bytesOf(answer) };
}

const everything: readonly Fault[] = ['cutBefore', 'cutAfter', 'cutAfter', 'gateway', { status: 408 }, { status: 410 }, { status: 429, retryAfter: 2 }, { status: 449, retryAfter: 1 }, { status: 503, retryAfter: 1 }];

/** How many requests of the same key pass after two that went wrong: more than ever wait at the same time, so that it is nobody's third. */
const PEACE = 50;

/** A third of all requests goes wrong, by chance; none more than twice, so that whoever asks three times is heard. */
export function byChance(seed: number, faults: readonly Fault[] = everything): Decide {
  const random = seeded(seed);
  const met = new Map<string, { readonly faults: number; readonly peace: number }>();
  return ({ key }) => {
    const { faults: before, peace } = met.get(key) ?? { faults: 0, peace: 0 };
    const fault = peace === 0 && random() < 1 / 3 ? faults[Math.floor(random() * faults.length)] : undefined;
    const isEnough = fault !== undefined && before === 1;
    met.set(key, { faults: isEnough ? 0 : before + (fault ? 1 : 0), peace: isEnough ? PEACE : Math.max(0, peace - 1) });
    return fault;
  };
}
