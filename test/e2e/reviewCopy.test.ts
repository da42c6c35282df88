/** Decisions begin with the copy of the enrolment that the reviewers' home keeps: what becomes of one that has not caught up. */

import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../src/app/documents.ts';
import { MINUTE } from '../../src/core/time.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { audited, channel, contoso, enrolmentIn, has, reviewers, walk } from './walk.ts';
import { ines } from './world.ts';

/** From now on nothing is written to a case until the returned function is called. */
function holdsCases(story: Story): () => Promise<void> {
  const isFree = Promise.withResolvers<void>();
  story.trouble.commit = async (writes) => { if (writes.some((write) => write.op !== 'delete' ? write.doc.kind === 'case' : write.ref.id.startsWith('case:'))) await isFree.promise; };
  return async () => {
    isFree.resolve();
    await story.settle();
    await story.passes(MINUTE); // of several that waited one was first
  };
}

const caseIn = async (story: Story): Promise<Case | undefined> => (await story.content()).find(({ kind }) => kind === 'case')?.body as Case | undefined; // of this kind

async function underReview() {
  const story = await openStory();
  const admin = await reviewers(story);
  const desk = await walk(story, contoso, 'UnderReview');
  await desk.says('/estado');
  admin.looks();
  return { story, admin, desk };
}

describe('the copy of an enrolment', () => {
  it('is kept while its review is open, as it is, and no longer', async () => {
    const { story, admin, desk } = await underReview();
    expect((await caseIn(story))?.file?.body).toEqual(await enrolmentIn(story, contoso));
    await admin.presses('enrolment.askMore', { question: '¿Qué nombre consta?' });
    await story.settle();
    expect(await caseIn(story)).toMatchObject({ open: false });
    expect((await caseIn(story))?.file).toBeUndefined();
    await desk.says('/estado');
    await desk.presses('show.answer');
    await desk.presses('enrolment.answer', { documentType: 'other', comment: 'El mismo.' });
    await story.settle();
    expect((await caseIn(story))?.file?.body).toEqual(await enrolmentIn(story, contoso));
  });

  it('GEN-02 of before an amendment decides nothing', async () => {
    const { story, admin, desk } = await underReview();
    const catchesUp = holdsCases(story);
    await desk.presses('enrolment.amend');
    expect((await caseIn(story))?.file?.body).toMatchObject({ state: 'UnderReview' });
    await admin.presses('enrolment.approve');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'Confirmation' });
    expect(admin.reads()).toContain('The company is changing the form');
    await catchesUp();
    expect((await audited(story, contoso)).filter((entry) => entry.includes('approve'))).toEqual(['enrolment.approve GEN-02']);
  });

  it('refuses nobody: who has seen what is newer decides on that', async () => {
    const { story, admin, desk } = await underReview();
    await admin.presses('enrolment.askMore', { question: '¿Qué nombre consta?' });
    await story.settle();
    const before = await caseIn(story);
    await desk.says('/estado');
    await desk.presses('show.answer');
    await desk.presses('enrolment.answer', { documentType: 'other', comment: 'El mismo.' });
    await story.settle();
    const after = await caseIn(story);
    if (!before || !after?.file) throw new Error('There is no case to look at');
    const stale = { ...after, file: { ...after.file, body: { ...after.file.body, rev: before.rev - 1, state: 'Rejected' } } };
    const stored = (await story.content()).find(({ kind }) => kind === 'case');
    if (stored) await story.app.deps.store.commit([{ op: 'replace', doc: { ...stored, body: stale }, ifMatch: stored.etag }]);
    admin.looks();
    await admin.presses('enrolment.approve');
    await story.settle();
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'Qualified' });
  });

  it('INV-56 of an enrolment that was given up shows nothing of the one that was begun since', async () => {
    const { story, admin, desk } = await underReview();
    const stranger = story.desk(ines, channel);
    const catchesUp = holdsCases(story);
    await desk.presses('enrolment.withdraw');
    await desk.says('/estado');
    await desk.presses('enrolment.amend');
    await desk.presses('enrolment.abandon');
    expect(await has(story, contoso)).toBe(false);
    await desk.says('/inscribir');
    await desk.presses('show.signIn');
    await desk.presses('enrolment.signIn');
    stranger.looks();
    expect(await stranger.presses('enrolment.approve')).toMatchObject({ text: expect.stringContaining('GEN-01') });
    const answer = await admin.presses('enrolment.approve');
    expect(answer).toMatchObject({ text: 'This enrolment no longer exists. There is nothing to decide.' });
    expect(answer.card).toBeUndefined();
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'MpnSignIn' });
    await catchesUp();
    expect(await caseIn(story)).toBeUndefined();
  });
});
