/** Reads of user management: the users of the own company, and who is still being added. The account is opened before by whoever asks; nothing is written here. */

import { z } from 'zod';
import { adminRoles, agentRoles } from '../core/actor.ts';
import type { TenantId } from '../core/ids.ts';
import { newUserDocumentId, newUserSchema } from '../tasks/newUser.ts';
import type { NewUser } from '../tasks/newUser.ts';
import type { User, UserLine } from '../tasks/userDoc.ts';
import { USERS, userDocumentId, userSchema, userStates } from '../tasks/userDoc.ts';
import type { Deps } from './deps.ts';
import { homeOf } from './homes.ts';
import type { PageOf } from './lines.ts';
import { pageOfLines } from './lines.ts';

type Reading = Pick<Deps, 'store'>;

const lineSchema = z.object({
  id: z.string(), name: z.string(), email: z.string(), agent: z.enum(agentRoles), admin: z.enum(adminRoles), state: z.enum([...userStates, 'Requested']),
});

export async function userOf({ store }: Reading, tenant: TenantId, person: string): Promise<User | undefined> {
  const stored = await store.read({ partition: homeOf(tenant), id: userDocumentId(person) });
  return stored && userSchema.parse(stored.body);
}

export async function newUserOf({ store }: Reading, tenant: TenantId, id: string): Promise<NewUser | undefined> {
  const stored = await store.read({ partition: homeOf(tenant), id: newUserDocumentId(id) });
  return stored && newUserSchema.parse(stored.body);
}

/** A page of the users by name, or of those whose name, address or user name begins with the search. */
export async function usersOf(deps: Reading, tenant: TenantId, { search, after }: { readonly search: string; readonly after?: string | undefined }): Promise<PageOf<UserLine>> {
  return await pageOfLines(deps, { partition: homeOf(tenant), list: USERS, search, after }, (body) => lineSchema.parse(body));
}

/** INV-05: at most one has an address. */
export async function userWith(deps: Reading, tenant: TenantId, email: string): Promise<UserLine | undefined> {
  const { rows } = await usersOf(deps, tenant, { search: email });
  return rows.find((line) => line.email !== '' && line.email.toLowerCase() === email.toLowerCase());
}
