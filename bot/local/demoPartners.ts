/** The second half of the demo's story: a provider asks for a partnership, the new reseller authorises it, both see each other, and the reseller adds a colleague. Every line is checked while it is told. */

import type { Language } from '../../src/core/actor.ts';
import type { Scene } from './demoStory.ts';
import { expects, refuses } from './demoStory.ts';
import type { Desk } from './desk.ts';
import { openDesk } from './desk.ts';

type Part = {
  readonly title: string; readonly recipient: string; readonly company: string;
  readonly provider: { readonly tenant: string; readonly id: string; readonly name: string; readonly locale: string; readonly company: string };
  readonly say: Readonly<Record<'request' | 'resellers' | 'accept' | 'addUser' | 'audit', string>>;
  readonly once: string;
};

/** People of bot/local/world.yaml, and what they write. */
const parts: Record<Language, Part> = {
  es: {
    title: 'Distribuciones Norte y Contoso Iberia se asocian', recipient: 'carmen.ruiz@contoso.es', company: 'Contoso Iberia',
    provider: { tenant: 'distribuciones-norte', id: 'iker-zubia', name: 'Iker', locale: 'es-ES', company: 'Distribuciones Norte' },
    say: { request: '/solicitar', resellers: '/revendedores', accept: '/aceptar', addUser: '/agregar-usuario "Nora Núñez" nora.nunez@contoso.es', audit: '/auditoria' },
    once: 'se muestra solo aquí',
  },
  en: {
    title: 'Northwind Distribution and Fabrikam Cloud become partners', recipient: 'grace.holloway@fabrikam.com', company: 'Fabrikam Cloud',
    provider: { tenant: 'northwind-distribution', id: 'simon-achterberg', name: 'Simon', locale: 'en-US', company: 'Northwind Distribution' },
    say: { request: '/request', resellers: '/resellers', accept: '/accept', addUser: '/add-user "Nora Keane" nora.keane@fabrikam.com', audit: '/audit' },
    once: 'is shown only here',
  },
};

/** @param admin the Global admin of the company that enrolled before. */
export async function tellPartnership(scene: Scene, admin: Desk, name: string): Promise<void> {
  const part = parts[scene.language];
  scene.titles(part.title);
  const provider = openDesk(scene.teams, scene.teams.person(part.provider));
  const link = await request(scene, part, provider);
  await authorise(scene, part, { admin, name, link });
  await lists(scene, part, { admin, name, provider });
  await people(scene, part, { admin, name });
}

async function request({ tells, botUrl }: Scene, { recipient, provider: { name }, say }: Part, provider: Desk): Promise<string> {
  await provider.arrives();
  await provider.says(`${say.request} ${recipient}`);
  const link = new RegExp(`${botUrl}/partner/[\\w-]+`).exec(provider.reads())?.[0];
  if (!link) throw new Error(`No personal link on the card that says:\n${provider.reads()}`);
  await provider.presses('request.done', { text: 'Hola / Hello' });
  expects(provider, 'INV-L1');
  tells(name, 'drafts a request; a text that has lost its personal link is not accepted (INV-30)');
  await provider.presses('request.done', { text: `Hola / Hello: ${link}` });
  tells(name, 'puts the link back and says that the mail is on its way (WF-14); Enlace itself sends nothing');
  return link;
}

type Answering = { readonly admin: Desk; readonly name: string; readonly link: string };

async function authorise({ tells }: Scene, { say, provider }: Part, { admin, name, link }: Answering): Promise<void> {
  const page = await (await fetch(link)).text();
  if (!page.includes(provider.company)) throw new Error('The page behind the link does not say who asks');
  tells(name, 'opens the link: it says who asks for what, in both languages, and decides nothing (INV-24)');
  await admin.says(`${say.accept} ${link}`);
  await admin.presses('request.authorise', { accept: 'false' });
  refuses(admin, 'PAR-07');
  await admin.presses('request.authorise', { accept: 'true' });
  tells(name, 'authorises the provider as Global admin, after forgetting the box (WF-15, PAR-07)');
}

async function lists({ tells, waitFor }: Scene, { say, provider: { name: iker, company: providerName }, company }: Part, { admin, name, provider }: Omit<Answering, 'link'> & { readonly provider: Desk }): Promise<void> {
  await waitFor('the notice to the provider', async () => { provider.looks(); return provider.reads().includes(company); });
  tells(iker, 'is told, in his language');
  await waitFor('the reseller in the list', async () => { await provider.says(say.resellers); return provider.reads().includes(company); });
  tells(iker, `${say.resellers}: the reseller is there`);
  await waitFor('the notice to the reseller', async () => { admin.looks(); return admin.reads().includes(providerName); });
  await admin.presses('show.partners');
  expects(admin, providerName);
  tells(name, 'sees the provider in her list (INV-20)');
}

async function people({ tells }: Scene, { say, once }: Part, { admin, name }: Omit<Answering, 'link'>): Promise<void> {
  await admin.says(say.addUser);
  await admin.presses('newUser.add', { agent: '', admin: '' });
  refuses(admin, 'USR-02');
  await admin.presses('newUser.add', { agent: 'salesAgent', admin: 'notAnAdmin' });
  expects(admin, once);
  tells(name, 'adds a sales agent; the temporary password is shown once, to her alone (WF-10, INV-06)');
  await admin.presses('user.closed');
  tells(name, 'closes it: from now on there is only a reset (INV-64)');
  await admin.says(say.audit);
  expects(admin, 'Nora');
  tells(name, `${say.audit}: what happened, who did it, in which role (P25)`);
}
