/** The card that shows an enrolment as it is now, to this person: the one answer to every click, command and stale card. */

import { accountOpened } from '../../../src/app/accounts.ts';
import { agreementOpened } from '../../../src/app/agreements.ts';
import { can } from '../../../src/rules/permissions.ts';
import { isEnrolled } from '../../../src/tasks/enrolmentDoc.ts';
import type { Enrolment } from '../../../src/tasks/enrolmentDoc.ts';
import { md } from '../../cards/escape.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { formScreens, isFormState } from './enrolmentScreens.ts';
import { statusData } from './enrolmentStatus.ts';
import type { Shown } from '../banners.ts';
import { bannerOf } from '../banners.ts';
import { isUnknown, unknownCompany } from './unknownCompany.ts';

/** Where this person goes on: the form if it is theirs, the status if it is sent, the welcome if there is nothing yet and there could be. */
export async function presentEnrolment(ctx: TurnCtx, doc: Enrolment | undefined, shown: Shown = {}): Promise<Reply> {
  const banner = shown.banner ?? bannerOf(ctx, shown.error);
  const options = { banner };
  if (!doc && isUnknown(ctx)) return unknownCompany(ctx);
  if (!doc) return cardReply(render('enrolment/welcome', ctx.language, {}, options));
  if (!isFormState(doc.state)) return await presentStatus(ctx, doc, banner);
  if (doc.requester.id !== ctx.actor.id) return cardReply(render('enrolment/taken', ctx.language, takenData(ctx, doc), options));
  const screen = formScreens[doc.state](doc);
  return cardReply(render(screen.card, ctx.language, screen.data({ ctx, doc, typed: shown.typed, error: shown.error }), options));
}

export async function presentStatus(ctx: TurnCtx, doc: Enrolment, banner?: Banner): Promise<Reply> {
  const [agreement, account] = await Promise.all([agreementOpened(ctx.deps, ctx.actor, ctx.correlation), isEnrolled(doc) ? accountOpened(ctx.deps, ctx.actor.tenant) : undefined]);
  return cardReply(render('enrolment/status', ctx.language, { ...statusData({ ctx, doc, agreement, account }), self: ctx.actor.id, accountRev: account?.rev ?? 0 }, { banner }));
}

function takenData(ctx: TurnCtx, doc: Enrolment) {
  return { id: doc.id, rev: doc.rev, person: md(doc.requester.name), company: md(doc.company.name), canTakeOver: can(ctx.actor, 'E01') };
}
