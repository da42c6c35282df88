/** Delegated admin beside a relationship (WF-36): who asks, who answers, how it ends, and what the relationship shows of it. */

import { describe, expect, it } from '@jest/globals';
import type { ReadSet } from '../../src/core/machine.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import { gdap } from '../../src/tasks/gdap.ts';
import type { Relationship } from '../../src/tasks/relationship.ts';
import { adminOf, mayOrderFor } from '../../src/tasks/relationship.ts';
import { gdapIn, olga, omar } from '../support/customers.ts';
import { iker, nuria, relationshipIn } from '../support/partners.ts';
import type { Order } from '../support/rules.ts';
import { accepted, leaving, outcomeOf, rules, run } from '../support/rules.ts';
import { NOW, adventure, cast, norte } from '../support/world.ts';

const { system } = cast;
const withNorte = relationshipIn('Active', { id: norte.id, partner: norte.id, partnerName: norte.name, role: 'provider' });
const granted = { id: 'ADM-0000-0000', name: 'Others', isGranted: true };
const at = (relationship: Relationship | undefined = withNorte): { readonly read: Partial<ReadSet> } => ({ read: { tenant: adventure, own: norte, relationships: relationship ? [relationship] : [] } });
const later = (days: number) => plus(NOW, days * DAY);
const asked = { name: 'Help with licences', days: '90', roles: 'licenceAdmin,globalReader', autoExtend: 'false' };

describe('a request', () => {
  rules(gdap, [
    ['WF-36 P03 by a sales agent of a partner with an Active relationship', 'None', 'request', iker, asked, 'Requested', at()],
    ['WF-36 from one day', 'None', 'request', iker, { ...asked, days: '1' }, 'Requested', at()],
    ['WF-36 to two years', 'None', 'request', iker, { ...asked, days: '730' }, 'Requested', at()],
    ['WF-36 GEN-05 not for less', 'None', 'request', iker, { ...asked, days: '0' }, 'GEN-05', at()],
    ['WF-36 GEN-05 nor for more', 'None', 'request', iker, { ...asked, days: '731' }, 'GEN-05', at()],
    ['WF-36 GEN-05 nor for half a day', 'None', 'request', iker, { ...asked, days: '1,5' }, 'GEN-05', at()],
    ['WF-36 GEN-05 nor without a role', 'None', 'request', iker, { ...asked, roles: '' }, 'GEN-05', at()],
    ['WF-36 GEN-05 nor for one that is not offered', 'None', 'request', iker, { ...asked, roles: 'globalReader,globalAdmin' }, 'GEN-05', at()],
    ['WF-36 GEN-05 a name has at most 50 characters', 'None', 'request', iker, { ...asked, name: 'x'.repeat(51) }, 'GEN-05', at()],
    ['WF-36 and 50 are fine', 'None', 'request', iker, { ...asked, name: 'ñ'.repeat(50) }, 'Requested', at()],
    ['WF-36 GEN-05 and is used once for each customer and partner', 'None', 'request', iker, asked, 'GEN-05', at({ ...withNorte, gdap: [{ ...granted, name: 'HELP with licences' }] })],
    ['INV-36 CUS-16 not without an Active relationship', 'None', 'request', iker, asked, 'CUS-16', at({ ...withNorte, state: 'Removed' })],
    ['INV-56 GEN-06 nor with none at all', 'None', 'request', iker, asked, 'GEN-06', at(relationshipIn('Active'))],
    ['INV-57 GEN-01 not by a helpdesk agent', 'None', 'request', nuria, asked, 'GEN-01', at()],
  ]);

  it('WF-36 says beside the name that it is taken; the relationship remembers it, and its cards stay good', () => {
    const first = accepted(gdap, gdapIn('None'), 'request', { actor: iker, input: asked, ...at() });
    expect(first.doc).toMatchObject({ partner: norte.id, requester: { id: iker.id }, days: 90, roles: ['globalReader', 'licenceAdmin'], until: later(defaultRules.gdap.lapseDays), reminded: 0 });
    const [beside] = first.step.companions ?? [];
    expect(beside?.doc).toEqual({ ...withNorte, gdap: [{ id: 'ADM-7K3F-9QXD', name: 'Help with licences', isGranted: false }] });
    const again = run(gdap, gdapIn('None', { id: 'ADM-7K3F-0000' }), 'request', { actor: iker, input: asked, ...at(beside?.doc as Relationship) }); // the companion is a relationship
    expect(again).toMatchObject({ error: { fields: [{ field: 'name', rule: 'nameTaken' }] } });
  });

  it('INV-56 GEN-06 tells a partner that never had the customer no name', () => {
    const refused = run(gdap, gdapIn('None', { customerName: 'A secret name' }), 'request', { actor: iker, input: asked, ...at(relationshipIn('Active')) });
    expect(refused).toMatchObject({ error: { code: 'GEN-06', params: { what: adventure.id } } });
  });
});

describe('its answer', () => {
  rules(gdap, [
    ['WF-36 C01 by a Global admin of the customer', 'Requested', 'approve', olga, {}, 'Approved', at()],
    ['WF-36 C01 who may decline', 'Requested', 'decline', olga, {}, 'Declined', at()],
    ['CUS-01 by nobody else there', 'Requested', 'approve', omar, {}, 'CUS-01', at()],
    ['INV-56 GEN-06 never by the partner itself', 'Requested', 'approve', { ...iker, directoryRoles: ['globalAdmin'] }, {}, 'GEN-06', at()],
    ['GEN-07 once', 'Declined', 'approve', olga, {}, 'GEN-07', at()],
    ['WF-36 GEN-07 not when its time is over, however late the timer is', gdapIn('Requested', { until: NOW }), 'approve', olga, {}, 'GEN-07', at()],
    ['WF-36 GEN-07 then it is not declined either', gdapIn('Requested', { until: NOW }), 'decline', olga, {}, 'GEN-07', at()],
    ['WF-36 without one it lapses', 'Requested', 'lapse', system, {}, 'Lapsed', at()],
    ['WF-36 it holds also where the relationship is over: the two are independent', 'Requested', 'approve', olga, {}, 'Approved', at({ ...withNorte, state: 'Removed' })],
  ]);

  const beside = (event: string, state: 'Requested' | 'Approved', relationship: Relationship, actor: Order['actor'] = olga) => {
    const { step } = accepted(gdap, gdapIn(state), event, { actor, ...at(relationship) });
    return step.companions?.map(({ doc }) => doc as Relationship).map(({ delegatedAdmin, state: is, rev }) => `${is} ${delegatedAdmin} ${rev}`); // companions are relationships
  };

  it('WF-36 the relationship shows it from its approval to its end, also one that was removed, where it is worth a warning', () => {
    expect(beside('approve', 'Requested', withNorte)).toEqual(['Active GDAP 1']);
    expect(beside('approve', 'Requested', { ...withNorte, state: 'Removed' })).toEqual(['Removed GDAP 1']);
    const holding = { ...withNorte, delegatedAdmin: 'GDAP' as const, gdap: [{ ...granted, id: 'ADM-7K3F-9QXD' }] };
    for (const [event, actor] of [['terminate', iker], ['end', olga], ['expire', system]] as const) expect([event, beside(event, 'Approved', holding, actor)]).toEqual([event, ['Active None 1']]);
    expect(beside('end', 'Approved', { ...holding, gdap: [...holding.gdap, granted] })).toEqual(['Active GDAP 1']); // another one holds still
    expect(beside('terminate', 'Requested', { ...withNorte, delegatedAdmin: 'DAP' }, iker)).toEqual(['Active DAP 1']);
    expect(adminOf({ ...holding, state: 'Removed' })).toBe('Retained');
  });

  it('WF-36 standing rights stay beside it, and are what is left when it ends', () => {
    const standing = { ...withNorte, delegatedAdmin: 'DAP' as const };
    expect(beside('approve', 'Requested', standing)).toEqual(['Active DAP 1']);
    const both = { ...standing, gdap: [{ ...granted, id: 'ADM-7K3F-9QXD' }] };
    for (const [event, actor] of [['terminate', iker], ['end', olga], ['expire', system]] as const) expect([event, beside(event, 'Approved', both, actor)]).toEqual([event, ['Active DAP 1']]);
    expect(adminOf({ ...both, state: 'Removed' })).toBe('Retained');
  });

  it('WF-36 a relationship without it still orders', () => {
    expect(mayOrderFor(withNorte)).toBe(true);
    const { step } = accepted(gdap, gdapIn('Approved'), 'expire', { actor: system, ...at({ ...withNorte, delegatedAdmin: 'GDAP' }) });
    expect(mayOrderFor(step.companions?.[0]?.doc as Relationship)).toBe(true); // as above
  });

  it('WF-36 both sides hear of it, and who asked not of what they did themselves', () => {
    const news = (event: string, state: 'Requested' | 'Approved', actor: Order['actor']) => leaving(accepted(gdap, gdapIn(state), event, { actor, ...at() }));
    expect([news('approve', 'Requested', olga), news('decline', 'Requested', olga), news('lapse', 'Requested', system), news('end', 'Approved', olga), news('expire', 'Approved', system)])
      .toEqual(['approved', 'declined', 'lapsed', 'ended', 'expired'].map((what) => [`gdapNews:${what}`, `gdapMails:${what}`]));
    expect([news('terminate', 'Approved', iker), news('terminate', 'Requested', iker)]).toEqual([['gdapMails:ended'], ['gdapMails:withdrawn']]);
    expect(leaving(accepted(gdap, gdapIn('None'), 'request', { actor: iker, input: asked, ...at() }))).toEqual(['gdapMails:asked']);
  });
});

describe('its time', () => {
  /** Every timer that rings from now on, with the day. */
  function rings(days: number, autoExtend = false): readonly string[] {
    let doc = accepted(gdap, gdapIn('Requested', { days, autoExtend }), 'approve', { actor: olga, ...at() }).doc;
    const rung: string[] = [];
    for (let due = gdap.due(doc, defaultRules); due && rung.length < 5; due = gdap.due(doc, defaultRules)) {
      rung.push(`${due.event} ${Math.round((Date.parse(due.at) - Date.parse(NOW)) / DAY)}`);
      doc = accepted(gdap, doc, due.event, { actor: system, now: due.at, ...at() }).doc;
    }
    return rung;
  }

  it.each([
    ['90 days', 90, ['remind 60', 'remind 83', 'remind 89', 'expire 90']],
    ['30 days, where the first reminder would come at once', 30, ['remind 23', 'remind 29', 'expire 30']],
    ['five days', 5, ['remind 4', 'expire 5']], ['one day', 1, ['expire 1']],
  ] as const)('WF-36 reminders come 30, 7 and 1 days before the end of %s', (_what, days, expected) => expect(rings(days)).toEqual(expected));

  it('WF-36 one that extends itself does so by six months each time', () => {
    expect(rings(90, true)).toEqual(['expire 90', 'expire 270', 'expire 450', 'expire 630', 'expire 810']);
    expect(outcomeOf(run(gdap, gdapIn('Approved', { autoExtend: true }), 'expire', { actor: system, ...at() }))).toBe('Approved');
  });

  it('WF-36 timers that come late remind once, not three times', () => {
    const late = accepted(gdap, gdapIn('Approved', { until: later(90) }), 'remind', { actor: system, now: later(89), ...at() });
    expect([late.doc.reminded, leaving(late), gdap.due(late.doc, defaultRules)]).toEqual([3, ['gdapNews:ending', 'gdapMails:ending'], { at: later(90), event: 'expire' }]);
  });

  it('WF-36 an unanswered one lapses after 90 days, and what is over has no timer', () => {
    const { doc } = accepted(gdap, gdapIn('None'), 'request', { actor: iker, input: asked, ...at() });
    expect(gdap.due(doc, defaultRules)).toEqual({ at: later(90), event: 'lapse' });
    expect((['Declined', 'Lapsed', 'Expired', 'Terminated'] as const).map((state) => gdap.due(gdapIn(state), defaultRules))).toEqual([undefined, undefined, undefined, undefined]);
  });
});
