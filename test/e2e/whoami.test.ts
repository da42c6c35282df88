/** `/whoami`: for each kind of person the truth about what they may do, and for the rest, why not. */

import { describe, expect, it } from '@jest/globals';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { openStory } from './support.ts';
import { approved, contoso } from './walk.ts';
import { carmen, diego, iker, olivia, rosa } from './world.ts';

const nobody: Persona = { tenant: 'nowhere', id: 'ned', name: 'Ned', locale: 'en-GB' };

describe('/whoami', () => {
  it('says who somebody is: company, roles on both axes, and what they allow', async () => {
    const story = await openStory();
    story.world.change(iker, { roles: { agent: 'helpdeskAgent', admin: 'billingAdmin' } });
    const desk = story.desk(iker);
    await desk.says('/quiensoy');
    for (const line of ['Iker Zubia en Distribuciones Norte', 'España', 'Proveedor indirecto', 'Agente del departamento de soporte técnico', 'Administrador de facturación']) expect(desk.reads()).toContain(line);
    expect(desk.reads()).toContain('P07\nbuscar y ver clientes');
    expect(desk.reads()).not.toContain('P14\nautorizar');
  });

  it('INV-04 says where a helpdesk agent\'s permissions end', async () => {
    const story = await openStory();
    story.world.change(iker, { roles: { agent: 'helpdeskAgent', admin: 'notAnAdmin' } });
    const desk = story.desk(iker);
    await desk.says('/whoami P19');
    expect(desk.reads()).toMatch(/P19 hacer pedidos y agregar licencias, pero no para suscripciones de Office 365: puedes hacerlo/);
    expect(desk.reads()).toMatch(/En Office 365\nAgente de administración y Agente de ventas/);
  });

  it.each(['P14', 'p14', 'authorise an indirect', 'autorizar a un proveedor'])('"%s": why not, and who can help', async (about) => {
    const story = await openStory();
    const desk = story.desk(diego);
    await desk.says(`/whoami ${about}`);
    expect(desk.reads()).toContain('P14 autorizar a un proveedor indirecto: no puedes hacerlo');
    expect(desk.reads()).toMatch(/Quién lo tiene\nAdministrador global/);
    expect(desk.reads()).toMatch(/Quién puede ayudarte\n.*Carmen Ruiz, Luis Gil/);
  });

  it('the same from the list on the card, and with the roles of this moment (INV-57)', async () => {
    const story = await openStory();
    const desk = story.desk(diego);
    await desk.says('/quiensoy');
    await desk.presses('show.whoami', { permission: 'P04' });
    expect(desk.reads()).toContain('P04 solicitar una relación con un cliente: no puedes hacerlo');
    story.world.change(diego, { roles: { agent: 'salesAgent', admin: 'notAnAdmin' } });
    await desk.presses('show.whoami', { permission: 'P04' });
    expect(desk.reads()).toContain('P04 solicitar una relación con un cliente: puedes hacerlo');
  });

  it('INV-26 what is the work of the other side is nobody\'s here, whatever role they hold', async () => {
    const story = await openStory();
    const [reseller, provider] = [story.desk(carmen), story.desk(iker)];
    await reseller.says('/quiensoy P17');
    expect(reseller.reads()).toMatch(/P17 solicitar una asociación: no puedes hacerlo\n[^]*Solo para personas de un proveedor indirecto/);
    await provider.says('/quiensoy P17');
    expect(provider.reads()).toContain('P17 solicitar una asociación: puedes hacerlo');
    await provider.says('/quiensoy P14');
    expect(provider.reads()).toContain('Solo para personas de un revendedor indirecto');
  });

  it('a Global admin of the directory is told of the roles of the account once it is open', async () => {
    const story = await openStory();
    const desk = await approved(story, contoso);
    await desk.says('/quiensoy E04');
    expect(desk.reads()).toContain('E04 ver los partners de tu compañía (con cualquier rol): puedes hacerlo');
    await desk.says('/quiensoy P25');
    expect(desk.reads()).toMatch(/P25 .*: no puedes hacerlo\nQuién lo tiene\nAgente de administración\nTú tienes\nAdministrador global/);
  });

  it('a programme admin, a customer and somebody unknown read what is true of them', async () => {
    const story = await openStory();
    const admin = story.desk(olivia);
    await admin.says('/whoami R01');
    await admin.speaker.says('/whoami R01');
    admin.looks();
    expect(admin.reads()).toContain('R01 decide reviews (programme admin): you may');
    const customer = story.desk(rosa);
    await customer.says('/quiensoy');
    expect(customer.reads()).toContain('Tu compañía es un cliente');
    const stranger = story.desk(nobody);
    await stranger.says('/whoami');
    expect(stranger.reads()).toContain('Enlace does not know your company yet.');
  });

  it('says when no permission is called like this', async () => {
    const story = await openStory();
    const desk = story.desk(carmen);
    await desk.says('/quiensoy volar');
    expect(desk.reads()).toContain('Ningún permiso se llama «volar».');
    expect(desk.reads()).toContain('Lo que puedes hacer');
  });
});
