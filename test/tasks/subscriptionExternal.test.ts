/** What a customer bought elsewhere (WF-30): who puts it on record, what it is there, and that billing, changing and cancelling stay where it was bought (INV-60). */

import { describe, expect, it } from '@jest/globals';
import type { ReadSet } from '../../src/core/machine.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import { remaining } from '../../src/tasks/relationship.ts';
import { subscription } from '../../src/tasks/subscription.ts';
import { blankSubscription, concerns, subscriptionLine } from '../../src/tasks/subscriptionDoc.ts';
import type { Subscription } from '../../src/tasks/subscriptionDoc.ts';
import { relationshipIn } from '../support/partners.ts';
import { accepted, rules } from '../support/rules.ts';
import { atAdventure, helper, office, offersOf, ofNorte, premium, seller, standard, subscriptionIn } from '../support/subscriptions.ts';
import { NOW, adventure, cast, contoso, fabrikam, norte, tenantNamed, worldOf } from '../support/world.ts';

const { salesAgent: sal, helpdeskAgent, billingAdmin, globalAdmin } = cast;
const reading = (more: Partial<ReadSet> = {}) => ({ read: { ...atAdventure, own: norte, offers: offersOf(standard, office), ...more } });
const byContoso = reading({ own: contoso });
const typed = { offer: 'licence', name: 'Visio de Open', quantity: '12', until: '2026-12-31' };
const ofCatalogue = { offer: standard.id, name: '', quantity: '3', until: '' };
const none = blankSubscription(worldOf(seller, reading()), 'SUB-0000-0001');

/** As it stands in the customer's home once somebody has put it on record. */
const recordedBy = (actor: typeof sal | typeof seller, input: Readonly<Record<string, string>> = typed): Subscription =>
  accepted(subscription, none, 'external', { actor, input, ...(actor.tenant === contoso.id ? byContoso : reading()) }).doc;

describe('what was bought elsewhere', () => {
  rules(subscription, [
    ['WF-30 P06 a provider\'s sales agent puts it on record', none, 'external', seller, typed, 'Active', reading()],
    ['WF-30 P06 a reseller\'s does, too', none, 'external', sal, typed, 'Active', byContoso],
    ['WF-30 an offer of the catalogue needs no name', none, 'external', seller, ofCatalogue, 'Active', reading({ offers: offersOf(standard) })],
    ['WF-30 GEN-05 anything else does', none, 'external', seller, { ...typed, name: ' ' }, 'GEN-05', reading()],
    ['WF-30 GEN-05 of at most 50 characters', none, 'external', seller, { ...typed, name: 'x'.repeat(51) }, 'GEN-05', reading()],
    ['WF-30 and 50 are fine', none, 'external', seller, { ...typed, name: 'ñ'.repeat(50) }, 'Active', reading()],
    ['ORD-08 an offer that is in no catalogue is unknown', none, 'external', seller, { ...typed, offer: 'nothing' }, 'ORD-08', reading()],
    ['WF-30 it may end today', none, 'external', seller, { ...typed, until: NOW.slice(0, 10) }, 'Active', reading()],
    ['WF-30 GEN-05 it has not ended yet', none, 'external', seller, { ...typed, until: '2020-01-31' }, 'GEN-05', reading()],
    ['WF-30 GEN-05 a day is a day', none, 'external', seller, { ...typed, until: '31/12/2026' }, 'GEN-05', reading()],
    ...['', '0', '-3', '1.000', '1,5', '٣', '1e3'].map((quantity) => [`GEN-05 a quantity is none: "${quantity}"`, none, 'external', seller, { ...typed, quantity }, 'GEN-05', reading()] as const),
    ['INV-04 ORD-11 a helpdesk agent leaves Office 365 alone', none, 'external', helper, { ...ofCatalogue, offer: office.id }, 'ORD-11', reading({ offers: offersOf(office) })],
    ['INV-04 ORD-11 and what could be it', none, 'external', helper, typed, 'ORD-11', reading()],
    ['INV-04 but not Azure', none, 'external', helper, { ...typed, offer: 'azure' }, 'Active', reading()],
    ['INV-57 GEN-01 who only bills does not', none, 'external', { ...billingAdmin, tenant: norte.id, tenantKind: 'provider' }, typed, 'GEN-01', reading()],
    ['INV-36 CUS-16 not once the relationship is over', none, 'external', sal, typed, 'CUS-16', reading({ own: contoso, relationships: [relationshipIn('Removed')] })],
    ['INV-56 GEN-06 nor by somebody who never had the customer', none, 'external', { ...sal, tenant: fabrikam.id }, typed, 'GEN-06', byContoso],
    ['INV-57 GEN-01 nor by the customer', none, 'external', { ...globalAdmin, tenant: adventure.id, tenantKind: 'customer' }, typed, 'GEN-01', reading()],
    ['INV-59 GEN-06 nor over what there is', recordedBy(seller), 'external', sal, typed, 'GEN-06', byContoso],
  ]);

  it.each([['its provider', seller, norte], ['its reseller', sal, contoso]] as const)('WF-30 INV-60 is supported by %s, billed by nobody, and ends by no timer', (_who, actor, { id, name }) => {
    const doc = recordedBy(actor);
    expect(doc).toMatchObject({
      state: 'Active', channel: 'external', name: 'Visio de Open', quantity: 12, offer: { id: '', name: 'Visio de Open', kind: 'licence', office365: true }, provider: { id, name }, support: { id, name },
      endsElsewhere: '2026-12-31T00:00:00.000Z', batches: [], order: '',
    });
    expect([doc.record, subscription.due(doc, defaultRules)]).toEqual([undefined, undefined]);
    expect(recordedBy(actor, ofCatalogue)).toMatchObject({ name: office.name, offer: office });
  });

  it('INV-59 WF-29 concerns who put it on record, and no other partner', () => {
    const sees = (doc: Subscription, partner: string) => concerns(doc, tenantNamed(partner), { association: { reseller: contoso.id, name: contoso.name, provider: norte.id, at: NOW } });
    expect([sees(recordedBy(sal), contoso.id), sees(recordedBy(sal), norte.id), sees(recordedBy(sal), fabrikam.id)]).toEqual([true, false, false]);
    expect([sees(recordedBy(seller), norte.id), sees(recordedBy(seller), contoso.id)]).toEqual([true, true]); // whom Norte lets manage the account
  });

  it('INV-60 CUS-13 stands in the way of no removal: nothing of it is billed here', () => {
    const body = subscriptionLine(recordedBy(seller))?.body;
    expect(body).toMatchObject({ name: 'Visio de Open', channel: 'external' });
    const facts = [{ id: 'SUB-0000-0001', offer: '', name: 'Visio de Open', state: 'Active', kind: 'licence', quantity: 12, provider: norte.id, channel: 'external' }] as const;
    expect(remaining(ofNorte, { subscriptions: facts })).toEqual([]);
  });
});

describe('what happens to it here', () => {
  const higher = { offer: premium.id, quantity: '12', confirmed: 'true' };
  rules(subscription, [
    ...([['changeQuantity', { quantity: '13' }], ['upgrade', higher], ['suspend', {}], ['cancel', {}], ['setAutoRenew', { autoRenew: 'on' }]] as const)
      .map(([event, input]) => [`INV-60 ORD-07 no ${event}`, recordedBy(seller), event, seller, input, 'ORD-07', reading()] as const),
    ['INV-60 ORD-07 nor where a reseller put it on record', recordedBy(sal), 'changeQuantity', sal, { quantity: '13' }, 'ORD-07', byContoso],
    ['INV-60 ORD-06 nobody earns with it', recordedBy(seller), 'credit', seller, { reseller: contoso.id, mpnId: '' }, 'ORD-06', reading()],
    ['WF-30 WF-27 another support contact can be named: the provider again', recordedBy(seller), 'support', seller, { reseller: norte.id }, 'Active', reading()],
    ['WF-30 WF-27 by a reseller only itself', recordedBy(sal), 'support', sal, { reseller: contoso.id }, 'Active', byContoso],
    ['INV-36 CUS-16 while its relationship lasts', recordedBy(sal), 'support', sal, { reseller: contoso.id }, 'CUS-16', reading({ own: contoso, relationships: [relationshipIn('Removed')] })],
    ['WF-30 it is known by another name', recordedBy(seller), 'rename', seller, { name: 'Visio' }, 'Active', reading()],
    ['WF-30 who put it on record takes it off again', recordedBy(sal), 'forget', sal, {}, 'erased', byContoso],
    ['INV-59 GEN-06 nobody else', recordedBy(sal), 'forget', seller, {}, 'GEN-06', reading()],
    ['INV-04 ORD-11 no helpdesk agent, of what could be Office 365', recordedBy(sal), 'forget', helpdeskAgent, {}, 'ORD-11', byContoso],
    ['INV-60 GEN-07 what was sold here is not taken off', subscriptionIn('Active'), 'forget', seller, {}, 'GEN-07', reading()],
  ]);

  it('INV-47 naming who supports it leaves everything else as it was', () => {
    const before = recordedBy(seller);
    const { doc } = accepted(subscription, before, 'support', { actor: seller, input: { reseller: norte.id }, ...reading() });
    expect({ ...doc, rev: before.rev, lastCommand: before.lastCommand }).toEqual(before);
  });
});
