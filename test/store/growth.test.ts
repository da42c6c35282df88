/** Growth: a store that the first release wrote (fixtures/first-release.sql) is read by this one, shown, and gone on with. Its people are those of test/e2e/world.ts. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from '@jest/globals';
import { personSchema } from '../../src/app/documents.ts';
import { personRef } from '../../src/app/homes.ts';
import { takeInventory } from '../../src/check/inventory.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import { HOUR, SECOND, systemClock } from '../../src/core/time.ts';
import { openStore } from '../../src/store/open.ts';
import type { Story } from '../e2e/support.ts';
import { faults, openStory } from '../e2e/support.ts';
import { adatum, channel, confirms, contoso, enrolmentIn } from '../e2e/walk.ts';
import { carmen, ines, lucia, olivia } from '../e2e/world.ts';

const FIRST = new URL('fixtures/first-release.sql', import.meta.url);

let folders: string[] = [];
afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
  folders = [];
});

/** A data directory as the first release left it. */
function firstRelease(): string {
  const directory = mkdtempSync(join(tmpdir(), 'enlace-growth-'));
  folders.push(directory);
  change(directory, (database) => database.exec(readFileSync(FIRST, 'utf8')));
  return directory;
}

function change(directory: string, work: (database: DatabaseSync) => unknown): void {
  const database = new DatabaseSync(join(directory, 'enlace.db'));
  work(database);
  database.close();
}

/** This release on it; Teams is where the test plays it, which whoever speaks first tells. */
async function upgraded(): Promise<Story> {
  const directory = firstRelease();
  const story = await openStory({ store: { kind: 'sqlite', directory } });
  story.clock.move(HOUR); // the upgrade
  await story.desk(carmen).says('/ayuda');
  const stored = await story.app.deps.store.read(personRef(tenantId.parse(carmen.tenant), personId.parse(carmen.id)));
  const { address } = personSchema.parse(stored?.body);
  change(directory, (database) => database.prepare("UPDATE documents SET body = replace(body, 'http://teams.example/', ?)").run(address?.serviceUrl ?? ''));
  return story;
}

describe('a store of the first release', () => {
  it('holds nothing that this one cannot read', async () => {
    const store = await openStore({ kind: 'sqlite', directory: firstRelease() }, systemClock);
    const { inventory, unread } = await takeInventory(store);
    await store.close();
    expect(unread).toEqual([]);
    expect(inventory.count).toBe(74);
    expect(inventory.tasks('enrolment').map(({ doc }) => [doc.tenant, doc.state]).toSorted()).toEqual([['adatum', 'EmailVerificationPending'], ['aventura', 'DetailsShort'], ['contoso', 'Active']]);
  });

  it('is shown: the company that enrolled then has its account, its users, its agreement, its log and its place for reviews', async () => {
    const story = await upgraded();
    const desk = story.desk(carmen);
    for (const [command, words] of [['/estado', 'Contoso Iberia'], ['/contrato', 'firmado'], ['/usuarios', 'Luis Gil'], ['/privacidad', 'Inscripción: enviada'], ['/quiensoy', 'Agente de administración']] as const) {
      await desk.says(command);
      expect([command, desk.reads()]).toEqual([command, expect.stringContaining(words)]);
    }
    await desk.says('/auditoría');
    expect(desk.reads()).toContain('Inscripción: enviada');
    expect(desk.reads()).not.toMatch(/enrolment\.|agreement\./); // what was written then has words still
    expect(faults(story)).toEqual([]);
  });

  it('is gone on with: what was owed is sent, the contact confirms, the place of then gets the review, and the company signs', async () => {
    const story = await upgraded();
    await story.passes(SECOND);
    await confirms(story, adatum);
    const reviewer = story.desk(olivia, channel);
    reviewer.looks();
    await reviewer.presses('enrolment.approve');
    await story.settle();
    const desk = story.desk(ines);
    desk.looks();
    await desk.presses('show.enrolment');
    await desk.presses('user.becomeAdminAgent');
    await desk.presses('show.agreement');
    await desk.presses('agreement.accept', { accept: 'true' });
    expect((await enrolmentIn(story, adatum)).state).toBe('Active');
    expect(faults(story)).toEqual([]);
  });

  it('is gone on with where a form had been left', async () => {
    const story = await upgraded();
    const desk = story.desk(lucia);
    await desk.says('/inscribir');
    await desk.presses('enrolment.enrolNow', { ...contoso.support, supportPhone: '81 8123 4567' });
    await story.settle();
    expect(await enrolmentIn(story, { who: lucia })).toMatchObject({ state: 'Qualified', mpn: { mpnId: '5203311' } });
    expect(faults(story)).toEqual([]);
  });
});
