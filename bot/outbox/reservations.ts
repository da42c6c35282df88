/** One MPN ID, one tenant (INV-09): the reservation lives in a home of its own, so it follows the enrolment by the outbox, never in the turn. */

import { reservationSchema } from '../../src/app/documents.ts';
import type { Deps } from '../../src/app/deps.ts';
import { guarded } from '../../src/app/guarded.ts';
import { reservationRef } from '../../src/app/homes.ts';
import { perform } from '../../src/app/perform.ts';
import type { Write } from '../../src/app/ports.ts';
import { enrolmentOf } from '../../src/app/queries.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { heldAs } from '../../src/tasks/enrolmentDoc.ts';
import type { Sender } from './sender.ts';
import { done } from './sender.ts';

/** So often is looked again at what somebody else is changing meanwhile, before it is left to a later attempt. */
const MOST_LOOKS = 4;

/**
 * Makes, renews or gives back, until nothing is left to do: whoever creates it first holds it, and the other company is asked to choose again.
 * The reservation is read before the enrolment and written only as it was read, so nobody who is late undoes what came of a later choosing.
 */
export const mpnSync: Sender<'mpnSync'> = async ({ deps }, { mpnId }, row) => {
  const { tenant, correlation } = row.body;
  for (let look = 0; look < MOST_LOOKS; look++) {
    const next = await nextWrite(deps, mpnId, tenant);
    if (next === 'taken') {
      await perform(deps, { task: 'enrolment', event: 'mpnLost', tenant, input: { mpnId }, commandId: `${row.stored.id}:lost`, actor: { kind: 'system', part: 'reservation' }, correlation });
    }
    if (typeof next === 'string') return done();
    await deps.store.commit([next]); // who was faster is seen with the next look
  }
  throw new Error(`The reservation of MPN ID ${mpnId} does not come to rest`);
};

async function nextWrite(deps: Deps, mpnId: string, tenant: TenantId): Promise<Write | 'inLine' | 'taken'> {
  const ref = reservationRef(mpnId);
  const stored = await deps.store.read(ref);
  const reservation = stored && reservationSchema.parse(stored.body);
  const held = heldAs(await enrolmentOf(deps, tenant), mpnId);
  if (stored && reservation?.tenant !== tenant) return held ? 'taken' : 'inLine';
  if (!held) return stored ? { op: 'delete', ref, ifMatch: stored.etag } : 'inLine';
  if (reservation && reservation.choice === held.choice) return 'inLine';
  return guarded(stored, { ...ref, kind: 'reservation', body: { v: 1, mpnId, tenant, choice: held.choice, at: deps.clock() } });
}
