/** `/orders`, `/order` and `/add-subscription` (WF-24): the list, one order, and the two pages of an order for a customer who is there already. What may be ordered is decided elsewhere. */

import { readAhead } from '../../../src/app/ahead.ts';
import type { Command } from '../../../src/app/command.ts';
import { customersOf, relationshipOf } from '../../../src/app/customers.ts';
import type { SeenCustomer } from '../../../src/app/customerSeen.ts';
import { customerSeen } from '../../../src/app/customerSeen.ts';
import { foresee } from '../../../src/app/foresee.ts';
import { OutsideUnavailable } from '../../../src/app/load.ts';
import { orderFor, orderRefs, ordersOf } from '../../../src/app/orders.ts';
import { sideOf } from '../../../src/app/partners.ts';
import { searchTerm } from '../../../src/app/search.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { refuse } from '../../../src/core/errors.ts';
import { readCaseId } from '../../../src/core/ids.ts';
import { can } from '../../../src/rules/permissions.ts';
import { NOBODY } from '../../../src/tasks/orderRules.ts';
import { md } from '../../cards/escape.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import type { Asked } from '../../commands/list.ts';
import { ago, askedIn, listReply } from '../../commands/list.ts';
import { refusalReply } from '../../errors.ts';
import type { CardData } from '../../turn/inbound.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import type { View } from '../../view.ts';
import { t } from '../../words.ts';
import { customerReply } from '../customers/customerScreens.ts';
import { customersPage } from '../customers/customerViews.ts';
import { orderCard } from './orderCard.ts';
import type { Draft } from './orderForm.ts';
import { inputOf, kept, ofReseller, readDraft } from './orderForm.ts';
import type { Page } from './orderScreens.ts';
import { linesPage, placeIn, resellerIn, resellerNamed, resellersKnown, resellersToChoose, reviewPage } from './orderScreens.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';
import { bannerOf } from '../banners.ts';

// Customers and what they buy are not talked about in a channel.
export const orderViews = {
  'show.orders': { needs: 'E05', where: 'personal', run: async (ctx, data) => await ordersPage(ctx, askedIn(data)) },
  'show.order': { needs: 'E05', where: 'personal', run: async (ctx, { id, input }) => await openOrder(ctx, { id, customer: input['customer'] }) },
  'show.addSubscription': { needs: 'P19', where: 'personal', run: async (ctx, data) => await withCustomer(ctx, data, async (_ctx, seen, draft) => await orderLinesPage(ctx, seen, draft, { data })) },
  'show.orderReview': { needs: 'P19', where: 'personal', run: async (ctx, data) => await withCustomer(ctx, data, toReview) },
  /** INV-41: there is nothing to undo. */
  'show.orderCancelled': { run: async (ctx) => cancelled(ctx, 'cancelled') },
} as const satisfies Record<string, View>;

export async function ordersPage(ctx: TurnCtx, asked: Asked): Promise<Reply> {
  const { deps, actor, language } = ctx;
  const side = sideOf(actor);
  return await listReply(ctx, {
    verb: 'show.orders',
    title: t(language, 'orders.list.title'),
    subtitle: (search) => (search === '' ? t(language, `orders.list.subtitle.${side}`) : t(language, 'orders.list.found', { search: md(search) })),
    empty: (search) => t(language, search === '' ? `orders.list.empty.${side}` : 'orders.list.foundNone'),
    page: async (search, after) => {
      const page = await ordersOf(deps, actor.tenant, { search, after });
      return can(actor, 'P18') ? page : { ...page, rows: page.rows.filter(({ customer }) => customer !== '') }; // only who may add a customer can go on with one
    },
    row: ({ id, customer, customerName, state, submittedAt }) => ({
      name: customerName, subtitle: `${id} · ${t(language, `orders.state.${state}`)} · ${ago(ctx, submittedAt)}`,
      ...(customer === '' ? { verb: 'show.addCustomer', data: { id } } : { verb: 'show.order', data: { id, customer } }),
    }),
    extra: side === 'provider' && can(actor, 'P18') ? [{ title: t(language, 'orders.button.newCustomer'), verb: 'show.addCustomer', data: {} }] : [],
  }, asked);
}

/** `/order`: by its number or words; the only one found, otherwise the list as that search leaves it. */
export async function findOrder(ctx: TurnCtx, typed: string): Promise<Reply> {
  const { deps, actor } = ctx;
  const search = /^ord/i.test(typed) ? readCaseId(typed, 'ORD') : searchTerm(typed) === '' ? '' : typed;
  const { rows: [first, second], next } = await ordersOf(deps, actor.tenant, { search, after: undefined });
  const doc = search !== '' && first && !second && !next ? await orderFor(deps, actor, first) : undefined;
  return doc ? orderCard(ctx, doc) : await ordersPage(ctx, { search, cursor: undefined });
}

/** INV-56: an order of others, one that there is not, and one whose customer is none, get the same answer. */
async function openOrder(ctx: TurnCtx, { id, customer: typed }: { readonly id: string; readonly customer: string | undefined }): Promise<Reply> {
  const customer = partnerIn(typed);
  const doc = customer && await orderFor(ctx.deps, ctx.actor, { customer, id });
  return doc ? orderCard(ctx, doc) : refusalReply(ctx, noPartner(id));
}

/** `/add-subscription`: for the customer with this id, or the only one found; otherwise the list of those found. */
export async function addSubscription(ctx: TurnCtx, words: string): Promise<Reply> {
  const { deps, actor } = ctx;
  const id = partnerIn(words);
  const [exact, { rows: [first, second], next }] = await Promise.all([id && relationshipOf(deps, id, actor.tenant), customersOf(deps, actor.tenant, { search: words, after: undefined })]);
  const found = searchTerm(words) !== '' && first && !second && !next ? first.customer : undefined;
  const customer = exact?.tenant ?? found;
  if (customer) return await withCustomer(ctx, { id: '', rev: undefined, input: { customer } }, orderLinesPage);
  return can(actor, 'P07') ? await customersPage(ctx, { search: words, cursor: undefined }) : refusalReply(ctx, noPartner(words));
}

/** The same answer for somebody else's customer and for none (INV-56). */
async function withCustomer(ctx: TurnCtx, { id, input }: CardData, answer: (ctx: TurnCtx, seen: SeenCustomer, draft: Draft) => Promise<Reply>): Promise<Reply> {
  const { deps, actor } = ctx;
  const customer = partnerIn(input['customer']);
  if (!customer) return refusalReply(ctx, noPartner(input['customer']));
  const draft = readDraft(ctx, { id, input });
  readAhead(deps, orderRefs(deps, actor.tenant, { customer, id: draft.id, event: 'submit', reseller: resellerIn(draft.form) }));
  const [seen, submitted] = await Promise.all([customerSeen(deps, actor, customer), orderFor(deps, actor, { customer, id: draft.id })]);
  if (!seen) return refusalReply(ctx, noPartner(input['customer']));
  return submitted ? orderCard(ctx, submitted, { banner: already(ctx) }) : await answer(ctx, seen, draft); // a card of before
}

/** INV-43: one form is one order, however often it is sent. */
export const already = ({ language }: TurnCtx): Banner => ({ style: 'accent', text: t(language, 'orders.banner.already') });

type Shown = Pick<Page, 'error' | 'banner'> & { readonly data?: Pick<CardData, 'input'> };

/** The first page. What stands in the way whatever is chosen is said before anything is. The reseller who manages the account comes chosen. */
export async function orderLinesPage(ctx: TurnCtx, seen: SeenCustomer, given: Draft, { error, banner, data }: Shown = {}): Promise<Reply> {
  const association = seen.association && { id: seen.association.reseller, name: seen.association.name };
  const draft = given.form['reseller'] === undefined && association ? { ...given, form: { ...given.form, reseller: association.id } } : given;
  const [named, known, obstacle] = await Promise.all([
    resellerNamed(ctx, draft), resellersKnown(ctx), error ?? foreseen(ctx, seen, draft.form['reseller'] ? draft : { ...draft, form: { ...draft.form, reseller: NOBODY } }),
  ]);
  if (obstacle && isMendedElsewhere(obstacle, draft)) return await elsewhere(ctx, seen, obstacle);
  return await linesPage(ctx, {
    ...pageOf(ctx, seen, draft, 1), banner, error: error ?? (isMendedHere(obstacle) ? undefined : obstacle),
    verbs: { here: 'show.addSubscription', next: 'show.orderReview', back: '' }, kept: [], resellers: resellersToChoose([named, association, ...seen.partners], known),
    ...placeIn(data?.input),
  });
}

/** No form mends it; an agreement that is missing (CUS-12) sends nobody away from what they have typed. */
const isMendedElsewhere = ({ code }: DomainError, { lines }: Draft): boolean => code === 'ORD-10' || code === 'ORD-01' || code === 'GEN-01' || (code === 'CUS-12' && lines.length === 0);
/** The card of the customer leads on, where the reader may see it. */
const elsewhere = async (ctx: TurnCtx, seen: SeenCustomer, error: DomainError): Promise<Reply> =>
  (can(ctx.actor, 'P07') ? await customerReply(ctx, seen, bannerOf(ctx, error)) : refusalReply(ctx, error));

/** A form that is not filled in yet is no mistake. */
const isMendedHere = (error: DomainError | undefined): boolean => error?.code === 'GEN-05';

async function toReview(ctx: TurnCtx, seen: SeenCustomer, draft: Draft): Promise<Reply> {
  const error = await foreseen(ctx, seen, draft);
  return error ? await orderRefused(ctx, seen, { draft, error }) : await reviewOf(ctx, seen, draft);
}

export type RefusedOrder = { readonly draft: Draft; readonly error: DomainError; readonly attested?: boolean };

/** The page that can mend it, with everything that was typed. */
export async function orderRefused(ctx: TurnCtx, seen: SeenCustomer, { draft, error, attested = false }: RefusedOrder): Promise<Reply> {
  switch (error.code) {
    case 'GEN-06': return refusalReply(ctx, error);
    case 'GEN-01': case 'ORD-01': case 'ORD-10': return await elsewhere(ctx, seen, error);
    case 'ORD-09': return await reviewOf(ctx, seen, draft, { error, attested });
    default: return await orderLinesPage(ctx, seen, draft, { error });
  }
}

/** The review of a form: again, with what was wrong with it, or because it had grown old. */
export async function reviewOf(ctx: TurnCtx, seen: SeenCustomer, draft: Draft, { error, banner, attested = false }: Pick<Page, 'error' | 'banner'> & { readonly attested?: boolean } = {}): Promise<Reply> {
  return await reviewPage(ctx, {
    ...pageOf(ctx, seen, draft, 2), error, banner, attested, verbs: { submit: 'order.submit', back: 'show.addSubscription' }, kept: kept(draft, ofReseller), created: false,
    facts: [{ title: t(ctx.language, 'orders.fact.customer'), value: md(seen.tenant.name) }, { title: t(ctx.language, 'orders.fact.number'), value: draft.id }],
  });
}

const pageOf = ({ language }: TurnCtx, { own, tenant, customer }: SeenCustomer, draft: Draft, step: number): Page => ({
  draft, step: t(language, 'orders.step', { step, of: 2 }), data: { customer: own.tenant },
  buyer: { name: tenant.name, country: tenant.country, cloud: tenant.cloud, segment: customer?.segment ?? 'commercial' },
});

/** What Submit would be told now, as far as the page before the review can mend it. */
const foreseen = async (ctx: TurnCtx, { own }: SeenCustomer, draft: Draft): Promise<DomainError | undefined> =>
  await told(ctx, { task: 'order', event: 'submit', tenant: own.tenant, target: draft.id, input: { ...inputOf(draft), attest: 'true', started: ctx.deps.clock() } });

/** A service outside that does not answer is a refusal as any other (GEN-04). */
export async function told(ctx: TurnCtx, command: Pick<Command, 'task' | 'event' | 'tenant' | 'target' | 'input'>): Promise<DomainError | undefined> {
  const { deps, actor, correlation } = ctx;
  try {
    return await foresee(deps, { ...command, actor, correlation });
  } catch (error) {
    if (!(error instanceof OutsideUnavailable)) throw error;
    deps.failed(error, correlation);
    return refuse('GEN-04', {}).error;
  }
}

/** INV-41. The way on is where orders are. */
export function cancelled({ language }: Pick<TurnCtx, 'language'>, what: 'cancelled' | 'dropped'): Reply {
  return cardReply(render('common/menu', language, {
    title: t(language, `orders.${what}.title`), intro: t(language, `orders.${what}.text`), buttons: [{ title: t(language, 'orders.button.all'), verb: 'show.orders', data: {} }],
  }));
}

