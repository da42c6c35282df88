/** A provider's request meets the people of a reseller (WF-15): what they see, what they decide, and what comes of it in both companies. */

import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import { inputsOf } from '../../bot/local/desk.ts';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { homeOf } from '../../src/app/homes.ts';
import { issueLink } from '../../src/app/links.ts';
import { perform } from '../../src/app/perform.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import { newCaseId, personId, tenantId } from '../../src/core/ids.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { ENROLMENT_ID } from '../../src/tasks/enrolmentDoc.ts';
import { PARTNERS, partnershipDocumentId } from '../../src/tasks/partnershipDoc.ts';
import { linkOf, requestDocumentId } from '../../src/tasks/requestDoc.ts';
import { enrolmentIn } from '../support/world.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { approved, audited, contoso, linkFor, verbsOn, visit, walk } from './walk.ts';
import { carmen, diego, iker, ines, lucia, luis } from './world.ts';

const norte = tenantId.parse(iker.tenant);
const asker: PersonActor = {
  kind: 'person', tenant: norte, id: personId.parse(iker.id), name: iker.name, email: 'iker@norte.example', language: 'es', tenantKind: 'provider',
  directoryRoles: [], roles: { agent: 'salesAgent', admin: 'notAnAdmin' }, programmeAdmin: false,
};

type Asked = { readonly id: string; readonly token: string; readonly link: string };
const give = async ({ app: { deps } }: Story, id: string, event: string, values: Readonly<Record<string, string>> = {}): Promise<void> => {
  const { kind } = await perform(deps, { task: 'request', event, tenant: norte, target: id, input: values, commandId: deps.newId(), actor: asker, correlation: 'c0ffee' });
  if (kind !== 'done') throw new Error(`request.${event} was ${kind}`);
};

/** What Iker has done, up to a draft or to "Done". */
async function asks(story: Story, upTo: 'draft' | 'done' = 'done'): Promise<Asked> {
  const { deps } = story.app;
  const id = newCaseId('REQ', deps.newId);
  const { token, trace } = await issueLink(deps, norte, plus(deps.clock(), 90 * DAY), id);
  const link = linkOf(deps.site(), token);
  await give(story, id, 'draft', { email: 'carmen@contoso.es', language: 'es', link: trace, text: `Hola: ${link}` });
  if (upTo === 'done') await give(story, id, 'done', { text: `Hola: ${link}` });
  return { id, token, link };
}

/** A company that was approved some time ago. */
async function enrolled({ app }: Story, { tenant }: Pick<Persona, 'tenant'>): Promise<void> {
  const home = tenantId.parse(tenant);
  await app.deps.store.commit([{ op: 'create', doc: { partition: homeOf(home), id: ENROLMENT_ID, kind: 'enrolment', body: enrolmentIn('Qualified', { tenant: home }) } }]);
}

async function opens(story: Story, who: Persona, typed: string): Promise<Desk> {
  const desk = story.desk(who);
  await desk.says(`/aceptar ${typed}`);
  return desk;
}

const bodyOf = async ({ app }: Story, tenant: string, id: string) => (await app.deps.store.read({ partition: homeOf(tenantId.parse(tenant)), id }))?.body;
const requestIn = async (story: Story, { id }: Asked) => await bodyOf(story, norte, requestDocumentId(id));
const partnershipIn = async (story: Story, { tenant }: Pick<Persona, 'tenant'>) => await bodyOf(story, tenant, partnershipDocumentId(norte));
const partnersOf = async ({ app }: Story, tenant: string) => (await app.deps.store.page({ partition: homeOf(tenantId.parse(tenant)), list: PARTNERS, limit: 10 })).map(({ body }) => String(body['other']));
/** The two lists, which say the same (INV-20). */
const lists = async (story: Story) => ({ contoso: await partnersOf(story, 'contoso'), norte: await partnersOf(story, norte) });

const ticked = { accept: 'true', version: '2026-11', language: 'es' };
const answers = ['request.authorise', 'request.decline'];

describe('authorising a provider', () => {
  it('WF-15 INV-20 INV-23 from the link to both lists, with the consent on record', async () => {
    const story = await openStory();
    await story.desk(iker).arrives();
    const desk = await approved(story, contoso);
    await story.desk(luis).arrives();
    const asked = await asks(story);
    const { status, html } = await visit(asked.link);
    expect([status, html.includes(`<code>/aceptar ${asked.token}</code>`)]).toEqual([200, true]);

    await desk.says(`/aceptar ${asked.link}.`);
    for (const words of ['Distribuciones Norte solicita una asociación', 'Iker Zubia', 'España', asked.id, 'enviar pedidos', 'agregar suscripciones', 'acceso de administrador', 'no hace falta el Contrato de Partner']) {
      expect(desk.reads()).toContain(words);
    }
    expect(inputsOf(desk.card())).toEqual({ accept: 'false' });
    expect(await lists(story)).toEqual({ contoso: [], norte: [] });

    await desk.presses('request.authorise', ticked);
    expect(desk.reads()).toContain('Carmen Ruiz autorizó a Distribuciones Norte en nombre de Contoso Iberia');
    expect(verbsOn(desk.card())).toEqual(['show.partners']);
    await story.settle();
    expect(await requestIn(story, asked)).toMatchObject({ state: 'Accepted', answer: { reseller: 'contoso', by: 'Carmen Ruiz', company: 'Contoso Iberia' } });
    expect(await lists(story)).toEqual({ contoso: ['norte'], norte: ['contoso'] });
    expect(await partnershipIn(story, carmen)).toMatchObject({
      state: 'Active', adminAccess: 'Granted', provider: { name: 'Distribuciones Norte', country: 'ES' },
      consent: {
        by: 'Carmen Ruiz', byId: 'carmen', roles: expect.arrayContaining(['directory.globalAdmin']), at: story.clock(), version: '2026-11', language: 'es', company: 'Contoso Iberia', request: asked.id,
      },
    });
    expect((await visit(asked.link)).status).toBe(410);

    const told = (who: Persona): string => textOf(story.teams.inConversation(story.desk(who).speaker.conversation).at(-1)?.card);
    expect(told(iker)).toContain('Contoso Iberia ya tiene una asociación con tu compañía');
    expect(told(luis)).toContain('Distribuciones Norte is your indirect provider now');
  });

  it('WF-15 INV-23 PAR-07 nothing happens without the tick, and the card comes back with the sentence', async () => {
    const story = await openStory();
    await enrolled(story, carmen);
    const asked = await asks(story);
    const desk = await opens(story, carmen, asked.token);
    await desk.presses('request.authorise');
    expect(desk.reads()).toMatch(/La casilla no está marcada.*\(PAR-07\)/);
    expect(await requestIn(story, asked)).toMatchObject({ state: 'Issued' });
    expect(await audited(story, { who: iker })).toContain('request.authorise PAR-07');
    await desk.presses('request.authorise', ticked);
    expect(await requestIn(story, asked)).toMatchObject({ state: 'Accepted' });
  });

  it('WF-15 INV-24 opening, forwarding and prefetching change no request and no partnership', async () => {
    const story = await openStory();
    await enrolled(story, carmen);
    const asked = await asks(story);
    const before = await requestIn(story, asked);
    for (const who of [carmen, luis, diego, ines]) await opens(story, who, asked.link);
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE']) {
      const { status } = await fetch(asked.link, { method });
      expect([method, status]).toEqual([method, method === 'GET' ? 200 : 405]);
    }
    expect(await requestIn(story, asked)).toEqual(before);
    expect(await lists(story)).toEqual({ contoso: [], norte: [] });
  });

  it('WF-15 a second click, a second device and a new start of the bot happen once', async () => {
    const story = await openStory({ store: 'file' });
    await enrolled(story, carmen);
    const asked = await asks(story);
    const [laptop, phone] = [await opens(story, carmen, asked.token), await opens(story, carmen, asked.token)];
    await laptop.presses('request.authorise', ticked);
    await phone.presses('request.authorise', ticked);
    await story.restarts();
    const { card } = await phone.speaker.clicks({ verb: 'request.authorise', data: { id: asked.id, rev: 2, link: asked.token, ...ticked } });
    for (const words of [laptop.reads(), phone.reads(), textOf(card)]) expect(words).toContain('Carmen Ruiz autorizó a Distribuciones Norte');
    await story.settle();
    expect((await audited(story, { who: iker })).filter((entry) => entry.startsWith('request.authorise'))).toEqual(['request.authorise done']);
    expect((await audited(story, contoso)).filter((entry) => entry.startsWith('partnership.'))).toEqual(['partnership.start done']);
    expect(await lists(story)).toEqual({ contoso: ['norte'], norte: ['contoso'] });
  });

  it.each(answers)('WF-15 of two Global admins who authorise and decline at the same moment, %s first, one decides, and the other hears what was decided by whom', async (first) => {
    const story = await openStory();
    await enrolled(story, carmen);
    const asked = await asks(story);
    const [one, other] = [await opens(story, carmen, asked.token), await opens(story, luis, asked.token)];
    const clicks = [() => one.presses('request.authorise', ticked), () => other.presses('request.decline')];
    await Promise.all((first === 'request.authorise' ? clicks : clicks.toReversed()).map(async (click) => await click()));
    await story.settle();
    const request = await requestIn(story, asked);
    const isAuthorised = request?.['state'] === 'Accepted';
    const [loser, words] = isAuthorised ? [other, 'Carmen Ruiz autorizó a Distribuciones Norte'] : [one, 'Luis Gil rechazó la solicitud'];
    expect(loser.reads()).toContain('tu clic no ha cambiado nada');
    for (const desk of [one, other]) expect(desk.reads()).toContain(words);
    expect(request).toMatchObject({ rev: 3 });
    expect(await lists(story)).toEqual(isAuthorised ? { contoso: ['norte'], norte: ['contoso'] } : { contoso: [], norte: [] });
  });
});

describe('declining', () => {
  it('WF-15 PAR-06 needs no tick, grants nothing, and ends the link', async () => {
    const story = await openStory();
    await story.desk(iker).arrives();
    await enrolled(story, carmen);
    const asked = await asks(story);
    const desk = await opens(story, carmen, asked.token);
    await desk.presses('request.decline');
    expect(desk.reads()).toContain('Carmen Ruiz rechazó la solicitud en nombre de Contoso Iberia');
    await story.settle();
    expect(await requestIn(story, asked)).toMatchObject({ state: 'Declined' });
    expect([await partnershipIn(story, carmen), await lists(story)]).toEqual([undefined, { contoso: [], norte: [] }]);
    expect(textOf(story.teams.inConversation(story.desk(iker).speaker.conversation).at(-1)?.card)).toContain('Contoso Iberia ha rechazado la solicitud');
    expect((await opens(story, ines, asked.token)).reads()).toMatch(/la solicitud se rechazó.*\(PAR-06\)/);
  });
});

describe('who may not, and when', () => {
  it('WF-15 PAR-03 INV-23 INV-57 somebody else reads what is asked and who can decide; a click of theirs is refused', async () => {
    const story = await openStory();
    await enrolled(story, carmen);
    const asked = await asks(story);
    const desk = await opens(story, diego, asked.token);
    expect(desk.reads()).toMatch(/Diego Sanz no tiene el rol.*Carmen Ruiz.*Luis Gil.*\(PAR-03\)/);
    expect(desk.reads()).toContain('Puede agregar suscripciones');
    expect(verbsOn(desk.card())).toEqual([]);
    const admin = await opens(story, carmen, asked.token);
    story.world.change(carmen, { directoryRoles: [] });
    for (const verb of answers) {
      for (const { speaker } of [desk, admin]) {
        expect((await speaker.clicks({ verb, data: { id: asked.id, rev: 2, link: asked.token, ...ticked } })).text).toContain('(PAR-03)');
      }
    }
    expect(await requestIn(story, asked)).toMatchObject({ state: 'Issued', rev: 2 });
  });

  it('WF-15 PAR-04 INV-17 INV-23 a company that is not enrolled, and the same link once it is', async () => {
    const story = await openStory();
    const asked = await asks(story);
    const desk = await opens(story, carmen, asked.token);
    expect(desk.reads()).toMatch(/Contoso Iberia no está inscrita en CSP como revendedor indirecto.*\(PAR-04\)/);
    expect(verbsOn(desk.card())).toEqual(['show.enrolment']);
    const { card } = await desk.speaker.clicks({ verb: 'request.authorise', data: { id: asked.id, rev: 2, link: asked.token, ...ticked } });
    expect(textOf(card)).toContain('(PAR-04)');
    await enrolled(story, carmen);
    expect(verbsOn((await opens(story, carmen, asked.token)).card())).toEqual(answers);
  });

  it('WF-15 PAR-05 INV-29 a company of another region', async () => {
    const story = await openStory();
    await enrolled(story, lucia);
    const asked = await asks(story);
    const desk = await opens(story, lucia, asked.token);
    expect(desk.reads()).toMatch(/Distribuciones Norte está en España y tu compañía en México.*\(PAR-05\)/);
    const { card } = await desk.speaker.clicks({ verb: 'request.authorise', data: { id: asked.id, rev: 2, link: asked.token, ...ticked } });
    expect([verbsOn(card), textOf(card).includes('(PAR-05)')]).toEqual([['show.providers'], true]);
    expect(await requestIn(story, asked)).toMatchObject({ state: 'Issued' });
  });

  it('WF-15 PAR-02 companies that are partners already, and PAR-08 the provider itself', async () => {
    const story = await openStory();
    await enrolled(story, carmen);
    const [first, second] = [await asks(story), await asks(story)];
    await (await opens(story, carmen, first.token)).presses('request.authorise', ticked);
    await story.settle();
    const desk = await opens(story, carmen, second.token);
    expect(desk.reads()).toMatch(/Tu compañía y Distribuciones Norte ya tienen una asociación.*\(PAR-02\)/);
    const { card } = await desk.speaker.clicks({ verb: 'request.authorise', data: { id: second.id, rev: 2, link: second.token, ...ticked } });
    expect(textOf(card)).toContain('(PAR-02)');
    expect((await opens(story, carmen, first.token)).reads()).toContain('Carmen Ruiz autorizó a Distribuciones Norte');
    story.world.change(iker, { directoryRoles: ['globalAdmin'] });
    expect((await opens(story, iker, second.token)).reads()).toMatch(/Distribuciones Norte.*\(PAR-08\)/);
  });

  it('WF-15 PAR-06 a forwarded link is one company\'s: the second hears that it was used, and not by whom', async () => {
    const story = await openStory();
    await enrolled(story, carmen);
    await enrolled(story, ines);
    const asked = await asks(story);
    const [first, second] = [await opens(story, carmen, asked.token), await opens(story, ines, asked.token)];
    await first.presses('request.authorise', ticked);
    await second.presses('request.authorise', ticked);
    expect(second.reads()).toMatch(/la solicitud ya se aceptó.*\(PAR-06\)/);
    expect(second.reads()).not.toMatch(/Contoso|Carmen/);
    await story.settle();
    expect([await partnershipIn(story, ines), await lists(story)]).toEqual([undefined, { contoso: ['norte'], norte: ['contoso'] }]);
  });

  it('WF-15 PAR-06 drafts, revoked and expired requests, each says which, and what helps', async () => {
    const story = await openStory();
    await enrolled(story, carmen);
    const [draft, revoked, late] = [await asks(story, 'draft'), await asks(story), await asks(story)];
    const desk = await opens(story, carmen, revoked.token);
    await give(story, revoked.id, 'revoke');
    await desk.presses('request.authorise', ticked);
    expect(desk.reads()).toMatch(/el proveedor revocó la solicitud.*pide un enlace nuevo.*\(PAR-06\)/);
    expect((await opens(story, carmen, draft.token)).reads()).toMatch(/todavía no ha terminado la solicitud\. Pide al proveedor que pulse «Listo».*este mismo enlace\. \(PAR-06\)/);
    const open = await opens(story, carmen, late.token);
    story.clock.move(90 * DAY);
    await open.presses('request.authorise', ticked);
    expect(open.reads()).toMatch(/su plazo ha terminado.*\(PAR-06\)/);
    expect(await lists(story)).toEqual({ contoso: [], norte: [] });
  });

  it('WF-15 PAR-06 INV-24 a link that is none of ours, one of another kind, and a card with another link in it', async () => {
    const story = await openStory();
    await walk(story, contoso, 'EmailVerificationPending');
    const asked = await asks(story);
    const [, verification = ''] = linkFor(story, contoso.contact.contactEmail).split('/verify/');
    for (const typed of ['guess', `${asked.token}x`, verification]) expect((await opens(story, ines, typed)).reads()).toMatch(/no es nuestro.*\(PAR-06\)/);
    expect((await visit(asked.link.replace(asked.token, verification))).status).toBe(410);
    const { speaker } = story.desk(ines);
    for (const link of ['', 'guess', verification]) {
      const { text } = await speaker.clicks({ verb: 'request.authorise', data: { id: asked.id, rev: 2, link, ...ticked } });
      expect(text).toContain('(PAR-06)');
    }
    expect(await requestIn(story, asked)).toMatchObject({ state: 'Issued', rev: 2 });
  });
});
