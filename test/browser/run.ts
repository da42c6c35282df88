/** `npm run test:browser`: the whole story in real windows, one check for each step, and everything ended afterwards. The story itself is in story.ts. */

import { once } from 'node:events';
import { join, relative } from 'node:path';
import type { Browser } from 'playwright-core';
import { MINUTE } from '../../src/core/time.ts';
import { openBrowser, openProfile } from './chromium.ts';
import { checkCustomerPages } from './customer.ts';
import { checkGallery } from './gallery.ts';
import type { Cast, Step } from './story.ts';
import { story } from './story.ts';
import { openWindow } from './window.ts';
import type { World } from './world.ts';
import { openWorld } from './world.ts';

const LIMIT = 8 * MINUTE;
/** Only the pages of customers, which need no windows. */
const PAGES = '--pages';
/** Only the cards, without anybody who presses their buttons. */
const GALLERY = '--gallery';
const COLLEAGUE = 'diego-sanz';
const say = (line: string): void => { process.stdout.write(`${line}\n`); };

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupt.abort(new Error('It was interrupted')));
try {
  process.exitCode = await run(AbortSignal.any([interrupt.signal, AbortSignal.timeout(LIMIT)])) ? 0 : 1;
} catch (error) {
  say(messageOf(error));
  process.exitCode = 1;
}

/** @returns whether every step has passed. */
async function run(limit: AbortSignal): Promise<boolean> {
  const browser = await openBrowser();
  try {
    if (!process.argv.includes(PAGES) && !await checkGallery(browser, say)) return false;
    if (process.argv.includes(GALLERY)) return true;
    if (!await checkCustomerPages(browser, say)) return false;
    if (process.argv.includes(PAGES)) return true;
    const world = await openWorld([COLLEAGUE], limit);
    let passed = false;
    try {
      passed = await playAll(await openTabs(browser, world), world.folder, limit);
    } finally {
      await world.close({ keepFolder: !passed });
    }
    return passed;
  } finally {
    await browser.close();
  }
}

async function openTabs(browser: Browser, { windowUrl, mailUrl }: World): Promise<Cast> {
  const profile = await openProfile(browser);
  return {
    partner: await openWindow(await profile.newPage(), windowUrl('partner')),
    colleague: await openWindow(await profile.newPage(), windowUrl('other')),
    admin: await openWindow(await profile.newPage(), windowUrl('programmeAdmin')),
    provider: await openWindow(await profile.newPage(), windowUrl('provider')),
    mail: await profile.newPage(),
    mailUrl,
  };
}

/** Later steps stand on earlier ones, so the first that fails is the last. */
async function playAll(cast: Cast, folder: string, limit: AbortSignal): Promise<boolean> {
  for (const [passed, step] of story.entries()) {
    try {
      await Promise.race([step.play(cast), endOf(limit)]);
      say(`passed  ${step.who}: ${step.title}`);
    } catch (error) {
      say(`failed  ${step.who}: ${step.title}\n${messageOf(error)}`);
      say(`What was on the screen: ${relative(process.cwd(), await screenOf(cast, step, folder))}`);
      say(`${passed} passed, 1 failed`);
      return false;
    }
  }
  say(`${story.length} passed, 0 failed`);
  return true;
}

async function screenOf(cast: Cast, { who }: Step, folder: string): Promise<string> {
  const path = join(folder, 'failure.png');
  await (who === 'mail' ? cast.mail : cast[who].page).screenshot({ path });
  return path;
}

async function endOf(limit: AbortSignal): Promise<never> {
  if (!limit.aborted) await once(limit, 'abort');
  throw limit.reason;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
