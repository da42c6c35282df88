/** The restify server: routes, limits, health and the exit for what a page throws. What pages say is in the files beside it. */

import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Next, Request, Response, Server } from 'restify';
import type { Deps } from '../../src/app/deps.ts';
import type { Language } from '../../src/core/actor.ts';
import { isLoopback } from '../config.ts';
import type { Log } from '../log.ts';
import { listMails, readMail } from '../mail/mailbox.ts';
import { languageOf } from '../turn/locale.ts';
import type { PageAnswer, Visit } from './html.ts';
import { showExport } from './exportPage.ts';
import { faultPage } from './html.ts';
import { listPage, mailPage } from './mailPages.ts';
import type { Door } from './messages.ts';
import { receive } from './messages.ts';
import { showPartnerRequest } from './partnerPage.ts';
import { actOnVerification, showVerification } from './verification.ts';

// restify is CommonJS whose named exports Node cannot see.
const restify = createRequire(import.meta.url)('restify') as typeof import('restify');

/** `botId` is the bot's registration, for links that lead into Teams; a local world has none. */
export type ServerDeps = { readonly deps: Deps; readonly log: Log; readonly door: Door; readonly botId: string | undefined; readonly mailDirectory: string | undefined };

export interface HttpServer {
  readonly listen: (port: number, host: string) => Promise<number>;
  readonly port: () => number;
  readonly close: () => Promise<void>;
}

/** An activity is below 300 KB (teams-platform §16). */
const LARGEST_BODY = 512 * 1024;
const MAILS_SHOWN = 100;

export function openServer(parts: ServerDeps): HttpServer {
  const server = restify.createServer({ name: 'enlace' });
  if (!parts.door.credentials) server.pre(onlyLoopback);
  server.use(restify.plugins.queryParser({ mapParams: false }));
  server.use(restify.plugins.bodyParser({ mapParams: false, maxBodySize: LARGEST_BODY }));
  addRoutes(server, parts);
  const http = server.server;
  http.requestTimeout = 30_000;
  http.headersTimeout = 10_000;
  return {
    port: () => (http.address() as AddressInfo).port, // it listens on a TCP port, never on a pipe
    listen: async (port, host) => await new Promise((resolve, reject) => {
      server.once('error', reject); // restify passes on what its own server says
      server.listen(port, host, () => resolve((http.address() as AddressInfo).port)); // as above
    }),
    close: async () => await new Promise((resolve) => {
      server.close(() => resolve());
      http.closeIdleConnections();
    }),
  };
}

/** A page in a browser of this machine must not reach the local world under a name of its own (DNS rebinding). */
function onlyLoopback(req: Request, res: Response, next: Next): void {
  const host = req.headers.host ?? '';
  if (URL.canParse(`http://${host}`) && isLoopback(new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, ''))) return next();
  res.send(403);
  next(false);
}

function addRoutes(server: Server, parts: ServerDeps): void {
  const { deps, mailDirectory } = parts;
  server.get('/healthz', async (_req, res) => { res.send(200, { status: 'ok' }); });
  server.post('/api/messages', async (req, res) => await receive(parts.door, req, res));
  server.get('/verify/:token', page(parts, async (asked) => await showVerification(deps, asked)));
  server.post('/verify/:token', page(parts, async (asked) => await actOnVerification(deps, asked)));
  server.get('/partner/:token', page(parts, async (asked) => await showPartnerRequest(deps, { ...asked, botId: parts.botId })));
  server.get('/export/:token', page(parts, async (asked) => await showExport(deps, asked)));
  if (mailDirectory === undefined) return;
  server.get('/mail', page(parts, async (asked) => listPage((await listMails(mailDirectory, MAILS_SHOWN)).mails, reader(asked))));
  server.get('/mail/:token', page(parts, async (asked) => mailPage(await readMail(mailDirectory, asked.token), reader(asked))));
}

type Asked = Visit & { readonly form: Readonly<Record<string, string>>; readonly correlation: string };

const reader = ({ language, accepted }: Asked): Language => language ?? accepted ?? 'en';

/** One of the three exits: a page that fails says so with an id, and nothing else. */
function page(parts: ServerDeps, answer: (asked: Asked) => Promise<PageAnswer>) {
  return async (req: Request, res: Response): Promise<void> => {
    const correlation = parts.deps.newId();
    const language = languageOf(textIn(req.query, 'lang'));
    const accepted = languageOf(req.headers['accept-language']?.split(/[,;]/)[0]);
    try {
      write(res, await answer({ token: textIn(req.params, 'token') ?? '', language, accepted, form: formOf(req.body), correlation }));
    } catch (error) {
      parts.log.error({ correlation, err: error }, 'page failed');
      write(res, faultPage(language ?? accepted ?? 'en', correlation));
    }
  };
}

function write(res: Response, { status, headers, body }: PageAnswer): void {
  res.sendRaw(status, body, { ...headers });
}

function textIn(source: unknown, name: string): string | undefined {
  if (typeof source !== 'object' || source === null) return undefined;
  const value: unknown = Reflect.get(source, name);
  return typeof value === 'string' ? value : undefined;
}

function formOf(body: unknown): Readonly<Record<string, string>> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(Object.entries(body).flatMap(([field, value]) => (typeof value === 'string' ? [[field, value.slice(0, 1000)]] : [])));
}
