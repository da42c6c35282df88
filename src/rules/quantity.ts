/** How many licences somebody may ask for, and of which offers (§6.5; INV-49, INV-51): the rule of the input, and the questions that decisions ask. Refusing is the tasks' business. */

import type { OfferTrouble, QuantityTrouble } from '../core/errors.ts';
import type { FieldRule, TenantFacts } from '../core/machine.ts';
import type { Offer, Segment, SubscriptionFacts } from '../core/offer.ts';
import { termMonths } from '../core/offer.ts';
import { err, ok } from '../core/result.ts';
import type { Flaw } from './text.ts';
import { flaw, normalise } from './text.ts';

/** More licences than anybody orders at once; an offer may allow fewer. [DESIGN] */
const MOST_LICENCES = 1_000_000;

const EXAMPLE = '25';
const LONGEST_SHOWN = 20;

/** §6.5: an integer without sign, decimals or separators. What could be meant in two ways is asked, never guessed. */
export const quantity: FieldRule<number> = (raw) => {
  const typed = normalise(raw);
  const trouble = flawOf(typed);
  return trouble ? err(trouble) : ok(Number(typed));
};

function flawOf(typed: string): Flaw | undefined {
  const shown = [...typed].slice(0, LONGEST_SHOWN).join('');
  if (typed === '') return flaw('quantity.empty', { example: EXAMPLE });
  if (/^[+\-\u2012-\u2015\u2212]\s?\d/.test(typed)) return flaw('quantity.sign', { example: EXAMPLE });
  if (/^[1-9]\d{0,2}(?:[.,'’ ]\d{3})+$/.test(typed)) return flaw('quantity.separator', { typed: shown, example: typed.replace(/\D/g, '') });
  if (/^[\d.,'’ ]*\d?[.,]\d+$/.test(typed)) return flaw('quantity.decimals', { example: EXAMPLE });
  if (/^\p{N}+$/u.test(typed) && !/^\d+$/.test(typed)) return flaw('quantity.digits', { example: EXAMPLE });
  if (!/^\d+$/.test(typed)) return flaw('quantity.notANumber', { typed: shown, example: EXAMPLE });
  return isWithin(Number(typed)) ? undefined : flaw('quantity.range', { min: 1, max: MOST_LICENCES });
}

const isWithin = (count: number): boolean => count >= 1 && count <= MOST_LICENCES;

/** §6.5: of one subscription, and subscriptions of one customer. How many customers such an account has is the service's to say: no list of ours counts for a decision. */
export const SANDBOX = { licences: 25, subscriptions: 5 } as const;

/** Who sells, as far as its account limits what it can sell. */
export type Seller = Pick<TenantFacts, 'sandbox'> | undefined;

type Limits = Pick<Offer, 'min' | 'max'>;
const mostOf = ({ max }: Pick<Limits, 'max'>, seller: Seller): number => (seller?.sandbox ? Math.min(max, SANDBOX.licences) : max);

/** As forms say them. An offer that needs more than the account allows keeps its own, and is refused when it is asked for. */
export function limitsOf({ min, max }: Limits, seller: Seller): Limits {
  const most = mostOf({ max }, seller);
  return { min, max: most < min ? max : most };
}

/** INV-49, §6.5. @returns why this many of the offer cannot be had. */
export function quantityTrouble(offer: Limits & Pick<Offer, 'trial'>, count: number, seller: Seller): QuantityTrouble | undefined {
  const { min, max, trial } = offer;
  const most = mostOf(offer, seller);
  if (count >= min && count <= most) return undefined;
  if (count > most && most < max) return 'sandbox';
  if (trial) return 'trial';
  return count < min ? 'tooFew' : 'tooMany';
}

/** What ended or never began can be had again. */
export const areThere = <T extends Pick<SubscriptionFacts, 'state'>>(subscriptions: readonly T[]): readonly T[] => subscriptions.filter(({ state }) => state !== 'Deleted' && state !== 'Error');

/** INV-59: what another one sold, and what was bought elsewhere, counts for no limit of this seller's, and so is never told by one. [DESIGN] */
export const soldBy = (seller: string, subscriptions: readonly SubscriptionFacts[]): readonly SubscriptionFacts[] =>
  areThere(subscriptions).filter(({ provider, channel }) => provider === seller && channel !== 'external');

/** §6.5. @param more how many subscriptions there would be besides those that this seller sold to the customer. */
export const isSandboxFull = (seller: Seller, sold: readonly SubscriptionFacts[], more: number): boolean => seller?.sandbox === true && sold.length + more > SANDBOX.subscriptions;

/** Licences of one kind, of a subscription or of a line of an order. */
type Seats = Pick<SubscriptionFacts, 'kind' | 'quantity' | 'office365' | 'addOn'>;

/** [DESIGN] base seats are Office 365 licences that are no add-ons, of what runs or is about to; nobody works with what is suspended or over. */
export const inUse = (sold: readonly SubscriptionFacts[]): readonly SubscriptionFacts[] => sold.filter(({ state }) => state === 'Active' || state === 'Pending');
const isBase = ({ kind, office365, addOn = 'none' }: Seats): boolean => kind === 'licence' && office365 === true && addOn === 'none';
const isMultiGeo = ({ addOn }: Seats): boolean => addOn === 'multiGeo';

/** §6.5 (2023): multi-geo add-ons are five in a hundred of the base seats or more, rounded up. @returns how many of one add-on that takes beside all others. */
export const leastMultiGeo = (beside: readonly Seats[]): number => Math.ceil(seatsOf(beside, isBase) / 20) - seatsOf(beside, isMultiGeo);
const seatsOf = (all: readonly Seats[], counts: (one: Seats) => boolean): number => all.filter(counts).reduce((sum, { quantity: count }) => sum + count, 0);

/** Who would get an offer; `has`: the ids of the offers of subscriptions that are alive. */
export type Taker = { readonly country: string; readonly segment: Segment; readonly has: readonly string[] };

/** ORD-08. @returns why this customer cannot get the offer; an offer that the catalogue does not have is none. */
export function offerTrouble(offer: Offer | undefined, { country, segment, has }: Taker): OfferTrouble | undefined {
  if (!offer) return 'unknown';
  if (!isSoldIn(offer, country)) return 'country';
  if (offer.segment !== segment) return 'segment';
  return offer.onePerCustomer && has.includes(offer.id) ? 'onePerCustomer' : undefined;
}

export const isSoldIn = ({ countries }: Pick<Offer, 'countries'>, country: string): boolean => countries.length === 0 || countries.includes(country.toUpperCase());

type Step = Pick<Offer, 'family' | 'tier' | 'term'>;

/** INV-51: an upgrade leads to a greater tier of the same family; an offer without a family stands alone. §6.5: a term never shrinks. */
export const isHigher = (from: Step, to: Step): boolean =>
  from.family !== '' && from.family === to.family && to.tier > from.tier && termMonths[to.term] >= termMonths[from.term];
