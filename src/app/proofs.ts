/** What the directory said of a person when they last proved who they are: role names and times, never the token. And what they asked for meanwhile, which is done once they have. */

import { z } from 'zod';
import type { DirectoryRole, PersonActor } from '../core/actor.ts';
import { storedInstant } from '../core/stored.ts';
import { MINUTE, plus } from '../core/time.ts';
import type { Deps } from './deps.ts';
import { proofRef, unansweredRef } from './homes.ts';
import type { SignedIn } from './sessions.ts';

type Kept = Pick<Deps, 'store' | 'clock'>;
type Whose = Pick<PersonActor, 'tenant' | 'id'>;

export const proofSchema = z.object({
  v: z.literal(1),
  /** As the token says it: for people whom nobody has entered by hand. */
  name: z.string(),
  roles: z.array(z.enum(['globalAdmin', 'userAdmin'] satisfies readonly DirectoryRole[])),
  at: storedInstant,
  expiresAt: storedInstant,
});
export type Proof = z.output<typeof proofSchema>;

export type Proved = SignedIn & { readonly name: string; readonly roles: readonly DirectoryRole[]; readonly minutes: number };

/** The last proof counts: a role that was lost meanwhile is lost here too. */
export async function noteProof({ store, clock }: Kept, { tenant, person, name, roles, minutes }: Proved): Promise<void> {
  const at = clock();
  const expiresAt = plus(at, minutes * MINUTE);
  await store.commit([{ op: 'upsert', doc: { ...proofRef(tenant, person), kind: 'proof', expires: expiresAt, body: { v: 1, name, roles, at, expiresAt } } }]);
}

/** @returns undefined for a proof that is too old. */
export async function proofOf({ store, clock }: Kept, { tenant, id }: Whose): Promise<Proof | undefined> {
  const stored = await store.read(proofRef(tenant, id));
  const proof = stored && proofSchema.parse(stored.body);
  return proof && proof.expiresAt > clock() ? proof : undefined;
}

/** [DESIGN] whoever takes longer to sign in asks again. */
const PATIENCE = 15 * MINUTE;

/** Words or a button, as they came; nothing of it is believed, then or now. */
export const unansweredSchema = z.object({
  v: z.literal(1),
  expiresAt: storedInstant,
  said: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), id: z.string(), text: z.string() }),
    z.object({ kind: z.literal('click'), id: z.string(), verb: z.string(), data: z.object({ id: z.string(), rev: z.number().optional() }) }),
  ]),
});
export type Unanswered = z.output<typeof unansweredSchema>['said'];

/** The last one is done: who asks again has given up what they asked for before. */
export async function keepUnanswered({ store, clock }: Kept, { tenant, id }: Whose, said: Unanswered): Promise<void> {
  const expiresAt = plus(clock(), PATIENCE);
  await store.commit([{ op: 'upsert', doc: { ...unansweredRef(tenant, id), kind: 'unanswered', expires: expiresAt, body: { v: 1, said, expiresAt } } }]);
}

/** Takes it away: every client of a person answers the same question, and one of them is first. */
export async function takeUnanswered(kept: Kept, whose: Whose): Promise<Unanswered | undefined> {
  const found = await readUnanswered(kept, whose);
  if (!found) return undefined;
  const taken = await kept.store.commit([{ op: 'delete', ref: unansweredRef(whose.tenant, whose.id), ifMatch: found.etag }]);
  return taken === 'saved' ? found.said : undefined;
}

async function readUnanswered({ store, clock }: Kept, { tenant, id }: Whose): Promise<{ readonly said: Unanswered; readonly etag: string } | undefined> {
  const stored = await store.read(unansweredRef(tenant, id));
  if (!stored) return undefined;
  const { said, expiresAt } = unansweredSchema.parse(stored.body);
  return expiresAt > clock() ? { said, etag: stored.etag } : undefined;
}
