/** A user who is being added (WF-10): asked for first, then made by the Accounts port, so that a crash in between leaves a request to go on with, never an account nobody knows of. */

import { z } from 'zod';
import { adminRoles, agentRoles } from '../core/actor.ts';
import { refuse } from '../core/errors.ts';
import type { DomainError } from '../core/errors.ts';
import type { Guard, Step, TaskDef, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { taskFields } from '../core/stored.ts';
import { adminRole, agentRole, anyEmail, fullName, optionalText, text } from '../rules/fields.ts';
import { accountIn, isOpened, withHolder } from './account.ts';
import { disclosing, disclosureFields, isManagedHere, isNoManager, isNotGiven, touches } from './user.ts';
import type { User } from './userDoc.ts';
import { emailClaim, userLine } from './userDoc.ts';

export const newUserSchema = z.object({
  ...taskFields(['NotStarted', 'Requested']),
  name: z.string(), email: z.string(), agent: z.enum(agentRoles), admin: z.enum(adminRoles),
});
export type NewUser = z.output<typeof newUserSchema>;

export const newUserDocumentId = (id: string): string => `newUser:${id}`;
export const addFields = { name: fullName, email: anyEmail, agent: agentRole, admin: adminRole } as const;
const createdFields = { person: text(200), existed: optionalText(5), ...disclosureFields } as const;

const row = rowsOf<NewUser>();

function blank({ now, read }: World, target: string): NewUser {
  return { v: 1, id: target, tenant: read.tenant.id, state: 'NotStarted', since: now, rev: 0, lastCommand: '', name: '', email: '', agent: 'notAnAgent', admin: 'notAnAdmin' };
}

/** INV-05 (S001, S003), USR-01; USR-03; C13. */
const mayAdd: Guard<NewUser, Values<typeof addFields>> = (_doc, input, world) =>
  (world.read.emailTaken ? refuse('USR-01', { email: input.email }).error : isNotGiven(input, world) ?? touches([input], world));

const add = (_doc: NewUser, input: Values<typeof addFields>): Step<NewUser> => ({ to: 'Requested', set: { ...input }, claims: [emailClaim(input.email)] });

const userIn = ({ read }: World): User | undefined => read.user as User | undefined; // load reads it with its schema

/** INV-05: one person is one user, whatever their addresses. Who was removed may come back. */
const isNoUser: Guard<NewUser, unknown> = ({ email }, _input, world) => {
  const known = userIn(world);
  return known && known.state !== 'Removed' ? refuse('USR-01', { email }).error : undefined;
};

/** The account exists: the user takes the request's place. An account that was there before keeps its password, and shows none. */
function created(doc: NewUser, input: Values<typeof createdFields>, world: World): Step<NewUser> {
  const { tenant, name, email, agent, admin } = doc;
  const { disclosure, outbox } = disclosing(input, world, { person: input.person });
  const base = {
    v: 1, id: input.person, tenant, since: world.now, rev: (userIn(world)?.rev ?? 0) + 1, lastCommand: '', name, email, userName: input.userName, agent, admin,
  } as const;
  const isNew = input.existed !== 'true';
  const user: User = isNew ? { ...base, state: 'PendingFirstSignIn', disclosure } : { ...base, state: 'Active' };
  return {
    erase: true, outbox: isNew ? outbox : [],
    companions: [{ task: 'user', doc: user }, { task: 'account', doc: withHolder(accountIn(world.read), user.id, user) }],
  };
}

/** Where the account could not be made: the roles that were asked for are asked of whoever goes on with it. */
const mayRetry = (doc: NewUser, world: World): DomainError | undefined => isManagedHere(doc, world) ?? touches([doc], world);

/** Given up, where the account could not be made: the e-mail address is free again. */
const drop = (doc: NewUser): Step<NewUser> => ({ erase: true, releases: [emailClaim(doc.email)] });

export const newUser = {
  task: 'newUser',
  documentId: (_actor, target) => newUserDocumentId(target),
  many: true,
  schema: newUserSchema,
  blank,
  line: (doc) => (doc.state === 'Requested' ? userLine({ ...doc, state: 'Requested' }) : undefined),
  events: {
    add: [row({ from: ['NotStarted'], to: 'Requested', needs: 'P11', anyRevision: true, reads: ['account', 'emailTaken'], owner: isManagedHere, fields: addFields, guards: [mayAdd], effect: add })],
    created: [row({ from: ['Requested'], to: 'erased', needs: 'P11', inner: true, reads: ['account', 'user'], owner: isOpened, fields: createdFields, guards: [isNoUser], effect: created })],
    retry: [row({ from: ['Requested'], to: 'same', needs: 'P11', reads: ['account'], owner: mayRetry, effect: () => ({}) })],
    drop: [row({ from: ['Requested'], to: 'erased', needs: 'P11', owner: (_doc, world) => isNoManager(world), effect: drop })],
  },
} as const satisfies TaskDef<NewUser>;
