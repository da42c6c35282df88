/** Connections to the channel: once some people have been answered, everybody else is answered over the ones that are open. */

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Story } from './support.ts';
import { faults, openStory } from './support.ts';
import type { Company } from './walk.ts';
import { adatum, channel, confirms, contoso, enrolmentIn, reviewers, walk } from './walk.ts';
import { iker } from './world.ts';

type Request = { readonly socket: Socket; readonly server: Server };
let requests: Request[];
// Node publishes an object of this form for each request that a server of this process takes.
const listen = (request: unknown): void => { requests.push(request as Request); };
beforeEach(() => {
  requests = [];
  subscribe('http.server.request.start', listen);
});
afterEach(() => { unsubscribe('http.server.request.start', listen); });

/** The connections over which the bot has spoken to Teams. */
function toTeams(story: Story): { readonly taken: number; readonly sockets: ReadonlySet<Socket> } {
  const ours = requests.filter(({ socket: { localPort } }) => `http://127.0.0.1:${localPort}` !== story.url);
  for (const { server } of ours) server.keepAliveTimeout = 60_000; // this machine may be slow, and Teams is more patient too
  return { taken: ours.length, sockets: new Set(ours.map(({ socket }) => socket)) };
}

/** From the first hello to the approval: messages, review cards, and updates of both. */
async function enrols(story: Story, company: Company): Promise<void> {
  const admin = await reviewers(story);
  await walk(story, company, 'EmailVerificationPending');
  await confirms(story, company);
  admin.looks();
  await admin.presses('enrolment.approve');
  await story.settle();
}

it('200 turns and some updated cards open no connection after the first ones', async () => {
  const story = await openStory();
  await enrols(story, contoso);
  const before = toTeams(story);
  const updates = (): number => story.teams.inConversation(channel.conversation).reduce((sum, message) => sum + message.updates, 0);
  const updated = updates();

  const desk = story.desk(iker);
  for (let turn = 1; turn <= 200; turn++) await desk.says('hola');
  await enrols(story, adatum);

  const after = toTeams(story);
  expect((await enrolmentIn(story, adatum)).state).toBe('Qualified');
  expect(after.taken - before.taken).toBeGreaterThan(200);
  expect(updates()).toBeGreaterThan(updated);
  expect([...after.sockets].filter((socket) => !before.sockets.has(socket))).toEqual([]);
  expect(before.sockets.size).toBeLessThanOrEqual(4);
  expect(faults(story)).toEqual([]);
});
