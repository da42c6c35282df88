/** A user of a partner account: change of roles, reset, removal, first sign-in (WF-10, WF-11, WF-06). How one comes to be is newUser.ts; the account itself is made by the Accounts port. */

import { isPossibleIn } from '../rules/clouds.ts';
import { can, isGivenAt, managesUsers } from '../rules/permissions.ts';
import { personOf } from '../core/actor.ts';
import { refuse } from '../core/errors.ts';
import type { DomainError } from '../core/errors.ts';
import type { Guard, Outgoing, Step, TaskDef, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { SECOND, plus } from '../core/time.ts';
import { adminRole, agentRole, optionalText, text } from '../rules/fields.ts';
import { accountIn, isOpened, withHolder } from './account.ts';
import { outgoing } from './outgoing.ts';
import type { User } from './userDoc.ts';
import { blankUser, emailClaim, rolesGiven, userDocumentId, userLine, userSchema } from './userDoc.ts';

const row = rowsOf<User>();

export const roleFields = { agent: agentRole, admin: adminRole, confirmWarnings: optionalText(5) } as const;
type Roles = Pick<User, 'agent' | 'admin'>;

/** USR-04: WF-32, other clouds manage their users elsewhere. USR-08, USR-09. */
export function isManagedHere(doc: unknown, world: World): DomainError | undefined {
  if (!isPossibleIn(world.read.tenant.cloud, 'users', world.rules)) return refuse('USR-04', {}).error;
  return isOpened(doc, world) ?? isNoManager(world);
}

/** USR-09 (C1). Who becomes admin agent does that for themselves (WF-06), and is not asked. */
export const isNoManager = ({ actor, rules }: Pick<World, 'actor' | 'rules'>): DomainError | undefined => (managesUsers(actor, rules) ? undefined : refuse('USR-09', {}).error);

/** C13: a role that the programme does not know at this company is not given. */
export const isNotGiven = ({ agent }: Pick<Roles, 'agent'>, { actor, rules }: Pick<World, 'actor' | 'rules'>): DomainError | undefined =>
  (actor.kind !== 'person' || isGivenAt(actor.tenantKind, agent, rules) ? undefined : refuse('GEN-05', { count: 1 }, [{ field: 'agent', rule: 'salesAgent', level: 'error', params: {} }]).error);

/** USR-03, P24: only a Global admin makes, changes, resets or removes one. */
export const touches = (roles: readonly Pick<Roles, 'admin'>[], { actor }: Pick<World, 'actor'>): DomainError | undefined =>
  (roles.some(({ admin }) => admin === 'globalAdmin') && !can(actor, 'P24') ? refuse('USR-03', {}).error : undefined);

/** INV-63 for the admin axis, where the directory has no Global admin either; INV-15 for the agent axis. The first is refused, the second asks again. */
function leavesNobody(doc: User, next: Roles | undefined, confirmed: boolean, world: World): DomainError | undefined {
  const { globalAdmins, adminAgents } = accountIn(world.read);
  const isLast = (ids: readonly string[]): boolean => ids.length === 1 && ids[0] === doc.id;
  const isAlone = isLast(globalAdmins) && world.read.tenant.globalAdmins.length === 0;
  if (isAlone && next?.admin !== 'globalAdmin') return refuse('USR-05', { name: doc.name }).error;
  const isDoubtful = isLast(adminAgents) && next?.agent !== 'adminAgent' && !confirmed;
  return isDoubtful ? refuse('USR-07', { name: doc.name }, [{ field: 'agent', rule: 'lastAdminAgent', level: 'warning', params: {} }]).error : undefined;
}

type Subject = { readonly read: Pick<World['read'], 'subject'> };
const isAdminByDirectory = ({ read }: Subject): boolean => read.subject?.directoryRoles.includes('globalAdmin') ?? false;
/** The role that counts: the directory's, whatever is written here (§2.2). */
export const held = (doc: User, world: Subject): Pick<Roles, 'admin'> => (isAdminByDirectory(world) ? { admin: 'globalAdmin' } : doc);

/** USR-06 [DESIGN]: what the directory gives is taken back there. */
const staysByDirectory = (doc: User, world: World): DomainError | undefined => (isAdminByDirectory(world) ? refuse('USR-06', { name: doc.name }).error : undefined);

const mayUpdate: Guard<User, Values<typeof roleFields>> = (doc, next, world) => {
  const isOtherAdmin = doc.admin !== next.admin;
  return (next.agent === doc.agent ? undefined : isNotGiven(next, world))
    ?? (isOtherAdmin ? touches([held(doc, world), next], world) : undefined)
    ?? (isOtherAdmin && doc.admin === 'globalAdmin' ? staysByDirectory(doc, world) : undefined)
    ?? leavesNobody(doc, next, next.confirmWarnings === 'true', world);
};

function update(doc: User, { agent, admin }: Roles, { read }: World): Step<User> {
  const byDirectory = admin === doc.admin ? doc.byDirectory : undefined;
  return { set: { agent, admin, byDirectory }, companions: [{ task: 'account', doc: withHolder(accountIn(read), doc.id, rolesGiven({ agent, admin, byDirectory })) }] };
}

/** WF-06: self-assignment is legitimate, because the actor manages users (P11). */
const becomeAdminAgent = (doc: User, _input: unknown, world: World): Step<User> => update(doc, { agent: 'adminAgent', admin: doc.admin }, world);

const isOneself = (doc: User, world: World): DomainError | undefined =>
  (personOf(world).id === doc.id ? isOpened(doc, world) : refuse('GEN-06', { what: doc.id }).error);
const isNewcomer = (doc: User, world: World): DomainError | undefined => (isAdminByDirectory(world) ? isOneself(doc, world) : refuse('GEN-06', { what: doc.id }).error);

/** Who became Global admin of the directory after the account was opened is no user of it yet. */
function joinAsAdminAgent(doc: User, _input: unknown, world: World): Step<User> {
  const { name, email: own = '' } = personOf(world);
  const email = world.read.emailTaken ? '' : own; // INV-05: an address that somebody else has here stays theirs
  const companion = { task: 'account', doc: withHolder(accountIn(world.read), doc.id, { agent: 'adminAgent', admin: 'notAnAdmin' }) };
  const claims = email === '' ? [] : [emailClaim(email)];
  return { to: 'Active', set: { name, email, agent: 'adminAgent', admin: 'globalAdmin', byDirectory: true }, claims, companions: [companion] };
}

const mayReset = (doc: User, world: World): DomainError | undefined => isManagedHere(doc, world) ?? touches([held(doc, world)], world);

/** INV-64: the only way to another password. It is made after this is stored, and shown by the answer to this one command. */
const reset = (_doc: User): Step<User> => ({ to: 'PendingFirstSignIn', set: { disclosure: undefined } });

/** Whose password is shown, and in which message of which conversation; without a message there is none to overwrite. */
export const disclosureFields = {
  userName: text(200), serviceUrl: optionalText(500), conversation: optionalText(1_000), channelId: optionalText(100), bot: optionalText(300), user: optionalText(300), activity: optionalText(300),
} as const;

type Disclosing = { readonly disclosure: NonNullable<User['disclosure']>; readonly outbox: readonly Outgoing[] };

/** INV-06: written down that it was shown and to whom. When its time is over the card is overwritten, wherever it stands. */
/** @param whose the user, or the new customer's admin; neither is a work account's. */
export function disclosing({ userName, activity, ...address }: Values<typeof disclosureFields>, world: World, whose: { readonly person?: string; readonly newCustomer?: string } = {}): Disclosing {
  const { id: to, language } = personOf(world);
  const at = plus(world.now, world.rules.credentials.visibleSeconds * SECOND);
  const close = { ...outgoing('credentialsClose', { address, activity, userName, language, ...whose }, activity), at };
  return { disclosure: { to, at: world.now }, outbox: activity === '' ? [] : [close] };
}

function disclosed(doc: User, input: Values<typeof disclosureFields>, world: World): Step<User> {
  const { disclosure, outbox } = disclosing(input, world, { person: doc.id });
  return { set: { userName: input.userName, disclosure }, outbox };
}

const closedFields = { at: text(30) } as const;

/** §4.8, WF-37: by its reader, or because nobody did within its time. A password that was shown since is another disclosure, and stays open. */
const closed = ({ disclosure }: User, { at }: { readonly at: string }, { now }: World): Step<User> =>
  (disclosure?.at === at && !disclosure.closedAt ? { set: { disclosure: { ...disclosure, closedAt: now } } } : { quiet: true });

/** INV-06: what is closed is not overwritten any more, so nobody else may say that it is. */
const isReader = ({ disclosure }: User, world: World): DomainError | undefined =>
  (disclosure && disclosure.to !== personOf(world).id ? refuse('GEN-02', {}).error : undefined);

const mayRemove: Guard<User, { readonly confirmWarnings: string }> = (doc, { confirmWarnings }, world) =>
  touches([held(doc, world)], world) ?? staysByDirectory(doc, world) ?? leavesNobody(doc, undefined, confirmWarnings === 'true', world);

function remove(doc: User, _input: unknown, { read }: World): Step<User> {
  return {
    to: 'Removed', set: { agent: 'notAnAgent', admin: 'notAnAdmin', byDirectory: undefined, disclosure: undefined },
    releases: [emailClaim(doc.email)], companions: [{ task: 'account', doc: withHolder(accountIn(read), doc.id, undefined) }],
  };
}

const known = { from: ['PendingFirstSignIn', 'Active'], needs: 'P11' } as const;
const managed = { ...known, reads: ['account', 'subject'], owner: isManagedHere } as const;
const oneself = { ...managed, reads: ['account', 'subject', 'emailTaken'], anyRevision: true } as const;

export const user = {
  task: 'user',
  documentId: (_actor, person) => userDocumentId(person),
  many: true,
  schema: userSchema,
  blank: blankUser,
  line: userLine,
  events: {
    update: [row({ ...managed, to: 'same', fields: roleFields, guards: [mayUpdate], effect: update })],
    becomeAdminAgent: [
      row({ ...oneself, to: 'same', owner: isOneself, effect: becomeAdminAgent }),
      row({ ...oneself, from: ['NotAUser', 'Removed'], to: 'Active', owner: isNewcomer, effect: joinAsAdminAgent }),
    ],
    reset: [row({ ...managed, to: 'PendingFirstSignIn', owner: mayReset, effect: reset })],
    disclosed: [row({ ...known, to: 'same', inner: true, fields: disclosureFields, effect: disclosed })],
    closed: [row({ ...known, to: 'same', anyRevision: true, owner: isReader, fields: closedFields, effect: closed })],
    timedOut: [row({ from: known.from, to: 'same', needs: 'S01', inner: true, fields: closedFields, effect: closed })],
    remove: [row({ ...managed, to: 'Removed', fields: { confirmWarnings: optionalText(5) }, guards: [mayRemove], effect: remove })],
    signedIn: [row({ from: ['PendingFirstSignIn'], to: 'Active', needs: 'S01', effect: () => ({ to: 'Active' }) })],
  },
} as const satisfies TaskDef<User>;
