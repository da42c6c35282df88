/** What the audit log, the lists and the outbox show besides: each breach by hand is found, and what only comes late is none. */

import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Stored } from '../../src/app/ports.ts';
import { checkStore } from '../../src/check/checkStore.ts';
import type { Instant } from '../../src/core/time.ts';
import type { Body, Breach } from './story.ts';
import { besides, both, isIn, set, storeOf, storyTold, unchained, without } from './story.ts';

let told: readonly Stored[] = [];
beforeAll(async () => { told = await storyTold(); }, 60_000);

const RESELLER = 'contoso-iberia';
const PROVIDER = 'distribuciones-norte';
const CUSTOMER = 'woodgrove-viveros';
const LATER = '2099-01-01T00:00:00.000Z';

async function broken(breach: Breach): Promise<readonly string[]> {
  const { findings } = await checkStore(storeOf(breach(unchained(told))));
  return findings.map(({ rule, where: { partition, id } }) => `${rule} ${partition.slice('tenant:'.length)} ${id.split(':').slice(0, 2).join(':')}`).toSorted();
}
const rulesIn = async (breach: Breach): Promise<readonly string[]> => [...new Set((await broken(breach)).map((finding) => finding.split(' ')[0] ?? ''))];

/** An entry of the log about something that was done. */
const entry = (home: string, task: string, event: string) => (stored: Stored): boolean => isIn(home, 'audit')(stored) && stored.body['outcome'] === 'done' && stored.body['task'] === task && stored.body['event'] === event;
const credit = entry(CUSTOMER, 'subscription', 'credit');
const alsoWritten = (like: (stored: Stored) => boolean, change: Body): Breach => (documents) =>
  besides(CUSTOMER, 'audit', 'audit:forged', { ...documents.find(like)?.body, ...change }, { sort: '9' })(documents);
const offer = { id: 'E5', name: 'E5', segment: 'commercial', countries: [], min: 1, max: 300, trial: false, kind: 'licence', office365: true, onePerCustomer: false, term: 'P1Y', billing: 'P1M', family: 'm365', tier: 3 };

describe('check-store finds in the audit log', () => {
  it.each<readonly [string, Breach, readonly string[]]>([
    ['INV-57 INV-10 a signature by somebody without the role', set(entry(RESELLER, 'agreement', 'accept'), { roles: ['notAnAgent', 'notAnAdmin'] }), ['INV-57']],
    ['INV-57 INV-02 a new user by an admin agent', set(entry(RESELLER, 'newUser', 'add'), { roles: ['adminAgent', 'notAnAdmin'] }), ['INV-57']],
    ['INV-58 a change that is not in it', without(credit), ['INV-58']],
    ['INV-58 another end than the document\'s', set(entry(CUSTOMER, 'relationship', 'remove'), { after: 'Active' }), ['INV-58', '§4']],
    ['INV-25 a step that there is not', set(entry(PROVIDER, 'request', 'done'), { before: 'Expired' }), ['§4']],
    ['INV-59 INV-36 a credit by another provider', set(credit, (body) => ({ actor: { ...body['actor'] as Body, tenant: 'northwind-distribution' } })), ['INV-36', 'INV-59']],
    ['INV-38 two relationships removed at once', alsoWritten(entry(CUSTOMER, 'relationship', 'remove'), { document: PROVIDER }), ['INV-38', 'INV-39', 'INV-58', 'INV-59']],
    ['INV-47 a credit that changed the support contact', set(credit, (body) => ({ changed: { ...body['changed'] as Body, support: { before: null, after: null } } })), ['INV-47']],
    ['INV-50 licences while it was suspended', alsoWritten(credit, { event: 'changeQuantity', before: 'Suspended', after: 'Suspended' }), ['INV-50', 'INV-58']],
    ['INV-50 licences taken back too late', alsoWritten(credit, { event: 'changeQuantity', changed: { quantity: { before: 10, after: 5 }, batches: { before: [{ quantity: 10, at: '2000-01-01T00:00:00.000Z' }], after: [] } } }), ['INV-50', 'INV-58']],
    ['INV-51 an upgrade downwards', alsoWritten(credit, { event: 'upgrade', changed: { offer: { before: offer, after: { ...offer, id: 'E3', tier: 2 } } } }), ['INV-51', 'INV-58']],
  ])('%s', async (_what, breach, rules) => expect([...await rulesIn(breach)].toSorted()).toEqual([...rules].toSorted()));
});

const at = (list: string, kind: string) => (stored: Stored): boolean => stored.kind === kind && stored.list === list;
const shown = (home: string, list: string, key: string): ((stored: Stored) => boolean) => isIn(home, 'shown', `shown:${list}:${key}`);
const waiting = (home: string, kind: string, payload: Body = {}): Breach =>
  besides(home, 'outbox', `outbox:late:${kind}`, { v: 1, kind, payload, tenant: home, correlation: 'c', createdAt: LATER, attempts: 0 }, { due: LATER as Instant });

describe('check-store finds in lists', () => {
  it.each<readonly [string, Breach, readonly string[]]>([
    ['INV-20 a partner that is missing at the reseller', without((stored) => isIn(RESELLER, 'line', 'line:partners:')(stored)), [`INV-20 ${RESELLER} line:partners`]],
    ['INV-20 a partner that the provider is not shown', set(shown(PROVIDER, 'partners', 'partner:'), { line: undefined }), ['INV-20', 'INV-56']],
    ['INV-22 a customer that is shared no more', set(shown(RESELLER, `shared:${PROVIDER}`, CUSTOMER), { line: { list: `shared:${PROVIDER}`, sort: 'W', terms: ['W'], body: {} } }), ['INV-22']],
    ['INV-35 a former customer that is still shown', set(shown(RESELLER, 'customers', CUSTOMER), { line: { list: 'customers', sort: 'W', terms: ['W'], body: {} } }), ['INV-35']],
    ['INV-59 a tag that no relationship has', besides(PROVIDER, 'shown', `shown:tagged:x:${CUSTOMER}`, { v: 1, rev: 1, line: { list: 'tagged:x', sort: 'W', terms: [], body: {} } }), ['INV-59']],
    ['INV-56 a line that nothing explains', besides(PROVIDER, 'line', 'line:customers:x', { name: 'x' }, { list: 'customers', sort: 'x' }), [`INV-56 ${PROVIDER} line:customers`]],
    ['a word that finds nothing any more', without(at('users/terms', 'term')), ['lists']],
    ['a line that says something else', set((stored) => isIn(RESELLER, 'line', 'line:users:')(stored), { name: 'Somebody' }), [`lists ${RESELLER} line:users`]],
    ['an offer that is missing', without(isInCatalogue), ['lists']],
    ['WF-05 a queue with a review that is decided', besides('enlace-programme', 'line', 'line:reviews:ENR-1', { v: 1, caseId: 'ENR-1', tenant: 'x', company: '', country: '', mpnId: '', openedAt: LATER, rev: 1, open: true }, { list: 'reviews', sort: 'x' }), ['WF-05 enlace-programme line:reviews']],
  ])('%s', async (_what, breach, expected) => {
    const found = await broken(breach);
    expect(expected.some((one) => one.includes(' ')) ? found : [...new Set(found.map((one) => one.split(' ')[0]))].toSorted()).toEqual(expected);
  });

  it.each<readonly [string, Breach, Breach]>([
    ['INV-20 a partner', set(shown(PROVIDER, 'partners', 'partner:'), { line: undefined }), waiting(RESELLER, 'partnershipSync', { provider: PROVIDER })],
    ['INV-35 a customer', set(shown(RESELLER, 'customers', CUSTOMER), { line: { list: 'customers', sort: 'W', terms: [], body: {} } }), waiting(CUSTOMER, 'customerSync')],
  ])('no fault in what is late, as long as its row is waiting: %s', async (_what, breach, late) => {
    const lines: Breach = (documents) => documents.filter(({ kind }) => kind !== 'line' && kind !== 'term');
    const before = (await broken(both(breach, lines))).filter((finding) => finding.includes(' shown:'));
    expect(before).toHaveLength(1);
    expect((await broken(both(breach, late, lines))).filter((finding) => finding.includes(' shown:'))).toEqual([]);
  });
});

function isInCatalogue({ kind, id }: Stored): boolean {
  return kind === 'offer' && id === 'offer:M365-BASIC';
}

const row = (body: Body, more: Partial<Stored> = { due: LATER as Instant }): Breach => besides(RESELLER, 'outbox', 'outbox:x', { v: 1, kind: 'customerSync', payload: {}, tenant: RESELLER, correlation: 'c', createdAt: LATER, attempts: 1, ...body }, more);

describe('check-store finds in the outbox', () => {
  it.each<readonly [string, Breach]>([
    ['what nobody delivers', row({ kind: 'pigeon' })],
    ['what is not what it says', row({ kind: 'reviewSync' })],
    ['what has no time', row({}, {})],
    ['what is long overdue', row({}, { due: '2000-01-01T00:00:00.000Z' as Instant })],
    ['what was given up, and nobody sees it', row({}, { list: 'dead', sort: 'x' })],
  ])('%s', async (_what, breach) => expect(await broken(breach)).toEqual([`outbox ${RESELLER} outbox:x`]));

  it('a line of /outbox for nothing', async () => {
    const line = besides(RESELLER, 'line', 'line:deadHere:x', { partition: `tenant:${RESELLER}`, id: 'outbox:y', kind: 'notice' }, { list: 'deadHere', sort: 'x' });
    expect(await broken(line)).toEqual([`outbox ${RESELLER} line:deadHere`]);
  });
});

describe('check-store finds in the figures of /stats', () => {
  const isEver = (stored: Stored): boolean => stored.id.startsWith('tally:ever:');
  const isDay = (stored: Stored): boolean => stored.kind === 'tally' && !isEver(stored);
  /** One more, or fewer, of what was counted: in one shard, on its one day and ever. */
  const more = (field: 'steps' | 'left', name: string, count: number): Breach => (documents) => {
    const shard = documents.find(isEver)?.id.split(':').at(-1) ?? '';
    const changed = (body: Body): Body => {
      const counts = body[field] as Readonly<Record<string, number>>; // as tallySchema says
      return { [field]: { ...counts, [name]: (counts[name] ?? 0) + count } };
    };
    return both(...[isEver, isDay].map((isMeant) => set((stored) => isMeant(stored) && stored.id.endsWith(`:${shard}`), changed)))(documents);
  };
  const late = waiting(RESELLER, 'enrolmentCounted', { steps: [], at: LATER, entered: {}, left: {} });
  const sentences = async (breach: Breach): Promise<readonly string[]> => {
    const { findings } = await checkStore(storeOf(breach(told)));
    return findings.map(({ rule, where: { partition, id }, what }) => `${rule} ${partition.split(':')[1]} ${id.slice(0, id.lastIndexOf(':'))}: ${what}`);
  };

  it.each<readonly [string, Breach, RegExp]>([
    ['a count that no day knows', set(isEver, { waits: [7] }), /^stats enlace-programme tally:ever: .*"waits":\[7\]/],
    ['a day that is lost', without(isDay), /^stats enlace-programme tally:ever: .*on the days: /],
    ['days without their sum', without(isEver), /^stats enlace-programme tally:\d{4}-\d\d-\d\d: it is counted in no sum$/],
    ['a step that was counted twice', more('steps', 'approved', 1), /^stats enlace-programme tally:ever: approved: 3 were counted, and the log tells of 2$/],
    ['a step that was not counted', more('steps', 'active', -1), /^stats enlace-programme tally:ever: active: 1 were counted, and the log tells of 2$/],
    ['somebody who left and had not come', more('left', 'signature', 1), /^stats enlace-programme tally:ever: signature: 0 companies wait, and -1 were counted$/],
  ])('%s', async (_what, breach, finding) => {
    const found = await sentences(breach);
    expect(found.length).toBeGreaterThan(0);
    for (const sentence of found) expect(sentence).toMatch(finding);
  });

  it('nothing that is late, as long as its row is waiting or was given up', async () => {
    const givenUp: Breach = (documents) => late(documents).map((stored) => (stored.kind === 'outbox' ? { ...stored, list: 'dead' } : stored));
    expect(await sentences(both(more('steps', 'approved', -1), late))).toEqual([]);
    expect((await sentences(both(more('steps', 'approved', -1), givenUp))).filter((sentence) => sentence.startsWith('stats'))).toEqual([]);
  });

  it('nothing that was done before counting began', async () => {
    const reading = unchained(told).find(({ kind, body }) => kind === 'audit' && body['task'] === 'enrolment' && body['after'] === 'Active')?.body ?? {};
    const before = besides(RESELLER, 'audit', 'audit:old', { ...reading, at: '2020-01-01T00:00:00.000Z' }, { sort: '0' });
    const { findings } = await checkStore(storeOf(before(unchained(told))));
    expect(findings.filter(({ rule }) => rule === 'stats')).toEqual([]);
  });
});
