/** What a turn asks of Cosmos DB, counted on the wire. What the store makes of its own calls is in test/store. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { resellers } from '../../bench/seed.ts';
import { homeOf } from '../../src/app/homes.ts';
import type { Write } from '../../src/app/ports.ts';
import { tenantId } from '../../src/core/ids.ts';
import type { CosmosServer } from '../store/supportCosmos.ts';
import { startCosmos } from '../store/supportCosmos.ts';
import { partnersNow } from './drafts.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { approved, contoso, enrolmentIn, reviewers, walk } from './walk.ts';
import { iker } from './world.ts';

let server: CosmosServer;
beforeAll(async () => { server = await startCosmos(); });
afterAll(async () => await server.close());

let stories = 0;
const opened = async (): Promise<Story> => await openStory({ store: { kind: 'cosmos', endpoint: server.endpoint, key: server.key, database: `counted-${++stories}` } });

/** Of the turn itself: what is owed afterwards is asked for after its batch. */
async function asked(turn: () => Promise<unknown>): Promise<readonly string[]> {
  server.requests();
  await turn();
  const all = server.requests();
  return all.slice(0, all.indexOf('batch') + 1);
}

describe('a turn on Cosmos DB', () => {
  it('that is a step of the enrolment is one read and one batch: who presses, their roles and the enrolment are of one home', async () => {
    const story = await opened();
    const desk = await walk(story, contoso, 'LegalProfile');
    server.requests();
    await desk.presses('enrolment.saveLegal', contoso.legal);
    expect(server.requests()).toEqual(['query', 'batch']);
    expect((await enrolmentIn(story, contoso)).state).toBe('PrimaryContact');
  });

  it('that decides on a review is one read and one batch: the case of the reviewers carries the enrolment beside who decides (INV-57), and what was sent is reserved (INV-09)', async () => {
    const story = await opened();
    const admin = await reviewers(story);
    await walk(story, contoso, 'UnderReview');
    await story.settle();
    admin.looks();
    expect(await asked(async () => await admin.presses('enrolment.approve'))).toEqual(['query', 'batch']);
    await story.settle();
    expect((await enrolmentIn(story, contoso)).state).toBe('Qualified');
  });

  it('that shows a page of a list is one read and one query: who asks, and the page', async () => {
    const story = await opened();
    const admin = await approved(story, contoso);
    const seller = story.desk(iker);
    await partnersNow(story, { admin, seller });
    await story.settle();
    server.requests();
    await seller.says('/revendedores');
    expect(seller.reads()).toContain('Contoso');
    expect(server.requests()).toEqual(['query', 'query']);
  });

  it.each([30, 600])('that shows a page of a list of %d is two reads and the batch that remembers where it goes on', async (length) => {
    const story = await opened();
    const seller = story.desk(iker);
    await seller.says('hola');
    const lines = [...resellers(length)].map((doc): Write => ({ op: 'upsert', doc: { ...doc, partition: homeOf(tenantId.parse('norte')) } }));
    for (let from = 0; from < lines.length; from += 100) await story.app.deps.store.commit(lines.slice(from, from + 100));
    server.requests();
    await seller.says('/revendedores');
    expect(seller.reads()).toContain('Reseller 0');
    expect(server.requests()).toEqual(['query', 'query', 'batch']);
  });
});
