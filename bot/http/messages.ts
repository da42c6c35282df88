/** POST /api/messages: the door. Says no without reasons, and never lets the SDK write an exception into an answer (teams-platform §10.2). */

import type { CloudAdapter } from 'botbuilder/lib/cloudAdapter.js';
import type { Request as BotRequest, Response as BotResponse } from 'botbuilder';
import type { Request, Response } from 'restify';
import type { Channel } from '../channelAuthentication.ts';
import { isServiceAllowed } from '../channelAuthentication.ts';
import type { Handler } from '../handler.ts';
import type { Log } from '../log.ts';

export type Door = { readonly adapter: CloudAdapter; readonly handler: Handler; readonly channel: Channel; readonly log: Log };

/** What of an activity is no text or number. The SDK takes everything else for what it should be, so what is none is left out. */
const records: ReadonlySet<string> = new Set(['from', 'recipient', 'conversation', 'channelData', 'value', 'entities', 'attachments', 'membersAdded', 'membersRemoved']);

export async function receive(door: Door, req: Request, res: Response): Promise<void> {
  const body: unknown = req.body;
  const isActivity = typeof body === 'object' && body !== null && 'type' in body && typeof body.type === 'string' && body.type !== '';
  // A page in a browser cannot send JSON across origins unasked: whatever is not JSON is not from a channel.
  if (!isActivity || !req.is('application/json')) return end(res, 400);
  if (!isServiceAllowed('serviceUrl' in body ? body.serviceUrl : undefined, door.channel)) return end(res, 403);

  req.body = Object.fromEntries(Object.entries(body).filter(([field, value]) => typeof value !== 'object' || records.has(field)));
  let isInside = false;
  const answer = recorder(res);
  await door.adapter.process(req as unknown as BotRequest, answer.response, async (context) => {
    isInside = true;
    await door.handler(context);
  }); // the part of a request that CloudAdapter reads: body, headers and method
  const { status, body: said } = answer.recorded();
  if (status < 400 || (isInside && status === 412)) return end(res, status, said); // 412: a token of the client's is worth nothing (teams-platform §11.2)
  if (!isInside) door.log.warn({ status }, 'activity refused at the door');
  end(res, isInside ? 500 : status === 400 ? 400 : 401);
}

type Recorded = { status: number; body: unknown };

/** Takes what the SDK would have sent, so that it can be looked at first. */
function recorder(res: Response) {
  const recorded: Recorded = { status: 200, body: undefined };
  const response = {
    socket: res.socket,
    status: (status: number) => { recorded.status = status; return response; },
    header: () => response,
    send: (body: unknown) => { recorded.body = body; return response; },
    end: () => response,
  };
  return { response: response as unknown as BotResponse, recorded: () => recorded }; // the part of a response that CloudAdapter uses
}

function end(res: Response, status: number, body?: unknown): void {
  if (body === undefined) res.send(status);
  else res.send(status, body);
}
