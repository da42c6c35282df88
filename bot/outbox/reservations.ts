/** One MPN ID, one tenant (INV-09): the reservation lives in a home of its own, so it is made and given back by the outbox, never in the turn. */

import { reservationSchema } from '../../src/app/documents.ts';
import { reservationRef } from '../../src/app/homes.ts';
import { perform } from '../../src/app/perform.ts';
import { enrolmentOf } from '../../src/app/queries.ts';
import type { Sender } from './sender.ts';
import { done } from './sender.ts';

/** Whoever creates it first holds it; the other company is asked to choose again. */
export const reserveMpn: Sender<'reserveMpn'> = async ({ deps }, { mpnId }, row) => {
  const { tenant, correlation } = row.body;
  if ((await enrolmentOf(deps, tenant))?.mpn?.mpnId !== mpnId) return done(); // chosen otherwise meanwhile
  const doc = { ...reservationRef(mpnId), kind: 'reservation', body: { v: 1, mpnId, tenant, at: deps.clock() } };
  if (await deps.store.commit([{ op: 'create', doc }]) === 'saved') return done();
  const stored = await deps.store.read(reservationRef(mpnId));
  if (!stored) throw new Error('A reservation was released while it was being made');
  if (reservationSchema.parse(stored.body).tenant === tenant) return done();
  await perform(deps, { task: 'enrolment', event: 'mpnLost', tenant, input: { mpnId }, commandId: `${row.stored.id}:lost`, actor: { kind: 'system', part: 'reservation' }, correlation });
  return done();
};

/** Only the holder's own reservation is given back, and only if it was not chosen again since. */
export const releaseMpn: Sender<'releaseMpn'> = async ({ deps }, { mpnId }, row) => {
  const stored = await deps.store.read(reservationRef(mpnId));
  const isOurs = stored && reservationSchema.parse(stored.body).tenant === row.body.tenant;
  if (!isOurs || (await enrolmentOf(deps, row.body.tenant))?.mpn?.mpnId === mpnId) return done();
  await deps.store.commit([{ op: 'delete', ref: stored, ifMatch: stored.etag }]);
  return done();
};
