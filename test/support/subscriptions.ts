/** Subscriptions and changes asked for, of the tests of the domain: Norte sells to Adventure Works, for Contoso. No expectations here. */

import type { Offer } from '../../src/core/offer.ts';
import { DAY, HOUR, plus } from '../../src/core/time.ts';
import type { Change, ChangeState } from '../../src/tasks/changeDoc.ts';
import type { Subscription } from '../../src/tasks/subscriptionDoc.ts';
import { relationshipIn } from './partners.ts';
import { NOW, adventure, ago, cast, contoso, norte, tenantNamed } from './world.ts';

/** Norte's people: a sales agent and others. */
export const seller = { ...cast.salesAgent, tenant: norte.id, tenantKind: 'provider' } as const;
export const helper = { ...cast.helpdeskAgent, tenant: norte.id, tenantKind: 'provider' } as const;
export const licencesOnly = { ...cast.userManagementAdmin, tenant: norte.id, tenantKind: 'provider' } as const;
export const biller = { ...cast.billingAdmin, tenant: norte.id, tenantKind: 'provider' } as const;

const offer = (id: string, name: string, tier: number, more: Partial<Offer> = {}): Offer => ({
  id, name, segment: 'commercial', countries: [], min: 1, max: 300, trial: false, kind: 'licence', office365: false, onePerCustomer: false, term: 'P1Y', billing: 'P1M', family: 'business', tier, addOn: 'none', ...more,
});
export const basic = offer('basic', 'Business Basic', 1);
export const standard = offer('standard', 'Business Standard', 2);
/** What a subscription of these tests is of, unless said: INV-04 counts for it. */
export const office: Offer = { ...standard, office365: true };
export const premium = offer('premium', 'Business Premium', 3);
export const trial = offer('trial', 'Business Trial', 1, { min: 25, max: 25, trial: true });
export const otherFamily = offer('e3', 'Enterprise E3', 3, { family: 'enterprise' });
export const offersOf = (...offers: readonly Offer[]): ReadonlyMap<string, Offer> => new Map(offers.map((one) => [one.id, one]));

/** Ten licences, bought ten days ago for a year: no window is open. */
export function subscriptionIn(state: Subscription['state'], { offer: of = office, ...more }: Partial<Omit<Subscription, 'offer'>> & { readonly offer?: Offer } = {}): Subscription {
  const isNone = state === 'None';
  const contact = { id: norte.id, name: norte.name };
  return {
    v: 1, id: 'SUB-7K3F-9QXD', tenant: adventure.id, state, since: ago(HOUR), rev: isNone ? 0 : 1, lastCommand: isNone ? '' : 'earlier', customerName: adventure.name, name: of.name, offer: of,
    quantity: 10, batches: [{ quantity: 10, at: ago(10 * DAY) }], provider: contact, order: 'ORD-7K3F-9QXD', boughtAt: ago(10 * DAY), termEndsAt: plus(NOW, 355 * DAY), autoRenew: true,
    record: { id: contoso.id, name: contoso.name, mpnId: '1234567', since: ago(10 * DAY) }, additional: [], support: contact, channel: 'csp', ...more,
  };
}

/** Norte's own relationship with Adventure Works, and Contoso's. */
export const ofNorte = relationshipIn('Active', { id: norte.id, partner: norte.id, partnerName: norte.name, role: 'provider' });
export const atAdventure = { tenant: adventure, relationships: [ofNorte, relationshipIn('Active')] } as const;

/** Contoso asks Norte for fifteen licences in all. */
export function changeIn(state: ChangeState, more: Partial<Change> = {}): Change {
  const base = { v: 1 as const, id: 'CHG-7K3F-9QXD', tenant: contoso.id, since: ago(HOUR), reseller: { name: contoso.name }, requester: { id: cast.salesAgent.id, name: cast.salesAgent.name }, words: '' };
  const nobody = { id: tenantNamed(contoso.id), name: '' };
  if (state === 'NotStarted') return { ...base, state, rev: 0, lastCommand: '', provider: nobody, customer: nobody, what: 'other', history: [], ...more };
  const asked = { at: ago(HOUR), state: 'Requested' as const, by: cast.salesAgent.name };
  const answers = { NotStarted: [], Requested: [], Accepted: ['Accepted'], Done: ['Accepted', 'Done'], Declined: ['Declined'], Withdrawn: ['Withdrawn'], Ended: ['Accepted', 'Ended'] } as const;
  return {
    ...base, state, rev: 1 + answers[state].length, lastCommand: 'earlier', provider: { id: norte.id, name: norte.name }, customer: { id: adventure.id, name: adventure.name },
    subscription: { id: 'SUB-7K3F-9QXD', name: standard.name }, what: 'more', quantity: 15, words: 'Five people more from Monday.',
    history: [asked, ...answers[state].map((answer) => ({ at: NOW, state: answer, by: answer === 'Ended' ? '' : answer === 'Withdrawn' ? cast.salesAgent.name : seller.name }))],
    ...(state === 'Declined' ? { reason: 'Your credit limit is reached.' } : {}), ...(state === 'Ended' ? { ended: 'partnership' } : {}), ...more,
  };
}
