/** Commands where others read along: what is private is answered in the personal chat, and nothing of it is seen elsewhere. */

import { describe, expect, it } from '@jest/globals';
import type { Place } from '../../bot/local/teamsPeer.ts';
import { textOf } from '../../bot/local/teamsPeer.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { answerInChannel, channel, contoso, walk } from './walk.ts';
import { carmen, diego, iker, olivia } from './world.ts';

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
