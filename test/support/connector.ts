/** A Bot Connector on loopback that misbehaves as it is told: refuses, cuts the line before or after taking a message, hangs, vanishes and comes back. No expectations here. */

import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `knock` is a question that changes nothing. */
export type Asked = { readonly how: 'new' | 'update' | 'knock'; readonly conversation: string };
export type Behaviour =
  | 'takes'
  | 'cutsBefore' | 'cutsAfter' | 'hangs'
  | { readonly status: number; readonly code?: string; readonly headers?: Readonly<Record<string, string>> };
export type Message = { readonly id: string; readonly conversation: string; card: unknown; updates: number };

export interface Connector {
  readonly serviceUrl: string;
  readonly asked: readonly Asked[];
  /** What people see. */
  readonly messages: readonly Message[];
  /** How the next request is met. */
  behaves: (asked: Asked) => Behaviour;
  /** A request was taken in that will never be answered. */
  hung: () => void;
  /** A message that is there from before. @returns its id. */
  readonly has: (conversation: string) => string;
  readonly vanishes: () => Promise<void>;
  /** At the same address. */
  readonly returns: () => Promise<void>;
}

export async function openConnector(): Promise<Connector> {
  const asked: Asked[] = [];
  const messages: Message[] = [];
  const connector: Pick<Connector, 'behaves' | 'hung'> = { behaves: () => 'takes', hung: () => {} };
  const shows = (conversation: string, card: unknown): string => {
    const id = `m${messages.length + 1}`;
    messages.push({ id, conversation, card, updates: 0 });
    return id;
  };
  const server = createServer((req, res) => void meet(req, res));

  async function meet(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const [, conversation = '', activity = ''] = /^\/v3\/conversations\/([^/]+)\/(?:activities\/?([^/?]*)|pagedmembers)/.exec(decodeURIComponent(req.url ?? '')) ?? [];
    const one: Asked = { how: req.method === 'GET' ? 'knock' : req.method === 'PUT' ? 'update' : 'new', conversation };
    const behaviour = connector.behaves(one);
    asked.push(one);
    if (behaviour === 'cutsBefore') return void req.socket.destroy();
    const body = await bodyOf(req);
    if (behaviour === 'hangs') return connector.hung();
    if (typeof behaviour === 'object') return answer(res, behaviour.status, { error: { code: behaviour.code ?? 'Refused', message: 'no' } }, behaviour.headers);
    const id = take(one, activity, body);
    if (behaviour === 'cutsAfter') return void req.socket.destroy();
    if (id === undefined) return answer(res, 404, { error: { code: 'ActivityNotFoundInConversation' } });
    answer(res, one.how === 'new' ? 201 : 200, one.how === 'knock' ? { members: [] } : { id });
  }

  function take({ how, conversation }: Asked, activity: string, card: unknown): string | undefined {
    if (how === 'knock') return '';
    if (how === 'new') return shows(conversation, card);
    const known = messages.find(({ id }) => id === activity);
    if (known) Object.assign(known, { card, updates: known.updates + 1 });
    return known?.id;
  }

  const listen = async (port: number): Promise<void> => await new Promise((resolve) => { server.listen(port, '127.0.0.1', resolve); });
  await listen(0);
  const { port } = server.address() as AddressInfo; // it listens on a TCP port
  return Object.assign(connector, {
    serviceUrl: `http://127.0.0.1:${port}/`, asked, messages,
    has: (conversation: string) => shows(conversation, undefined),
    vanishes: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
    returns: async () => await listen(port),
  });
}

async function bodyOf(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer); // no encoding is set, so chunks are buffers
  const { attachments } = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as { readonly attachments?: readonly { readonly content: unknown }[] }; // our own bot wrote it
  return attachments?.[0]?.content;
}

function answer(res: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers });
  res.end(JSON.stringify(body));
}
