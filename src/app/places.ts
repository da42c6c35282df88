/** Places where review cards go: chosen by a programme admin, kept with the reviewing organisation, and written down like every change (INV-58). */

import type { Language, PersonActor } from '../core/actor.ts';
import { auditDoc } from './audit.ts';
import type { Deps } from './deps.ts';
import type { Address, Place } from './documents.ts';
import { homeOf, lists, placeId, placeRef } from './homes.ts';
import type { Write } from './ports.ts';

export type Chosen = { readonly actor: PersonActor; readonly address: Address; readonly language: Language; readonly correlation: string };

/** Choosing a place again refreshes its address and language. */
export async function addPlace(deps: Deps, chosen: Chosen): Promise<void> {
  const { actor, address, language } = chosen;
  const place = placeId(address.conversation);
  const body: Place = { v: 1, place, address, language, by: actor.name, at: deps.clock() };
  await deps.store.commit([
    { op: 'upsert', doc: { ...placeRef(deps.directory.operatorTenant, place), kind: 'place', list: lists.places, sort: place, body } },
    noted(deps, chosen, 'here'),
  ]);
}

export async function removePlace(deps: Deps, chosen: Chosen): Promise<void> {
  await deps.store.commit([
    { op: 'delete', ref: placeRef(deps.directory.operatorTenant, placeId(chosen.address.conversation)) },
    noted(deps, chosen, 'off'),
  ]);
}

function noted(deps: Deps, { actor, address, correlation }: Chosen, event: 'here' | 'off'): Write {
  const audited = { partition: homeOf(deps.directory.operatorTenant), actor, task: 'place', document: placeId(address.conversation), event, before: undefined, after: undefined, correlation };
  return { op: 'create', doc: auditDoc(audited, deps.clock(), deps.newId) };
}
