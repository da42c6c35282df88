/** Anything, sent to every door and put into every file and text, many times: the properties are those of test/fuzz, where `npm test` runs each some hundred times. */

import { readFile } from 'node:fs/promises';
import { commands } from '../bot/commands/table.ts';
import { views } from '../bot/views.ts';
import { isTaskKind, readVerb, tasks } from '../src/tasks/catalog.ts';
import type { Sender, Target } from '../test/fuzz/door.ts';
import { NOWHERE, activities, bodies, clicks, commandLines, forms } from '../test/fuzz/door.ts';
import { csvFiles, directoryFiles } from '../test/fuzz/files.ts';
import type { Runs } from '../test/fuzz/odd.ts';
import { cards, exports, mails, markup, pages, recipients } from '../test/fuzz/rendered.ts';
import type { Bots } from './bots.ts';
import { openBots } from './bots.ts';
import { companyOf, directoryOf, olivia } from './cast.ts';
import { enrols } from './life.ts';
import type { Asked, Part, Row } from './part.ts';
import { messageOf } from './part.ts';
import { opensChannel, sceneOf } from './stage.ts';
import { trades } from './trade.ts';

const RUNS = { full: 5_000, short: 10 } as const;

export const fuzz: Part = { name: 'fuzz', about: 'Activities, cards, commands, forms and files that nobody would write', run: async (asked) => [...await ofTexts(asked), ...await ofDoors(asked)] };

const runsOf = ({ seed, scale, rounds }: Asked): Runs => ({ seed, numRuns: rounds ?? RUNS[scale] });

/** A property stops at its first failure, which says how to see it again. */
async function row({ log, ...asked }: Asked, what: string, property: (runs: Runs) => Promise<void> | void): Promise<Row> {
  log(`fuzz: ${what}`);
  const runs = runsOf({ log, ...asked });
  try {
    await property(runs);
    return { what, tries: runs.numRuns, failures: [] };
  } catch (error) {
    return { what, tries: runs.numRuns, failures: [messageOf(error)] };
  }
}

const local = async (name: string): Promise<string> => await readFile(new URL(`../bot/local/${name}`, import.meta.url), 'utf8');

async function ofTexts(asked: Asked): Promise<readonly Row[]> {
  const lists = { offers: await local('offers.csv'), providers: await local('providers.csv') };
  const world = await local('world.yaml');
  return [
    await row(asked, 'hostile text on cards', cards), await row(asked, 'hostile text on pages', pages), await row(asked, 'hostile text in markup', markup), await row(asked, 'hostile text in mails', mails),
    await row(asked, 'addresses of mails', recipients), await row(asked, 'exported files', exports),
    await row(asked, 'files of rows', (runs) => csvFiles(lists, runs)), await row(asked, 'directory files', (runs) => directoryFiles(world, { ...runs, numRuns: Math.ceil(runs.numRuns / 10) })),
  ];
}

/** A company with everything in it, two people who may do much, a programme admin, and somebody whom nobody gave a role. */
async function ofDoors(asked: Asked): Promise<readonly Row[]> {
  const company = companyOf(0);
  const bots = await openBots({ directory: directoryOf(1) });
  try {
    const scene = sceneOf(bots, company, await opensChannel(bots));
    await enrols(scene);
    await trades(scene);
    await bots.settle();
    const target = await targetOf(bots);
    const nobody: Sender = { tenant: company.tenant, id: 'nobody', mayWrite: false };
    const mighty = [company.admin, company.seller, olivia].map(({ tenant, id }): Sender => ({ tenant, id, mayWrite: true }));
    const rows = [
      await row(asked, 'activities', async (runs) => await activities(target, nobody, runs)), await row(asked, 'bodies', async (runs) => await bodies(target, runs)), await row(asked, 'pages and forms', async (runs) => await forms(target, runs)),
    ];
    for (const sender of [nobody, ...mighty]) {
      rows.push(await row(asked, `buttons pressed by ${sender.id}`, async (runs) => await clicks(target, sender, runs)), await row(asked, `commands of ${sender.id}`, async (runs) => await commandLines(target, sender, runs)));
    }
    await bots.settle();
    return rows;
  } finally {
    await bots.close();
  }
}

async function targetOf(bots: Bots): Promise<Target> {
  const { app: { deps: { store } }, url } = bots.first;
  let written: string[] = [];
  let known = 0;
  const { commit } = store;
  Object.assign(store, { // the store of this instance, which all of its parts hold
    commit: async (writes: Parameters<typeof commit>[0]) => {
      written.push(...writes.map((write) => (write.op === 'delete' ? `deleted ${write.ref.id}` : `${write.doc.kind} ${write.doc.id}`)));
      return await commit(writes);
    },
  });
  const there = new Set((await bots.content()).filter(({ kind }) => isTaskKind(kind)).flatMap(({ id, body }) => [id.split(':').at(-1) ?? '', String(body['id'] ?? '')]));
  const verbs = [...Object.keys(views), ...Object.keys(tasks).filter(isTaskKind).flatMap((task) => Object.keys(tasks[task].events).map((event) => `${task}.${event}`)).filter((verb) => readVerb(verb))];
  const named = Object.values(companyOf(0)).filter((one): one is string => typeof one === 'string');
  return {
    url, serviceUrl: NOWHERE, verbs, commands: commands.flatMap(({ name, spanish, aliases }) => [name, ...spanish, ...aliases]), ids: [...there, ...named, 'M365-BASIC'],
    faults: () => {
      const since = bots.faults.slice(known);
      known = bots.faults.length;
      return since;
    },
    written: () => {
      const since = written;
      written = [];
      return since;
    },
  };
}
