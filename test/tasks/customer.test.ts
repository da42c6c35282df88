/** What happens to a customer as a whole (WF-22, WF-23, WF-35, S004): both relationships of an acceptance in one decision, the customer agreement, the association. */

import { describe, expect, it } from '@jest/globals';
import type { TenantId } from '../../src/core/ids.ts';
import type { ReadSet, TaskDoc } from '../../src/core/machine.ts';
import { DAY, HOUR } from '../../src/core/time.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import { customer } from '../../src/tasks/customer.ts';
import type { Relationship } from '../../src/tasks/relationship.ts';
import { customerIn } from '../support/customers.ts';
import { iker, nuria, partnershipIn, relationshipIn } from '../support/partners.ts';
import { accepted, leaving, outcomeOf, rules, run } from '../support/rules.ts';
import { NOW, adventure, ago, cast, contoso, fabrikam, norte } from '../support/world.ts';

const { system, salesAgent: sal } = cast;
const withContoso = relationshipIn('Active');
const withNorte = relationshipIn('Active', { id: norte.id, partner: norte.id, partnerName: norte.name, role: 'provider' });
const removal = (at: Relationship['since']): Partial<Relationship> => ({ removal: { by: sal.name, byId: sal.id, at, attested: [] } });
const at = (relationships: readonly Relationship[], more: Partial<ReadSet> = {}) => ({ read: { tenant: adventure, own: norte, relationships, ...more } });

const alone = {
  invitation: 'INV-7K3F-9QXD', reseller: contoso.id, resellerName: contoso.name, provider: '', providerName: '', by: 'Olga Ortiz Sáez', byId: 'olga', email: 'olga@adventure.es', roles: 'directory.globalAdmin',
  at: ago(HOUR), version: '2026-11+2023-01', language: 'es',
};
const joint = { ...alone, provider: norte.id, providerName: norte.name };

const consenting = accepted(customer, customerIn('None'), 'accepted', { actor: system, input: alone, ...at([]) }).doc;

/** What begins, as "partner role state origin admin". */
const beginning = (companions: readonly { readonly doc: TaskDoc }[] = []) =>
  companions.map(({ doc }) => doc as Relationship).map(({ partner, role, state, origin, delegatedAdmin }) => `${partner} ${role} ${state} ${origin} ${delegatedAdmin}`); // companions of a customer are relationships

describe('an invitation was accepted', () => {
  rules(customer, [
    ['WF-22 by somebody who was no customer of anybody', 'None', 'accepted', system, alone, 'Known', at([])],
    ['WF-22 by one that others serve already', 'Known', 'accepted', system, alone, 'Known', at([withNorte])],
    ['INV-39 GEN-07 what was agreed to before the removal ended with it', 'Known', 'accepted', system, alone, 'GEN-07', at([relationshipIn('Removed', removal(NOW))])],
    ['INV-39 a new acceptance brings it back', 'Known', 'accepted', system, alone, 'Known', at([relationshipIn('Removed', removal(ago(DAY)))])],
    ['INV-32 GEN-07 of two, one removed since stays removed, and then the other does not begin either', 'Known', 'accepted', system, joint, 'GEN-07', at([relationshipIn('Removed', removal(NOW))])],
  ]);

  it('INV-31 WF-29 a reseller-only one begins nothing for any provider', () => {
    const { step } = accepted(customer, customerIn('None'), 'accepted', { actor: system, input: alone, ...at([]) });
    expect(beginning(step.companions)).toEqual(['contoso reseller Active invited DAP']);
    expect(leaving({ doc: undefined, step })).toEqual(['customerSync']);
  });

  it('INV-32 a joint one begins both in one decision; the provider gets the right to order, and no more', () => {
    const { step } = accepted(customer, customerIn('None'), 'accepted', { actor: system, input: joint, ...at([]) });
    expect(beginning(step.companions)).toEqual(['contoso reseller Active joint DAP', 'norte provider Active joint None']);
  });

  it('CUS-02 INV-32 of two, one that is Active already stays as it is', () => {
    const { step } = accepted(customer, customerIn('Known'), 'accepted', { actor: system, input: joint, ...at([withContoso]) });
    expect(beginning(step.companions)).toEqual(['norte provider Active joint None']);
    const both = accepted(customer, customerIn('Known'), 'accepted', { actor: system, input: joint, ...at([withContoso, withNorte]) });
    expect(both.step.companions).toEqual([]);
  });

  it('INV-39 a relationship that comes back carries the new consent, and nothing of its removal', () => {
    const { step } = accepted(customer, customerIn('Known'), 'accepted', { actor: system, input: alone, ...at([relationshipIn('Removed', { rev: 4, ...removal(ago(DAY)) })]) });
    expect(step.companions).toMatchObject([{ doc: { rev: 5, state: 'Active', since: NOW, consent: { about: 'INV-7K3F-9QXD', by: 'Olga Ortiz Sáez', at: ago(HOUR) } } }]);
    expect(step.companions?.[0]?.doc).not.toHaveProperty('removal');
  });

  it('WF-22 gives delegated admin only where the profile says so', () => {
    const without = rulesSchema.parse({ invitation: { delegatedAdmin: 'none' } });
    expect(beginning(accepted(customer, customerIn('None'), 'accepted', { actor: system, input: alone, rules: without, ...at([]) }).step.companions)).toEqual(['contoso reseller Active invited None']);
  });

  it('WF-35 confirms the customer agreement too, unless it was confirmed before', () => {
    const fresh = accepted(customer, customerIn('None'), 'accepted', { actor: system, input: alone, ...at([]) });
    expect(fresh.doc.agreement).toMatchObject({ how: 'accepted', firstName: 'Olga Ortiz', lastName: 'Sáez', email: 'olga@adventure.es', version: '2023-01', byTenant: adventure.id });
    const { agreement } = fresh.doc;
    const again = accepted(customer, customerIn('Known', agreement ? { agreement } : {}), 'accepted', { actor: system, input: { ...alone, by: 'Omar Oca' }, ...at([]) });
    expect(again.doc.agreement).toEqual(agreement);
  });
});

const profile = {
  company: 'Adventure Works', domain: 'adventureworks', country: 'ES', segment: 'education', line1: 'Calle Mayor 1', line2: '', city: 'Madrid', state: '', postalCode: '28013',
  firstName: 'Olga', lastName: 'Ortiz', email: 'olga@adventure.es', phone: '', registrationId: '',
};
const creating = { newCustomer: 'ORD-7K3F-9QXD', provider: norte.id, providerName: norte.name, reseller: contoso.id, resellerName: contoso.name, by: iker.name, byId: iker.id, at: ago(HOUR), profile: JSON.stringify(profile), agreement: '' };

describe('a provider has added it', () => {
  rules(customer, [
    ['WF-23 once', 'None', 'created', system, creating, 'Known', at([])],
    ['WF-23 GEN-07 not twice', 'Known', 'created', system, creating, 'GEN-07', at([])],
    ['WF-23 INV-56 GEN-06 and no person does it by themselves', 'None', 'created', iker, creating, 'GEN-06', at([])],
  ]);

  it('WF-23 INV-42 begins both relationships and the association in one decision; its order follows', () => {
    const decision = accepted(customer, customerIn('None'), 'created', { actor: system, input: creating, ...at([]) });
    expect(beginning(decision.step.companions)).toEqual(['norte provider Active created DAP', 'contoso reseller Active created DAP']);
    expect([decision.doc.name, decision.doc.segment, decision.doc.association, decision.doc.agreement]).toEqual(['Adventure Works', 'education', { reseller: contoso.id, name: contoso.name, provider: norte.id, at: ago(HOUR) }, undefined]);
    expect(leaving(decision)).toEqual(['customerSync', 'orderStart']);
  });

  it('WF-23 INV-42 of its own has nobody in between', () => {
    const { doc, step } = accepted(customer, customerIn('None'), 'created', { actor: system, input: { ...creating, reseller: '', resellerName: '' }, ...at([]) });
    expect([beginning(step.companions), doc.association]).toEqual([['norte provider Active created DAP'], undefined]);
  });
});

const signature = { signerFirstName: 'Olga', signerLastName: 'Ortiz', signerEmail: 'olga@adventure.es', signerPhone: '', agreedOn: '2026-02-20', attest: 'true' };
const attested = accepted(customer, customerIn('Known'), 'attest', { actor: iker, input: signature, ...at([withNorte]) }).doc;

describe('the customer agreement', () => {
  rules(customer, [
    ['WF-35 P21 a provider attests it', 'Known', 'attest', iker, signature, 'Known', at([withNorte])],
    ['WF-35 also of a customer that came from another portal', 'None', 'attest', iker, signature, 'Known', at([withNorte])],
    ['WF-35 INV-62 today is a day that has come', 'Known', 'attest', iker, { ...signature, agreedOn: '2026-03-01' }, 'Known', at([withNorte])],
    ['WF-35 INV-62 GEN-05 never in the future', 'Known', 'attest', iker, { ...signature, agreedOn: '2026-03-02' }, 'GEN-05', at([withNorte])],
    ['WF-35 GEN-05 nor on a day that there is not', 'Known', 'attest', iker, { ...signature, agreedOn: '2026-02-30' }, 'GEN-05', at([withNorte])],
    ['WF-35 GEN-05 nor without a name', 'Known', 'attest', iker, { ...signature, signerLastName: '' }, 'GEN-05', at([withNorte])],
    ['WF-35 ORD-09 it is a statement, so it is ticked', 'Known', 'attest', iker, { ...signature, attest: 'false' }, 'ORD-09', at([withNorte])],
    ['CUS-15 WF-35 nor over what the customer accepted itself', consenting, 'attest', iker, signature, 'CUS-15', at([withNorte])],
    ['CUS-15 WF-35 the same twice', attested, 'attest', iker, signature, 'CUS-15', at([withNorte])],
    ['WF-35 another day is another attestation', attested, 'attest', iker, { ...signature, agreedOn: '2026-02-19' }, 'Known', at([withNorte])],
    ['WF-35 ORD-10 never by a reseller', 'Known', 'attest', sal, signature, 'ORD-10', at([withContoso], { own: contoso })],
    ['INV-18 INV-56 GEN-06 nor by a provider without a relationship of its own', 'Known', 'attest', iker, signature, 'GEN-06', at([withContoso])],
    ['INV-39 ORD-01 nor by one whose relationship was removed', 'Known', 'attest', iker, signature, 'ORD-01', at([{ ...withNorte, state: 'Removed' }])],
    ['INV-57 GEN-01 nor by a helpdesk agent', 'Known', 'attest', nuria, signature, 'GEN-01', at([withNorte])],
  ]);

  it('date.future is said beside the field', () => {
    const refused = run(customer, customerIn('Known'), 'attest', { actor: iker, input: { ...signature, agreedOn: '2027-01-01' }, ...at([withNorte]) });
    expect(refused).toMatchObject({ error: { fields: [{ field: 'agreedOn', rule: 'date.future' }] } });
  });

  it('WF-35 keeps who stated it, for whom and when', () => {
    expect(attested.agreement).toEqual({
      how: 'attested', firstName: 'Olga', lastName: 'Ortiz', email: 'olga@adventure.es', phone: '', agreedOn: '2026-02-20', version: '2023-01', by: iker.name, byId: iker.id, byTenant: norte.id, at: NOW,
    });
  });
});

const reseller = { tenant: contoso, enrolment: undefined, agreement: undefined, partnership: partnershipIn('Active') };
const associating = { reseller: contoso.id };
const ofSur = { reseller: fabrikam.id, name: fabrikam.name, provider: 'sur' as TenantId, at: ago(DAY) };
const withSur = relationshipIn('Active', { id: 'sur', partner: ofSur.provider, role: 'provider' });

describe('the association', () => {
  rules(customer, [
    ['S004 P08 a provider names the reseller that manages the account', 'Known', 'associate', iker, associating, 'Known', at([withContoso, withNorte], { reseller })],
    ['INV-59 CUS-19 what another provider of the customer has set stays', customerIn('Known', { association: ofSur }), 'associate', iker, associating, 'CUS-19', at([withContoso, withNorte, withSur], { reseller })],
    ['INV-59 until that provider serves the customer no more', customerIn('Known', { association: ofSur }), 'associate', iker, associating, 'Known', at([withContoso, withNorte, { ...withSur, state: 'Removed' }], { reseller })],
    ['INV-36 CUS-18 which has a relationship of its own: association gives none', 'Known', 'associate', iker, associating, 'CUS-18', at([withNorte], { reseller })],
    ['CUS-18 and one that is Active', 'Known', 'associate', iker, associating, 'CUS-18', at([relationshipIn('Removed'), withNorte], { reseller })],
    ['INV-19 ORD-02 and is a partner of this very provider', 'Known', 'associate', iker, associating, 'ORD-02', at([withContoso, withNorte], { reseller: { ...reseller, partnership: partnershipIn('Removed') } })],
    ['ORD-10 no reseller does it itself', 'Known', 'associate', sal, associating, 'ORD-10', at([withContoso], { own: contoso, reseller })],
  ]);

  it('INV-47 INV-59 changes nothing but who manages the account', () => {
    const before = customerIn('Known', { association: { reseller: fabrikam.id, name: fabrikam.name, provider: norte.id, at: ago(DAY) } });
    const decision = accepted(customer, before, 'associate', { actor: iker, input: associating, ...at([withContoso, withNorte], { reseller }) });
    expect([decision.doc.association, decision.step.companions]).toEqual([{ reseller: contoso.id, name: contoso.name, provider: norte.id, at: NOW }, undefined]);
    expect(outcomeOf({ ok: true, value: decision })).toBe('Known');
  });
});
