/** A provider asks for a partnership (WF-14): the command, the draft and its link, Done, the list, and everything that can go wrong on the way. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { inputsOf } from '../../bot/local/desk.ts';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { followLink } from '../../src/app/links.ts';
import { traceOf } from '../../src/core/secrets.ts';
import { DAY } from '../../src/core/time.ts';
import { ASK, drafted, linkIn, mailOn, norte, pressesTitled, requests, textIn, theOne } from './drafts.ts';
import { openStory } from './support.ts';
import { audited, input, verbsOn } from './walk.ts';
import { carmen, iker, irene, nuria, pablo } from './world.ts';

describe('the draft', () => {
  it('WF-14 is made, edited, opened in e-mail and done; nothing is sent by us, and the text can be shown again', async () => {
    const { story, desk } = await drafted();
    expect(desk.reads()).toContain('Borrador de una solicitud de asociación');
    expect(desk.reads()).toContain('Enlace no envía nada');
    const first = textIn(desk.card());
    const link = linkIn(story, first);
    expect(first).toContain('Distribuciones Norte es un proveedor indirecto');
    expect(JSON.stringify(await story.content())).not.toContain(link);
    expect(mailOn(desk.card())).toEqual({ to: 'ana@contoso.es', subject: 'Solicitud de asociación de Distribuciones Norte', body: first.replaceAll('\n', '\r\n') });

    const mine = `Hola, Ana & cía. + 100 %:\n\n¿Te parece? #1 "sí"\n${link}\n\n  Iker`;
    await desk.presses('request.edit', { text: mine });
    expect(desk.reads()).toContain('El borrador está actualizado');
    expect(mailOn(desk.card())?.body).toBe(`Hola, Ana & cía. + 100 %:\r\n\r\n¿Te parece? #1 "sí"\r\n${link}\r\n\r\nIker`);

    await desk.presses('request.done');
    expect(desk.reads()).toContain('A la espera de respuesta');
    expect(desk.reads()).toContain('Enlace no ha enviado nada');
    expect(await theOne(story)).toMatchObject({ state: 'Issued', email: 'ana@contoso.es', language: 'es', requester: { name: 'Iker Zubia' } });

    await desk.presses('show.requestDraft');
    const again = linkIn(story, desk.reads());
    expect(again).not.toBe(link);
    expect(desk.reads()).toContain('Hola, Ana & cía.');
    expect(verbsOn(desk.card())).toEqual(['show.request']);
    const traces = [link, again].map((one) => traceOf(one.slice(one.lastIndexOf('/') + 1)));
    expect((await theOne(story)).links).toEqual(traces);
    await story.settle();
    expect(story.mails).toEqual([]);
    expect(await audited(story, norte)).toEqual(['request.draft done', 'request.edit done', 'request.done done']);
  });

  it.each([
    ['/request ana@contoso.es', irene, 'en'], ['/request ana@contoso.es --language es', irene, 'es'], ['/solicitud "ana@contoso.es" --idioma inglés', iker, 'en'],
    ['/SOLICITAR ana@CONTOSO.es', iker, 'es'], ['/request --language=en ana@contoso.es', iker, 'en'],
  ] as const)('is made by %s, in the language of its reader', async (said, who, language) => {
    const { story, desk } = await drafted(said, who);
    expect(await theOne(story)).toMatchObject({ state: 'Draft', email: 'ana@contoso.es', language });
    expect(textIn(desk.card())).toContain({ en: 'Opening the link grants nothing', es: 'Abrir el enlace no concede nada' }[language]);
    expect(mailOn(desk.card())?.subject).toBe({ en: 'Partnership request from Distribuciones Norte', es: 'Solicitud de asociación de Distribuciones Norte' }[language]);
  });

  it.each([
    ['/solicitr ana@contoso.es', '¿Querías decir /solicitar'], ['/solicitar', 'Dirección de correo del revendedor indirecto'], ['/solicitar Ana ana@contoso.es', '/solicitar'], ['/solicitar a@contoso.es, b@contoso.es', '/solicitar'],
    ['/solicitar ana@contoso.es --idioma klingon', '/solicitar'], ['/solicitar ana@contoso.es --urgente', '/solicitar'],
  ])('is not made by %s', async (said, answer) => {
    const { story, desk } = await drafted(said);
    expect(desk.reads()).toContain(answer);
    expect(await requests(story)).toEqual([]);
  });

  it.each([
    '"Ana García <ana@contoso.es>"', '"ana@contoso.es, luis@contoso.es"', 'ana@contoso.es;luis@contoso.es', 'mailto:ana@contoso.es', 'ana', 'ana@localhost', 'ana@contoso.es%0Abcc:x@y.es',
  ])('GEN-05 is not made for %s, which stays in the form to be corrected', async (address) => {
    const { story, desk } = await drafted(`/solicitar ${address}`);
    expect(input(desk.card(), 'email')).toEqual({ value: address.replaceAll('"', ''), says: expect.stringContaining('No es una sola dirección de correo completa') });
    await desk.presses('show.newRequest', { email: 'ana@contoso.es\nBcc: x@y.es' });
    expect(input(desk.card(), 'email').value).toContain('Bcc');
    await desk.presses('show.newRequest', { email: 'ana@contoso.es', language: '' });
    expect(input(desk.card(), 'language').says).toBeDefined();
    expect(await requests(story)).toEqual([]);
    await desk.presses('show.newRequest', { email: ' o’neill@contoso.es ', language: 'en' });
    expect(await theOne(story)).toMatchObject({ state: 'Draft', email: "o'neill@contoso.es", language: 'en' });
  });

  it('PAR-08 GEN-01 PAR-01 INV-56 is for other companies, and for those who may', async () => {
    const { story, desk } = await drafted();
    const doc = await theOne(story);
    const other = story.desk(pablo);
    await other.says('/solicitar luis@sur.example');
    expect(other.reads()).toContain('(PAR-08)');
    expect(input(other.card(), 'email').value).toBe('luis@sur.example');

    const helper = story.desk(nuria);
    await helper.says(ASK);
    expect(helper.reads()).toContain('(GEN-01)');
    for (const verb of ['show.newRequest', 'show.requestDraft', 'request.edit', 'request.done', 'request.discard']) {
      expect((await helper.speaker.clicks({ verb, data: { id: doc.id, rev: doc.rev, email: 'x@y.es', text: 'x' } })).text).toContain('(GEN-01)');
    }
    expect(textOf((await helper.speaker.clicks({ verb: 'show.request', data: { id: doc.id } })).card)).toContain('Borrador');

    const reseller = story.desk(carmen);
    await reseller.says('/solicitar ana@fabrikam.es');
    expect(reseller.reads()).toContain('(PAR-01)');
    for (const { speaker } of [reseller, other]) { // INV-56
      for (const verb of ['show.request', 'show.requestDraft', 'request.edit', 'request.done', 'request.discard', 'request.revoke']) {
        expect((await speaker.clicks({ verb, data: { id: doc.id, rev: doc.rev, text: textIn(desk.card()) } })).text).toContain('(GEN-06)');
      }
    }
    await desk.speaker.clicks({ verb: 'request.draft', data: { id: 'REQ-0000-0001', email: 'x@y.es', language: 'es', text: textIn(desk.card()), link: doc.links[0] } });
    await desk.speaker.clicks({ verb: 'request.linkIssued', data: { id: doc.id, rev: doc.rev, link: traceOf('known to somebody else') } });
    expect(await theOne(story)).toEqual(doc);
  });
});

describe('INV-30 the link in the draft', () => {
  it.each<readonly [string, (text: string, link: string) => string]>([
    ['taken away', (text, link) => text.replace(link, '')],
    ['cut short', (text, link) => text.replace(link, link.slice(0, -1))],
    ['lengthened', (text, link) => text.replace(link, `${link}gracias`)],
    ['that of another request', (text, link) => text.replace(link, `${link.slice(0, link.lastIndexOf('/') + 1)}${'A'.repeat(43)}`)],
    ['there twice', (text, link) => `${text}\n${link}`],
    ['beside another of ours', (text, link) => `${text}\n${link.slice(0, -1)}x`],
    ['on another site', (text, link) => text.replace(link, link.replace('http://', 'https://'))],
    ['with the mark that stands for it', (text) => `${text}\u{E000}`],
  ])('INV-L1 %s is refused with the text as it was typed, and can be put back', async (_how, spoil) => {
    const { story, desk } = await drafted();
    const [text, before] = [textIn(desk.card()), await theOne(story)];
    const link = linkIn(story, text);
    const spoilt = `${spoil(text, link)}\nUn saludo de Iker`;
    for (const verb of ['request.edit', 'request.done']) {
      await desk.presses(verb, { text: spoilt });
      expect(desk.reads()).toContain('(INV-L1)');
      expect(textIn(desk.card())).toBe(spoilt);
      expect(desk.reads()).toContain('no está en el texto exactamente una vez');
      expect(mailOn(desk.card())).toBeUndefined();
      expect(await theOne(story)).toEqual(before);
    }
    const { card } = await pressesTitled(desk, desk.card(), 'Volver a poner el enlace');
    expect(textOf(card)).toContain('El enlace vuelve a estar en el texto');
    expect(textIn(card).split(link)).toHaveLength(2);
    expect(textIn(card).split('/partner/')).toHaveLength(spoilt.includes('https://') ? 3 : 2);
    expect(textIn(card)).toContain('Un saludo de Iker');
    if (spoilt.includes('gracias')) expect(textIn(card)).toContain(`${link} gracias`);
    expect(mailOn(card)?.body).toBe(textIn(card).replaceAll('\n', '\r\n'));
    const finished = await pressesTitled(desk, card, 'Listo');
    expect(textOf(finished.card)).toContain('A la espera de respuesta');
  });

  it('a token that is forged, or of an older card, is answered with a link that is good', async () => {
    const { story, desk } = await drafted();
    const doc = await theOne(story);
    const { card } = await desk.speaker.clicks({ verb: 'request.edit', data: { id: doc.id, rev: doc.rev, token: 'forged', restore: 'true', text: 'Hola' } });
    expect(textOf(card)).toContain('(INV-L1)');
    expect(textIn(card)).toBe('Hola');
    const fixed = await pressesTitled(desk, card, 'Volver a poner el enlace');
    const token = linkIn(story, textIn(fixed.card)).split('/').at(-1) ?? '';
    expect((await theOne(story)).links).toEqual([...doc.links, traceOf(token)]);
    expect(textIn(fixed.card)).toMatch(/^Hola\n\nhttp/);
  });
});

describe('more than once', () => {
  it('a message that is delivered twice, and a form whose button is pressed twice, make one draft each', async () => {
    const story = await openStory();
    const desk = story.desk(iker);
    for (let time = 0; time < 2; time++) await desk.speaker.says(ASK, 'the-same');
    const [one, two] = story.teams.inConversation(desk.speaker.conversation).map(({ card }) => card);
    const doc = await theOne(story);
    for (const card of [one, two]) expect(doc.links).toContain(traceOf(linkIn(story, textIn(card)).split('/').at(-1) ?? ''));
    await desk.speaker.clicks({ verb: 'request.done', data: { ...buttonsOf(one?.actions).find(({ verb }) => verb === 'request.done')?.data, text: textIn(one) } });
    await desk.speaker.says(ASK, 'the-same');
    desk.looks();
    expect(desk.reads()).toContain('A la espera de respuesta');
    expect(await theOne(story)).toMatchObject({ state: 'Issued' });

    const form = (await desk.speaker.clicks({ verb: 'show.newRequest' })).card;
    const make = { verb: 'show.newRequest', data: { ...buttonsOf(form?.actions)[0]?.data, email: 'luis@contoso.es', language: 'es' } };
    const [first, second] = await Promise.all([desk.speaker.clicks(make), desk.speaker.clicks(make)]);
    const third = await desk.speaker.clicks(make);
    for (const { card } of [first, second, third]) expect(textOf(card)).toContain('para luis@contoso.es');
    expect((await requests(story)).map(({ email }) => email).toSorted()).toEqual(['ana@contoso.es', 'luis@contoso.es']);
  });

  it('a second click on any button is answered with the present state', async () => {
    const { story, desk } = await drafted();
    for (const verb of ['request.edit', 'request.done', 'request.revoke']) {
      const button = buttonsOf([desk.card()?.body, desk.card()?.actions]).find((one) => one.verb === verb);
      const click = { verb, data: { ...button?.data, ...inputsOf(desk.card()) } };
      await desk.presses(verb);
      const before = await theOne(story);
      const { card } = await desk.speaker.clicks(click);
      expect(textOf(card)).toContain({ 'request.edit': 'Borrador', 'request.done': 'A la espera', 'request.revoke': 'Revocada' }[verb]);
      expect(textOf(card)).not.toContain('GEN-');
      expect(await theOne(story)).toEqual(before);
    }
    expect(await audited(story, norte)).toEqual(['request.draft done', 'request.edit done', 'request.done done', 'request.revoke done']);
  });

  it('a colleague’s change in between is shown beside what was typed, which is kept and wins if it is sent again', async () => {
    const { story, desk } = await drafted();
    const other = story.desk(irene);
    const { id } = await theOne(story);
    const theirs = (await other.speaker.clicks({ verb: 'show.request', data: { id } })).card;
    const link = linkIn(story, textIn(desk.card()));
    await desk.presses('request.edit', { text: `De Iker: ${link}` });
    const button = buttonsOf(theirs?.actions).find(({ verb }) => verb === 'request.done');
    const typed = `From Irene: ${linkIn(story, textIn(theirs))}`;
    const { card } = await other.speaker.clicks({ verb: 'request.done', data: { ...button?.data, text: typed } });
    expect(textOf(card)).toContain('This card was out of date');
    expect(textOf(card)).toContain('De Iker: http');
    expect(textIn(card)).toBe(typed);
    expect(await theOne(story)).toMatchObject({ state: 'Draft', rev: 2 });
    const finished = await pressesTitled(other, card, 'Done');
    expect(textOf(finished.card)).toContain('Waiting for an answer');
    expect((await theOne(story)).text).toBe('From Irene: \u{E000}');
    await desk.presses('request.discard');
    expect(desk.reads()).toContain('Esta tarjeta no estaba al día');
    expect(await theOne(story)).toMatchObject({ state: 'Issued' });
  });
});

it('a bot that ended and came back between draft and Done knows the draft and its link', async () => {
  const story = await openStory({ store: 'file' });
  const desk = story.desk(iker);
  await desk.says(ASK);
  await story.restarts();
  await desk.presses('request.done');
  expect(desk.reads()).toContain('A la espera de respuesta');
  expect(await theOne(story)).toMatchObject({ state: 'Issued', links: [expect.any(String)] });
});

it('a link of a draft that waited long before Done leads to its request for the whole term', async () => {
  const { story, desk } = await drafted();
  const token = linkIn(story, textIn(desk.card())).split('/').at(-1) ?? '';
  story.clock.move(100 * DAY);
  await desk.presses('request.done');
  story.clock.move(89 * DAY);
  await desk.presses('show.requestDraft'); // a commit, with which the store forgets what is over
  const { id, state, expiresAt } = await theOne(story);
  expect({ state, isOver: expiresAt <= story.clock() }).toEqual({ state: 'Issued', isOver: false });
  expect(await followLink(story.app.deps, token)).toMatchObject({ about: id });
});

it('a request that was revoked or discarded is over', async () => {
  const { story, desk } = await drafted();
  const draft = desk.card();
  await desk.presses('request.discard');
  expect(desk.reads()).toContain('El borrador se ha descartado');
  expect(textOf((await pressesTitled(desk, draft, 'Listo')).card)).toContain('Descartada');
  await desk.says(ASK);
  await desk.presses('request.done');
  await desk.presses('request.revoke');
  expect(desk.reads()).toContain('La solicitud se ha revocado');
  expect(verbsOn(desk.card())).toEqual(['show.newRequest', 'show.requests']);
  const { id } = (await requests(story)).find(({ state }) => state === 'Revoked') ?? { id: '' };
  expect(textOf((await desk.speaker.clicks({ verb: 'show.requestDraft', data: { id } })).card)).toContain('Revocada');
});

describe('what is typed', () => {
  it('is inert on every card, and in the mail as it was typed', async () => {
    const { story, desk } = await drafted();
    const link = linkIn(story, textIn(desk.card()));
    const text = `**Hola** [pulsa](https://evil.example) <b>x</b> <at>Ana</at> &body=x&subject=y %0D%0ABcc: z ${link}`;
    await desk.presses('request.edit', { text });
    expect(textIn(desk.card())).toBe(text);
    expect(mailOn(desk.card())).toEqual({ to: 'ana@contoso.es', subject: 'Solicitud de asociación de Distribuciones Norte', body: text });
    await desk.presses('request.done');
    await desk.presses('show.requestDraft');
    expect(desk.reads()).toContain('\\*\\*Hola\\*\\* \\[pulsa\\](https://evil.example) \\<b>x\\</b> \\<at>Ana\\</at>');
  });

  it('may be 2,400 characters long where the settings allow it; more is refused and stays, as far as it is kept', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'enlace-rules-'));
    const file = join(folder, 'rules.json');
    await writeFile(file, JSON.stringify({ invitation: { maxText: 2400 } }));
    const story = await openStory({ environment: { RULES_FILE: file } });
    await rm(folder, { recursive: true });
    const desk = story.desk(iker);
    await desk.says(ASK);
    const link = linkIn(story, textIn(desk.card()));
    const long = (length: number): string => `${link}\n`.padEnd(length, 'ñ');
    await desk.presses('request.edit', { text: long(2_401) });
    expect(input(desk.card(), 'text')).toEqual({ value: long(2_401), says: expect.stringContaining('2400') });
    await desk.presses('request.edit', { text: long(5_000) });
    expect(textIn(desk.card())).toBe(long(2_500));
    await desk.presses('request.edit', { text: long(2_400) });
    expect(desk.reads()).toContain('El borrador está actualizado');
    expect((await theOne(story)).text).toHaveLength(2_400 - link.length + 1);
    expect(mailOn(desk.card())).toBeUndefined(); // 14,000 characters are no address that arrives
  });
});

describe('the list', () => {
  it('has the latest change first, in pages, and finds by e-mail and number', async () => {
    const story = await openStory();
    const desk = story.desk(iker);
    await desk.says('/asociaciones');
    expect(desk.reads()).toContain('todavía no ha solicitado ninguna');
    for (let number = 10; number < 38; number++) {
      story.clock.move(60_000);
      await desk.says(`/solicitar persona${number}@contoso.es`);
    }
    const shown = (): readonly string[] => [...desk.reads().matchAll(/^persona(\d+)@contoso\.es$/gm)].map(([, number = '']) => number);
    await desk.says('/asociaciones');
    expect(shown()).toEqual(Array.from({ length: 25 }, (_one, index) => String(37 - index)));
    const next = buttonsOf(desk.card()?.actions).find(({ title }) => title === 'Página siguiente');
    await desk.presses('show.requests', { query: '', ...next?.data as Record<string, string> }); // the data of our cards is text
    expect(shown()).toEqual(['12', '11', '10']);
    await desk.presses('show.requests', { cursor: '', query: 'persona23@' });
    expect(shown()).toEqual(['23']);
    const row = buttonsOf(desk.card()?.body).find(({ verb }) => verb === 'show.request');
    await desk.presses('show.requests', { query: String(row?.data['id']) });
    expect(shown()).toEqual(['23']);
    await desk.presses('show.requests', { query: 'nadie' });
    expect(desk.reads()).toContain('Ninguna solicitud empieza así');
    expect(textOf((await desk.speaker.clicks({ verb: 'show.request', data: row?.data ?? {} })).card)).toContain('para persona23@contoso.es');
    expect(verbsOn(desk.card())).toContain('show.newRequest');
    const helper = story.desk(nuria);
    await helper.says('/asociaciones persona23');
    expect(verbsOn(helper.card())).toEqual(['show.requests', 'show.request', 'show.partners']);
    expect((await desk.speaker.clicks({ verb: 'show.request', data: { id: 'REQ-0000-0000' } })).text).toContain('(GEN-06)');
  });
});
