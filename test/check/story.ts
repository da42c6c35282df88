/** The demo's story, told in this process in both languages: what it leaves in a store, and a store that holds other documents than it did. No expectations here. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../bot/app.ts';
import type { App } from '../../bot/app.ts';
import { readConfig } from '../../bot/config.ts';
import { check } from '../../bot/listings/check.ts';
import { load } from '../../bot/listings/command.ts';
import { tellCustomer } from '../../bot/local/demoCustomers.ts';
import { tellPartnership } from '../../bot/local/demoPartners.ts';
import type { Scene } from '../../bot/local/demoStory.ts';
import { tellEnrolment } from '../../bot/local/demoStory.ts';
import { openTeamsPeer } from '../../bot/local/teamsPeer.ts';
import { offersFile, offersList } from '../../bot/offers/offersFile.ts';
import type { Mail, Store, Stored } from '../../src/app/ports.ts';
import { defaultRules } from '../../src/rules/settings.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} } as const;

/** @returns every document that is there when nothing is owed any more. */
export async function storyTold(): Promise<readonly Stored[]> {
  const folder = await mkdtemp(join(tmpdir(), 'enlace-check-'));
  const mails: Mail[] = [];
  const app = await createApp(readConfig({ PORT: '0', DATA_DIR: folder }), { log: silent, mailer: { send: async (mail) => { mails.push(mail); } } });
  try {
    const botUrl = `http://127.0.0.1:${await app.listen()}`;
    await loadOffers(app);
    for (const language of ['es', 'en'] as const) await tell(app, mails, { language, botUrl });
    await app.sweep();
    await app.pump.idle();
    return await documentsIn(app.deps.store);
  } finally {
    await app.close();
    await rm(folder, { recursive: true });
  }
}

async function loadOffers({ deps }: App): Promise<void> {
  const { items, lines } = check(offersFile, await readFile('bot/local/offers.csv'), defaultRules);
  if (!items) throw new Error(lines.join('\n'));
  await load(offersList, { deps, items });
}

async function tell(app: App, mails: readonly Mail[], { language, botUrl }: Pick<Scene, 'language' | 'botUrl'>): Promise<void> {
  const teams = await openTeamsPeer(botUrl);
  const waitFor: Scene['waitFor'] = async (what, look) => {
    for (let attempt = 1; attempt <= 20; attempt++) {
      await app.pump.idle();
      const seen = await look();
      if (seen !== undefined && seen !== false) return seen;
    }
    throw new Error(`Waited in vain for ${what}`);
  };
  const mailTo: Scene['mailTo'] = async (address, subject) =>
    await waitFor(`a mail to ${address}`, async () => mails.findLast((mail) => mail.to.includes(address) && mail.subject.includes(subject))?.text);
  try {
    const scene: Scene = { language, teams, botUrl, waitFor, mailTo, tells: () => {}, titles: () => {} };
    const { admin, name } = await tellEnrolment(scene);
    await tellPartnership(scene, admin, name);
    await tellCustomer(scene, admin, name);
  } finally {
    await teams.close();
  }
}

async function documentsIn(store: Pick<Store, 'everything'>): Promise<readonly Stored[]> {
  const all: Stored[] = [];
  for await (const some of store.everything()) all.push(...some);
  return all;
}

/** A store that holds these, to be read from end to end. */
export const storeOf = (documents: readonly Stored[]): Pick<Store, 'everything'> => ({ async *everything() { yield documents; } });

/** The same without its chain of hashes, so that entries of the audit log can be changed one by one. */
export const unchained = (documents: readonly Stored[]): readonly Stored[] => documents.filter(({ kind }) => kind !== 'chain').map((stored) => {
  const { link: _link, ...body } = stored.body;
  return stored.kind === 'audit' ? { ...stored, body } : stored;
});

export type Body = Readonly<Record<string, unknown>>;
/** What somebody does to a store by hand. */
export type Breach = (documents: readonly Stored[]) => readonly Stored[];

export const isIn = (home: string, kind: string, id = '') => (stored: Stored): boolean => stored.partition === `tenant:${home}` && stored.kind === kind && stored.id.includes(id);

/** Other fields in one document; undefined takes one away. */
export const set = (isMeant: (stored: Stored) => boolean, change: Body | ((body: Body) => Body)): Breach => (documents) => {
  const meant = documents.find(isMeant);
  if (!meant) throw new Error('The story has no such document');
  const fields = typeof change === 'function' ? change(meant.body) : change;
  return documents.map((stored) => (stored === meant ? { ...stored, body: JSON.parse(JSON.stringify({ ...stored.body, ...fields })) as Body } : stored)); // an object stays one
};
export const without = (isMeant: (stored: Stored) => boolean): Breach => (documents) => documents.filter((stored) => !isMeant(stored));
export const besides = (home: string, kind: string, id: string, body: object, more: Partial<Stored> = {}): Breach => (documents) => [...documents, { partition: `tenant:${home}`, kind, id, etag: '', body: JSON.parse(JSON.stringify(body)) as Body, ...more }]; // as above
export const both = (...breaches: readonly Breach[]): Breach => (documents) => breaches.reduce((broken, breach) => breach(broken), documents);
