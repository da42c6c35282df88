/** Several people, several devices, several companies: whose form it is, what an old card is worth, and what a lost role means. */

import { describe, expect, it } from '@jest/globals';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { openStory } from './support.ts';
import { adatum, audited, contoso, enrolmentIn, input, opensAgreement, reviewers, verbsOn, walk } from './walk.ts';
import { carmen, diego, luis } from './world.ts';

describe('one person on two devices', () => {
  it('GEN-02 goes on where the other device is, and is shown the present page instead of a scolding', async () => {
    const story = await openStory();
    const laptop = await walk(story, contoso, 'LegalProfile');
    const phone = story.desk(carmen);
    await phone.says('/inscribir');
    await laptop.presses('enrolment.saveLegal', contoso.legal);
    const { rev } = await enrolmentIn(story, contoso);
    await phone.presses('enrolment.saveLegal', { ...contoso.legal, city: 'Vigo' });
    expect(phone.reads()).toContain('Esta tarjeta no estaba al día');
    expect(phone.reads()).toContain('Paso 3 de 5');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ rev, form: { city: 'Madrid' } });
    await phone.presses('enrolment.saveContact', contoso.contact);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'SupportInfo' });
  });

  it('does the same click on both at the same moment once', async () => {
    const story = await openStory();
    const laptop = await walk(story, contoso, 'Confirmation');
    const phone = story.desk(carmen);
    await phone.says('/inscribir');
    const answers = await Promise.all([laptop.presses('enrolment.enrolNow'), phone.presses('enrolment.enrolNow')]);
    await story.settle();
    for (const { card } of answers) expect(textOf(card)).toContain('A la espera del contacto principal');
    expect(story.mails.filter(({ to }) => to === 'diego@contoso.es')).toHaveLength(1);
    expect((await audited(story, contoso)).filter((entry) => entry.startsWith('enrolment.enrolNow'))).toEqual(['enrolment.enrolNow done']);
  });

  it('GEN-02 two different clicks on one revision: one is done, the other meets what it did', async () => {
    const story = await openStory();
    const laptop = await walk(story, contoso, 'Confirmation');
    const phone = story.desk(carmen);
    await phone.says('/inscribir');
    const { rev } = await enrolmentIn(story, contoso);
    await Promise.all([laptop.presses('enrolment.editLegal'), phone.presses('enrolment.editSupport')]);
    expect((await enrolmentIn(story, contoso)).rev).toBe(rev + 1);
    expect([laptop.reads(), phone.reads()].filter((words) => words.includes('no estaba al día'))).toHaveLength(1);
    expect(laptop.reads().match(/Paso . de 5/)?.[0]).toBe(phone.reads().match(/Paso . de 5/)?.[0]);
  });

  it('talking in the chat leads back to the open page, and puts nothing into it', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'LegalProfile');
    await desk.says('/inscribir');
    const before = await enrolmentIn(story, contoso);
    await desk.says('Contoso Iberia, Calle Mayor 1');
    expect(desk.reads()).toContain('Tu formulario sigue abierto');
    expect(desk.reads()).toContain('Paso 2 de 5');
    expect(await enrolmentIn(story, contoso)).toEqual(before);
  });
});

describe('colleagues', () => {
  it('ENR-14 a colleague sees whose form it is, and cannot write in it', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'LegalProfile');
    const before = await enrolmentIn(story, contoso);
    const colleague = story.desk(luis);
    await colleague.says('/enrol');
    expect(colleague.reads()).toContain('A colleague is filling in this form');
    const answer = await colleague.speaker.clicks({ verb: 'enrolment.saveLegal', data: { id: before.id, rev: before.rev, ...contoso.legal } });
    expect(textOf(answer.card)).toMatch(/Carmen Ruiz is filling in this form.*\(ENR-14\)/);
    expect(verbsOn(answer.card)).toEqual(['enrolment.takeOver', 'show.status']);
    expect(await enrolmentIn(story, contoso)).toEqual(before);
    expect(await audited(story, contoso)).toContain('enrolment.saveLegal ENR-14');
    await desk.presses('enrolment.saveLegal', contoso.legal);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'PrimaryContact' });
  });

  it('ENR-14 may take it over: everything typed stays, the first person is told, and their card is out of date', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'PrimaryContact');
    const colleague = story.desk(luis);
    await colleague.says('/enrol');
    await colleague.presses('enrolment.takeOver');
    await story.settle();
    expect(colleague.reads()).toContain('The form is yours now');
    await colleague.presses('enrolment.back');
    expect(input(colleague.card(), 'companyName').value).toBe('Contoso Iberia, S.A.');
    const told = story.teams.inConversation(desk.speaker.conversation).at(-1);
    expect(textOf(told?.card)).toContain('Luis Gil');
    await desk.presses('enrolment.saveContact', contoso.contact);
    expect(desk.reads()).toContain('Otra persona está rellenando este formulario');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'LegalProfile', requester: { id: 'luis', language: 'en' } });
  });

  it('INV-10 an employee who is no Global admin looks, and neither takes over nor withdraws', async () => {
    const story = await openStory();
    await walk(story, contoso, 'EmailVerificationPending');
    const before = await enrolmentIn(story, contoso);
    const employee = story.desk(diego);
    await employee.says('/estado');
    expect(employee.reads()).toContain('A la espera del contacto principal');
    expect(verbsOn(employee.card())).toEqual(['show.status']);
    for (const event of ['takeOver', 'withdraw', 'amend', 'resend']) {
      const { text } = await employee.speaker.clicks({ verb: `enrolment.${event}`, data: { id: before.id, rev: before.rev } });
      expect(text).toContain('(ENR-01)');
    }
    expect(await enrolmentIn(story, contoso)).toEqual(before);
  });

  it('ENR-02 a company that has sent its form does not begin another one', async () => {
    const story = await openStory();
    await walk(story, contoso, 'EmailVerificationPending');
    const before = await enrolmentIn(story, contoso);
    const { card } = await story.desk(luis).speaker.clicks({ verb: 'enrolment.signIn', data: { id: '', rev: 0 } });
    expect(textOf(card)).toMatch(/Waiting for the primary contact.*\(ENR-02\)/);
    expect(await enrolmentIn(story, contoso)).toEqual(before);
  });

  it('INV-57 who loses the role between the card and the click is refused, and the card stays', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'Confirmation');
    story.world.change(carmen, { directoryRoles: [] });
    expect(await desk.presses('enrolment.enrolNow')).toMatchObject({ http: 200, card: undefined, text: expect.stringContaining('(ENR-01)') });
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'Confirmation' });
    story.world.change(carmen, { directoryRoles: ['globalAdmin'] });
    await desk.presses('enrolment.enrolNow');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'EmailVerificationPending' });
  });

  it('INV-57 MPA-01 MPA-02 the agreement is signed by a Global admin, and not before the approval', async () => {
    const story = await openStory();
    const admin = await reviewers(story);
    const desk = await walk(story, contoso, 'UnderReview');
    const forged = { verb: 'agreement.accept', data: { id: '', rev: 0, accept: 'true' } };
    expect((await desk.speaker.clicks(forged)).text).toContain('(MPA-02)');
    admin.looks();
    await admin.presses('enrolment.approve');
    await story.settle();
    await opensAgreement(desk);
    story.world.change(carmen, { directoryRoles: [] });
    const other = story.desk(luis);
    await other.says('/roles carmen@contoso.es --admin notAnAdmin');
    await other.presses('user.update');
    story.world.change(diego, { roles: { agent: 'adminAgent', admin: 'notAnAdmin' } });
    for (const speaker of [desk.speaker, story.desk(diego).speaker]) {
      const { text } = await speaker.clicks({ verb: 'agreement.accept', data: { id: `MPA-${(await enrolmentIn(story, contoso)).id.slice(4)}`, rev: 1, accept: 'true' } });
      expect(text).toMatch(/solo quien lo tiene puede firmar.*Luis Gil.*\(MPA-01\)/);
    }
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'Qualified' });
  });
});

describe('companies', () => {
  it('INV-56 a card of another company does nothing there, and shows nothing of it', async () => {
    const story = await openStory();
    await walk(story, contoso, 'EmailVerificationPending');
    const theirs = await enrolmentIn(story, contoso);
    const desk = await walk(story, adatum, 'LegalProfile');
    for (const verb of ['enrolment.withdraw', 'enrolment.saveLegal', 'enrolment.takeOver', 'show.status', 'show.enrolment', 'show.changeContact']) {
      const answer = await desk.speaker.clicks({ verb, data: { id: theirs.id, rev: theirs.rev, ...contoso.legal } });
      expect(`${answer.text ?? ''}${textOf(answer.card)}`).not.toMatch(/Contoso Iberia|Carmen|ENR-.*contoso/);
    }
    expect(await enrolmentIn(story, contoso)).toEqual(theirs);
    expect(await enrolmentIn(story, adatum)).toMatchObject({ state: 'LegalProfile', form: { companyName: 'Adatum' } });
  });

  it('INV-09 ENR-08 one MPN ID is one company\'s: the second hears it at the choice', async () => {
    const story = await openStory();
    await walk(story, contoso, 'LegalProfile');
    const desk = await walk(story, adatum, 'MpnSelection');
    await desk.presses('enrolment.continue', { mpnId: contoso.mpnId });
    expect(desk.reads()).toContain('(ENR-08)');
    await desk.presses('enrolment.continue', { mpnId: adatum.mpnId });
    await desk.presses('enrolment.saveLegal', adatum.legal);
    expect(await enrolmentIn(story, adatum)).toMatchObject({ state: 'PrimaryContact' });
  });

  it('ENR-17 nothing is sent before the MPN ID is settled, and the same button works once it is', async () => {
    const story = await openStory();
    const isFree = Promise.withResolvers<void>();
    story.trouble.commit = async ([write]) => { if (write?.op === 'create' && write.doc.kind === 'reservation') await isFree.promise; };
    const desk = await walk(story, contoso, 'MpnSelection');
    await desk.presses('enrolment.continue', { mpnId: contoso.mpnId });
    await desk.presses('enrolment.saveLegal', contoso.legal);
    await desk.presses('enrolment.saveContact', contoso.contact);
    await desk.presses('enrolment.saveSupport', contoso.support);
    await desk.presses('enrolment.enrolNow');
    expect(desk.reads()).toContain('(ENR-17)');
    isFree.resolve();
    await story.settle();
    await desk.presses('enrolment.enrolNow');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'EmailVerificationPending' });
  });

  it('INV-09 when two choose at the same moment, one holds it, and the other is told and chooses again', async () => {
    const story = await openStory();
    const [first, second] = [await walk(story, contoso, 'MpnSelection'), await walk(story, adatum, 'MpnSelection')];
    const bothHaveChosen = Promise.withResolvers<void>();
    story.trouble.commit = async ([write]) => { if (write?.op === 'create' && write.doc.kind === 'reservation') await bothHaveChosen.promise; };
    await Promise.all([first.presses('enrolment.continue', { mpnId: contoso.mpnId }), second.presses('enrolment.continue', { mpnId: contoso.mpnId })]);
    bothHaveChosen.resolve();
    await story.settle();
    const states = [await enrolmentIn(story, contoso), await enrolmentIn(story, adatum)].map(({ state }) => state);
    expect(states.toSorted()).toEqual(['LegalProfile', 'MpnSelection']);
    const [loser, company] = states[0] === 'MpnSelection' ? [first, contoso] : [second, adatum];
    loser.looks();
    expect(loser.reads()).toContain('El id. de MPN ya no está libre');
    expect((await enrolmentIn(story, company)).mpn).toBeUndefined();
  });
});
