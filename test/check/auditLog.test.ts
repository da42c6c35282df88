/** The audit log as a chain: linked by the sweep, walked by check-store, which names the first link that somebody broke. */

import { describe, expect, it } from '@jest/globals';
import { linkAudit } from '../../src/app/auditChain.ts';
import { auditSchema, chainSchema } from '../../src/app/documents.ts';
import { chainRef, homeOf, lists } from '../../src/app/homes.ts';
import { perform } from '../../src/app/perform.ts';
import type { Stored } from '../../src/app/ports.ts';
import { checkStore } from '../../src/check/checkStore.ts';
import { commanding, eachWorld } from '../support/deps.ts';
import { cast, contoso, fabrikam } from '../support/world.ts';

const world = eachWorld();
const command = commanding(world);
const HOME = homeOf(contoso.id);

/** Five entries in Contoso's log and one in Fabrikam's. */
async function story(): Promise<void> {
  for (let turn = 1; turn <= 5; turn++) {
    await perform(world().deps, command('signIn', { input: { entry: 'new' } }));
    world().clock.move(1_000);
  }
  await perform(world().deps, command('signIn', { tenant: fabrikam.id, actor: { ...cast.globalAdmin, tenant: fabrikam.id } }));
}

const entries = async (home = HOME): Promise<readonly Stored[]> => await world().deps.store.page({ partition: home, list: lists.audit, limit: 50 });
/** Of the chain; what the entries say of documents is invariants.test.ts. */
const findings = async (): Promise<readonly string[]> => (await checkStore(world().deps.store)).findings.filter(({ rule }) => rule === 'WF-37').map(({ rule, what }) => `${rule} ${what}`);
const linkIn = ({ body }: Stored) => auditSchema.parse(body).link;

async function tamper(at: number, how: (stored: Stored) => 'delete' | Stored['body']): Promise<void> {
  const stored = (await entries())[at];
  if (!stored) throw new Error('There is no such entry');
  const changed = how(stored);
  const { etag, ...doc } = stored;
  await world().deps.store.commit([changed === 'delete' ? { op: 'delete', ref: stored } : { op: 'replace', doc: { ...doc, body: changed }, ifMatch: etag }]);
}

describe('linking the audit log', () => {
  it('WF-37 every entry gets its place in the chain of its home, and the end of the chain is kept', async () => {
    await story();
    await linkAudit(world().deps);
    expect((await entries()).map((stored) => [linkIn(stored)?.seq, stored.due])).toEqual([1, 2, 3, 4, 5].map((seq) => [seq, undefined]));
    const last = linkIn((await entries()).at(-1) ?? { ...chainRef(HOME), kind: '', etag: '', body: {} });
    expect(chainSchema.parse((await world().deps.store.read(chainRef(HOME)))?.body)).toEqual({ v: 1, seq: 5, hash: last?.hash });
    expect(await findings()).toEqual([]);
  });

  it('WF-37 goes on where it stopped, and a second look changes nothing', async () => {
    await story();
    await linkAudit(world().deps);
    await perform(world().deps, command('signIn', { input: { entry: 'new' } }));
    await linkAudit(world().deps);
    const before = await entries();
    await linkAudit(world().deps);
    expect(await entries()).toEqual(before);
    expect(before.map((stored) => linkIn(stored)?.seq)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('WF-37 two instances that link at the same moment make one chain', async () => {
    await story();
    await Promise.all([linkAudit(world().deps), linkAudit(world().deps), linkAudit(world().deps)]);
    await linkAudit(world().deps);
    expect((await entries()).map((stored) => linkIn(stored)?.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(await findings()).toEqual([]);
  });

  it('costs no turn anything: the command makes the requests that it made before', async () => {
    await story();
    await linkAudit(world().deps);
    world().quiet();
    await perform(world().deps, command('signIn', { input: { entry: 'new' } }));
    expect(world().traffic.reads.map(({ id }) => id)).not.toContain(chainRef(HOME).id);
    expect(world().traffic.commits).toHaveLength(1);
  });
});

describe('check-store and the audit log', () => {
  it('is content with a log that nobody has linked yet', async () => {
    await story();
    expect(await findings()).toEqual([]);
  });

  it.each<[string, number, (stored: Stored) => 'delete' | Stored['body'], string]>([
    ['a changed outcome', 1, ({ body }) => ({ ...body, outcome: 'done', code: undefined, event: 'approve' }), 'WF-37 link 2 of the audit log is broken: it is not what it was when it was linked'],
    ['another person', 2, ({ body }) => ({ ...body, actor: { kind: 'person', tenant: contoso.id, id: 'eva', name: 'Eva' } }), 'WF-37 link 3 of the audit log is broken: it is not what it was when it was linked'],
    ['a person who was forgotten by hand', 2, ({ body }) => ({ ...body, actor: { kind: 'person', tenant: contoso.id, id: '', name: '' } }), 'WF-37 link 3 of the audit log is broken: it is not what it was when it was linked'],
    ['an entry taken out', 2, () => 'delete', 'WF-37 link 4 of the audit log is broken: an entry before this one is missing, or this one was put in'],
    ['the last entry taken away', 4, () => 'delete', 'WF-37 the audit log ends with link 4, and should end with link 5'],
    ['a link cut off', 3, ({ body: { link: _link, ...body } }) => body, 'WF-37 link 5 of the audit log is broken: an entry before this one is missing, or this one was put in'],
  ])('WF-37 names the first broken link: %s', async (_what, at, how, finding) => {
    await story();
    await linkAudit(world().deps);
    await tamper(at, how);
    expect(await findings()).toEqual([finding]);
  });

  it('WF-37 sees an entry that was put in beside the chain', async () => {
    await story();
    await linkAudit(world().deps);
    const [, second] = await entries();
    if (!second) throw new Error('There are five entries');
    const { link: _link, ...body } = second.body;
    await world().deps.store.commit([{ op: 'create', doc: { partition: HOME, id: 'audit:forged', kind: 'audit', list: lists.audit, sort: '2027', body } }]);
    expect(await findings()).toEqual(['WF-37 this entry of the audit log was put in beside the chain']);
  });

  it('names a document that it cannot read, and goes on', async () => {
    await story();
    await world().deps.store.commit([{ op: 'create', doc: { partition: HOME, id: 'odd', kind: 'enrolment', body: { v: 9 } } }, { op: 'create', doc: { partition: HOME, id: 'odder', kind: 'nothing', body: {} } }]);
    const { findings: found, documents, tried } = await checkStore(world().deps.store);
    expect(found.map(({ rule, where }) => [rule, where.id])).toEqual([['schema', 'odd'], ['schema', 'odder']]);
    expect(documents).toBeGreaterThan(10);
    expect(tried).toContainEqual({ rule: 'schema', about: 'every document can be read', findings: 2 });
  });
});
