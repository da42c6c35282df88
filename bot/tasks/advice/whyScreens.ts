/** The card of `/why`: each chain that could sell to a customer, each link that is missing in it, who can mend it, and a button where the reader can. What is missing is said by src/app/why.ts. */

import type { SeenCustomer } from '../../../src/app/customerSeen.ts';
import type { Held } from '../../../src/app/holders.ts';
import { holdersOf } from '../../../src/app/holders.ts';
import { awaitingPurchaseOrder } from '../../../src/app/orders.ts';
import type { Chain } from '../../../src/app/why.ts';
import { chainsOf } from '../../../src/app/why.ts';
import type { DomainError, DomainErrorCode } from '../../../src/core/errors.ts';
import type { Permission } from '../../../src/rules/permissions.ts';
import { can, canOnOffice365 } from '../../../src/rules/permissions.ts';
import type { PartnerSide } from '../../../src/tasks/relationship.ts';
import { md } from '../../cards/escape.ts';
import type { JsonObject } from '../../cards/load.ts';
import { render } from '../../cards/render.ts';
import { countryName, list, shortened } from '../../format.ts';
import { refusalOf } from '../../errors.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import type { Key } from '../../words.ts';
import { t } from '../../words.ts';

type Words = 'CUS-03' | 'CUS-04' | 'CUS-10' | `provider.${'ORD-10' | 'ORD-01' | 'ORD-02' | 'ORD-03' | 'outdated' | 'ORD-05' | 'CUS-12'}` | `reseller.${'CUS-16' | 'ORD-10' | 'ORD-01' | 'ORD-02' | 'ORD-03' | 'outdated' | 'ORD-05' | 'CUS-12' | 'none'}`;
type DoorName = keyof typeof doors;

/** `needs`: which of the reader's own people can mend it. */
type Link = { readonly words: Words; readonly needs?: Permission; readonly door?: DoorName };

type Ends = { readonly customer: string; readonly chain: Chain };

type Way = { readonly key: Key; readonly verb: string; readonly data: JsonObject };

/** Buttons for what is the reader's own to do. */
const doors = {
  newRequest: () => ({ key: 'advice.button.newRequest', verb: 'show.newRequest', data: {} }),
  attest: ({ customer }: Ends) => ({ key: 'advice.button.attest', verb: 'show.attest', data: { customer } }),
  order: ({ customer }: Ends) => ({ key: 'advice.button.order', verb: 'show.addSubscription', data: { customer } }),
  ask: ({ customer }: Ends) => ({ key: 'advice.button.ask', verb: 'show.askChange', data: { customer } }),
  invite: () => ({ key: 'advice.button.invite', verb: 'show.newInvitation', data: {} }),
  inviteJointly: ({ chain: { provider } }: Ends) => ({ key: 'advice.button.inviteJointly', verb: 'show.newInvitation', data: { provider: provider?.id ?? '' } }),
  providers: () => ({ key: 'advice.button.providers', verb: 'show.providers', data: {} }),
  sign: () => ({ key: 'advice.button.sign', verb: 'show.agreement', data: {} }),
  enrolment: () => ({ key: 'advice.button.enrolment', verb: 'show.status', data: {} }),
  customer: ({ customer }: Ends) => ({ key: 'advice.button.customer', verb: 'show.customer', data: { customer } }),
} as const satisfies Record<string, (ends: Ends) => Way>;

const everybody: Readonly<Partial<Record<DomainErrorCode, Link>>> = { 'CUS-03': { words: 'CUS-03' }, 'CUS-04': { words: 'CUS-04' }, 'CUS-10': { words: 'CUS-10' } };

/** What each refusal of an order means to the people of either side. */
const links: Readonly<Record<PartnerSide, Readonly<Partial<Record<DomainErrorCode, Link>>>>> = {
  provider: {
    ...everybody,
    'ORD-10': { words: 'provider.ORD-10', needs: 'E01' },
    'ORD-01': { words: 'provider.ORD-01' },
    'ORD-02': { words: 'provider.ORD-02', needs: 'P17', door: 'newRequest' },
    'ORD-03': { words: 'provider.ORD-03' },
    'ORD-05': { words: 'provider.ORD-05' },
    'CUS-12': { words: 'provider.CUS-12', needs: 'P21', door: 'attest' },
  },
  reseller: {
    ...everybody,
    'CUS-16': { words: 'reseller.CUS-16', needs: 'P04', door: 'invite' },
    'ORD-10': { words: 'reseller.ORD-10', door: 'providers' },
    'ORD-01': { words: 'reseller.ORD-01', needs: 'P04', door: 'inviteJointly' },
    'ORD-02': { words: 'reseller.ORD-02', needs: 'P14' },
    'ORD-03': { words: 'reseller.ORD-03', needs: 'P15', door: 'sign' },
    'ORD-05': { words: 'reseller.ORD-05', needs: 'E01', door: 'enrolment' },
    'CUS-12': { words: 'reseller.CUS-12' },
  },
};
const noProvider: Link = { words: 'reseller.none', needs: 'P14', door: 'providers' };

/** ORD-03 of a company that signed an earlier version. */
const outdated: Readonly<Record<PartnerSide, Link>> = { provider: { words: 'provider.outdated' }, reseller: { words: 'reseller.outdated', needs: 'P15', door: 'sign' } };

function linkOf(side: PartnerSide, error: DomainError, { provider }: Chain): Link | undefined {
  if (error.code === 'ORD-02' && !provider) return noProvider;
  return error.code === 'ORD-03' && error.params.version !== '' ? outdated[side] : links[side][error.code];
}

export async function whyReply(ctx: TurnCtx, seen: SeenCustomer): Promise<Reply> {
  const { deps, actor, language } = ctx;
  const { own: { role: side, tenant: customer }, tenant } = seen;
  const chains = await chainsOf(deps, actor, seen);
  const you = side === 'provider' ? await aboutYou(ctx) : [];
  const order = (await awaitingPurchaseOrder(deps, actor.tenant)).find((one) => one.customer === customer);
  const clear = chains.filter(({ missing }) => missing.length === 0).length;
  const outcome = clear === 0 ? 'blocked' : clear === chains.length && you.length === 0 ? 'clear' : 'partly';
  const sections = await Promise.all(chains.map(async (chain): Promise<JsonObject> => ({
    title: titleOf(ctx, side, chain), clear: chain.missing.length === 0 ? t(language, chain.reseller ? 'advice.why.clear' : 'advice.why.clearNobody') : '',
    links: await Promise.all(chain.missing.map(async (error) => await linkShown(ctx, seen, { chain, error }))),
  })));
  return cardReply(render('advice/why', language, {
    title: t(language, `advice.why.title.${outcome}`, { customer: md(tenant.name) }), intro: side === 'reseller' ? t(language, 'advice.why.intro.reseller') : '',
    sections: [
      ...(order ? [{ title: t(language, 'advice.why.order'), clear: '', links: [await waitingOrder(ctx, side, order.id)] }] : []),
      ...(you.length > 0 ? [{ title: t(language, 'advice.why.you'), clear: '', links: you }] : []), ...sections,
    ],
    buttons: buttonsOf(ctx, side, { order: order?.id, all: chains.map((chain) => ({ customer, chain })) }),
  }));
}

function titleOf({ language }: TurnCtx, side: PartnerSide, { provider, reseller, missing }: Chain): string {
  const other = side === 'provider' ? reseller : provider;
  if (other) return t(language, 'advice.why.through', { company: md(shortened(other.name)) });
  return t(language, missing.length === 0 ? 'advice.why.nobody' : 'advice.why.own');
}

/** §4.7: the order that was placed already, and does not go on. */
const waitingOrder = async (ctx: TurnCtx, side: PartnerSide, number: string): Promise<JsonObject> => ({
  what: t(ctx.language, 'advice.why.purchaseOrder.what', { number: md(number) }),
  mend: t(ctx.language, `advice.why.purchaseOrder.mend.${side}`, { people: side === 'provider' ? await peopleWho(ctx, { permission: 'P19', onOffice365: true }) : '' }), // most orders are of Office 365 offers
});

/** INV-57, INV-04: what the reader's own role leaves out. */
async function aboutYou(ctx: TurnCtx): Promise<readonly JsonObject[]> {
  const { actor, language } = ctx;
  if (canOnOffice365(actor, 'P19')) return [];
  const name = can(actor, 'P19') ? 'office365' : 'role';
  return [{ what: t(language, `advice.why.${name}.what`), mend: t(language, `advice.why.${name}.mend`, { people: await peopleWho(ctx, { permission: 'P19', onOffice365: name === 'office365' }) }) }];
}

/** Whoever can do it reads so first. */
async function peopleWho({ deps, actor, language }: TurnCtx, held: Held): Promise<string> {
  const people = await holdersOf(deps, actor, held);
  const holds = held.onOffice365 ? canOnOffice365 : can;
  const named = holds(actor, held.permission) ? [t(language, 'advice.why.yourself'), ...people.filter((name) => name !== actor.name)] : people;
  return md(list(language, named)) || t(language, 'common.nobodyKnown');
}

type Missing = { readonly chain: Chain; readonly error: DomainError };

async function linkShown(ctx: TurnCtx, { own, tenant }: SeenCustomer, { chain, error }: Missing): Promise<JsonObject> {
  const { language, timeZone } = ctx;
  const link = linkOf(own.role, error, chain);
  if (!link) {
    const { what, next } = refusalOf(language, error, timeZone);
    return { what: md(what), mend: md(next) };
  }
  const params = {
    customer: md(tenant.name), provider: md(chain.provider?.name ?? ''), reseller: chain.reseller ? md(chain.reseller.name) : t(language, 'advice.why.itsReseller'),
    people: link.needs ? await peopleWho(ctx, { permission: link.needs }) : '', ...factsOf(ctx, error),
  };
  return { what: t(language, `advice.why.${link.words}.what`, params), mend: t(language, `advice.why.${link.words}.mend`, params) };
}

/** What only this refusal tells. */
function factsOf({ language }: TurnCtx, error: DomainError): Readonly<Record<string, string>> {
  switch (error.code) {
    case 'CUS-03': return { partnerCountry: countryName(language, error.params.partnerCountry), ownCountry: countryName(language, error.params.ownCountry) };
    case 'CUS-10': return { status: t(language, `common.verification.${error.params.status === 'underReview' || error.params.status === 'refused' ? error.params.status : 'unknown'}`) };
    case 'ORD-03': return { admins: md(error.params.admins) || t(language, 'common.nobodyKnown'), version: md(error.params.version) };
    default: return {};
  }
}

/** A card has room for six, and one is the way to the customer. */
const MOST_MENDING = 5;

type Leading = { readonly order: string | undefined; readonly all: readonly Ends[] };

function buttonsOf(ctx: TurnCtx, side: PartnerSide, { order, all }: Leading): readonly JsonObject[] {
  const { actor, language, viewNeeds } = ctx;
  const waiting = order ? all.slice(0, 1).map((ends) => ({ ends, key: 'advice.button.purchaseOrder', verb: 'show.order', data: { id: order, customer: ends.customer } } as const)) : [];
  const mending = all.flatMap((ends) => [...doorsOf(ctx, side, ends)].map((name) => ({ ends, ...doors[name](ends) })));
  const open = [...waiting, ...mending].filter(({ verb }) => {
    const needs = viewNeeds(verb);
    return needs === undefined || can(actor, needs);
  });
  const buttons = open.map(({ ends, key, verb, data }) => ({ title: t(language, key, { provider: shortened(ends.chain.provider?.name ?? '', 30) }), verb, data }));
  const different = [...new Map(buttons.map((button) => [JSON.stringify([button.verb, button.data]), button])).values()];
  const back = all.slice(0, 1).map((ends) => doors.customer(ends)).map(({ key, verb, data }) => ({ title: t(language, key), verb, data }));
  return [...different.slice(0, MOST_MENDING), ...back];
}

function doorsOf({ actor }: TurnCtx, side: PartnerSide, { chain }: Ends): readonly DoorName[] {
  if (chain.missing.length === 0) return [side === 'provider' ? 'order' : 'ask']; // what each leads to asks for the permission
  const isPartner = chain.missing.every(({ code }) => code !== 'ORD-02');
  return chain.missing.flatMap((error) => {
    const { door, needs } = linkOf(side, error, chain) ?? {};
    const isOpen = door !== undefined && (needs === undefined || can(actor, needs)) && (door !== 'inviteJointly' || isPartner); // ORD-02: nobody invites jointly without a partnership
    return isOpen ? [door] : [];
  });
}
