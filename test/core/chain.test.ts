/** The hash chain of the audit log: what a link holds fast, and what it lets go of. */

import { describe, expect, it } from '@jest/globals';
import type { Head, Link, Linkable } from '../../src/core/chain.ts';
import { flawIn, linkAfter, rootOf } from '../../src/core/chain.ts';

const HOME = 'tenant:contoso';
const entry = (event: string): Linkable => ({ plain: { at: '2026-03-01', event }, personal: { name: 'Ana García', changed: { email: { before: null, after: 'ana@contoso.es' } } } });

function chain(...entries: readonly Linkable[]): { readonly entry: Linkable; readonly link: Link }[] {
  let head: Head = rootOf(HOME);
  return entries.map((one, index) => {
    const link = linkAfter(head, one, `salt ${index}`);
    head = link;
    return { entry: one, link };
  });
}

describe('the chain of the audit log', () => {
  const [first, second, third] = chain(entry('one'), entry('two'), entry('three'));
  if (!first || !second || !third) throw new Error('Three entries make three links');

  it('WF-37 follows from link to link', () => {
    expect([flawIn(rootOf(HOME), first.link, first.entry), flawIn(first.link, second.link, second.entry), flawIn(second.link, third.link, third.entry)]).toEqual([undefined, undefined, undefined]);
    expect([first.link.seq, second.link.seq, third.link.seq]).toEqual([1, 2, 3]);
  });

  it('WF-37 sees an entry that is gone, one in another place, and one of another home', () => {
    expect(flawIn(first.link, third.link, third.entry)).toBe('gap');
    expect(flawIn({ ...first.link, hash: third.link.hash }, second.link, second.entry)).toBe('relinked');
    expect(flawIn(rootOf('tenant:fabrikam'), first.link, first.entry)).toBe('relinked');
  });

  it.each<[string, Linkable]>([
    ['what happened', { ...second.entry, plain: { at: '2026-03-01', event: 'three' } }],
    ['when', { ...second.entry, plain: { at: '2026-03-02', event: 'two' } }],
    ['who did it', { ...second.entry, personal: { name: 'Luis Gil', changed: { email: { before: null, after: 'ana@contoso.es' } } } }],
    ['a value', { ...second.entry, personal: { name: 'Ana García', changed: { email: { before: null, after: 'eva@contoso.es' } } } }],
  ])('WF-37 sees that %s was changed', (_what, changed) => {
    expect(flawIn(first.link, second.link, changed)).toBe('changed');
  });

  it('WF-37 sees a digest of persons that was changed, also after they were forgotten', () => {
    expect(flawIn(first.link, { ...second.link, personal: third.link.personal, salt: undefined }, second.entry)).toBe('changed');
  });

  it('still holds when a person was forgotten: the digest stays, its salt and what it was made of are gone', () => {
    const forgotten: Linkable = { ...second.entry, personal: { name: '', changed: {} } };
    expect(flawIn(first.link, { ...second.link, salt: undefined }, forgotten)).toBeUndefined();
    expect(flawIn(second.link, third.link, third.entry)).toBeUndefined();
  });

  it('does not depend on the order in which a store gives keys back', () => {
    const turned: Linkable = { plain: { event: 'two', at: '2026-03-01' }, personal: { changed: { email: { after: 'ana@contoso.es', before: null } }, name: 'Ana García' } };
    expect(flawIn(first.link, second.link, turned)).toBeUndefined();
  });
});
