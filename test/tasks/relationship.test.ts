/** Relationships of customers (domain.md §4.5) as far as they come from other portals: who brings them in, for whom, and what follows. */

import { describe, expect, it } from '@jest/globals';
import { relationship } from '../../src/tasks/relationship.ts';
import { relationshipIn } from '../support/partners.ts';
import { accepted, leaving, rules } from '../support/rules.ts';
import { adventure, cast, contoso, norte, enrolmentIn } from '../support/world.ts';

const { system, globalAdmin } = cast;
const atAdventure = { read: { tenant: adventure } };
const role = { role: 'reseller' };

describe('customers of other portals', () => {
  rules(relationship, [
    ['WF-19 step 1 one is brought in', 'None', 'imported', system, role, 'Active', atAdventure],
    ['WF-19 step 1 for a provider', 'None', 'imported', system, { role: 'provider' }, 'Active', atAdventure],
    ['WF-19 step 1 GEN-07 once', 'Active', 'imported', system, role, 'GEN-07', atAdventure],
    ['WF-19 step 1 GEN-07 and not after it was removed here', 'Removed', 'imported', system, role, 'GEN-07', atAdventure],
    ['INV-34 GEN-07 a company that trades in CSP is nobody\'s customer', 'None', 'imported', system, role, 'GEN-07', { read: { tenant: { ...adventure, inCsp: true } } }],
    ['INV-34 GEN-07 nor one that has enrolled here', 'None', 'imported', system, role, 'GEN-07', { read: { tenant: adventure, enrolment: enrolmentIn('Qualified', { tenant: adventure.id }) } }],
    ['GEN-05 as provider or as reseller', 'None', 'imported', system, { role: 'friend' }, 'GEN-05', atAdventure],
    ['INV-56 GEN-06 no partner brings one in by itself', 'None', 'imported', globalAdmin, role, 'GEN-06', atAdventure],
    ['INV-56 GEN-01 nor does the customer', 'None', 'imported', { ...globalAdmin, tenant: adventure.id, tenantKind: 'customer' }, role, 'GEN-01', atAdventure],
  ]);

  it('INV-22 lives with the customer, and brings the lists of its partners in line', () => {
    const decision = accepted(relationship, relationshipIn('None', { id: norte.id, partner: norte.id }), 'imported', { actor: system, input: { role: 'provider' }, ...atAdventure });
    expect(decision.doc).toMatchObject({ tenant: 'adventure', partner: 'norte', role: 'provider', origin: 'imported', customer: { name: 'adventure', country: 'ES' }, rev: 1 });
    expect(leaving(decision)).toEqual(['customerSync']);
  });

  it('INV-22 the customer\'s own list remembers who was there', () => {
    expect((['None', 'Active', 'Removed'] as const).map((state) => relationship.line(relationshipIn(state))?.body)).toEqual([
      undefined, { partner: contoso.id, role: 'reseller', state: 'Active' }, { partner: contoso.id, role: 'reseller', state: 'Removed' },
    ]);
  });
});
