/** What a line of the catalogue may say about an offer: the rule of each column, and those that look at two of them (§6.5, INV-49). What customers may order of it is quantity.ts. */

import type { FieldRule } from '../core/machine.ts';
import type { Offer } from '../core/offer.ts';
import { addOns, offerKinds, segments, termMonths, terms } from '../core/offer.ts';
import { err, ok } from '../core/result.ts';
import { optionalText, text } from './fields.ts';
import { anyCountryCodes, spelt, yesOrNo } from './listing.ts';
import { quantity } from './quantity.ts';
import type { Rules } from './settings.ts';
import { flaw, normalise } from './text.ts';

/** [DESIGN] What both stores, commands and order forms carry. */
const offerId: FieldRule<string> = (raw, context) => {
  const read = text(60)(raw, context);
  return !read.ok || /^[\p{L}\p{N}][\p{L}\p{N}:._-]*$/u.test(read.value) ? read : err(flaw('choice'));
};

/** Left empty, it is the value that nearly every offer has. */
const orElse = <T>(rule: FieldRule<T>, usual: string): FieldRule<T> => (raw, context) => rule(normalise(raw) === '' ? usual : raw, context);

const named = <const V extends string>(values: readonly V[], spanish: readonly (readonly [string, V])[] = []): FieldRule<V> =>
  spelt(new Map([...values.map((value) => [value.toLowerCase(), value] as const), ...spanish]));

const MOST_TIERS = 99;
const tier: FieldRule<number> = (raw) => {
  const typed = normalise(raw);
  return /^\d{0,2}$/.test(typed) ? ok(Number(typed)) : err(flaw('quantity.range', { min: 0, max: MOST_TIERS }));
};

const period = named(terms, [['1m', 'P1M'], ['1y', 'P1Y'], ['3y', 'P3Y'], ['1a', 'P1Y'], ['3a', 'P3Y']]);

export const offerFields = {
  id: offerId,
  name: text(120),
  segment: named(segments, [['comercial', 'commercial'], ['educacion', 'education'], ['administracion publica', 'government'], ['sin animo de lucro', 'nonprofit']]),
  countries: anyCountryCodes,
  min: quantity,
  max: quantity,
  trial: orElse(yesOrNo, 'no'),
  kind: named(offerKinds, [['licencia', 'licence'], ['reserva', 'reservation']]),
  office365: orElse(yesOrNo, 'no'),
  onePerCustomer: orElse(yesOrNo, 'no'),
  term: period,
  billing: period,
  family: optionalText(60),
  tier,
  addOn: orElse(named(addOns, [['multigeografico', 'multiGeo'], ['otro', 'other'], ['no', 'none']]), 'none'),
} as const satisfies { readonly [Column in keyof Offer]: FieldRule<Offer[Column]> };

/** What is wrong with an offer whose cells are all good by themselves. */
export type OfferFlaw = { readonly column: keyof Offer; readonly why: 'order' | 'trialSeats' | 'azure' | 'billing' };

export function offerFlaws({ min, max, trial, kind, term, billing }: Offer, { subscription: { trialSeats } }: Rules): readonly OfferFlaw[] {
  const isWrong = {
    order: min > max,
    trialSeats: trial && (min !== trialSeats || max !== trialSeats), // INV-49
    azure: kind === 'azure' && (min !== 1 || max !== 1), // §6.5
    billing: termMonths[billing] > termMonths[term], // §6.5
  };
  const columns = { order: 'min', trialSeats: 'max', azure: 'max', billing: 'billing' } as const;
  return (Object.keys(isWrong) as (keyof typeof isWrong)[]).filter((why) => isWrong[why]).map((why) => ({ column: columns[why], why })); // keys of the object above
}
