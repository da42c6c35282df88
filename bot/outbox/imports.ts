/** Does the rows of an imported file, some at a time, and draws the card that shows how far it is. Each row is a command of its own, so a chunk that is delivered twice changes nothing. */

import { importOf, keepResults, rowsOfImport } from '../../src/app/imports.ts';
import type { GoodRow, RowResult } from '../../src/app/imports.ts';
import { personActor } from '../../src/app/people.ts';
import { perform } from '../../src/app/perform.ts';
import { refuse } from '../../src/core/errors.ts';
import { CHUNK, importNeeds } from '../../src/tasks/importJob.ts';
import type { ImportJob } from '../../src/tasks/importJob.ts';
import { kinds } from '../import/kinds.ts';
import { progressCard } from '../import/screens.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import { isDeleted } from './refused.ts';
import type { Sender, SenderDeps } from './sender.ts';
import { done, keyOf } from './sender.ts';

export const importChunk: Sender<'importChunk'> = async ({ deps }, { job, from }, row) => {
  const { tenant, correlation } = row.body;
  const doc = await importOf(deps, tenant, job);
  if (doc?.state !== 'Running' || doc.done !== from) return done(); // stopped, or done by an earlier delivery
  const rows = (await rowsOfImport(deps, doc))?.good.slice(from, from + CHUNK);
  if (!rows || rows.length === 0) return { kind: 'never', reason: `The rows of ${job} are not kept any more` };
  const results = await resultsOf({ deps, doc, from, rows, row });
  await keepResults(deps, doc, { from, results });
  const failed = results.filter((result) => 'error' in result).length;
  const performed = await perform(deps, {
    task: 'importJob', event: 'advance', tenant, target: job, input: { from: String(from), to: String(from + rows.length), failed: String(failed) },
    commandId: keyOf(row), actor: { kind: 'system', part: 'outbox' }, correlation,
  });
  if (performed.kind === 'refused' && performed.error.code === 'GEN-03') throw new Error(`${job} changed while its rows were done`);
  return done();
};

type Chunk = { readonly deps: SenderDeps['deps']; readonly doc: ImportJob; readonly from: number; readonly rows: readonly GoodRow[]; readonly row: OutboxRow };

/** In the name of whoever confirmed, with the roles that they have by now (INV-57). */
async function resultsOf({ deps, doc, from, rows, row: { body: { correlation } } }: Chunk): Promise<readonly RowResult[]> {
  const actor = doc.by && await personActor(deps, { tenant: doc.tenant, ...doc.by });
  const results: RowResult[] = [];
  for (const [index, row] of rows.entries()) {
    results.push(actor ? await kinds[doc.kind].deed({ deps, actor, job: doc.id, number: from + index, row, correlation }) : { error: refuse('GEN-01', { who: importNeeds[doc.kind] }).error });
  }
  return results;
}

export const importShow: Sender<'importShow'> = async ({ deps, post }, { job }, row) => {
  const doc = await importOf(deps, row.body.tenant, job);
  if (!doc) return done();
  await draw(post, doc);
  // The end may have come, and been drawn, while this was on its way: it must not be drawn over.
  const now = await importOf(deps, row.body.tenant, job);
  if (now && now.rev !== doc.rev && now.state !== 'Running') await draw(post, now);
  return done();
};

async function draw(post: SenderDeps['post'], { card, by, ...doc }: ImportJob): Promise<void> {
  if (!card || !by) return;
  try {
    await post.update(card.address, card.activity, progressCard(by.language, doc));
  } catch (error) {
    if (!isDeleted(error)) throw error;
  }
}
