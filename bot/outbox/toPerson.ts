/** A card to one person's own chat, in their language, when they can be reached. What it says is the business of who sends it. */

import { personSchema } from '../../src/app/documents.ts';
import { personRef } from '../../src/app/homes.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import type { Language } from '../../src/core/actor.ts';
import { personId } from '../../src/core/ids.ts';
import type { AdaptiveCard } from '../cards/render.ts';
import { PostRefused } from './post.ts';
import type { SenderDeps, Sent } from './sender.ts';
import { done } from './sender.ts';

export type Personal = { readonly person: string; readonly cardOf: (language: Language) => AdaptiveCard };

/** @param row its home is the person's. */
export async function toPerson({ deps, post }: SenderDeps, row: OutboxRow, { person: id, cardOf }: Personal): Promise<Sent> {
  const stored = await deps.store.read(personRef(row.body.tenant, personId.parse(id)));
  const person = stored && personSchema.parse(stored.body);
  if (!person?.address) return { kind: 'parked', person: id };
  try {
    await post.create(person.address, cardOf(person.language ?? person.lastLanguage));
  } catch (error) {
    if (isAway(error)) return { kind: 'parked', person: id };
    throw error;
  }
  return done();
}

/** [DESIGN] whoever uninstalled or blocked the bot may come back: what is owed to them waits, as it does for somebody who was never there. */
const isAway = (error: unknown): boolean => error instanceof PostRefused && [403, 404].includes(error.status);
