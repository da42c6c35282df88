/** Tags that a partner gives its customers (§6.5): how they are typed, who may give them, and which lists follow. */

import { describe, expect, it } from '@jest/globals';
import { defaultRules } from '../../src/rules/settings.ts';
import { changedTags, tags, taggedWith } from '../../src/tasks/customerTags.ts';
import { relationship } from '../../src/tasks/relationship.ts';
import { iker, nuria, relationshipIn } from '../support/partners.ts';
import { accepted, leaving, outcomeOf, rules, run } from '../support/rules.ts';
import { adventure, cast, contoso, norte } from '../support/world.ts';

const { adminAgent: ada, salesAgent: sal, helpdeskAgent: hal, partnerGlobalAdmin: pia } = cast;
const read = { tenant: adventure };
const noa = { ...iker, roles: { agent: 'adminAgent', admin: 'notAnAdmin' } } as const;
const asNorte = relationshipIn('Active', { id: norte.id, partner: norte.id, role: 'provider' });
const typed = (raw: string) => tags(raw, { rules: defaultRules, country: 'ES', today: '2026-11-21', form: {} });
const many = (count: number): string => Array.from({ length: count }, (_none, index) => `tag ${index}`).join('\n');

describe('what is typed', () => {
  it.each([
    ['one on each line', 'gold\nkey account\r\nMadrid', ['gold', 'key account', 'Madrid']],
    ['separated by commas', 'gold, key account,Madrid', ['gold', 'key account', 'Madrid']],
    ['once each, as it was spelled first', 'Gold\ngold\nGOLD\nMadrid', ['Gold', 'Madrid']],
    ['without spaces around and characters that nobody sees', '  key \t account \u200B\u0007,\u202Egold', ['key account', 'gold']],
    ['nothing is no tags', ' \n , \n', []],
    ['of 50 characters, as people count them', '🙂'.repeat(50), ['🙂'.repeat(50)]],
    ['with marks only', 'C++, C#, ★', ['C++', 'C#', '★']],
  ])('§6.5 %s', (_title, raw, expected) => {
    expect(typed(raw)).toEqual({ ok: true, value: expected });
  });

  it('§6.5 one that is too long is named', () => {
    expect(typed(`gold\n${'Ñ'.repeat(51)}`)).toMatchObject({ ok: false, error: { rule: 'tag.tooLong', params: { tag: 'Ñ'.repeat(30), max: 50 } } });
  });

  it('§6.5 there are 150 and no more', () => {
    expect([typed(many(150)).ok, typed(many(151))]).toMatchObject([true, { ok: false, error: { rule: 'tooMany', params: { max: 150 } } }]);
  });

  it('§6.5 tags that differ in more than case have lists of their own', () => {
    expect(new Set(['Gold', 'gold', 'GOLD'].map(taggedWith)).size).toBe(1);
    expect(new Set(['C', 'C++', 'C#', 'ç', 'c c'].map(taggedWith)).size).toBe(5);
  });

  it('what changed is what only one of both has', () => {
    expect(changedTags(['Gold', 'Madrid'], ['gold', 'new'])).toEqual(['Madrid', 'new']);
  });
});

describe('who may tag', () => {
  rules(relationship, [
    ['P27 §6.5 an admin agent of the reseller', 'Active', 'tag', ada, { tags: 'gold' }, 'Active', { read }],
    ['P27 §6.5 and of the provider', asNorte, 'tag', noa, { tags: 'gold' }, 'Active', { read }],
    ['P27 GEN-01 no sales agent', 'Active', 'tag', sal, { tags: 'gold' }, 'GEN-01', { read }],
    ['P27 GEN-01 no helpdesk agent', asNorte, 'tag', nuria, { tags: 'gold' }, 'GEN-01', { read }],
    ['P27 GEN-01 no Global admin', 'Active', 'tag', pia, { tags: 'gold' }, 'GEN-01', { read }],
    ['P27 GEN-01 which is said before what is wrong', 'Active', 'tag', hal, { tags: 'x'.repeat(51) }, 'GEN-01', { read }],
    ['INV-59 INV-56 GEN-06 nobody of another partner', 'Active', 'tag', noa, { tags: 'gold' }, 'GEN-06', { read }],
    ['INV-36 GEN-07 nor after the removal', 'Removed', 'tag', ada, { tags: 'gold' }, 'GEN-07', { read }],
    ['INV-56 GEN-06 nor without any relationship', 'None', 'tag', ada, { tags: 'gold' }, 'GEN-06', { read }],
    ['GEN-05 too many', 'Active', 'tag', ada, { tags: many(151) }, 'GEN-05', { read }],
  ]);
});

describe('tagging', () => {
  const before = relationshipIn('Active', { tags: ['Gold', 'Madrid'] });
  const tagged = (raw: string) => accepted(relationship, before, 'tag', { actor: ada, input: { tags: raw }, read });

  it('§6.5 brings the lists of those tags in line that came or went', () => {
    const decision = tagged('gold\nnew');
    expect(decision.doc.tags).toEqual(['gold', 'new']);
    expect(decision.step.outbox).toMatchObject([{ kind: 'tagSync', payload: { partner: contoso.id, tags: ['Madrid', 'new'] } }]);
  });

  it('of another spelling leaves the lists as they are', () => {
    const decision = tagged('GOLD, Madrid');
    expect([decision.doc.tags, leaving(decision)]).toEqual([['GOLD', 'Madrid'], []]);
  });

  it('an empty field is no tags', () => {
    expect(tagged('').doc).not.toHaveProperty('tags');
  });

  it('with what is there already changes nothing', () => {
    expect([tagged('Gold, Madrid').step, accepted(relationship, relationshipIn('Active'), 'tag', { actor: ada, input: { tags: '' }, read }).step]).toEqual([{ quiet: true }, { quiet: true }]);
  });

  it('GEN-02 of a colleague who was faster is not written over', () => {
    expect(outcomeOf(run(relationship, before, 'tag', { actor: ada, input: { tags: 'gold' }, rev: 0, read }))).toBe('GEN-02');
  });
});
