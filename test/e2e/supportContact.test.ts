/** `/support-contact` at the real door (WF-27): who can be chosen, what the others lack, and that it is of one subscription alone (INV-48). */

import { describe, expect, it } from '@jest/globals';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { premium } from '../support/subscriptions.ts';
import { changes, sells, sold, withAdatum, wrote } from './links.ts';
import { contoso, ended, norte, put, trading } from './orders.ts';
import { audited, input, verbsOn } from './walk.ts';
import { carmen, iker, irene, nuria, pablo } from './world.ts';

const choices = (card: unknown): readonly string[] => [...JSON.stringify(card).matchAll(/"value":"(norte|contoso|adatum)"\}/g)].map(([, value]) => value ?? '');

describe('who answers for a subscription', () => {
  it('WF-27 INV-48 INV-47 is the provider, or a partner who serves the customer; of one subscription alone', async () => {
    const story = await trading();
    await withAdatum(story);
    await changes(story, contoso, { delegatedAdmin: 'GDAP' });
    const [first, second] = [await sells(story), await sells(story, { id: 'SUB-7K3F-0002', offer: premium })];
    const desk = await wrote(story, iker, '/contacto-soporte tailwind business standard');
    expect(desk.reads()).toMatch(/Quién atiende Business Standard.*Ahora: Distribuciones Norte.*Distribuciones Norte \(tu compañía\).*Adatum: sin relación activa con el cliente.*\(\/invitar\).*sin asociación activa contigo.*\(\/solicitar\)/s);
    expect([input(desk.card(), 'reseller').value, choices(desk.card())]).toEqual(['norte', ['norte', 'contoso']]);
    await desk.presses('subscription.support', { reseller: 'contoso' });
    expect(desk.reads()).toMatch(/Contoso Iberia atiende al cliente sobre Business Standard desde ahora/);
    expect([await sold(story), await sold(story, second.id)]).toEqual([
      { ...first, rev: first.rev + 1, lastCommand: expect.any(String), support: { id: 'contoso', name: 'Contoso Iberia' } }, second,
    ]);
    await story.settle();
    expect(await audited(story, { who: iker })).toContain('subscription.support done');
  });

  it('WF-27 once: a second click changes nothing, nor does the same choice later; and the provider takes it back', async () => {
    const story = await trading();
    await changes(story, contoso, { delegatedAdmin: 'DAP' });
    await sells(story);
    const desk = await wrote(story, iker, '/support-contact tailwind');
    await desk.presses('subscription.support', { reseller: 'contoso' });
    const named = await sold(story);
    const again = await desk.speaker.clicks({ verb: 'subscription.support', data: { id: named.id, rev: String(named.rev - 1), customer: 'tailwind', reseller: 'contoso' } });
    expect(textOf(again.card)).toMatch(/Quién hace qué para Tailwind.*Contoso Iberia/s);
    await desk.says('/support-contact tailwind');
    await desk.presses('subscription.support');
    expect(desk.reads()).toContain('Nada ha cambiado: Contoso Iberia ya atiende');
    expect(await sold(story)).toEqual(named);
    await desk.says('/support-contact tailwind');
    await desk.presses('subscription.support', { reseller: 'norte' });
    expect((await sold(story)).support).toEqual({ id: 'norte', name: 'Distribuciones Norte' });
  });

  it('INV-48 INV-19 CUS-18 ORD-02 GEN-05 somebody who cannot be chosen, or not any more, is refused with the choice still there', async () => {
    const story = await trading();
    await withAdatum(story);
    await changes(story, contoso, { delegatedAdmin: 'DAP' });
    const before = await sells(story);
    const desk = await wrote(story, iker, '/contacto-soporte tailwind');
    for (const [reseller, said] of [['adatum', /Adatum todavía no se puede elegir para Tailwind.*sin|Adatum todavía.*no tiene una relación activa.*\(CUS-18\)/], ['nowhere', /\(ORD-02\)/], ['', /\(GEN-05\)/]] as const) {
      await desk.presses('subscription.support', { reseller });
      expect([reseller, desk.reads()]).toEqual([reseller, expect.stringMatching(said)]);
      expect(input(desk.card(), 'reseller').value).toBe(reseller);
    }
    await changes(story, contoso, { delegatedAdmin: 'None' });
    await desk.presses('subscription.support', { reseller: 'contoso' });
    expect(desk.reads()).toMatch(/no le ha dado derechos de administrador delegado.*\(CUS-18\).*Contoso Iberia: sin derechos de administrador delegado/s);
    await changes(story, contoso, { delegatedAdmin: 'DAP', state: 'Removed' });
    await desk.presses('subscription.support', { reseller: 'contoso' });
    expect([desk.reads(), choices(desk.card())]).toEqual([expect.stringMatching(/Contoso Iberia todavía no se puede elegir.*\(CUS-18\)/), ['norte']]);
    await put(story, 'partnership', { ...ended, id: norte });
    await desk.presses('subscription.support', { reseller: 'contoso' });
    expect(desk.reads()).toContain('No hay una asociación activa entre tu compañía y Contoso Iberia');
    expect(await sold(story)).toEqual(before);
  });

  it('INV-48 CUS-18 a relationship that is removed at the very moment is not answered for', async () => {
    const story = await trading();
    await changes(story, contoso, { delegatedAdmin: 'DAP' });
    const before = await sells(story);
    const desk = await wrote(story, iker, '/contacto-soporte tailwind');
    story.trouble.commit = async (writes) => {
      if (!writes.some((write) => write.op === 'replace' && write.doc.kind === 'subscription')) return;
      story.trouble.commit = () => {};
      await changes(story, contoso, { state: 'Removed' });
    };
    await desk.presses('subscription.support', { reseller: 'contoso' });
    expect(desk.reads()).toContain('(CUS-18)');
    expect(await sold(story)).toEqual(before);
  });

  it('GEN-02 an older card is answered with the present state', async () => {
    const story = await trading();
    await changes(story, contoso, { delegatedAdmin: 'DAP' });
    const { rev } = await sells(story);
    const [first, late] = [await wrote(story, iker, '/contacto-soporte tailwind'), await wrote(story, irene, '/support-contact tailwind')];
    await first.presses('subscription.support', { reseller: 'contoso' });
    await late.presses('subscription.support', { reseller: 'norte' });
    expect(late.reads()).toMatch(/This card was out of date.*Now: Contoso Iberia/s);
    expect((await sold(story)).rev).toBe(rev + 1);
  });

  it('INV-04 ORD-11 of an Office 365 subscription is not a helpdesk agent\'s to name, who hears whom to ask', async () => {
    const story = await trading();
    const before = await sells(story);
    const desk = await wrote(story, nuria, '/contacto-soporte tailwind');
    await desk.presses('subscription.support', { reseller: 'norte' });
    expect(desk.reads()).toMatch(/(?:admin agent|agente de administración).*\(ORD-11\)/s);
    expect(await sold(story)).toEqual(before);
  });

  it('INV-56 INV-57 GEN-01 GEN-06 is neither another provider\'s nor the reseller\'s to name, nor without the role', async () => {
    const story = await trading();
    const before = await sells(story);
    const data = { id: before.id, rev: String(before.rev), customer: 'tailwind', reseller: 'norte' };
    const [stranger, reseller, own] = [await wrote(story, pablo, '/contacto-soporte tailwind'), await wrote(story, carmen, '/contacto-soporte tailwind'), await wrote(story, iker, '/contacto-soporte tailwind')];
    expect(reseller.reads()).toContain('(ORD-10)');
    expect(verbsOn(reseller.card())).not.toContain('subscription.support');
    story.world.change(iker, { roles: { agent: 'notAnAgent', admin: 'billingAdmin' } });
    for (const [desk, code] of [[stranger, '(GEN-06)'], [reseller, '(GEN-06)'], [own, '(GEN-01)']] as const) {
      expect((await desk.speaker.clicks({ verb: 'subscription.support', data })).text).toContain(code);
    }
    expect(await sold(story)).toEqual(before);
  });
});
