/** What the measured store counts: nothing before it is told to, then every request of a turn with its charge. */

import { describe, expect, it } from '@jest/globals';
import { counting } from '../../bench/counting.ts';
import { openStore } from '../../src/store/open.ts';
import type { Doc } from '../../src/app/ports.ts';
import { handClock } from '../store/support.ts';

const doc: Doc = { partition: 'p', id: 'a', kind: 'k', list: 'l', sort: 's', body: { a: 1 } };

describe('the counting store', () => {
  it('counts and charges reads, commits and pages from the moment it is told to', async () => {
    const { store, count, stored } = counting(await openStore({ kind: 'sqliteMemory' }, handClock()));
    await store.commit([{ op: 'create', doc }]);
    expect(stored()).toEqual({ requests: { read: 0, commit: 0, page: 0, due: 0 }, units: 0, bytes: 0 });
    count();
    expect((await store.read(doc))?.body).toEqual({ a: 1 });
    expect(await store.read({ partition: 'p', id: 'b' })).toBeUndefined();
    expect(stored().units).toBe(2);
    expect(await store.page({ partition: 'p', list: 'l', limit: 5 })).toHaveLength(1);
    expect(stored().units).toBeCloseTo(2 + 3.19, 10);
    expect(await store.commit([{ op: 'create', doc }])).toBe('conflict');
    expect(stored().requests).toEqual({ read: 2, commit: 1, page: 1, due: 0 });
    expect(stored().bytes).toBeGreaterThan(0);
    await store.close();
  });
});
