/** Connections while the server ends: each answer is the last one of its connection, whoever was heard is answered, and whoever says nothing is not waited for. */

import { once } from 'node:events';
import type { ClientRequest, IncomingMessage, Server, ServerResponse } from 'node:http';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Connections } from '../../bot/http/connections.ts';
import { connectionsOf } from '../../bot/http/connections.ts';

let server: Server;
let connections: Connections;
let agent: Agent;
/** Who was heard and has no answer yet. */
let heard: ServerResponse[];
beforeEach(async () => {
  [heard, agent] = [[], new Agent({ keepAlive: true })];
  server = createServer((_req, res) => { heard.push(res); });
  server.on('checkContinue', (_req, res: ServerResponse) => { heard.push(res); });
  connections = connectionsOf(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  agent.destroy();
  server.closeAllConnections();
  server.close();
});

const port = (): number => (server.address() as AddressInfo).port; // it listens on a TCP port

/** Resolves when the server has heard it. */
async function asks(headers: Readonly<Record<string, string>> = {}): Promise<ClientRequest> {
  const sent = request({ port: port(), agent, headers });
  sent.end();
  await once(server, headers['expect'] ? 'checkContinue' : 'request');
  return sent;
}

/** Answers everybody. @returns what `sent` is told about its connection. */
async function told(sent: ClientRequest): Promise<string | undefined> {
  for (const res of heard.splice(0)) res.end('yes');
  const [answer]: IncomingMessage[] = await once(sent, 'response');
  answer?.resume();
  return answer?.headers.connection;
}

describe('a server that goes', () => {
  it('keeps connections open until then, and says with each answer after it that this was the last one', async () => {
    expect(await told(await asks())).toBe('keep-alive');
    const underWay = await asks();
    connections.leave();
    expect(await told(underWay)).toBe('close');
    expect(await told(await asks())).toBe('close');
  });

  it('leaves answers alone that have begun', async () => {
    const sent = await asks();
    heard[0]?.flushHeaders();
    connections.leave();
    expect(await told(sent)).toBe('keep-alive');
  });
});

describe('a server that closes', () => {
  it.each(['a request', 'a request that waits for leave to send its body'])('answers whom it has heard, however long it takes, and then is closed: %s', async (what) => {
    const sent = await asks(what === 'a request' ? {} : { expect: '100-continue' });
    const silent = connect(port(), '127.0.0.1'); // when this one is dropped, the patience with those who say nothing is over
    await once(server, 'connection');
    const dropped = once(silent, 'close');
    const closing = connections.close();
    await dropped;
    expect(await told(sent)).toBe('close');
    await closing;
  });

  it.each([
    ['says nothing', ''], ['stops in the middle of asking', 'GET / HTTP/1.1\r\nHost: '], ['stops before the end of what it sends', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhal'],
  ])('does not wait for connections that are kept open, nor for one that %s', async (_what, words) => {
    await told(await asks());
    const silent = connect(port(), '127.0.0.1', () => { silent.write(words); });
    silent.on('error', () => {}); // it may be reset
    await once(server, words.startsWith('POST') ? 'request' : 'connection');
    await Promise.all([once(silent, 'close'), connections.close()]);
  }, 4_000); // Node keeps a connection for longer

  it('hears who stood at the door when it was told to', async () => {
    const late = connect(port(), '127.0.0.1');
    late.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await new Promise((resolve) => { process.nextTick(resolve); }); // the system has let them in by now, and the server does not know of them
    const closing = connections.close();
    await once(server, 'request');
    heard[0]?.end('yes');
    const [answer]: Buffer[] = await once(late, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 OK\r\nConnection: close\r\n/);
    await closing;
  });
});
