/** A card to one person's own chat, in their language, when they can be reached. What it says is the business of who sends it. */

import { personSchema } from '../../src/app/documents.ts';
import type { Person } from '../../src/app/documents.ts';
import { personRef } from '../../src/app/homes.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import type { Stored } from '../../src/app/ports.ts';
import type { Language } from '../../src/core/actor.ts';
import { personId } from '../../src/core/ids.ts';
import type { AdaptiveCard } from '../cards/render.ts';
import { PostRefused } from './refused.ts';
import type { SenderDeps, Sent } from './sender.ts';
import { before, done } from './sender.ts';
import { orShorter } from './shorter.ts';

export type Personal = { readonly person: string; readonly cardOf: (language: Language) => AdaptiveCard };

/** @param row its home is the person's. */
export async function toPerson({ deps, post }: SenderDeps, row: OutboxRow, { person: id, cardOf }: Personal): Promise<Sent> {
  const stored = await deps.store.read(personRef(row.body.tenant, personId.parse(id)));
  const person = stored && personSchema.parse(stored.body);
  const address = person?.awaySince ? undefined : person?.address;
  if (!person || !address) return { kind: 'parked', person: id };
  const language = person.language ?? person.lastLanguage;
  try {
    await orShorter({ language, card: cardOf(language) }, async (card) => await post.create(address, card, before(row)));
  } catch (error) {
    if (!isAway(error)) throw error;
    await markAway({ deps }, stored, person);
    return { kind: 'parked', person: id };
  }
  return done();
}

/** [DESIGN] whoever uninstalled or blocked the bot may come back: what is owed to them waits, as it does for somebody who was never there. */
const isAway = (error: unknown): boolean => error instanceof PostRefused && error.again === 'away';

/** Until they come back, nothing is sent to that address (identity.ts). Whoever changed their document meanwhile is back already. */
async function markAway({ deps }: Pick<SenderDeps, 'deps'>, { partition, id, kind, etag }: Stored, person: Person): Promise<void> {
  await deps.store.commit([{ op: 'replace', doc: { partition, id, kind, body: { ...person, awaySince: deps.clock() } }, ifMatch: etag }]);
}
