/** Preloaded into the Playground, which has no setting for it: a server that names no host listens on loopback instead of every network. */

import { Server } from 'node:net';

const listen = Server.prototype.listen;

Server.prototype.listen = function listenOnLoopback(this: Server, ...asked: readonly unknown[]): Server {
  const [port, host, ...others] = asked;
  const named = typeof port === 'number' && typeof host !== 'string' ? [port, '127.0.0.1', host, ...others] : asked;
  return Reflect.apply(listen, this, named);
};
