/** Who earns with a subscription (WF-26), who answers for it (WF-27), who manages the account, and the note about Azure (WF-28): who may set each, for whom, and that none moves another. */

import { describe, expect, it } from '@jest/globals';
import type { RawInput } from '../../src/core/decide.ts';
import type { ReadSet, ResellerFacts } from '../../src/core/machine.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { defaultRules, rulesSchema } from '../../src/rules/settings.ts';
import { access } from '../../src/tasks/access.ts';
import { customer } from '../../src/tasks/customer.ts';
import { subscription } from '../../src/tasks/subscription.ts';
import type { Customer } from '../../src/tasks/customerDoc.ts';
import type { Relationship } from '../../src/tasks/relationship.ts';
import type { Subscription } from '../../src/tasks/subscriptionDoc.ts';
import { NOT_LISTED } from '../../src/tasks/subscriptionLinks.ts';
import { customerIn } from '../support/customers.ts';
import { iker, nuria, partnershipIn, relationshipIn } from '../support/partners.ts';
import { accepted, rules, run } from '../support/rules.ts';
import { biller, licencesOnly, ofNorte, standard, subscriptionIn } from '../support/subscriptions.ts';
import { NOW, adventure, agreementIn, cast, contoso, enrolmentIn, fabrikam, madrid, norte } from '../support/world.ts';
import { seeded } from '../support/seeded.ts';

const withContoso = relationshipIn('Active', { delegatedAdmin: 'DAP' });
/** Contoso, enrolled with the MPN ID of its samples, partner of Norte's, with a signed MPA. */
const able: ResellerFacts = { tenant: contoso, enrolment: enrolmentIn('Active'), agreement: agreementIn('Accepted'), partnership: partnershipIn('Active') };
const at = (more: Partial<ReadSet> = {}) => ({ read: { tenant: adventure, own: norte, relationships: [ofNorte, withContoso], reseller: able, ...more } });

const uncredited = (more: Partial<Omit<Subscription, 'offer'>> = {}): Subscription => subscriptionIn('Active', { record: undefined, ...more });
const listed = { reseller: contoso.id, mpnId: '' };
const typed = (mpnId: string): RawInput => ({ reseller: NOT_LISTED, mpnId });

describe('who earns', () => {
  rules(subscription, [
    ['WF-26 P19 a listed reseller', uncredited(), 'credit', iker, listed, 'Active', at()],
    ['WF-26 one whose MPN ID was typed, with spaces', uncredited(), 'credit', iker, typed(' 1 234 567 '), 'Active', at()],
    ['WF-26 while it is being provisioned', 'Pending', 'credit', iker, listed, 'Pending', at()],
    ['WF-26 while it is suspended', 'Suspended', 'credit', iker, listed, 'Suspended', at()],
    ['INV-36 it takes no relationship of the reseller: it gives none either', uncredited(), 'credit', iker, listed, 'Active', at({ relationships: [ofNorte] })],
    ['P19 of billing', uncredited(), 'credit', biller, listed, 'Active', at()],
    ['P19 GEN-01 not of licences only', uncredited(), 'credit', licencesOnly, listed, 'GEN-01', at()],
    ['INV-04 ORD-11 not of a helpdesk, where it is Office 365', uncredited(), 'credit', nuria, listed, 'ORD-11', at()],
    ['INV-04 of a helpdesk elsewhere', subscriptionIn('Active', { offer: standard }), 'credit', nuria, listed, 'Active', at()],
    ['INV-56 GEN-06 no reseller does it', uncredited(), 'credit', cast.salesAgent, listed, 'GEN-06', at({ own: contoso })],
    ['INV-59 GEN-06 nor another provider', uncredited(), 'credit', { ...iker, tenant: fabrikam.id }, listed, 'GEN-06', at()],
    ['INV-18 CUS-16 nor one whose relationship is over', uncredited(), 'credit', iker, listed, 'CUS-16', at({ relationships: [{ ...ofNorte, state: 'Removed' }, withContoso] })],
    ['INV-19 ORD-02 nobody whose partnership is over', uncredited(), 'credit', iker, listed, 'ORD-02', at({ reseller: { ...able, partnership: partnershipIn('Removed') } })],
    ['INV-19 ORD-02 nobody without one', uncredited(), 'credit', iker, typed('1234567'), 'ORD-02', at({ reseller: { ...able, partnership: undefined } })],
    ['ORD-02 nobody whom nobody knows', uncredited(), 'credit', iker, listed, 'ORD-02', at({ reseller: undefined })],
    ['INV-16 ORD-03 nobody who has not signed', uncredited(), 'credit', iker, listed, 'ORD-03', at({ reseller: { ...able, agreement: agreementIn('PendingSignature') } })],
    ['ORD-04 no MPN ID that nobody has', uncredited(), 'credit', iker, typed('9999999'), 'ORD-04', at({ reseller: undefined })],
    ['INV-45 ORD-05 never the provider\'s own', uncredited(), 'credit', iker, typed('1234567'), 'ORD-05', at({ reseller: { ...able, tenant: norte } })],
    ['INV-45 ORD-05 no ID that its company only had reserved', uncredited(), 'credit', iker, typed('7654321'), 'ORD-05', at()],
    ['ORD-05 nobody who is not enrolled', uncredited(), 'credit', iker, listed, 'ORD-05', at({ reseller: { ...able, enrolment: enrolmentIn('UnderReview') } })],
    ['INV-60 ORD-06 not where it was bought elsewhere', uncredited({ channel: 'external' }), 'credit', iker, listed, 'ORD-06', at()],
    ['ORD-06 not after its end', 'Disabled', 'credit', iker, listed, 'ORD-06', at()],
    ['ORD-06 nor where it never began', 'Error', 'credit', iker, listed, 'ORD-06', at()],
    ['GEN-05 somebody has to be chosen', uncredited(), 'credit', iker, { reseller: '', mpnId: '' }, 'GEN-05', at()],
    ['GEN-05 or an MPN ID typed', uncredited(), 'credit', iker, typed(''), 'GEN-05', at()],
    ['GEN-05 of digits', uncredited(), 'credit', iker, typed('12a4567'), 'GEN-05', at()],
  ]);

  it('GEN-05 is said beside the input that is wrong', () => {
    const fields = (input: RawInput) => {
      const refused = run(subscription, uncredited(), 'credit', { actor: iker, input, ...at() });
      return refused.ok ? [] : refused.error.fields.map(({ field, rule }) => `${field} ${rule}`);
    };
    expect([fields({}), fields(typed('')), fields(typed('x')), fields({ reseller: '', mpnId: 'x' })]).toEqual([['reseller required'], ['mpnId required'], ['mpnId mpnId'], ['mpnId mpnId']]);
  });

  it('WF-26 INV-45 credits the reseller\'s location ID from now on', () => {
    const { doc } = accepted(subscription, uncredited(), 'credit', { actor: iker, input: listed, ...at() });
    expect(doc.record).toEqual({ id: contoso.id, name: contoso.name, mpnId: madrid.mpnId, since: NOW });
  });

  it('WF-26 who earns already goes on earning since then', () => {
    const before = subscriptionIn('Active', { record: { id: contoso.id, name: contoso.name, mpnId: madrid.mpnId, since: plus(NOW, -90 * DAY) } });
    const { doc, step } = accepted(subscription, before, 'credit', { actor: iker, input: listed, ...at() });
    expect([doc, step]).toEqual([before, { quiet: true }]);
  });
});

const external = rulesSchema.parse({ clouds: { enabled: ['public', 'china21v'] } });
const contact = { reseller: contoso.id };
const own = { reseller: norte.id };

describe('who answers', () => {
  rules(subscription, [
    ['WF-27 INV-48 P20 a reseller with relationship, partnership and delegated admin', 'Active', 'support', iker, contact, 'Active', at()],
    ['WF-27 with rights of either kind', 'Active', 'support', iker, contact, 'Active', at({ relationships: [ofNorte, relationshipIn('Active', { delegatedAdmin: 'GDAP' })] })],
    ['INV-48 the provider itself', subscriptionIn('Active', { support: { id: contoso.id, name: contoso.name } }), 'support', iker, own, 'Active', at({ reseller: { ...able, tenant: norte, partnership: undefined } })],
    ['P20 of a helpdesk', subscriptionIn('Active', { offer: standard }), 'support', nuria, contact, 'Active', at()],
    ['INV-04 ORD-11 but not where it is Office 365', 'Active', 'support', nuria, contact, 'ORD-11', at()],
    ['P20 GEN-01 not of billing', 'Active', 'support', biller, contact, 'GEN-01', at()],
    ['INV-60 also where it was bought elsewhere', subscriptionIn('Active', { channel: 'external' }), 'support', iker, contact, 'Active', at()],
    ['WF-27 GEN-07 not after it is gone', 'Deleted', 'support', iker, contact, 'GEN-07', at()],
    ['INV-48 CUS-18 not without a relationship', 'Active', 'support', iker, contact, 'CUS-18', at({ relationships: [ofNorte] })],
    ['INV-48 CUS-18 that is Active', 'Active', 'support', iker, contact, 'CUS-18', at({ relationships: [ofNorte, { ...withContoso, state: 'Removed' }] })],
    ['WF-27 CUS-18 nor without delegated admin', 'Active', 'support', iker, contact, 'CUS-18', at({ relationships: [ofNorte, relationshipIn('Active')] })],
    ['INV-19 ORD-02 nor without a partnership', 'Active', 'support', iker, contact, 'ORD-02', at({ reseller: { ...able, partnership: partnershipIn('Removed') } })],
    ['INV-18 CUS-16 nor by a provider whose relationship is over', 'Active', 'support', iker, own, 'CUS-16', at({ relationships: [withContoso] })],
    ['WF-32 CUS-17 nor in a cloud that knows no other contact', 'Active', 'support', iker, contact, 'CUS-17', { ...at({ tenant: { ...adventure, cloud: 'china21v' } }), rules: external }],
    ['INV-56 GEN-06 no reseller names itself', 'Active', 'support', cast.adminAgent, contact, 'GEN-06', at({ own: contoso })],
    ['GEN-05 somebody has to be chosen', 'Active', 'support', iker, {}, 'GEN-05', at()],
  ]);

  it('INV-48 is the provider again, by its own name', () => {
    const before = subscriptionIn('Active', { support: { id: contoso.id, name: contoso.name } });
    expect(accepted(subscription, before, 'support', { actor: iker, input: own, ...at() }).doc.support).toEqual({ id: norte.id, name: norte.name });
  });

  it('WF-27 who answers already goes on as before', () => {
    const before = subscriptionIn('Active');
    expect(accepted(subscription, before, 'support', { actor: iker, input: own, ...at() })).toMatchObject({ doc: before, step: { quiet: true } });
  });
});

describe('the steps for Azure', () => {
  const none = access.blank({ actor: iker, now: NOW, rules: defaultRules, newId: () => '', site: '', read: { tenant: adventure } }, norte.id);
  rules(access, [
    ['WF-28 P08 were given to somebody', none, 'azureTold', iker, {}, 'Told', at()],
    ['INV-56 GEN-06 not about somebody who is no customer', none, 'azureTold', iker, {}, 'GEN-06', at({ relationships: [withContoso] })],
    ['INV-56 GEN-06 nor on behalf of another partner', none, 'azureTold', cast.salesAgent, {}, 'GEN-06', at()],
  ]);

  it('WF-28 keeps who was told and when, and the last ten of them; never that it was done', () => {
    let { doc } = accepted(access, none, 'azureTold', { actor: iker, ...at() });
    expect(doc).toEqual({ ...none, state: 'Told', rev: 1, since: NOW, lastCommand: 'command', azureTold: [{ by: iker.name, byId: iker.id, at: NOW }] });
    for (let time = 0; time < 12; time++) ({ doc } = accepted(access, doc, 'azureTold', { actor: nuria, ...at() }));
    expect(doc.azureTold).toHaveLength(10);
    expect(new Set(doc.azureTold.map(({ by }) => by))).toEqual(new Set([nuria.name]));
  });
});

/** Whole numbers below a bound, the same in every run. */
function chance(seed: number): (below: number) => number {
  const next = seeded(seed);
  return (below) => (next() * 2 ** 32) % below;
}

describe('the three links', () => {
  const links = { associate: 'association', credit: 'record', support: 'support' } as const;
  const deeds = Object.keys(links) as (keyof typeof links)[]; // the keys above
  const fabrikams: ResellerFacts = {
    tenant: fabrikam, enrolment: enrolmentIn('Active', { tenant: fabrikam.id, mpn: { ...madrid, mpnId: '7654321' } }), agreement: agreementIn('Accepted', { tenant: fabrikam.id }), partnership: partnershipIn('Active', { tenant: fabrikam.id }),
  };
  const serving: readonly Relationship[] = [ofNorte, withContoso, relationshipIn('Active', { id: fabrikam.id, partner: fabrikam.id, partnerName: fabrikam.name, delegatedAdmin: 'DAP' })];

  /** Twenty deeds in a row: which of them changed another link than its own, or not its own. */
  function strayIn(seed: number): readonly string[] {
    const next = chance(seed);
    let account = customerIn('Known', { association: undefined });
    let sold = uncredited();
    const stray: string[] = [];
    for (let time = 0; time < 20; time++) {
      const deed = deeds[next(deeds.length)] ?? 'credit';
      const reseller = next(2) === 0 ? able : fabrikams;
      const order = { actor: iker, input: { reseller: reseller.tenant.id, mpnId: '' }, ...at({ reseller, relationships: serving }), now: plus(NOW, time * DAY) };
      const before = linksOf(account, sold);
      if (deed === 'associate') account = accepted(customer, account, deed, order).doc;
      else sold = accepted(subscription, sold, deed, order).doc;
      const after = linksOf(account, sold);
      const own = links[deed];
      const others = (['association', 'record', 'support'] as const).filter((link) => link !== own);
      if (after[own] !== reseller.tenant.id || others.some((link) => after[link] !== before[link])) stray.push(`${seed}.${time} ${deed}`);
    }
    return stray;
  }
  const linksOf = ({ association }: Customer, { record, support }: Subscription) => ({ association: association?.reseller, record: record?.id, support: support.id });

  it('INV-47 change by their own deed only, in any order', () => {
    expect(Array.from({ length: 500 }, (_one, seed) => seed).flatMap(strayIn)).toEqual([]);
  });

  it('INV-47 INV-59 nothing else of a subscription moves with who earns or who answers', () => {
    const before = uncredited();
    const credited = accepted(subscription, before, 'credit', { actor: iker, input: listed, ...at() }).doc;
    const answered = accepted(subscription, before, 'support', { actor: iker, input: contact, ...at() }).doc;
    const kept = { rev: before.rev + 1, lastCommand: 'command' };
    expect([credited, answered]).toEqual([{ ...before, ...kept, record: credited.record }, { ...before, ...kept, support: { id: contoso.id, name: contoso.name } }]);
  });
});
