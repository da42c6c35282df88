/** How far a company has come: the way through the form that most tests begin with, and what they look up on it. No expectations here. */

import type { Desk } from '../../bot/local/desk.ts';
import type { Card, Persona, Place } from '../../bot/local/teamsPeer.ts';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { homeOf } from '../../src/app/homes.ts';
import { enrolmentOf } from '../../src/app/queries.ts';
import type { Enrolment } from '../../src/tasks/enrolmentDoc.ts';
import { tenantId } from '../../src/core/ids.ts';
import type { Story } from './support.ts';
import { carmen, ines, olivia } from './world.ts';

export type Company = {
  readonly who: Persona;
  readonly account: string;
  readonly mpnId: string;
  readonly legal: Readonly<Record<string, string>>;
  readonly contact: Readonly<Record<string, string>> & { readonly contactEmail: string };
  readonly support: Readonly<Record<string, string>>;
};

/** Its contact reads English, whatever the person who enrols it reads. */
export const contoso: Company = {
  who: carmen, account: 'socios@contoso.es', mpnId: '4567890',
  legal: { companyName: 'Contoso Iberia, S.A.', addressLine1: 'Calle Mayor 1', addressLine2: '', city: 'Madrid', state: '', postalCode: '28013' },
  contact: { contactFirstName: 'Diego', contactLastName: 'Sanz', contactEmail: 'diego@contoso.es', contactPhone: '', contactLanguage: 'en' },
  support: { supportEmail: 'ayuda@contoso.es', supportPhone: '912 345 678', supportWebSite: 'contoso.es/ayuda' },
};

export const adatum: Company = {
  who: ines, account: 'socios@adatum.es', mpnId: '5550001',
  legal: { ...contoso.legal, companyName: 'Adatum, S.L.', city: 'Bilbao', postalCode: '48001' },
  contact: { contactFirstName: 'Jon', contactLastName: 'Arana', contactEmail: 'jon@adatum.es', contactPhone: '', contactLanguage: 'es' },
  support: { supportEmail: 'ayuda@adatum.es', supportPhone: '944 123 456', supportWebSite: 'https://adatum.es' },
};

type Step = (story: Story, company: Company, desk: Desk) => Promise<unknown>;

/** Each step leads to the state it is named for. */
const steps = {
  MpnSignIn: async (_story, _company, desk) => {
    await desk.arrives();
    await desk.presses('show.signIn');
    await desk.presses('enrolment.signIn');
  },
  MpnSelection: async (story, { account }, desk) => {
    await desk.presses('enrolment.sendCode', { account });
    await story.settle();
    await desk.presses('enrolment.enterCode', { code: codeFor(story, account) });
  },
  LegalProfile: async (story, { mpnId }, desk) => {
    await desk.presses('enrolment.continue', { mpnId });
    await story.settle();
  },
  PrimaryContact: async (_story, { legal }, desk) => await desk.presses('enrolment.saveLegal', legal),
  SupportInfo: async (_story, { contact }, desk) => await desk.presses('enrolment.saveContact', contact),
  Confirmation: async (_story, { support }, desk) => await desk.presses('enrolment.saveSupport', support),
  EmailVerificationPending: async (story, _company, desk) => {
    await desk.presses('enrolment.enrolNow');
    await story.settle();
  },
  UnderReview: async (story, company) => await confirms(story, company),
} as const satisfies Partial<Record<Enrolment['state'], Step>>;

/** Takes a company from its first hello to a state of its enrolment. */
export async function walk(story: Story, company: Company, to: keyof typeof steps, desk: Desk = story.desk(company.who)): Promise<Desk> {
  for (const [state, step] of Object.entries(steps)) {
    await step(story, company, desk);
    const reached = (await enrolmentIn(story, company)).state;
    if (reached !== state) throw new Error(`The enrolment is ${reached}, not ${state}, after the card that says:\n${desk.reads()}`);
    if (state === to) break;
  }
  return desk;
}

/** The primary contact follows the link of the mail and confirms both facts. */
export async function confirms(story: Story, { contact }: Company): Promise<void> {
  await visit(linkFor(story, contact.contactEmail), { decision: 'confirm', signedUp: 'true', companyAddress: 'true' });
  await story.settle();
}

export const channel: Place = { kind: 'channel', conversation: '19:approvals@thread.tacv2' };

/** What the bot last answered in the channel: answers stay in the thread, cards of reviews do not. */
export function answerInChannel(story: Story): string {
  const last = story.teams.inConversation(`${channel.conversation};messageid=1`).at(-1);
  return last?.card ? textOf(last.card) : (last?.text ?? '');
}

/** A programme admin in a place to which review cards go from now on. */
export async function reviewers(story: Story, place: Place = channel, who: Persona = olivia): Promise<Desk> {
  const desk = story.desk(who, place);
  await desk.says('/approvals here');
  return desk;
}

/** The company up to its approval by the reviewers. @returns the desk of its requester. */
export async function approved(story: Story, company: Company): Promise<Desk> {
  const admin = await reviewers(story);
  const desk = await walk(story, company, 'UnderReview');
  admin.looks();
  await admin.presses('enrolment.approve');
  await story.settle();
  return desk;
}

/** Of an approved company: whoever signs is its admin agent first (INV-15). */
export async function opensAgreement(desk: Desk): Promise<void> {
  await desk.says('/estado');
  await desk.presses('user.becomeAdminAgent');
  await desk.presses('show.agreement');
}

/** What the store holds now; throws when there is nothing. */
export async function enrolmentIn(story: Story, { who }: Pick<Company, 'who'>): Promise<Enrolment> {
  const doc = await enrolmentOf(story.app.deps, tenantId.parse(who.tenant));
  if (!doc) throw new Error(`${who.tenant} has no enrolment`);
  return doc;
}

export async function has(story: Story, { who }: Pick<Company, 'who'>): Promise<boolean> {
  return await enrolmentOf(story.app.deps, tenantId.parse(who.tenant)) !== undefined;
}

/** What was written down about a company since its account was opened: task, event and outcome, in the order of the doing. */
export async function audited(story: Story, { who }: Pick<Company, 'who'>): Promise<readonly string[]> {
  const rows = await story.app.deps.store.page({ partition: homeOf(tenantId.parse(who.tenant)), list: 'audit', limit: 500 });
  return rows.filter(({ body }) => body['event'] !== 'opened').map(({ body }) => `${String(body['task'])}.${String(body['event'])} ${String(body['code'] ?? body['outcome'])}`);
}

/** The newest mail to an address. */
export function mailTo(story: Story, address: string) {
  const mail = story.mails.findLast(({ to }) => to === address);
  if (!mail) throw new Error(`No mail to ${address}`);
  return mail;
}

export function codeFor(story: Story, account: string): string {
  const [code] = /\b\d{6}\b/.exec(mailTo(story, account).text) ?? [];
  if (!code) throw new Error(`No code in the mail to ${account}`);
  return code;
}

/** A code of the right form that is not the one in the mail. */
export const wrongCodeFor = (story: Story, account: string): string => (codeFor(story, account) === '000000' ? '111111' : '000000');

export function linkFor(story: Story, address: string): string {
  const link = story.mails.findLast(({ to, text }) => to === address && text.includes('/verify/'))?.text.match(/http:\S+\/verify\/[\w-]+/)?.[0];
  if (!link) throw new Error(`No link in a mail to ${address}`);
  return link;
}

export type Page = { readonly status: number; readonly html: string };

/** Opens a page, or sends its form. */
export async function visit(link: string, form?: Readonly<Record<string, string>>): Promise<Page> {
  const response = await fetch(link, form ? { method: 'POST', body: new URLSearchParams(form) } : {});
  return { status: response.status, html: await response.text() };
}

/** An input of a card: what stands in it, and the sentence beside it when something is wrong. */
export function input(card: Card | undefined, id: string): { readonly value: unknown; readonly says: string | undefined } {
  const elements = (card?.body ?? []) as readonly Readonly<Record<string, unknown>>[]; // elements of a card
  const at = elements.findIndex((element) => element['id'] === id);
  const [found, next] = elements.slice(at, at + 2);
  if (!found || at < 0) throw new Error(`No input "${id}" on the card that says:\n${textOf(card)}`);
  return { value: found['value'], says: next?.['color'] === 'Attention' ? String(next['text']) : undefined };
}

/** The buttons a person can press, by what they ask for. */
export const verbsOn = (card: Card | undefined): readonly string[] => buttonsOf([card?.body, card?.actions]).map(({ verb }) => verb);
