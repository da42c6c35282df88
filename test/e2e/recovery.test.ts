/** Restarts, crashes, faults inside a turn and deliveries that come more than once: nothing is lost, and nothing is done twice. */

import { describe, expect, it } from '@jest/globals';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { personSchema } from '../../src/app/documents.ts';
import { homeOf } from '../../src/app/homes.ts';
import { LEASE, bornRow } from '../../src/app/outboxRows.ts';
import type { Doc } from '../../src/app/ports.ts';
import { tenantId } from '../../src/core/ids.ts';
import { MINUTE, SECOND, plus } from '../../src/core/time.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { PARTNERS } from '../../src/tasks/partnershipDoc.ts';
import { state } from './rawPost.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { approved, audited, channel, codeFor, confirms, contoso, enrolmentIn, input, linkFor, reviewers, visit, walk } from './walk.ts';
import { carmen, luis, olivia } from './world.ts';

const owed = async (story: Story) => (await story.content()).filter(({ kind }) => kind === 'outbox');
/** The next time a write of this kind is committed, the store fails instead. */
function failsOnce(story: Story, kind: string): void {
  story.trouble.commit = (writes) => {
    if (!writes.some((write) => write.op !== 'delete' && write.doc.kind === kind)) return;
    story.trouble.commit = () => {};
    throw new Error('The disk is full');
  };
}

const birthIn = (story: Story, tenant: string) => ({ partition: homeOf(tenantId.parse(tenant)), tenant: tenantId.parse(tenant), reason: 'REQ-1:authorise:3', correlation: 'c0ffee', now: story.clock() });
const commits = async (story: Story, doc: Doc) => await story.app.deps.store.commit([{ op: 'create', doc }]);
/** What an accepted request owes to the reseller's home. */
const begin = (story: Story) => outgoing('partnershipStart', {
  reseller: 'contoso', request: 'REQ-7K3F-9QXD', providerName: 'Distribuciones Norte', providerCountry: 'ES', by: 'Carmen Ruiz', byId: 'carmen',
  roles: ['directory.globalAdmin'], at: story.clock(), version: '2026-11', language: 'es', company: 'Contoso Iberia',
});

describe('a restart', () => {
  it('in the middle of the form loses nothing: the card in front of the person still works, and the chat still leads back to it', async () => {
    const story = await openStory({ store: 'file' });
    const desk = story.desk(carmen);
    await desk.says('/inscribir');
    await walk(story, contoso, 'PrimaryContact', { ...desk, arrives: async () => {} });
    const before = await enrolmentIn(story, contoso);
    await story.restarts();
    expect(await enrolmentIn(story, contoso)).toEqual(before);
    await desk.says('sigo aquí');
    expect(desk.reads()).toContain('Tu formulario sigue abierto');
    await desk.presses('enrolment.saveContact', contoso.contact);
    await desk.presses('enrolment.saveSupport', contoso.support);
    await desk.presses('enrolment.enrolNow');
    await story.settle();
    await story.restarts();
    expect((await visit(linkFor(story, 'diego@contoso.es'))).status).toBe(200);
    await confirms(story, contoso);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'UnderReview' });
  });

  it('waits for a mail that is under way, and does not send it again', async () => {
    const story = await openStory({ store: 'file' });
    const desk = await walk(story, contoso, 'Confirmation');
    const [isSending, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    story.trouble.mail = async () => {
      isSending.resolve();
      await mayEnd.promise;
    };
    await desk.presses('enrolment.enrolNow');
    await isSending.promise;
    const restarted = story.restarts();
    mayEnd.resolve();
    await restarted;
    await story.passes(LEASE);
    expect(story.mails.filter(({ to }) => to === 'diego@contoso.es')).toHaveLength(1);
    expect(await owed(story)).toEqual([]);
  });
});

describe('a crash', () => {
  it('between commit and delivery: the next instance waits for the lease, and then delivers everything exactly once', async () => {
    const story = await openStory({ store: 'file' });
    await reviewers(story);
    const desk = await walk(story, contoso, 'EmailVerificationPending');
    await story.app.pump.close(); // from here on this instance commits, and delivers nothing any more
    await confirms(story, contoso);
    expect((await owed(story)).length).toBeGreaterThan(0);
    await story.restarts();
    await story.passes(LEASE - SECOND);
    expect(story.teams.inConversation(channel.conversation)).toEqual([]);
    await story.passes(SECOND);
    expect(story.teams.inConversation(channel.conversation).map(({ card }) => textOf(card).split('\n')[0])).toEqual(['Contoso Iberia, S.A. asks to be enrolled']);
    expect(story.mails.map(({ subject }) => subject).filter((subject) => subject.includes('review has begun'))).toHaveLength(1);
    desk.looks();
    expect(desk.reads()).toContain('El contacto principal ha confirmado');
    await story.passes(LEASE);
    expect([story.teams.inConversation(channel.conversation).length, await owed(story)]).toEqual([1, []]);
  });

  it('with two survivors, both of which sweep at the same moment, is delivered by one of them', async () => {
    const story = await openStory({ store: 'file' });
    await reviewers(story);
    await walk(story, contoso, 'EmailVerificationPending');
    await story.app.pump.close();
    await confirms(story, contoso);
    const survivors = [await story.another(), await story.another()];
    story.clock.move(LEASE);
    await Promise.all(survivors.map((app) => app.sweep()));
    await Promise.all(survivors.map((app) => app.pump.idle()));
    expect(story.teams.inConversation(channel.conversation)).toHaveLength(1);
    expect(story.mails.filter(({ subject }) => subject.includes('review has begun'))).toHaveLength(1);
    expect(story.teams.inConversation('chat:contoso:carmen').filter(({ card }) => textOf(card).includes('ha confirmado'))).toHaveLength(1);
    expect(await owed(story)).toEqual([]);
  });

  it('WF-15 INV-20 between the answer to a request and the partnership: the next instance begins it once, and both lists have it', async () => {
    const story = await openStory({ store: 'file' });
    await approved(story, contoso);
    await commits(story, bornRow(begin(story), birthIn(story, 'norte')));
    await story.restarts(); // the instance that committed it has gone before it delivered
    const survivors = [story.app, await story.another()];
    story.clock.move(LEASE);
    await Promise.all(survivors.map((app) => app.sweep()));
    await Promise.all(survivors.map((app) => app.pump.idle()));
    const partners = async (tenant: string) => (await story.app.deps.store.page({ partition: homeOf(tenantId.parse(tenant)), list: PARTNERS, limit: 10 })).map(({ body }) => body['other']);
    expect([await partners('contoso'), await partners('norte')]).toEqual([['norte'], ['contoso']]);
    expect((await audited(story, contoso)).filter((entry) => entry.startsWith('partnership'))).toEqual(['partnership.start done']);
    expect(story.teams.inConversation('chat:contoso:carmen').filter(({ card }) => textOf(card).includes('ya es tu proveedor indirecto'))).toHaveLength(1);
  });

  it('INV-06 INV-64 while a password is on the screen: the next instance takes it off after its five minutes', async () => {
    const story = await openStory({ store: 'file' });
    const desk = story.desk(carmen);
    await desk.says('hola');
    const shown = story.teams.inConversation(desk.speaker.conversation).at(-1);
    const person = (await story.content()).find(({ id }) => id === 'person:carmen');
    const { address } = personSchema.parse(person?.body);
    if (!shown || !address) throw new Error('Carmen has no chat');
    const payload = { address, activity: shown.id, userName: 'ana@contoso.es', language: 'es' as const };
    await commits(story, bornRow({ ...outgoing('credentialsClose', payload, shown.id), at: plus(story.clock(), 5 * MINUTE) }, birthIn(story, 'contoso')));
    await story.restarts();
    await story.passes(5 * MINUTE - SECOND);
    expect(shown.updates).toBe(0);
    await story.passes(SECOND);
    expect([shown.updates, textOf(shown.card).split('\n')[0], await owed(story)]).toEqual([1, 'La contraseña ya no se muestra', []]);
  });

  it('WF-02 INV-64 after the request for a work account, and before the account: asking again makes it', async () => {
    const story = await openStory();
    const { createTenant } = story.world.accounts;
    story.world.accounts.createTenant = async () => { throw new Error('Out of memory'); };
    const asked = { company: 'Panadería', country: 'ES', prefix: 'panaderia', userName: 'ana', firstName: 'Ana', lastName: 'Ruiz', contactEmail: 'ana@gmail.com' };
    const { speaker } = story.desk(luis);
    expect((await speaker.clicks({ verb: 'workAccount.request', data: { id: '', rev: 0, ...asked } })).text).toContain('Something failed');
    story.world.accounts.createTenant = createTenant;
    const { card } = await speaker.clicks({ verb: 'show.workAccount' });
    const { id, rev } = JSON.parse(/"data":(\{"id":"WA[^}]*\})/.exec(JSON.stringify(card))?.[1] ?? '{}') as { id: string; rev: number }; // of the button
    expect(input(card, 'prefix').value).toBe('panaderia');
    expect(textOf((await speaker.clicks({ verb: 'workAccount.request', data: { id, rev, ...asked } })).card)).toContain('ana@panaderia.onmicrosoft.com');
  });
});

describe('a fault inside a turn', () => {
  it('is told with an id that the log has too; the document is where it was, and the same click works', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'LegalProfile');
    const before = await state(story);
    failsOnce(story, 'enrolment');
    const answer = await desk.presses('enrolment.saveLegal', contoso.legal);
    expect(answer).toMatchObject({ http: 200, status: 200, card: undefined });
    const failed = story.logs.find(({ level }) => level === 'error');
    expect(answer.text).toContain(`indica ${String(failed?.fields['correlation'])}.`);
    expect(answer.text).not.toContain('disk');
    expect(await state(story)).toEqual(before);
    await desk.presses('enrolment.saveLegal', contoso.legal);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'PrimaryContact' });
  });

  it('while talking leaves the conversation where it was', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'LegalProfile');
    await desk.says('/inscribir');
    story.trouble.read = ({ id }) => { if (id === 'enrolment') throw new Error('The network is down'); };
    await desk.says('Calle Mayor 1');
    expect(desk.reads()).toMatch(/Algo ha fallado por nuestra parte.*indica 0{4}/);
    story.trouble.read = () => {};
    await desk.says('Calle Mayor 1');
    expect(desk.reads()).toContain('Tu formulario sigue abierto');
  });

  it('that comes after the answer, when the conversation is remembered, is told too, and the command works again', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'LegalProfile');
    failsOnce(story, 'chat');
    await desk.says('/inscribir');
    expect(desk.reads()).toContain('Algo ha fallado por nuestra parte');
    await desk.says('/inscribir');
    await desk.says('Calle Mayor 1');
    expect(desk.reads()).toContain('Tu formulario sigue abierto');
  });

  it.each(['person', 'enrolment'])('before anything is known (%s) is told as well, and the next turn is as ever', async (kind) => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'EmailVerificationPending');
    story.trouble.read = ({ id }) => { if (id.startsWith(kind)) throw new Error('The network is down'); };
    expect(await desk.speaker.says('/estado')).toBe(200);
    desk.looks();
    expect(desk.reads()).toContain('Algo ha fallado por nuestra parte');
    expect((await desk.speaker.clicks({ verb: 'show.status' })).text).toContain('Algo ha fallado por nuestra parte');
    story.trouble.read = () => {};
    await desk.says('/estado');
    expect(desk.reads()).toContain('A la espera del contacto principal');
  });

  it('GEN-04 of a service outside is a sentence on the same card; the code stays good, and works later', async () => {
    const story = await openStory();
    const { profiles } = story.world.membership;
    const down = async (): Promise<never> => { throw new Error('The membership site is down'); };
    const desk = await walk(story, contoso, 'MpnSignIn');
    story.world.membership.profiles = down;
    await desk.presses('enrolment.sendCode', { account: contoso.account });
    await story.settle();
    story.world.membership.profiles = profiles;
    await story.passes(MINUTE);
    const code = codeFor(story, contoso.account);
    story.world.membership.profiles = down;
    expect((await desk.presses('enrolment.enterCode', { code })).http).toBe(200);
    expect(desk.reads()).toMatch(/\(GEN-04\)[\s\S]*Escribe el código/);
    story.world.membership.profiles = profiles;
    await desk.presses('enrolment.enterCode', { code });
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'MpnSelection' });
  });

  it('behind a mailed link shows a page with an id, and the same form works afterwards', async () => {
    const story = await openStory();
    await walk(story, contoso, 'EmailVerificationPending');
    const link = linkFor(story, 'diego@contoso.es');
    failsOnce(story, 'enrolment');
    const page = await visit(link, { decision: 'confirm', signedUp: 'true', companyAddress: 'true' });
    expect(page.status).toBe(500);
    expect(page.html).toContain(String(story.logs.find(({ level }) => level === 'error')?.fields['correlation']));
    expect(page.html).not.toMatch(/disk|\n\s+at /);
    await confirms(story, contoso);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'UnderReview' });
  });
});

describe('a delivery that comes three times', () => {
  it('WF-01 of a sign-in begins one enrolment', async () => {
    const story = await openStory();
    const { speaker } = story.desk(carmen);
    const click = { verb: 'enrolment.signIn', data: { id: '', rev: 0 }, id: 'the-same' };
    const answers = [...await Promise.all([speaker.clicks(click), speaker.clicks(click)]), await speaker.clicks(click)];
    expect(answers.map(({ card }) => textOf(card).includes('Vincula tu id. de MPN'))).toEqual([true, true, true]);
    expect(await audited(story, contoso)).toEqual(['enrolment.signIn done']);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ rev: 1 });
  });

  it('of each click of the form does it once, and shows what came of it', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'MpnSignIn');
    const { id, rev } = await enrolmentIn(story, contoso);
    const click = { verb: 'enrolment.sendCode', data: { id, rev, account: contoso.account }, id: 'the-same' };
    const answers = await Promise.all([desk.speaker.clicks(click), desk.speaker.clicks(click), desk.speaker.clicks(click)]);
    await story.settle();
    expect(answers.map(({ card }) => textOf(card).includes('Escribe el código'))).toEqual([true, true, true]);
    expect(story.mails).toHaveLength(1);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ rev: rev + 1, membership: { round: 1 } });
  });

  it('of a decision, late and after others, changes nothing', async () => {
    const story = await openStory();
    const admin = await reviewers(story);
    const desk = await walk(story, contoso, 'UnderReview');
    const { id, rev } = await enrolmentIn(story, contoso);
    const click = { verb: 'enrolment.askMore', data: { id, rev, question: 'Which?' }, id: 'the-same' };
    await admin.speaker.clicks(click);
    await story.settle();
    await desk.says('/estado');
    await desk.presses('show.answer');
    await desk.presses('enrolment.answer', { documentType: 'other', comment: 'This.' });
    await story.settle();
    const [before, mails] = [await state(story), story.mails.length];
    story.clock.move(20 * MINUTE);
    for (const { card } of [await admin.speaker.clicks(click), await admin.speaker.clicks({ ...click, id: 'another' })]) {
      expect(textOf(card)).toContain('Answer from the company');
      expect(textOf(card)).not.toContain('out of date'); // it was done, not refused
    }
    await story.settle();
    expect([await state(story), story.mails.length]).toEqual([before, mails]);
    expect((await audited(story, contoso)).filter((entry) => entry.startsWith('enrolment.askMore'))).toEqual(['enrolment.askMore done']);
  });

  it('of a message is answered each time, and does its work once', async () => {
    const story = await openStory();
    const { speaker } = story.desk(olivia, channel);
    for (const said of ['/approvals here', '/language es']) {
      for (const status of await Promise.all([speaker.says(said, said), speaker.says(said, said), speaker.says(said, said)])) expect(status).toBe(200);
    }
    await walk(story, contoso, 'UnderReview');
    expect(story.teams.inConversation(channel.conversation)).toHaveLength(1);
  });
});
