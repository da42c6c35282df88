/** Some hundred runs of each property of door.ts, from a fixed seed; and the limits of a request. The torture has many more. */

import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { commands } from '../../bot/commands/table.ts';
import { views } from '../../bot/views.ts';
import { isTaskKind, readVerb, tasks } from '../../src/tasks/catalog.ts';
import { trading } from '../e2e/orders.ts';
import type { Story } from '../e2e/support.ts';
import { faults } from '../e2e/support.ts';
import { carmen, diego, iker, olivia } from '../e2e/world.ts';
import type { Sender, Target } from './door.ts';
import { NOWHERE, activities, bodies, clicks, commandLines, forms } from './door.ts';

const runs = { seed: 20_261_121, numRuns: 150 };
const verbs = [...Object.keys(views), ...Object.keys(tasks).filter(isTaskKind).flatMap((task) => Object.keys(tasks[task].events).map((event) => `${task}.${event}`)).filter((verb) => readVerb(verb))];
const names = commands.flatMap(({ name, spanish, aliases }) => [name, ...spanish, ...aliases]);

const employee: Sender = { tenant: 'contoso', id: diego.id, mayWrite: false };
const mighty: readonly Sender[] = [carmen, iker, olivia].map(({ tenant, id }) => ({ tenant, id, mayWrite: true }));

let story: Story;
let target: Target;
beforeEach(async () => {
  story = await trading({ environment: { PAGES_PER_ADDRESS: '100000', PAGES_PER_LINK: '100000' } });
  story.world.change(iker, { roles: { agent: 'adminAgent', admin: 'globalAdmin' } });
  target = targetOf(story);
});
afterEach(async () => await story.settle());

function targetOf({ url, trouble, ...rest }: Story): Target {
  let written: string[] = [];
  trouble.commit = (writes) => { written.push(...writes.map((write) => (write.op === 'delete' ? `deleted ${write.ref.id}` : `${write.doc.kind} ${write.doc.id}`))); };
  const ids = ['tailwind', 'contoso', 'norte', 'carmen', 'iker', 'ORD-0000-0001', 'SUB-7K3F-9QXD', 'M365-BASIC', '4567890', 'REQ-0000-0001'];
  return {
    url, serviceUrl: NOWHERE, commands: names, verbs, ids, faults: () => faults(rest),
    written: () => {
      const since = written;
      written = [];
      return since;
    },
  };
}

describe('whatever is sent', () => {
  it('activities with anything in their fields', async () => await activities(target, employee, runs));
  it('bodies that are no activities', async () => await bodies(target, runs));
  it('INV-56 INV-57 buttons pressed by somebody without a role, with anything in their inputs', async () => await clicks(target, employee, { ...runs, numRuns: 300 }));
  it.each(mighty)('buttons pressed by $id, who may do much', async (sender) => await clicks(target, sender, runs));
  it('INV-57 commands of somebody without a role', async () => await commandLines(target, employee, runs));
  it.each(mighty)('commands of $id, who may do much', async (sender) => await commandLines(target, sender, { ...runs, numRuns: 60 }));
  it('INV-24 pages, with anything in address, form, cookies and headers', async () => await forms(target, runs));
});

describe('a request', () => {
  const json = { 'content-type': 'application/json' };
  it('that is larger than any activity is refused unread, as deep as it may be', async () => {
    const large = await fetch(`${story.url}/api/messages`, { method: 'POST', headers: json, body: JSON.stringify({ type: 'message', text: 'x'.repeat(600_000) }) });
    const deep = await fetch(`${story.url}/api/messages`, { method: 'POST', headers: json, body: `${'['.repeat(200_000)}${']'.repeat(200_000)}` });
    const deepInside = await fetch(`${story.url}/api/messages`, { method: 'POST', headers: json, body: `{"type":"message","value":${'{"a":'.repeat(60_000)}1${'}'.repeat(60_000)}}` });
    expect([large.status, deep.status < 500, deepInside.status < 500]).toEqual([413, true, true]);
    expect(target.faults()).toEqual([]);
  });

  it('that is no HTTP ends its own connection, and no other', async () => {
    const { port } = new URL(story.url);
    for (const bytes of ['\u0000\u0001\u0002', 'GET / HTTP/9.9\r\n\r\n', 'POST /api/messages HTTP/1.1\r\ncontent-length: -1\r\n\r\n', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`, `GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`]) {
      const socket = connect(Number(port), '127.0.0.1');
      socket.end(bytes);
      socket.resume();
      await once(socket, 'close');
    }
    expect((await fetch(`${story.url}/healthz`)).status).toBe(200);
  });
});
