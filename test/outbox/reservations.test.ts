/** INV-09: reservations of MPN IDs follow what companies choose, in whatever order the requests of two outboxes reach the store. */

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { mpnSync } from '../../bot/outbox/reservations.ts';
import type { SenderDeps } from '../../bot/outbox/sender.ts';
import type { Deps } from '../../src/app/deps.ts';
import { homeOf, reservationRef } from '../../src/app/homes.ts';
import { bornRow, readRow } from '../../src/app/outboxRows.ts';
import type { Store } from '../../src/app/ports.ts';
import { enrolmentFound, enrolmentOf, reservationOf } from '../../src/app/queries.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { MINUTE } from '../../src/core/time.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import type { Enrolment } from '../../src/tasks/enrolmentDoc.ts';
import { ENROLMENT_ID } from '../../src/tasks/enrolmentDoc.ts';
import type { TestWorld } from '../support/deps.ts';
import { eachWorld } from '../support/deps.ts';
import { contoso, enrolmentIn, fabrikam, madrid, sevilla } from '../support/world.ts';
import { instanceOf } from './support.ts';

const world = eachWorld();
const follow = outgoing('mpnSync', { mpnId: madrid.mpnId }, madrid.mpnId);
const stands = async ({ store }: Deps, body: Enrolment) => await store.commit([{ op: 'upsert', doc: { partition: homeOf(body.tenant), id: ENROLMENT_ID, kind: 'enrolment', body } }]);
const has = async (body: Enrolment) => await stands(world().deps, body);
const chosen = (choice: string, more: object = {}) => enrolmentIn('Confirmation', { mpn: { ...madrid, choice }, ...more });
const held = async () => await reservationOf(world().deps.store, madrid.mpnId);
const follows = async (tenant: TenantId = contoso.id) => { await instanceOf(world()).owes(tenant, follow, `reason-${world().deps.newId()}`); };

describe('a reservation', () => {
  it('is made for the choosing, and once', async () => {
    await has(chosen('first'));
    await follows();
    const made = await held();
    expect(made).toMatchObject({ tenant: contoso.id, choice: 'first' });
    world().clock.move(MINUTE);
    await follows();
    expect(await held()).toEqual(made);
  });

  it('is renewed for a later choosing of the same', async () => {
    await has(chosen('first'));
    await follows();
    await has(chosen('second'));
    await follows();
    expect(await held()).toMatchObject({ tenant: contoso.id, choice: 'second' });
  });

  it('is given back with the choice, and with the draft', async () => {
    await has(chosen('first'));
    await follows();
    await has(enrolmentIn('Confirmation', { mpn: sevilla }));
    await follows();
    expect(await held()).toBeUndefined();
  });

  it('of what was sent is kept during an amendment that has chosen another', async () => {
    await has(chosen('first'));
    await follows();
    const { submitted } = enrolmentIn('UnderReview');
    await has(chosen('first', { mpn: sevilla, amendedFrom: 'UnderReview', submitted: { ...submitted, mpn: { ...madrid, choice: 'first' } } }));
    await follows();
    expect(await held()).toMatchObject({ choice: 'first' });
  });

  it('of another company stays theirs, and who came second chooses again', async () => {
    await has(chosen('theirs', { tenant: fabrikam.id }));
    await follows(fabrikam.id);
    await has(chosen('ours'));
    await follows();
    expect(await held()).toMatchObject({ tenant: fabrikam.id, choice: 'theirs' });
    expect(await enrolmentOf(world().deps, contoso.id)).toMatchObject({ state: 'MpnSelection' });
  });
});

type Deed = { readonly who: typeof contoso; readonly what: 'madrid' | 'sevilla' | 'nothing' };
const deeds = fc.array(fc.record<Deed>({ who: fc.constantFrom(contoso, contoso, contoso, fabrikam), what: fc.constantFrom('madrid', 'nothing') }), { minLength: 3, maxLength: 5 });

describe('two companies that choose, choose again and give up, each deed with its row', () => {
  it('INV-09 what was sent is reserved until its company decides otherwise; in the end all are in line', async () => {
    await fc.assert(fc.asyncProperty(fc.scheduler(), deeds, async (scheduler, list) => {
      await emptied(world());
      const { deps } = world();
      const watch = watching(deps);
      const alone = oneByOne();
      const sending = { deps: { ...deps, store: paced(deps.store, { scheduler, alone, looks: watch.looks }) } } as SenderDeps; // a reservation posts and mails nothing
      const rows: Promise<unknown>[] = [];
      const { task } = scheduler.scheduleSequence(list.map((deed, place) => async () => {
        watch.decides(deed.who.id, `choice-${place}`);
        const touched = await alone(async () => await done(deps, deed, place));
        rows.push(...touched.map(async (mpnId) => await delivered(sending, deed.who.id, mpnId)));
      }));
      await scheduler.waitFor(task);
      await scheduler.waitFor(Promise.all(rows));
      expect(watch.lost).toEqual([]);
      expect(await reserved(deps)).toEqual(await wanted(deps));
    }), { seed: 20_261_122, numRuns: 300 });
  });
});

/** Every request of a sender waits until the scheduler lets it through; after each commit somebody looks. */
function paced(store: Store, { scheduler, alone, looks }: { readonly scheduler: fc.Scheduler; readonly alone: Alone; readonly looks: () => Promise<void> }): Store {
  const turn = async (label: string): Promise<void> => await scheduler.schedule(Promise.resolve(), label);
  return {
    ...store,
    read: async (ref) => { await turn(`read ${ref.partition}`); return await alone(async () => await store.read(ref)); },
    commit: async (writes) => {
      await turn('commit');
      return await alone(async () => {
        const committed = await store.commit(writes);
        await looks();
        return committed;
      });
    },
  };
}

type Alone = <T>(deed: () => Promise<T>) => Promise<T>;

function oneByOne(): Alone {
  let last: Promise<unknown> = Promise.resolve();
  return async (deed) => {
    const mine = last.then(deed);
    last = mine.catch(() => undefined);
    return await mine;
  };
}

/** A company sends its form as soon as it may (mpnIsOurs), and relies on its reservation from then on. */
function watching(deps: Deps) {
  const last = new Map<TenantId, string>();
  const sent = new Map<TenantId, string>();
  const lost: string[] = [];
  const send = async (id: TenantId): Promise<void> => {
    const found = await enrolmentFound(deps, id);
    const choice = found?.doc.mpn?.choice;
    const isReserved = choice !== undefined && (await reserved(deps)).some((one) => one.tenant === id && one.choice === choice);
    if (!found || !isReserved || found.doc.state !== 'MpnSelection') return;
    const write = { op: 'replace', doc: { ...found.stored, body: { ...found.doc, state: 'UnderReview' } }, ifMatch: found.stored.etag } as const;
    if (await deps.store.commit([write]) === 'saved') sent.set(id, choice);
  };
  return {
    lost,
    decides: (id: TenantId, choice: string) => { last.set(id, choice); },
    looks: async () => {
      for (const [id, choice] of last) {
        await send(id);
        const isReserved = (await reserved(deps)).some((one) => one.tenant === id && one.choice === choice);
        if (sent.get(id) === choice && !isReserved) lost.push(choice);
      }
    },
  };
}

const both = [madrid.mpnId, sevilla.mpnId];

async function reserved({ store }: Deps) {
  const found = await Promise.all(both.map(async (mpnId) => await reservationOf(store, mpnId)));
  return found.flatMap((one) => (one ? [{ mpnId: one.mpnId, tenant: one.tenant, choice: one.choice }] : []));
}

async function wanted(deps: Deps) {
  const enrolments = await Promise.all([contoso, fabrikam].map(async ({ id }) => await enrolmentOf(deps, id)));
  return both.flatMap((mpnId) => enrolments.flatMap((doc) => (doc?.mpn?.mpnId === mpnId ? [{ mpnId, tenant: doc.tenant, choice: doc.mpn.choice }] : [])));
}

/** The deed is committed; @returns the MPN IDs whose reservations have to follow. */
async function done(deps: Deps, { who, what }: Deed, place: number): Promise<readonly string[]> {
  const before = (await enrolmentOf(deps, who.id))?.mpn;
  const mpn = what === 'nothing' ? undefined : { ...(what === 'madrid' ? madrid : sevilla), choice: `choice-${place}` };
  const body = enrolmentIn('MpnSelection', { id: deps.newId(), tenant: who.id, rev: place + 5, mpn });
  await stands(deps, body);
  return [...new Set([before?.mpnId, mpn?.mpnId].filter((id) => id !== undefined))];
}

/** As the pump: what fails is tried again. */
async function delivered(sending: SenderDeps, tenant: TenantId, mpnId: string, tries = 5): Promise<void> {
  const { deps } = sending;
  const row = readRow({ ...bornRow(outgoing('mpnSync', { mpnId }, mpnId), { partition: homeOf(tenant), tenant, reason: deps.newId(), correlation: 'c0ffee', now: deps.clock() }), etag: '' });
  await mpnSync(sending, { mpnId }, row).catch(async (error: unknown) => {
    if (tries === 1) throw error;
    await delivered(sending, tenant, mpnId, tries - 1);
  });
}

async function emptied({ deps }: TestWorld): Promise<void> {
  for (const { id } of [contoso, fabrikam]) await deps.store.commit([{ op: 'delete', ref: { partition: homeOf(id), id: ENROLMENT_ID } }]);
  for (const { mpnId } of [madrid, sevilla]) await deps.store.commit([{ op: 'delete', ref: reservationRef(mpnId) }]);
}
