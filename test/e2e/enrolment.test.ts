/** A company enrols, from the welcome to the signed agreement: what each person is shown, and what is stored meanwhile. */

import { describe, expect, it } from '@jest/globals';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { accountOpened } from '../../src/app/accounts.ts';
import { tenantId } from '../../src/core/ids.ts';
import { MINUTE } from '../../src/core/time.ts';
import { openStory } from './support.ts';
import { approved, audited, codeFor, contoso, enrolmentIn, has, input, linkFor, mailTo, reviewers, verbsOn, visit, walk, wrongCodeFor } from './walk.ts';
import { carmen, diego, iker } from './world.ts';

describe('the form', () => {
  it('WF-01 opens with the three things to have at hand, and stores nothing before the sign-in', async () => {
    const story = await openStory();
    const desk = story.desk(carmen);
    await desk.arrives();
    expect(desk.reads()).toContain('Ten a mano tres cosas');
    await desk.presses('show.signIn');
    expect(desk.reads()).toContain('Inicia sesión con tu cuenta profesional');
    expect(await has(story, contoso)).toBe(false);
    await desk.presses('enrolment.signIn');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'MpnSignIn', company: { name: 'Contoso Iberia', country: 'ES' }, requester: { id: 'carmen', language: 'es' } });
  });

  it('INV-10 ENR-01 is refused to somebody who is no Global admin, with the names of those who are', async () => {
    const story = await openStory();
    const desk = story.desk(diego);
    await desk.arrives();
    await desk.presses('show.signIn');
    await desk.presses('enrolment.signIn');
    expect(desk.reads()).toMatch(/Diego Sanz no tiene el rol de administrador global.*Carmen Ruiz, Luis Gil.*\(ENR-01\)/s);
    expect(await has(story, contoso)).toBe(false);
    expect(await audited(story, contoso)).toEqual(['enrolment.signIn ENR-01']);
  });

  it('WF-01 ENR-11 ENR-12 asks for the mailed code: a wrong one uses up a try, an old one is worth nothing, the right one opens the profiles', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'MpnSignIn');
    await desk.presses('enrolment.sendCode', { account: 'socios@' });
    expect(input(desk.card(), 'account')).toEqual({ value: 'socios@', says: expect.stringContaining('dirección de correo') });
    await desk.presses('enrolment.sendCode', { account: contoso.account });
    await story.settle();
    await desk.presses('enrolment.enterCode', { code: wrongCodeFor(story, contoso.account) });
    expect(desk.reads()).toContain('Intentos restantes: 4. ');
    const first = codeFor(story, contoso.account);
    story.clock.move(10 * MINUTE);
    await desk.presses('enrolment.enterCode', { code: first });
    expect(desk.reads()).toContain('(ENR-12)');
    await desk.presses('enrolment.sendCode');
    await story.settle();
    await desk.presses('enrolment.enterCode', { code: codeFor(story, contoso.account) });
    expect(desk.reads()).toContain('Elige el perfil de MPN');
  });

  it('WF-03 says nothing about accounts that do not exist, and lets the person use another one', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'MpnSignIn');
    await desk.presses('enrolment.sendCode', { account: 'nadie@contoso.es' });
    await story.settle();
    expect(desk.reads()).toContain('Si nadie@contoso.es es una cuenta de pertenencia');
    expect(story.mails).toEqual([]);
    await desk.presses('enrolment.cancel');
    await desk.presses('enrolment.sendCode', { account: 'ventas@contoso.es' });
    await story.settle();
    await desk.presses('enrolment.enterCode', { code: codeFor(story, 'ventas@contoso.es') });
    expect(desk.reads()).toContain('Contoso Valencia · 4711203');
    await desk.presses('enrolment.cancel');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'MpnSignIn', membership: { account: '' } });
  });

  it.each([
    ['INV-07 ENR-04', '4567891', 'no está activo'],
    ['INV-08 ENR-05', '4567892', 'Francia y tu cuenta profesional está en España'],
    ['INV-09 ENR-08', '4567000', 'identificador global'],
    ['ENR-03', '9999999', 'no está entre los de esta cuenta'],
  ])('%s refuses the profile %s with the reason, and keeps the choice', async (ids, mpnId, reason) => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'MpnSelection');
    await desk.presses('enrolment.continue', { mpnId });
    expect(desk.reads()).toContain(reason);
    expect(desk.reads()).toContain(`(${ids.split(' ').at(-1)})`);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'MpnSelection' });
    await desk.presses('enrolment.continue', { mpnId: contoso.mpnId });
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'LegalProfile', mpn: { mpnId: '4567890' } });
  });

  it('GEN-05 keeps what was typed and says beside each field what is wrong', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'LegalProfile');
    await desk.presses('enrolment.saveLegal', { companyName: 'GmbH', addressLine1: '', addressLine2: 'Piso 3', city: 'Мадрид', postalCode: '99999' });
    expect(desk.reads()).toMatch(/Cuántas: 4\..*\(GEN-05\)/);
    expect(input(desk.card(), 'companyName')).toEqual({ value: 'GmbH', says: expect.stringContaining('forma jurídica') });
    expect(input(desk.card(), 'addressLine1')).toEqual({ value: '', says: expect.stringContaining('Hace falta') });
    expect(input(desk.card(), 'addressLine2')).toEqual({ value: 'Piso 3', says: undefined });
    expect(input(desk.card(), 'city')).toEqual({ value: 'Мадрид', says: expect.stringContaining('«М»') });
    expect(input(desk.card(), 'postalCode')).toEqual({ value: '99999', says: expect.stringContaining('28013') });
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'LegalProfile', donePages: [] });
    await desk.presses('enrolment.saveLegal', contoso.legal);
    expect(desk.reads()).toContain('Contacto principal');
  });

  it('INV-11 ENR-06 refuses webmail for the primary contact, in capitals and in subdomains too', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'PrimaryContact');
    for (const contactEmail of ['diego@gmail.com', 'diego@MAIL.Yahoo.es']) {
      await desk.presses('enrolment.saveContact', { ...contoso.contact, contactEmail });
      expect(desk.reads()).toContain('(ENR-06)');
      expect(input(desk.card(), 'contactEmail')).toEqual({ value: contactEmail, says: expect.stringContaining('correo web') });
      expect(input(desk.card(), 'contactFirstName')).toEqual({ value: 'Diego', says: undefined });
    }
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'PrimaryContact' });
  });

  it('WF-01 shows everything once more, lets each page be changed, and goes back without losing anything', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'Confirmation');
    for (const words of ['Contoso Iberia, S.A.', 'Calle Mayor 1, 28013, Madrid · España', 'diego@contoso.es', '+34912345678', 'https://contoso.es/ayuda', '4567890']) expect(desk.reads()).toContain(words);
    await desk.presses('enrolment.editLegal');
    await desk.presses('enrolment.saveLegal', { city: 'Getafe' });
    expect(desk.reads()).toContain('Calle Mayor 1, 28013, Getafe');
    await desk.presses('enrolment.back');
    await desk.presses('enrolment.back', { supportEmail: 'a medias' });
    expect(input(desk.card(), 'contactEmail').value).toBe('diego@contoso.es');
    await desk.presses('enrolment.saveContact');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'Confirmation', form: { supportEmail: 'a medias' } });
    await desk.presses('enrolment.enrolNow');
    expect(desk.reads()).toContain('Hay algo que corregir en: Información de soporte técnico al cliente');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'Confirmation' });
  });

  it('WF-01 discards everything when asked to, and frees the MPN ID', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'Confirmation');
    await desk.presses('enrolment.abandon');
    await story.settle();
    expect(desk.reads()).toContain('Descartado, como pediste.');
    expect(await has(story, contoso)).toBe(false);
    expect((await story.content()).filter(({ kind }) => ['reservation', 'outbox', 'enrolment'].includes(kind))).toEqual([]);
  });
});

describe('the primary contact', () => {
  it('WF-05 INV-13 gets the mail, in their language and nobody else; the status shows a masked address', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'EmailVerificationPending');
    const [mail, ...others] = story.mails.filter(({ to }) => to !== contoso.account);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ to: 'diego@contoso.es', language: 'en', subject: expect.stringContaining('Contoso Iberia, S.A.') });
    expect(desk.reads()).toContain('Diego Sanz tiene que confirmar por correo: d•••@contoso.es');
    expect(desk.reads()).not.toContain('diego@contoso.es');
  });

  it('INV-24 INV-12 opens the link as often as they like without changing anything, and only a form with both facts confirms', async () => {
    const story = await openStory();
    await walk(story, contoso, 'EmailVerificationPending');
    const link = linkFor(story, 'diego@contoso.es');
    const before = await story.content();
    for (const opened of [await visit(link), await visit(link), await visit(`${link}?decision=confirm&signedUp=true&companyAddress=true`)]) {
      expect(opened).toMatchObject({ status: 200, html: expect.stringContaining('Confirm the enrolment of Contoso Iberia, S.A.') });
    }
    await story.settle();
    expect(await story.content()).toEqual(before);
    expect((await visit(link, { decision: 'confirm', signedUp: 'true' })).status).toBe(400);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'EmailVerificationPending' });
    expect((await visit(link, { decision: 'confirm', signedUp: 'true', companyAddress: 'true' })).status).toBe(200);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'UnderReview' });
  });

  it('WF-05 says that it was not them: the form comes back flagged, and the requester is told', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'EmailVerificationPending');
    await visit(linkFor(story, 'diego@contoso.es'), { decision: 'deny' });
    await story.settle();
    desk.looks();
    expect(desk.reads()).toContain('diego@contoso.es');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'PrimaryContact', verification: { deniedAt: story.clock() } });
    await desk.presses('show.enrolment');
    expect(desk.reads()).toContain('Paso 3 de 5');
  });

  it('ENR-07 ENR-13 can be asked again, and be changed: then the first link is dead', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'EmailVerificationPending');
    const first = linkFor(story, 'diego@contoso.es');
    await desk.presses('enrolment.resend');
    expect(desk.reads()).toContain('(ENR-13)');
    story.clock.move(2 * MINUTE);
    await desk.presses('enrolment.resend');
    await story.settle();
    expect(story.mails.filter(({ to }) => to === 'diego@contoso.es')).toHaveLength(2);
    expect((await visit(first)).status).toBe(200);
    story.clock.move(2 * MINUTE);
    await desk.presses('show.changeContact');
    await desk.presses('enrolment.changeContact', { contactFirstName: 'Luis', contactLastName: 'Gil', contactEmail: 'luis@contoso.es', contactLanguage: 'es' });
    await story.settle();
    expect(mailTo(story, 'luis@contoso.es')).toMatchObject({ language: 'es' });
    expect((await visit(first, { decision: 'confirm', signedUp: 'true', companyAddress: 'true' })).status).toBe(410);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'EmailVerificationPending', verification: { email: 'luis@contoso.es' } });
  });
});

describe('the review', () => {
  it('WF-05 posts the card, asks for more, gets an answer on the same card, and approves: company and contact are told in their languages', async () => {
    const story = await openStory();
    const admin = await reviewers(story);
    const desk = await walk(story, contoso, 'UnderReview');
    admin.looks();
    expect(admin.reads()).toContain('Contoso Iberia, S.A. asks to be enrolled');
    await admin.presses('enrolment.askMore', { question: 'Which *name* is registered?' });
    await story.settle();
    desk.looks();
    expect(desk.reads()).toContain('Pregunta del equipo de revisión');
    expect(desk.reads()).toContain('Which \\*name\\* is registered?');
    expect(mailTo(story, 'diego@contoso.es').text).toContain('Which *name* is registered?');
    await desk.presses('show.enrolment');
    await desk.presses('show.answer');
    await desk.presses('enrolment.answer', { documentType: 'business', reference: 'RM-77', comment: 'El de la escritura.' });
    await story.settle();
    expect(mailTo(story, 'diego@contoso.es').subject).toBe('Contoso Iberia, S.A.: the answer has arrived');
    admin.looks();
    expect(admin.reads()).toMatch(/The company is registered under this name: RM-77/);
    expect(story.teams.posted.filter(({ conversation, card }) => conversation === admin.speaker.conversation && textOf(card).includes('asks to be enrolled'))).toHaveLength(1);
    await admin.presses('enrolment.approve');
    expect(admin.reads()).toContain('Approved. We tell the company.');
    await story.settle();
    desk.looks();
    expect(desk.reads()).toContain('Contoso Iberia, S.A.');
    expect(desk.reads()).toContain('aprobada');
    expect(mailTo(story, 'diego@contoso.es').subject).toBe('Contoso Iberia, S.A.: the enrolment is approved');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'Qualified', review: { decision: { kind: 'approved', by: { id: 'olivia', name: 'Olivia Prado' } } } });
  });

  it('WF-06 WF-07 WF-08 WF-09 INV-15 MPA-04 then leads to the admin agent, to the signed agreement, and to the end', async () => {
    const story = await openStory();
    const desk = await approved(story, contoso);
    await desk.says('/estado');
    expect(desk.reads()).toContain('Antes que nada');
    expect(verbsOn(desk.card())).not.toContain('show.agreement');
    await desk.presses('user.becomeAdminAgent');
    expect(desk.reads()).toContain('La configuración está completa');
    await desk.presses('show.agreement');
    await desk.presses('agreement.accept', { accept: 'false' });
    expect(desk.reads()).toContain('(MPA-04)');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'Qualified' });
    await desk.presses('agreement.accept', { accept: 'true' });
    expect(desk.reads()).toContain('Firmado. Tu compañía puede operar en CSP.');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'Active' });
    expect(await accountOpened(story.app.deps, tenantId.parse('contoso'))).toMatchObject({ adminAgents: ['carmen'] });
    await desk.says('/estado 4567890');
    expect(desk.reads()).toContain('está inscrita en CSP con este id. de MPN');
    await desk.says('/contrato');
    expect(desk.reads()).toContain('La compañía ha firmado el Contrato de Partner de Microsoft');
    const provider = story.desk(iker);
    await provider.says('/mpa 4567890');
    expect(provider.reads()).toContain('La compañía ha firmado el Contrato de Partner de Microsoft');
  });

  it('WF-05 ENR-16 ENR-09 rejects with a reason that the company reads, and only an appeal opens it again', async () => {
    const story = await openStory();
    const admin = await reviewers(story);
    const desk = await walk(story, contoso, 'UnderReview');
    admin.looks();
    await admin.presses('enrolment.reject', { reason: '' });
    expect(admin.reads()).toContain('(ENR-16)');
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'UnderReview' });
    await admin.presses('enrolment.reject', { reason: 'The name is another one.' });
    await story.settle();
    expect(mailTo(story, 'diego@contoso.es').text).toMatch(/The name is another one\.[\s\S]*appeal/);
    desk.looks();
    expect(desk.reads()).toContain('The name is another one.');
    await desk.presses('show.enrolment');
    const again = await desk.speaker.clicks({ verb: 'enrolment.signIn', data: { id: '', rev: 0 } });
    expect(textOf(again.card)).toMatch(/The name is another one\..*\(ENR-09\)/);
    await desk.presses('show.appeal');
    await desk.presses('enrolment.appeal', { documentType: 'business', reference: '', comment: 'Es el mismo.' });
    expect(input(desk.card(), 'reference').says).toContain('Hace falta');
    expect(input(desk.card(), 'comment').value).toBe('Es el mismo.');
    await desk.presses('enrolment.appeal', { reference: 'RM-77' });
    await story.settle();
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'UnderReview', review: { answer: { kind: 'appealed' } } });
    admin.looks();
    expect(admin.reads()).toContain('Appeal from the company');
    expect(buttonsOf(admin.card()).map(({ verb }) => verb)).toContain('enrolment.approve');
  });
});
