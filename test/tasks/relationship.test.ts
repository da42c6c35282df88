/** Relationships of customers (domain.md §4.5): who brings them in from other portals, who ends them, and what stays. How others begin is customer.test.ts. */

import { describe, expect, it } from '@jest/globals';
import type { SubscriptionFacts } from '../../src/core/offer.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import { attestations } from '../../src/tasks/attestations.ts';
import { adminOf, begun, mayOrderFor, relationship, remaining, withGdap } from '../../src/tasks/relationship.ts';
import { gdapIn, olga, omar } from '../support/customers.ts';
import { iker, relationshipIn } from '../support/partners.ts';
import { accepted, leaving, outcomeOf, rules, run } from '../support/rules.ts';
import { NOW, adventure, cast, contoso, norte, enrolmentIn, worldOf } from '../support/world.ts';

const { system, globalAdmin, adminAgent, salesAgent } = cast;
const atAdventure = { read: { tenant: adventure } };
const role = { role: 'reseller' };

describe('customers of other portals', () => {
  rules(relationship, [
    ['WF-19 step 1 one is brought in', 'None', 'imported', system, role, 'Active', atAdventure],
    ['WF-19 step 1 for a provider', 'None', 'imported', system, { role: 'provider' }, 'Active', atAdventure],
    ['WF-19 step 1 GEN-07 once', 'Active', 'imported', system, role, 'GEN-07', atAdventure],
    ['WF-19 step 1 GEN-07 and not after it was removed here', 'Removed', 'imported', system, role, 'GEN-07', atAdventure],
    ['INV-34 WF-31 CUS-04 a company that trades in CSP is nobody\'s customer', 'None', 'imported', system, role, 'CUS-04', { read: { tenant: { ...adventure, inCsp: true } } }],
    ['INV-34 CUS-04 nor one that has enrolled here', 'None', 'imported', system, role, 'CUS-04', { read: { tenant: adventure, enrolment: enrolmentIn('Qualified', { tenant: adventure.id }) } }],
    ['INV-61 WF-32 of the same cloud', 'None', 'imported', system, { ...role, cloud: 'public' }, 'Active', atAdventure],
    ['INV-61 WF-32 CUS-03 not of another one', 'None', 'imported', system, { ...role, cloud: 'usGov' }, 'CUS-03', atAdventure],
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

const ticked = Object.fromEntries(attestations.map((name) => [name, 'true']));
const licence: SubscriptionFacts = { id: 'SUB-1', offer: 'e3', name: 'Office 365 E3', state: 'Active', kind: 'licence', quantity: 5, provider: norte.id };
const withNorte = relationshipIn('Active', { id: norte.id, partner: norte.id, role: 'provider', delegatedAdmin: 'DAP' });
const strict = rulesSchema.parse({ customerRemoval: { requireSuspended: true } });
const running = (...subscriptions: readonly Partial<SubscriptionFacts>[]) => ({ read: { tenant: adventure, subscriptions: subscriptions.map((one) => ({ ...licence, ...one })) } });
const noa = { ...cast.adminAgent, tenant: norte.id, tenantKind: 'provider' } as const;

describe('the removal of a relationship', () => {
  rules(relationship, [
    ['WF-33 P22 by an admin agent', 'Active', 'remove', adminAgent, ticked, 'Removed', atAdventure],
    ['WF-33 P22 by a Global admin', 'Active', 'remove', globalAdmin, ticked, 'Removed', atAdventure],
    ['INV-57 GEN-01 not by a sales agent', 'Active', 'remove', salesAgent, ticked, 'GEN-01', atAdventure],
    ['INV-38 INV-56 GEN-06 not by the other tier', 'Active', 'remove', noa, ticked, 'GEN-06', atAdventure],
    ['INV-56 GEN-06 nor by the customer', 'Active', 'remove', olga, ticked, 'GEN-06', atAdventure],
    ['WF-33 GEN-07 twice', 'Removed', 'remove', adminAgent, ticked, 'GEN-07', atAdventure],
    ...attestations.map((name) => [`CUS-14 INV-37 every statement is needed: ${name}`, 'Active', 'remove', adminAgent, { ...ticked, [name]: 'false' }, 'CUS-14', atAdventure] as const),
    ['WF-33 by the seeds, what runs is no obstacle', withNorte, 'remove', noa, ticked, 'Removed', running({})],
    ['CUS-13 in the profile of 2023 it is', withNorte, 'remove', noa, ticked, 'CUS-13', { ...running({}), rules: strict }],
    ['CUS-13 what is not provisioned yet, too', withNorte, 'remove', noa, ticked, 'CUS-13', { ...running({ state: 'Pending' }), rules: strict }],
    ['CUS-13 what is suspended is none', withNorte, 'remove', noa, ticked, 'Removed', { ...running({ state: 'Suspended' }), rules: strict }],
    ...(['reservation', 'software'] as const).flatMap((kind) => [
      [`CUS-13 but a suspended one is not over: ${kind}`, withNorte, 'remove', noa, ticked, 'CUS-13', { ...running({ state: 'Suspended', kind }), rules: strict }],
      [`CUS-13 what is deleted is: ${kind}`, withNorte, 'remove', noa, ticked, 'Removed', { ...running({ state: 'Deleted', kind }), rules: strict }],
    ] as const),
    ['INV-38 INV-59 nor is what another partner sold', 'Active', 'remove', adminAgent, ticked, 'Removed', { ...running({}), rules: strict }],
  ]);

  it('INV-37 tells nobody and leaves delegated admin as it was; what is left is worth a warning', () => {
    const before = relationshipIn('Active', { delegatedAdmin: 'DAP' });
    const decision = accepted(relationship, before, 'remove', { actor: adminAgent, input: ticked, ...atAdventure });
    expect(leaving(decision)).toEqual(['customerSync', 'changesEnd']);
    expect([adminOf(before), decision.doc.delegatedAdmin, adminOf(decision.doc)]).toEqual(['DAP', 'DAP', 'Retained']);
    expect(decision.doc.removal).toEqual({ by: adminAgent.name, byId: adminAgent.id, at: NOW, attested: ['goodFaith', 'businessPurpose', 'agreement', 'harmless'] });
    expect(decision.step.companions).toEqual([]);
  });

  it('WF-25 ends what a reseller asked for about this customer, and what this provider was asked for', () => {
    const ends = (doc: typeof withNorte, actor: typeof noa | typeof adminAgent) =>
      accepted(relationship, doc, 'remove', { actor, input: ticked, ...atAdventure }).step.outbox?.find(({ kind }) => kind === 'changesEnd')?.payload;
    expect(ends(relationshipIn('Active'), adminAgent)).toEqual({ ended: 'relationship', reseller: contoso.id, customer: adventure.id, at: NOW });
    expect(ends(withNorte, noa)).toEqual({ ended: 'relationship', provider: norte.id, customer: adventure.id, at: NOW });
  });

  it('INV-37 revokes delegated admin where the profile says so', () => {
    const revoking = rulesSchema.parse({ customerRemoval: { delegatedAdmin: 'revoke' } });
    const { doc } = accepted(relationship, relationshipIn('Active', { delegatedAdmin: 'DAP' }), 'remove', { actor: adminAgent, input: ticked, rules: revoking, ...atAdventure });
    expect([doc.delegatedAdmin, adminOf(doc)]).toEqual(['None', 'None']);
  });

  it('INV-18 INV-36 ends the right to order with it', () => {
    const { doc } = accepted(relationship, withNorte, 'remove', { actor: noa, input: ticked, ...atAdventure });
    expect([withNorte, doc, relationshipIn('Active')].map(mayOrderFor)).toEqual([true, false, false]);
  });

  it('CUS-13 names what stands in the way, as far as a sentence can carry it', () => {
    expect(remaining(withNorte, running({}, { id: 'SUB-2', provider: contoso.id }, { id: 'SUB-3', state: 'Deleted' }).read)).toEqual(['Office 365 E3 (SUB-1)']);
    const refused = run(relationship, withNorte, 'remove', { actor: noa, input: ticked, rules: strict, ...running(...Array.from({ length: 12 }, (_one, index) => ({ id: `SUB-${index}` }))) });
    expect(refused).toMatchObject({ error: { params: { blockers: expect.stringMatching(/^Office 365 E3 \(SUB-0\), .*\(SUB-9\) \(\+2\)$/) } } });
  });

  it('INV-39 only a new consent begins it again; one that is Active stays as it is', () => {
    const beginning = { partner: contoso.id, partnerName: contoso.name, role: 'reseller', origin: 'invited', delegatedAdmin: 'None', consent: { about: 'INV-1', by: olga.name, byId: olga.id, at: NOW, version: '' } } as const;
    const within = (...relationships: readonly ReturnType<typeof relationshipIn>[]) => begun(worldOf(system, { read: { tenant: adventure, relationships } }), beginning);
    expect(within(relationshipIn('Removed', { rev: 3 }))).toMatchObject({ state: 'Active', rev: 4, origin: 'invited', consent: beginning.consent });
    expect(within(relationshipIn('Active'))).toBeUndefined();
    const removed = relationshipIn('Removed');
    expect(Object.keys(relationship.events).filter((event) => outcomeOf(run(relationship, removed, event, { actor: system, input: { ...ticked, ...role }, ...atAdventure })) === 'Active')).toEqual([]);
  });
});

describe('administrator rights that the customer takes away', () => {
  rules(relationship, [
    ['§4.5 C01 a Global admin of the customer does; the relationship stays', relationshipIn('Active', { delegatedAdmin: 'DAP' }), 'adminRemoved', olga, {}, 'Active', atAdventure],
    ['§4.5 INV-37 also what a removal left', relationshipIn('Removed', { delegatedAdmin: 'DAP' }), 'adminRemoved', olga, {}, 'Removed', atAdventure],
    ['CUS-01 nobody else there', 'Active', 'adminRemoved', omar, {}, 'CUS-01', atAdventure],
    ['INV-56 GEN-06 and no partner', 'Active', 'adminRemoved', globalAdmin, {}, 'GEN-06', atAdventure],
  ]);

  const granted = { id: 'ADM-7K3F-9QXD', name: 'Help', isGranted: true };
  const running = gdapIn('Approved', { partner: contoso.id });
  const holding = relationshipIn('Active', { delegatedAdmin: 'GDAP', gdap: [granted] });

  it.each([
    ['by its customer', 'adminRemoved', olga, {}, undefined], ['by its partner, where the profile revokes', 'remove', adminAgent, ticked, rulesSchema.parse({ customerRemoval: { delegatedAdmin: 'revoke' } })],
  ] as const)('§4.5 WF-36 what was granted for a time ends in the same commit, and both sides are told, %s', (_whose, event, actor, input, profile) => {
    const decision = accepted(relationship, holding, event, { actor, input, ...(profile ? { rules: profile } : {}), read: { tenant: adventure, granted: [running] } });
    expect(decision.step.companions).toEqual([{ task: 'gdap', doc: { ...running, state: 'Terminated', since: NOW, rev: 2 } }]);
    expect(leaving(decision).filter((kind) => kind !== 'changesEnd')).toEqual(['customerSync', 'gdapNews:ended', 'gdapMails:ended']);
  });

  it('§4.5 INV-37 WF-36 a removal that keeps rights keeps these running', () => {
    const { step, doc } = accepted(relationship, holding, 'remove', { actor: adminAgent, input: ticked, read: { tenant: adventure, granted: [running] } });
    expect([step.companions, doc.gdap, adminOf(doc)]).toEqual([[], [granted], 'Retained']);
  });

  it('§4.5 WF-36 all of them: what was granted for a time does not come back with the next request', () => {
    const { doc } = accepted(relationship, holding, 'adminRemoved', { actor: olga, ...atAdventure });
    expect([doc.delegatedAdmin, doc.gdap]).toEqual(['None', [{ ...granted, isGranted: false }]]);
    expect(withGdap(doc, { ...granted, id: 'ADM-0000-0000', isGranted: false }).delegatedAdmin).toBe('None');
  });

  it('§4.5 ordering goes on without them', () => {
    const { doc } = accepted(relationship, withNorte, 'adminRemoved', { actor: olga, ...atAdventure });
    expect([doc.delegatedAdmin, mayOrderFor(doc)]).toEqual(['None', true]);
    expect(mayOrderFor(relationshipIn('Active', { role: iker.tenantKind }))).toBe(true);
  });
});
