/** From the start of a process to its first answered activity, by turns, so that a slow moment of the machine meets all. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../bot/local/freePort.ts';
import { median } from '../arithmetic.ts';
import type { Launch } from '../child.ts';
import { ended, launch, message } from '../child.ts';
import type { Connector } from '../connector.ts';
import { openConnector } from '../connector.ts';
import { drive } from '../load.ts';
import type { Asked, Part } from '../part.ts';
import type { Table } from '../report.ts';
import { against, number, whole } from '../report.ts';
import { says } from '../speakers.ts';
import { directoryOf } from '../world.ts';

const ENLACE = 'Enlace';
const CACHED_ECHO = 'echo bot, with the compile cache that Enlace has';

const STARTS = { full: 9, quick: 2 } as const;
const TARGET = 1.3;
const COUNTER = pathToFileURL('bench/modules.ts').href;
/** Packages that a start does not need (issue E): how many modules of each were loaded all the same. */
const NEEDLESS = ['@microsoft/recognizers', '@azure/cosmos', '@opentelemetry', 'adaptive-expressions'] as const;

export const start: Part = { name: 'start', run: measure };

type Program = { readonly name: string; readonly script: string; readonly options: (port: number) => Launch };
type Stage = { readonly connector: Connector; readonly port: number };

async function measure({ scale, folder, log }: Asked): Promise<readonly Table[]> {
  const stage: Stage = { connector: await openConnector(), port: await freePort() };
  const programs = await programsOf(folder);
  const times = new Map(programs.map(({ name }) => [name, [] as number[]]));
  for (const program of programs) await first(program, stage); // fills the caches, of the disk and of compiled code
  for (let count = 1; count <= STARTS[scale]; count++) {
    log(`start ${count} of ${STARTS[scale]}`);
    for (const program of programs) times.get(program.name)?.push((await first(program, stage)).milliseconds);
  }
  const modules = new Map<string, readonly string[]>();
  for (const program of programs) modules.set(program.name, (await first(program, stage, true)).modules);
  stage.connector.close();
  return [startTable(times, modules, STARTS[scale])];
}

async function programsOf(folder: string): Promise<readonly Program[]> {
  const directory = join(folder, 'start.json');
  await writeFile(directory, directoryOf({ companies: 1 }));
  return [
    { name: 'echo bot', script: 'bench/echo.ts', options: (port) => ({ args: [String(port)] }) },
    { name: CACHED_ECHO, script: 'bench/echo.ts', options: (port) => ({ args: [String(port)], env: { NODE_COMPILE_CACHE: join(folder, 'compiled') } }) },
    { name: ENLACE, script: 'bot/main.js', options: (port) => ({ env: { PORT: String(port), DIRECTORY_FILE: directory, DATA_DIR: join(folder, 'start'), LOG_LEVEL: 'silent' } }) },
  ];
}

async function first({ script, options }: Program, { connector, port }: Stage, isCounted = false): Promise<{ readonly milliseconds: number; readonly modules: readonly string[] }> {
  const begun = performance.now();
  const child = launch(script, { ...options(port), ...(isCounted ? { node: ['--import', COUNTER] } : {}) });
  try {
    while (!await isAnswered(port, connector)) {
      if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}`);
      await pause(2);
    }
    const milliseconds = performance.now() - begun;
    if (!isCounted) return { milliseconds, modules: [] };
    child.send('modules');
    return { milliseconds, modules: await modulesOf(child) };
  } finally {
    await ended(child);
  }
}

const isAnswered = async (port: number, { url }: Connector): Promise<boolean> => await drive(port, [says(url)], 1).then(() => true, () => false);

/** An echo bot says its port and its memory too. */
async function modulesOf(child: ReturnType<typeof launch>): Promise<readonly string[]> {
  for (;;) {
    const { modules } = await message<{ readonly modules?: readonly string[] }>(child);
    if (modules) return modules;
  }
}

function startTable(times: ReadonlyMap<string, readonly number[]>, modules: ReadonlyMap<string, readonly string[]>, starts: number): Table {
  const echo = median(times.get('echo bot') ?? []);
  return {
    title: 'Cold start to the first answered activity',
    head: ['', 'ms', '× echo', 'modules loaded', ...NEEDLESS.map((name) => `of ${name}`)],
    rows: [...times].map(([name, taken]) => {
      const loaded = modules.get(name) ?? [];
      const ratio = median(taken) / echo;
      return [
        name, whole(median(taken)), name === ENLACE ? against(ratio, { most: TARGET }) : number(ratio), whole(loaded.length),
        ...NEEDLESS.map((needless) => whole(loaded.filter((url) => url.includes(`/node_modules/${needless}`)).length)),
      ];
    }),
    note: `Medians of ${starts} starts of each, by turns. Modules are counted in a start of their own. Only Enlace and the second echo bot have the compile cache of Node: `
      + `beside that one, Enlace takes ${number(median(times.get(ENLACE) ?? []) / median(times.get(CACHED_ECHO) ?? []))} times as long.`,
  };
}
