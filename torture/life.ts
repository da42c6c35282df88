/** The life of a company with the bot, as long as it is a story of its own: it enrols, is approved, signs. What comes after that is trade.ts. */

import type { Hand } from './hand.ts';
import { refusalIn } from './hand.ts';
import type { Company } from './cast.ts';
import { account, contact } from './cast.ts';

export interface Scene {
  readonly company: Company;
  readonly admin: Hand;
  readonly seller: Hand;
  /** In the channel in which review cards arrive. */
  readonly reviewer: Hand;
  /** Where the web pages are. */
  readonly site: string;
  /** The text of the newest mail to somebody. */
  readonly mail: (address: string) => string | undefined;
  /** Asks again and again until there is something to see. What is waited for is owed by the outbox. */
  readonly owed: <T>(what: string, look: () => Promise<T | undefined | false>) => Promise<T>;
}

const legal = { companyName: 'Contoso Iberia, S.A.', addressLine1: 'Calle Mayor 1', addressLine2: '', city: 'Madrid', state: '', postalCode: '28013' };

export async function enrols(scene: Scene): Promise<void> {
  await signsIn(scene);
  await scene.admin.presses('enrolment.continue', { mpnId: scene.company.mpnId });
  await fillsIn(scene);
  await confirms(scene);
  await isApproved(scene);
}

/** Up to the choice of an MPN ID. */
export async function signsIn({ company, admin, owed, mail }: Scene): Promise<void> {
  await admin.arrives();
  if (!admin.finds('show.signIn')) await admin.says('/inscribir'); // a crash may swallow the welcome: nobody is welcomed twice
  await admin.presses('show.signIn');
  await admin.presses('enrolment.signIn');
  await admin.presses('enrolment.sendCode', { account: account(company) });
  const code = await owed('the code', async () => /\b\d{6}\b/.exec(mail(account(company)) ?? '')?.[0]);
  await admin.presses('enrolment.enterCode', { code });
}

/** From the choice of an MPN ID up to the mail that has to be confirmed. */
export async function fillsIn({ company, admin, owed }: Scene): Promise<void> {
  await admin.presses('enrolment.saveLegal', { ...legal, companyName: company.name });
  await admin.presses('enrolment.saveContact', { contactFirstName: 'Diego', contactLastName: 'Sanz', contactEmail: contact(company), contactPhone: '', contactLanguage: 'es' });
  await admin.presses('enrolment.saveSupport', { supportEmail: `ayuda@${company.domain}`, supportPhone: '912 345 678', supportWebSite: `${company.domain}/ayuda` });
  await owed('the reservation of the MPN ID', async () => refusalIn(await admin.presses('enrolment.enrolNow')) === undefined);
}

export async function confirms({ company, owed, mail }: Scene): Promise<void> {
  const link = await owed('the link to verify', async () => /http:\S+\/verify\/[\w-]+/.exec(mail(contact(company)) ?? '')?.[0]);
  const answer = await fetch(link, { method: 'POST', body: new URLSearchParams({ decision: 'confirm', signedUp: 'true', companyAddress: 'true' }) });
  // Sent again after a crash it was done before, and the page says so.
  if (![200, 410].includes(answer.status)) throw new Error(`The confirmation was answered with ${answer.status}`);
}

async function isApproved({ company, admin, reviewer, owed }: Scene): Promise<void> {
  await owed('the review card', async () => reviewer.finds('enrolment.approve', company.name));
  await reviewer.presses('enrolment.approve', {}, company.name);
  await owed('the notice of the approval', async () => admin.hasGot(/aprobad/i));
  await admin.presses('show.enrolment');
  await admin.presses('user.becomeAdminAgent');
  await admin.presses('show.agreement');
  await admin.presses('agreement.accept', { accept: 'true' });
}
