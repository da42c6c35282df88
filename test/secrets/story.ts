/** A story in which every secret occurs that Enlace makes, and what goes wrong on the way: people read each where they should. No expectations here. */

import { openTab } from '../../bot/local/tab.ts';
import type { Tab } from '../../bot/local/tab.ts';
import { parse } from 'csv-parse/sync';
import { MINUTE, SECOND } from '../../src/core/time.ts';
import { reviews, trading } from '../e2e/orders.ts';
import { adds, passwordOn } from '../e2e/people.ts';
import type { Story } from '../e2e/support.ts';
import { adatum, codeFor, confirms, linkFor, reviewers, walk } from '../e2e/walk.ts';
import { carmen, diego, iker, ines, rosa, walter, wanda } from '../e2e/world.ts';
import type { Watch } from './watch.ts';
import { watch } from './watch.ts';

/** Of whoever operates the bot. */
const settings = { SMTP_HOST: '127.0.0.1', SMTP_USER: 'enlace', SMTP_PASSWORD: 'of-the-mail-server-9Q', COSMOS_ENDPOINT: 'http://127.0.0.1:9', COSMOS_KEY: 'b2YtdGhlLWFjY291bnQ=' };

export type Secret = { readonly name: string; readonly value: string; /** The only places where it may be read. */ readonly at: readonly string[] };
export type Told = { readonly story: Story; readonly seen: Watch; readonly secrets: readonly Secret[]; readonly tab: Tab };

const tokenIn = (address: string): string => address.split('/').at(-1) ?? '';
const linkOn = (story: Story, text: string, path: string): string => new RegExp(`${story.url}/${path}/[\\w-]+`).exec(text.replaceAll('\\n', ' ').replaceAll('\\', ''))?.[0] ?? '';

/** @param more settings, for who looks on. */
export async function tell(more: Readonly<Record<string, string>> = {}): Promise<Told> {
  const story = await trading({ environment: { ...settings, ...more } });
  const seen = watch(story);
  const enrolled = await enrols(story);
  const shown = [...await passwords(story), ...await requests(story)];
  const { tab, secrets } = await invites(story);
  const files = [...await imports(story), ...await exports(story)];
  await story.passes(6 * MINUTE);
  await story.passes(60 * MINUTE);
  const own = Object.entries(settings).filter(([name]) => /PASSWORD|KEY/.test(name)).map(([name, value]) => ({ name, value, at: [] }));
  return { story, seen, tab, secrets: [...enrolled, ...shown, ...secrets, ...files, ...own] };
}

/** The mail server, the store and a page fail on the way, with the secret in their hands. */
async function enrols(story: Story): Promise<readonly Secret[]> {
  const admin = await reviewers(story);
  const { mail } = story.trouble;
  let failures = 1;
  story.trouble.mail = async (one) => {
    if (one.text.includes('/verify/') && failures-- > 0) throw new Error('The mail server is away');
    await mail(one);
  };
  await walk(story, adatum, 'EmailVerificationPending');
  await story.passes(2 * SECOND);
  const link = linkFor(story, adatum.contact.contactEmail);
  await failing(story, async () => await confirms(story, adatum));
  await confirms(story, adatum);
  admin.looks();
  await admin.presses('enrolment.approve');
  await story.settle();
  return [
    { name: 'a membership code', value: codeFor(story, adatum.account), at: [`mail to ${adatum.account}`] },
    { name: 'a verification link', value: tokenIn(link), at: [`mail to ${adatum.contact.contactEmail}`] },
  ];
}

/** Nothing can be written for a moment. */
export async function failing(story: Story, act: () => Promise<unknown>): Promise<void> {
  const { commit } = story.trouble;
  story.trouble.commit = () => { throw new Error('The store is away'); };
  await act();
  story.trouble.commit = commit;
}

/** Of a new user, of the same one after a reset, of a work account and of a new customer. */
async function passwords(story: Story): Promise<readonly Secret[]> {
  const people = await adds(story);
  const first = passwordOn(people);
  await people.presses('user.closed');
  await people.presses('show.user');
  await people.presses('user.reset');
  const beginner = story.desk(rosa);
  await beginner.arrives();
  await beginner.presses('show.signIn');
  await beginner.presses('show.workAccount');
  await beginner.presses('workAccount.request', { company: 'Panadería Rosa', country: 'ES', prefix: 'panaderiarosa', userName: 'rosa', firstName: 'Rosa', lastName: 'Figueras', contactEmail: 'rosa@gmail.com' });
  const seller = await reviews(story);
  await seller.presses('newCustomer.submit', { attest: 'true' });
  await story.settle();
  return [
    { name: 'the password of a user', value: first, at: ['chat of gala'] }, { name: 'the password after a reset', value: passwordOn(people), at: ['chat of gala'] },
    { name: 'the password of a work account', value: passwordOn(beginner), at: ['chat of rosa'] }, { name: 'the password of a customer', value: passwordOn(seller), at: ['chat of iker'] },
  ];
}

/** A provider asks Adatum, which answers. */
async function requests(story: Story): Promise<readonly Secret[]> {
  const provider = story.desk(iker);
  await provider.says('/solicitar ines@adatum.es');
  const link = linkOn(story, JSON.stringify(provider.card()), 'partner');
  await provider.presses('request.done');
  await fetch(link);
  const reseller = story.desk(ines);
  await reseller.says(`/aceptar ${link}`);
  await reseller.presses('request.authorise', { accept: 'true' });
  await story.settle();
  return [{ name: 'the link of a request', value: tokenIn(link), at: ['chat of iker', 'chat of ines', `page /partner/${tokenIn(link)}`] }];
}

/** Somebody who may not answer opens the link, and then somebody who may; the page fails once. */
async function invites(story: Story): Promise<{ readonly tab: Tab; readonly secrets: readonly Secret[] }> {
  const desk = story.desk(carmen);
  await desk.arrives();
  await desk.says('/invitar wanda@woodgrove.example --proveedor norte');
  const link = linkOn(story, JSON.stringify(desk.card()), 'invitation');
  await desk.presses('invitation.done');
  const tab = openTab(story.url);
  await tab.opens(link);
  await tab.signsIn(walter);
  await tab.opens(link);
  const other = openTab(story.url);
  await other.opens(link);
  await other.signsIn(wanda);
  const nonce = /name="nonce" value="([\w-]+)"/.exec(other.html)?.[1] ?? '';
  const page = `page ${new URL(link).pathname}`;
  await failing(story, async () => await other.presses('accept', { fields: { accept: 'true' } }).catch(() => undefined));
  await other.opens(link);
  await other.presses('accept', { fields: { accept: 'true' } });
  await other.opens('/customer');
  await story.settle();
  const session = (one: Tab): string => one.cookies.get('enlace-session') ?? '';
  return {
    tab: other,
    secrets: [
      { name: 'the link of an invitation', value: tokenIn(link), at: ['chat of carmen', page] }, { name: 'the nonce of a form', value: nonce, at: [page] },
      { name: 'the session of a visitor', value: session(tab), at: [] }, { name: 'the session of a customer', value: session(other), at: [] },
    ],
  };
}

/** Many invitations at once: the link to their file, and the links in it. */
async function imports(story: Story): Promise<readonly Secret[]> {
  const desk = story.desk(carmen);
  await desk.says('/importar');
  await desk.presses('show.newImport', { csv: 'email,language,company\none@shop.example,es,Shop one\ntwo@shop.example,en,Shop two' });
  await desk.presses('importJob.confirm');
  await story.settle();
  await story.passes(SECOND);
  desk.looks();
  await desk.presses('show.importResults');
  const link = linkOn(story, JSON.stringify(desk.card()), 'import');
  const file = await (await fetch(link, { method: 'POST' })).text();
  const page = `page ${new URL(link).pathname}`;
  const rows = parse(file, { columns: true, bom: true }) as readonly { readonly text: string }[]; // a column of that name
  return [
    { name: 'the link to a file of results', value: tokenIn(link), at: ['chat of carmen'] },
    ...rows.map(({ text }) => ({ name: 'a link in a file of results', value: tokenIn(linkOn(story, text, 'invitation')), at: [page] })),
  ];
}

async function exports(story: Story): Promise<readonly Secret[]> {
  story.world.change(diego, { roles: { agent: 'adminAgent', admin: 'notAnAdmin' } });
  const desk = story.desk(diego);
  await desk.says('/auditoría --csv');
  const link = linkOn(story, JSON.stringify(desk.card()), 'export');
  await fetch(link);
  return [{ name: 'the link to a file of the log', value: tokenIn(link), at: ['chat of diego'] }];
}
