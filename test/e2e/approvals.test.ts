/** Decisions on posted cards: several admins, several places, late clicks, and whoever may not. */

import { describe, expect, it } from '@jest/globals';
import type { Persona, Place } from '../../bot/local/teamsPeer.ts';
import { textOf } from '../../bot/local/teamsPeer.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import type { Company } from './walk.ts';
import { audited, channel, contoso, enrolmentIn, mailTo, reviewers, verbsOn, walk } from './walk.ts';
import { diego, martin, olivia, rosa } from './world.ts';

const group: Place = { kind: 'groupChat', conversation: '19:reviewers@thread.v2' };
const personal = (who: Persona): string => `chat:${who.tenant}:${who.id}`;

/** What a place shows of the case now. */
function shownIn(story: Story, conversation: string): string {
  return textOf(story.teams.inConversation(conversation).findLast(({ card }) => textOf(card).includes('Contoso Iberia, S.A.'))?.card);
}

/** All that is stored, but for what was written down about it. */
const unaudited = async (story: Story) => (await story.content()).filter(({ kind }) => kind !== 'audit');

/** Olivia in the channel, Martín in the group chat, each with the open card in front of them. */
async function bothLooking(story: Story) {
  const [first, second] = [await reviewers(story, channel, olivia), await reviewers(story, group, martin)];
  const company = await walk(story, contoso, 'UnderReview');
  first.looks();
  second.looks();
  return { first, second, company };
}

describe('two admins', () => {
  it('GEN-02 GEN-07 decide at the same moment: one decides, the other reads who did, and the company hears one thing', async () => {
    const story = await openStory();
    const { first, second } = await bothLooking(story);
    const answers = await Promise.all([first.presses('enrolment.approve'), second.presses('enrolment.reject', { reason: 'No consta.' })]);
    await story.settle();
    expect(answers.map(({ http, status }) => [http, status])).toEqual([[200, 200], [200, 200]]);
    const { state, review } = await enrolmentIn(story, contoso);
    expect((await audited(story, contoso)).filter((entry) => /^enrolment\.(?:approve|reject) done/.test(entry))).toHaveLength(1);
    const winner = review?.decision?.by.name ?? '';
    for (const desk of [first, second]) expect(desk.reads()).toContain(winner);
    expect([first, second].map((desk) => /out of date|no estaba al día/.test(desk.reads())).toSorted()).toEqual([false, true]);
    const news = story.mails.filter(({ subject }) => /is approved|was not approved/.test(subject));
    expect(news).toHaveLength(1);
    expect(news[0]?.subject).toContain(state === 'Qualified' ? 'is approved' : 'was not approved');
  });

  it('WF-05 every posted copy, in channel, group chat and personal chat, ends decided, each in the language of its place', async () => {
    const story = await openStory();
    await reviewers(story, channel, olivia);
    await reviewers(story, group, martin);
    const own = story.desk(olivia);
    await own.says('/approvals here');
    await walk(story, contoso, 'UnderReview');
    const places = [channel.conversation, group.conversation, personal(olivia)] as const;
    expect(places.map((place) => /asks to be enrolled|solicita la inscripción/.exec(shownIn(story, place))?.[0])).toEqual(['asks to be enrolled', 'solicita la inscripción', 'asks to be enrolled']);
    own.looks();
    await own.presses('enrolment.reject', { reason: 'The *name* differs.' });
    await story.settle();
    expect(places.map((place) => shownIn(story, place).split('\n')[0])).toEqual(['Contoso Iberia, S.A. · Rejected', 'Contoso Iberia, S.A. · Rechazada', 'Contoso Iberia, S.A. · Rejected']);
    for (const place of places) {
      expect(shownIn(story, place)).toMatch(/Olivia Prado[\s\S]*The \\\*name\\\* differs\./);
      expect(story.teams.inConversation(place).filter(({ card }) => verbsOn(card).includes('enrolment.approve'))).toEqual([]);
    }
  });

  it('GEN-07 late and repeated clicks change nothing, and are answered with the present card', async () => {
    const story = await openStory();
    const { first, second } = await bothLooking(story);
    const { id, rev } = await enrolmentIn(story, contoso);
    await first.presses('enrolment.approve');
    await story.settle();
    const [before, posts] = [await unaudited(story), story.teams.posted.length];
    for (const [desk, event] of [[first, 'approve'], [first, 'reject'], [second, 'approve'], [second, 'askMore'], [second, 'reject']] as const) {
      const answer = await desk.speaker.clicks({ verb: `enrolment.${event}`, data: { id, rev, reason: 'No.', question: '¿Y?' } });
      expect(answer).toMatchObject({ http: 200, status: 200 });
      expect(textOf(answer.card)).toMatch(/Contoso Iberia, S\.A\. · (?:Approved|Aprobada)[\s\S]*Olivia Prado/);
    }
    await story.settle();
    expect(await unaudited(story)).toEqual(before);
    expect([story.teams.posted.length, story.mails.filter(({ subject }) => subject.includes('approved')).length]).toEqual([posts, 1]);
  });

  it('a decision and a withdrawal at the same moment: one of them is what happened, for everybody', async () => {
    const story = await openStory();
    const { first, company } = await bothLooking(story);
    await company.says('/estado');
    await Promise.all([first.presses('enrolment.approve'), company.presses('enrolment.withdraw')]);
    await story.settle();
    const isWithdrawn = (await enrolmentIn(story, contoso)).state === 'Withdrawn';
    expect((await audited(story, contoso)).filter((entry) => /^enrolment\.(?:approve|withdraw) done/.test(entry))).toEqual([isWithdrawn ? 'enrolment.withdraw done' : 'enrolment.approve done']);
    expect(company.reads()).toContain(isWithdrawn ? 'Retirada' : 'Aprobada');
    for (const place of [channel.conversation, group.conversation]) expect(shownIn(story, place)).toMatch(isWithdrawn ? /Withdrawn|Retirada/ : /Approved|Aprobada/);
    expect(mailTo(story, 'diego@contoso.es').subject).toContain(isWithdrawn ? 'withdrawn' : 'approved');
  });
});

describe('a withdrawal', () => {
  it('GEN-07 ends the review everywhere, and a late decision is answered with it', async () => {
    const story = await openStory();
    const { first, second, company } = await bothLooking(story);
    await company.says('/estado');
    await company.presses('enrolment.withdraw');
    await first.presses('enrolment.approve');
    expect(first.reads()).toMatch(/out of date[\s\S]*Withdrawn by the company/);
    await story.settle();
    for (const desk of [first, second]) {
      desk.looks();
      expect(desk.reads()).toMatch(/Withdrawn by the company|Retirada por la compañía/);
    }
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'Withdrawn' });
    expect(mailTo(story, 'diego@contoso.es').subject).toContain('withdrawn');
  });
});

describe('who may not decide', () => {
  it('GEN-01 INV-58 somebody else\'s click changes nothing but the audit, and leaves the card', async () => {
    const story = await openStory();
    await reviewers(story);
    await walk(story, contoso, 'UnderReview');
    const { id, rev } = await enrolmentIn(story, contoso);
    const before = (await unaudited(story)).filter(({ kind }) => kind !== 'person');
    for (const who of [diego, rosa]) {
      for (const event of ['approve', 'reject', 'askMore']) {
        const answer = await story.desk(who, channel).speaker.clicks({ verb: `enrolment.${event}`, data: { id, rev, reason: 'x', question: 'x' } });
        expect(answer).toMatchObject({ http: 200, status: 200, card: undefined, text: expect.stringContaining('(GEN-01)') });
      }
    }
    await story.settle();
    expect((await unaudited(story)).filter(({ kind }) => kind !== 'person')).toEqual(before);
    expect((await audited(story, contoso)).filter((entry) => entry.endsWith('GEN-01'))).toHaveLength(6);
    expect(shownIn(story, channel.conversation)).toContain('asks to be enrolled');
  });

  it('INV-57 nor does an admin who has stopped being one', async () => {
    const story = await openStory();
    const { first, second } = await bothLooking(story);
    story.world.dismiss(olivia);
    expect((await first.presses('enrolment.approve')).text).toContain('(GEN-01)');
    await second.presses('enrolment.approve');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'Qualified', review: { decision: { by: { id: 'martin' } } } });
  });

  it('ENR-15 nobody decides on a request that names them as the contact', async () => {
    const story = await openStory();
    const admin = await reviewers(story);
    await walk(story, { ...contoso, contact: { ...contoso.contact, contactEmail: 'olivia@enlace.example' } }, 'UnderReview');
    admin.looks();
    for (const [verb, inputs] of [['approve', {}], ['reject', { reason: 'x' }], ['askMore', { question: 'x' }]] as const) {
      expect(await admin.presses(`enrolment.${verb}`, inputs)).toMatchObject({ card: undefined, text: expect.stringContaining('(ENR-15)') });
    }
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'UnderReview' });
  });

  it('ENR-15 nor on one that they made themselves', async () => {
    const story = await openStory();
    const [own, other] = [await reviewers(story), await reviewers(story, group, martin)];
    story.world.change(olivia, { directoryRoles: ['globalAdmin'] });
    const ours: Company = { ...contoso, who: olivia, account: 'ventas@contoso.es', mpnId: '4711203', contact: { ...contoso.contact, contactEmail: 'ana@enlace.example' } };
    const desk = story.desk(olivia);
    await desk.says('/enrol');
    await walk(story, ours, 'UnderReview', { ...desk, arrives: async () => {} });
    own.looks();
    expect((await own.presses('enrolment.approve')).text).toContain('(ENR-15)');
    other.looks();
    await other.presses('enrolment.approve');
    expect(await enrolmentIn(story, ours)).toMatchObject({ state: 'Qualified' });
  });
});
