/** The lists of customers, own, shared with a partner and with a tag, and what opens from them (WF-18, WF-19, WF-33, WF-35, P08, §6.5). What happens to a customer is decided elsewhere. */

import type { CustomerLine } from '../../../src/app/customers.ts';
import { customersOf, sharedCustomers, taggedCustomers } from '../../../src/app/customers.ts';
import type { SeenCustomer } from '../../../src/app/customerSeen.ts';
import { customerSeen } from '../../../src/app/customerSeen.ts';
import type { Partner } from '../../../src/app/partners.ts';
import { partnersOf, partnershipWith, sideOf } from '../../../src/app/partners.ts';
import { searchTerm } from '../../../src/app/search.ts';
import { refuse } from '../../../src/core/errors.ts';
import type { TenantId } from '../../../src/core/ids.ts';
import { can } from '../../../src/rules/permissions.ts';
import { isPartnered } from '../../../src/tasks/partnership.ts';
import { isActive, mayOrderFor } from '../../../src/tasks/relationship.ts';
import { md } from '../../cards/escape.ts';
import type { Asked, List, ListFilter, ListRow } from '../../commands/list.ts';
import { countryName, shortened } from '../../format.ts';
import { askedIn, listReply } from '../../commands/list.ts';
import { refusalReply } from '../../errors.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import type { View } from '../../view.ts';
import { t } from '../../words.ts';
import { detailsReply } from './customerDetails.ts';
import { attestReply, removalReply } from './customerForms.ts';
import { customerReply } from './customerScreens.ts';
import { tagsReply } from './customerTags.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';
import { otherOf } from '../partners/partnershipScreens.ts';
import { partnersPage } from '../partners/partnerViews.ts';
import { staleBanner } from '../banners.ts';

// Customers are not talked about in a channel.
export const customerViews = {
  'show.customers': { needs: 'P07', where: 'personal', run: async (ctx, data) => await customersPage(ctx, askedIn(data), data.input['about']) },
  'show.customer': { needs: 'P07', where: 'personal', run: async (ctx, { input }) => await withCustomer(ctx, input['customer'], (seen) => customerReply(ctx, seen)) },
  'show.attest': {
    needs: 'P21', where: 'personal',
    run: async (ctx, { input }) => await withActive(ctx, input['customer'], async (seen) => (mayOrderFor(seen.own) ? attestReply(ctx, seen) : refusalReply(ctx, refuse('ORD-10', {}).error))),
  },
  'show.removeCustomer': { needs: 'P22', where: 'personal', run: async (ctx, { input }) => await withActive(ctx, input['customer'], (seen) => removalReply(ctx, seen)) },
  'show.customerDetails': { needs: 'P08', where: 'personal', run: async (ctx, { input }) => await withActive(ctx, input['customer'], (seen) => detailsReply(ctx, seen)) },
  'show.customerTags': { needs: 'P27', where: 'personal', run: async (ctx, { input }) => await withActive(ctx, input['customer'], (seen) => tagsReply(ctx, seen)) },
} as const satisfies Record<string, View>;

type Filter = { readonly reseller?: string | undefined; readonly tag?: string | undefined };

/** `/customers --reseller`: those shared with the only partner found, otherwise the list of partners as that search leaves it. `--tag`: those with the tag. */
export async function customersWith(ctx: TurnCtx, asked: Asked, { reseller: partner, tag }: Filter): Promise<Reply> {
  if (tag !== undefined) return await customersPage(ctx, asked, `${TAGGED}${tag}`);
  if (partner === undefined) return await customersPage(ctx, asked);
  const { rows: [first, second], next } = await partnersOf(ctx.deps, ctx.actor, { search: partner, after: undefined });
  return first && !second && !next ? await customersPage(ctx, asked, first.other) : await partnersPage(ctx, { search: partner, cursor: undefined });
}

/** `/customer`: by its id, or the only one found; otherwise the list as that search leaves it. */
export const findCustomer = async (ctx: TurnCtx, name: string): Promise<Reply> => await named(ctx, name, (seen) => customerReply(ctx, seen));

/** `/remove-customer`: the form, for the one that `/customer` would open. */
export const removeCustomer = async (ctx: TurnCtx, name: string): Promise<Reply> =>
  await named(ctx, name, async (seen) => (isActive(seen.own) ? await removalReply(ctx, seen) : await customerReply(ctx, seen)));

async function named(ctx: TurnCtx, name: string, answer: (seen: SeenCustomer) => Promise<Reply>): Promise<Reply> {
  const meant = await customerMeant(ctx, name);
  return 'seen' in meant ? await answer(meant.seen) : await customersPage(ctx, { ...meant, cursor: undefined });
}

/** By its id, or the only one found; otherwise what to search for. */
export async function customerMeant({ deps, actor }: TurnCtx, name: string): Promise<{ readonly seen: SeenCustomer } | { readonly search: string }> {
  const id = partnerIn(name);
  const exact = id && await customerSeen(deps, actor, id);
  if (exact) return { seen: exact };
  const search = searchTerm(name) === '' ? '' : name;
  const { rows: [first, second], next } = await customersOf(deps, actor.tenant, { search, after: undefined });
  const found = search !== '' && first && !second && !next ? await customerSeen(deps, actor, first.customer) : undefined;
  return found ? { seen: found } : { search };
}

/** In the filter of the list: every partner. */
const ALL = '*';
/** Before a tag, in place of a partner. */
const TAGGED = '#';

/** @param about the partner with whom they are shared, or a tag; everybody's unless it is said. */
export async function customersPage(ctx: TurnCtx, asked: Asked, about = ALL): Promise<Reply> {
  if (about === ALL) return await listOf(ctx, asked, undefined);
  if (about.startsWith(TAGGED)) return await taggedList(ctx, asked, about.slice(TAGGED.length));
  const id = partnerIn(about);
  const doc = id && await partnershipWith(ctx.deps, ctx.actor, id);
  // What partners see of each other's business ends with the partnership, whatever a list still says (INV-56).
  return doc && isPartnered(doc) ? await listOf(ctx, asked, otherOf(ctx, doc)) : refusalReply(ctx, noPartner(about));
}

type Shared = { readonly id: TenantId; readonly name: string };

async function listOf(ctx: TurnCtx, asked: Asked, shared: Shared | undefined): Promise<Reply> {
  const { deps, actor, language } = ctx;
  const { tenant } = actor;
  const name = md(shared?.name ?? '');
  const whole = shared ? 'shared' : sideOf(actor);
  return await listReply(ctx, {
    verb: 'show.customers', about: shared?.id ?? ALL,
    title: shared ? t(language, 'customers.list.sharedTitle', { name }) : t(language, 'customers.list.title'),
    subtitle: (search) => (search === '' ? t(language, shared ? 'customers.list.subtitle.shared' : 'customers.list.subtitle.own') : t(language, 'customers.list.found', { search: md(search) })),
    empty: (search) => (search === '' ? t(language, `customers.list.empty.${whole}`, { name }) : t(language, 'customers.list.foundNone')),
    page: async (search, after) => (shared ? await sharedCustomers(deps, { tenant, other: shared.id }, { search, after }) : await customersOf(deps, tenant, { search, after })),
    row: (line) => rowOf(ctx, line),
    filter: filterOf(ctx, shared),
    extra: waysOn(ctx, shared),
  }, asked);
}

async function taggedList(ctx: TurnCtx, asked: Asked, tag: string): Promise<Reply> {
  const { deps, actor: { tenant }, language } = ctx;
  return await listReply(ctx, {
    verb: 'show.customers', about: `${TAGGED}${tag}`,
    title: t(language, 'customers.list.taggedTitle', { tag: md(shortened(tag)) }),
    subtitle: (search) => (search === '' ? t(language, 'customers.list.subtitle.tagged') : t(language, 'customers.list.found', { search: md(search) })),
    empty: (search) => t(language, search === '' ? 'customers.list.empty.tagged' : 'customers.list.foundNone'),
    page: async (search, after) => await taggedCustomers(deps, { tenant, tag }, { search, after }),
    row: (line) => rowOf(ctx, line),
    extra: [{ title: t(language, 'customers.button.all'), verb: 'show.customers', data: {} }],
  }, asked);
}

const rowOf = ({ language }: TurnCtx, { customer, name, country }: CustomerLine): ListRow => ({ name, subtitle: countryName(language, country), verb: 'show.customer', data: { customer } });

function waysOn({ actor, language }: TurnCtx, shared: Shared | undefined): NonNullable<List<never>['extra']> {
  if (shared) return [{ title: t(language, 'customers.button.partnership'), verb: 'show.partner', data: { with: shared.id } }];
  if (sideOf(actor) === 'provider') return can(actor, 'P18') ? [{ title: t(language, 'customers.button.add'), verb: 'show.addCustomer', data: {} }] : [];
  return can(actor, 'P04') ? [{ title: t(language, 'customers.button.invite'), verb: 'show.newInvitation', data: {} }] : [];
}

/** [DESIGN] beside 25 customers with long names and ids, a card (28 KB) has room for so many partners: the others are found with the flag of the command, or from their own cards. */
const MOST_CHOICES = 10;
const LONGEST_CHOICE = 30;

/** Without partners there is nothing to choose. */
async function filterOf(ctx: TurnCtx, shared: Shared | undefined): Promise<ListFilter | undefined> {
  const { deps, actor, language } = ctx;
  const { rows } = await partnersOf(deps, actor, { search: '', after: undefined });
  const known = rows.slice(0, MOST_CHOICES).map(({ other, name }: Partner): Shared => ({ id: other, name }));
  const partners = shared && !known.some(({ id }) => id === shared.id) ? [shared, ...known] : known;
  if (partners.length === 0) return undefined;
  const choices = partners.map(({ id, name }) => ({ title: shortened(name, LONGEST_CHOICE), value: id }));
  return { label: t(language, `customers.list.filter.${sideOf(actor)}`), value: shared?.id ?? ALL, choices: [{ title: t(language, 'customers.list.filter.all'), value: ALL }, ...choices] };
}

/** The same answer for somebody else's customer and for none (INV-56). */
export async function withCustomer(ctx: TurnCtx, typed: string | undefined, answer: (seen: SeenCustomer) => Promise<Reply>): Promise<Reply> {
  const id = partnerIn(typed);
  const seen = id && await customerSeen(ctx.deps, ctx.actor, id);
  return seen ? await answer(seen) : refusalReply(ctx, noPartner(typed));
}

/** Whose relationship was removed meanwhile reads that. */
export async function withActive(ctx: TurnCtx, typed: string | undefined, answer: (seen: SeenCustomer) => Promise<Reply> | Reply): Promise<Reply> {
  return await withCustomer(ctx, typed, async (seen) => (isActive(seen.own) ? await answer(seen) : await customerReply(ctx, seen, staleBanner(ctx))));
}
