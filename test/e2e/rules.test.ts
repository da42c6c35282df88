/** A programme with its own rules, at the real door: `/rules` says them, and decisions follow them. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { DAY } from '../../src/core/time.ts';
import { NOBODY } from '../../src/tasks/orderRules.ts';
import { premium, standard } from '../support/subscriptions.ts';
import { sells, sold, wrote } from './links.ts';
import { filled, trading } from './orders.ts';
import { looksUp } from './people.ts';
import type { Story } from './support.ts';
import { faults, openStory } from './support.ts';
import { input, verbsOn } from './walk.ts';
import { eva, gala, gina, iker, irene, olivia } from './world.ts';

/** What the programme wrote into its rules file, which is read when the bot starts and not again. */
async function ruledBy<S>(text: string, open: (environment: { readonly RULES_FILE: string }) => Promise<S>): Promise<S> {
  const folder = await mkdtemp(join(tmpdir(), 'enlace-rules-'));
  const file = join(folder, 'rules.yaml');
  await writeFile(file, text);
  return await open({ RULES_FILE: file }).finally(() => rm(folder, { recursive: true }));
}

describe('/rules', () => {
  it('§9 is read by a Global admin of a partner and by a programme admin, each in their language, page by page', async () => {
    const story = await ruledBy('profile: docs-2023\ninvitation: { ttlDays: 30 }', (environment) => openStory({ environment }));
    const desk = await wrote(story, gala, '/reglas');
    expect(desk.reads()).toMatch(/Perfil docs-2023[\s\S]*Inscripción y contrato/);
    await desk.presses('show.rules', { page: 'customers' });
    expect(desk.reads()).toMatch(/30 · lo fija este programa[\s\S]*ningún derecho/);
    expect((await wrote(story, olivia, '/rules')).reads()).toContain('Rules of the programme');
    expect(faults(story)).toEqual([]);
  });

  it('O02 GEN-01 is not for everybody', async () => {
    const desk = await wrote(await openStory(), eva, '/reglas');
    expect(desk.reads()).toMatch(/ver las reglas del programa \(O02\)/);
  });
});

const traditional = async (): Promise<Story> => {
  const story = await ruledBy('commerce: { profile: legacy }', (environment) => trading({ environment }, [standard, premium]));
  await sells(story, { offer: standard });
  return story;
};

describe('commerce.profile: legacy', () => {
  it('§4.6 a subscription is suspended without being billed, reactivated, suspended again, and gone after ninety days', async () => {
    const story = await traditional();
    const desk = await wrote(story, irene, '/subscription tailwind');
    expect(verbsOn(desk.card())).toEqual(['show.licences', 'subscription.suspend', 'show.subscriptionMore', 'show.subscriptions']);
    await desk.presses('subscription.suspend');
    expect(desk.reads()).toMatch(/Nothing is billed until it is reactivated[\s\S]*Deleted on/);
    await story.passes(89 * DAY);
    await desk.presses('subscription.reactivate');
    expect(desk.reads()).toContain('It is active again.');
    await desk.presses('subscription.suspend');
    await story.passes(90 * DAY - 1);
    expect((await sold(story)).state).toBe('Suspended');
    await story.passes(1);
    expect((await sold(story)).state).toBe('Deleted');
    expect(faults(story)).toEqual([]);
  });

  it('§4.6 ORD-07 a forged cancel is refused with the rule', async () => {
    const story = await traditional();
    const desk = await wrote(story, iker, '/suscripción tailwind');
    const { id, rev, tenant } = await sold(story);
    const { card } = await desk.speaker.clicks({ verb: 'subscription.cancel', data: { id, rev, customer: tenant } });
    expect(textOf(card)).toMatch(/reglas tradicionales \(commerce\.profile\)[\s\S]*\(ORD-07\)/);
    expect((await sold(story)).state).toBe('Active');
  });
});

describe('clouds.enabled', () => {
  const american = { ...filled, country: 'US', line1: '1 Main Street', city: 'Redmond', state: 'WA', postalCode: '98052', reseller: NOBODY };
  const federal = (rules: string) => ruledBy(rules, (environment) => trading({ environment }));

  it('§6.1 WF-32 INV-61 a provider of the US Government cloud makes a customer there, whose domain ends as that cloud’s do', async () => {
    const story = await federal('clouds: { enabled: [public, usGov] }');
    const desk = await wrote(story, gina, '/add-customer');
    expect(desk.reads()).toContain('Domain: what stands before .onmicrosoft.us');
    await desk.presses('show.addCustomerLines', { ...american, prefix: 'panaderiasol.onmicrosoft.com' });
    expect(input(desk.card(), 'prefix')).toMatchObject({ value: 'panaderiasol.onmicrosoft.com', says: expect.stringContaining('always ends in .onmicrosoft.us, so') });
    await desk.presses('show.addCustomerLines', { prefix: 'PanaderiaSol.onmicrosoft.us' });
    await desk.presses('show.addCustomerReview', { 'quantity.M365-BASIC': '10' });
    expect(desk.reads()).toContain('panaderiasol.onmicrosoft.us');
    await desk.presses('newCustomer.submit', { attest: 'true' });
    expect(desk.reads()).toContain('admin@panaderiasol.onmicrosoft.us');
    await story.settle();
    const at = await story.app.deps.directory.tenantAt('panaderiasol.onmicrosoft.us');
    expect(at && await story.app.deps.directory.tenant(at)).toMatchObject({ cloud: 'usGov', country: 'US' });
    await desk.says('/add-customer');
    await desk.presses('show.addCustomerLines', { ...american, company: 'Another Bakery' });
    expect([desk.reads(), input(desk.card(), 'prefix').says]).toEqual([expect.stringContaining('panaderiasol.onmicrosoft.us'), expect.stringContaining('another company')]);
    expect(faults(story)).toEqual([]);
  });

  it('WF-02 a work account of somebody there is made there', async () => {
    const story = await federal('clouds: { enabled: [public, usGov], suffixes: { usGov: gov.example } }');
    const { speaker } = story.desk(gina);
    const { card } = await speaker.clicks({ verb: 'show.workAccount', data: {} });
    expect(textOf(card)).toContain('“contoso” becomes contoso.gov.example.');
    const asked = { company: 'Federal Bakery', country: 'US', prefix: 'bakery', userName: 'gina', firstName: 'Gina', lastName: 'Lowe', contactEmail: 'gina@federal.example' };
    const made = await speaker.clicks({ verb: 'workAccount.request', data: { id: '', rev: 0, ...asked } });
    expect(textOf(made.card)).toContain('gina@bakery.gov.example');
  });
});

describe('users.requireAdminAgentToManage', () => {
  it('USR-09 C1 a Global admin becomes admin agent on their own card, and manages users from then on', async () => {
    const story = await ruledBy('users: { requireAdminAgentToManage: true }', (environment) => openStory({ environment }));
    const desk = await looksUp(story, gala, 'uma');
    expect([verbsOn(desk.card()), desk.reads()]).toEqual([['show.users'], expect.stringContaining('agente de administración')]);
    await desk.says('/agregar-usuario');
    expect(desk.reads()).toContain('(USR-09)');
    await desk.says('/usuario yo');
    await desk.presses('user.becomeAdminAgent');
    expect(desk.reads()).toContain('Ya tienes el rol de agente de administración.');
    await desk.says('/usuario uma');
    expect(verbsOn(desk.card())).toEqual(['show.roles', 'user.reset', 'show.removeUser', 'show.users']);
  });
});
