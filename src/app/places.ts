/** Places where review cards go: chosen by a programme admin, kept with the reviewing organisation. */

import type { Language } from '../core/actor.ts';
import type { Deps } from './deps.ts';
import type { Address, Place } from './documents.ts';
import { lists, placeId, placeRef } from './homes.ts';

export type NewPlace = { readonly address: Address; readonly title: string; readonly language: Language; readonly by: string };

/** Choosing a place again refreshes its address and language. */
export async function addPlace(deps: Deps, chosen: NewPlace): Promise<void> {
  const place = placeId(chosen.address.conversation);
  const body: Place = { v: 1, place, ...chosen, at: deps.clock() };
  await deps.store.commit([{ op: 'upsert', doc: { ...placeRef(deps.directory.operatorTenant, place), kind: 'place', list: lists.places, sort: place, body } }]);
}

export async function removePlace(deps: Deps, conversation: string): Promise<void> {
  await deps.store.commit([{ op: 'delete', ref: placeRef(deps.directory.operatorTenant, placeId(conversation)) }]);
}
