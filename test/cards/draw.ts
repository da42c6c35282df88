/** How a sample becomes a card: in a turn of its reader, with a store of its own. What the samples are is in samples.ts. */

import type { AdaptiveCard } from '../../bot/cards/render.ts';
import type { Where } from '../../bot/turn/inbound.ts';
import type { Reply, TurnCtx } from '../../bot/turn/turnCtx.ts';
import type { Deps } from '../../src/app/deps.ts';
import type { Language, PersonActor } from '../../src/core/actor.ts';
import type { TaskDoc } from '../../src/core/machine.ts';
import { openStore } from '../../src/store/open.ts';
import { ctxFor, places } from '../turn/support.ts';

/** Whatever people have typed passes it on its way into a card; a test may put something else there. */
export type Said = <T>(value: T) => T;

export type Sample = {
  /** The document that the card's buttons are about, where they are about one. */
  readonly about?: TaskDoc;
  readonly viewer: PersonActor;
  readonly where?: Where['kind'];
  /** Calls what the bot calls to answer; nothing here knows what the card binds. */
  readonly reply: (ctx: TurnCtx, said: Said) => Promise<Reply | undefined>;
};

export type Stage = { readonly deps: Deps; readonly language: Language; readonly said?: Said };

export async function draw({ viewer, where = 'personal', reply }: Sample, { deps, language, said = (value) => value }: Stage): Promise<AdaptiveCard> {
  const store = await openStore({ kind: 'sqliteMemory' }, deps.clock);
  const own = { ...deps, store, newId: () => '0f1e2d3c-4b5a-4768-9798-a0b1c2d3e4f5' };
  const answered = await reply(ctxFor(own, { ...said(viewer), language }, { where: places[where] }), said).finally(() => store.close());
  if (answered?.kind !== 'card') throw new Error(`No card, but ${answered?.text ?? 'nothing'}`);
  return answered.card;
}
