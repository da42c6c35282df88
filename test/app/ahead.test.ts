/** What is read ahead of a turn: each document once and for one reader only, and no trouble for who never asks. */

import { setImmediate as nextRound } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ownDocumentRef, readingAhead } from '../../src/app/ahead.ts';
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

describe('reading ahead', () => {
  it('asks at once, and hands out what it was told without asking again', async () => {
    await writes(1);
    world().quiet();
    const deps = readingAhead(world().deps, [one, two]);
    expect(world().traffic.reads).toEqual([one, two]);
    expect([await valueIn(deps), await deps.store.read(two)]).toEqual([1, undefined]);
    expect(world().traffic.reads).toHaveLength(2);
  });

  it('hands each out once: whoever reads again sees what was written meanwhile', async () => {
    await writes(1);
    const deps = readingAhead(world().deps, [one]);
    expect(await valueIn(deps)).toBe(1);
    await writes(2);
    expect(await valueIn(deps)).toBe(2);
    expect(world().traffic.reads).toEqual([one, one]);
  });

  it('hands it to one of two who ask at the same time', async () => {
    const deps = readingAhead(world().deps, [one]);
    await Promise.all([deps.store.read(one), deps.store.read(one)]);
    expect(world().traffic.reads).toEqual([one, one]);
  });

  it('keeps to the document: the same id in another home is read there', async () => {
    await writes(1);
    const deps = readingAhead(world().deps, [one]);
    expect(await deps.store.read(elsewhere)).toBeUndefined();
    expect(world().traffic.reads).toEqual([one, elsewhere]);
    expect(await valueIn(deps)).toBe(1);
  });

  it('leaves everything else as it is, the deps of other turns too', async () => {
    const deps = readingAhead(world().deps, [one]);
    expect({ ...deps, store: undefined }).toEqual({ ...world().deps, store: undefined });
    expect(deps.store).toEqual({ ...world().deps.store, read: expect.any(Function) });
    await world().deps.store.read(one);
    expect(world().traffic.reads).toEqual([one, one]);
  });

  it('of nothing is no reading', () => {
    expect(readingAhead(world().deps, [])).toBe(world().deps);
  });
});

describe('a read that fails ahead', () => {
  const away = new Error('The store is away');
  const failing = (): Deps => ({ ...world().deps, store: { ...world().deps.store, read: async () => { throw away; } } });

  it('is thrown to who asks for it, however late', async () => {
    const deps = readingAhead(failing(), [one]);
    await nextRound();
    await expect(deps.store.read(one)).rejects.toBe(away);
  });

  it('troubles nobody who does not ask', async () => {
    readingAhead(failing(), [one, two]);
    await expect(nextRound()).resolves.toBeUndefined(); // an error that nobody hears of fails the test by now
  });
});

describe('the document of a task', () => {
  it.each(['enrolment', 'agreement'] as const)('that has one in each home is known beforehand: %s', (task) => {
    expect(ownDocumentRef(task, { tenant: contoso.id, id: cast.globalAdmin.id })).toEqual({ partition: home, id: task });
  });
});
