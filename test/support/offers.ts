/** Offers of a catalogue for tests: one, or as many as are asked for. No expectations here. */

import type { Offer } from '../../src/core/offer.ts';

export const offered = (id: string, more: Partial<Offer> = {}): Offer => ({
  id, name: `Offer ${id}`, segment: 'commercial', countries: [], min: 1, max: 300, trial: false, kind: 'licence', office365: false, onePerCustomer: false, term: 'P1Y', billing: 'P1M', family: '', tier: 0, addOn: 'none',
  ...more,
});

/** Three steps of one family, the last one sold in Spain only. */
export const threeTiers: readonly Offer[] = [
  offered('basic', { name: 'Microsoft 365 Business Basic', office365: true, family: 'm365', tier: 1 }),
  offered('standard', { name: 'Microsoft 365 Business Standard', office365: true, family: 'm365', tier: 2 }),
  offered('premium', { name: 'Microsoft 365 Business Premium', office365: true, family: 'm365', tier: 3, countries: ['ES'] }),
];

/** "Offer 0001", "Offer 0002" … */
export const manyOffers = (count: number, more: Partial<Offer> = {}): readonly Offer[] =>
  Array.from({ length: count }, (_one, index) => offered(String(index + 1).padStart(4, '0'), more));
