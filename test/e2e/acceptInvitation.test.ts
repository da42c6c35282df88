/** The page behind an invitation's link, from the first look to the partners' lists (WF-22): who may answer, what an answer begins, and what each refusal says. */

import { describe, expect, it } from '@jest/globals';
import { customersOf, relationshipsOf } from '../../src/app/customers.ts';
import { tenantId } from '../../src/core/ids.ts';
import { issueLink } from '../../src/app/links.ts';
import { DAY, MINUTE, plus } from '../../src/core/time.ts';
import { CUSTOMER_ID, customerSchema } from '../../src/tasks/customerDoc.ts';
import { homeOf } from '../../src/app/homes.ts';
import { invitationIn } from '../support/customers.ts';
import { partnershipIn } from '../support/partners.ts';
import { contoso, enrolmentIn, norte } from '../support/world.ts';
import { textIn } from './drafts.ts';
import type { Out } from './invitations.ts';
import { begins, invited, puts } from './invitations.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { openTab } from '../../bot/local/tab.ts';
import { audited } from './walk.ts';
import { carmen, greta, iker, lucia, petra, walter, wanda, wes, winona } from './world.ts';

const woodgrove = tenantId.parse('woodgrove');
const nobody = { search: '', after: undefined };

const begun = async ({ app }: Story, customer = woodgrove): Promise<readonly unknown[]> =>
  (await relationshipsOf(app.deps, customer)).map(({ partner, role, state, origin, delegatedAdmin }) => [partner, role, state, origin, delegatedAdmin]);
const customersIn = async ({ app }: Story, partner: typeof woodgrove): Promise<readonly string[]> => (await customersOf(app.deps, partner, nobody)).rows.map(({ name }) => name);

/** A second invitation of Contoso's, whose link another mail holds. */
async function again(story: Story): Promise<{ readonly path: string }> {
  const { token, trace } = await issueLink(story.app.deps, contoso.id, plus(story.clock(), 90 * DAY), 'INV-0000-0002');
  await puts(story, 'invitation', invitationIn('Issued', { id: 'INV-0000-0002', links: [trace] }));
  return { path: `/invitation/${token}` };
}

/** Signs in and ticks; the page is left as the answer shows it. */
async function accepts({ tab, story }: Out, who = wanda): Promise<void> {
  await tab.signsIn(who);
  await tab.presses('accept', { fields: { accept: 'true' } });
  await story.settle();
}

describe('an acceptance', () => {
  it('WF-22 INV-31 of a reseller-only invitation begins that relationship, with its rights, and nothing for any provider', async () => {
    const out = await invited();
    const { tab, story } = out;
    expect([tab.status, tab.heading()]).toEqual([200, 'Contoso Iberia quiere trabajar con tu compañía']);
    expect(tab.html).toContain('ningún proveedor indirecto participa');
    expect(tab.html).not.toContain('name="accept"');
    await tab.signsIn(wanda);
    expect(tab.html).toContain('Has iniciado sesión como Wanda Ríos, de Woodgrove Viveros.');
    await tab.presses('accept', { fields: { accept: 'true' } });
    expect([tab.status, tab.heading()]).toEqual([200, 'Tu compañía ha aceptado a Contoso Iberia']);
    expect(tab.html).toContain('Contoso Iberia, como revendedor indirecto');
    expect(tab.html).not.toMatch(/proveedor indirecto|pedidos/i);
    await story.settle();
    expect(await begun(story)).toEqual([['contoso', 'reseller', 'Active', 'invited', 'DAP']]);
    expect(await customersIn(story, contoso.id)).toEqual(['Woodgrove Viveros']);
    expect(await customersIn(story, norte.id)).toEqual([]);
    const stored = await story.app.deps.store.read({ partition: homeOf(woodgrove), id: CUSTOMER_ID });
    expect(customerSchema.parse(stored?.body).agreement).toMatchObject({ how: 'accepted', firstName: 'Wanda', lastName: 'Ríos', version: '2023-01' });
  });

  it('WF-22 INV-32 of a joint one begins both, says what each may do, and both partners find the customer in their lists', async () => {
    const out = await invited({}, { joint: true });
    expect(out.tab.heading()).toBe('Contoso Iberia y norte quieren trabajar con tu compañía');
    await accepts(out);
    expect(out.tab.html).toMatch(/norte, como proveedor indirecto<\/dt>\s*<dd><ul><li>Hacer pedidos/);
    expect(await begun(out.story)).toEqual([['contoso', 'reseller', 'Active', 'joint', 'DAP'], ['norte', 'provider', 'Active', 'joint', 'None']]);
    for (const partner of [contoso.id, norte.id]) expect(await customersIn(out.story, partner)).toEqual(['Woodgrove Viveros']);
  });

  it('WF-22 shows the company its partners, and takes administrator rights away from one', async () => {
    const out = await invited({}, { joint: true });
    await accepts(out);
    const { tab, story } = out;
    await tab.follows('Ver nuestros partners');
    expect(tab.heading()).toBe('Los partners de Woodgrove Viveros');
    expect(tab.html).toContain('Retirar los permisos de administración a Contoso Iberia');
    expect(tab.html).not.toContain('Retirar los permisos de administración a norte');
    const old = openTab(story.url);
    for (const [name, value] of tab.cookies) old.cookies.set(name, value);
    await old.opens(tab.address);
    await tab.presses('adminRemoved');
    expect([tab.status, tab.html.includes('los permisos de administración están retirados')]).toEqual([200, true]);
    expect(tab.html).not.toContain('adminRemoved');
    expect(await begun(story)).toContainEqual(['contoso', 'reseller', 'Active', 'joint', 'None']);
    await old.presses('adminRemoved');
    expect([old.status, (await audited(story, { who: wanda })).filter((entry) => entry === 'relationship.adminRemoved done')]).toEqual([200, ['relationship.adminRemoved done']]);
  });

  it('CUS-02 tells of a partner that was one already, and doubles nothing', async () => {
    const first = await invited();
    await accepts(first);
    await first.tab.opens((await again(first.story)).path);
    await first.tab.presses('accept', { fields: { accept: 'true' } });
    expect([first.tab.status, first.tab.html.includes('Tu compañía ya tiene una relación con Contoso Iberia. Esa relación sigue como está')]).toEqual([200, true]);
    await first.story.settle();
    expect(await begun(first.story)).toHaveLength(1);
  });

  it('WF-22 is done once however often the page is posted, and everybody of the company is told who did it', async () => {
    const out = await invited();
    await accepts(out);
    const first = out.tab.html;
    const second = openTab(out.story.url);
    await second.opens(`${out.path}?lang=es`);
    expect([second.status, second.heading()]).toEqual([410, 'No se puede responder a esta invitación']);
    expect(second.html).not.toContain('Wanda');
    await second.signsIn(wes);
    expect(second.status).toBe(200);
    expect(second.html).toContain('Wanda Ríos aceptó en nombre de Woodgrove Viveros');
    await out.tab.opens(out.path);
    expect(out.tab.html).not.toContain('ya tiene una relación');
    expect(out.tab.html.replaceAll(/nonce" value="[^"]*"/g, '')).toBe(first.replaceAll(/nonce" value="[^"]*"/g, ''));
    expect((await audited(out.story, { who: carmen })).filter((entry) => entry === 'invitation.accept done')).toHaveLength(1);
  });
});

it('WF-20 WF-22 INV-32 the whole way: a reseller invites together with its provider, the customer accepts, and both find it in their lists', async () => {
  const story = await openStory();
  await puts(story, 'enrolment', enrolmentIn('Active'));
  await begins(story, { provider: 'norte', name: 'Distribuciones Norte' });
  const [reseller, provider] = [story.desk(carmen), story.desk(iker)];
  for (const desk of [reseller, provider]) await desk.arrives();
  await reseller.says('/invitar wanda@woodgrove.example --proveedor norte');
  const [link = ''] = /http:\S+\/invitation\/[\w-]+/.exec(textIn(reseller.card())) ?? [];
  await reseller.presses('invitation.done');
  const tab = openTab(story.url);
  await tab.opens(link);
  expect(tab.heading()).toBe('Contoso Iberia y Distribuciones Norte quieren trabajar con tu compañía');
  await tab.signsIn(wanda);
  await tab.presses('accept', { fields: { accept: 'true' } });
  await story.settle();
  expect(await begun(story)).toHaveLength(2);
  for (const desk of [reseller, provider]) {
    await desk.says('/clientes');
    expect(desk.reads()).toContain('Woodgrove Viveros');
  }
});

describe('two at once', () => {
  it('INV-32 two Global admins of one company: one effect, and both read who it was', async () => {
    const out = await invited({}, { joint: true });
    const other = openTab(out.story.url);
    await other.opens(out.path);
    await out.tab.signsIn(wanda);
    await other.signsIn(wes);
    const ticked = { fields: { accept: 'true' } };
    await Promise.all([out.tab.presses('accept', ticked), other.presses('accept', ticked)]);
    await out.story.settle();
    const { by = '' } = (await out.doc()).answer ?? {};
    for (const { status, html } of [out.tab, other]) expect([status, html.includes(`${by} aceptó en nombre de Woodgrove Viveros`)]).toEqual([200, true]);
    expect(await begun(out.story)).toHaveLength(2);
    expect((await audited(out.story, { who: wanda })).filter((entry) => entry === 'customer.accepted done')).toHaveLength(1);
  });

  it('WF-22 two companies with one link: the first has it, and the other hears that it is answered', async () => {
    const out = await invited();
    const other = openTab(out.story.url);
    await other.opens(out.path);
    await out.tab.signsIn(wanda);
    await other.signsIn(petra);
    const ticked = { fields: { accept: 'true' } };
    await Promise.all([out.tab.presses('accept', ticked), other.presses('accept', ticked)]);
    await out.story.settle();
    expect([out.tab.status, other.status].toSorted()).toEqual([200, 410]);
    const late = [out.tab, other].find(({ status }) => status === 410);
    expect(late?.html).toContain('la invitación ya se aceptó');
    expect(late?.html).not.toMatch(/aceptó en nombre/);
    expect(await customersIn(out.story, contoso.id)).toHaveLength(1);
  });

  it('WF-22 one accepts and the other declines: the later one is told what stands', async () => {
    const out = await invited();
    const other = openTab(out.story.url);
    await other.opens(out.path);
    await out.tab.signsIn(wanda);
    await other.signsIn(wes);
    await out.tab.presses('decline');
    expect([out.tab.status, out.tab.heading()]).toEqual([200, 'Tu compañía ha rechazado la invitación de Contoso Iberia']);
    await other.presses('accept', { fields: { accept: 'true' } });
    expect([other.status, other.heading()]).toEqual([409, 'Tu compañía ha rechazado la invitación de Contoso Iberia']);
    await out.story.settle();
    expect(await begun(out.story)).toEqual([]);
  });
});

describe('who may not', () => {
  it.each([
    ['CUS-01 somebody who is no Global admin', walter, 403, 'Reenvía el enlace a quien tiene ese rol: Wanda Ríos, Wes Oller.'],
    ['CUS-03 INV-29 a company of another region', winona, 409, 'Contoso Iberia está en España y el cliente en Estados Unidos'],
    ['CUS-03 INV-61 a company of another cloud', greta, 409, 'en la misma nube'],
    ['CUS-04 INV-34 a company that trades in CSP', lucia, 409, 'no hay reventa entre partners de CSP'],
  ] as const)('%s is told before and after pressing, and nothing happens', async (_who, who, status, says) => {
    const out = await invited();
    const { tab, story } = out;
    const forms = openTab(story.url);
    await forms.opens(out.path);
    await forms.signsIn(wanda);
    await tab.signsIn(who);
    expect([tab.status, tab.html.includes(says), tab.html.includes('name="accept"')]).toEqual([status, true, false]);
    const nonce = /name="nonce" value="([^"]*)"/.exec(tab.html)?.[1] ?? '';
    await tab.presses('signOut', { fields: { decision: 'accept', accept: 'true', version: '2026-11+2023-01', nonce } });
    expect([tab.status, tab.html.includes(says)]).toEqual([status, true]);
    await story.settle();
    expect((await out.doc()).state).toBe('Opened'); // by Wanda, who may
    expect(await customersIn(story, contoso.id)).toEqual([]);
  });

  it('CUS-01 a lost role counts at once, also between the page and the button', async () => {
    const out = await invited();
    await out.tab.signsIn(wanda);
    out.story.world.change(wanda, { directoryRoles: [] });
    await out.tab.presses('accept', { fields: { accept: 'true' } });
    expect([out.tab.status, out.tab.html.includes('Wanda Ríos no tiene el rol de administrador global')]).toEqual([403, true]);
    expect((await out.doc()).state).toBe('Opened');
  });
});

describe('a link that is worth nothing', () => {
  it.each([
    ['INV-L2 of an invitation whose time is over', { state: 'Expired' }, 'El plazo de esta invitación ha terminado.'],
    ['INV-L3 of one that was revoked', { state: 'Revoked' }, 'El partner ha revocado esta invitación.'],
    ['INV-L4 of one whose partnership has ended', { state: 'Void' }, 'La asociación de los dos partners que te invitan ha terminado'],
    ['INV-L5 of one that is not finished', { state: 'Draft' }, 'Pide al partner que pulse «Listo» en la invitación'],
    ['INV-L5 of one that was discarded', { state: 'Discarded' }, 'pide un enlace nuevo'],
  ] as const)('%s says so to whoever has signed in, and how to go on', async (_which, more, says) => {
    const { tab, path } = await invited(more);
    await tab.opens(`${path}?lang=es`);
    expect([tab.status, tab.html.includes(says), tab.html.includes('se ha retirado')]).toEqual([410, false, true]);
    await tab.signsIn(wanda);
    expect([tab.status, tab.heading(), tab.html.includes(says), /Contoso|Sal Sanz/.test(tab.html)]).toEqual([410, 'No se puede responder a esta invitación', true, false]);
  });

  it('INV-L2 is expired by the clock, also when somebody has the page open and no timer has rung', async () => {
    const out = await invited();
    out.story.clock.move(91 * DAY);
    await out.tab.signsIn(wanda);
    expect([out.tab.status, out.tab.html.includes('El plazo de esta invitación ha terminado.')]).toEqual([410, true]);
  });

  it('INV-L4 a joint one ends with the partnership, before anything has voided it, and for whoever has the page open', async () => {
    const out = await invited({}, { joint: true });
    await out.tab.signsIn(wanda);
    await puts(out.story, 'partnership', partnershipIn('Removed', { id: norte.id }));
    await out.tab.presses('accept', { fields: { accept: 'true' } });
    expect([out.tab.status, out.tab.html.includes('La asociación de los dos partners')]).toEqual([410, true]);
    const other = openTab(out.story.url);
    await other.opens(out.path);
    expect(other.status).toBe(410);
    expect((await out.doc()).state).toBe('Opened');
  });

  it('INV-L5 a token that is none of ours may be one for strangers, and is none for whoever has signed in', async () => {
    const { tab } = await invited();
    await tab.opens('/invitation/guess?lang=es');
    expect([tab.status, tab.html.includes('no es nuestro, o se ha retirado')]).toEqual([410, true]);
    await tab.signsIn(wanda);
    expect([tab.status, tab.html.includes('no es nuestro o se perdió una parte')]).toEqual([410, true]);
  });
});

describe('the form', () => {
  it('INV-L6 without its tick comes back with the sentence, and with it goes on', async () => {
    const out = await invited();
    await out.tab.signsIn(wanda);
    await out.tab.presses('accept');
    expect([out.tab.status, out.tab.html.includes('role="alert"'), out.tab.html.includes('La casilla no está marcada.')]).toEqual([400, true, true]);
    expect((await out.doc()).state).toBe('Opened');
    await out.tab.presses('accept', { fields: { accept: 'true' } });
    expect(out.tab.status).toBe(200);
  });

  it('GEN-02 of an older text is not accepted; the new one is shown, and needs a tick of its own', async () => {
    const out = await invited();
    await out.tab.signsIn(wanda);
    await out.tab.presses('accept', { fields: { accept: 'true', version: '2020-01+2023-01' } });
    expect([out.tab.status, out.tab.html.includes('el texto de esta página ha cambiado')]).toEqual([409, true]);
    expect(out.tab.html).toContain('value="2026-11+2023-01"');
    expect(out.tab.html).not.toContain(' checked');
    expect((await out.doc()).state).toBe('Opened');
  });

  it.each([
    ['without its nonce', { fields: { nonce: '' } }], ['with the nonce of another form', { fields: { nonce: 'A'.repeat(43) } }],
    ['from another site', { headers: { 'sec-fetch-site': 'cross-site' } }], ['from another site, by an older browser', { headers: { origin: 'https://evil.example' } }],
  ] as const)('WF-22 sent %s does nothing, and says how to go on', async (_how, { fields = {}, headers = {} }: { fields?: Record<string, string>; headers?: Record<string, string> }) => {
    const out = await invited();
    await out.tab.signsIn(wanda);
    await out.tab.presses('accept', { fields: { accept: 'true', ...fields }, headers });
    expect([out.tab.status, out.tab.heading()]).toEqual([403, 'Esta página está anticuada o se abrió desde otro sitio']);
    expect((await out.doc()).state).toBe('Opened');
    await out.tab.follows('Abrir otra vez la página');
    expect(out.tab.html).toContain('name="accept"');
  });

  it('WF-22 signing out ends the session, and leaves the page as anybody sees it', async () => {
    const out = await invited();
    await out.tab.signsIn(wanda);
    const held = new Map(out.tab.cookies);
    await out.tab.presses('signOut');
    expect([out.tab.status, out.tab.html.includes('Iniciar sesión para responder'), [...out.tab.cookies]]).toEqual([200, true, []]);
    for (const [name, value] of held) out.tab.cookies.set(name, value);
    await out.tab.opens(out.path);
    expect(out.tab.html).not.toContain('Wanda');
    for (const line of out.tab.given) expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax/);
    expect(JSON.stringify(await out.story.content())).not.toContain(held.get('enlace-session'));
  });

  it('WF-22 after the session has ended leads through the sign-in and back to the same page', async () => {
    const out = await invited();
    await out.tab.signsIn(wanda);
    out.story.clock.move(31 * MINUTE);
    await out.tab.presses('accept', { fields: { accept: 'true' } });
    expect([out.tab.status, out.tab.html.includes('tu sesión ha terminado')]).toEqual([403, true]);
    await accepts(out);
    expect(out.tab.heading()).toBe('Tu compañía ha aceptado a Contoso Iberia');
  });
});

describe('looking', () => {
  it('WF-22 where there are credentials, nobody is chosen from a list: signing in is not available, and the page says so', async () => {
    const { tab } = await invited({}, { environment: { MICROSOFT_APP_ID: 'bot', MICROSOFT_APP_TENANT_ID: 'home', MICROSOFT_APP_TYPE: 'UserAssignedMSI' } }); // which is no application of Entra's
    expect([tab.status, tab.html.includes('Ahora mismo no se puede iniciar sesión aquí')]).toEqual([200, true]);
    for (const path of ['/sign-in?to=/customer', '/sign-in/local/state', '/sign-in/return']) {
      await tab.opens(path);
      expect([path, tab.status]).toEqual([path, 404]);
    }
  });

  it('INV-24 WF-22 changes nothing, signed out or by somebody who may not answer; the sign-in of somebody who may is what opens it, once', async () => {
    const out = await invited();
    const before = JSON.stringify(await out.doc());
    for (const query of ['', '?lang=en']) await out.tab.opens(`${out.path}${query}`);
    expect(out.tab.heading()).toBe('Contoso Iberia would like to work with your company');
    await out.tab.signsIn(walter, 'Sign in to answer');
    await out.tab.opens(out.path);
    expect(JSON.stringify(await out.doc())).toBe(before);
    await out.tab.follows('Inicia sesión con otra cuenta'); // Walter gives his place to Wanda
    await out.tab.presses(JSON.stringify(['woodgrove', 'wanda']));
    const { rev, state } = await out.doc();
    expect([state, rev]).toEqual(['Opened', 3]);
    const commits: unknown[] = [];
    out.story.trouble.commit = (writes) => { commits.push(writes); };
    await out.tab.opens(out.path);
    expect(commits).toEqual([]);
    expect((await audited(out.story, { who: carmen })).filter((entry) => entry.startsWith('invitation.'))).toEqual(['invitation.open done']);
  });
});
