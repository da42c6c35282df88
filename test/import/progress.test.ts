/** The card of an import as the outbox draws it: over the message that was confirmed, never an older state over a newer one, and no trouble for anybody when the message is gone. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { PostRefused } from '../../bot/outbox/refused.ts';
import { homeOf } from '../../src/app/homes.ts';
import { rowsOfImport } from '../../src/app/imports.ts';
import type { ImportJob } from '../../src/tasks/importJob.ts';
import { importDocumentId } from '../../src/tasks/importJob.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import type { Instance } from '../outbox/support.ts';
import { instanceOf } from '../outbox/support.ts';
import { eachWorld } from '../support/deps.ts';
import { importIn } from '../support/imports.ts';
import { cast, contoso } from '../support/world.ts';

const world = eachWorld();
let outbox: Instance;
beforeEach(() => { outbox = instanceOf(world()); });

const { id } = importIn('Running');
const keeps = async (doc: ImportJob): Promise<void> => {
  await world().deps.store.commit([{ op: 'upsert', doc: { partition: homeOf(contoso.id), id: importDocumentId(id), kind: 'importJob', body: doc } }]);
};
const shows = async () => await outbox.owes(contoso.id, outgoing('importShow', { job: id }));

describe('progress', () => {
  it('is drawn over the message of whoever confirmed, in their language', async () => {
    await keeps(importIn('Running', { by: { id: cast.salesAgent.id, language: 'es' } }));
    await shows();
    expect(outbox.said).toMatchObject([{ conversation: 'a:sal', over: 'card-1', text: expect.stringContaining('10 de 25 filas') }]);
  });

  it('the end that came while an earlier state was on its way is drawn once more', async () => {
    await keeps(importIn('Running'));
    let hasEnded = false;
    outbox.trouble = async () => {
      if (!hasEnded) await keeps(importIn('Done'));
      hasEnded = true;
    };
    await shows();
    expect(outbox.said.map(({ text }) => /\d+ of \d+ rows/.exec(text)?.[0])).toEqual(['10 of 25 rows', '25 of 25 rows']);
  });

  it('is not told when nobody knows where the card is, when the message was deleted, or when there is no such import', async () => {
    const row = await shows();
    const { card: _card, ...nowhere } = importIn('Running');
    await keeps(nowhere);
    await shows();
    expect(outbox.said).toEqual([]);
    await keeps(importIn('Running'));
    outbox.trouble = () => { throw new PostRefused(404, 'never', undefined); };
    await shows();
    expect(await world().deps.store.read(row)).toBeUndefined();
  });

  it('is tried again when the channel does not answer', async () => {
    await keeps(importIn('Running'));
    outbox.trouble = () => { throw new PostRefused(503, 'backoff', undefined); };
    expect(await world().deps.store.read(await shows())).toMatchObject({ kind: 'outbox' });
  });
});

describe('rows', () => {
  it('that are forgotten are given up, for operators to see; those of an import that was stopped are not done', async () => {
    await keeps(importIn('Running'));
    await expect(rowsOfImport(world().deps, importIn('Running'))).resolves.toBeUndefined();
    const row = await outbox.owes(contoso.id, outgoing('importChunk', { job: id, from: 10 }));
    expect(await world().deps.store.read(row)).toMatchObject({ body: { lastError: `The rows of ${id} are not kept any more` } });
    await keeps(importIn('Cancelled', { done: 10 }));
    const stopped = await outbox.owes(contoso.id, outgoing('importChunk', { job: id, from: 10 }), 'again');
    expect(await world().deps.store.read(stopped)).toBeUndefined();
  });
});
