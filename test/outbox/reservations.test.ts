/** INV-09: reservations of MPN IDs follow what companies choose, in whatever order the requests of two outboxes reach the store. */

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { followChoice } from '../../bot/outbox/reservations.ts';
import type { SenderDeps } from '../../bot/outbox/sender.ts';
import type { Deps } from '../../src/app/deps.ts';
import { homeOf, reservationRef } from '../../src/app/homes.ts';
import { bornRow, readRow } from '../../src/app/outboxRows.ts';
import type { Store } from '../../src/app/ports.ts';
import { enrolmentOf, reservationOf } from '../../src/app/queries.ts';
import type { TenantId } from '../../src/core/ids.ts';
import type { MpnProfile, Outgoing } from '../../src/core/machine.ts';
import { MINUTE } from '../../src/core/time.ts';
import { chosen as choosing, mpnIsOurs, reservationsFollow } from '../../src/tasks/enrolmentMembership.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import type { Enrolment } from '../../src/tasks/enrolmentDoc.ts';
import { ENROLMENT_ID, heldProfiles } from '../../src/tasks/enrolmentDoc.ts';
import { eachWorld } from '../support/deps.ts';
import { NOW, contoso, enrolmentIn, fabrikam, madrid, sevilla } from '../support/world.ts';
import { instanceOf } from './support.ts';

const world = eachWorld();
const follow = outgoing('reserveMpn', { mpnId: madrid.mpnId }, madrid.mpnId);
const stands = async ({ store }: Deps, body: Enrolment) => await store.commit([{ op: 'upsert', doc: { partition: homeOf(body.tenant), id: ENROLMENT_ID, kind: 'enrolment', body } }]);
const has = async (body: Enrolment) => await stands(world().deps, body);
const chosen = (choice: string, more: object = {}) => enrolmentIn('Confirmation', { mpn: { ...madrid, choice }, ...more });
const held = async () => await reservationOf(world().deps.store, madrid.mpnId);
const followed = async () => await followChoice({ deps: world().deps } as SenderDeps, { mpnId: madrid.mpnId }, rowOf(world().deps, contoso.id, madrid.mpnId)); // as below
const follows = async (tenant: TenantId = contoso.id) => { await instanceOf(world()).owes(tenant, follow, `reason-${world().deps.newId()}`); };

describe('a reservation', () => {
  it('is not given back by who reads an enrolment of before it', async () => {
    await has(chosen('ENR-7K3F-9QXD:4'));
    await follows();
    await has(enrolmentIn('Confirmation', { mpn: sevilla, rev: 3 }));
    await expect(followed()).rejects.toThrow('1234567');
    expect(await held()).toMatchObject({ choice: 'ENR-7K3F-9QXD:4' });
  });

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

type Deed = { readonly who: typeof contoso; readonly what: 'madrid' | 'sevilla' | 'abandon' };
const deeds = fc.array(
  fc.record<Deed>({ who: fc.constantFrom(contoso, contoso, fabrikam), what: fc.constantFrom('madrid', 'madrid', 'sevilla', 'abandon') }), { minLength: 3, maxLength: 6 },
);

describe('two companies that choose, send, amend and give up, each deed with its rows', () => {
  it('INV-09 what was sent is reserved until its company decides otherwise; in the end all are in line', async () => {
    await fc.assert(fc.asyncProperty(fc.scheduler(), deeds, async (scheduler, list) => {
      const { deps } = world();
      await emptied(deps);
      const alone = oneByOne();
      const rows: Promise<unknown>[] = [];
      const lost: unknown[] = [];
      const owes = (tenant: TenantId, owed: readonly Outgoing[]): void => {
        rows.push(...owed.map(async ({ payload }) => await delivered(sending, tenant, String(payload['mpnId']))));
      };
      const looks = async (): Promise<void> => {
        for (const { id } of companies) owes(id, await sends(deps, id));
        lost.push(...await unreserved(deps));
      };
      const sending = { deps: { ...deps, store: paced(deps.store, { scheduler, alone, looks }) } } as SenderDeps; // a reservation posts and mails nothing
      const { task } = scheduler.scheduleSequence(list.map((deed) => async () => owes(deed.who.id, await alone(async () => await done(deps, deed)))));
      await scheduler.waitFor(task);
      for (let settled = 0; settled < rows.length;) {
        settled = rows.length;
        await scheduler.waitFor(Promise.all(rows)); // what is sent meanwhile owes more
      }
      expect(lost).toEqual([]);
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

const companies = [contoso, fabrikam];
const both = [madrid.mpnId, sevilla.mpnId];

/** A company chooses, for an amendment if it has sent its form, or gives up what it is at. @returns what it owes. */
async function done(deps: Deps, { who, what }: Deed): Promise<readonly Outgoing[]> {
  const known = await enrolmentOf(deps, who.id);
  const before = known ?? enrolmentIn('NotStarted', { id: `ENR-${deps.newId()}`, tenant: who.id });
  const after = what === 'abandon' ? abandoned(before) : chooses(before, what === 'madrid' ? madrid : sevilla);
  if (after) await stands(deps, after);
  else await deps.store.commit([{ op: 'delete', ref: { partition: homeOf(who.id), id: ENROLMENT_ID } }]);
  return reservationsFollow(before, after);
}

const chooses = (doc: Enrolment, profile: MpnProfile): Enrolment =>
  ({ ...doc, state: 'MpnSelection', rev: doc.rev + 1, mpn: choosing(doc, profile), ...(doc.state === 'UnderReview' ? { amendedFrom: 'UnderReview' } : {}) });

const abandoned = (doc: Enrolment): Enrolment | undefined =>
  (doc.amendedFrom && doc.submitted ? { ...doc, state: doc.amendedFrom, rev: doc.rev + 1, mpn: doc.submitted.mpn, amendedFrom: undefined } : undefined);

/** As soon as it may. */
async function sends(deps: Deps, id: TenantId): Promise<readonly Outgoing[]> {
  const before = await enrolmentOf(deps, id);
  if (before?.state !== 'MpnSelection' || !before.mpn) return [];
  const reservation = await reservationOf(deps.store, before.mpn.mpnId);
  if (mpnIsOurs(before, {}, { read: { tenant: contoso, reservation } })) return [];
  const after: Enrolment = { ...before, state: 'UnderReview', rev: before.rev + 1, submitted: { at: NOW, form: {}, mpn: before.mpn }, amendedFrom: undefined };
  await stands(deps, after);
  return reservationsFollow(before, after);
}

/** What was sent, and is not reserved for who sent it. */
async function unreserved(deps: Deps): Promise<readonly unknown[]> {
  const [docs, there] = [await enrolments(deps), await reserved(deps)];
  const sent = docs.flatMap(({ tenant, state, amendedFrom, submitted }) => (state === 'UnderReview' || amendedFrom ? [{ tenant, mpnId: submitted?.mpn?.mpnId }] : []));
  return sent.filter(({ tenant, mpnId }) => !there.some((one) => one.tenant === tenant && one.mpnId === mpnId));
}

async function enrolments(deps: Deps): Promise<readonly Enrolment[]> {
  return (await Promise.all(companies.map(async ({ id }) => await enrolmentOf(deps, id)))).flatMap((doc) => (doc ? [doc] : []));
}

async function reserved({ store }: Deps) {
  const found = await Promise.all(both.map(async (mpnId) => await reservationOf(store, mpnId)));
  return found.flatMap((one) => (one ? [{ mpnId: one.mpnId, tenant: one.tenant, choice: one.choice }] : []));
}

async function wanted(deps: Deps) {
  const docs = await enrolments(deps);
  return both.flatMap((mpnId) => docs.flatMap((doc) => heldProfiles(doc).filter((held) => held.mpnId === mpnId).slice(0, 1).map(({ choice }) => ({ mpnId, tenant: doc.tenant, choice }))));
}

function rowOf(deps: Deps, tenant: TenantId, mpnId: string) {
  return readRow({ ...bornRow(outgoing('reserveMpn', { mpnId }, mpnId), { partition: homeOf(tenant), tenant, reason: deps.newId(), correlation: 'c0ffee', now: deps.clock() }), etag: '' });
}

/** As the pump: what fails is tried again. */
async function delivered(sending: SenderDeps, tenant: TenantId, mpnId: string, tries = 5): Promise<void> {
  await followChoice(sending, { mpnId }, rowOf(sending.deps, tenant, mpnId)).catch(async (error: unknown) => {
    if (tries === 1) throw error;
    await delivered(sending, tenant, mpnId, tries - 1);
  });
}

async function emptied({ store }: Deps): Promise<void> {
  for (const { id } of companies) await store.commit([{ op: 'delete', ref: { partition: homeOf(id), id: ENROLMENT_ID } }]);
  for (const mpnId of both) await store.commit([{ op: 'delete', ref: reservationRef(mpnId) }]);
}
