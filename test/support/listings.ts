/** Providers of the official list for tests: Norte, and as many others as are asked for. No expectations here. */

import type { Listing } from '../../src/app/listingDoc.ts';
import { norte, tenantNamed } from './world.ts';

export const norteListed: Listing = {
  v: 1, tenant: norte.id, name: 'Distribuciones Norte', country: 'ES', cloud: 'public', countries: ['ES', 'PT'], services: ['training', 'financing'], support: 'premium',
  contact: { name: 'Elena Vidal', email: 'elena.vidal@norte.es', phone: '+34944123456', webSite: 'https://www.norte.es' },
};

export const listed = (id: string, name: string, more: Partial<Listing> = {}): Listing => ({
  ...norteListed, tenant: tenantNamed(id), name, countries: ['ES'], services: ['training'], support: 'basic', contact: { name: 'Ana Gil', email: `ana@${id}.example` }, ...more,
});

/** "Provider 0001", "Provider 0002" … */
export const many = (count: number, more: Partial<Listing> = {}): readonly Listing[] =>
  Array.from({ length: count }, (_one, index) => String(index + 1).padStart(4, '0')).map((number) => listed(`provider-${number}`, `Provider ${number}`, more));
