/** How fast the outbox sends: notices through the real pump to a local connector, by one instance and by two over the same store. */

import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { ended, launch, message } from '../child.ts';
import { openConnector } from '../connector.ts';
import { fillFile } from '../fill.ts';
import { HOMES, notices } from '../notices.ts';
import type { Asked, Part } from '../part.ts';
import type { Table } from '../report.ts';
import { whole } from '../report.ts';
import { directoryOf } from '../world.ts';

const ROWS = { full: 3_000, quick: 100 } as const;
const ways = [
  { name: 'right after the commits that owe them, 1 instance', how: 'nudge', instances: 1 },
  { name: 'found by the sweep, 1 instance', how: 'sweep', instances: 1 },
  { name: 'found by the sweep, 2 instances', how: 'sweep', instances: 2 },
] as const;

export const outbox: Part = { name: 'outbox', run: measure };

async function measure(asked: Asked): Promise<readonly Table[]> {
  const rows: (readonly string[])[] = [];
  for (const way of ways) {
    const { seconds, posts } = await drained(asked, way);
    asked.log(way.name);
    rows.push([way.name, whole(ROWS[asked.scale] / seconds), whole(posts - ROWS[asked.scale])]);
  }
  return [{ title: 'The outbox, SQLite', head: ['', 'rows/s', 'sent twice'], rows, note: `${whole(ROWS[asked.scale])} notices in Teams, one to each person; the sweep is called again as soon as it ends, without its timer.` }];
}

async function drained({ folder, scale }: Asked, { how, instances: count }: (typeof ways)[number]): Promise<{ readonly seconds: number; readonly posts: number }> {
  const connector = await openConnector();
  const directory = await mkdtemp(join(folder, 'outbox-'));
  const world = join(directory, 'world.json');
  await writeFile(world, directoryOf({ companies: HOMES }));
  await fillFile(directory, notices(ROWS[scale], { serviceUrl: connector.url, isLeased: how === 'nudge' }));
  const env = { DATA_DIR: directory, DIRECTORY_FILE: world, LOG_LEVEL: 'silent', PORT: '0' };
  const instances: ChildProcess[] = [];
  try {
    for (let one = 0; one < count; one++) {
      const child = launch('bench/draining.ts', { env });
      instances.push(child);
      await message(child);
    }
    const begun = performance.now();
    await Promise.all(instances.map(async (child) => {
      child.send(how);
      await message(child);
    }));
    const seconds = (performance.now() - begun) / 1000;
    if (connector.taken() < ROWS[scale]) throw new Error(`Only ${connector.taken()} of ${ROWS[scale]} notices were sent`);
    return { seconds, posts: connector.taken() };
  } finally {
    for (const child of instances) await ended(child);
    connector.close();
  }
}
