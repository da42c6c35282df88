/** Places where review cards go: chosen by a programme admin, kept with the reviewing organisation, and written down like every change (INV-58). */

import type { Language, PersonActor } from '../core/actor.ts';
import { auditDoc } from './audit.ts';
import type { Deps } from './deps.ts';
import type { Address, Place } from './documents.ts';
import { homeOf, lists, placeId, placeRef } from './homes.ts';
import { deliveryId, remembering } from './once.ts';
import type { DocRef, Write } from './ports.ts';

export type Chosen = { readonly actor: PersonActor; readonly address: Address; readonly language: Language; readonly delivery: string; readonly correlation: string };

/** Choosing a place again refreshes its address and language. @returns whether it is a place now: a late repeat finds what was decided since. */
export async function addPlace(deps: Deps, chosen: Chosen): Promise<boolean> {
  const { actor, address, language } = chosen;
  const place = placeId(address.conversation);
  const body: Place = { v: 1, place, address, language, by: actor.name, at: deps.clock() };
  const committed = await deps.store.commit([
    { op: 'upsert', doc: { ...refOf(deps, chosen), kind: 'place', list: lists.places, sort: place, body } },
    ...noted(deps, chosen, 'here'),
  ]);
  return committed === 'saved' || await isPlace(deps, chosen);
}

/** @returns as addPlace. */
export async function removePlace(deps: Deps, chosen: Chosen): Promise<boolean> {
  const committed = await deps.store.commit([{ op: 'delete', ref: refOf(deps, chosen) }, ...noted(deps, chosen, 'off')]);
  return committed !== 'saved' && await isPlace(deps, chosen);
}

const refOf = ({ directory }: Deps, { address }: Chosen): DocRef => placeRef(directory.operatorTenant, placeId(address.conversation));
const isPlace = async (deps: Deps, chosen: Chosen): Promise<boolean> => await deps.store.read(refOf(deps, chosen)) !== undefined;

function noted({ directory, clock, newId }: Deps, { actor, address, delivery, correlation }: Chosen, event: 'here' | 'off'): readonly Write[] {
  const partition = homeOf(directory.operatorTenant);
  const audited = { partition, actor, task: 'place', document: placeId(address.conversation), event, before: undefined, after: undefined, correlation };
  return [remembering({ partition, commandId: deliveryId({ id: delivery, event }), event, now: clock() }), { op: 'create', doc: auditDoc(audited, clock(), newId) }];
}
