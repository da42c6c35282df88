/** Every card in every state in Microsoft's own renderer, in both languages and all themes of Teams, on a narrow phone: all of it is shown, named, reached by the keyboard, and axe-core finds nothing. */

import { readFile } from 'node:fs/promises';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { Language } from '../../src/core/actor.ts';
import { languages } from '../../src/core/actor.ts';
import type { Theme } from '../gallery/hostConfigs.ts';
import { themes } from '../gallery/hostConfigs.ts';
import { galleryPage } from '../gallery/page.ts';
import { findNoFaults, openProfile, takePicture } from './chromium.ts';

const ADDRESS = 'http://127.0.0.1/gallery'; // answered here, by no server
/** Cards at once: what axe-core costs grows faster than the page. */
const PORTION = 40;
const MOST_FAULTS = 20;
/** For each control; the parts of a date are stops of their own. */
const MOST_TABS = 1.5;
/** Of WCAG 2.1, A and AA. What axe-core says about whole pages has nothing to look at in a card. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

type Look = { readonly theme: Theme; readonly language: Language };

/** The gallery as a reader opens it, with what the checks ask of it. */
type Show = (look: Look) => Promise<void>;

/** @param say hears of each check. @returns whether all have passed. */
export async function checkGallery(browser: Browser, say: (line: string) => void): Promise<boolean> {
  const profile = await openProfile(browser);
  const page = await profile.newPage();
  try {
    const show = await served(page);
    for (const theme of themes) {
      for (const language of languages) {
        await show({ theme, language });
        say(`passed  gallery: ${await checkLook(page, `${theme}, ${language}`)} cards, ${theme}, ${language}`);
      }
    }
    await show({ theme: 'light', language: 'es' });
    await checkKeyboard(page);
    say('passed  gallery: the keyboard alone');
    for (const theme of themes) await takeSheet(page, theme, show);
    await page.goto(`${ADDRESS}?search=agreement`);
    await findNoFaults(page);
    say('passed  gallery: the page itself');
    return true;
  } catch (error) {
    say(`failed  gallery\n${error instanceof Error ? error.message : String(error)}`);
    return false;
  } finally {
    await profile.close();
  }
}

async function served(page: Page): Promise<Show> {
  const gallery = await galleryPage();
  const checks = await readFile(new URL('../gallery/page/checks.js', import.meta.url), 'utf8');
  await page.route(`${ADDRESS}*`, (route) => route.fulfill({ body: gallery, contentType: 'text/html; charset=utf-8' }));
  return async ({ theme, language }) => {
    await page.goto(`${ADDRESS}?theme=${theme}&language=${language}&width=320`);
    await page.evaluate(axe.source);
    await page.evaluate(checks);
  };
}

/** @returns how many cards were looked at. Each round opens the next of the cards that open on a card. */
async function checkLook(page: Page, where: string): Promise<number> {
  let looked = 0;
  for (let round = 0; ; round++) {
    const opened = round === 0 ? await numberOf(page, "document.querySelectorAll('.card').length") : await numberOf(page, `checks.open(${round - 1})`);
    if (opened === 0) return looked;
    looked += opened;
    fail(await linesOf(page, 'checks.problems()'), where);
    const fresh = await numberOf(page, 'checks.find()');
    for (let from = 0; from < fresh; from += PORTION) {
      await page.evaluate(`checks.keep(${from}, ${PORTION})`);
      fail(await axeFinds(page), `${where}: axe-core`);
    }
    await page.evaluate('checks.restore()');
  }
}

async function axeFinds(page: Page): Promise<readonly string[]> {
  const { violations } = await page.evaluate(`axe.run('#cards', { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] })`) as axe.AxeResults; // what axe documents to return
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${help} (${target.join(' ')}) ${failureSummary ?? ''}`));
}

/** By Tab from the first control to the last, on one card of each name. */
async function checkKeyboard(page: Page): Promise<void> {
  await page.evaluate('checks.keepOne()');
  const stops = await numberOf(page, 'checks.follow()');
  for (let presses = 0; presses < MOST_TABS * stops; presses++) {
    await page.keyboard.press('Tab');
    if (presses >= stops - 1 && (await linesOf(page, 'checks.left()')).length === 0) break;
  }
  fail(await linesOf(page, 'checks.left()'), 'Tab never reaches');
  if (!await page.evaluate('checks.isOrdered()')) throw new Error('Tab does not go from top to bottom');
}

/** What a reader of the README sees of the gallery. */
const sheet: Readonly<Record<Theme, { readonly language: Language; readonly names: readonly string[] }>> = {
  light: { language: 'es', names: ['enrolment/contact/wrong', 'review/open/new', 'common/list/resellers', 'orders/review/of-a-customer', 'agreement/sign/in-Europe'] },
  dark: { language: 'en', names: ['enrolment/status/approved-and-set-up', 'review/open/without-a-reason', 'agreement/sign/the-box-was-not-ticked', 'providers/list/found', 'letter/draft/without-its-link'] },
  contrast: { language: 'es', names: ['enrolment/status/asked-back', 'orders/order/PoReviewRejected', 'common/remove/a-customer-by-its-reseller', 'access/access/just-credited', 'commands/menuPartner/a-Global-admin'] },
};

async function takeSheet(page: Page, theme: Theme, show: Show): Promise<void> {
  const { language, names } = sheet[theme];
  await show({ theme, language });
  await page.evaluate(`checks.keepNamed(${JSON.stringify(names.map((name) => `${name}.${language}`))})`);
  if (await page.locator('#cards .card').count() !== names.length) throw new Error(`The picture of ${theme} names cards that there are not`);
  await takePicture(page.locator('#cards'), `gallery-${theme}`);
}

function fail(faults: readonly string[], where: string): void {
  if (faults.length > 0) throw new Error(`${where}:\n${faults.slice(0, MOST_FAULTS).join('\n')}${faults.length > MOST_FAULTS ? `\nand ${faults.length - MOST_FAULTS} more` : ''}`);
}

const numberOf = async (page: Page, expression: string): Promise<number> => Number(await page.evaluate(expression));
const linesOf = async (page: Page, expression: string): Promise<readonly string[]> => await page.evaluate(expression) as readonly string[]; // checks.js says so
