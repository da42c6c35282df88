/** The way to the three links of a customer (WF-26 to WF-28): `/access`, `/credit`, `/support-contact` and the buttons beside them, from words to the one customer or subscription that is meant. What is set is decided elsewhere. */

import type { SeenCustomer } from '../../../src/app/customerSeen.ts';
import { customerSeen } from '../../../src/app/customerSeen.ts';
import { subscriptionOf } from '../../../src/app/subscriptions.ts';
import type { RawInput } from '../../../src/core/decide.ts';
import { refuse } from '../../../src/core/errors.ts';
import { can } from '../../../src/rules/permissions.ts';
import { isActive, mayOrderFor } from '../../../src/tasks/relationship.ts';
import type { Subscription } from '../../../src/tasks/subscriptionDoc.ts';
import { NOT_LISTED } from '../../../src/tasks/subscriptionLinks.ts';
import { mayDecide } from '../../../src/tasks/subscriptionRules.ts';
import { askedIn } from '../../commands/list.ts';
import { refusalReply } from '../../errors.ts';
import type { CardData } from '../../turn/inbound.ts';
import { notAllowed } from '../../turn/notAllowed.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import type { View } from '../../view.ts';
import { t } from '../../words.ts';
import type { Chosen } from './accessFinder.ts';
import { chosenIn, customersMeant, linksPage, onlySubscription } from './accessFinder.ts';
import type { Link } from './accessLinks.ts';
import { linkForm } from './accessLinks.ts';
import { accessReply, stepsReply, wants } from './accessScreens.ts';
import { associateReply } from './association.ts';
import { verifyCredit } from './credit.ts';
import { customerReply } from '../customers/customerScreens.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';
import { bannerOf, staleBanner } from '../banners.ts';

// Customers are not talked about in a channel.
export const accessViews = {
  'show.access': { needs: 'P07', where: 'personal', run: async (ctx, { input }) => await withCustomer(ctx, input['customer'], (seen) => accessReply(ctx, seen, { typed: input })) },
  'show.accessSteps': { needs: 'P07', where: 'personal', run: async (ctx, { input }) => await asProvider(ctx, input['customer'], (seen) => steps(ctx, seen, input)) },
  'show.associate': { needs: 'P08', where: 'personal', run: async (ctx, { input }) => await asProvider(ctx, input['customer'], (seen) => associateReply(ctx, seen)) },
  'show.credit': { needs: 'P19', where: 'personal', run: async (ctx, data) => await allowed(ctx, 'credit', 'show.credit', () => linkOf(ctx, 'credit', data)) },
  'show.verifyCredit': { needs: 'P19', where: 'personal', run: async (ctx, data) => await allowed(ctx, 'credit', 'show.verifyCredit', () => withSold(ctx, data, (doc) => verifyCredit(ctx, doc, data.input))) },
  'show.support': { needs: 'P20', where: 'personal', run: async (ctx, data) => await linkOf(ctx, 'support', data) },
  'show.links': { where: 'personal', run: async (ctx, data) => await choosing(ctx, data) },
} as const satisfies Record<string, View>;

async function steps(ctx: TurnCtx, seen: SeenCustomer, input: CardData['input']): Promise<Reply> {
  const ticked = wants.filter((want) => input[want] === 'true');
  return ticked.length > 0 ? await stepsReply(ctx, seen, ticked) : await accessReply(ctx, seen, { banner: { style: 'attention', text: t(ctx.language, 'access.nothingTicked') } });
}

/** Who may choose is who may set what is chosen for. Who holds P19 for licences only makes nobody earn anything (INV-57). */
async function allowed(ctx: TurnCtx, link: Link | 'access', asked: string, answer: () => Promise<Reply>): Promise<Reply> {
  const needs = ({ access: 'P07', credit: 'P19', support: 'P20' } as const)[link];
  const may = link === 'credit' ? mayDecide(ctx.actor) : can(ctx.actor, needs);
  return may ? await answer() : await notAllowed(ctx, needs, asked);
}

async function choosing(ctx: TurnCtx, data: CardData): Promise<Reply> {
  const chosen = chosenIn(data.input['about']);
  return await allowed(ctx, chosen.link, 'show.links', async () => await linksPage(ctx, chosen, askedIn(data)));
}

async function linkOf(ctx: TurnCtx, link: Link, data: CardData): Promise<Reply> {
  const chosen = { link, customer: data.input['customer'] ?? '', mpnId: data.input['mpnId'] ?? '' };
  return data.id === '' ? await linkFor(ctx, chosen, '') : await withSold(ctx, data, (doc) => linkForm(ctx, link, { doc, typed: prefilled(chosen) }));
}

/** The form of the only subscription that a search finds, or the list to choose from. */
async function linkFor(ctx: TurnCtx, chosen: Chosen & { readonly link: Link }, search: string): Promise<Reply> {
  return await asProvider(ctx, chosen.customer, async () => {
    const only = await onlySubscription(ctx, chosen, search);
    return only ? await linkForm(ctx, chosen.link, { doc: only, typed: prefilled(chosen) }) : await linksPage(ctx, chosen, { search, cursor: undefined });
  });
}

const prefilled = ({ link, mpnId }: Chosen): RawInput => (link === 'credit' && mpnId !== '' ? { reseller: NOT_LISTED, mpnId } : {});

/** The same answer for somebody else's customer and for none (INV-56). Whose relationship was removed meanwhile reads that. */
async function withCustomer(ctx: TurnCtx, typed: string | undefined, answer: (seen: SeenCustomer) => Promise<Reply>): Promise<Reply> {
  const id = partnerIn(typed);
  const seen = id && await customerSeen(ctx.deps, ctx.actor, id);
  if (!seen) return refusalReply(ctx, noPartner(typed));
  return isActive(seen.own) ? await answer(seen) : await customerReply(ctx, seen, staleBanner(ctx));
}

/** A reseller reads who does what, and asks its provider (ORD-10). */
async function asProvider(ctx: TurnCtx, typed: string | undefined, answer: (seen: SeenCustomer) => Promise<Reply>): Promise<Reply> {
  return await withCustomer(ctx, typed, async (seen) => (mayOrderFor(seen.own) ? await answer(seen) : await accessReply(ctx, seen, { banner: bannerOf(ctx, refuse('ORD-10', {}).error) })));
}

/** INV-56, INV-59: a subscription that the reader's company sold. */
async function withSold(ctx: TurnCtx, { id, input }: CardData, answer: (doc: Subscription) => Promise<Reply>): Promise<Reply> {
  return await asProvider(ctx, input['customer'], async ({ own }) => {
    const doc = await subscriptionOf(ctx.deps, own.tenant, id);
    return doc?.provider.id === ctx.actor.tenant ? await answer(doc) : refusalReply(ctx, noPartner(id));
  });
}

/** The commands: words of a customer, and behind them maybe words of a subscription and an MPN ID. */
export const findLinks = async (ctx: TurnCtx, link: Link | 'access', typed: readonly string[]): Promise<Reply> =>
  await allowed(ctx, link, `/${link}`, async () => await found(ctx, link, typed));

async function found(ctx: TurnCtx, link: Link | 'access', typed: readonly string[]): Promise<Reply> {
  const { said, rest, only } = await customersMeant(ctx, link, typed) ?? { said: typed.join(' ').slice(0, 100), rest: [], only: undefined };
  const words = rest.slice(0, rest.findLastIndex((word) => !/^\d+$/.test(word)) + 1);
  const mpnId = rest.slice(words.length).join(''); // people write the digits in groups
  if (!only) return await linksPage(ctx, { link, customer: '', mpnId }, { search: said, cursor: undefined });
  if (link === 'access') return await withCustomer(ctx, only, (seen) => accessReply(ctx, seen));
  return await linkFor(ctx, { link, customer: only, mpnId }, words.join(' '));
}
