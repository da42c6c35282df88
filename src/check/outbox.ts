/** What leaves: every row can be delivered, none waits for ever, and what was given up is where staff can see it. What has to become of a row is owed.ts. */

import { z } from 'zod';
import { DEAD_EVERYWHERE, DEAD_HERE } from '../app/deadRows.ts';
import { DAY, plus } from '../core/time.ts';
import { outgoingSchemas } from '../tasks/outgoing.ts';
import type { Check, Seen, Whole } from './check.ts';
import { seen } from './check.ts';
import { keyOf } from './inventory.ts';
import type { Row } from './waiting.ts';
import { isDead } from './waiting.ts';

const eachRow = (judge: (row: Row, whole: Whole) => string | undefined): Check['find'] => (whole) => whole.waiting.rows.flatMap((row) => seen(row.stored, judge(row, whole)));

function unreadable({ doc: { kind, payload } }: Row): string | undefined {
  const schema = Object.entries(outgoingSchemas).find(([name]) => name === kind)?.[1];
  if (!schema) return `nobody delivers a "${kind}"`;
  return schema.safeParse(payload).success ? undefined : `this is no ${kind}`;
}

/** [DESIGN] deliveries are given up after about a day (bot/outbox/pump.ts); what was never looked at for so long has no pump. */
const overdue = ({ stored: { due } }: Row, { now }: Whole): string | undefined => {
  if (!due) return 'it has no time, so nobody will deliver it';
  return plus(due, DAY) < now ? `it is due since ${due}: does the bot run?` : undefined;
};

const lineSchema = z.object({ partition: z.string(), id: z.string(), kind: z.string() });

/** Both ways: staff finds every row that was given up, and finds no other. A row that is taken up again leaves the operator's list a moment later. */
function listedDead({ inventory }: Whole): readonly Seen[] {
  const linesOf = (list: string) => inventory.kind('line').filter((line) => line.list === list).map((stored) => ({ stored, row: lineSchema.parse(stored.body) })).filter(({ row }) => row.kind !== ''); // of one that cannot be read, `unread` tells
  const [here, everywhere] = [linesOf(DEAD_HERE), linesOf(DEAD_EVERYWHERE)];
  const known = [here, everywhere].map((lines) => new Set(lines.map(({ row }) => keyOf(row))));
  const dead = inventory.kind('outbox').filter(isDead);
  const deadKeys = new Set(dead.map(keyOf));
  return [
    ...dead.filter((row) => known.some((keys) => !keys.has(keyOf(row)))).flatMap((row) => seen(row, 'it was given up, and staff does not see it in /outbox')),
    ...here.filter(({ row }) => !deadKeys.has(keyOf(row))).flatMap(({ stored }) => seen(stored, '/outbox shows a row that was not given up')),
    ...everywhere.filter(({ row }) => !inventory.at(row)).flatMap(({ stored }) => seen(stored, '/outbox shows a row that is not there')),
  ];
}

export const outboxChecks: readonly Check[] = [
  { rule: 'outbox', about: 'what is owed can be delivered', find: eachRow(unreadable) },
  { rule: 'outbox', about: 'nothing has been due for more than a day', find: eachRow(overdue) },
  { rule: 'outbox', about: 'what was given up is in /outbox', find: listedDead },
];
