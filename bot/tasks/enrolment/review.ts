/** How the outcome of a decision is shown to the admin who made it. Every posted copy of the card is brought in line by the outbox. */

import { caseRef } from '../../../src/app/homes.ts';
import { reviewFound, reviewOf } from '../../../src/app/queries.ts';
import { refuse } from '../../../src/core/errors.ts';
import { can } from '../../../src/rules/permissions.ts';
import type { Enrolment } from '../../../src/tasks/enrolmentDoc.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import { refusalReply } from '../../errors.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply, textReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { bannerOf, isStale, staleBanner } from '../banners.ts';
import { reviewScreen } from './reviewScreens.ts';
import type { ReviewView } from './reviewScreens.ts';
import type { TaskUi } from '../ui.ts';

type Decision = 'approve' | 'reject' | 'askMore';
const isDecision = (event: string): event is Decision => event === 'approve' || event === 'reject' || event === 'askMore';

export const reviewUi: TaskUi = {
  ahead: ({ directory }, { id }) => [caseRef(directory.operatorTenant, id)],
  // Whoever may not decide is not told which cases there are (INV-56).
  locate: async (ctx, { id }) => {
    const found = await reviewFound(ctx.deps, id);
    if (found?.doc) return { tenant: found.doc.tenant, found };
    return can(ctx.actor, 'R01') ? refuse('GEN-06', { what: id }).error : refuse('GEN-01', { who: 'R01' }).error;
  },
  answer: async (ctx, { event, data, performed }) => {
    const doc = performed.doc as Enrolment | undefined; // perform read it with the enrolment's schema
    // In a channel the card belongs to everybody: who may not decide gets a sentence, and the card stays. Nor are they told what has become of it (INV-56).
    if (performed.kind === 'refused' && performed.error.code === 'GEN-01') return refusalReply(ctx, performed.error);
    if (doc?.id !== data.id) return textReply(t(ctx.language, 'review.gone'));
    if (performed.kind === 'done') {
      return reviewReply(ctx, doc, isDecision(event) ? { banner: { style: 'good', text: t(ctx.language, `enrolment.banner.${event}`) } } : {});
    }
    if (performed.kind === 'repeated') return reviewReply(ctx, doc);
    const { error } = performed;
    if (error.code === 'ENR-15') return refusalReply(ctx, error);
    if (isStale(error)) return reviewReply(ctx, doc, { banner: staleBanner(ctx) });
    return reviewReply(ctx, doc, { typed: data.input, error });
  },
};

/** One review, for those who decide. A case that is none gets the answer of one that is not theirs to see (INV-56). */
export async function openReview(ctx: TurnCtx, caseId: string): Promise<Reply> {
  const doc = await reviewOf(ctx.deps, caseId);
  return doc ? reviewReply(ctx, doc) : refusalReply(ctx, refuse('GEN-06', { what: caseId }).error);
}

/** The review as it is now, in the reader's own language. */
export function reviewReply(ctx: TurnCtx, doc: Enrolment, shown: Pick<ReviewView, 'typed' | 'error'> & { readonly banner?: Banner } = {}): Reply {
  const { card, data } = reviewScreen({ language: ctx.language, timeZone: ctx.timeZone, doc, typed: shown.typed, error: shown.error });
  const banner = shown.banner ?? bannerOf(ctx, shown.error);
  return cardReply(render(card, ctx.language, data, { banner }));
}
