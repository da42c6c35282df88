/** Spanish and English: the same story leaves the same state, each reader reads their own, and commands are understood as people type them. */

import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { textOf } from '../../bot/local/teamsPeer.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { answerInChannel, audited, channel, codeFor, confirms, contoso, enrolmentIn, mailTo, reviewers, walk, wrongCodeFor } from './walk.ts';
import { carmen, iker, luis, martin, olivia } from './world.ts';

const speaking = (locale: 'es-ES' | 'en-US') => ({ ...contoso, who: { ...carmen, locale } });
const said = { 'es-ES': { enrol: '/inscribir', status: '/estado' }, 'en-US': { enrol: '/enrol', status: '/status' } } as const;

/** The language a card is marked with. */
const langOf = (card: unknown): unknown => (card as { readonly lang?: unknown } | undefined)?.lang; // Teams' cards have it, the fake's type does not

/** The whole story with its detours, and every card that the company was shown. */
async function told(story: Story, locale: 'es-ES' | 'en-US'): Promise<ReadonlySet<unknown>> {
  const company = speaking(locale);
  const [admin, desk] = [await reviewers(story), story.desk(company.who)];
  const shown = new Set<unknown>();
  const presses: Desk['presses'] = async (verb, inputs) => {
    const answer = await desk.presses(verb, inputs);
    shown.add(langOf(answer.card));
    return answer;
  };
  await desk.says(said[locale].enrol);
  await presses('show.signIn');
  await presses('enrolment.signIn');
  await presses('enrolment.sendCode', { account: company.account });
  await story.settle();
  await presses('enrolment.enterCode', { code: wrongCodeFor(story, company.account) });
  await presses('enrolment.enterCode', { code: codeFor(story, company.account) });
  await presses('enrolment.continue', { mpnId: '4567891' });
  await presses('enrolment.continue', { mpnId: company.mpnId });
  await story.settle();
  await presses('enrolment.saveLegal', { ...company.legal, postalCode: '1' });
  await presses('enrolment.saveLegal', company.legal);
  await presses('enrolment.saveContact', { ...company.contact, contactEmail: 'diego@gmail.com' });
  await presses('enrolment.saveContact', company.contact);
  await presses('enrolment.saveSupport', company.support);
  await presses('enrolment.enrolNow');
  await story.settle();
  await confirms(story, company);
  await decideAndSign(story, { admin, desk: { ...desk, presses }, status: said[locale].status });
  for (const { card } of story.teams.inConversation(desk.speaker.conversation)) shown.add(langOf(card));
  return shown;
}

async function decideAndSign(story: Story, { admin, desk, status }: { readonly admin: Desk; readonly desk: Desk; readonly status: string }): Promise<void> {
  admin.looks();
  await admin.presses('enrolment.askMore', { question: 'Which name?' });
  await story.settle();
  await desk.says(status);
  await desk.presses('show.answer');
  await desk.presses('enrolment.answer', { documentType: 'business', reference: 'RM-77', comment: 'This.' });
  await story.settle();
  admin.looks();
  await admin.presses('enrolment.approve');
  await story.settle();
  await desk.says(status);
  await desk.presses('user.becomeAdminAgent');
  await desk.presses('show.agreement');
  await desk.presses('agreement.accept', { accept: 'true' });
  await story.settle();
}

/** Tasks as they are stored, without case numbers, the marks of commands, traces of secrets, and the language itself. */
async function tasksOf(story: Story): Promise<unknown> {
  const tasks = (await story.content()).filter(({ kind }) => ['enrolment', 'agreement', 'workAccount', 'reservation', 'outbox'].includes(kind));
  const text = JSON.stringify(tasks.map(({ kind, body }) => ({ kind, body })), (key, value: unknown) => (['lastCommand', 'language', 'hash', 'salt'].includes(key) ? undefined : value));
  return JSON.parse(text.replace(/(ENR|MPA)-\w{4}-\w{4}/g, '$1'));
}

describe('one story in two languages', () => {
  it('INV-65 leaves the same state, the same record and the same mails; only the words differ', async () => {
    const [spanish, english] = [await openStory(), await openStory()];
    const shown = [await told(spanish, 'es-ES'), await told(english, 'en-US')];
    expect(shown).toEqual([new Set(['es']), new Set(['en'])]);
    expect(await enrolmentIn(spanish, contoso)).toMatchObject({ state: 'Active', requester: { language: 'es' } });
    expect(await tasksOf(english)).toEqual(await tasksOf(spanish));
    expect(await audited(english, contoso)).toEqual(await audited(spanish, contoso));
    expect(english.mails.map(({ to }) => to)).toEqual(spanish.mails.map(({ to }) => to));
    expect([spanish, english].map((story) => mailTo(story, contoso.account).language)).toEqual(['es', 'en']);
    expect([spanish, english].map((story) => mailTo(story, 'diego@contoso.es').language)).toEqual(['en', 'en']);
  });
});

describe('the language of a reader', () => {
  it('is chosen once with /language and kept, whatever the client says, for answers and for what comes on its own', async () => {
    const story = await openStory();
    const admin = await reviewers(story);
    const desk = await walk(story, contoso, 'UnderReview');
    await desk.says('/idioma en');
    expect(desk.reads()).toContain('What would you like to do?');
    await desk.says('/estado');
    expect(desk.reads()).toContain('Under review');
    admin.looks();
    await admin.presses('enrolment.reject', { reason: 'x' });
    await story.settle();
    desk.looks();
    expect(desk.reads()).toContain('Reason given by the review team');
    await desk.says('/language español');
    await desk.says('/status');
    expect(desk.reads()).toContain('No aprobada');
  });

  it('is a button away, in the chat and in a channel', async () => {
    const story = await openStory();
    const { speaker } = story.desk(olivia);
    expect(textOf((await speaker.clicks({ verb: 'set.language', data: { language: 'es' } })).card)).toContain('¿Qué quieres hacer?');
    expect((await story.desk(olivia, channel).speaker.clicks({ verb: 'set.language', data: { language: 'en' } })).text).toBe('From now on I write to you in English.');
    expect((await speaker.clicks({ verb: 'set.language', data: { language: 'fr' } })).text).toBe('Write it like this: /language es');
  });

  it('is Spanish for who writes Spanish in an English client, until they choose otherwise', async () => {
    const story = await openStory();
    const desk = story.desk(luis);
    await desk.says('hello');
    expect(desk.reads()).toContain('What would you like to do?');
    await desk.says('/ayuda');
    expect(desk.reads()).toContain('Qué puedo hacer por ti');
    await desk.says('/help');
    expect(desk.reads()).toContain('Qué puedo hacer por ti');
    await desk.says('/language en');
    await desk.says('/ayuda');
    expect(desk.reads()).toContain('What I can do for you');
  });

  it.each([['es-MX', 'Inscribe tu compañía'], ['ES', 'Inscribe tu compañía'], ['en-GB', 'Enrol your company'], ['fr-FR', 'Enrol your company']])('is that of the client %s at first', async (locale, words) => {
    const story = await openStory();
    const desk = story.desk({ ...carmen, locale });
    await desk.arrives();
    expect(desk.reads()).toContain(words);
  });
});

describe('commands', () => {
  const partner: readonly (readonly [string, string])[] = [
    ['/inscribir', 'Ten a mano tres cosas'], ['inscribir', 'Ten a mano tres cosas'], ['INSCRIPCIÓN', 'Ten a mano tres cosas'], ['inscripcion', 'Ten a mano tres cosas'],
    ['/enrol', 'Ten a mano tres cosas'], ['Enroll', 'Ten a mano tres cosas'], ['/empezar', 'Ten a mano tres cosas'],
    ['ayuda', 'Qué puedo hacer por ti'], ['/AYUDA', 'Qué puedo hacer por ti'], ['help', 'Qué puedo hacer por ti'], ['?', 'Qué puedo hacer por ti'],
    ['  /ayuda  ', 'Qué puedo hacer por ti'], ['/ayuda&nbsp;', 'Qué puedo hacer por ti'], ['/estado --help', '/estado'],
    ['Hola!', '¿Qué quieres hacer?'], ['menú', '¿Qué quieres hacer?'], ['buenos días', '¿Qué quieres hacer?'],
    ['/estdo', '¿Querías decir /estado?'], ['/statuss', '¿Querías decir /estado?'], ['ayda', '¿Querías decir /ayuda?'],
    ['/idioma klingon', 'Escríbelo así: /idioma en'], ['¿me ayudas con la inscripción?', 'No he entendido'], ['/', 'Qué puedo hacer por ti'], ['👍', 'Qué puedo hacer por ti'],
  ];
  it.each(partner)('understands "%s"', async (text, words) => {
    const story = await openStory();
    const desk = story.desk(carmen);
    expect(await desk.speaker.says(text)).toBe(200);
    desk.looks();
    expect(desk.reads()).toContain(words);
  });

  it.each([
    ['/revisiones', 'Revisiones pendientes'], ['revisiones contoso', 'Revisiones pendientes con una palabra'], ['/reviews', 'Revisiones pendientes'],
    ['/Revisión ENR-1111-1111', '(GEN-06)'], ['revision', 'Escríbelo así: /revisión'], ['/aprobaciones aquí', 'A partir de ahora'], ['/aprobaciones aqui', 'A partir de ahora'],
    ['/approvals here', 'A partir de ahora'], ['/aprobaciones', 'Escríbelo así: /aprobaciones aquí'], ['/aprobaciones quitar', 'ya no se publican'],
  ])('understands an admin who writes "%s"', async (text, words) => {
    const story = await openStory();
    const desk = story.desk(martin);
    await desk.says('hola');
    await desk.says(text);
    expect(desk.reads()).toContain(words);
  });

  it('are heard in a channel behind the mention, with its &nbsp;, and a typed <at> is text like any other', async () => {
    const story = await openStory();
    await reviewers(story, channel, olivia);
    await story.desk(martin, channel).says('&nbsp;/revisiones&nbsp;&nbsp;contoso');
    expect(answerInChannel(story)).toContain('empieza por «contoso»');
    await story.desk(martin, channel).says('');
    expect(answerInChannel(story)).toContain('¿Qué quieres hacer?');
    const desk = story.desk(iker);
    await desk.says('<at>Enlace</at> /ayuda');
    expect(desk.reads()).toContain('No he entendido «\\<at>Enlace\\</at> /ayuda»');
  });

  it.each(['/inscribir', '/estado'])('%s belongs into the personal chat', async (text) => {
    const story = await openStory();
    await story.desk(carmen, channel).says(text);
    expect(answerInChannel(story)).toContain('chat personal');
  });

  it('help shows each person what they may do', async () => {
    const story = await openStory();
    const shown = async (who: Persona): Promise<readonly string[]> => {
      const desk = story.desk(who);
      await desk.says('/ayuda');
      return desk.reads().match(/^\/\S+/gm) ?? [];
    };
    expect(await shown(carmen)).toEqual([
      '/inscribir', '/estado', '/contrato', '/asociaciones', '/aceptar', '/proveedores', '/proveedor',
      '/clientes', '/cliente', '/invitar', '/invitaciones', '/acceso', '/porqué', '/quitar-cliente', '/importar', '/ofertas', '/pedidos', '/pedido', '/suscripción',
      '/usuarios', '/usuario', '/agregar-usuario', '/roles', '/reglas', '/siguiente', '/quiensoy', '/privacidad', '/idioma', '/ayuda',
    ]);
    expect(await shown(iker)).toEqual([
      '/contrato', '/asociaciones', '/solicitar', '/revendedores', '/revendedor', '/proveedores', '/proveedor',
      '/clientes', '/cliente', '/agregar-cliente', '/acceso', '/porqué', '/importar',
      '/ofertas', '/agregar-suscripción', '/pedidos', '/pedido', '/suscripción', '/licencias', '/acreditar', '/contacto-soporte', '/siguiente', '/quiensoy', '/privacidad', '/idioma', '/ayuda',
    ]);
    const admin = story.desk(martin);
    await admin.says('hola');
    await admin.says('/ayuda');
    expect(admin.reads()).toContain('/revisiones');
  });
});
