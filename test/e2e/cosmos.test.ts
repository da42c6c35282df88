/** The short story once more with the documents in Cosmos DB, on the community's server: enrolment, partnership and people, two admins at once, restart, late delivery, and what one turn asks of the store. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { accountOpened } from '../../src/app/accounts.ts';
import { LEASE } from '../../src/app/outboxRows.ts';
import { tenantId } from '../../src/core/ids.ts';
import type { CosmosServer } from '../store/supportCosmos.ts';
import { startCosmos } from '../store/supportCosmos.ts';
import { partnersNow } from './drafts.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';

import { approved, audited, channel, confirms, contoso, enrolmentIn, mailTo, reviewers, walk } from './walk.ts';
import { carmen, iker, martin } from './world.ts';

let server: CosmosServer;
beforeAll(async () => { server = await startCosmos(); });
afterAll(() => server.close());

let stories = 0;
const openCosmosStory = async (): Promise<Story> => {
  stories += 1;
  return await openStory({ store: { kind: 'cosmos', endpoint: server.endpoint, key: server.key, database: `story-${stories}` } });
};
const group = { kind: 'groupChat', conversation: '19:reviewers@thread.v2' } as const;

describe('with Cosmos DB', () => {
  it('WF-01 WF-05 WF-06 WF-08 a company enrols, is asked, answers, is approved and signs', async () => {
    const story = await openCosmosStory();
    const admin = await reviewers(story);
    const desk = await walk(story, contoso, 'UnderReview');
    admin.looks();
    await admin.presses('enrolment.askMore', { question: 'Which name?' });
    await story.settle();
    await desk.says('/estado');
    await desk.presses('show.answer');
    await desk.presses('enrolment.answer', { documentType: 'business', reference: 'RM-77', comment: 'Este.' });
    await story.settle();
    admin.looks();
    await admin.presses('enrolment.approve');
    await story.settle();
    expect(mailTo(story, 'diego@contoso.es').subject).toBe('Contoso Iberia, S.A.: the enrolment is approved');
    desk.looks();
    await desk.presses('show.enrolment');
    await desk.presses('user.becomeAdminAgent');
    await desk.presses('show.agreement');
    await desk.presses('agreement.accept', { accept: 'true' });
    await desk.says('/estado');
    expect(desk.reads()).toContain('Tu compañía puede operar en CSP.');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'Active' });
    expect(await accountOpened(story.app.deps, tenantId.parse('contoso'))).toMatchObject({ adminAgents: ['carmen'] });
    expect((await story.content()).filter(({ kind }) => kind === 'outbox')).toEqual([]);
  });

  it('GEN-02 two admins at the same moment: one decides, and every card says who', async () => {
    const story = await openCosmosStory();
    const [first, second] = [await reviewers(story), await reviewers(story, group, martin)];
    await walk(story, contoso, 'UnderReview');
    first.looks();
    second.looks();
    await Promise.all([first.presses('enrolment.approve'), second.presses('enrolment.reject', { reason: 'No consta.' })]);
    await story.settle();
    expect((await audited(story, contoso)).filter((entry) => /^enrolment\.(?:approve|reject) done/.test(entry))).toHaveLength(1);
    const winner = (await enrolmentIn(story, contoso)).review?.decision?.by.name ?? '';
    for (const { conversation } of [channel, group]) expect(textOf(story.teams.inConversation(conversation).find(({ card }) => textOf(card).includes('S.A. ·'))?.card)).toContain(winner);
  });

  it('a restart in the middle of the form and between commit and delivery loses nothing and doubles nothing', async () => {
    const story = await openCosmosStory();
    await reviewers(story);
    const desk = await walk(story, contoso, 'PrimaryContact');
    await story.restarts();
    await desk.presses('enrolment.saveContact', contoso.contact);
    await desk.presses('enrolment.saveSupport', contoso.support);
    await desk.presses('enrolment.enrolNow');
    await story.settle();
    await story.app.pump.close();
    await confirms(story, contoso);
    await story.restarts();
    await story.passes(LEASE);
    await story.passes(LEASE);
    expect(story.teams.inConversation(channel.conversation)).toHaveLength(1);
    expect(story.mails.filter(({ subject }) => subject.includes('review has begun'))).toHaveLength(1);
  });

  it('WF-10 WF-14 WF-15 WF-17 WF-34 a provider asks, the reseller authorises, adds a colleague, and the partnership is removed', async () => {
    const story = await openCosmosStory();
    const admin = await approved(story, contoso);
    const seller = story.desk(iker);
    await partnersNow(story, { admin, seller });
    await seller.says('/revendedores contoso');
    await admin.says('/asociaciones');
    expect([seller.reads(), admin.reads()]).toEqual([expect.stringContaining('Contoso Iberia'), expect.stringContaining('Distribuciones Norte')]);
    await seller.says('/asociaciones'); // the latest change first: the store reads this list backwards
    expect(seller.reads()).toMatch(/Contoso Iberia\nREQ-\S+ · Aceptada/);
    await admin.says('/agregar-usuario "Nora Núñez" nora@contoso.es');
    await admin.presses('newUser.add', { agent: 'salesAgent', admin: 'notAnAdmin' });
    expect(admin.reads()).toContain('se muestra solo aquí');
    await admin.says('/agregar-usuario "Nora Otra" NORA@contoso.es');
    await admin.presses('newUser.add', { agent: 'salesAgent', admin: 'notAnAdmin' });
    expect(admin.reads()).toContain('(USR-01)');
    await seller.says('/revendedor contoso');
    await seller.presses('show.removePartnership');
    await seller.presses('partnership.remove', { goodFaith: 'true', businessPurpose: 'true', agreement: 'true', harmless: 'true' });
    await story.settle();
    await seller.says('/revendedores');
    await admin.says('/asociaciones');
    expect([seller.reads(), admin.reads()].some((list) => /Contoso Iberia|Distribuciones Norte/.test(list))).toBe(false);
    expect((await story.content()).filter(({ kind, due }) => kind === 'outbox' && due === undefined)).toEqual([]);
  });

  it('the same delivery three times at once is done once', async () => {
    const story = await openCosmosStory();
    const { speaker } = story.desk(carmen);
    await speaker.says('hola');
    const click = { verb: 'enrolment.signIn', data: { id: '', rev: 0 }, id: 'the-same' };
    const answers = await Promise.all([speaker.clicks(click), speaker.clicks(click), speaker.clicks(click)]);
    expect(answers.map(({ card }) => textOf(card).includes('Vincula tu id. de MPN'))).toEqual([true, true, true]);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ rev: 1 });
  });
});
