/** What can be looked at in user management: the list, one user, and the forms. Commands and buttons end here; changes are user.ts and newUser.ts. */

import { accountOpened } from '../../../src/app/accounts.ts';
import { newUserOf, userOf, userWith, usersOf } from '../../../src/app/users.ts';
import { searchTerm } from '../../../src/app/search.ts';
import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { refuse } from '../../../src/core/errors.ts';
import { isNoManager } from '../../../src/tasks/user.ts';
import type { User, UserLine } from '../../../src/tasks/userDoc.ts';
import type { Asked } from '../../commands/list.ts';
import { shortened } from '../../format.ts';
import { askedIn, listReply } from '../../commands/list.ts';
import { md } from '../../cards/escape.ts';
import { refusalReply } from '../../errors.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import type { View } from '../../view.ts';
import { t } from '../../words.ts';
import { bannerOf } from '../banners.ts';
import { rolesInWords } from './roleWords.ts';
import { addForm, notTheirs, removeCard, rolesCard, unfinishedCard, userCard } from './userScreens.ts';

const managing = { needs: 'P11', where: 'personal' } as const;

export const userViews = {
  'show.users': { ...managing, run: async (ctx, data) => await usersPage(ctx, askedIn(data)) },
  'show.user': { ...managing, run: async (ctx, { id, input }) => (id === '' ? await findUser(ctx, input['who'] ?? '') : await oneUser(ctx, id, userCard)) },
  'show.newUser': { ...managing, run: async (ctx, { id }) => await oneNewUser(ctx, id) },
  'show.addUser': { ...managing, run: async (ctx) => await addUserForm(ctx, {}) },
  'show.roles': { ...managing, run: async (ctx, { id }) => await oneUser(ctx, id, manageable(async (own, user) => rolesCard(own, user))) },
  'show.removeUser': { ...managing, run: async (ctx, { id }) => await oneUser(ctx, id, manageable(async (own, user) => removeCard(own, user))) },
} as const satisfies Record<string, View>;

/** `/users`: by name, in pages, with a search over names and addresses. */
export async function usersPage(ctx: TurnCtx, asked: Asked): Promise<Reply> {
  const { language, deps, actor } = ctx;
  if (!await accountOpened(deps, actor.tenant)) return refusalReply(ctx, refuse('USR-08', {}).error);
  return await listReply(ctx, {
    verb: 'show.users',
    title: t(language, 'users.list.title'),
    subtitle: (search) => t(language, search === '' ? 'users.list.subtitle' : 'users.list.found', { search: md(search) }),
    empty: (search) => t(language, search === '' ? 'users.list.empty' : 'users.list.foundNone'),
    page: async (search, after) => await usersOf(deps, actor.tenant, { search, after }),
    row: (line) => ({ name: shortened(line.name, 30), subtitle: subtitleOf(ctx, line), verb: line.state === 'Requested' ? 'show.newUser' : 'show.user', data: { id: line.id } }),
    extra: [{ title: t(language, 'users.button.add'), verb: 'show.addUser', data: {} }],
  }, asked);
}

/** A page of the longest names, addresses and roles has to fit on one card (teams-platform §1): the address gives way, the user's own card shows it whole. */
function subtitleOf({ language }: TurnCtx, { email, agent, admin, state }: UserLine): string {
  const rest = [rolesInWords(language, { agent, admin }), ...(state === 'Active' ? [] : [t(language, `users.state.${state}`)])].join(' · ');
  return email === '' ? rest : `${md(shortened(email, Math.max(12, 84 - rest.length)))} · ${rest}`;
}

/** `/user ana`: the only one who is meant, or those who may be. */
export async function findUser(ctx: TurnCtx, words: string): Promise<Reply> {
  return await meant(ctx, words, userCard);
}

/** `/roles ana --agent sales`: the form, with the present roles and what was typed over them. */
export async function rolesForm(ctx: TurnCtx, who: string, typed: RawInput): Promise<Reply> {
  return await meant(ctx, who, manageable(async (own, user) => rolesCard(own, user, { typed })));
}

/** `/add-user "Ana García" ana@contoso.es --agent sales`: the form, with what was typed. */
export async function addUserForm(ctx: TurnCtx, typed: RawInput): Promise<Reply> {
  const refusal = await closedDoor(ctx);
  return refusal ? refusalReply(ctx, refusal) : addForm(ctx, ctx.deps.newId(), { typed });
}

type Show = (ctx: TurnCtx, user: User) => Promise<Reply>;

/** Who is meant by a name, an address or "me". */
async function meant(ctx: TurnCtx, words: string, show: Show): Promise<Reply> {
  const { deps, actor } = ctx;
  if (!await accountOpened(deps, actor.tenant)) return refusalReply(ctx, refuse('USR-08', {}).error);
  if (['me', 'yo', 'mi'].includes(searchTerm(words))) return await oneUser(ctx, actor.id, show);
  const { rows: [first, ...others] } = await usersOf(deps, actor.tenant, { search: words });
  const line = others.length === 0 ? first : await userWith(deps, actor.tenant, words);
  if (!line) return await usersPage(ctx, { search: words, cursor: undefined });
  return line.state === 'Requested' ? await oneNewUser(ctx, line.id) : await oneUser(ctx, line.id, show);
}

async function oneUser(ctx: TurnCtx, id: string, show: Show): Promise<Reply> {
  const user = await userOf(ctx.deps, ctx.actor.tenant, id);
  return user ? await show(ctx, user) : refusalReply(ctx, refuse('GEN-06', { what: id }).error);
}

/** A request that has become a user meanwhile, or was dropped, is found in the list. */
async function oneNewUser(ctx: TurnCtx, id: string): Promise<Reply> {
  const doc = await newUserOf(ctx.deps, ctx.actor.tenant, id);
  return doc ? unfinishedCard(ctx, doc) : await usersPage(ctx, { search: '', cursor: undefined });
}

/** A form that could only be refused is not offered: the card says why (USR-03, USR-04). */
const manageable = (show: Show): Show => async (ctx, user) => {
  const refusal = await closedDoor(ctx) ?? await notTheirs(ctx, user);
  if (user.state === 'Removed') return await userCard(ctx, user);
  return refusal ? await userCard(ctx, user, bannerOf(ctx, refusal)) : await show(ctx, user);
};

/** USR-08, USR-04: companies whose users are not managed here. USR-09: not by this person. */
async function closedDoor({ deps, actor }: TurnCtx): Promise<DomainError | undefined> {
  const tenant = await deps.directory.tenant(actor.tenant);
  if (tenant?.cloud !== 'public') return refuse('USR-04', {}).error;
  return await accountOpened(deps, actor.tenant) ? isNoManager({ actor, rules: deps.rules }) : refuse('USR-08', {}).error;
}
