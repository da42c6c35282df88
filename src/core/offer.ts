/** What is sold: an offer of the catalogue as decisions see it (WF-23, §6.5). How the catalogue is loaded and kept is app/offers.ts; what may be ordered is rules/quantity.ts. */

import { z } from 'zod';
import type { Instant } from './time.ts';

export const segments = ['commercial', 'education', 'government', 'nonprofit'] as const;
export type Segment = (typeof segments)[number];
export const offerKinds = ['licence', 'azure', 'software', 'reservation'] as const;
/** ISO 8601 durations. */
export const terms = ['P1M', 'P1Y', 'P3Y'] as const;
export type Term = (typeof terms)[number];
/** What is only sold beside something else; a multi-geo add-on, in proportion to it (§6.5). */
export const addOns = ['none', 'multiGeo', 'other'] as const;
export const termMonths: Readonly<Record<Term, number>> = { P1M: 1, P1Y: 12, P3Y: 36 };

/** Also as it is stored, in the catalogue and with what was sold of it. */
export const offerSchema = z.object({
  id: z.string(),
  /** As it is sold, in the language of the price list. */
  name: z.string(),
  segment: z.enum(segments),
  /** ISO 3166 alpha-2; none is every country. */
  countries: z.array(z.string()).readonly(),
  min: z.number().int(),
  max: z.number().int(),
  trial: z.boolean(),
  kind: z.enum(offerKinds),
  /** A helpdesk agent may not touch it (INV-04). */
  office365: z.boolean(),
  onePerCustomer: z.boolean(),
  term: z.enum(terms),
  billing: z.enum(terms),
  /** Offers of one family follow one another; an upgrade leads to a greater tier (INV-51). */
  family: z.string(),
  tier: z.number().int(),
  /** Offers that were stored before there was this column are none. */
  addOn: z.enum(addOns).default('none'),
});
export type Offer = z.output<typeof offerSchema>;

/** A subscription as decisions about other things of the same customer see it. */
export type SubscriptionFacts = {
  readonly id: string; readonly offer: string; readonly name: string; readonly state: string; readonly kind: Offer['kind']; readonly quantity: number; readonly provider: string;
  /** Absent: of none. */
  readonly order?: string;
  /** Absent: sold here. */
  readonly channel?: 'csp' | 'external';
  /** Purchase or last renewal; absent in lines that were written before this was kept, whose window is over. */
  readonly boughtAt?: Instant;
  /** Of its offer; absent in lines that were written before these were kept, which then count for nothing. */
  readonly office365?: boolean;
  readonly addOn?: Offer['addOn'];
};
