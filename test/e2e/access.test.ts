/** `/access` at the real door (WF-28): who does what for a customer, the four questions and the step that each leads to; a reseller reads and asks. */

import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { accessOf } from '../../src/app/access.ts';
import { customerOf } from '../../src/app/customers.ts';
import { tenantNamed } from '../support/world.ts';
import { premium } from '../support/subscriptions.ts';
import { changes, sells, sold, wrote } from './links.ts';
import { contoso, norte, put, tailwind, trading } from './orders.ts';
import { audited, verbsOn } from './walk.ts';
import { diego, iker, irene, pablo, rosa } from './world.ts';

const asks = async (desk: Desk, ...wants: readonly string[]) => await desk.presses('show.accessSteps', Object.fromEntries(wants.map((want) => [want, 'true'])));
const boxes = ['manage', 'azure', 'credit', 'support'];

describe('who does what', () => {
  it('WF-28 INV-47 stands side by side, and each of the three is set by its own step', async () => {
    const story = await trading();
    await changes(story, contoso, { delegatedAdmin: 'DAP' });
    await sells(story);
    const desk = await wrote(story, iker, '/acceso tailwind');
    expect(desk.reads()).toMatch(/Administra la cuenta\s+Ningún revendedor indirecto.*Business Standard\s+Recibe los incentivos\s+Nadie\s+Atiende al cliente\s+Distribuciones Norte.*Nadie ha anotado todavía que tenga los pasos/s);
    await asks(desk, 'manage', 'credit', 'support');
    expect(verbsOn(desk.card())).toEqual(['show.associate', 'show.credit', 'show.support', 'show.access']);
    await desk.presses('show.associate');
    await desk.presses('customer.associate', { reseller: 'contoso' });
    expect((await customerOf(story.app.deps, tailwind))?.association).toEqual({ reseller: 'contoso', name: 'Contoso Iberia', provider: 'norte', at: story.clock() });
    expect(await sold(story)).toMatchObject({ support: { id: 'norte' } });
    expect((await sold(story)).record).toBeUndefined();

    await desk.says('/acceso tailwind');
    await asks(desk, 'credit');
    await desk.presses('show.credit');
    await desk.presses('subscription.credit', { reseller: 'contoso' });
    expect(desk.reads()).toMatch(/Contoso Iberia, desde el.*Recibe los incentivos\s+Contoso Iberia · MPN 4567890.*Atiende al cliente\s+Distribuciones Norte/s);
    await asks(desk, 'support');
    await desk.presses('show.support');
    await desk.presses('subscription.support', { reseller: 'contoso' });
    expect(desk.reads()).toMatch(/Atiende al cliente\s+Contoso Iberia/);
  });

  it('INV-36 whoever has no relationship with the customer any more manages nothing', async () => {
    const story = await trading();
    const desk = await wrote(story, iker, '/access tailwind');
    await asks(desk, 'manage');
    await desk.presses('show.associate');
    await desk.presses('customer.associate', { reseller: 'contoso' });
    await desk.says('/access tailwind');
    expect(desk.reads()).toMatch(/Administra la cuenta\s+Contoso Iberia/);
    await changes(story, contoso, { state: 'Removed' });
    await desk.says('/access tailwind');
    expect(desk.reads()).toMatch(/Administra la cuenta\s+Ningún revendedor indirecto/);
  });

  it('WF-28 the Azure row takes the association too, and is told, noted and never said to be done', async () => {
    const story = await trading();
    const desk = await wrote(story, iker, '/access tailwind');
    await asks(desk, 'azure');
    expect(verbsOn(desk.card())).toEqual(['show.associate', 'access.azureTold', 'show.access']);
    expect(desk.reads()).toMatch(/1\.\sUn administrador global del cliente.*2\.\s.*3\.\s.*propietario.*4\.\s/s);
    const click = buttonsOf([desk.card()?.body]).find(({ verb }) => verb === 'access.azureTold');
    await desk.presses('access.azureTold');
    expect(desk.reads()).toMatch(/Anotado que tienes los pasos.*Iker Zubia tiene los pasos desde.*no se sabe si se han dado/s);
    const told = await accessOf(story.app.deps, tailwind, norte);
    expect(told?.azureTold).toEqual([{ by: iker.name, byId: iker.id, at: story.clock() }]);
    await desk.speaker.clicks({ verb: 'access.azureTold', data: click?.data ?? {} });
    expect(await accessOf(story.app.deps, tailwind, norte)).toEqual(told);
    expect(await audited(story, { who: iker })).toContain('access.azureTold done');
  });

  it('WF-28 nothing ticked is said; and what was ticked is still there on the way back', async () => {
    const story = await trading();
    const desk = await wrote(story, iker, '/access tailwind');
    await asks(desk);
    expect(desk.reads()).toContain('Marca al menos una de las cuatro opciones.');
    await asks(desk, 'credit', 'azure');
    await desk.presses('show.access');
    expect(boxes.map((box) => JSON.stringify(desk.card()).includes(`"id":"${box}","label":`))).toEqual([true, true, true, true]);
    expect(boxes.filter((box) => new RegExp(`"id":"${box}"[^}]*"value":"true"`).test(JSON.stringify(desk.card())))).toEqual(['azure', 'credit']);
  });

  it('P19 GEN-01 INV-57 a billing admin credits, and sees nothing else of customers', async () => {
    const story = await trading();
    await sells(story);
    await sells(story, { id: 'SUB-7K3F-0002', offer: premium });
    story.world.change(irene, { roles: { agent: 'notAnAgent', admin: 'billingAdmin' } });
    const desk = await wrote(story, irene, '/acreditar tailwind');
    expect(verbsOn(desk.card())).toEqual(['show.links', 'show.credit', 'show.credit']);
    await desk.presses('show.credit');
    await desk.presses('subscription.credit', { reseller: 'contoso' });
    expect([desk.reads(), verbsOn(desk.card())]).toEqual([expect.stringContaining('recibe los incentivos'), []]);
    for (const verb of ['show.access', 'show.accessSteps', 'show.links']) expect((await desk.speaker.clicks({ verb, data: { customer: 'tailwind', about: 'access  ' } })).text).toContain('(GEN-01)');
  });

  it('ORD-10 a reseller reads the same and asks its provider', async () => {
    const story = await trading();
    await sells(story, { record: { id: contoso, name: 'Contoso Iberia', mpnId: '4567890', since: story.clock() } });
    story.world.change(diego, { roles: { agent: 'salesAgent', admin: 'notAnAdmin' } });
    const desk = await wrote(story, diego, '/acceso tailwind');
    expect(desk.reads()).toMatch(/Recibe los incentivos\s+Contoso Iberia.*Esto lo decide tu proveedor/s);
    expect(verbsOn(desk.card())).toEqual(['show.askChange', 'show.customer']);
    for (const verb of ['show.associate', 'show.accessSteps']) expect(textOf((await desk.speaker.clicks({ verb, data: { customer: 'tailwind', manage: 'true' } })).card)).toContain('(ORD-10)');
    expect((await desk.speaker.clicks({ verb: 'access.azureTold', data: { id: 'contoso', rev: '0', customer: 'tailwind' } })).text).toContain('(ORD-01)');
    expect(await accessOf(story.app.deps, tailwind, contoso)).toBeUndefined();
  });

  it('CUS-18 ORD-02 GEN-05 an association that cannot be comes back with the choice', async () => {
    const story = await trading();
    const desk = await wrote(story, iker, '/acceso tailwind');
    await asks(desk, 'manage');
    await desk.presses('show.associate');
    expect((await desk.presses('customer.associate', { reseller: '' })).card).toBeDefined();
    expect(desk.reads()).toContain('(GEN-05)');
    await desk.presses('customer.associate', { reseller: 'adatum' });
    expect(desk.reads()).toContain('(ORD-02)');
    await changes(story, contoso, { state: 'Removed' });
    await desk.presses('customer.associate', { reseller: 'contoso' });
    expect(desk.reads()).toMatch(/Contoso Iberia todavía no se puede elegir.*\(CUS-18\).*Ninguno de tus revendedores indirectos tiene una relación activa/s);
    expect((await customerOf(story.app.deps, tailwind))?.association).toBeUndefined();
  });

  it('INV-56 GEN-06 somebody else\'s customer is not found, nor is one that there is not; the removed one says so', async () => {
    const story = await trading();
    await sells(story);
    const stranger = await wrote(story, pablo, '/acceso tailwind');
    expect(stranger.reads()).not.toContain('Panaderías');
    for (const verb of ['show.access', 'show.accessSteps', 'show.associate', 'show.support', 'access.azureTold']) {
      for (const customer of ['tailwind', 'nowhere', '']) {
        expect([verb, customer, (await stranger.speaker.clicks({ verb, data: { customer } })).text]).toEqual([verb, customer, expect.stringContaining('(GEN-06)')]);
      }
    }
    expect((await (await wrote(story, rosa, '/acceso tailwind')).speaker.clicks({ verb: 'show.access', data: { customer: 'tailwind' } })).text).toContain('(GEN-01)');
    const desk = await wrote(story, iker, '/acceso tailwind');
    await changes(story, norte, { state: 'Removed' });
    await asks(desk, 'manage');
    expect(desk.reads()).toMatch(/no estaba al día/);
    expect(verbsOn(desk.card())).not.toContain('show.associate');
  });

  it('INV-59 WF-29 who manages it through another provider is not told', async () => {
    const story = await trading();
    const doc = await customerOf(story.app.deps, tailwind);
    if (doc) await put(story, 'customer', { ...doc, association: { reseller: tenantNamed('adatum'), name: 'Adatum', provider: tenantNamed('sur'), at: story.clock() } } as typeof doc);
    const desk = await wrote(story, iker, '/acceso tailwind');
    expect(desk.reads()).toContain('Ningún revendedor indirecto asociado a través de tu compañía');
    expect(desk.reads()).not.toContain('Adatum');
  });
});
