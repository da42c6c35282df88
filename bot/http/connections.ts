/** The connections of the server, as far as its end has to know them: who is answered while it goes is told to come no more over this one, and whoever says nothing is not waited for. What is asked and answered is not known here. */

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as nextRound } from 'node:timers/promises';
import { SECOND } from '../../src/core/time.ts';

export interface Connections {
  /** From now on every answer is the last one of its connection, so that by the end none is left over which somebody is about to ask. */
  readonly leave: () => void;
  /** Lets nobody in any more. Resolves when all who were heard are answered. */
  readonly close: () => Promise<void>;
}

/** [DESIGN] who was let in just before the end has so long to say what they want. */
const LAST_WORD = 1 * SECOND;
/** [DESIGN] of the event loop: about a second under load. A crowd that does not look away is not waited for. */
const MOST_ROUNDS = 2_000;

/** Before anybody else takes requests from this server. */
export function connectionsOf(http: Server): Connections {
  const open = new Set<Socket>();
  const owed = new Set<ServerResponse>();
  let isLeaving = false;
  let signs = 0;
  http.on('connection', (socket: Socket) => {
    signs += 1;
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  for (const event of ['request', 'checkContinue'] as const) http.prependListener(event, (_req: IncomingMessage, res: ServerResponse) => {
    signs += 1;
    owed.add(res);
    res.once('close', () => owed.delete(res));
    if (isLeaving) isTheLast(res);
  });
  const leave = (): void => {
    isLeaving = true;
    owed.forEach(isTheLast);
  };
  /** Browsers open connections before they need them, and a request may stop in its middle: once it closes, Node looks after neither. */
  const dropSilent = (): void => {
    const heard = new Set([...owed].filter(({ req }) => req.complete).map(({ socket }) => socket));
    for (const socket of open) if (!heard.has(socket)) socket.destroy();
  };
  return {
    leave,
    close: async () => {
      leave();
      await quiet(() => signs);
      const dropping = setInterval(dropSilent, LAST_WORD);
      await new Promise((resolve) => { http.close(resolve); }); // what is only kept open, it closes by itself
      clearInterval(dropping);
    },
  };
}

/** The system resets whoever stands at the door while it shuts: so it shuts in a moment in which nobody came and nobody was heard. Of those who come all the same, this spares nearly all. */
async function quiet(signs: () => number): Promise<void> {
  await nextRound(); // of this one, some is over
  for (let round = 1, before = -1; before !== signs() && round <= MOST_ROUNDS; round++) {
    before = signs();
    await nextRound();
  }
}

function isTheLast(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader('Connection', 'close');
}
