/** Buttons that only show something (`show.…`) or set the reader's own language: one row each. Nothing here changes a task. */

import { enrolmentOf, reviewOf } from '../src/app/queries.ts';
import { refuse } from '../src/core/errors.ts';
import { can } from '../src/rules/permissions.ts';
import type { EnrolmentForm } from './tasks/enrolmentForms.ts';
import { enrolmentForm } from './tasks/enrolmentForms.ts';
import { render } from './cards/render.ts';
import { showHelp } from './commands/help.ts';
import { chooseLanguage } from './commands/language.ts';
import { mpnStatus } from './commands/agreement.ts';
import { reviewPage } from './commands/reviews.ts';
import { refusalReply } from './errors.ts';
import { offerAgreement } from './tasks/agreement.ts';
import { presentEnrolment, presentStatus } from './tasks/present.ts';
import { reviewReply } from './tasks/review.ts';
import { presentWorkAccount } from './tasks/workAccount.ts';
import type { CardData } from './turn/inbound.ts';
import type { Reply, TurnCtx } from './turn/turnCtx.ts';
import { cardReply } from './turn/turnCtx.ts';

type View = (ctx: TurnCtx, data: CardData) => Promise<Reply>;

/** A form opened from the status; when the state has moved on since, the present state instead. */
const form = (name: EnrolmentForm, state: string): View => async (ctx) => {
  const doc = await enrolmentOf(ctx.deps, ctx.actor.tenant);
  return doc?.state === state && doc.requester.id === ctx.actor.id ? enrolmentForm(ctx, name, doc) : await presentEnrolment(ctx, doc);
};

export const views = {
  'show.welcome': async (ctx) => cardReply(render('enrolment/welcome', ctx.language, {})),
  'show.signIn': async (ctx) => {
    const doc = await enrolmentOf(ctx.deps, ctx.actor.tenant);
    return doc ? await presentEnrolment(ctx, doc) : cardReply(render('enrolment/signIn', ctx.language, {}));
  },
  'show.workAccount': presentWorkAccount,
  'show.credentialsClosed': presentWorkAccount,
  'show.enrolment': async (ctx) => await presentEnrolment(ctx, await enrolmentOf(ctx.deps, ctx.actor.tenant)),
  'show.status': showStatus,
  'show.changeContact': form('changeContact', 'EmailVerificationPending'),
  'show.answer': form('answer', 'ActionRequired'),
  'show.appeal': form('appeal', 'Rejected'),
  'show.agreement': offerAgreement,
  'show.mpnStatus': async (ctx, data) => await mpnStatus(ctx, data.input['mpnId'] ?? ''),
  'show.reviews': async (ctx, data) => await reviewPage(ctx, { search: data.input['query'] ?? '', cursor: data.input['cursor'] }),
  'show.review': async (ctx, data) => await openReview(ctx, data.id),
  'show.help': async (ctx) => showHelp(ctx),
  'set.language': async (ctx, data) => await chooseLanguage(ctx, data.input['language'] ?? ''),
} as const satisfies Record<string, View>;

export type ViewVerb = keyof typeof views;

export function isView(verb: string): verb is ViewVerb {
  return Object.hasOwn(views, verb);
}

export async function show(ctx: TurnCtx, verb: ViewVerb, data: CardData): Promise<Reply> {
  const view: View = views[verb];
  return await view(ctx, data);
}

/** `/status` and its button: also for somebody who looks at a colleague's enrolment of their own company. */
export async function showStatus(ctx: TurnCtx): Promise<Reply> {
  const doc = await enrolmentOf(ctx.deps, ctx.actor.tenant);
  return doc ? await presentStatus(ctx, doc) : await presentEnrolment(ctx, undefined);
}

/** One review, for those who decide. A case that is none, or not theirs to see, gets the same answer (INV-56). */
export async function openReview(ctx: TurnCtx, caseId: string): Promise<Reply> {
  if (!can(ctx.actor, 'R01')) return refusalReply(ctx, refuse('GEN-01', { who: 'R01' }).error);
  const doc = await reviewOf(ctx.deps, caseId);
  return doc ? reviewReply(ctx, doc) : refusalReply(ctx, refuse('GEN-06', { what: caseId }).error);
}

