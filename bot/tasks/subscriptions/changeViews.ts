/** What resellers ask their providers to change (WF-25): the form, the list of both sides, and one of it. What a request looks like is in changeScreens.ts. */

import type { ChangeLine } from '../../../src/app/changes.ts';
import { changeSeen, changesOf } from '../../../src/app/changes.ts';
import { customerSeen } from '../../../src/app/customerSeen.ts';
import { sideOf } from '../../../src/app/partners.ts';
import { subscriptionSeen } from '../../../src/app/subscriptionSeen.ts';
import { newCaseId } from '../../../src/core/ids.ts';
import { isActive } from '../../../src/tasks/relationship.ts';
import { md } from '../../cards/escape.ts';
import type { Asked } from '../../commands/list.ts';
import { shortened } from '../../format.ts';
import { ago, askedIn, listReply } from '../../commands/list.ts';
import { refusalReply } from '../../errors.ts';
import type { CardData } from '../../turn/inbound.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { textReply } from '../../turn/turnCtx.ts';
import type { View } from '../../view.ts';
import { t } from '../../words.ts';
import type { Asking } from './changeScreens.ts';
import { askReply, changeReply } from './changeScreens.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';

export const changeViews = {
  'show.changes': { needs: 'E05', where: 'personal', run: async (ctx, data) => await changesPage(ctx, askedIn(data)) },
  'show.change': { needs: 'E05', where: 'personal', run: async (ctx, data) => await changeOpened(ctx, data) },
  'show.askChange': { needs: 'P06', where: 'personal', run: async (ctx, data) => await askForm(ctx, data) },
} as const satisfies Record<string, View>;

/** INV-56: what neither side of is the reader's company, and what is none, get the same answer. */
async function changeOpened(ctx: TurnCtx, { id, input }: CardData): Promise<Reply> {
  const reseller = partnerIn(input['reseller']) ?? ctx.actor.tenant;
  const doc = await changeSeen(ctx.deps, ctx.actor, { reseller, id });
  return doc ? changeReply(ctx, doc) : refusalReply(ctx, noPartner(id));
}

async function askForm(ctx: TurnCtx, { id, input }: CardData): Promise<Reply> {
  const asking = await askingOf(ctx, { number: newCaseId('CHG', ctx.deps.newId), customer: input['customer'], subscription: id });
  if (!asking) return refusalReply(ctx, noPartner(id === '' ? input['customer'] : id));
  return asking.providers.length > 0 ? askReply(ctx, asking) : textReply(t(ctx.language, 'subscriptions.ask.noProvider'));
}

type About = { readonly number: string; readonly customer: string | undefined; readonly subscription: string };

/** What the form is about, as far as it is the reader's company's business. Of a subscription, its provider is asked; for something new, any who works with both. */
export async function askingOf({ deps, actor }: TurnCtx, { number, customer: typed, subscription: id }: About): Promise<Asking | undefined> {
  const customer = partnerIn(typed);
  const seen = customer && await customerSeen(deps, actor, customer);
  if (!seen || !isActive(seen.own)) return undefined;
  const about = { number, customer: { id: customer, name: seen.tenant.name } };
  const providers = seen.own.role === 'reseller' ? seen.partners : [];
  if (id === '') return { ...about, subscription: undefined, providers };
  const subscription = (await subscriptionSeen(deps, actor, customer, id))?.doc;
  return subscription && { ...about, subscription, providers: providers.filter((provider) => provider.id === subscription.provider.id) };
}

export async function changesPage(ctx: TurnCtx, asked: Asked): Promise<Reply> {
  const { deps, actor, language } = ctx;
  const side = sideOf(actor);
  return await listReply(ctx, {
    verb: 'show.changes',
    title: t(language, 'subscriptions.changes.title'),
    subtitle: (search) => t(language, search === '' ? 'subscriptions.changes.subtitle' : 'subscriptions.changes.found', { search: md(search) }),
    empty: (search) => t(language, search === '' ? `subscriptions.changes.empty.${side}` : 'subscriptions.changes.foundNone'),
    page: async (search, after) => await changesOf(deps, actor.tenant, { search, after }),
    row: (line) => ({ name: nameOf(line), subtitle: rowWords(ctx, line), verb: 'show.change', data: { id: line.id, reseller: line.reseller } }),
    extra: [{ title: t(language, 'subscriptions.button.customers'), verb: 'show.customers', data: {} }],
  }, asked);
}

/** 25 rows have to fit on one card (28 KB, teams-platform §1). */
const LONGEST_PARTNER = 16;
const LONGEST_CUSTOMER = 22;

const nameOf = ({ customerName, subscription }: ChangeLine): string => (subscription === '' ? shortened(customerName, LONGEST_CUSTOMER) : `${shortened(customerName, LONGEST_CUSTOMER)}: ${shortened(subscription, LONGEST_PARTNER)}`);

function rowWords(ctx: TurnCtx, { what, state, since, resellerName, providerName }: ChangeLine): string {
  const { language } = ctx;
  const other = md(shortened(sideOf(ctx.actor) === 'provider' ? resellerName : providerName, LONGEST_PARTNER));
  return [t(language, `subscriptions.what.${what}`), other, t(language, `subscriptions.change.state.${state}`), ago(ctx, since)].join(' · ');
}
