/** What is left of many turns: memory after a collection, and new sockets to the connector. */

import type { Measured } from '../child.ts';
import type { Connector } from '../connector.ts';
import { openConnector } from '../connector.ts';
import type { Speaker } from '../load.ts';
import { drive } from '../load.ts';
import type { Asked, Part } from '../part.ts';
import type { Table } from '../report.ts';
import { against, megabytes, number, whole } from '../report.ts';
import { seedEnrolments } from '../seed.ts';
import type { Told } from '../self.ts';
import { fillsIn, says } from '../speakers.ts';
import { openEcho, openEnlace } from '../stage.ts';

const SPEAKERS = 8;
const sizes = { full: { few: 1_000, many: 100_000, said: 2_000 }, quick: { few: 200, many: 1_000, said: 80 } } as const;
type Sizes = (typeof sizes)[Asked['scale']];

/** Of what it was after the first thousand (issue E). */
const GROWTH = 1.1;

/** Of an instance in production (deploy/modules/app.bicep). */
export const CONTAINER_MB = 1024;

/**
 * The heap that V8 gives itself in a container: half of its memory for the old generation, a thirty-second of that for each half of the
 * young one. On a machine with more memory it gives itself more, and then collects more rarely.
 */
export const heapIn = (memory: number): readonly string[] => [`--max-old-space-size=${memory / 2}`, `--max-semi-space-size=${memory / 64}`];

export const memory: Part = { name: 'memory', run: measure };

type Bot = {
  readonly name: string;
  readonly bot: Measured;
  readonly connector: Connector;
  readonly speakers: readonly Speaker[];
  /** What the target is for. */
  readonly isDeployed: boolean;
};
/** `bare`: after a collection that gives everything back; V8 begins anew with it, so it comes last. */
type Grown = Pick<Bot, 'name' | 'isDeployed'> & { readonly idle: Told; readonly few: Told; readonly many: Told; readonly bare: Told; readonly sockets: number; readonly later: number };

async function measure({ scale, folder, log }: Asked): Promise<readonly Table[]> {
  const size = sizes[scale];
  const bots = [await echo(), await enrolling(folder, 'enrolment step'), await enrolling(folder, 'enrolment step, in the container', heapIn(CONTAINER_MB))];
  try {
    const grown = await Promise.all(bots.map(async (bot) => await grows(bot, size, log))); // memory does not mind that all run at once
    return [heapTable(grown, size), residentTable(grown, size), socketTable(grown, size)];
  } finally {
    for (const { bot, connector } of bots) {
      await bot.end();
      connector.close();
    }
  }
}

const each = (speaker: (index: number) => Speaker): readonly Speaker[] => Array.from({ length: SPEAKERS }, (_unused, index) => speaker(index));

async function echo(): Promise<Bot> {
  const connector = await openConnector();
  return { name: 'echo bot', bot: await openEcho(), connector, speakers: each((index) => says(connector.url, index)), isDeployed: false };
}

async function enrolling(folder: string, name: string, node?: readonly string[]): Promise<Bot> {
  const connector = await openConnector();
  const fill = async (store: Parameters<typeof seedEnrolments>[0]): Promise<void> => await seedEnrolments(store, SPEAKERS);
  const bot = await openEnlace({ folder, population: { companies: SPEAKERS }, fill, ...(node ? { node } : {}) });
  return { name, bot, connector, speakers: each((index) => fillsIn(connector.url, index)), isDeployed: node !== undefined };
}

async function grows({ name, bot, connector, speakers, isDeployed }: Bot, { few, many, said }: Sizes, log: (line: string) => void): Promise<Grown> {
  const idle = await bot.ask('collect');
  await drive(bot.port, speakers, few);
  const first = await bot.ask('collect');
  await drive(bot.port, speakers, many - few);
  const last = await bot.ask('collect');
  const bare = await bot.ask('giveBack');
  log(`${name}: ${whole(many)} turns`);
  const talk = each((index) => says(connector.url, index)); // a click is answered in its own response: only what is said goes out
  await drive(bot.port, talk, said);
  const sockets = connector.sockets();
  await drive(bot.port, talk, said);
  return { name, isDeployed, idle, few: first, many: last, bare, sockets, later: connector.sockets() - sockets };
}

const heapTable = (grown: readonly Grown[], { few, many }: Sizes): Table => ({
  title: 'Memory: the heap',
  head: ['MB', 'at rest', `after ${whole(few)}`, `after ${whole(many)}`, 'grown ×'],
  rows: grown.map(({ name, idle, few: first, many: last }) => [
    name, ...[idle, first, last].map(({ heap }) => megabytes(heap)), against(last.heap / first.heap, { most: GROWTH }),
  ]),
  note: `${SPEAKERS} connections, SQLite; measured after a collection that is asked for.`,
});

const residentTable = (grown: readonly Grown[], { few, many }: Sizes): Table => ({
  title: 'Memory: RSS',
  head: ['MB', 'at rest', `after ${whole(few)}`, `after ${whole(many)}`, 'grown ×', 'and given back', '× at rest'],
  rows: grown.map(({ name, isDeployed, idle, few: first, many: last, bare }) => {
    const growth = last.rss / first.rss;
    return [
      name, ...[idle, first, last].map(({ rss }) => megabytes(rss)), isDeployed ? against(growth, { most: GROWTH }) : number(growth),
      megabytes(bare.rss), number(bare.rss / idle.rss),
    ];
  }),
  note: `In the container: with the heap that V8 gives itself in ${CONTAINER_MB / 1024} GiB (${heapIn(CONTAINER_MB).join(' ')}); the others have that of this machine. `
    + 'What RSS has grown by while the heap has not is kept by V8 for its next turns; it collects the more rarely, the larger its heap may be, so only the row of the container has a target. '
    + 'Given back: after a collection that also returns to the machine what V8 keeps for later.',
});

const socketTable = (grown: readonly Grown[], { said }: Sizes): Table => ({
  title: 'Sockets to the connector',
  head: ['', `opened in all before and in ${whole(said)} messages`, `new in the next ${whole(said)}`],
  rows: grown.map(({ name, sockets, later }) => [name.replace('enrolment step', 'Enlace, «hola»'), whole(sockets), name === 'echo bot' ? whole(later) : against(later, { most: 0 }, 0)]),
});
