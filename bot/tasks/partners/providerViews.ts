/** The official list of indirect providers: searching it, one entry, and a provider's own (WF-12, WF-13). Everything here only shows; nobody edits an entry (INV-28). */

import type { ListingLine } from '../../../src/app/listingDoc.ts';
import type { Shelf } from '../../../src/app/listingQueries.ts';
import { listingNamed, listingOf, pageOfListings, shelfOf } from '../../../src/app/listingQueries.ts';
import type { PageOf } from '../../../src/app/lines.ts';
import { tenantId } from '../../../src/core/ids.ts';
import { md } from '../../cards/escape.ts';
import type { JsonObject } from '../../cards/load.ts';
import { render } from '../../cards/render.ts';
import type { Turned } from '../../commands/cursor.ts';
import { turnedTo } from '../../commands/cursor.ts';
import { countryName, shortened } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply, textReply } from '../../turn/turnCtx.ts';
import type { View } from '../../view.ts';
import { t } from '../../words.ts';
import type { Chosen } from './providerFilter.ts';
import { ALL, choicesOfCountry, choicesOfService, countryChoices, filterOf, readCountry, readService, serviceChoices, serviceName } from './providerFilter.ts';
import { listingCard } from './providerScreens.ts';

export const providerViews = {
  'show.providers': { run: async (ctx, { input }) => await providersPage(ctx, { search: (input['query'] ?? '').slice(0, 100), country: input['country'], service: input['service'] }, input['cursor']) },
  'show.provider': { run: async (ctx, { id }) => await openProvider(ctx, id) },
} as const satisfies Record<string, View>;

export type ProviderSearch = { readonly search: string; readonly country: string | undefined; readonly service: string | undefined };

/** @param cursor where an earlier page of the same filters ended. */
export async function providersPage(ctx: TurnCtx, asked: ProviderSearch, cursor = ''): Promise<Reply> {
  const { language } = ctx;
  return await onShelf(ctx, async (shelf) => {
    const [country, service] = [readCountry(shelf, asked.country), readService(asked.service)];
    if (!country) return textReply(choicesOfCountry(language, shelf));
    if (!service) return textReply(choicesOfService(language));
    const chosen = { country, service };
    return listCard(ctx, { shelf, chosen, ...await turnedPage(ctx, shelf, { chosen, search: asked.search, cursor }) });
  });
}

/** `/provider <name>`: the only one that is called so or begins so, or else the search. Without a name, provider staff see their own entry. */
export async function findProvider(ctx: TurnCtx, name: string): Promise<Reply> {
  if (name === '') return ctx.actor.tenantKind === 'provider' ? await ownEntry(ctx) : await providersPage(ctx, { search: '', country: undefined, service: undefined });
  return await onShelf(ctx, async (shelf) => {
    const named = await listingNamed(ctx.deps, shelf, name);
    if (named) return listingCard(ctx, shelf, named);
    const chosen: Chosen = { country: ALL, service: ALL };
    const turned = await turnedPage(ctx, shelf, { chosen, search: name });
    const { rows: [only, second], next } = turned.page;
    const listing = only && !second && !next ? await listingOf(ctx.deps, shelf, only.tenant) : undefined;
    return listing ? listingCard(ctx, shelf, listing) : listCard(ctx, { shelf, chosen, ...turned });
  });
}

type Turning = { readonly chosen: Chosen; readonly search: string; readonly cursor?: string };
const turnedPage = async (ctx: TurnCtx, shelf: Shelf, { chosen, ...asked }: Turning): Promise<Turned<PageOf<ListingLine>>> =>
  await turnedTo(ctx, { ...asked, list: listNamed(chosen) }, async (search, after) => await pageOfListings(ctx.deps, shelf, { ...filterOf(chosen), search, after }));

/** WF-13. */
async function ownEntry(ctx: TurnCtx): Promise<Reply> {
  return await onShelf(ctx, async (shelf) => {
    const listing = await listingOf(ctx.deps, shelf, ctx.actor.tenant);
    return listing ? listingCard(ctx, shelf, listing) : notice(ctx, shelf.partition === undefined ? 'providers.list.none' : 'providers.own.none');
  });
}

async function openProvider(ctx: TurnCtx, id: string): Promise<Reply> {
  return await onShelf(ctx, async (shelf) => {
    const provider = tenantId.safeParse(id);
    const listing = provider.success ? await listingOf(ctx.deps, shelf, provider.data) : undefined;
    return listing ? listingCard(ctx, shelf, listing) : notice(ctx, 'providers.gone');
  });
}

/** What a cursor is bound to: it leads into no other filter. */
const listNamed = ({ country, service }: Chosen): string => `show.providers ${country} ${service}`;

async function onShelf(ctx: TurnCtx, answer: (shelf: Shelf) => Promise<Reply>): Promise<Reply> {
  const shelf = await shelfOf(ctx.deps, ctx.actor.tenant);
  return shelf ? await answer(shelf) : textReply(t(ctx.language, 'providers.noRegion'));
}

function notice({ language }: TurnCtx, text: 'providers.list.none' | 'providers.own.none' | 'providers.gone'): Reply {
  return cardReply(render('common/message', language, { title: t(language, 'providers.list.title'), text: t(language, text), facts: [] }));
}

type Shown = Turned<PageOf<ListingLine>> & { readonly shelf: Shelf; readonly chosen: Chosen };

function listCard(ctx: TurnCtx, { shelf, search: query, chosen, page, isFirst, next, banner }: Shown): Reply {
  const { language } = ctx;
  return cardReply(render('providers/list', language, {
    region: t(language, `agreement.region.${shelf.region}`), query, ...chosen,
    countries: countryChoices(language, shelf), services: serviceChoices(language),
    empty: page.rows.length > 0 ? '' : t(language, shelf.partition === undefined ? 'providers.list.none' : page.next ? 'providers.list.notYet' : 'providers.list.empty'),
    rows: page.rows.map((line) => rowOf(ctx, line)),
    ...(isFirst ? {} : { previous: { ...chosen, query } }),
    ...(next ? { next: { ...chosen, cursor: next } } : {}),
  }, { banner }));
}

const LONGEST_NAME = 40;

/** 25 of them have to fit on one card beside the 53 countries of the largest region (28 KB, teams-platform §1): one text each, and a short name. The entry shows the whole one. */
function rowOf({ language }: TurnCtx, { tenant, name, country, services }: ListingLine): JsonObject {
  const about = [countryName(language, country), ...services.map((service) => serviceName(language, service))];
  return { id: tenant, title: md(shortened(name, LONGEST_NAME)), subtitle: md(about.join(' · ')) };
}
