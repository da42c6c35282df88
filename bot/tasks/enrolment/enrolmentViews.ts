/** Buttons that show where a company's enrolment, work account or agreement stands. */

import { enrolmentOf } from '../../../src/app/queries.ts';
import { render } from '../../cards/render.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import type { View } from '../../view.ts';
import { offerAgreement } from './agreement.ts';
import type { EnrolmentForm } from './enrolmentForms.ts';
import { enrolmentForm } from './enrolmentForms.ts';
import { presentEnrolment, presentStatus } from './present.ts';
import { isUnknown } from './unknownCompany.ts';
import { presentWorkAccount } from './workAccount.ts';

/** A form opened from the status; when the state has moved on since, the present state instead. */
const form = (name: EnrolmentForm, state: string): View => ({
  run: async (ctx) => {
    const doc = await enrolmentOf(ctx.deps, ctx.actor.tenant);
    return doc?.state === state && doc.requester.id === ctx.actor.id ? enrolmentForm(ctx, name, doc) : await presentEnrolment(ctx, doc);
  },
});

export const enrolmentViews = {
  'show.welcome': { run: async (ctx) => await presentEnrolment(ctx, undefined) },
  'show.signIn': {
    run: async (ctx) => {
      const doc = await enrolmentOf(ctx.deps, ctx.actor.tenant);
      return doc || isUnknown(ctx) ? await presentEnrolment(ctx, doc) : cardReply(render('enrolment/signIn', ctx.language, {}));
    },
  },
  'show.workAccount': { run: presentWorkAccount },
  'show.credentialsClosed': { run: presentWorkAccount },
  'show.enrolment': { run: async (ctx) => await presentEnrolment(ctx, await enrolmentOf(ctx.deps, ctx.actor.tenant)) },
  'show.status': { run: showStatus },
  'show.changeContact': form('changeContact', 'EmailVerificationPending'),
  'show.answer': form('answer', 'ActionRequired'),
  'show.appeal': form('appeal', 'Rejected'),
  // It is signed by one person, and offered in channels too (`/mpa`).
  'show.agreement': { where: 'personal', run: offerAgreement },
} as const satisfies Record<string, View>;

/** `/status` and its button: also for somebody who looks at a colleague's enrolment of their own company. */
export async function showStatus(ctx: TurnCtx): Promise<Reply> {
  const doc = await enrolmentOf(ctx.deps, ctx.actor.tenant);
  return doc ? await presentStatus(ctx, doc) : await presentEnrolment(ctx, undefined);
}
