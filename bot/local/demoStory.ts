/** The first half of the demo's story: a company enrols, its contact confirms, an admin asks and approves, the agreement is signed. Every line is checked while it is told. */

import type { Language } from '../../src/core/actor.ts';
import type { Desk } from './desk.ts';
import { openDesk } from './desk.ts';
import type { TeamsPeer } from './teamsPeer.ts';

export interface Scene {
  readonly language: Language;
  readonly teams: TeamsPeer;
  readonly botUrl: string;
  readonly tells: (who: string, what: string) => void;
  readonly titles: (title: string) => void;
  /** The text of the newest mail to this address whose subject holds these words. */
  readonly mailTo: (address: string, subject: string) => Promise<string>;
  readonly waitFor: <T>(what: string, look: () => Promise<T | undefined | false>) => Promise<T>;
}

type Company = {
  readonly tenant: string; readonly id: string; readonly name: string; readonly locale: string; readonly account: string;
  readonly contactEmail: string;
  readonly legal: Readonly<Record<string, string>>; readonly phone: string; readonly site: string; readonly supportEmail: string;
};

/** People of bot/local/world.yaml. */
const companies: Record<Language, Company> = {
  es: {
    tenant: 'contoso-iberia', id: 'carmen-ruiz', name: 'Carmen', locale: 'es-ES', account: 'socios@contoso.es', contactEmail: 'diego.sanz@contoso.es',
    legal: { companyName: 'Contoso Iberia, S.A.', addressLine1: 'Calle Mayor 1', city: 'Madrid', postalCode: '28013' }, phone: '912 345 678', site: 'contoso.es/ayuda', supportEmail: 'ayuda@contoso.es',
  },
  en: {
    tenant: 'fabrikam-cloud', id: 'grace-holloway', name: 'Grace', locale: 'en-US', account: 'partners@fabrikam.com', contactEmail: 'aaron.pike@fabrikam.com',
    legal: { companyName: 'Fabrikam Cloud, Inc.', addressLine1: '1 Main Street', city: 'Redmond', state: 'WA', postalCode: '98052' }, phone: '425 555 0123', site: 'https://fabrikam.com/help', supportEmail: 'help@fabrikam.com',
  },
};

/** What a reader of each language must find; the rest of the words are the cards' own affair. */
const marks = {
  es: { title: 'Contoso Iberia se inscribe', code: 'código', webmail: 'Gmail', verify: 'Confirma', question: '¿Tenéis ya clientes en la nube?', notice: 'aprobad', done: 'puede operar', enrol: '/inscribir', status: '/estado' },
  en: { title: 'Fabrikam Cloud enrols', code: 'code', webmail: 'Gmail', verify: 'onfirm', question: 'Do you have cloud customers already?', notice: 'approved', done: 'trade', enrol: '/enrol', status: '/status' },
} as const;

/** @returns the desk of the company's Global admin, and her name. */
export async function tellEnrolment(scene: Scene): Promise<{ readonly admin: Desk; readonly name: string }> {
  const { teams, language } = scene;
  const company = companies[language];
  scene.titles(marks[language].title);
  const partner = openDesk(teams, teams.person(company));
  const channel = { kind: 'channel', conversation: `19:approvals-${language}@thread.tacv2` } as const;
  const admin = openDesk(teams, teams.person({ tenant: 'enlace-programme', id: 'olivia-prado', name: 'Olivia', locale: 'en-GB' }, channel));
  await admin.says('/approvals here');
  scene.tells('Olivia', '/approvals here: review cards come to this channel');

  await signIn(scene, company, partner);
  await fillIn(scene, company, partner);
  await confirm(scene, company);
  await decide(scene, company, { partner, admin });
  await finish(scene, company, partner);
  return { admin: partner, name: company.name };
}

async function signIn(scene: Scene, company: Company, partner: Desk): Promise<void> {
  const { language, tells } = scene;
  await partner.arrives();
  await partner.says(marks[language].enrol);
  await partner.presses('show.signIn');
  await partner.presses('enrolment.signIn');
  tells(company.name, 'signs in as Global admin (ENR-01, INV-10)');
  await partner.presses('enrolment.sendCode', { account: company.account });
  const mail = await scene.mailTo(company.account, marks[language].code);
  const code = /\b\d{6}\b/.exec(mail)?.[0] ?? '';
  await partner.presses('enrolment.enterCode', { code: code === '000000' ? '111111' : '000000' });
  refuses(partner, 'ENR-11');
  await partner.presses('enrolment.enterCode', { code });
  tells(company.name, 'proves the membership account with a mailed code, after a wrong one (ENR-11)');
  const [wrong, right] = await profiles(partner);
  if (wrong) {
    await partner.presses('enrolment.continue', { mpnId: wrong });
    tells(company.name, `chooses a profile that cannot be linked: ${codeIn(partner) ?? 'no reason given'}`);
  }
  await partner.presses('enrolment.continue', { mpnId: right });
  tells(company.name, `links MPN ID ${right}`);
}

const idOf = (line: string): string => / · (\d+) · /.exec(line)?.[1] ?? '';
const isGood = (line: string): boolean => /España|United States/.test(line) && /, (ubicación|location)/.test(line) && !line.includes('inactiv');

/** A profile that is refused, if there is one, and the one that fits: found as a person would, by what their lines say. */
async function profiles(partner: Desk): Promise<readonly [string | undefined, string]> {
  const lines = partner.reads().split('\n').filter((line) => line.includes(' · '));
  const right = lines.find(isGood);
  if (!right) throw new Error(`No profile fits among:\n${lines.join('\n')}`);
  const wrong = lines.find((line) => !isGood(line));
  return [wrong && idOf(wrong), idOf(right)];
}

async function fillIn(scene: Scene, company: Company, partner: Desk): Promise<void> {
  const { tells, language } = scene;
  await partner.presses('enrolment.saveLegal', company.legal);
  const contact = { contactFirstName: 'Alex', contactLastName: 'Prieto', contactLanguage: language };
  await partner.presses('enrolment.saveContact', { ...contact, contactEmail: 'alex@gmail.com' });
  expects(partner, 'gmail.com');
  tells(company.name, 'a webmail address is refused, and everything typed is still there (INV-11)');
  await partner.presses('enrolment.saveContact', { ...contact, contactEmail: company.contactEmail });
  await partner.presses('enrolment.saveSupport', { supportEmail: company.supportEmail, supportPhone: company.phone, supportWebSite: company.site });
  await scene.waitFor('the MPN ID to be reserved', async () => {
    await partner.presses('enrolment.enrolNow');
    return codeIn(partner) !== 'ENR-17';
  });
  tells(company.name, 'fills in three pages, reads the summary, and sends it');
}

async function confirm({ language, mailTo, tells, botUrl }: Scene, company: Company): Promise<void> {
  const mail = await mailTo(company.contactEmail, '');
  const link = new RegExp(`${botUrl}/verify/[\\w-]+`).exec(mail)?.[0];
  if (!link) throw new Error(`No link in the mail to ${company.contactEmail}`);
  const page = await (await fetch(`${link}?lang=${language}`)).text();
  if (!page.includes(marks[language].verify)) throw new Error('The page behind the link does not ask for a confirmation');
  tells('Contact', 'opens the link of the mail: it only shows (INV-24)');
  const answer = await fetch(link, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'decision=confirm&signedUp=true&companyAddress=true' });
  if (answer.status !== 200) throw new Error(`The confirmation was answered with ${answer.status}`);
  tells('Contact', 'confirms both facts (INV-12)');
}

async function decide(scene: Scene, company: Company, { partner, admin }: { readonly partner: Desk; readonly admin: Desk }): Promise<void> {
  const { language, tells, waitFor } = scene;
  const name = company.legal['companyName'] ?? '';
  await waitFor('the review card', async () => { admin.looks(); return admin.reads().includes(name); });
  tells('Olivia', 'the review card arrives in the channel, and she asks for more');
  await admin.presses('enrolment.askMore', { question: marks[language].question });
  await waitFor('the question', async () => { partner.looks(); return partner.reads().includes(marks[language].question); });
  await partner.presses('show.enrolment');
  await partner.presses('show.answer');
  await partner.presses('enrolment.answer', { documentType: 'business', reference: 'DOC-1', comment: 'Sí / Yes' });
  tells(company.name, 'answers the question');
  await waitFor('the answer on the card', async () => { admin.looks(); return admin.reads().includes('DOC-1'); });
  await admin.presses('enrolment.approve');
  tells('Olivia', 'approves; every copy of the card shows it');
  await waitFor('the notice', async () => { partner.looks(); return partner.reads().toLowerCase().includes(marks[language].notice); });
  tells(company.name, 'is told, in her language');
}

async function finish({ language, tells }: Scene, company: Company, partner: Desk): Promise<void> {
  await partner.presses('show.enrolment');
  await partner.presses('user.becomeAdminAgent');
  tells(company.name, 'becomes admin agent (INV-15)');
  await partner.presses('show.agreement');
  await partner.presses('agreement.accept', { accept: 'false' });
  refuses(partner, 'MPA-04');
  await partner.presses('agreement.accept', { accept: 'true' });
  tells(company.name, 'signs the agreement, after forgetting the box (MPA-04)');
  await partner.says(marks[language].status);
  expects(partner, marks[language].done);
  tells(company.name, `${marks[language].status}: enrolled, and may trade (INV-16)`);
}

export function expects(desk: Desk, words: string): void {
  if (!desk.reads().includes(words)) throw new Error(`"${words}" is not on the card that says:\n${desk.reads()}`);
}

/** The code that ends a sentence. Case numbers may hold the same letters: ENR-17D5-… */
const codeIn = (desk: Desk): string | undefined => /\(([A-Z]{3}-\d\d)\)/.exec(desk.reads())?.[1];

export const refuses = (desk: Desk, code: string): void => expects(desk, `(${code})`);
