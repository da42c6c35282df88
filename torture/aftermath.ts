/** After the last crash: everything answered is in the store once, nothing is owed any more, and nothing was sent twice that a crash does not explain. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { auditSchema } from '../src/app/documents.ts';
import type { AuditEntry } from '../src/app/documents.ts';
import type { Stored } from '../src/app/ports.ts';
import { checkStore } from '../src/check/checkStore.ts';
import { MINUTE, systemClock } from '../src/core/time.ts';
import { openStore } from '../src/store/open.ts';
import type { Deed } from './hand.ts';
import type { Line } from './line.ts';
import type { Tally } from './part.ts';
import type { Postbox } from './postbox.ts';
import type { Watch } from './posted.ts';
import type { Victim } from './victim.ts';

type Remains = {
  readonly folder: string; readonly watch: Watch; readonly line: Line; readonly victim: Victim; readonly postbox: Postbox;
  readonly tally: Tally; readonly record: readonly Deed[];
};

export async function afterwards(remains: Remains): Promise<void> {
  const store = await openStore({ kind: 'sqlite', directory: remains.folder }, systemClock);
  try {
    const all = async (): Promise<readonly Stored[]> => (await Array.fromAsync(store.everything())).flat();
    await drained(remains.tally, all);
    remains.victim.dies(); // what is looked at must not change meanwhile
    await remains.victim.isGone();
    await remainsWhole(remains, await all());
    const { documents, findings } = await checkStore(store);
    remains.tally.passed('documents that check-store looks at', documents - findings.length);
    for (const { rule, where, what } of findings) remains.tally.tried('documents that check-store looks at', `${rule}: ${where.id} in ${where.partition}: ${what}`);
  } finally {
    await store.close();
  }
}

/** Rows for people whom nobody can reach wait for as long as that lasts; all others are delivered, and the audit log is linked. */
const isOwed = ({ kind, list, due }: Stored): boolean => (kind === 'outbox' && list === undefined) || (kind === 'audit' && due !== undefined);

async function drained(tally: Tally, all: () => Promise<readonly Stored[]>): Promise<void> {
  for (const giveUp = performance.now() + 2 * MINUTE; performance.now() < giveUp; await pause(500)) {
    if (!(await all()).some(isOwed)) break;
  }
  const rows = (await all()).filter(({ kind }) => kind === 'outbox');
  for (const row of rows) tally.tried('rows left in the outbox', row.list === 'waiting' ? undefined : `${row.id} ${row.list ?? 'not delivered'}: ${String(row.body['lastError'])}`);
  if (rows.length === 0) tally.tried('rows left in the outbox');
}

async function remainsWhole(remains: Remains, documents: readonly Stored[]): Promise<void> {
  const { tally, line, folder } = remains;
  deedsAreThere(remains, documents);
  sentOnce(remains);
  const { answered, repeated, faults } = line.told;
  tally.passed('requests answered without a fault', answered - faults.length);
  for (const fault of faults) tally.tried('requests answered without a fault', fault);
  tally.passed('requests cut off by a crash, and answered when repeated', repeated);
  const lines = (await readFile(join(folder, 'bot.log'), 'utf8')).split('\n').filter((text) => text.startsWith('{'));
  for (const text of lines.filter((one) => /"level":(?:50|60)/.test(one))) tally.tried('errors in the log', text.slice(0, 400));
  tally.tried('errors in the log');
}

function deedsAreThere({ record, tally }: Remains, documents: readonly Stored[]): void {
  // A copy in the log of one's own company has the id of the entry.
  const entries = new Map(documents.filter(({ kind }) => kind === 'audit').map(({ id, body }) => [id, auditSchema.parse(body)]));
  const written = Map.groupBy([...entries.values()].filter(isDeed), nameOf);
  for (const [name, deeds] of Map.groupBy(record, ({ person, deed }) => `${person} ${deed}`)) {
    const found = written.get(name)?.length ?? 0;
    if (found === deeds.length) tally.passed('answered commands that are in the store once', found);
    else tally.tried('answered commands that are in the store once', `${name}: answered ${deeds.length} times, stored ${found} times`);
  }
}

const isDeed = ({ actor, outcome }: AuditEntry): boolean => actor.kind === 'person' && outcome === 'done';
const nameOf = ({ actor, task, event }: AuditEntry): string => `${actor.id} ${task}.${event}`;

/** What the bot says on its own account, in one conversation, in the same words, is one notice. */
function sentOnce({ watch, victim, postbox, tally }: Remains): void {
  const what = 'cards and notices sent once, or again after a crash that swallowed the answer';
  for (const [, times] of Map.groupBy(watch.own(), (one) => one.key)) {
    times.forEach(({ at, key }, index) => {
      const earlier = times[index - 1];
      const isExplained = !earlier || victim.deaths().some((death) => death > earlier.at - 1 && death < at);
      tally.tried(what, isExplained ? undefined : `twice without a crash: ${key.slice(0, 200)}`);
    });
    tally.passed('of these, a second time', times.length - 1);
  }
  for (const [, count] of postbox.sent) tally.tried('mails sent', count <= 1 + victim.deaths().length ? undefined : 'more often than there were crashes');
}
