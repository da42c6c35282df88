/** The third part of the demo's story: the reseller invites a customer together with its provider, the customer accepts on the web page, the provider orders and credits, and a relationship ends. Every line is checked while it is told. */

import type { Language } from '../../src/core/actor.ts';
import { attestations } from '../../src/tasks/attestations.ts';
import type { Scene } from './demoStory.ts';
import { expects, refuses } from './demoStory.ts';
import type { Desk } from './desk.ts';
import { openDesk } from './desk.ts';
import type { Tab } from './tab.ts';
import { openTab } from './tab.ts';
import type { Persona } from './teamsPeer.ts';

type Command = 'next' | 'invite' | 'why' | 'customers' | 'addSubscription' | 'credit' | 'remove';

type Part = {
  readonly title: string; readonly reseller: string; readonly customer: string; readonly provider: Persona;
  /** Who may accept for the customer, and a colleague who may not. */
  readonly globalAdmin: Persona; readonly employee: Persona;
  readonly say: Readonly<Record<Command, string>>;
  readonly words: Readonly<Record<'signIn' | 'clear' | 'completed' | 'credited' | 'first', string>>;
};

/** People of bot/local/world.yaml, what they write, and what they must find. */
const parts: Record<Language, Part> = {
  es: {
    title: 'Woodgrove Viveros se hace cliente', reseller: 'contoso-iberia', customer: 'Woodgrove Viveros',
    provider: { tenant: 'distribuciones-norte', id: 'iker-zubia', name: 'Iker', locale: 'es-ES' },
    globalAdmin: { tenant: 'woodgrove-viveros', id: 'wanda-rios', name: 'Wanda', locale: 'es-ES' }, employee: { tenant: 'woodgrove-viveros', id: 'walter-saez', name: 'Walter', locale: 'es-ES' },
    say: {
      next: '/siguiente', invite: '/invitar wanda.rios@woodgrove-viveros.example --proveedor norte', why: '/porqué woodgrove', customers: '/clientes woodgrove',
      addSubscription: '/agregar-suscripción woodgrove', credit: '/acreditar woodgrove', remove: '/quitar-cliente woodgrove',
    },
    words: { signIn: 'Iniciar sesión', clear: 'Nada impide', completed: 'Completado', credited: 'recibe los incentivos', first: 'Tailwind Panaderías' },
  },
  en: {
    title: 'Wingtip Toys becomes a customer', reseller: 'fabrikam-cloud', customer: 'Wingtip Toys',
    provider: { tenant: 'northwind-distribution', id: 'simon-achterberg', name: 'Simon', locale: 'en-US' },
    globalAdmin: { tenant: 'wingtip-toys', id: 'winona-hale', name: 'Winona', locale: 'en-US' }, employee: { tenant: 'wingtip-toys', id: 'wyatt-cole', name: 'Wyatt', locale: 'en-US' },
    say: {
      next: '/next', invite: '/invite winona.hale@wingtiptoys.com --provider northwind', why: '/why wingtip', customers: '/customers wingtip',
      addSubscription: '/add-subscription wingtip', credit: '/credit wingtip', remove: '/remove-customer wingtip',
    },
    words: { signIn: 'Sign in', clear: 'Nothing stands in the way', completed: 'Completed', credited: 'earns with', first: 'Invite your first customer' },
  },
};

/** @param admin the Global admin of the reseller. */
export async function tellCustomer(scene: Scene, admin: Desk, name: string): Promise<void> {
  const part = parts[scene.language];
  const { say, words, provider: { name: seller } } = part;
  const provider = openDesk(scene.teams, scene.teams.person(part.provider));
  scene.titles(part.title);
  await admin.says(say.next);
  expects(admin, words.first);
  scene.tells(name, `${say.next}: the one step that comes next`);
  await accept(scene, part, await invite(scene, part, { admin, name }));
  await scene.waitFor('the customer in the list of the provider', async () => { await provider.says(say.customers); return provider.reads().includes(part.customer); });
  scene.tells(seller, `${say.customers}: the new customer is there (INV-32)`);
  await order(scene, part, provider);
  await credit(scene, part, provider);
  await remove(scene, part, { admin, name, provider });
}

async function invite({ tells, botUrl }: Scene, { say }: Part, { admin, name }: { readonly admin: Desk; readonly name: string }): Promise<string> {
  await admin.says(say.invite);
  const link = new RegExp(`${botUrl}/invitation/[\\w-]+`).exec(JSON.stringify(admin.card()))?.[0];
  if (!link) throw new Error(`No personal link on the card that says:\n${admin.reads()}`);
  await admin.presses('invitation.done');
  tells(name, 'drafts a joint invitation with its personal link, and says that the mail is on its way (WF-21)');
  return link;
}

async function accept({ tells, botUrl }: Scene, { globalAdmin, employee, words }: Part, link: string): Promise<void> {
  const other = openTab(botUrl);
  await other.opens(link);
  await other.signsIn(employee, words.signIn);
  answered(other, 403);
  tells(employee.name, 'opens the link and signs in, but only a Global admin can answer (CUS-01)');
  const tab = openTab(botUrl);
  await tab.opens(link);
  await tab.signsIn(globalAdmin, words.signIn);
  await tab.presses('accept');
  answered(tab, 400);
  await tab.presses('accept', { fields: { accept: 'true' } });
  answered(tab, 200);
  tells(globalAdmin.name, 'accepts both partners and the customer agreement, after forgetting the box (WF-22, INV-L6)');
}

function answered(tab: Tab, status: number): void {
  if (tab.status !== status) throw new Error(`The page was answered with ${tab.status}, not ${status}: ${tab.heading()}`);
}

async function order({ tells, waitFor }: Scene, { say, words, provider: { name } }: Part, provider: Desk): Promise<void> {
  await provider.says(say.why);
  expects(provider, words.clear);
  tells(name, `${say.why}: nothing is missing`);
  await provider.says(say.addSubscription);
  await provider.presses('show.orderReview', { 'quantity.M365-BASIC': '1.000', reseller: 'nobody' });
  expects(provider, '1.000');
  await provider.presses('show.orderReview', { 'quantity.M365-BASIC': '10', reseller: 'nobody' });
  await provider.presses('order.submit', { attest: 'false' });
  refuses(provider, 'ORD-09');
  await provider.presses('order.submit', { attest: 'true' });
  tells(name, 'orders 10 licences for the customer, after "1.000" and a forgotten attestation (WF-24, INV-49, ORD-09)');
  await waitFor('the order to be completed', async () => { await provider.presses('show.order'); return provider.reads().includes(words.completed); });
  tells(name, 'sees the order completed');
}

async function credit({ tells }: Scene, { say, words, reseller, provider: { name } }: Part, provider: Desk): Promise<void> {
  await provider.says(say.credit);
  await provider.presses('subscription.credit', { reseller });
  expects(provider, words.credited);
  tells(name, 'credits the subscription to the reseller; who manages and who supports stays as it was (WF-26, INV-47)');
}

type Leaving = { readonly admin: Desk; readonly name: string; readonly provider: Desk };

async function remove({ tells, waitFor }: Scene, { say, customer, provider: { name: seller } }: Part, { admin, name, provider }: Leaving): Promise<void> {
  await admin.says(say.remove);
  await admin.presses('relationship.remove', { harmless: 'false' });
  refuses(admin, 'CUS-14');
  await admin.presses('relationship.remove', Object.fromEntries(attestations.map((statement) => [statement, 'true'])));
  await waitFor('the customer to leave the list', async () => { await admin.says(say.customers); return !admin.reads().includes(customer); });
  tells(name, 'removes the relationship with four attestations; nobody is told by Enlace (WF-33, CUS-14)');
  await provider.says(say.customers);
  expects(provider, customer);
  tells(seller, 'still serves the customer: the other tier is untouched (INV-38)');
}
