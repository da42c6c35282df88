/** `/privacy`: each person hears what is stored about them, in their own chat and language, and nothing about anybody else. */

import { describe, expect, it } from '@jest/globals';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { noteProof } from '../../src/app/proofs.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import { MINUTE } from '../../src/core/time.ts';
import { NORA, adds, este } from '../e2e/people.ts';
import { openStory } from '../e2e/support.ts';
import { adatum, approved, channel, contoso, walk } from '../e2e/walk.ts';
import { carmen, diego, gala, luis, olivia, rosa } from '../e2e/world.ts';

const stranger: Persona = { tenant: 'nowhere', id: 'ned', name: 'Ned', locale: 'en-GB' };

describe('/privacy', () => {
  it('tells what somebody did, of the newest entries of their company, and not what others did', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'PrimaryContact');
    await walk(story, adatum, 'MpnSelection');
    await desk.says('/privacidad');
    for (const said of ['Lo que Enlace guarda sobre Carmen Ruiz', 'Español, según Teams', 'Europe/Madrid', 'Entradas tuyas\n5, entre las 5 más recientes', 'Inscripción: perfil legal rellenado\n1']) expect(desk.reads()).toContain(said);
    expect(desk.reads()).not.toMatch(/Inés|Adatum/);
    const colleague = story.desk(luis);
    await colleague.says('/privacy');
    expect(colleague.reads()).toContain('What Enlace stores about Luis Gil');
    expect(colleague.reads()).not.toMatch(/Entries of yours|Carmen/);
  });

  it('tells a user of their record, and that a password was shown, but not to whom', async () => {
    const story = await openStory();
    await (await adds(story)).presses('user.closed');
    const nora: Persona = { tenant: este, id: NORA, name: 'Nora Núñez', locale: 'es-ES' };
    const desk = story.desk(nora);
    await desk.says('/privacidad');
    for (const said of ['nora@este.example', 'Agente de ventas', 'Contraseña temporal\nSe mostró una vez: 1 de marzo de 2026', 'Sobre ti, de otras personas\n']) expect(desk.reads()).toContain(said);
    expect(desk.reads()).not.toMatch(/Gala|gala/);
  });

  it('tells whoever signed in what is kept of it, until it is too old', async () => {
    const story = await openStory();
    const { deps } = story.app;
    await noteProof(deps, { tenant: tenantId.parse('contoso'), person: personId.parse('diego'), name: 'Diego Sanz', roles: ['userAdmin'], minutes: 60 });
    const desk = story.desk(diego);
    await desk.says('/privacidad');
    expect(desk.reads()).toMatch(/De tu último inicio de sesión[^]*Administrador de usuarios[^]*14:00 CET/);
    story.clock.move(61 * MINUTE);
    await desk.says('/privacidad');
    expect(desk.reads()).not.toContain('De tu último inicio de sesión');
  });

  it.each([['a programme admin', olivia, 'What Enlace stores about Olivia Prado'], ['a person of a customer', rosa, 'Lo que Enlace guarda sobre Rosa Figueras'], ['a person of a company that nobody knows', stranger, 'What Enlace stores about Ned']] as const)('is for %s too', async (_who, who, title) => {
    const story = await openStory();
    const desk = story.desk(who);
    await desk.says('/help'); // a programme admin also hears that reviews have no place yet
    await desk.says('/privacy');
    expect(desk.reads()).toContain(title);
    await desk.presses('show.whoami');
    expect(desk.reads()).toContain(who.name);
  });

  it('answers in the personal chat, wherever it is written', async () => {
    const story = await openStory();
    await story.desk(gala).arrives();
    const inChannel = story.desk(gala, channel);
    await inChannel.says('/privacidad');
    expect(inChannel.reads()).not.toContain('guarda sobre');
    const own = story.desk(gala);
    own.looks();
    expect(own.reads()).toContain('Lo que Enlace guarda sobre Gala Soler');
  });

  it('costs one page of the log, however long it is', async () => {
    const story = await openStory();
    const desk = await approved(story, contoso);
    let reads = 0;
    story.trouble.read = () => { reads += 1; };
    await desk.says('/privacidad');
    expect(reads).toBeLessThan(15);
    expect(desk.reads()).toContain(carmen.name);
  });
});
