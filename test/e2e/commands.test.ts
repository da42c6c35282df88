/** Commands where others read along: what is private is answered in the personal chat, and nothing of it is seen elsewhere. */

import { describe, expect, it } from '@jest/globals';
import type { Place } from '../../bot/local/teamsPeer.ts';
import { textOf } from '../../bot/local/teamsPeer.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { answerInChannel, approved, channel, contoso, input, verbsOn, walk } from './walk.ts';
import { carmen, diego, iker, irene, olivia, rosa } from './world.ts';

const group: Place = { kind: 'groupChat', conversation: '19:contoso@thread.v2' };

/** All that was ever said in the conversations of a place, threads included. */
const saidIn = (story: Story, { conversation }: Place): readonly string[] =>
  story.teams.posted.filter((message) => message.conversation.startsWith(conversation)).map(({ text, card }) => text ?? textOf(card));

const WHISPERED = 'Esto es solo para ti: te he respondido en nuestro chat personal.';

describe('a private command', () => {
  it.each<readonly [Place, string, RegExp]>([
    [channel, '/quiensoy', /Carmen Ruiz en Contoso Iberia/], [group, '/quiensoy P14', /P14 autorizar a un proveedor indirecto: puedes hacerlo/], [group, '/estado', /Contoso Iberia/], [channel, '/inscribir', /Contoso Iberia/],
  ])('asked in %j as "%s" is answered in the personal chat alone', async (place, text, answer) => {
    const story = await openStory();
    const own = await walk(story, contoso, 'LegalProfile');
    await story.desk(carmen, place).says(text);
    expect(saidIn(story, place)).toEqual([WHISPERED]);
    own.looks();
    expect(own.reads()).toMatch(answer);
  });

  it('asked by a button behaves alike', async () => {
    const story = await openStory();
    const own = story.desk(iker);
    await own.arrives();
    const desk = story.desk(iker, channel);
    await desk.says('hola');
    const answer = await desk.speaker.clicks({ verb: 'show.whoami' });
    expect(answer).toMatchObject({ http: 200, card: undefined, text: WHISPERED });
    own.looks();
    expect(own.reads()).toContain('Iker Zubia en Distribuciones Norte');
    expect(saidIn(story, channel).join()).not.toContain('Iker');
  });

  it('what was typed there is private too: answers of the personal chat work on', async () => {
    const story = await openStory();
    const own = story.desk(carmen);
    await own.arrives();
    await story.desk(carmen, group).says('/quiensoy');
    own.looks();
    await own.presses('show.whoami', { permission: 'P25' });
    expect(own.reads()).toContain('P25 leer y exportar el registro de auditoría: no puedes hacerlo');
    expect(saidIn(story, group)).toEqual([WHISPERED]);
  });

  it('without a personal chat yet says how to open one', async () => {
    const story = await openStory();
    const desk = story.desk(carmen, channel);
    await desk.says('/quiensoy');
    expect(answerInChannel(story)).toContain('todavía no tenemos un chat personal');
    expect(await desk.speaker.clicks({ verb: 'show.whoami' })).toMatchObject({ http: 200, text: expect.stringContaining('todavía no tenemos un chat personal') });
    expect(story.teams.posted.filter(({ card }) => card)).toEqual([]);
  });

  it.each([403, 404, 500])('whose chat cannot be reached (%i) says so in words', async (status) => {
    const story = await openStory();
    await story.desk(carmen).arrives();
    const before = story.teams.posted.length;
    story.teams.refuse = ({ path }) => (path.includes('chat:contoso:carmen') ? { status } : undefined);
    expect(await story.desk(carmen, channel).speaker.says('/quiensoy')).toBe(200);
    expect(answerInChannel(story)).toContain('no he podido llegar a nuestro chat personal');
    expect(story.teams.posted.slice(before).map(({ text, card }) => text ?? textOf(card)).join()).not.toContain('Contoso');
    expect(story.logs.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('GEN-01 that is not for somebody is refused where it was asked', async () => {
    const story = await openStory();
    await story.desk(diego).arrives();
    await story.desk(diego, channel).says('/auditoría');
    expect(answerInChannel(story)).toMatch(/leer y exportar el registro de auditoría.*\(GEN-01\)/);
  });
});

describe('commands as they are typed', () => {
  it('tell how they are used when they are asked, or when something is wrong with a flag', async () => {
    const story = await openStory();
    const desk = story.desk(carmen);
    await desk.says('/proveedores --ayuda');
    expect(desk.reads()).toContain('/proveedores --servicio formación');
    expect(desk.reads()).toContain('--servicio');
    await desk.says('/proveedores --color rojo');
    expect(desk.reads()).toContain('Este comando no tiene --color');
    await desk.says('/proveedores --país');
    expect(desk.reads()).toContain('Falta un valor detrás de --país');
    await desk.says('/agregar-usuario Ana ana@contoso.es --agente emperador');
    expect(desk.reads()).toContain('No entiendo lo que hay después de --agente.');
    await desk.says('/provedores');
    expect(desk.reads()).toBe('¿Querías decir /proveedores --servicio formación?');
  });

  it('a mention in a channel is no part of them, and help says what is answered elsewhere', async () => {
    const story = await openStory();
    await story.desk(olivia, channel).says('/help');
    const [help] = saidIn(story, channel);
    expect(help).toContain('/reviews');
    expect(help).toContain('I answer these in our personal chat, wherever you write them.');
  });
});

describe('/mpa', () => {
  it.each(['/contrato', '/mpa', '/sign', '/firmar', '/firmar-contrato', 'firmar el contrato', 'Sign the agreement'])('WF-08 P15 "%s" leads whoever may sign to the signature, in their own chat', async (said) => {
    const story = await openStory();
    const desk = await approved(story, contoso);
    await desk.says(said);
    expect(verbsOn(desk.card())).toEqual(['show.agreement']);
    await desk.presses('show.agreement');
    expect(desk.reads()).toContain('Su texto está en el Centro de partners');
    await desk.presses('agreement.accept', { accept: 'true' });
    expect(desk.reads()).toContain('Firmado. Tu compañía puede operar en CSP.');
    await desk.says(said);
    expect([verbsOn(desk.card()), desk.reads()]).toEqual([[], expect.stringContaining('La compañía ha firmado')]);
  });

  it('WF-08 P15 leads nobody else there: not who may only see it, and not who presses a button in a channel that is not theirs', async () => {
    const story = await openStory();
    await approved(story, contoso);
    story.world.change(diego, { roles: { agent: 'salesAgent', admin: 'notAnAdmin' } });
    const agent = story.desk(diego);
    await agent.says('/contrato');
    expect([verbsOn(agent.card()), agent.reads()]).toEqual([[], expect.stringContaining('no ha firmado el Contrato de Partner')]);
    await story.desk(carmen, channel).says('/firmar');
    const { text } = await story.desk(diego, channel).speaker.clicks({ verb: 'show.agreement' });
    agent.looks();
    expect([text, verbsOn(agent.card()).join()]).toEqual([WHISPERED, expect.not.stringMatching(/agreement/)]);
    expect(agent.reads()).toContain('Contoso Iberia');
  });
});

describe('a command without what it needs', () => {
  it('asks whoever may request for the address, and takes a language along', async () => {
    const story = await openStory();
    const desk = story.desk(irene);
    await desk.says('/request --language es');
    expect([verbsOn(desk.card()), input(desk.card(), 'email')?.['value'], input(desk.card(), 'language')?.['value'], desk.reads()]).toEqual([['show.newRequest', 'show.requests'], '', 'es', expect.not.stringContaining('(GEN-05)')]);
    await desk.presses('show.newRequest', { email: 'ana@contoso.es' });
    expect(desk.reads()).toContain('ana@contoso.es');
  });

  it('INV-26 PAR-01 asks nobody for an address who could not send one', async () => {
    const story = await openStory();
    const desk = await approved(story, contoso);
    await desk.says('/solicitar');
    expect(desk.reads()).toMatch(/\((PAR|GEN)-01\)/);
  });

  it('lets who orders choose the customer; to who sees none, and where only a link will do, it says how it is written', async () => {
    const story = await openStory();
    const desk = story.desk(iker);
    await desk.says('/agregar-suscripción');
    expect(desk.reads()).toContain('Clientes');
    expect(verbsOn(desk.card())).toContain('show.customers');
    story.world.change(iker, { roles: { agent: 'notAnAgent', admin: 'billingAdmin' } });
    const reseller = story.desk(carmen);
    await desk.says('/agregar-suscripción');
    await reseller.says('/aceptar');
    for (const [who, usage] of [[desk, '/agregar-suscripción Tailwind'], [reseller, '/aceptar https://…']] as const) {
      expect([who.reads(), verbsOn(who.card())]).toEqual([expect.stringContaining(`Escríbelo así: ${usage}`), ['show.help']]);
    }
    await reseller.presses('show.help');
    expect(reseller.reads()).toContain('Qué puedo hacer por ti');
  });
});

describe('/help with a word', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['/ayuda suscripción', ['/suscripción Tailwind Business', 'Abrir una suscripción'], ['/pedidos', 'Comandos sobre']],
    ['/help LICENCIAS', ['/licencias Tailwind Business 25'], ['/pedidos']],
    ['/ayuda /add-customer', ['/agregar-cliente'], ['/pedidos']],
    ['/ayuda incentivo', ['Comandos sobre «incentivo»:', '/acreditar Tailwind 1234567', '/acceso Tailwind'], ['/pedidos', '/ayuda\n']],
    ['/ayuda catalogo oficial', ['Ninguno de tus comandos trata de «catalogo oficial».', '/pedidos', '/ayuda'], []],
    ['/ayuda inscrib', ['Ninguno de tus comandos trata de «inscrib».'], ['/inscribir']],
    ['/ayuda ¿?', ['Qué puedo hacer por ti', '/pedidos'], ['Comandos sobre', 'Ninguno de tus comandos']],
  ])('"%s" shows what is meant, and nothing that is not the reader\'s', async (said, shown, hidden) => {
    const story = await openStory();
    const desk = story.desk(iker);
    await desk.says(said);
    for (const text of shown) expect(desk.reads()).toContain(text);
    for (const text of hidden) expect(desk.reads()).not.toContain(text);
  });

  it('is a button away from the whole', async () => {
    const story = await openStory();
    const desk = story.desk(iker);
    await desk.says('/ayuda incentivo');
    await desk.presses('show.help');
    expect(desk.reads()).toContain('/pedidos');
    expect(verbsOn(desk.card())).not.toContain('show.help');
  });
});

describe('people of a company that the directory does not know', () => {
  it('GEN-06 hear the same everywhere: who adds it, and what to send them', async () => {
    const story = await openStory();
    const desk = story.desk({ ...rosa, tenant: 'nowhere' });
    await desk.arrives();
    const told = [desk.reads()];
    for (const said of ['/inscribir', '/estado']) {
      await desk.says(said);
      told.push(desk.reads());
    }
    for (const verb of ['show.welcome', 'show.signIn', 'enrolment.signIn', 'workAccount.request']) told.push(textOf((await desk.speaker.clicks({ verb, data: { id: '', rev: 0 } })).card));
    await desk.says('/siguiente');
    expect(desk.reads()).toContain('La agrega quien administra el programa.');
    await desk.presses('show.welcome');
    told.push(desk.reads());
    for (const one of told) expect(one).toMatch(/Enlace todavía no conoce tu compañía\n[^]*Envíale su id\.: nowhere\./);
    await desk.says('/quiensoy');
    expect(desk.reads()).toContain('La agrega quien administra el programa');
  });
});
