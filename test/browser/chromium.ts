/** Debian's Chromium, without a screen and without the internet, and the pictures taken in it. What it opens is not known here. */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { isLoopback, readConfig } from '../../bot/config.ts';
import { SECOND } from '../../src/core/time.ts';

const EXECUTABLE = readConfig().environment['CHROMIUM'] ?? '/usr/bin/chromium';
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync'];
const PATIENCE = 20 * SECOND;
const PICTURES = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));

export async function openBrowser(): Promise<Browser> {
  try {
    return await chromium.launch({ executablePath: EXECUTABLE, args: QUIET, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
  } catch (cause) {
    throw new Error(`No browser starts at ${EXECUTABLE}. Install Chromium, or name another one: CHROMIUM=/path/to/chromium npm run test:browser`, { cause });
  }
}

/** Wide enough for the Playground to show its list of channels, and high enough for a whole card: what lies outside is on no picture. */
export async function openProfile(browser: Browser): Promise<BrowserContext> {
  const profile = await browser.newContext({ viewport: { width: 1280, height: 1400 }, locale: 'es-ES', timezoneId: 'Europe/Madrid' });
  profile.setDefaultTimeout(PATIENCE);
  // The Playground fetches fonts from a CDN: with them, the pictures would depend on where the test runs.
  await profile.route((url) => !isLoopback(url.hostname), (route) => route.abort());
  return profile;
}

/** The same letters for all, where Segoe UI is missing; and without the line in which the Playground says in English that it has sent a click. */
const PICTURE_STYLE = '* { font-family: Arial, sans-serif !important } [aria-label="Display Invoked Message"] { display: none }';

/** Replaces the picture of this name in docs/screenshots. */
export async function takePicture(of: Locator, name: string): Promise<void> {
  await of.page().mouse.move(0, 0); // a button under the mouse looks pressed
  await of.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled', style: PICTURE_STYLE });
}

/** Throws what axe-core finds wrong on the page as it is now, one line for each rule. */
export async function findNoFaults(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate('axe.run()') as axe.AxeResults; // what axe documents to return
  const faults = violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`);
  if (faults.length > 0) throw new Error(`axe-core finds:\n${faults.join('\n')}`);
}
