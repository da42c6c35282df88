/** The page of an invitation as it is read (WF-22): what it says of each kind of invitation, what it escapes, and what it says where nobody can sign in. */

import { describe, expect, it } from '@jest/globals';
import { actOnInvitation, showInvitation } from '../../bot/http/acceptance.ts';
import type { Asked } from '../../bot/http/asked.ts';
import { actOnCustomerPage, showCustomerPage } from '../../bot/http/customerPage.ts';
import type { PageAnswer } from '../../bot/http/html.ts';
import { pageHeaders } from '../../bot/http/html.ts';
import { issueLink } from '../../src/app/links.ts';
import { openSession } from '../../src/app/sessions.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import type { Invitation } from '../../src/tasks/invitationDoc.ts';
import { invitationIn, joint, olga, omar } from '../support/customers.ts';
import { eachWorld, given } from '../support/deps.ts';
import { partnershipIn, relationshipIn } from '../support/partners.ts';
import { NOW, contoso, norte } from '../support/world.ts';

const world = eachWorld();

async function invited(more: Partial<Invitation> = {}): Promise<string> {
  const doc = invitationIn('Issued', more);
  const { token, trace } = await issueLink(world().deps, contoso.id, plus(NOW, 90 * DAY), doc.id);
  const linked: Invitation = { ...doc, links: [trace] };
  await given(world(), 'invitation', linked);
  return token;
}

const asked = (token: string, more: Partial<Asked> = {}): Asked & { canSignIn: boolean } => ({ token, form: {}, query: {}, correlation: 'c0ffee', cookies: {}, isFromElsewhere: false, canSignIn: true, ...more });
const show = async (token: string, more: Partial<Asked & { canSignIn: boolean }> = {}): Promise<PageAnswer> => await showInvitation(world().deps, { ...asked(token), ...more });
const signedIn = async (who: typeof olga | typeof omar = olga): Promise<Pick<Asked, 'cookies'>> => {
  world().people.push({ ...who, roles: undefined, directoryRoles: [...who.directoryRoles] });
  return { cookies: { session: await openSession(world().deps, { tenant: who.tenant, person: who.id }) } };
};

describe('signed out', () => {
  it.each([
    ['en', 'Contoso Iberia would like to work with your company', 'no indirect provider has a part in this invitation', 'Read the agreement, version 2023-01', 'You can answer until 30 May 2026.'],
    ['es', 'Contoso Iberia quiere trabajar con tu compañía', 'ningún proveedor indirecto participa en esta invitación', 'Leer el contrato, versión 2023-01', 'Puedes responder hasta el 30 de mayo de 2026.'],
  ] as const)('WF-22 INV-31 says who asks, what they get, what is agreed to and until when, in %s', async (language, title, ...sentences) => {
    const answer = await show(await invited(), { language });
    expect([answer.status, answer.headers]).toEqual([200, pageHeaders]);
    for (const words of [`<html lang="${language}">`, `<h1>${title}</h1>`, 'https://www.microsoft.com/licensing/docs/customeragreement', ...sentences]) expect(answer.body).toContain(words);
    expect(answer.body).not.toMatch(/<script|<form/);
  });

  it('WF-22 speaks the language of the invitation, whatever the browser asks for, until the reader switches', async () => {
    const token = await invited({ language: 'en' });
    expect((await show(token, { accepted: 'es' })).body).toContain('<html lang="en">');
    expect((await show(token, { language: 'es' })).body).toContain('<html lang="es">');
  });

  it('INV-32 a joint one names both, with what each gets, and that it is both or neither', async () => {
    await given(world(), 'partnership', partnershipIn('Active', { id: norte.id }));
    const { body } = await show(await invited({ ...joint, language: 'en' }));
    expect(body).toMatch(/norte, as indirect provider<\/dt>\s*<dd><ul><li>Place orders[^<]*It gets no administrator rights\.<\/li><\/ul>/);
    expect(body).toContain('you accept both, or neither');
  });

  it('WF-22 says that no administrator rights come along, where the rules say so', async () => {
    const rules = rulesSchema.parse({ invitation: { delegatedAdmin: 'none' } });
    const { body } = await showInvitation({ ...world().deps, rules }, asked(await invited({ language: 'en' })));
    expect(body).toContain('No administrator rights');
    expect(body).not.toContain('delegated administrator');
  });

  it('WF-22 where nobody can sign in it says so, and what to do', async () => {
    const token = await invited({ language: 'en' });
    const { status, body } = await show(token, { canSignIn: false });
    expect([status, body.includes('Keep the link and try again later'), body.includes('/sign-in')]).toEqual([200, true, false]);
    expect((await showCustomerPage(world().deps, { ...asked(''), language: 'en', canSignIn: false })).body).toContain('Signing in is not available');
  });

  it('a hostile name is inert, and a long one whole', async () => {
    const name = `"><script>alert(1)</script>\u{202e}${'x'.repeat(200)}`;
    const { body } = await show(await invited({ reseller: { name, country: '<b>' } }));
    expect(body).not.toMatch(/<script|<b>|\u{202e}/u);
    expect(body).toContain('x'.repeat(200));
  });
});

describe('signed in', () => {
  it('WF-22 asks with a box and two buttons, as whom and for which company, and with a nonce that is not the session', async () => {
    const visitor = await signedIn();
    const { body } = await show(await invited(), visitor);
    for (const words of ['Has iniciado sesión como Olga Ortiz, de adventure.', '<label for="accept">', 'value="accept"', 'value="decline"', 'value="signOut"']) expect(body).toContain(words);
    expect(body).not.toContain(visitor.cookies.session);
    expect(body.match(/name="nonce" value="[\w-]{43}"/g)).toHaveLength(2);
  });

  it('CUS-01 an invitation answered by nobody tells somebody who is no Global admin whom to ask', async () => {
    const { status, body } = await show(await invited(), await signedIn(omar));
    expect([status, body.includes('Ana García, Luis Gil'), body.includes('name="accept"')]).toEqual([403, true, false]);
  });

  it('WF-22 the form of one link is not good for another', async () => {
    const visitor = await signedIn();
    const [first, second] = [await invited(), await invited({ id: 'INV-0000-0002' })];
    const nonce = /name="nonce" value="([^"]*)"/.exec((await show(first, visitor)).body)?.[1] ?? '';
    const answer = await actOnInvitation(world().deps, { ...asked(second), ...visitor, form: { nonce, decision: 'accept', accept: 'true', version: '2026-11+2023-01' } });
    expect([answer.status, answer.body.includes('Esta página está anticuada')]).toEqual([403, true]);
  });
});

describe('the company’s partners', () => {
  it('INV-37 warns of rights that outlived their relationship, and lets them be taken away', async () => {
    const removal = { by: 'Iker', byId: olga.id, at: NOW, attested: [] };
    const doc = relationshipIn('Removed', { delegatedAdmin: 'DAP', removal });
    await world().deps.store.commit([{ op: 'create', doc: { partition: `tenant:${doc.tenant}`, id: 'line', kind: 'line', list: 'relationships', sort: doc.partner, body: { partner: doc.partner } } }]);
    await given(world(), 'relationship', doc);
    const { body } = await showCustomerPage(world().deps, { ...asked(''), ...await signedIn(), language: 'en' });
    expect(body).toContain('Attention: the relationship has ended, and the partner is still a delegated administrator');
    expect(body).toContain('Take away the administrator rights of Contoso Iberia');
  });

  it('GEN-02 a page that is out of date takes nothing away, and is shown as it is now', async () => {
    await given(world(), 'relationship', relationshipIn('Active', { delegatedAdmin: 'DAP', rev: 2 }));
    const visitor = await signedIn();
    const { body } = await showCustomerPage(world().deps, { ...asked(''), ...visitor });
    const nonce = /name="nonce" value="([^"]*)"/.exec(body)?.[1] ?? '';
    const press = async (rev: string, more = {}): Promise<PageAnswer> =>
      await actOnCustomerPage(world().deps, { ...asked(''), ...visitor, language: 'en', form: { nonce, decision: 'adminRemoved', partner: contoso.id, rev }, ...more });
    for (const [rev, status, words] of [['1', 409, 'something has changed since you opened this page'], ['2', 200, 'the administrator rights are taken away']] as const) {
      const answer = await press(rev);
      expect([answer.status, answer.body.includes(words)]).toEqual([status, true]);
    }
    const forged = { form: { nonce: 'forged', decision: 'adminRemoved', partner: contoso.id, rev: '3' } };
    world().quiet();
    for (const more of [{ isFromElsewhere: true }, { cookies: {} }, forged]) expect((await press('3', more)).status).toBe(403);
    expect(world().traffic.commits).toEqual([]);
  });

  it('C01 are for Global admins; others hear who is one', async () => {
    const { status, body } = await showCustomerPage(world().deps, { ...asked(''), ...await signedIn(omar), language: 'en' });
    expect([status, body.includes('Ask somebody who is one: Ana García and Luis Gil.')]).toEqual([403, true]);
  });

  it('says when there is none, and what that may mean', async () => {
    expect((await showCustomerPage(world().deps, { ...asked(''), ...await signedIn(), language: 'en' })).body).toContain('look again in a moment');
  });
});
