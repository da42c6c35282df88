/** The details of a customer, which its partners share: who may edit them, what they may become, and what an edit leaves alone (P08). */

import { describe, expect, it } from '@jest/globals';
import type { AddressFinding } from '../../src/core/address.ts';
import { addressName } from '../../src/rules/addressCheck.ts';
import { customer } from '../../src/tasks/customer.ts';
import type { Relationship } from '../../src/tasks/relationship.ts';
import { customerIn } from '../support/customers.ts';
import { details, typedDetails } from '../support/details.ts';
import { iker, nuria, relationshipIn } from '../support/partners.ts';
import { accepted, outcomeOf, rules, run } from '../support/rules.ts';
import type { Circumstances } from '../support/world.ts';
import { adventure, cast, contoso, fabrikam, norte } from '../support/world.ts';

const { salesAgent: sal, helpdeskAgent: hal, partnerGlobalAdmin: pia, billingAdmin: bea, userManagementAdmin: uma, employee: eva } = cast;
const withContoso = relationshipIn('Active');
const withNorte = relationshipIn('Active', { id: norte.id, partner: norte.id, role: 'provider' });
const at = (relationships: readonly Relationship[] = [withContoso, withNorte], { own = contoso, tenant = adventure } = {}): Circumstances => ({ read: { tenant, own, relationships } });
const known = customerIn('Known', { profile: details, rev: 4 });
const poland = { ...adventure, country: 'PL' };

describe('who may edit them', () => {
  rules(customer, [
    ['P08 a sales agent', known, 'edit', sal, typedDetails, 'Known', at()],
    ['P08 a helpdesk agent', known, 'edit', hal, typedDetails, 'Known', at()],
    ['P08 a Global admin', known, 'edit', pia, typedDetails, 'Known', at()],
    ['P08 a provider as well as a reseller', known, 'edit', nuria, typedDetails, 'Known', at([withContoso, withNorte], { own: norte })],
    ['P08 GEN-01 no billing admin', known, 'edit', bea, typedDetails, 'GEN-01', at()],
    ['P08 GEN-01 no user management admin', known, 'edit', uma, typedDetails, 'GEN-01', at()],
    ['P08 GEN-01 nobody without a role', known, 'edit', eva, typedDetails, 'GEN-01', at()],
    ['INV-56 GEN-06 no partner that never served it', known, 'edit', sal, typedDetails, 'GEN-06', at([withNorte])],
    ['INV-36 CUS-16 nor one whose relationship was removed', known, 'edit', sal, typedDetails, 'CUS-16', at([relationshipIn('Removed'), withNorte])],
    ['P08 of a customer that came from another portal', 'None', 'edit', sal, typedDetails, 'Known', at()],
  ]);
});

describe('what they may become', () => {
  rules(customer, [
    ['CUS-06 no company without a name', known, 'edit', sal, { ...typedDetails, company: '' }, 'CUS-06', at()],
    ['GEN-05 a doubtful name has to be confirmed', known, 'edit', sal, { ...typedDetails, company: 'adventure.com' }, 'GEN-05', at()],
    ['§6.2 and can be', known, 'edit', sal, { ...typedDetails, company: 'adventure.com', confirmWarnings: 'true' }, 'Known', at()],
    ['CUS-07 an address is one of the country', known, 'edit', sal, { ...typedDetails, postalCode: '1' }, 'CUS-07', at()],
    ['CUS-09 INV-54 the contact is not at the partner', known, 'edit', sal, { ...typedDetails, email: 'sal@contoso.es' }, 'CUS-09', at()],
    ['CUS-09 INV-54 whichever partner asks', known, 'edit', iker, { ...typedDetails, email: 'iker@norte.es' }, 'CUS-09', at([withNorte], { own: norte })],
    ['INV-54 nor at Microsoft', known, 'edit', sal, { ...typedDetails, email: 'sal@microsoft.com' }, 'CUS-09', at()],
    ['§6.4 GEN-05 nor at anybody\'s, for education', customerIn('Known', { segment: 'education' }), 'edit', sal, { ...typedDetails, email: 'olga@gmail.com' }, 'GEN-05', at()],
    ['§6.4 elsewhere, webmail is an address', known, 'edit', sal, { ...typedDetails, email: 'olga@gmail.com' }, 'Known', at()],
  ]);

  describe('the check of the address (§6.3)', () => {
    const spelt = { country: 'ES', line1: 'Calle Mayor 5', line2: '', city: 'Madrid', state: '', postalCode: '28013' };
    const finding = (result: AddressFinding['result'], suggestions: AddressFinding['suggestions'] = []): Circumstances => ({ read: { ...at().read, address: { result, suggestions } } });
    const moved = { ...typedDetails, line1: 'c/ mayor 5', line2: '' };

    rules(customer, [
      ['§6.3 CUS-07 a new one is checked', known, 'edit', sal, moved, 'CUS-07', finding('InteractionRequired', [spelt])],
      ['§6.3 CUS-07 there is no such place', known, 'edit', sal, moved, 'CUS-07', finding('None')],
      ['§6.3 one that nobody could check is taken', known, 'edit', sal, moved, 'Known', finding('NotValidated')],
      ['§6.3 one that is kept as it was is not asked about again', known, 'edit', sal, { ...typedDetails, firstName: 'Oksana' }, 'Known', finding('None')],
    ]);

    it('§6.3 the suggestion that was chosen is what is kept', () => {
      const order = { actor: sal, ...finding('InteractionRequired', [spelt]) };
      expect(accepted(customer, known, 'edit', { ...order, input: { ...moved, addressChoice: addressName(spelt) } }).doc.profile).toEqual({ ...details, line1: 'Calle Mayor 5', line2: '' });
      expect(accepted(customer, known, 'edit', { ...order, input: { ...moved, addressChoice: addressName({ ...spelt, line1: moved.line1 }) } }).doc.profile).toEqual({ ...details, line1: 'c/ mayor 5', line2: '' });
    });
  });

  it('INV-55 CUS-08 phone and registration number are needed where the country of the customer asks for them, whatever the form says', () => {
    const decided = run(customer, known, 'edit', { actor: sal, input: { ...typedDetails, postalCode: '00-001', country: 'ES' }, ...at([withContoso], { tenant: poland }) });
    expect(decided).toMatchObject({ error: { fields: [{ field: 'phone', rule: 'required' }, { field: 'registrationId', rule: 'required' }] } });
  });
});

describe('an edit', () => {
  it('INV-29 INV-40 leaves country, domain and segment alone, whatever was sent along', () => {
    const { doc } = accepted(customer, known, 'edit', { actor: sal, input: { ...typedDetails, city: 'Getafe', country: 'MX', domain: 'evil.example', segment: 'education' }, ...at() });
    expect(doc.profile).toEqual({ ...details, city: 'Getafe' });
    expect([doc.name, doc.country, doc.segment, doc.association]).toEqual([known.name, 'ES', 'commercial', known.association]);
  });

  it('P08 gives a customer that came by invitation its first details', () => {
    expect(accepted(customer, customerIn('Known'), 'edit', { actor: sal, input: typedDetails, ...at() }).doc.profile).toEqual(details);
  });

  it('sends nothing to anybody', () => {
    expect(accepted(customer, known, 'edit', { actor: sal, input: { ...typedDetails, city: 'Getafe' }, ...at() }).step).not.toHaveProperty('outbox');
  });

  it('GEN-02 of what somebody else has changed meanwhile is refused', () => {
    const order = { actor: iker, input: typedDetails, ...at([withNorte], { own: norte }) };
    expect([3, 4].map((rev) => outcomeOf(run(customer, known, 'edit', { ...order, rev })))).toEqual(['GEN-02', 'Known']);
  });

  it('of nothing is no change: cards in other hands stay good', () => {
    const { step, doc } = accepted(customer, known, 'edit', { actor: sal, input: typedDetails, ...at() });
    expect([step, doc.rev]).toEqual([{ quiet: true }, 4]);
  });

  it('INV-56 a stranger with the right revision learns nothing', () => {
    expect(outcomeOf(run(customer, known, 'edit', { actor: { ...sal, tenant: fabrikam.id }, input: typedDetails, rev: 4, ...at([withContoso], { own: fabrikam }) }))).toBe('GEN-06');
  });
});
