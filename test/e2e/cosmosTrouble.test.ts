/** A whole story while Cosmos DB misbehaves: afterwards everything is as without it, and when it is away for longer, everybody hears so and nothing is lost or done twice. */

import { describe, expect, it } from '@jest/globals';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { homeOf } from '../../src/app/homes.ts';
import { LEASE } from '../../src/app/outboxRows.ts';
import { tenantId } from '../../src/core/ids.ts';
import type { Decide } from '../support/cosmosProxy.ts';
import { byChance } from '../support/cosmosProxy.ts';
import { troubledCosmos } from '../support/troubledCosmos.ts';
import { partnersNow } from './drafts.ts';
import type { Story } from './support.ts';
import { faults, openStory } from './support.ts';
import { approved, audited, contoso, enrolmentIn, walk } from './walk.ts';
import { iker } from './world.ts';

const cosmos = troubledCosmos();

let stories = 0;
async function openThrough(decide: Decide): Promise<Story> {
  stories += 1;
  cosmos.proxy.decide = () => undefined;
  const story = await openStory({ store: { kind: 'cosmos', endpoint: cosmos.proxy.endpoint, key: cosmos.server.key, database: `troubled-${stories}` } });
  cosmos.proxy.decide = decide;
  return story;
}

/** Enrolment, review, partnership, people, orders' neighbours: what most documents are made by. */
async function plays(story: Story): Promise<void> {
  const admin = await approved(story, contoso);
  await admin.says('/estado');
  await admin.presses('user.becomeAdminAgent');
  const seller = story.desk(iker);
  await partnersNow(story, { admin, seller });
  await admin.says('/agregar-usuario "Nora Núñez" nora@contoso.es');
  await admin.presses('newUser.add', { agent: 'salesAgent', admin: 'notAnAdmin' });
  await seller.says('/revendedor contoso');
  await seller.presses('show.removePartnership');
  await seller.presses('partnership.remove', { goodFaith: 'true', businessPurpose: 'true', agreement: 'true', harmless: 'true' });
  await story.settle();
  await story.passes(LEASE);
  await story.passes(LEASE);
}

/** What is drawn anew in each story: ids, numbers made of them, traces, salts, and the order of entries of one moment. */
const drawn: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '(id)'], [/\b([A-Z]{3})-[0-9A-Z]{4}-[0-9A-Z]{4}\b/g, '$1-(number)'], [/\breq [0-9a-z]{4} [0-9a-z]{4}\b/g, '(number)'], [/[\w-]{43,}/g, '(trace)'], [/"salt":"[\w-]+"/g, '(salt)'], [/"link":\{"seq":\d+/g, '(link)'],
  [/http:\/\/127\.0\.0\.1:\d+/g, '(site)'],
];

/** Every document, as it would be in any story that went the same way. */
async function told(story: Story): Promise<readonly string[]> {
  return (await story.content())
    .map(({ etag: _etag, ...doc }) => drawn.reduce((text, [pattern, word]) => text.replace(pattern, word), JSON.stringify(doc)))
    .toSorted();
}

describe('a Cosmos DB that misbehaves', () => {
  it.each([3, 20_262])('leaves what it would have left otherwise: nothing is lost, and nothing happens twice (seed %d)', async (seed) => {
    const calm = await openThrough(() => undefined);
    await plays(calm);
    const before = { ...cosmos.proxy.done };
    const story = await openThrough(byChance(seed));
    await plays(story);
    cosmos.proxy.decide = () => undefined;
    expect(await told(story)).toEqual(await told(calm));
    expect(story.mails.map(({ to, subject }) => [to, subject])).toEqual(calm.mails.map(({ to, subject }) => [to, subject]));
    expect(faults(story)).toEqual([]);
    const misdeeds = Object.entries(cosmos.proxy.done).map(([name, count]) => count - (before[name] ?? 0));
    expect(misdeeds.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(50);
    expect(await commands(story)).toBe(await commands(calm));
  });

  it('and is away for a while: a click says that it failed and when to try again, changes nothing, and works when it is back', async () => {
    const story = await openThrough(() => undefined);
    const desk = await walk(story, contoso, 'LegalProfile');
    const before = await told(story);
    for (const fault of ['cutBefore', { status: 503, retryAfter: 1 }] as const) {
      cosmos.proxy.decide = ({ what }) => (what === 'batch' ? fault : undefined);
      expect((await desk.presses('enrolment.saveLegal', contoso.legal)).text).toContain('Inténtalo de nuevo dentro de unos minutos');
      cosmos.proxy.decide = () => undefined;
      expect(await told(story)).toEqual(before);
    }
    let isDone = false;
    cosmos.proxy.decide = ({ what }) => {
      if (isDone) return 'cutBefore';
      isDone = what === 'batch';
      return isDone ? 'cutAfter' : undefined; // it is done, and nobody can be told
    };
    expect((await desk.presses('enrolment.saveLegal', contoso.legal)).text).toContain('Inténtalo de nuevo dentro de unos minutos');
    cosmos.proxy.decide = () => undefined;
    expect(textOf((await desk.presses('enrolment.saveLegal', contoso.legal)).card)).toContain('Paso 3 de 5');
    expect((await audited(story, contoso)).filter((entry) => entry === 'enrolment.saveLegal done')).toHaveLength(1);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'PrimaryContact' });
  });

  it('and loses the answer to a commit: what it owes goes out at once, not when a lease has run out', async () => {
    const story = await openThrough(() => undefined);
    const desk = await walk(story, contoso, 'Confirmation');
    let isFirst = true;
    cosmos.proxy.decide = ({ what }) => {
      if (what !== 'batch' || !isFirst) return undefined;
      isFirst = false;
      return 'cutAfter';
    };
    await desk.presses('enrolment.enrolNow');
    await story.settle();
    expect(story.mails.filter(({ to }) => to === contoso.contact.contactEmail)).toHaveLength(1);
  });
});

/** How many commands the store remembers as done. */
async function commands(story: Story): Promise<number> {
  const homes = new Set(['contoso', 'norte', 'programa'].map((tenant) => homeOf(tenantId.parse(tenant))));
  return (await story.content()).filter(({ kind, partition }) => kind === 'command' && homes.has(partition)).length;
}
