/** A customer's web pages in a browser, in every state and language, narrow and wide, light and dark: axe-core finds nothing, nothing is wider than the screen, and a keyboard is enough. The bot runs here without windows of Teams. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { App } from '../../bot/app.ts';
import { createApp } from '../../bot/app.ts';
import { readConfig } from '../../bot/config.ts';
import { homeOf } from '../../src/app/homes.ts';
import { issueLink } from '../../src/app/links.ts';
import { perform } from '../../src/app/perform.ts';
import { personActor } from '../../src/app/people.ts';
import type { Language } from '../../src/core/actor.ts';
import { languages } from '../../src/core/actor.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { newCaseId, personId, tenantId } from '../../src/core/ids.ts';
import { DAY, plus } from '../../src/core/time.ts';
import type { Invitation } from '../../src/tasks/invitationDoc.ts';
import { invitationDocumentId } from '../../src/tasks/invitationDoc.ts';
import type { Partnership } from '../../src/tasks/partnershipDoc.ts';
import { partnershipDocumentId } from '../../src/tasks/partnershipDoc.ts';
import { findNoFaults, openProfile, takePicture } from './chromium.ts';

const contoso = tenantId.parse('contoso-iberia');
/** Whose Global admins `words` names. */
const companies = { en: tenantId.parse('woodgrove-viveros'), es: tenantId.parse('proseware-ediciones') } as const satisfies Record<Language, TenantId>;
const norte = { id: tenantId.parse('distribuciones-norte'), name: 'Distribuciones Norte', country: 'ES' };

/** The words that the checks press and read, and the people of one company for each language: what one has accepted stays. */
const words = {
  en: { signIn: 'Sign in to answer', admin: 'Wanda Ríos', other: 'Walter Sáez', accept: 'Accept', decline: 'Decline', signOut: 'Sign out', partners: 'See our partners', remove: 'Take away', removed: 'Done:', tick: 'I have read', approve: 'Approve “', end: 'End “' },
  es: { signIn: 'Iniciar sesión para responder', admin: 'Petra Vega', other: 'Pau Mir', accept: 'Aceptar', decline: 'Rechazar', signOut: 'Cerrar sesión', partners: 'Ver nuestros partners', remove: 'Retirar los permisos', removed: 'Hecho:', tick: 'He leído', approve: 'Aprobar «', end: 'Terminar ya «' },
} as const satisfies Record<Language, Readonly<Record<string, string>>>;

type Stage = { readonly page: Page; readonly language: Language; readonly asks: () => Promise<void>; readonly link: (more?: Partial<Invitation>) => Promise<string> };
type Check = { readonly title: string; readonly picture?: string; readonly play: (stage: Stage) => Promise<void> };

/** Each begins signed out, leads to one state of a page, and is looked at there. */
const checks: readonly Check[] = [
  { title: 'signed out, of one partner', play: async ({ page, link }) => void await page.goto(await link({ provider: undefined })) },
  { title: 'signed out, of two partners', picture: '19-invitation', play: async ({ page, link }) => void await page.goto(await link()) },
  { title: 'the page that stands for Entra', play: async ({ page, link, language }) => {
    await page.goto(await link());
    await page.getByRole('link', { name: words[language].signIn }).click();
  } },
  { title: 'signed in', picture: '20-invitation-answer', play: async (stage) => await signsIn(stage, 'admin') },
  { title: 'without its tick', play: async (stage) => {
    await signsIn(stage, 'admin');
    await stage.page.getByRole('button', { name: words[stage.language].accept, exact: true }).click();
    await stage.page.getByRole('alert').waitFor();
  } },
  { title: 'CUS-01 refused', play: async (stage) => await signsIn(stage, 'other') },
  { title: 'declined', play: async (stage) => {
    await signsIn(stage, 'admin');
    await stage.page.getByRole('button', { name: words[stage.language].decline }).click();
  } },
  { title: 'confirmed, with the keyboard alone', picture: '21-invitation-accepted', play: acceptsByKeyboard },
  { title: 'the company’s partners', picture: '22-customer-partners', play: async (stage) => {
    await acceptsByKeyboard(stage);
    await partnersShown(stage);
  } },
  { title: 'the company’s partners, after rights were taken away', play: async (stage) => {
    await acceptsByKeyboard(stage);
    await partnersShown(stage);
    await stage.page.getByRole('button', { name: words[stage.language].remove }).first().click();
    await stage.page.getByText(words[stage.language].removed).waitFor();
  } },
  { title: 'a partner asks for delegated admin', picture: '23-customer-gdap', play: gdapShown },
  { title: 'delegated admin, approved with the keyboard alone', play: gdapApproved },
  { title: 'delegated admin, ended', play: async (stage) => {
    await gdapApproved(stage);
    await stage.page.getByRole('button', { name: words[stage.language].end }).first().click();
    await stage.page.getByText(words[stage.language].removed).waitFor();
  } },
  { title: 'delegated admin, answered by somebody else meanwhile', play: async (stage) => {
    await gdapShown(stage);
    await stage.page.locator('input[name="gdap"] + input[name="rev"]').first().evaluate((input) => { input.setAttribute('value', '0'); });
    await stage.page.getByRole('button', { name: words[stage.language].approve }).first().click();
    await stage.page.getByRole('alert').waitFor();
  } },
  { title: 'the company’s partners, signed out', play: async ({ page, link, language }) => void await page.goto(new URL(`/customer?lang=${language}`, await link()).href) },
  { title: 'a dead link', play: async ({ page, link }) => void await page.goto(await link({ state: 'Revoked' })) },
  { title: 'a form from elsewhere', play: async (stage) => {
    await signsIn(stage, 'admin');
    await stage.page.locator('input[name="nonce"]').last().evaluate((input) => { input.setAttribute('value', 'forged'); });
    await stage.page.getByRole('button', { name: words[stage.language].accept, exact: true }).click();
  } },
];

async function signsIn({ page, language, link }: Stage, who: 'admin' | 'other'): Promise<void> {
  await page.goto(await link());
  await page.getByRole('link', { name: words[language].signIn }).click();
  await page.getByRole('button', { name: words[language][who] }).click();
  await page.getByRole('button', { name: words[language].signOut }).waitFor();
}

/** From the box to the button by Tab, as somebody without a mouse does. */
async function acceptsByKeyboard(stage: Stage): Promise<void> {
  const { page, language } = stage;
  await signsIn(stage, 'admin');
  await tabsTo(page, words[language].tick);
  await page.keyboard.press('Space');
  await tabsTo(page, words[language].accept);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: words[language].partners }).waitFor();
}

const MOST_TABS = 20;
/** The words of what has the focus, and shows it; a box has them in its label. */
const FOCUSED = "(() => { const found = document.querySelector(':focus-visible'); return (found?.labels?.[0] ?? found)?.textContent })()";

async function tabsTo(page: Page, name: string): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    await page.keyboard.press('Tab');
    if (String(await page.evaluate(FOCUSED)).startsWith(name)) return;
  }
  throw new Error(`The keyboard does not lead to "${name}"`);
}

/** The relationships begin moments after the acceptance. */
async function partnersShown({ page, language }: Stage): Promise<void> {
  await page.getByRole('link', { name: words[language].partners }).click();
  for (let looks = 0; looks < 40 && await page.getByRole('button', { name: words[language].remove }).count() === 0; looks++) await page.reload();
  await page.getByRole('button', { name: words[language].remove }).first().waitFor();
}

/** The company has accepted the partner in an earlier check. */
async function gdapShown(stage: Stage): Promise<void> {
  await signsIn(stage, 'admin');
  await stage.asks();
  await stage.page.goto(new URL(`/customer?lang=${stage.language}`, stage.page.url()).href);
  await stage.page.getByRole('button', { name: words[stage.language].approve }).first().waitFor();
}

async function gdapApproved(stage: Stage): Promise<void> {
  await gdapShown(stage);
  await tabsTo(stage.page, words[stage.language].approve);
  await stage.page.keyboard.press('Enter');
  await stage.page.getByText(words[stage.language].removed).waitFor();
}

const screens = [{ width: 320, height: 900 }, { width: 1280, height: 900 }] as const;

async function looksRight(page: Page): Promise<void> {
  for (const size of screens) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await findNoFaults(page);
    }
    const width = await page.evaluate('document.documentElement.scrollWidth');
    if (width !== size.width) throw new Error(`The page is ${String(width)} pixels wide on a screen of ${size.width}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** @param say hears of each check. @returns whether all have passed. */
export async function checkCustomerPages(browser: Browser, say: (line: string) => void): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'enlace-pages-'));
  const app = await createApp(readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error' }));
  const site = `http://127.0.0.1:${await app.listen()}`;
  try {
    for (const language of languages) {
      for (const check of checks) {
        const profile = await openProfile(browser);
        const page = await profile.newPage();
        try {
          await check.play({ page, language, asks: async () => await asksFor(app, language), link: async (more = {}) => await linkTo(app, site, { language, ...more }) });
          await looksRight(page);
          if (check.picture && language === 'es') await takePicture(page.locator('body'), `${check.picture}-es`);
          say(`passed  customer: ${check.title}, ${language}`);
        } catch (error) {
          say(`failed  customer: ${check.title}, ${language}\n${error instanceof Error ? error.message : String(error)}`);
          return false;
        } finally {
          await profile.close();
        }
      }
    }
    return true;
  } finally {
    await app.close();
    await rm(folder, { recursive: true });
  }
}

let asked = 0;

/** Norte asks the company of this language, under another name each time. */
async function asksFor({ deps }: App, language: Language): Promise<void> {
  const [tenant, id] = [companies[language], newCaseId('ADM', deps.newId)];
  const actor = await personActor(deps, { tenant: norte.id, id: personId.parse('iker-zubia'), language });
  if (!actor) throw new Error('Nobody asks');
  const { kind } = await perform(deps, {
    task: 'gdap', event: 'request', tenant, target: id, input: { name: `Ayuda con las licencias ${++asked}`, days: '90', roles: 'licenceAdmin,globalReader', autoExtend: 'true' }, commandId: id, actor, correlation: id,
  });
  if (kind !== 'done') throw new Error(`The request was ${kind}`);
}

let made = 0;

/** Another invitation, joint unless said, as its acceptance needs it: each check has one of its own. */
async function linkTo({ deps }: App, site: string, more: Partial<Invitation>): Promise<string> {
  const [now, id] = [deps.clock(), `INV-0000-${String(++made).padStart(4, '0')}`];
  const { token, trace } = await issueLink(deps, contoso, plus(now, 90 * DAY), id);
  const invitation: Invitation = {
    v: 1, id, tenant: contoso, state: 'Issued', since: now, rev: 2, lastCommand: 'earlier', reseller: { name: 'Contoso Iberia', country: 'ES' }, provider: norte, source: 'notSaid',
    requester: { id: personId.parse('carmen-ruiz'), name: 'Carmen Ruiz' }, email: 'wanda.rios@woodgrove-viveros.example', language: 'es', text: '', links: [trace], issuedAt: now, expiresAt: plus(now, 90 * DAY), reminders: 0,
    ...more,
  };
  const partnership: Partnership = {
    v: 1, id: 'PAR-0000-0001', tenant: contoso, state: 'Active', since: now, rev: 1, lastCommand: 'earlier', reseller: invitation.reseller, provider: norte, adminAccess: 'None',
  };
  await deps.store.commit([
    { op: 'create', doc: { partition: homeOf(contoso), id: invitationDocumentId(id), kind: 'invitation', body: invitation } },
    { op: 'upsert', doc: { partition: homeOf(contoso), id: partnershipDocumentId(norte.id), kind: 'partnership', body: partnership } },
  ]);
  return `${site}/invitation/${token}?lang=${invitation.language}`;
}
