/** What a reseller asks its provider to change (WF-25): who may ask for what, about which customer and subscription, and who answers. */

import { describe, expect, it } from '@jest/globals';
import type { RawInput } from '../../src/core/decide.ts';
import type { ReadSet } from '../../src/core/machine.ts';
import { change } from '../../src/tasks/change.ts';
import { partnershipIn, relationshipIn } from '../support/partners.ts';
import { accepted, leaving, rules, run } from '../support/rules.ts';
import { biller, changeIn, helper, licencesOnly, ofNorte, seller, standard, subscriptionIn } from '../support/subscriptions.ts';
import { HOUR } from '../../src/core/time.ts';
import { NOW, adventure, ago, cast, norte, tenantNamed } from '../support/world.ts';

const { salesAgent: sal, helpdeskAgent: hal, billingAdmin: bea } = cast;
const sold = subscriptionIn('Active', { offer: standard });
const served = { relationship: relationshipIn('Active'), seller: ofNorte, customer: undefined, subscription: sold } as const;
const at = (more: Partial<ReadSet> = {}) => ({ read: { provider: norte, jointPartnership: partnershipIn('Active'), served, ...more } });
const about = { customer: adventure.id, subscription: sold.id, provider: norte.id };
const asked = (what: string, more: RawInput = {}): RawInput => ({ ...about, what, ...more });
const more = asked('more', { quantity: '15' });
const withoutOne = { ...at({ served: { ...served, subscription: undefined } }) };

describe('asking', () => {
  rules(change, [
    ['WF-25 for more licences', 'NotStarted', 'ask', sal, more, 'Requested', at()],
    ['WF-25 for fewer', 'NotStarted', 'ask', sal, asked('fewer', { quantity: '5' }), 'Requested', at()],
    ['WF-25 GEN-05 more is more than there are', 'NotStarted', 'ask', sal, asked('more', { quantity: '10' }), 'GEN-05', at()],
    ['WF-25 GEN-05 fewer is fewer', 'NotStarted', 'ask', sal, asked('fewer', { quantity: '10' }), 'GEN-05', at()],
    ['§6.5 GEN-05 no more than a provider of the sandbox can sell', 'NotStarted', 'ask', sal, asked('more', { quantity: '26' }), 'GEN-05', at({ provider: { ...norte, sandbox: true } })],
    ['§6.5 as many as it can', 'NotStarted', 'ask', sal, asked('more', { quantity: '25' }), 'Requested', at({ provider: { ...norte, sandbox: true } })],
    ['INV-49 GEN-05 as many as the offer allows', 'NotStarted', 'ask', sal, asked('more', { quantity: '301' }), 'GEN-05', at()],
    ['INV-49 GEN-05 "1.000" is asked, never guessed', 'NotStarted', 'ask', sal, asked('more', { quantity: '1.000' }), 'GEN-05', at()],
    ['WF-25 GEN-05 a number is needed', 'NotStarted', 'ask', sal, asked('more'), 'GEN-05', at()],
    ...(['suspend', 'reactivate', 'cancel'] as const).map((what) => [`WF-25 to ${what} it, without words`, 'NotStarted', 'ask', sal, asked(what), 'Requested', at()] as const),
    ['WF-25 GEN-05 an upgrade says to what', 'NotStarted', 'ask', sal, asked('upgrade'), 'GEN-05', at()],
    ['WF-25 an upgrade, said in words', 'NotStarted', 'ask', sal, asked('upgrade', { words: 'Premium' }), 'Requested', at()],
    ['WF-25 GEN-05 five hundred characters', 'NotStarted', 'ask', sal, asked('other', { words: 'x'.repeat(501) }), 'GEN-05', at()],
    ['WF-25 something new, where there is nothing', 'NotStarted', 'ask', sal, { ...asked('newSubscription', { words: 'Premium' }), subscription: '' }, 'Requested', withoutOne],
    ['WF-25 GEN-05 nothing that is not there can be suspended', 'NotStarted', 'ask', sal, { ...asked('suspend'), subscription: '' }, 'GEN-05', withoutOne],
    ['INV-04 ORD-11 a helpdesk agent, not for Office 365', 'NotStarted', 'ask', hal, more, 'ORD-11', at({ served: { ...served, subscription: subscriptionIn('Active') } })],
    ['INV-04 elsewhere they may', 'NotStarted', 'ask', hal, more, 'Requested', at()],
    ['WF-25 GEN-01 who does not manage subscriptions', 'NotStarted', 'ask', bea, more, 'GEN-01', at()],
    ['INV-36 CUS-16 not once the relationship is over', 'NotStarted', 'ask', sal, more, 'CUS-16', at({ served: { ...served, relationship: relationshipIn('Removed') } })],
    ['INV-56 GEN-06 nor for somebody else\'s customer', 'NotStarted', 'ask', sal, more, 'GEN-06', at({ served: { ...served, relationship: undefined } })],
    ['INV-19 ORD-02 nor of a provider that is no partner any more', 'NotStarted', 'ask', sal, more, 'ORD-02', at({ jointPartnership: partnershipIn('Removed') })],
    ['INV-56 GEN-06 nor of one that has nothing to do with the customer', 'NotStarted', 'ask', sal, more, 'GEN-06', at({ served: { ...served, seller: undefined } })],
    ['INV-36 GEN-06 nor of one whose relationship with it is over', 'NotStarted', 'ask', sal, more, 'GEN-06', at({ served: { ...served, seller: { ...ofNorte, state: 'Removed' } } })],
    ['INV-59 GEN-06 nor of a provider that did not sell it', 'NotStarted', 'ask', sal, more, 'GEN-06', at({ provider: { ...norte, id: tenantNamed('sur') } })],
    ['INV-59 GEN-06 nor about what concerns others', 'NotStarted', 'ask', sal, more, 'GEN-06', at({ served: { ...served, subscription: { ...sold, record: undefined } as typeof sold } })],
    ['INV-56 GEN-06 nor about what there is not', 'NotStarted', 'ask', sal, more, 'GEN-06', withoutOne],
    ['GEN-07 once', 'Requested', 'ask', sal, more, 'GEN-07', at()],
  ]);

  it('WF-25 is written down with who asked, and told to the provider', () => {
    const decision = accepted(change, changeIn('NotStarted'), 'ask', { actor: sal, input: { ...more, words: 'From Monday' }, ...at() });
    expect(decision.doc).toMatchObject({
      customer: { id: 'adventure' }, provider: { id: 'norte' }, subscription: { id: sold.id, name: 'Business Standard' }, what: 'more', quantity: 15, words: 'From Monday', requester: { name: 'Sal Sanz' },
      history: [{ at: NOW, state: 'Requested', by: 'Sal Sanz' }],
    });
    expect(leaving(decision)).toEqual(['changeSync', 'changeAsked:asked']);
  });

  it('WF-25 says which numbers make sense', () => {
    const decided = run(change, changeIn('NotStarted'), 'ask', { actor: sal, input: asked('more', { quantity: '10' }), ...at() });
    expect(decided.ok ? [] : decided.error.fields).toEqual([{ field: 'quantity', rule: 'quantity.range', level: 'error', params: { min: 11, max: 300 } }]);
  });
});

describe('the provider\'s answer', () => {
  const reason = { reason: 'Your credit limit is reached.' };
  const partner = { read: { jointPartnership: partnershipIn('Active') } };
  const parted = { read: { jointPartnership: partnershipIn('Removed') } };
  rules(change, [
    ['WF-25 "we do it"', 'Requested', 'accept', seller, {}, 'Accepted', partner],
    ['WF-25 by everybody who may order', 'Requested', 'accept', biller, {}, 'Accepted', partner],
    ['WF-25 a helpdesk agent', 'Requested', 'accept', helper, {}, 'Accepted', partner],
    ['WF-25 a user management admin', 'Requested', 'accept', licencesOnly, {}, 'Accepted', partner],
    ['WF-25 GEN-07 once', 'Accepted', 'accept', seller, {}, 'GEN-07', partner],
    ['WF-25 done', 'Accepted', 'done', seller, {}, 'Done', partner],
    ['WF-25 done at once', 'Requested', 'done', seller, {}, 'Done', partner],
    ['WF-25 declined, with a reason', 'Requested', 'decline', seller, reason, 'Declined', partner],
    ['WF-25 declined after all', 'Accepted', 'decline', seller, reason, 'Declined', partner],
    ['WF-25 GEN-05 not without a reason', 'Requested', 'decline', seller, { reason: '  ' }, 'GEN-05', partner],
    ...(['Done', 'Declined', 'Withdrawn', 'Ended'] as const).flatMap((state) => (['accept', 'done', 'decline'] as const).map((event) => [`WF-25 GEN-07 no ${event} after ${state}`, state, event, seller, reason, 'GEN-07', partner] as const)),
    ['INV-56 GEN-06 the reseller does not answer itself', 'Requested', 'accept', sal, {}, 'GEN-06', partner],
    ['INV-59 GEN-06 nor does another provider', 'Requested', 'accept', { ...seller, tenant: tenantNamed('sur') }, {}, 'GEN-06', partner],
    ['WF-25 GEN-01 nor who may not order', 'Requested', 'accept', { ...seller, roles: undefined }, {}, 'GEN-01', partner],
    ['INV-19 ORD-02 nor a former partner', 'Requested', 'done', seller, {}, 'ORD-02', parted],
  ]);

  it('WF-25 each answer is told to who asked, and stands in the list of both', () => {
    const after = (event: string) => accepted(change, changeIn('Requested'), event, { actor: seller, input: reason, ...partner });
    expect(['accept', 'done', 'decline'].map((event) => leaving(after(event)))).toEqual([['changeSync', 'changeNotice:accepted'], ['changeSync', 'changeNotice:done'], ['changeSync', 'changeNotice:declined']]);
    expect(after('decline').doc).toMatchObject({ reason: 'Your credit limit is reached.', history: [{ state: 'Requested' }, { at: NOW, state: 'Declined', by: 'Sal Sanz' }] });
    expect(change.line(changeIn('Accepted'))?.body).toMatchObject({ what: 'more', state: 'Accepted', customerName: adventure.name, resellerName: 'Contoso Iberia', providerName: norte.name });
    expect(change.line(changeIn('NotStarted'))).toBeUndefined();
  });
});

describe('taken back by who asked', () => {
  rules(change, [
    ['WF-25 while it waits', 'Requested', 'withdraw', sal, {}, 'Withdrawn'],
    ['WF-25 while it is being done', 'Accepted', 'withdraw', sal, {}, 'Withdrawn'],
    ['WF-25 by a colleague who may ask', 'Requested', 'withdraw', hal, {}, 'Withdrawn'],
    ['WF-25 GEN-01 by nobody else there', 'Requested', 'withdraw', bea, {}, 'GEN-01'],
    ...(['Done', 'Declined', 'Withdrawn', 'Ended'] as const).map((state) => [`WF-25 GEN-07 not after ${state}`, state, 'withdraw', sal, {}, 'GEN-07'] as const),
    ['INV-56 GEN-06 not by the provider', 'Requested', 'withdraw', seller, {}, 'GEN-06'],
    ['INV-56 GEN-06 nor by another reseller', 'Requested', 'withdraw', { ...sal, tenant: tenantNamed('adatum') }, {}, 'GEN-06'],
  ]);

  it('WF-25 is written down and told to those who were asked', () => {
    const decision = accepted(change, changeIn('Accepted'), 'withdraw', { actor: sal });
    expect(decision.doc.history.at(-1)).toEqual({ at: NOW, state: 'Withdrawn', by: 'Sal Sanz' });
    expect(leaving(decision)).toEqual(['changeSync', 'changeAsked:withdrawn']);
  });
});

describe('what the companies had in common has ended', () => {
  const { system } = cast;
  const ended = { ended: 'partnership', at: NOW };
  rules(change, [
    ['WF-25 INV-19 an open request ends with it', 'Requested', 'end', system, ended, 'Ended'],
    ['WF-25 INV-36 also one that is being done', 'Accepted', 'end', system, { ...ended, ended: 'relationship' }, 'Ended'],
    ['WF-25 GEN-07 what was asked for since stays open', 'Requested', 'end', system, { ...ended, at: ago(2 * HOUR) }, 'GEN-07'],
    ...(['Done', 'Declined', 'Withdrawn', 'Ended'] as const).map((state) => [`WF-25 GEN-07 what is ${state} stays so`, state, 'end', system, ended, 'GEN-07'] as const),
    ['GEN-01 nobody says so', 'Requested', 'end', sal, ended, 'GEN-01'],
  ]);

  it('WF-25 M9 the reason is kept, both lists follow, and nobody is told', () => {
    const decision = accepted(change, changeIn('Requested'), 'end', { actor: system, input: ended });
    expect(decision.doc).toMatchObject({ ended: 'partnership', history: [{ state: 'Requested' }, { at: NOW, state: 'Ended', by: '' }] });
    expect(leaving(decision)).toEqual(['changeSync']);
  });
});
