/** What is sold: an offer of the catalogue as decisions see it (WF-23, §6.5). How the catalogue is loaded and kept is app/offers.ts; what may be ordered is rules/quantity.ts. */

export const segments = ['commercial', 'education', 'government', 'nonprofit'] as const;
export type Segment = (typeof segments)[number];
export const offerKinds = ['licence', 'azure', 'software', 'reservation'] as const;
/** ISO 8601 durations. */
export const terms = ['P1M', 'P1Y', 'P3Y'] as const;
export type Term = (typeof terms)[number];
export const termMonths: Readonly<Record<Term, number>> = { P1M: 1, P1Y: 12, P3Y: 36 };

export type Offer = {
  readonly id: string;
  /** As it is sold, in the language of the price list. */
  readonly name: string;
  readonly segment: Segment;
  /** ISO 3166 alpha-2; none is every country. */
  readonly countries: readonly string[];
  readonly min: number;
  readonly max: number;
  readonly trial: boolean;
  readonly kind: (typeof offerKinds)[number];
  /** A helpdesk agent may not touch it (INV-04). */
  readonly office365: boolean;
  readonly onePerCustomer: boolean;
  readonly term: Term;
  readonly billing: Term;
  /** Offers of one family follow one another; an upgrade leads to a greater tier (INV-51). */
  readonly family: string;
  readonly tier: number;
};

/** A subscription as decisions about other things of the same customer see it. */
export type SubscriptionFacts = {
  readonly id: string; readonly offer: string; readonly name: string; readonly state: string; readonly kind: Offer['kind']; readonly quantity: number; readonly provider: string;
  /** Absent: of none. */
  readonly order?: string;
  /** Absent: sold here. */
  readonly channel?: 'csp' | 'external';
};
