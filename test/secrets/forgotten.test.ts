/** Everybody of a whole story is forgotten, one after the other: nothing of them is stored any more, the audit log is whole, and `/privacy` has nothing to tell. */

import { describe, expect, it } from '@jest/globals';
import { personSchema } from '../../src/app/documents.ts';
import { homeOf } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import { keptOf } from '../../src/app/privacy.ts';
import { checkStore } from '../../src/check/checkStore.ts';
import { forget } from '../../src/forget/forget.ts';
import type { Asked } from '../../src/forget/somebody.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import { userLine, userSchema } from '../../src/tasks/userDoc.ts';
import type { Story } from '../e2e/support.ts';
import { adatum, contoso } from '../e2e/walk.ts';
import { filled } from '../e2e/orders.ts';
import { wanda } from '../e2e/world.ts';
import { tell } from './story.ts';

const everything = async ({ app }: Story) => (await Array.fromAsync(app.deps.store.everything())).flat();
const forgets = async ({ app: { deps } }: Story, asked: Asked) => await forget(deps, asked, { home: deps.directory.operatorTenant });

/** As if each had been removed by somebody who manages users; the last Global admin cannot be (INV-63). */
async function dismissAll(story: Story): Promise<void> {
  for (const { partition, id, kind, body } of (await everything(story)).filter((one) => one.kind === 'user')) {
    const user = userSchema.parse(body);
    const lines = lineWrites({ partition, key: id, before: userLine(user), after: undefined });
    await story.app.deps.store.commit([{ op: 'upsert', doc: { partition, id, kind, body: { ...user, state: 'Removed' } } }, ...lines]);
  }
}

async function toldAndDismissed(): Promise<Story> {
  const { story } = await tell();
  await story.passes(1); // the log is linked
  await dismissAll(story);
  return story;
}

const nothing = { person: undefined, user: undefined, proof: undefined, isWaiting: false, log: { done: [], span: undefined, byOthers: 0 } };

describe('forgetting everybody of a story', () => {
  it('WF-37 leaves no name, no address and no id of theirs anywhere, nothing for /privacy, and a log whose chain holds', async () => {
    const story = await toldAndDismissed();
    const { deps } = story.app;
    const met = (await everything(story)).filter(({ kind }) => kind === 'person').map(({ body }) => personSchema.parse(body));
    expect(met.map(({ id }) => id)).toEqual(expect.arrayContaining(['carmen', 'diego', 'gala', 'iker', 'ines', 'olivia', 'rosa']));
    // Wanda has only been on the customer's page.
    const people = [...met, { tenant: tenantId.parse(wanda.tenant), id: personId.parse(wanda.id), name: wanda.name }];
    for (const { tenant, id } of people) {
      expect(await keptOf(deps, { tenant, id })).not.toMatchObject(nothing);
      expect(await forgets(story, { tenant, person: id })).toMatchObject({ kind: 'done', left: [] });
      expect(await keptOf(deps, { tenant, id })).toMatchObject(nothing);
    }
    const left = (await everything(story)).map(({ partition, id, sort, body }) => JSON.stringify([partition, id, sort, body]));
    for (const { id, name } of people) expect(left.filter((text) => text.includes(name) || text.includes(`${id}@`) || text.includes(`"${id}"`) || text.includes(`:${id}"`))).toEqual([]);
    expect(left.filter((text) => /Figueras|Wanda|rosa@/.test(text))).toEqual([]); // names in two parts, and an address of another company's
    await story.passes(1);
    expect((await checkStore(deps.store)).findings.filter(({ rule }) => rule === 'WF-37')).toEqual([]);
    expect(await everything(story)).toEqual(expect.arrayContaining([expect.objectContaining({ partition: homeOf(deps.directory.operatorTenant), kind: 'audit', body: expect.objectContaining({ event: 'forgotten' }) })]));
  });

  it('INV-13 leaves nothing of those who are in no directory either: primary contacts, and who signed for a new customer', async () => {
    const story = await toldAndDismissed();
    const contacts = [adatum.contact.contactEmail, filled.email, 'rosa@gmail.com'];
    expect(JSON.stringify(await everything(story))).toContain(contacts[0]);
    for (const email of contacts) expect(await forgets(story, { email })).toMatchObject({ kind: 'done', left: [] });
    expect(JSON.stringify(await everything(story))).not.toMatch(new RegExp([...contacts, 'Arana', 'Serra'].join('|').replaceAll('.', '\\.'), 'i'));
    expect(JSON.stringify(await everything(story))).toContain(contoso.who.name); // of nobody else
  });
});
