/** Reads that meet: how many requests they are, and what each of those who asked is told. */

import { describe, expect, it } from '@jest/globals';
import type { ReadSome } from '../../src/store/meeting.ts';
import { meeting } from '../../src/store/meeting.ts';
import type { DocRef, Stored } from '../../src/app/ports.ts';
import { doc } from './support.ts';

const stored = (partition: string, id: string): Stored => ({ ...doc(partition, id), etag: `etag of ${id}` });
const ref = (id: string, partition = 'home'): DocRef => ({ partition, id });

/** A store in which everything is but what is called "missing"; it answers in another order than it is asked. */
function asked() {
  const requests: string[] = [];
  const there = (partition: string, id: string) => (id === 'missing' ? undefined : stored(partition, id));
  const some: ReadSome = async (partition, ids) => {
    requests.push(`${partition}: ${ids.join(' ')}`);
    return ids.toReversed().flatMap((id) => there(partition, id) ?? []);
  };
  const read = meeting(async ({ partition, id }) => {
    requests.push(`${partition} one: ${id}`);
    return there(partition, id);
  }, some);
  return { read, requests };
}

describe('reads of one moment', () => {
  it('of one document are a point read', async () => {
    const { read, requests } = asked();
    expect(await read(ref('a'))).toEqual(stored('home', 'a'));
    expect(requests).toEqual(['home one: a']);
  });

  it('of several documents of a home are one request, and each gets its own', async () => {
    const { read, requests } = asked();
    expect(await Promise.all([read(ref('a')), read(ref('b')), read(ref('c'))])).toEqual([stored('home', 'a'), stored('home', 'b'), stored('home', 'c')]);
    expect(requests).toEqual(['home: a b c']);
  });

  it('of several homes are one request each', async () => {
    const { read, requests } = asked();
    const found = await Promise.all([read(ref('a')), read(ref('a', 'other')), read(ref('b'))]);
    expect(found.map((one) => one && [one.partition, one.id])).toEqual([['home', 'a'], ['other', 'a'], ['home', 'b']]);
    expect(requests).toEqual(['home: a b', 'other one: a']);
  });

  it('of what is not there are undefined, alone and among others', async () => {
    const { read, requests } = asked();
    expect(await read(ref('missing'))).toBeUndefined();
    expect(await Promise.all([read(ref('missing')), read(ref('a'))])).toEqual([undefined, stored('home', 'a')]);
    expect(requests).toEqual(['home one: missing', 'home: missing a']);
  });

  it('of one document by two are a point read for both; among others it is named once', async () => {
    const { read, requests } = asked();
    expect(await Promise.all([read(ref('a')), read(ref('a'))])).toEqual([stored('home', 'a'), stored('home', 'a')]);
    expect(await Promise.all([read(ref('a')), read(ref('b')), read(ref('a'))])).toEqual([stored('home', 'a'), stored('home', 'b'), stored('home', 'a')]);
    expect(requests).toEqual(['home one: a', 'home: a b']);
  });

  it('meet although one of those who ask has got going a little later', async () => {
    const { read, requests } = asked();
    await Promise.resolve(); // as in the middle of a turn
    await Promise.all([read(ref('a')), Promise.resolve().then(async () => await read(ref('b')))]);
    expect(requests).toEqual(['home: a b']);
  });
});

describe('a read that is asked for later', () => {
  it('is a request of its own, also of the same document', async () => {
    const { read, requests } = asked();
    await Promise.all([read(ref('a')), read(ref('b'))]);
    await read(ref('a'));
    expect(requests).toEqual(['home: a b', 'home one: a']);
  });

  it('while the first ones are under way does not wait for them', async () => {
    const answer = Promise.withResolvers<readonly Stored[]>();
    const under = Promise.withResolvers<void>();
    const read = meeting(async ({ partition, id }) => stored(partition, id), async () => {
      under.resolve();
      return await answer.promise;
    });
    const first = Promise.all([read(ref('a')), read(ref('b'))]);
    await under.promise;
    expect(await read(ref('c'))).toEqual(stored('home', 'c'));
    answer.resolve([stored('home', 'a')]);
    expect(await first).toEqual([stored('home', 'a'), undefined]);
  });
});

describe('an error', () => {
  const away = new Error('The store is away');
  const fails = async () => { throw away; };

  it('reaches all who asked with it, and nobody of another home', async () => {
    const read = meeting(async ({ partition, id }) => stored(partition, id), fails);
    const told = await Promise.allSettled([read(ref('a')), read(ref('b')), read(ref('a', 'other'))]);
    expect(told).toEqual([{ status: 'rejected', reason: away }, { status: 'rejected', reason: away }, { status: 'fulfilled', value: stored('other', 'a') }]);
  });

  it('of a point read reaches who asked, and not who asks next', async () => {
    let isAway = true;
    const read = meeting(async ({ partition, id }) => (isAway ? await fails() : stored(partition, id)), fails);
    await expect(read(ref('a'))).rejects.toBe(away);
    isAway = false;
    expect(await read(ref('a'))).toEqual(stored('home', 'a'));
  });
});
