/** A provider's partnership requests in the end-to-end tests: how they begin, and what a person finds on their cards. No expectations here. */

import type { Desk } from '../../bot/local/desk.ts';
import { inputsOf } from '../../bot/local/desk.ts';
import type { Answer, Card } from '../../bot/local/teamsPeer.ts';
import { buttonsOf, textOf } from '../../bot/local/teamsPeer.ts';
import { homeOf } from '../../src/app/homes.ts';
import { tenantId } from '../../src/core/ids.ts';
import type { PartnershipRequest } from '../../src/tasks/requestDoc.ts';
import { requestSchema } from '../../src/tasks/requestDoc.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { input } from './walk.ts';
import { iker } from './world.ts';

export const norte = { who: iker };
export const ASK = '/solicitar ana@contoso.es';

/** The requests that there are, in no order. */
export const requests = async (story: Story): Promise<readonly PartnershipRequest[]> =>
  (await story.content()).filter(({ kind, partition }) => kind === 'request' && partition === homeOf(tenantId.parse('norte'))).map(({ body }) => requestSchema.parse(body));
export async function theOne(story: Story): Promise<PartnershipRequest> {
  const [doc, ...others] = await requests(story);
  if (!doc || others.length > 0) throw new Error(`Not one request, but ${others.length + (doc ? 1 : 0)}`);
  return doc;
}

/** The text in the draft's input. */
export const textIn = (card: Card | undefined): string => String(input(card, 'text').value);

/** @param text of an input, or of a TextBlock, whose Markdown may have escaped an underscore. */
export function linkIn(story: Story, text: string): string {
  const [link = ''] = new RegExp(`${story.url}/partner/[\\w-]+`).exec(text.replaceAll('\\_', '_')) ?? [];
  if (link === '') throw new Error(`No link in:\n${text}`);
  return link;
}

/** Norte asks, and Carmen authorises it: both are partners afterwards. */
export async function partnersNow(story: Story, { admin, seller }: { readonly admin: Desk; readonly seller: Desk }): Promise<void> {
  await seller.says('/solicitar carmen@contoso.es');
  const link = linkIn(story, textIn(seller.card()));
  await seller.presses('request.done');
  await admin.says(`/aceptar ${link}`);
  await admin.presses('request.authorise', { accept: 'true' });
  await story.settle();
}

/** What a mail program makes of the card's mail button. */
export function mailOn(card: Card | undefined) {
  const [, address = ''] = /"url":"(mailto:[^"]*)"/.exec(JSON.stringify(card)) ?? [];
  if (address === '') return undefined;
  const { pathname, searchParams } = new URL(address);
  return { to: decodeURIComponent(pathname), subject: searchParams.get('subject'), body: searchParams.get('body') };
}

/** Presses the button with this title, which may be one of several that ask for the same. */
export async function pressesTitled(desk: Desk, card: Card | undefined, title: string): Promise<Answer> {
  const button = buttonsOf([card?.body, card?.actions]).find((one) => one.title === title);
  if (!button) throw new Error(`There is no button "${title}" on the card that says:\n${textOf(card)}`);
  return await desk.speaker.clicks({ verb: button.verb, data: { ...button.data, ...inputsOf(card) } });
}

export async function drafted(said = ASK, who = iker): Promise<{ readonly story: Story; readonly desk: Desk }> {
  const story = await openStory();
  const desk = story.desk(who);
  await desk.says(said);
  return { story, desk };
}
