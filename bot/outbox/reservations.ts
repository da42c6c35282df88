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
import { isOfLater } from '../../src/tasks/enrolmentMembership.ts';
import type { Sender } from './sender.ts';
import { done } from './sender.ts';

/** So often is looked again at what somebody else is changing meanwhile, before it is left to a later attempt. */
const MOST_LOOKS = 4;

/**
 * Makes, renews or gives back, until nothing is left to do: whoever creates it first holds it, and the other company is asked to choose again.
 * The reservation is read before the enrolment and written only as it was read, so nobody who is late undoes what came of a later choosing.
 */
export const followChoice: Sender<'reserveMpn' | 'releaseMpn'> = async ({ deps }, { mpnId }, row) => {
  const { tenant, correlation } = row.body;
  for (let look = 0; look < MOST_LOOKS; look++) {
    const next = await nextOf(deps, mpnId, tenant);
    if (next.kind === 'taken') {
      const input = { mpnId, choice: next.choice };
      await perform(deps, { task: 'enrolment', event: 'mpnLost', tenant, input, commandId: `${row.stored.id}:lost`, actor: { kind: 'system', part: 'reservation' }, correlation });
    }
    if (next.kind !== 'write') return done();
    await deps.store.commit([next.write]); // who was faster is seen with the next look
  }
  throw new Error(`The reservation of MPN ID ${mpnId} does not come to rest`);
};

type Next = { readonly kind: 'inLine' } | { readonly kind: 'taken'; readonly choice: string } | { readonly kind: 'write'; readonly write: Write };

async function nextOf(deps: Deps, mpnId: string, tenant: TenantId): Promise<Next> {
  const ref = reservationRef(mpnId);
  const stored = await deps.store.read(ref);
  const reservation = stored && reservationSchema.parse(stored.body);
  const enrolment = await enrolmentOf(deps, tenant);
  const held = heldAs(enrolment, mpnId);
  if (stored && reservation?.tenant !== tenant) return held ? { kind: 'taken', choice: held.choice ?? '' } : { kind: 'inLine' };
  if (enrolment && isOfLater(reservation?.choice, enrolment)) throw new Error(`The enrolment of ${tenant} was read as it was before the reservation of MPN ID ${mpnId}`); // another instance's store may lag (teams-platform §17)
  if (!held) return stored ? { kind: 'write', write: { op: 'delete', ref, ifMatch: stored.etag } } : { kind: 'inLine' };
  if (reservation && reservation.choice === held.choice) return { kind: 'inLine' };
  return { kind: 'write', write: guarded(stored, { ...ref, kind: 'reservation', body: { v: 1, mpnId, tenant, choice: held.choice, at: deps.clock() } }) };
}
