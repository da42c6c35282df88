/** A small stand-in for Teams: a Bot Connector that keeps what the bot posts, and people who speak and click. The demo and the end-to-end tests use it; it knows no task. */

import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';

export type Card = { readonly type: 'AdaptiveCard'; readonly body: readonly unknown[]; readonly actions?: readonly unknown[] };
export type Posted = { readonly id: string; readonly conversation: string; text: string | undefined; card: Card | undefined; updates: number };
export type Persona = { readonly tenant: string; readonly id: string; readonly name: string; readonly locale: string };

/** What the connector answers instead of taking a message: a status, with headers. */
export type Refusal = { readonly status: number; readonly headers?: Readonly<Record<string, string>> };

export interface TeamsPeer {
  readonly posted: readonly Posted[];
  /** What a person or place has been shown, oldest first. */
  readonly inConversation: (conversation: string) => readonly Posted[];
  readonly person: (persona: Persona, place?: Place) => Speaker;
  /** Decides how the next requests of the bot are answered; undefined takes them. */
  refuse: (request: { readonly method: string; readonly path: string }) => Refusal | undefined;
  readonly close: () => Promise<void>;
}

/** Where somebody speaks; a personal chat unless said. */
export type Place = { readonly kind: 'channel' | 'groupChat'; readonly conversation: string };

export interface Speaker {
  readonly conversation: string;
  readonly installs: () => Promise<number>;
  /** @returns the HTTP status; what the bot says is found in the conversation. */
  readonly says: (text: string, id?: string) => Promise<number>;
  /** Presses the button with this verb, with these inputs; undefined data is the button's own. */
  readonly clicks: (click: Click) => Promise<Answer>;
}
/** `on`: the message whose button it is. */
export type Click = { readonly verb: string; readonly data?: Readonly<Record<string, unknown>>; readonly id?: string; readonly value?: unknown; readonly on?: string | undefined };
export type Answer = { readonly http: number; readonly status: number | undefined; readonly card: Card | undefined; readonly text: string | undefined };

const BOT = { id: '28:enlace', name: 'Enlace' };

/** What proves to a registered bot that a service of the channel speaks: an `Authorization` header. */
export type Bearer = (serviceUrl: string) => Promise<string>;

/** @param botUrl where the bot listens, without a path. */
export async function openTeamsPeer(botUrl: string, bearer?: Bearer): Promise<TeamsPeer> {
  const posted: Posted[] = [];
  const peer: { refuse: TeamsPeer['refuse'] } = { refuse: () => undefined };
  const server = createServer((req, res) => void connect(req, res, posted, (request) => peer.refuse(request)));
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`; // it listens on a TCP port
  return Object.assign(peer, {
    posted,
    inConversation: (conversation: string) => posted.filter((message) => message.conversation === conversation),
    person: (persona: Persona, place?: Place) => speaker({ botUrl, serviceUrl, persona, place, bearer }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  });
}

async function connect(req: IncomingMessage, res: ServerResponse, posted: Posted[], refuse: TeamsPeer['refuse']): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer); // no encoding is set, so chunks are buffers
  const path = decodeURIComponent(req.url ?? '');
  const refusal = refuse({ method: req.method ?? '', path });
  if (refusal) return answer(res, refusal.status, { error: { code: 'Refused' } }, refusal.headers);
  const [, conversation = '', activity] = /^\/v3\/conversations\/(.+?)\/activities(?:\/(.+))?$/.exec(path) ?? [];
  const said = readMessage(Buffer.concat(chunks).toString('utf8'));
  if (req.method === 'PUT') {
    const known = posted.find((message) => message.id === activity && message.conversation === conversation);
    if (!known) return answer(res, 404, { error: { code: 'ActivityNotFoundInConversation' } });
    Object.assign(known, said, { updates: known.updates + 1 });
    return answer(res, 200, { id: known.id });
  }
  const message = { id: randomUUID(), conversation, ...said, updates: 0 };
  if (said.isMessage) posted.push(message);
  answer(res, 201, { id: message.id });
}

function answer(res: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers });
  res.end(JSON.stringify(body));
}

function readMessage(json: string): { text: string | undefined; card: Card | undefined; isMessage: boolean } {
  const activity = JSON.parse(json || '{}') as { type?: string; text?: string; attachments?: { content: Card }[] }; // our own bot wrote it
  return { text: activity.text, card: activity.attachments?.[0]?.content, isMessage: activity.type === 'message' };
}

type Speaking = { readonly botUrl: string; readonly serviceUrl: string; readonly persona: Persona; readonly place: Place | undefined; readonly bearer: Bearer | undefined };

function speaker({ botUrl, serviceUrl, persona, place, bearer }: Speaking): Speaker {
  const conversation = place?.conversation ?? `chat:${persona.tenant}:${persona.id}`;
  const common = {
    channelId: 'msteams', serviceUrl, recipient: BOT, locale: persona.locale, localTimezone: 'Europe/Madrid',
    from: { id: `29:${persona.id}`, aadObjectId: persona.id, name: persona.name },
    conversation: { id: place?.kind === 'channel' ? `${conversation};messageid=1` : conversation, conversationType: place?.kind ?? 'personal', tenantId: persona.tenant },
    channelData: { tenant: { id: persona.tenant } },
  };
  const send = async (activity: Readonly<Record<string, unknown>>): Promise<Response> => await fetch(`${botUrl}/api/messages`, {
    method: 'POST', headers: { 'content-type': 'application/json', ...(bearer ? { authorization: await bearer(serviceUrl) } : {}) }, body: JSON.stringify({ id: randomUUID(), ...common, ...activity }),
  });
  const mention = place ? { text: '<at>Enlace</at>', entities: [{ type: 'mention', text: '<at>Enlace</at>', mentioned: BOT }] } : undefined;
  return {
    conversation,
    installs: async () => (await send({ type: 'installationUpdate', action: 'add' })).status,
    says: async (text, id) => (await send({ type: 'message', text: mention ? `${mention.text} ${text}` : text, ...(mention ? { entities: mention.entities } : {}), ...(id ? { id } : {}) })).status,
    clicks: async ({ verb, data = {}, id, value, on }) => readAnswer(await send({
      type: 'invoke', name: 'adaptiveCard/action', ...(id ? { id } : {}), ...(on ? { replyToId: on } : {}),
      value: value ?? { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    })),
  };
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = (text.startsWith('{') ? JSON.parse(text) : {}) as { statusCode?: number; type?: string; value?: unknown }; // the invoke contract (teams-platform §4.2)
  return {
    http: response.status, status: body.statusCode,
    card: body.type === 'application/vnd.microsoft.card.adaptive' ? (body.value as Card) : undefined, // by its type
    text: typeof body.value === 'string' ? body.value : undefined,
  };
}

type Button = { readonly verb: string; readonly title: string; readonly data: Readonly<Record<string, unknown>> };

/** Every Action.Execute of a card, wherever it hides. */
export function buttonsOf(node: unknown): readonly Button[] {
  if (Array.isArray(node)) return node.flatMap(buttonsOf);
  if (typeof node !== 'object' || node === null) return [];
  const { type, verb, title, data, ...rest } = node as Record<string, unknown>; // an element of a card
  const own = type === 'Action.Execute' ? [{ verb: String(verb), title: String(title ?? ''), data: (data ?? {}) as Button['data'] }] : []; // data of our own cards is an object
  return [...own, ...Object.values(rest).flatMap(buttonsOf)];
}

/** Everything a card shows as text, for reading it as a person does. */
export function textOf(node: unknown): string {
  if (Array.isArray(node)) return node.map(textOf).filter((text) => text !== '').join('\n');
  if (typeof node !== 'object' || node === null) return '';
  const element = node as Record<string, unknown>; // an element of a card
  const own = [element['text'], element['label'], element['title'], element['value']].filter((text) => typeof text === 'string');
  return [...own, ...['body', 'items', 'columns', 'rows', 'cells', 'facts', 'actions', 'choices', 'card'].map((key) => textOf(element[key]))].filter((text) => text !== '').join('\n');
}
