/** What a turn reads: each document and each page once, until it writes; what is sure to be read at once, and no trouble for who never asks. */

import { setImmediate as nextRound } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ownDocumentRef, readingOnce, refsFor } from '../../src/app/ahead.ts';
import type { Deps } from '../../src/app/deps.ts';
import { homeOf } from '../../src/app/homes.ts';
import type { DocRef } from '../../src/app/ports.ts';
import { doc } from '../store/support.ts';
import { eachWorld } from '../support/deps.ts';
import { cast, contoso } from '../support/world.ts';

const world = eachWorld();

const home = homeOf(contoso.id);
const [one, two]: readonly [DocRef, DocRef] = [{ partition: home, id: 'one' }, { partition: home, id: 'two' }];
/** The same words elsewhere. */
const elsewhere: DocRef = { partition: 'tenant:elsewhere', id: 'one' };

const writes = async (value: number): Promise<unknown> => await world().deps.store.commit([{ op: 'upsert', doc: doc(home, 'one', { body: { value } }) }]);
const valueIn = async ({ store }: Deps): Promise<unknown> => (await store.read(one))?.body['value'];

describe('what is asked for ahead', () => {
  it('is asked for at once, and handed out without asking again', async () => {
    await writes(1);
    world().quiet();
    const deps = readingOnce(world().deps, [one, two]);
    expect(world().traffic.reads).toEqual([one, two]);
    expect([await valueIn(deps), await deps.store.read(two)]).toEqual([1, undefined]);
    expect(world().traffic.reads).toHaveLength(2);
  });

  it('keeps to the document: the same id in another home is read there', async () => {
    await writes(1);
    const deps = readingOnce(world().deps, [one]);
    expect(await deps.store.read(elsewhere)).toBeUndefined();
    expect(world().traffic.reads).toEqual([one, elsewhere]);
    expect(await valueIn(deps)).toBe(1);
  });
});

describe('a turn', () => {
  it('reads a document once, however many ask for it, and whenever', async () => {
    await writes(1);
    const deps = readingOnce(world().deps);
    expect(await Promise.all([valueIn(deps), valueIn(deps)])).toEqual([1, 1]);
    expect(await valueIn(deps)).toBe(1);
    expect(world().traffic.reads).toEqual([one]);
  });

  it('reads a page once, and another page besides', async () => {
    const pages: string[] = [];
    const { store } = world().deps;
    const deps = readingOnce({ ...world().deps, store: { ...store, page: async (query) => { pages.push(query.after ?? ''); return await store.page(query); } } });
    for (const after of ['', 'a', '', 'a']) await deps.store.page({ partition: home, list: 'some', limit: 5, after });
    expect(pages).toEqual(['', 'a']);
  });

  it('begins anew with its own commit: what it reads then is what is there by then', async () => {
    await writes(1);
    const deps = readingOnce(world().deps, [one]);
    expect(await valueIn(deps)).toBe(1);
    await writes(2); // somebody else
    expect(await valueIn(deps)).toBe(1);
    await deps.store.commit([{ op: 'upsert', doc: doc(home, 'two') }]);
    expect(await valueIn(deps)).toBe(2);
  });

  it('begins anew with a commit that is in conflict, and with one that fails: it is decided again on what is there', async () => {
    await writes(1);
    const failing = { ...world().deps.store, commit: async () => { throw new Error('The store is away'); } };
    const lost = readingOnce(world().deps);
    const failed = readingOnce({ ...world().deps, store: failing });
    expect([await valueIn(lost), await valueIn(failed)]).toEqual([1, 1]);
    await writes(2);
    expect(await lost.store.commit([{ op: 'create', doc: doc(home, 'one') }])).toBe('conflict');
    await expect(failed.store.commit([])).rejects.toThrow('The store is away');
    expect([await valueIn(lost), await valueIn(failed)]).toEqual([2, 2]);
  });

  it('is nobody else\'s: the next one reads for itself', async () => {
    await writes(1);
    await valueIn(readingOnce(world().deps));
    await writes(2);
    expect([await valueIn(readingOnce(world().deps)), await valueIn(world().deps)]).toEqual([2, 2]);
  });

  it('leaves everything else as it is', () => {
    const deps = readingOnce(world().deps, [one]);
    expect({ ...deps, store: undefined }).toEqual({ ...world().deps, store: undefined });
    expect(deps.store).toEqual({ ...world().deps.store, read: expect.any(Function), page: expect.any(Function), commit: expect.any(Function) });
  });
});

describe('a read that fails', () => {
  const away = new Error('The store is away');
  const failing = (): Deps => ({ ...world().deps, store: { ...world().deps.store, read: async () => { throw away; } } });

  it('is thrown to who asks for it, however late', async () => {
    const deps = readingOnce(failing(), [one]);
    await nextRound();
    await expect(deps.store.read(one)).rejects.toBe(away);
  });

  it('troubles nobody who does not ask', async () => {
    readingOnce(failing(), [one, two]);
    await expect(nextRound()).resolves.toBeUndefined(); // an error that nobody hears of fails the test by now
  });

  it('is not remembered: who asks later asks anew', async () => {
    await writes(1);
    let isAway = true;
    const deps = readingOnce({ ...world().deps, store: { ...world().deps.store, read: async (ref) => { if (isAway) throw away; return await world().deps.store.read(ref); } } });
    await expect(deps.store.read(one)).rejects.toBe(away);
    isAway = false;
    expect(await valueIn(deps)).toBe(1);
  });
});

describe('the document of a task', () => {
  it.each(['enrolment', 'agreement'] as const)('that has one in each home is known beforehand: %s', (task) => {
    expect(ownDocumentRef(task, { tenant: contoso.id, id: cast.globalAdmin.id })).toEqual({ partition: home, id: task });
  });
});

describe('what a decision is sure to read', () => {
  it.each([
    ['order', 'submit', [`${home} enrolment`, `${home} customer`, 'tenant:operator offers']],
    ['agreement', 'accept', [`${home} enrolment`]],
    ['user', 'becomeAdminAgent', [`${home} account`]],
    ['enrolment', 'saveLegal', []],
    ['enrolment', 'no such event', []],
  ] as const)('%s.%s', (task, event, expected) => {
    expect(refsFor(world().deps, { task, event }, contoso.id).map(({ partition, id }) => `${partition} ${id}`)).toEqual(expected);
  });
});
