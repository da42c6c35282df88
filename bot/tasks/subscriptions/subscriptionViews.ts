/** `/subscription`, `/licences` and the cards of a customer's subscriptions (WF-25): the list, one of them, and its forms. What happens to one is decided elsewhere. */

import { customersOf, relationshipOf } from '../../../src/app/customers.ts';
import { companyName } from '../../../src/app/queries.ts';
import type { SeenSubscription } from '../../../src/app/subscriptionSeen.ts';
import { isOpenTo, subscriptionSeen } from '../../../src/app/subscriptionSeen.ts';
import { subscriptionsOf } from '../../../src/app/subscriptions.ts';
import { foresee } from '../../../src/app/foresee.ts';
import { refuse } from '../../../src/core/errors.ts';
import type { TenantId } from '../../../src/core/ids.ts';
import { newCaseId } from '../../../src/core/ids.ts';
import { can } from '../../../src/rules/permissions.ts';
import { isActive } from '../../../src/tasks/relationship.ts';
import { md } from '../../cards/escape.ts';
import type { Asked } from '../../commands/list.ts';
import { askedIn, listReply } from '../../commands/list.ts';
import { refusalReply } from '../../errors.ts';
import { countryName } from '../../format.ts';
import type { CardData } from '../../turn/inbound.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import type { View } from '../../view.ts';
import { t } from '../../words.ts';
import { customersMeant, onlySubscription } from '../access/accessFinder.ts';
import { withActive } from '../customers/customerViews.ts';
import { externalForm } from './external.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';
import { bannerOf } from '../banners.ts';
import { licencesReply, moreReply, upgradeReply } from './subscriptionForms.ts';
import { subscriptionReply } from './subscriptionScreens.ts';

// Customers are not talked about in a channel.
export const subscriptionViews = {
  'show.subscriptions': { needs: 'E05', where: 'personal', run: async (ctx, data) => await subscriptionsPage(ctx, data.input['customer'] ?? data.input['about'] ?? '', askedIn(data)) },
  'show.subscription': { needs: 'E05', where: 'personal', run: async (ctx, data) => await withSubscription(ctx, data, (seen) => subscriptionReply(ctx, seen)) },
  'show.licences': { needs: 'P19', where: 'personal', run: async (ctx, data) => await withSubscription(ctx, data, async (seen) => await licencesForm(ctx, seen, data.input['quantity'])) },
  'show.upgrade': {
    needs: 'P19', where: 'personal',
    run: async (ctx, data) => await withSubscription(ctx, data, async (seen) => (isOpenTo(ctx.deps, ctx.actor, seen, 'upgrade') ? upgradeReply(ctx, seen) : await closedReply(ctx, seen, 'upgrade'))),
  },
  'show.subscriptionMore': { needs: 'P19', where: 'personal', run: async (ctx, data) => await withSubscription(ctx, data, (seen) => moreReply(ctx, seen)) },
  'show.newExternal': {
    needs: 'P06', where: 'personal',
    run: async (ctx, { input }) => await withActive(ctx, input['customer'], async (seen) => await externalForm(ctx, seen, { id: newCaseId('SUB', ctx.deps.newId) })),
  },
} as const satisfies Record<string, View>;

async function licencesForm(ctx: TurnCtx, seen: SeenSubscription, quantity: string | undefined): Promise<Reply> {
  if (!isOpenTo(ctx.deps, ctx.actor, seen, 'changeQuantity')) return await closedReply(ctx, seen, 'changeQuantity');
  return await licencesReply(ctx, seen, quantity === undefined ? {} : { typed: { quantity } });
}

/** No form where nothing that is typed would help: the card, and why. Who did not sell it asks who did (ORD-10). */
async function closedReply(ctx: TurnCtx, seen: SeenSubscription, event: 'changeQuantity' | 'upgrade'): Promise<Reply> {
  const { deps, actor, correlation } = ctx;
  const { doc } = seen;
  const error = await foresee(deps, { task: 'subscription', event, tenant: doc.tenant, target: doc.id, input: {}, actor, correlation });
  return subscriptionReply(ctx, seen, bannerOf(ctx, error?.code === 'GEN-06' ? refuse('ORD-10', {}).error : error));
}

/** INV-56: another partner's subscription, and one that is none, get the same answer. */
async function withSubscription(ctx: TurnCtx, { id, input }: Pick<CardData, 'id' | 'input'>, answer: (seen: SeenSubscription) => Reply | Promise<Reply>): Promise<Reply> {
  const customer = partnerIn(input['customer']);
  const seen = customer && await subscriptionSeen(ctx.deps, ctx.actor, customer, id);
  return seen ? await answer(seen) : refusalReply(ctx, noPartner(id));
}

/** Of one customer; without saying of which, the customers to choose from. */
async function subscriptionsPage(ctx: TurnCtx, typed: string, asked: Asked): Promise<Reply> {
  if (typed === '') return await customersOfOurs(ctx, asked);
  const customer = partnerIn(typed);
  const own = customer && await relationshipOf(ctx.deps, customer, ctx.actor.tenant);
  return customer && isActive(own) ? await listOf(ctx, customer, asked) : refusalReply(ctx, noPartner(typed));
}

async function customersOfOurs(ctx: TurnCtx, asked: Asked): Promise<Reply> {
  const { deps, actor, language } = ctx;
  return await listReply(ctx, {
    verb: 'show.subscriptions',
    title: t(language, 'subscriptions.customers.title'), subtitle: () => t(language, 'subscriptions.customers.subtitle'),
    empty: (search) => t(language, search === '' ? 'subscriptions.customers.empty' : 'subscriptions.customers.foundNone'),
    page: async (search, after) => await customersOf(deps, actor.tenant, { search, after }),
    row: ({ customer, name, country }) => ({ name, subtitle: countryName(language, country), verb: 'show.subscriptions', data: { customer } }),
    extra: [{ title: t(language, 'subscriptions.button.changes'), verb: 'show.changes', data: {} }],
  }, asked);
}

async function listOf(ctx: TurnCtx, customer: TenantId, asked: Asked): Promise<Reply> {
  const { deps, actor, language } = ctx;
  return await listReply(ctx, {
    verb: 'show.subscriptions', about: customer,
    title: t(language, 'subscriptions.list.title', { customer: md(await companyName(deps, customer)) }),
    subtitle: (search) => t(language, search === '' ? 'subscriptions.list.subtitle' : 'subscriptions.list.found', { search: md(search) }),
    empty: (search) => t(language, search === '' ? 'subscriptions.list.empty' : 'subscriptions.list.foundNone'),
    page: async (search, after) => await subscriptionsOf(deps, actor, { customer, search, after }),
    row: ({ id, name, quantity, state, channel }) => ({
      name, subtitle: `${t(language, 'subscriptions.list.row', { quantity, state: t(language, channel === 'external' ? 'subscriptions.state.external' : `subscriptions.state.${state}`) })} · ${id}`, verb: 'show.subscription', data: { id, customer },
    }),
    extra: [
      ...(can(actor, 'P06') ? [{ title: t(language, 'subscriptions.button.newExternal'), verb: 'show.newExternal', data: { customer } }] : []),
      ...(can(actor, 'P07') ? [{ title: t(language, 'subscriptions.button.customer'), verb: 'show.customer', data: { customer } }] : []),
    ],
  }, asked);
}

/** `/subscription`: without words, what was asked for; else the only one that the words find. */
export async function findSubscription(ctx: TurnCtx, words: readonly string[]): Promise<Reply> {
  if (words.length === 0) return await subscriptionsPage(ctx, '', { search: '', cursor: undefined });
  return await foundBy(ctx, words, (seen) => subscriptionReply(ctx, seen));
}

/** `/licences`: what may be a number at the end is one, however it is written. */
export async function findLicences(ctx: TurnCtx, words: readonly string[]): Promise<Reply> {
  const last = words.at(-1) ?? '';
  const quantity = words.length > 1 && /^[-+−]?\p{N}/u.test(last) ? last : undefined;
  return await foundBy(ctx, quantity === undefined ? words : words.slice(0, -1), async (seen) => await licencesForm(ctx, seen, quantity));
}

/** A customer by the first words, then one of its subscriptions by the others. */
async function foundBy(ctx: TurnCtx, words: readonly string[], answer: (seen: SeenSubscription) => Reply | Promise<Reply>): Promise<Reply> {
  const meant = await customersMeant(ctx, 'credit', words); // which words are whose is the same for all that is about a subscription
  if (!meant?.only) return await customersOfOurs(ctx, { search: meant?.said ?? words.join(' ').slice(0, 100), cursor: undefined });
  const search = meant.rest.join(' ');
  const only = await onlySubscription(ctx, { customer: meant.only }, search);
  const seen = only && await subscriptionSeen(ctx.deps, ctx.actor, meant.only, only.id);
  return seen ? await answer(seen) : await listOf(ctx, meant.only, { search, cursor: undefined });
}
