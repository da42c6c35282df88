/** How changes of a user are answered: roles, reset, removal, and becoming admin agent. A password is in the one answer to the reset that made it (INV-06). */

import { perform } from '../../../src/app/perform.ts';
import type { NewCredentials } from '../../../src/app/ports.ts';
import { enrolmentOf } from '../../../src/app/queries.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { refuse } from '../../../src/core/errors.ts';
import { personId } from '../../../src/core/ids.ts';
import { traceOf } from '../../../src/core/secrets.ts';
import type { User } from '../../../src/tasks/userDoc.ts';
import { md } from '../../cards/escape.ts';
import { render } from '../../cards/render.ts';
import { refusalReply } from '../../errors.ts';
import { privately } from '../../turn/privately.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { closedCredentials, credentialsData, standing } from '../credentials.ts';
import { bannerOf, isStale, staleBanner } from '../banners.ts';
import { presentEnrolment } from '../enrolment/present.ts';
import type { Answered, TaskUi } from '../ui.ts';
import { overCard, removeCard, rolesCard, userCard } from './userScreens.ts';

export const userUi: TaskUi = {
  locate: async (ctx, { id }) => ({ tenant: ctx.actor.tenant, target: id }),
  answer: async (ctx, answered) => {
    const { event, performed } = answered;
    const user = performed.doc as User | undefined; // perform read it with the user's schema
    if (!user) return refusalReply(ctx, performed.kind === 'refused' ? performed.error : refuse('GEN-06', { what: answered.data.id }).error);
    if (performed.kind === 'refused') return await privately(ctx, async (own) => await refused(own, user, { ...answered, error: performed.error }));
    if (event === 'becomeAdminAgent') return await setUp(ctx, user, performed.kind === 'done');
    // What was asked for elsewhere only shows how things stand: a password needs a button in the own chat.
    if (ctx.where.kind !== 'personal') return await privately(ctx, async (own) => await userCard(own, user, { style: 'accent', text: t(ctx.language, 'users.banner.notHere') }));
    return performed.kind === 'repeated' ? await again(ctx, event, user) : await done(ctx, event, user);
  },
};

async function done(ctx: TurnCtx, event: string, user: User): Promise<Reply> {
  switch (event) {
    case 'reset': return await resetPassword(ctx, user);
    case 'update': return await userCard(ctx, user, { style: 'good', text: t(ctx.language, 'users.banner.updated') });
    default: return await again(ctx, event, user);
  }
}

/** A second click shows how things stand, and no password (INV-64). */
async function again(ctx: TurnCtx, event: string, user: User): Promise<Reply> {
  if (user.state === 'Removed') return overCard(ctx, t(ctx.language, 'users.removed.title', { name: md(user.name) }), t(ctx.language, 'users.removed.text'));
  return event === 'reset' || event === 'closed' ? closedCredentials(ctx, 'users/credentialsClosed', user.userName ?? user.email) : await userCard(ctx, user);
}

type Refused = Answered & { readonly error: DomainError };

async function refused(ctx: TurnCtx, user: User, { event, data, error }: Refused): Promise<Reply> {
  if (error.code === 'GEN-01') return refusalReply(ctx, error);
  if (isStale(error)) return await userCard(ctx, user, staleBanner(ctx));
  if (event === 'update') return rolesCard(ctx, user, { typed: data.input, error });
  return event === 'remove' ? removeCard(ctx, user, error) : await userCard(ctx, user, bannerOf(ctx, error));
}

/** WF-06: the first to-do after the enrolment is done; where there is no enrolment, the user is shown. */
async function setUp(ctx: TurnCtx, user: User, isNews: boolean): Promise<Reply> {
  const enrolment = await enrolmentOf(ctx.deps, ctx.actor.tenant);
  if (!enrolment) return await userCard(ctx, user, isNews ? { style: 'good', text: t(ctx.language, 'users.banner.becomeAdminAgent') } : undefined);
  return await presentEnrolment(ctx, enrolment, isNews ? { banner: { style: 'good', text: t(ctx.language, 'enrolment.banner.becomeAdminAgent') } } : {});
}

/** The reset is stored before the password is made, so that a crash in between leaves a user to reset again, never a password that nobody wrote down. */
async function resetPassword(ctx: TurnCtx, user: User): Promise<Reply> {
  const { deps, actor, correlation } = ctx;
  const credentials = await deps.accounts.resetPassword(user.tenant, personId.parse(user.id)).catch((error: unknown) => {
    deps.failed(error, correlation);
    return undefined;
  });
  if (!credentials) return await userCard(ctx, user, bannerOf(ctx, refuse('GEN-04', {}).error));
  const commandId = traceOf([user.id, user.rev, 'disclosed'].join('\n'));
  const input = { userName: credentials.userName, ...standing(ctx) };
  const disclosed = await perform(deps, { task: 'user', event: 'disclosed', tenant: user.tenant, target: user.id, input, commandId, actor, correlation });
  const after = disclosed.doc as User | undefined; // as above
  return disclosed.kind === 'done' && after ? shownOnce(ctx, after, credentials) : await userCard(ctx, after ?? user, disclosed.kind === 'refused' ? bannerOf(ctx, disclosed.error) : undefined);
}

/** The only place where a user's password is ever shown. */
export function shownOnce(ctx: TurnCtx, { id, rev, name, disclosure }: User, credentials: NewCredentials): Reply {
  return cardReply(render('users/credentials', ctx.language, { id, rev, at: disclosure?.at ?? '', name: md(name), ...credentialsData(ctx, credentials) }));
}
