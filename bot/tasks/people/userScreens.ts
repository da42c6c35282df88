/** The cards of user management: one user, the forms for adding, roles and removal, and what is not finished. What they bind is decided here, who sees them before. */

import { adminRoles, agentRoles } from '../../../src/core/actor.ts';
import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { personId } from '../../../src/core/ids.ts';
import { addFields } from '../../../src/tasks/newUser.ts';
import type { NewUser } from '../../../src/tasks/newUser.ts';
import { held, isNoManager, isNotGiven, roleFields, touches } from '../../../src/tasks/user.ts';
import type { User, UserLine } from '../../../src/tasks/userDoc.ts';
import { rolesGiven } from '../../../src/tasks/userDoc.ts';
import { md } from '../../cards/escape.ts';
import type { JsonObject } from '../../cards/load.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import { dateTime } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { formData, problemsOf } from '../forms.ts';
import { bannerOf } from '../banners.ts';
import { choicesOf } from './roleWords.ts';

type Shown = { readonly typed?: RawInput; readonly error?: DomainError };
type Fact = { readonly title: string; readonly value: string };

/** A user as they are now. The buttons are for whom the decision would let (USR-03, USR-04, USR-06). */
export async function userCard(ctx: TurnCtx, user: User, banner?: Banner): Promise<Reply> {
  const { language, deps, actor } = ctx;
  const [tenant, subject] = await Promise.all([deps.directory.tenant(user.tenant), deps.directory.person(user.tenant, personId.parse(user.id))]);
  const isElsewhere = tenant?.cloud !== 'public';
  const isByDirectory = subject?.directoryRoles.includes('globalAdmin') ?? false;
  const isForbidden = touches([held(user, { read: { subject } })], ctx) !== undefined;
  const isNoAdminAgent = isNoManager({ actor, rules: deps.rules }) !== undefined;
  const why = user.state === 'Removed' ? '' : isElsewhere ? t(language, 'users.user.elsewhere') : isNoAdminAgent ? t(language, 'users.user.adminAgentsOnly') : isForbidden ? t(language, 'users.user.notYours') : '';
  const canManage = why === '' && user.state !== 'Removed';
  return cardReply(render('users/user', language, {
    id: user.id, rev: user.rev, name: md(user.name), company: md(tenant?.name ?? ''),
    facts: [
      ...identity(ctx, { ...user, ...rolesGiven(user), isByDirectory }),
      { title: t(language, 'users.user.userName'), value: user.userName ? md(user.userName) : t(language, 'users.user.userNameUnknown') },
      { title: t(language, 'users.user.state'), value: t(language, `users.state.${user.state}`) },
      ...await disclosure(ctx, user),
    ],
    why, canManage, canRemove: canManage && !isByDirectory, canBecomeAdminAgent: isNoAdminAgent && !isElsewhere && user.state !== 'Removed' && user.id === actor.id,
  }, { banner }));
}

/** USR-03, as the decision will say it: the roles in the directory at this moment count too. */
export async function notTheirs(ctx: TurnCtx, user: User): Promise<DomainError | undefined> {
  const subject = await ctx.deps.directory.person(user.tenant, personId.parse(user.id));
  return touches([held(user, { read: { subject } })], ctx);
}

type Identity = Pick<UserLine, 'email' | 'agent' | 'admin'> & { readonly isByDirectory?: boolean | undefined };

/** A Global admin of the directory is one for as long as the directory says so, whatever is written here. */
function identity({ language }: TurnCtx, { email, agent, admin, isByDirectory }: Identity): readonly Fact[] {
  return [
    ...(email === '' ? [] : [{ title: t(language, 'users.user.email'), value: md(email) }]),
    { title: t(language, 'users.user.agent'), value: t(language, `common.role.${agent}`) },
    { title: t(language, 'users.user.admin'), value: isByDirectory ? t(language, 'users.user.byDirectory') : t(language, `common.role.${admin}`) },
  ];
}

/** When and to whom the last temporary password was shown; never the password. */
async function disclosure({ language, timeZone, deps }: TurnCtx, { tenant, disclosure: shown }: User): Promise<readonly Fact[]> {
  if (!shown) return [];
  const person = (await deps.directory.person(tenant, shown.to))?.name ?? shown.to;
  return [{ title: t(language, 'users.user.disclosed'), value: t(language, 'users.user.disclosedTo', { person: md(person), at: dateTime(language, shown.at, timeZone) }) }];
}

/** INV-01: nothing is chosen beforehand; "none" is a choice too. @param id the new request's: drawn with the form, so that the form is sent once. */
export function addForm(ctx: TurnCtx, id: string, { typed = {}, error }: Shown = {}): Reply {
  const data = { id, ...formData(ctx.language, addFields, typed, problemsOf(error)), ...offered(ctx) };
  return cardReply(render('users/add', ctx.language, data, { banner: bannerOf(ctx, error) }));
}

export function rolesCard(ctx: TurnCtx, user: User, { typed, error }: Shown = {}): Reply {
  const form = formData(ctx.language, roleFields, { agent: user.agent, admin: user.admin, ...typed }, problemsOf(error));
  const data = { id: user.id, rev: user.rev, name: md(user.name), ...form, ...offered(ctx), data: confirmable(user, form.warned) };
  return cardReply(render('users/roles', ctx.language, data, { banner: bannerOf(ctx, error) }));
}

export function removeCard(ctx: TurnCtx, user: User, error?: DomainError): Reply {
  const { warned } = formData(ctx.language, {}, {}, problemsOf(error));
  const data = { id: user.id, rev: user.rev, name: md(user.name), email: md(user.email || user.name), warned, data: confirmable(user, warned) };
  return cardReply(render('users/remove', ctx.language, data, { banner: bannerOf(ctx, error) }));
}

/** Without a warning there is no box to tick, and the button says so itself. */
const confirmable = ({ id, rev }: User, warned: boolean): JsonObject => ({ id, rev, ...(warned ? {} : { confirmWarnings: '' }) });

/** The roles that this reader may give. */
const offered = (ctx: TurnCtx) => ({
  agents: choicesOf(ctx.language, agentRoles.filter((agent) => !isNotGiven({ agent }, { actor: ctx.actor, rules: ctx.deps.rules }))),
  admins: choicesOf(ctx.language, adminRoles.filter((admin) => !touches([{ admin }], ctx))),
});

/** Asked for, but the account could not be made: go on with it, or drop it. */
export function unfinishedCard(ctx: TurnCtx, doc: NewUser, banner?: Banner): Reply {
  const { id, rev, name, email } = doc;
  return cardReply(render('users/unfinished', ctx.language, { id, rev, name: md(name), email, facts: [...identity(ctx, doc)], canRetry: touches([doc], ctx) === undefined }, { banner }));
}

/** Something is over; the way on is the list. */
export function overCard({ language }: TurnCtx, title: string, intro: string): Reply {
  return cardReply(render('common/menu', language, { title, intro, buttons: [{ title: t(language, 'users.button.all'), verb: 'show.users', data: {} }] }));
}
