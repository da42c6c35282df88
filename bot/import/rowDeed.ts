/** What the rows of every kind of file have in common when their turn comes: the one command that they give, told twice or once, and what is no result yet. */

import type { GoodRow, RowResult } from '../../src/app/imports.ts';
import type { Deps } from '../../src/app/deps.ts';
import type { Performed } from '../../src/app/perform.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import { traceOf } from '../../src/core/secrets.ts';

export type RowAt = { readonly deps: Deps; readonly actor: PersonActor; readonly job: string; readonly number: number; readonly row: GoodRow; readonly correlation: string };
export type RowDeed = (at: RowAt) => Promise<RowResult>;

/** The same row of the same file, however often it is delivered: ids of documents and commands are made of it. */
export const seedOf = ({ actor, job, number }: RowAt): string => traceOf(JSON.stringify([actor.tenant, job, number]));

/** What may go well the next time is no result: the outbox tries these rows again. */
export function settled(performed: Performed): Performed {
  if (performed.kind === 'refused' && ['GEN-03', 'GEN-04'].includes(performed.error.code)) throw new Error(`A row was answered with ${performed.error.code}`);
  return performed;
}
