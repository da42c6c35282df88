/** Where a list goes on: kept on the server, for one person, one list and some hours; the card carries only its id (design.md §4). */

import { z } from 'zod';
import type { Deps } from '../../src/app/deps.ts';
import { homeOf } from '../../src/app/homes.ts';
import type { DocRef } from '../../src/app/ports.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import { DAY, plus } from '../../src/core/time.ts';
import type { Banner } from '../cards/render.ts';
import type { TurnCtx } from '../turn/turnCtx.ts';
import { t } from '../words.ts';

const schema = z.object({ v: z.literal(1), person: z.string(), list: z.string(), search: z.string(), after: z.string() });
type Cursor = { readonly list: string; readonly search: string; readonly after: string };

/** `list` is what the cursor is bound to: the verb of the list, and its filters. */
type Asked = { readonly list: string; readonly search: string; readonly cursor?: string | undefined };

export type Turned<P> = {
  /** The cursor's own, where there is one: it leads into no other search. */
  readonly search: string;
  readonly page: P;
  readonly isFirst: boolean;
  /** The cursor of the next page, if there is one. */
  readonly next?: string;
  readonly banner?: Banner;
};

type Reader = Pick<TurnCtx, 'deps' | 'actor' | 'language'>;

/** The page that was asked for, and the way to the next one. A cursor that leads nowhere is answered with the first page, and a word why. */
export async function turnedTo<P extends { readonly next: string | undefined }>(
  { deps, actor, language }: Reader, { list, search, cursor = '' }: Asked, read: (search: string, after: string | undefined) => Promise<P>,
): Promise<Turned<P>> {
  const opened = cursor === '' ? undefined : await openCursor(deps, actor, { id: cursor, list });
  const asked = opened?.search ?? search;
  const page = await read(asked, opened?.after);
  return {
    search: asked, page, isFirst: !opened,
    ...(page.next ? { next: await sealCursor(deps, actor, { list, search: asked, after: page.next }) } : {}),
    ...(cursor !== '' && !opened ? { banner: { style: 'accent', text: t(language, 'common.list.restarted') } } : {}),
  };
}

const refOf = (actor: PersonActor, id: string): DocRef => ({ partition: homeOf(actor.tenant), id: `cursor:${id}` });

async function sealCursor(deps: Deps, actor: PersonActor, cursor: Cursor): Promise<string> {
  const id = deps.newId();
  const body = { v: 1, person: actor.id, ...cursor };
  await deps.store.commit([{ op: 'create', doc: { ...refOf(actor, id), kind: 'cursor', expires: plus(deps.clock(), DAY), body } }]);
  return id;
}

/** A cursor that is forged, a day old, somebody else's or of another list is none: the list begins anew. */
async function openCursor(deps: Deps, actor: PersonActor, { id, list }: { readonly id: string; readonly list: string }): Promise<Cursor | undefined> {
  const stored = await deps.store.read(refOf(actor, id.slice(0, 100)));
  if (stored?.expires && stored.expires <= deps.clock()) return undefined; // a store may forget later than that
  const parsed = schema.safeParse(stored?.body);
  return parsed.success && parsed.data.person === actor.id && parsed.data.list === list ? parsed.data : undefined;
}
