/** The list of partners and the card of one (WF-16, WF-17, WF-34). What a removal does is decided elsewhere; the customers that both serve are in customerViews.ts. */

import type { Removal } from '../../../src/app/partners.ts';
import { partnersOf, partnershipWith, removalsOpenTo, sideOf } from '../../../src/app/partners.ts';
import { searchTerm } from '../../../src/app/search.ts';
import { can } from '../../../src/rules/permissions.ts';
import type { Partnership } from '../../../src/tasks/partnershipDoc.ts';
import { md } from '../../cards/escape.ts';
import type { Asked, List } from '../../commands/list.ts';
import { askedIn, listReply } from '../../commands/list.ts';
import { refusalReply } from '../../errors.ts';
import { countryName, date } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import type { View } from '../../view.ts';
import { t } from '../../words.ts';
import { noPartner, partnerIn } from './partnership.ts';
import { partnerReply, removalReply } from './partnershipScreens.ts';
import { staleBanner } from '../banners.ts';

export const partnerViews = {
  'show.partners': { needs: 'E04', run: async (ctx, data) => await partnersPage(ctx, askedIn(data)) },
  'show.partner': { needs: 'E04', run: async (ctx, { input }) => await withPartner(ctx, input['with'], (doc) => partnerReply(ctx, doc)) },
  'show.removeAdminAccess': { needs: 'P14', run: async (ctx, { input }) => await withPartner(ctx, input['with'], (doc) => removalForm(ctx, doc, 'removeAdminAccess')) },
  'show.removePartnership': { needs: 'P23', run: async (ctx, { input }) => await withPartner(ctx, input['with'], (doc) => removalForm(ctx, doc, 'remove')) },
} as const satisfies Record<string, View>;

type Extra = NonNullable<List<never>['extra']>;

export async function partnersPage(ctx: TurnCtx, asked: Asked): Promise<Reply> {
  const { deps, actor, language, timeZone } = ctx;
  const side = sideOf(actor);
  return await listReply(ctx, {
    verb: 'show.partners',
    title: t(language, `partnership.list.${side}`),
    subtitle: (search) => (search === '' ? t(language, `partnership.list.subtitle.${side}`) : t(language, 'partnership.list.found', { search: md(search) })),
    empty: (search) => t(language, search === '' ? `partnership.list.empty.${side}` : 'partnership.list.foundNone'),
    page: async (search, after) => await partnersOf(deps, actor, { search, after }),
    row: ({ other, name, country, since, adminAccess }) => ({
      name,
      subtitle: [
        countryName(language, country), t(language, 'partnership.list.since', { since: date(language, since, timeZone) }),
        ...(adminAccess === 'Removed' ? [t(language, 'partnership.list.accessRemoved')] : []),
      ].join(' · '),
      verb: 'show.partner', data: { with: other },
    }),
    extra: side === 'provider' ? waysToAsk(ctx) : [{ title: t(language, 'partnership.button.findProvider'), verb: 'show.providers', data: {} }],
  }, asked);
}

const waysToAsk = ({ actor, language }: TurnCtx): Extra => [
  { title: t(language, 'partnership.button.requests'), verb: 'show.requests', data: {} },
  ...(can(actor, 'P17') ? [{ title: t(language, 'partnership.button.newRequest'), verb: 'show.newRequest', data: {} }] : []),
];

/** `/reseller`: the card of the only one found, otherwise the list as that search leaves it. A search for nothing is no search. */
export async function findPartner(ctx: TurnCtx, name: string): Promise<Reply> {
  const { deps, actor } = ctx;
  const search = searchTerm(name) === '' ? '' : name;
  const { rows: [first, second], next } = await partnersOf(deps, actor, { search, after: undefined });
  const doc = search !== '' && first && !second && !next ? await partnershipWith(deps, actor, first.other) : undefined;
  return doc ? await partnerReply(ctx, doc) : await partnersPage(ctx, { search, cursor: undefined });
}

async function withPartner(ctx: TurnCtx, typed: string | undefined, answer: (doc: Partnership) => Promise<Reply>): Promise<Reply> {
  const other = partnerIn(typed);
  const doc = other && await partnershipWith(ctx.deps, ctx.actor, other);
  return doc ? await answer(doc) : refusalReply(ctx, noPartner(typed));
}

async function removalForm(ctx: TurnCtx, doc: Partnership, event: Removal): Promise<Reply> {
  const open = await removalsOpenTo(ctx.deps, ctx.actor, doc);
  return open.includes(event) ? removalReply(ctx, doc, { event }) : await partnerReply(ctx, doc, staleBanner(ctx));
}
