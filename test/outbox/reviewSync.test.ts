/** The case of a review in the reviewers' home: what it shows and carries, and what is not brought back by whoever is late. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Case } from '../../src/app/documents.ts';
import { caseRef, homeOf } from '../../src/app/homes.ts';
import { perform } from '../../src/app/perform.ts';
import { ENROLMENT_ID } from '../../src/tasks/enrolmentDoc.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { commanding, eachWorld, given } from '../support/deps.ts';
import { cast, contoso, enrolmentIn, fabrikam, madrid, operator } from '../support/world.ts';
import type { Instance } from './support.ts';
import { instanceOf } from './support.ts';

const world = eachWorld();
const order = commanding(world);
let outbox: Instance;
beforeEach(() => { outbox = instanceOf(world()); });

const doc = enrolmentIn('UnderReview');
const ref = caseRef(operator.id, doc.id);
const syncs = async () => await outbox.owes(contoso.id, outgoing('reviewSync', { caseId: doc.id }), world().deps.newId());
const kept = async (): Promise<Case | undefined> => (await world().deps.store.read(ref))?.body as Case | undefined; // a case is there

describe('a case', () => {
  it('INV-57 carries the enrolment with the etag that a decision is committed with', async () => {
    await given(world(), 'enrolment', doc);
    await syncs();
    const stored = await world().deps.store.read({ partition: homeOf(contoso.id), id: ENROLMENT_ID });
    expect(await kept()).toMatchObject({ open: true, rev: doc.rev, file: { etag: stored?.etag, body: doc } });
  });

  it('is read before the enrolment, and written as it was read: what is erased meanwhile does not come back', async () => {
    await given(world(), 'enrolment', doc);
    await syncs();
    world().quiet();
    await syncs();
    expect(world().traffic.reads.map(({ id }) => id).slice(0, 2)).toEqual([ref.id, ENROLMENT_ID]);
    expect(world().traffic.commits.flat()).toContainEqual(expect.objectContaining({ op: 'replace', doc: expect.objectContaining({ id: ref.id }) }));
  });

  it('is not set back by a store that lags', async () => {
    await given(world(), 'enrolment', doc);
    await syncs();
    const newer = { ...await kept(), rev: doc.rev + 1, open: false, file: undefined };
    await world().deps.store.commit([{ op: 'upsert', doc: { ...ref, kind: 'case', body: newer } }]);
    await syncs();
    expect(await kept()).toMatchObject({ rev: doc.rev + 1, open: false });
  });

  it('INV-09 of a form that an earlier program sent does not spare a look at the reservation', async () => {
    await given(world(), 'enrolment', enrolmentIn('UnderReview', { mpn: madrid }));
    await world().deps.store.commit([{ op: 'create', doc: { partition: `mpn:${madrid.mpnId}`, id: 'reservation', kind: 'reservation', body: { v: 1, mpnId: madrid.mpnId, tenant: fabrikam.id, at: world().clock() } } }]);
    expect(await perform(world().deps, order('approve', { actor: cast.reviewer }))).toMatchObject({ kind: 'refused', error: { code: 'ENR-08' } });
  });
});
