/** `/reviews` with more cases than a page holds: pages, search, cursors that are nobody's, and cases that leave the list. */

import { describe, expect, it } from '@jest/globals';
import type { Card } from '../../bot/local/teamsPeer.ts';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { homeOf } from '../../src/app/homes.ts';
import { bornRow } from '../../src/app/outboxRows.ts';
import { DAY, MINUTE, plus } from '../../src/core/time.ts';
import { ENROLMENT_ID } from '../../src/tasks/enrolmentDoc.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { enrolmentIn, NOW, tenantNamed } from '../support/world.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { adatum, contoso, enrolmentIn as enrolmentOf, verbsOn, walk } from './walk.ts';
import { martin, olivia, rosa } from './world.ts';

const towns = ['Ávila', 'Burgos', 'Cádiz', 'Denia'];
const caseOf = (number: number): string => `ENR-0000-00${String(number).padStart(2, '0')}`;
const companyOf = (number: number): string => `${towns[number % towns.length] ?? ''} Nube ${number}`;

/** Companies that wait for a decision, the first for the longest, brought into the list as the outbox does it. */
async function waiting(story: Story, count: number): Promise<void> {
  const { store, nudge, clock } = story.app.deps;
  for (let number = 1; number <= count; number++) {
    const tenant = tenantNamed(`tenant-${number}`);
    const partition = homeOf(tenant);
    const sample = enrolmentIn('UnderReview', { tenant, company: { name: companyOf(number), country: 'ES' }, review: { openedAt: plus(NOW, (number - 100) * MINUTE) } });
    const body = { ...sample, id: caseOf(number) };
    const row = bornRow(outgoing('reviewSync', { caseId: body.id }), { partition, tenant, reason: 'seed', correlation: 'seed', now: clock() });
    await store.commit([{ op: 'create', doc: { partition, id: ENROLMENT_ID, kind: 'enrolment', body } }, { op: 'create', doc: row }]);
    nudge([row]);
  }
  await story.settle();
}

/** The cases on a page, by number. */
const numbersOn = (card: Card | undefined): readonly number[] => [...textOf(card).matchAll(/ENR-0000-00(\d\d) ·/g)].map(([, digits]) => Number(digits));
const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_one, index) => from + index);
/** The title of the button that turns the page. */
const turns = (card: Card | undefined): readonly string[] => buttonsOf(card?.actions).map(({ title }) => title);

describe('/reviews', () => {
  it('shows 60 cases in pages of 25, the longest wait first, and begins anew with the first page', async () => {
    const story = await openStory();
    await waiting(story, 60);
    const desk = story.desk(olivia);
    await desk.says('hello');
    await desk.says('/reviews');
    expect(numbersOn(desk.card())).toEqual(range(1, 25));
    expect(desk.reads()).toContain(companyOf(1));
    const pages: (readonly number[])[] = [];
    for (const title of ['Next page', 'Next page', 'Previous page']) {
      const button = buttonsOf(desk.card()?.actions).find((one) => one.title === title);
      const { card } = await desk.speaker.clicks({ verb: 'show.reviews', data: button?.data ?? {} });
      pages.push(numbersOn(card));
      if (title === 'Next page') await desk.presses('show.reviews', { query: '', ...button?.data as Record<string, string> }); // the data of our cards is text
    }
    expect(pages).toEqual([range(26, 50), range(51, 60), range(1, 25)]);
    expect(turns(desk.card())).toEqual(['Previous page']);
  });

  it('finds by the first letters of any word, without accents, by case and by MPN ID, page by page', async () => {
    const story = await openStory();
    await waiting(story, 60);
    const desk = story.desk(olivia);
    await desk.says('hello');
    await desk.says('/reviews avi');
    expect(new Set(numbersOn(desk.card()))).toEqual(new Set(range(1, 60).filter((number) => number % 4 === 0)));
    await desk.says('/revisiones nube 59');
    expect(numbersOn(desk.card())).toEqual([59]);
    await desk.says(`/reviews ${caseOf(7)}`);
    expect(numbersOn(desk.card())).toEqual([7]);
    await desk.says('/reviews 1234567');
    expect(numbersOn(desk.card())).toHaveLength(25);
    const next = buttonsOf(desk.card()?.actions).find(({ title }) => title === 'Página siguiente' || title === 'Next page');
    const second = await desk.speaker.clicks({ verb: 'show.reviews', data: next?.data ?? {} });
    expect(new Set([...numbersOn(desk.card()), ...numbersOn(second.card)]).size).toBe(50);
    await desk.presses('show.reviews', { query: 'zz' });
    expect(numbersOn(desk.card())).toEqual([]);
    expect(desk.reads()).toMatch(/No open review begins like that|Ninguna revisión pendiente empieza así/);
  });

  it('says so when nothing waits', async () => {
    const story = await openStory();
    const desk = story.desk(martin);
    await desk.says('hola');
    await desk.says('/revisiones');
    expect(desk.reads()).toContain('Ninguna compañía espera una revisión.');
    expect(turns(desk.card())).toEqual([]);
  });

  it('INV-56 takes a cursor that is forged, somebody else\'s or a day old for none', async () => {
    const story = await openStory();
    await waiting(story, 30);
    const [desk, other] = [story.desk(olivia), story.desk(martin)];
    await desk.says('hello');
    await desk.says('/reviews');
    const cursor = String(buttonsOf(desk.card()?.actions).find(({ title }) => title === 'Next page')?.data['cursor']);
    for (const [who, forged] of [[desk, `${cursor}x`], [desk, '../person:olivia'], [desk, 'x'.repeat(5_000)], [other, cursor]] as const) {
      const { http, card } = await who.speaker.clicks({ verb: 'show.reviews', data: { cursor: forged } });
      expect([http, numbersOn(card), textOf(card)]).toEqual([200, range(1, 25), expect.stringMatching(/That page cannot be opened any more|Esa página ya no se puede abrir/)]);
    }
    const turned = async () => (await desk.speaker.clicks({ verb: 'show.reviews', data: { cursor } })).card;
    const second = await turned();
    expect([numbersOn(second), textOf(second)]).toEqual([range(26, 30), expect.not.stringContaining('any more')]);
    story.clock.move(DAY);
    expect(numbersOn(await turned())).toEqual(range(1, 25));
  });

  it('GEN-01 GEN-06 shows nothing to others, and the same for no case and a foreign one', async () => {
    const story = await openStory();
    await waiting(story, 1);
    const desk = story.desk(rosa);
    for (const said of ['/reviews', '/revisiones ávila', `/review ${caseOf(1)}`]) {
      await desk.says(said);
      expect(desk.reads()).toContain('(GEN-01)');
      expect(desk.reads()).not.toContain('Nube');
    }
    for (const verb of ['show.reviews', 'show.review']) expect((await desk.speaker.clicks({ verb, data: { id: caseOf(1) } })).text).toContain('(GEN-01)');
    const admin = story.desk(olivia);
    await admin.says('hello');
    await admin.says('/review ENR-9999-9999');
    expect(admin.reads()).toContain('(GEN-06)');
    await admin.says('/review enr 0000 ooo1');
    expect(admin.reads()).toContain(companyOf(1));
    await admin.says('/review enr-oooo-ooo1');
    expect(admin.reads()).toContain(companyOf(1));
  });

  it('/review finds by words of the company what is not written like a number', async () => {
    const story = await openStory();
    await waiting(story, 8);
    const desk = story.desk(martin);
    await desk.says('hola');
    for (const [said, number] of [['nube 5', 5], ['BURGOS nube 1', 1], [caseOf(3), 3], ['0000-0004', 4], ['ENR 0000 0006', 6]] as const) {
      await desk.says(`/revisión ${said}`);
      expect([said, desk.reads(), verbsOn(desk.card())]).toEqual([said, expect.stringContaining(companyOf(number)), expect.arrayContaining(['enrolment.approve'])]);
    }
    await desk.says('/revisión avila');
    expect(numbersOn(desk.card())).toEqual([4, 8]);
    await desk.says('/revisión Contosos');
    expect(desk.reads()).toContain('Contosos');
    expect(numbersOn(desk.card())).toEqual([]);
    await desk.says('/revisión ENR-9999-9999');
    expect(desk.reads()).toContain('(GEN-06)');
  });

  it('drops a case that was decided, and opens it as decided from an older list', async () => {
    const story = await openStory();
    for (const company of [contoso, adatum]) await walk(story, company, 'UnderReview');
    const desk = story.desk(olivia);
    await desk.says('hello');
    await desk.says('/reviews');
    const older = buttonsOf(desk.card()).filter(({ verb }) => verb === 'show.review').map(({ data }) => data);
    expect(older).toHaveLength(2);
    await desk.says(`/review ${(await enrolmentOf(story, contoso)).id}`);
    await desk.presses('enrolment.reject', { reason: 'Not registered.' });
    await story.settle();
    const opened = await Promise.all(older.map((data) => desk.speaker.clicks({ verb: 'show.review', data })));
    expect(opened.map(({ card }) => /Not registered|asks to be enrolled/.exec(textOf(card))?.[0]).toSorted()).toEqual(['Not registered', 'asks to be enrolled']);
    for (const [said, left] of [['/reviews', ['Adatum']], ['/reviews contoso', []], ['/reviews adatum', ['Adatum']]] as const) {
      await desk.says(said);
      expect(desk.reads().match(/Adatum|Contoso/g) ?? []).toEqual(expect.arrayContaining([...left]));
      expect(verbsOn(desk.card()).filter((verb) => verb === 'show.review')).toHaveLength(left.length);
    }
  });
});
