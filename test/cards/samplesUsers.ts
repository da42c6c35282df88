/** The cards of user management in every shape they can have. */

import type { CardName } from '../../bot/cards/load.ts';
import { newUserUi } from '../../bot/tasks/people/newUser.ts';
import { userUi } from '../../bot/tasks/people/user.ts';
import { addForm, removeCard, rolesCard, unfinishedCard, userCard } from '../../bot/tasks/people/userScreens.ts';
import { addUserForm, usersPage } from '../../bot/tasks/people/userViews.ts';
import type { TurnCtx } from '../../bot/turn/turnCtx.ts';
import { homeOf } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import type { Performed } from '../../src/app/perform.ts';
import { UserExists } from '../../src/app/ports.ts';
import type { Accounts, NewCredentials } from '../../src/app/ports.ts';
import type { PersonId, TenantId } from '../../src/core/ids.ts';
import type { TaskDoc } from '../../src/core/machine.ts';
import { newUser } from '../../src/tasks/newUser.ts';
import { user } from '../../src/tasks/user.ts';
import type { User } from '../../src/tasks/userDoc.ts';
import { userLine } from '../../src/tasks/userDoc.ts';
import { accountIn, newUserIn, userIn } from '../support/people.ts';
import { ago, cast, contoso, personNamed } from '../support/world.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import type { Said, Sample } from './draw.ts';
import { by } from './samplesRules.ts';
import { clicked, put, refusal } from './stage.ts';

const { globalAdmin: ana, userManagementAdmin: uma } = cast;
const nora = personNamed('nora');
const account = accountIn('Open', { adminAgents: ['eva'] });
const eva = userIn('Active');
const shownTo = { disclosure: { to: ana.id, at: ago(0) } };
const strict = rulesSchema.parse({ users: { requireAdminAgentToManage: true } });
const done = (doc: TaskDoc | undefined): Performed => ({ kind: 'done', doc, complaint: undefined });

const one = (doc: User, viewer = ana): Sample => ({ viewer, about: doc, reply: (ctx, said) => userCard(ctx, said(doc)) });

/** Contoso's account is open; the maker of accounts answers with what people typed, and ids are fresh. */
async function opened(ctx: TurnCtx, said: Said, accounts: Partial<Accounts> = {}): Promise<TurnCtx> {
  await put(ctx, 'account', account);
  let count = 0;
  const made = (tenant: TenantId, person: PersonId): NewCredentials => ({ tenant, person, ...said({ userName: 'nora@contoso.es', temporaryPassword: '(shown once)' }) });
  const makers: Accounts = {
    ...ctx.deps.accounts, createUser: async ({ tenant }) => made(tenant, nora), resetPassword: async (tenant, person) => made(tenant, person), ...accounts,
  };
  return { ...ctx, deps: { ...ctx.deps, newId: () => `id-${++count}`, accounts: makers } };
}

/** What a click on a user's button is answered with. */
const after = (event: string, performed: Performed, about = performed.doc ?? eva): Sample => ({
  viewer: ana, about,
  reply: async (ctx, said) => {
    if (performed.doc) await put(ctx, 'user', said(performed.doc));
    return await userUi.answer(await opened(ctx, said), said(clicked(event, performed)));
  },
});

const roles = (doc: User, typed: Record<string, string> = {}, viewer = ana): Sample => ({ viewer, about: doc, reply: async (ctx, said) => rolesCard(ctx, said(doc), said({ typed })) });
const refusedRoles = (doc: User, typed: Record<string, string>, viewer = ana): Sample => ({
  viewer, about: doc, reply: async (ctx, said) => rolesCard(ctx, said(doc), said({ typed, error: refusal(user, doc, 'update', { actor: viewer, input: typed, read: { account } }) })),
});

const asNora = { name: 'Nora Núñez', email: 'nora@contoso.es', agent: 'salesAgent', admin: 'notAnAdmin' };
const blank = newUserIn('NotStarted');
const refusedAdd = (typed: Record<string, string>, viewer = ana, read = {}): Sample => ({
  viewer, about: blank, reply: async (ctx, said) => addForm(ctx, blank.id, said({ typed, error: refusal(newUser, blank, 'add', { actor: viewer, input: typed, read: { account, ...read } }) })),
});

const request = newUserIn('Requested');
const unfinished = (viewer = ana, more = {}): Sample => ({ viewer, about: newUserIn('Requested', more), reply: async (ctx, said) => unfinishedCard(ctx, said(newUserIn('Requested', more))) });

/** What becomes of an accepted request, as the maker of accounts answers. */
const asked = (about: TaskDoc, accounts: (said: Said) => Partial<Accounts> = () => ({})): Sample => ({
  viewer: ana, about,
  reply: async (ctx, said) => {
    await put(ctx, 'newUser', said(request));
    return await newUserUi.answer(await opened(ctx, said, accounts(said)), said(clicked('add', done(said(request)), asNora)));
  },
});
const exists = (said: Said): Partial<Accounts> => ({ createUser: async () => { throw new UserExists(nora, said('nora@contoso.es')); } });
const broken = (): Partial<Accounts> => ({ createUser: async () => { throw new Error('The maker of accounts is down'); } });

const people = async (ctx: TurnCtx, said: Said, count: number): Promise<void> => {
  await put(ctx, 'account', account);
  const states = ['Active', 'PendingFirstSignIn', 'Requested'] as const;
  for (let index = 0; index < count; index++) {
    const line = { ...said({ name: `Eva Enríquez ${index + 1}`, email: `eva${index + 1}@contoso.es` }), id: `0f1e2d3c-4b5a-4768-9798-${String(index).padStart(12, '0')}`, agent: 'helpdeskAgent', admin: 'userManagementAdmin', state: states[index % 3] ?? 'Active' } as const;
    await ctx.deps.store.commit(lineWrites({ partition: homeOf(contoso.id), key: `user:${line.id}`, before: undefined, after: userLine(line) }));
  }
};
const listed = (count: number, search = ''): Sample => ({
  viewer: ana, reply: async (ctx, said) => { await people(ctx, said, count); return await usersPage(ctx, { search: said(search), cursor: undefined }); },
});

export const userSamples = {
  'users/add': {
    'fresh': { viewer: ana, about: blank, reply: async (ctx, said) => await addUserForm(await opened(ctx, said), {}) },
    'typed as a command': { viewer: ana, about: blank, reply: async (ctx, said) => await addUserForm(await opened(ctx, said), said(asNora)) },
    'for who may make no Global admin': { viewer: uma, about: blank, reply: async (ctx) => addForm(ctx, blank.id) },
    'wrong': refusedAdd({ name: '', email: 'nora', agent: 'boss', admin: 'boss' }), 'without roles': refusedAdd({ ...asNora, agent: '', admin: '' }),
    'the address is taken': refusedAdd(asNora, ana, { emailTaken: true }), 'a Global admin, by who is none': refusedAdd({ ...asNora, admin: 'globalAdmin' }, uma),
  },
  'users/credentials': { 'new': asked(userIn('PendingFirstSignIn', { id: nora, rev: 1 })), 'after a reset': after('reset', done(eva), { ...eva, rev: 4 }) },
  'users/credentialsClosed': { 'closed': after('closed', done(userIn('PendingFirstSignIn', shownTo))), 'asked again': after('reset', { kind: 'repeated', doc: userIn('PendingFirstSignIn', shownTo) }) },
  'users/remove': {
    'fresh': { viewer: ana, about: eva, reply: async (ctx, said) => removeCard(ctx, said(eva)) },
    'the last admin agent': { viewer: ana, about: eva, reply: async (ctx, said) => removeCard(ctx, said(eva), said(refusal(user, eva, 'remove', { actor: ana, read: { account } }))) },
    'the last Global admin': { viewer: ana, about: eva, reply: async (ctx, said) => removeCard(ctx, said(eva), said(refusal(user, eva, 'remove', { actor: ana, read: { account: accountIn('Open', { globalAdmins: ['eva'] }), tenant: { ...contoso, globalAdmins: [] } } }))) },
  },
  'users/roles': {
    'fresh': roles(eva), 'typed as a command': roles(eva, { agent: 'adminAgent' }), 'for who may make no Global admin': roles(eva, {}, uma),
    'the last admin agent': refusedRoles(userIn('Active', { agent: 'adminAgent' }), { agent: 'notAnAgent', admin: 'notAnAdmin' }), 'without a role': refusedRoles(eva, { agent: '', admin: '' }),
  },
  'users/unfinished': { 'the maker of accounts is down': asked(request, broken), 'opened': unfinished(), 'a Global admin, seen by who is none': unfinished(uma, { admin: 'globalAdmin' }) },
  'users/user': {
    'active': one(eva), 'waiting': one(userIn('PendingFirstSignIn', { ...shownTo, agent: 'salesAgent' })), 'of the directory': one(userIn('Active', { userName: undefined, email: '' })),
    'a Global admin, seen by who is none': one(userIn('Active', { admin: 'globalAdmin' }), uma), 'removed': one(userIn('Removed')),
    'changed': after('update', done(eva)), 'out of date': after('update', { kind: 'refused', doc: eva, error: refusal(user, eva, 'update', { actor: ana, rev: 1 }) }),
    'where users are for admin agents': by(strict, one(eva)), 'where users are for admin agents, oneself': by(strict, one(userIn('Active', { id: ana.id, admin: 'globalAdmin', agent: 'notAnAgent' }))),
    'an account that existed': asked(userIn('Active', { id: nora, rev: 1 }), exists),
  },
} as const satisfies Partial<Record<CardName, Readonly<Record<string, Sample>>>>;

/** Lists and messages of user management, on cards that others share. */
export const userLists = {
  'no users': listed(0), 'users': listed(3), 'many users': listed(26), 'users found': listed(3, 'eva'), 'no users found': listed(3, 'zz'),
} as const satisfies Readonly<Record<string, Sample>>;
export const userMessages = {
  'a user was removed': after('remove', done(userIn('Removed'))),
  'a user was dropped': { viewer: ana, reply: (ctx) => newUserUi.answer(ctx, clicked('drop', done(undefined))) },
} as const satisfies Readonly<Record<string, Sample>>;
