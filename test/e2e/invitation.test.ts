/** A reseller invites customers (WF-20, WF-21): the command and its form, the draft and its link, Done, renewing, the list, and everything that can go wrong on the way. */

import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import { inputsOf } from '../../bot/local/desk.ts';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { homeOf } from '../../src/app/homes.ts';
import { perform } from '../../src/app/perform.ts';
import { traceOf } from '../../src/core/secrets.ts';
import { DAY } from '../../src/core/time.ts';
import { attestations } from '../../src/tasks/attestations.ts';
import type { Invitation } from '../../src/tasks/invitationDoc.ts';
import { invitationSchema } from '../../src/tasks/invitationDoc.ts';
import { enrolmentIn, cast, tenantNamed, NOW } from '../support/world.ts';
import { mailOn, pressesTitled, textIn } from './drafts.ts';
import { puts } from './invitations.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { audited, input, verbsOn } from './walk.ts';
import { carmen, diego, iker, ines, luis } from './world.ts';

const INVITE = '/invitar olga@aventura.example';
const helpdesk = { roles: { agent: 'helpdeskAgent', admin: 'notAnAdmin' } } as const;

/** Contoso is enrolled; `partners` are its providers. */
async function opened(...partners: readonly string[]): Promise<Story> {
  const story = await openStory();
  await puts(story, 'enrolment', enrolmentIn('Active'));
  for (const provider of partners) await partnered(story, provider);
  return story;
}

const names: Readonly<Record<string, string>> = { norte: 'Distribuciones Norte', sur: 'Distribuciones Sur' };
async function partnered(story: Story, provider: string): Promise<void> {
  const consent = { by: carmen.name, byId: carmen.id, roles: 'directory.globalAdmin', at: NOW, version: '2026-11', language: 'es', company: 'contoso', request: 'REQ-0000-0001' };
  await perform(story.app.deps, {
    task: 'partnership', event: 'start', tenant: tenantNamed('contoso'), target: provider, input: { providerName: names[provider] ?? '', providerCountry: 'ES', ...consent },
    commandId: `contoso with ${provider}`, actor: cast.system, correlation: 'c0ffee',
  });
  await story.settle();
}
/** The provider removes the partnership. */
async function removed(story: Story): Promise<void> {
  const actor = { ...cast.salesAgent, tenant: tenantNamed('norte'), tenantKind: 'provider' } as const;
  const ticked = Object.fromEntries(attestations.map((name) => [name, 'true']));
  await perform(story.app.deps, { task: 'partnership', event: 'remove', tenant: tenantNamed('contoso'), target: 'norte', input: ticked, commandId: 'remove', actor, correlation: 'c0ffee' });
}

/** In front of the chat, once what was owed to them has arrived there. */
async function sits(story: Story, who = carmen): Promise<Desk> {
  const desk = story.desk(who);
  await desk.arrives();
  await story.settle();
  return desk;
}

async function invited(said = INVITE, ...partners: readonly string[]): Promise<{ readonly story: Story; readonly desk: Desk }> {
  const story = await opened(...partners);
  const desk = await sits(story);
  await desk.says(said);
  return { story, desk };
}

const invitations = async (story: Story): Promise<readonly Invitation[]> =>
  (await story.content()).filter(({ kind, partition }) => kind === 'invitation' && partition === homeOf(tenantNamed('contoso'))).map(({ body }) => invitationSchema.parse(body));
async function theOne(story: Story): Promise<Invitation> {
  const [doc, ...others] = await invitations(story);
  if (!doc || others.length > 0) throw new Error(`Not one invitation, but ${others.length + (doc ? 1 : 0)}`);
  return doc;
}
function linkIn(story: Story, text: string): string {
  const [link = ''] = new RegExp(`${story.url}/invitation/[\\w-]+`).exec(text.replaceAll('\\_', '_')) ?? [];
  if (link === '') throw new Error(`No link in:\n${text}`);
  return link;
}
/** The titles of a ChoiceSet's choices. */
const choicesOf = (desk: Desk, id: string): readonly string[] => {
  const elements = (desk.card()?.body ?? []) as readonly { readonly id?: string; readonly choices?: readonly { readonly title: string }[] }[]; // elements of a card
  return elements.find((element) => element.id === id)?.choices?.map(({ title }) => title) ?? [];
};

describe('an invitation of the reseller alone', () => {
  it('WF-20 is made, edited, opened in e-mail and done; nothing is sent by us, and the text can be shown again', async () => {
    const { story, desk } = await invited();
    expect(desk.reads()).toContain('Borrador de una invitación');
    expect(desk.reads()).toContain('Enlace no envía nada');
    const first = textIn(desk.card());
    const link = linkIn(story, first);
    for (const said of ['Contoso Iberia es un revendedor indirecto', 'Contoso Iberia puede gestionar las suscripciones', 'Nadie más obtiene nada', 'durante 90 días', 'Carmen Ruiz']) expect(first).toContain(said);
    expect(JSON.stringify(await story.content())).not.toContain(link);
    expect(mailOn(desk.card())).toEqual({ to: 'olga@aventura.example', subject: 'Invitación de Contoso Iberia', body: first.replaceAll('\n', '\r\n') });

    await desk.presses('invitation.edit', { text: `Hola, Olga:\n\n${link}` });
    expect(desk.reads()).toContain('El borrador está actualizado');
    await desk.presses('invitation.done');
    expect(desk.reads()).toContain('A la espera de respuesta');
    expect(desk.reads()).toContain('Solo tu compañía');
    expect(await theOne(story)).toMatchObject({ state: 'Issued', email: 'olga@aventura.example', language: 'es', source: 'notSaid', requester: { name: 'Carmen Ruiz' } });

    await desk.presses('show.invitationText');
    expect(linkIn(story, desk.reads())).not.toBe(link);
    expect(verbsOn(desk.card())).toEqual(['show.invitation']);
    await story.settle();
    expect(story.mails).toEqual([]);
    expect(await audited(story, { who: carmen })).toEqual(['invitation.draft done', 'invitation.edit done', 'invitation.done done']);
  });

  it.each([
    ['/invite olga@aventura.example', luis, 'en', 'notSaid'], ['/invite olga@aventura.example --language es --source marketing', luis, 'es', 'ownMarketing'],
    ['/invitar olga@aventura.example --idioma inglés --origen microsoft', carmen, 'en', 'microsoftReferral'], ['/INVITAR --origen proveedor OLGA@aventura.example', carmen, 'es', 'provider'],
  ] as const)('WF-20 is made by %s, in the language of its reader', async (said, who, language, source) => {
    const story = await opened();
    const desk = story.desk(who);
    await desk.says(said);
    expect(await theOne(story)).toMatchObject({ state: 'Draft', language, source });
    expect(textIn(desk.card())).toContain({ en: 'Nobody else gets anything', es: 'Nadie más obtiene nada' }[language]);
  });

  it.each(['/invitar Olga olga@aventura.example', `${INVITE} --origen cielo`, `${INVITE} --idioma klingon`, `${INVITE} --urgente`])('is not made by %s, which is answered with the usage', async (said) => {
    const { story, desk } = await invited(said);
    expect(desk.reads()).toContain('/invitar ana@contoso.com');
    expect(await invitations(story)).toEqual([]);
  });

  it('GEN-05 the form keeps what was wrong, and makes the draft once it is right', async () => {
    const { story, desk } = await invited('/invitar');
    expect(desk.reads()).toContain('Tu compañía aún no tiene proveedor indirecto');
    expect(choicesOf(desk, 'provider')).toEqual(['Solo tu compañía']);
    await desk.presses('show.newInvitation', { email: 'olga', source: 'ownMarketing', language: 'en' });
    expect(input(desk.card(), 'email')).toEqual({ value: 'olga', says: expect.stringContaining('No es una sola dirección') });
    expect([input(desk.card(), 'source').value, input(desk.card(), 'language').value]).toEqual(['ownMarketing', 'en']);
    expect(await invitations(story)).toEqual([]);
    const button = buttonsOf(desk.card()?.actions).find(({ verb }) => verb === 'show.newInvitation');
    const click = { verb: 'show.newInvitation', data: { ...button?.data, ...inputsOf(desk.card()), email: ' olga.o’neill@aventura.example ' } };
    for (const { card } of await Promise.all([desk.speaker.clicks(click), desk.speaker.clicks(click)])) expect(textOf(card)).toContain('Borrador de una invitación');
    expect(await theOne(story)).toMatchObject({ email: "olga.o'neill@aventura.example", source: 'ownMarketing', language: 'en' });
  });

  it.each<readonly [string, (link: string) => string]>([
    ['missing', () => 'Hola'], ['cut short', (link) => link.slice(0, -1)], ['there twice', (link) => `${link}\n${link}`], ['glued to a word', (link) => `Pulsa${link}`],
    ['shouted', (link) => link.toUpperCase()], ['that of a partnership request', (link) => `${link.replace('/invitation/', '/partner/')} o ${link}`],
  ])('INV-30 INV-L1 a link that is %s is refused with the text as it was typed, and can be put back', async (_how, spoil) => {
    const { story, desk } = await invited();
    const link = linkIn(story, textIn(desk.card()));
    await desk.presses('invitation.done', { text: spoil(link) });
    expect(desk.reads()).toContain('(INV-L1)');
    expect(textIn(desk.card())).toBe(spoil(link));
    const { card } = await pressesTitled(desk, desk.card(), 'Volver a poner el enlace');
    expect(textOf(card)).toContain('El enlace vuelve a estar en el texto');
    expect(textIn(card).split(`${story.url}/`)).toHaveLength(2);
    expect(textIn(card)).toContain(link);
    expect(textOf((await pressesTitled(desk, card, 'Listo')).card)).toContain('A la espera de respuesta');
  });

  it('WF-20 has ended after ninety days, and is renewed for as long again, with links that stay good', async () => {
    const { story, desk } = await invited();
    const token = linkIn(story, textIn(desk.card())).split('/').at(-1) ?? '';
    await desk.presses('invitation.done');
    for (const days of [31, 30, 30]) await story.passes(days * DAY);
    await story.settle();
    const told = story.teams.inConversation(desk.speaker.conversation).map(({ card }) => textOf(card).split('\n')[0]);
    expect(told.slice(-3)).toEqual(['Tu invitación todavía no tiene respuesta', 'Tu invitación todavía no tiene respuesta', 'Tu invitación ha caducado']);
    desk.looks();
    await desk.presses('show.invitation');
    expect(desk.reads()).toContain('Caducada');
    const renew = buttonsOf(desk.card()?.actions).find(({ verb }) => verb === 'invitation.resend');
    await desk.presses('invitation.resend');
    expect(desk.reads()).toContain('La invitación está renovada');
    linkIn(story, desk.reads());
    const doc = await theOne(story);
    expect(doc).toMatchObject({ state: 'Issued', reminders: 0 });
    expect(doc.links[0]).toBe(traceOf(token));
    expect(textOf((await desk.speaker.clicks({ verb: 'invitation.resend', data: renew?.data ?? {} })).card)).not.toContain('GEN-');
    await story.passes(80 * DAY);
    expect((await theOne(story)).state).toBe('Issued');
  });

  it('a second click on any button is answered with the present state, and one on an old card with the new one', async () => {
    const { story, desk } = await invited();
    const draft = desk.card();
    for (const verb of ['invitation.edit', 'invitation.done', 'invitation.revoke']) {
      const button = buttonsOf([desk.card()?.body, desk.card()?.actions]).find((one) => one.verb === verb);
      const click = { verb, data: { ...button?.data, ...inputsOf(desk.card()) } };
      await desk.presses(verb);
      const before = await theOne(story);
      expect(textOf((await desk.speaker.clicks(click)).card)).not.toContain('GEN-');
      expect(await theOne(story)).toEqual(before);
    }
    expect(desk.reads()).toContain('La invitación se ha revocado');
    expect(verbsOn(desk.card())).toEqual(['show.newInvitation', 'show.invitations']);
    const { card } = await pressesTitled(desk, draft, 'Listo');
    expect(textOf(card)).toContain('Esta tarjeta no estaba al día');
    expect(textOf(card)).toContain('Revocada');
  });
});

describe('a joint invitation', () => {
  it('WF-21 says in its text what each of the two gets, and keeps the provider', async () => {
    const { story, desk } = await invited(`${INVITE} --proveedor norte`, 'norte', 'sur');
    expect(desk.reads()).toContain('Borrador de una invitación conjunta con Distribuciones Norte');
    expect(desk.reads()).toContain('Representa a tu compañía y a Distribuciones Norte');
    for (const said of ['junto con su proveedor indirecto Distribuciones Norte', 'Distribuciones Norte puede hacer pedidos', 'Se acepta a los dos o a ninguno']) expect(textIn(desk.card())).toContain(said);
    expect(mailOn(desk.card())?.subject).toBe('Invitación de Contoso Iberia y Distribuciones Norte');
    expect(await theOne(story)).toMatchObject({ provider: { id: 'norte', name: 'Distribuciones Norte' } });
    await desk.says('/invitaciones');
    expect(desk.reads()).toContain('Borrador · con Distribuciones Norte')
  });

  it('INV-33 PAR-04 a provider has none, and is told who invites', async () => {
    const desk = (await opened('norte')).desk(iker);
    await desk.says('/invitaciones');
    expect([desk.reads().includes('Solo invitan a clientes los revendedores indirectos'), verbsOn(desk.card())]).toEqual([true, ['show.partners']]);
  });

  it('WF-21 is asked for in the form, and from the row of the provider', async () => {
    const story = await opened('norte', 'sur');
    const desk = await sits(story);
    await desk.says('/invitar');
    expect(choicesOf(desk, 'provider')).toEqual(['Solo tu compañía', 'Tu compañía y Distribuciones Norte', 'Tu compañía y Distribuciones Sur']);
    expect(input(desk.card(), 'provider').value).toBe('alone');
    const { card } = await desk.speaker.clicks({ verb: 'show.newInvitation', data: { provider: 'sur' } });
    expect(input(card, 'provider').value).toBe('sur');
    const made = await pressesTitled(desk, { ...card, body: card?.body } as typeof card, 'Crear el borrador');
    expect(input(made.card, 'email').says).toBeDefined();
    expect(input(made.card, 'provider').value).toBe('sur');
    const button = buttonsOf(made.card?.actions).find(({ verb }) => verb === 'show.newInvitation');
    await desk.speaker.clicks({ verb: 'show.newInvitation', data: { ...button?.data, ...inputsOf(made.card), email: 'olga@aventura.example' } });
    expect(await theOne(story)).toMatchObject({ provider: { id: 'sur' } });
  });

  it.each([['distribuciones', 'Varios de tus proveedores encajan con «distribuciones»'], ['este', 'Ninguno de tus proveedores encaja con «este»'], ['...', 'Ninguno de tus proveedores']])(
    'WF-21 --proveedor %s makes no draft, and asks with whom', async (typed, answer) => {
      const { story, desk } = await invited(`${INVITE} --proveedor ${typed}`, 'norte', 'sur');
      expect(desk.reads()).toContain(answer);
      expect(input(desk.card(), 'email').value).toBe('olga@aventura.example');
      expect(choicesOf(desk, 'provider')).toHaveLength(3);
      expect(await invitations(story)).toEqual([]);
    });

  it('INV-33 ORD-02 is not made with a company that is no partner, or is one no more', async () => {
    const { story, desk } = await invited('/invitar', 'norte');
    await removed(story);
    const forms = [
      await desk.speaker.clicks({ verb: 'show.newInvitation', data: { provider: 'norte' } }), await desk.speaker.clicks({ verb: 'show.newInvitation', data: { provider: 'este' } }),
      await desk.speaker.clicks({ verb: 'show.newInvitation', data: { id: 'form', email: 'olga@aventura.example', language: 'es', source: 'notSaid', provider: 'norte' } }),
    ];
    for (const { card } of forms) {
      expect(textOf(card)).toContain('(ORD-02)');
      expect(input(card, 'provider').value).toBe('alone');
    }
    expect(await invitations(story)).toEqual([]);
  });

  it('INV-27 ends when its partnership is removed, by itself; its sender hears of it, and the invitation of the reseller alone stays', async () => {
    const { story, desk } = await invited(`${INVITE} --proveedor norte`, 'norte');
    await desk.presses('invitation.done');
    await desk.says(INVITE);
    await desk.presses('invitation.done');
    await removed(story);
    await story.settle();
    expect((await invitations(story)).map(({ provider, state }) => [provider?.id, state]).toSorted()).toEqual([[undefined, 'Issued'], ['norte', 'Void']]);
    desk.looks();
    expect(desk.reads()).toContain('Tu invitación conjunta ha terminado');
    await desk.presses('show.invitation');
    expect(desk.reads()).toContain('La asociación con Distribuciones Norte terminó');
    expect(verbsOn(desk.card())).toEqual(['show.newInvitation', 'show.invitations']);
  });
});

describe('who may', () => {
  it('PAR-04 a company that is not enrolled hears it before it fills anything in, and a provider too', async () => {
    const story = await openStory();
    for (const said of ['/invitar', INVITE]) {
      const desk = story.desk(carmen);
      await desk.says(said);
      expect(desk.reads()).toContain('(PAR-04)');
      expect(verbsOn(desk.card())).toEqual(['show.enrolment']);
    }
    const provider = story.desk(iker);
    await provider.says(INVITE);
    expect(provider.reads()).toMatch(/lo hace su revendedor indirecto.*\(PAR-04\)/);
    expect(verbsOn(provider.card())).toEqual(['show.partners']);
    await provider.says('/invitaciones');
    expect(verbsOn(provider.card())).not.toContain('show.newInvitation');
  });

  it('INV-03 P04 GEN-01 a helpdesk agent reads invitations, and does nothing with them', async () => {
    const { story } = await invited();
    const doc = await theOne(story);
    story.world.change(diego, helpdesk);
    const helper = story.desk(diego);
    await helper.says(INVITE);
    expect(helper.reads()).toContain('(GEN-01)');
    for (const verb of ['show.newInvitation', 'show.invitationText', 'invitation.edit', 'invitation.done', 'invitation.discard', 'invitation.revoke', 'invitation.resend']) {
      expect((await helper.speaker.clicks({ verb, data: { id: doc.id, rev: doc.rev, email: 'x@y.es', text: 'x' } })).text).toContain('(GEN-01)');
    }
    const { card } = await helper.speaker.clicks({ verb: 'show.invitation', data: { id: doc.id } });
    expect([textOf(card).includes('Borrador'), verbsOn(card)]).toEqual([true, ['show.invitations']]);
  });

  it('INV-56 GEN-06 other companies find nothing, and no card can give the events of the program', async () => {
    const { story, desk } = await invited();
    const doc = await theOne(story);
    const { speaker } = story.desk(ines);
    for (const verb of ['show.invitation', 'show.invitationText', 'invitation.edit', 'invitation.done', 'invitation.discard', 'invitation.revoke', 'invitation.resend']) {
      expect((await speaker.clicks({ verb, data: { id: doc.id, rev: doc.rev, text: textIn(desk.card()) } })).text).toContain('(GEN-06)');
    }
    for (const verb of ['invitation.draft', 'invitation.linkIssued', 'invitation.open', 'invitation.accept', 'invitation.decline', 'invitation.partnershipRemoved']) {
      await desk.speaker.clicks({ verb, data: { id: doc.id, rev: doc.rev, email: 'x@y.es', link: traceOf('mine') } });
    }
    expect(await theOne(story)).toEqual(doc);
  });
});

it('WF-20 the list has the latest change first, in pages, and finds by e-mail and number; an empty one has a way on', async () => {
  const story = await opened();
  const desk = story.desk(carmen);
  await desk.says('/invitaciones');
  expect(desk.reads()).toContain('todavía no ha invitado a ningún cliente');
  expect(verbsOn(desk.card())).toContain('show.newInvitation');
  for (let number = 10; number < 38; number++) {
    story.clock.move(60_000);
    await desk.says(`/invitar persona${number}@aventura.example`);
  }
  await desk.says('/invitaciones');
  const numbers = (): readonly number[] => [...desk.reads().matchAll(/persona(\d\d)@/g)].map(([, digits]) => Number(digits));
  expect([numbers().length, numbers()[0], numbers().at(-1)]).toEqual([25, 37, 13]);
  await pressesTitled(desk, desk.card(), 'Página siguiente').then(({ card }) => expect(textOf(card)).toContain('persona10@'));
  await desk.says('/invitaciones persona21');
  expect(numbers()).toEqual([21]);
  await desk.says('/invitaciones zzz');
  expect(desk.reads()).toContain('Ninguna invitación empieza así');
});
