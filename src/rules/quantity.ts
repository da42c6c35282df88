/** How many licences somebody may ask for, and of which offers (§6.5; INV-49, INV-51): the rule of the input, and the questions that decisions ask. Refusing is the tasks' business. */

import type { OfferTrouble, QuantityTrouble } from '../core/errors.ts';
import type { FieldRule } from '../core/machine.ts';
import type { Offer, Segment } from '../core/offer.ts';
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

/** INV-49. @returns why this many of the offer cannot be had. */
export function quantityTrouble({ min, max, trial }: Pick<Offer, 'min' | 'max' | 'trial'>, count: number): QuantityTrouble | undefined {
  if (count >= min && count <= max) return undefined;
  if (trial) return 'trial';
  return count < min ? 'tooFew' : 'tooMany';
}

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
