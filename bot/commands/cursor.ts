/** Where a list goes on: kept on the server, for one person, one list and some hours; the card carries only its id (design.md §4). */

import { z } from 'zod';
import type { Deps } from '../../src/app/deps.ts';
import { homeOf } from '../../src/app/homes.ts';
import type { DocRef } from '../../src/app/ports.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import { DAY, plus } from '../../src/core/time.ts';

const schema = z.object({ v: z.literal(1), person: z.string(), list: z.string(), search: z.string(), after: z.string() });
export type Cursor = { readonly list: string; readonly search: string; readonly after: string };

const refOf = (actor: PersonActor, id: string): DocRef => ({ partition: homeOf(actor.tenant), id: `cursor:${id}` });

export async function sealCursor(deps: Deps, actor: PersonActor, cursor: Cursor): Promise<string> {
  const id = deps.newId();
  const body = { v: 1, person: actor.id, ...cursor };
  await deps.store.commit([{ op: 'create', doc: { ...refOf(actor, id), kind: 'cursor', expires: plus(deps.clock(), DAY), body } }]);
  return id;
}

/** A cursor that is forged, a day old, somebody else's or of another list is none: the list begins anew. */
export async function openCursor(deps: Deps, actor: PersonActor, { id, list }: { readonly id: string; readonly list: string }): Promise<Cursor | undefined> {
  const stored = await deps.store.read(refOf(actor, id.slice(0, 100)));
  if (stored?.expires && stored.expires <= deps.clock()) return undefined; // a store may forget later than that
  const parsed = schema.safeParse(stored?.body);
  return parsed.success && parsed.data.person === actor.id && parsed.data.list === list ? parsed.data : undefined;
}
