/** Where review cards go: chosen late, not at all, no longer, or emptied by somebody; and cards that are overtaken by a decision. */

import { describe, expect, it } from '@jest/globals';
import type { Posted } from '../../bot/local/teamsPeer.ts';
import { textOf } from '../../bot/local/teamsPeer.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { answerInChannel, channel, confirms, contoso, enrolmentIn, reviewers, verbsOn, walk } from './walk.ts';
import { diego, martin, olivia } from './world.ts';

const group = { kind: 'groupChat', conversation: '19:reviewers@thread.v2' } as const;

/** The review cards of a place: first line, and how often each was rewritten. */
function cardsIn(story: Story, conversation: string): readonly string[] {
  return story.teams.inConversation(conversation).map(({ card }) => textOf(card).split('\n')[0] ?? '').filter((line) => line.startsWith('Contoso Iberia, S.A.'));
}

/** As if somebody had deleted the message in Teams. */
function deleted(story: Story, isIt: (message: Posted) => boolean): void {
  const posted = story.teams.posted as Posted[]; // the fake keeps its messages in an array
  posted.splice(posted.findIndex(isIt), 1);
}

describe('places', () => {
  it('chosen after a review has opened: the admin reads how many wait, and the next change of the review brings its card', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'UnderReview');
    const admin = await reviewers(story);
    expect(answerInChannel(story)).toContain('Reviews waiting for a decision: 1');
    const listed = await admin.speaker.clicks({ verb: 'show.reviews' });
    expect(textOf(listed.card)).toContain('Contoso Iberia, S.A.');
    const other = story.desk(martin);
    const { id } = await enrolmentIn(story, contoso);
    await other.says(`/revisión ${id}`);
    await other.presses('enrolment.askMore', { question: '¿Cuál es el nombre?' });
    await story.settle();
    expect(cardsIn(story, channel.conversation)).toEqual([]);
    await desk.says('/estado');
    await desk.presses('show.answer');
    await desk.presses('enrolment.answer', { documentType: 'other', comment: 'Ese.' });
    await story.settle();
    expect(cardsIn(story, channel.conversation)).toEqual(['Contoso Iberia, S.A. asks to be enrolled']);
  });

  it('not chosen: each admin is told once, with how many wait, and the review is in /reviews', async () => {
    const story = await openStory();
    await walk(story, contoso, 'UnderReview');
    const desk = story.desk(olivia);
    await desk.says('hello');
    expect(desk.reads()).toContain('Nobody has said yet where reviews are posted. Waiting for a decision: 1.');
    await desk.says('hello');
    expect(desk.reads()).not.toContain('Nobody has said yet');
    await desk.says('/reviews');
    await desk.presses('show.review');
    await desk.presses('enrolment.approve');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'Qualified' });
    const other = story.desk(martin);
    await other.says('/revisiones');
    expect(other.reads()).toContain('Nadie ha dicho todavía dónde se publican las revisiones. A la espera de una decisión: 0.');
  });

  it('no longer: cards that are there follow the decision, new ones do not come', async () => {
    const story = await openStory();
    const admin = await reviewers(story);
    await walk(story, contoso, 'UnderReview');
    await admin.says('/approvals off');
    expect(answerInChannel(story)).toContain('nor anywhere else');
    const other = story.desk(martin);
    await other.says('hello');
    await other.says(`/review ${(await enrolmentIn(story, contoso)).id}`);
    await other.presses('enrolment.reject', { reason: 'No consta.' });
    await story.settle();
    expect(cardsIn(story, channel.conversation)).toEqual(['Contoso Iberia, S.A. · Rejected']);
  });

  it('GEN-01 are not for everybody to choose', async () => {
    const story = await openStory();
    await reviewers(story, channel, diego);
    expect(answerInChannel(story)).toContain('(GEN-01)');
    await walk(story, contoso, 'UnderReview');
    expect(cardsIn(story, channel.conversation)).toEqual([]);
  });

  it('chosen twice are one place', async () => {
    const story = await openStory();
    await reviewers(story);
    await reviewers(story, { ...channel, conversation: `${channel.conversation}` }, martin);
    await walk(story, contoso, 'UnderReview');
    expect(cardsIn(story, channel.conversation)).toEqual(['Contoso Iberia, S.A. solicita la inscripción']);
  });
});

describe('cards', () => {
  it('posted while somebody decides elsewhere end decided', async () => {
    const story = await openStory();
    await reviewers(story);
    const other = story.desk(martin);
    await other.says('/revisiones');
    const synced = Promise.withResolvers<void>();
    let isDeciding = false;
    story.trouble.commit = async (writes) => {
      if (writes.some((write) => write.op === 'delete' && /:approve:.*:reviewSync:/.test(write.ref.id))) synced.resolve();
      if (isDeciding || !writes.some((write) => write.op === 'upsert' && write.doc.kind === 'posting')) return;
      isDeciding = true; // the card is in the channel already, and nobody knows of it yet
      await other.says(`/revisión ${(await enrolmentIn(story, contoso)).id}`);
      await other.presses('enrolment.approve');
      await synced.promise;
    };
    await walk(story, contoso, 'EmailVerificationPending');
    await confirms(story, contoso);
    expect(isDeciding).toBe(true);
    expect(cardsIn(story, channel.conversation)).toEqual(['Contoso Iberia, S.A. · Approved']);
  });

  it('that somebody deleted stay away, hold nothing up, and come anew when the review opens again', async () => {
    const story = await openStory();
    const [first, second] = [await reviewers(story), await reviewers(story, group, martin)];
    const desk = await walk(story, contoso, 'UnderReview');
    deleted(story, ({ conversation, card }) => conversation === channel.conversation && verbsOn(card).includes('enrolment.approve'));
    second.looks();
    await second.presses('enrolment.reject', { reason: 'No consta.' });
    await story.settle();
    expect([cardsIn(story, channel.conversation), cardsIn(story, group.conversation)]).toEqual([[], ['Contoso Iberia, S.A. · Rechazada']]);
    expect((await story.content()).filter(({ kind }) => kind === 'outbox')).toEqual([]);
    await desk.says('/estado');
    await desk.presses('show.appeal');
    await desk.presses('enrolment.appeal', { documentType: 'business', reference: 'RM-77', comment: 'Sí consta.' });
    await story.settle();
    expect([cardsIn(story, channel.conversation), cardsIn(story, group.conversation)]).toEqual([['Contoso Iberia, S.A. asks to be enrolled'], ['Contoso Iberia, S.A. solicita la inscripción']]);
    first.looks();
    await first.presses('enrolment.approve');
    await story.settle();
    expect([cardsIn(story, channel.conversation), cardsIn(story, group.conversation)]).toEqual([['Contoso Iberia, S.A. · Approved'], ['Contoso Iberia, S.A. · Aprobada']]);
  });

  it('of an enrolment that is being changed say so, and open again when it is sent', async () => {
    const story = await openStory();
    await reviewers(story);
    const desk = await walk(story, contoso, 'UnderReview');
    await desk.says('/estado');
    await desk.presses('enrolment.amend');
    await story.settle();
    expect(cardsIn(story, channel.conversation)).toEqual(['Contoso Iberia, S.A. · The company is changing the form']);
    await desk.presses('enrolment.enrolNow');
    await story.settle();
    expect(cardsIn(story, channel.conversation)).toEqual(['Contoso Iberia, S.A. asks to be enrolled']);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'UnderReview' });
  });
});
