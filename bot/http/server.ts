/** The restify server: routes, limits, health and the exit for what a page throws. What pages say is in the files beside it. */

import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Next, Request, Response, Route, Server } from 'restify';
import type { Deps } from '../../src/app/deps.ts';
import { SECOND } from '../../src/core/time.ts';
import { isLoopback } from '../config.ts';
import { hasCode } from '../local/files.ts';
import type { Log } from '../log.ts';
import { listMails, readMail } from '../mail/mailbox.ts';
import { ABOUT, PRIVACY, TERMS, aboutPage, nowherePage, privacyPage, termsPage } from './aboutPages.ts';
import { actOnInvitation, showInvitation } from './acceptance.ts';
import type { Asked } from './asked.ts';
import { askedOf, readerOf } from './asked.ts';
import type { Connections } from './connections.ts';
import { connectionsOf } from './connections.ts';
import { actOnCustomerPage, showCustomerPage } from './customerPage.ts';
import type { PageAnswer } from './html.ts';
import { makeImport, showImport } from './importPage.ts';
import { showExport } from './exportPage.ts';
import type { Health } from './health.ts';
import { crowdedPage, faultPage } from './html.ts';
import { listPage, mailPage } from './mailPages.ts';
import type { Door } from './messages.ts';
import { receive } from './messages.ts';
import { showPartnerRequest } from './partnerPage.ts';
import { LOCAL_SIGN_IN, localSignIn, showPeople } from '../local/signInPage.ts';
import type { Inhabitants } from '../local/signInPage.ts';
import type { SignIn } from './signIn.ts';
import { RETURN_PATH, SIGN_IN_PATH } from './signIn.ts';
import { beginSignIn, finishSignIn } from './signInPages.ts';
import type { Pace, Turnstile } from './turnstile.ts';
import { openTurnstile, remoteAddress } from './turnstile.ts';
import { actOnVerification, showVerification } from './verification.ts';

// restify is CommonJS whose named exports Node cannot see.
const restify = createRequire(import.meta.url)('restify') as typeof import('restify');

/** `botId` is the bot's registration, for links that lead into Teams; a local world has none. `localWorld`: whoever signs in is chosen from these, where there are no credentials; with them, `signIn` is where people prove who they are. */
export type ServerDeps = { readonly deps: Deps; readonly log: Log; readonly door: Door; readonly health: Health; readonly botId: string | undefined; readonly mailDirectory: string | undefined; readonly pace: Pace; readonly localWorld?: Inhabitants; readonly signIn?: SignIn | undefined };

type Parts = ServerDeps & { readonly turnstile: Turnstile };

export interface HttpServer extends Connections {
  readonly listen: (port: number, host: string) => Promise<number>;
  readonly port: () => number;
}

const DOOR = '/api/messages';
/** What is said to somebody who was not heard: by the bot, or before anybody knew by whom. */
const refusals: ReadonlySet<number> = new Set([400, 401, 403, 413, 415]);
const isDoor = (req: Request): boolean => {
  const route = req.getRoute() as Route | undefined; // there is none when it was refused before one was looked for
  return route === undefined || route.path === DOOR;
};

/** An activity is below 300 KB (teams-platform §16). */
const LARGEST_BODY = 512 * 1024;
const MAILS_SHOWN = 100;
/** [DESIGN] longer than the minute for which most proxies keep a connection that nobody uses: so they close it, and no request of theirs meets an end that is closed already. */
const KEPT_OPEN = 75 * SECOND;

export function openServer(parts: ServerDeps): HttpServer {
  const server = restify.createServer({ name: 'enlace' });
  if (!parts.door.channel.hosts) server.pre(onlyLoopback);
  server.pre(onlyPlainBodies);
  server.use(restify.plugins.queryParser({ mapParams: false }));
  server.use(restify.plugins.bodyParser({ mapParams: false, maxBodySize: LARGEST_BODY }));
  addRoutes(server, { ...parts, turnstile: openTurnstile({ clock: parts.deps.clock, pace: parts.pace }) });
  server.on('NotFound', (req: Request, res: Response, _error: Error, next: () => void) => {
    if (req.method === 'GET' && req.headers.accept?.includes('text/html')) write(res, nowherePage(parts.deps, readerOf(askedOf(req, parts.deps)))); // a person; programs hear it in JSON
    next();
  });
  server.on('after', (req: Request, { statusCode }: Response) => { if (refusals.has(statusCode) && isDoor(req)) parts.deps.telemetry.turnedAway(statusCode); });
  const http = server.server;
  http.requestTimeout = 30 * SECOND;
  http.headersTimeout = 10 * SECOND;
  http.keepAliveTimeout = KEPT_OPEN;
  http.removeAllListeners('upgrade'); // restify's hears them and does nothing: whoever asked would wait for ever, and so would an end
  return {
    port: () => (http.address() as AddressInfo).port, // it listens on a TCP port, never on a pipe
    listen: async (port, host) => await new Promise((resolve, reject) => {
      server.once('error', (error: Error) => reject(hasCode(error, 'EADDRINUSE') ? new Error(`port ${port} of ${host} is taken by another program. Is Enlace running already? End that one first, or choose another port with PORT`, { cause: error }) : error)); // restify passes on what its own server says
      server.listen(port, host, () => resolve((http.address() as AddressInfo).port)); // as above
    }),
    ...connectionsOf(http),
  };
}

/** A page in a browser of this machine must not reach the local world under a name of its own (DNS rebinding). */
function onlyLoopback(req: Request, res: Response, next: Next): void {
  const host = req.headers.host ?? '';
  if (URL.canParse(`http://${host}`) && isLoopback(new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, ''))) return next();
  res.send(403);
  next(false);
}

const plain: ReadonlySet<string> = new Set(['application/json', 'application/x-www-form-urlencoded']);

/** Nobody who talks to us compresses or uploads. The parser behind this one would unpack without a limit, end the process over what cannot be unpacked, and leave files on the disk. */
function onlyPlainBodies(req: Request, res: Response, next: Next): void {
  const { 'content-type': type = '', 'content-length': length = '0', 'content-encoding': encoding, 'transfer-encoding': chunked } = req.headers;
  const isEmpty = length === '0' && chunked === undefined;
  if (isEmpty || (encoding === undefined && plain.has((type.split(';')[0] ?? '').trim().toLowerCase()))) return next();
  res.send(415);
  next(false);
}

function addRoutes(server: Server, parts: Parts): void {
  const { deps, mailDirectory } = parts;
  addProbes(server, parts);
  server.post(DOOR, async (req, res) => await receive(parts.door, req, res));
  server.get('/verify/:token', page(parts, async (asked) => await showVerification(deps, asked)));
  server.post('/verify/:token', page(parts, async (asked) => await actOnVerification(deps, asked)));
  server.get('/partner/:token', page(parts, async (asked) => await showPartnerRequest(deps, { ...asked, botId: parts.botId })));
  server.get('/export/:token', page(parts, async (asked) => await showExport(deps, asked)));
  server.get('/import/:token', page(parts, async (asked) => await showImport(deps, asked)));
  server.post('/import/:token', page(parts, async (asked) => await makeImport(deps, asked)));
  for (const [path, show] of [['/', aboutPage], [ABOUT, aboutPage], [PRIVACY, privacyPage], [TERMS, termsPage]] as const) server.get(path, page(parts, async (asked) => await show(deps, readerOf(asked))));
  addSignedInRoutes(server, parts);
  if (mailDirectory === undefined) return;
  server.get('/mail', page(parts, async (asked) => listPage((await listMails(mailDirectory, MAILS_SHOWN)).mails, readerOf(asked))));
  server.get('/mail/:token', page(parts, async (asked) => mailPage(await readMail(mailDirectory, asked.token), readerOf(asked))));
}

/** For whatever starts instances and sends people to them: it asks often, and without a name. */
function addProbes(server: Server, { health }: Parts): void {
  for (const method of ['get', 'head'] as const) {
    server[method]('/healthz', async (_req, res) => { res.send(200, { status: 'ok' }); });
    server[method]('/readyz', async (_req, res) => {
      const { status, body } = await health.readiness();
      res.setHeader('Cache-Control', 'no-store');
      res.send(status, body);
    });
  }
}

/** Pages that ask who is there. Without a place to sign in they say so. */
function addSignedInRoutes(server: Server, parts: Parts): void {
  const { deps, localWorld } = parts;
  const signIn = localWorld ? localSignIn(localWorld) : parts.signIn;
  const canSignIn = signIn !== undefined;
  server.get('/invitation/:token', page(parts, async (asked) => await showInvitation(deps, { ...asked, canSignIn })));
  server.post('/invitation/:token', page(parts, async (asked) => await actOnInvitation(deps, { ...asked, canSignIn })));
  server.get('/customer', page(parts, async (asked) => await showCustomerPage(deps, { ...asked, canSignIn })));
  server.post('/customer', page(parts, async (asked) => await actOnCustomerPage(deps, { ...asked, canSignIn })));
  if (!signIn) return;
  server.get(SIGN_IN_PATH, page(parts, async (asked) => await beginSignIn(deps, signIn, asked)));
  server[signIn.returns](RETURN_PATH, page(parts, async (asked) => await finishSignIn(deps, signIn, asked)));
  if (localWorld) server.get(`${LOCAL_SIGN_IN}/:token`, page(parts, async (asked) => await showPeople(localWorld, asked.token, readerOf(asked))));
}

/** One of the three exits: a page that fails says so with an id, and nothing else. */
function page(parts: Parts, answer: (asked: Asked) => Promise<PageAnswer>) {
  return async (req: Request, res: Response): Promise<void> => {
    const asked = askedOf(req, parts.deps);
    const seconds = parts.turnstile.wait({ address: remoteAddress(req, parts.pace.proxies), token: asked.token });
    const { telemetry } = parts.deps;
    if (seconds > 0) {
      telemetry.turnedAway(429);
      return write(res, crowdedPage(readerOf(asked), seconds));
    }
    try {
      write(res, await telemetry.page(answer, asked, String(req.getRoute().path)));
    } catch (error) {
      telemetry.fault('page');
      parts.log.error({ correlation: asked.correlation, err: error }, 'page failed');
      write(res, faultPage(readerOf(asked), asked.correlation));
    }
  };
}

function write(res: Response, { status, headers, body }: PageAnswer): void {
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  res.sendRaw(status, body);
}
