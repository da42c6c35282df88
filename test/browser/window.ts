/** A window of the Playground, used as a person uses it: by the words on the screen. What the bot says is not known here. */

import type { Locator, Page } from 'playwright-core';

export interface TeamsWindow {
  readonly page: Page;
  readonly opensChannel: (name: string) => Promise<void>;
  /** Writes into the personal chat, and waits for an answer. */
  readonly says: (text: string) => Promise<void>;
  /** Begins a conversation in the channel: type @, choose the bot, write. */
  readonly asks: (text: string) => Promise<void>;
  /** The newest card of the chat with this heading; waits for it. */
  readonly card: (heading: string) => Promise<CardOnScreen>;
}

export interface CardOnScreen {
  /** The card with its border. */
  readonly frame: Locator;
  /** Waits for words on the card, or in the line below it where the Playground shows an answer that is no card. */
  readonly shows: (...words: readonly string[]) => Promise<void>;
  readonly fills: (answers: Readonly<Record<string, string>>) => Promise<void>;
  readonly holds: (answers: Readonly<Record<string, string>>) => Promise<void>;
  /** Chooses among buttons of a list, or ticks a box. */
  readonly ticks: (choice: string) => Promise<void>;
  /** Chooses in lists that open. */
  readonly chooses: (answers: Readonly<Record<string, string>>) => Promise<void>;
  readonly presses: (button: string) => Promise<void>;
  /** Chooses a row of a list. */
  readonly opens: (row: string) => Promise<void>;
}

const BOT = 'Enlace';

export async function openWindow(page: Page, url: string): Promise<TeamsWindow> {
  await page.goto(url);
  await page.getByRole('button', { name: 'Hide log panel' }).click();
  return {
    page,
    opensChannel: async (name) => await page.getByRole('treeitem', { name: new RegExp(`- ${name}$`) }).click(),
    says: async (text) => {
      await page.bringToFront(); // a tab that nobody looks at is slow
      const answers = page.getByLabel('Message author').filter({ hasText: BOT });
      const before = await answers.count();
      await page.getByRole('textbox').last().fill(text); // below all cards
      await page.getByRole('button', { name: 'Send Message' }).click();
      await answers.nth(before).waitFor();
    },
    asks: async (text) => {
      const send = page.getByRole('button', { name: 'Post', exact: true });
      const post = page.getByRole('group').filter({ has: send }).getByRole('textbox');
      await post.pressSequentially('@');
      await page.getByRole('menuitem', { name: BOT }).click();
      await post.pressSequentially(text);
      await send.click();
    },
    card: async (heading) => {
      await page.bringToFront();
      const place = page.locator('.ac-preview-panel').filter({ has: page.getByRole('heading', { name: heading, exact: true }) }).last();
      await place.waitFor();
      return cardOnScreen(place);
    },
  };
}

function cardOnScreen(place: Locator): CardOnScreen {
  const frame = place.locator('..');
  return {
    frame,
    shows: async (...words) => { for (const text of words) await frame.getByText(text).first().waitFor(); },
    fills: async (answers) => { for (const [label, text] of Object.entries(answers)) await place.getByLabel(label, { exact: true }).fill(text); },
    holds: async (answers) => {
      for (const [label, text] of Object.entries(answers)) {
        const found = await place.getByLabel(label, { exact: true }).inputValue();
        if (found !== text) throw new Error(`"${label}" holds "${found}" instead of "${text}"`);
      }
    },
    ticks: async (choice) => await place.getByLabel(choice).check(),
    chooses: async (answers) => {
      for (const [label, choice] of Object.entries(answers)) {
        await place.getByRole('combobox', { name: label }).click();
        await place.page().getByRole('option', { name: choice, exact: true }).click(); // the list opens outside of the card
      }
    },
    presses: async (button) => await place.getByRole('button', { name: button, exact: true }).click(),
    opens: async (row) => await place.getByText(row, { exact: true }).click(),
  };
}
