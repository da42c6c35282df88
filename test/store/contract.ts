/** What every store must do, as tests that take the store to open. What only one of them can show is in its own test file. */

import { describe, expect, it } from '@jest/globals';
import type { Committed, Doc, PageQuery, Store, Write } from '../../src/app/ports.ts';
import { MINUTE, plus } from '../../src/core/time.ts';
import type { OpenStore } from './support.ts';
import { counter, create, doc, etagOf, NOW, opened, row } from './support.ts';

const [freshPartition, freshKind] = [counter('tenant'), counter('kind')];

export function storeContract(name: string, open: OpenStore): void {
  describe(`store contract: ${name}`, () => {
    const store = opened(open);
    documents(store);
    commits(store);
    limits(store);
    pages(store);
    dues(store);
    everything(store);
  });
}

function documents(store: () => Store): void {
  it('gives back what was written, and an etag', async () => {
    const whole: Doc = {
      partition: freshPartition(), id: 'whole', kind: 'enrolment', list: 'all', sort: 'ñandú', due: NOW, expires: plus(NOW, MINUTE),
      body: { id: 'not the id', partition: 'not the partition', etag: 'no', ttl: 1, _etag: 'no', kind: 7, 'Ünï 😀': [1, null, { deep: [true] }], empty: {} },
    };
    expect(await store().commit(create(whole))).toBe('saved');
    expect(await store().read(whole)).toStrictEqual({ ...whole, etag: expect.stringMatching(/./) });
  });

  it('gives no field that was not written', async () => {
    const bare = doc(freshPartition(), 'bare', { body: { kept: 1, dropped: undefined } });
    await store().commit(create(bare));
    expect(await store().read(bare)).toStrictEqual({ ...bare, body: { kept: 1 }, etag: expect.any(String) });
  });

  it('knows nothing of a document that is not there, or is in another partition', async () => {
    const here = doc(freshPartition(), 'same');
    const there = doc(freshPartition(), 'same', { body: { text: 'there' } });
    await store().commit(create(there));
    expect(await store().read(here)).toBeUndefined();
    await store().commit(create(here));
    expect((await store().read(there))?.body).toEqual({ text: 'there' });
  });

  it.each([['is no text', 'request:\u{d800}'], ['is too long', `request:${'ñ'.repeat(2_500)}`], ['is too long, in a partition too', `tenant:${'x'.repeat(2_500)}`]])('knows nothing of what somebody made up and %s', async (_what, id) => {
    expect(await store().read({ partition: id.startsWith('tenant:') ? id : freshPartition(), id })).toBeUndefined();
  });

  it.each(['a/b', 'a\\b', 'a#b?c=d&e', '50%', '=3D', '%2F', 'a:b:c', ' spaces ', "quo'te\"s", 'ñ 😀', '19:abc@thread.tacv2;messageid=1', '__proto__'])(
    'takes %j as an id', async (id) => {
      const odd = row(freshPartition(), 'only');
      await store().commit(create({ ...odd, id }));
      expect((await store().read({ ...odd, id }))?.id).toBe(id);
      expect((await store().page({ partition: odd.partition, list: 'all', limit: 9 })).map((found) => found.id)).toEqual([id]);
      expect(await store().commit([{ op: 'delete', ref: { ...odd, id } }])).toBe('saved');
      expect(await store().read({ ...odd, id })).toBeUndefined();
    },
  );

  it('refuses what a newer program wrote with a sentence, and shows it to those who say so themselves', async () => {
    const [partition, kind] = [freshPartition(), freshKind()];
    const newer = { ...row(partition, 'a', 'newer'), kind, due: NOW, body: { v: 2 } };
    await store().commit(create(newer));
    await expect(store().read(newer)).rejects.toThrow(`newer-a in ${partition} was written by a newer version of Enlace`);
    await expect(store().page({ partition, list: 'newer', limit: 5 })).rejects.toThrow('newer version of Enlace');
    expect(await store().due(kind, NOW, 5)).toMatchObject([{ id: 'newer-a', body: { v: 2 } }]);
  });

  it('keeps what expires until its time, whatever is written meanwhile', async () => {
    const lasting = doc(freshPartition(), 'lasting', { expires: plus(NOW, MINUTE) });
    await store().commit(create(lasting));
    await store().commit(create(doc(lasting.partition, 'other')));
    expect(await store().read(lasting)).toMatchObject(lasting);
  });

  it('changes the etag on every write, also of a document that was gone in between', async () => {
    const one = doc(freshPartition(), 'one');
    const etags = new Set<string>();
    const writes: readonly ((etag: string) => Write)[] = [
      () => ({ op: 'upsert', doc: one }),
      (ifMatch) => ({ op: 'replace', doc: one, ifMatch }),
      () => ({ op: 'upsert', doc: one }),
    ];
    for (const write of [...writes, ...writes]) {
      await store().commit([write([...etags].at(-1) ?? '')]);
      etags.add(await etagOf(store(), one));
      if (etags.size === writes.length) await store().commit([{ op: 'delete', ref: one }]);
    }
    expect(etags.size).toBe(2 * writes.length);
  });
}

function commits(store: () => Store): void {
  /** A partition with the documents `there` and `command`; `stale` is an etag that `there` had. */
  async function prepared() {
    const partition = freshPartition();
    const there = doc(partition, 'there');
    const command = doc(partition, 'command');
    await store().commit(create(there, command));
    const stale = await etagOf(store(), there);
    await store().commit([{ op: 'replace', doc: there, ifMatch: stale }]);
    const missing = doc(partition, 'missing');
    const fails = {
      staleReplace: { op: 'replace', doc: there, ifMatch: stale },
      missingReplace: { op: 'replace', doc: missing, ifMatch: stale },
      staleDelete: { op: 'delete', ref: there, ifMatch: stale },
      missingDelete: { op: 'delete', ref: missing, ifMatch: stale },
      takenCreate: { op: 'create', doc: there },
      onceAgain: { op: 'create', doc: command, once: true },
      free: { op: 'create', doc: doc(partition, 'free') },
      once: { op: 'create', doc: missing, once: true },
    } as const satisfies Record<string, Write>;
    return { there, stale, missing, fails };
  }
  type Case = keyof Awaited<ReturnType<typeof prepared>>['fails'];

  it.each<[readonly Case[], Committed]>([
    [['staleReplace'], 'conflict'],
    [['missingReplace'], 'conflict'],
    [['staleDelete'], 'conflict'],
    [['missingDelete'], 'conflict'],
    [['takenCreate'], 'conflict'],
    [['onceAgain'], 'duplicate'],
    [['once'], 'saved'],
    [['free', 'staleReplace'], 'conflict'],
    [['free', 'onceAgain'], 'duplicate'],
    // The first write that fails says why.
    [['staleReplace', 'onceAgain'], 'conflict'],
    [['takenCreate', 'onceAgain'], 'conflict'],
    [['missingDelete', 'free', 'onceAgain'], 'conflict'],
    [['onceAgain', 'staleReplace'], 'duplicate'],
    [['free', 'onceAgain', 'missingReplace'], 'duplicate'],
  ])('answers %j with %s', async (cases, outcome) => {
    const { there, fails } = await prepared();
    const before = await store().read(there);
    expect(await store().commit(cases.map((name) => fails[name]))).toBe(outcome);
    expect(await store().read(there)).toEqual(before);
  });

  it('replaces a whole document: what is not given any more is gone', async () => {
    const partition = freshPartition();
    const first = doc(partition, 'one', { list: 'all', sort: 'a', due: NOW, body: { a: 1, b: 2 } });
    await store().commit(create(first));
    const second = doc(partition, 'one', { kind: 'other', body: { a: 3 } });
    expect(await store().commit([{ op: 'replace', doc: second, ifMatch: await etagOf(store(), first) }])).toBe('saved');
    expect(await store().read(first)).toStrictEqual({ ...second, etag: expect.any(String) });
    expect(await store().page({ partition, list: 'all', limit: 5 })).toEqual([]);
  });

  it('upserts what is new and what is there', async () => {
    const partition = freshPartition();
    await store().commit([{ op: 'upsert', doc: doc(partition, 'one', { list: 'all', sort: 'a', due: NOW, expires: plus(NOW, MINUTE) }) }]);
    const second = doc(partition, 'one', { kind: 'other', body: { text: 'second' } });
    expect(await store().commit([{ op: 'upsert', doc: second }])).toBe('saved');
    expect(await store().read(second)).toStrictEqual({ ...second, etag: expect.any(String) });
  });

  it('deletes with the right etag, and does not mind what is gone already', async () => {
    const partition = freshPartition();
    const [one, two, three] = [doc(partition, 'one'), doc(partition, 'two'), doc(partition, 'three')];
    await store().commit(create(one, two));
    const writes: readonly Write[] = [
      { op: 'replace', doc: one, ifMatch: await etagOf(store(), one) },
      { op: 'delete', ref: doc(partition, 'gone') },
      { op: 'delete', ref: two, ifMatch: await etagOf(store(), two) },
      { op: 'delete', ref: doc(partition, 'gone too') },
      { op: 'create', doc: three },
    ];
    expect(await store().commit(writes)).toBe('saved');
    expect(await store().read(two)).toBeUndefined();
    expect(await store().read(three)).toBeDefined();
    expect(await store().commit([{ op: 'delete', ref: two }])).toBe('saved');
  });

  it('lets exactly one of twenty simultaneous replaces win', async () => {
    const one = doc(freshPartition(), 'one');
    await store().commit(create(one));
    const ifMatch = await etagOf(store(), one);
    const tries = Array.from({ length: 20 }, (_, number) => store().commit([{ op: 'replace', doc: { ...one, body: { number } }, ifMatch }]));
    const outcomes = await Promise.all(tries);
    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 19 }, () => 'conflict'), 'saved']);
    expect((await store().read(one))?.body).toEqual({ number: outcomes.indexOf('saved') });
  });
}

const many = (partition: string, count: number) => create(...Array.from({ length: count }, (_, number) => doc(partition, `n${number}`)));
/** A body of that many bytes as JSON, an odd number; an ñ has two. */
const ofBytes = (bytes: number) => ({ text: 'ñ'.repeat((bytes - '{"text":""}'.length) / 2) });

function limits(store: () => Store): void {
  it('takes 100 writes, and documents of 2,000,000 bytes', async () => {
    expect(await store().commit(many(freshPartition(), 100))).toBe('saved');
    const partition = freshPartition();
    const halves = [doc(partition, 'a', { body: ofBytes(1_000_001) }), doc(partition, 'b', { body: ofBytes(999_999) })];
    expect(await store().commit(create(...halves))).toBe('saved');
    expect((await store().read(doc(partition, 'b')))?.body).toEqual(ofBytes(999_999));
  });

  it.each<[string, (partition: string) => readonly Write[]]>([
    ['no writes', () => []],
    ['101 writes', (partition) => many(partition, 101)],
    ['bodies of more than 2,000,000 bytes', (partition) => create(doc(partition, 'n0', { body: ofBytes(1_000_001) }), doc(partition, 'n1', { body: ofBytes(1_000_001) }))],
    ['writes in two partitions', (partition) => [...many(partition, 1), { op: 'delete', ref: doc('another', 'n1') }]],
    ['two writes of one document', (partition) => [...many(partition, 1), { op: 'delete', ref: doc(partition, 'n0') }]],
  ])('throws at %s, and writes nothing', async (_, writesIn) => {
    const partition = freshPartition();
    await expect(store().commit(writesIn(partition))).rejects.toThrow(/commit/);
    expect(await store().read(doc(partition, 'n0'))).toBeUndefined();
  });
}

function pages(store: () => Store): void {
  async function filled(...sorts: readonly string[]): Promise<string> {
    const partition = freshPartition();
    await store().commit(create(...sorts.map((sort) => row(partition, sort))));
    return partition;
  }
  const sortsOf = async (query: PageQuery) => (await store().page(query)).map(({ sort }) => sort);

  it('orders by the sort key, and stays in its list and partition', async () => {
    const partition = await filled('b', 'a10', 'a1', 'C', 'á');
    await store().commit(create(row(partition, 'a2', 'other'), doc(partition, 'in no list')));
    await filled('a3');
    expect(await sortsOf({ partition, list: 'all', limit: 10 })).toEqual(['C', 'a1', 'a10', 'b', 'á']);
    expect(await store().page({ partition, list: 'other', limit: 10 })).toMatchObject([row(partition, 'a2', 'other')]);
    expect(await sortsOf({ partition, list: 'none', limit: 10 })).toEqual([]);
  });

  it('walks a list page by page, each row once', async () => {
    const sorts = Array.from({ length: 60 }, (_, number) => `row ${String(number).padStart(2, '0')}`);
    const partition = await filled(...sorts.toReversed());
    const walked: (string | undefined)[] = [];
    for (const size of [25, 25, 10]) {
      const after = walked.at(-1);
      const page = await sortsOf({ partition, list: 'all', limit: 25, ...(after !== undefined && { after }) });
      expect(page.length).toBe(size);
      walked.push(...page);
    }
    expect(walked).toEqual(sorts);
    expect(await sortsOf({ partition, list: 'all', limit: 25, after: 'row 59' })).toEqual([]);
  });

  it('walks it backwards as well, each row once, down to the first', async () => {
    const partition = await filled('a', 'b', 'C', 'á', 'c');
    const query = { partition, list: 'all', backwards: true } as const;
    expect(await sortsOf({ ...query, limit: 2 })).toEqual(['á', 'c']);
    expect(await sortsOf({ ...query, limit: 2, after: 'c' })).toEqual(['b', 'a']);
    expect(await sortsOf({ ...query, limit: 9, after: 'a' })).toEqual(['C']);
    expect(await sortsOf({ ...query, limit: 9, after: 'C' })).toEqual([]);
    expect(await sortsOf({ ...query, limit: 9, after: 'bb' })).toEqual(['b', 'a', 'C']);
  });

  it('walks backwards within a prefix, wherever the cursor is', async () => {
    const partition = await filled('a1', 'b1', 'b2', 'b\uff21', 'b😀', 'c1');
    const query = { partition, list: 'all', prefix: 'b', backwards: true } as const;
    expect(await sortsOf({ ...query, limit: 1, after: 'b2' })).toEqual(['b1']);
    expect(await sortsOf({ ...query, limit: 9, after: 'b2' })).toEqual(['b1']);
    expect((await sortsOf({ ...query, limit: 9 })).toSorted()).toEqual(['b1', 'b2', 'b😀', 'b\uff21']);
    expect((await sortsOf({ ...query, limit: 9 })).slice(2)).toEqual(['b2', 'b1']);
    expect((await sortsOf({ ...query, limit: 9, after: 'c1' })).length).toBe(4);
    expect(await sortsOf({ ...query, limit: 9, after: 'b1' })).toEqual([]);
    expect(await sortsOf({ ...query, limit: 9, after: 'a1' })).toEqual([]);
  });

  it('finds a prefix and nothing else: letter by letter, not as a pattern', async () => {
    const sorts = ['ab', 'abc', 'ab\uff21', 'ab😀', 'ab%', 'ab_d', 'aB', 'a', 'ac', 'b', 'xab'];
    const partition = await filled(...sorts);
    const found = await sortsOf({ partition, list: 'all', prefix: 'ab', limit: 20 });
    expect(found.toSorted()).toEqual(['ab', 'ab%', 'ab_d', 'abc', 'ab😀', 'ab\uff21']);
    expect(await sortsOf({ partition, list: 'all', prefix: 'ab%', limit: 20 })).toEqual(['ab%']);
    expect(await sortsOf({ partition, list: 'all', prefix: 'ab_', limit: 20 })).toEqual(['ab_d']);
  });

  it('continues within a prefix, wherever the cursor is', async () => {
    const partition = await filled('a1', 'b1', 'b2', 'b3', 'c1');
    expect(await sortsOf({ partition, list: 'all', prefix: 'b', after: 'b1', limit: 1 })).toEqual(['b2']);
    expect(await sortsOf({ partition, list: 'all', prefix: 'b', after: 'a1', limit: 9 })).toEqual(['b1', 'b2', 'b3']);
    expect(await sortsOf({ partition, list: 'all', prefix: 'b', after: 'b3', limit: 9 })).toEqual([]);
    expect(await sortsOf({ partition, list: 'all', prefix: 'b', after: 'c1', limit: 9 })).toEqual([]);
    expect(await sortsOf({ partition, list: 'all', after: 'b1x', limit: 9 })).toEqual(['b2', 'b3', 'c1']);
  });
}

const minutes = (count: number) => plus(NOW, count * MINUTE);

function dues(store: () => Store): void {
  it('finds what is due in every partition, oldest first', async () => {
    const kind = freshKind();
    const [one, two] = [freshPartition(), freshPartition()];
    await store().commit(create(doc(one, 'third', { kind, due: NOW }), doc(one, 'first', { kind, due: minutes(-9) }), doc(one, 'future', { kind, due: minutes(1) })));
    await store().commit(create(doc(two, 'second', { kind, due: minutes(-5) }), doc(two, 'never', { kind }), doc(two, 'other', { kind: freshKind(), due: minutes(-7) })));
    expect((await store().due(kind, NOW, 9)).map(({ id }) => id)).toEqual(['first', 'second', 'third']);
    expect((await store().due(kind, NOW, 2)).map(({ id }) => id)).toEqual(['first', 'second']);
    expect((await store().due(kind, minutes(-6), 9)).map(({ id }) => id)).toEqual(['first']);
  });

  it('gives due documents whole, ready to be replaced', async () => {
    const late = doc(freshPartition(), 'late', { kind: freshKind(), list: 'all', sort: 'x', due: minutes(-1) });
    await store().commit(create(late));
    const [found] = await store().due(late.kind, NOW, 1);
    expect(found).toStrictEqual({ ...late, etag: await etagOf(store(), late) });
  });
}

function everything(store: () => Store): void {
  it('gives every document of every partition once, whole, to programs that read everything', async () => {
    const kind = freshKind();
    const one = doc(freshPartition(), 'one', { kind, list: 'all', sort: 'x', due: NOW });
    const many = Array.from({ length: 60 }, (_, index) => doc(freshPartition(), `many ${index}`, { kind }));
    for (const each of [one, ...many]) await store().commit(create(each));
    const found = (await Array.fromAsync(store().everything())).flat().filter((stored) => stored.kind === kind);
    expect(found.map(({ id }) => id).toSorted()).toEqual(['one', ...many.map(({ id }) => id)].toSorted());
    expect(found.find(({ id }) => id === 'one')).toStrictEqual({ ...one, etag: await etagOf(store(), one) });
  });
}

/** For stores that can show it: whatever fails in a batch, and wherever, nothing of the batch is left. */
export function rollbackContract(name: string, open: OpenStore): void {
  describe(`store contract, rollback: ${name}`, () => {
    const store = opened(open);

    it.each<[string, (there: Doc, wrongEtag: string) => Write]>([
      ['a stale replace', (there, ifMatch) => ({ op: 'replace', doc: there, ifMatch })],
      ['a stale delete', (there, ifMatch) => ({ op: 'delete', ref: there, ifMatch })],
      ['a create of what is there', (there) => ({ op: 'create', doc: there })],
      ['a repeated command', (there) => ({ op: 'create', doc: there, once: true })],
    ])('%s leaves nothing of its batch', async (_, failing) => {
      const partition = freshPartition();
      const [there, changed, deleted] = [doc(partition, 'there'), doc(partition, 'changed'), doc(partition, 'deleted')];
      await store().commit(create(there));
      const wrongEtag = await etagOf(store(), there);
      await store().commit([{ op: 'upsert', doc: there }, ...create(changed, deleted)]);
      const before = await Promise.all([there, changed, deleted].map((ref) => store().read(ref)));
      expect(await store().commit([
        { op: 'delete', ref: doc(partition, 'gone already') },
        { op: 'delete', ref: deleted },
        { op: 'upsert', doc: { ...changed, body: { text: 'new' } } },
        { op: 'create', doc: doc(partition, 'before') },
        failing(there, wrongEtag),
        { op: 'create', doc: doc(partition, 'after') },
      ])).not.toBe('saved');
      expect(await Promise.all([there, changed, deleted].map((ref) => store().read(ref)))).toEqual(before);
      expect(await store().read(doc(partition, 'before'))).toBeUndefined();
      expect(await store().read(doc(partition, 'after'))).toBeUndefined();
    });
  });
}
