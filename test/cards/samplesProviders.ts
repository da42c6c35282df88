/** The cards of the official list of providers, in every shape. */

import { findProvider, providerViews, providersPage } from '../../bot/tasks/partners/providerViews.ts';
import type { TurnCtx } from '../../bot/turn/turnCtx.ts';
import type { Listing } from '../../src/app/listingDoc.ts';
import { replaceListings } from '../../src/app/listings.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import { listed, many, norteListed } from '../support/listings.ts';
import { cast } from '../support/world.ts';
import type { Sample, Said } from './draw.ts';

const ana = cast.globalAdmin;
const noa = cast.providerAdmin;
const three = [norteListed, listed('litoral', 'Litoral Mayorista'), listed('lumiere', 'Lumière Distribution', { country: 'FR', countries: ['FR', 'ES'], services: [] })];
const longest = many(26, { services: ['training', 'marketing', 'financing'] }).map((listing) => ({ ...listing, name: 'Compañía '.repeat(22), tenant: `${listing.tenant}-${'0'.repeat(22)}` as Listing['tenant'] })); // as long as an id of Entra's

type Asked = { readonly listings?: readonly Listing[]; readonly search?: string; readonly country?: string; readonly service?: string };

const shown = (reply: (ctx: TurnCtx, said: Said) => ReturnType<Sample['reply']>, { listings = three, viewer = ana }: { readonly listings?: readonly Listing[]; readonly viewer?: PersonActor } = {}): Sample => ({
  viewer,
  reply: async (ctx, said) => {
    if (listings.length > 0) await replaceListings(ctx.deps, said(listings));
    return await reply(ctx, said);
  },
});
const list = ({ listings = three, search = '', country, service }: Asked = {}): Sample => shown(async (ctx, said) => await providersPage(ctx, { search: said(search), country, service }), { listings });
const entry = (listing: Listing, viewer: PersonActor = ana): Sample => shown(async (ctx) => await providerViews['show.provider'].run(ctx, { id: listing.tenant, rev: undefined, input: {} }), { listings: [listing], viewer });
const secondPage = shown(async (ctx) => {
  await providersPage(ctx, { search: '', country: 'ES', service: undefined });
  return await providerViews['show.providers'].run(ctx, { id: '', rev: undefined, input: { country: 'ES', service: 'all', cursor: ctx.deps.newId() } });
}, { listings: many(27) });

export const providerSamples = {
  'providers/list': {
    'the own country': list(), 'all of the region': list({ country: 'all' }), 'with a service': list({ service: 'financing' }), 'found': list({ search: 'nor' }),
    'nothing found': list({ search: 'zzz', country: 'Francia' }), 'no list yet': list({ listings: [] }), 'the first page of two': list({ listings: many(27) }), 'the second page': secondPage,
    'long names': list({ listings: longest }),
  },
  'providers/provider': {
    'for a reseller': entry(norteListed), 'that offers little': entry(listed('litoral', 'Litoral Mayorista', { services: [] })), 'for another provider': entry(listed('litoral', 'Litoral Mayorista'), noa),
    'the own entry': shown(async (ctx) => await findProvider(ctx, ''), { viewer: noa }), 'without a web site, the own entry': entry(listed(noa.tenant, 'Distribuciones Norte'), noa),
  },
} as const satisfies Record<string, Record<string, Sample>>;

export const providerMessages = {
  'a provider that is not listed': shown(async (ctx) => await findProvider(ctx, ''), { listings: [listed('litoral', 'Litoral Mayorista')], viewer: noa }),
  'a provider that is gone': shown(async (ctx) => await providerViews['show.provider'].run(ctx, { id: 'gone', rev: undefined, input: {} })),
} as const satisfies Record<string, Sample>;
