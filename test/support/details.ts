/** The details of Adventure Works as partners type them, and as they are stored. No expectations here. */

import type { CustomerProfile } from '../../src/tasks/customerDoc.ts';

export const typedDetails = {
  company: 'Adventure Works S.L.', line1: 'Gran Vía 10', line2: '3.º B', city: 'Madrid', state: '', postalCode: '28013',
  firstName: 'Olga', lastName: 'Ortiz', email: 'olga@adventure.es', phone: '', registrationId: '',
} as const;

export const details: CustomerProfile = { ...typedDetails, domain: 'adventure.es', country: 'ES', segment: 'commercial' };
