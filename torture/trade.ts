/** The second half of the life of a company: it takes a provider, adds a colleague, wins a customer with its provider, which orders and credits. */

import { openTab } from '../bot/local/tab.ts';
import { adminMail, buyerMail } from './cast.ts';
import type { Hand } from './hand.ts';
import { refusalIn } from './hand.ts';
import type { Scene } from './life.ts';

export async function trades(scene: Scene): Promise<void> {
  await takesProvider(scene);
  await addsColleague(scene);
  await winsCustomer(scene);
  await orders(scene);
}

/** On a card, Markdown may have escaped an underscore. */
function linkOn(hand: Hand, page: string, about: string): string {
  const [link] = new RegExp(`http:\\S+?/${page}/[\\w-]+`).exec(hand.reads(about).replaceAll('\\_', '_')) ?? [];
  if (!link) throw new Error(`No link to a ${page} on the card that says:\n${hand.reads(about)}`);
  return link;
}

/** @returns the link of a request that is on its way. */
export async function asks({ company, seller }: Scene): Promise<string> {
  await seller.arrives();
  await seller.says(`/solicitar ${adminMail(company)}`, 'request.draft');
  const link = linkOn(seller, 'partner', adminMail(company));
  await seller.presses('request.done', { text: `Hola: ${link}` });
  return link;
}

export async function takesProvider(scene: Scene): Promise<void> {
  const { company, seller, admin, owed } = scene;
  const link = await asks(scene);
  await admin.says(`/aceptar ${link}`);
  await admin.presses('request.authorise', { accept: 'true' });
  await owed('the notice to the provider', async () => seller.hasGot(new RegExp(company.name)));
}

async function addsColleague({ company, admin, owed }: Scene): Promise<void> {
  await admin.says(`/agregar-usuario "Nora Núñez" nora@${company.domain}`);
  await admin.presses('newUser.add', { agent: 'salesAgent', admin: 'notAnAdmin' });
  await owed('the account', async () => {
    await admin.says(`/usuario nora@${company.domain}`);
    if (!admin.reads().includes('todavía no es')) return admin.reads().includes('Núñez');
    await admin.presses('newUser.retry'); // a crash between the request and the account leaves it to be asked for again
    return false;
  });
  await admin.says(`/roles nora@${company.domain} --agent helpdeskAgent --admin notAnAdmin`);
  await admin.presses('user.update');
}

async function winsCustomer(scene: Scene): Promise<void> {
  const link = await invites(scene);
  await accepts(link, scene);
}

/** @returns the link of an invitation that is on its way. */
export async function invites({ company, admin, owed }: Scene): Promise<string> {
  await owed('the provider in the list', async () => {
    await admin.says(`/invitar ${buyerMail(company)} --proveedor ${company.provider}`);
    return admin.finds('invitation.done');
  });
  const link = linkOn(admin, 'invitation', buyerMail(company));
  await admin.presses('invitation.done');
  return link;
}

export async function accepts(link: string, { company, site }: Pick<Scene, 'company' | 'site'>): Promise<void> {
  const tab = openTab(site);
  await tab.opens(link);
  await tab.signsIn(company.buyer);
  await tab.presses('accept', { fields: { accept: 'true' } });
  if (tab.status >= 500) throw new Error(`The acceptance was answered with ${tab.status}`);
}

async function orders({ company, seller, owed }: Scene): Promise<void> {
  await owed('the customer in the list of the provider', async () => {
    await seller.says(`/agregar-suscripción ${company.customer}`);
    return seller.finds('show.orderReview');
  });
  await seller.presses('show.orderReview', { 'quantity.M365-BASIC': '10', reseller: 'nobody' });
  const submitted = await seller.presses('order.submit', { attest: 'true' });
  if (refusalIn(submitted)) throw new Error(`The order was refused: ${submitted}`);
  await owed('the fulfilment of the order', async () => (await seller.presses('show.order')).includes('Completado'));
  await seller.says(`/acreditar ${company.customer}`);
  await seller.presses('subscription.credit', { reseller: company.tenant });
}
