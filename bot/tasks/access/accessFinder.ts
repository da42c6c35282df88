/** From words to the customer and the subscription whose links are meant: the only one found, or a list to choose from. Nothing is shown of either here. */

import { customersOf } from '../../../src/app/customers.ts';
import { customerSeen } from '../../../src/app/customerSeen.ts';
import { searchTerm } from '../../../src/app/search.ts';
import { subscriptionsOf } from '../../../src/app/subscriptions.ts';
import type { TenantId } from '../../../src/core/ids.ts';
import { can } from '../../../src/rules/permissions.ts';
import type { Subscription } from '../../../src/tasks/subscriptionDoc.ts';
import type { Asked, List } from '../../commands/list.ts';
import { listReply } from '../../commands/list.ts';
import { countryName } from '../../format.ts';
import { refusalReply } from '../../errors.ts';
import { md } from '../../cards/escape.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import type { Link } from './accessLinks.ts';
import { isLink } from './accessLinks.ts';
import { earnerWords } from './accessScreens.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';

/** What somebody is looking for. With a customer: one of its subscriptions; without: the customer. `mpnId` was typed along. */
export type Chosen = { readonly link: Link | 'access'; readonly customer: string; readonly mpnId: string };

/** As lists carry it from page to page; a tenant may contain anything, so it stands last. */
const written = ({ link, customer, mpnId }: Chosen): string => [link, mpnId, customer].join(' ');
export function chosenIn(about = ''): Chosen {
  const [link = '', mpnId = '', ...customer] = about.split(' ');
  return { link: isLink(link) ? link : 'access', mpnId: /^\d+$/.test(mpnId) ? mpnId : '', customer: customer.join(' ') };
}

/** [DESIGN] nobody says more than that. */
const MOST_WORDS = 8;

/** `said` are the words that found customers; `rest`, what is left over of them, is about the subscription. */
export type Meant = { readonly said: string; readonly rest: readonly string[]; readonly only: TenantId | undefined };

/** The longest beginning of the words that finds customers, undefined when none does. Of `/access` all words are about the customer. */
export async function customersMeant({ deps, actor }: TurnCtx, link: Link | 'access', typed: readonly string[]): Promise<Meant | undefined> {
  const words = typed.slice(0, MOST_WORDS);
  const shortest = link === 'access' ? words.length : 1;
  for (let count = words.length; count >= Math.max(1, shortest); count--) {
    const said = words.slice(0, count).join(' ').slice(0, 100);
    if (searchTerm(said) === '') continue;
    const { rows: [first, second], next } = await customersOf(deps, actor.tenant, { search: said, after: undefined });
    if (first) return { said, rest: words.slice(count), only: second || next ? undefined : first.customer };
  }
  return undefined;
}

/** The only one of the reader's that a search finds. */
export async function onlySubscription({ deps, actor }: TurnCtx, { customer }: Pick<Chosen, 'customer'>, search: string): Promise<Subscription | undefined> {
  const id = partnerIn(customer);
  if (!id) return undefined;
  const { rows: [first, second], next } = await subscriptionsOf(deps, actor, { customer: id, search });
  return second || next ? undefined : first;
}

export async function linksPage(ctx: TurnCtx, chosen: Chosen, asked: Asked): Promise<Reply> {
  return chosen.customer === '' || !isLink(chosen.link) ? await customersPage(ctx, chosen, asked) : await subscriptionsPage(ctx, { ...chosen, link: chosen.link }, asked);
}

async function customersPage(ctx: TurnCtx, chosen: Chosen, asked: Asked): Promise<Reply> {
  const { deps, actor, language } = ctx;
  const { link, mpnId } = chosen;
  return await listReply(ctx, {
    verb: 'show.links', about: written({ ...chosen, customer: '' }),
    title: t(language, 'access.list.customers.title'), subtitle: () => t(language, `access.list.customers.${link}`),
    empty: (search) => t(language, search === '' ? 'access.list.customers.nobody' : 'access.list.customers.empty'),
    page: async (search, after) => await customersOf(deps, actor.tenant, { search, after }),
    row: ({ customer, name, country }) => ({ name, subtitle: countryName(language, country), verb: `show.${link}`, data: { customer, ...(mpnId === '' ? {} : { mpnId }) } }),
    extra: can(actor, 'P07') ? [{ title: t(language, 'access.button.customers'), verb: 'show.customers', data: {} }] : [],
  }, asked);
}

async function subscriptionsPage(ctx: TurnCtx, chosen: Chosen & { readonly link: Link }, asked: Asked): Promise<Reply> {
  const { deps, actor, language } = ctx;
  const { link, mpnId } = chosen;
  const customer = partnerIn(chosen.customer);
  const seen = customer && await customerSeen(deps, actor, customer);
  if (!seen) return refusalReply(ctx, noPartner(chosen.customer));
  return await listReply(ctx, {
    verb: 'show.links', about: written(chosen),
    title: t(language, `access.list.subscriptions.${link}`, { name: md(seen.tenant.name) }), subtitle: () => t(language, 'access.list.subscriptions.text'),
    empty: (search) => t(language, search === '' ? 'access.list.subscriptions.none' : 'access.list.subscriptions.empty'),
    page: async (search, after) => await subscriptionsOf(deps, actor, { customer, search, after }),
    row: (one) => ({ name: one.name, subtitle: link === 'credit' ? earnerWords(ctx, one) : md(one.support.name), verb: `show.${link}`, data: { id: one.id, rev: one.rev, customer, ...(mpnId === '' ? {} : { mpnId }) } }),
    extra: waysOn(ctx, customer),
  }, asked);
}

const waysOn = ({ actor, language }: TurnCtx, customer: TenantId): NonNullable<List<never>['extra']> => (can(actor, 'P07') ? [
  { title: t(language, 'access.button.access'), verb: 'show.access', data: { customer } }, { title: t(language, 'access.button.customer'), verb: 'show.customer', data: { customer } },
] : []);
