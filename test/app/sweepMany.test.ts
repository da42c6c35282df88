/** Deadlines of many documents: a sweep goes on while there are more, for a time, and gets past those that cannot be kept. */

import { expect, it } from '@jest/globals';
import type { Deps } from '../../src/app/deps.ts';
import { homeOf } from '../../src/app/homes.ts';
import { sweepDeadlines } from '../../src/app/sweep.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { eachWorld, given } from '../support/deps.ts';
import { NOW, agreementIn, contoso, enrolmentIn, tenantNamed } from '../support/world.ts';

const companies = Array.from({ length: 130 }, (_, number) => tenantNamed(`t${number}`));
const world = eachWorld([contoso, ...companies.map((id) => ({ ...contoso, id }))]);

const drafts = async (count: number): Promise<void> => {
  for (const [number, tenant] of companies.slice(0, count).entries()) await given(world(), 'enrolment', enrolmentIn('LegalProfile', { tenant, touchedAt: plus(NOW, number) }));
  world().clock.move(31 * DAY);
};
const left = async (): Promise<number> => (await world().deps.store.due('enrolment', world().clock(), 1_000)).length;
/** Each commit that erases one of the first documents fails. */
const failing = (count: number): Deps => {
  const { store } = world().deps;
  const stuck = new Set(companies.slice(0, count).map(homeOf));
  const commit: Deps['store']['commit'] = async (writes) => {
    if (writes.some((write) => write.op === 'delete' && stuck.has(write.ref.partition))) throw new Error('stuck');
    return await store.commit(writes);
  };
  return { ...world().deps, store: { ...store, commit } };
};

it('goes on while there are more', async () => {
  await drafts(120);
  await sweepDeadlines(world().deps);
  expect(await left()).toBe(0);
});

it('ends when its time is over, and the next one goes on', async () => {
  await drafts(120);
  const { store } = world().deps;
  const slow: Deps['store']['commit'] = async (writes) => {
    world().clock.move(100); // of a page alone it is over
    return await store.commit(writes);
  };
  const slowly = { ...world().deps, store: { ...store, commit: slow } };
  await sweepDeadlines(slowly);
  expect(await left()).toBe(70);
  await sweepDeadlines(slowly);
  await sweepDeadlines(slowly);
  expect(await left()).toBe(0);
});

it('passes those that fail, however many, tries each once and tells of each', async () => {
  await drafts(130);
  const faults = await sweepDeadlines(failing(60)).catch((error: unknown) => error);
  expect(faults).toMatchObject({ message: 'Deadlines that could not be kept: 60' });
  expect(await left()).toBe(60);
});

it('has a page of each kind before another one of the first', async () => {
  await drafts(120);
  await given(world(), 'agreement', agreementIn('PendingSignature', { since: NOW }));
  const { store } = world().deps;
  const asked: string[] = [];
  const due: Deps['store']['due'] = async (kind, now, limit) => { asked.push(kind); return await store.due(kind, now, limit); };
  await sweepDeadlines({ ...world().deps, store: { ...store, due } });
  expect(asked.slice(0, asked.lastIndexOf('agreement')).filter((kind) => kind === 'enrolment')).toHaveLength(1);
  expect(asked.filter((kind) => kind === 'enrolment')).toHaveLength(3);
});
