/** The document of a user of a partner account: identity, one value on each role axis (INV-01), and what was disclosed to whom. What may happen to it is in user.ts and newUser.ts. */

import { z } from 'zod';
import { adminRoles, agentRoles } from '../core/actor.ts';
import type { PartnerRoles } from '../core/actor.ts';
import type { Line, World } from '../core/machine.ts';
import { storedInstant, storedPerson, taskFields } from '../core/stored.ts';

export const userStates = ['NotAUser', 'PendingFirstSignIn', 'Active', 'Removed'] as const;

export const userSchema = z.object({
  /** `id` is the person's object id in the directory. */
  ...taskFields(userStates),
  name: z.string(),
  email: z.string(),
  /** What they sign in with; known when Enlace made the account. */
  userName: z.string().optional(),
  agent: z.enum(agentRoles),
  admin: z.enum(adminRoles),
  /** Global admin only because the directory says so: shown as one, and asked there each time (INV-57). */
  byDirectory: z.literal(true).optional(),
  /** Who saw the last temporary password, and when it left the screen; never the password (INV-06). */
  disclosure: z.object({ to: storedPerson, at: storedInstant, closedAt: storedInstant.optional() }).optional(),
});
export type User = z.output<typeof userSchema>;

/** The roles that the account itself gives; those of the directory come on top, for as long as it says so. */
export const rolesGiven = ({ agent, admin, byDirectory }: Pick<User, 'agent' | 'admin' | 'byDirectory'>): PartnerRoles => ({ agent, admin: byDirectory ? 'notAnAdmin' : admin });

export const userDocumentId = (person: string): string => `user:${person}`;
/** INV-05: compared without regard to case. */
export const emailClaim = (email: string): string => `email:${email.toLowerCase()}`;

export const USERS = 'users';

export function blankUser({ now, read }: World, person: string): User {
  return { v: 1, id: person, tenant: read.tenant.id, state: 'NotAUser', since: now, rev: 0, lastCommand: '', name: '', email: '', agent: 'notAnAgent', admin: 'notAnAdmin' };
}

export type UserLine = Pick<User, 'id' | 'name' | 'email' | 'userName' | 'agent' | 'admin'> & { readonly state: User['state'] | 'Requested' };

export function userLine(doc: UserLine): Line | undefined {
  if (doc.state === 'Removed' || doc.state === 'NotAUser') return undefined;
  const { id, name, email, userName, agent, admin, state } = doc;
  return { list: USERS, sort: name, terms: [name, email, ...(userName ? [userName] : [])], body: { id, name, email, agent, admin, state } };
}
