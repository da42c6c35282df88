/** How adding a user is answered: the form again, the account that is made, its password once, or what is left to finish (WF-10). */

import { perform } from '../../../src/app/perform.ts';
import type { NewCredentials } from '../../../src/app/ports.ts';
import { UserExists } from '../../../src/app/ports.ts';
import { userOf, userWith } from '../../../src/app/users.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { refuse } from '../../../src/core/errors.ts';
import { traceOf } from '../../../src/core/secrets.ts';
import type { NewUser } from '../../../src/tasks/newUser.ts';
import { refusalReply } from '../../errors.ts';
import { privately } from '../../turn/privately.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { closedCredentials, standing } from '../credentials.ts';
import { bannerOf, isStale, staleBanner } from '../banners.ts';
import type { Answered, TaskUi } from '../ui.ts';
import { shownOnce } from './user.ts';
import { addForm, overCard, unfinishedCard, userCard } from './userScreens.ts';
import { findUser } from './userViews.ts';

export const newUserUi: TaskUi = {
  locate: async (ctx, { id }) => ({ tenant: ctx.actor.tenant, target: id }),
  answer: async (ctx, answered) => {
    const { event, data, performed } = answered;
    const doc = performed.doc as NewUser | undefined; // perform read it with the new user's schema
    if (performed.kind === 'refused') return await privately(ctx, async (own) => await refused(own, doc, { ...answered, error: performed.error }));
    if (event === 'drop') return overCard(ctx, t(ctx.language, 'users.dropped.title'), t(ctx.language, 'users.dropped.text'));
    // As for a reset: what was asked for elsewhere is gone on with in the own chat.
    if (ctx.where.kind !== 'personal') return await privately(ctx, async (own) => (doc ? unfinishedCard(own, doc, { style: 'accent', text: t(ctx.language, 'users.banner.notHere') }) : await finished(own, data.input['email'] ?? '')));
    if (!doc) return await finished(ctx, data.input['email'] ?? '');
    return performed.kind === 'done' ? await make(ctx, doc) : unfinishedCard(ctx, doc);
  },
};

type Refused = Answered & { readonly error: DomainError };

async function refused(ctx: TurnCtx, doc: NewUser | undefined, { event, data, error }: Refused): Promise<Reply> {
  if (error.code === 'GEN-01' || error.code === 'GEN-06') return refusalReply(ctx, error);
  if (doc) return unfinishedCard(ctx, doc, isStale(error) ? staleBanner(ctx) : bannerOf(ctx, error));
  return event === 'add' ? addForm(ctx, data.id, { typed: data.input, error }) : refusalReply(ctx, error);
}

/** The request is stored before the account is made, so that a crash in between leaves a request to go on with, never an account nobody knows of. */
async function make(ctx: TurnCtx, doc: NewUser): Promise<Reply> {
  const { deps, actor, correlation } = ctx;
  const made = await account(ctx, doc);
  if (!made) return unfinishedCard(ctx, doc, bannerOf(ctx, refuse('GEN-04', {}).error));
  const existed = made instanceof UserExists;
  const input = { person: made.person, userName: made.userName, existed: String(existed), ...standing(ctx) };
  const commandId = traceOf([doc.id, doc.rev, 'created'].join('\n'));
  const created = await perform(deps, { task: 'newUser', event: 'created', tenant: doc.tenant, target: doc.id, input, commandId, actor, correlation });
  if (created.kind === 'refused' && created.doc) return unfinishedCard(ctx, doc, bannerOf(ctx, created.error));
  const user = await userOf(deps, doc.tenant, made.person);
  if (created.kind !== 'done' || !user) return await finished(ctx, doc.email); // a colleague was quicker
  return existed ? await userCard(ctx, user, { style: 'accent', text: t(ctx.language, 'users.banner.existed') }) : shownOnce(ctx, user, made);
}

/** @returns undefined when the maker of accounts fails, which those who run this are told. */
async function account({ deps, correlation }: TurnCtx, { tenant, name, email }: NewUser): Promise<NewCredentials | UserExists | undefined> {
  try {
    return await deps.accounts.createUser({ tenant, name, email });
  } catch (error) {
    if (error instanceof UserExists) return error;
    deps.failed(error, correlation);
    return undefined;
  }
}

/** The request is over: whoever it became, without the password (INV-64). */
async function finished(ctx: TurnCtx, email: string): Promise<Reply> {
  const line = await userWith(ctx.deps, ctx.actor.tenant, email);
  const user = line && await userOf(ctx.deps, ctx.actor.tenant, line.id);
  return user?.disclosure ? closedCredentials(ctx, 'users/credentialsClosed', user.userName ?? user.email) : await findUser(ctx, email);
}
